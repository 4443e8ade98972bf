// A table that is filled in: cells pasted from a spreadsheet, keys that go from cell to
// cell, rows that come and go, sums. Without this file the buttons do it through the server.
"use strict";
(() => {
  const form = document.getElementById("bang");
  const table = form && form.querySelector(".rows-edit");
  if (!form) return;
  const says = form.dataset, body = table && table.tBodies[0];
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  addEventListener("beforeunload", (e) => { if (changed) e.preventDefault(); });

  form.addEventListener("submit", () => {
    if (table) keep();
    changed = false;
    if (!table) return;
    const cells = [...body.querySelectorAll("input")];
    if (cells.length <= 900) return; // as many as a form with a file may have
    const whole = document.createElement("input");
    whole.type = "hidden";
    whole.name = "noi-dung";
    whole.value = rows().map((r) => inputs(r).map((i) => i.value.replaceAll("\t", " ")).map((t) => (t.startsWith('"') ? `"${t.replaceAll('"', '""')}"` : t)).join("\t")).join("\n");
    const exact = document.createElement("input");
    exact.type = "hidden";
    exact.name = "dung";
    exact.value = "1";
    form.append(whole, exact);
    for (const c of cells) c.disabled = true;
    addEventListener("pageshow", () => { whole.remove(); exact.remove(); for (const c of cells) c.disabled = false; }, { once: true });
  });
  if (!table) return;

  const columns = [...table.tHead.querySelectorAll("[data-field]")].map((h) => h.textContent.trim());
  const most = Number(says.max), told = document.getElementById("bang-tin"), undo = document.getElementById("lay-lai");
  const rows = () => [...body.rows];
  const inputs = (row) => [...row.querySelectorAll("input")];
  const say = (text) => { told.textContent = text; };
  const dropped = [];

  // What is typed outlives the page: a phone that ran out of memory, a network that was gone
  // when it was sent. It is for the same person, the same state of the table and this tab.
  const place = `thuky/bang/${says.whose}${location.pathname}`, mark = form.elements.ban.value;
  const filled = () => rows().map((r) => inputs(r).map((i) => i.value)).filter((l) => l.some((t) => t.trim()));
  const forget = () => { try { sessionStorage.removeItem(place); } catch { /* forbidden */ } };
  const keep = () => {
    if (!changed) return;
    try { sessionStorage.setItem(place, JSON.stringify({ mark, lines: filled() })); } catch { /* full, or forbidden */ }
  };
  let saving;
  const soon = () => { clearTimeout(saving); saving = setTimeout(keep, 500); };
  document.addEventListener("visibilitychange", keep);
  addEventListener("pagehide", keep);
  document.getElementById("khong-ghi").addEventListener("click", () => { changed = false; clearTimeout(saving); forget(); });
  for (const f of document.querySelectorAll("form.who")) f.addEventListener("submit", () => { changed = false; clearTimeout(saving); forget(); });

  const number = () => rows().forEach((row, i) => {
    row.cells[0].textContent = i + 1;
    inputs(row).forEach((input, c) => { input.setAttribute("aria-label", says.label.replace("{n}", i + 1).replace("{c}", columns[c])); });
    const button = row.querySelector("button");
    button.value = i + 1;
    button.setAttribute("aria-label", says.drop.replace("{n}", i + 1));
  });
  const calm = (input) => { // what was wrong with it is no longer known
    for (const name of ["aria-invalid", "aria-describedby"]) input.removeAttribute(name);
    while (input.nextElementSibling) input.nextElementSibling.remove();
  };
  const add = () => {
    if (body.rows.length >= most) return null;
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    for (const input of inputs(row)) { input.value = ""; input.removeAttribute("id"); calm(input); }
    body.append(row);
    number();
    return row;
  };
  const at = (input) => [rows().indexOf(input.closest("tr")), inputs(input.closest("tr")).indexOf(input)];
  const go = (row, column) => {
    const next = rows()[row] || add();
    if (next) { const input = inputs(next)[column]; input.focus(); input.select(); }
  };

  // Sums, of what can be read as a number in one way.
  const parse = (text) => {
    const t = text.replaceAll(/\s/g, "");
    if (!/^-?\d{1,3}(\.\d{3})*(,\d+)?$|^-?\d+(,\d+)?$/.test(t)) return 0;
    return Number(t.replaceAll(".", "").replace(",", "."));
  };
  const sums = () => {
    for (const cell of table.querySelectorAll("[data-total]")) {
      let sum = 0;
      for (const input of body.querySelectorAll("input")) if (input.name === cell.dataset.total) sum += parse(input.value);
      cell.textContent = (Math.round(sum * 1e6) / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 6 });
    }
  };

  table.addEventListener("input", (e) => { calm(e.target); sums(); soon(); });
  table.addEventListener("keydown", (e) => {
    if (e.target.tagName !== "INPUT" || e.isComposing) return;
    const [row, column] = at(e.target);
    if (e.key === "Enter" && !e.ctrlKey) go(row + 1, column);
    else if (e.key === "ArrowDown" && rows()[row + 1]) go(row + 1, column);
    else if (e.key === "ArrowUp" && row > 0) go(row - 1, column);
    else if (e.key === "Tab" && !e.shiftKey && column === columns.length - 1 && inputs(rows()[row]).some((i) => i.value)) go(row + 1, 0);
    else return;
    e.preventDefault();
  });

  form.querySelector("#them-dong").addEventListener("click", (e) => {
    e.preventDefault();
    go(body.rows.length, 0);
  });
  table.addEventListener("click", (e) => {
    const button = e.target.closest("button[name=bo]");
    if (!button) return;
    e.preventDefault();
    const row = button.closest("tr"), place = rows().indexOf(row);
    if (body.rows.length === 1) add();
    row.remove();
    dropped.push({ row, place });
    changed = true;
    soon();
    number();
    sums();
    say(says.dropped.replace("{n}", place + 1));
    undo.hidden = false;
    undo.focus();
  });
  undo.addEventListener("click", () => {
    const { row, place } = dropped.pop();
    body.insertBefore(row, rows()[place] || null);
    undo.hidden = dropped.length === 0;
    say("");
    number();
    sums();
    inputs(row)[0].focus();
  });

  // Cells as spreadsheets put them on the clipboard.
  const cut = (text) => {
    const lines = [[]];
    let cell = "", quoted = false, fresh = true;
    const end = () => { lines[lines.length - 1].push(cell.replaceAll(/\s+/g, " ").trim()); cell = ""; fresh = true; };
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quoted) {
        if (c !== '"') cell += c;
        else if (text[i + 1] === '"') cell += text[++i];
        else quoted = false;
      } else if (c === '"' && fresh && text.indexOf('"', i + 1) > 0) { quoted = true; fresh = false; }
      else if (c === "\t") end();
      else if (c === "\n") { end(); lines.push([]); }
      else { cell += c; fresh = false; }
    }
    end();
    return lines.filter((line) => line.some((t) => t));
  };
  const key = (t) => t.toLowerCase().normalize("NFD").replaceAll(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").replace(/\(.*/, "").replaceAll(/[\s.:*]+/g, " ").trim();
  const sumWords = ["tong", "tong cong", "cong", "tong so", "cong chung", "tong chung"];
  const isSum = (line) => line.some((t) => sumWords.includes(key(t))) && line.every((t) => sumWords.includes(key(t)) || /^[-–.,\d\s%]*$/.test(t));
  table.addEventListener("paste", (e) => {
    const text = e.clipboardData.getData("text/plain").replaceAll("\r\n", "\n").replace(/\n+$/, "");
    if (e.target.tagName !== "INPUT" || !/[\t\n]/.test(text)) return;
    e.preventDefault();
    let lines = cut(text), [row, column] = at(e.target), notes = [], order = null, outside = 0, left = 0;
    const heads = (lines[0] || []).map((t) => columns.findIndex((c) => key(c) === key(t) && key(t)));
    if (heads.filter((c) => c >= 0).length >= Math.min(2, columns.length)) {
      order = heads;
      lines = lines.slice(1);
      notes.push(says.headings);
    } else if (column === 0 && lines.length > 0 && lines.every((l, i) => l.length === columns.length + 1 && Number(l[0].replace(/\.$/, "")) === i + Number(lines[0][0].replace(/\.$/, "")))) {
      lines = lines.map((l) => l.slice(1)); // numbers of rows
    }
    if (lines.length > 1 && isSum(lines[lines.length - 1]) && table.querySelector("[data-total]")) {
      lines.pop();
      notes.push(says.sums);
    }
    for (const line of lines) {
      const target = rows()[row] || add();
      if (!target) { left++; continue; }
      row++;
      const cells = inputs(target);
      line.forEach((t, i) => {
        const to = order ? order[i] : column + i;
        if (to >= 0 && cells[to]) { cells[to].value = t; calm(cells[to]); } else if (t && !order) outside++;
      });
    }
    changed = true;
    soon();
    sums();
    if (outside) notes.push(says.outside.replace("{n}", outside));
    if (left) notes.push(says.full.replace("{n}", left));
    say(notes.join(" "));
  });

  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(place)); } catch { /* forbidden */ }
  if (kept && kept.mark === mark && !says.typed && kept.lines.length && JSON.stringify(kept.lines) !== JSON.stringify(filled())) {
    while (rows().length < kept.lines.length && add());
    rows().forEach((row, r) => inputs(row).forEach((input, c) => { input.value = (kept.lines[r] || [])[c] || ""; calm(input); }));
    changed = true;
    sums();
    say(says.kept);
  } else forget();
})();
