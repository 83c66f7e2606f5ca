// How fast pages load on Lighthouse's slow phone, throttled by simulation: the median of five runs. Nothing is asserted.

import { LESSONS, SITE } from "./harness.mjs";
import { judge } from "./lighthouse.mjs";

const RUNS = 5;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`\n${"median of five".padEnd(36)} performance   FCP ms   LCP ms   TBT ms      CLS`);
for (const path of ["index.html", LESSONS[0], "sandbox.html"]) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await judge(new URL(path, SITE).href, ["performance"]));
  const number = (id) => median(runs.map((it) => it.audits[id].numericValue));
  const score = median(runs.map((it) => it.categories.performance.score));
  const cells = [score.toFixed(2).padStart(11), ...["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"].map((id) => String(Math.round(number(id))).padStart(8))];
  console.log(path.padEnd(36), ...cells, number("cumulative-layout-shift").toFixed(3).padStart(8));
}
console.log("\nThe aim is a performance of 0.95 or more.");
