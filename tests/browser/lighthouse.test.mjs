// Lighthouse finds nothing to better, speed aside: that is measured by `cargo xtask bench load`, never asserted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, PAGES, SITE } from "./harness.mjs";
import { faults, judge } from "./lighthouse.mjs";

const ALL = ["accessibility", "best-practices", "seo"];
// Frames are not for search engines.
const OF_FRAMES = ["accessibility", "best-practices"];
/** The first page of each kind that is made for frames. */
const FRAMES = [...new Map(PAGES.filter((it) => it.startsWith("embed/")).reverse().map((it) => [it.split("/")[1], it])).values()];

for (const [path, categories] of [...["index.html", ...LESSONS, "sandbox.html", "quiz.html"].map((it) => [it, ALL]), ...FRAMES.map((it) => [it, OF_FRAMES])]) {
  test(`Lighthouse gives ${path} full marks`, async () => {
    const lhr = await judge(new URL(path, SITE).href, categories);
    for (const category of categories) {
      assert.equal(lhr.categories[category].score, 1, `${category}:\n${faults(lhr, category).join("\n")}`);
    }
  });
}
