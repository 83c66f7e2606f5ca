// Whoever has no pointer gets everywhere with Tab, sees where they are, and gets out again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAGES, assertNoProblems, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** What has the focus: its name, whether it can be seen, and whether that it has the focus can be seen. */
const here = (page) => page.evaluate(() => {
  const it = document.activeElement;
  if (it === document.body) return null;
  // A radio button of our own look shows its focus on its label, a part of a picture by a ring in the picture.
  const shows = (it) => { const { outlineStyle, boxShadow } = getComputedStyle(it); return outlineStyle !== "none" || boxShadow !== "none"; };
  const shown = it.labels?.length ? it.labels[0] : it;
  const { top, bottom, left, right, width, height } = shown.getBoundingClientRect();
  // Where it is in the page tells two things of the same name apart.
  const path = [];
  for (let at = it; at.parentElement; at = at.parentElement) path.push([...at.parentElement.children].indexOf(at));
  return {
    name: `${it.tagName.toLowerCase()} "${(it.getAttribute("aria-label") ?? shown.textContent).trim().slice(0, 60)}"`,
    path: path.join("."),
    isInView: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    isFrame: it.tagName === "IFRAME",
    hasRing: [it, ...(it.labels ?? [])].some(shows) || Boolean(it.closest("svg")?.querySelector(".focus-ring")),
  };
});

for (const path of PAGES) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    test(`Tab leads through ${path} and out of it at ${width} px, always seen`, async () => {
      const page = await visit(browser, path, { width, height });
      // A scenario's board comes after its page.
      if (path.startsWith("embed/scenario/")) await page.locator("#scenario").waitFor();
      const passed = new Map();
      for (let i = 0; i < 300; i++) {
        await page.keyboard.press("Tab");
        const now = await here(page);
        // Past the last stop the focus leaves the page, or starts again at its beginning.
        if (now === null || (passed.has(now.path) && passed.keys().next().value === now.path)) break;
        // Inside a frame the focus moves on, though this page only sees the frame.
        assert.ok(now.isFrame || !passed.has(now.path), `Tab is caught between ${now.name} and what follows it`);
        passed.set(now.path, now.name);
        assert.ok(now.isInView, `${now.name} has the focus out of sight`);
        assert.ok(now.isFrame || now.hasRing, `the focus on ${now.name} cannot be seen`);
      }
      const nFocusable = await page.locator("a[href]:visible, button:visible").evaluateAll((all) => all.filter((it) => it.tabIndex >= 0 && !it.disabled && !it.closest("[inert]")).length);
      assert.ok(passed.size >= nFocusable, `Tab came by ${passed.size} of at least ${nFocusable}: ${[...passed.values()].join("; ")}`);
      assertNoProblems(page);
      await page.context().close();
    });
  }
}
