//! A run of plain text: the pieces between two pieces of markup, and what the parser does not know in them.
//!
//! The parser cuts text at every bracket, quotation mark and line end, so citations, bare addresses, sub- and superscripts
//! and footnote marks without a note are looked for in the whole run: in its raw text, where dashes and quotation marks are
//! as written. Most runs have none of them and are copied.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::citation::Item;
use super::{bare_url, citation};

/// The pieces of a run.
#[derive(Debug, Default)]
pub(super) struct Run<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
    /// Where the run is in the source.
    pub(super) source: Range<usize>,
}

/// What the parser reports as one text.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    /// What readers see.
    pub(super) shown: CowStr<'t>,
    /// Where it is in the source.
    pub(super) source: Range<usize>,
    /// What kind of text it is.
    pub(super) kind: Kind,
    /// Where it starts in the run's raw text.
    raw: Range<usize>,
}

/// Where a piece's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As written.
    Written,
    /// As written, the first character after a backslash.
    Escaped,
    /// A character reference.
    Reference,
    /// Punctuation made of ASCII signs.
    Punctuation,
    /// The end of a line.
    Line,
}

/// A piece, or a part of one, as readers see it.
pub(super) struct Shown<'r> {
    pub(super) kind: Kind,
    pub(super) text: &'r str,
    /// Where it is in the source.
    pub(super) source: Range<usize>,
}

/// Something found in the raw text.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) raw: Range<usize>,
    pub(super) what: What,
}

/// What was found.
#[derive(Debug)]
pub(super) enum What {
    Citation(Vec<Item>),
    Address,
    Subscript,
    Superscript,
    UnknownNote,
    BrokenCitation,
    /// What may be the id of a source, by its place in the raw text.
    Mention(Range<usize>),
}

impl Found {
    /// Where the text before it ends, and where the text begins that follows it. A citation follows the word or the
    /// stop that it belongs to, without a space: both styles put its number after full stops and commas.
    pub(super) fn surroundings(&self, raw: &str) -> (usize, usize) {
        if !matches!(self.what, What::Citation(_)) {
            return (self.raw.start, self.raw.end);
        }
        let before = raw[..self.raw.start].trim_end_matches([' ', '\t', '\n', '\u{a0}']).len();
        (before, self.raw.end + citation::stop(&raw[self.raw.end..]))
    }
}

impl<'t> Run<'t> {
    /// Adds a text as the parser reports it.
    pub(super) fn push(&mut self, text: &str, shown: CowStr<'t>, source: Range<usize>) {
        let kind = self.kind(text, &shown, &source);
        self.add(shown, source, kind);
    }

    /// Adds the end of a line.
    pub(super) fn push_line(&mut self, source: Range<usize>) {
        self.add("\n".into(), source, Kind::Line);
    }

    fn add(&mut self, shown: CowStr<'t>, source: Range<usize>, kind: Kind) {
        if self.pieces.is_empty() {
            self.source.start = source.start;
        }
        self.source.end = source.end;
        self.pieces.push(Piece { shown, source, kind, raw: 0..0 });
    }

    fn kind(&self, text: &str, shown: &str, source: &Range<usize>) -> Kind {
        let bytes = text.as_bytes();
        if shown.len() == source.len() && shown.as_bytes()[0] == bytes[source.start] {
            // A backslash that belongs to the piece before is a written one.
            let before = self.pieces.last().map_or(0, |piece| piece.source.end);
            let escaped = source.start > before && bytes[source.start - 1] == b'\\';
            if escaped { Kind::Escaped } else { Kind::Written }
        } else if bytes[source.start] == b'&' {
            Kind::Reference
        } else {
            Kind::Punctuation
        }
    }

    /// The text with dashes and quotation marks as they were written; the pieces learn their places in it.
    pub(super) fn raw(&mut self, text: &str) -> String {
        let mut raw = String::with_capacity(self.source.len());
        for piece in &mut self.pieces {
            let start = raw.len();
            raw.push_str(if piece.kind == Kind::Punctuation { &text[piece.source.clone()] } else { &piece.shown });
            piece.raw = start..raw.len();
        }
        raw
    }

    /// The pieces, or parts of pieces, in a range of the raw text. What was made by the parser stays whole and counts where it
    /// starts.
    pub(super) fn shown(&self, raw: Range<usize>) -> impl Iterator<Item = Shown<'_>> {
        let first = self.pieces.partition_point(|piece| piece.raw.end <= raw.start);
        let touched = self.pieces[first..].iter().take_while(move |piece| piece.raw.start < raw.end);
        touched.filter_map(move |piece| {
            let (from, to) = (raw.start.max(piece.raw.start), raw.end.min(piece.raw.end));
            match piece.kind {
                Kind::Punctuation if piece.raw.start < raw.start => None,
                Kind::Punctuation => Some(Shown { kind: piece.kind, text: &piece.shown, source: piece.source.clone() }),
                kind => {
                    let inside = from - piece.raw.start..to - piece.raw.start;
                    let is_exact = piece.raw.len() == piece.source.len();
                    let exact = piece.source.start + inside.start..piece.source.start + inside.end;
                    let source = if is_exact { exact } else { piece.source.clone() };
                    Some(Shown { kind, text: &piece.shown[inside], source })
                }
            }
        })
    }

    /// Where a range of the raw text is in the source.
    pub(super) fn source_of(&self, raw: &Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.raw.end <= raw.start).min(self.pieces.len() - 1);
        let last = self.pieces.partition_point(|piece| piece.raw.end < raw.end).min(self.pieces.len() - 1);
        let exact = |piece: &Piece, at: usize| {
            let inside = at - piece.raw.start;
            if piece.raw.len() == piece.source.len() { piece.source.start + inside } else { piece.source.start }
        };
        let (start, end) = (exact(&self.pieces[first], raw.start), exact(&self.pieces[last], raw.end));
        start..end.max(start)
    }

    /// Everything in the raw text that the parser does not know. Nothing that was escaped counts.
    pub(super) fn find(&self, raw: &str, in_link: bool) -> Vec<Found> {
        let mut found = Vec::new();
        let bytes = raw.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let hit = match bytes[at] {
                // What is left of `\\[@smith2020]`, which is meant to show.
                b'@' if !in_link && raw[..at].ends_with('[') => None,
                b'@' => mention(raw, at),
                0xef if raw[at..].starts_with('＠') => mention(raw, at),
                b'[' | b'h' | b'H' | b'w' | b'W' | b'\\' if in_link => None,
                b'[' => bracket(raw, at),
                b'\\' => citation::command(&raw[at..]).map(|length| (length, What::BrokenCitation)),
                b'~' | b'^' => script(raw, at).map(|length| (length, script_kind(bytes[at]))),
                b'h' | b'H' | b'w' | b'W' if bare_url::may_start(raw, at) => {
                    bare_url::length(&raw[at..]).map(|length| (length, What::Address))
                }
                _ => None,
            };
            match hit {
                Some((length, what)) if self.is_plain(&raw[at..at + length], at, &what) => {
                    found.push(Found { raw: at..at + length, what });
                    at += length;
                }
                _ => at += 1,
            }
        }
        joined(raw, found)
    }

    /// Whether the signs that make `found` what it is were written without a backslash or a character reference.
    fn is_plain(&self, found: &str, at: usize, what: &What) -> bool {
        let first = self.pieces.partition_point(|piece| piece.raw.end <= at);
        let sign = |b: u8| match what {
            What::Citation(_) | What::BrokenCitation => matches!(b, b'[' | b']' | b'@' | b';'),
            What::Mention(_) => matches!(b, b'@' | b'[' | b']'),
            What::UnknownNote => matches!(b, b'[' | b']' | b'^'),
            What::Subscript => b == b'~',
            What::Superscript => b == b'^',
            What::Address => matches!(b, b':' | b'/' | b'.'),
        };
        let touched = self.pieces[first..].iter().take_while(|piece| piece.raw.start < at + found.len());
        let mut protected =
            touched.filter(|piece| matches!(piece.kind, Kind::Escaped | Kind::Reference) && piece.raw.start >= at);
        !protected.any(|piece| sign(found.as_bytes()[piece.raw.start - at]))
    }
}

/// Makes one citation of those that follow each other with nothing but spaces between: `1` and `2` would look like `12`.
fn joined(raw: &str, found: Vec<Found>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        match (all.last_mut(), next.what) {
            (Some(Found { raw: range, what: What::Citation(items) }), What::Citation(more))
                if raw[range.end..next.raw.start].trim().is_empty() =>
            {
                let shift = next.raw.start - range.start;
                items.extend(more.into_iter().map(|item| item.shifted(shift)));
                range.end = next.raw.end;
            }
            (_, what) => all.push(Found { raw: next.raw, what }),
        }
    }
    all
}

/// What a `[` starts.
fn bracket(raw: &str, at: usize) -> Option<(usize, What)> {
    match raw.as_bytes().get(at + 1)? {
        b'^' => note_mark(&raw[at..]).map(|length| (length, What::UnknownNote)),
        b'[' => in_double_brackets(raw, at),
        _ if citation::may_start(&raw.as_bytes()[at..]) => citation::read(&raw[at..]).map(|mark| match mark {
            citation::Mark::Citation(_, length) if makes_picture(&raw[..at]) => (length, What::BrokenCitation),
            citation::Mark::Citation(items, length) => (length, What::Citation(items)),
            citation::Mark::Broken(length) => (length, What::BrokenCitation),
        }),
        _ => {
            let (id, length) = citation::bare(&raw[at..])?;
            Some((length, What::Mention(at + id.start..at + id.end)))
        }
    }
}

/// `[[@smith2020]]`, as Obsidian writes a citation.
fn in_double_brackets(raw: &str, at: usize) -> Option<(usize, What)> {
    let Some(citation::Mark::Citation(items, length)) = citation::read(&raw[at + 1..]) else { return None };
    let items = items.into_iter().map(|item| item.shifted(1)).collect();
    raw[at + 1 + length..].starts_with(']').then_some((length + 2, What::Citation(items)))
}

/// Whether the text ends in the `!` of a picture: one that ends a sentence has a word before it.
fn makes_picture(before: &str) -> bool {
    before.strip_suffix('!').is_some_and(|rest| rest.chars().next_back().is_none_or(char::is_whitespace))
}

fn mention(raw: &str, at: usize) -> Option<(usize, What)> {
    citation::mention(raw, at).map(|id| (id.end - at, What::Mention(id)))
}

/// The length of a sub- or superscript with its marks: a short stretch without spaces between two equal signs. A `~` must
/// stand after a letter, digit or bracket, because `~5 mg` means "about"; `^` may start a word, as in `^131^I`.
fn script(raw: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    let sign = char::from(raw.as_bytes()[at]);
    let before = raw[..at].chars().next_back();
    if sign == '~' && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '^')) {
        return None;
    }
    for (inside, c) in raw[at + 1..].char_indices().take(LONGEST + 1) {
        if c == sign {
            let doubled = before == Some(sign) || raw[at + 2 + inside..].starts_with(sign);
            return (inside > 0 && !doubled).then_some(inside + 2);
        }
        if c.is_whitespace() || matches!(c, '[' | ']') {
            return None;
        }
    }
    None
}

fn script_kind(sign: u8) -> What {
    if sign == b'~' { What::Subscript } else { What::Superscript }
}

/// The length of `[^label]`.
fn note_mark(text: &str) -> Option<usize> {
    const LONGEST: usize = 100;
    let label = text.bytes().skip(2).take(LONGEST + 1);
    let length = label.take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'[' | b']' | b'^')).count();
    (length > 0 && text.as_bytes().get(2 + length) == Some(&b']')).then_some(length + 3)
}
