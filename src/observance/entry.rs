//! One entry of a file of observances on its way in: whole, or a change to a known one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::{LinkKind, Slug};
use crate::diag::{Diagnostic, Place, codes};
use crate::parse::Vocabulary;
use crate::yaml::{Step, unknown_word};

use super::file::EntryFile;
use super::read::{self, Text};
use super::{Observance, ObservanceKind, ObservanceList};

/// One entry on its way in.
pub(super) struct Entry<'e> {
    pub(super) text: Text<'e>,
    pub(super) path: [Step<'e>; 2],
    pub(super) vocabulary: Option<&'e Vocabulary>,
    /// The day of the last change of the file.
    pub(super) revised: Option<Date>,
    pub(super) sink: &'e mut Vec<Diagnostic>,
}

impl Entry<'_> {
    fn place(&self, key: &str) -> Place {
        self.text.yaml.place(&[self.path[0], self.path[1], Step::Key(key)])
    }

    /// Adds it to the known ones; `given` are the ids of the entries of this file before it.
    pub(super) fn add(&mut self, known: &mut ObservanceList, file: EntryFile, given: &mut BTreeSet<String>) {
        let Some(id) = file.id.clone() else {
            let diagnostic = Diagnostic::new(&codes::MISSING_KEY, "the key `id` is missing");
            let help = "each entry needs an `id`, and a new one also needs a `name` and a `rule`";
            return self.sink.push(diagnostic.at(self.text.yaml.place(&self.path)).help(help));
        };
        if let Err(problem) = Slug::new(&id) {
            let diagnostic =
                Diagnostic::new(&codes::BAD_NAME, format!("`{id}` cannot be used in an address: {problem}"));
            let help = "use letters, digits and hyphens, such as `world-diabetes-day`";
            return self.sink.push(diagnostic.at(self.place("id")).help(help));
        }
        if !given.insert(id.clone()) {
            let diagnostic = Diagnostic::new(&codes::DUPLICATE_KEY, format!("the observance `{id}` is given twice"));
            return self.sink.push(diagnostic.at(self.place("id")).help("remove one of them"));
        }
        let at = known.list.iter().position(|other| other.id == id);
        if file.off == Some(true) {
            match at {
                Some(at) => {
                    known.list.remove(at);
                    known.off.insert(id);
                }
                None => self.unknown(known, &id, "to switch off"),
            }
            return;
        }
        if at.is_none() && (file.name.is_none() || file.rule.is_none()) && self.text.is_clean {
            self.unknown(known, &id, "to change");
            known.broken.insert(id);
            return;
        }
        match self.observance(file, at.map(|at| &known.list[at]), known.revised) {
            Some(observance) => match at {
                Some(at) => known.list[at] = observance,
                None => known.list.push(observance),
            },
            None if at.is_none() => drop(known.broken.insert(id)),
            None => {}
        }
    }

    fn unknown(&mut self, known: &ObservanceList, id: &str, purpose: &str) {
        let message = format!("there is no observance `{id}` {purpose}");
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_OBSERVANCE, message)
            .at(self.place("id"))
            .did_you_mean(id, known.list.iter().map(|other| other.id.as_str()))
            .help("a new observance needs `id`, `name` and `rule`");
        self.sink.push(diagnostic);
    }

    /// The observance of an entry: over the known one, if there is one, only what the entry says changes.
    fn observance(&mut self, file: EntryFile, before: Option<&Observance>, revised: Date) -> Option<Observance> {
        let rule = match &file.rule {
            Some(rule) => {
                let path = [self.path[0], self.path[1], Step::Key("rule")];
                read::rule(self.text, rule, &path, self.sink)
            }
            None => before.map(|before| before.rule.clone()),
        };
        let kind = file.kind.as_deref().and_then(|word| self.word("kind", word, &ObservanceKind::WORDS));
        let scope = file.scope.as_deref().and_then(|word| self.word("scope", word, &[("us", false), ("global", true)]));
        let checked = [("page", false), ("calendar", false), ("memory", true)];
        let checked = file.checked.as_deref().and_then(|word| self.word("checked", word, &checked));
        let doubt = match (file.verify, checked) {
            (None, None) => None,
            (verify, checked) => Some(verify.unwrap_or(false) || checked.unwrap_or(false)),
        };
        // Dates that the practice gives itself need no check.
        let doubt = doubt.or_else(|| before.filter(|_| file.rule.is_none()).map(|before| before.is_doubtful));
        let topics = file.topics.map(|topics| self.topics(topics));
        let url = file.url.and_then(|url| self.url(url));
        let rule = rule?;
        Some(Observance {
            id: file.id?,
            name: file.name.or_else(|| before.map(|before| before.name.clone()))?,
            names: file
                .names
                .map(|names| names.0)
                .or_else(|| before.map(|before| before.names.clone()))
                .unwrap_or_default(),
            kind: kind
                .or_else(|| before.filter(|_| file.rule.is_none()).map(|before| before.kind))
                .unwrap_or_else(|| ObservanceKind::of(&rule)),
            is_global: scope.or_else(|| before.map(|before| before.is_global)).unwrap_or(false),
            sponsor: file.sponsor.or_else(|| before.and_then(|before| before.sponsor.clone())),
            url: url.or_else(|| before.and_then(|before| before.url.clone())),
            topics: topics.or_else(|| before.map(|before| before.topics.clone())).unwrap_or_default(),
            hashtags: file.hashtags.or_else(|| before.map(|before| before.hashtags.clone())).unwrap_or_default(),
            is_doubtful: doubt.unwrap_or(false),
            revised: self.revised.or_else(|| before.map(|before| before.revised)).unwrap_or(revised),
            rule,
        })
    }

    fn word<T: Copy>(&mut self, key: &str, word: &str, words: &[(&str, T)]) -> Option<T> {
        let known = words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if known.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.sink.push(unknown_word(word, &names).at(self.place(key)));
        }
        known
    }

    fn url(&mut self, url: String) -> Option<String> {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if is_web && LinkKind::of(&url) != LinkKind::Unsafe {
            return Some(url);
        }
        let diagnostic = Diagnostic::new(&codes::UNSAFE_LINK, format!("`{url}` is not the address of a web page"));
        self.sink.push(diagnostic.at(self.place("url")).help("give the sponsor's page, beginning with `https:`"));
        None
    }

    /// The topics that the vocabulary knows.
    fn topics(&mut self, topics: Vec<String>) -> Vec<String> {
        let Some(vocabulary) = self.vocabulary else { return topics };
        let known = || vocabulary.conditions.iter().chain(&vocabulary.topics).map(|term| term.slug.as_str());
        let mut kept = Vec::with_capacity(topics.len());
        for (at, topic) in topics.into_iter().enumerate() {
            if known().any(|slug| slug == topic) {
                kept.push(topic);
                continue;
            }
            let path = [self.path[0], self.path[1], Step::Key("topics"), Step::Item(at)];
            let diagnostic =
                Diagnostic::new(&codes::UNKNOWN_TOPIC, format!("there is no condition or topic `{topic}`"))
                    .at(self.text.yaml.place(&path))
                    .did_you_mean(&topic, known())
                    .help("add conditions and topics of your own to `data/conditions.yaml`");
            self.sink.push(diagnostic);
        }
        kept
    }
}
