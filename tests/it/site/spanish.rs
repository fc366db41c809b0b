//! The Spanish pages are Spanish: no word of the theme is left in English.

use std::collections::BTreeMap;

use bedside::base::VPath;
use bedside::world::built_in;

use crate::support::{Built, Project, example, example_project};

fn words(language: &str) -> BTreeMap<String, String> {
    let file = VPath::new(&format!("themes/clinic/words/{language}.yaml"));
    serde_yaml::from_slice(built_in(&file).expect("a built-in file")).expect("words")
}

/// What stands between the gaps of a word: `Call {number} if:` is `Call` and `if:`.
fn pieces(word: &str) -> Vec<&str> {
    word.split(['{', '}'])
        .step_by(2)
        .map(str::trim)
        .filter(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .collect()
}

/// The English words of the theme, with the pieces that tell each of them.
struct English(Vec<(String, Vec<String>)>);

impl English {
    fn new() -> Self {
        let spanish = words("es");
        let differs = |(key, word): &(String, String)| spanish[key] != *word;
        let told = |(_, word): (String, String)| {
            let told = pieces(&word).into_iter().map(str::to_owned).collect();
            (word, told)
        };
        Self(words("en").into_iter().filter(differs).map(told).collect())
    }

    /// The word that a text is or holds. A single word is told by standing alone, since it may be Spanish, or a name, too.
    fn word_in(&self, text: &str) -> Option<&str> {
        let is_long = |piece: &str| piece.split_whitespace().filter(|word| word.len() > 1).count() >= 2;
        let holds = |pieces: &[String]| match pieces {
            [] => false,
            [whole] if !is_long(whole) => text == whole,
            pieces => pieces.iter().any(|piece| is_long(piece)) && pieces.iter().all(|piece| holds_words(text, piece)),
        };
        self.0.iter().find(|(_, pieces)| holds(pieces)).map(|(word, _)| word.as_str())
    }
}

/// Whether a text holds another as whole words.
fn holds_words(text: &str, piece: &str) -> bool {
    text.match_indices(piece).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + piece.len()..].chars().next();
        let is_edge = |c: Option<char>, own: Option<char>| {
            !(c.is_some_and(char::is_alphanumeric) && own.is_some_and(char::is_alphanumeric))
        };
        is_edge(before, piece.chars().next()) && is_edge(after, piece.chars().next_back())
    })
}

/// English words of the theme on pages that say that they are Spanish.
fn left(site: &Built) -> Vec<String> {
    let english = English::new();
    let mut pages = 0;
    let mut found = Vec::new();
    for (path, page) in site.pages().filter(|(path, _)| path.trim_start_matches('/').starts_with("es/")) {
        pages += 1;
        for (_, text) in page.said().into_iter().filter(|(language, _)| language == "es") {
            if let Some(word) = english.word_in(&text) {
                found.push(format!("{path}: `{word}` in `{text}`"));
            }
        }
    }
    assert!(pages > 40, "{pages} pages");
    found
}

#[test]
fn no_spanish_page_of_the_example_site_has_an_english_word_of_the_theme() {
    let found = left(example());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nor_has_one_of_the_theme_letter() {
    let settings = std::str::from_utf8(include_bytes!("../../../example-site/bedside.yaml")).expect("text");
    let site =
        example_project().write("bedside.yaml", format!("{settings}\ntheme: letter\n")).without_pictures().build();
    let found = left(&site);
    assert!(found.is_empty(), "{found:#?}");
}

/// The search for English words finds what it is for.
#[test]
fn an_english_word_on_a_spanish_page_is_found_and_one_marked_as_english_is_not() {
    let english = English::new();
    let found = |html: &str| {
        let page = crate::support::Page::parse(html);
        let said = page.said().into_iter().filter(|(language, _)| language == "es");
        said.filter_map(|(_, text)| english.word_in(&text).map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(found("<html lang=es><p>Book an appointment</p>"), ["Book an appointment"]);
    assert_eq!(found("<html lang=es><img alt=''><p title='Card of X. Y'>Hola"), ["Card of {site}. {title}"]);
    assert_eq!(found("<html lang=es><p>Menú</p><p><span lang=en>Book an appointment</span> Cita"), [""; 0]);
    let site = Project::new()
        .settings("languages: [es]\n")
        .article("flu", "", "Text.")
        .document("articles/flu.es.md", "title: La gripe\ndate: 2026-11-02", "Book an appointment")
        .build();
    let page = site.page("/es/articles/flu/");
    let said: Vec<(String, String)> = page.said();
    assert!(said.contains(&("es".to_owned(), "Book an appointment".to_owned())), "{said:?}");
}
