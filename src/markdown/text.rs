//! Plain text on its way from the parser to the page.

use std::mem;
use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};
use pulldown_cmark::CowStr;

use crate::base::{push_text, push_with_numbers};
use crate::diag::codes;

use super::body::{Mention, Within};
use super::compiler::Compiler;
use super::run::{Kind, Run, Shown, What};
use super::{bare_url, citation};

/// A run is cut where it has more pieces, so that ten million brackets do not fill the memory.
const MOST_PIECES: usize = 10_000;

impl<'t> Compiler<'_, 't> {
    pub(super) fn text(&mut self, text: CowStr<'t>, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            return code.push(&text, &range);
        }
        if text.is_empty() || range.is_empty() {
            return;
        }
        if self.run.pieces.len() == MOST_PIECES {
            self.flush();
        }
        let sign = self.text.as_bytes()[range.start];
        if matches!(sign, b'"' | b'\'') && text.len() > range.len() {
            let next = self.text[range.end..].chars().next();
            let before = self.text[..range.start].chars().next_back();
            let text = match &*text {
                // The mark of inches, feet and minutes stays as it is written.
                "“" if cannot_open(before, next) && before.is_some_and(char::is_numeric) => {
                    return self.run.push(self.text, "\"".into(), range);
                }
                "“" if cannot_open(before, next) => CowStr::Borrowed("”"),
                "‘" if cannot_open(before, next) => CowStr::Borrowed("’"),
                _ => text,
            };
            if let Some(quote) = self.quotes.translate(&text, next) {
                return self.run.push(self.text, quote.into(), range);
            }
            return self.run.push(self.text, text, range);
        }
        self.run.push(self.text, text, range);
    }

    /// Writes the text that has been waiting for its end.
    pub(super) fn flush(&mut self) {
        if self.run.pieces.is_empty() {
            return;
        }
        let mut run = mem::take(&mut self.run);
        self.stray_asterisks(&run);
        self.run_slips(&run);
        if self.picture.is_none() && has_signs(&self.text[run.source.clone()]) {
            self.show_found(&mut run);
        } else {
            for piece in &run.pieces {
                self.show(&Shown { kind: piece.kind, text: &piece.shown, source: piece.source.clone() });
            }
        }
        run.pieces.clear();
        self.run = run;
    }

    /// Reports asterisks that were to begin bold text and show instead. Those after a number or word may be the marks of a
    /// note, and those between spaces a sign of their own.
    fn stray_asterisks(&mut self, run: &Run<'t>) {
        if self.picture.is_some() || !self.text[run.source.clone()].contains("**") {
            return;
        }
        let stray = run.pieces.iter().filter(|piece| piece.kind == Kind::Written).find_map(|piece| {
            // The parser may report each asterisk as its own text.
            let start = piece.source.start + self.text[piece.source.clone()].find('*')?;
            let rest = &self.text[start..];
            if !rest.starts_with("**") || self.text[..start].ends_with('*') {
                return None;
            }
            let end = start + rest.len() - rest.trim_start_matches('*').len();
            let before = self.text[..start].chars().next_back().filter(|c| !c.is_whitespace());
            let next = self.text[end..].chars().next().filter(|c| !c.is_whitespace());
            let opens = next.is_some_and(|next| next.is_alphanumeric() || before.is_none());
            opens.then_some(start..end)
        });
        if let Some(range) = stray {
            let message = || "these asterisks show on the page: they do not make the text bold".to_owned();
            let help = "bold text starts and ends at a word: write `**Dose**: 5 mg`, or a space after `**Dose:**`; for literal \
                        asterisks, write `\\*\\*`";
            self.problem(&codes::LOST_MARKUP, &range, message, help);
        }
    }

    fn show_found(&mut self, run: &mut Run<'t>) {
        let raw = run.raw(self.text);
        let mut from = 0;
        for found in run.find(&raw, self.link.is_some() || self.raw.is_quiet()) {
            let (before, behind) = found.surroundings(&raw);
            self.show_part(run, from..before.max(from));
            self.show_part(run, found.raw.end..behind);
            from = behind;
            let source = run.source_of(&found.raw);
            match found.what {
                What::Citation(items) => {
                    let place =
                        |part: Range<usize>| run.source_of(&(found.raw.start + part.start..found.raw.start + part.end));
                    self.citation(&raw[found.raw.clone()], &items, source, place);
                }
                What::Address => self.address(&raw[found.raw.clone()], &bare_url::target(&raw[found.raw]), source),
                What::Subscript => self.script(run, &found.raw, "sub"),
                What::Superscript => self.script(run, &found.raw, "sup"),
                What::BrokenCitation => {
                    let message =
                        || "this looks like a citation but is not one, so readers would see it as written".to_owned();
                    let help = broken_help(&raw[..found.raw.start], &raw[found.raw.clone()]);
                    self.problem(&codes::BAD_CITATION, &source, message, help);
                    self.show_part(run, found.raw);
                }
                What::Mention(id) => {
                    let within = if self.link.is_some() { Within::Link } else { Within::Text };
                    self.mention(&raw[id], &raw[found.raw.clone()], &source, within);
                    self.show_part(run, found.raw);
                }
                What::UnknownNote => {
                    self.unknown_note(&raw[found.raw.clone()], &source);
                    self.show_part(run, found.raw);
                }
            }
        }
        self.show_part(run, from..raw.len());
    }

    /// Something that may be the id of a source, as written.
    pub(super) fn mention(&mut self, id: &str, written: &str, range: &Range<usize>, within: Within) {
        let range = self.place(range);
        self.outline.mentions.push(Mention { id: id.to_owned(), written: written.to_owned(), within, range });
    }

    /// What may be sources in a text that is not read as Markdown.
    pub(super) fn mentions_in(&mut self, text: &str, range: &Range<usize>, within: Within) {
        for at in memchr_iter(b'@', text.as_bytes()) {
            if let Some(id) = citation::mention(text, at) {
                self.mention(&text[id.clone()], &text[at..id.end], range, within);
            }
        }
    }

    fn script(&mut self, run: &Run, raw: &Range<usize>, element: &str) {
        self.sink.html.extend(["<", element, ">"]);
        self.show_part(run, raw.start + 1..raw.end - 1);
        self.sink.html.extend(["</", element, ">"]);
    }

    fn show_part(&mut self, run: &Run, raw: Range<usize>) {
        for shown in run.shown(raw) {
            self.show(&shown);
        }
    }

    fn show(&mut self, shown: &Shown<'_>) {
        let Shown { kind, text, source } = shown;
        if *kind == Kind::Punctuation {
            self.plain.quiet(text);
        } else {
            self.plain.text(text);
        }
        if self.picture.is_some() {
            return;
        }
        if self.emergency && self.link.is_none() && !self.raw.is_quiet() {
            push_with_numbers(&mut self.sink.html, text);
        } else {
            push_text(&mut self.sink.html, text);
        }
        self.prose.push(text, source.clone());
    }
}

/// Whether a quotation mark can only close, or is none: after a letter or digit, before a space, or between another sign and
/// the punctuation of a sentence. The parser makes an opening one of it where none is open.
fn cannot_open(before: Option<char>, next: Option<char>) -> bool {
    let is_behind_sign = before.is_some_and(|sign| !sign.is_whitespace() && !"([{“‘—–".contains(sign));
    before.is_some_and(char::is_alphanumeric)
        || next.is_none_or(char::is_whitespace)
        || (is_behind_sign && next.is_some_and(|sign| ".,;:!?)]}…".contains(sign)))
}

/// What is to be done about a citation that is none; `before` is the text before it.
fn broken_help(before: &str, written: &str) -> &'static str {
    if written.starts_with('\\') {
        return "write a citation as `[@id]`, several with semicolons as `[@a; @b]`, and a place in the source as `[@a, p. 4]`";
    }
    if before.ends_with('!') && written.starts_with("[@") {
        return "remove the `!` before it, which starts a picture";
    }
    if written[1..].trim_start().strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return "write the id directly after the `@`, `[@id]`; put a backslash before brackets that are not a citation, `\\[`";
    }
    "write `[@id]`, several with semicolons as `[@a; @b]`, and words such as \"see\" outside the brackets; \
     put a backslash before brackets that are not a citation, `\\[`"
}

/// Whether a text may hold a citation, an address, a script or a footnote mark.
fn has_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = |at: usize, sign: u8| bytes.get(at + 1) == Some(&sign);
    memchr3_iter(b'~', b'^', b'[', bytes).next().is_some()
        || memchr_iter(b'\\', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic))
        || memchr_iter(0xef, bytes).any(|at| text.get(at..).is_some_and(|rest| rest.starts_with('＠')))
        || memchr_iter(b'@', bytes).any(|at| at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
        || memchr_iter(b':', bytes).any(|at| next(at, b'/'))
        || memchr_iter(b'.', bytes).any(|at| at > 0 && matches!(bytes[at - 1], b'w' | b'W'))
}
