//! Finding phrases in texts, word by word, in any case.

use std::collections::HashMap;
use std::ops::Range;

use crate::grade::words;

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

/// Phrases by their first words.
pub(super) struct Phrases(HashMap<&'static str, Vec<Vec<&'static str>>>);

impl Phrases {
    /// From phrases in lower case, words parted by one space. `*` stands for one word, whatever it is.
    pub(super) fn new(list: &[&'static str]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<Vec<&'static str>>> = HashMap::new();
        for phrase in list {
            let parts: Vec<&'static str> = phrase.split(' ').collect();
            by_first.entry(parts[0]).or_default().push(parts);
        }
        Self(by_first)
    }

    /// Where the phrases stand in a text and are meant as they are: not behind a word that turns them round, not in a
    /// question.
    pub(super) fn meant(&self, text: &str) -> Vec<Range<usize>> {
        self.find(text, true)
    }

    /// Whether one of the phrases stands in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.find(text, false).is_empty()
    }

    fn find(&self, text: &str, only_meant: bool) -> Vec<Range<usize>> {
        let words: Vec<(usize, &str, String)> =
            words(text).map(|(start, word)| (start, word, word.to_lowercase())).collect();
        let mut found = Vec::new();
        let mut free = 0;
        for at in 0..words.len() {
            if at < free {
                continue;
            }
            let Some(phrases) = self.0.get(words[at].2.as_str()) else { continue };
            let fits = |phrase: &&Vec<&str>| {
                phrase.len() <= words.len() - at
                    && phrase.iter().zip(&words[at..]).all(|(part, (_, _, word))| *part == "*" || part == word)
            };
            let Some(phrase) = phrases.iter().filter(fits).max_by_key(|phrase| phrase.len()) else { continue };
            let (last, word, _) = &words[at + phrase.len() - 1];
            let range = words[at].0..last + word.len();
            // What a sentence before says turns nothing round.
            let before = words[at.saturating_sub(REACH)..at].iter().rev();
            let same = before.take_while(|(start, word, _)| {
                !text[start + word.len()..range.start].contains(['.', '!', '?', ';', ':'])
            });
            let is_turned = same.into_iter().any(|(_, _, word)| NOT.contains(&word.as_str()));
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
        let found =
            |text: &str| phrases.meant(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
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
        assert!(phrases.is_in("do not stop taking your pills"));
    }
}
