//! Nobody is diagnosed from afar: `claim/speculation`.

use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};
use crate::grade::{Language, TextWords, sentences};

use super::super::phrases::Phrases;
use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::SPECULATION], check: Check::Text(check) };

/// What precedes the name of someone whom everyone knows.
const PEOPLE: &[&str] = &[
    "president",
    "senator",
    "governor",
    "mayor",
    "congressman",
    "congresswoman",
    "actor",
    "actress",
    "singer",
    "rapper",
    "celebrity",
    "quarterback",
    "coach",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "influencer",
    "presidente",
    "presidenta",
    "senador",
    "senadora",
    "gobernador",
    "gobernadora",
    "actriz",
    "cantante",
    "rey",
    "reina",
    "papa",
    "alcalde",
    "alcaldesa",
];

static GUESSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "may have",
        "might have",
        "could have",
        "must have",
        "probably has",
        "likely has",
        "apparently has",
        "seems to have",
        "appears to have",
        "seems to suffer",
        "appears to suffer",
        "shows signs of",
        "shows symptoms of",
        "is showing signs of",
        "looks like he has",
        "looks like she has",
        "podría tener",
        "puede tener",
        "probablemente tiene",
        "parece tener",
        "parece sufrir",
        "muestra signos de",
        "muestra síntomas de",
    ])
});

/// What a guess is about.
const ILLNESS: &[&str] = &[
    "disease",
    "cancer",
    "dementia",
    "alzheimer's",
    "parkinson's",
    "stroke",
    "depression",
    "bipolar",
    "autism",
    "adhd",
    "disorder",
    "syndrome",
    "diabetes",
    "addiction",
    "heart",
    "seizure",
    "seizures",
    "illness",
    "infection",
    "tumor",
    "enfermedad",
    "cáncer",
    "demencia",
    "depresión",
    "trastorno",
    "síndrome",
    "adicción",
    "infarto",
    "derrame",
];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for text in reading.texts.iter().filter(|text| text.is_own_voice() && text.language != Language::Other) {
        if !names_somebody(&text.words) {
            continue;
        }
        for range in sentences(text.text) {
            let sentence = &text.text[range.clone()];
            let words = TextWords::of(sentence);
            if names_somebody(&words) && is_about_illness(&words) && !GUESSES.meant(&words).is_empty() {
                let message = "this speculates about the health of someone whom your practice has not examined";
                let help = "write about the illness in general, or cite what the person has said publicly";
                found.push(Diagnostic::new(&codes::SPECULATION, message).at(reading.place(text, range)).help(help));
            }
        }
    }
}

/// Whether a word for someone known has a name after it.
fn names_somebody(words: &TextWords<'_>) -> bool {
    (1..words.len()).any(|at| {
        let is_name = words.at(at).written.chars().next().is_some_and(char::is_uppercase);
        is_name && PEOPLE.contains(&words.at(at - 1).low)
    })
}

fn is_about_illness(words: &TextWords<'_>) -> bool {
    words.iter().any(|word| ILLNESS.contains(&word.low.replace('’', "'").as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_word_with_a_name_behind_it() {
        let of = TextWords::of;
        assert!(names_somebody(&of("We think President Smith may have Parkinson's.")));
        assert!(names_somebody(&of("La cantante Rosa Díaz podría tener una enfermedad.")));
        assert!(!names_somebody(&of("A coach may have a stroke, and so may the president.")));
        assert!(is_about_illness(&of("He may have Parkinson’s.")) && !is_about_illness(&of("He may have lunch.")));
    }
}
