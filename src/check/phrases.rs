//! Finding phrases in texts, word by word, in any case.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::grade::TextWords;

/// Words that turn a phrase behind them into its opposite, or into a warning.
const NOT: &[&str] = &[
    "no",
    "not",
    "never",
    "nothing",
    "nobody",
    "cannot",
    "can't",
    "don't",
    "doesn't",
    "isn't",
    "aren't",
    "won't",
    "without",
    "before",
    "unless",
    "neither",
    "nor",
    "if",
    "ni",
    "nunca",
    "sin",
    "antes",
    "nadie",
    "nada",
    "don’t",
    "can’t",
    "doesn’t",
    "isn’t",
];

/// How many words before a phrase may turn it round.
const REACH: usize = 5;

/// Which words may be in a list: for each first byte the lengths of its words, a bit each. Most words of a text are in none,
/// and need not be looked up.
#[derive(Clone, Copy)]
pub(super) struct Sieve([u32; 256]);

impl Sieve {
    /// The sieve of some words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut lengths = [0; 256];
        for word in words {
            lengths[first_byte(word)] |= length_bit(word);
        }
        Self(lengths)
    }

    /// Whether a word may be one of the list.
    pub(super) fn passes(&self, word: &str) -> bool {
        self.0[first_byte(word)] & length_bit(word) != 0
    }
}

/// Phrases by their first words.
pub(super) struct Phrases {
    by_first: HashMap<&'static str, Vec<Vec<&'static str>>, FixedState>,
    sieve: Sieve,
}

impl Phrases {
    /// From phrases in lower case, words parted by one space. `*` stands for one word, whatever it is.
    pub(super) fn new(list: &[&'static str]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<Vec<&'static str>>, FixedState> = HashMap::default();
        for phrase in list {
            let parts: Vec<&'static str> = phrase.split(' ').collect();
            by_first.entry(parts[0]).or_default().push(parts);
        }
        let sieve = Sieve::of(by_first.keys().copied());
        Self { by_first, sieve }
    }

    /// Where the phrases are in a text and are meant as they are: not behind a word that turns them round, not in a
    /// question.
    pub(super) fn meant(&self, words: &TextWords<'_>) -> Vec<Range<usize>> {
        self.find(words, true)
    }

    /// Where the phrases are in a text, however they are meant.
    pub(super) fn all(&self, words: &TextWords<'_>) -> Vec<Range<usize>> {
        self.find(words, false)
    }

    /// Whether one of the phrases is in a text.
    pub(super) fn is_in(&self, words: &TextWords<'_>) -> bool {
        !self.all(words).is_empty()
    }

    fn find(&self, words: &TextWords<'_>, only_meant: bool) -> Vec<Range<usize>> {
        let text = words.text;
        let mut found = Vec::new();
        let mut free = 0;
        for at in 0..words.len() {
            let first = words.at(at).low;
            if at < free || !self.sieve.passes(first) {
                continue;
            }
            let Some(phrases) = self.by_first.get(first) else { continue };
            let fits = |phrase: &&Vec<&str>| {
                phrase.len() <= words.len() - at
                    && phrase.iter().zip(at..).all(|(part, at)| *part == "*" || *part == words.at(at).low)
            };
            let Some(phrase) = phrases.iter().filter(fits).max_by_key(|phrase| phrase.len()) else { continue };
            let range = words.at(at).start..words.at(at + phrase.len() - 1).end();
            // What a sentence before says turns nothing round.
            let before = (at.saturating_sub(REACH)..at).rev().map(|at| words.at(at));
            let same = before.take_while(|word| !text[word.end()..range.start].contains(['.', '!', '?', ';', ':']));
            let is_turned = same.into_iter().any(|word| NOT.contains(&word.low));
            let ends = text[range.end..].find(['.', '!', '?']).and_then(|end| text[range.end + end..].chars().next());
            if !only_meant || !is_turned && ends != Some('?') {
                found.push(range);
                free = at + phrase.len();
            }
        }
        found
    }
}

fn first_byte(word: &str) -> usize {
    usize::from(word.as_bytes().first().copied().unwrap_or_default())
}

fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_where_they_are_meant() {
        let phrases = Phrases::new(&["stop taking your", "we guarantee", "double * dose"]);
        let found = |text: &str| {
            phrases.meant(&TextWords::of(text)).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("You should Stop taking  your pills."), ["Stop taking  your"]);
        assert_eq!(found("No. We guarantee it. Double your dose!"), ["We guarantee", "Double your dose"]);
        for text in [
            "Do not stop taking your pills.",
            "Never, ever stop taking your pills",
            "Should I stop taking your pills?",
            "stop",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert!(phrases.is_in(&TextWords::of("do not stop taking your pills")));
    }
}
