// The network: what can be reached, how a launch fails that cannot reach what it needs, and how it is mended.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, close, closed, dialog, frames, inside, launch, overflow, settled, stepUntil, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const panel = (page) => page.getByRole("region", { name: "Roles, network and volumes" });
const here = (page) => dialog(page).locator(".here");
const answer = (page) => dialog(page).locator("fieldset", { hasText: "Can it be reached?" }).locator(".note");
const box = (page, name) => dialog(page).getByRole("checkbox", { name, exact: true });

async function openNetwork(page) {
  await panel(page).getByRole("button", { name: "Network", exact: true }).click();
  await dialog(page).locator(".net table").waitFor();
}

async function shut(page) {
  await page.keyboard.press("Escape");
  await closed(page);
}

async function setInAllZones(page, what) {
  for (const zone of ["us-east-1a", "us-east-1b", "us-east-1c"]) {
    await box(page, `${what} in ${zone}`).click();
    await here(page).getByText(`The private subnet in ${zone}`).waitFor();
  }
}

/** A task on Fargate, and no NAT gateway in any zone. */
async function cutOff(page) {
  await page.locator("#add-task-definition").click();
  await dialog(page).locator(".samples .pick", { hasText: "fargate-web" }).first().click();
  await closed(page);
  await page.locator("#on-fargate").click();
  await openNetwork(page);
  await inside(page, "Start the clock").click();
  await dialog(page).getByText("Time stands still").waitFor({ state: "detached" });
  await setInAllZones(page, "NAT gateway");
}

test("a launch that the network cuts off says so beside its trace, and endpoints mend it", async () => {
  const page = await visit(browser, "sandbox.html");
  await cutOff(page);
  await page.locator("#check-from").selectOption({ label: "A task on Fargate" });
  await page.locator("#check-to").selectOption("ecr.api");
  await answer(page).getByText("No: the private subnet in us-east-1a has no NAT gateway and no VPC endpoint for it.").waitFor();
  await shut(page);
  await page.locator("#run").click();
  await stepUntil(page, async () => /failed to start/.test(await panel(page).textContent()));
  assert.match(await panel(page).textContent(), /i\/o timeout/);
  assert.match(await panel(page).textContent(), /The cause is the network, not a role: nothing answered/);
  await panel(page).getByRole("button", { name: "Show the trace", exact: true }).click();
  const trace = dialog(page).getByRole("heading", { name: "Network" }).locator("..");
  await trace.getByText("Something cannot be reached.").waitFor();
  assert.match(await trace.locator(".calls li").first().textContent(), /Not reached: A token for Amazon ECR ecr\.api/);
  await shut(page);
  await panel(page).getByRole("button", { name: "Open Network", exact: true }).click();
  await dialog(page).locator(".net table").waitFor();
  for (const endpoint of ["ecr.api", "ecr.dkr", "s3", "logs"]) await setInAllZones(page, endpoint);
  await answer(page).getByText("Yes, through its VPC endpoint.").waitFor();
  await shut(page);
  await page.locator("#run").click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => /fargate-web \w+ is RUNNING/.test(await page.locator(".evs").textContent()));
  await close(page);
});

test("a change of the network is taken back, given again, and kept with the board", async () => {
  const page = await visit(browser, "sandbox.html");
  await openNetwork(page);
  await box(page, "NAT gateway in us-east-1b").click();
  await here(page).getByText("The private subnet in us-east-1b no longer has a route to a NAT gateway.").waitFor();
  assert.equal(await dialog(page).locator(".net .is-cut").textContent(), "no route");
  await shut(page);
  await button(page, "Undo").click();
  await openNetwork(page);
  assert.ok(await box(page, "NAT gateway in us-east-1b").isChecked());
  await shut(page);
  await button(page, "Redo").click();
  await page.reload();
  await settled(page);
  await openNetwork(page);
  assert.ok(!await box(page, "NAT gateway in us-east-1b").isChecked());
  assert.ok(await box(page, "NAT gateway in us-east-1a").isChecked());
  await close(page);
});

test("rules of security groups go and come by keyboard, and the question is answered anew each time", async () => {
  const page = await visit(browser, "sandbox.html");
  await openNetwork(page);
  await page.locator("#check-from").selectOption({ label: "A load balancer" });
  await page.locator("#check-to").selectOption("task");
  await answer(page).getByText("Yes, inside the VPC").waitFor();
  assert.equal(await page.locator("#check-zone").count(), 0, "a load balancer stands in all its zones");
  await inside(page, "Remove the inbound rule all TCP ports from load-balancer").focus();
  await page.keyboard.press("Enter");
  await answer(page).getByText("No: security group task has no inbound rule for TCP 80.").waitFor();
  await frames(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "security-group");
  await dialog(page).getByText("Add a rule").click();
  await page.locator("#rule-peer").selectOption("load-balancer");
  await page.locator("#last-port").fill("79");
  await page.locator("#last-port").press("Tab");
  await dialog(page).getByText("The last port must not be lower than the first.").waitFor();
  assert.equal(await inside(page, "Add the rule").getAttribute("aria-disabled"), "true");
  await page.locator("#last-port").fill("8080");
  await page.locator("#last-port").press("Tab");
  await inside(page, "Add the rule").press("Enter");
  await answer(page).getByText("Yes, inside the VPC").waitFor();
  await page.locator("#check-port").fill("8081");
  await page.locator("#check-port").press("Tab");
  await answer(page).getByText("No: security group task has no inbound rule for TCP 8081.").waitFor();
  await close(page);
});

for (const [width, theme] of [[1440, "light"], [390, "dark"], [320, "light"]]) {
  test(`the network has no accessibility violations and stays within ${width} px (${theme})`, async () => {
    const page = await visit(browser, "sandbox.html", { width, theme });
    await openNetwork(page);
    await dialog(page).getByText("Add a rule").click();
    await box(page, "NAT gateway in us-east-1a").click();
    await here(page).getByText("no longer has").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await overflow(page), []);
    assert.ok(await dialog(page).evaluate((it) => it.scrollWidth <= it.clientWidth), "the dialog itself scrolls sideways");
    await close(page);
  });
}
