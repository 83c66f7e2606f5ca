// A board travels by link: copied on one page, opened in another profile, and nobody's own board is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, button, close, launch, settled, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const SAVED = "bayplan.work.sandbox.1";
const saved = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), SAVED);
const note = (page) => page.locator("#link-note");
const cards = (page) => page.locator("article").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
const spoken = (page, words) => page.waitForFunction((it) => document.getElementById("live").textContent.includes(it), words);

const open = (path = "sandbox.html", options = {}) => visit(browser, path, options);
/** A page without a clipboard, as in a frame or without https: the link is to be copied by hand. */
const withoutClipboard = (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));

async function madeBoard(page) {
  await page.locator("#run").click();
  await page.locator("#run").click();
  await button(page, "Undo").click();
  return saved(page);
}

async function linkByHand(page) {
  await button(page, "Copy link").click();
  const field = page.getByLabel("Link to this board");
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement.id === "link-text");
  return field.inputValue();
}

test("a link that is copied on one page shows the same world in a fresh profile", async () => {
  const page = await open("sandbox.html", { prepare: withoutClipboard });
  const made = await madeBoard(page);
  const link = await linkByHand(page);
  assert.match(link, /sandbox\.html#1\.sandbox\.[\w-]+$/);
  assert.ok(link.length < 300, link);
  const selected = await page.evaluate(() => { const it = document.activeElement; return it.value.slice(it.selectionStart, it.selectionEnd); });
  assert.equal(selected, link, "the link is selected, so that it only has to be copied");
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");

  const other = await open(link, { prepare: withoutClipboard });
  await note(other).getByText("Opened from a link.").waitFor();
  assert.deepEqual(await cards(other), await cards(page));
  assert.deepEqual(await violations(other), []);
  assert.equal(await linkByHand(other), link, "copied again it is the same link");
  await other.keyboard.press("Escape");
  assert.equal(await saved(other), null, "nothing is saved before the learner takes the board");
  await button(other, "Use this as my board").click();
  await spoken(other, "This is your board now");
  assert.equal((await saved(other)).worldHash, made.worldHash);
  assert.deepEqual((await saved(other)).commands, made.commands);
  assert.equal(await other.evaluate(() => document.activeElement.id), "link-note", "the focus stays with what is said");
  await close(other);
  await close(page);
});

test("a scenario whose network and roles were changed is shared by a link", async () => {
  const page = await open("sandbox.html#scenario-wrong-role", { prepare: withoutClipboard });
  await page.locator("#scenario").waitFor();
  await page.getByRole("button", { name: "Network", exact: true }).click();
  await page.getByRole("checkbox", { name: "NAT gateway in us-east-1b", exact: true }).click();
  await page.locator("dialog[open] .here").getByText("no longer has").waitFor();
  await page.keyboard.press("Escape");
  const link = await linkByHand(page);
  assert.ok(link.length < 1_200, `${link.length} characters`);
  await close(page);
  const other = await open(`sandbox.html${new URL(link).hash}`);
  await note(other).waitFor();
  await other.getByRole("button", { name: "Network", exact: true }).click();
  assert.ok(!await other.getByRole("checkbox", { name: "NAT gateway in us-east-1b", exact: true }).isChecked());
  assert.ok(await other.getByRole("checkbox", { name: "NAT gateway in us-east-1c", exact: true }).isChecked());
  await close(other);
});

test("the clipboard gets the link where the browser allows it, by keyboard alone", async () => {
  const page = await open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(page, "Copy link").focus();
  await page.keyboard.press("Enter");
  await spoken(page, "Copied.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url());
  await page.locator("#run").click();
  await page.waitForFunction((it) => location.href !== it, link);
  await page.waitForLoadState("networkidle");
  await page.reload();
  await settled(page);
  assert.equal(await note(page).count(), 0, "one's own board needs no note");
  await close(page);
});

test("whoever has a board of their own keeps it, and can take it back", async () => {
  const page = await open("sandbox.html", { prepare: withoutClipboard });
  const link = await linkByHand(page);
  await page.keyboard.press("Escape");
  const other = await open();
  await other.locator("#run").click();
  await other.locator("#run").click();
  const mine = await saved(other);
  await other.goto(link);
  await settled(other);
  await note(other).waitFor();
  await other.locator("#run").click();
  await other.waitForFunction((it) => location.href !== it, link);
  assert.deepEqual(await saved(other), mine, "changes of the linked board are not saved over it");
  const changed = await cards(other);
  await other.reload();
  await settled(other);
  await note(other).waitFor();
  assert.deepEqual(await cards(other), changed, "they are in the address");

  await button(other, "Use this as my board").click();
  await note(other).getByText("This is your board now").waitFor();
  assert.notDeepEqual(await saved(other), mine);
  await note(other).getByRole("button", { name: "Undo" }).click();
  await button(other, "Use this as my board").waitFor();
  assert.deepEqual(await saved(other), mine);

  await other.getByRole("link", { name: "Back to my board" }).click();
  await other.waitForURL(/sandbox\.html$/);
  await settled(other);
  assert.equal(await note(other).count(), 0);
  assert.deepEqual(await saved(other), mine);
  await close(other);
  await close(page);
});

for (const [what, fragment, words] of [
  ["cut", "#1.sandbox.AQABeQcAAwMKc3RvcmVmcm9udAZvcmRlcnMGbWFpbGVyEwIV", /It is cut off: 36 of 129 bytes/],
  ["damaged", "#1.quiz.AQABAgoqULrL6A", /its checksum does not match/],
  ["newer", "#2.sandbox.AAAA", /made by a newer Bayplan/],
  ["for another page", "#1.quiz.AQABAgoqNmaRlg", /another page of Bayplan/],
]) {
  test(`a link that is ${what} says so, and the sandbox works`, async () => {
    const page = await open(`sandbox.html${fragment}`);
    await note(page).waitFor();
    assert.match(await note(page).textContent(), words);
    await page.getByText("Show the link").click();
    assert.match(await page.getByLabel("The link as it is").inputValue(), new RegExp(`${fragment.slice(1)}$`));
    assert.deepEqual(await violations(page), []);
    await page.locator("#run").click();
    assert.notEqual(await saved(page), null);
    await note(page).getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await note(page).count(), 0);
    await page.waitForFunction(() => document.activeElement.id === "run");
    await close(page);
  });
}

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844], [320, 640]]) {
  test(`notes and dialog about links are sound at ${width} px`, async () => {
    const page = await open("sandbox.html", { width, height, prepare: withoutClipboard });
    const link = await linkByHand(page);
    await assertSound(page, "the dialog");
    const other = await open(link.replace(/.$/, "A"), { width, height });
    await note(other).waitFor();
    await assertSound(other, "the note");
    await close(other);
    await close(page);
  });
}
