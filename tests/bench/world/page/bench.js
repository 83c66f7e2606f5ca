// Times the world in the page.

import init, { World } from "./world.js";

await init({ module_or_path: "world.wasm" });

/** Simulated seconds in a real one, and what was served, over so many simulated seconds. */
globalThis.play = (seconds) => {
  const world = new World();
  const start = performance.now();
  const served = Number(world.play(seconds));
  return { perSecond: (seconds * 1000) / (performance.now() - start), served };
};
document.documentElement.dataset.ready = "";
