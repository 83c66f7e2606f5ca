// Lighthouse finds nothing to better, speed aside: that is measured by `cargo xtask bench load`, never asserted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, SITE } from "./harness.mjs";
import { faults, judge } from "./lighthouse.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

for (const path of ["index.html", LESSONS[0], "sandbox.html", "quiz.html"]) {
  test(`Lighthouse gives ${path} full marks`, async () => {
    const lhr = await judge(new URL(path, SITE).href, CATEGORIES);
    for (const category of CATEGORIES) {
      assert.equal(lhr.categories[category].score, 1, `${category}:\n${faults(lhr, category).join("\n")}`);
    }
  });
}
