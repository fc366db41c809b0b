//! New values as YAML: in one line, or as a block.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The longest mapping or list that is written in one line, in characters.
const LONGEST_LINE: usize = 100;

/// Words that some readers of YAML take for a boolean, a number or nothing (YAML 1.1).
const NO_TEXT: [&str; 11] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan"];

/// Characters with which no plain text begins (YAML 1.2.2, section 7.3.3), and `-`, `?` and `:`, which seldom may.
const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=<";

/// Keys that come first in a mapping, in the order in which people write them; the others follow by name.
const FIRST: [&str; 25] = [
    "id",
    "rule",
    "ref",
    "type",
    "level",
    "date",
    "severity",
    "name",
    "label",
    "title",
    "text",
    "question",
    "answer",
    "family",
    "given",
    "where",
    "what",
    "claim",
    "verdict",
    "fact",
    "author",
    "container-title",
    "issued",
    "src",
    "alt",
];

/// Where a new value is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Spaces before each line.
    pub(super) indent: usize,
    /// How many mappings and lists it is in: those of the first level may grow, so they get lines of their own.
    pub(super) depth: usize,
    pub(super) line_end: &'static str,
}

/// A mapping as YAML of its own, a key in each line; `None` if it holds what cannot be written.
#[must_use]
pub fn mapping(entries: &Map<String, Value>) -> Option<String> {
    let layout = Layout { indent: 0, depth: 0, line_end: "\n" };
    let lines: Option<Vec<String>> = in_order(entries)
        .into_iter()
        .map(|(key, value)| {
            let is_list = value.as_array().is_some_and(|items| !items.is_empty());
            match value {
                Value::Array(items) if is_list => {
                    let layout = Layout { indent: 2, depth: 1, ..layout };
                    let items: Option<Vec<String>> = items.iter().map(|item| item_lines(item, layout)).collect();
                    Some(format!("{}:\n{}", key_text(key)?, items?.join("\n")))
                }
                _ => entry_lines(&key_text(key)?, value, layout),
            }
        })
        .collect();
    Some(lines?.join("\n") + "\n")
}

/// A key with its value, without the end of the last line.
pub(super) fn entry_lines(name: &str, value: &Value, layout: Layout) -> Option<String> {
    let Layout { indent, depth, line_end } = layout;
    let start = format!("{}{name}:", " ".repeat(indent));
    let is_simple = |value: &Value| !value.is_array() && !value.is_object();
    let below = match value {
        Value::Array(items) if !items.iter().all(is_simple) => {
            let inner = Layout { indent: indent + 2, depth: depth + 1, ..layout };
            let lines: Option<Vec<String>> = items.iter().map(|item| item_lines(item, inner)).collect();
            Some(lines?.join(line_end))
        }
        Value::Object(entries) => Some(map_lines(entries, Layout { indent: indent + 2, depth: depth + 1, ..layout })?),
        _ => None,
    };
    let grows = depth == 0 && value.is_array();
    let has_lines = contains_lines(value);
    match below {
        Some(below) if grows || has_lines || start.len() + flow(value)?.chars().count() > LONGEST_LINE => {
            Some(format!("{start}{line_end}{below}"))
        }
        _ => {
            let lines = literal(value, indent + 2, line_end);
            Some(format!("{start} {}", lines.map_or_else(|| flow(value), Some)?))
        }
    }
}

/// An item of a block, without the end of the last line.
pub(super) fn item_lines(item: &Value, layout: Layout) -> Option<String> {
    let indent = layout.indent;
    let lines = match item {
        Value::Object(entries) if entries.values().any(|value| !value.is_null()) => {
            map_lines(entries, Layout { indent: indent + 2, ..layout })?
        }
        _ => format!("{}{}", " ".repeat(indent + 2), flow(item)?),
    };
    Some(format!("{}- {}", " ".repeat(indent), &lines[indent + 2..]))
}

fn map_lines(entries: &Map<String, Value>, layout: Layout) -> Option<String> {
    let written = in_order(entries).into_iter();
    let lines: Option<Vec<String>> = written.map(|(key, value)| entry_lines(&key_text(key)?, value, layout)).collect();
    Some(lines?.join(layout.line_end))
}

/// Whether a text in it has several lines.
fn contains_lines(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\n'),
        Value::Array(items) => items.iter().any(contains_lines),
        Value::Object(entries) => entries.values().any(contains_lines),
        _ => false,
    }
}

/// A text of several lines as a block of them, its sign included; `None` for any other value.
pub(super) fn literal(value: &Value, indent: usize, line_end: &str) -> Option<String> {
    let text = value.as_str().filter(|text| text.contains('\n'))?;
    let (body, sign) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    let is_bare = |line: &str| line.trim_end() == line && !line.chars().any(needs_escape);
    if body.is_empty() || body.starts_with([' ', '\n']) || body.ends_with('\n') || !body.split('\n').all(is_bare) {
        return None;
    }
    let mut out = sign.to_owned();
    for line in body.split('\n') {
        out.push_str(line_end);
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    Some(out)
}

/// A value in one line, as it may be in brackets.
pub(super) fn flow(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(flow).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Object(entries) => {
            let written = in_order(entries).into_iter();
            let entries: Option<Vec<String>> =
                written.map(|(key, value)| Some(format!("{}: {}", key_text(key)?, flow(value)?))).collect();
            Some(format!("{{{}}}", entries?.join(", ")))
        }
        _ => scalar(value, None, true),
    }
}

/// The entries that say something, in the order in which they are written.
fn in_order(entries: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = entries.iter().filter(|(_, value)| !value.is_null()).collect();
    entries.sort_by_key(|(key, _)| FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()));
    entries
}

fn key_text(key: &str) -> Option<String> {
    scalar(&Value::String(key.to_owned()), None, true)
}

/// A value as YAML in one line: in the quotes asked for, else plain where every reader takes it for that text.
pub(super) fn scalar(value: &Value, quote: Option<char>, in_flow: bool) -> Option<String> {
    let text = match value {
        Value::Bool(yes) => return Some(yes.to_string()),
        Value::Number(number) => return Some(number.to_string()),
        Value::String(text) => text,
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let is_simple = !text.chars().any(needs_escape);
    Some(match quote {
        Some('\'') if is_simple => format!("'{}'", text.replace('\'', "''")),
        None if is_simple && is_plain(text, in_flow) => text.clone(),
        _ => in_double_quotes(text)?,
    })
}

/// Characters that end a line or may not be written as they are (YAML 1.1, sections 5.1 and 5.4; YAML 1.2.2, section 5.1).
fn needs_escape(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text of JSON is one of YAML, but for what JSON leaves as it is and YAML does not.
fn in_double_quotes(text: &str) -> Option<String> {
    let mut quoted = String::with_capacity(text.len() + 2);
    for sign in serde_json::to_string(text).ok()?.chars() {
        if needs_escape(sign) {
            write!(quoted, "\\u{:04x}", u32::from(sign)).ok()?;
        } else {
            quoted.push(sign);
        }
    }
    Some(quoted)
}

fn is_plain(text: &str, in_flow: bool) -> bool {
    let lower = text.to_ascii_lowercase();
    !text.is_empty()
        && text.trim() == text
        && !text.starts_with(|first| INDICATORS.contains(first))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !(in_flow && text.contains([',', '[', ']', '{', '}', ':']))
        && !NO_TEXT.contains(&lower.as_str())
        && serde_yaml::from_str::<Value>(text).is_ok_and(|read| read == *text)
}
