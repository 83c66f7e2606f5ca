// The built folder works wherever it is put: at a root, under a path, in a frame, and as a file it says what to do.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { FOLDER, LESSONS, PAGES, PATIENCE_MS, SITE, SITE_UNDER_PATH, assertNoProblems, launch, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const path of PAGES) {
  test(`${path} works under a path with a space`, async () => {
    const page = await visit(browser, path, { site: SITE_UNDER_PATH });
    assert.equal(page.answer.status(), 200);
    assert.equal(await page.locator("html[data-failed], html[data-crashed]").count(), 0, "the program of the page runs");
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).fontFamily), "", "the style sheet is there");
    assertNoProblems(page);
    await page.context().close();
  });
}

test("every link can be followed under a path with a space", async () => {
  const page = await visit(browser, "index.html", { site: SITE_UNDER_PATH });
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((it) => it.href));
  for (const link of new Set(links.filter((it) => it.startsWith("http://127.0.0.1")))) {
    assert.ok(link.startsWith(SITE_UNDER_PATH), link);
    assert.equal((await page.request.get(link)).status(), 200, link);
  }
});

test("an unknown address at any depth gets a whole page with status 404", async () => {
  for (const path of ["no-such-page", "lessons/no/such/page.html"]) {
    const page = await visit(browser, path);
    assert.equal(page.answer.status(), 404);
    assertNoProblems(page, path);
    await page.getByRole("link", { name: "Go to the course" }).click();
    assert.equal(new URL(page.url()).pathname, "/index.html");
    await page.context().close();
  }
});

// A host that shows the page in a frame without an origin, as learning management systems do. It is a real one,
// because Chromium trusts no other page to open frames on this machine.
for (const path of [LESSONS[0], "sandbox.html"]) {
  test(`${path} works in a sandboxed frame without an origin`, async (t) => {
    const frame = `<!doctype html><title>Host</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="900" height="700" src="${new URL(path, SITE)}"></iframe>`;
    const host = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(frame)).listen(0, "127.0.0.1");
    t.after(() => host.close());
    await once(host, "listening");
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const said = [];
    page.on("console", (it) => said.push(it.text()));
    page.on("pageerror", (it) => said.push(it.message));
    await page.goto(`http://127.0.0.1:${host.address().port}/`);
    await page.frameLocator("iframe").locator("html[data-ready]").waitFor({ state: "attached" });
    assert.deepEqual(said, []);
    await page.close();
  });
}

test("a page that is opened as a file can be read and says what to do", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (it) => errors.push(it.message));
  await page.goto(pathToFileURL(`${FOLDER}/${LESSONS[0]}`).href);
  await page.getByText("cargo xtask serve").waitFor();
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  assert.deepEqual(errors, []);
  await context.close();
});

test("the server packs, names and refuses as a good host does", async () => {
  const ask = async (path, headers = {}, method = "GET") => (await fetch(new URL(path, SITE), { headers, method }));
  const page = await ask("sandbox.html", { "accept-encoding": "gzip" });
  assert.equal(page.headers.get("content-encoding"), "gzip");
  assert.equal(page.headers.get("vary"), "Accept-Encoding");
  assert.equal(page.headers.get("cache-control"), "no-cache");
  assert.equal(page.headers.get("access-control-allow-origin"), "*");
  const script = (await page.text()).match(/assets\/start-play\.[0-9a-f]{10}\.js/)[0];
  const wasm = (await (await ask(script)).text()).match(/play\.[0-9a-f]{10}\.wasm/)[0];
  const module = await ask(`assets/${wasm}`, { "accept-encoding": "br" });
  assert.equal(module.headers.get("content-type"), "application/wasm");
  assert.equal(module.headers.get("content-encoding"), "br");
  assert.match(module.headers.get("cache-control"), /immutable/);
  assert.ok(WebAssembly.validate(await module.arrayBuffer()));
  assert.equal((await (await ask("sandbox.html", {}, "HEAD")).arrayBuffer()).byteLength, 0);
  assert.equal((await ask("sandbox.html", {}, "POST")).status, 405);
  assert.equal((await ask("..%2fCargo.toml")).status, 400);
  assert.equal((await ask("lessons/")).status, 404);
});
