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

  var choice = remembered();
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
      if (event.key !== KEY) return;
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
