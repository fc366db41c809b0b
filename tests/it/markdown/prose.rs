//! The text that rules read: passages, and where each part of them stands in the file.

use bedside::config::RawHtml;
use bedside::markdown::{BlockKind, Prose};
use proptest::prelude::*;

use super::support::Case;

fn prose(text: &str) -> Prose {
    Case::new(text).compile().value.outline.prose
}

fn passages(text: &str) -> Vec<(BlockKind, String)> {
    prose(text).passages().map(|passage| (passage.block, passage.text.trim().to_owned())).collect()
}

/// What stands in the file where `part` of the text comes from.
fn source<'t>(text: &'t str, part: &str) -> &'t str {
    let prose = prose(text);
    let place = prose.passages().find_map(|passage| {
        let at = passage.text.find(part)?;
        Some(passage.place(at..at + part.len()))
    });
    &text[place.unwrap_or_else(|| panic!("`{part}` is in no passage of {:?}", passages(text)))]
}

#[test]
fn each_block_is_a_passage_of_its_kind() {
    let text = "# Flu *shots*\n\nGet **yours** [today](/x/).[^1]\n\n- one\n- two\n\n  more\n\n> said\n\n> [!WARNING]\n> Call 911.\n\n\
                | a | b |\n|---|---|\n| c | `d` |\n\n![A nurse](n.jpg \"x\") smiles\n\n```\ncode\n```\n\n\
                ```video\ntitle: How to\nsrc: a.mp4\n```\n\nTerm\n: what it is\n\n[^1]: a note\n";
    let expected = [
        (BlockKind::Heading, "Flu shots"),
        (BlockKind::Paragraph, "Get yours today."),
        (BlockKind::Item, "one"),
        (BlockKind::Item, "two"),
        (BlockKind::Item, "more"),
        (BlockKind::Quotation, "said"),
        (BlockKind::Callout, "Call 911."),
        (BlockKind::Cell, "a"),
        (BlockKind::Cell, "b"),
        (BlockKind::Cell, "c"),
        (BlockKind::Cell, "d"),
        (BlockKind::Paragraph, "smiles"),
        (BlockKind::Alt, "A nurse"),
        (BlockKind::Code, "code"),
        (BlockKind::Argument, "How to"),
        (BlockKind::Argument, "a.mp4"),
        (BlockKind::Item, "Term"),
        (BlockKind::Item, "what it is"),
        (BlockKind::Note, "a note"),
    ];
    assert_eq!(passages(text), expected.map(|(block, text)| (block, text.to_owned())));
}

#[test]
fn marks_are_left_out_and_signs_are_as_shown() {
    let text = "It works [@who; @cdc]. \"Yes\" &amp; no -- CO~2~ is\nfine.\n";
    assert_eq!(passages(text), [(BlockKind::Paragraph, "It works. “Yes” & no – CO2 is\nfine.".to_owned())]);
}

#[test]
fn a_part_of_the_text_leads_to_its_place_in_the_file() {
    for (text, part, expected) in [
        ("Take **5 mg** daily", "5 mg", "5 mg"),
        ("Take **5 mg** daily", "Take 5 mg daily", "Take **5 mg** daily"),
        ("It works [@a]. Then *more*", "Then more", "Then *more"),
        ("a &amp; b", "& b", "&amp; b"),
        ("a -- b \"c\" d", "–", "--"),
        ("a -- b \"c\" d", "“c” d", "\"c\" d"),
        ("- one\n  two\n", "one\ntwo", "one\n  two"),
        ("see https://cdc.gov/flu now", "cdc.gov", "cdc.gov"),
        ("use `x y` here", "x y", "x y"),
        ("![A nurse](n.jpg)", "nurse", "nurse"),
        ("```video\ntitle: \"How to\"\n```", "How to", "How to"),
        ("<p>raw <b>text</b></p>", "text", "text"),
        ("niño **ñandú** x", "ñandú", "ñandú"),
        ("a\\*b c", "*b", "*b"),
    ] {
        assert_eq!(source(text, part), expected, "{text}");
    }
}

#[test]
fn text_of_raw_html_is_read_under_every_policy() {
    for raw_html in [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Allow] {
        let case = Case { raw_html, ..Case::new("<div>\nSeen <b>here</b>\n</div>\n\nAfter\n") };
        let prose = case.compile().value.outline.prose;
        let text: String = prose.passages().map(|passage| passage.text).collect();
        assert!(text.contains("Seen here") && text.contains("After"), "{raw_html:?}: {text}");
    }
}

#[test]
fn the_language_of_raw_html_is_known() {
    let text = "<div lang=\"es\">\n\nHola\n\n</div>\n\nHello\n";
    let prose = prose(text);
    let found: Vec<_> = prose.passages().map(|passage| (passage.text.trim(), passage.language)).collect();
    assert_eq!(found, [("Hola", Some("es")), ("Hello", None)]);
}

proptest! {
    #[test]
    fn every_word_is_found_where_it_stands(words in prop::collection::vec("[a-zé]{1,6}", 1..12), marks in prop::collection::vec(prop::sample::select(vec![" ", "\n", " **", "** ", "*", "\n\n- ", "\n\n> ", " `", "` ", " &lt; ", "[@a] ", " -- ", "\"", "![", "](a.png) "]), 12)) {
        let text: String = words.iter().zip(&marks).flat_map(|(word, mark)| [word.as_str(), mark]).collect();
        let prose = prose(&text);
        for passage in prose.passages() {
            for (at, word) in passage.text.match_indices(|c: char| c.is_alphabetic()) {
                let place = passage.place(at..at + word.len());
                prop_assert!(text.get(place.clone()).is_some(), "{place:?} of {text:?}");
                let shown = &text[place];
                prop_assert!(shown == word || shown.contains(word) || shown.starts_with('&'), "{word} is {shown} in {text:?}");
            }
        }
    }
}
