//! The interface words of the theme.

use std::collections::{BTreeMap, BTreeSet};

use bedside::base::VPath;
use bedside::world::{built_in, built_in_files};

use crate::support::{Project, example};

fn text(path: &str) -> &'static str {
    std::str::from_utf8(built_in(&VPath::new(path)).expect("a built-in file")).expect("UTF-8")
}

fn words(language: &str) -> BTreeMap<String, String> {
    serde_yaml::from_str(text(&format!("themes/clinic/words/{language}.yaml"))).expect("words")
}

/// The `{gaps}` of a word.
fn gaps(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(gap, _)| gap)).collect()
}

#[test]
fn both_languages_have_the_same_words_with_the_same_gaps() {
    let (english, spanish) = (words("en"), words("es"));
    assert_eq!(english.keys().collect::<Vec<_>>(), spanish.keys().collect::<Vec<_>>());
    for (key, word) in &english {
        assert_eq!(gaps(word), gaps(&spanish[key]), "{key}");
        assert!(!word.trim().is_empty() && !spanish[key].trim().is_empty(), "{key}");
    }
}

#[test]
fn every_word_that_templates_use_exists() {
    let known = words("en");
    let mut used = 0;
    for file in built_in_files() {
        if !file.as_str().contains("/templates/") {
            continue;
        }
        let template = text(file.as_str());
        for rest in template.split("words.").skip(1) {
            let key: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(known.contains_key(&key), "{file}: words.{key}");
            used += 1;
        }
        for rest in template.split("words | get(key=\"").skip(1) {
            let (key, after) = rest.split_once('"').expect("a closed quote");
            let made = after.trim_start().starts_with('~');
            let exists = if made { known.keys().any(|word| word.starts_with(key)) } else { known.contains_key(key) };
            assert!(exists, "{file}: {key}");
            used += 1;
        }
    }
    assert!(used > 50, "{used} uses were found");
}

#[test]
fn no_page_shows_the_key_of_a_word() {
    let keys = words("en");
    for (path, page) in example().pages() {
        let text = page.text();
        let shown = text.split_whitespace().find(|token| token.contains('_') && keys.contains_key(*token));
        assert_eq!(shown, None, "{path}");
        assert!(!text.contains("{n}") && !text.contains("{heading}"), "{path}: an empty gap");
    }
}

#[test]
fn a_practice_may_say_it_in_its_own_words() {
    let site = Project::new().write("themes/clinic/words/en.yaml", "skip_to_content: Jump to the text\n").build_clean();
    assert!(site.page("/").text().contains("Jump to the text"));
    assert!(site.page("/404.html").text().contains("Jump to the text"));
}

#[test]
fn a_regional_language_has_the_words_of_its_language() {
    let spanish = &words("es")["search"];
    let project = Project::new().article("a", "", "Text.").article("a.es-mx", "", "Texto.");
    let site = project.settings("language: en-us\nlanguages: [es-mx]\n").build();
    assert!(!site.problems().contains("site/untranslated"), "{}", site.problems());
    assert!(site.text("/es-mx/articles/a/").contains(spanish.as_str()));
}
