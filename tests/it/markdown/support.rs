//! Compiles Markdown and fills its gaps with something readable.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bedside::base::{LinkKind, VPath, push_attribute};
use bedside::config::RawHtml;
use bedside::diag::Outcome;
use bedside::markdown::{Body, Fill, Wrapper, WrapperPart};
use bedside::markdown::{MarkdownInput, compile, fill, note_id, note_letters, note_mark_id};

/// What a test compiles.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    /// The Markdown.
    pub(crate) text: &'a str,
    /// Where it starts in the file.
    pub(crate) start: usize,
    /// The policy.
    pub(crate) raw_html: RawHtml,
    /// The language.
    pub(crate) language: &'a str,
}

impl<'a> Case<'a> {
    /// English Markdown at the start of its file, under the default policy.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, start: 0, raw_html: RawHtml::Sanitize, language: "en" }
    }

    /// Compiles it; `video` is a component.
    pub(crate) fn compile(self) -> Outcome<Body> {
        let components = BTreeSet::from(["video".to_owned()]);
        let file = VPath::new("content/articles/flu.md");
        compile(&MarkdownInput {
            file: &file,
            text: self.text,
            start: self.start,
            raw_html: self.raw_html,
            components: &components,
            ids: &["main", "content"],
            language: self.language,
        })
    }

    /// Its HTML.
    pub(crate) fn html(self) -> String {
        filled(&self.compile().value)
    }
}

/// The HTML of English Markdown.
#[allow(dead_code, reason = "not every test crate uses it")]
pub(crate) fn html(text: &str) -> String {
    Case::new(text).html()
}

/// Each problem as its code and the text at its place.
#[allow(dead_code, reason = "not every test crate uses it")]
pub(crate) fn problems(text: &str) -> Vec<(&'static str, &str)> {
    let at = |range: Option<std::ops::Range<usize>>| range.map_or("", |range| &text[range]);
    let diagnostics = Case::new(text).compile().diagnostics;
    diagnostics.into_iter().map(|d| (d.code.name, at(d.place.as_ref().and_then(|place| place.range.clone())))).collect()
}

/// A body's HTML with readable fillings.
pub(crate) fn filled(body: &Body) -> String {
    let mut out = String::new();
    let outline = &body.outline;
    fill(body, &mut out, true, &mut |gap, out| {
        match gap {
        Fill::LinkOpen(at) => {
            let link = &outline.links[at];
            out.push_str("<a href=\"");
            push_attribute(out, &link.target);
            out.push('"');
            if LinkKind::of(&link.target) == LinkKind::Outside {
                out.push_str(" rel=\"noopener\"");
            }
            if !link.title.is_empty() {
                out.push_str(" title=\"");
                push_attribute(out, &link.title);
                out.push('"');
            }
            out.push('>');
        }
        Fill::LinkClose => out.push_str("</a>"),
        Fill::Picture(at) => {
            let picture = &outline.pictures[at];
            let title = picture.title.as_ref().map(|title| format!("|{title}")).unwrap_or_default();
            push_attribute(out, &format!("(picture {}|{}{title})", picture.source, picture.alt));
        }
        Fill::Component(at) => push_attribute(out, &format!("(component {})", outline.components[at].name)),
        Fill::Citation(at) => {
            let items = &outline.citations[at].items;
            let items: Vec<_> = items.iter().map(|item| format!("{}:{}", item.id, item.locator)).collect();
            push_attribute(out, &format!("(cite {})", items.join("; ")));
        }
        Fill::Anchor(at) => write!(out, "(# {at})").expect("a string takes all"),
        Fill::Word(word) => write!(out, "({word:?})").expect("a string takes all"),
        Fill::Footnote(note, nth) => write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#{}\" id=\"{}\" role=\"doc-noteref\">{}</a></sup>",
            note_id(note),
            note_mark_id(note, nth),
            note_letters(note)
        )
        .expect("a string takes all"),
        Fill::FootnoteBack(note, nth) => {
            let number = if nth > 1 { format!("<sup>{nth}</sup>") } else { String::new() };
            let id = note_mark_id(note, nth);
            write!(
                out,
                "<a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"(back {note}.{nth})\">↩{number}</a>"
            )
            .expect("a string takes all");
        }
        Fill::Wrapper(Wrapper::Callout { kind, tag }, part) => match part {
            WrapperPart::Start => write!(out, "<div class=\"callout callout-{kind}\" role=\"note\">\n<{tag} class=\"callout-title\">"),
            WrapperPart::Middle => write!(out, "</{tag}>"),
            WrapperPart::End => write!(out, "</div>"),
        }
        .expect("a string takes all"),
        Fill::Wrapper(Wrapper::Footnotes, WrapperPart::Start) => out.push_str(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"(Footnotes)\">\n<h2>(Footnotes)</h2>\n<ol type=\"a\">",
        ),
        Fill::Wrapper(Wrapper::Footnotes, _) => out.push_str("</ol>\n</section>"),
        Fill::Wrapper(Wrapper::Table, WrapperPart::Start) => {
            out.push_str("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"(Table)\">");
        }
        Fill::Wrapper(Wrapper::Table, _) => out.push_str("</div>"),
        Fill::PageAddress | Fill::OnPage(_) => {}
    }
    });
    out
}

const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];
const NEVER: [&str; 12] =
    ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "link", "meta", "base", "template"];

/// Checks that every tag is closed in order, none is forbidden and no attribute acts.
pub(crate) fn check_html(html: &str) {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = tag_end(rest);
        let (tag, behind) = (&rest[..end], &rest[end + 1..]);
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        assert!(
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{name}: {html}"
        );
        assert!(!NEVER.contains(&name), "{name}: {html}");
        check_attributes(&tag[name.len()..]);
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open: {html}");
}

fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or_else(|| panic!("a tag without end: {text}"))
}

fn check_attributes(mut text: &str) {
    while let Some(at) = text.find(|c: char| !c.is_whitespace()) {
        text = &text[at..];
        let name_end = text.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(text.len());
        let name = &text[..name_end];
        assert!(!name.starts_with("on") && !matches!(name, "style" | "srcdoc" | "src" | "action"), "{name}");
        text = &text[name_end..];
        if let Some(value) = text.strip_prefix("=\"") {
            let end = value.find('"').expect("a value ends");
            let plain: String = value[..end].chars().filter(|c| !c.is_whitespace()).collect();
            assert!(name != "href" || !plain.to_ascii_lowercase().starts_with("javascript:"), "{value}");
            text = &value[end + 1..];
        }
    }
}
