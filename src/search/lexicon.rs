//! What the search knows of languages: `content/search.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::base::VPath;
use crate::yaml::{Entries, Yaml};

static FILE: &str = include_str!("../../content/search.yaml");

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(read);

/// What is known of a language.
#[derive(Debug)]
pub struct Lexicon {
    /// The main part of its tag, `en`.
    pub language: String,
    /// Steps of endings; in each the first that fits is taken.
    pub(super) endings: Vec<Vec<Ending>>,
    /// Words that say nothing of a subject.
    pub(super) stop: Vec<String>,
    /// All of it, as the browser reads it.
    pub(super) json: Value,
}

/// An ending and what takes its place.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) from: String,
    pub(super) to: String,
    /// Letters that must be left before it.
    pub(super) left: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LanguageFile {
    stop: String,
    weak: String,
    endings: Vec<Vec<(String, String, usize)>>,
    same: Vec<Vec<String>>,
    say: Entries<String>,
    urgent: Vec<String>,
    crisis: Vec<String>,
}

/// All languages that are known, English first.
#[must_use]
pub fn lexicons() -> &'static [Lexicon] {
    &LEXICONS
}

fn read() -> Vec<Lexicon> {
    let file = VPath::new("content/search.yaml");
    let yaml = Yaml { file: &file, text: FILE, start: 0 };
    let languages = yaml.read::<Entries<LanguageFile>>().value;
    languages.0.into_iter().map(|(language, file)| lexicon(language, &file)).collect()
}

fn lexicon(language: String, file: &LanguageFile) -> Lexicon {
    let say: Map<String, Value> = file.say.0.iter().map(|(from, to)| (from.clone(), json!(to))).collect();
    let same: Vec<String> = file.same.iter().map(|group| group.join(" ")).collect();
    let json = json!({
        "language": language, "stop": file.stop.trim(), "weak": file.weak.trim(), "endings": file.endings, "same": same,
        "say": say, "urgent": file.urgent, "crisis": file.crisis,
    });
    let ending =
        |(from, to, left): &(String, String, usize)| Ending { from: from.clone(), to: to.clone(), left: *left };
    Lexicon {
        language,
        endings: file.endings.iter().map(|step| step.iter().map(ending).collect()).collect(),
        stop: file.stop.split_whitespace().map(str::to_owned).collect(),
        json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold::folded;

    #[test]
    fn the_file_can_be_read_and_its_words_have_no_accents() {
        let languages: Vec<&str> = lexicons().iter().map(|lexicon| lexicon.language.as_str()).collect();
        assert_eq!(languages, ["en", "es"]);
        for lexicon in lexicons() {
            assert!(lexicon.stop.len() > 100 && lexicon.endings.len() > 2, "{}", lexicon.language);
            for word in &lexicon.stop {
                assert_eq!(*word, folded(word));
            }
        }
    }
}
