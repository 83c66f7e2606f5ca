// What must hold on every page, at every width, in both themes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAGES, assertSound, close, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const path of PAGES) {
  for (const [width, height] of [[1440, 900], [768, 1024], [390, 844], [320, 640]]) {
    test(`${path} is sound at ${width} px`, async () => {
      const page = await visit(browser, path, { width, height });
      assert.equal(await page.locator("html[data-failed], html[data-crashed]").count(), 0, "the program of the page does not run");
      await assertSound(page, "");
      await close(page);
    });
  }
}
