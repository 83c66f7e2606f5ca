// When something breaks, the page stays readable, says what happened, and keeps what the learner had.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, answerByPointer, assertNoProblems, close, launch, settled, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const BREAKS = [
  ["a module that does not arrive", "**/*.wasm", (route) => route.abort(), "missing"],
  ["a module that is cut off", "**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: "\0asm\x01\0\0\0\xff" }), "old"],
  ["glue that is not there", "**/*-glue.*.js", (route) => route.fulfill({ status: 404, body: "" }), "missing"],
];
for (const [what, url, answer, reason] of BREAKS) {
  test(`${what} leaves the page readable, and it says so`, async () => {
    const page = await visit(browser, LESSONS[0], { prepare: (page) => page.route(url, answer) });
    assert.equal(await page.locator("html").getAttribute("data-failed"), reason);
    const note = page.locator("#wasm-failed");
    assert.match(await note.innerText(), /did not load/);
    assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
    assert.ok((await page.locator("main").innerText()).length > 1000);
    assert.deepEqual(await violations(page), []);
    await page.unroute(url);
    await note.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    assert.ok(await note.isHidden());
    await page.context().close();
  });
}

for (const path of ["sandbox.html", "quiz.html"]) {
  test(`${path} says what it is without its module, and lives as soon as that arrives`, async () => {
    const page = await visit(browser, path, { prepare: (page) => page.route("**/*.wasm", (route) => route.abort()) });
    assert.equal(await page.locator("html").getAttribute("data-failed"), "missing");
    assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
    assert.ok((await page.locator("main").innerText()).length > 100);
    assert.deepEqual(await violations(page), []);
    await page.unroute("**/*.wasm");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await page.context().close();
  });
}

/** A browser whose storage has no room left. */
const full = (page) => page.addInitScript(() => {
  Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError"); };
});

test("where storage is full the sandbox works and says that the board is lost with the page", async () => {
  const page = await visit(browser, "sandbox.html", { prepare: full });
  await page.locator("#run").click();
  await page.getByText("This browser has no room left for your board.").waitFor();
  await page.locator("#why", { hasText: "A1" }).waitFor();
  await close(page);
});

/** A browser that does not let a page keep anything. */
const blocked = (page) => page.addInitScript(() => {
  Object.defineProperty(window, "localStorage", { get() { throw new DOMException("not here", "SecurityError"); } });
});

for (const [what, prepare, said] of [
  ["full", full, "The storage of this browser is full: your answer is gone after a reload."],
  ["blocked", blocked, "The browser does not let this page keep your answer: it is gone after a reload."],
]) {
  test(`where storage is ${what} a lesson answers and says that the answer is lost with the page`, async () => {
    const page = await visit(browser, LESSONS[0], { prepare });
    const question = page.locator(".predict").first();
    await question.locator("label").first().click();
    await question.getByRole("button", { name: "Lock in my prediction" }).click();
    await question.locator(".predict-result").waitFor();
    await question.getByText(said).waitFor();
    assert.deepEqual(await violations(page), []);
    await close(page);
  });
}

test("where storage is full the quiz works, says so, and the progress can be copied", async () => {
  const page = await visit(browser, "quiz.html", { prepare: full });
  await page.getByRole("button", { name: "Start practicing" }).click();
  await answerByPointer(page);
  await page.getByRole("button", { name: "Check my answer" }).click();
  await page.locator("#told").waitFor();
  await page.getByRole("button", { name: "Leave for now" }).click();
  assert.match(await page.locator("main .note.warn").innerText(), /storage of this browser is full/);
  await page.getByText("Your data", { exact: true }).click();
  assert.match(await page.locator("#my-progress").inputValue(), /"answers":\[\{/);
  await close(page);
});

test("a panic in the quiz puts up the recovery card, and a reload brings the answer back", async () => {
  const page = await visit(browser, "quiz.html");
  await page.getByRole("button", { name: "Start practicing" }).click();
  const question = await page.locator("#question").innerText();
  await answerByPointer(page);
  await page.evaluate(() => {
    const make = Document.prototype.createElement;
    Document.prototype.createElement = () => { Document.prototype.createElement = make; throw new Error("no more elements"); };
  });
  await page.getByRole("button", { name: "Check my answer" }).click();
  const card = page.locator("#recovery");
  await card.waitFor();
  assert.match(await card.innerText(), /What you made is kept in this browser/);
  assert.deepEqual(await violations(page), []);
  await card.getByRole("button", { name: "Reload the page" }).click();
  await page.waitForFunction(() => document.documentElement.dataset.crashed === undefined);
  await settled(page);
  assert.equal(await page.locator("#question").innerText(), question);
  assert.ok(await page.getByRole("button", { name: "Check my answer" }).or(page.locator("#told")).first().isVisible());
  await page.context().close();
});

test("a panic in the sandbox puts up the recovery card, and a reload brings the board back", async () => {
  const page = await visit(browser, "sandbox.html");
  const cards = () => page.locator(".inst").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  const before = await cards();
  await page.getByRole("button", { name: /^Run 1 / }).click();
  await page.locator(".trace").getByText(/Why is/).waitFor();
  const mine = await cards();
  assert.notDeepEqual(mine, before);
  assertNoProblems(page);

  // A real panic: once, the browser makes no element, which the views take for granted.
  await page.evaluate(() => {
    for (const [owner, name] of [[Document.prototype, "createElement"], [Document.prototype, "importNode"], [Node.prototype, "cloneNode"]]) {
      const make = owner[name];
      owner[name] = () => { owner[name] = make; throw new TypeError("broken for a test"); };
    }
  });
  await page.getByRole("button", { name: /^Run 1 / }).click();
  const card = page.locator("#recovery");
  await card.waitFor();
  assert.match(await card.innerText(), /What you made is kept in this browser/);
  assert.ok(await card.evaluate((it) => it.contains(document.activeElement)), "the focus is on the card");
  assert.deepEqual(await violations(page), []);

  await card.getByRole("button", { name: "Reload the page" }).click();
  await page.waitForFunction(() => document.documentElement.dataset.crashed === undefined);
  await settled(page);
  // What was placed before the fault is there; the task during which it happened may be there too.
  for (const name of mine.map((it) => it.split(",")[0])) assert.ok((await cards()).some((it) => it.startsWith(`${name},`)), name);
  assert.notDeepEqual(await cards(), before);
  await page.context().close();
});
