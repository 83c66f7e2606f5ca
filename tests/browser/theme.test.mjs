// Light, dark, or as the system has it: chosen once, remembered, never flashing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LESSONS, assertNoProblems, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const isDark = (page) => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return red + green + blue < 3 * 128;
});

test("without a choice the page follows the system, also when that changes", async () => {
  const page = await visit(browser, "index.html", { theme: "dark" });
  assert.equal(await isDark(page), true);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await isDark(page), false);
  await page.context().close();
});

test("a chosen theme holds on the next page before its first paint", async () => {
  const page = await visit(browser, "index.html", { theme: "light" });
  await page.getByRole("button", { name: "Dark theme" }).click();
  assert.equal(await page.getByRole("button", { name: "Dark theme" }).getAttribute("aria-pressed"), "true");
  assert.equal(await isDark(page), true);
  // What the page looks like when its body begins, long before the module has run.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      window.themeAtBody = document.documentElement.getAttribute("data-theme");
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(new URL(LESSONS[0], page.url()).href);
  assert.equal(await page.evaluate(() => window.themeAtBody), "dark");
  assert.equal(await isDark(page), true);
  await page.getByRole("button", { name: "System theme" }).click();
  assert.equal(await isDark(page), false);
  assertNoProblems(page);
  await page.context().close();
});
