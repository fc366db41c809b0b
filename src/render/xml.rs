//! A thin hand on quick-xml: elements with text, escaped by it.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Writes one XML document into a string. Writing into memory cannot fail.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Starts a document with its declaration.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(tag(name, attributes)));
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(tag(name, attributes)));
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        let mut text = String::from_utf8(self.0.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }

    fn event(&mut self, event: Event<'_>) {
        let written = self.0.write_event(event);
        debug_assert!(written.is_ok(), "writing into memory cannot fail");
    }
}

/// A start tag. Each value goes through [`allowed`] and through the escape of attributes.
fn tag<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        tag.push_attribute((*key, &*allowed(value)));
    }
    tag
}

/// `text` without the characters that XML 1.0 does not allow (section 2.2).
fn allowed(text: &str) -> Cow<'_, str> {
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    // The two others that are not allowed, U+FFFE and U+FFFF, both begin with this byte in UTF-8.
    if !text.bytes().any(|byte| control(byte) || byte == 0xEF) {
        return Cow::Borrowed(text);
    }
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    Cow::Owned(text.chars().filter(allowed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_allow_is_left_out() {
        assert_eq!(
            allowed("a\u{0}b\u{1f}c\u{fffe}d\u{ffff}e\u{feff}é\t\n\r\u{10ffff}"),
            "abcde\u{feff}é\t\n\r\u{10ffff}"
        );
        assert!(matches!(allowed("<p>as it is, é €</p>\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_xml_forbids_is_left_out_of_texts_and_attributes_alike() {
        let hostile = "a\u{1}b\u{b}c\u{fffe}d\u{ffff}e<&>\"'\u{1f}f";
        let mut xml = Xml::new();
        xml.open("root", &[("name", hostile)]);
        xml.empty("empty", &[("name", hostile)]);
        xml.text("text", &[("name", hostile)], hostile);
        xml.close("root");
        let written = xml.finish();
        let feared = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!written.contains(feared), "{written:?}");
        assert_eq!(written.matches("abcde&lt;&amp;&gt;").count(), 4, "{written}");
    }
}
