// Load balancers on the board: scenarios, a service behind a load balancer, traffic, health, and what breaks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, frames, launch, overflow, settled, stepUntil, violations, visit } from "./harness.mjs";

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

/** Chooses what a menu of the load balancer that was made last offers. */
async function choose(page, menu, words) {
  await panel(page).locator(`[id^=${menu}]`).last().click();
  await panel(page).locator(".mnu-b button", { hasText: words }).click();
}

test("every menu of a load balancer opens on the page, however narrow that is", async () => {
  const page = await open({ width: 390, height: 844 });
  await start(page, "Losing a zone under load");
  const menus = panel(page).locator(".mnu > button");
  await menus.first().waitFor();
  for (const menu of await menus.all()) {
    await menu.click();
    await panel(page).locator(".mnu-b").waitFor();
    await frames(page);
    const box = await panel(page).locator(".mnu-b").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, `${await menu.getAttribute("aria-label")} is at ${box.x} to ${box.x + box.width}`);
    await page.keyboard.press("Escape");
  }
  await close(page);
});

test("a second service goes behind the same load balancer by its path, and each kind of request goes where its rule says", async () => {
  const page = await open();
  await start(page, "Losing a zone under load");
  await page.locator(".svc-rows li").first().waitFor();
  const names = await page.locator(".svc-rows li").count();
  await page.locator("#create-service").click();
  await page.locator("#service-name").fill("api");
  await page.locator("#create-service-now").click();
  await page.waitForFunction((n) => document.querySelectorAll(".svc-rows li").length === n + 1, names);
  await page.locator("#add-load-balancer").click();
  const adding = page.getByRole("dialog", { name: "Add a load balancer" });
  await adding.locator("#lb-service").selectOption({ label: "api" });
  await adding.locator("#lb-behind").selectOption({ index: 1 });
  await adding.locator("#lb-path").fill("/api/*");
  if (await adding.getByText(/incompatible/).count()) {
    await adding.getByRole("group", { name: "Target type" }).locator("[aria-pressed=false]").click();
  }
  await page.locator("#add-load-balancer-now").click();
  await adding.waitFor({ state: "hidden" });
  assert.equal(await panel(page).locator(".lbs > li").count(), 1, "no second load balancer");
  await panel(page).getByText("priority 10: path /api/* → api-targets").waitFor();

  await choose(page, "options-lb", "Rules and requests");
  const dialog = page.getByRole("dialog", { name: /^Rules and requests of/ });
  await dialog.getByText("Send requests to a path or host").click();
  await dialog.locator("#stream-path").fill("/api/items");
  await dialog.locator("#stream-rate").fill("40");
  await dialog.locator("#stream-rate").press("Tab");
  await dialog.locator("#send-requests").click();
  await dialog.getByText("40/s: /api/items → api-targets").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const kind = panel(page).locator(".lb-req li", { hasText: "/api/items → api-targets" });
  assert.equal(await kind.getByRole("spinbutton").inputValue(), "40");
  await kind.getByRole("button", { name: "50 more requests a second" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".lb-req input")].some((it) => it.value === "90"));
  await advance(page, 40);
  await panel(page).getByText("650 of 650 served").waitFor();

  await choose(page, "options-lb", "Rules and requests");
  await dialog.getByRole("button", { name: /^Remove: Port 80, priority 10/ }).click();
  await dialog.getByText(/\/api\/items → (?!api)/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "lb-rules");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+z");
  await panel(page).getByText("priority 10: path /api/* → api-targets").waitFor();
  assert.deepEqual(await overflow(page), []);
  await close(page);
});

test("an application that knows one path only, and a target group that keeps to its zone, are a form away", async () => {
  const page = await open({ width: 390, height: 844 });
  await start(page, "Losing a zone under load");
  await choose(page, "options-lb", "Rules and requests");
  const routing = page.getByRole("dialog", { name: /^Rules and requests of/ });
  for (const more of await routing.locator("summary").all()) await more.click();
  await assertSound(page, "rules and requests");
  await page.keyboard.press("Escape");
  await routing.waitFor({ state: "hidden" });
  await choose(page, "break-lb", "How fast");
  const application = page.getByRole("dialog", { name: /^The application in/ });
  await application.locator("#app-code").fill("503");
  await application.locator("#app-rate").fill("5");
  await application.locator("#app-rate").press("Tab");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await overflow(page), []);
  await page.locator("#app-save").click();
  await application.waitFor({ state: "hidden" });
  await stepUntil(page, () => panel(page).locator(".tgt .pill.bad").count());
  await choose(page, "options-lb", "Settings of");
  const group = page.getByRole("dialog", { name: /^Settings of/ });
  await group.getByRole("group", { name: "Cross-zone load balancing" }).getByRole("button", { name: "off", exact: true }).click();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await overflow(page), []);
  await page.locator("#tg-save").click();
  await group.waitFor({ state: "hidden" });
  await advance(page, 1);
  await choose(page, "options-lb", "Settings of");
  assert.equal(await group.getByRole("button", { name: "off", exact: true }).getAttribute("aria-pressed"), "true");
  await page.keyboard.press("Escape");
  await close(page);
});

test("an application that answers later than the timeout of a health check is unhealthy until the timeout is raised", async () => {
  const page = await open({ width: 390, height: 844 });
  await start(page, "Losing a zone under load");
  await stepUntil(page, async () => await panel(page).locator(".tgt .pill.ok").count() > 0);
  await choose(page, "break-lb", "How fast");
  const application = page.getByRole("dialog", { name: /^The application in/ });
  await application.locator("#app-answer").fill("20");
  await application.locator("#app-answer").press("Tab");
  await assertSound(page, "an application that answers late");
  await page.locator("#app-save").click();
  await application.waitFor({ state: "hidden" });
  await stepUntil(page, () => panel(page).locator(".tgt .pill.bad").count());
  await choose(page, "options-lb", "Settings of");
  const group = page.getByRole("dialog", { name: /^Settings of/ });
  assert.equal(await group.locator("#tg-timeout").inputValue(), "5");
  await group.locator("#tg-timeout").fill("25");
  await group.locator("#tg-timeout").press("Tab");
  await assertSound(page, "a timeout that is raised");
  await page.locator("#tg-save").click();
  await group.waitFor({ state: "hidden" });
  await stepUntil(page, async () => await panel(page).locator(".tgt .pill.bad").count() === 0);
  await close(page);
});

test("a Network Load Balancer keeps to its zones until cross-zone is switched on, and leaves a zone that is disabled", async () => {
  const page = await open({ width: 768, height: 1024 });
  await start(page, "Wrong target type");
  await page.locator("#add-load-balancer").click();
  const adding = page.getByRole("dialog", { name: "Add a load balancer" });
  await button(adding, "NLB").click();
  await page.locator("#add-load-balancer-now").click();
  await adding.waitFor({ state: "hidden" });
  await panel(page).getByText("NLB on port 80, 3 zones, cross-zone off").waitFor();
  await choose(page, "options-lb", "Switch cross-zone on");
  await panel(page).getByText("NLB on port 80, 3 zones, cross-zone on").waitFor();
  await choose(page, "options-lb", "Disable zone b");
  await panel(page).getByText("NLB on port 80, 2 zones, cross-zone on").waitFor();
  await choose(page, "options-lb", "Enable zone b");
  await panel(page).getByText("NLB on port 80, 3 zones, cross-zone on").waitFor();
  await choose(page, "options-lb", "Settings of");
  const group = page.getByRole("dialog", { name: /^Settings of/ });
  await group.locator("#tg-draining").fill("600");
  await group.locator("#tg-draining").press("Tab");
  await assertSound(page, "targets that keep their connections");
  await page.locator("#tg-save").click();
  await group.waitFor({ state: "hidden" });
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await overflow(page), []);
  await close(page);
});

test("clients in a zone keep to it when a Network Load Balancer is told so, and unhealthy targets keep their connections", async () => {
  const page = await open({ width: 390, height: 844 });
  await start(page, "Wrong target type");
  await page.locator("#add-load-balancer").click();
  const adding = page.getByRole("dialog", { name: "Add a load balancer" });
  await button(adding, "NLB").click();
  await adding.getByRole("group", { name: "Protocol" }).waitFor({ state: "detached" });
  await page.locator("#add-load-balancer-now").click();
  await adding.waitFor({ state: "hidden" });
  await advance(page, 40);
  const own = panel(page).locator(".lbs > li").last();
  await choose(page, "options-lb", "Rules and requests");
  const dialog = page.getByRole("dialog", { name: /^Rules and requests of/ });
  await dialog.locator("summary", { hasText: "Send requests to a path or host" }).click();
  await dialog.locator("#stream-zone").selectOption({ label: "in zone b of the VPC" });
  await assertSound(page, "clients in a zone");
  await page.locator("#send-requests").click();
  await dialog.getByText(/^100\/s: \/ → web-targets\d*, from zone b$/).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await choose(page, "options-lb", /^Clients keep to their zone$/);
  await advance(page, 1);
  await own.getByText("Zone b: 100/s").waitFor();
  await choose(page, "options-lb", "Clients go to any zone");
  await advance(page, 1);
  await own.getByText("Zone b: 50/s").waitFor();
  assert.deepEqual(await overflow(page), []);
  await close(page);
});

test("a target group for gRPC asks for gRPC code 12, which an application has to answer", async () => {
  const page = await open();
  await start(page, "Wrong target type");
  await page.locator("#add-load-balancer").click();
  const adding = page.getByRole("dialog", { name: "Add a load balancer" });
  await button(adding, "gRPC").click();
  await assertSound(page, "a target group for gRPC");
  await page.locator("#add-load-balancer-now").click();
  await adding.waitFor({ state: "hidden" });
  await choose(page, "break-lb", "How fast");
  const application = page.getByRole("dialog", { name: /^The application in/ });
  await application.locator("#app-code").fill("12");
  await application.locator("#app-code").press("Tab");
  await page.locator("#app-save").click();
  await application.waitFor({ state: "hidden" });
  await panel(page).getByText("GRPC, target type ip").waitFor();
  await stepUntil(page, async () => await panel(page).locator(".tgt .pill.ok").count() > 0);
  await choose(page, "options-lb", "Settings of");
  const group = page.getByRole("dialog", { name: /^Settings of/ });
  assert.equal(await group.locator("#tg-path").inputValue(), "/AWS.ALB/healthcheck");
  assert.equal(await group.getByLabel("gRPC success code").inputValue(), "12");
  await group.getByLabel("gRPC success code").fill("0");
  await group.getByLabel("gRPC success code").press("Tab");
  await page.locator("#tg-save").click();
  await group.waitFor({ state: "hidden" });
  await stepUntil(page, () => panel(page).locator(".tgt .pill.bad").count());
  await close(page);
});

test("by keyboard alone: a rule is added, asked before the default action, and removed; the focus is never lost", async () => {
  const page = await open();
  await start(page, "Losing a zone under load");
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  await panel(page).locator("[id^=options-lb]").first().focus();
  await press("Enter", "Tab", "Enter");
  const dialog = page.getByRole("dialog", { name: /^Rules and requests of/ });
  await dialog.waitFor();
  await dialog.locator("summary", { hasText: "Add a rule or a listener" }).focus();
  await press("Enter");
  await dialog.locator("#rule-path").focus();
  await page.keyboard.type("/img/*");
  await dialog.locator("#add-rule").focus();
  await press("Enter");
  await dialog.getByText("priority 10: path /img/* → web-targets").first().waitFor();
  assert.equal(await focused(), "add-rule");
  await dialog.getByRole("button", { name: /^Remove: Port 80, priority 10/ }).focus();
  await press("Enter");
  await dialog.getByText("priority 10: path /img/* → web-targets").first().waitFor({ state: "detached" });
  assert.equal(await focused(), "lb-rules");
  await press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await focused(), "options-lb-0");
  await close(page);
});
