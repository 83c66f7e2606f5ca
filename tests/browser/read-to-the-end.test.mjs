// Each lesson, read from its title to the link that leads on: by pointer, and by keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, assertNoProblems, launch, overflow, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** What a reader can do on the page, and how much of it is done. */
const done = (page) => page.evaluate(() => ({
  predictions: document.querySelectorAll(".predict").length,
  answered: document.querySelectorAll(".predict-result").length,
  stages: document.querySelectorAll("section.stage").length,
  atTheirEnd: [...document.querySelectorAll(".step-bar b")].filter((it) => /^Step (\d+) of \1$/.test(it.textContent)).length,
}));

async function isRead(page, lesson) {
  const { predictions, answered, stages, atTheirEnd } = await done(page);
  assert.ok(stages >= 1 && predictions >= 2, `${lesson}: ${stages} stages, ${predictions} predictions`);
  assert.equal(answered, predictions, `${lesson}: every prediction is answered`);
  assert.equal(atTheirEnd, stages, `${lesson}: every walk-through is at its last step`);
}

async function leadsOn(page, lesson) {
  await page.waitForFunction((lesson) => !location.pathname.endsWith(lesson), lesson);
  assert.equal(page.answer.status(), 200);
  assert.ok(await page.locator("h1").count() === 1);
  assertNoProblems(page, lesson);
}

for (const lesson of LESSONS) {
  for (const [theme, width] of [["light", 1440], ["dark", 390]]) {
    test(`${lesson} is read to its end by pointer in ${theme} at ${width} px`, async () => {
      const page = await visit(browser, lesson, { theme, width });
      for (const stage of await page.locator("section.stage").all()) {
        await stage.locator('[id$="-start"]').click();
        const next = stage.getByRole("button", { name: "Next step" });
        while (await next.getAttribute("aria-disabled") === "false") await next.click();
      }
      for (const question of await page.locator(".predict").all()) {
        await question.locator(".opt").last().click();
        await question.getByRole("button", { name: /^(Lock in my prediction|Check my answer)$/ }).click();
        await question.locator(".predict-result").waitFor();
        assert.equal(await question.locator(".why").count(), await question.locator(".opt").count(), "every option says why");
      }
      await isRead(page, lesson);
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await violations(page), []);
      await page.locator(".nextbar a").last().click();
      await leadsOn(page, lesson);
      await page.context().close();
    });
  }

  test(`${lesson} is read to its end by keyboard alone`, async () => {
    const page = await visit(browser, lesson, { theme: "dark" });
    // What to press on what has the focus; everything else is passed.
    const key = () => page.evaluate(() => {
      const it = document.activeElement;
      if (it.matches('.nextbar a:last-child')) return "leave";
      if (it.matches('section.stage [id$="-start"]') && !it.closest("section").querySelector(".step-bar")) return "Enter";
      if (it.matches('.step-bar input[type="range"]')) return "End";
      if (it.matches('.predict input:not(:checked)') && !it.closest(".predict").querySelector("input:checked")) return "Space";
      if (it.matches('.predict .btn.pri[aria-disabled="false"]')) return "Enter";
      if (it.matches("details:not([open]) > summary")) return "Enter";
      return "";
    });
    let pressed;
    for (let tabs = 0; tabs < 400 && pressed !== "leave"; tabs += 1) {
      await page.keyboard.press("Tab");
      pressed = await key();
      if (pressed && pressed !== "leave") await page.keyboard.press(pressed);
    }
    assert.equal(pressed, "leave", "Tab leads to the end of the lesson");
    await isRead(page, lesson);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await leadsOn(page, lesson);
    await page.context().close();
  });
}
