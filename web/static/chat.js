// The page of the chat: lines as they come, words that are never lost, no waiting.
// Everything works without this file, too.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const list = at("tin"), form = at("soan"), box = at("text"), compose = at("cuoi");
  if (!list || !form) return;
  const says = compose.dataset, state = at("trang-thai"), jump = at("xuong");
  const page = "/tro-chuyen", seconds = (n) => new Promise((done) => setTimeout(done, n * 1000));

  // What is kept in this browser, apart for everybody who uses it.
  const mine = "thuky/" + list.dataset.whose + "/";
  const keep = {
    get(key) { try { return JSON.parse(localStorage.getItem(mine + key)); } catch { return null; } },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(mine + key);
        else localStorage.setItem(mine + key, JSON.stringify(value));
      } catch { /* full, or forbidden: the server keeps the rest */ }
    },
    keys() { try { return Object.keys(localStorage).filter((k) => k.startsWith(mine)).map((k) => k.slice(mine.length)); } catch { return []; } },
  };
  const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  // One request after the other, so that nothing overtakes what was sent before.
  let queue = Promise.resolve();
  function ask(path, body, limit = 30, progress = null) {
    const run = async () => {
      if (progress) return push(path, body, limit, progress);
      const cut = new AbortController(), timer = setTimeout(() => cut.abort(), limit * 1000);
      try {
        const answer = await fetch(path, { method: body ? "POST" : "GET", body, headers: { "X-Thuky": "1" }, signal: cut.signal });
        return { ok: answer.ok, status: answer.status, text: await answer.text() };
      } catch { return { ok: false, status: 0, text: "" }; } finally { clearTimeout(timer); }
    };
    return (queue = queue.then(run, run));
  }
  // A file says how far it is; fetch cannot.
  const push = (path, body, limit, progress) => new Promise((done) => {
    const x = new XMLHttpRequest(), end = () => done({ ok: x.status >= 200 && x.status < 300, status: x.status, text: x.responseText || "" });
    x.open("POST", path);
    x.timeout = limit * 1000;
    x.setRequestHeader("X-Thuky", "1");
    x.upload.onprogress = (e) => { if (e.lengthComputable) progress(e.loaded / e.total); };
    x.onload = x.onerror = x.ontimeout = x.onabort = end;
    x.send(body);
  });
  const fields = (all) => { const f = new FormData(); for (const k in all) f.append(k, all[k]); return f; };

  // State: what is wrong, or nothing.
  let lost = false;
  function tell(words) { state.textContent = words || ""; }
  function gone() { lost = true; tell(says.lost); }
  function back() { if (lost) { lost = false; tell(""); } }
  let toasting;
  function toast(words) {
    const t = at("bao");
    t.textContent = words; t.hidden = false;
    clearTimeout(toasting);
    toasting = setTimeout(() => { t.hidden = true; }, 5000);
  }

  // Lines.
  const seq = (li) => Number(li.dataset.seq || 0);
  const last = () => { for (let li = list.lastElementChild; li; li = li.previousElementSibling) if (seq(li)) return seq(li); return 1; };
  const look = (li) => li.outerHTML.replace(/name="nonce" value="[^"]*"| newday| tabindex="-1"/g, "");
  const low = () => innerHeight + scrollY > document.documentElement.scrollHeight - 200;

  function parse(html) { const t = document.createElement("template"); t.innerHTML = html; return [...t.content.children]; }

  // What the stream says is the newest; an answer to something else may have been overtaken
  // by it, and only adds what is not there.
  function put(html, newest) {
    const down = low();
    let first = null;
    for (const li of parse(html)) {
      if (!seq(li)) continue;
      if (li.dataset.key) drop(li.dataset.key);
      const old = at(li.id);
      if (old && (live && !newest || look(old) === look(li))) continue;
      if (old) {
        const focused = old.contains(document.activeElement);
        old.replaceWith(li);
        if (focused) { li.tabIndex = -1; li.focus({ preventScroll: true }); }
        continue;
      }
      let before = list.lastElementChild;
      while (before && (!seq(before) || seq(before) > seq(li)) && !before.classList.contains("older")) before = before.previousElementSibling;
      if (before) before.after(li); else list.prepend(li);
      const own = li.classList.contains("mine"), head = headOf(li);
      for (let other = li.previousElementSibling; other; other = other.previousElementSibling) {
        if (own || head && head === headOf(other)) fold(other);
      }
      if (own) forget(li); else if (!first) first = li;
    }
    days();
    if (!first) return;
    if (down) show(first); else jump.hidden = false;
  }
  function headOf(li) { const h = li.querySelector(".head"); return h ? h.textContent : ""; }
  function fold(li) { const d = li.querySelector("details.choices"); if (d) d.open = false; }
  function days() {
    let day = "";
    for (const li of list.children) if (seq(li)) { li.classList.toggle("newday", li.dataset.day !== day); day = li.dataset.day; }
    const nobody = document.querySelector(".nobody");
    if (nobody && day) nobody.remove();
  }
  // Down to the end, but never past the beginning of what is new.
  function show(first) {
    const end = document.documentElement.scrollHeight - innerHeight;
    const top = first ? first.getBoundingClientRect().top + scrollY - 12 : end;
    scrollTo({ top: Math.min(end, top), behavior: "instant" });
    jump.hidden = true;
  }

  async function refresh() {
    const r = await ask(page + "?sau=" + last());
    if (r.ok) { back(); put(r.text); } else if (r.status === 401) ended(); else gone();
  }
  let signedOut = false;
  function ended() { signedOut = true; lost = false; close(); tell(says.ended); }

  list.addEventListener("click", async (e) => {
    const older = e.target.closest(".older a"), key = e.target.closest("button[name=choice]"), copy = e.target.closest("a.copy");
    if (older) {
      e.preventDefault();
      const r = await ask(older.getAttribute("href"));
      if (!r.ok) { toast(r.text || says.lost); return; }
      const from = document.documentElement.scrollHeight;
      older.closest("li").replaceWith(...parse(r.text));
      days();
      scrollBy({ top: document.documentElement.scrollHeight - from, behavior: "instant" });
    } else if (key) {
      e.preventDefault();
      const keys = key.form.querySelectorAll("button");
      for (const b of keys) b.disabled = true;
      key.classList.add("pressed");
      setTimeout(() => { for (const b of keys) b.disabled = false; key.classList.remove("pressed"); }, 4000);
      order({ path: "/bam", line: key.form.elements.line.value, choice: key.value });
    } else if (copy) {
      e.preventDefault();
      const words = copy.closest("li").querySelector("[data-text]").dataset.text;
      box.value = box.value.trim() ? box.value.trimEnd() + "\n" + words : words;
      changed();
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    }
  });

  // What is on its way. Words and presses outlive the page.
  const out = [];
  function order(o) {
    o.nonce = nonce(); o.at = Date.now();
    if (!o.file) keep.set("out/" + o.nonce, o);
    out.push(o);
    pending(o);
    pump();
  }
  function pending(o) {
    const words = o.file ? o.file.name : o.text;
    if (!words) return;
    const li = document.createElement("li"), bubble = document.createElement("div"), p = document.createElement("p"), note = document.createElement("small");
    li.className = "line mine pending"; li.dataset.wait = o.nonce; bubble.className = "bubble";
    p.textContent = words.length > 700 ? words.slice(0, 700) + " …" : words;
    note.textContent = says.sending;
    bubble.append(p, note);
    if (o.file) {
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", words);
      bubble.append(bar);
    }
    li.append(bubble); list.append(li);
    show();
  }
  function way(o, part) {
    const bar = list.querySelector(`li.pending[data-wait="${o.nonce}"] progress`);
    if (bar) bar.value = part;
  }
  function drop(key) { for (const li of list.querySelectorAll("li.pending")) if (li.dataset.wait === key) li.remove(); }
  function settle(o) { out.splice(out.indexOf(o), 1); keep.set("out/" + o.nonce, null); drop(o.nonce); }

  let pumping = false, pause = 1, wake = () => {};
  async function pump() {
    if (pumping || signedOut) return;
    pumping = true;
    while (out.length && !signedOut) {
      const { path, file, at: _, ...rest } = out[0], o = out[0];
      const r = await ask(page + (path || ""), fields(file ? { tep: file, nonce: o.nonce } : rest), file ? 600 : 30, file ? (part) => way(o, part) : null);
      if (r.ok) {
        settle(o); back(); pause = 1;
        if (r.text.includes("<li")) put(r.text); else if (!live) refresh();
      } else if (r.status === 401) ended();
      else if (r.status >= 400 && r.status < 500 && r.status !== 408 && r.status !== 429) {
        settle(o);
        if (o.text) { box.value = (o.text + "\n" + box.value).trimEnd(); changed(); }
        if (path === "/bam") toast(r.text); else tell(r.text);
      } else {
        gone();
        await Promise.race([seconds(pause + Math.random()), new Promise((done) => { wake = done; })]);
        pause = Math.min(pause * 2, 30);
      }
    }
    pumping = false;
  }
  addEventListener("online", () => wake());

  // The editor: kept here at every letter, and on the server soon after.
  let base = box.value, saving, since = 0;
  function changed() {
    grow();
    keep.set("draft", { text: box.value, base });
    clearTimeout(saving);
    since = since || Date.now();
    saving = setTimeout(save, Date.now() - since > 10000 ? 0 : 2000 + box.value.length / 10);
  }
  async function save() {
    const text = box.value;
    since = 0;
    if (text === base || signedOut) return;
    const r = await ask(page + "/nhap", fields({ text }));
    if (!r.ok) return;
    base = text;
    keep.set("draft", { text: box.value, base });
  }
  function grow() {
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight + 2, innerHeight * 0.45) + "px";
  }
  // What was sent from another device is not to be sent from here once more.
  function forget(li) {
    const text = box.value.trim(), p = li.querySelector(".words");
    const fold = (t) => t.replace(/[\s*]+/g, " ").trim();
    if (text && p && fold(p.textContent) === fold(text)) { box.value = base = ""; changed(); }
  }
  function send() {
    const text = box.value;
    if (!text.trim()) { tell(says.empty); box.focus(); return; }
    if ([...text].length > Number(box.dataset.most)) { tell(says.long); return; }
    if (!lost) tell("");
    clearTimeout(saving);
    box.value = base = "";
    keep.set("draft", null);
    grow();
    order({ text });
  }
  form.addEventListener("submit", (e) => { e.preventDefault(); send(); });
  box.addEventListener("input", () => { if (!lost) tell(""); changed(); });
  box.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); send(); }
  });
  box.addEventListener("paste", (e) => {
    if (e.clipboardData && e.clipboardData.files.length) { e.preventDefault(); hand(e.clipboardData.files); }
  });

  // Files.
  const pick = at("tep");
  function hand(files) {
    for (const file of files) {
      if (file.size > 20 << 20) tell(says.large.replace("{}", file.name)); else order({ path: "/tep", file });
    }
  }
  pick.form.querySelector("button").hidden = true;
  pick.form.addEventListener("submit", (e) => e.preventDefault());
  pick.addEventListener("change", () => { hand(pick.files); pick.value = ""; pick.closest("details").open = false; });

  // The stream. A page in the background lets go of it; one that cannot have it asks now and then.
  let events = null, live = false, hiding;
  function close() { if (events) events.close(); events = null; live = false; }
  function connect() {
    if (events || signedOut || document.hidden) return;
    events = new EventSource(page + "/dong?sau=" + last());
    events.addEventListener("bat-dau", () => { live = true; back(); pause = 1; wake(); });
    events.addEventListener("tin", (e) => put(e.data, true));
    events.addEventListener("bao", (e) => toast(e.data));
    events.addEventListener("thay", close);
    events.addEventListener("het", ended);
    events.onerror = () => { live = false; if (events && events.readyState === 2) close(); };
  }
  setInterval(() => { if (!live && !document.hidden && !signedOut) { refresh(); connect(); } }, 5000);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) { save(); hiding = setTimeout(close, 60000); } else { connect(); wake(); }
  });
  addEventListener("pageshow", (e) => { if (e.persisted) { close(); connect(); } });
  addEventListener("pagehide", close);

  // Who signs out leaves nothing behind but what could not be sent.
  for (const f of document.querySelectorAll("form.who")) f.addEventListener("submit", () => keep.set("draft", null));
  addEventListener("scroll", () => { if (low()) jump.hidden = true; }, { passive: true });
  jump.addEventListener("click", () => show());

  // What was being written here, and what was written elsewhere meanwhile.
  const draft = keep.get("draft"), server = box.value.trim();
  if (draft && draft.text && draft.text.trim() && draft.text !== draft.base) {
    const other = server && server !== (draft.base || "").trim() && !draft.text.includes(server);
    box.value = other ? box.value.trimEnd() + "\n\n" + draft.text : draft.text;
    changed();
  }
  for (const o of keep.keys().filter((k) => k.startsWith("out/")).map(keep.get).filter((o) => o && o.nonce).sort((a, b) => a.at - b.at)) { out.push(o); pending(o); }
  grow();
  days();
  show();
  pump();
  connect();
})();
