// The editor of the desk: what the writing room needs of CodeMirror, and nothing else.
import { history, historyKeymap, defaultKeymap, undo, redo } from "@codemirror/commands";
import { Language, defineLanguageFacet, languageDataProp, syntaxHighlighting, HighlightStyle } from "@codemirror/language";
import { setDiagnostics, lintKeymap } from "@codemirror/lint";
import { search, searchKeymap, openSearchPanel } from "@codemirror/search";
import { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { EditorState, StateEffect, StateField, Annotation } from "@codemirror/state";
import { EditorView, keymap, drawSelection, dropCursor, Decoration } from "@codemirror/view";
import { parser, GFM } from "@lezer/markdown";
import { tags } from "@lezer/highlight";

const data = defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } });
const markdown = new Language(data, parser.configure([GFM, { props: [languageDataProp.add({ Document: data })] }]), [], "markdown");

window.BedsideEditor = {
  history, historyKeymap, defaultKeymap, undo, redo, syntaxHighlighting, HighlightStyle,
  setDiagnostics, lintKeymap, search, searchKeymap, openSearchPanel, autocompletion, completionKeymap,
  startCompletion, EditorState, StateEffect, StateField, Annotation, EditorView, keymap,
  drawSelection, dropCursor, Decoration, markdown, tags,
};
