//! Whom a text is about: one patient, a group, someone of history, nobody real.

use std::ops::Range;

use super::lexicon::{
    self, CAME, CARE, CLINICAL, FICTION, GIVEN, HISTORY, HONORIFIC, PATIENT, POPULATION, PRONOUN, RARE,
};
use super::phrases::PATIENT_NOBODY;
use super::text::Text;

/// The last year of birth that no patient of today has.
const LONG_AGO: u32 = 1915;

/// Whether a first name is in the range.
pub(super) fn has_given(text: &Text, mut range: Range<usize>) -> bool {
    range.any(|at| text.is(at, GIVEN) && text.is_capital(at) && !text.is(at, lexicon::STOP))
}

/// Whether a text is about a group rather than one person.
pub(super) fn is_group(text: &Text, sentence: Range<usize>) -> bool {
    text.any(sentence.clone(), POPULATION) && !text.any(sentence, PRONOUN | PATIENT | HONORIFIC)
}

/// Whether a text is about what was long ago, or about someone of public life.
pub(super) fn is_history(text: &Text) -> bool {
    *text.history.get_or_init(|| text.any(0..text.len().min(400), HISTORY) || has_old_year(text) || has_famous(text))
}

/// Whether a text says that nobody in it is real.
pub(super) fn is_fiction(text: &Text) -> bool {
    *text.fiction.get_or_init(|| says_fiction(text))
}

fn says_fiction(text: &Text) -> bool {
    let range = 0..text.len().min(400);
    text.any(range.clone(), FICTION)
        || range.into_iter().any(|at| text.is(at, lexicon::OF_FICTION) && text.has_any(at, PATIENT_NOBODY))
}

/// Whether a part of the same code follows: `1921-4`.
fn is_before_part(text: &Text, at: usize) -> bool {
    text.is_glued(at + 1) && text.is_mark(at + 1, "-/")
}

fn has_old_year(text: &Text) -> bool {
    (0..text.len().min(400)).any(|at| {
        let is_year =
            text.digits(at).len() == 4 && text.value(at).is_some_and(|year| (1400..=LONG_AGO).contains(&year));
        // A year, not a part of a code.
        is_year
            && !text.is_glued(at)
            && !is_before_part(text, at)
            && !text.any_word(
                at.saturating_sub(2)..at,
                &["#", "no", "number", "mrn", ":", "call", "room", "extension", "ext"],
            )
            && !text.is(at + 1, lexicon::STREET)
            && text.shape(at + 1).is_none_or(|_| !text.is_capital(at + 1) || text.is_mark(at + 1, ",."))
    })
}

/// Whether a famous person is named.
pub(super) fn has_famous(text: &Text) -> bool {
    (0..text.len().min(400)).any(|at| text.is_capital(at) && is_famous_at(text, at) && !names_a_place(text, at))
}

/// Whether a famous person's name begins here.
pub(super) fn is_famous_at(text: &Text, at: usize) -> bool {
    if !text.is(at, lexicon::OF_FAME) {
        return false;
    }
    let mut name = text.word(at).to_owned();
    let mut here = at + 1;
    for _ in 0..3 {
        // "Franklin D. Roosevelt".
        while text.is_mark(here, ".-") || text.word(here).len() == 1 && text.is_mark(here + 1, ".") {
            here += 1;
        }
        if here >= text.len() {
            return false;
        }
        name.push(' ');
        name.push_str(text.word(here));
        if lexicon::is_famous(&name) {
            return true;
        }
        here += 1;
    }
    false
}

/// Whether a famous name is that of a school, a street or a hospital: the person in the text is alive today.
fn names_a_place(text: &Text, at: usize) -> bool {
    let before = text.any_word(
        at.saturating_sub(2)..at,
        &["escuela", "colegio", "calle", "avenida", "hospital", "parque", "secundaria", "primaria"],
    );
    before
        || text.any_word(
            at + 1..(at + 6).min(text.len()),
            &["school", "elementary", "middle", "high", "street", "avenue", "boulevard", "hospital", "park", "drive"],
        )
}

/// Whether a text is about care, beyond doubt that it is about medicine.
pub(super) fn is_clinical(text: &Text, range: Range<usize>) -> bool {
    text.any(range, CLINICAL | CARE | CAME | PATIENT | RARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_begin_with_words_that_are_looked_for() {
        for phrase in PATIENT_NOBODY {
            let first = phrase.split(' ').next().unwrap_or_default();
            assert_ne!(lexicon::roles(first) & lexicon::OF_FICTION, 0, "{phrase}");
            assert!(is_fiction(&Text::new(phrase)), "{phrase}");
        }
    }
}
