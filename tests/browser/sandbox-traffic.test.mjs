// Load balancers on the board: scenarios, a service behind a load balancer, traffic, health, and what breaks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, close, launch, overflow, settled, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const panel = (page) => page.getByRole("region", { name: "Load balancers" });
const advance = async (page, n) => { for (let i = 0; i < n; i += 1) await button(page, "To the next event").click(); };

async function start(page, title) {
  await button(page, "Scenarios").click();
  await button(page, `Start: ${title}`).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

test("a zone is lost under load, and requests are refused until the others have taken over", async () => {
  const page = await open();
  await start(page, "Losing a zone under load");
  await panel(page).getByText("560 of 560 served").waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "Zone outage").click();
  await button(page, "Lose zone b").click();
  await advance(page, 3);
  await panel(page).getByText(/504 Gateway timeout/).waitFor();
  assert.match(await panel(page).textContent(), /b: down/);
  await advance(page, 40);
  await panel(page).getByText("560 of 560 served").waitFor();
  await settled(page);
  await close(page);
});

test("the wrong target type is refused in AWS's words, and the right one serves, by keyboard alone", async () => {
  const page = await open();
  await start(page, "Wrong target type");
  await page.locator("#add-load-balancer").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a load balancer" });
  const type = (name) => dialog.getByRole("group", { name: "Target type" }).getByRole("button", { name, exact: true });
  await type("instance").focus();
  await page.keyboard.press("Enter");
  await dialog.getByText(/has target type instance, which is incompatible with the awsvpc network mode/).waitFor();
  assert.equal(await page.locator("#add-load-balancer-now").getAttribute("aria-disabled"), "true");
  await type("ip").focus();
  await page.keyboard.press("Enter");
  await page.locator("#add-load-balancer-now").focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  const rate = panel(page).getByRole("spinbutton").last();
  await rate.fill("100");
  await rate.press("Enter");
  await advance(page, 40);
  await panel(page).getByText("100 of 100 served").waitFor();
  assert.equal(await panel(page).locator(".tgt .pill.ok").count(), 2);
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("a health check that kills does so until the settings are mended, and nothing is cut off on a phone", async () => {
  const page = await open({ width: 390, height: 844 });
  await start(page, "A health check that kills");
  await advance(page, 25);
  await page.getByText(/unhealthy/).first().waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await violations(page), []);
  await close(page);
});
