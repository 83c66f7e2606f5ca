// What a page fetches at once, and what only when a learner asks for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoProblems, launch, settled, SITE_UNDER_PATH, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Opens the sandbox and writes down which files of the program it fetches, by name without the hash. */
async function open(options = {}) {
  const fetched = [];
  const prepare = async (page) => {
    page.on("request", (it) => {
      const name = /\/assets\/([^/]+)\.[0-9a-f]{16}\.(wasm|js)$/.exec(new URL(it.url()).pathname);
      if (name) fetched.push(`${name[1]}.${name[2]}`);
    });
    await options.prepare?.(page);
  };
  const page = await visit(browser, "sandbox.html", { ...options, prepare });
  return { page, fetched };
}

const AT_ONCE = ["play-glue.js", "play.wasm", "start-play.js", "theme.js"];
const CHUNK = "play-definitions";
const add = (page) => page.getByRole("button", { name: "Add a task definition", exact: true }).click();

for (const [where, options] of [["a host", {}], ["a path with a space", { site: SITE_UNDER_PATH }]]) {
  test(`below ${where} a run, its account and undo need only what was fetched at once`, async () => {
    const { page, fetched } = await open(options);
    await page.locator("#run").click();
    await page.locator(".tr [role=row]").first().waitFor();
    await page.keyboard.press("Control+z");
    assert.deepEqual(fetched.toSorted(), AT_ONCE);
    await add(page);
    await page.getByRole("tab", { name: "Paste JSON" }).waitFor();
    const later = fetched.slice(AT_ONCE.length);
    assert.deepEqual([later.includes(`${CHUNK}.wasm`), later.includes("play-large_clusters.wasm")], [true, false]);
    await page.keyboard.press("Escape");
    await add(page);
    await page.getByRole("tab", { name: "Paste JSON" }).waitFor();
    assert.equal(fetched.length, AT_ONCE.length + later.length, "it is fetched once");
    assertNoProblems(page);
    await page.context().close();
  });
}

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
