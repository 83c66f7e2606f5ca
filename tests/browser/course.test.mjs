// The map of the course shows what is done, where to go on and what is due; it never locks anything.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, assertNoProblems, keptText, launch, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const start = (page) => page.locator("#start");

test("whoever comes first finds the map without marks and starts with the first lesson", async () => {
  const page = await visit(browser, "index.html");
  assert.equal(await page.locator(".mod.done, .mod .pill, .known").count(), 0);
  assert.match(await start(page).innerText(), /^Start the first lesson/);
  assertNoProblems(page);
  await page.context().close();
});

test("a lesson is done when its last question is answered, and the map leads to the next one", async () => {
  const page = await visit(browser, LESSONS[0]);
  const questions = await page.locator(".predict").all();
  for (const [at, question] of questions.entries()) {
    if (at === questions.length - 1) {
      await page.goto(new URL("../index.html", page.url()).href);
      await page.locator(".mod.now").waitFor();
      assert.equal(await page.locator(".mod.done").count(), 0, "one question is open");
      await page.goBack();
      await page.locator("html[data-ready]").waitFor({ state: "attached" });
    }
    await question.locator("label").first().click();
    await question.getByRole("button", { name: /^(Lock in my prediction|Check my answer)$/ }).click();
  }
  await page.waitForFunction(() => localStorage.getItem("bayplan.work.quiz.1.a")?.includes("lessons"));
  await page.goto(new URL("../index.html", page.url()).href);
  await page.locator(".mod.done").first().waitFor();
  assert.equal(await page.locator(".mod.done").first().locator(".pill").innerText(), "Done");
  assert.match(await start(page).innerText(), /^Go on: /);
  assert.deepEqual(await violations(page), []);
  await start(page).click();
  await page.waitForURL(/lessons\//);
  assert.doesNotMatch(page.url(), new RegExp(LESSONS[0]), "the way on is to a lesson that is not done");
  assertNoProblems(page);
  await page.context().close();
});

for (const theme of ["light", "dark"]) {
  test(`the map says what is due, in ${theme}`, async () => {
    const skill = { stabilityMillionths: 2_000_000, difficultyMillionths: 5_000_000, answeredAt: 1, last: "spread-place.1.1", run: 2, masteredAt: 1, keptAt: null, nAsked: 2, nRight: 2 };
    const text = keptText({ skills: { spread: skill }, answers: [], lessons: {}, round: null, roundAt: 1 });
    const prepare = (page) => page.addInitScript((it) => localStorage.setItem("bayplan.work.quiz.1.a", it), text);
    const page = await visit(browser, "index.html", { prepare, theme });
    await page.getByRole("link", { name: "Review 1 skill that is due" }).waitFor();
    assert.deepEqual(await violations(page), []);
    assertNoProblems(page);
    await page.context().close();
  });
}
