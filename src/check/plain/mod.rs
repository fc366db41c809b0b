//! Words and sentences that patients understand.
//!
//! In: the texts of one document. Out: its reading grade and hardest sentences, long sentences, words that need a plainer
//! one, words that name people by an illness, abbreviations that nothing explains. English and Spanish; other languages are
//! left alone.

mod abbreviations;
mod grade;
mod long_sentence;
mod passive;
mod reading_grade;
mod sentences;
mod syllables;
mod terms;

pub(super) use abbreviations::RULE as ABBREVIATIONS;
pub(super) use long_sentence::RULE as LONG_SENTENCE;
pub(super) use passive::RULE as PASSIVE;
pub(super) use reading_grade::RULE as READING_GRADE;
pub(super) use terms::RULE as WORDS;

use std::ops::Range;

use super::reading::{Language, Text};
use super::words::Word;
use grade::Counts;

/// The sentences of a document's running text.
#[derive(Debug, Default)]
pub(super) struct Measured {
    sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Debug)]
struct Sentence {
    /// The text that it is in: a place in the document's texts.
    text: usize,
    range: Range<usize>,
    language: Language,
    counts: Counts,
}

impl Measured {
    /// Measures the running text of a document.
    pub(super) fn of(texts: &[Text<'_>]) -> Self {
        let mut sentences = Vec::new();
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.is_running()) {
            for range in sentences::sentences(text.text) {
                let counts = counts(text.words.within(&range), text.language);
                if counts.words > 0 {
                    sentences.push(Sentence { text: at, range, language: text.language, counts });
                }
            }
        }
        Self { sentences }
    }

    /// The counts of all sentences in a language.
    fn total(&self, language: Language) -> Counts {
        let own = self.sentences.iter().filter(|sentence| sentence.language == language);
        own.fold(Counts::default(), |sum, sentence| Counts {
            sentences: sum.sentences + 1,
            words: sum.words + sentence.counts.words,
            syllables: sum.syllables + sentence.counts.syllables,
            long_words: sum.long_words + sentence.counts.long_words,
        })
    }
}

fn counts<'w>(words: impl Iterator<Item = Word<'w>>, language: Language) -> Counts {
    let mut counts = Counts { sentences: 1, ..Counts::default() };
    for word in words {
        // Parts with a hyphen count as words of their own, as they are read.
        let mut syllables = 0;
        for part in word.low.split(['-', '–', '/']).filter(|part| !part.is_empty()) {
            let own = if language == Language::Spanish { syllables::spanish(part) } else { syllables::english(part) };
            syllables += own;
        }
        counts.words += 1;
        counts.syllables += syllables.max(1);
        counts.long_words += usize::from(syllables >= 3);
    }
    counts
}
