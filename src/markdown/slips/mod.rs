//! Slips: text that looks like markup but is not, and would show on the page as written.
//!
//! In: paragraphs and runs of text as they are in the Markdown, blocks of code. Out: at most one problem for each. What has a
//! backslash before it is meant to show. Every search reads its text once.

mod block;
mod definition;
mod line;
mod paragraph;

use std::ops::Range;

use crate::diag::{Code, Diagnostic, codes};

use super::code::OpenCode;
use super::compiler::Compiler;
use super::report::problem;
use super::run::Run;

/// Something that is not what it was to be; its range counts from the start of the text that was looked at.
#[derive(Debug)]
struct Slip {
    code: &'static Code,
    range: Range<usize>,
    message: String,
    help: String,
}

impl Slip {
    /// Markup that works everywhere or nowhere.
    fn lost(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: &codes::LOST_MARKUP, range, message: message.into(), help: help.into() }
    }

    /// Markup of Bedside.
    fn of(code: &'static Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, range, message: message.into(), help: help.into() }
    }
}

impl Compiler<'_, '_> {
    /// Looks at a paragraph, or the first lines of an item.
    pub(super) fn paragraph_slips(&mut self, range: &Range<usize>) {
        let slip = paragraph::find(&self.text[range.clone()], self.input.components);
        self.slip(slip, range.start);
    }

    /// Looks at an item of a list.
    pub(super) fn item_slips(&mut self, range: &Range<usize>) {
        let slip = paragraph::task(&self.text[range.clone()]);
        self.slip(slip, range.start);
    }

    /// Looks at text between two pieces of markup.
    pub(super) fn run_slips(&mut self, run: &Run<'_>) {
        if self.picture.is_some() || self.link.is_some() || self.raw.is_quiet() {
            return;
        }
        let slip = line::find(&self.text[run.source.clone()]);
        self.slip(slip, run.source.start);
    }

    /// Looks at a block of code that calls no component.
    pub(super) fn code_slips(&mut self, code: &OpenCode<'_>) {
        let slip = block::find(code, &self.text[code.range.clone()], self.input.components);
        self.slip(slip, code.range.start);
    }

    /// Looks for the end of a fenced block; whether it has none.
    pub(super) fn has_no_end(&mut self, code: &OpenCode<'_>) -> bool {
        let slip = block::without_end(code, &self.text[code.range.clone()]);
        let has_none = slip.is_some();
        self.slip(slip, code.range.start);
        has_none
    }

    /// Looks at the lines that define links: no event tells of them.
    pub(super) fn definition_slips(&mut self) {
        let code = std::mem::take(&mut self.code_blocks);
        for slip in definition::find(self.text, &code) {
            self.slip(Some(slip), 0);
        }
    }

    fn slip(&mut self, slip: Option<Slip>, start: usize) {
        let Some(Slip { code, range, message, help }) = slip else { return };
        let range = start + range.start..start + range.end;
        self.report.add(|| -> Diagnostic { problem(&self.input, code, &range, message).help(help) });
    }
}
