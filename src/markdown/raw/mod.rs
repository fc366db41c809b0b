//! Raw HTML in the Markdown, by the policy of the project.
//!
//! Under [`RawHtml::Sanitize`] every tag is read here, judged by the allow-list and written again, so that elements always nest
//! with the Markdown around them; links and pictures become slots, and what is taken out is reported at its place. If any tag
//! was kept, the whole page then goes through ammonia as a second judge that shares no code with the first.

mod allow;
mod clean;
mod elements;
mod tables;
mod tokens;

use std::ops::Range;

use crate::base::push_text;
use crate::diag::codes;
use crate::markdown::{Fill, Slot, Within, Wrapper, WrapperPart};

use super::compiler::Compiler;
use super::sink::Point;
use crate::config::RawHtml;
use allow::{Element, Sort};
use tables::RawTables;
use tokens::{PagePart, Token, Tokens};

/// The most raw tags of a document; one with more shows them as text.
const MOST_TAGS: usize = 20_000;

const HELP: &str = "write it as Markdown or as a component of the theme, or set `raw_html` in the settings";

/// What is known of a document's raw HTML.
#[derive(Debug, Default)]
pub(super) struct RawState {
    block: Option<Pieces>,
    /// Kept elements that are open, in order.
    stack: Vec<&'static Element>,
    /// How many of them were open at the start of each open Markdown element: an end tag reaches no further.
    frames: Vec<usize>,
    /// An element inside a line whose content is left out, and where it started.
    dropping: Option<(String, Point)>,
    tags: usize,
    /// Whether a tag was kept.
    kept: bool,
    tables: RawTables,
}

/// The lines of an HTML block with their places in the Markdown.
#[derive(Debug, Default)]
struct Pieces {
    html: String,
    starts: Vec<(usize, usize)>,
}

impl Pieces {
    fn push(&mut self, html: &str, range: &Range<usize>) {
        self.starts.push((self.html.len(), range.start));
        self.html.push_str(html);
    }

    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let line = self.starts.partition_point(|(html, _)| *html <= offset).saturating_sub(1);
            self.starts.get(line).map_or(0, |(html, source)| source + offset - html)
        };
        at(range.start)..at(range.end.saturating_sub(1).max(range.start)) + 1
    }
}

impl RawState {
    /// Whether the text is in a raw link or in raw code, where addresses and citations are not looked for.
    pub(super) fn is_quiet(&self) -> bool {
        self.stack.iter().any(|element| matches!(element.name, "a" | "code" | "pre" | "samp" | "kbd"))
    }

    fn base(&self) -> usize {
        self.frames.last().copied().unwrap_or_default()
    }

    pub(super) fn has_open(&self, name: &str) -> bool {
        self.stack.iter().any(|element| element.name == name)
    }
}

impl Compiler<'_, '_> {
    pub(super) fn open_html_block(&mut self) {
        self.close_task();
        self.close_raw_phrases();
        self.sink.line();
        self.plain.gap();
        self.raw.block = Some(Pieces::default());
    }

    pub(super) fn html_line(&mut self, html: &str, range: &Range<usize>) {
        self.raw.block.get_or_insert_default().push(html, range);
    }

    pub(super) fn close_html_block(&mut self) {
        let Some(pieces) = self.raw.block.take() else { return };
        self.remarks.block(&pieces.html, |range| pieces.place(&range));
        match self.input.raw_html {
            RawHtml::Sanitize => {
                self.raw_tokens(&pieces.html, |range| pieces.place(&range), false);
                self.close_raw_phrases();
                self.plain.gap();
            }
            RawHtml::Escape => {
                self.raw_prose(&pieces.html, |range| pieces.place(&range));
                let html = tokens::without_comments(&pieces.html);
                if !html.trim().is_empty() {
                    self.sink.push("<p>");
                    push_text(&mut self.sink.html, html.trim_end());
                    self.sink.push("</p>\n");
                }
            }
            RawHtml::Allow => {
                self.raw_prose(&pieces.html, |range| pieces.place(&range));
                self.raw_as_written(&pieces.html, |range| pieces.place(&range));
            }
        }
        // What follows may be the content of a cell.
        self.raw.tables.fill();
        self.sink.line();
    }

    /// A tag or comment inside a line.
    pub(super) fn html_inline(&mut self, html: &str, range: &Range<usize>) {
        if self.picture.is_some() {
            return;
        }
        self.remarks.inline(html, range);
        match self.input.raw_html {
            RawHtml::Sanitize => self.raw_tokens(html, |_| range.clone(), true),
            RawHtml::Escape => push_text(&mut self.sink.html, &tokens::without_comments(html)),
            RawHtml::Allow => self.raw_as_written(html, |_| range.clone()),
        }
    }

    /// Reads the text of HTML that is not judged here.
    fn raw_prose(&mut self, html: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            match token {
                Token::Text(text) => {
                    let source = place(range);
                    self.mentions_in(text, &source, Within::Html);
                    self.prose.push(text, source);
                }
                Token::Start(tag) if matches!(tag.name, "script" | "style") => tokens.skip_to_end_of(tag.name),
                _ => {}
            }
        }
    }

    /// Passes HTML through; its `id`s are what links may point to.
    fn raw_as_written(&mut self, html: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            match token {
                Token::Start(tag) => {
                    self.raw.tables.start(&tag, &place(range), false);
                    if let Some(id) = tag.value("id")
                        && self.ids.take(id)
                    {
                        self.outline.ids.push(id.to_owned());
                    }
                }
                Token::End(name) => {
                    if let Some((_, Some(bare))) = self.raw.tables.end(&name.to_ascii_lowercase()) {
                        self.bare_table(&bare);
                    }
                }
                Token::Text(text) if !text.trim().is_empty() => self.raw.tables.fill(),
                _ => {}
            }
        }
        let html = tokens::without_comments(html);
        let mut from = 0;
        for (part, range) in tokens::page_parts(&html) {
            self.sink.push(&html[from..range.start]);
            match part {
                PagePart::Attribute => self.sink.push_on_page(&html[range.clone()]),
                PagePart::Target => self.slot(Fill::PageAddress),
            }
            from = range.end;
        }
        self.sink.push(&html[from..]);
    }

    fn raw_tokens(&mut self, html: &str, place: impl Fn(Range<usize>) -> Range<usize>, in_line: bool) {
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            self.raw.tags += usize::from(!matches!(token, Token::Text(_)));
            if self.raw.tags > MOST_TAGS {
                return;
            }
            match token {
                Token::Text(text) => self.raw_text(text, place(range)),
                Token::Comment => {}
                Token::OpenComment => {
                    self.removed(&place(range), "a comment that is never closed, and everything after it,");
                }
                Token::Declaration => self.removed(&place(range), "a declaration"),
                Token::Cut => self.removed(&place(range), "a tag without its `>`, and everything after it,"),
                Token::End(name) => self.raw_end(name),
                Token::Start(tag) => {
                    if let Some(name) = self.raw_start(&tag, &place(range), in_line) {
                        if in_line {
                            self.raw.dropping = Some((name, self.sink.point()));
                        } else {
                            tokens.skip_to_end_of(&name);
                        }
                    }
                }
            }
        }
    }

    /// Text between tags; its character references stay.
    fn raw_text(&mut self, text: &str, source: Range<usize>) {
        if !text.trim().is_empty() {
            self.raw.tables.fill();
        }
        self.plain.text(text);
        self.mentions_in(text, &source, Within::Html);
        self.prose.push(text, source);
        for (part, piece) in text.split('<').enumerate() {
            self.sink.push(if part > 0 { "&lt;" } else { "" });
            self.sink.push(piece);
        }
    }

    /// Remembers what raw elements are open around a Markdown element.
    pub(super) fn enter_raw(&mut self) {
        self.raw.frames.push(self.raw.stack.len());
    }

    /// Ends the raw elements that were opened inside a Markdown element.
    pub(super) fn leave_raw(&mut self) {
        let base = self.raw.frames.pop().unwrap_or_default();
        self.close_raw_to(base);
    }

    /// Ends raw elements of a line at the end of their block: they may not reach into the next.
    pub(super) fn close_raw_phrases(&mut self) {
        let base = self.raw.base();
        let kept = self.raw.stack[base..].iter().rposition(|element| element.sort != Sort::Phrase);
        self.close_raw_to(kept.map_or(base, |at| base + at + 1));
        self.raw.dropping = None;
    }

    /// Ends a raw table before Markdown that is in it but in no cell: a browser would move it out.
    pub(super) fn leave_raw_table(&mut self) {
        let base = self.raw.base();
        let cell = self.raw.stack[base..].iter().rposition(|element| element.sort != Sort::Table);
        self.close_raw_to(cell.map_or(base, |at| base + at + 1));
    }

    fn close_raw_to(&mut self, length: usize) {
        self.prose.fall_silent(length);
        while self.raw.stack.len() > length
            && let Some(element) = self.raw.stack.pop()
        {
            match element.name {
                "a" => self.sink.close_link(),
                name => self.sink.html.extend(["</", name, ">"]),
            }
            if let Some((scrolls, bare)) = self.raw.tables.end(element.name) {
                if scrolls {
                    self.slot(Fill::Wrapper(Wrapper::Table, WrapperPart::End));
                }
                if let Some(bare) = bare {
                    self.bare_table(&bare);
                }
            }
        }
    }

    fn removed(&mut self, range: &Range<usize>, what: &str) {
        self.problem(&codes::REMOVED_HTML, range, || format!("{what} was removed"), HELP);
    }

    /// Ends what raw HTML left open at the end of the text.
    pub(super) fn end_raw(&mut self) {
        self.close_raw_to(0);
    }

    /// The finished HTML and its slots; `None` if it could not be cleaned without losing one.
    pub(super) fn clean_html(&mut self) -> Option<(String, Vec<Slot>)> {
        let (html, slots) = (std::mem::take(&mut self.sink.html), std::mem::take(&mut self.sink.slots));
        if self.raw.tags > MOST_TAGS {
            return None;
        }
        if self.raw.kept { clean::clean(&html, &slots, self.text) } else { Some((html, slots)) }
    }
}
