// The board as an architecture diagram: it follows what happens, by pointer and by keyboard, at every width, and as text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertDotsLieOnLines, assertDotsRest } from "./dots.mjs";
import { button, close, frames, holds, launch, overflow, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const drawn = (page) => page.locator("#diagram svg.diagram").first();
const thing = (page, name) => drawn(page).getByRole("button", { name });
const about = (page) => page.getByRole("region", { name: "What is selected" });

/** Opens the sandbox, or a scenario of it, and looks at its diagram. */
async function open(options = {}) {
  const { scenario, ...more } = options;
  const page = await visit(browser, scenario ? `sandbox.html#scenario-${scenario}` : "sandbox.html", more);
  if (scenario) await page.locator("#scenario").waitFor();
  await page.getByRole("tab", { name: "Diagram", exact: true }).click();
  await drawn(page).waitFor();
  return page;
}

const next = (page) => button(page, "To the next event").click();
const focused = () => document.activeElement.getAttribute("data-id");

test("the diagram shows zones, instances and tasks, and follows orders and undo", async () => {
  const page = await open();
  for (const name of [/^VPC$/, "us-east-1a, inside VPC", "a1, m5.large, inside Subnet", "Task B2, api, inside a1"]) {
    await thing(page, name).waitFor();
  }
  const n = () => document.querySelectorAll("#diagram .tsk").length;
  const before = await page.evaluate(n);
  await page.locator("#run").click();
  await holds(page, n, before + 1);
  await button(page, "Undo").click();
  await holds(page, n, before);
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("what is selected tells its lines, and says so when it is gone", async () => {
  const page = await open({ scenario: "zone-under-load" });
  await thing(page, /^web-targets/).click();
  await about(page).getByText("web-targets, 6 of 6 healthy, inside VPC").waitFor();
  await about(page).getByText("To Task A1, fargate-web: forwards requests, healthy").waitFor();
  await about(page).getByText("From front, Application Load Balancer: forwards requests").waitFor();
  await thing(page, /^Task A1,/).click();
  await button(page, "Zone outage").click();
  await button(page, "Lose zone b").click();
  await about(page).getByText("What was selected is gone.").waitFor();
  await thing(page, "us-east-1b, offline, inside VPC").waitFor();
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("a task that starts and a target that fails are seen in words, in the picture and as text", async () => {
  const page = await open({ scenario: "health-check-that-kills" });
  for (let n = 0; n < 6; n += 1) await next(page);
  await drawn(page).getByText("PENDING").first().waitFor();
  assert.ok(await drawn(page).locator(".edg.is-deny").count() > 0);
  assert.ok(await drawn(page).locator(".bdg.b-danger").count() > 0);
  await page.getByText("Everything in the picture, as text").click();
  const text = page.locator("#diagram .as-text");
  await text.getByText(/^Task A\d, fargate-web, PENDING/).first().waitFor();
  await text.getByRole("cell", { name: /^unhealthy, Target\./ }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("an instance that stops says so", async () => {
  const page = await open();
  await button(page, "Stop an instance").click();
  await page.getByRole("button", { name: /^Stop a1/ }).click();
  await thing(page, /^a1, m5.large, STOPPED, offline/).waitFor();
  await close(page);
});

test("by keyboard alone one walks along space and along lines, selects, and comes out again", async () => {
  const page = await open({ scenario: "zone-under-load" });
  await page.getByRole("tab", { name: "Diagram", exact: true }).focus();
  for (let n = 0; n < 40 && !(await page.evaluate(focused)); n += 1) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(focused), "vpc");
  await page.keyboard.press("Home");
  assert.equal(await page.evaluate(focused), "clients");
  await page.keyboard.press("]");
  assert.equal(await page.evaluate(focused), "load-balancer-0");
  await page.keyboard.press("]");
  assert.equal(await page.evaluate(focused), "target-group-0");
  await page.keyboard.press("[");
  assert.notEqual(await page.evaluate(focused), "target-group-0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const last = await page.evaluate(focused);
  assert.match(last, /^task-/);
  await drawn(page).locator(".focus-ring").waitFor();
  await page.keyboard.press("Enter");
  await about(page).getByText(/^Task A\d/).waitFor();
  assert.equal(await page.evaluate(focused), last);
  await page.keyboard.press("+");
  await page.locator("#diagram .is-zoomed").waitFor();
  const isSeen = () => {
    const [place, own] = [document.querySelector("#diagram .is-zoomed"), document.activeElement].map((it) => it.getBoundingClientRect());
    return own.left >= place.left - 1 && own.right <= place.right + 1 && own.top >= place.top - 1 && own.bottom <= place.bottom + 1;
  };
  await holds(page, isSeen, true);
  await page.keyboard.press("Escape");
  await about(page).getByText("Select anything in the picture").waitFor();
  // What had the focus goes; the way back into the picture stays.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(focused), null);
  assert.equal(await drawn(page).locator("[tabindex='0']").count(), 1);
  await close(page);
});

test("dots stand on the lines that carry requests, and travel only while time is played", async () => {
  const page = await open({ scenario: "zone-under-load" });
  const dots = () => [...document.querySelectorAll("#diagram .dot")].map((it) => it.getAttribute("transform"));
  await next(page);
  await holds(page, () => document.querySelectorAll("#diagram .dot").length > 3, true);
  assert.ok((await page.evaluate(dots)).length <= 12);
  const still = await page.evaluate(dots);
  await button(page, "Play").click();
  await page.waitForTimeout(600);
  assert.deepEqual(await page.evaluate(dots), still, "who wants nothing to move sees nothing move");
  await button(page, "Pause").click();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await button(page, "Play").click();
  const before = JSON.stringify(await page.evaluate(dots));
  await page.waitForFunction((before) => {
    const all = [...document.querySelectorAll("#diagram .dot")];
    return JSON.stringify(all.map((it) => it.getAttribute("transform"))) !== before;
  }, before);
  await button(page, "Pause").click();
  await page.waitForTimeout(100);
  const paused = await page.evaluate(dots);
  await assertDotsLieOnLines(page);
  await page.waitForTimeout(400);
  assert.deepEqual(await page.evaluate(dots), paused);
  await close(page);
});

test("dots stand still where the clock is paused or slowed down, and go on from there", async () => {
  const page = await open({ scenario: "zone-under-load" });
  await next(page);
  await holds(page, () => document.querySelectorAll("#diagram .dot").length > 3, true);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.getByRole("button", { name: /^1×/ }).click();
  await button(page, "Play").click();
  await assertDotsRest(page, "#play");
  await close(page);
});

for (const [width, theme] of [[1440, "light"], [768, "dark"], [390, "light"], [320, "dark"]]) {
  test(`nothing is cut off or too small to read at ${width} pixels, ${theme}`, async () => {
    for (const scenario of [undefined, "zone-under-load", "missing-execution-role"]) {
      const page = await open({ scenario, width, height: 844, theme });
      await thing(page, /^VPC$/).press("Enter");
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await violations(page), []);
      const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll("#diagram svg.diagram text")].map((it) => {
        const picture = it.ownerSVGElement;
        return parseFloat(getComputedStyle(it).fontSize) * picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
      })));
      assert.ok(smallest >= 10.99, `${scenario}: ${smallest}`);
      await close(page);
    }
  });
}

test("below the questions of a scenario the diagram comes up, on phones too; a board without questions stays where it is", async () => {
  for (const width of [390, 1440]) {
    const asked = await open({ scenario: "wrong-role", width });
    await holds(asked, () => {
      const { top } = document.querySelector("#show-diagram").getBoundingClientRect();
      return top > 0 && top < 200;
    }, true);
    await close(asked);
    const own = await open({ width });
    await frames(own);
    assert.equal(await own.evaluate(() => scrollY + document.querySelector("#view-board").scrollTop), 0);
    await close(own);
  }
});

test("a board without instances says so, and offers to add one", async () => {
  const page = await open({ scenario: "zone-under-load" });
  assert.equal(await page.getByText("Your cluster has no instances.").count(), 0, "Fargate needs none");
  await page.getByRole("button", { name: "EC2", exact: true }).click();
  await page.getByText("Your cluster has no instances.").waitFor();
  await page.locator(".empty").getByRole("button", { name: "Add an instance" }).click();
  await page.getByRole("dialog").waitFor();
  await close(page);
});
