// What the quiz promises: every kind of question by pointer and by keyboard alone, a test to its results, and that a
// reload, a second tab or a spoiled copy loses nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answerByPointer, assertNoProblems, assertSound, close, count, keptText, launch, settled, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const KINDS = {
  single: "pull-on-fargate.1.5",
  multiple: "fit-filter.1.3",
  order: "depends-on.1.2",
  match: "who-signs.1.4",
  numeric: "eni-count.1.6",
  place: "spread-place.1.7",
  counts: "spread-zones.1.8",
};

/** A kept progress whose round asks these questions. */
function kept(items, mode = "practice") {
  const asked = items.map((item) => ({ item, skill: "spread", nTry: 1, worked: false, response: null, confidence: null, checked: false }));
  const progress = { skills: {}, answers: [], lessons: {}, round: { mode, seed: 1, area: null, at: 0, asked }, roundAt: 1 };
  return keptText(progress);
}

/** Opens the quiz with a text already kept. */
function opened(text, options = {}) {
  const prepare = (page) => page.addInitScript((text) => {
    try {
      if (!sessionStorage.getItem("prepared")) localStorage.setItem("bayplan.work.quiz.1.a", text);
      sessionStorage.setItem("prepared", "yes");
    } catch { /* Storage is blocked in some tests. */ }
  }, text);
  return visit(browser, "quiz.html", { prepare, ...options });
}

/** Presses Tab until something that matches has the focus. */
async function tabTo(page, selector) {
  for (let n = 0; n < 80; n += 1) {
    if (await page.evaluate((it) => document.activeElement?.matches(it) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no Tab leads to ${selector}`);
}

async function answerByKeyboard(page) {
  if (await count(page, ".q input[type=radio]")) {
    await tabTo(page, ".q input[type=radio]");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  } else if (await count(page, ".q input[type=checkbox]")) {
    await tabTo(page, ".q input[type=checkbox]");
    await page.keyboard.press("Space");
  } else if (await count(page, ".q-list")) {
    await tabTo(page, ".q-list button:not([aria-disabled=true])");
    await page.keyboard.press("Enter");
  } else if (await count(page, ".q-match")) {
    const n = await count(page, ".q-match select");
    for (let at = 0; at < n; at += 1) {
      await tabTo(page, `#match-${at}`);
      await page.keyboard.press("ArrowDown");
    }
  } else {
    const ids = await page.locator(".q-numbers input").evaluateAll((all) => all.map((it) => it.id));
    for (const id of ids) {
      await tabTo(page, `#${id}`);
      await page.keyboard.type("2");
    }
  }
}

for (const [kind, item] of Object.entries(KINDS)) {
  test(`a question of the kind ${kind} is answered by pointer`, async () => {
    const page = await opened(kept([item]));
    assert.equal(await page.getByRole("button", { name: "Check my answer" }).getAttribute("aria-disabled"), "true");
    await answerByPointer(page);
    await page.getByRole("button", { name: "Fairly" }).click();
    await page.getByRole("button", { name: "Check my answer" }).click();
    await page.locator("#told").waitFor();
    assert.match(await page.locator(".fb").innerText(), /You were fairly sure[\s\S]*Rule:/);
    assert.deepEqual(await violations(page), []);
    assertNoProblems(page);
    await page.context().close();
  });

  test(`a question of the kind ${kind} is answered by keyboard alone`, async () => {
    const page = await opened(kept([item]));
    await answerByKeyboard(page);
    await tabTo(page, ".q-sure button");
    await page.keyboard.press("Enter");
    await tabTo(page, ".q-go .btn.pri");
    await page.keyboard.press("Enter");
    await page.locator("#told").waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "told");
    await tabTo(page, "#next");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => ["question", "results"].includes(document.activeElement?.id));
    assertNoProblems(page);
    await page.context().close();
  });
}

for (const [how, answer] of [["by pointer", answerByPointer], ["by keyboard alone", answerByKeyboard]]) {
  test(`a test of ten is taken to its results ${how}, and its link gives the same one to others`, async () => {
    const page = await visit(browser, "quiz.html");
    const byKeyboard = answer === answerByKeyboard;
    const press = async (selector) => {
      if (!byKeyboard) return page.locator(selector).first().click();
      await tabTo(page, selector);
      return page.keyboard.press("Enter");
    };
    await page.getByRole("button", { name: "10 questions" }).evaluate((it) => { it.id = "ten"; });
    await press("#ten");
    const questions = [];
    for (let n = 0; n < 10; n += 1) {
      await page.getByText(`Question ${n + 1} of 10`).waitFor();
      questions.push(await page.locator("#question").innerText());
      await answer(page);
      await press(".q-go .btn.pri");
      assert.equal(await count(page, "#told"), 0, "a test explains at its end");
    }
    await page.locator("#results").waitFor();
    assert.equal(await count(page, ".q-rows li"), 10);
    assert.deepEqual(await violations(page), []);
    const link = await page.locator("#share-link").inputValue();
    await press(".q-rows .btn");
    await page.locator("#told").waitFor();
    assertNoProblems(page);
    await page.context().close();

    const other = await visit(browser, `quiz.html${new URL(link).hash}`);
    await other.getByRole("heading", { name: "You are invited to a test" }).waitFor();
    await other.getByRole("button", { name: "Start the test" }).click();
    assert.equal(await other.locator("#question").innerText(), questions[0]);
    assertNoProblems(other);
    await other.context().close();
  });
}

test("a reload in the middle loses neither the answer nor the feedback", async () => {
  const page = await opened(kept([KINDS.place, KINDS.single]));
  await answerByPointer(page);
  await page.getByRole("button", { name: "Certain" }).click();
  const chosen = () => page.locator(".q input").evaluateAll((all) => all.findIndex((it) => it.checked));
  const before = await chosen();
  assert.ok(before >= 0);
  await page.reload();
  await settled(page);
  assert.equal(await chosen(), before);
  assert.equal(await page.getByRole("button", { name: "Certain" }).getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Check my answer" }).click();
  const told = await page.locator("#told").innerText();
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#told").innerText(), told);
  assertNoProblems(page);
  await page.context().close();
});

test("practice says that a wrong answer has made the round longer, and only then", async () => {
  const page = await opened(kept([KINDS.numeric]));
  const length = async () => Number((await page.getByText(/^Question \d+ of \d+$/).textContent()).match(/\d+$/)[0]);
  const told = page.getByText(/^Another question of this kind comes next(, solved for you)?, so this round now has \d+ questions\.$/);
  for (let before = 1, n = 1; n <= before; n += 1) {
    await page.getByText(`Question ${n} of ${before}`).waitFor();
    assert.equal(await told.count(), 0);
    if (!await page.getByText("This one is solved for you.").count()) {
      for (const field of await page.locator(".q-numbers input").all()) await field.fill("99");
      if (!await count(page, ".q-numbers")) await answerByPointer(page);
      await page.getByRole("button", { name: "Check my answer" }).click();
      await page.locator("#told").waitFor();
    }
    const after = await length();
    assert.equal(await told.count(), after > before ? 1 : 0, `${after} questions after ${before}`);
    if (n === 1) assert.equal(after, 2, "99 is wrong");
    before = after;
    await page.locator("#next").click();
  }
  assertNoProblems(page);
  await page.context().close();
});

test("two tabs keep what each of them answered", async () => {
  const first = await visit(browser, "quiz.html");
  const second = await first.context().newPage();
  await second.goto(first.url());
  await settled(second);
  for (const [page, area] of [[first, "Storage"], [second, "Load balancing"]]) {
    await page.getByRole("button", { name: `Practice: ${area}` }).click();
    await answerByPointer(page);
    await page.getByRole("button", { name: "Check my answer" }).click();
    await page.locator("#told").waitFor();
  }
  const skills = await first.evaluate(() => {
    const copies = Object.keys(localStorage).filter((it) => it.startsWith("bayplan.work.quiz.")).map((it) => JSON.parse(localStorage.getItem(it)));
    copies.sort((left, right) => right.generation - left.generation);
    return Object.keys(copies[0].progress.skills);
  });
  assert.equal(skills.length, 2, skills.join());
  await first.context().close();
});

test("a spoiled copy is set aside and told, and the other copy is used", async () => {
  const page = await visit(browser, "quiz.html");
  await page.getByRole("button", { name: "Practice: Storage" }).click();
  await answerByPointer(page);
  await page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((it) => it.startsWith("bayplan.work.quiz."));
    const newest = keys.sort((left, right) => JSON.parse(localStorage.getItem(right)).generation - JSON.parse(localStorage.getItem(left)).generation)[0];
    localStorage.setItem(newest, localStorage.getItem(newest).slice(0, -40));
  });
  await page.reload();
  await settled(page);
  assert.ok(await page.locator("#question").isVisible(), "the round goes on from the older copy");
  await page.getByRole("button", { name: "Leave for now" }).click();
  assert.match(await page.locator("main .note.warn").first().innerText(), /cut off[\s\S]*set aside/);
  assert.ok(await page.evaluate(() => Object.keys(localStorage).some((it) => it.startsWith("bayplan.aside."))));
  await page.context().close();
});

test("blocked storage is told, and the quiz works all the same", async () => {
  const prepare = (page) => page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  });
  const page = await visit(browser, "quiz.html", { prepare });
  assert.match(await page.locator("main .note.warn").innerText(), /gone after a reload/);
  await page.getByRole("button", { name: "Start practicing" }).click();
  await answerByPointer(page);
  await page.getByRole("button", { name: "Check my answer" }).click();
  await page.locator("#told").waitFor();
  await page.context().close();
});

for (const [fragment, says] of [["1.quiz.AQABAgo", /link/i], ["9.quiz.AQABAgoqNmaRlg", /newer|version/i]]) {
  test(`a link that leads to no test says so: ${fragment}`, async () => {
    const page = await visit(browser, `quiz.html#${fragment}`);
    assert.match(await page.locator("main .note.warn").innerText(), says);
    assertNoProblems(page);
    await page.context().close();
  });
}

test("progress moves to another browser as text, and can be deleted", async () => {
  const page = await opened(kept([KINDS.single]));
  await answerByPointer(page);
  await page.getByRole("button", { name: "Check my answer" }).click();
  await page.getByRole("button", { name: "Leave for now" }).click();
  await page.getByText("Your data").click();
  const text = await page.locator("#my-progress").inputValue();
  const other = await visit(browser, "quiz.html");
  await other.getByText("Your data").click();
  await other.locator("#import").fill(text.slice(0, 50));
  await other.getByRole("button", { name: "Take it in" }).click();
  await other.getByText(/cut off/).waitFor();
  await other.locator("#import").fill(text);
  await other.getByRole("button", { name: "Take it in" }).click();
  await other.getByText(/taken in/).waitFor();
  assert.equal(await other.getByText("Learning", { exact: true }).count(), 1);
  await other.getByRole("button", { name: "Delete my progress" }).click();
  await other.getByRole("button", { name: "Delete everything" }).click();
  await other.getByText("Learning", { exact: true }).waitFor({ state: "detached" });
  assertNoProblems(other);
  await other.context().close();
  await page.context().close();
});

for (const width of [1440, 768, 390, 320]) {
  test(`questions, feedback and results are sound at ${width} px`, async () => {
    const page = await opened(kept(Object.values(KINDS), "test"), { width });
    for (let n = 0; n < Object.keys(KINDS).length; n += 1) {
      await page.getByText(`Question ${n + 1} of 7`).waitFor();
      await assertSound(page, `question ${n + 1}`);
      await answerByPointer(page);
      await page.locator(".q-go .btn.pri").click();
    }
    await page.locator("#results").waitFor();
    await assertSound(page, "the results");
    for (let n = 0; n < Object.keys(KINDS).length; n += 1) {
      await page.getByRole("button", { name: `Open question ${n + 1}` }).click();
      await page.locator("#told").waitFor();
      await assertSound(page, `feedback ${n + 1}`);
      await page.getByRole("button", { name: "Back to the results" }).click();
    }
    await close(page);
  });
}
