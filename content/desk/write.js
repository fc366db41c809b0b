// The writing room: a text, its form, its page, and nothing that is ever lost.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const secret = (document.querySelector("[data-secret]") ?? document.body).dataset.secret;
  const post = async (what, body, type = "application/json") => {
    const headers = { "Content-Type": type, "X-Bedside-Secret": secret };
    const answer = await fetch(`/_bedside/write/${what}`, { method: "POST", headers, body }).catch(() => null);
    if (!answer) return { status: 0, problem: "Bedside does not answer: is it still running? Your text stays here." };
    const text = await answer.text();
    let value = {};
    try { value = JSON.parse(text); } catch { value = { problem: text.trim() }; }
    return { status: answer.status, ...value };
  };
  const ask = (what, value) => post(what, JSON.stringify(value));

  // The page on which a document is begun.
  $("new")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await ask("new", { kind: $("kind").value, title: $("new-title").value });
    if (answer.status === 200) location.href = `/_bedside/write/${answer.file}`;
    else $("refused").textContent = answer.problem;
  });
  $("trash")?.addEventListener("click", async (event) => {
    const name = event.target.closest("button")?.dataset.back;
    if (!name) return;
    const answer = await ask("give-back", { name });
    if (answer.status === 200) location.href = `/_bedside/write/${answer.file}`;
    else $("told").textContent = answer.problem;
  });

  const room = $("room");
  if (!room) return;
  const cm = window.BedsideEditor;
  const { file } = room.dataset;
  const isDocument = room.dataset.document === "true";
  const KEY = `bedside:${file}`;
  let base = "", saved = "", state = {}, words = {}, view, whole = !isDocument;

  // The text: one document in the editor, its front matter folded away while the form shows it.
  const bodyAt = (text) => {
    const match = /^---[ \t]*\n(?:[\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
    return match ? match[0].length : 0;
  };
  const text = () => view.state.doc.toString();
  const fold = cm.StateEffect.define();
  const folded = cm.StateField.define({
    create: (editor) => decorate(editor),
    update: (value, change) =>
      change.docChanged || change.effects.some((effect) => effect.is(fold)) ? decorate(change.state) : value,
    provide: (field) => cm.EditorView.decorations.from(field),
  });
  function decorate(editor) {
    const end = whole ? 0 : bodyAt(editor.doc.toString());
    if (end < 2) return cm.Decoration.none;
    const last = end === editor.doc.length && editor.doc.line(editor.doc.lines).length > 0 ? end : end - 1;
    return cm.Decoration.set([cm.Decoration.replace({ block: true }).range(0, last)]);
  }
  const ours = cm.Annotation.define();
  const guard = cm.EditorState.changeFilter.of((change) => {
    const end = whole ? 0 : bodyAt(change.startState.doc.toString());
    if (!end || change.annotation(ours) || change.isUserEvent("undo") || change.isUserEvent("redo")) return true;
    return [0, end];
  });
  // Takes over a text with the smallest change, so that place and history stay.
  const take = (next) => {
    const now = text();
    if (now === next) return;
    let start = 0;
    const most = Math.min(now.length, next.length);
    while (start < most && now[start] === next[start]) start++;
    let end = 0;
    while (end < most - start && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
    view.dispatch({
      changes: { from: start, to: now.length - end, insert: next.slice(start, next.length - end) },
      annotations: ours.of(true),
    });
  };

  // Never losing a word: this browser keeps the text at once, Bedside a moment later.
  const keep = () => {
    try {
      if (text() === saved) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify({ base, text: text() }));
    } catch { /* a full or closed store: Bedside keeps the text as well */ }
  };
  const status = () => {
    $("saved").textContent = text() === saved ? "Saved" : "Not saved yet";
    document.title = `${text() === saved ? "" : "● "}${file} - Desk`;
  };
  let laying = false, waiting = false, timer;
  const lay = async () => {
    if (laying) { waiting = true; return; }
    laying = true;
    const sent = text();
    const answer = await ask("lay", { file, base, text: sent });
    laying = false;
    if (answer.status === 200) {
      room.dataset.laid = String(Number(room.dataset.laid ?? 0) + 1);
      if (sent === text()) show(answer.state);
      if (answer.unkept) notice(`The unsaved text cannot be kept on the disk (${answer.unkept}). Save it, or copy it.`);
      // A save that is on its way tells itself of a file that has changed.
      if (answer.mark !== base && !saving) conflict(answer.mark);
    } else if (answer.status !== 0) notice(answer.problem);
    if (waiting) { waiting = false; lay(); }
  };
  const changed = () => { keep(); status(); clearTimeout(timer); timer = setTimeout(lay, 25); };

  const notice = (sentence, ...more) => {
    $("notice").replaceChildren(make("p", {}, sentence), ...more);
    $("notice").hidden = false;
  };
  const quiet = () => { $("notice").hidden = true; $("notice").replaceChildren(); };
  const button = (label, act) => {
    const made = make("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  };

  let clash = "";
  const conflict = async (mark) => {
    if (clash === String(mark)) return;
    clash = String(mark);
    const answer = await ask("open", { file });
    if (answer.status !== 200) {
      notice("The file was deleted or renamed by another program. Your text is still here: copy it, or make the file again.");
      return;
    }
    // An answer from before the last save: the file is the one that this text began from.
    if (answer.mark === base) { clash = ""; return; }
    if (answer.text === text()) { base = answer.mark; saved = answer.text; clash = ""; quiet(); status(); keep(); return; }
    const both = make("div", { className: "both" },
      make("div", {}, make("h2", { className: "small" }, "On the disk"), make("pre", { tabIndex: 0 }, answer.text)),
      make("div", {}, make("h2", { className: "small" }, "Yours"), make("pre", { tabIndex: 0 }, text())));
    notice("Another program has changed this file since you opened it. Nothing was overwritten. Choose one; the other stays in the history.",
      both,
      make("p", { className: "actions" },
        button("Keep mine", async () => { base = answer.mark; clash = ""; quiet(); await save(); }),
        button("Take the one on the disk", () => {
          base = answer.mark; saved = answer.text; clash = ""; take(answer.text); quiet(); changed();
        })));
  };

  // One save at a time; what is asked for meanwhile comes after it.
  let saving = false, again = false;
  const save = async () => {
    if (saving) { again = true; return; }
    saving = true;
    const sent = text();
    const answer = await ask("save", { file, base, text: sent });
    saving = false;
    const next = again && text() !== sent;
    again = false;
    if (answer.status === 200) {
      base = answer.mark; saved = sent;
      quiet(); status(); keep();
      if (next) await save();
      else if (sent === text()) show(answer.state);
    } else if (answer.status === 409) { clash = ""; await conflict(answer.mark); }
    else notice(answer.problem);
  };

  // What is known of the text: its findings, its length, its page, its form.
  const show = (next) => {
    state = next;
    const size = view.state.doc.length;
    const findings = (state.findings ?? []).filter((one) => one.from <= size)
      .map((one) => ({ ...one, to: Math.min(size, Math.max(one.to, one.from)) }));
    const marks = findings.map((one) => ({
      from: one.from, to: one.to, severity: one.severity, message: [one.message, ...one.help].join("\n"),
    }));
    view.dispatch(cm.setDiagnostics(view.state, marks));
    $("findings").replaceChildren(...findings.map((one) => make("li", { className: one.severity },
      button(`${one.severity}: ${one.message}`, () => go(one.from)),
      make("p", { className: "help" }, `line ${one.line} · ${one.code}`),
      ...one.help.map((help) => make("p", { className: "help" }, help)))));
    if (!findings.length) $("findings").append(make("li", { className: "fine" }, "Nothing is wrong in this text."));
    $("length").textContent = isDocument && state.words !== undefined
      ? `${state.words} words, about ${state.minutes} min to read` : "";
    $("address").textContent = state.address ?? "";
    const page = $("page");
    page.hidden = !state.page;
    $("no-page").hidden = Boolean(state.page);
    if (state.page && page.dataset.at !== state.page) { page.dataset.at = state.page; page.src = state.page; }
    form();
  };
  const go = (at) => {
    if (at < bodyAt(text()) && !whole) toggle();
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    view.focus();
  };
  const toggle = () => {
    whole = !whole;
    document.querySelector("[data-do=source]").setAttribute("aria-pressed", String(whole));
    view.dispatch({ effects: fold.of(null) });
    if (!whole && view.state.selection.main.head < bodyAt(text())) view.dispatch({ selection: { anchor: bodyAt(text()) } });
  };

  // The form. Each field is a path in the front matter; Bedside changes that value and nothing else.
  const set = async (path, value) => {
    for (let turn = 0; turn < 5; turn++) {
      const sent = text();
      const answer = await ask("set", { text: sent, path, value });
      if (answer.status !== 200) { notice(answer.problem); form(); return; }
      if (sent !== text()) continue;
      take(answer.text);
      return;
    }
  };
  const at = (path) => path.reduce((value, key) => value?.[key], state.values ?? {});
  const FIELDS = [
    ["title", "Title", "text", "wide"], ["summary", "Summary, one or two sentences", "area", "wide"],
    ["date", "Date (2026-11-30, or 2026-11-30 07:30 to publish then)", "text"], ["draft", "Draft: readers do not see it", "check"],
    ["updated", "Updated in substance on", "text"], ["expires", "Leaves the site on", "text"],
    ["slug", "Address, where not made from the title", "text"],
    ["authors", "Authors", "list", "people"], ["conditions", "Conditions, by any name", "list", "conditions"],
    ["topics", "Topics", "list", "topics"], ["awareness", "Observances", "list", ""], ["sources", "Sources of the library", "list", "sources"],
    ["image.src", "Picture", "text"], ["image.alt", "What the picture shows, for those who do not see it", "text"],
    ["call_to_action.label", "Next step for the reader: words", "text"], ["call_to_action.url", "Next step: address", "text"],
    ["aliases", "Former addresses", "list", ""],
  ];
  const SETTINGS = [["title", "Name of the site", "text", "wide"], ["url", "Address of the site", "text"],
    ["timezone", "Time zone", "text"], ["practice.name", "Name of the practice", "text"], ["practice.phone", "Phone", "text"]];
  const fields = () => (isDocument ? FIELDS : file === "bedside.yaml" ? SETTINGS : []);
  const build = () => {
    if (!fields().length) { $("form").hidden = true; return; }
    for (const [name, label, type, more] of fields()) {
      const path = name.split("."), id = `field-${name.replace(".", "-")}`;
      const box = make("div", { className: more === "wide" ? "wide" : "" });
      if (type === "check") {
        const input = make("input", { type: "checkbox", id });
        input.addEventListener("change", () => set(path, input.checked ? true : null));
        box.append(make("label", { htmlFor: id }, input, ` ${label}`));
      } else if (type === "list") {
        const input = make("input", { id });
        if (words[more]) {
          const list = make("datalist", { id: `${id}-words` });
          for (const one of words[more]) {
            for (const also of new Set([one.name, ...(one.also ?? [])])) list.append(make("option", { value: also }, one.id));
          }
          input.setAttribute("list", list.id);
          box.append(list);
        }
        const add = () => {
          const typed = input.value.trim();
          if (!typed) return;
          input.value = "";
          const same = (name) => name.toLowerCase() === typed.toLowerCase();
          const found = (words[more] ?? []).find((one) => same(one.id) || same(one.name) || (one.also ?? []).some(same));
          const old = [at(path) ?? []].flat();
          const id = found?.id ?? typed;
          if (!old.includes(id)) set(path, [...old.map((_, keep) => ({ keep })), id]);
        };
        input.addEventListener("change", add);
        input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
        box.append(make("label", { htmlFor: id }, label), make("ul", { className: "chips", id: `${id}-chips` }), input);
      } else {
        const input = type === "area" ? make("textarea", { id, rows: 2 }) : make("input", { id });
        input.spellcheck = true;
        input.addEventListener("change", () => set(path, input.value === "" ? null : input.value));
        box.append(make("label", { htmlFor: id }, label), input);
        if (name === "summary") box.append(make("p", { className: "help", id: "summary-length" }));
      }
      $("fields").append(box);
    }
  };
  const form = () => {
    for (const [name, , type, more] of fields()) {
      const path = name.split("."), input = $(`field-${name.replace(".", "-")}`), value = at(path);
      if (!input) continue;
      if (type === "check") input.checked = value === true;
      else if (type === "list") {
        const old = [value ?? []].flat();
        const label = (one) => (words[more] ?? []).find((known) => known.id === one)?.name ?? (one?.id ?? one?.name ?? String(one));
        $(`${input.id}-chips`).replaceChildren(...old.map((one, place) => make("li", {}, button(`${label(one)} ×`, () =>
          set(path, old.map((_, keep) => ({ keep })).filter((_, keep) => keep !== place))))));
        $(`${input.id}-chips`).querySelectorAll("button").forEach((one) => one.setAttribute("aria-label", `Remove ${one.textContent.slice(0, -2)}`));
      } else if (document.activeElement !== input) input.value = value === undefined || value === null ? "" : String(value);
    }
    const summary = state.values?.summary;
    if ($("summary-length")) $("summary-length").textContent = `${[...(summary ?? "")].length} characters; 100 to 180 are shown in full by search engines`;
  };

  // Tools.
  const insert = (words) => view.dispatch(view.state.replaceSelection(words));
  const line = (mark) => {
    const at = view.state.doc.lineAt(view.state.selection.main.head);
    view.dispatch({ changes: { from: at.from, insert: mark } });
  };
  const question = (title, label) => new Promise((done) => {
    const dialog = $("ask");
    $("ask-title").textContent = title;
    $("ask-label").textContent = label;
    $("ask-text").value = "";
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? $("ask-text").value.trim() : null), { once: true });
    dialog.showModal();
  });
  const around = (mark) => {
    const { from, to } = view.state.selection.main;
    view.dispatch({
      changes: [{ from, insert: mark }, { from: to, insert: mark }],
      selection: { anchor: from + mark.length, head: to + mark.length },
    });
  };
  const picture = async (blob) => {
    const name = blob.name ?? "picture";
    const answer = await post(`picture?${new URLSearchParams({ file, name })}`, blob, blob.type);
    if (answer.status !== 200) { notice(answer.problem); return; }
    const alt = await question("What does the picture show?", "For those who do not see it; leave it empty only for an ornament");
    insert(`![${(alt ?? "").replace(/[[\]\\]/g, "\\$&")}](${answer.src})`);
  };
  const DO = {
    bold: () => around("**"), italic: () => around("*"), heading: () => line("## "), list: () => line("- "),
    link: async () => {
      const address = await question("Link", "Address, or the path of a page of this site such as /contact/");
      if (!address) return;
      const { from, to } = view.state.selection.main;
      insert(`[${view.state.sliceDoc(from, to) || address}](${address})`);
    },
    cite: () => { insert("[@"); cm.startCompletion(view); },
    picture: () => $("choose").click(),
    undo: () => cm.undo(view), redo: () => cm.redo(view), search: () => { cm.openSearchPanel(view); return true; },
    source: toggle, save,
    versions: async () => {
      const answer = await ask("versions", { file });
      const list = (answer.versions ?? []).map((name) => {
        const when = name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d).*$/, "$1-$2-$3 $4:$5:$6 UTC");
        return make("li", {}, button(`Take over the version before ${when}`, async () => {
          const version = await ask("version", { file, name });
          if (version.status === 200) { take(version.text); changed(); } else notice(version.problem);
        }));
      });
      $("versions").replaceChildren(...(list.length ? list : [make("li", {}, "No earlier version is kept yet.")]));
    },
    review: async () => {
      if (text() !== saved) { notice("Save the text first: a review signs what is saved."); return; }
      const answer = await ask("review", { file, base, by: $("reviewer").value });
      if (answer.status !== 200) { notice(answer.problem); return; }
      base = answer.mark; saved = answer.text; take(answer.text); changed();
    },
    discard: async () => {
      const answer = await ask("discard", { file, base });
      if (answer.status !== 200) { notice(answer.problem); return; }
      localStorage.removeItem(KEY);
      location.href = "/_bedside/write";
    },
  };
  room.addEventListener("click", async (event) => {
    const what = event.target.closest("button[data-do]")?.dataset.do;
    if (!what) return;
    await DO[what]();
    if (["bold", "italic", "heading", "list", "link", "cite", "undo", "redo"].includes(what)) view.focus();
  });
  $("choose").addEventListener("change", (event) => { for (const one of event.target.files) picture(one); event.target.value = ""; });
  $("width").addEventListener("change", (event) => $("page").classList.toggle("wide", event.target.value !== "390"));
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });

  // Names of sources behind `[@`, pages of the site behind `](/`.
  const complete = (context) => {
    const source = context.matchBefore(/\[@[\w-]*$/);
    if (source) return { from: source.from + 2, options: (words.sources ?? []).map((one) => ({ label: one.id, detail: one.name })) };
    const page = context.matchBefore(/\]\(\/[^)\s]*$/);
    if (page) return { from: page.from + 2, options: (words.pages ?? []).map((one) => ({ label: one.id, detail: one.name })) };
    return null;
  };

  // Editor and page scroll together.
  let leader = null, rest;
  const lead = (who) => { if (leader && leader !== who) return false; leader = who; clearTimeout(rest); rest = setTimeout(() => { leader = null; }, 150); return true; };
  const share = (top, height, visible) => (height > visible ? top / (height - visible) : 0);
  const follow = () => {
    const page = $("page").contentWindow, root = page?.document?.documentElement;
    if (!root) return;
    page.addEventListener("scroll", () => {
      if (!lead("page")) return;
      const scroller = view.scrollDOM;
      scroller.scrollTop = share(page.scrollY, root.scrollHeight, page.innerHeight) * (scroller.scrollHeight - scroller.clientHeight);
    });
  };
  $("page").addEventListener("load", follow);

  const files = (event, list) => {
    const found = [...(list ?? [])].filter((one) => one.type.startsWith("image/"));
    if (!found.length) return false;
    event.preventDefault();
    found.forEach(picture);
    return true;
  };
  const start = async () => {
    const opened = await ask("open", { file });
    room.hidden = false;
    if (opened.status !== 200) { notice(opened.problem); return; }
    ({ mark: base, text: saved } = opened);
    words = await ask("words", {});
    const tree = $("editor").attachShadow({ mode: "open" });
    const parent = make("div");
    tree.append(make("link", { rel: "stylesheet", href: "/_bedside/write.css" }), parent);
    const style = cm.HighlightStyle.define([
      { tag: cm.tags.heading, fontWeight: "700", fontSize: "1.125em" }, { tag: cm.tags.strong, fontWeight: "700" },
      { tag: cm.tags.emphasis, fontStyle: "italic" }, { tag: cm.tags.link, textDecoration: "underline" },
      { tag: [cm.tags.url, cm.tags.processingInstruction, cm.tags.monospace], color: "var(--muted)" },
    ]);
    view = new cm.EditorView({
      doc: opened.text, root: tree, parent,
      extensions: [
        cm.history(), cm.drawSelection(), cm.EditorView.lineWrapping, cm.markdown, cm.syntaxHighlighting(style), cm.search({ top: true }),
        cm.autocompletion({ override: [complete] }), folded, guard,
        cm.keymap.of([{ key: "Mod-b", run: () => (around("**"), true) }, { key: "Mod-i", run: () => (around("*"), true) },
          ...cm.searchKeymap, ...cm.historyKeymap, ...cm.completionKeymap, ...cm.lintKeymap, ...cm.defaultKeymap]),
        cm.EditorView.contentAttributes.of({ "aria-label": isDocument ? "Text of the document" : "The file", spellcheck: "true", autocorrect: "on" }),
        cm.EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
        cm.EditorView.domEventHandlers({
          paste: (event) => files(event, event.clipboardData?.files), drop: (event) => files(event, event.dataTransfer?.files),
        }),
      ],
    });
    view.scrollDOM.addEventListener("scroll", () => {
      const page = $("page").contentWindow, root = page?.document?.documentElement;
      if (!root || !lead("text")) return;
      const scroller = view.scrollDOM;
      page.scrollTo(0, share(scroller.scrollTop, scroller.scrollHeight, scroller.clientHeight) * (root.scrollHeight - page.innerHeight));
    });
    if (!whole) view.dispatch({ selection: { anchor: bodyAt(opened.text) } });
    document.querySelector("[data-do=source]").setAttribute("aria-pressed", String(whole));
    $("reviewer").replaceChildren(...(words.people ?? []).map((one) => make("option", { value: one.id }, one.name)));
    build();
    show(opened.state);
    status();
    offer(opened);
    room.dataset.ready = "true";
    room.view = view;
  };
  // What was not saved is offered again: from this browser first, which is never behind.
  const offer = (opened) => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(KEY)); } catch { /* nothing that can be read */ }
    if (kept?.text === opened.text) kept = null;
    kept ??= opened.draft;
    if (!kept) return;
    notice("There is a text of this document that was not saved.", make("p", { className: "actions" },
      button("Go on with it", () => { quiet(); take(kept.text); base = kept.base; changed(); }),
      button("Throw it away", async () => { localStorage.removeItem(KEY); quiet(); await ask("lift", { file }); })));
  };
  addEventListener("pagehide", () => { if (view) keep(); });
  start();
})();
