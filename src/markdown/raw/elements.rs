//! Raw tags, judged one by one and written again.

use std::ops::Range;

use super::super::compiler::Compiler;
use super::allow::{self, Element, Sort};
use super::clean::decode;
use super::tokens::StartTag;

/// Raw elements nested deeper than this are taken out.
const DEEPEST: usize = 100;

impl Compiler<'_, '_> {
    /// Writes a start tag, or reports it; the element's name where its content is left out too.
    pub(super) fn raw_start(&mut self, tag: &StartTag, range: &Range<usize>, in_line: bool) -> Option<String> {
        if self.raw.dropping.is_some() {
            return None;
        }
        let Some(element) = allow::element(tag.name) else {
            self.removed(range, &format!("`<{}>`", tag.name.to_ascii_lowercase()));
            return allow::drops_content(tag.name);
        };
        if element.sort != Sort::Phrase && element.sort != Sort::Void {
            self.close_raw_phrases();
        }
        self.end_implied(element);
        if !self.fits(element, in_line) {
            self.removed(range, &format!("`<{}>`, which is not allowed here,", element.name));
            return None;
        }
        self.raw.kept = true;
        let scrolls = element.name == "table" && self.open_raw_scroll();
        self.raw.tables.start(tag, range, scrolls);
        match element.name {
            "img" => self.raw_picture(tag, range),
            "a" => self.raw_link(tag, range),
            _ => {
                self.sink.html.extend(["<", element.name]);
                self.raw_attributes(element, tag, range);
                self.sink.push(">");
            }
        }
        if element.sort != Sort::Void {
            self.raw.stack.push(element);
            if element.sort != Sort::Phrase
                && let Some(language) = tag.value("lang")
            {
                self.prose.speak(language, self.raw.stack.len());
            }
        }
        None
    }

    /// Ends a raw element and those inside it; an end tag without its start is dropped.
    pub(super) fn raw_end(&mut self, name: &str) {
        if let Some((dropping, start)) = &self.raw.dropping
            && dropping.eq_ignore_ascii_case(name)
        {
            self.sink.rewind(*start);
            self.raw.dropping = None;
            // The end of a link may have been among what is taken out.
            if self.link.is_none() && !self.raw.has_open("a") {
                self.sink.close_link();
            }
            // Start and end tags of Markdown may have been parted; the cleaner mends that.
            self.raw.kept = true;
            return;
        }
        let base = self.raw.base();
        let open = self.raw.stack[base..].iter().rposition(|element| element.name.eq_ignore_ascii_case(name));
        if let Some(at) = open {
            self.close_raw_to(base + at);
        }
    }

    /// Whether an element may be where the text is.
    fn fits(&self, element: &Element, in_line: bool) -> bool {
        let in_phrase = self.emphases > 0 || self.link.is_some() || self.heading.is_some() || self.task;
        let in_table = self.raw.stack.last().is_some_and(|open| open.sort == Sort::Table);
        let place = match element.sort {
            Sort::Phrase | Sort::Void => !in_table || element.name == "col",
            Sort::Block => !in_table && !in_phrase,
            Sort::Table if element.name == "table" => !in_table && !in_line,
            Sort::Table | Sort::Cell => in_table && !in_line,
        };
        let nested_link = element.name == "a" && (self.link.is_some() || self.raw.has_open("a"));
        place && !nested_link && self.raw.stack.len() < DEEPEST
    }

    /// Ends what an element's start implies the end of: `<li>` ends the item before it.
    fn end_implied(&mut self, element: &Element) {
        let base = self.raw.base();
        let ends: &[&str] = match element.name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            "thead" | "tbody" | "tfoot" => &["td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "caption"],
            _ if element.sort == Sort::Block => &["p"],
            _ => &[],
        };
        while self.raw.stack.len() > base && self.raw.stack.last().is_some_and(|open| ends.contains(&open.name)) {
            self.close_raw_to(self.raw.stack.len() - 1);
        }
    }

    fn raw_attributes(&mut self, element: &Element, tag: &StartTag, range: &Range<usize>) {
        for (name, value) in &tag.attributes {
            let name = name.to_ascii_lowercase();
            let value = match name.as_str() {
                "class" => self.raw_classes(value, range),
                "id" if !value.is_empty() && !value.contains(['&', ' ', '\n', '\t']) && self.ids.take(value) => {
                    self.outline.ids.push((*value).to_owned());
                    Some((*value).to_owned())
                }
                _ if element.takes(&name, value) => Some((*value).to_owned()),
                _ => None,
            };
            let Some(value) = value else {
                if name != "class" {
                    self.removed(range, &format!("the attribute `{name}` of `<{}>`", element.name));
                }
                continue;
            };
            if !value.is_empty() || name != "class" {
                let value = value.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
                let attribute = format!(" {name}=\"{value}\"");
                if matches!(name.as_str(), "id" | "tabindex") {
                    self.sink.push_on_page(&attribute);
                } else {
                    self.sink.push(&attribute);
                }
            }
        }
    }

    /// The classes that this program's own HTML has; others mean nothing to a theme.
    fn raw_classes(&mut self, value: &str, range: &Range<usize>) -> Option<String> {
        let (kept, removed): (Vec<_>, Vec<_>) =
            value.split_ascii_whitespace().partition(|class| allow::is_class(class));
        for class in removed {
            self.removed(range, &format!("the class `{class}`"));
        }
        (!kept.is_empty()).then(|| kept.join(" "))
    }

    fn raw_picture(&mut self, tag: &StartTag, range: &Range<usize>) {
        self.report_others(tag, &["src", "alt", "title"], range);
        let value = |name: &str| tag.value(name).map(decode).unwrap_or_default();
        let alt = value("alt").split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        self.picture(value("src"), alt, &value("title"), range);
    }

    fn raw_link(&mut self, tag: &StartTag, range: &Range<usize>) {
        self.report_others(tag, &["href", "title", "rel"], range);
        let title = tag.value("title").map(decode).unwrap_or_default();
        if let Some(target) = tag.value("href") {
            self.link_tag(decode(target).trim().to_owned(), &title, range);
        }
    }

    fn report_others(&mut self, tag: &StartTag, known: &[&str], range: &Range<usize>) {
        for (name, _) in &tag.attributes {
            if !known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                let name = name.to_ascii_lowercase();
                self.removed(range, &format!("the attribute `{name}` of `<{}>`", tag.name.to_ascii_lowercase()));
            }
        }
    }
}
