// A lesson with everything opened: the widest it ever gets must hold at every width, in both themes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, PATIENCE_MS, SITE, assertSound, close, launch, overflow, settled, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const lesson of LESSONS) {
  for (const width of [1440, 768, 390, 320]) {
    test(`${lesson}, opened, is sound at ${width} px`, async () => {
      const page = await visit(browser, lesson, { width, height: 844 });
      for (const start of await page.locator('section.stage [id$="-start"]').all()) await start.click();
      assert.equal(await page.locator(".step-bar").count(), await page.locator("section.stage").count());
      for (const summary of await page.locator("summary:visible").all()) await summary.click();
      const question = page.locator('[data-island="prediction"]').first();
      await question.locator("label").first().click();
      await question.getByRole("button", { name: "Lock in my prediction" }).click();
      await question.locator(".predict-result").waitFor();
      await assertSound(page, "");
      await close(page);
    });
  }
}

test("a thing of the picture is selected by touch", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(new URL(LESSONS[0], SITE).href);
  await settled(page);
  const explained = () => page.locator(".explain h3").innerText();
  const before = await explained();
  await page.locator('.pair figure [role=button][aria-pressed="false"]').last().tap();
  await page.waitForFunction((before) => document.querySelector(".explain h3").innerText !== before, before);
  assert.deepEqual(await overflow(page), []);
  await context.close();
});
