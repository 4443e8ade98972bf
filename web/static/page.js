// On every page: a form that is sent by a double click, or once more while the answer is on
// its way, is sent once.
"use strict";
(() => {
  const sent = new WeakMap(), pause = 8000;
  addEventListener("submit", (e) => {
    if (e.defaultPrevented) return;
    if (Date.now() - (sent.get(e.target) || 0) < pause) e.preventDefault();
    else sent.set(e.target, Date.now());
  });
})();
