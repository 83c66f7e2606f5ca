// What a page fetches at once, and what only when a learner asks for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoProblems, launch, settled, SITE_UNDER_PATH, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Opens the sandbox and writes down which files of the program it fetches, by name without the hash. */
async function open(options = {}) {
  const { page, fetched } = await openAtOnce(options);
  await settled(page);
  return { page, fetched };
}

/** The same, and does not wait for what comes after the board. */
async function openAtOnce(options = {}) {
  const fetched = [];
  const prepare = async (page) => {
    page.on("request", (it) => {
      const name = /\/assets\/([^/]+)\.[0-9a-f]{10}\.(wasm|js|bin)$/.exec(new URL(it.url()).pathname);
      if (name) fetched.push(`${name[1]}.${name[2]}`);
    });
    await options.prepare?.(page);
  };
  const page = await visit(browser, "sandbox.html", { ...options, prepare, settles: false });
  return { page, fetched };
}

/** Holds a file of the program back until the gate is opened. */
function held(name) {
  let open;
  const isOpen = new Promise((done) => { open = done; });
  const prepare = (page) => page.route(`**/${name}.*.wasm`, async (route) => { await isOpen; await route.continue(); });
  return { open, prepare };
}

/** What opens the board, and what comes right after it. */
const AT_ONCE = ["play-glue.js", "play.wasm", "start-play.js", "theme.js"];
const RIGHT_AFTER = ["play-orders.wasm", "play-shared.wasm", "play-small.bin"];
const CHUNK = "play-definitions";
const add = (page) => page.getByRole("button", { name: "Add a task definition", exact: true }).click();

for (const [where, options] of [["a host", {}], ["a path with a space", { site: SITE_UNDER_PATH }]]) {
  test(`below ${where} a run, its account and undo need only what opens the board and what comes right after`, async () => {
    const { page, fetched } = await open(options);
    await page.locator("#run").click();
    await page.locator(".tr [role=row]").first().waitFor();
    await page.keyboard.press("Control+z");
    assert.deepEqual(fetched.slice(0, AT_ONCE.length).toSorted(), AT_ONCE);
    assert.deepEqual([...new Set(fetched.slice(AT_ONCE.length))].toSorted(), RIGHT_AFTER);
    const nBefore = fetched.length;
    await add(page);
    await page.getByRole("tab", { name: "Paste JSON" }).waitFor();
    const later = fetched.slice(nBefore);
    assert.deepEqual([later.includes(`${CHUNK}.wasm`), later.includes("play-large_clusters.wasm")], [true, false]);
    await page.keyboard.press("Escape");
    await add(page);
    await page.getByRole("tab", { name: "Paste JSON" }).waitFor();
    assert.equal(fetched.length, nBefore + later.length, "it is fetched once");
    assertNoProblems(page);
    await page.context().close();
  });
}

test("the board is there before the code that carries out orders, and an order that is given early waits for it", async () => {
  const gate = held("play-orders");
  const { page } = await openAtOnce({ prepare: gate.prepare });
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  const blocks = () => page.locator("#view-board .bar i:not(.ghost)").count();
  const nBefore = await blocks();
  assert.ok(nBefore > 0, "tasks stand on the board");
  await page.getByText("One moment: this part is on its way.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator("#run").press("Enter");
  assert.equal(await blocks(), nBefore);
  gate.open();
  await page.locator(".tr [role=row]").first().waitFor();
  await page.waitForFunction((n) => document.querySelectorAll("#view-board .bar i:not(.ghost)").length > n, nBefore);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "run");
  assertNoProblems(page);
  await page.context().close();
});

test("a menu that is opened early says so, and offers what it has as soon as it is here", async () => {
  const gate = held("play-dialogs");
  const { page } = await open({ prepare: gate.prepare });
  await page.locator("#zone-outage").click();
  await page.locator(".mnu-b button", { hasText: "One moment" }).waitFor();
  gate.open();
  await page.locator(".mnu-b button", { hasText: "Lose zone a" }).waitFor();
  assertNoProblems(page);
  await page.context().close();
});

test("the modes of the quiz are there before what asks its questions, and a round that is started early waits for it", async () => {
  const gate = held("quiz-asking");
  const page = await visit(browser, "quiz.html", { prepare: gate.prepare, settles: false });
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "10 questions" }).press("Enter");
  await page.getByText("One moment: this part is on its way.").waitFor();
  gate.open();
  await page.locator("#question").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "question");
  assertNoProblems(page);
  await page.context().close();
});

test("when the code that carries out orders does not arrive, an order says so and the board can be tried again", async () => {
  let isHeldBack = true;
  const { page } = await open({
    prepare: (page) => page.route("**/play-orders.*.wasm", (route) => (isHeldBack ? route.abort() : route.continue())),
  });
  await page.getByRole("alert").getByText("This part did not arrive").waitFor();
  await page.locator("#run").click();
  await page.locator(".said").getByText("did not arrive").waitFor();
  isHeldBack = false;
  await page.locator("#run").click();
  await page.locator(".tr [role=row]").first().waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.context().close();
});

test("what has to do with time comes when the clock is started, and what services need with the first of them", async () => {
  const { page, fetched } = await open();
  assert.ok(!fetched.includes("play-moving.wasm"));
  await page.locator("#start-clock").click();
  await page.locator("#play").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "play");
  assert.ok(fetched.includes("play-moving.wasm"));
  await page.locator("#create-service").click();
  await page.locator("#service-name").fill("shop");
  await page.locator("#create-service-now").click();
  await page.locator(".svc-rows li").waitFor();
  await page.reload();
  await page.locator(".svc-rows li").waitFor();
  await page.locator("#play").waitFor();
  assertNoProblems(page);
  await page.context().close();
});

test("a part that does not arrive says so, and comes when it is asked for again", async () => {
  let isHeldBack = true;
  const { page } = await open({
    prepare: (page) => page.route(`**/${CHUNK}.*.wasm`, (route) => (isHeldBack ? route.abort() : route.continue())),
  });
  await add(page);
  await page.getByRole("alert").getByText("This part did not arrive").waitFor();
  assert.equal(await page.locator("#recovery").isVisible(), false, "the rest of the page goes on");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("alert").getByText("This part did not arrive").waitFor();
  isHeldBack = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("dialog .samples button").first().click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  assert.equal(await page.locator(".pal .is-selected").count(), 1);
  await page.context().close();
});
