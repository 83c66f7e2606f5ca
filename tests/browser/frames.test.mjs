// Pages for frames work in every frame that a learning management system may make, and talk with the page around them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { PAGES, PATIENCE_MS, SITE, answerByPointer, assertNoProblems, launchWhole, violations, visit } from "./harness.mjs";

let browser, host;
const bodies = new Map();
before(async () => {
  browser = await launchWhole();
  host = createServer((ask, answer) => answer.setHeader("content-type", "text/html").end(bodies.get(ask.url) ?? "")).listen(0);
  await once(host, "listening");
});
after(async () => { await browser.close(); host.close(); });

const LESSON = PAGES.find((it) => it.startsWith("embed/lesson/"));
const DIAGRAM = PAGES.find((it) => it.startsWith("embed/diagram/"));
const SANDBOX = "embed/sandbox.html";
const QUIZ = "embed/quiz.html";

/** A page of another host that holds a frame and writes down everything it hears. */
async function around(t, path, { name = "localhost", attributes = "" } = {}) {
  const frame = new URL(path, SITE).href;
  bodies.set("/page", `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
    <script>heard = []; addEventListener("message", (it) => { if (it.data.ns === "bayplan") heard.push(it.data); });</script>
    <iframe ${attributes} title="Frame" width="900" height="500" src="${frame}"></iframe><script src="${new URL("embed.js", SITE)}"></script>`);
  const context = await browser.newContext({ reducedMotion: "reduce" });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.said = [];
  page.on("console", (it) => page.said.push(it.text()));
  page.on("pageerror", (it) => page.said.push(it.message));
  await page.goto(`http://${name}:${host.address().port}/page`);
  await page.frameLocator("iframe").locator("html[data-ready]").waitFor({ state: "attached" });
  return page;
}

const heard = (page, type) => page.waitForFunction((it) => heard.find((one) => one.type === it)?.payload, type).then((it) => it.jsonValue());

const CONDITIONS = [
  ["on the same site", { name: "127.0.0.1" }, "local"],
  ["on another site", {}, "memory"],
  ["sandboxed with scripts alone", { attributes: 'sandbox="allow-scripts"' }, "memory"],
  ["sandboxed with its origin", { attributes: 'sandbox="allow-scripts allow-same-origin"' }, "memory"],
  ["sandboxed with popups, forms and the clipboard", { attributes: 'sandbox="allow-scripts allow-same-origin allow-popups allow-forms" allow="clipboard-write; fullscreen"' }, "memory"],
];
for (const [what, condition, storage] of CONDITIONS) {
  for (const path of [LESSON, DIAGRAM, QUIZ, SANDBOX]) {
    test(`${path} works in a frame ${what}`, async (t) => {
      const page = await around(t, path, condition);
      const ready = await heard(page, "ready");
      assert.equal(ready.storage, storage);
      const frame = page.frameLocator("iframe");
      assert.ok(await frame.getByText("Not affiliated with AWS").isVisible());
      assert.equal(await frame.getByText("This frame keeps nothing").isVisible(), storage === "memory");
      assert.deepEqual(page.said, []);
    });
  }
}

for (const path of [LESSON, DIAGRAM, QUIZ, SANDBOX]) {
  test(`${path} works alone in a small window`, async () => {
    const page = await visit(browser, path, { width: 320, height: 420 });
    assert.deepEqual(await violations(page), []);
    assertNoProblems(page);
    await page.context().close();
  });
}

test("a page around a frame hears steps and predictions, asks for the state and gives it back", async (t) => {
  const page = await around(t, LESSON);
  assert.equal((await heard(page, "ready")).kind, "lesson");
  assert.ok((await heard(page, "resize")).height > 500);
  await page.waitForFunction(() => parseInt(document.querySelector("iframe").style.height, 10) > 500);
  await page.evaluate(() => bayplan(document.querySelector("iframe")).ask("goto", { step: 3 }));
  assert.deepEqual({ ...(await heard(page, "progress")), lesson: "", total: 0 }, { lesson: "", step: 3, total: 0 });
  await page.evaluate(() => bayplan(document.querySelector("iframe")).ask("getState"));
  assert.equal((await heard(page, "state")).fragment, "#step-3");
  const frame = page.frameLocator("iframe");
  const question = frame.locator(".predict").first();
  await question.locator("label").first().click();
  await question.getByRole("button", { name: "Lock in my prediction" }).press("Enter");
  const predicted = await heard(page, "predicted");
  assert.equal(predicted.choice, 0);
  assert.equal(typeof predicted.correct, "boolean");
  const refused = await page.evaluate(() => bayplan(document.querySelector("iframe")).ask("fly").catch((it) => it.message));
  assert.equal(refused, "type");
  await page.evaluate(() => bayplan(document.querySelector("iframe")).ask("config", { theme: "dark" }));
  assert.equal(await frame.locator("html").getAttribute("data-theme"), "dark");
  assert.deepEqual(page.said, []);
});

test("a page around a quiz hears each answer and how the round ended", async (t) => {
  const page = await around(t, QUIZ);
  assert.equal((await heard(page, "ready")).kind, "quiz");
  assert.ok((await heard(page, "resize")).height > 300);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "10 questions" }).click();
  const { total } = await heard(page, "progress");
  for (let at = 0; at < total; at += 1) {
    await frame.getByText(`Question ${at + 1} of ${total}`).waitFor();
    await answerByPointer(frame);
    await frame.locator(".q-go .btn.pri").click();
    await page.waitForFunction((it) => heard.filter((one) => one.type === "answered").length === it, at + 1);
  }
  const answered = await page.evaluate(() => heard.filter((it) => it.type === "answered").map((it) => it.payload));
  for (const it of answered) {
    assert.match(it.question, /^[\w-]+\.\d+\.\d+$/);
    assert.notEqual(it.response, "");
    assert.equal(it.correct, it.score === 1);
  }
  const ended = await heard(page, "completed");
  assert.equal(Math.round(ended.scaled * total), answered.filter((it) => it.correct).length);
  assert.equal(ended.passed, null);
  assert.deepEqual(page.said, []);
});

test("a board goes through a frame and comes back as the same link", async (t) => {
  const page = await around(t, SANDBOX);
  await heard(page, "ready");
  const frame = page.frameLocator("iframe");
  await frame.locator("#run").click();
  await page.evaluate(async () => {
    const state = () => heard.findLast((it) => it.type === "state")?.payload.fragment ?? "";
    // The address names the board a moment after the run.
    while (!state().startsWith("#1.sandbox.")) {
      await bayplan(document.querySelector("iframe")).ask("getState");
      await new Promise(requestAnimationFrame);
    }
  });
  const fragment = await page.evaluate(() => heard.findLast((it) => it.type === "state").payload.fragment);
  const cards = await frame.locator("article").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  const other = await around(t, SANDBOX);
  await heard(other, "ready");
  await other.evaluate((it) => bayplan(document.querySelector("iframe")).ask("setState", { fragment: it }), fragment);
  await other.frameLocator("iframe").getByText("Opened from a link.").first().waitFor();
  assert.deepEqual(await other.frameLocator("iframe").locator("article").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label"))), cards);
});

test("10,000 messages from a wrong origin change nothing and are not answered", async (t) => {
  const page = await around(t, `${DIAGRAM}?host=https%3A%2F%2Fschool.example`);
  await heard(page, "ready");
  const frame = page.frameLocator("iframe");
  const before = await frame.locator("body").innerHTML();
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector("iframe");
    const types = [["hello", {}], ["goto", { step: 2 }], ["setState", { fragment: "#step-2" }], ["config", { theme: "dark" }], ["getState", {}], ["fly", null]];
    for (let id = 0; id < 10_000; id += 1) {
      const [type, payload] = types[id % types.length];
      contentWindow.postMessage({ ns: "bayplan", v: 1, id, type, payload }, "*");
    }
  });
  // A message to oneself comes after all of them.
  await frame.locator("body").evaluate(() => new Promise((done) => { addEventListener("message", (it) => { if (it.data === "last") done(); }); postMessage("last", "*"); }));
  assert.equal(await frame.locator("body").innerHTML(), before);
  assert.equal(await frame.locator("html").getAttribute("data-theme"), null);
  const types = await page.evaluate(() => [...new Set(heard.map((it) => it.type))].filter((it) => it !== "ready" && it !== "resize"));
  assert.deepEqual(types, []);
  assert.deepEqual(page.said, []);
});

test("an address changes how a frame looks, and nothing of it is written into the page", async () => {
  const page = await visit(browser, `${DIAGRAM}?theme=dark&hide=legend,%3Cimg%3E&motion=off&evil=%3Cscript%3E&ui=full`);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.ok(await page.locator(".legend").isHidden());
  assert.doesNotMatch(await page.content(), /evil|&lt;img|<img|&lt;script/);
  assertNoProblems(page);
  await page.context().close();
});

test("the sandbox in a frame starts by the seed of its address, and its parts can be locked", async () => {
  const page = await visit(browser, `${SANDBOX}?seed=42&lock=build`);
  assert.equal(await page.locator("#seed").inputValue(), "42");
  assert.ok(await page.locator(".sb-l").evaluate((it) => it.inert));
  await page.context().close();
});

test("the QR code follows the link and can be saved", async () => {
  const page = await visit(browser, "teach.html");
  const code = page.getByRole("img", { name: "QR code of the link" });
  await code.waitFor();
  const drawing = () => code.locator("path").getAttribute("d");
  const before = await drawing();
  await page.getByLabel("What the class sees").selectOption({ label: "Quiz" });
  await page.waitForFunction((it) => document.querySelector(".qr path").getAttribute("d") !== it, before);
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save the QR code" }).click();
  assert.equal((await saved).suggestedFilename(), "bayplan-link.svg");
  await page.getByLabel("The same test for all").fill("nonsense");
  await page.getByText("This is no link to a test").waitFor();
  assert.deepEqual(await violations(page), []);
  assertNoProblems(page);
  await page.context().close();
});

test("a teacher builds link, code and preview by keyboard alone", async () => {
  const page = await visit(browser, "teach.html");
  await page.getByLabel("What the class sees").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.getByLabel("Link", { exact: true }).inputValue(), /lessons\/[\w-]+\.html#step-2$/);
  assert.match(await page.getByLabel("Code of the frame").inputValue(), /<iframe src="[^"]+embed\/diagram\/[\w-]+\.html#step-2" title=/);
  await page.frameLocator("#teach-preview").locator("html[data-ready]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Copy code" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("live").textContent !== "");
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});
