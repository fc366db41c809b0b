//! Blocks: paragraphs, quotations, callouts, lists.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use crate::markdown::{Fill, ThemeWord, Wrapper, WrapperPart};

use super::compiler::Compiler;
use super::sink::Point;

/// A paragraph being written: where its text starts.
pub(super) struct OpenParagraph(Point);

impl Compiler<'_, '_> {
    pub(super) fn open_paragraph(&mut self) {
        self.new_block();
        self.sink.push("<p>");
        self.paragraph = Some(OpenParagraph(self.sink.point()));
        if self.containers == 0 {
            self.plain.open_lead();
        }
    }

    /// A picture alone in its paragraph is written without the paragraph, so that a theme can give it the page's width.
    pub(super) fn close_paragraph(&mut self) {
        self.close_task();
        self.close_raw_phrases();
        self.plain.close_lead();
        let Some(OpenParagraph(start)) = self.paragraph.take() else { return };
        if self.sink.nothing_since(start) {
            // All of it was HTML that was taken out.
            self.sink.html.truncate(self.sink.html.len() - "<p>".len());
        } else if self.sink.only_picture_since(start) {
            self.sink.unwrap_slot("<p>");
            self.sink.push("\n");
        } else {
            self.sink.push("</p>\n");
        }
    }

    pub(super) fn open_quotation(&mut self, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
        let Some(kind) = kind else {
            let callout = self.open_marked(range);
            self.callouts.push(callout);
            if callout.is_none() {
                self.open_container("<blockquote>\n");
            }
            return;
        };
        let (class, word) = callout(kind);
        let frame = Wrapper::Callout { kind: class, tag: "p" };
        self.callouts.push(Some(frame));
        self.open_container("");
        self.slot(Fill::Wrapper(frame, WrapperPart::Start));
        self.slot(Fill::Word(word));
        self.slot(Fill::Wrapper(frame, WrapperPart::Middle));
        self.sink.push("\n");
    }

    pub(super) fn close_quotation(&mut self) {
        match self.callouts.pop().flatten() {
            Some(frame) => {
                self.close_container("");
                self.slot(Fill::Wrapper(frame, WrapperPart::End));
                self.sink.push("\n");
            }
            None => self.close_container("</blockquote>\n"),
        }
        self.emergency &= !self.callouts.is_empty();
    }

    pub(super) fn open_list(&mut self, first: Option<u64>) {
        match first {
            None => self.open_container("<ul>\n"),
            Some(1) => self.open_container("<ol>\n"),
            Some(first) => self.open_container(&format!("<ol start=\"{first}\">\n")),
        }
    }

    pub(super) fn open_item(&mut self) {
        self.open_part("<li>");
    }

    /// A block that holds blocks.
    pub(super) fn open_container(&mut self, tag: &str) {
        self.new_block();
        self.containers += 1;
        self.enter_raw();
        self.sink.push(tag);
    }

    pub(super) fn close_container(&mut self, tag: &str) {
        self.leave_raw();
        self.containers -= 1;
        self.plain.gap();
        self.sink.line();
        self.sink.push(tag);
    }

    /// An item of a list, or a term or its definition.
    pub(super) fn open_part(&mut self, tag: &str) {
        self.new_block();
        self.enter_raw();
        self.sink.push(tag);
    }

    pub(super) fn close_part(&mut self, tag: &str) {
        self.close_task();
        self.leave_raw();
        self.plain.gap();
        self.sink.push(tag);
    }

    /// The box of a task. The item's text is its label.
    pub(super) fn task(&mut self, done: bool) {
        self.task = true;
        let state = if done { " checked" } else { "" };
        self.sink.html.extend(["<label class=\"task\"><input type=\"checkbox\" disabled", state, "> "]);
    }

    /// Ends a task's label: before the next block, and with its paragraph or item.
    pub(super) fn close_task(&mut self) {
        if std::mem::take(&mut self.task) {
            self.close_raw_phrases();
            self.sink.push("</label>");
        }
    }

    pub(super) fn hard_break(&mut self, range: Range<usize>) {
        self.plain.text("\n");
        if self.picture.is_none() {
            self.prose.push("\n", range);
            self.sink.push("<br>\n");
        }
    }

    pub(super) fn rule(&mut self) {
        self.new_block();
        self.sink.push("<hr>\n");
    }
}

fn callout(kind: BlockQuoteKind) -> (&'static str, ThemeWord) {
    match kind {
        BlockQuoteKind::Note => ("note", ThemeWord::Note),
        BlockQuoteKind::Tip => ("tip", ThemeWord::Tip),
        BlockQuoteKind::Important => ("important", ThemeWord::Important),
        BlockQuoteKind::Warning => ("warning", ThemeWord::Warning),
        BlockQuoteKind::Caution => ("caution", ThemeWord::Caution),
    }
}
