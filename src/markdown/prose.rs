//! The text that readers read, in passages, with the place of every part of it in the file.
//!
//! Filled in the same pass that writes the HTML. A passage is the text of one block without markup: citation and footnote
//! marks are left out, character references and typographic signs are as they are shown. Rules, reading grades, indexes
//! and excerpts read this instead of the Markdown.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

/// What kind of block a passage is. A paragraph within a list, a callout, a quotation or a note counts as that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph, also one of raw HTML.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list, or a term or its definition.
    Item,
    /// A cell of a table.
    Cell,
    /// A quotation.
    Quotation,
    /// A box such as `> [!WARNING]`.
    Callout,
    /// A box for an emergency, `> [!EMERGENCY]`.
    Emergency,
    /// A footnote.
    Note,
    /// A block of code.
    Code,
    /// The text of a picture; it follows the passage that contains the picture.
    Alt,
    /// An argument of a component.
    Argument,
}

/// The text of a document, passage by passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    spans: Vec<Span>,
    pieces: Vec<Piece>,
}

/// A passage: a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    block: BlockKind,
    language: Option<Box<str>>,
    text: Range<usize>,
}

/// A part of the text that comes from one part of the file, up to the next piece.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    source: Range<usize>,
}

/// One block's text.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'p> {
    /// What kind of block it is.
    pub block: BlockKind,
    /// Its text.
    pub text: &'p str,
    /// Its language where raw HTML around it says so with `lang`; `None` for that of the document.
    pub language: Option<&'p str>,
    prose: &'p Prose,
    at: usize,
}

impl Prose {
    /// The passages in the order of the file.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        self.spans.iter().map(|span| Passage {
            block: span.block,
            text: &self.text[span.text.clone()],
            language: span.language.as_deref(),
            prose: self,
            at: span.text.start,
        })
    }

    /// Adds what follows in the document.
    pub(crate) fn append(&mut self, behind: Self) {
        if self.spans.is_empty() {
            *self = behind;
            return;
        }
        let base = self.text.len();
        self.text.push_str(&behind.text);
        self.pieces.extend(behind.pieces.into_iter().map(|piece| Piece { at: base + piece.at, ..piece }));
        let moved = |span: Span| Span { text: base + span.text.start..base + span.text.end, ..span };
        self.spans.extend(behind.spans.into_iter().map(moved));
    }

    fn piece_end(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text.len(), |next| next.at)
    }

    /// Where the bytes `range` of the text are in the file.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let holding = |at: usize| self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1);
        let exact = |at: usize| {
            let index = holding(at);
            let piece = self.pieces.get(index)?;
            let is_exact = self.piece_end(index) - piece.at == piece.source.len();
            Some((piece, is_exact, at - piece.at))
        };
        let start =
            exact(range.start).map_or(
                0,
                |(piece, is_exact, inside)| {
                    if is_exact { piece.source.start + inside } else { piece.source.start }
                },
            );
        let last = range.end.saturating_sub(1).max(range.start);
        let end = exact(last).map_or(start, |(piece, is_exact, inside)| {
            if is_exact { piece.source.start + inside + range.end.saturating_sub(last) } else { piece.source.end }
        });
        start..end.max(start)
    }
}

impl Passage<'_> {
    /// Where the bytes `range` of the passage's text are in the file.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let within = |at: usize| self.at + at.min(self.text.len());
        self.prose.place(within(range.start)..within(range.end))
    }
}

/// Prose being written.
#[derive(Debug, Default)]
pub(super) struct OpenProse {
    prose: Prose,
    /// Where the open passage begins.
    begin: usize,
    /// The quotations, items and notes that are open.
    around: Vec<BlockKind>,
    /// The heading, cell or code that is open.
    leaf: Option<BlockKind>,
    /// Texts of pictures that wait for the end of the passage.
    alts: Vec<(String, Range<usize>)>,
    /// Languages of raw HTML that are open, with the number of open elements after which they end.
    languages: Vec<(usize, Box<str>)>,
    /// Where the Markdown starts in the file.
    start: usize,
}

impl OpenProse {
    /// For Markdown that starts at `start` in its file and has `bytes` bytes.
    pub(super) fn new(start: usize, bytes: usize) -> Self {
        let prose = Prose { text: String::with_capacity(bytes), ..Prose::default() };
        Self { prose, start, ..Self::default() }
    }

    /// Adds text of the open block that is at `source` in the Markdown.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let (at, source) = (self.prose.text.len(), self.start + source.start..self.start + source.end);
        self.prose.text.push_str(text);
        // What follows the last piece in the file as it does in the text is part of it.
        if let Some(last) = self.prose.pieces.last_mut()
            && last.source.end == source.start
            && at - last.at == last.source.len()
            && text.len() == source.len()
        {
            last.source.end = source.end;
            return;
        }
        self.prose.pieces.push(Piece { at, source });
    }

    /// Adds the text of a picture that is at `source`.
    pub(super) fn alt(&mut self, alt: &str, source: Range<usize>) {
        if !alt.is_empty() {
            self.alts.push((alt.to_owned(), source));
        }
    }

    /// Adds its own passage.
    pub(super) fn whole(&mut self, block: BlockKind, text: &str, source: Range<usize>) {
        self.break_off();
        self.push(text, source);
        self.close(block);
    }

    /// The start of a block.
    pub(super) fn enter(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::BlockQuote(None) => self.open(BlockKind::Quotation),
            Tag::BlockQuote(Some(_)) => self.open(BlockKind::Callout),
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.open(BlockKind::Item),
            Tag::FootnoteDefinition(_) => self.open(BlockKind::Note),
            Tag::Heading { .. } => self.open_leaf(BlockKind::Heading),
            Tag::TableCell => self.open_leaf(BlockKind::Cell),
            Tag::CodeBlock(_) => self.open_leaf(BlockKind::Code),
            Tag::Paragraph | Tag::HtmlBlock | Tag::List(_) | Tag::DefinitionList | Tag::Table(_) => self.break_off(),
            _ => {}
        }
    }

    /// The quotation that was entered last is a box.
    pub(super) fn is_callout(&mut self, block: BlockKind) {
        if let Some(last) = self.around.last_mut() {
            *last = block;
        }
    }

    /// The end of a block.
    pub(super) fn leave(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                self.break_off();
                self.around.pop();
            }
            TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock => {
                self.break_off();
                self.leaf = None;
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.break_off(),
            _ => {}
        }
    }

    /// An element of raw HTML, the `depth`th that is open, says that its language is `language`.
    pub(super) fn speak(&mut self, language: &str, depth: usize) {
        self.break_off();
        self.languages.push((depth, language.into()));
    }

    /// Only `depth` elements of raw HTML are still open.
    pub(super) fn fall_silent(&mut self, depth: usize) {
        if self.languages.last().is_some_and(|(open, _)| *open > depth) {
            self.break_off();
            self.languages.retain(|(open, _)| *open <= depth);
        }
    }

    /// Ends the open passage.
    pub(super) fn break_off(&mut self) {
        let block = self.leaf.or(self.around.last().copied()).unwrap_or(BlockKind::Paragraph);
        self.close(block);
        for (alt, source) in std::mem::take(&mut self.alts) {
            self.push(&alt, source);
            self.close(BlockKind::Alt);
        }
    }

    pub(super) fn finish(mut self) -> Prose {
        self.break_off();
        // Copies of the right size stay for the whole build.
        let Prose { text, spans, pieces } = self.prose;
        Prose {
            text: text.as_str().to_owned(),
            spans: spans.as_slice().to_owned(),
            pieces: pieces.as_slice().to_owned(),
        }
    }

    fn open(&mut self, block: BlockKind) {
        self.break_off();
        self.around.push(block);
    }

    fn open_leaf(&mut self, block: BlockKind) {
        self.break_off();
        self.leaf = Some(block);
    }

    fn close(&mut self, block: BlockKind) {
        let end = self.prose.text.len();
        let text = self.begin..end;
        self.begin = end;
        if self.prose.text[text.clone()].trim().is_empty() {
            return;
        }
        let language = self.languages.last().map(|(_, language)| language.clone());
        self.prose.spans.push(Span { block, language, text });
    }
}

/// The values in a component's YAML: for each, its text and where it is in `yaml`. Lines that continue a value belong to
/// it. This looks for text, it does not judge: what is wrong with the YAML is reported where the component is read.
pub(super) fn arguments(yaml: &str) -> Vec<(&str, Range<usize>)> {
    let mut values: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end();
        let inner = content.trim_start_matches([' ', '-', '\t']);
        if inner.is_empty() || inner.starts_with('#') {
            continue;
        }
        let begin = start + content.len() - inner.len();
        let end = start + content.len();
        match value_after_key(inner) {
            Some(inside) => values.push(begin + inside..end),
            None if content.trim_start().starts_with("- ") => values.push(begin..end),
            None => match values.last_mut() {
                // The mark of a folded text is not part of it.
                Some(last) if yaml[last.clone()].starts_with(['>', '|']) && last.len() <= 2 => *last = begin..end,
                Some(last) if last.start == last.end => *last = begin..end,
                Some(last) => last.end = end,
                None => values.push(begin..end),
            },
        }
    }
    let unquoted = |range: Range<usize>| {
        let text = &yaml[range.clone()];
        let inner = text.strip_prefix(['"', '\'']).and_then(|inner| inner.strip_suffix(['"', '\'']));
        if inner.is_some() { range.start + 1..range.end - 1 } else { range }
    };
    values.into_iter().map(unquoted).map(|range| (&yaml[range.clone()], range)).collect()
}

/// Where the value begins in a line such as `title: text`.
fn value_after_key(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let is_key = line[..colon].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let rest = &line[colon + 1..];
    let value = rest.trim_start();
    (is_key && colon > 0 && (rest.is_empty() || rest.len() > value.len())).then(|| line.len() - value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_components_are_found_with_their_places() {
        let yaml = "title: \"Before you go\"\n# a note\nsteps:\n  - Wash your hands\n  - text: Call us\ntext: >\n  A long\n  line.\nsrc: a.png\n";
        let found = arguments(yaml);
        let texts: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
        assert_eq!(texts, ["Before you go", "", "Wash your hands", "Call us", "A long\n  line.", "a.png"]);
        assert!(found.iter().all(|(text, range)| &yaml[range.clone()] == *text));
    }
}
