// Services, failures, attributes and the trunk: what a learner does to the cluster itself, by mouse and by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, frames, launch, settled, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const said = (page) => page.locator(".said").textContent().then((it) => it.trim());
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const focusIs = (page, id) => page.waitForFunction((it) => document.activeElement.id === it, id);
const service = (page, name) => page.locator(".svc-rows li", { hasText: name });

/** Chooses something of a menu. */
async function choose(page, menu, choice) {
  await button(page, menu).click();
  await button(page, choice).click();
}

/** Creates a service by pointer. */
async function serve(page, name, count) {
  await button(page, "Create a service").click();
  await page.getByLabel("Service name").fill(name);
  await page.getByRole("spinbutton", { name: "Desired count" }).fill(String(count));
  await page.keyboard.press("Tab");
  await button(page, "Create").click();
}

test("a service is created, changed and deleted by keyboard alone, and each step is taken back by one undo", async () => {
  const page = await open();
  await page.locator("#create-service").focus();
  await page.keyboard.press("Enter");
  await page.locator("#new-service[open]").waitFor();
  await page.getByText("Give it a name").waitFor();
  assert.equal(await page.locator("#create-service-now").getAttribute("aria-disabled"), "true");
  await page.locator("#service-name").focus();
  await page.keyboard.type("shop front");
  await page.getByText("`shop front` is no service name").waitFor();
  await page.locator("#service-name").fill("shop");
  await page.locator("#create-service-now").focus();
  await page.keyboard.press("Enter");
  assert.match(await said(page), /^service shop was created\. 3 tasks were placed: .+ service shop has reached a steady state\.$/);
  assert.match(await service(page, "shop").textContent(), /3 of 3 running/);
  const count = page.getByRole("spinbutton", { name: "Desired count of shop" });
  await count.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /4 of 4 running/.test(document.querySelector(".svc-rows").textContent));
  await button(page, "One task of shop fewer").focus();
  await page.keyboard.press("Enter");
  assert.match(await service(page, "shop").textContent(), /3 of 3 running/);
  await page.locator("[id^=options-service-]").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delete and stop its tasks", exact: true }).waitFor();
  // Auto scaling comes first.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await focusIs(page, "create-service");
  assert.equal(await page.locator(".svc-rows li").count(), 0);
  for (const left of [/3 of 3/, /4 of 4/, /3 of 3/]) {
    await page.keyboard.press("Control+z");
    assert.match(await service(page, "shop").textContent(), left);
  }
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator(".svc-rows li").count(), 0);
  await close(page);
});

test("a service replaces what stops, waits where there is no room, and says so in AWS's words", async () => {
  const page = await open();
  await serve(page, "shop", 2);
  await page.getByRole("tab", { name: /^Events/ }).click();
  await button(page, "Service events").click();
  assert.match(await page.locator(".evs li").first().textContent(), /service shop has reached a steady state\./);
  assert.ok(await page.locator(".evs li").count() <= 5, "only what services do");
  await page.getByRole("spinbutton", { name: "Desired count of shop" }).fill("60");
  await page.keyboard.press("Tab");
  await service(page, "shop").getByText("waiting").waitFor();
  assert.match(await page.locator(".evs li").first().textContent(), /service shop was unable to place a task because no container instance met all of its requirements\. The closest matching container-instance \w+ /);
  await close(page);
});

test("a daemon runs on each instance, and one more comes with a new instance", async () => {
  const page = await open();
  await button(page, "Options for worker").click();
  await page.locator(".mnu-b").getByRole("button", { name: "Create a service" }).click();
  await page.getByLabel("Service name").fill("agent");
  await button(page, "DAEMON").click();
  assert.equal(await page.getByRole("spinbutton", { name: "Desired count", exact: true }).count(), 0);
  await button(page, "Create").click();
  assert.match(await service(page, "agent").textContent(), /6 of 6 running/);
  await page.locator("[aria-label^='Add an instance to zone a']").click();
  await button(page, "Add 1 instance to zone a").click();
  assert.match(await service(page, "agent").textContent(), /7 of 7 running/);
  await close(page);
});

test("draining moves a service's tasks, and the card says DRAINING", async () => {
  const page = await open();
  await serve(page, "shop", 3);
  await choose(page, "Drain an instance", "Drain a1");
  assert.match(await said(page), /^a1 is DRAINING and takes no new tasks\./);
  assert.match(await page.locator("article", { hasText: "a1" }).first().textContent(), /DRAINING/);
  assert.match(await service(page, "shop").textContent(), /3 of 3 running/);
  await choose(page, "Drain an instance", "Set a1 ACTIVE");
  assert.match(await said(page), /^a1 is ACTIVE and takes tasks\./);
  await close(page);
});

test("a zone is lost by keyboard, its service tasks come back elsewhere, and the zone returns empty", async () => {
  const page = await open();
  await serve(page, "shop", 3);
  await page.locator("#zone-outage").focus();
  await page.keyboard.press("Enter");
  await button(page, "Lose zone a").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Lose zone a");
  await page.keyboard.press("Enter");
  await focusIs(page, "zone-outage");
  assert.match(await said(page), /^us-east-1a is lost\./);
  assert.match(await page.locator(".azc").first().textContent(), /Zone a.*DOWN.*0 tasks/);
  assert.match(await service(page, "shop").textContent(), /3 of 3 running/);
  await button(page, "Disconnect agent").first().click();
  assert.equal(await button(page, "Connect the agent of a1").getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Escape");
  await choose(page, "Zone outage", "Bring zone a back");
  assert.match(await said(page), /^us-east-1a is back\./);
  assert.equal(await page.locator(".azc.is-down").count(), 0);
  await close(page);
});

test("an agent out of touch keeps its tasks and gets no new ones", async () => {
  const page = await open();
  await page.locator("article").first().focus();
  await page.keyboard.press("Enter");
  const card = page.locator("article").first();
  await card.locator(".rows li").first().waitFor();
  const tasks = await card.locator(".rows li").count();
  await card.getByRole("button", { name: "Disconnect agent" }).click();
  assert.match(await said(page), /^The agent of a1 is disconnected; its tasks go on\./);
  assert.match(await card.textContent(), /AGENT OFF/);
  assert.equal(await card.locator(".rows li").count(), tasks);
  await page.locator("#run").click();
  const row = page.locator(".tr [role=row]", { hasText: "a1" });
  assert.match(await row.textContent(), /agent/i);
  await close(page);
});

test("a custom attribute is put by keyboard, asked for by an expression, and deleted", async () => {
  const page = await open();
  const card = page.locator("article").first();
  await card.locator(".more").click();
  await card.getByRole("button", { name: "Attributes" }).click();
  await page.locator("#attributes[open]").waitFor();
  assert.match(await page.locator(".attrs").textContent(), /ecs\.availability-zoneus-east-1abuilt in/);
  await page.locator("#attribute-name").focus();
  await page.keyboard.type("ecs.rack");
  await page.keyboard.press("Tab");
  await page.keyboard.type("r1");
  await page.getByText("`ecs.rack` is built in and cannot be changed.").waitFor();
  await page.locator("#attribute-name").fill("rack");
  await page.keyboard.press("Enter");
  await page.locator(".attrs dt", { hasText: /^rack$/ }).waitFor();
  assert.match(await said(page), /^a1 has rack = r1\.$/);
  await page.keyboard.press("Escape");
  await page.locator("#add-expression").click();
  await page.locator("#expression-0").pressSequentially("rack");
  await page.getByRole("option", { name: "attribute:rack" }).click();
  await page.keyboard.type("exists");
  await page.getByText("Matches 1 of 6 instances: a1.").first().waitFor();
  await button(page, "Add a strategy").click();
  await button(page, "Spread over rack").click();
  assert.match(await page.locator(".rules").textContent(), /attribute:rack/);
  await card.getByRole("button", { name: "Attributes" }).click();
  await button(page, "Delete rack").click();
  await focusIs(page, "attribute-name");
  assert.equal(await page.locator(".attrs dt", { hasText: /^rack$/ }).count(), 0);
  await close(page);
});

test("the trunk holds for instances launched while it is on", async () => {
  const page = await open();
  await page.locator("[aria-label^='Add an instance to zone a']").click();
  await page.getByText("1 task in awsvpc mode").or(page.getByText("2 tasks in awsvpc mode")).first().waitFor();
  await page.getByRole("checkbox", { name: /awsvpcTrunking/ }).check();
  await page.getByText(/With a trunk network interface: \d+ tasks in awsvpc mode\./).waitFor();
  await button(page, "Add 1 instance to zone a").click();
  assert.match(await page.locator("article").nth(2).textContent(), /ENI.*of 10/);
  await page.reload();
  await settled(page);
  assert.match(await page.locator("article").nth(2).textContent(), /ENI.*of 10/);
  await close(page);
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844], [320, 640]]) {
  test(`services, failures and attributes are sound at ${width} px`, async () => {
    const page = await open({ width, height });
    const sound = (state) => assertSound(page, state);
    const show = async (view) => { if (width <= 640) await page.getByRole("tab", { name: view, exact: true }).first().click(); };
    await button(page, "Create a service").click();
    await page.getByLabel("Service name").fill("a_service_with_a_rather_long_name_that_has_to_wrap_somewhere");
    await sound("the form of a service");
    await button(page, "Create").click();
    await button(page, "Zone outage").click();
    await sound("a menu of failures");
    await button(page, "Lose zone b").click();
    await choose(page, "Drain an instance", "Drain a1");
    await page.locator("article .more").first().click();
    await sound("a lost zone, a draining instance and its actions");
    await page.locator("article").first().getByRole("button", { name: "Attributes" }).click();
    await page.locator("#attribute-name").fill("two words");
    await page.locator("#attribute-value").fill("x");
    await sound("attributes");
    await page.keyboard.press("Escape");
    await show("Build");
    await page.locator("#add-expression").click();
    await page.locator("#expression-0").pressSequentially("attribute:");
    await sound("completions");
    await page.locator("#expression-0").pressSequentially("x = y");
    await sound("a wrong expression");
    await page.locator("#expression-0").fill("attribute:ecs.instance-type =~ m5.*");
    await sound("an expression that holds");
    await close(page);
  });
}
