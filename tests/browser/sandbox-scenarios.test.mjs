// Scenarios: boards to start with, beside the learner's own board, by their dialog, by a link and in a frame.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAGES, button, close, closed, dialog, inside, launch, overflow, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (path = "sandbox.html", options) => visit(browser, path, options);
async function predict(panel, words) {
  await panel.locator("label.opt", { hasText: words }).click();
  await button(panel, "Lock in my prediction").click();
}
const guide = (page, title) => page.getByRole("region", { name: title, exact: true });

test("a scenario is started by keyboard alone, its prediction answered, and the learner's own board is kept", async () => {
  const page = await open();
  await page.locator("#run").click();
  const own = await page.locator(".bar > i").count();
  await page.locator("#scenarios").focus();
  await page.keyboard.press("Enter");
  const start = button(page, "Start: One zone without a mount target");
  await start.focus();
  await page.keyboard.press("Enter");
  const panel = guide(page, "One zone without a mount target");
  await panel.waitFor();
  const family = (await page.locator("#run").textContent()).match(/Run 1 (\S+) task/)[1];
  assert.equal(await page.locator(".pal .is-selected b").textContent(), family, "the palette is that of the scenario");
  await page.waitForFunction(() => document.activeElement?.id === "scenario");
  await panel.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await panel.getByRole("radio", { name: "It runs without the file system" }).isChecked());
  assert.match(await panel.locator(".opt.is-selected").textContent(), /It runs without the file system/);
  await button(panel, "Lock in my prediction").focus();
  await page.keyboard.press("Enter");
  await panel.getByText("Not this time.").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "zone-without-mount-target-result");
  assert.match(await panel.locator(".opt.is-wrong").textContent(), /It runs without the file system.*Your prediction/);
  assert.match(await panel.locator(".opt.is-right").textContent(), /It stops, and so does each that takes its place/);
  await button(panel, "Ask me again").click();
  await predict(panel, "It stops, and so does each that takes its place");
  await panel.getByText("You predicted it.").waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "To the next event").click();
  await panel.getByRole("link", { name: "Back to my board" }).click();
  await page.waitForFunction(() => location.hash === "" && !document.querySelector("#scenario"));
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  assert.equal(await page.locator(".bar > i").count(), own);
  await close(page);
});

test("a launch of a service that was refused is accounted for once it is predicted", async () => {
  const page = await visit(browser, "sandbox.html#scenario-missing-execution-role");
  const panel = guide(page, "A missing execution role");
  await page.getByText("Make your prediction first").waitFor();
  await predict(panel, "The tasks run, but their logs are empty");
  await page.getByRole("heading", { name: "shop A1 was not launched" }).waitFor();
  await page.locator("#page .denied", { hasText: "sts:AssumeRole" }).waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.equal(await page.evaluate(() => { const it = document.querySelector("#page"); return it.scrollWidth - it.clientWidth; }), 0);
  await close(page);
});

test("what is still to be saved of the learner's own board is not saved of a scenario", async () => {
  const page = await open();
  let letThrough;
  const held = new Promise((done) => { letThrough = done; });
  await page.route(/play-definitions/, async (route) => { await held; await route.continue(); });
  await button(page, "Roles").click();
  await inside(page, "Check roles from now on").click();
  await dialog(page).locator("#edited-role").waitFor();
  await page.keyboard.press("Escape");
  await closed(page);
  await button(page, "Scenarios").click();
  await button(page, "Start: Losing a zone under load").click();
  await guide(page, "Losing a zone under load").waitFor();
  letThrough();
  await page.waitForFunction(() => localStorage.getItem("bayplan.work.sandbox.1")?.includes("ofRoles"));
  assert.doesNotMatch(await page.evaluate(() => localStorage.getItem("bayplan.work.sandbox.1")), /createService/);
  await close(page);
});

test("a scenario has a link for people, starts again, and can become the learner's own board", async () => {
  const page = await open("sandbox.html#scenario-zone-under-load");
  const panel = guide(page, "Losing a zone under load");
  await panel.waitFor();
  assert.ok(await button(page, "Undo").getAttribute("aria-disabled"));
  await button(page, "To the next event").click();
  const later = await page.locator("#clock").textContent();
  await button(panel, "Start again").click();
  await page.waitForFunction((it) => document.querySelector("#clock")?.textContent !== it, later);
  await button(panel, "Use this as my board").click();
  await page.getByText("This is your board now.").first().waitFor();
  await page.reload();
  await page.getByRole("region", { name: "Load balancers" }).getByText("560 of 560 served").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await close(page);
});

test("a link to a scenario that is not there says so and leaves the board alone", async () => {
  const page = await open("sandbox.html#scenario-moon");
  await page.getByText("There is no scenario called moon").first().waitFor();
  await close(page);
});

const FRAMES = PAGES.filter((it) => it.startsWith("embed/scenario/"));
assert.equal(FRAMES.length, 6, "each scenario has a page for frames");
for (const path of FRAMES) {
  test(`${path} shows its scenario, and nothing is cut off on a phone`, async () => {
    const page = await open(path, { width: 390, height: 844, theme: "dark" });
    await page.locator("#scenario").waitFor();
    await button(page, "Start again").waitFor();
    assert.equal(await page.getByRole("link", { name: "Back to my board" }).count(), 0);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await violations(page), []);
    await close(page);
  });
}
