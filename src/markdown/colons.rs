//! Lines that begin with a colon and are not definitions.
//!
//! The parser takes every `:` that begins a line for a definition; pandoc, markdown-it and PHP Markdown Extra want
//! white space after it, so that `:warning: ...`, `:::note` and `:)` stay text. There is no option for it, so such a
//! colon is hidden from the parser: one byte replaces another, and positions stay right.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Stands for a colon. Control characters of the text have become spaces before.
const HIDDEN: char = '\u{1}';

/// The text with such colons hidden.
pub(super) fn hidden(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut from = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(colon) = plain_colon(line) {
            let at = start + colon;
            out.push_str(&text[from..at]);
            out.push(HIDDEN);
            from = at + 1;
        }
        start += line.len();
    }
    if from == 0 {
        return text.into();
    }
    out.push_str(&text[from..]);
    out.into()
}

/// Where a line has a colon after nothing but the marks of quotations and lists, and no white space after the colon.
fn plain_colon(line: &str) -> Option<usize> {
    let at = line.find(|c: char| !matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')' | '0'..='9'))?;
    let next = line[at..].strip_prefix(':')?.chars().next()?;
    let is_delimiter_row =
        line.trim_end().chars().all(|c| matches!(c, ':' | '-' | '|' | '>' | ' ' | '\t')) && line.contains('-');
    (!next.is_whitespace() && !is_delimiter_row).then_some(at)
}

/// The event with its colons.
pub(super) fn restored(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(shown(text)),
        Event::Code(text) => Event::Code(shown(text)),
        Event::Html(text) => Event::Html(shown(text)),
        Event::InlineHtml(text) => Event::InlineHtml(shown(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(shown(label)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: shown(dest_url), title: shown(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: shown(dest_url), title: shown(title), id })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(shown(info))))
        }
        Event::Start(Tag::FootnoteDefinition(label)) => Event::Start(Tag::FootnoteDefinition(shown(label))),
        other => other,
    }
}

fn shown(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(HIDDEN) { text.replace(HIDDEN, ":").into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colons_without_white_space_behind_them_are_hidden() {
        for (text, expected) in [
            ("Term\n:warning: x\n", "Term\n\u{1}warning: x\n"),
            ("> :::note\n- :)\n1. :x\n", "> \u{1}::note\n- \u{1})\n1. \u{1}x\n"),
            ("Term\n: a definition\n:\ta tab\n:\n", "Term\n: a definition\n:\ta tab\n:\n"),
            ("|a|b|\n:--|--:\n", "|a|b|\n:--|--:\n"),
            ("a :b\n", "a :b\n"),
        ] {
            assert_eq!(hidden(text), expected);
            assert_eq!(shown(CowStr::from(hidden(text).into_owned())).as_ref(), text);
        }
    }
}
