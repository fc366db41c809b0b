//! Finding phrases in texts, word by word, in any case.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::grade::{TextWords, WordKey};

/// Words that turn a phrase after them into its opposite, or into a warning.
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

/// Which words may be in a list, by what is seen of a word without reading it. Most words of a text are in none, and need not
/// be looked up.
#[derive(Clone, Copy)]
pub(super) struct Sieve([u64; WordKey::ALL / 64]);

impl Sieve {
    /// The sieve of some words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut keys = [0; WordKey::ALL / 64];
        for key in words.into_iter().map(|word| WordKey::of(word).number()) {
            keys[key / 64] |= 1 << (key % 64);
        }
        Self(keys)
    }

    /// Whether a word with this key may be one of the list.
    pub(super) fn passes(&self, key: WordKey) -> bool {
        let key = key.number();
        self.0[key / 64] & 1 << (key % 64) != 0
    }
}

type ByWord<T> = HashMap<&'static str, T, FixedState>;
type Parts = Vec<&'static str>;

/// Phrases by their first words.
pub(super) struct Phrases {
    by_first: ByWord<Starting>,
    sieve: Sieve,
}

/// The phrases that start with the same word.
#[derive(Default)]
struct Starting {
    /// Those of one word, or with any word after it.
    any: Vec<Parts>,
    by_second: ByWord<Vec<Parts>>,
}

impl Phrases {
    /// From phrases in lower case, words parted by one space. `*` stands for one word, whatever it is.
    pub(super) fn new(list: &[&'static str]) -> Self {
        let mut by_first: ByWord<Starting> = HashMap::default();
        for phrase in list {
            let parts: Parts = phrase.split(' ').collect();
            let starting = by_first.entry(parts[0]).or_default();
            match parts.get(1) {
                None | Some(&"*") => starting.any.push(parts),
                Some(second) => starting.by_second.entry(second).or_default().push(parts),
            }
        }
        let sieve = Sieve::of(by_first.keys().copied());
        Self { by_first, sieve }
    }

    /// Where the phrases are in a text and are meant as they are: not after a word that turns them round, not in a
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

    /// The longest phrase that begins with a word of a text.
    fn at(&self, words: &TextWords<'_>, at: usize) -> Option<&Parts> {
        let starting = self.by_first.get(words.low(at))?;
        let second = (at + 1 < words.len() && !starting.by_second.is_empty()).then(|| words.low(at + 1));
        let by_second = second.and_then(|second| starting.by_second.get(second));
        let fits = |phrase: &&Parts| {
            phrase.len() <= words.len() - at
                && phrase.iter().zip(at..).all(|(part, at)| *part == "*" || *part == words.low(at))
        };
        starting.any.iter().chain(by_second.into_iter().flatten()).filter(fits).max_by_key(|phrase| phrase.len())
    }

    fn find(&self, words: &TextWords<'_>, only_meant: bool) -> Vec<Range<usize>> {
        let text = words.text;
        let mut found = Vec::new();
        let mut free = 0;
        for (at, _) in words.keys().enumerate().filter(|(_, key)| self.sieve.passes(*key)) {
            let Some(phrase) = Some(at).filter(|at| *at >= free).and_then(|at| self.at(words, at)) else { continue };
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
