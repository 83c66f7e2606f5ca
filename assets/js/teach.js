// The page for teachers: puts link and code together, shows what a class will see, and copies.
// Everything is made of what stands in the page; nothing is sent anywhere.
(function () {
  "use strict";
  var el = function (id) { return document.getElementById(id); };
  var TEXT = {
    copied: "Copied.",
    byHand: "The browser does not let the page copy. The text is selected: press Ctrl+C or Cmd+C.",
    noLink: { sandbox: "This is no link to a board: it should hold #1.sandbox. and letters after it.", quiz: "This is no link to a test: it should hold #1.quiz. and letters after it." },
    fromStart: "the beginning",
  };
  var LEAST = 420;
  var say = function (words) {
    el("live").textContent = "";
    setTimeout(function () { el("live").textContent = words; }, 80);
  };

  function chosen() { return el("teach-what").selectedOptions[0]; }

  function parameters() {
    var asked = new URLSearchParams();
    if (el("teach-theme").value) asked.set("theme", el("teach-theme").value);
    if (el("teach-min").checked) asked.set("ui", "min");
    if (el("teach-still").checked) asked.set("motion", "off");
    var text = asked.toString();
    return text && "?" + text;
  }

  function fragment() {
    var stage = chosen().dataset.stage;
    if (stage) return el("teach-step").value && "#" + (stage === "stage" ? "" : stage + "-") + "step-" + el("teach-step").value;
    var kind = chosen().dataset.link;
    if (!kind) return "";
    var pasted = el("teach-" + kind).value.trim();
    var found = pasted.match(new RegExp("#1\\." + kind + "\\.[\\w-]+$"));
    el("teach-" + kind + "-problem").textContent = pasted && !found ? TEXT.noLink[kind] : "";
    return found ? found[0] : "";
  }

  function height() { return Math.max(LEAST, Math.min(4000, parseInt(el("teach-height").value, 10) || 640)); }

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function showSteps() {
    var n = Number(chosen().dataset.steps);
    el("teach-step-field").hidden = n === 0;
    document.querySelectorAll("[data-paste]").forEach(function (it) { it.hidden = it.dataset.paste !== chosen().dataset.link; });
    el("teach-step").replaceChildren();
    for (var step = 0; step <= n; step += 1) el("teach-step").add(new Option(step ? String(step) : TEXT.fromStart, step || ""));
  }

  var shown;
  function show() {
    var where = fragment();
    var frame = new URL(chosen().value + parameters() + where, location.href).href;
    el("teach-link").value = new URL(chosen().dataset.whole + where, location.href).href;
    el("teach-code").value =
      '<iframe src="' + escaped(frame) + '" title="Bayplan: ' + escaped(chosen().text) + '" loading="lazy" style="width:100%;height:' + height() +
      'px;border:0" allow="clipboard-write; fullscreen" sandbox="allow-scripts allow-same-origin allow-popups allow-downloads"></iframe>\n' +
      '<script src="' + escaped(new URL("embed.js", location.href).href) + '" async></script>';
    el("teach-link").dispatchEvent(new Event("change"));
    if (frame === shown) return;
    shown = frame;
    // A new frame each time: another address in the old one would be a step in the history.
    var preview = el("teach-preview").cloneNode(false);
    preview.src = frame;
    el("teach-preview").replaceWith(preview);
    preview.style.height = height() + "px";
  }

  function copy(event) {
    var field = el(event.currentTarget.dataset.copy);
    var byHand = function () { field.focus(); field.select(); say(TEXT.byHand); };
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(field.value).then(function () { say(TEXT.copied); }, byHand);
  }

  el("teach-form").addEventListener("submit", function (event) { event.preventDefault(); });
  el("teach-what").addEventListener("change", showSteps);
  el("teach-form").addEventListener("input", show);
  el("teach-form").addEventListener("change", show);
  document.querySelectorAll("[data-copy]").forEach(function (button) { button.addEventListener("click", copy); });
  showSteps();
  show();
})();
