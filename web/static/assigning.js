// Dragging on the page of who answers what: a question or a section is dropped on whom it
// is for, or the other way round. It fills in the form and sends it, as a hand would.
"use strict";
(() => {
  const form = document.getElementById("phan-cong");
  const panel = document.getElementById("keo");
  if (!form || !panel || matchMedia("(pointer: coarse)").matches) return;
  panel.hidden = false;
  const questions = [...form.querySelectorAll("[data-questions]")];
  const targets = [...panel.querySelectorAll("[data-to]")];
  let dragged = null;

  const give = (row, target) => {
    const boxes = [...form.querySelectorAll("input[name=cau], input[name=muc]")];
    const box = row.querySelector("input");
    if (!box.checked) { // what is ticked goes together
      for (const b of boxes) b.checked = false;
      box.checked = true;
    }
    form.elements.cho.value = target.dataset.to;
    form.requestSubmit();
  };
  const fits = (over) => dragged && dragged !== over && ("to" in dragged.dataset) !== ("to" in over.dataset);

  for (const el of [...questions, ...targets]) {
    el.draggable = true;
    el.addEventListener("dragstart", (e) => {
      dragged = el;
      e.dataTransfer.effectAllowed = "move";
      e.dataTransfer.setData("text/plain", el.textContent.trim());
    });
    el.addEventListener("dragend", () => { dragged = null; });
    el.addEventListener("dragover", (e) => {
      if (!fits(el)) return;
      e.preventDefault();
      el.classList.add("over");
    });
    el.addEventListener("dragleave", () => el.classList.remove("over"));
    el.addEventListener("drop", (e) => {
      el.classList.remove("over");
      if (!fits(el)) return;
      e.preventDefault();
      if ("to" in el.dataset) give(dragged, el); else give(el, dragged);
    });
  }
})();
