// The editor: one text with its front matter, which is folded away while the form shows it.
import { $, make, say } from "./ask.js";

const cm = window.BedsideEditor;

// What the editor itself says, in the language of the desk.
const PHRASES = {
  Find: say("editor.find"), Replace: say("editor.replace_by"), next: say("editor.next"), previous: say("editor.previous"), all: say("editor.all"),
  "match case": say("editor.match_case"), regexp: say("editor.regexp"), "by word": say("editor.by_word"), replace: say("editor.replace"),
  "replace all": say("editor.replace_all"), close: say("editor.close"), Completions: say("editor.completions"),
};

// Where the text begins: behind the front matter and the empty line that keeps them apart.
export const bodyAt = (text) => {
  const match = /^---[ \t]*\n(?:[\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n(?:[ \t]*\n)?|$)/.exec(text);
  return match ? match[0].length : 0;
};

// Files that are dragged over a page never open in its place. What no one else has taken goes to `take`.
export const catchFiles = (target, take, isEditor = () => false) => {
  const hasFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));
  target.addEventListener("dragover", (event) => { if (hasFiles(event) && !isEditor(event)) event.preventDefault(); });
  target.addEventListener("drop", (event) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
};

// `options`: `whole` (nothing is folded), `label`, `changed`, `files(event, list, place)`, `complete(context)`, `scrolled`.
export const editorOf = (doc, options) => {
  let whole = options.whole;
  const fold = cm.StateEffect.define();
  const decorate = (editor) => {
    const end = whole ? 0 : bodyAt(editor.doc.toString());
    if (end < 2) return cm.Decoration.none;
    const last = end === editor.doc.length && editor.doc.line(editor.doc.lines).length > 0 ? end : end - 1;
    return cm.Decoration.set([cm.Decoration.replace({ block: true }).range(0, last)]);
  };
  const folded = cm.StateField.define({
    create: (editor) => decorate(editor),
    update: (value, change) =>
      change.docChanged || change.effects.some((effect) => effect.is(fold)) ? decorate(change.state) : value,
    provide: (field) => cm.EditorView.decorations.from(field),
  });
  const ours = cm.Annotation.define();
  const guard = cm.EditorState.changeFilter.of((change) => {
    const end = whole ? 0 : bodyAt(change.startState.doc.toString());
    if (!end || change.annotation(ours) || change.isUserEvent("undo") || change.isUserEvent("redo")) return true;
    return [0, end];
  });
  // What is folded away cannot be chosen either: "select all" means the text that is in sight.
  const inSight = cm.EditorState.transactionFilter.of((change) => {
    if (whole || !change.selection) return change;
    const end = bodyAt(change.newDoc.toString());
    const { anchor, head } = change.newSelection.main;
    if (anchor >= end && head >= end) return change;
    return [change, { selection: { anchor: Math.max(anchor, end), head: Math.max(head, end) }, sequential: true }];
  });
  const tree = $("editor").attachShadow({ mode: "open" });
  const parent = make("div");
  tree.append(make("link", { rel: "stylesheet", href: "/_bedside/write.css" }), parent);
  const style = cm.HighlightStyle.define([
    { tag: cm.tags.heading, fontWeight: "700", fontSize: "1.125em" }, { tag: cm.tags.strong, fontWeight: "700" },
    { tag: cm.tags.emphasis, fontStyle: "italic" }, { tag: cm.tags.link, textDecoration: "underline" },
    { tag: [cm.tags.url, cm.tags.processingInstruction, cm.tags.monospace], color: "var(--muted)" },
  ]);
  let editor;
  // Places in the text that wait for a picture; they follow what is typed meanwhile.
  const places = new Set();
  const follow = (changes) => {
    for (const place of places) {
      place.from = changes.mapPos(place.from, 1);
      place.to = Math.max(place.from, changes.mapPos(place.to, 1));
    }
  };
  const hold = (from, to) => {
    const place = { from, to };
    places.add(place);
    return place;
  };
  // Where the pointer is, never in the front matter.
  const under = (event) => {
    const at = Math.max(view.posAtCoords({ x: event.clientX, y: event.clientY }, false), bodyAt(view.state.doc.toString()));
    return hold(at, at);
  };
  const view = new cm.EditorView({
    doc, root: tree, parent,
    extensions: [
      cm.history(), cm.drawSelection(), cm.dropCursor(), cm.EditorView.lineWrapping, cm.markdown, cm.syntaxHighlighting(style), cm.search({ top: true }),
      cm.autocompletion({ override: [options.complete] }), folded, guard, inSight, cm.EditorState.phrases.of(PHRASES),
      cm.keymap.of([{ key: "Mod-b", run: () => (editor.around("**"), true) }, { key: "Mod-i", run: () => (editor.around("*"), true) },
        ...cm.searchKeymap, ...cm.historyKeymap, ...cm.completionKeymap, ...cm.lintKeymap, ...cm.defaultKeymap]),
      cm.EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "true", autocorrect: "on" }),
      cm.EditorView.updateListener.of((update) => { if (update.docChanged) { follow(update.changes); options.changed(); } }),
      cm.EditorView.domEventHandlers({
        paste: (event) => options.files(event, event.clipboardData?.files, () => editor.here()),
        drop: (event) => options.files(event, event.dataTransfer?.files, () => under(event)),
      }),
    ],
  });
  const text = () => view.state.doc.toString();
  // A line of its own for a block: what stands before and behind it keeps a blank line away.
  const block = (words) => {
    const { doc, selection } = view.state;
    const line = doc.lineAt(selection.main.head);
    const at = line.text.trim() ? line.to : line.from;
    const before = line.text.trim() ? "\n\n" : line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
    const behind = line.number < doc.lines && doc.line(line.number + 1).text.trim() ? "\n" : "";
    view.dispatch({ changes: { from: at, insert: `${before}${words}${behind}` }, selection: { anchor: at + before.length + words.length }, scrollIntoView: true });
  };
  editor = {
    view, text, block,
    // Takes over a text with the smallest change, so that place and history stay.
    take: (next) => {
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
    },
    insert: (words) => view.dispatch(view.state.replaceSelection(words)),
    // What is chosen now, held until `put` or `release`.
    here: () => hold(view.state.selection.main.from, view.state.selection.main.to),
    put: (words, place) => {
      const { from, to } = place;
      view.dispatch({ changes: { from, to, insert: words }, selection: { anchor: from + words.length }, scrollIntoView: true });
      // The next picture comes behind this one.
      place.from = from + words.length;
      place.to = place.from;
    },
    release: (place) => places.delete(place),
    chosen: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    line: (mark) => view.dispatch({ changes: { from: view.state.doc.lineAt(view.state.selection.main.head).from, insert: mark } }),
    around: (mark) => {
      const { from, to } = view.state.selection.main;
      view.dispatch({
        changes: [{ from, insert: mark }, { from: to, insert: mark }],
        selection: { anchor: from + mark.length, head: to + mark.length },
      });
    },
    go: (at) => {
      if (at < bodyAt(text()) && !whole) editor.toggle();
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
    },
    toggle: () => {
      whole = !whole;
      document.querySelector("[data-do=source]").setAttribute("aria-pressed", String(whole));
      view.dispatch({ effects: fold.of(null) });
      if (!whole && view.state.selection.main.head < bodyAt(text())) view.dispatch({ selection: { anchor: bodyAt(text()) } });
    },
    mark: (findings) => view.dispatch(cm.setDiagnostics(view.state, findings)),
    undo: () => cm.undo(view), redo: () => cm.redo(view), find: () => cm.openSearchPanel(view), complete: () => cm.startCompletion(view),
  };
  if (!whole) view.dispatch({ selection: { anchor: bodyAt(doc) } });
  document.querySelector("[data-do=source]").setAttribute("aria-pressed", String(whole));
  return editor;
};

// Sources behind `[@` by author, title or year; pages of the site behind `](` by title.
export const completionOf = (words) => (context) => {
  const offered = (typed, list, show) => {
    const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const all = (one) => [one.id, one.name, one.by ?? ""].join(" ").toLowerCase();
    return list.filter((one) => parts.every((part) => all(one).includes(part))).slice(0, 50).map(show);
  };
  const source = context.matchBefore(/(?:\[|;\s?)@[^\];@\n]{0,60}$/);
  if (source) {
    const from = source.from + source.text.indexOf("@") + 1;
    return { from, filter: false, options: offered(context.state.sliceDoc(from, context.pos), words().sources ?? [],
      (one) => ({ label: one.id, detail: `${one.by ? `${one.by}: ` : ""}${one.name}` })) };
  }
  const page = context.matchBefore(/\]\([^)\n]{0,60}$/);
  if (!page || page.text.startsWith("](http")) return null;
  const from = page.from + 2;
  return { from, filter: false, options: offered(context.state.sliceDoc(from, context.pos), words().pages ?? [],
    (one) => ({ label: one.name, detail: one.id, apply: one.id })) };
};

// Editor and page scroll together: whoever is moved leads for a moment.
export const together = (view) => {
  let leader = null, rest;
  const lead = (who) => {
    if (leader && leader !== who) return false;
    leader = who;
    clearTimeout(rest);
    rest = setTimeout(() => { leader = null; }, 150);
    return true;
  };
  const share = (top, height, visible) => (height > visible ? top / (height - visible) : 0);
  const scroller = view.scrollDOM;
  $("page").addEventListener("load", () => {
    const page = $("page").contentWindow, root = page?.document?.documentElement;
    if (!root) return;
    page.addEventListener("scroll", () => {
      if (!lead("page")) return;
      scroller.scrollTop = share(page.scrollY, root.scrollHeight, page.innerHeight) * (scroller.scrollHeight - scroller.clientHeight);
    });
  });
  scroller.addEventListener("scroll", () => {
    const page = $("page").contentWindow, root = page?.document?.documentElement;
    if (!root || !lead("text")) return;
    page.scrollTo(0, share(scroller.scrollTop, scroller.scrollHeight, scroller.clientHeight) * (root.scrollHeight - page.innerHeight));
  });
};
