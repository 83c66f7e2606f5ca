// Capacity: a group that grows for tasks that wait, a split by base and weight, Spot that is taken back, services that
// scale.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, closed, dialog, inside, launch, settled, startClock, stepUntil, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const panel = (page) => page.getByRole("region", { name: "Capacity providers" });

async function addProvider(page, name, prepare = async () => {}) {
  await button(page, "Add a capacity provider").click();
  await page.locator("#provider-name").fill(name);
  await prepare();
  await inside(page, "Create").click();
  await closed(page);
}

async function createService(page, name, count) {
  await button(page, "Create a service").click();
  await page.getByLabel("Service name").fill(name);
  await page.getByRole("spinbutton", { name: "Desired count" }).fill(String(count));
  await page.keyboard.press("Tab");
  await inside(page, "Create").click();
  await closed(page);
}

async function openScaling(page, name) {
  await button(page, `Options for service ${name}`).click();
  await page.locator(".mnu-b").getByRole("button", { name: "Auto scaling", exact: true }).click();
  await page.locator("#add-policy").waitFor();
}

test("tasks wait in PROVISIONING until the group of their provider has grown", async () => {
  const page = await open();
  await startClock(page);
  await addProvider(page, "workers");
  await page.locator("#on-providers").click();
  await page.getByRole("spinbutton", { name: "Weight of workers" }).waitFor();
  await page.locator("#run").click();
  await panel(page).getByText(/1 task waits in PROVISIONING: web A\d+/).waitFor();
  await stepUntil(page, async () => /Instances: /.test(await panel(page).textContent()));
  await stepUntil(page, async () => !/PROVISIONING/.test(await panel(page).innerText()));
  assert.match(await panel(page).textContent(), /CapacityProviderReservation/);
  await page.reload();
  await settled(page);
  await panel(page).getByText("workers").waitFor();
  assert.equal(await page.locator("#on-providers").getAttribute("aria-pressed"), "true");
  await close(page);
});

test("base and weight split the tasks, and Fargate Spot capacity is taken back", async () => {
  const page = await open();
  await page.locator("#add-task-definition").click();
  await dialog(page).locator(".samples .pick", { hasText: "fargate-web" }).click();
  await closed(page);
  await startClock(page);
  await page.locator("#on-providers").click();
  await page.getByRole("spinbutton", { name: "Weight of FARGATE_SPOT" }).waitFor();
  for (let n = 0; n < 4; n += 1) await button(page, "One task more").click();
  await page.getByText("5 tasks: FARGATE 2, FARGATE_SPOT 3").waitFor();
  await page.getByRole("spinbutton", { name: "Weight of FARGATE_SPOT", exact: true }).fill("1");
  await page.keyboard.press("Tab");
  await page.getByText("5 tasks: FARGATE 3, FARGATE_SPOT 2").waitFor();
  await page.locator("#run").click();
  await button(page, "Spot interruption").click();
  await page.locator(".mnu-b").getByRole("button", { name: /^Interrupt / }).first().click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => /TerminationNotice/.test(await page.locator(".evs").textContent()));
  await close(page);
});

test("a service scales by its load, with target tracking, by keyboard alone", async () => {
  const page = await open();
  await startClock(page);
  await createService(page, "shop", 1);
  await page.locator("[id^=options-service]").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#add-policy").waitFor();
  await page.locator("#add-policy").focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByText("ECSServiceAverageCPUUtilization at 50").waitFor();
  await page.keyboard.press("Escape");
  await closed(page);
  const load = page.getByRole("slider", { name: "CPU load" });
  await load.focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await stepUntil(page, async () => Number(await page.getByRole("group", { name: /Desired count of shop/ }).locator("input").inputValue()) > 1);
  await close(page);
});

test("a step policy has as many steps as the learner wants", async () => {
  const page = await open();
  await createService(page, "shop", 2);
  await openScaling(page, "shop");
  await inside(page, "Step scaling").click();
  const steps = dialog(page).locator(".step-rows li");
  assert.equal(await steps.count(), 2);
  await inside(page, "Add a step").click();
  assert.equal(await steps.count(), 3);
  await page.waitForFunction(() => document.activeElement.id === "step-from-2");
  await page.locator("#step-from-2").fill("20");
  await page.keyboard.press("Tab");
  // Two steps that begin at one distance overlap.
  await dialog(page).locator("#scaling-refusal .note").waitFor();
  await page.locator("#step-from-2").fill("35");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => !document.querySelector("#scaling-refusal .note"));
  await inside(page, "Remove the step from 0").click();
  assert.equal(await steps.count(), 2);
  await inside(page, "Add the policy").click();
  await dialog(page).getByText("at or above 50: +2, +3").waitFor();
  await inside(page, /^Remove the policy: /).click();
  await dialog(page).getByText("No policy yet").waitFor();
  await close(page);
});

async function openSettings(page, name) {
  await button(page, `Options for capacity provider ${name}`).click();
  await page.locator(".mnu-b").getByRole("button", { name: "Change its settings", exact: true }).click();
  await page.locator("#change-provider-now").waitFor();
}

const hasFocus = (page) => page.waitForFunction(() => document.activeElement !== document.body);

test("the settings of a capacity provider change, and what AWS would refuse is said", async () => {
  const page = await open();
  await startClock(page);
  await addProvider(page, "workers");
  await openSettings(page, "workers");
  await dialog(page).getByText("Settings of workers").waitFor();
  assert.equal(await inside(page, "Apply").isDisabled(), true, "nothing has changed");
  await page.locator("#changed-min-step").fill("9");
  await page.locator("#changed-max-step").fill("3");
  await page.keyboard.press("Tab");
  await dialog(page).getByText("targetCapacity is 1 to 100").waitFor();
  await page.locator("#changed-min-step").fill("1");
  await page.locator("#changed-target").fill("80");
  await page.keyboard.press("Tab");
  await inside(page, "Apply").click();
  await closed(page);
  await hasFocus(page);
  await page.getByRole("tab", { name: /^Events/ }).click();
  await page.locator(".evs").getByText(/Capacity provider workers was updated: targetCapacity 80, scaling steps of 1 to 3/).waitFor();
  // Opened again, it shows what holds now.
  await openSettings(page, "workers");
  assert.equal(await page.locator("#changed-target").inputValue(), "80");
  await page.keyboard.press("Escape");
  await closed(page);
  await button(page, "Undo").click();
  await openSettings(page, "workers");
  assert.equal(await page.locator("#changed-target").inputValue(), "100");
  await close(page);
});

test("a service changes its providers by a new deployment, and its placement rules without one", async () => {
  const page = await open();
  await startClock(page);
  await addProvider(page, "workers");
  await createService(page, "shop", 1);
  await page.getByRole("tab", { name: "Service", exact: true }).click();
  await page.locator("#service-placement > summary").click();
  const isSoAlready = (id) => page.waitForFunction((id) => document.getElementById(id).getAttribute("aria-disabled") === "true", id);
  await isSoAlready("take-providers");
  await page.locator("#take-rules").click();
  await isSoAlready("take-rules");
  assert.equal(await page.locator(".deps > li").count(), 1, "no deployment begins");
  await page.locator("#service-placement").getByRole("button", { name: "Capacity providers", exact: true }).click();
  await page.locator("#service-placement").getByText("1 task: workers 1").waitFor();
  await page.locator("#take-providers").click();
  await page.waitForFunction(() => document.querySelectorAll(".deps > li").length === 2);
  await hasFocus(page);
  await panel(page).getByText(/1 task waits in PROVISIONING/).waitFor();
  await page.reload();
  await settled(page);
  await panel(page).getByText(/1 task waits in PROVISIONING/).waitFor();
  await close(page);
});

for (const [width, height] of [[1440, 900], [390, 844], [320, 640]]) {
  test(`capacity is sound at ${width} px`, async () => {
    const page = await open({ width, height });
    const sound = (state) => assertSound(page, state);
    const show = async (view) => { if (width <= 640) await page.getByRole("tab", { name: view, exact: true }).first().click(); };
    await startClock(page);
    await button(page, "Add a capacity provider").click();
    await page.locator("#provider-name").waitFor();
    await inside(page, "Spot").click();
    await sound("the form of a new provider");
    await page.locator("#provider-name").fill("workers");
    await inside(page, "Create").click();
    await closed(page);
    await show("Build");
    await page.locator("#on-providers").click();
    await page.getByRole("spinbutton", { name: "Weight of workers" }).waitFor();
    await sound("a strategy");
    await page.locator("#run").click();
    await show("Board");
    await panel(page).getByText("waits in PROVISIONING").waitFor();
    await sound("a task that waits");
    await createService(page, "shop", 1);
    await openScaling(page, "shop");
    await inside(page, "Step scaling").click();
    await sound("the form of a step policy");
    await inside(page, "Add the policy").click();
    await dialog(page).getByText("at or above 50").waitFor();
    await sound("a policy");
    await page.keyboard.press("Escape");
    await closed(page);
    await show("Board");
    await sound("a service that scales");
    await openSettings(page, "workers");
    await sound("the settings of a provider");
    await page.keyboard.press("Escape");
    await closed(page);
    await show("Decision");
    await page.getByRole("tab", { name: "Service", exact: true }).click();
    await page.locator("#service-placement > summary").click();
    await page.locator("#service-placement").getByRole("button", { name: "Capacity providers", exact: true }).click();
    await page.locator("#service-placement").getByRole("spinbutton", { name: "Weight of workers" }).waitFor();
    await sound("where the tasks of a service go");
    await close(page);
  });
}
