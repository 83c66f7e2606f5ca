// The first lesson, and where it matters every lesson, once its islands live: the same pictures, every key, the walk-through, the prediction, a fault.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertDotsRest } from "./dots.mjs";
import { LESSONS, PAGES, holds, opened, overflow, settled, violations, visit, visiting } from "./harness.mjs";

const LESSON = LESSONS.find((it) => it.endsWith("ec2-and-fargate.html"));
/** The pages of pictures alone. */
const DIAGRAMS = PAGES.filter((it) => it.startsWith("embed/diagram/"));

const browser = opened();
const lesson = (name, run, { path = LESSON, ...options } = {}) => test(name, visiting(browser, path, run, options));

const focused = () => document.activeElement.getAttribute("data-id") ?? document.activeElement.id;
const explained = () => document.querySelector(".explain h3").textContent;

for (const path of LESSONS) for (const width of [1440, 390]) lesson(`the living pictures of ${path} are the still ones at ${width} px`, async (page) => {
  const [still, live] = await page.evaluate(async () => {
    const text = await (await fetch(location.href)).text();
    // What makes a part operable is all that the living picture may add.
    const added = ["role", "tabindex", "aria-pressed", "aria-label", "data-id"];
    // The still page holds a picture for each room, the living one that for the room there is.
    const rooms = [...document.querySelectorAll(".stage figure > div")].map((it) => it.className);
    const pictures = (root) => [...root.querySelectorAll(".stage figure")].map((figure, at) => {
      const svg = figure.querySelector(`.${rooms[at]} svg.diagram`);
      const copy = svg.cloneNode(true);
      for (const part of [copy, ...copy.querySelectorAll("g[class]")]) for (const name of added) part.removeAttribute(name);
      return copy.outerHTML.replaceAll("><", ">\n<");
    });
    return [pictures(new DOMParser().parseFromString(text, "text/html")), pictures(document)];
  });
  assert.ok(still.length > 0, "the lesson has a picture");
  assert.deepEqual(live, still);
}, { path, width });

/** The words of the pictures that leave their boxes or come nearer than 5 px to a side, or are too small to read: under 11 px. */
const lostWords = () => {
  const found = [];
  for (const picture of document.querySelectorAll(".stage figure svg.diagram")) {
    if (!picture.checkVisibility()) continue;
    const scale = picture.getScreenCTM().a;
    for (const text of picture.querySelectorAll("g text")) {
      const part = text.closest("[data-id]");
      const name = `"${text.textContent}" of ${part.dataset.id}`;
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 11) found.push(`${name} is ${size.toFixed(2)} px high`);
      // Lines of plain text have no box; the tag of an owner is a box of its own.
      const box = text.parentElement.querySelector(":scope > rect:not(.ring)")?.getBoundingClientRect();
      if (!box) continue;
      const words = text.getBoundingClientRect();
      const tag = text.matches(".gl") ? part.querySelector(".own rect")?.getBoundingClientRect() : undefined;
      const room = Math.min(words.left - box.left, (tag?.left ?? box.right) - words.right);
      if (room < 5) found.push(`${name} has ${room.toFixed(1)} px beside it`);
      if (words.top < box.top || words.bottom > box.bottom) found.push(`${name} leaves its box`);
    }
  }
  return found;
};

// 600 is the width of a frame beside other things: its picture is the compact one.
for (const path of [...LESSONS, ...DIAGRAMS]) for (const width of [1440, 600, 390, 360, 344, 320]) lesson(`every word in the pictures of ${path} has room in its box and can be read at ${width} px`, async (page) => {
  assert.deepEqual(await page.evaluate(lostWords), []);
  assert.deepEqual(await overflow(page), []);
}, { path, width });

lesson("on the narrowest phones a wide picture scrolls sideways, with keys too, and nowhere else is that a place for Tab", async (page) => {
  const place = page.locator("#stage figure > div").first();
  assert.ok(await place.evaluate((it) => it.scrollWidth > it.clientWidth));
  await page.getByRole("group", { name: "EC2, scrolls sideways" }).first().focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#stage figure > div").scrollLeft > 0);
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  await holds(page, () => document.querySelectorAll(".stage figure > div[tabindex]").length, 0);
  assert.equal(await place.evaluate((it) => it.scrollWidth - it.clientWidth), 0);
}, { path: "lessons/iam-roles.html", width: 320 });

/** Loads the page anew and holds its program back until `release` is called. */
async function heldBack(page) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/*.wasm", async (route) => { await held; await route.continue(); });
  await page.reload({ waitUntil: "commit" });
  await page.waitForSelector("footer", { state: "attached" });
  // Before its style sheet the page has another shape, which nobody sees.
  await page.waitForFunction(() => [...document.querySelectorAll("link[rel=stylesheet]")].every((it) => it.sheet));
  return release;
}

const MOVABLE = [
  ...LESSONS.flatMap((path) => [1440, 768, 390, 320].map((width) => [path, width])),
  ...DIAGRAMS.map((path) => [path, 600]),
];
for (const [path, width] of MOVABLE) {
  lesson(`nothing moves on ${path} when the islands take over at ${width} px`, async (page) => {
    const shown = "h1, h2, .stage figure svg.diagram, .explain, .predict, .nextbar";
    const places = () => page.evaluate((shown) => [...document.querySelectorAll(shown)].filter((it) => it.checkVisibility()).map((it) => {
      const box = it.getBoundingClientRect();
      return `${it.tagName} ${Math.round(box.y + scrollY)} ${Math.round(box.height)}`;
    }), shown);
    const release = await heldBack(page);
    const still = await places();
    release();
    await settled(page);
    assert.deepEqual(await places(), still);
  }, { path, width });
}

lesson("what the reader did before the islands lived is not lost", async (page) => {
  const release = await heldBack(page);
  await page.locator(".predict .opt").nth(1).click();
  await page.locator(".predict").nth(1).locator(".answer summary").click();
  await page.locator(".predict input").nth(1).focus();
  release();
  await settled(page);
  await holds(page, () => document.querySelectorAll(".predict input")[1].checked, true);
  await holds(page, () => document.activeElement === document.querySelectorAll(".predict input")[1], true);
  await holds(page, () => document.querySelectorAll(".predict")[1].querySelectorAll(".why").length > 0, true);
});

lesson("the picture is one Tab stop, and every key does what the help says", async (page) => {
  await page.locator("#stage-start").focus();
  await page.keyboard.press("Tab");
  await holds(page, focused, "agent-1");
  await holds(page, () => document.querySelectorAll('#stage svg [tabindex="0"]').length, 1);
  await page.keyboard.press("[");
  await holds(page, focused, "control-plane-ec2");
  await page.keyboard.press("Enter");
  await holds(page, explained, "ECS control plane");
  await page.keyboard.press("]");
  await holds(page, focused, "agent-2");
  // Back, and along the next edge.
  await page.keyboard.press("[");
  await page.keyboard.press("]");
  await holds(page, focused, "agent-1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await holds(page, explained, "Task of the web service, on EC2");
  await page.keyboard.press("Home");
  const first = await page.evaluate(focused);
  await page.keyboard.press("End");
  assert.notEqual(await page.evaluate(focused), first);
  await page.keyboard.press("Escape");
  await holds(page, explained, "Nothing is selected");
  await page.keyboard.press("Tab");
  await holds(page, () => document.activeElement.closest("#stage svg"), null);
});

lesson("dots stand still where a walk-through is paused, and go on from there", async (page) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.locator("#stage-start").click();
  const controls = page.getByRole("group", { name: "Walk-through" });
  // To a step in which something is on its way.
  for (let n = 0; n < 3; n += 1) await controls.getByRole("button", { name: "Next step" }).click();
  await controls.getByRole("button", { name: "Play" }).click();
  await assertDotsRest(page, "#stage .step-bar button:nth-of-type(2)");
});

lesson("a stage that becomes narrow draws its picture for the room there is", async (page) => {
  const room = () => document.querySelector("#stage figure > div").className;
  await holds(page, room, "wide");
  await page.setViewportSize({ width: 390, height: 844 });
  await holds(page, room, "narrow");
  assert.equal(await page.locator("#stage figure svg.diagram").count(), 1);
  await page.setViewportSize({ width: 1440, height: 900 });
  await holds(page, room, "wide");
}, { path: "lessons/iam-roles.html" });

lesson("a frame beside other things draws its picture for the room there is, with whole names", async (page) => {
  const room = () => document.querySelector("#stage figure > div").className;
  await holds(page, room, "compact");
  assert.ok(await page.locator("#stage figure").getByText("Secrets Manager").isVisible());
  await page.setViewportSize({ width: 500, height: 900 });
  await holds(page, room, "narrow");
  await page.setViewportSize({ width: 900, height: 900 });
  await holds(page, room, "wide");
}, { path: "embed/diagram/iam-roles.html", width: 600 });

lesson("a word of the prose selects on the stage that shows the thing, and on no other", async (page) => {
  const selected = () => [...document.querySelectorAll(".stage-island")].map((it) => it.querySelector(".explain h3").textContent);
  const before = await page.evaluate(selected);
  await page.locator('a.term[data-select="task-role"]').first().click();
  await holds(page, selected, ["Task role", ...before.slice(1)]);
}, { path: "lessons/iam-roles.html" });

lesson("arrow keys cross from one picture into the other", async (page) => {
  await page.locator('#stage [data-id="cluster-ec2"]').focus();
  await page.keyboard.press("ArrowRight");
  await holds(page, () => document.activeElement.closest("figure").querySelector("figcaption").textContent, "Fargate");
});

lesson("a mouse, a finger and a word of the prose select too", async (page) => {
  await page.locator('#stage [data-id="os-1"]').click();
  await holds(page, explained, "Docker and operating system");
  await page.locator('a.term[data-select="agent-1"]').first().click();
  await holds(page, explained, "ECS agent");
  await holds(page, () => document.querySelector('#stage [data-id="agent-1"]').getAttribute("aria-pressed"), "true");
  await holds(page, () => document.querySelector('a.term[data-select="agent-1"]').classList.contains("on"), true);
  assert.deepEqual(await violations(page), []);
});

lesson("a task starts on both sides, step by step, and each step is said", async (page) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.locator("#stage-start").click();
  await page.getByRole("button", { name: "Pause" }).click();
  await holds(page, () => document.querySelectorAll(".says").length, 2);
  await holds(page, () => document.getElementById("live").textContent.startsWith("Step 1 of "), true);
  const parts = () => document.querySelectorAll("#stage figure g[data-id]").length;
  const before = await page.evaluate(parts);
  await page.getByRole("slider", { name: "Step" }).focus();
  await page.keyboard.press("End");
  await holds(page, () => document.querySelector(".step-bar b").textContent.match(/^Step (\d+) of \1$/) !== null, true);
  assert.ok(await page.evaluate(parts) > before, "the new task appears");
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press("Escape");
  await holds(page, focused, "stage-start");
  await holds(page, parts, before);
});

lesson("a step lets go of what was selected, and leaves the focus where it is", async (page) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.locator('#stage [data-id="agent-1"]').click();
  await holds(page, explained, "ECS agent");
  await page.locator("#stage-start").click();
  await page.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Enter");
  const selected = () => document.querySelectorAll('#stage [aria-pressed="true"][data-id]').length;
  await holds(page, selected, 0);
  await holds(page, explained, "Nothing is selected");
  await page.locator('#stage [data-id="agent-1"]').click();
  await holds(page, selected, 1);
  await page.getByRole("button", { name: "Next step" }).focus();
  await page.keyboard.press("Enter");
  await holds(page, selected, 0);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Next step");
});

lesson("the pictures can be read as text in their own place", async (page) => {
  await page.getByRole("button", { name: "Read as text" }).click();
  await holds(page, () => document.querySelector("#stage .stage-text").textContent.includes("ECS agent, one per host"), true);
  assert.equal(await page.locator("#stage figure").first().isVisible(), false);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Read as text" }).click();
  assert.equal(await page.locator("#stage figure").first().isVisible(), true);
});

lesson("the text tells a step of the walk-through, and without one how everything is", async (page) => {
  const said = () => {
    const section = document.querySelector("#stage .stage-text section");
    return [section.querySelector("p"), ...section.querySelectorAll("li")].map((it) => it.firstChild.textContent + (it.childNodes[1]?.nodeType === 3 ? it.childNodes[1].textContent : ""));
  };
  const find = (words) => page.locator("#stage .stage-text section").first().getByText(words).first();
  await page.locator('section.stage [id$="-start"]').first().click();
  for (let n = 0; n < 2; n += 1) await page.getByRole("button", { name: "Next step" }).first().click();
  await page.getByRole("button", { name: "Read as text" }).first().click();
  await find(/^Zone b is lost\./).waitFor();
  assert.ok((await page.evaluate(said)).includes("Zone b: offline"));
  await find("request, offline").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Next step" }).first().click();
  await find(/^ECS replaces/).waitFor();
  assert.ok((await page.evaluate(said)).includes("Task A3, web: new"));
  await page.getByRole("button", { name: "End", exact: true }).click();
  await find(/^An Application Load Balancer/).waitFor();
  assert.ok((await page.evaluate(said)).every((it) => !it.includes(": ")), "nothing is offline or new any more");
}, { path: LESSONS.find((it) => it.endsWith("load-balancers.html")) });

lesson("a prediction is locked in with the keyboard, explained, remembered and asked again", async (page) => {
  const asked = page.locator(".predict").first();
  const lock = asked.getByRole("button", { name: "Lock in my prediction" });
  await lock.focus();
  await page.keyboard.press("Enter");
  await holds(page, () => document.getElementById("live").textContent, "Choose an answer first.");
  await asked.locator("input").first().focus();
  await page.keyboard.press("ArrowDown");
  await asked.getByRole("button", { name: "Fairly" }).click();
  await lock.focus();
  await page.keyboard.press("Enter");
  await holds(page, () => document.activeElement.textContent, "Not this time. You were fairly sure.");
  const n = await asked.locator(".opt").count();
  assert.equal(await asked.locator(".why").count(), n, "every option says why");
  assert.equal(await asked.locator(".opt.is-wrong .pill").textContent(), "Your prediction");
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await settled(page);
  assert.equal(await asked.locator(".opt.is-wrong .pill").textContent(), "Your prediction");
  await asked.getByRole("button", { name: "Ask me again" }).click();
  await holds(page, () => document.querySelectorAll(".predict input:checked").length, 0);
  await page.reload();
  await settled(page);
  await lock.waitFor();
});

lesson("a question at the end of a lesson is answered and remembered, not predicted", async (page) => {
  const asked = page.locator(".predict").last();
  await asked.getByText("Do you remember?").waitFor();
  await asked.locator(".opt").first().click();
  await asked.getByRole("button", { name: "Check my answer" }).click();
  await asked.locator(".predict-result").waitFor();
  assert.equal(await asked.locator(".opt .pill").textContent(), "Your answer");
  assert.doesNotMatch(await asked.textContent(), /predict/i);
});

test("a page that may not store anything works all the same", async () => {
  const page = await visit(browser(), LESSON, {
    prepare: (it) => it.addInitScript(() => {
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
    }),
  });
  const asked = page.locator(".predict").first();
  await asked.locator(".opt").first().click();
  await asked.getByRole("button", { name: "Lock in my prediction" }).click();
  await asked.locator(".why").first().waitFor();
  await page.context().close();
});

test("a panic puts up the recovery card, and the answer is there after the reload", async () => {
  const page = await visit(browser(), LESSON);
  const asked = page.locator(".predict").first();
  await asked.locator(".opt").first().click();
  // A real panic: the program relies on the browser making elements.
  await page.evaluate(() => {
    const make = Document.prototype.createElement;
    Document.prototype.createElement = () => { Document.prototype.createElement = make; throw new Error("no more elements"); };
  });
  await asked.getByRole("button", { name: "Lock in my prediction" }).click();
  await page.waitForSelector("html[data-crashed]", { state: "attached" });
  const card = page.locator("#recovery");
  await card.getByText("comes back when you reload").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "recovery");
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("[data-island]")].every((it) => it.inert)), true);
  assert.deepEqual(await violations(page), []);
  await card.getByRole("button", { name: "Reload the page" }).click();
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  await asked.locator(".why").first().waitFor();
  await page.context().close();
});

test("saved work that breaks the page again and again can be set aside", async () => {
  const page = await visit(browser(), LESSON);
  await page.locator(".predict .opt").first().click();
  await page.addInitScript(() => {
    if (!Object.keys(localStorage).some((key) => key.startsWith("bayplan.work."))) return;
    const get = Storage.prototype.getItem;
    Storage.prototype.getItem = function (key) {
      // Stands for saved text that the program cannot bear: making elements fails from here on, once.
      if (key.startsWith("bayplan.work.")) Document.prototype.createElement = () => { throw new Error("no more elements"); };
      return get.call(this, key);
    };
  });
  await page.reload();
  await page.waitForSelector('html[data-crashed="loop"]', { state: "attached" });
  const startOver = page.locator('#recovery [data-recovery="start-over"]');
  assert.equal(await startOver.textContent(), "Start over without my answers");
  await startOver.click();
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  const keys = await page.evaluate(() => Object.keys(localStorage));
  assert.ok(keys.some((key) => key.startsWith("bayplan.aside.bayplan.work.")), `set aside: ${keys}`);
  assert.equal(keys.some((key) => key.startsWith("bayplan.work.")), false);
  await page.context().close();
});

test("a program that cannot load leaves the page readable and says why", async () => {
  const page = await visit(browser(), LESSON, { prepare: (it) => it.route("**/*.wasm", (route) => route.fulfill({ status: 404 })) });
  assert.equal(await page.locator("html").getAttribute("data-failed"), "missing");
  await page.locator("#wasm-failed").getByText("Everything here can still be read").waitFor();
  assert.equal(await page.locator("#stage figure svg.diagram").first().isVisible(), true);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});
