//! How hard a text is to read: SMOG and Flesch-Kincaid for English, Fernández Huerta and INFLESZ for Spanish.
//!
//! SMOG after `McLaughlin` (Journal of Reading 12, 1969), Flesch-Kincaid after Kincaid and others (1975), Fernández Huerta
//! (1959) in the form that Law corrected in 2011, INFLESZ after Szigriszt Pazos (1993) and Barrio (2008).

/// What is counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences.
    pub sentences: usize,
    /// Words.
    pub words: usize,
    /// Syllables of all words.
    pub syllables: usize,
    /// Words of three and more syllables.
    pub long_words: usize,
}

impl Counts {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.long_words += other.long_words;
    }

    #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
    fn ratio(part: usize, whole: usize) -> f64 {
        part as f64 / whole.max(1) as f64
    }

    /// The school grade by SMOG: it predicts full understanding, so it is one to two grades above Flesch-Kincaid.
    #[must_use]
    pub fn smog(&self) -> f64 {
        3.1291 + 1.043 * (Self::ratio(self.long_words, self.sentences) * 30.0).sqrt()
    }

    /// The school grade by Flesch-Kincaid.
    #[must_use]
    pub fn flesch_kincaid(&self) -> f64 {
        0.39 * Self::ratio(self.words, self.sentences) + 11.8 * Self::ratio(self.syllables, self.words) - 15.59
    }

    /// Fernández Huerta: 0 (very hard) to 100 (very easy).
    #[must_use]
    pub fn fernandez_huerta(&self) -> f64 {
        206.84 - 60.0 * Self::ratio(self.syllables, self.words) - 1.02 * Self::ratio(self.words, self.sentences)
    }

    /// The perspicuity that the scale INFLESZ goes by.
    #[must_use]
    pub fn inflesz(&self) -> f64 {
        206.835 - 62.3 * Self::ratio(self.syllables, self.words) - Self::ratio(self.words, self.sentences)
    }
}

/// The word of the scale INFLESZ for a perspicuity.
#[must_use]
pub fn inflesz_word(perspicuity: f64) -> &'static str {
    match perspicuity {
        hard if hard < 40.0 => "very hard",
        hard if hard < 55.0 => "rather hard",
        normal if normal < 65.0 => "normal",
        easy if easy < 80.0 => "rather easy",
        _ => "very easy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_those_of_the_formulas() {
        let counts = Counts { sentences: 30, words: 450, syllables: 675, long_words: 30 };
        assert!((counts.smog() - 8.8419).abs() < 0.001, "{}", counts.smog());
        assert!((counts.flesch_kincaid() - 7.96).abs() < 0.001, "{}", counts.flesch_kincaid());
        assert!((counts.fernandez_huerta() - 101.54).abs() < 0.001, "{}", counts.fernandez_huerta());
        assert!((counts.inflesz() - 98.385).abs() < 0.001, "{}", counts.inflesz());
        assert_eq!(inflesz_word(60.0), "normal");
        assert!(Counts::default().smog().is_finite() && Counts::default().flesch_kincaid().is_finite());
    }
}
