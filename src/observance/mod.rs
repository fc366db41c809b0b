//! Health observances: those that travel in the program, and what the project adds, changes or switches off.
//!
//! In: `content/observances.yaml`, `data/observances.yaml` and the vocabulary whose words they use. Out: [`ObservanceList`] whose
//! rules give days for any year. Invariant: an entry with a problem changes nothing; what was known before it stays.

mod entry;
mod file;
mod read;
mod rule;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::base::{LanguageTag, VPath};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{OBSERVANCES_FILE, SourceSet};
use crate::world::{World, read_text};
use crate::yaml::{Step, Yaml, built_in};

use crate::parse::Vocabulary;
use entry::Entry;
use file::ObservancesFile;
use read::Text;

pub use rule::{Occurrence, Rule, YearDay};

static BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/observances.json"));

/// Largest data file, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// JSON Schema of `data/observances.yaml`.
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::yaml::schema_of::<ObservancesFile>("Observances of a Bedside site", "The file data/observances.yaml.", &[])
}

/// All observances by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObservanceList {
    /// Those in force.
    pub list: Vec<Observance>,
    /// Ids that the project switched off.
    pub off: BTreeSet<String>,
    /// Ids whose entry could not be read; that has been reported.
    pub broken: BTreeSet<String>,
    /// The day of the last change of those that travel in the program.
    pub revised: Date,
}

/// A month, week or day that is called out for a health topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observance {
    /// What documents call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its names in other languages: tag and name.
    pub names: Vec<(String, String)>,
    /// What it is.
    pub kind: ObservanceKind,
    /// When it is.
    pub rule: Rule,
    /// Whether it is held all over the world, and not only in the United States.
    pub is_global: bool,
    /// Who calls it out.
    pub sponsor: Option<String>,
    /// The sponsor's page.
    pub url: Option<String>,
    /// Slugs of conditions and topics.
    pub topics: Vec<String>,
    /// Hashtags without `#`.
    pub hashtags: Vec<String>,
    /// Whether its date should be checked with the sponsor: it drifts, or it was never looked up.
    pub is_doubtful: bool,
    /// The day of the last change of the file that it is in.
    pub revised: Date,
}

/// What an observance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObservanceKind {
    /// A month.
    Month,
    /// Some days.
    Week,
    /// A day.
    Day,
}

impl ObservanceKind {
    const WORDS: [(&'static str, Self); 3] = [("month", Self::Month), ("week", Self::Week), ("day", Self::Day)];

    /// The word that files and templates use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        }
    }

    fn of(rule: &Rule) -> Self {
        match rule {
            Rule::Month(_) => Self::Month,
            Rule::Week { days: 2.., .. }
            | Rule::Offset { length: 2.., .. }
            | Rule::WeekOf { .. }
            | Rule::Range { .. } => Self::Week,
            _ => Self::Day,
        }
    }
}

impl Observance {
    /// Its name in a language, and whether it is one in that language; without one the name is in English.
    #[must_use]
    pub fn name_in(&self, language: &LanguageTag) -> (&str, bool) {
        match self.names.iter().find(|(tag, _)| *tag == **language) {
            Some((_, name)) => (name, true),
            None => (&self.name, language.main() == "en"),
        }
    }
}

impl ObservanceList {
    /// The observance of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.list.binary_search_by(|known| known.id.as_str().cmp(id)).ok()
    }
}

/// Those that travel in the program, read once.
static KNOWN: LazyLock<ObservanceList> = LazyLock::new(|| {
    let path = VPath::new("content/observances.yaml");
    let mut known = ObservanceList::default();
    let text = Text { yaml: Yaml { file: &path, text: "", start: 0 }, is_clean: true };
    add(&mut known, built_in(BUILT_IN), text, None, &mut Vec::new());
    known.list.sort_by(|a, b| a.id.cmp(&b.id));
    known
});

/// Reads the built-in observances and `data/observances.yaml` over them.
#[must_use]
pub fn observances(world: &dyn World, sources: &SourceSet, vocabulary: &Vocabulary) -> Outcome<ObservanceList> {
    let mut observances = KNOWN.clone();
    let mut diagnostics = Vec::new();
    if let Some(path) = sources.data.iter().find(|path| path.as_str() == OBSERVANCES_FILE) {
        match read_text(world, path, LARGEST) {
            Ok(text) => {
                let yaml = Yaml { file: path, text: &text, start: 0 };
                let before = diagnostics.len();
                let file = yaml.read().into(&mut diagnostics);
                let text = Text { yaml, is_clean: diagnostics.len() == before };
                add(&mut observances, file, text, Some(vocabulary), &mut diagnostics);
                observances.list.sort_by(|a, b| a.id.cmp(&b.id));
            }
            Err(problem) => diagnostics.push(problem.told(path)),
        }
    }
    Outcome { value: observances, diagnostics }
}

/// Adds the entries of a file. Words are checked where there is a vocabulary; those of the program have a test.
fn add(
    known: &mut ObservanceList,
    file: ObservancesFile,
    text: Text<'_>,
    vocabulary: Option<&Vocabulary>,
    sink: &mut Vec<Diagnostic>,
) {
    let yaml = text.yaml;
    if let Some(version) = file.version.filter(|&version| version != 1) {
        let message = format!("version {version} of this file is not supported; expected 1");
        sink.push(Diagnostic::new(&codes::WRONG_VERSION, message).at(yaml.place(&[Step::Key("version")])));
    }
    let revised = file.revised.and_then(|day| {
        let read = day.trim().parse::<Date>();
        if read.is_err() {
            let diagnostic = Diagnostic::new(&codes::BAD_DATE, format!("`{day}` is not a date in the calendar"));
            let place = yaml.place(&[Step::Key("revised")]);
            sink.push(diagnostic.at(place).help("write year, month and day as `2026-11-23`"));
        }
        read.ok()
    });
    if vocabulary.is_none() {
        known.revised = revised.unwrap_or_default();
    }
    let mut given = BTreeSet::new();
    for (at, file) in file.observances.unwrap_or_default().into_iter().enumerate() {
        let path = [Step::Key("observances"), Step::Item(at)];
        Entry { text, path, vocabulary, revised, sink }.add(known, file, &mut given);
    }
}

#[cfg(test)]
mod tests;
