// Makes the module's function callable from the test.
import start, { scenario_hashes } from "./replay.js";

await start({ module_or_path: "replay.wasm" });
globalThis.scenarioHashes = scenario_hashes;
document.documentElement.dataset.ready = "";
