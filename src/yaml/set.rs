//! Sets one value of a mapping as a form has it: what is not about it stays byte for byte, and the text is given back only
//! where it reads as the old one with that one value changed.

#![expect(clippy::format_collect, reason = "short texts, put together once")]

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::diag::Outcome;

use super::edit::Edit;
use super::tree::{Content, Node, Tree};
use super::{Step, Yaml};

/// Words that some readers of YAML take for a boolean, a number or nothing (YAML 1.1).
const NO_TEXT: [&str; 11] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan"];

/// Characters with which no plain text begins (YAML 1.2.2, section 7.3.3), and `-`, `?` and `:`, which seldom may.
const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=<";

impl Yaml<'_> {
    /// The values of the mapping; `None` where the text cannot be read or is not a mapping.
    #[must_use]
    pub fn values(&self) -> Option<Map<String, Value>> {
        if self.text.trim().is_empty() {
            return Some(Map::new());
        }
        let is_plain =
            || matches!(Tree::parse(self), Ok(Outcome { value: Some(_), diagnostics }) if diagnostics.is_empty());
        if super::limits::too_deep(self.text).is_some() || super::may_use_refused_features(self.text) && !is_plain() {
            return None;
        }
        match serde_yaml::from_str(&super::with_spaces(self.text)).ok()? {
            Value::Object(values) => Some(values),
            Value::Null => Some(Map::new()),
            _ => None,
        }
    }

    /// The text with one value changed, `null` to take it out: of a key, or of a key of the mapping at a key. In a list,
    /// `{"keep": 0}` is the first value of the old list, and so on. `None` where the text is written in a way that cannot be changed
    /// safely.
    #[must_use]
    pub fn with_value(&self, path: &[&str], value: &Value) -> Option<String> {
        let mut expected = self.values()?;
        let text = match path {
            [key] => {
                let new = resolved(expected.get(*key), value)?;
                let text = self.set(key, value)?;
                expected.insert((*key).to_owned(), new);
                text
            }
            [outer, key] => {
                let old = self.style(&[Step::Key(outer), Step::Key(key)]);
                let written = if value.is_null() { None } else { Some(scalar(value, old, true)?) };
                let text = if expected.get(*outer).is_none_or(Value::is_null) && written.is_none() {
                    self.text.to_owned()
                } else {
                    self.with_changes(outer, "", &[(key, written.as_deref())])?
                };
                let inner = expected.entry((*outer).to_owned()).or_insert(Value::Null);
                if inner.is_null() {
                    *inner = Value::Object(Map::new());
                }
                inner.as_object_mut()?.insert((*key).to_owned(), value.clone());
                text
            }
            _ => return None,
        };
        let found = Yaml { text: &text, ..*self }.values()?;
        (without_nothing(Value::Object(found)) == without_nothing(Value::Object(expected))).then_some(text)
    }

    fn style(&self, path: &[Step<'_>]) -> Option<char> {
        let (_, range) = self.walk(path)?;
        self.text[range].chars().next().filter(|first| matches!(first, '\'' | '"'))
    }

    fn set(&self, key: &str, value: &Value) -> Option<String> {
        let root = match Tree::parse(self) {
            Ok(Outcome { value: Some(root), .. }) => root,
            Ok(Outcome { value: None, .. }) => return self.added(key, value),
            Err(_) => return None,
        };
        let Content::Map(entries) = &root.content else { return None };
        if self.text[root.range.clone()].starts_with('{') {
            return None;
        }
        let named = |(found, _): &&(Node, Node)| matches!(&found.content, Content::Scalar { text, .. } if text == key);
        let Some(entry) = entries.iter().find(named) else { return self.added(key, value) };
        let edits = match (value, &entry.1.content) {
            (Value::Null, _) => vec![(self.whole_lines(entry), String::new())],
            (Value::Array(items), Content::List(old)) => self.list(entry, old, items)?,
            (Value::Array(items), Content::Scalar { .. }) => vec![self.replaced(entry, &flow_list(items)?)],
            (Value::Object(_) | Value::Array(_), _) | (_, Content::List(_) | Content::Map(_)) => return None,
            (_, Content::Scalar { .. }) => vec![self.scalar_edit(entry, value)?],
        };
        Some(self.apply(edits))
    }

    fn added(&self, key: &str, value: &Value) -> Option<String> {
        let written = match value {
            Value::Null => return Some(self.text.to_owned()),
            Value::Array(items) => flow_list(items)?,
            Value::Object(_) => return None,
            _ => scalar(value, None, false)?,
        };
        Some(self.apply(vec![self.new_line(self.text.len(), &format!("{key}: {written}"))]))
    }

    /// A text in the place of a text, in the same quotes; a block of lines becomes one line.
    fn scalar_edit(&self, entry: &(Node, Node), value: &Value) -> Option<Edit> {
        if let Some(start) = self.block_start(entry) {
            let end = self.end_of_item(&entry.1).max(start + 1);
            return Some((start..end, scalar(value, None, false)?));
        }
        let old = &self.text[entry.1.range.clone()];
        let quote = old.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let (range, new) = self.replaced(entry, &scalar(value, quote, false)?);
        let end = quote.and_then(|quote| quoted_end(old, quote)).unwrap_or(old.trim_end().len());
        let kept = &old[end..];
        Some((range, if old.is_empty() { new } else { format!("{new}{kept}") }))
    }

    /// Where a block of lines (`>` or `|`) begins with its sign.
    fn block_start(&self, (key, _): &(Node, Node)) -> Option<usize> {
        let colon = key.range.end + self.text[key.range.end..].find(':')? + 1;
        let start = colon + self.text[colon..].find(|sign: char| !matches!(sign, ' ' | '\t'))?;
        self.text[start..].starts_with(['>', '|']).then_some(start)
    }

    fn list(&self, entry: &(Node, Node), old: &[Node], items: &[Value]) -> Option<Vec<Edit>> {
        let places = places(old, items);
        let kept: Vec<usize> = places.iter().flatten().copied().collect();
        let in_order = kept.windows(2).all(|pair| pair[0] < pair[1])
            && places.iter().rposition(Option::is_some).is_none_or(|last| places[..last].iter().all(Option::is_some));
        let is_flow = self.text[entry.1.range.clone()].starts_with('[');
        if items.is_empty() || kept.is_empty() || !in_order {
            return self.rewritten(entry, old, (items, &places));
        }
        let mut edits: Vec<Edit> = (0..old.len())
            .filter(|at| !kept.contains(at))
            .map(|at| {
                (if is_flow { flow_item(old, at, kept[0] > at) } else { self.item_lines(&old[at]) }, String::new())
            })
            .collect();
        let new: Option<Vec<String>> = items[kept.len()..].iter().map(|item| scalar(item, None, is_flow)).collect();
        let (new, last) = (new?, &old[*kept.last()?]);
        if new.is_empty() {
            return Some(edits);
        }
        if is_flow {
            let end = last.range.end;
            edits.push((end..end, new.iter().map(|item| format!(", {item}")).collect()));
        } else {
            let line = self.line_start(last.range.start);
            let dash = line + self.text[line..].find('-')?;
            let indent = &self.text[line..dash];
            let lines: Vec<String> = new.iter().map(|item| format!("{indent}- {item}")).collect();
            edits.push(self.new_line(self.end_of_item(old.last()?), &lines.join(self.line_end())));
        }
        Some(edits)
    }

    /// The list written anew in one line, its values as they were written. One with blocks in it is not.
    fn rewritten(
        &self,
        entry: &(Node, Node),
        old: &[Node],
        (items, places): (&[Value], &[Option<usize>]),
    ) -> Option<Vec<Edit>> {
        let written = |(item, place): (&Value, &Option<usize>)| match place {
            Some(at) if matches!(old[*at].content, Content::Scalar { .. }) => {
                Some(self.text[old[*at].range.clone()].to_owned())
            }
            Some(_) => None,
            None => scalar(item, None, true),
        };
        let written: Option<Vec<String>> = items.iter().zip(places).map(written).collect();
        let list = format!("[{}]", written?.join(", "));
        let range = entry.1.range.clone();
        if self.text[range.clone()].starts_with('[') {
            let from = old.last().map_or(range.start + 1, |last| last.range.end);
            let close = from + self.text[from..].find(']')? + 1;
            return Some(vec![(range.start..close, list)]);
        }
        let end = entry.0.range.end;
        let colon = end + self.text[end..].find(':')? + 1;
        Some(vec![(colon..self.end_of_item(old.last()?), format!(" {list}"))])
    }

    fn end_of_item(&self, item: &Node) -> usize {
        let text = &self.text[item.range.clone()];
        item.range.start + text.trim_end().len()
    }

    /// The lines of an item of a block.
    fn item_lines(&self, item: &Node) -> Range<usize> {
        let end = self.end_of_item(item);
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.line_start(item.range.start)..end
    }
}

/// Where a text in quotes ends, its closing quote included.
fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && quote == '"' {
            signs.next();
        } else if sign == quote {
            if quote == '\'' && signs.peek().is_some_and(|(_, next)| *next == quote) {
                signs.next();
            } else {
                return Some(at + sign.len_utf8());
            }
        }
    }
    None
}

/// For each new value the old one that it is.
fn places(old: &[Node], items: &[Value]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = vec![true; old.len()];
    let mut take = |at: usize| free.get(at).copied().unwrap_or(false).then(|| free[at] = false).map(|()| at);
    items
        .iter()
        .map(|item| match item {
            Value::Object(keep) => take(usize::try_from(keep.get("keep")?.as_u64()?).ok()?),
            Value::String(wanted) => {
                let is_it = |node: &Node| matches!(&node.content, Content::Scalar { text, .. } if text == wanted);
                (0..old.len()).find_map(|at| if is_it(&old[at]) { take(at) } else { None })
            }
            _ => None,
        })
        .collect()
}

/// A list with its kept values in their place.
fn resolved(old: Option<&Value>, new: &Value) -> Option<Value> {
    let Value::Array(items) = new else { return Some(new.clone()) };
    let item = |item: &Value| match item {
        Value::Object(keep) => {
            let at = usize::try_from(keep.get("keep")?.as_u64()?).ok()?;
            old?.as_array()?.get(at).cloned()
        }
        other => Some(other.clone()),
    };
    Some(Value::Array(items.iter().map(item).collect::<Option<_>>()?))
}

/// The range of an item of `[...]` with the comma that parts it from its neighbour.
fn flow_item(items: &[Node], at: usize, is_before_all_kept: bool) -> Range<usize> {
    if is_before_all_kept {
        items[at].range.start..items.get(at + 1).map_or(items[at].range.end, |next| next.range.start)
    } else {
        items[at - 1].range.end..items[at].range.end
    }
}

fn flow_list(items: &[Value]) -> Option<String> {
    let items: Option<Vec<String>> = items.iter().map(|item| scalar(item, None, true)).collect();
    Some(format!("[{}]", items?.join(", ")))
}

/// A value as YAML in one line: in the quotes asked for, else plain where every reader takes it for that text.
fn scalar(value: &Value, quote: Option<char>, in_flow: bool) -> Option<String> {
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

/// The values without what says nothing: a form and a file may differ in whether an empty key is written.
fn without_nothing(value: Value) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, without_nothing(value)));
            Value::Object(entries.filter(|(_, value)| says(value)).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;
    use proptest::prelude::*;
    use serde_json::json;

    fn set(text: &str, path: &[&str], value: &Value) -> Option<String> {
        let file = VPath::new("a.md");
        Yaml { file: &file, text, start: 0 }.with_value(path, value)
    }

    #[test]
    fn one_value_changes_and_everything_else_stays() {
        let cases = [
            ("t: A # name\nx: 1\n", &["t"][..], json!("B"), "t: B # name\nx: 1\n"),
            ("t: 'A' # name\n", &["t"], json!("It's"), "t: 'It''s' # name\n"),
            ("t: \"A\"\r\nx: 1\r\n", &["t"], json!("B: \"c\""), "t: \"B: \\\"c\\\"\"\r\nx: 1\r\n"),
            ("t: A\n", &["t"], json!("yes"), "t: \"yes\"\n"),
            ("t: A\n", &["t"], json!("12"), "t: \"12\"\n"),
            ("t: A\n", &["date"], json!("2026-11-26"), "t: A\ndate: 2026-11-26\n"),
            ("t: A\r\n", &["draft"], json!(true), "t: A\r\ndraft: true\r\n"),
            ("t: A\ndraft: true # soon\nx: 1\n", &["draft"], json!(null), "t: A\nx: 1\n"),
            ("t:\nx: 1\n", &["t"], json!("A"), "t: A\nx: 1\n"),
            ("s: >\n  long\n  text\nx: 1\n", &["s"], json!("Short."), "s: Short.\nx: 1\n"),
            ("c: [a, b] # which\n", &["c"], json!(["a", "b", "c"]), "c: [a, b, c] # which\n"),
            ("c: [a, b, c]\n", &["c"], json!(["c"]), "c: [c]\n"),
            ("c: [ a, b, c ]\n", &["c"], json!(["a", "c"]), "c: [ a, c ]\n"),
            ("c: [a, b]\n", &["c"], json!(["b", "a"]), "c: [b, a]\n"),
            ("c: [a]\n", &["c"], json!([]), "c: []\n"),
            ("c: [] # none\n", &["c"], json!(["x"]), "c: [x] # none\n"),
            ("c:\n  - a # first\n  - b\nx: 1\n", &["c"], json!(["a", "new"]), "c:\n  - a # first\n  - new\nx: 1\n"),
            ("c:\n- a\n- b\nx: 1\n", &["c"], json!(["a", "b", "new"]), "c:\n- a\n- b\n- new\nx: 1\n"),
            ("c:\n  - a\nx: 1\n", &["c"], json!([]), "c: []\nx: 1\n"),
            ("c: a\n", &["c"], json!(["a", "b"]), "c: [a, b]\n"),
            (
                "s:\n  - id: a\n    type: book\n  - b\nx: 1\n",
                &["s"],
                json!([{"keep": 0}, {"keep": 1}, "new"]),
                "s:\n  - id: a\n    type: book\n  - b\n  - new\nx: 1\n",
            ),
            ("s:\n  - id: a\n    type: book\n  - b\nx: 1\n", &["s"], json!([{"keep": 1}]), "s:\n  - b\nx: 1\n"),
            ("e: {a: 'x', b: 2}\n", &["e", "a"], json!("y"), "e: {a: 'y', b: 2}\n"),
            ("t: A\n", &["e", "a"], json!("x, y"), "t: A\ne: {a: \"x, y\"}\n"),
            ("e:\n  a: x # why\n  b: y\n", &["e", "a"], json!("z"), "e:\n  a: z # why\n  b: y\n"),
            ("", &["t"], json!("A"), "t: A\n"),
            ("t: A\n", &["t"], json!("0\u{2028}a\u{85}\u{7f}"), "t: \"0\\u2028a\\u0085\\u007f\"\n"),
            ("t: 'A'\n", &["t"], json!("\u{feff}a"), "t: \"\\ufeffa\"\n"),
        ];
        for (text, path, value, expected) in cases {
            assert_eq!(set(text, path, &value).as_deref(), Some(expected), "{text:?} {value}");
        }
    }

    #[test]
    fn what_cannot_be_changed_safely_is_left_alone() {
        for (text, value) in [
            ("{t: A}\n", json!("B")),
            ("t: &a A\nx: *a\n", json!("B")),
            ("t: [\n", json!("B")),
            ("t: {a: 1}\n", json!("B")),
        ] {
            assert_eq!(set(text, &["t"], &value), None, "{text:?}");
        }
    }

    proptest! {
        /// [`Yaml::with_value`] itself refuses what does not parse to the same values: so an edit of a common form must succeed,
        /// and keep all lines but those of its key.
        #[test]
        fn every_edit_is_minimal_and_reads_as_meant(
            before in "(a: [a-z]{1,5}\n)?(# note\n)?", after in "(z: 'q' # why\n)?(y:\n  - 1\n)?",
            old in "[a-z]{1,6}", new in "\\PC{0,12}",
        ) {
            let text = format!("{before}t: {old} # about\n{after}");
            let changed = set(&text, &["t"], &json!(new));
            prop_assert!(changed.is_some(), "{:?}", text);
            let changed = changed.unwrap_or_default();
            let start = format!("{before}t: ");
            prop_assert!(changed.starts_with(&start));
            let end = format!(" # about\n{after}");
            prop_assert!(changed.ends_with(&end));
        }

        #[test]
        fn lists_change_item_by_item(
            old in prop::collection::vec("[a-z]{3,5}", 1..5), new in prop::collection::vec("[a-z]{3,5}|[,:#\" ]{1,4}x", 0..4),
            kept in any::<u8>(), is_flow in any::<bool>(),
        ) {
            let list = if is_flow { format!(" [{}]\n", old.join(", ")) } else {
                let lines: String = old.iter().map(|item| format!("  - {item} # c\n")).collect();
                format!("\n{lines}")
            };
            let text = format!("t: A\nc:{list}x: 1\n");
            let wanted: Vec<String> = old.iter().enumerate().filter(|(at, _)| kept >> at & 1 == 1).map(|(_, item)| item.clone())
                .chain(new).collect();
            let changed = set(&text, &["c"], &json!(wanted));
            prop_assert!(changed.as_ref().is_some_and(|text| text.starts_with("t: A\nc:") && text.ends_with("x: 1\n")), "{:?} {:?}", text, wanted);
        }
    }
}
