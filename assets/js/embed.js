// For pages that hold a Bayplan frame: gives each frame the height it asks for, and lets the page hear and ask.
//
//   const frame = bayplan(document.querySelector("iframe"));
//   frame.on("predicted", (it) => console.log(it.question, it.correct));
//   await frame.ask("goto", { step: 3 });
(function () {
  "use strict";
  var frames = new Map();

  function bayplan(iframe) {
    if (frames.has(iframe)) return frames.get(iframe);
    var origin = new URL(iframe.src, location.href).origin;
    var count = 0, waiting = {}, heard = {};
    // A sandboxed frame without an origin of its own is called "null", and only "*" reaches it.
    var target = /allow-same-origin/.test(iframe.sandbox) || !iframe.hasAttribute("sandbox") ? origin : "*";
    var frame = {
      on: function (type, run) { (heard[type] = heard[type] || []).push(run); return frame; },
      ask: function (type, payload) {
        var id = (count += 1);
        iframe.contentWindow.postMessage({ ns: "bayplan", v: 1, id: id, type: type, payload: payload || {} }, target);
        return new Promise(function (done, fail) { waiting[id] = { done: done, fail: fail }; });
      },
      hear: function (event) {
        if (event.origin !== origin && event.origin !== "null") return;
        var it = event.data.payload || {}, wait = waiting[it.id];
        if (event.data.type === "resize") iframe.style.height = it.height + "px";
        if (event.data.type === "ready" && !frame.said) { frame.said = true; frame.ask("hello"); }
        if (wait && event.data.type === "ack") wait.done();
        if (wait && event.data.type === "nack") wait.fail(new Error(it.code));
        (heard[event.data.type] || []).forEach(function (run) { run(it); });
      },
    };
    frames.set(iframe, frame);
    return frame;
  }

  addEventListener("message", function (event) {
    if (!event.data || event.data.ns !== "bayplan") return;
    document.querySelectorAll("iframe").forEach(function (it) {
      if (it.contentWindow === event.source) bayplan(it).hear(event);
    });
  });
  window.bayplan = bayplan;
})();
