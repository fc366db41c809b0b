//! Sets one value of a mapping as a form has it: what is not about it stays byte for byte, and the text is given back
//! only if it reads as the old one with that one value changed.

use serde_json::{Map, Value};

use crate::diag::Outcome;

use super::edit::{Edit, is_called};
use super::tree::{Content, Node, Tree};
use super::written::{Layout, entry_lines, flow, literal, scalar};
use super::{Step, Yaml};

impl Yaml<'_> {
    /// The values of the mapping; `None` if the text cannot be read or is not a mapping.
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

    /// The text with the value at the end of `path` changed, `null` to take it out. What is missing on the way is made;
    /// the place behind the last item of a list adds one. In a list, `{"keep": 0}` is the first value of the old list,
    /// and so on. `None` if the text is written in a way that cannot be changed safely.
    #[must_use]
    pub fn with_value(&self, path: &[Step<'_>], value: &Value) -> Option<String> {
        let before = self.values()?;
        let text = self.set(path, value)?;
        let after = Yaml { text: &text, ..*self }.values()?;
        // Every other key is as it was, one without a value too: half an entry left behind reads as such a key.
        let is_other = |key: &str| path.first().is_none_or(|step| *step != Step::Key(key));
        let others = |values: &Map<String, Value>| values.iter().filter(|(key, _)| is_other(key)).count();
        let same = before.iter().filter(|(key, _)| is_other(key)).all(|(key, value)| after.get(key) == Some(value));
        if !same || others(&before) != others(&after) {
            return None;
        }
        let mut expected = Value::Object(before);
        put(&mut expected, path, value)?;
        (without_nothing(Value::Object(after)) == without_nothing(expected)).then_some(text)
    }

    fn set(&self, path: &[Step<'_>], value: &Value) -> Option<String> {
        let edits = match Tree::parse(self) {
            Ok(Outcome { value: Some(root), .. }) if self.text[root.range.clone()].starts_with('{') => return None,
            Ok(Outcome { value: Some(root), .. }) => {
                // A new key of the whole mapping is at the end of the text, below all remarks.
                let (Content::Map(entries), [Step::Key(name), rest @ ..]) = (&root.content, path) else { return None };
                if entries.iter().any(|(key, _)| is_called(key, name)) {
                    self.edits(&root, path, value)?
                } else {
                    self.at_the_end(name, &nested(rest, value)?)?
                }
            }
            Ok(Outcome { value: None, .. }) => {
                let [Step::Key(name), rest @ ..] = path else { return None };
                self.at_the_end(name, &nested(rest, value)?)?
            }
            Err(_) => return None,
        };
        Some(self.apply(edits))
    }

    fn at_the_end(&self, name: &str, value: &Value) -> Option<Vec<Edit>> {
        if value.is_null() {
            return Some(Vec::new());
        }
        let lines = entry_lines(name, value, Layout { indent: 0, depth: 0, line_end: self.line_end() })?;
        Some(vec![self.new_line(self.text.len(), &lines)])
    }

    /// The edits that set a value below a mapping or list.
    fn edits(&self, node: &Node, path: &[Step<'_>], value: &Value) -> Option<Vec<Edit>> {
        let (step, rest) = path.split_first()?;
        match (&node.content, step) {
            (Content::Map(entries), Step::Key(name)) => {
                let Some(at) = entries.iter().position(|(key, _)| is_called(key, name)) else {
                    return self.added(node, entries, name, &nested(rest, value)?);
                };
                let child = &entries[at].1;
                match (rest, &child.content) {
                    ([], _) => self.entry(node, entries, at, value),
                    _ if child.is_empty() => self.entry(node, entries, at, &nested(rest, value)?),
                    ([Step::Item(_), ..], Content::List(items)) => self.in_list(&entries[at], items, rest, value),
                    _ => self.edits(child, rest, value),
                }
            }
            _ => None,
        }
    }

    /// The edits that set a value at or below an item of a list, or add one.
    fn in_list(&self, entry: &(Node, Node), items: &[Node], path: &[Step<'_>], value: &Value) -> Option<Vec<Edit>> {
        let [Step::Item(place), rest @ ..] = path else { return None };
        let place = *place;
        let item = items.get(place);
        match (item, rest) {
            (Some(Node { content: Content::Map(_), .. }), [_, ..]) => return self.edits(item?, rest, value),
            (Some(Node { content: Content::List(_), .. }), [_, ..]) => return None,
            (Some(Node { content: Content::Scalar { .. }, range, .. }), []) if value.is_string() => {
                let old = &self.text[range.clone()];
                let quote = quote_of(old);
                let end = quote.and_then(|quote| quoted_end(old, quote)).unwrap_or(old.trim_end().len());
                let in_flow = self.is_flow(&entry.1);
                if !old.starts_with(['>', '|']) {
                    return Some(vec![(range.start..range.start + end, scalar(value, quote, in_flow)?)]);
                }
            }
            _ => {}
        }
        let mut wanted: Vec<Value> = (0..items.len()).map(|at| serde_json::json!({ "keep": at })).collect();
        let new = nested(rest, value)?;
        match (place.cmp(&items.len()), new.is_null()) {
            (std::cmp::Ordering::Less, true) => _ = wanted.remove(place),
            (std::cmp::Ordering::Less, false) => wanted[place] = new,
            (std::cmp::Ordering::Equal, false) => wanted.push(new),
            (std::cmp::Ordering::Equal, true) | (std::cmp::Ordering::Greater, _) => return None,
        }
        self.list(entry, items, &wanted)
    }

    /// The edits that set the value of an entry.
    fn entry(&self, node: &Node, entries: &[(Node, Node)], at: usize, value: &Value) -> Option<Vec<Edit>> {
        let entry = &entries[at];
        let in_flow = self.is_flow(node);
        match (value, &entry.1.content) {
            (Value::Null, _) if in_flow => Some(vec![(self.flow_entry(entries, at), String::new())]),
            (Value::Null, _) => self.without(entries, at),
            (Value::Array(items), Content::List(old)) => self.list(entry, old, items),
            (Value::Object(_) | Value::Array(_), Content::Scalar { .. }) => self.filled(entry, value, in_flow),
            (Value::Object(_), Content::Map(_)) if self.is_flow(&entry.1) => {
                Some(vec![self.replaced(entry, &flow(value)?)])
            }
            (Value::Object(_) | Value::Array(_), _) | (_, Content::List(_) | Content::Map(_)) => None,
            (_, Content::Scalar { .. }) => Some(vec![self.scalar_edit(entry, value, in_flow)?]),
        }
    }

    /// The edit that takes an entry of a block out.
    fn without(&self, entries: &[(Node, Node)], at: usize) -> Option<Vec<Edit>> {
        let entry = &entries[at];
        let start = entry.0.range.start;
        let is_behind_dash = self.text[self.line_start(start)..start].contains('-');
        if !is_behind_dash {
            return Some(vec![(self.whole_lines(entry), String::new())]);
        }
        // The first key of an item: the next one comes up to the dash, unless a remark is between.
        let next = entries.get(at + 1)?;
        let between = self.whole_lines(entry).end..next.0.range.start;
        let is_blank = self.text.get(between).is_some_and(|between| between.trim().is_empty());
        is_blank.then(|| vec![(start..next.0.range.start, String::new())])
    }

    /// A new entry of a mapping that is below another.
    fn added(&self, node: &Node, entries: &[(Node, Node)], name: &str, value: &Value) -> Option<Vec<Edit>> {
        if value.is_null() {
            return Some(Vec::new());
        }
        if self.is_flow(node) {
            let new = format!("{name}: {}", flow(value)?);
            return Some(vec![match entries.last() {
                Some(last) => {
                    let end = self.end_of(last);
                    (end..end, format!(", {new}"))
                }
                None => (node.range.clone(), format!("{{{new}}}")),
            }]);
        }
        let (first, last) = (entries.first()?, entries.last()?);
        let indent = first.0.range.start - self.line_start(first.0.range.start);
        let lines = entry_lines(name, value, Layout { indent, depth: 1, line_end: self.line_end() })?;
        let end = self.end_of(last);
        let end = end - (self.text[..end].len() - self.text[..end].trim_end().len());
        Some(vec![self.new_line(end, &lines)])
    }

    /// A mapping or list in the place of nothing, or of one word.
    pub(super) fn filled(&self, entry: &(Node, Node), value: &Value, in_flow: bool) -> Option<Vec<Edit>> {
        let indent = entry.0.range.start - self.line_start(entry.0.range.start);
        let depth = usize::from(indent > 0);
        let Content::Scalar { text: name, .. } = &entry.0.content else { return None };
        let lines = entry_lines(name, value, Layout { indent, depth, line_end: self.line_end() })?;
        let one_line = lines[indent..].strip_prefix(&format!("{name}: ")).filter(|_| !lines.contains('\n'));
        if in_flow || one_line.is_some() {
            return Some(vec![self.replaced(entry, &flow(value)?)]);
        }
        // What follows the key is a remark at most, and the remark stays there.
        let (_, below) = lines.split_once('\n')?;
        let mut edits = vec![self.new_line(self.end_of(entry), below)];
        if !entry.1.range.is_empty() {
            let start = self.text[..entry.1.range.start].trim_end().len();
            edits.push((start..entry.1.range.end, String::new()));
        }
        Some(edits)
    }

    /// A text in the place of a text, in the same quotes; a block of lines stays one where it has several.
    fn scalar_edit(&self, entry: &(Node, Node), value: &Value, in_flow: bool) -> Option<Edit> {
        let indent = entry.0.range.start - self.line_start(entry.0.range.start);
        let lines = if in_flow { None } else { literal(value, indent + 2, self.line_end()) };
        if let Some(start) = self.block_start(entry).filter(|_| !in_flow) {
            let end = self.end_of_item(&entry.1).max(start + 1);
            return Some((start..end, lines.map_or_else(|| scalar(value, None, false), Some)?));
        }
        let old = &self.text[entry.1.range.clone()];
        let quote = quote_of(old);
        let end = quote.and_then(|quote| quoted_end(old, quote)).unwrap_or(old.trim_end().len());
        let kept = &old[end..];
        let has_remark =
            self.text[entry.1.range.start + end..].lines().next().is_some_and(|rest| !rest.trim().is_empty());
        let new = match lines.filter(|_| !has_remark) {
            Some(lines) => lines,
            None => scalar(value, quote, in_flow)?,
        };
        let (range, new) = self.replaced(entry, &new);
        Some((range, if old.is_empty() { new } else { format!("{new}{kept}") }))
    }

    /// Where a block of lines (`>` or `|`) begins with its sign.
    fn block_start(&self, (key, _): &(Node, Node)) -> Option<usize> {
        let colon = key.range.end + self.text[key.range.end..].find(':')? + 1;
        let start = colon + self.text[colon..].find(|sign: char| !matches!(sign, ' ' | '\t'))?;
        self.text[start..].starts_with(['>', '|']).then_some(start)
    }
}

fn quote_of(text: &str) -> Option<char> {
    text.chars().next().filter(|first| matches!(first, '\'' | '"'))
}

/// A value below the steps that lead to it; nothing stays nothing. A list that is made begins with its first item.
fn nested(path: &[Step<'_>], value: &Value) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null);
    }
    path.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Some(Value::Object(Map::from_iter([((*key).to_owned(), value)]))),
        Step::Item(0) => Some(Value::Array(vec![value])),
        Step::Item(_) => None,
    })
}

/// Sets a value among values, as [`Yaml::with_value`] does in a text.
fn put(at: &mut Value, path: &[Step<'_>], value: &Value) -> Option<()> {
    let Some((step, rest)) = path.split_first() else {
        *at = resolved(Some(at), value)?;
        return Some(());
    };
    let goes = rest.is_empty() && value.is_null();
    match step {
        _ if at.is_null() && value.is_null() => {}
        Step::Key(key) => {
            if at.is_null() {
                *at = Value::Object(Map::new());
            }
            let entries = at.as_object_mut()?;
            if goes {
                entries.remove(*key);
            } else {
                put(entries.entry((*key).to_owned()).or_insert(Value::Null), rest, value)?;
            }
        }
        Step::Item(place) => {
            if at.is_null() {
                *at = Value::Array(Vec::new());
            }
            let items = at.as_array_mut()?;
            if goes && *place < items.len() {
                items.remove(*place);
                return Some(());
            }
            if *place == items.len() {
                items.push(Value::Null);
            }
            put(items.get_mut(*place)?, rest, value)?;
        }
    }
    Some(())
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

/// A list with its kept values in their place.
fn resolved(old: Option<&Value>, new: &Value) -> Option<Value> {
    let Value::Array(items) = new else { return Some(new.clone()) };
    let item = |item: &Value| match item {
        Value::Object(keep) if keep.contains_key("keep") => {
            let at = usize::try_from(keep.get("keep")?.as_u64()?).ok()?;
            old?.as_array()?.get(at).cloned()
        }
        other => Some(other.clone()),
    };
    Some(Value::Array(items.iter().map(item).collect::<Option<_>>()?))
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
        Value::Array(items) => Value::Array(items.into_iter().map(without_nothing).collect()),
        other => other,
    }
}

#[cfg(test)]
#[expect(clippy::format_collect, reason = "short texts, put together once")]
mod tests {
    use super::*;
    use crate::base::VPath;
    use proptest::prelude::*;
    use serde_json::json;

    /// Sets a value at a path: numbers are places in lists.
    fn set(text: &str, path: &[&str], value: &Value) -> Option<String> {
        let file = VPath::new("a.md");
        let path: Vec<Step<'_>> = path.iter().map(|one| one.parse().map_or(Step::Key(one), Step::Item)).collect();
        Yaml { file: &file, text, start: 0 }.with_value(&path, value)
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
            ("c: [a, b]\n", &["c", "1"], json!("x"), "c: [a, x]\n"),
            ("c:\n  - 'a' # first\n  - b\n", &["c", "0"], json!("x"), "c:\n  - 'x' # first\n  - b\n"),
            ("c: [a]\n", &["c"], json!(["x", {"keep": 0}]), "c: [x, a]\n"),
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
            // Texts of several lines.
            ("t: A\n", &["t"], json!("B\n\nC: d"), "t: |-\n  B\n\n  C: d\n"),
            ("e: {t: A}\n", &["e", "t"], json!("B\nC"), "e: {t: \"B\\nC\"}\n"),
            ("t: |\r\n  a\r\n  b\r\nx: 1\r\n", &["t"], json!("a\nc\n"), "t: |\r\n  a\r\n  c\r\nx: 1\r\n"),
            ("t: A\n", &["t"], json!("0\u{2028}a\u{85}\u{7f}"), "t: \"0\\u2028a\\u0085\\u007f\"\n"),
            ("t: 'A'\n", &["t"], json!("\u{feff}a"), "t: \"\\ufeffa\"\n"),
        ];
        for (text, path, value, expected) in cases {
            assert_eq!(set(text, path, &value).as_deref(), Some(expected), "{text:?} {value}");
        }
    }

    #[test]
    fn claims_and_other_lists_of_mappings_change_where_they_stand() {
        let claims = "t: A\nclaims:  # ours\n  - id: a  # short\n    claim: \"X\"\n    seen: [{where: Facebook}]\n  # the second\n  - id: b\n    claim: Y\n# end\nx: 1\n";
        let claim = |place: &'static str, key| ["claims", place, key];
        let cases = [
            (&claim("0", "claim")[..], json!("Z"), claims.replace("\"X\"", "\"Z\"")),
            (&claim("1", "fact"), json!("It is: so."), claims.replace("claim: Y\n", "claim: Y\n    fact: \"It is: so.\"\n")),
            (&claim("1", "claim"), json!(null), claims.replace("    claim: Y\n", "")),
            (&claim("0", "id"), json!(null), claims.replace("id: a  # short\n    claim", "claim")),
            (&["claims", "0", "seen", "0", "on"], json!("2026-11-02"), claims.replace("Facebook}", "Facebook, on: 2026-11-02}")),
            (&["claims", "0", "seen", "1", "where"], json!("X"), claims.replace("Facebook}", "Facebook}, {where: X}")),
            (&["claims", "1", "sources"], json!(["s"]), claims.replace("claim: Y\n", "claim: Y\n    sources: [s]\n")),
            (&["claims", "0"], json!(null), claims.replace("  - id: a  # short\n    claim: \"X\"\n    seen: [{where: Facebook}]\n", "")),
            (&["claims", "2"], json!({"id": "c", "claim": "Q", "seen": null}), claims.replace("claim: Y\n", "claim: Y\n  - id: c\n    claim: Q\n")),
            (&["claims"], json!([{"id": "c"}, {"keep": 0}, {"keep": 1}]), claims.replace("  - id: a", "  - id: c\n  - id: a")),
            (&["claims"], json!([{"keep": 1}, {"keep": 0}]),
             "t: A\nclaims:  # ours\n  - id: b\n    claim: Y\n  - id: a  # short\n    claim: \"X\"\n    seen: [{where: Facebook}]\n  # the second\n# end\nx: 1\n".to_owned()),
        ];
        for (path, value, expected) in cases {
            assert_eq!(set(claims, path, &value).as_deref(), Some(expected.as_str()), "{path:?} {value}");
        }
        let made = [
            (&claim("0", "claim")[..], json!("X"), "t: A\nclaims:\n  - claim: X\n"),
            (
                &["corrections"],
                json!([{"date": "2026-11-02", "what": "a\nb"}]),
                "t: A\ncorrections:\n  - date: 2026-11-02\n    what: |-\n      a\n      b\n",
            ),
            (&["consent", "scope"], json!(["website", "social"]), "t: A\nconsent: {scope: [website, social]}\n"),
            (
                &["social", "x", "text"],
                json!("One.\nTwo."),
                "t: A\nsocial:\n  x:\n    text: |-\n      One.\n      Two.\n",
            ),
        ];
        for (path, value, expected) in made {
            assert_eq!(set("t: A\n", path, &value).as_deref(), Some(expected), "{path:?}");
        }
        let empty = "consent:  # the form\nclaims: []\ncorrections: null\n";
        let filled = [
            (&["consent", "ref"][..], json!("C-1"), "consent: {ref: C-1}  # the form\nclaims: []\ncorrections: null\n"),
            (
                &["corrections", "0", "what"],
                json!("It is so."),
                "consent:  # the form\nclaims: []\ncorrections:\n  - what: It is so.\n",
            ),
            (&["claims", "0", "id"], json!("a"), "consent:  # the form\nclaims:\n  - id: a\ncorrections: null\n"),
        ];
        for (path, value, expected) in filled {
            assert_eq!(set(empty, path, &value).as_deref(), Some(expected), "{path:?}");
        }
    }

    #[test]
    fn what_cannot_be_changed_safely_is_left_alone() {
        for (text, value) in [
            ("{t: A}\n", json!("B")),
            ("t: &a A\nx: *a\n", json!("B")),
            ("t: [\n", json!("B")),
            ("t: {a: 1}\n", json!("B")),
            // A key that is there twice: the second one would stay behind.
            ("t:\n- {id: a}\n- id: b\n  role: b\n  role:", Value::Null),
            ("t:\n- id: b\r\role:", Value::Null),
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
