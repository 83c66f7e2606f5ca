// What has the focus, or is being pressed, stays what it is while the board changes under it; what goes hands the focus to
// what stands there then. Every change here is made by the page itself at a chosen moment, so nothing depends on speed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addSample, checkRoles, failForExecutionRole, panel, shut } from "./account.mjs";
import { button, close, dialog, frames, launch, startClock, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = () => visit(browser, "sandbox.html");

/** Presses something without a pointer and without the focus: the board changes while the learner is elsewhere. */
async function meanwhile(page, selector, times = 1) {
  for (let n = 0; n < times; n += 1) await page.evaluate((it) => document.querySelector(it).click(), selector);
  await frames(page);
}

/** Time goes on until something is so. */
async function meanwhileUntil(page, what) {
  for (let n = 0; n < 120 && !await what(); n += 1) await meanwhile(page, "#next-event");
  assert.ok(await what(), "it came so far");
}

/** Gives something the focus and remembers the very element. */
async function hold(locator) {
  await locator.focus();
  await locator.evaluate((it) => { window.held = it; });
}

/** The element that was given the focus is on the page and has it. */
async function isHeld(page, what) {
  assert.equal(await page.evaluate(() => window.held.isConnected && document.activeElement === window.held), true, what);
}

const failures = (page) => panel(page).getByText(/failed to start/).count();
const traces = (page) => panel(page).getByRole("button", { name: "Show the trace" });

async function anotherFailure(page) {
  const before_ = await page.evaluate(() => document.querySelector(".acc-b").textContent);
  await meanwhile(page, "#run");
  await meanwhileUntil(page, async () => await page.evaluate(() => document.querySelector(".acc-b").textContent) !== before_);
}

test("a failed launch keeps its button while others fail, and hands the focus on when it goes", async () => {
  const page = await open();
  await failForExecutionRole(page);
  await hold(traces(page));
  await anotherFailure(page);
  assert.equal(await failures(page), 2);
  await isHeld(page, "another launch has failed");
  await page.keyboard.press("Enter");
  await dialog(page).getByText("A call is refused.").waitFor();
  await anotherFailure(page);
  await shut(page);
  await isHeld(page, "the dialog gives the focus back");
  await anotherFailure(page);
  assert.equal(await page.evaluate(() => window.held.isConnected), false, "only the newest are shown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show the trace");
  assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest(".acc-b"))));
  await close(page);
});

test("what is pressed is pressed to its end, whatever changes around it", async () => {
  const page = await open();
  await failForExecutionRole(page);
  const trace = traces(page);
  await trace.hover();
  await page.mouse.down();
  // Below it a file system comes.
  await page.evaluate(() => [...document.querySelectorAll("#volumes button")].find((it) => it.textContent === "Create the file system").click());
  await panel(page).locator(".acc-f b", { hasText: "fs-0123456789abcdef0" }).waitFor();
  await page.mouse.up();
  await dialog(page).getByText("A call is refused.").waitFor();
  await close(page);
});

test("time that is played waits for what is pressed", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "30×").click();
  await button(page, "Play").click();
  const now = () => page.locator("#clock").textContent();
  await page.waitForFunction(() => document.getElementById("clock").textContent >= "00:00:12");
  await page.mouse.move(...await page.getByRole("heading", { name: "Services" }).boundingBox().then((it) => [it.x + 5, it.y + 5]));
  await page.mouse.down();
  const at = await now();
  // Several of its steps.
  await page.waitForTimeout(900);
  assert.equal(await now(), at);
  await page.mouse.up();
  await page.waitForFunction((at) => document.getElementById("clock").textContent > at, at);
  await close(page);
});

test("events and the opened decision keep what has the focus while time goes on", async () => {
  const page = await open();
  await startClock(page);
  await page.locator("#run").click();
  await page.locator("#run").click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await hold(page.locator(".evs button", { hasText: "web A1 was placed" }));
  const events = () => page.locator(".evs").textContent();
  const told = await events();
  await meanwhileUntil(page, async () => await events() !== told);
  await isHeld(page, "more has happened");
  await page.keyboard.press("Enter");
  await page.locator("#why", { hasText: "A1" }).waitFor();
  await hold(page.locator("#why"));
  await meanwhile(page, "#run");
  await page.locator("#why", { hasText: "A3" }).waitFor();
  await isHeld(page, "another decision is shown");
  await hold(button(page, "Previous decision"));
  await page.keyboard.press("Enter");
  await page.locator("#why", { hasText: "A2" }).waitFor();
  await isHeld(page, "the decision before is shown");
  const at = await page.locator("#clock").textContent();
  await meanwhileUntil(page, async () => await page.locator("#clock").textContent() !== at);
  await isHeld(page, "time has gone on");
  await close(page);
});

test("what a refused launch offers is there while time goes on", async () => {
  const page = await open();
  await checkRoles(page);
  await shut(page);
  await addSample(page, "archive");
  assert.equal(await page.evaluate(() => document.activeElement.id), "add-task-definition", "the dialog gives the focus back");
  await page.locator("#definition-0").click();
  await page.locator("#run").click();
  await page.locator("#definition-4").click();
  await page.locator("#run").click();
  const trace = page.locator("#page").getByRole("button", { name: "Show the trace" });
  await hold(trace);
  await meanwhile(page, "#next-event", 2);
  await isHeld(page, "time has gone on");
  await page.keyboard.press("Enter");
  await dialog(page).getByText("A call is refused.").waitFor();
  await close(page);
});

test("the way to older tasks stays while more tasks stop", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "Image pull failure").click();
  await button(page, "Images of web:1 cannot be pulled").click();
  await meanwhile(page, "[aria-label='One task more']", 7);
  await page.locator("#run").click();
  const older = page.getByRole("button", { name: /^Show \d+ older tasks?$/ });
  await meanwhileUntil(page, async () => await older.count() > 0);
  await hold(older);
  const words = await older.textContent();
  await meanwhile(page, "#run");
  await meanwhileUntil(page, async () => await older.textContent() !== words);
  await isHeld(page, "more tasks have stopped");
  await close(page);
});
