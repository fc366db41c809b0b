//! Markdown, compiled once: `CommonMark` with the extensions that medical writing needs.
//!
//! In: the Markdown of one document. Out: a [`Body`] and the problems of the text. One pass over the parser's events writes
//! one string; what only the whole site knows stays a gap ([`Fill`]). Invariants: the HTML is well-formed, every slot is
//! on a character boundary and in order, and under [`RawHtml::Sanitize`] no script, style or foreign content gets through.
//!
//! Limits, so that hostile text costs no more than its length: markup nested deeper than 100 levels is flattened (its text
//! stays), a document reports at most 200 problems, code is highlighted up to 64 KiB a block, and a document with more than
//! 20,000 raw HTML tags shows them as text. Text is searched for citations and addresses in runs of at most 10,000 pieces.
//! Control characters are read as spaces. Third-party panics outside highlighting are the caller's to catch.

mod bare_url;
mod blocks;
mod body;
mod callout;
mod citation;
mod code;
mod colons;
mod compiler;
mod component;
mod heading;
mod highlight;
mod ids;
mod inline;
mod notes;
mod plain;
mod prose;
mod quotes;
mod raw;
mod remarks;
mod report;
mod run;
mod sink;
mod slips;
mod table;
mod text;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::VPath;
use crate::config::RawHtml;
use crate::diag::Outcome;

pub use body::{
    Body, Citation, CitationItem, ComponentCall, Fill, Heading, Link, Mention, Outline, PictureCall, Slot, ThemeWord,
    Within, Wrapper, WrapperPart,
};
use compiler::Compiler;
pub use component::markdown_texts;
pub(super) use ids::is_numbered;
pub use notes::{note_id, note_letters, note_mark_id};
pub use prose::{BlockKind, Passage, Prose};
pub use remarks::Remark;
pub use sink::fill;

/// The Markdown of one document and what its meaning depends on.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownInput<'a> {
    /// The document, for the places of problems.
    pub file: &'a VPath,
    /// The Markdown without its front matter; lines end in LF or CRLF.
    pub text: &'a str,
    /// Where `text` starts in the file; every place in the result counts from the file's first byte.
    pub start: usize,
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
    /// The names of the theme's components: fenced blocks that start with one of them call it.
    pub components: &'a BTreeSet<String>,
    /// `id`s that the page has already.
    pub ids: &'a [&'a str],
    /// The document's language, such as `en` or `es-US`: it decides the quotation marks.
    pub language: &'a str,
}

/// Compiles a document's Markdown.
#[must_use]
pub fn compile(input: &MarkdownInput) -> Outcome<Body> {
    let text = without_controls(input.text);
    let hidden = colons::hidden(&text);
    Compiler::new(*input, &text, &hidden).compile().unwrap_or_else(|| {
        let escaped = MarkdownInput { raw_html: RawHtml::Escape, ..*input };
        let mut outcome = Compiler::new(escaped, &text, &hidden).compile().unwrap_or_default();
        outcome.diagnostics.push(report::uncleanable(input));
        outcome
    })
}

/// Control characters would be invisible in the source and invalid in the feeds; one byte becomes one space, so that places
/// stay right.
fn without_controls(text: &str) -> Cow<'_, str> {
    let control = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    if !text.bytes().any(control) {
        return text.into();
    }
    text.replace(|c: char| u8::try_from(c).is_ok_and(control), " ").into()
}
