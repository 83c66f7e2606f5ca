// Starts the WebAssembly of a page and stands by it: says why when it cannot load, and puts up the recovery card
// when it stops. Nothing here needs Rust, so it works when Rust does not.
//
// A template: the build puts file names in place of __GLUE__ and __WASM__, relative to this file.
//
// The page may hold two empty places, <div id="wasm-failed" hidden> and <div id="recovery" hidden>; where it does
// not, they are made. Tests and benches read what happened from <html>: data-ready (islands live), data-failed
// (never loaded; the value is the reason) or data-crashed (stopped after a panic).

const TEXT = {
  slow: "The interactive part of this page is taking long to load. Everything here can be read meanwhile.",
  failed: "The interactive part of this page did not load. Everything here can still be read.",
  tryAgain: "Try again",
  reasons: {
    offline: "This device seems to be offline. Connect it, then try again.",
    missing: "A file of this page did not arrive: the network, the server or a content blocker held it back.",
    policy: "A security policy of this browser, network or embedding site does not allow WebAssembly here.",
    unsupported: "This browser has no WebAssembly or has it switched off. Lockdown modes do that.",
    old: "This browser could not read the program. A newer version of the browser most likely can.",
    unknown: "The cause is not known. Trying again may help.",
  },
  stoppedTitle: "The interactive part of this page stopped",
  stopped: "This is a fault in Bayplan, not in what you did. The rest of the page can still be read.",
  kept: "What you made is kept in this browser and comes back when you reload.",
  notKept: "This browser does not let the page keep your work. Copy it before you reload.",
  loop: "It stopped while opening what you made. Starting over sets that aside as a copy; it is not deleted.",
  reload: "Reload the page",
  copy: "Copy what I made",
  copied: "Copied.",
  copyByHand: "The browser does not let the page copy. Copy the text below by hand.",
  noRoom: "There is no room to set a copy aside. Copy what you made, then clear this site's data in the browser.",
  copyLabel: "What you made",
  startOverBoard: "Start over with an empty board",
  startOver: "Start over without my answers",
  details: "What happened, for a bug report",
};

const SLOW_MS = 8000;
const HEALTHY_MS = 10000;
const CRASHES = "bayplan.crashes";
const root = document.documentElement;

/** Where `src/ui/storage.rs` keeps work when the browser keeps none: it outlives a panic, not a reload. */
window.bayplanMemory = new Map();

let stopped = false;
let panicMessage = "";
window.addEventListener("bayplan-panic", (event) => { panicMessage = event.message; recover(); });
window.addEventListener("error", (event) => { if (isOurs(event.error)) recover(event.error); });
window.addEventListener("unhandledrejection", (event) => { if (isOurs(event.reason)) recover(event.reason); });

const slow = setTimeout(() => showNote(TEXT.slow), SLOW_MS);
try {
  if (typeof WebAssembly !== "object") throw new Error("unsupported");
  const { default: init } = await import("./__GLUE__");
  await init({ module_or_path: new URL("./__WASM__", import.meta.url) });
  clearTimeout(slow);
  // Views settle in microtasks after the start: only then is the page ready.
  setTimeout(() => {
    if (stopped) return;
    place("wasm-failed").hidden = true;
    root.dataset.ready = "";
    setTimeout(() => { if (!stopped) session((it) => it.removeItem(CRASHES)); }, HEALTHY_MS);
  });
} catch (error) {
  clearTimeout(slow);
  if (stopped || isOurs(error)) recover(error);
  else fail(error);
}

/** Whether an error came out of the running program: a trap, or a refusal by the browser inside one of its calls. */
function isOurs(error) {
  if (typeof WebAssembly !== "object") return false;
  return error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack ?? "");
}

function fail(error) {
  const reason = reasonOf(error);
  root.dataset.failed = reason;
  console.warn("Bayplan's WebAssembly did not load:", error);
  showNote(`${TEXT.failed} ${TEXT.reasons[reason]}`, button(TEXT.tryAgain, () => location.reload()));
}

function reasonOf(error) {
  const said = String(error?.message ?? error);
  if (said === "unsupported") return "unsupported";
  if (/content security policy|unsafe-eval|disallowed by embedder|blocked by csp/i.test(said)) return "policy";
  if (navigator.onLine === false) return "offline";
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError || error instanceof SyntaxError) return "old";
  if (error instanceof TypeError) return "missing";
  return "unknown";
}

function recover(error) {
  if (stopped) return;
  stopped = true;
  clearTimeout(slow);
  for (const island of document.querySelectorAll("[data-island]")) island.inert = true;
  // The panic's own message comes first, the trap that follows it says only "unreachable".
  setTimeout(() => showCard(panicMessage || String(error?.stack ?? error)));
}

function showCard(message) {
  const work = savedWork();
  const before = Number(session((it) => it.getItem(CRASHES)) ?? 0);
  session((it) => it.setItem(CRASHES, String(before + 1)));
  const inMemory = work.some((it) => it.inMemory);
  const isLoop = work.length > 0 && !inMemory && (before > 0 || root.dataset.ready === undefined);

  const card = place("recovery");
  const title = element("h2", TEXT.stoppedTitle);
  title.tabIndex = -1;
  const status = element("p", "");
  status.setAttribute("role", "status");
  const reload = button(TEXT.reload, () => location.reload());
  const copy = button(TEXT.copy, () => copyWork(work, card, status));
  const hasBoard = document.querySelector('[data-island="sandbox"]') !== null;
  const startOver = button(hasBoard ? TEXT.startOverBoard : TEXT.startOver, () => {
    if (setAside(work)) location.reload();
    else status.textContent = TEXT.noRoom;
  });
  const buttons = element("div");
  buttons.className = "row wrap";
  buttons.append(...(isLoop ? [startOver, reload] : work.length > 0 ? [reload, startOver] : [reload]));
  if (work.length > 0) buttons.append(copy);
  buttons.firstChild.classList.add("pri");
  const details = element("details");
  const pre = element("pre", message);
  pre.tabIndex = 0;
  details.append(element("summary", TEXT.details), pre);
  const comfort = work.length === 0 ? [] : [element("p", isLoop ? TEXT.loop : inMemory ? TEXT.notKept : TEXT.kept)];
  card.replaceChildren(title, element("p", TEXT.stopped), ...comfort, buttons, status, details);
  card.className = "panel recovery";
  card.setAttribute("role", "region");
  card.setAttribute("aria-label", TEXT.stoppedTitle);
  card.hidden = false;
  title.focus();
  root.dataset.crashed = isLoop ? "loop" : "";
}

/** What the learner made on this page's islands, from both places of `src/ui/storage.rs`. */
function savedWork() {
  const mine = [...document.querySelectorAll("[data-island]")].map((it) => `bayplan.work.${it.dataset.island}.`);
  const isMine = (key) => mine.some((prefix) => key.startsWith(prefix));
  const work = [...window.bayplanMemory].map(([key, text]) => ({ key, text, inMemory: true }));
  const kept = local((it) => Object.keys(it).map((key) => ({ key, text: it.getItem(key), inMemory: false }))) ?? [];
  return [...work, ...kept].filter((it) => isMine(it.key));
}

async function copyWork(work, card, status) {
  const text = work.length === 1 ? work[0].text : JSON.stringify(Object.fromEntries(work.map((it) => [it.key, it.text])), null, 1);
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = TEXT.copied;
  } catch {
    status.textContent = TEXT.copyByHand;
    const area = card.querySelector("textarea") ?? element("textarea");
    area.readOnly = true;
    area.rows = 6;
    area.className = "inp";
    area.setAttribute("aria-label", TEXT.copyLabel);
    area.value = text;
    status.after(area);
    area.focus();
    area.select();
  }
}

/** Moves the work to keys that no island reads. Removing first makes room; what does not fit is put back. */
function setAside(work) {
  const moved = work.filter((it) => !it.inMemory).map(({ key, text }) => {
    local((it) => it.removeItem(key));
    if (local((it) => { it.setItem(`bayplan.aside.${key}`, text); return true; })) return true;
    local((it) => it.setItem(key, text));
    return false;
  });
  session((it) => it.removeItem(CRASHES));
  return moved.every(Boolean);
}

function showNote(text, ...more) {
  const note = place("wasm-failed");
  note.className = "note warn";
  note.setAttribute("role", "status");
  note.replaceChildren(element("span", text), ...more);
  note.hidden = false;
}

function place(id) {
  let found = document.getElementById(id);
  if (!found) {
    found = element("div");
    found.id = id;
    found.hidden = true;
    (document.querySelector("main") ?? document.body).prepend(found);
  }
  return found;
}

function element(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function button(text, onClick) {
  const made = element("button", text);
  made.type = "button";
  made.className = "btn";
  made.addEventListener("click", onClick);
  return made;
}

/** Asking for storage may throw in a frame, and so may using it. */
function local(use) { try { return use(localStorage); } catch { return undefined; } }
function session(use) { try { return use(sessionStorage); } catch { return undefined; } }
