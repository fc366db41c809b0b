//! YAML as a tree whose every node knows its place.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use crate::base::{LineIndex, Position};
use crate::diag::{Diagnostic, Outcome, codes};

use super::limits::TOO_DEEP;
use super::{Step, Yaml, limits, words};

/// How deep settings may be nested.
pub(super) const DEEPEST: usize = 32;

/// How many values one file may hold; far above any real file, far below what costs seconds.
const MOST_NODES: usize = 200_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its number in reading order, unique in the tree.
    pub(super) id: usize,
    /// Byte range in the YAML.
    pub(super) range: Range<usize>,
    pub(super) content: Content,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Text; `plain` where it was written without quotes and may mean a number, a boolean or nothing.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys and values.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Whether nothing is written here, or a text without a character to read.
    pub(super) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Scalar { text, plain } => text.trim().is_empty() || *plain && is_nothing(text),
            Content::List(_) | Content::Map(_) => false,
        }
    }

    /// The child one step down, with the range of its key.
    pub(super) fn step(&self, step: Step<'_>) -> Option<(Option<Range<usize>>, &Self)> {
        match (&self.content, step) {
            (Content::Map(entries), Step::Key(name)) => entries.iter().find_map(|(key, value)| match &key.content {
                Content::Scalar { text, .. } if text == name => Some((Some(key.range.clone()), value)),
                _ => None,
            }),
            (Content::List(items), Step::Item(at)) => items.get(at).map(|item| (None, item)),
            _ => None,
        }
    }
}

/// Reads the events of one YAML document into a tree.
pub(super) struct Tree<'t> {
    yaml: &'t Yaml<'t>,
    lines: LineIndex<'t>,
    diagnostics: Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Node>,
    next_id: usize,
}

enum Open {
    List { id: usize, start: usize, items: Vec<Node> },
    Map { id: usize, start: usize, entries: Vec<(Node, Node)>, key: Option<Node>, known: HashMap<String, Range<usize>> },
}

impl<'t> Tree<'t> {
    /// The root of the document, `None` for an empty one, with what Bedside does not take in YAML.
    pub(super) fn parse(yaml: &'t Yaml<'t>) -> Result<Outcome<Option<Node>>, Box<Diagnostic>> {
        if let Some(at) = limits::too_deep(yaml.text) {
            return Err(Box::new(limits::refused(yaml, at)));
        }
        let spaced = super::with_spaces(yaml.text);
        let lines = LineIndex::new(yaml.text);
        let mut tree = Self { yaml, lines, diagnostics: Vec::new(), open: Vec::new(), root: None, next_id: 0 };
        let mut parser = Parser::new_from_str(&spaced);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| Box::new(tree.syntax(&error)))?;
            tree.event(event, &span)?;
        }
        Ok(Outcome { value: tree.root, diagnostics: tree.diagnostics })
    }

    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Box<Diagnostic>> {
        let range = self.range(span);
        if self.open.len() > DEEPEST || self.next_id > MOST_NODES {
            let message = format!("{TOO_DEEP} more than {DEEPEST} deep, or there are too many of them");
            let diagnostic = Diagnostic::new(&codes::YAML_FEATURE, message).at(self.yaml.range(range));
            return Err(Box::new(diagnostic.help("write it in a simpler form")));
        }
        match event {
            Event::Alias(_) => self.feature("an alias (`*name`)", range.clone()),
            Event::Scalar(text, style, anchor, tag) => {
                self.anchor_or_tag(anchor, tag.is_some(), &range);
                let content = Content::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                let node = Node { id: self.id(), range, content };
                self.place(node);
            }
            Event::SequenceStart(anchor, tag) => {
                self.anchor_or_tag(anchor, tag.is_some(), &range);
                let id = self.id();
                self.open.push(Open::List { id, start: range.start, items: Vec::new() });
            }
            Event::MappingStart(anchor, tag) => {
                self.anchor_or_tag(anchor, tag.is_some(), &range);
                let id = self.id();
                self.open.push(Open::Map {
                    id,
                    start: range.start,
                    entries: Vec::new(),
                    key: None,
                    known: HashMap::new(),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let end = self.yaml.text[..end].trim_end().len();
        let node = match self.open.pop() {
            Some(Open::List { id, start, items }) => {
                let end = items.last().map_or(end, |item| end.max(item.range.end));
                Node { id, range: start..end.max(start), content: Content::List(items) }
            }
            Some(Open::Map { id, start, entries, .. }) => {
                // A last key without a value is in it, too.
                let end = entries.last().map_or(end, |entry| end.max(self.end_of(entry)));
                Node { id, range: start..end.max(start), content: Content::Map(entries) }
            }
            None => return,
        };
        self.place(node);
    }

    fn end_of(&self, (key, value): &(Node, Node)) -> usize {
        let rest = &self.yaml.text[key.range.end..];
        let colon = rest.lines().next().and_then(|line| line.find(':')).map_or(0, |at| at + 1);
        value.range.end.max(key.range.end + colon)
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(self.root.take().unwrap_or(node)),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, known, .. }) => match key.take() {
                None => *key = Some(node),
                Some(first) => {
                    let twin = match &first.content {
                        Content::Scalar { text, .. } => known.get(text).cloned(),
                        _ => None,
                    };
                    if let (Content::Scalar { text, .. }, None) = (&first.content, &twin) {
                        known.insert(text.clone(), first.range.clone());
                    }
                    match twin {
                        Some(twin) => self.diagnostics.push(duplicate(self.yaml, &first, twin)),
                        None => entries.push((first, node)),
                    }
                }
            },
        }
    }

    fn id(&mut self) -> usize {
        self.next_id += 1;
        self.next_id
    }

    fn anchor_or_tag(&mut self, anchor: usize, tagged: bool, range: &Range<usize>) {
        if anchor > 0 {
            self.feature("an anchor (`&name`)", range.clone());
        }
        if tagged {
            self.feature("a tag (`!name`)", range.clone());
        }
    }

    fn feature(&mut self, what: &str, range: Range<usize>) {
        let diagnostic = Diagnostic::new(&codes::YAML_FEATURE, format!("{what} is not allowed here"));
        let help = "write the value itself; if the text starts with `&`, `*` or `!`, put it in quotes";
        self.diagnostics.push(diagnostic.at(self.yaml.range(range)).help(help));
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let offset = |line: usize, column: usize| self.lines.offset(Position { line, column: column + 1 });
        let start = offset(span.start.line(), span.start.col());
        let end = offset(span.end.line(), span.end.col());
        start..end.max(start)
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let at = Position { line: error.marker().line(), column: error.marker().col() + 1 };
        words::syntax_error(self.yaml, &self.lines, at, error.info())
    }
}

/// Whether an unquoted text means that there is no value (YAML 1.2.2, 10.3.2).
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn duplicate(yaml: &Yaml<'_>, second: &Node, first: Range<usize>) -> Diagnostic {
    let name = match &second.content {
        Content::Scalar { text, .. } => text.as_str(),
        _ => "?",
    };
    Diagnostic::new(&codes::DUPLICATE_KEY, format!("the key `{name}` is given twice"))
        .at(yaml.range(second.range.clone()))
        .note("it was given here first", yaml.range(first))
        .help("remove one of them")
}
