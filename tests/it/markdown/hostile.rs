//! Whatever is written: well-formed HTML, slots in order, no script, in time that grows with the text.

use super::support::{Case, check_html, filled};
use bedside::config::RawHtml;
use bedside::diag::Diagnostic;
use bedside::markdown::Body;
use proptest::prelude::*;

fn check_body(body: &Body, diagnostics: &[Diagnostic], file: &str) {
    let mut last = 0;
    for slot in &body.slots {
        assert!(slot.at >= last && body.html.is_char_boundary(slot.at), "{slot:?}");
        last = slot.at;
    }
    let outline = &body.outline;
    let places = outline.links.iter().map(|link| &link.range);
    let places = places.chain(outline.headings.iter().map(|heading| &heading.range));
    let places = places.chain(outline.pictures.iter().map(|picture| &picture.range));
    let places = places.chain(outline.citations.iter().map(|citation| &citation.range));
    let places =
        places.chain(outline.citations.iter().flat_map(|citation| citation.items.iter().map(|item| &item.range)));
    let places =
        places.chain(diagnostics.iter().filter_map(|d| d.place.as_ref().and_then(|place| place.range.as_ref())));
    for place in places {
        assert!(file.get(place.clone()).is_some(), "{place:?} in {file:?}");
    }
    for item in outline.citations.iter().flat_map(|citation| &citation.items) {
        assert_eq!(file[item.range.clone()], item.id);
    }
    let mut ids = outline.ids.clone();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), outline.ids.len(), "{:?}", outline.ids);
}

fn check(text: &str) {
    let head = "---\n---\n";
    let file = format!("{head}{text}");
    for raw_html in [RawHtml::Sanitize, RawHtml::Escape] {
        for language in ["en", "fr"] {
            let case = Case { text, start: head.len(), raw_html, language };
            let outcome = case.compile();
            check_html(&filled(&outcome.value));
            check_body(&outcome.value, &outcome.diagnostics, &file);
        }
    }
    Case { raw_html: RawHtml::Allow, ..Case::new(text) }.compile();
}

/// Pieces whose combinations have broken parsers.
const PIECES: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "^",
    "`",
    "```",
    "```python\n",
    "```video\n",
    "[",
    "]",
    "](",
    "(",
    ")",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "<tr><td>",
    "</td></tr></table>",
    "<script>",
    "</script>",
    "<svg onload=x>",
    "<li>",
    "<details>",
    "</details>",
    "<!--",
    "-->",
    "<img src=x onerror=y>",
    "<b style='x' onclick=\"y\">",
    "<span class='hl-x",
    "'>",
    "\">",
    "&lt;",
    "&#106;",
    "&colon;",
    "javascript:",
    "https://a.org/b",
    "www.a.org",
    "[@a]",
    "[@a; @b-c, p. 4]",
    "[^1]",
    "[^1]: ",
    "[^x]",
    "# ",
    "## ",
    "- ",
    "- [ ] ",
    "1. ",
    "> ",
    "> [!NOTE]\n",
    ": ",
    "| a | b |\n|---|--:|\n",
    "|",
    "---",
    "...",
    "--",
    "\"",
    "'",
    "\\",
    "{#id .c}",
    "{#main}",
    "é",
    "e\u{301}",
    "\u{e000}",
    "\u{e001}",
    "\u{0}",
    "\u{202e}",
    "日本",
    "=\n",
    "***",
    "$",
    "<http://a.b>",
    "<a@b.c>",
    "[x]: y \"z\"\n",
    "[x]",
];

#[test]
fn hostile_pieces_repeated() {
    for piece in PIECES {
        for (before, after) in [("", ""), ("*a ", " b"), ("<table>\n", "\n\n"), ("<p>", "x"), ("[", "](b)"), ("", "- ")]
        {
            check(&format!("{before}{piece}{after}").repeat(300));
        }
    }
}

#[test]
fn markup_nested_too_deep_is_flattened_and_keeps_its_text() {
    let cases = [
        (format!("{}x", "> ".repeat(300)), "<blockquote>"),
        (format!("{}x", "- ".repeat(300)), "<ul>"),
        (format!("{}x{}", "*a _b ".repeat(300), "_*".repeat(300)), "<em>"),
    ];
    for (text, tag) in cases {
        let html = Case::new(&text).html();
        assert_eq!(html.matches(tag).count(), 100, "{tag}");
        assert!(html.contains('x'), "{tag}");
        check(&text);
    }
}

#[test]
fn a_document_reports_so_many_problems_and_no_more() {
    let diagnostics = Case::new(&"[^a] ".repeat(1_000)).compile().diagnostics;
    assert_eq!(diagnostics.len(), 200);
    assert!(diagnostics[199].help[1].contains("800 more problems"), "{:?}", diagnostics[199].help);
}

#[test]
fn a_large_text_of_one_sign_takes_a_moment() {
    let signs = [
        "[",
        ">",
        "`",
        "*a ",
        "_a",
        "[@a;",
        "[^a",
        "![",
        "<b>",
        "<b title=\"\n",
        "<!--",
        "- ",
        "> - ",
        "https://",
        "www.-",
        "x~1",
    ];
    let more = [
        "^1",
        "# a\n",
        "a[^1]",
        "\"",
        "'a",
        "|",
        "a\n: b\n",
        "<div>\n\n",
        "<table>\n\na\n\n",
        "[a](",
        "\\",
        "&#1;",
        "e\u{301}",
    ];
    for sign in signs.into_iter().chain(more) {
        let mut text = sign.repeat(200_000 / sign.len());
        text.push_str("\n\n[^1]: x");
        Case::new(&text).compile();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_well_formed(text in "\\PC{0,60}|[ -~\n\r\t]{0,120}") {
        check(&text);
    }

    #[test]
    fn any_mixture_is_well_formed(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check(&pieces.concat());
    }
}

#[test]
fn boxes_within_boxes_are_well_formed() {
    for text in [
        "> > [!NOTE] a",
        "> [!NOTE]\n> > [!TIP] b",
        "> [!TIP] a\n> - b",
        "> [!URGENT]\n> ***",
        "> [!EMERGENCY]\n> 1. a\n>\n> > [!NOTE] *b*",
    ] {
        check(text);
    }
}
