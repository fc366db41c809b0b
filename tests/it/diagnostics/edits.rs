//! Random edits of a small project: whatever is written, there is an answer, and every place that it names exists.

use bedside::diag::{Note, Place};
use bedside::world::{MemoryWorld, World, read_text};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::support::{Built, Project, SETTINGS, drawing};

const PIECES: [&str; 40] = [
    "---\n",
    "\n",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">\n",
    "é\u{301}",
    "\u{202e}",
    "\u{feff}",
    "title: ",
    "date: 2026-11-31",
    "slug: ..",
    "[@s]",
    "[^1]",
    "[^1]: x\n",
    "```figure\nsrc: p.png\n",
    "```\n",
    "[x](b.md#y)",
    "![](p.png)",
    "<b>",
    "</b",
    "<!--",
    "-->",
    "{{ x }}",
    "{% if %}",
    "javascript:",
    "\u{1F468}\u{200D}\u{2695}",
];

const FILES: [&str; 6] = [
    "bedside.yaml",
    "content/articles/a.md",
    "content/articles/b.md",
    "content/people/ng.md",
    "data/conditions.yaml",
    "templates/components/call-to-action.html",
];

const ARTICLE: &str = "---\ntitle: A\ndate: 2026-11-02\nauthors: [ng]\nconditions: [own]\nsources:\n  - {id: s, title: S}\n---\n\n## Part\n\nText [@s] and [b](b.md#part), a note[^1].\n\n![x](p.png)\n\n[^1]: A note.\n\n```call-to-action\nlabel: Go\nurl: b.md\n```\n";

const COMPONENT: &str = "{% component call_to_action(label: string, url: string) %}<a href=\"{{ url }}\">{{ label }}</a>{% endcomponent call_to_action %}";

fn text_of(file: &str) -> String {
    match file {
        "bedside.yaml" => format!("{SETTINGS}languages: [es]\nnavigation:\n  - {{title: A, url: /a/}}\n"),
        "content/people/ng.md" => "---\ntitle: Ng\n---\n\nText.\n".to_owned(),
        "data/conditions.yaml" => "version: 1\nconditions:\n  - {slug: own, name: Own}\n".to_owned(),
        "content/articles/a.md" | "content/articles/b.md" => ARTICLE.to_owned(),
        _ => COMPONENT.to_owned(),
    }
}

/// One change of a text: at a share of its length, take a number of characters out and put a piece in.
type Edit = (usize, u16, u8, usize);

fn edited(text: &str, edits: &[Edit], file: usize) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (_, at, out, piece) in edits.iter().filter(|(wanted, ..)| *wanted == file) {
        let at = usize::from(*at) % (characters.len() + 1);
        let end = (at + usize::from(*out)).min(characters.len());
        characters.splice(at..end, PIECES[*piece].chars());
    }
    characters.into_iter().collect()
}

fn assert_places_exist(built: &Built, world: &MemoryWorld) {
    for diagnostic in &built.diagnostics {
        assert!(!diagnostic.code.name.ends_with("site/page-failed"), "{}", built.problems());
        let notes = diagnostic.notes.iter().map(|Note { place, .. }| place);
        for Place { file, range } in diagnostic.place.iter().chain(notes) {
            let Some(range) = range else { continue };
            let text = read_text(world, file, u64::MAX).unwrap_or_else(|problem| panic!("{file}: {problem}"));
            assert!(
                range.start <= range.end && range.end <= text.len(),
                "{}: {range:?} of {}",
                diagnostic.message,
                text.len()
            );
            assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{}", diagnostic.message);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_edit_has_an_answer_in_its_place(
        edits in prop::collection::vec((0..FILES.len(), any::<u16>(), 0_u8..12, 0..PIECES.len()), 1..6),
    ) {
        let picture = drawing(8, 8, [3, 3, 3]);
        let mut project = Project::empty().write("content/articles/p.png", &picture);
        let mut world = MemoryWorld::new(jiff::Timestamp::UNIX_EPOCH);
        world.write("content/articles/p.png", &picture);
        for (at, file) in FILES.iter().enumerate() {
            let text = edited(&text_of(file), &edits, at);
            world.write(file, &text);
            project = project.write(file, text);
        }
        assert!(world.files().diagnostics.is_empty());
        assert_places_exist(&project.without_pictures().build(), &world);
    }
}
