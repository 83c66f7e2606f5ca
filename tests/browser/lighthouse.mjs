// Lighthouse's view of a page, for the tests and for `cargo xtask bench load`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROME, CHROME_FLAGS } from "./harness.mjs";

/** Judges one page in a browser of its own; `categories` are Lighthouse's names for what to look at. */
export async function judge(url, categories) {
  const userDataDir = mkdtempSync(join(tmpdir(), "bayplan-lighthouse-"));
  const chrome = await launch({ chromePath: CHROME, chromeFlags: ["--headless=new", ...CHROME_FLAGS], userDataDir, logLevel: "silent" });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "silent", onlyCategories: categories });
    if (lhr.runtimeError) throw new Error(`Lighthouse could not look at ${url}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    chrome.kill();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What cost a category its full score, one line for each audit. */
export function faults(lhr, category) {
  return lhr.categories[category].auditRefs
    .filter((it) => it.weight > 0)
    .map((it) => lhr.audits[it.id])
    .filter((it) => it.score !== null && it.score < 1)
    .map((it) => `${it.id}: ${it.title} ${JSON.stringify(it.details?.items ?? []).slice(0, 600)}`);
}
