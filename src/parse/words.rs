//! The interface words of the theme, by language.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use crate::config::{Config, PerLanguage};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::markdown::ThemeWord;
use crate::reference::{PartialDate, Terms};
use crate::source::SourceSet;
use crate::world::{World, built_in_text, read_text};
use crate::yaml::{Entries, Yaml};

/// Largest file of words, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The language whose words are in where another has none.
const FALLBACK: &str = "en";

/// The words of one language, by key.
#[derive(Clone, Debug, Default)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// A word, or its key where the theme has none.
    #[must_use]
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// A word where there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All of them, for templates.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The word that Markdown asks for.
    #[must_use]
    pub fn word(&self, word: ThemeWord) -> &str {
        self.get(match word {
            ThemeWord::Note => "note",
            ThemeWord::Tip => "tip",
            ThemeWord::Important => "important",
            ThemeWord::Warning => "warning",
            ThemeWord::Caution => "caution",
            ThemeWord::Emergency => "callout_emergency",
            ThemeWord::Urgent => "callout_urgent",
            ThemeWord::Call => "callout_call",
            ThemeWord::Footnotes => "footnotes",
            ThemeWord::Table => "table",
            ThemeWord::Code => "code",
        })
    }

    /// A day as people of this language write it.
    #[must_use]
    pub fn date(&self, day: Date) -> String {
        self.get("date")
            .replace("{month}", self.month(day.month()))
            .replace("{day}", &day.day().to_string())
            .replace("{year}", &day.year().to_string())
    }

    /// A time of day as people of this language write it, on a clock of twelve hours.
    #[must_use]
    pub fn time(&self, time: Time) -> String {
        if (time.hour(), time.minute()) == (12, 0)
            && let Some(noon) = self.find("noon")
        {
            return noon.to_owned();
        }
        let half = if time.hour() < 12 { "am" } else { "pm" };
        let hour = (time.hour() + 11) % 12 + 1;
        self.get("time")
            .replace("{hour}", &hour.to_string())
            .replace("{minute}", &format!("{:02}", time.minute()))
            .replace("{half}", self.get(half))
    }

    /// The name of a month, 1 to 12.
    #[must_use]
    pub fn month(&self, month: i8) -> &str {
        self.find(&format!("month_{month}")).unwrap_or("?")
    }

    /// A date of which only the year may be known.
    #[must_use]
    pub fn partial_date(&self, date: PartialDate) -> String {
        match (date.month, date.day) {
            (Some(month), Some(day)) => {
                Date::new(date.year, month, day).map_or_else(|_| date.year.to_string(), |date| self.date(date))
            }
            (Some(month), None) => {
                self.get("month_year").replace("{month}", self.month(month)).replace("{year}", &date.year.to_string())
            }
            _ => date.year.to_string(),
        }
    }
}

impl Terms for Words {
    fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.get(key)
    }

    fn month(&self, month: i8) -> &str {
        self.month(month)
    }

    fn partial_date(&self, date: PartialDate) -> String {
        self.partial_date(date)
    }
}

/// Reads the words of all languages of the site, in the order of the settings. What a regional language lacks is taken from
/// its language, and what is lacking there from English.
#[must_use]
pub fn words(world: &dyn World, sources: &SourceSet, config: &Config) -> Outcome<PerLanguage<Words>> {
    let mut diagnostics = Vec::new();
    let fallback = layers(world, sources, FALLBACK, &mut diagnostics);
    let mut all = Vec::new();
    for tag in &config.languages {
        // `es-mx` has the words of `es`, but for those of its own.
        let base = tag.main();
        let mut own = BTreeMap::new();
        if base != tag.as_str() && base != FALLBACK {
            own.extend(layers(world, sources, base, &mut Vec::new()));
        }
        if tag.as_str() != FALLBACK {
            own.extend(layers(world, sources, tag, &mut diagnostics));
        }
        if own.is_empty() && base != FALLBACK {
            let message =
                format!("the theme has no words in the language `{tag}`: buttons and labels will be in English");
            let help = format!("add a file `themes/{}/words/{tag}.yaml` with translations of the words", config.theme);
            let diagnostic = Diagnostic::new(&codes::UNTRANSLATED, message).at(Place::file(&Config::path()));
            diagnostics.push(diagnostic.help(help));
        }
        let mut words = fallback.clone();
        words.extend(own);
        all.push(Words(words));
    }
    Outcome { value: all.into_iter().collect(), diagnostics }
}

fn layers(
    world: &dyn World,
    sources: &SourceSet,
    language: &str,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for path in sources.words.get(language).into_iter().flatten() {
        // A project's copy of a built-in file may hold only the words that it changes.
        if let Some(text) = built_in_text(path) {
            let entries: Entries<String> = Yaml { file: path, text, start: 0 }.read().value;
            words.extend(entries.0);
        }
        match read_text(world, path, LARGEST) {
            Ok(text) => {
                let entries: Entries<String> = Yaml { file: path, text: &text, start: 0 }.read().into(sink);
                words.extend(entries.0);
            }
            Err(problem) => {
                sink.push(problem.told(path));
            }
        }
    }
    words
}
