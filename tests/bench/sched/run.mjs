// Opens the page of the scheduler bench in Chromium, prints the ratios and fails below the bars. Started by
// `cargo xtask bench scheduler`, which serves the page and sets the variables.

import { CHROME, CHROME_FLAGS, SITE } from "../../browser/harness.mjs";
import { chromium } from "playwright-core";

const EXPECTED = {
  "10 class": "1a2ef08f", "10 dense": "e2408ef6", "100 class": "d9e736ce", "100 dense": "f1348303",
  "1000 class": "b7c1838e", "1000 dense": "c9e54e51", "10000 class": "29ca04cd", "10000 dense": "5e939294",
};
// Instances, rounds, rounds of the scans, and how many times faster than the scan in JavaScript the index must be.
const SIZES = [[10, 15, 15, 1.5], [100, 15, 15, 2], [1000, 9, 5, 10], [10000, 5, 1, 100]];
const PROFILES = [["class", 5], ["dense", 20]];
/** How much longer a decision may take at the largest size than at the smallest. */
const GROWTH = 3;

const browser = await chromium.launch({ executablePath: CHROME, args: CHROME_FLAGS });
const page = await browser.newPage();
page.on("pageerror", (error) => { console.error(error.message); process.exitCode = 1; });
await page.goto(SITE);
await page.waitForSelector("html[data-ready]", { state: "attached" });

const below = [];
const first = {};
const cell = (number, digits) => number.toFixed(digits).padStart(10);
console.log(`\n${"instances".padEnd(16)}${"scan, JS".padStart(10)}${"scan, wasm".padStart(11)}${"index".padStart(10)}  µs a decision; ${"index to JS".padStart(12)}`);
for (const [n, rounds, slowRounds, bar] of SIZES) {
  for (const [profile, perInstance] of PROFILES) {
    const forms = ["tuned", "scan", "index"];
    const { microseconds, checksums } = await page.evaluate((it) => compare(...it), [n, perInstance, rounds, slowRounds, forms]);
    const name = `${n} ${profile}`;
    const ratio = microseconds.tuned / microseconds.index;
    console.log(name.padEnd(16) + cell(microseconds.tuned, 3) + cell(microseconds.scan, 3).padStart(11) + cell(microseconds.index, 3) + `${ratio.toFixed(1).padStart(23)} times, bar ${bar}`);
    if (checksums.length !== 1 || checksums[0] !== EXPECTED[name]) below.push(`${name}: the checksums ${checksums} are not ${EXPECTED[name]}`);
    if (ratio < bar) below.push(`${name}: ${ratio.toFixed(2)} times is below ${bar}`);
    first[profile] ??= microseconds.index;
    if (n === SIZES.at(-1)[0]) {
      const growth = microseconds.index / first[profile];
      console.log(`${profile}: a decision at ${n} instances takes ${growth.toFixed(2)} times that at ${SIZES[0][0]}, bar ${GROWTH}`);
      if (growth > GROWTH) below.push(`${profile}: time grows ${growth.toFixed(2)} times, more than ${GROWTH}`);
    }
  }
}

const fill = await page.evaluate(() => fill());
console.log(`\n20,000 placements on 1,000 instances: ${fill.toFixed(1)} ms, bar 20`);
if (fill > 20) below.push(`20,000 placements take ${fill.toFixed(1)} ms, more than 20`);
console.log("\nThe sandbox's own rate, with command, event and log, ties drawn by the seed:");
for (const [n, count] of [[10, 5_000], [100, 5_000], [1000, 10_000], [10000, 20_000]]) {
  const { microseconds, first, account } = await page.evaluate((it) => board(...it), [n, 5, count]);
  console.log(`${String(n).padEnd(16)}${cell(microseconds, 2)} µs a decision${cell(account, 3)} ms the full account of one${n === 1000 ? ", bar 1" : ""} (${first.toFixed(3)} the first ones)`);
  if (n === 1000 && account > 1) below.push(`the account of a decision at 1,000 instances takes ${account.toFixed(2)} ms, more than 1`);
}
await browser.close();
for (const line of below) console.error(line);
if (below.length) process.exitCode = 1;
