// A learner who presses anything, without a plan: the console stays silent, the focus is never lost to the body, and
// what is left in the sandbox replays to the same world.
//
// The walk is drawn from a seed, so a failure comes back: BAYPLAN_WALK says how many events (300 unless told) and
// BAYPLAN_WALK_SEED which walk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoProblems, frames, holds, launch, settled, visit } from "./harness.mjs";

const N_EVENTS = Number(process.env.BAYPLAN_WALK ?? 300);
const SEED = Number(process.env.BAYPLAN_WALK_SEED ?? 1);

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function drawn(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KEYS = ["Tab", "Tab", "Tab", "Shift+Tab", "Enter", "Enter", "Space", "Escape", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "Control+z", "Control+y", "Delete", "5"];

/** What can be pressed now: in the dialog that is open, else anywhere on the page but where it would be left. */
const CONTROLS = "button, select, input:not([type=file]), textarea, summary, [role=tab], [role=gridcell], [tabindex='0']";

/** Marks the controls that can be pressed and says how many there are. */
const mark = (page) => page.evaluate((controls) => {
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.querySelector("main");
  document.querySelectorAll("[data-walk]").forEach((it) => it.removeAttribute("data-walk"));
  // Starting over and downloads end a walk early or leave the page; other tests have them.
  const isWanted = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled && !it.closest("[inert]")
    && !/start over|forget|download|export/i.test(it.textContent);
  const found = [...place.querySelectorAll(controls)].filter(isWanted);
  found.forEach((it, index) => it.setAttribute("data-walk", index));
  return found.length;
}, CONTROLS);

/** One event of a walk, told in words. */
async function step(page, random) {
  if (random() < 0.45) {
    const key = KEYS[Math.floor(random() * KEYS.length)];
    await page.keyboard.press(key);
    return `press ${key}`;
  }
  const n = await mark(page);
  if (!n) return "nothing to press";
  const chosen = `[data-walk="${Math.floor(random() * n)}"]`;
  // In one look each: on a board whose clock is played, what was there may be gone a moment later.
  const control = await page.evaluate((chosen) => {
    const it = document.querySelector(chosen);
    return it && {
      kind: it.readOnly ? "to read" : it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase(),
      told: `${it.tagName} ${it.id} ${(it.getAttribute("aria-label") ?? it.textContent).trim().slice(0, 40)}`,
      values: [...it.options ?? []].filter((option) => !option.disabled).map((option) => option.value),
    };
  }, chosen);
  if (!control) return "what was to be pressed is gone";
  const { kind, told, values } = control;
  if (kind === "select") {
    if (!values.length) return `nothing to choose in ${told}`;
    await page.locator(chosen).selectOption(values[Math.floor(random() * values.length)]);
  } else if (["text", "number", "search", "textarea"].includes(kind)) {
    await page.locator(chosen).fill(["", "1", "3", "0", "12", "-1", "web"][Math.floor(random() * (kind === "number" ? 6 : 7))]);
  } else {
    // By the page itself: what is scrolled or half covered is pressed too, as assistive technology does.
    await page.evaluate((chosen) => { const it = document.querySelector(chosen); it?.focus(); it?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); }, chosen);
  }
  return `${kind}: ${told}`;
}

/** Whether something has the focus, at the latest when what is on its way is there. */
const hasFocus = () => document.activeElement !== document.body;

/** What tells where the focus may have gone. */
const whereabouts = (page) => page.evaluate(() => {
  const open = [...document.querySelectorAll("dialog[open]")].map((it) => it.id);
  return `${location.href}, ready: ${"ready" in document.documentElement.dataset}, looked at: ${document.hasFocus()}, open: ${open.join(", ") || "no dialog"}`;
});

/** Walks, and looks after each event whether the page has complained and where the focus is. */
async function walk(page, n, seed) {
  const random = drawn(seed);
  const told = [];
  let isOutside = false;
  await page.keyboard.press("Tab");
  for (let count = 0; count < n; count += 1) {
    const event = await step(page, random);
    told.push(event);
    const last = () => `after ${told.length} events of walk ${seed}, the last: ${told.slice(-6).join(" · ")}`;
    // Tab leads on into the browser's own controls, which a page sees as the body until Tab leads back.
    const mayBeOutside = event.endsWith("Tab") || isOutside;
    isOutside = mayBeOutside && !await page.evaluate(hasFocus);
    if (!isOutside) await page.waitForFunction(hasFocus).catch(async () => assert.fail(`the focus is lost ${last()}; ${await whereabouts(page)}`));
    assertNoProblems(page, last());
    if (count % 50 === 49) await frames(page);
  }
  assert.equal(await page.locator("html[data-crashed]").count(), 0);
}

test("whatever is pressed in the sandbox, a reload makes the same world", async () => {
  const page = await visit(browser, "sandbox.html");
  await walk(page, N_EVENTS, SEED);
  // Time that is played goes on between two looks.
  await page.evaluate(() => document.querySelector("#play[aria-label=Pause]")?.click());
  await frames(page);
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("bayplan.work.sandbox.1"))?.worldHash);
  assert.match(kept, /^[0-9a-f]{16}$/);
  await page.reload();
  await settled(page);
  assert.equal(await page.getByText(/decides otherwise|makes another world/i).count(), 0);
  // What was done last is taken back and done again: the same world.
  await page.keyboard.press("Control+z");
  const said = page.locator(".said", { hasText: /^(Undone:|There is nothing)/ });
  await said.waitFor();
  if (/^Undone:/.test(await said.textContent())) await page.keyboard.press("Control+Shift+z");
  await holds(page, () => JSON.parse(localStorage.getItem("bayplan.work.sandbox.1")).worldHash, kept);
  assertNoProblems(page);
  await page.context().close();
});

test("whatever is pressed in the quiz, nothing complains and nothing stops", async () => {
  const page = await visit(browser, "quiz.html");
  await walk(page, N_EVENTS, SEED);
  assertNoProblems(page);
  await page.context().close();
});
