//! Markup inside a line: emphasis, code, links, pictures, citations.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::base::{LinkKind, push_text};
use crate::diag::codes;
use crate::markdown::{Citation, CitationItem, Fill, Link, PictureCall, Within};

use super::citation::Item;
use super::compiler::Compiler;
use super::sink::Point;

/// A link being written; without a tag where its target is not allowed.
pub(super) struct OpenLink {
    has_tag: bool,
    /// Where its tag begins, where its words begin, and where it is.
    tag: Point,
    words: Point,
    range: Range<usize>,
    /// How many addresses in angle brackets are inside; a link holds no link.
    nested: usize,
}

/// A picture whose text is being read.
pub(super) struct OpenPicture<'t> {
    source: CowStr<'t>,
    title: CowStr<'t>,
    range: Range<usize>,
    /// How many pictures are inside its text.
    pub(super) nested: usize,
}

const LINK_HELP: &str =
    "write the path of a document, `#part`, or an address that starts with `https:`, `mailto:`, `tel:` or `sms:`";
const REMOTE_HELP: &str = "save the picture next to the document and write its file name";
const ALT_HELP: &str =
    "write what the picture shows between the brackets, or `![](file \"decorative\")` if it is only decorative";

impl<'t> Compiler<'_, 't> {
    pub(super) fn open_emphasis(&mut self, tag: &str) {
        self.emphases += 1;
        self.enter_raw();
        self.sink.push(tag);
    }

    /// Reports `5*6*7` and `mg/kg*day, 3*10`, whose signs of multiplication become italics: both are within words.
    pub(super) fn lost_multiplication(&mut self, range: &Range<usize>) {
        let inside = self.text[range.clone()].strip_prefix('*').and_then(|text| text.strip_suffix('*'));
        let Some(inside) = inside else { return };
        let (before, behind) = (self.text[..range.start].chars().next_back(), self.text[range.end..].chars().next());
        let ends = [before, inside.chars().next(), inside.chars().next_back(), behind];
        let are_all = |is: fn(char) -> bool| ends.iter().all(|c| c.is_some_and(is));
        if are_all(|c| c.is_ascii_digit())
            || (are_all(|c| c.is_ascii_alphanumeric()) && inside.contains(char::is_whitespace))
        {
            let message = || format!("these asterisks make `{inside}` italic instead of multiplying");
            let help = "write `×` or `·`, or a backslash before each: `\\*`";
            self.problem(&codes::LOST_MARKUP, range, message, help);
        }
    }

    pub(super) fn close_emphasis(&mut self, tag: &str) {
        self.leave_raw();
        self.emphases -= 1;
        self.sink.push(tag);
    }

    pub(super) fn code_span(&mut self, code: &str, range: Range<usize>) {
        self.plain.gap();
        self.plain.quiet(code);
        if self.picture.is_none() {
            let source = self.inner_place(code, range);
            self.prose.push(code, source);
            self.sink.push("<code>");
            push_text(&mut self.sink.html, code);
            self.sink.push("</code>");
        }
    }

    /// The position of `text` within a range of the Markdown, if it is unchanged there; otherwise the whole range.
    pub(super) fn inner_place(&self, text: &str, range: Range<usize>) -> Range<usize> {
        match self.text[range.clone()].find(text) {
            Some(at) => range.start + at..range.start + at + text.len(),
            None => range,
        }
    }

    pub(super) fn open_link(&mut self, kind: LinkType, target: &str, title: &str, range: &Range<usize>) {
        if let Some(link) = &mut self.link {
            link.nested += 1;
            return;
        }
        let target = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        // A link holds no link: one of raw HTML around this one leads where it leads.
        let tag = self.sink.point();
        let has_tag = !self.raw.has_open("a") && self.link_tag(target, title, range);
        self.enter_raw();
        let words = self.sink.point();
        self.link = Some(OpenLink { has_tag, tag, words, range: range.clone(), nested: 0 });
    }

    pub(super) fn close_link(&mut self) {
        match &mut self.link {
            Some(link) if link.nested > 0 => link.nested -= 1,
            _ => {
                let link = self.link.take();
                if let Some(OpenLink { tag, words, range, .. }) = &link
                    && self.sink.blank_since(*words)
                {
                    let message = || "this link has no text, so it is left out".to_owned();
                    let help = "write the text between its brackets, such as the title of the page";
                    self.problem(&codes::LOST_MARKUP, range, message, help);
                    self.leave_raw();
                    return self.sink.rewind(*tag);
                }
                self.leave_raw();
                if link.is_some_and(|link| link.has_tag) {
                    self.sink.close_link();
                }
            }
        }
    }

    /// Starts a link, unless its target is reported; whether it was started.
    pub(super) fn link_tag(&mut self, target: String, title: &str, range: &Range<usize>) -> bool {
        let kind = LinkKind::of(&target);
        if kind == LinkKind::Unsafe {
            let message = || format!("a link to `{target}` is not allowed");
            self.problem(&codes::UNSAFE_LINK, range, message, LINK_HELP);
            return false;
        }
        self.slot(Fill::LinkOpen(self.outline.links.len()));
        let range = self.place(range);
        self.outline.links.push(Link { target, title: title.to_owned(), range });
        true
    }

    /// A bare address.
    pub(super) fn address(&mut self, shown: &str, target: &str, range: Range<usize>) {
        self.plain.gap();
        self.plain.quiet(shown);
        self.prose.push(shown, range.clone());
        let has_tag = self.link_tag(target.to_owned(), "", &range);
        push_text(&mut self.sink.html, shown);
        if has_tag {
            self.sink.close_link();
        }
    }

    pub(super) fn open_picture(&mut self, source: CowStr<'t>, title: CowStr<'t>, range: Range<usize>) {
        self.plain.gap();
        self.plain.open_alt();
        self.picture = Some(OpenPicture { source, title, range, nested: 0 });
    }

    pub(super) fn close_picture(&mut self) {
        let alt = self.plain.close_alt();
        if let Some(picture) = self.picture.take() {
            self.picture(picture.source.into_string(), alt, &picture.title, &picture.range);
        }
    }

    /// A picture of the text or of raw HTML. One that is meant to be decorative says so in its title.
    pub(super) fn picture(&mut self, source: String, alt: String, title: &str, range: &Range<usize>) {
        let kind = LinkKind::of(&source);
        if kind != LinkKind::Inside {
            let outside = kind == LinkKind::Outside;
            let why = if outside { "would be fetched from another site" } else { "is not allowed" };
            self.problem(&codes::UNSAFE_LINK, range, || format!("the picture `{source}` {why}"), REMOTE_HELP);
            return push_text(&mut self.sink.html, &alt);
        }
        self.mentions_in(&alt, range, Within::Alt);
        let decorative = alt.is_empty() && title.trim().eq_ignore_ascii_case("decorative");
        if alt.is_empty() && !decorative {
            let message = || format!("the picture `{source}` has no description for people who cannot see it");
            self.problem(&codes::MISSING_ALT, range, message, ALT_HELP);
        }
        self.prose.alt(&alt, self.inner_place(&alt, range.clone()));
        let title = (!title.is_empty() && !decorative).then(|| title.to_owned());
        self.slot(Fill::Picture(self.outline.pictures.len()));
        let range = self.place(range);
        self.outline.pictures.push(PictureCall { source, alt, title, range });
    }

    /// A citation; `place` finds a part of its text in the source.
    pub(super) fn citation(
        &mut self,
        text: &str,
        items: &[Item],
        range: Range<usize>,
        place: impl Fn(Range<usize>) -> Range<usize>,
    ) {
        self.plain.gap();
        self.slot(Fill::Citation(self.outline.citations.len()));
        let items = items.iter().map(|item| CitationItem {
            id: text[item.id.clone()].to_owned(),
            locator: readable(&text[item.locator.clone()]),
            range: self.place(&place(item.id.clone())),
        });
        let citation = Citation { items: items.collect(), range: self.place(&range) };
        self.outline.citations.push(citation);
    }
}

/// A place in a source on one line, with dashes for `--`.
fn readable(locator: &str) -> String {
    locator.split_ascii_whitespace().collect::<Vec<_>>().join(" ").replace("---", "—").replace("--", "–")
}
