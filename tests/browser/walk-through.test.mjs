// Walk-throughs, as one watches them: each step is seen and said, in windows of all sizes, and stands still when asked to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, holds, opened, visiting } from "./harness.mjs";

const SIZES = [[1366, 768], [1280, 720], [768, 1024], [600, 900], [390, 844], [320, 640]];
const EC2 = LESSONS.find((it) => it.endsWith("ec2-and-fargate.html"));

const browser = opened();
const walk = (name, run, { path = EC2, ...options } = {}) => test(name, visiting(browser, path, run, options));

const start = (page) => page.locator('section.stage [id$="-start"]').first();

/** What of a step is not seen: the sentence of the picture that is looked at, or the top of the first thing that it lights. */
const unseen = () => {
  const stage = document.querySelector("section.stage:has(.step-bar)");
  const bar = document.querySelector(".top,.emb-h").getBoundingClientRect().bottom;
  const controls = stage.querySelector(".step-bar").getBoundingClientRect();
  const found = [];
  const name = stage.querySelector(".step-bar p");
  if (name.scrollWidth > name.clientWidth + 1) found.push(`the name of the step is cut: ${name.textContent}`);
  if (controls.bottom > innerHeight + 1) found.push(`the controls end at ${controls.bottom} of ${innerHeight}`);
  const figures = [...stage.querySelectorAll("figure")].map((figure) => {
    const says = figure.querySelector(".says").getBoundingClientRect();
    return { says, picture: figure.querySelector("svg.diagram") };
  });
  // Of two pictures one above the other, one is looked at.
  const middle = (bar + controls.top) / 2;
  const at = ({ picture }) => picture.getBoundingClientRect();
  const across = figures.filter((it) => at(it).top < middle && at(it).bottom > middle);
  const seen = across.length > 0 ? across : figures.filter((it) => at(it).top >= middle).slice(0, 1);
  if (seen.length === 0) found.push("no picture is seen");
  for (const { says, picture } of seen) {
    if (says.top < bar) found.push(`the sentence begins at ${says.top}, above the bar at ${bar}`);
    if (says.bottom > controls.top + 1) found.push(`the sentence ends at ${says.bottom}, below the controls at ${controls.top}`);
    const lit = [...picture.querySelectorAll(".node:is(.is-hot,.is-new)")].map((it) => it.getBoundingClientRect().top);
    if (lit.length > 0 && Math.min(...lit) > says.top - 8) found.push(`what is lit begins at ${Math.min(...lit)}, the sentence at ${says.top}`);
  }
  return found;
};

for (const path of [...LESSONS, "embed/diagram/iam-roles.html", "embed/diagram/missing-rights.html"]) {
  walk(`each step of ${path} is seen, whatever the size of the window`, async (page) => {
    for (const [width, height] of path.startsWith("embed") ? [[800, 500]] : SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => scrollTo(0, 0));
      await start(page).click();
      const next = page.getByRole("button", { name: "Next step" }).first();
      const barHeight = () => document.querySelector(".step-bar").getBoundingClientRect().height;
      const first = await page.evaluate(barHeight);
      for (let n = 0; n < 20; n += 1) {
        await holds(page, unseen, []);
        assert.equal(await page.evaluate(barHeight), first, `the controls keep their height at ${width}`);
        if (await next.getAttribute("aria-disabled") === "true") break;
        await next.click();
      }
      await page.getByRole("button", { name: "End", exact: true }).click();
    }
  }, { path });
}

walk("who wants things to stand still steps by hand, and others see it play", async (page) => {
  await start(page).click();
  const controls = page.getByRole("group", { name: "Walk-through" });
  await controls.getByRole("button", { name: "Play" }).waitFor();
  await controls.getByRole("button", { name: "End" }).click();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await start(page).click();
  await controls.getByRole("button", { name: "Pause" }).waitFor();
});

walk("to and fro along edges leads to everything that a thing is connected with", async (page) => {
  await page.locator('#stage [data-id="control-plane-ec2"]').focus();
  const focused = () => document.activeElement.dataset.id;
  for (const [key, to] of [["]", "agent-1"], ["[", "control-plane-ec2"], ["]", "agent-2"], ["[", "control-plane-ec2"], ["]", "agent-1"]]) {
    await page.keyboard.press(key);
    await holds(page, focused, to);
  }
});

walk("what has the focus has one ring, which keeps clear of what stands beside it", async (page) => {
  const task = page.locator('#stage [data-id="web-1"]');
  await page.locator('#stage [data-id="control-plane-ec2"]').focus();
  await page.keyboard.press("]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await task.getAttribute("aria-pressed"), "true");
  const { outline, ring, beside } = await page.evaluate(() => {
    const box = (it) => it.getBoundingClientRect();
    return {
      outline: getComputedStyle(document.activeElement).outlineStyle,
      ring: box(document.querySelector("#stage .focus-ring")).right,
      beside: box(document.querySelector('#stage [data-id="web-2"] .tf')).left,
    };
  });
  assert.equal(outline, "none", "the ring of the picture is all there is");
  assert.ok(ring + 1 < beside, `the ring ends at ${ring}, the next task begins at ${beside}`);
});

walk("on paper nothing is dimmed or on its way, and no controls are seen", async (page) => {
  await start(page).click();
  const ink = () => {
    const dim = document.querySelector("#stage .node.is-dim text");
    return getComputedStyle(dim).fill === getComputedStyle(document.querySelector("#stage .node.is-hot text")).fill;
  };
  await holds(page, ink, false);
  await page.emulateMedia({ media: "print" });
  await holds(page, ink, true);
  assert.equal(await page.locator(".step-bar").isVisible(), false);
});
