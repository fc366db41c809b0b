//! Remarks to Bedside in HTML comments, `<!-- bedside: allow RULE because REASON -->`: they are about the next block, and
//! those inside a block of that block. Other comments are nobody's business and leave no trace.

use std::ops::Range;

use pulldown_cmark::Tag;

use crate::base::remark;

/// A remark to Bedside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it says, without `bedside:`.
    pub text: String,
    /// Where the comment is in the file.
    pub range: Range<usize>,
    /// What it is about: a byte range of the file.
    pub covers: Range<usize>,
}

/// Remarks being read; ranges are those of the Markdown.
#[derive(Debug, Default)]
pub(super) struct OpenRemarks {
    all: Vec<Remark>,
    /// The innermost block that was opened last.
    block: Range<usize>,
    /// How many of the last remarks wait for the next block.
    waiting: usize,
}

impl OpenRemarks {
    /// The start of a block.
    pub(super) fn enter(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::HtmlBlock | Tag::Item | Tag::TableCell | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.block = range.clone();
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::DefinitionList
            | Tag::FootnoteDefinition(_) => {
                self.block = range.clone();
                self.cover();
            }
            _ => {}
        }
    }

    /// A block of HTML that is over.
    pub(super) fn block(&mut self, html: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let before = self.all.len();
        self.read(html, place);
        if self.all.len() > before {
            self.waiting += self.all.len() - before;
        } else if !html.trim_start().starts_with("<!--") {
            self.cover();
        }
    }

    /// HTML inside a line.
    pub(super) fn inline(&mut self, html: &str, range: &Range<usize>) {
        self.read(html, |inside| range.start + inside.start..range.start + inside.end);
    }

    /// All remarks of Markdown that starts at `start` in its file.
    pub(super) fn finish(self, start: usize) -> Vec<Remark> {
        let moved = |range: Range<usize>| start + range.start..start + range.end;
        let placed = |remark: Remark| Remark { range: moved(remark.range), covers: moved(remark.covers), ..remark };
        self.all.into_iter().map(placed).collect()
    }

    fn cover(&mut self) {
        let from = self.all.len() - std::mem::take(&mut self.waiting);
        for remark in &mut self.all[from..] {
            remark.covers.end = remark.covers.end.max(self.block.end);
        }
    }

    fn read(&mut self, html: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let mut from = 0;
        while let Some(open) = html[from..].find("<!--").map(|at| from + at) {
            let inner = open + "<!--".len();
            let Some(end) = html[inner..].find("-->").map(|at| inner + at) else { return };
            from = end + "-->".len();
            if let Some(text) = remark(&html[inner..end]) {
                let range = place(open..from);
                let covers = range.start.min(self.block.start)..range.end.max(self.block.end);
                self.all.push(Remark { text: text.to_owned(), range, covers });
            }
        }
    }
}
