// The writing room: a text, its form, its page, and nothing that is ever lost.
import { $, against, ask, button, make, post, say } from "./ask.js";
import { block, dialog, line, link, question } from "./dialogs.js";
import { formOf } from "./form.js";
import { openSources } from "./sources.js";
import { catchFiles, completionOf, editorOf, together } from "./text.js";

const element = $("room");
const { kind } = element.dataset;
let { file } = element.dataset;
const isDocument = element.dataset.document === "true";
const key = () => `bedside:${file}`;
// `seen` is the text whose values `state` has.
let base = "", saved = "", seen = "", state = {}, words = {}, editor, form;
const text = () => editor.text();

const notice = (sentence, ...more) => {
  $("notice").replaceChildren(make("p", {}, sentence), ...more);
  $("notice").hidden = false;
};
const quiet = () => { $("notice").hidden = true; $("notice").replaceChildren(); };

// Never losing a word: this browser keeps the text at once, Bedside a moment later.
const keep = () => {
  try {
    if (text() === saved) localStorage.removeItem(key());
    else localStorage.setItem(key(), JSON.stringify({ base, text: text() }));
  } catch { /* a full or closed store: Bedside keeps the text as well */ }
};
const status = () => {
  $("saved").textContent = text() === saved ? say("room.saved") : say("room.unsaved");
  document.title = `${text() === saved ? "" : "● "}${file} - ${say("frame.desk")}`;
};
// A document that got a folder of its own is the same one: the room goes on with it there.
const follow = (moved) => {
  if (moved === file) return;
  try { localStorage.removeItem(key()); } catch { /* nothing was kept */ }
  file = moved;
  element.dataset.file = moved;
  history.replaceState(null, "", `/_bedside/write/${moved.split("/").map(encodeURIComponent).join("/")}`);
  keep();
  status();
};
const about = async (what, body = {}) => {
  const answer = await ask(what, { file, ...body });
  if (!answer.moved) return answer;
  follow(answer.moved);
  return ask(what, { file, ...body });
};
let laying = false, waiting = false, missed = false, timer;
const lay = async () => {
  if (laying) { waiting = true; return; }
  laying = true;
  const sent = text();
  const answer = await about("lay", { base, text: sent });
  laying = false;
  if (answer.status === 200) {
    element.dataset.laid = String(Number(element.dataset.laid ?? 0) + 1);
    if (sent === text()) show(answer.state);
    if (answer.unkept) notice(against({ problem: say("room.unkept", { reason: answer.unkept }), english: answer.unkept }));
    // A save that is on its way tells itself of a file that has changed.
    if (answer.mark !== base && !saving) conflict(answer.mark);
  } else if (answer.status !== 0) notice(against(answer));
  // Bedside has ended or was started again: the text goes to it as soon as it answers this page.
  missed = answer.status === 0 || answer.status === 403;
  if (waiting) { waiting = false; lay(); }
};
document.addEventListener("bedside-fresh", () => {
  if (!editor) return;
  follow(element.dataset.file);
  status();
  if (missed) { quiet(); lay().then(revive); }
});
// A page that was on its way when Bedside ended has not all of its parts; without its script it follows nothing.
const revive = () => {
  const page = $("page");
  if (!page.hidden && !page.contentDocument?.querySelector("bedside-preview")) page.src = page.dataset.at;
};
// The page follows at once; what is typed while it does goes together, as soon as it has.
const changed = () => { keep(); status(); clearTimeout(timer); timer = setTimeout(lay); };

let clash = "";
const conflict = async (mark) => {
  if (clash === String(mark)) return;
  clash = String(mark);
  const answer = await about("open");
  if (answer.status !== 200) {
    notice(say("room.gone"));
    return;
  }
  // An answer from before the last save: the file is the one that this text began from.
  if (answer.mark === base) { clash = ""; return; }
  if (answer.text === text()) { take(answer); return; }
  const began = saved, theirs = answer.text;
  const both = make("div", { className: "both" },
    make("div", {}, make("h2", { className: "small" }, say("room.on_disk")), make("pre", { tabIndex: 0 }, theirs)),
    make("div", {}, make("h2", { className: "small" }, say("room.yours")), make("pre", { tabIndex: 0 }, text())));
  const merged = await ask("merge", { base: began, mine: text(), theirs });
  notice(say("room.conflict"),
    both,
    make("p", { className: "actions" },
      merged.text === undefined || merged.text === null ? null : button(say("room.take_both"), () => {
        base = answer.mark; saved = theirs; clash = ""; editor.take(merged.text); quiet(); changed();
      }),
      button(say("room.keep_mine"), async () => { base = answer.mark; clash = ""; quiet(); await save(); }),
      button(say("room.take_theirs"), () => {
        base = answer.mark; saved = theirs; clash = ""; editor.take(theirs); quiet(); changed();
      })));
};
// What Bedside has written itself is the text from now on.
const take = (answer) => {
  base = answer.mark; saved = answer.text; clash = "";
  editor.take(answer.text);
  quiet(); changed();
};

// One save at a time; what is asked for meanwhile comes after it.
let saving = false, again = false;
const save = async () => {
  // What stands in a field of the form and what is on its way into the text belong to what is saved.
  if (document.activeElement.isTyped) document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
  await sets;
  if (saving) { again = true; return; }
  saving = true;
  const sent = text();
  const answer = await about("save", { base, text: sent });
  saving = false;
  const next = again && text() !== sent;
  again = false;
  if (answer.status === 200) {
    base = answer.mark; saved = sent;
    quiet(); status(); keep();
    if (next) await save();
    else if (sent === text()) show(answer.state);
  } else if (answer.status === 409) { clash = ""; await conflict(answer.mark); }
  else notice(against(answer));
};
const isSaved = () => {
  if (text() === saved) return true;
  notice(say("room.save_first"));
  return false;
};

let listed = "";
// What is known of the text: its findings, its length, its page, its form.
const show = (next) => {
  state = next;
  seen = text();
  const size = editor.view.state.doc.length;
  const findings = (state.findings ?? []).filter((one) => one.from <= size)
    .map((one) => ({ ...one, to: Math.min(size, Math.max(one.to, one.from)) }));
  editor.mark(findings.map((one) => {
    const message = [one.message, ...one.help].join("\n");
    return { from: one.from, to: one.to, severity: one.severity, message, renderMessage: () => make("span", { lang: "en" }, message) };
  }));
  const list = JSON.stringify(findings);
  if (list !== listed) {
    listed = list;
    const at = [...$("findings").querySelectorAll("button")].indexOf(document.activeElement);
    $("findings").replaceChildren(...findings.map((one) => make("li", { className: one.severity },
    button([`${say(`severities.${one.severity}`)}: `, make("span", { lang: "en" }, one.message)], () => editor.go(one.from)),
    make("p", { className: "help" }, say("room.line", { n: one.line }), ` · ${one.code}`),
    one.help.map((help) => make("p", { className: "help", lang: "en" }, help)))));
    if (!findings.length) $("findings").append(make("li", { className: "fine" }, say("room.fine")));
    // Who was on a finding stays on the one that is at its place.
    const buttons = $("findings").querySelectorAll("button");
    if (at >= 0) (buttons[Math.min(at, buttons.length - 1)] ?? $("findings-title")).focus();
  }
  // Suggestions alone do not push the form away; a problem shows itself when it comes.
  const problems = findings.filter((one) => one.severity !== "info").length;
  $("findings-count").textContent = `(${findings.length})`;
  if (problems && !$("findings-box").dataset.had) $("findings-box").open = true;
  $("findings-box").dataset.had = problems || "";
  $("length").textContent = isDocument && state.words !== undefined
    ? [say("room.length", { n: state.words, minutes: state.minutes }), state.grade].filter(Boolean).join(" · ") : "";
  $("address").textContent = state.address ?? "";
  const page = $("page");
  page.hidden = !state.page;
  $("no-page").hidden = Boolean(state.page);
  if (state.page && page.dataset.at !== state.page) { page.dataset.at = state.page; page.src = state.page; }
  form?.fill();
};

// Sets a value of the front matter; a text that is typed meanwhile is kept. What is set at once is set one after the other, and
// a value that is made from those that are there (a function) is made from what the one before has left.
let sets = Promise.resolve();
const set = (path, value) => { sets = sets.then(() => setNow(path, value)); return sets; };
const setNow = async (path, value) => {
  for (let turn = 0; turn < 5; turn++) {
    const sent = text();
    if (sent !== seen) {
      const answer = await ask("values", { text: sent });
      if (answer.status !== 200) { notice(against(answer)); form?.fill(); return false; }
      state = { ...state, values: answer.values };
      seen = sent;
    }
    const answer = await ask("set", { text: sent, path, value: typeof value === "function" ? value() : value });
    if (answer.status !== 200) { notice(against(answer)); form?.fill(); return false; }
    if (sent !== text()) continue;
    state = { ...state, values: answer.values };
    seen = answer.text;
    editor.take(answer.text);
    return true;
  }
  return false;
};

// Pictures go into the document's folder, one after the other; where they are wanted, `place` says: in the form, or in the text there.
const weight = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`);
const sendPicture = (name, blob, type) => post(`picture?${new URLSearchParams({ file, base, name })}`, blob, type);
const picture = async (blob, place) => {
  const name = blob.name ?? "picture";
  const type = blob.type || (/\.hei[cf]$/i.test(name) ? "image/heic" : "application/octet-stream");
  let answer = await sendPicture(name, blob, type);
  if (answer.moved) { follow(answer.moved); answer = await sendPicture(name, blob, type); }
  if (answer.status !== 200) { notice(against(answer)); return; }
  const made = answer.bytes < answer.sent * 0.9
    ? say("room.shrunk", { before: weight(answer.sent), after: weight(answer.bytes) })
    : say("room.cleaned");
  $("told").textContent = made;
  if (answer.file) {
    follow(answer.file);
    $("told").textContent = `${made} ${say("room.enfolded", { folder: file.replace(/index\.md$/, "") })}`;
  }
  const alt = await question(say("room.what_shown"), say("room.alt_help"));
  if (place === "form") {
    await set(["image", "src"], answer.src);
    if (alt) await set(["image", "alt"], alt);
    return;
  }
  editor.put(`![${(alt ?? "").replace(/[[\]\\]/g, "\\$&")}](${answer.src})`, place);
  editor.view.focus();
};
let pictures = Promise.resolve();
const takeIn = (list, place) => {
  for (const one of list) pictures = pictures.then(() => picture(one, place));
  if (place !== "form") pictures = pictures.then(() => editor.release(place));
};
let pictureFor = "text";
const choosePicture = (place) => { pictureFor = place; $("choose").click(); };
const KNOWN = /^image\/|\.(hei[cf]|tiff?|avif|jpe?g|png|webp|gif)$/i;
// Takes the pictures of a list, and says that it takes nothing else.
const sort = (list, place) => {
  const found = list.filter((one) => KNOWN.test(one.type) || KNOWN.test(one.name));
  if (found.length) takeIn(found, place());
  if (found.length < list.length) notice(say("room.pictures_only"));
};
// The editor itself takes the words of a text file.
const WORDS = /^text\/|\.(md|markdown|txt)$/i;
const files = (event, list, place) => {
  const all = [...(list ?? [])];
  if (!all.length || all.every((one) => WORDS.test(one.type) || WORDS.test(one.name))) return false;
  event.preventDefault();
  sort(all, place);
  return true;
};
// A file that misses the editor goes to where the cursor is.
const missing = (list) => { if (editor && list.length) sort(list, () => editor.here()); };
catchFiles(document, missing, (event) => Boolean(editor && event.composedPath().includes(editor.view.contentDOM)));
$("page").addEventListener("load", () => {
  const page = $("page").contentDocument;
  if (page) catchFiles(page, missing);
});

const askWords = async () => {
  words = await ask("words");
  $("pages").replaceChildren(...(words.pages ?? []).map((one) => make("option", { value: one.name }, one.id)));
};
const room = {
  kind, get words() { return words; }, values: () => state.values, state: () => state, set, notice, choosePicture,
  again: async () => { await askWords(); form?.fill(); },
  cite: (ids) => { editor.insert(`[${ids.map((id) => `@${id}`).join("; ")}]`); editor.view.focus(); },
  openSources: (from) => openSources(room, from),
};

const versions = async () => {
  const answer = await about("versions");
  if (answer.status !== 200) { notice(against(answer)); return; }
  const list = (answer.versions ?? []).map((name) => {
    const when = name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d).*$/, "$1-$2-$3 $4:$5:$6 UTC");
    return make("li", {}, button(say("room.version", { when }), async () => {
      const version = await about("version", { name });
      if (version.status === 200) { editor.take(version.text); changed(); } else notice(against(version));
    }));
  });
  $("versions").replaceChildren(...(list.length ? list : [make("li", {}, say("room.no_version"))]));
};
// Asks for something that makes another document or another address, and goes there.
const become = async (what, body, problem = notice) => {
  const answer = await about(what, { base, ...body });
  if (answer.status !== 200) { problem(against(answer)); return; }
  if (answer.file) { location.href = `/_bedside/write/${answer.file}`; return; }
  take(answer);
};
const DO = {
  bold: () => editor.around("**"), italic: () => editor.around("*"), heading: () => editor.line("## "), list: () => editor.line("- "),
  link: async () => { const made = await link(editor.chosen(), words.pages ?? []); if (made) editor.insert(made); },
  block: async () => {
    const made = await block(words.pages ?? []);
    if (made?.problem) notice(against(made)); else if (made) editor.block(made);
  },
  cite: () => openSources(room, "text"),
  picture: () => choosePicture("text"),
  undo: () => editor.undo(), redo: () => editor.redo(), search: () => editor.find(),
  source: () => editor.toggle(), save, versions,
  review: async () => { if (isSaved()) await become("review", { by: $("reviewer").value }); },
  duplicate: async () => {
    if (!isSaved()) return;
    const title = await question(say("write.duplicate"), say("room.new_title"));
    if (title) await become("duplicate", { title });
  },
  translate: async () => {
    if (!isSaved()) return;
    const answer = await dialog(say("write.translate"), [line("language", say("room.into"), { options: (words.languages ?? []).map((tag) => [tag, tag]) })]);
    if (answer) await become("translate", answer);
  },
  readdress: async () => {
    if (!isSaved()) return;
    const slug = await question(say("write.readdress"), say("room.new_slug"));
    if (slug) await become("readdress", { slug });
  },
  discard: async () => {
    const answer = await about("discard", { base });
    if (answer.status !== 200) { notice(against(answer)); return; }
    localStorage.removeItem(key());
    location.href = "/_bedside/write";
  },
};
element.addEventListener("click", async (event) => {
  const what = event.target.closest("button[data-do]")?.dataset.do;
  if (!what) return;
  await DO[what]();
  if (["bold", "italic", "heading", "list", "link", "block", "undo", "redo"].includes(what)) editor.view.focus();
});
$("choose").addEventListener("change", (event) => { takeIn([...event.target.files], pictureFor === "form" ? "form" : editor.here()); event.target.value = ""; });
$("width").addEventListener("change", (event) => $("page").classList.toggle("wide", event.target.value !== "390"));
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
});

// What was not saved is offered again: from this browser first, which is never behind.
const offer = (opened) => {
  let kept = null;
  // It may have been kept before the document got a folder of its own.
  const names = [file, file.replace(/\/index\.md$/, ".md")];
  try { kept = names.map((name) => JSON.parse(localStorage.getItem(`bedside:${name}`))).find(Boolean) ?? null; } catch { /* nothing that can be read */ }
  if (kept?.text === opened.text) kept = null;
  kept ??= opened.draft;
  if (!kept) return;
  notice(say("room.kept"), make("p", { className: "actions" },
    button(say("room.go_on"), () => { quiet(); editor.take(kept.text); base = kept.base; changed(); }),
    button(say("room.throw_away"), async () => { for (const name of names) localStorage.removeItem(`bedside:${name}`); quiet(); await about("lift"); })));
};

const opened = await about("open");
element.hidden = false;
if (opened.status === 200) {
  ({ mark: base, text: saved } = opened);
  await askWords();
  editor = editorOf(opened.text, {
    whole: !isDocument, label: isDocument ? say("room.text_label") : say("room.file_label"), changed, files, complete: completionOf(() => words),
  });
  together(editor.view);
  $("reviewer").replaceChildren(...(words.people ?? []).map((one) => make("option", { value: one.id }, one.name)));
  form = formOf(room);
  show(opened.state);
  status();
  offer(opened);
  addEventListener("pagehide", keep);
  element.dataset.ready = "true";
  element.view = editor.view;
} else notice(against(opened));
