//! Component blocks: fenced YAML that names a component of the theme.
//!
//! Some arguments of the built-in components are Markdown. They are compiled here, at the position of the block, so
//! that their links and citations are in reading order, and the rules for texts see them.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::diag::codes;
use crate::markdown::{Body, ComponentCall, Fill, MarkdownInput, colons};
use crate::yaml::{Step, Yaml};

use super::code::OpenCode;
use super::compiler::Compiler;
use super::prose::{BlockKind, arguments};

/// The keys whose texts are Markdown, by component.
const KEYS: [(&str, &[&str]); 8] = [
    ("audio", &["transcript"]),
    ("care", &["items", "text"]),
    ("chart", &["source"]),
    ("compare", &["cells", "source"]),
    ("do-dont", &["do", "dont"]),
    ("faq", &["answer"]),
    ("steps", &["items", "text"]),
    ("summary", &["items"]),
];

/// Keys whose texts stay paragraphs.
const PARAGRAPHS: [&str; 3] = ["answer", "text", "transcript"];

/// Where the arguments of a component hold Markdown: JSON pointers.
#[must_use]
pub fn markdown_texts(component: &str, arguments: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    if let Some((_, keys)) = KEYS.iter().find(|(name, _)| *name == component) {
        for (key, value) in arguments {
            walk(value, &format!("/{key}"), keys.contains(&key.as_str()), keys, &mut found);
        }
    }
    found
}

/// `is_text` says whether a text right here is Markdown.
fn walk(value: &Value, pointer: &str, is_text: bool, keys: &[&str], found: &mut Vec<String>) {
    match value {
        Value::String(_) if is_text => found.push(pointer.to_owned()),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{at}"), is_text, keys, found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !key.contains(['/', '~'])) {
                walk(value, &format!("{pointer}/{key}"), keys.contains(&key.as_str()), keys, found);
            }
        }
        _ => {}
    }
}

/// The way to a value, step by step.
fn steps(pointer: &str) -> Vec<Step<'_>> {
    let step = |part: &'_ str| part.parse().ok();
    pointer.split('/').skip(1).map(|part| step(part).map_or(Step::Key(part), Step::Item)).collect()
}

impl Compiler<'_, '_> {
    pub(super) fn component(&mut self, code: OpenCode, range: &Range<usize>) {
        self.slot(Fill::Component(self.outline.components.len()));
        self.sink.push("\n");
        let first_line =
            self.text[code.range.clone()].find('\n').map_or(code.range.end, |at| code.range.start + at + 1);
        let yaml_start = code.start.unwrap_or(first_line);
        let is_verbatim = self.text[yaml_start..].starts_with(&code.text);
        for (text, inside) in arguments(&code.text) {
            let exact = yaml_start + inside.start..yaml_start + inside.end;
            self.prose.whole(BlockKind::Argument, text, if is_verbatim { exact } else { range.clone() });
        }
        let mut call = ComponentCall {
            name: code.language().to_owned(),
            yaml_start: self.input.start + yaml_start,
            range: self.place(range),
            yaml: code.text,
            texts: Vec::new(),
        };
        call.texts = self.texts(&call);
        self.outline.components.push(call);
    }

    /// Compiles the arguments that are Markdown. What is wrong with the YAML is reported where the component is read.
    fn texts(&mut self, call: &ComponentCall) -> Vec<(String, Body)> {
        let yaml = Yaml { file: self.input.file, text: &call.yaml, start: call.yaml_start };
        yaml.remarks().into_iter().for_each(|told| self.report.add(|| told));
        if KEYS.iter().all(|(name, _)| *name != call.name) {
            return Vec::new();
        }
        let arguments = Value::Object(yaml.read::<Map<String, Value>>().value);
        let Value::Object(map) = &arguments else { return Vec::new() };
        let pointers = markdown_texts(&call.name, map);
        let is_emergency = call.name == "care" && map.get("level").and_then(Value::as_str) == Some("emergency");
        let placed = |pointer: String| {
            let text = arguments.pointer(&pointer).and_then(Value::as_str)?.to_owned();
            Some((yaml.place(&steps(&pointer)).range.unwrap_or_else(|| call.range.clone()), pointer, text))
        };
        let mut texts: Vec<_> = pointers.into_iter().filter_map(placed).collect();
        texts.sort_by_key(|(range, ..)| range.start);
        let compiled = texts.into_iter().map(|(range, pointer, text)| {
            let body = self.argument(&text, &range, is_emergency);
            let key = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
            let is_phrase = !PARAGRAPHS.contains(&key);
            (pointer, if is_phrase { phrase(body) } else { body })
        });
        compiled.collect()
    }

    /// A text as HTML; what is in it goes into the outline, at the place of the whole text.
    fn argument(&mut self, text: &str, range: &Range<usize>, is_emergency: bool) -> Body {
        let none = BTreeSet::new();
        let input = MarkdownInput { text, start: 0, components: &none, ids: &[], ..self.input };
        let text = super::without_controls(text);
        let hidden = colons::hidden(&text);
        let mut compiler = Compiler::new(input, &text, &hidden);
        compiler.emergency = is_emergency;
        let Some(outcome) = compiler.compile() else { return Body::default() };
        let mut body = outcome.value;
        let mut own = std::mem::take(&mut body.outline);
        let inside = range.start - self.input.start..range.end - self.input.start;
        for mut diagnostic in outcome.diagnostics {
            if let Some(place) = &mut diagnostic.place {
                place.range = Some(range.clone());
            }
            self.report.add(|| diagnostic);
        }
        if !own.ids.is_empty() {
            let message = || "this text contains a heading or a footnote".to_owned();
            self.problem(&codes::BAD_COMPONENT, &inside, message, "move headings and footnotes outside the block");
        }
        own.stand_at(range);
        own.prose = crate::markdown::Prose::default();
        body.shift(&self.outline);
        self.outline.append(own);
        body
    }
}

/// The text of a single paragraph without its element.
fn phrase(mut body: Body) -> Body {
    let inner = body.html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>\n"));
    if let Some(inner) = inner.filter(|inner| !inner.contains("<p>")).map(str::to_owned) {
        body.html = inner;
        for slot in &mut body.slots {
            slot.at -= "<p>".len();
        }
    }
    body
}
