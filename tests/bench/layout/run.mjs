// Opens the page of the layout bench in Chromium, prints the ratios and fails below the bars. Started by
// `cargo xtask bench layout`, which serves the page and sets the variables.

import { SITE, launch } from "../../browser/harness.mjs";

const SEEDS = [42, 1, 2, 3];
// Groups and nodes, rounds of the timing, and whether ELK takes part (it needs seconds at 500).
const SIZES = [[30, 21, true], [100, 21, true], [500, 9, false], [2000, 3, false]];
/** At most this part of graphviz's median time. */
const TIME = 0.1;
/** Milliseconds that the largest layout may take, and the first layout of a page at the smallest size. */
const LARGEST_MS = 30, FIRST_MS = 5;
// At most this times ELK's edge length, and this times its crossings and so many more; over all seeds.
const LENGTH = { 30: 1, 100: 0.7 };
const CROSSINGS = { 30: [1, 1], 100: [0.4, 0] };

// The engine alone: around it, a whole browser is busy for seconds after a page has opened.
const browser = await launch();
const below = [];
const open = async () => {
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (error) => below.push(error.message));
  await page.goto(SITE);
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  return page;
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cell = (number, digits) => number.toFixed(digits).padStart(10);

const firsts = [];
for (const seed of [...SEEDS, ...SEEDS]) {
  const page = await open();
  firsts.push(await page.evaluate((it) => first(...it), [SIZES[0][0], seed]));
  await page.context().close();
}
console.log(`\nthe first layout of a page, ${SIZES[0][0]} things: ${median(firsts).toFixed(1)} ms, bar ${FIRST_MS}`);
if (median(firsts) > FIRST_MS) below.push(`the first layout of a page takes ${median(firsts).toFixed(1)} ms`);

const page = await open();
console.log(`\n${"things, seed".padEnd(14)}${"graphviz".padStart(10)}${"Bayplan".padStart(10)} ms${"part".padStart(8)}`
  + `${"length".padStart(12)}${"to ELK's".padStart(10)}${"crossings".padStart(11)}${"ELK's".padStart(7)}${"aspect".padStart(8)}`);
for (const [size, rounds, withElk] of SIZES) {
  const parts = [], times = [];
  for (const seed of SEEDS) {
    const { milliseconds, drawn } = await page.evaluate((it) => compare(...it), [size, seed, rounds, withElk]);
    const part = milliseconds.bayplan / milliseconds.graphviz;
    parts.push(part);
    times.push(milliseconds.bayplan);
    const { bayplan, elk } = drawn;
    const name = `${size}, ${seed}`;
    const peer = elk ? `${(bayplan.length / elk.length).toFixed(2).padStart(10)}${String(bayplan.crossings).padStart(11)}${String(elk.crossings).padStart(7)}`
      : `${"".padStart(10)}${String(bayplan.crossings).padStart(11)}${"".padStart(7)}`;
    console.log(name.padEnd(14) + cell(milliseconds.graphviz, 2) + cell(milliseconds.bayplan, 2) + `   1/${(1 / part).toFixed(1)}`.padStart(11)
      + String(Math.round(bayplan.length)).padStart(12) + peer + bayplan.aspect.toFixed(2).padStart(8));
    if (elk) {
      if (bayplan.length > LENGTH[size] * elk.length) below.push(`${name}: edges are ${(bayplan.length / elk.length).toFixed(2)} of ELK's, bar ${LENGTH[size]}`);
      const [times, more] = CROSSINGS[size];
      if (bayplan.crossings > times * elk.crossings + more) below.push(`${name}: ${bayplan.crossings} crossings, ELK has ${elk.crossings}`);
    }
    if (bayplan.aspect < 0.5 || bayplan.aspect > 2.5) below.push(`${name}: the aspect is ${bayplan.aspect.toFixed(2)}`);
  }
  console.log(`${"".padEnd(14)}a layout takes 1/${(1 / median(parts)).toFixed(1)} of graphviz's time, bar 1/${1 / TIME}`);
  if (median(parts) > TIME) below.push(`${size}: ${median(parts).toFixed(3)} of graphviz's time, bar ${TIME}`);
  if (size === SIZES.at(-1)[0]) {
    console.log(`${"".padEnd(14)}${median(times).toFixed(1)} ms, bar ${LARGEST_MS}`);
    if (median(times) > LARGEST_MS) below.push(`${size}: ${median(times).toFixed(1)} ms, bar ${LARGEST_MS}`);
  }
}
await browser.close();
for (const line of below) console.error(line);
if (below.length) process.exitCode = 1;
