// What every browser test starts from: a browser, a visit that writes down everything that goes wrong, and pages.
//
// `cargo xtask test --only browser` serves the site and sets the variables that are read here.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const need = (name) => process.env[name] ?? assert.fail(`${name} is not set: run \`cargo xtask test --only browser\``);

/** The address of the site at the root of a host. */
export const SITE = need("BAYPLAN_SITE");
/** The address of the same site under a path with a space. */
export const SITE_UNDER_PATH = need("BAYPLAN_SITE_UNDER_PATH");
/** The folder that holds the site. */
export const FOLDER = need("BAYPLAN_FOLDER");

export const CHROME = need("CHROME_PATH");
export const CHROME_FLAGS = [
  ...(process.env.BAYPLAN_NO_SANDBOX ? ["--no-sandbox"] : []),
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** How long a condition may take to come true. Nothing here measures speed: this is for busy machines. */
export const PATIENCE_MS = 15_000;

/** Every page of the site, relative to it. */
export const PAGES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name.endsWith(".html"))
  .map((it) => relative(FOLDER, join(it.parentPath ?? it.path, it.name)).split(sep).join("/"))
  .sort();
export const LESSONS = PAGES.filter((it) => it.startsWith("lessons/"));

/** The engine alone, which opens a page in half the time of the whole browser. */
export const launch = () => chromium.launch({ executablePath: need("BAYPLAN_SHELL"), args: CHROME_FLAGS });

/** The whole browser, for what the browser decides and not the engine: what a frame of another site may keep. */
export const launchWhole = () => chromium.launch({ executablePath: CHROME, args: CHROME_FLAGS });

/**
 * Opens a page of the site in a context of its own.
 * `options`: site, theme ("light" or "dark"), width, height, scripts (false turns them off), prepare(page), settles
 * (false does not wait until it lives).
 */
export async function visit(browser, path, options = {}) {
  const { site = SITE, theme = "light", width = 1440, height = 900, scripts = true, prepare, settles = true } = options;
  const context = await browser.newContext({
    colorScheme: theme, viewport: { width, height }, javaScriptEnabled: scripts, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.problems = watched(page, new URL(site).origin);
  await page.addInitScript(watchIcons);
  if (prepare) await prepare(page);
  page.answer = await page.goto(new URL(path, site).href);
  if (scripts && settles) await settled(page);
  return page;
}

/** Says on the console, which no page should, what a page names with `<use>` at any moment and does not hold. */
function watchIcons() {
  const told = new Set();
  const look = () => {
    for (const it of document.querySelectorAll("use")) {
      const name = it.getAttribute("href");
      if (!told.has(name) && !document.querySelector(name)) console.error(`nothing has the id of ${name}`);
      told.add(name);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ["href"] });
  });
}

/** Waits until the islands of a page live and what comes right after is there, or the page has said why not. */
export async function settled(page) {
  const startsProgram = await page.locator('script[type="module"]').count();
  if (!startsProgram) return;
  await page.waitForSelector("html[data-ready], html[data-failed], html[data-crashed]", { state: "attached" });
  await page.locator('[data-island] [aria-busy="true"]').first().waitFor({ state: "detached" });
}

/** Collects whatever a page should never do: speak on the console, fail, or ask another host. */
function watched(page, origin) {
  const problems = [];
  // That the page for unknown addresses comes with status 404 is told on the console, and as it should be.
  const isItself = (it) => /404 \(Not Found\)/.test(it.text()) && it.location().url === page.url();
  page.on("console", (it) => { if (!isItself(it)) problems.push(`console ${it.type()}: ${it.text()}`); });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (it) => { if (!isOwn(it.url(), origin)) problems.push(`asked another host: ${it.url()}`); });
  // A page that is left gives up what is on its way.
  const isGivenUp = (it) => it.failure()?.errorText === "net::ERR_ABORTED";
  page.on("requestfailed", (it) => { if (!isGivenUp(it)) problems.push(`failed: ${it.url()} (${it.failure()?.errorText})`); });
  page.on("response", (it) => { if (it.status() >= 400 && !it.request().isNavigationRequest()) problems.push(`${it.status()}: ${it.url()}`); });
  return problems;
}

function isOwn(url, origin) {
  return url.startsWith(`${origin}/`) || /^(data|blob|file|about):/.test(url);
}

/** Fails with the list of what a page did wrong. */
export function assertNoProblems(page, where = "") {
  assert.deepEqual(page.problems, [], where);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of axe-core that ask how things are colored, of those that run unasked. */
const OF_COLORS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** What axe-core finds against a page as it stands now, one line for each violation. */
export async function violations(page, rules = {}) {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(AXE);
  // Style sheets fetched once more would serve experimental rules alone.
  const found = await page.evaluate((rules) => axe.run(document, { resultTypes: ["violations"], preload: false, ...rules }), rules);
  return found.violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}

/** What stands out of the page at its sides, so that readers would have to scroll sideways. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (it) => it && it !== document.body && it !== document.documentElement
      && (getComputedStyle(it).overflowX !== "visible" || scrolls(it.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > width + 0.5 && !scrolls(it.parentElement));
    return out.map((it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""} ends at ${Math.round(it.getBoundingClientRect().right)} of ${width}`).concat(out.length ? [] : [`the page is ${document.documentElement.scrollWidth} wide, not ${width}`]);
  });
}

/**
 * Nothing stands out of the page at its sides, and axe-core finds nothing against it in either theme. A theme is other colors
 * and nothing else, which `tests/contrast.rs` holds: in the second one the rules about colors say all there is to say.
 */
export async function assertSound(page, where) {
  await frames(page);
  assert.deepEqual(await overflow(page), [], where);
  for (const [colorScheme, rules] of [["dark", OF_COLORS], ["light", {}]]) {
    await page.emulateMedia({ colorScheme });
    await frames(page);
    assert.deepEqual(await violations(page, rules), [], `${where} in ${colorScheme}`);
  }
}

/** The button with exactly this name. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Waits until what was changed is drawn. */
export const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The dialog that is open, a button in it, and the moment when none is open any more. */
export const dialog = (page) => page.locator("dialog[open]");
export const inside = (page, name) => button(dialog(page), name);
export const closed = (page) => page.waitForFunction(() => !document.querySelector("dialog[open]"));

/** Ends a visit, which must have passed without a complaint. */
export async function close(page) {
  assertNoProblems(page);
  await page.context().close();
}

/** A browser for the tests of a file, once they run. */
export function opened() {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser.close());
  return () => browser;
}

/**
 * What a test runs on a fresh visit of a page, which must pass without a complaint. Each file calls `test` itself: node
 * names the file that does when a test fails.
 */
export const visiting = (browser, path, run, options) => async () => {
  const page = await visit(browser(), path, options);
  await run(page);
  await close(page);
};

/** Starts the clock and waits for it: its row moves what stands below, and a press might miss. */
export async function startClock(page) {
  await button(page, "Start the clock").click();
  await page.locator("#play").waitFor();
}

/** To the next event until something is so; nothing here depends on how fast the machine is. */
export async function stepUntil(page, what) {
  for (let n = 0; n < 120; n += 1) {
    if (await what()) return;
    await button(page, "To the next event").click();
  }
  assert.fail("it did not come so far in 120 events");
}

/** Waits until a condition in the page holds, and says what was found when it does not. */
export async function holds(page, read, expected, argument) {
  const deadline = Date.now() + PATIENCE_MS;
  let found;
  do {
    found = await page.evaluate(read, argument);
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await page.waitForTimeout(50);
  } while (Date.now() < deadline);
  assert.deepEqual(found, expected);
}

/** How many elements of a page or a frame match. */
export const count = (page, selector) => page.locator(selector).count();

/** Answers the question of the quiz that a page or a frame shows, rightly or not. */
export async function answerByPointer(page) {
  if (await count(page, ".q input[type=radio], .q input[type=checkbox]")) {
    await page.locator(".q label:has(input)").first().click();
  } else if (await count(page, ".q-list")) {
    await page.locator(".q-list button:not([aria-disabled=true])").first().click();
  } else if (await count(page, ".q-match")) {
    for (const select of await page.locator(".q-match select").all()) await select.selectOption({ index: 1 });
  } else {
    for (const field of await page.locator(".q-numbers input").all()) await field.fill("2");
  }
}

/** JSON with its keys in order, as the program writes it. */
function sorted(value) {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${sorted(value[key])}`).join(",")}}`;
}

function checksum(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

/** A learner's progress as the program keeps it. */
export function keptText(progress) {
  const body = sorted(progress);
  return sorted({ bayplan: "progress", version: 1, generation: 1, checksum: checksum(`1\n${body}`), progress });
}
