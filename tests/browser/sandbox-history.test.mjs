// The past of a board: the timeline, going on from an earlier moment, deployments of a service, stopped tasks, stopped
// instances.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, close, launch, overflow, settled, startClock, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const said = (page) => page.locator(".said").textContent().then((it) => it.trim());
const now = (page) => page.locator("#clock").textContent();
const slider = (page) => page.locator("#timeline");
const at = (page) => slider(page).evaluate((it) => [Number(it.value), Number(it.max)]);
const tasks = (page) => page.locator("article .bar[aria-label^=CPU] > i").count();

/** To the next event until something is so. */
async function stepUntil(page, what) {
  for (let n = 0; n < 80; n += 1) {
    if (await what()) return;
    await button(page, "To the next event").click();
  }
  assert.fail("it did not come so far in 80 events");
}

/** A board in time with a service `shop` of two tasks that has reached a steady state. */
async function withService(options) {
  const page = await open(options);
  await startClock(page);
  await button(page, "Create a service").click();
  await page.locator("#service-name").fill("shop");
  await page.locator("#service-count").fill("2");
  await page.locator("#service-count").blur();
  await page.locator("#create-service-now").click();
  await stepUntil(page, async () => /steady state/.test(await said(page)));
  return page;
}

async function openService(page) {
  await button(page, "Deployments of shop").click();
  await page.waitForSelector(".deps > li");
}

test("the slider shows an earlier moment and comes back, by keyboard alone", async () => {
  const page = await withService();
  await slider(page).waitFor();
  const [last, most] = await at(page);
  assert.ok(most >= 4 && last === most, `${last} of ${most}`);
  const [then, n] = [await now(page), await tasks(page)];
  await slider(page).focus();
  await page.keyboard.press("Home");
  assert.deepEqual(await at(page), [0, most]);
  assert.ok(await tasks(page) < n, "the service had not been there yet");
  assert.match(await slider(page).getAttribute("aria-valuetext"), new RegExp(`moment 1 of ${most + 1}`));
  assert.match(await page.locator(".tml-n").textContent(), /You are looking at an earlier moment/);
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await at(page), [1, most]);
  await page.keyboard.press("End");
  assert.deepEqual([await now(page), await tasks(page)], [then, n]);
  assert.equal(await page.locator(".tml-n").count(), 0);
  // The single keys: one moment back, and on again.
  await page.locator("h1").click();
  await page.keyboard.press(",");
  await page.waitForFunction((it) => Number(document.getElementById("timeline").value) === it - 1, most);
  await page.keyboard.press(".");
  await page.waitForFunction((it) => Number(document.getElementById("timeline").value) === it, most);
  await close(page);
});

test("what is done at an earlier moment goes on from there, and undo brings the present back", async () => {
  const page = await withService();
  await slider(page).waitFor();
  const [, most] = await at(page);
  const [then, n] = [await now(page), await tasks(page)];
  await slider(page).fill(String(1));
  const [past, few] = [await now(page), await tasks(page)];
  assert.equal(await button(page, "Redo").getAttribute("aria-disabled"), "true");
  await page.locator("#run").click();
  assert.equal(await tasks(page), few + 1);
  assert.equal(await page.locator(".tml-n").count(), 0, "this is the present now");
  assert.ok((await at(page))[1] < most);
  assert.equal(await now(page), past);
  await button(page, "Undo").click();
  assert.deepEqual([await now(page), await tasks(page), await at(page)], [then, n, [most, most]]);
  await button(page, "Redo").click();
  assert.deepEqual([await now(page), await tasks(page)], [past, few + 1]);
  await page.reload();
  await settled(page);
  assert.equal(await tasks(page), few + 1, "what was begun there is kept");
  await close(page);
});

test("an earlier moment that is only looked at is not what a reload brings", async () => {
  const page = await withService();
  await slider(page).waitFor();
  const [then, n] = [await now(page), await tasks(page)];
  await slider(page).fill("0");
  await page.reload();
  await settled(page);
  assert.deepEqual([await now(page), await tasks(page)], [then, n]);
  await close(page);
});

test("a deployment is begun and followed: its revision, its counts, and why it goes back", async () => {
  const page = await withService();
  await openService(page);
  assert.match(await page.locator(".deps").textContent(), /web:1PRIMARYCOMPLETED.*Desired2.*Running2.*ECS deployment ecs-svc\/0 completed\./);
  assert.match(await page.locator(".svc-ev").textContent(), /service shop has reached a steady state\./);
  await page.getByText("How deployments go", { exact: true }).click();
  await page.locator("#breaker").selectOption({ label: "On, with rollback" });
  await button(page, "Apply").click();
  await button(page, "Image pull failure").click();
  await button(page, "Images of api:1 cannot be pulled").click();
  await page.locator("#deploy-revision").selectOption({ label: "api:1" });
  await button(page, "Deploy").click();
  const deps = page.locator(".deps > li");
  assert.equal(await deps.count(), 2);
  assert.match(await deps.first().textContent(), /api:1PRIMARYIN_PROGRESS.*Circuit breaker: 0 of 3 failures, then it rolls back\./);
  assert.match(await deps.last().textContent(), /web:1ACTIVECOMPLETED/);
  await stepUntil(page, async () => /rolling back to deployment ecs-svc\/0/.test(await page.locator(".svc-ev").textContent()));
  await stepUntil(page, async () => (await deps.count()) === 1);
  assert.match(await deps.first().textContent(), /web:1PRIMARYCOMPLETED/);
  const stopped = page.locator(".stopped");
  assert.match(await stopped.textContent(), /TaskFailedToStart.*CannotPullContainerError.*never started/);
  await close(page);
});

test("an alarm that goes off makes the deployment under way fail, and it goes back", async () => {
  const page = await withService();
  await openService(page);
  const alarm = button(page, "Set off an alarm");
  const deps = page.locator(".deps > li");
  await page.getByText("How deployments go", { exact: true }).click();
  await page.locator("#alarms").selectOption({ label: "On, with rollback" });
  await button(page, "Apply").click();
  assert.equal(await alarm.getAttribute("aria-disabled"), "true", "no deployment is under way");
  await page.locator("#deploy-revision").selectOption({ label: "api:1" });
  await button(page, "Deploy").click();
  await alarm.click();
  assert.match(await page.locator(".svc-ev").textContent(), /deployment failed: alarm detected\./);
  await page.reload();
  await settled(page);
  await openService(page);
  assert.equal(await page.locator("#alarms").inputValue(), "2", "the board keeps it");
  await stepUntil(page, async () => (await deps.count()) === 1);
  assert.match(await deps.first().textContent(), /web:1PRIMARYCOMPLETED/);
  await button(page, "Force a new deployment").focus();
  await page.keyboard.press("Enter");
  await alarm.focus();
  await page.keyboard.press("Enter");
  assert.equal((await page.locator(".svc-ev").textContent()).match(/alarm detected\./g).length, 2);
  await close(page);
});

test("a blue/green deployment shows both sides", async () => {
  const page = await withService();
  await openService(page);
  await page.getByText("How deployments go", { exact: true }).click();
  await page.locator("#deployment-strategy").selectOption({ label: "BLUE_GREEN" });
  await button(page, "Apply").click();
  await page.locator("#deploy-revision").selectOption({ label: "api:1" });
  await button(page, "Deploy").click();
  const deps = page.locator(".deps > li");
  await stepUntil(page, async () => /BAKE_TIME/.test(await deps.first().textContent()));
  assert.match(await deps.first().textContent(), /Green: 100 % of production traffic\. BAKE_TIME, \d+ s left\./);
  assert.match(await deps.last().textContent(), /Blue: 0 % of production traffic\./);
  await close(page);
});

test("a stopped instance takes its tasks with it and comes back; a terminated one leaves", async () => {
  const page = await withService();
  await page.locator("#stop-instance").focus();
  await page.keyboard.press("Enter");
  await button(page, "Stop a1").focus();
  await page.keyboard.press("Enter");
  assert.match(await said(page), /^a1 is stopped, and with it all that runs on it\./);
  assert.match(await page.locator("article", { hasText: /^a1/ }).first().textContent(), /STOPPED/);
  assert.match(await page.locator(".stopped").textContent(), /Host EC2 \(instance i-0+\) stopped\/terminated.*no exit code/);
  await page.locator("#stop-instance").click();
  await button(page, "Start a1").click();
  assert.match(await said(page), /^a1 is started/);
  const n = await page.locator("article").count();
  await page.locator("#stop-instance").click();
  await button(page, "Terminate a1").click();
  assert.equal(await page.locator("article").count(), n - 1);
  await close(page);
});

for (const theme of ["light", "dark"]) {
  test(`the past of a board has no violation and fits every width, in ${theme}`, async () => {
    const page = await withService({ theme });
    await openService(page);
    await page.getByText("How deployments go", { exact: true }).click();
    await page.locator("#stop-instance").click();
    await button(page, "Stop a1").click();
    await slider(page).fill("2");
    assert.deepEqual(await violations(page), []);
    for (const width of [1440, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await overflow(page), [], `${width}`);
    }
    assert.deepEqual(await violations(page), []);
    await close(page);
  });
}
