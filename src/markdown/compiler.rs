//! The pass over the parser's events.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diag::{Code, Diagnostic, Outcome};
use crate::markdown::{Body, Fill, Outline, Wrapper};

use super::MarkdownInput;
use super::blocks::OpenParagraph;
use super::callout::OpenTitle;
use super::code::OpenCode;
use super::colons;
use super::heading::OpenHeading;
use super::ids::Ids;
use super::inline::{OpenLink, OpenPicture};
use super::notes::Notes;
use super::plain::Plain;
use super::prose::OpenProse;
use super::quotes::Quotes;
use super::raw::RawState;
use super::remarks::OpenRemarks;
use super::report::{Report, problem};
use super::run::Run;
use super::sink::Sink;
use super::table::OpenTable;

/// Markup nested deeper than this is flattened.
const DEEPEST: usize = 100;

/// What is known while the events pass.
pub(super) struct Compiler<'i, 't> {
    pub(super) input: MarkdownInput<'i>,
    /// The Markdown without control characters.
    pub(super) text: &'t str,
    /// The same as the parser gets it.
    hidden: &'t str,
    /// The HTML being written: the page's, or that of a footnote.
    pub(super) sink: Sink,
    pub(super) outline: Outline,
    pub(super) report: Report,
    pub(super) ids: Ids,
    pub(super) plain: Plain,
    pub(super) prose: OpenProse,
    pub(super) remarks: OpenRemarks,
    pub(super) notes: Notes,
    pub(super) raw: RawState,
    pub(super) paragraph: Option<OpenParagraph>,
    pub(super) heading: Option<OpenHeading<'t>>,
    pub(super) code: Option<OpenCode<'t>>,
    /// Where blocks of code are.
    pub(super) code_blocks: Vec<Range<usize>>,
    pub(super) table: OpenTable,
    pub(super) link: Option<OpenLink>,
    pub(super) picture: Option<OpenPicture<'t>>,
    /// Whether a task's label is open.
    pub(super) task: bool,
    /// How many quotations, lists and footnotes are open.
    pub(super) containers: usize,
    /// How many emphases are open.
    pub(super) emphases: usize,
    /// Of each quotation that is open, what is around it where it is a callout.
    pub(super) callouts: Vec<Option<Wrapper>>,
    /// The callout whose first line is being read.
    pub(super) callout: Option<OpenTitle>,
    /// Whether a callout for an emergency is open.
    pub(super) emergency: bool,
    pub(super) quotes: Quotes,
    /// Text that waits for its end.
    pub(super) run: Run<'t>,
    depth: usize,
}

impl<'i, 't> Compiler<'i, 't> {
    /// `hidden` is `text` with the colons that are not definitions hidden.
    pub(super) fn new(input: MarkdownInput<'i>, text: &'t str, hidden: &'t str) -> Self {
        Self {
            input,
            text,
            hidden,
            sink: Sink::with_capacity(text.len() + text.len() / 4 + 256),
            outline: Outline::default(),
            report: Report::default(),
            ids: Ids::without(input.ids),
            plain: Plain::default(),
            prose: OpenProse::new(input.start, text.len()),
            remarks: OpenRemarks::default(),
            notes: Notes::default(),
            raw: RawState::default(),
            paragraph: None,
            heading: None,
            code: None,
            code_blocks: Vec::new(),
            table: OpenTable::default(),
            link: None,
            picture: None,
            task: false,
            containers: 0,
            emphases: 0,
            callouts: Vec::new(),
            callout: None,
            emergency: false,
            quotes: Quotes::of(input.language),
            run: Run::default(),
            depth: 0,
        }
    }

    /// The body, or `None` if raw HTML could not be cleaned without losing a slot.
    pub(super) fn compile(mut self) -> Option<Outcome<Body>> {
        for (event, range) in Parser::new_ext(self.hidden, options()).into_offset_iter() {
            self.event(colons::restored(event), range);
        }
        self.flush();
        self.end_raw();
        self.finish_notes();
        self.definition_slips();
        let (html, slots) = self.clean_html()?;
        (self.outline.words, self.outline.lead) = self.plain.finish();
        self.outline.prose = self.prose.finish();
        self.outline.remarks = self.remarks.finish(self.input.start);
        // Copies of the right size stay for the whole build; the room that was reserved goes to the next document.
        let body = Body { html: html.as_str().to_owned(), slots: slots.as_slice().to_owned(), outline: self.outline };
        Some(Outcome { value: body, diagnostics: self.report.finish() })
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        let Some((event, range)) = self.in_title(event, range) else { return };
        match event {
            Event::Text(text) => return self.text(text, range),
            Event::SoftBreak => return self.run.push_line(range),
            // A single `~` is no emphasis: it may be part of `CO~2~`.
            Event::Start(Tag::Subscript) => return self.run.push(self.text, "~".into(), range.start..range.start + 1),
            Event::End(TagEnd::Subscript) => return self.run.push(self.text, "~".into(), range.end - 1..range.end),
            _ => self.flush(),
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(code) => self.code_span(&code, range),
            Event::Html(html) => self.html_line(&html, &range),
            Event::InlineHtml(html) => self.html_inline(&html, &range),
            Event::HardBreak => self.hard_break(range),
            Event::Rule => self.rule(),
            Event::FootnoteReference(label) => self.note_mark(&label),
            Event::TaskListMarker(done) => self.task(done),
            Event::Text(_) | Event::SoftBreak | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            picture.nested += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        if self.enters(&tag) {
            return;
        }
        self.prose.enter(&tag);
        self.remarks.enter(&tag, &range);
        match tag {
            Tag::Paragraph => {
                self.paragraph_slips(&range);
                self.open_paragraph();
            }
            Tag::Heading { level, id, classes, attrs } => {
                let heading = OpenHeading { point: self.sink.point(), level, id, classes, range };
                self.open_heading(heading, &attrs);
            }
            Tag::BlockQuote(kind) => self.open_quotation(kind, &range),
            Tag::CodeBlock(kind) => self.code = Some(OpenCode::new(kind, range)),
            Tag::HtmlBlock => self.open_html_block(),
            Tag::List(first) => self.open_list(first),
            Tag::Item => {
                self.item_slips(&range);
                self.open_item();
            }
            Tag::FootnoteDefinition(label) => self.open_note(&label, &range),
            Tag::DefinitionList => self.open_container("<dl>\n"),
            Tag::DefinitionListTitle => self.open_part("<dt>"),
            Tag::DefinitionListDefinition => self.open_part("<dd>"),
            Tag::Table(alignments) => self.open_table(alignments, &range),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(&range),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => {
                self.lost_multiplication(&range);
                self.open_emphasis("<em>");
            }
            Tag::Strong => self.open_emphasis("<strong>"),
            Tag::Strikethrough => self.open_emphasis("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(link_type, &dest_url, &title, &range),
            Tag::Image { dest_url, title, .. } => self.open_picture(dest_url, title, range),
            Tag::Subscript | Tag::Superscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            match (tag, picture.nested) {
                (TagEnd::Image, 0) => self.close_picture(),
                (TagEnd::Image, _) => picture.nested -= 1,
                _ => {}
            }
            return;
        }
        if self.leaves(tag) {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => self.close_quotation(),
            TagEnd::CodeBlock => self.close_code(range),
            TagEnd::HtmlBlock => self.close_html_block(),
            TagEnd::List(ordered) => self.close_container(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.close_part("</li>\n"),
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::DefinitionList => self.close_container("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_part("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_part("</dd>\n"),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.close_row(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.close_emphasis("</em>"),
            TagEnd::Strong => self.close_emphasis("</strong>"),
            TagEnd::Strikethrough => self.close_emphasis("</del>"),
            TagEnd::Link => self.close_link(),
            TagEnd::Image | TagEnd::Subscript | TagEnd::Superscript | TagEnd::MetadataBlock(_) => {}
        }
        self.prose.leave(tag);
    }

    /// Counts the nesting; whether the tag is too deep and is left out.
    fn enters(&mut self, tag: &Tag) -> bool {
        self.depth += usize::from(nests(tag.to_end()));
        self.depth > DEEPEST && flattens(tag.to_end())
    }

    fn leaves(&mut self, tag: TagEnd) -> bool {
        let left_out = self.depth > DEEPEST && flattens(tag);
        self.depth -= usize::from(nests(tag));
        if left_out {
            self.sink.line();
            self.plain.gap();
        }
        left_out
    }

    /// Ends what may not reach into the next block.
    pub(super) fn new_block(&mut self) {
        self.close_task();
        self.close_raw_phrases();
        self.leave_raw_table();
        self.sink.line();
        self.plain.gap();
        self.quotes.reset();
    }

    /// Writes a gap.
    pub(super) fn slot(&mut self, fill: Fill) {
        self.sink.slot(fill);
    }

    /// A range of the Markdown as a range of the file.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.input.start + range.start..self.input.start + range.end
    }

    /// Reports a problem of a range of the Markdown.
    pub(super) fn problem(
        &mut self,
        code: &'static Code,
        range: &Range<usize>,
        message: impl FnOnce() -> String,
        help: &str,
    ) {
        let describe = || -> Diagnostic { problem(&self.input, code, range, message()).help(help) };
        self.report.add(describe);
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// What can be inside its own kind without end.
fn nests(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, DefinitionList, Emphasis, List, Strikethrough, Strong};
    matches!(tag, BlockQuote(_) | List(_) | DefinitionList | Emphasis | Strong | Strikethrough)
}

/// What is left out below the deepest level: what nests, and its parts.
fn flattens(tag: TagEnd) -> bool {
    use TagEnd::{DefinitionListDefinition, DefinitionListTitle, Item};
    nests(tag) || matches!(tag, Item | DefinitionListTitle | DefinitionListDefinition)
}
