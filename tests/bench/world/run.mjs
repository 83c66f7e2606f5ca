// Opens the page of the world bench in Chromium and fails below the bar. Started by `cargo xtask bench world`, which serves
// the page and sets the variables.

import { CHROME, CHROME_FLAGS, SITE } from "../../browser/harness.mjs";
import { chromium } from "playwright-core";

const SECONDS = 5_000;
/** Simulated seconds in a real one. */
const BAR = 1_000;

const browser = await chromium.launch({ executablePath: CHROME, args: CHROME_FLAGS });
const page = await browser.newPage();
page.on("pageerror", (error) => { console.error(error.message); process.exitCode = 1; });
await page.goto(SITE);
await page.waitForSelector("html[data-ready]", { state: "attached" });
const rounds = [];
for (let round = 0; round < 3; round += 1) rounds.push(await page.evaluate((it) => play(it), SECONDS));
await browser.close();
const median = rounds.map((it) => it.perSecond).sort((a, b) => a - b)[1];
console.log(`in Chromium: ${Math.round(median).toLocaleString("en")} simulated seconds in a real one, bar ${BAR}`);
if (rounds.some((it) => it.served < SECONDS * 1_000)) {
  console.error(`not every request was served: ${rounds[0].served}`);
  process.exitCode = 1;
}
if (median < BAR) {
  console.error(`${median.toFixed(0)} is below ${BAR}`);
  process.exitCode = 1;
}
