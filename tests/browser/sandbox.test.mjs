// What a learner does in the sandbox, by mouse and by keyboard alone, and what is left after a reload.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, frames, launch, settled, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const SAVED = "bayplan.work.sandbox.1";
const HUGE = JSON.stringify({
  family: "huge",
  containerDefinitions: [{ name: "app", image: "example/app:1", cpu: 4096, memory: 64000 }],
});

const open = (options) => visit(browser, "sandbox.html", options);
const said = (page) => page.locator(".said").textContent().then((it) => it.trim());
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
const blocks = (page) => page.locator("article .bar[aria-label^=CPU] > i").count();

/** Presses Tab until the focus is where it should be. */
async function tabTo(page, id) {
  for (let n = 0; n < 60; n += 1) {
    if (await focused(page) === id) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to #${id}`);
}

test("three tasks are placed and a reason is opened by keyboard alone", async () => {
  const page = await open();
  const before_ = await blocks(page);
  await tabTo(page, "run");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await tabTo(page, "run");
  assert.match(await page.locator("#run").textContent(), /^Run 3 web tasks$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll("article .bar[aria-label^=CPU] > i").length === n, before_ + 3);
  assert.match(await said(page), /^3 tasks were placed: web A1 on \w+, web A2 on \w+, web A3 on \w+\.$/);
  await page.waitForFunction(() => /3 tasks were placed/.test(document.getElementById("live").textContent));

  for (const next of ["show-cards", "stop-instance", "zone-outage", "disconnect-agent", "drain-instance", "image-pull"]) {
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), next);
  }
  await page.keyboard.press("Tab");
  const cell = await focused(page);
  assert.match(cell, /^instance-/, "after what can break the board is one stop");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await focused(page), cell);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(page), cell);

  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^Why here\?/.test(document.activeElement.textContent));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "why");
  assert.match(await page.locator("#why").textContent(), /^Why is\s+\w\d+\s+on \w+\?$/);
  assert.equal(await page.locator(".funnel li").count(), 4);
  assert.ok(await page.locator(".tr [role=row]").count() >= 7, "a head and a row for each instance");

  await page.keyboard.press("Escape");
  await page.waitForFunction((id) => document.activeElement.id === id, cell);
  await page.keyboard.press("Escape");
  await page.waitForFunction((id) => document.activeElement.id === id && !document.querySelector(".rows"), cell);
  await close(page);
});

test("the focus is never lost when what had it goes", async () => {
  const page = await open();
  const isSomewhere = async (what) => {
    await frames(page);
    assert.notEqual(await focused(page), "BODY", what);
  };
  await page.locator("article .more").first().click();
  await page.getByRole("button", { name: /^Stop / }).first().click();
  await isSomewhere("after a task was stopped");
  await page.getByRole("button", { name: /^Remove \w+/ }).first().click();
  await isSomewhere("after an instance was removed");
  await button(page, "Options of strategy 1, Spread over zones").click();
  await button(page, "Move down").click();
  await isSomewhere("after a strategy was moved");
  await button(page, "Options of strategy 2, Spread over zones").click();
  await button(page, "Remove").click();
  await isSomewhere("after a strategy was removed");
  await page.locator("[aria-label^='Add an instance to zone b']").click();
  await page.keyboard.press("Escape");
  await isSomewhere("after a dialog was closed");
  await button(page, "Undo").focus();
  await page.evaluate(() => { const it = document.activeElement.parentElement; it.replaceWith(it); });
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Undo" && document.activeElement !== document.body);
  await button(page, "Undo").evaluate((it) => { it.style.display = "none"; document.querySelector("main").append(""); });
  await page.waitForFunction(() => document.activeElement !== document.body);
  await close(page);
});

test("a pasted definition is checked as it is typed, registered, and says why it fits nowhere", async () => {
  const page = await open();
  await button(page, "Add a task definition").click();
  await page.getByRole("tab", { name: "Paste JSON" }).click();
  const field = page.getByLabel("Task definition as JSON");
  await field.fill('{"family": "x", "containerDefinitions": [');
  await page.getByText("This is not JSON").waitFor();
  await field.fill('{"family":"x","containerDefinitions":[{"name":"a","image":"b","memory":"512"}]}');
  await page.locator("#findings code", { hasText: "containerDefinitions[0].memory" }).waitFor();
  assert.equal(await button(page, "Register").getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Escape");
  await button(page, "Add a task definition").click();
  assert.match(await field.inputValue(), /"512"/, "what was typed is still there");
  await field.fill(HUGE);
  await button(page, "Register").click();
  await button(page, "Run 1 huge task").click();
  assert.match(await said(page), /was not placed/);
  assert.match(await page.locator("#why").textContent(), /not placed/);
  assert.match(await page.locator(".trace .note.warn").textContent(), /RESOURCE:CPU/);
  const results = await page.locator(".tr .rej .res").allTextContents();
  assert.ok(results.length >= 6 && results.every((it) => /^Needs [\d,]+ (CPU units|MiB), has [\d,]+$/.test(it)), results.join("; "));
  await close(page);
});

test("a task definition is deregistered by keyboard, its tasks go on, and undo brings it back", async () => {
  const page = await open();
  const start = await blocks(page);
  await page.locator("#definition-3").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Deregister");
  await page.keyboard.press("Enter");
  assert.match(await said(page), /^cache:1 is INACTIVE\. Its tasks and services go on/);
  await page.waitForFunction(() => document.activeElement.id.startsWith("definition-"));
  assert.equal(await page.locator("#definition-3").count(), 0);
  assert.equal(await blocks(page), start, "what runs goes on");
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("#definition-3").count(), 1);
  await close(page);
});

test("a ninth task definition has room after one was deregistered", async () => {
  const page = await open();
  for (let n = 5; n <= 8; n += 1) {
    await button(page, "Add a task definition").click();
    await page.locator(".samples .pick").first().click();
  }
  await page.getByText("Deregister one to make room.").waitFor();
  await page.locator("#view-build .pal li").last().getByRole("button", { name: /^Options for/ }).click();
  await button(page, "Deregister").click();
  await button(page, "Add a task definition").click();
  await page.locator(".samples .pick").last().click();
  assert.equal(await page.locator("#view-build .pal .tk").last().textContent(), "H", "the letter is free again");
  await close(page);
});

test("everything can be taken back, starting over included", async () => {
  const page = await open();
  const start = await blocks(page);
  assert.equal(await button(page, "Undo").getAttribute("aria-disabled"), "true");
  await page.locator("#run").click();
  await page.locator("[aria-label^='Add an instance to zone a']").click();
  await page.getByLabel("Instance type").selectOption("c5.xlarge");
  await button(page, "Add 1 instance to zone a").click();
  const instances = await page.locator("article").count();
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("article").count(), instances - 1);
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await page.locator("article").count(), instances);
  await page.locator("[aria-label^='Add an instance to zone c']").click();
  await page.getByRole("spinbutton", { name: "Count" }).fill("3");
  await page.keyboard.press("Tab");
  await button(page, "Add 3 instances to zone c").click();
  assert.match(await said(page), /^3 \S+ instances joined in us-east-1c: c\d, c\d, c\d\.$/);
  assert.equal(await page.locator("article").count(), instances + 3);
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("article").count(), instances, "what was added at once goes at once");
  await button(page, "Start over").click();
  assert.equal(await blocks(page), start);
  await button(page, "Undo").click();
  assert.deepEqual([await page.locator("article").count(), await blocks(page)], [instances, start + 1]);
  await button(page, "Redo").click();
  assert.equal(await blocks(page), start);
  await close(page);
});

test("what the learner made survives a reload, and can still be taken back", async () => {
  const page = await open();
  await page.locator("#run").click();
  await page.locator("#seed").fill("42");
  await page.keyboard.press("Tab");
  const made = [await blocks(page), await page.locator("#tab-events").textContent()];
  await page.reload();
  await settled(page);
  assert.deepEqual([await blocks(page), await page.locator("#tab-events").textContent()], made);
  assert.equal(await page.locator("#seed").inputValue(), "42");
  await button(page, "Undo").click();
  await button(page, "Undo").click();
  assert.equal(await button(page, "Undo").getAttribute("aria-disabled"), "true");
  await close(page);
});

test("the request and a half-typed definition survive a reload and are no step of the history", async () => {
  const page = await open();
  await page.locator("aside .pick", { hasText: "worker" }).click();
  await button(page, "One task more").click();
  await button(page, "Add a strategy").click();
  await button(page, "Random").click();
  await page.getByText("Different instance").click();
  await button(page, "Add a task definition").click();
  await page.getByRole("tab", { name: "Paste JSON" }).click();
  await page.getByLabel("Task definition as JSON").fill('{"family": "half');
  await page.reload();
  await settled(page);
  assert.match(await page.locator("#run").textContent(), /^Run 2 worker tasks$/);
  assert.equal(await page.locator(".rules .rule").count(), 3);
  assert.ok(await page.getByRole("checkbox", { name: /Different instance/ }).isChecked());
  assert.equal(await button(page, "Undo").getAttribute("aria-disabled"), "true");
  await button(page, "Add a task definition").click();
  assert.equal(await page.getByLabel("Task definition as JSON").inputValue(), '{"family": "half');
  await page.keyboard.press("Escape");
  await page.locator("aside .pick", { hasText: "cache" }).click();
  await page.getByText("Why not Fargate?").click();
  await page.locator(".why-not .btn").first().click();
  await page.reload();
  await settled(page);
  assert.equal(await button(page, "Fargate").getAttribute("aria-pressed"), "true");
  await close(page);
});

test("an expression is completed by keyboard, told what is wrong where, and asked of the board as it is typed", async () => {
  const page = await open();
  await page.locator("#add-expression").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "expression-0");
  await page.keyboard.type("attribute:ecs.instance-type = m5.*");
  await page.getByText('Character 29: "=" alone is not an operator. Use == to compare with a value, =~ to match a pattern.').first().waitFor();
  assert.equal(await page.locator("#expression-0").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator(".says mark").textContent(), "=");
  assert.equal(await page.locator(".mflag").count(), 0);
  await page.locator("#expression-0").fill("");
  await page.keyboard.type("type");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#expression-0").getAttribute("aria-activedescendant"), "expression-0-option-0");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#expression-0").inputValue(), "attribute:ecs.instance-type ");
  await page.keyboard.type("== c5");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator("#expression-0").inputValue(), "attribute:ecs.instance-type == c5.large ");
  await page.getByText("Matches 1 of 6 instances: c2.").first().waitFor();
  assert.equal(await page.locator(".mflag.yes").count(), 1);
  await page.keyboard.press("Escape");
  await page.locator("#run").click();
  assert.match(await said(page), /^web A1 was placed on c2\./);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#expression-0").inputValue(), "attribute:ecs.instance-type == c5.large ");
  await page.locator("#expression-0").fill("attribute:rack exists");
  await page.getByText("Matches none of 6 instances.").first().waitFor();
  await page.locator("#run").click();
  assert.match(await said(page), /was not placed/);
  assert.match(await page.locator(".fails").textContent(), /MemberOf placement constraint unsatisfied\./);
  await button(page, "Remove this expression").click();
  await page.waitForFunction(() => document.activeElement.id === "add-expression");
  assert.equal(await page.locator(".mflag").count(), 0);
  await close(page);
});

test("a completion is taken by pointer", async () => {
  const page = await open();
  await page.locator("#add-expression").click();
  await page.locator("#expression-0").pressSequentially("zone");
  await page.getByRole("option", { name: "attribute:ecs.availability-zone" }).click();
  await page.locator("#expression-0").pressSequentially("in");
  await page.keyboard.type(" ");
  await page.getByRole("option", { name: "[us-east-1b" }).click();
  await page.keyboard.type("]");
  assert.equal(await page.locator("#expression-0").inputValue(), "attribute:ecs.availability-zone in [us-east-1b ]");
  await page.getByText("Matches 2 of 6 instances: b1, b2.").first().waitFor();
  await close(page);
});

for (const [what, text, words] of [
  ["unreadable", "{ not a board", /cannot be read/],
  ["newer", JSON.stringify({ bayplan: "sandbox", version: 999 }), /newer Bayplan/],
]) {
  test(`a saved board that is ${what} is kept and shown, and the sandbox starts fresh`, async () => {
    const page = await open();
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [SAVED, text]);
    await page.reload();
    await settled(page);
    assert.match(await page.locator(".tline .note").textContent(), words);
    assert.equal(await page.getByLabel("The board as it was saved").inputValue(), text);
    assert.equal(await page.evaluate((key) => localStorage.getItem(`bayplan.aside.${key}`), SAVED), text);
    await page.locator("#run").click();
    await close(page);
  });
}

test("when the newest copy of the board is spoiled, the one before the last change comes back, and the text is kept", async () => {
  const page = await open();
  const fresh = await blocks(page);
  await page.locator("#run").click();
  await page.locator("#run").click();
  await page.waitForFunction((n) => document.querySelectorAll("article .bar[aria-label^=CPU] > i").length === n, fresh + 2);
  // Elsewhere, so that the board is not saved once more as its page is left.
  await page.goto(new URL("index.html", page.url()).href);
  const spoiled = await page.evaluate((key) => {
    const text = localStorage.getItem(key).slice(0, -9);
    localStorage.setItem(key, text);
    return text;
  }, SAVED);
  await page.goBack();
  await settled(page);
  assert.match(await page.locator(".tline .note").textContent(), /the one before your last change/);
  assert.equal(await page.getByLabel("The board as it was saved").inputValue(), spoiled);
  assert.equal(await blocks(page), fresh + 1);
  await close(page);
});

test("where storage is blocked the sandbox works and says that it cannot save", async () => {
  const block = (page) => page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
  });
  const page = await open({ prepare: block });
  await page.getByText("This page cannot save here.").waitFor();
  await page.locator("#run").click();
  assert.match(await said(page), /was placed on/);
  await close(page);
});

test("Fargate is offered where the definition allows it, with valid sizes elsewhere", async () => {
  const page = await open();
  await page.locator("aside .pick", { hasText: "cache" }).click();
  assert.equal(await button(page, "Fargate").getAttribute("aria-disabled"), "true");
  await page.getByText("Why not Fargate?").click();
  const sizes = page.locator(".why-not .btn");
  assert.match(await sizes.first().textContent(), /^0\.25 vCPU, 1 GiB$/);
  await sizes.first().click();
  assert.equal(await button(page, "Fargate").getAttribute("aria-pressed"), "true");
  await page.locator("#run").click();
  assert.match(await said(page), /was placed on Fargate in us-east-1\w/);
  assert.equal(await page.locator(".lane .tk").count(), 1);
  await close(page);
});

test("on a phone a run leads to the card that it chose", async () => {
  const page = await open({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Build" }).click();
  await button(page, "One task more").click();
  await button(page, "One task more").click();
  await page.locator("#run").click();
  const chosen = page.locator("article.is-chosen");
  await page.waitForFunction(() => document.activeElement.matches("article.is-chosen"));
  await page.waitForFunction(() => {
    const card = document.querySelector("article.is-chosen").getBoundingClientRect();
    return card.left >= 0 && card.right <= innerWidth;
  });
  assert.match(await chosen.locator(".flagc").textContent(), /^A3 placed here$/);
  await close(page);
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844], [320, 640]]) {
  test(`every state of the sandbox is sound at ${width} px`, async () => {
    const page = await open({ width, height });
    const isPhone = width <= 640;
    const show = async (view) => { if (isPhone) await page.getByRole("tab", { name: view, exact: true }).first().click(); };
    const sound = (state) => assertSound(page, state);
    await show("Build");
    await page.getByText("Why not Fargate?").click();
    await button(page, "Add a strategy").click();
    await sound("Build panel with all that opens in it");
    await page.keyboard.press("Escape");
    await button(page, "Add a task definition").click();
    await sound("samples");
    await page.getByRole("tab", { name: "Paste JSON" }).click();
    await page.getByLabel("Task definition as JSON").fill('{"family":"x","colour":1}');
    await sound("findings");
    await page.getByLabel("Task definition as JSON").fill(HUGE);
    await button(page, "Register").click();
    await page.locator("#run").click();
    await show("Decision");
    await sound("a decision that placed nothing");
    await page.getByRole("tab", { name: /^Events/ }).click();
    await sound("events");
    await show("Board");
    await page.locator("article .more").first().click();
    await sound("the tasks of an instance");
    await page.locator("[aria-label^='Add an instance to zone a']").click();
    await sound("adding an instance");
    await page.keyboard.press("Escape");
    await button(page, "Keyboard").click();
    await sound("keyboard help");
    await close(page);
  });
}
