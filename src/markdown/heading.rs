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
            let help = "a heading takes `{#id}` and `{.class}`";
            self.problem(&codes::REMOVED_HTML, &heading.range, message, help);
        }
        self.plain.open_heading();
        self.heading = Some(OpenHeading { point: self.sink.point(), ..heading });
    }

    /// The page's title is its first level, so a first level in the text becomes the second.
    pub(super) fn close_heading(&mut self) {
        self.close_raw_phrases();
        let text = self.plain.close_heading();
        self.plain.gap();
        let Some(OpenHeading { point, level, id, classes, range }) = self.heading.take() else { return };
        let level = (level as u8).max(2);
        let id = match id {
            Some(id) if !id.is_empty() => self.ids.unique(&id),
            _ => self.ids.unique(&automatic_id(&text)),
        };
        let mut tag = format!("<h{level} id=\"");
        push_attribute(&mut tag, &id);
        if !classes.is_empty() {
            tag.push_str("\" class=\"");
            push_attribute(&mut tag, &classes.join(" "));
        }
        tag.push_str("\">");
        self.sink.insert(point, &tag);
        if (2..=4).contains(&level) {
            self.slot(Fill::Anchor(self.outline.headings.len()));
        }
        self.sink.push(&format!("</h{level}>\n"));
        self.outline.ids.push(id.clone());
        let range = self.place(&range);
        self.outline.headings.push(Heading { level, id, text, range });
    }
}

/// The slug of a heading's text; `section` where it has no letter or digit.
fn automatic_id(text: &str) -> String {
    let slug = slugify(text);
    if slug.is_empty() { "section".to_owned() } else { slug }
}
