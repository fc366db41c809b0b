//! Words that patients may not know, and words that name people by an illness: `plain/jargon`, `plain/person-first`.
//!
//! The list is `content/plain.tsv`. A medical word is not jargon if the same sentence has a plain word for it, or if
//! the page explains it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use memchr::memmem;

use crate::diag::{Diagnostic, codes};

use super::super::phrases::Sieve;
use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Rule};
use crate::grade::{Language, TextWords, WordKey, sentences};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::JARGON, &codes::PERSON_FIRST], check: Check::Text(check) };

/// So many words of medicine are named in one document.
const MOST: usize = 8;

/// What the list says of a word or a few words.
#[derive(Debug)]
struct Entry {
    term: &'static str,
    /// The words of the term.
    words: Vec<&'static str>,
    plain: &'static str,
    /// Each way to say it that the plain words offer.
    ways: Vec<&'static str>,
    is_person: bool,
}

/// Terms by their first words, the longest first.
struct List {
    by_first: HashMap<&'static str, Vec<Entry>, FixedState>,
    sieve: Sieve,
}

/// English and Spanish. A line that is not understood is left out; the test of this file finds it.
static LISTS: LazyLock<(List, List)> = LazyLock::new(|| {
    let (mut english, mut spanish) = (HashMap::default(), HashMap::default());
    for line in include_str!("../../../content/plain.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        if let (Some(kind), Some(language), Some(term), Some(plain)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        {
            let words: Vec<&str> = term.split(' ').collect();
            let ways = plain.split(", ").flat_map(|words| words.split(" or ")).collect();
            let list = if language == "es" { &mut spanish } else { &mut english };
            let entries: &mut Vec<Entry> = list.entry(words[0]).or_default();
            entries.push(Entry { term, words, plain, ways, is_person: kind == "person" });
        }
    }
    (List::of(english), List::of(spanish))
});

impl List {
    fn of(mut by_first: HashMap<&'static str, Vec<Entry>, FixedState>) -> Self {
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for entries in by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        Self { sieve: Sieve::of(by_first.keys().copied()), by_first }
    }

    /// The terms that begin with a word, or with its singular.
    fn of_first(&self, first: &str) -> impl Iterator<Item = &Entry> {
        let words = [Some(first), first.strip_suffix('s')].into_iter().flatten();
        words.filter(|word| self.sieve.passes(WordKey::of(word))).filter_map(|word| self.by_first.get(word)).flatten()
    }
}

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let rules = &reading.site.config.rules;
    let allowed = rules.words(&codes::JARGON, "allow");
    let mut told: HashSet<&str, FixedState> = HashSet::default();
    let mut jargon = 0;
    for text in &reading.texts {
        let list = match text.language {
            Language::English => &LISTS.0,
            Language::Spanish => &LISTS.1,
            Language::Other => continue,
        };
        if !text.is_own_voice() || matches!(text.part, Part::Note) {
            continue;
        }
        for hit in hits(&text.words, list) {
            if !told.insert(hit.entry.term) {
                continue;
            }
            let place = || reading.place(text, hit.start..hit.end);
            if hit.entry.is_person {
                let message =
                    format!("`{}` labels people by an illness or blames them", &text.text[hit.start..hit.end]);
                let help = format!("say \"{}\"", hit.entry.plain);
                found.push(Diagnostic::new(&codes::PERSON_FIRST, message).at(place()).help(help));
            } else if jargon < MOST
                && text.is_running()
                && !allowed.iter().any(|own| own.eq_ignore_ascii_case(hit.entry.term))
                && !is_explained(reading, text.text, &hit)
            {
                jargon += 1;
                let message = format!("patients may not know the word `{}`", hit.entry.term);
                let help = format!("write \"{}\", or add that in parentheses after the word", hit.entry.plain);
                found.push(Diagnostic::new(&codes::JARGON, message).at(place()).help(help));
            }
        }
    }
}

struct Hit<'l> {
    entry: &'l Entry,
    start: usize,
    end: usize,
}

/// The terms of a text, the longest first where one is in another; their last word may be a plural.
fn hits<'l>(words: &TextWords<'_>, terms: &'l List) -> Vec<Hit<'l>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let entries = terms.of_first(words.low(at));
        let fits = |entry: &&Entry| {
            let last = at + entry.words.len() - 1;
            last < words.len()
                && entry.words.iter().zip(at..).all(|(part, at)| {
                    let word = words.low(at);
                    word == *part || at == last && word.strip_suffix('s') == Some(part)
                })
        };
        let hit = entries.filter(fits).max_by_key(|entry| entry.words.len()).map(|entry| {
            let end = words.at(at + entry.words.len() - 1).end();
            Hit { entry, start: words.at(at).start, end }
        });
        at += hit.as_ref().map_or(1, |hit| hit.entry.words.len());
        found.extend(hit);
    }
    found
}

/// Whether the plain words are in the same sentence, or the page explains the term in brackets after it.
fn is_explained(reading: &Reading<'_>, text: &str, hit: &Hit<'_>) -> bool {
    let sentence = sentences(text).into_iter().find(|range| range.contains(&hit.start));
    let sentence = sentence.map_or(text, |range| &text[range]).to_lowercase();
    if hit.entry.ways.iter().any(|words| memmem::find(sentence.as_bytes(), words.as_bytes()).is_some()) {
        return true;
    }
    let term = memmem::Finder::new(hit.entry.term);
    reading.texts.iter().any(|other| {
        term.find_iter(other.text.as_bytes()).any(|at| {
            let behind = other.text[at + hit.entry.term.len()..].trim_start_matches('s');
            let before = other.text[..at].trim_end();
            behind.starts_with(" (")
                || behind.starts_with(", or ")
                || behind.starts_with(" means")
                || before.ends_with('(')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let mut known = HashSet::new();
        let lines = include_str!("../../../content/plain.tsv").lines().filter(|line| !line.starts_with('#'));
        for (at, line) in lines.enumerate() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 5, "entry {at}: {line}");
            assert!(matches!(cells[0], "word" | "person") && matches!(cells[1], "en" | "es"), "{line}");
            assert!(matches!(cells[4], "cdc" | "own"), "{line}");
            assert!(cells[2] == cells[2].to_lowercase() && !cells[3].is_empty() && cells[2] != cells[3], "{line}");
            assert!(known.insert((cells[1], cells[2])), "twice: {line}");
        }
        assert!(known.len() >= 600, "{}", known.len());
    }

    #[test]
    fn the_longest_term_is_found_in_any_case_and_number() {
        let found =
            |text: &str| hits(&TextWords::of(text), &LISTS.0).into_iter().map(|hit| hit.entry.term).collect::<Vec<_>>();
        assert_eq!(
            found("Myocardial infarction and Hematomas, hypertension."),
            ["myocardial infarction", "hematoma", "hypertension"]
        );
        assert_eq!(found("People who suffer from migraines, wheelchair-bound"), ["suffer from", "wheelchair-bound"]);
    }
}
