// Looking at a picture more closely, by wheel, fingers, mouse, keys and buttons, and taking it along as a file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { holds, opened, overflow, violations, visit, visiting } from "./harness.mjs";

const ONE = "lessons/load-balancers.html";
const PAIR = "lessons/ec2-and-fargate.html";

const browser = opened();
const lesson = (name, run, { path = ONE, ...options } = {}) => test(name, visiting(browser, path, run, options));

const button = (page, name) => page.locator("#stage").getByRole("button", { name }).first();

/** How large the first picture is, in percent of the size at which it is seen whole, as its button says. */
const percent = () => parseInt(document.querySelector("#stage .view-whole").textContent, 10);

/** How wide the picture is drawn, in percent of its place. */
const drawn = () => {
  const place = document.querySelector("#stage figure > div");
  return Math.round(100 * place.querySelector("svg").getBoundingClientRect().width / place.clientWidth);
};

/** Where a thing of the first picture stands, seen from the corner of the window. */
const middle = (page, id) => page.evaluate((id) => {
  const it = document.querySelector(`#stage [data-id="${id}"]`).getBoundingClientRect();
  return { x: it.left + it.width / 2, y: it.top + it.height / 2 };
}, id);

/** The first and the last thing of the first picture. */
const ends = (page) => page.evaluate(() => {
  const all = [...document.querySelector("#stage svg.diagram").querySelectorAll("[role=button]")];
  const byPlace = all.map((it) => ({ id: it.dataset.id, box: it.getBoundingClientRect() })).filter((it) => it.box.height < 90);
  byPlace.sort((one, other) => one.box.left + one.box.top - other.box.left - other.box.top);
  return [byPlace[0].id, byPlace.at(-1).id];
});

const place = (page) => page.locator("#stage figure > div").first();
const near = (one, other) => Math.abs(one.x - other.x) <= 2 && Math.abs(one.y - other.y) <= 2;

lesson("buttons make a picture larger, smaller and whole again, and it takes no more room", async (page) => {
  const before = await place(page).boundingBox();
  assert.equal(await button(page, "Zoom out").getAttribute("aria-disabled"), "true");
  await button(page, "Zoom in").click();
  await holds(page, percent, 125);
  await button(page, "Zoom in").click();
  await holds(page, percent, 150);
  await holds(page, drawn, 150);
  assert.deepEqual(await place(page).boundingBox(), before);
  await holds(page, () => document.getElementById("live").textContent, "The picture is at 150 %.");
  assert.deepEqual(await violations(page), []);
  await button(page, "Zoom out").click();
  await holds(page, percent, 125);
  await button(page, "show the whole picture").click();
  await holds(page, percent, 100);
  await holds(page, drawn, 100);
  assert.deepEqual(await place(page).boundingBox(), before);
  for (let i = 0; i < 7; i++) await button(page, "Zoom in").click();
  await holds(page, percent, 800);
  assert.equal(await button(page, "Zoom in").getAttribute("aria-disabled"), "true");
});

lesson("a wheel moves the page, and with Ctrl the size of what is under it", async (page) => {
  const [, id] = await ends(page);
  const at = await middle(page, id);
  await page.mouse.move(at.x, at.y);
  await page.locator("#stage .is-watched").waitFor();
  await page.keyboard.down("Control");
  for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await holds(page, () => parseInt(document.querySelector("#stage .view-whole").textContent, 10) > 180, true);
  const now = await middle(page, id);
  assert.ok(near(at, now), `it stood at ${JSON.stringify(at)} and stands at ${JSON.stringify(now)}`);
  const larger = await page.evaluate(percent);
  await page.mouse.wheel(0, 100);
  await page.mouse.wheel(0, 100);
  await holds(page, () => document.querySelector("#stage figure > div").scrollTop > 0 || scrollY > 0, true);
  assert.equal(await page.evaluate(percent), larger);
  // A browser goes on with what it scrolls until the pointer moves.
  const there = await page.evaluate(() => { const it = document.querySelector("#stage figure > div").getBoundingClientRect(); return [it.left + 50, (Math.max(it.top, 100) + Math.min(it.bottom, innerHeight)) / 2]; });
  await page.mouse.move(...there);
  await page.waitForTimeout(700);
  await page.keyboard.down("Control");
  for (let i = 0; i < 9; i++) await page.mouse.wheel(0, 100);
  await page.keyboard.up("Control");
  await holds(page, percent, 100);
});

lesson("a mouse moves a larger picture, and that is no click on what stands there", async (page) => {
  const [id] = await ends(page);
  for (let i = 0; i < 3; i++) await button(page, "Zoom in").click();
  await holds(page, percent, 200);
  const box = await place(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 300)];
  const where = () => { const it = document.querySelector("#stage figure > div"); return [it.scrollLeft, it.scrollTop]; };
  const [left, top] = await page.evaluate(where);
  const explained = await page.locator(".explain h3").first().textContent();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y - 20);
  await page.mouse.move(x - 90, y - 50);
  await page.mouse.up();
  await holds(page, where, [left + 90, top + 50]);
  assert.equal(await page.locator(".explain h3").first().textContent(), explained);
  await page.evaluate((id) => document.querySelector(`#stage [data-id="${id}"]`).scrollIntoView({ block: "center", inline: "center" }), id);
  await page.locator(`#stage [data-id="${id}"]`).click();
  await holds(page, (id) => document.querySelector(`#stage [data-id="${id}"]`).getAttribute("aria-pressed"), "true", id);
});

lesson("two fingers pull a picture apart where they hold it, and one moves it", async (page) => {
  await page.evaluate(() => document.querySelector("#stage figure > div").scrollIntoView({ block: "center" }));
  const client = await page.context().newCDPSession(page);
  const touch = (type, ...points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const [id] = await ends(page);
  const { x, y } = await middle(page, id);
  await touch("touchStart", [x, y]);
  await touch("touchEnd");
  await page.locator("#stage .is-watched").waitFor();
  await touch("touchStart", [x - 20, y], [x + 20, y]);
  for (const d of [24, 30, 40, 50]) await touch("touchMove", [x - d, y], [x + d, y]);
  await touch("touchEnd");
  await holds(page, () => { const it = parseInt(document.querySelector("#stage .view-whole").textContent, 10); return it > 220 && it < 270; }, true);
  const now = await middle(page, id);
  // At the rim a picture does not follow further than it reaches.
  assert.ok(Math.abs(now.x - x) < 60 && Math.abs(now.y - y) < 60, `it stood at ${x}, ${y} and stands at ${now.x}, ${now.y}`);
  assert.equal(await page.evaluate(() => visualViewport.scale), 1, "the page keeps its size");
  assert.deepEqual(await overflow(page), []);
}, { width: 390, height: 844 });

lesson("keys do it all: larger, along the things in sight, smaller, whole", async (page) => {
  await page.locator("#stage-start").focus();
  await page.keyboard.press("Tab");
  for (let i = 0; i < 3; i++) await page.keyboard.press("+");
  await holds(page, percent, 200);
  const isInSight = () => {
    const [it, place] = [document.activeElement.getBoundingClientRect(), document.querySelector("#stage figure > div").getBoundingClientRect()];
    return document.activeElement.matches("[role=button]") && it.left >= place.left - 1 && it.right <= place.right + 1 && it.bottom <= innerHeight && it.top >= 0;
  };
  for (const key of ["End", "]"]) {
    await page.keyboard.press(key);
    await holds(page, () => document.activeElement.getBoundingClientRect().width > 500, false);
    await holds(page, isInSight, true);
  }
  await page.keyboard.press("-");
  await holds(page, percent, 150);
  await page.keyboard.press("0");
  await holds(page, percent, 100);
  await page.keyboard.press("Tab");
  await holds(page, () => document.activeElement.getAttribute("aria-label"), "Zoom out");
});

lesson("each of two pictures has a size of its own, and a step of the walk-through keeps it", async (page) => {
  await button(page, "Zoom in").click();
  const sizes = () => [...document.querySelectorAll("#stage .view-whole")].map((it) => it.textContent);
  await holds(page, sizes, ["125 %", "100 %"]);
  await page.locator("#stage-start").click();
  await page.getByRole("button", { name: "Next step" }).click();
  await holds(page, sizes, ["125 %", "100 %"]);
  assert.equal(await page.evaluate(drawn), 125);
}, { path: PAIR });

lesson("drawn for another room a picture is seen whole", async (page) => {
  await button(page, "Zoom in").click();
  await holds(page, percent, 125);
  await page.setViewportSize({ width: 390, height: 844 });
  await holds(page, percent, 100);
  await button(page, "Zoom in").click();
  await holds(page, percent, 125);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await violations(page), []);
}, { path: "lessons/iam-roles.html" });

lesson("on paper a picture is whole, whatever its size on the screen", async (page) => {
  for (let i = 0; i < 3; i++) await button(page, "Zoom in").click();
  await holds(page, drawn, 200);
  await page.emulateMedia({ media: "print" });
  await holds(page, drawn, 100);
  assert.equal(await page.locator("#stage .view-whole").isVisible(), false);
});

for (const theme of ["light", "dark"]) {
  lesson(`a picture is saved as SVG and as PNG that look as the page does in its ${theme} theme`, async (page) => {
    const save = async (kind) => {
      const coming = page.waitForEvent("download");
      await button(page, "Download the picture").click();
      await page.getByRole("button", { name: kind }).first().click();
      return coming;
    };
    const svg = await save("SVG, sharp");
    assert.equal(svg.suggestedFilename().endsWith(".svg"), true);
    const text = readFileSync(await svg.path(), "utf8");
    assert.doesNotMatch(text, /var\(|class=|style=|tabindex|focus-ring|<use|id="i\d|https?:\/\/(?!www\.w3\.org)/);
    const png = await save("PNG");
    assert.equal(png.suggestedFilename().endsWith(".png"), true);
    const painted = readFileSync(await png.path()).toString("base64");
    const seen = await page.evaluate(async ([text, painted]) => {
      const colors = async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const pen = canvas.getContext("2d", { willReadFrequently: true });
        pen.drawImage(image, 0, 0);
        const [r, g, b, a] = pen.getImageData(2, 2, 1, 1).data;
        return { size: [image.width, image.height], corner: `rgb(${r}, ${g}, ${b}) ${a}`, n: new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size };
      };
      const picture = document.querySelector("#stage svg.diagram");
      return {
        svg: await colors(`data:image/svg+xml,${encodeURIComponent(text)}`),
        png: await colors(`data:image/png;base64,${painted}`),
        page: { size: ["width", "height"].map((it) => Number(picture.getAttribute(it)) + 32), corner: `${getComputedStyle(picture.closest(".stage-b")).backgroundColor} 255` },
        words: [...picture.querySelectorAll("text")].filter((it) => getComputedStyle(it).display !== "none").map((it) => it.textContent.trim()),
        kept: [...new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("text")].map((it) => it.textContent.trim()),
      };
    }, [text, painted]);
    assert.deepEqual(seen.svg.size, seen.page.size);
    assert.deepEqual(seen.png.size, seen.page.size.map((it) => it * 2));
    assert.deepEqual([seen.svg.corner, seen.png.corner], [seen.page.corner, seen.page.corner]);
    assert.ok(seen.svg.n > 40 && seen.png.n > 40, `colors: ${seen.svg.n}, ${seen.png.n}`);
    assert.deepEqual(seen.kept, seen.words);
  }, { theme });
}

test("what zooms comes when a learner points at a picture, and says so when it does not come", async () => {
  const fetched = [];
  let isHeldBack = true;
  const page = await visit(browser(), ONE, {
    prepare: async (page) => {
      page.on("request", (it) => fetched.push(it.url()));
      await page.route("**/read-viewing.*.wasm", (route) => (isHeldBack ? route.abort() : route.continue()));
    },
  });
  const isFetched = () => fetched.some((it) => it.includes("/read-viewing."));
  assert.equal(isFetched(), false);
  await button(page, "Zoom in").click();
  await page.locator("#stage .view-note").getByText("This part did not arrive").waitFor();
  assert.equal(isFetched(), true);
  isHeldBack = false;
  await button(page, "Zoom in").click();
  await holds(page, percent, 125);
  assert.equal(await page.locator("#stage .view-note").textContent(), "");
  await page.context().close();
});
