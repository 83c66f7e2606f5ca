// The theme switch and the notes that must not wait for WebAssembly. A classic script, loaded before the first
// paint, so that a remembered theme never flashes. It is the only script that runs when a page is opened as a file.
(function () {
  "use strict";
  var KEY = "bayplan-theme";
  var CHOICES = ["system", "light", "dark"];
  var root = document.documentElement;
  root.classList.add("js");

  // Storage is missing or forbidden in some frames and private windows; the switch then lasts for one page.
  function remembered() {
    try {
      var choice = localStorage.getItem(KEY);
      return CHOICES.indexOf(choice) < 0 ? "system" : choice;
    } catch (_) {
      return "system";
    }
  }

  function remember(choice) {
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch (_) {
      /* Nothing to do: see above. */
    }
  }

  function show(choice) {
    // Half-faded colors look broken, so transitions rest while the theme changes.
    root.classList.add("no-transition");
    if (choice === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", choice);
    root.setAttribute("data-theme-choice", choice);
    requestAnimationFrame(function () {
      requestAnimationFrame(function () {
        root.classList.remove("no-transition");
      });
    });
  }

  // A page in a frame looks as its address says. Only known words are taken, and none is written into the page.
  var LOOKS = { hide: ["legend", "explain", "text", "title", "build", "decision", "seed"], lock: ["build", "seed", "board"], motion: ["off"] };
  var asked = new URLSearchParams(root.hasAttribute("data-embed") ? location.search : "");
  function known(name) {
    return (asked.get(name) || "").split(",").filter(function (word) { return LOOKS[name].indexOf(word) >= 0; });
  }
  function look() {
    var hidden = asked.get("ui") === "min" ? ["legend", "explain", "text", "title"] : known("hide");
    if (hidden.length) root.dataset.hide = hidden.join(" ");
    if (known("lock").length) root.dataset.lock = known("lock").join(" ");
    if (known("motion").length) root.dataset.motion = "off";
    try {
      localStorage.getItem(KEY);
    } catch (_) {
      root.dataset.keeps = "nothing";
    }
  }
  if (root.hasAttribute("data-embed")) look();

  var theme = asked.get("theme");
  var choice = theme === "light" || theme === "dark" ? theme : remembered();
  show(choice);

  function openTargetDetails() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var details = target && target.closest("details");
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var buttons = document.querySelectorAll("[data-theme-set]");
    function press() {
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
      });
    }
    press();
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        choice = button.dataset.themeSet;
        remember(choice);
        show(choice);
        press();
      });
    });
    // Another tab of the course changed the theme.
    addEventListener("storage", function (event) {
      if (event.key !== KEY || theme) return;
      choice = remembered();
      show(choice);
      press();
    });
    if (location.protocol === "file:") {
      var note = document.getElementById("opened-as-file");
      if (note) note.hidden = false;
    }
    openTargetDetails();
    addEventListener("hashchange", openTargetDetails);
  });
})();
