//! A document's Markdown, compiled once: HTML with gaps for what only the whole site knows.
//!
//! The gaps ([`Slot`]s) are links, pictures, components, citations, heading anchors and words of the theme. Everything else
//! is final HTML. Rendering a page copies the text between the gaps and fills them; no document is parsed twice.

use std::ops::Range;

use super::{Prose, Remark};

/// Compiled Markdown.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// HTML without the slots' content.
    pub html: String,
    /// Gaps in the order of [`Slot::at`].
    pub slots: Vec<Slot>,
    /// What is in the text.
    pub outline: Outline,
}

/// A gap in [`Body::html`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Byte offset in the HTML where the filling goes.
    pub at: usize,
    /// What goes there.
    pub fill: Fill,
}

/// What fills a gap; the numbers index the lists of the [`Outline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The start of a link, a whole `<a>` tag, or nothing where readers may not follow it: [`Outline::links`].
    LinkOpen(usize),
    /// The end of the last link that was started: `</a>`, or nothing where its start is nothing.
    LinkClose,
    /// A whole image element: [`Outline::pictures`].
    Picture(usize),
    /// A whole component: [`Outline::components`].
    Component(usize),
    /// A whole citation mark: [`Outline::citations`].
    Citation(usize),
    /// The link of a heading to itself: [`Outline::headings`].
    Anchor(usize),
    /// A word of the theme in the document's language, escaped for text and attributes alike.
    Word(ThemeWord),
    /// The whole mark number `.1` of footnote number `.0`, both from 1.
    Footnote(usize, usize),
    /// The whole way back from footnote number `.0` to its mark number `.1`.
    FootnoteBack(usize, usize),
    /// What the theme writes around content that follows: the part `.1` of it.
    Wrapper(Wrapper, WrapperPart),
    /// The address of the document's page, where the text is shown elsewhere; nothing on that page.
    PageAddress,
    /// The next `.0` bytes of the HTML are an attribute that only pages have: an `id` or a stop of the keyboard. Feed readers
    /// show many texts on one page, where ids would clash.
    OnPage(usize),
}

impl Body {
    /// Counts the gaps after what `before` holds, for an outline that will follow it.
    pub(crate) fn shift(&mut self, before: &Outline) {
        for slot in &mut self.slots {
            slot.fill = match slot.fill {
                Fill::LinkOpen(at) => Fill::LinkOpen(before.links.len() + at),
                Fill::Picture(at) => Fill::Picture(before.pictures.len() + at),
                Fill::Component(at) => Fill::Component(before.components.len() + at),
                Fill::Citation(at) => Fill::Citation(before.citations.len() + at),
                Fill::Anchor(at) => Fill::Anchor(before.headings.len() + at),
                fill @ (Fill::LinkClose
                | Fill::Word(_)
                | Fill::Footnote(..)
                | Fill::FootnoteBack(..)
                | Fill::Wrapper(..)
                | Fill::PageAddress
                | Fill::OnPage(_)) => fill,
            };
        }
    }
}

/// What the theme writes around a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// A callout: a title, then its text.
    Callout {
        /// Its name, such as `warning`.
        kind: &'static str,
        /// The element of its title.
        tag: &'static str,
    },
    /// The list of the footnotes.
    Footnotes,
    /// A table, which may be wider than the page.
    Table,
}

/// A part of what is around a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapperPart {
    /// Before all of it.
    Start,
    /// Between the title and the text of a callout.
    Middle,
    /// After all of it.
    End,
}

/// Words that Markdown needs from the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeWord {
    /// Title of a `> [!NOTE]` box.
    Note,
    /// Title of a `> [!TIP]` box.
    Tip,
    /// Title of a `> [!IMPORTANT]` box.
    Important,
    /// Title of a `> [!WARNING]` box.
    Warning,
    /// Title of a `> [!CAUTION]` box.
    Caution,
    /// Title of a `> [!EMERGENCY]` box.
    Emergency,
    /// Title of a `> [!URGENT]` box.
    Urgent,
    /// Title of a `> [!CALL]` box.
    Call,
    /// Heading of the footnotes.
    Footnotes,
    /// Label of a table that can be scrolled sideways.
    Table,
    /// Label of a code block that can be scrolled sideways.
    Code,
}

/// What is in a document's text, with its places (byte ranges in the file).
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links in order, raw HTML's included.
    pub links: Vec<Link>,
    /// Pictures in order.
    pub pictures: Vec<PictureCall>,
    /// Component blocks in order.
    pub components: Vec<ComponentCall>,
    /// Citations in order.
    pub citations: Vec<Citation>,
    /// Names in running text that may be sources which were meant to be cited.
    pub mentions: Vec<Mention>,
    /// What readers read, passage by passage.
    pub prose: Prose,
    /// Remarks to Bedside in comments.
    pub remarks: Vec<Remark>,
    /// Every `id` of the HTML, in order: what `#part` links may point to.
    pub ids: Vec<String>,
    /// Number of words of running text (headings, lists and tables included; code, footnotes' marks and URLs not).
    pub words: usize,
    /// Whether there is a highlighted code block.
    pub has_code: bool,
    /// The first paragraph as plain text, cut at a word before 200 characters: the summary of a document without one.
    pub lead: String,
}

impl Outline {
    /// Whether nothing in it has a place.
    pub(crate) fn is_bare(&self) -> bool {
        let lists = [self.headings.len(), self.links.len(), self.pictures.len(), self.components.len()];
        self.citations.is_empty() && self.mentions.is_empty() && lists.iter().all(|length| *length == 0)
    }

    /// Adds what follows in the document. The lead stays that of the one that has one.
    pub(crate) fn append(&mut self, behind: Self) {
        self.headings.extend(behind.headings);
        self.links.extend(behind.links);
        self.pictures.extend(behind.pictures);
        self.components.extend(behind.components);
        self.citations.extend(behind.citations);
        self.mentions.extend(behind.mentions);
        self.prose.append(behind.prose);
        self.remarks.extend(behind.remarks);
        self.ids.extend(behind.ids);
        self.words += behind.words;
        self.has_code |= behind.has_code;
        if self.lead.is_empty() {
            self.lead = behind.lead;
        }
    }

    /// Puts everything at one place, for text whose parts have none of their own in the file.
    pub(crate) fn stand_at(&mut self, place: &Range<usize>) {
        let headings = self.headings.iter_mut().map(|heading| &mut heading.range);
        let links = self.links.iter_mut().map(|link| &mut link.range);
        let pictures = self.pictures.iter_mut().map(|picture| &mut picture.range);
        let items = self.citations.iter_mut().flat_map(|citation| {
            let items = citation.items.iter_mut().map(|item| &mut item.range);
            items.chain([&mut citation.range])
        });
        let mentions = self.mentions.iter_mut().map(|mention| &mut mention.range);
        headings.chain(mentions).chain(links).chain(pictures).chain(items).for_each(|range| *range = place.clone());
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its `id`, unique in the document.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// Where it is.
    pub range: Range<usize>,
}

/// A link as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The target, with entities and escapes undone.
    pub target: String,
    /// The tooltip; empty without one.
    pub title: String,
    /// Where it is.
    pub range: Range<usize>,
}

/// A picture as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureCall {
    /// The file, relative to the document, or from `/`.
    pub source: String,
    /// The text for people who do not see it.
    pub alt: String,
    /// The tooltip, where one was written.
    pub title: Option<String>,
    /// Where it is.
    pub range: Range<usize>,
}

/// A fenced block that calls a component of the theme.
#[derive(Clone, Debug)]
pub struct ComponentCall {
    /// The component's name.
    pub name: String,
    /// Its arguments: the block's YAML as written.
    pub yaml: String,
    /// Where the YAML starts in the file.
    pub yaml_start: usize,
    /// Where the block is.
    pub range: Range<usize>,
    /// Its texts that are Markdown, each with its place in the arguments as a JSON pointer, `/items/0`.
    pub texts: Vec<(String, Body)>,
}

/// What may be the id of a source in running text, and shows as written: `@smith2020`, `[smith2020]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name.
    pub id: String,
    /// As it is written.
    pub written: String,
    /// What it is in.
    pub within: Within,
    /// Where it is.
    pub range: Range<usize>,
}

/// What a [`Mention`] is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Text, where it could be a citation.
    Text,
    /// The words of a link.
    Link,
    /// The text of a picture.
    Alt,
    /// HTML, which is not read as Markdown.
    Html,
}

/// A citation mark, `[@a; @b, p. 4]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The sources it names.
    pub items: Vec<CitationItem>,
    /// Where it is.
    pub range: Range<usize>,
}

/// One source of a citation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationItem {
    /// The source's id.
    pub id: String,
    /// The place in the source, such as `p. 4`; empty without one.
    pub locator: String,
    /// Where the id is.
    pub range: Range<usize>,
}
