// Starts the WebAssembly of a page and stands by it: says why when it cannot load, and puts up the recovery card
// when it stops. Nothing here needs Rust, so it works when Rust does not.
//
// A template: the build puts file names in place of __GLUE__ and __WASM__, relative to this file.
//
// The shell holds the places that are shown: #wasm-failed, and the card #recovery with its buttons
// [data-recovery="reload" | "start-over" | "copy"]. They are in the HTML, not made here, because after a panic
// nothing on the page can be relied on.
//
// Tests and benches read what happened from <html>: data-ready (islands live), data-failed (never loaded; the value
// is the reason) or data-crashed (stopped after a panic; "loop" when what was saved may be the cause). A test makes a
// real panic without a back door: it patches Document.prototype.createElement so that it throws, then clicks on
// something that shows a new element, such as "Lock in my prediction".

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
  kept: "What you made is kept in this browser and comes back when you reload.",
  notKept: "This browser does not let the page keep your work. Copy it before you reload.",
  startOver: "Start over without my answers",
  loop: "It stopped while opening what you made. Starting over sets that aside as a copy; it is not deleted.",
  copied: "Copied.",
  copyByHand: "The browser does not let the page copy. Copy the text below by hand.",
  noRoom: "There is no room to set a copy aside. Copy what you made, then clear this site's data in the browser.",
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

keepFocus();
const slow = setTimeout(() => showNote(TEXT.slow), SLOW_MS);
try {
  if (typeof WebAssembly !== "object") throw new Error("unsupported");
  const program = fetch(new URL("./__WASM__", import.meta.url));
  program.catch(() => {}); // Told below, when it is waited for.
  const { default: init } = await import("./__GLUE__");
  const response = await program;
  if (!response.ok) throw new TypeError(`the program was answered with ${response.status}`);
  await init({ module_or_path: response });
  while (!stopped && document.querySelector('[data-island][aria-busy="true"]')) await new Promise((done) => { setTimeout(done, 20); });
  clearTimeout(slow);
  // Views settle in microtasks after the start: only then is the page ready.
  setTimeout(() => {
    if (stopped) return;
    document.getElementById("wasm-failed").hidden = true;
    root.dataset.ready = "";
    setTimeout(() => { if (!stopped) session((it) => it.removeItem(CRASHES)); }, HEALTHY_MS);
  });
} catch (error) {
  clearTimeout(slow);
  if (stopped || isOurs(error)) recover(error);
  else fail(error);
}

/**
 * What has the focus may go with what it stands in, or a dialog may close whose opener is gone. The keyboard goes on from
 * the nearest place that is left, not from the top of the page.
 */
function keepFocus() {
  let [path, isLooking, isPressed] = [[], false, false];
  const isNowhere = () => document.activeElement === document.body;
  const goOn = () => {
    isLooking = false;
    if (!path.length || !isNowhere() || !document.hasFocus()) return;
    // Behind an open dialog nothing can have the focus.
    const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
    const mayHold = (it) => (dialog ? dialog.contains(it) : it !== document.body && it !== root);
    const isLeft = (it) => it.isConnected && it.checkVisibility() && mayHold(it);
    const place = path.find(isLeft) ?? dialog ?? document.querySelector("main");
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  // What goes, is moved or hidden loses the focus without a word, when the page is drawn next.
  const look = () => {
    if (!isLooking) requestAnimationFrame(() => requestAnimationFrame(goOn));
    isLooking = true;
  };
  window.addEventListener("focusin", (event) => { path = event.composedPath().filter((it) => it instanceof Element); });
  // Whoever presses beside everything wants it so.
  for (const kind of ["mousedown", "mouseup"]) window.addEventListener(kind, () => { isPressed = kind === "mousedown"; }, true);
  window.addEventListener("focusout", (event) => { if (isPressed && !event.relatedTarget) path = []; });
  window.addEventListener("close", look, true);
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
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
  // What was saved may itself be what breaks the page: then going on without it comes first.
  const isLoop = work.length > 0 && !inMemory && (before > 0 || root.dataset.ready === undefined);

  const card = document.getElementById("recovery");
  const says = (id, text) => { document.getElementById(id).textContent = text; };
  const [reload, startOver, copy] = ["reload", "start-over", "copy"].map((it) => card.querySelector(`[data-recovery="${it}"]`));
  says("recovery-details", message);
  says("recovery-kept", isLoop ? TEXT.loop : inMemory ? TEXT.notKept : work.length > 0 ? TEXT.kept : "");
  if (!document.querySelector('[data-island="sandbox"]')) startOver.textContent = TEXT.startOver;
  startOver.hidden = copy.hidden = work.length === 0;
  reload.classList.toggle("pri", !isLoop);
  startOver.classList.toggle("pri", isLoop);
  if (isLoop) reload.before(startOver);
  reload.onclick = () => location.reload();
  startOver.onclick = () => (setAside(work) ? location.reload() : says("recovery-status", TEXT.noRoom));
  copy.onclick = async () => says("recovery-status", (await copied(work, card)) ? TEXT.copied : TEXT.copyByHand);
  // What is inert is not there for screen readers; a page whose own heading went with it needs one.
  if (!document.querySelector("h1:not([inert] *)")) document.getElementById("recovery-title").ariaLevel = "1";
  card.hidden = false;
  card.focus();
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

async function copied(work, card) {
  const text = work.length === 1 ? work[0].text : JSON.stringify(Object.fromEntries(work.map((it) => [it.key, it.text])), null, 1);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = card.querySelector("textarea");
    area.hidden = false;
    area.value = text;
    area.focus();
    area.select();
    return false;
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
  const note = document.getElementById("wasm-failed");
  const sentence = document.createElement("span");
  sentence.textContent = text;
  note.replaceChildren(sentence, ...more);
  note.hidden = false;
}

function button(text, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn sm";
  made.textContent = text;
  made.onclick = onClick;
  return made;
}

/** Asking for storage may throw in a frame, and so may using it. */
function local(use) { try { return use(localStorage); } catch { return undefined; } }
function session(use) { try { return use(sessionStorage); } catch { return undefined; } }
