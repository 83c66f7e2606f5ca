// The example of a page that holds a frame: writes down what it hears and asks for a step.
(function () {
  "use strict";
  var list = document.getElementById("heard");
  var frame = window.bayplan(document.querySelector("iframe"));
  ["ready", "progress", "predicted", "answered", "completed", "state", "error"].forEach(function (type) {
    frame.on(type, function (it) {
      var line = document.createElement("li");
      line.textContent = type + " " + JSON.stringify(it);
      list.prepend(line);
    });
  });
  document.getElementById("ask-step").addEventListener("click", function () { frame.ask("goto", { step: 3 }); });
  document.getElementById("ask-state").addEventListener("click", function () { frame.ask("getState"); });
})();
