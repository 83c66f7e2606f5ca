// Times the same decisions by the index in wasm and by the scan in JavaScript, in turns, in one page.

import init, { Cluster, Sandbox } from "./scheduler.js";
import { Tuned } from "./tuned.js";
import { drive } from "./workload.js";

// The page's clock may tick only ten times a millisecond, so short drives are repeated within a round.
const LEAST_MS = 40;

const decisions = (n, perInstance) => (n <= 10 ? 100_000 : n <= 100 ? 20_000 : n * perInstance + 5_000);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const FORMS = {
  tuned: (n, perInstance) => {
    const scheduler = new Tuned(n, perInstance);
    return { drive: (count) => parseInt(drive(scheduler, n, perInstance, count).hash, 16), free() {} };
  },
  index: (n, perInstance) => new Cluster(n, perInstance, false),
  scan: (n, perInstance) => new Cluster(n, perInstance, true),
};

/** Microseconds a decision, of one round of one form. Making the cluster is not timed. */
function round(form, n, perInstance, checksums) {
  const count = decisions(n, perInstance);
  let [milliseconds, drives] = [0, 0];
  while (milliseconds < LEAST_MS || drives === 0) {
    const cluster = FORMS[form](n, perInstance);
    const start = performance.now();
    const checksum = cluster.drive(count);
    milliseconds += performance.now() - start;
    drives += 1;
    cluster.free();
    checksums.add((checksum >>> 0).toString(16).padStart(8, "0"));
  }
  return (milliseconds * 1000) / (count * drives);
}

/** The median microseconds a decision of each form, over rounds that take turns; the slow form takes fewer of them. */
globalThis.compare = async (n, perInstance, rounds, slowRounds, forms) => {
  await init({ module_or_path: "scheduler.wasm" });
  const times = Object.fromEntries(forms.map((form) => [form, []]));
  const checksums = new Set();
  for (let i = 0; i < rounds; i++) {
    for (const form of forms) {
      if (form === "index" || i < slowRounds) times[form].push(round(form, n, perInstance, checksums));
    }
  }
  return { microseconds: Object.fromEntries(forms.map((form) => [form, median(times[form])])), checksums: [...checksums] };
};
/** Milliseconds of one call, the median of some. */
function timed(times, make, call) {
  const samples = [];
  for (let i = 0; i < times; i++) {
    const made = make();
    const start = performance.now();
    call(made);
    samples.push(performance.now() - start);
    made.free();
  }
  return median(samples);
}

/** Milliseconds of 20,000 placements on 1,000 instances. */
globalThis.fill = async () => {
  await init({ module_or_path: "scheduler.wasm" });
  return timed(15, () => new Cluster(1000, 20, false), (cluster) => cluster.drive(20_000));
};

/** Microseconds a decision of a board with commands, events and log, and milliseconds of one full account there: of the first
 * twenty, while the browser still compiles them, and the median as everywhere. */
globalThis.board = async (n, perInstance, count) => {
  await init({ module_or_path: "scheduler.wasm" });
  const milliseconds = timed(3, () => new Sandbox(n, perInstance), (sandbox) => sandbox.drive(count));
  const sandbox = new Sandbox(n, perInstance);
  sandbox.drive(count);
  const accounts = [];
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    sandbox.explain(20);
    accounts.push((performance.now() - start) / 20);
  }
  sandbox.free();
  const [first] = accounts;
  return { microseconds: (milliseconds * 1000) / count, first, account: median(accounts) };
};
document.documentElement.dataset.ready = "";
