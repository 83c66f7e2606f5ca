// Opens the page of the render bench in Chromium and fails above the bar. Started by `cargo xtask bench render`, which serves
// the page and sets the variables.

import { CHROME, CHROME_FLAGS, SITE } from "../../browser/harness.mjs";
import { chromium } from "playwright-core";

/** Milliseconds of task time in a frame of a picture of a thousand elements, and in one of a larger picture while only dots move. */
const BAR = 10;
/** Groups, nodes and lines: those that a thousand elements draw, and a thousand of them. */
const SIZES = [220, 1000];
const ROUNDS = 30;
const FRAMES = 10;

const browser = await chromium.launch({ executablePath: CHROME, args: CHROME_FLAGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on("pageerror", (error) => { console.error(error.message); process.exitCode = 1; });
await page.goto(SITE);
await page.waitForSelector("html[data-ready]", { state: "attached" });
const devtools = await page.context().newCDPSession(page);
await devtools.send("Performance.enable");

const KINDS = ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];

/** Milliseconds of each kind so far. */
async function spent() {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return KINDS.map((kind) => 1000 * metrics.find((it) => it.name === kind).value);
}

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** The median task time of a frame, and of what it is made. */
async function measure(mode, parts) {
  const size = await page.evaluate((it) => start(...it), [mode, parts]);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await spent();
    await page.evaluate((it) => frames(it), FRAMES);
    const after = await spent();
    rounds.push(after.map((it, at) => (it - before[at]) / FRAMES));
  }
  const [task, script, style, layout] = KINDS.map((_, at) => median(rounds.map((it) => it[at])));
  const ms = (it) => `${it.toFixed(2)} ms`;
  console.log(`${mode.padEnd(6)} ${ms(task)} a frame: script ${ms(script)}, style ${ms(style)}, layout ${ms(layout)}`
    + ` (${size.parts} parts, ${size.elements} elements, ${size.dots} dots)`);
  return { task, elements: size.elements };
}

function hold(what, task) {
  console.log(`${what}: bar ${BAR} ms a frame`);
  if (task > BAR) {
    console.error(`${what}: ${task.toFixed(2)} ms a frame is above ${BAR} ms`);
    process.exitCode = 1;
  }
}

for (const parts of SIZES) {
  const ours = await measure("ours", parts);
  const dots = await measure("dots", parts);
  const plain = await measure("plain", parts);
  console.log(`ours to plain script: ${(ours.task / plain.task).toFixed(2)}`);
  if (parts === SIZES[0]) {
    if (ours.elements < 1000) throw new Error(`${ours.elements} elements are too few`);
    hold("a thousand elements", ours.task);
  } else {
    hold("a thousand parts while dots move", dots.task);
  }
}
await browser.close();
