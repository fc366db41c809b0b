//! Words and sentences that patients understand.
//!
//! In: the texts of one document. Out: its reading grade and hardest sentences, long sentences, emergencies packed into one, words that need a plainer
//! one, words that name people by an illness, abbreviations that nothing explains. English and Spanish; other languages are
//! left alone.

mod abbreviations;
mod long_sentence;
mod message;
mod passive;
mod reading_grade;
mod signs;
mod terms;

pub(super) use abbreviations::RULE as ABBREVIATIONS;
pub(super) use long_sentence::RULE as LONG_SENTENCE;
pub(super) use message::RULE as MESSAGE;
pub(super) use passive::RULE as PASSIVE;
pub(super) use reading_grade::RULE as READING_GRADE;
pub(super) use signs::{RULE as PACKED_EMERGENCY, things};
pub(super) use terms::RULE as WORDS;

use std::ops::Range;

use crate::grade::{self, Counts, Language, count_sentence};

use super::reading::ReadText;

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
    words: usize,
}

impl Measured {
    /// Measures the running text of a document.
    pub(super) fn of(texts: &[ReadText<'_>]) -> Self {
        let mut sentences = Vec::new();
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.is_running()) {
            for range in grade::sentences(text.text) {
                let words = text.words.within(&range).len();
                if words > 0 {
                    sentences.push(Sentence { text: at, range, language: text.language, words });
                }
            }
        }
        Self { sentences }
    }

    /// The sentences in a language, with what is counted in each.
    fn counted(&self, texts: &[ReadText<'_>], language: Language) -> Vec<(&Sentence, Counts)> {
        let own = self.sentences.iter().filter(|sentence| sentence.language == language);
        own.map(|sentence| {
            (sentence, count_sentence(texts[sentence.text].words.within(&sentence.range), sentence.language))
        })
        .collect()
    }
}
