//! How hard a text is to read: sentences, words, syllables, and the grades that formulas make of them.
//!
//! In: plain text and its language. Out: [`Counts`] and a [`Grade`]. Invariants: nothing but the text decides; time grows
//! with its length alone. English and Spanish; a text in another language has no grade.

mod counts;
mod sentences;
mod syllables;
mod words;

pub use counts::{Counts, inflesz_word};
pub use sentences::sentences;
pub use words::{TextWords, Word, WordKey};

/// Languages whose sentences and syllables are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English of any country.
    English,
    /// Spanish of any country.
    Spanish,
    /// Any other: rules over words leave it alone.
    Other,
}

/// Texts of fewer sentences have no grade: SMOG was made for thirty, and means little below ten.
pub const FEWEST_SENTENCES: usize = 10;

/// How hard a text is, by the formulas of its language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grade {
    /// School grades.
    English {
        /// By SMOG.
        smog: f64,
        /// By Flesch-Kincaid.
        flesch_kincaid: f64,
    },
    /// Points from 0, very hard, to 100, very easy.
    Spanish {
        /// Perspicuity, on the scale INFLESZ.
        inflesz: f64,
        /// By Fernández Huerta.
        fernandez_huerta: f64,
    },
}

impl Language {
    /// The language of a tag such as `es-us`.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        match tag.split('-').next() {
            Some(main) if main.eq_ignore_ascii_case("en") => Self::English,
            Some(main) if main.eq_ignore_ascii_case("es") => Self::Spanish,
            _ => Self::Other,
        }
    }
}

impl Grade {
    /// The grade of what was counted; `None` if that is too little, or the language has no formula.
    #[must_use]
    pub fn of(counts: &Counts, language: Language) -> Option<Self> {
        match language {
            _ if counts.sentences < FEWEST_SENTENCES => None,
            Language::English => Some(Self::English { smog: counts.smog(), flesch_kincaid: counts.flesch_kincaid() }),
            Language::Spanish => {
                Some(Self::Spanish { inflesz: counts.inflesz(), fernandez_huerta: counts.fernandez_huerta() })
            }
            Language::Other => None,
        }
    }
}

/// Counts all sentences of a text.
#[must_use]
pub fn count(text: &str, language: Language) -> Counts {
    let words = TextWords::of(text);
    let mut sum = Counts::default();
    for range in sentences(text) {
        sum.add(&count_sentence(words.within(&range), language));
    }
    sum
}

/// Counts the words of one sentence; without words, there is no sentence.
#[must_use]
pub fn count_sentence<'w>(words: impl Iterator<Item = Word<'w>>, language: Language) -> Counts {
    let mut counts = Counts { sentences: 1, ..Counts::default() };
    for word in words {
        // Parts with a hyphen count as words of their own, as they are read.
        let of_part =
            |part| if language == Language::Spanish { syllables::spanish(part) } else { syllables::english(part) };
        let syllables = if word.low.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            of_part(word.low)
        } else {
            word.low.split(['-', '–', '/']).filter(|part| !part.is_empty()).map(of_part).sum()
        };
        counts.words += 1;
        counts.syllables += syllables.max(1);
        counts.long_words += usize::from(syllables >= 3);
    }
    if counts.words == 0 { Counts::default() } else { counts }
}
