//! Changes a mapping where it is, and nothing around it.

use std::ops::Range;

use crate::diag::Outcome;

use super::tree::{Content, Node, Tree};
use super::{Step, Yaml};

/// What becomes of a key: a plain value, or `None` to take it out.
pub type KeyChange<'c> = (&'c str, Option<&'c str>);

/// A piece of text that takes the place of another.
pub(super) type Edit = (Range<usize>, String);

impl Yaml<'_> {
    /// The text with keys of the mapping `name` changed, in the style in which it is written; where there is no such
    /// mapping, it is added in one line, below the key `after` if that exists, else at the end. Values stand as given:
    /// they must not need quotes. `None` if the text is not one mapping, or `name` is something else than a mapping.
    ///
    /// Everything else stays byte for byte: comments, order, line ends.
    #[must_use]
    pub fn with_changes(&self, name: &str, after: &str, changes: &[KeyChange<'_>]) -> Option<String> {
        let Ok(Outcome { value: Some(root), .. }) = Tree::parse(self) else { return None };
        let Content::Map(keys) = &root.content else { return None };
        let Some((key, node)) = root.step(Step::Key(name)) else {
            let below = keys
                .iter()
                .find(|(key, _)| is_called(key, after))
                .map_or(self.text.len(), |(_, value)| value.range.end);
            return Some(self.apply(vec![self.new_line(below, &format!("{name}: {}", flow(changes)))]));
        };
        match &node.content {
            Content::Map(entries) => Some(self.apply(self.changed(node, entries, changes))),
            _ if node.is_empty() => {
                let end = key?.end;
                let colon = end + self.text[end..].find(':')? + 1;
                let end = node.range.end.max(colon);
                Some(self.apply(vec![(colon..end, format!(" {}", flow(changes)))]))
            }
            _ => None,
        }
    }

    fn changed(&self, node: &Node, entries: &[(Node, Node)], changes: &[KeyChange<'_>]) -> Vec<Edit> {
        let is_flow = self.text[node.range.clone()].starts_with('{');
        let mut edits = Vec::new();
        let mut added = Vec::new();
        for &(name, value) in changes {
            let found = entries.iter().position(|(key, _)| is_called(key, name));
            match (found, value) {
                (Some(at), Some(value)) => edits.push(self.replaced(&entries[at], value)),
                (Some(at), None) if is_flow => edits.push((self.flow_entry(entries, at), String::new())),
                (Some(at), None) => edits.push((self.whole_lines(&entries[at]), String::new())),
                (None, Some(value)) => added.push(format!("{name}: {value}")),
                (None, None) => {}
            }
        }
        if added.is_empty() {
            return edits;
        }
        match entries.last() {
            _ if is_flow && entries.is_empty() => edits.push((node.range.clone(), format!("{{{}}}", added.join(", ")))),
            Some(last) if is_flow => {
                let end = self.end_of(last);
                edits.push((end..end, format!(", {}", added.join(", "))));
            }
            Some(last) => {
                let start = last.0.range.start;
                let indent = " ".repeat(start - self.line_start(start));
                let lines: Vec<String> = added.iter().map(|line| format!("{indent}{line}")).collect();
                edits.push(self.new_line(self.end_of(last), &lines.join(self.line_end())));
            }
            None => {}
        }
        edits
    }

    /// A value in place of another; an empty one gets a space before it.
    pub(super) fn replaced(&self, entry: &(Node, Node), value: &str) -> Edit {
        let end = self.end_of(entry);
        if entry.1.range.is_empty() {
            (end..end, format!(" {value}"))
        } else {
            (entry.1.range.clone(), value.to_owned())
        }
    }

    /// Where an entry ends: behind its value, or behind its colon where it has none.
    pub(super) fn end_of(&self, (key, value): &(Node, Node)) -> usize {
        if !value.range.is_empty() {
            return self.end_of_item(value);
        }
        self.text[key.range.end..].find(':').map_or(key.range.end, |at| key.range.end + at + 1)
    }

    /// Where a value ends; remarks behind a block, which may be about what follows, are not in it.
    pub(super) fn end_of_item(&self, item: &Node) -> usize {
        let last = match &item.content {
            _ if self.is_flow(item) => None,
            Content::Map(entries) => entries.last().map(|last| self.end_of(last)),
            Content::List(items) => items.last().map(|last| self.end_of_item(last)),
            Content::Scalar { .. } => None,
        };
        last.unwrap_or_else(|| item.range.start + self.text[item.range.clone()].trim_end().len())
    }

    /// Whether a mapping or list is written in brackets.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        self.text[node.range.clone()].starts_with(['{', '['])
    }

    /// The range of an entry of `{...}` with the comma that parts it from its neighbor.
    pub(super) fn flow_entry(&self, entries: &[(Node, Node)], at: usize) -> Range<usize> {
        let end = self.end_of(&entries[at]);
        match at.checked_sub(1) {
            Some(before) => self.end_of(&entries[before])..end,
            None => entries[at].0.range.start..entries.get(at + 1).map_or(end, |(key, _)| key.range.start),
        }
    }

    /// A new line behind the line in which `at` stands.
    pub(super) fn new_line(&self, at: usize, line: &str) -> Edit {
        match self.text[at..].find('\n') {
            Some(end) => (at + end + 1..at + end + 1, format!("{line}{}", self.line_end())),
            None if self.text.is_empty() || self.text.ends_with('\n') => (at..at, format!("{line}{}", self.line_end())),
            None => (self.text.len()..self.text.len(), format!("{}{line}", self.line_end())),
        }
    }

    /// The lines of an entry of a block, with what follows it.
    pub(super) fn whole_lines(&self, entry: &(Node, Node)) -> Range<usize> {
        let end = self.end_of(entry);
        // A block of lines may end behind its last line.
        let end = end - (self.text[..end].len() - self.text[..end].trim_end().len());
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.line_start(entry.0.range.start)..end
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    pub(super) fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    pub(super) fn apply(&self, mut edits: Vec<Edit>) -> String {
        edits.sort_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(self.text.len() + 80);
        let mut at = 0;
        for (range, text) in edits {
            out.push_str(&self.text[at..range.start.max(at)]);
            out.push_str(&text);
            at = range.end.max(at);
        }
        out.push_str(&self.text[at..]);
        out
    }
}

pub(super) fn is_called(key: &Node, name: &str) -> bool {
    matches!(&key.content, Content::Scalar { text, .. } if text == name)
}

fn flow(changes: &[KeyChange<'_>]) -> String {
    let entries = changes.iter().filter_map(|(name, value)| Some(format!("{name}: {}", (*value)?)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;

    #[test]
    fn a_mapping_changes_where_it_stands_and_nothing_else_does() {
        let new = "r: {by: b, print: f}\n";
        let cases = [
            // Added: below the key named, at the end, before what has no line end.
            ("t: A\nauthors: [a] # who\nx: 1\n", format!("t: A\nauthors: [a] # who\n{new}x: 1\n")),
            ("t: A\nauthors:\n  - a\n  - c\nx: 1\n", format!("t: A\nauthors:\n  - a\n  - c\n{new}x: 1\n")),
            ("t: A\r\nx: >\r\n  long\r\n", "t: A\r\nx: >\r\n  long\r\nr: {by: b, print: f}\r\n".to_owned()),
            ("t: A", "t: A\nr: {by: b, print: f}".to_owned()),
            ("r:\nt: A\n", "r: {by: b, print: f}\nt: A\n".to_owned()),
            ("r: ~ # none\nt: A\n", "r: {by: b, print: f} # none\nt: A\n".to_owned()),
            ("r: {}\n", new.to_owned()),
            // Changed in one line.
            ("r: {by: a, on: 1, due: 2} # c\nt: A\n", "r: {by: b, on: 1, print: f} # c\nt: A\n".to_owned()),
            ("r: {due: 2, by: 'a'}\n", "r: {by: b, print: f}\n".to_owned()),
            ("r: {by: a, due: 2, print: e}\n", "r: {by: b, print: f}\n".to_owned()),
            ("r: { by: a }\n", "r: { by: b, print: f }\n".to_owned()),
            ("r: {by: , due: 2}\n", "r: {by: b, print: f}\n".to_owned()),
            // Changed in a block.
            (
                "r:\n  by: a # her\n  # note\n  due: 2 # gone\nt: A\n",
                "r:\n  by: b # her\n  # note\n  print: f\nt: A\n".to_owned(),
            ),
            (
                "r:\r\n    print: 'e'\r\n    by: \"a\"\r\nt: A\r\n",
                "r:\r\n    print: f\r\n    by: b\r\nt: A\r\n".to_owned(),
            ),
            ("r:\n  on: 1\n  by:\nt: A\n", "r:\n  on: 1\n  by: b\n  print: f\nt: A\n".to_owned()),
        ];
        let file = VPath::new("a.md");
        for (text, expected) in cases {
            let yaml = Yaml { file: &file, text, start: 0 };
            let changes = [("by", Some("b")), ("due", None), ("print", Some("f"))];
            assert_eq!(yaml.with_changes("r", "authors", &changes).as_deref(), Some(expected.as_str()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_mapping_is_left_alone() {
        let file = VPath::new("a.md");
        for text in ["", "- a\n", "r: yes\n", "r: [a]\n", "a: [\n"] {
            assert_eq!(
                Yaml { file: &file, text, start: 0 }.with_changes("r", "t", &[("by", Some("b"))]),
                None,
                "{text:?}"
            );
        }
    }
}
