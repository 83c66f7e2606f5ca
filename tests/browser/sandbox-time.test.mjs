// Time on the board: the clock is started, played and stepped; tasks start and stop on the way; things go wrong.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, frames, launch, settled, startClock, stepUntil, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const said = (page) => page.locator(".said").textContent().then((it) => it.trim());
const now = (page) => page.locator("#clock").textContent();
const coming = (page) => page.locator("article .bar[aria-label^=CPU] > .is-coming").count();

test("the clock is started and moved by keyboard alone, and a task is seen on its way to RUNNING", async () => {
  const page = await open();
  await page.locator("#start-clock").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "play");
  assert.equal(await now(page), "00:00:00");
  await page.locator("#run").focus();
  await page.keyboard.press("Enter");
  assert.equal(await coming(page), 1);
  await page.locator("article.is-chosen").focus();
  await page.keyboard.press("Enter");
  assert.match(await page.locator("article.is-chosen").getAttribute("aria-label"), /1 task starting/);
  const row = page.locator(".rows li", { hasText: /A1/ });
  assert.match(await row.textContent(), /web (PROVISIONING|PENDING)/);
  await page.locator("article.is-chosen").focus();
  for (let n = 0; n < 20 && await coming(page) > 0; n += 1) await page.keyboard.press(".");
  assert.equal(await coming(page), 0);
  assert.notEqual(await now(page), "00:00:00");
  await page.getByRole("tab", { name: /^Events/ }).click();
  assert.match(await page.locator(".evs").textContent(), /00:00:\d\d.*web A1 is RUNNING\./);
  assert.doesNotMatch(await page.locator(".evs").textContent(), /It is 00:/);
  await close(page);
});

test("time that was played is one step of the history and survives a reload", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "30×").click();
  await button(page, "Play").click();
  await page.waitForFunction(() => document.getElementById("clock").textContent >= "00:00:18");
  await button(page, "Pause").click();
  const at = await now(page);
  await frames(page);
  assert.equal(await now(page), at, "paused time stands");
  await page.reload();
  await settled(page);
  assert.equal(await now(page), at);
  await button(page, "Undo").click();
  assert.equal(await now(page), "00:00:00");
  await button(page, "Redo").click();
  assert.equal(await now(page), at);
  await close(page);
});

test("who leaves while time is played finds the time that had passed", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "30×").click();
  await button(page, "Play").click();
  await page.waitForFunction(() => document.getElementById("clock").textContent >= "00:00:18");
  await page.reload();
  await settled(page);
  assert.ok(await now(page) >= "00:00:18");
  await close(page);
});

test("a board in two tabs is one board, and what was played meanwhile is not lost", async () => {
  const page = await open();
  // A window of its own: a tab in the background is drawn once a second.
  const [other] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(() => { window.open(location.href, "_blank", "popup,width=1300,height=900"); }),
  ]);
  await settled(other);
  const placed = (it, n) => it.waitForFunction((n) => document.querySelectorAll(".bar > i").length > n, n);
  const before = await page.locator(".bar > i").count();
  await page.locator("#run").click();
  await placed(page, before);
  await placed(other, before);
  await startClock(other);
  await page.locator("#play").waitFor();
  await button(page, "30×").click();
  await button(page, "Play").click();
  await page.waitForFunction(() => document.getElementById("clock").textContent >= "00:00:06");
  await other.locator("#run").click();
  const note = page.locator("#link-note");
  await note.getByText("Another tab has saved your board").waitFor();
  const [at, theirs] = [await now(page), await now(other)];
  assert.equal(theirs, "00:00:00");
  await button(note, "Use this as my board").click();
  await other.waitForFunction((at) => document.getElementById("clock").textContent === at, at);
  await button(note, "Undo").click();
  await note.getByRole("link", { name: "Back to my board" }).click();
  await page.waitForFunction((theirs) => document.getElementById("clock")?.textContent === theirs, theirs);
  await close(page);
});

test("what is typed is not saved over the board of another tab, even before the browser tells of that board", async () => {
  const KEY = "bayplan.work.sandbox.1";
  const page = await open();
  const tasks = () => page.locator(".bar > i").count();
  const wanted = page.locator(".go output");
  const nBefore = await tasks();
  await page.locator("#run").click();
  await page.waitForFunction((n) => document.querySelectorAll(".bar > i").length > n, nBefore);
  const [nAfter, theirs] = [await tasks(), await page.evaluate((key) => localStorage.getItem(key), KEY)];
  await page.keyboard.press("Control+z");
  await page.waitForFunction((n) => document.querySelectorAll(".bar > i").length === n, nBefore);
  // As another tab would, but no event tells of it in this window.
  await page.evaluate(([key, text]) => {
    document.querySelector("[aria-label='One task more']").click();
    localStorage.setItem(key, text);
  }, [KEY, theirs]);
  const nWanted = await wanted.textContent();
  await page.waitForFunction((n) => document.querySelectorAll(".bar > i").length === n, nAfter);
  assert.equal(await wanted.textContent(), nWanted);
  await page.reload();
  await settled(page);
  assert.deepEqual([await tasks(), await wanted.textContent()], [nAfter, nWanted]);
  await close(page);
});

test("who opens a menu while the clock is on its way keeps it open", async () => {
  let letThrough;
  const held = new Promise((done) => { letThrough = done; });
  const page = await open({ prepare: (it) => it.route("**/play-moving.*.wasm", async (route) => { await held; await route.continue(); }) });
  await button(page, "Start the clock").click();
  await button(page, "Image pull failure").focus();
  await page.keyboard.press("Enter");
  await button(page, "Images of web:1 cannot be pulled").waitFor();
  letThrough();
  await page.locator("#play").waitFor();
  await frames(page);
  await button(page, "Images of web:1 cannot be pulled").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "image-pull");
  await close(page);
});

test("images that cannot be pulled keep a task from starting, in AWS's words", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "Image pull failure").click();
  await button(page, "Images of web:1 cannot be pulled").click();
  assert.match(await said(page), /^The images of web:1 cannot be pulled from now on\./);
  await page.locator("#run").click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => /TaskFailedToStart: CannotPullContainerError/.test(await page.locator(".evs").textContent()));
  await close(page);
});

test("a container that exits stops its task, and its service replaces it", async () => {
  const page = await open();
  await startClock(page);
  await button(page, "Create a service").click();
  await page.getByLabel("Service name").fill("shop");
  await page.getByRole("spinbutton", { name: "Desired count" }).fill("1");
  await page.keyboard.press("Tab");
  await button(page, "Create").click();
  await stepUntil(page, async () => await coming(page) === 0);
  await page.locator("article.is-chosen .more").click();
  await button(page, "What can go wrong with A1").click();
  await page.locator(".mnu-b").getByRole("button", { name: /exits with code 1$/ }).first().click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => /EssentialContainerExited: Essential container in task exited/.test(await page.locator(".evs").textContent()));
  await stepUntil(page, async () => /web A2 was placed/.test(await page.locator(".evs").textContent()));
  await close(page);
});

test("on a phone the board has at least half of the screen, and what can be broken is one row", async () => {
  const page = await open({ width: 390, height: 844 });
  await startClock(page);
  await page.locator("#timeline").waitFor();
  const board = () => document.querySelector(".tline").getBoundingClientRect().top - document.querySelector("#cards").getBoundingClientRect().top;
  assert.ok(await page.evaluate(board) >= 422, `${await page.evaluate(board)} px`);
  await button(page, "Image pull failure").click();
  await button(page, "Images of web:1 cannot be pulled").click();
  await page.locator(".said", { hasText: "cannot be pulled" }).waitFor();
  await close(page);
});

for (const [width, height] of [[1440, 900], [390, 844], [320, 640]]) {
  test(`time is sound at ${width} px`, async () => {
    const page = await open({ width, height });
    const sound = (state) => assertSound(page, state);
    const show = async (view) => { if (width <= 640) await page.getByRole("tab", { name: view, exact: true }).first().click(); };
    await sound("a board that stands still");
    await startClock(page);
    await show("Build");
    await page.locator("#run").click();
    await show("Board");
    await sound("a task on its way");
    await page.locator("article.is-chosen .more").click();
    await page.getByRole("button", { name: /^What can go wrong with/ }).first().click();
    await sound("what can go wrong with a task");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Stop / }).first().click();
    await sound("a task that stops");
    await show("Decision");
    await page.getByRole("tab", { name: /^Events/ }).click();
    await sound("events with their times");
    await close(page);
  });
}
