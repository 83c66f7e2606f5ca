// Every stored scenario makes the same world after every command in WebAssembly as natively: the hashes beside it are the
// native ones (`tests/stored_scenarios.rs`). Started by `cargo xtask test --only worlds`, which serves the page.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { SITE, launch } from "../browser/harness.mjs";

const FOLDER = new URL("../scenarios/", import.meta.url);
let browser, page;

before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.goto(SITE);
  await page.waitForSelector("html[data-ready]", { state: "attached" });
});
after(() => browser.close());

for (const file of readdirSync(FOLDER)) {
  test(`${file} makes the same worlds in a browser`, async () => {
    const text = readFileSync(new URL(file, FOLDER), "utf8");
    const expected = JSON.parse(text).hashes;
    assert.ok(expected.length > 1);
    assert.deepEqual(await page.evaluate((it) => scenarioHashes(it), text), expected);
  });
}
