// Servers of one's own: an external instance joins the board, takes tasks of its launch type and no others, and goes again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, closed, inside, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const said = (page) => page.locator(".said").textContent().then((it) => it.trim());
const column = (page) => page.getByText("Your servers", { exact: true });
// Instances of one's own are called by their number on the board, which has six already.
const card = (page) => page.locator("article", { hasText: "x1" });

/** Adds a server of 2,048 CPU units and 4,096 MiB by pointer. */
async function addServer(page) {
  await page.locator("[aria-label^='Add an instance to zone a']").click();
  await page.getByLabel("Instance type").selectOption("external");
  await page.getByLabel("CPU units").fill("2048");
  await page.getByLabel("Memory in MiB").fill("4096");
  await page.keyboard.press("Tab");
  await inside(page, "Add 1 instance to your servers").click();
  await closed(page);
}

test("an external instance takes tasks of launch type External and no others, and undo takes it away", async () => {
  const page = await open();
  assert.equal(await button(page, "External").count(), 0, "without a server nothing can run on one");
  await addServer(page);
  await column(page).waitFor();
  await button(page, "External").click();
  await button(page, "Run 1 web task").click();
  assert.match(await said(page), /^web A1 was placed on x1\./);
  assert.match(await card(page).textContent(), /of 2,048/);
  // On EC2 the others are asked, and this one is not among them.
  await button(page, "EC2").click();
  await button(page, "Run 1 web task").click();
  assert.doesNotMatch(await said(page), /x1/);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await card(page).waitFor({ state: "detached" });
  assert.equal(await button(page, "External").count(), 0);
  await close(page);
});

test("a task definition in awsvpc mode is refused on it, with what to do", async () => {
  const page = await open();
  await addServer(page);
  await page.locator(".pick", { hasText: "api" }).click();
  await button(page, "External").click();
  await button(page, "Run 1 api task").click();
  assert.match(await said(page), /awsvpc/);
  await close(page);
});

test("a server is added and a task put on it by keyboard alone", async () => {
  const page = await open();
  await page.locator("[aria-label^='Add an instance to zone a']").focus();
  await page.keyboard.press("Enter");
  await page.locator("#instance-type").focus();
  await page.keyboard.type("External");
  await page.locator("#server-cpu").waitFor();
  await inside(page, "Add 1 instance to your servers").focus();
  await page.keyboard.press("Enter");
  await closed(page);
  await button(page, "External").focus();
  await page.keyboard.press("Enter");
  assert.equal(await button(page, "External").getAttribute("aria-pressed"), "true");
  await button(page, "Run 1 web task").focus();
  await page.keyboard.press("Enter");
  assert.match(await said(page), /x1/);
  await close(page);
});

for (const width of [320, 390, 768, 1440]) {
  test(`the board with a server of one's own is sound at ${width} px`, async () => {
    const page = await open({ width });
    await addServer(page);
    await column(page).waitFor();
    await assertSound(page, `${width} px`);
    await close(page);
  });
}
