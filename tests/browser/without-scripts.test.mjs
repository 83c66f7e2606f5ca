// The document is the app: what a page teaches can be read before any script runs, and where none may.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, PAGES, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const path of PAGES) {
  test(`${path} can be read with scripts off`, async () => {
    const page = await visit(browser, path, { scripts: false, width: 390, height: 844 });
    assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
    assert.ok((await page.locator("main").innerText()).length > 100);
    assert.match(await page.locator("noscript p:visible").first().innerText(), /Scripts are off/);
    for (const hidden of ["#wasm-failed", "#recovery", "#opened-as-file"]) assert.ok(await page.locator(hidden).isHidden(), hidden);
    await page.context().close();
  });
}

for (const path of LESSONS) {
  test(`${path} shows its diagrams, their text and its questions with scripts off`, async () => {
    const page = await visit(browser, path, { scripts: false });
    const stages = page.locator('[data-island="stage"]');
    for (let i = 0; i < await stages.count(); i++) {
      const stage = stages.nth(i);
      assert.ok(await stage.locator("figure svg:visible").count() >= 1, "the diagram is drawn");
      await stage.getByRole("link", { name: "Read as text" }).click();
      const text = page.locator(new URL(page.url()).hash);
      if (await text.evaluate((it) => !it.open)) await text.locator("summary").first().click();
      assert.ok(await text.locator("li:visible").count() >= 3, "what stands in it is there as nested lists");
      assert.ok(await text.locator("td:visible").count() >= 3, "what leads where is there as a table");
    }
    const questions = page.locator('[data-island="prediction"]');
    for (let i = 0; i < await questions.count(); i++) {
      const question = questions.nth(i);
      assert.ok(await question.locator("input[type=radio]").count() >= 2, "the answers are there");
      const answer = question.locator("details").last();
      await answer.locator("summary").click();
      assert.ok((await answer.innerText()).length > 100, "the explanation opens");
    }
    assert.ok(await stages.count() + await questions.count() > 0, "there is something to look at or to answer");
  });
}
