//! Headings: levels, `id`s and the gap for their own link.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use crate::base::{push_attribute, slugify};
use crate::diag::codes;
use crate::markdown::{Fill, Heading};

use super::compiler::Compiler;
use super::sink::Point;

/// A heading being written; its tag is inserted when the text is known.
pub(super) struct OpenHeading<'t> {
    pub(super) point: Point,
    pub(super) level: HeadingLevel,
    pub(super) id: Option<CowStr<'t>>,
    pub(super) classes: Vec<CowStr<'t>>,
    pub(super) range: Range<usize>,
}

impl<'t> Compiler<'_, 't> {
    pub(super) fn open_heading(&mut self, heading: OpenHeading<'t>, attributes: &[(CowStr, Option<CowStr>)]) {
        self.new_block();
        for (name, _) in attributes {
            let message = || format!("the attribute `{name}` of a heading was removed");
            let help = "a heading accepts only `{#id}` and `{.class}`";
            self.problem(&codes::REMOVED_HTML, &heading.range, message, help);
        }
        self.plain.open_heading();
        self.heading = Some(OpenHeading { point: self.sink.point(), ..heading });
    }

    /// The page's title is its first level, so a first level in the text becomes the second.
    pub(super) fn close_heading(&mut self) {
        self.close_raw_phrases();
        self.close_task();
        let text = self.plain.close_heading();
        self.plain.gap();
        let Some(OpenHeading { point, level, id, classes, range }) = self.heading.take() else { return };
        let written = self.text[range.clone()].trim_end();
        if written.trim_matches(['#', ' ', '\t']).is_empty() {
            let range = range.start..range.start + written.len();
            let message = || "this heading has no text, so it is left out".to_owned();
            return self.problem(&codes::LOST_MARKUP, &range, message, "write its text, or remove it");
        }
        let level = (level as u8).max(2);
        let written = id.filter(|id| !id.is_empty()).filter(|id| self.takes_id(id, &range));
        let id = match written {
            Some(id) => self.ids.unique(&id),
            None => self.ids.unique(&automatic_id(&text)),
        };
        let mut tag = format!("<h{level}");
        let from = tag.len();
        tag.push_str(" id=\"");
        push_attribute(&mut tag, &id);
        tag.push('"');
        let on_page = from..tag.len();
        if !classes.is_empty() {
            tag.push_str(" class=\"");
            push_attribute(&mut tag, &classes.join(" "));
            tag.push('"');
        }
        tag.push('>');
        self.sink.insert_tag(point, &tag, on_page);
        if (2..=4).contains(&level) {
            self.slot(Fill::Anchor(self.outline.headings.len()));
        }
        self.sink.push(&format!("</h{level}>\n"));
        self.outline.ids.push(id.clone());
        let range = self.place(&range);
        self.outline.headings.push(Heading { level, id, text, range });
    }
}

impl Compiler<'_, '_> {
    /// Whether a written `id` is one; any other is reported. An `id` gets into addresses, selectors and attributes, and
    /// means the same in all of them only with letters, digits and four signs.
    fn takes_id(&mut self, id: &str, range: &Range<usize>) -> bool {
        let taken = id.chars().all(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.' | ':'));
        if !taken {
            let message = || format!("`{id}` is not a valid `id` for a heading");
            let help = "use letters, digits, `-`, `_`, `.` and `:` between `{#` and `}`, such as `{#side-effects}`";
            self.problem(&codes::BAD_NAME, range, message, help);
        }
        taken
    }
}

/// Whether a character only changes the letter before it: vowel signs of Hindi, Thai or Arabic, accents written apart.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The slug of a heading's text; `section` where it has no letter or digit.
fn automatic_id(text: &str) -> String {
    let slug = slugify(text);
    if slug.is_empty() { "section".to_owned() } else { slug }
}
