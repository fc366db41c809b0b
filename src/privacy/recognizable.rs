//! What makes one person recognizable together: age, place, date, occupation, rare condition, kinship (45 CFR
//! 164.514(b)(2)(ii): no actual knowledge that the rest could identify someone).

use super::lexicon::{
    CAME, CARE, CLINICAL, HIS, HONORIFIC, KIN, OCCUPATION, PATIENT, PERSON, POPULATION, PRONOUN, RARE, STAFF, STATE,
    STOP, STREET, VISIT,
};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind, date, patient};

/// As many traits together are one too many.
const TRAITS: usize = 3;

/// Longest paragraph that is read as one story, in tokens.
const LONGEST: usize = 400;

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    if !text.has_number && !text.has_role(PATIENT) {
        return;
    }
    let all = 0..text.len().min(LONGEST);
    let Some(first) =
        all.clone().find(|at| has_age(text, *at)).or_else(|| all.clone().find(|at| text.is(*at, PATIENT)))
    else {
        return;
    };
    if !is_case(text) || patient::is_history(text) || patient::is_fiction(text) {
        return;
    }
    let traits = [
        all.clone().any(|at| has_age(text, at)),
        all.clone().any(|at| has_town(text, at)),
        all.clone().any(|at| date::parse(text, at).is_some()),
        all.clone().any(|at| is_occupation(text, at)),
        all.clone().any(|at| text.is(at, RARE)),
        all.clone().any(|at| is_kin(text, at)),
    ];
    let count = traits.iter().filter(|found| **found).count();
    if count < TRAITS {
        return;
    }
    // A place or a day narrows the circle to a few people.
    let certainty = if traits[1] || traits[2] || count > TRAITS { Certainty::High } else { Certainty::Fair };
    let last = text.sentence(first).end - 1;
    finder.report((first, last), IdentifierKind::Recognizable, certainty, "says enough to identify one person");
}

/// Whether the text is about one patient, not about a group, the reader or the staff.
fn is_case(text: &Text) -> bool {
    let all = 0..text.len().min(LONGEST);
    let one = text.any(all.clone(), PATIENT | HONORIFIC)
        || all.clone().any(|at| has_age(text, at)) && text.any(all.clone(), PRONOUN | PERSON | OCCUPATION | HIS);
    let care = text.any(all.clone(), CARE | CAME | CLINICAL | VISIT | RARE);
    let group = text.any(all.clone(), POPULATION) && !text.any(all.clone(), PATIENT);
    let reader = text.any_word(
        all.clone(),
        &["you", "your", "usted", "published", "study", "trial", "doi", "journal", "researchers", "estudio"],
    );
    let staff = text.any_word(all, &["joined", "hired", "team", "welcome", "speaker"]);
    one && care && !group && !reader && !staff
}

/// `54-year-old`, `54 yo`, `de 54 años`.
pub(super) fn has_age(text: &Text, at: usize) -> bool {
    let Some(age) = text.value(at) else { return false };
    let next = if text.is_mark(at + 1, "-") { at + 2 } else { at + 1 };
    let is_old = ["year", "years", "month", "months", "week"].contains(&text.word(next)) && {
        let then = if text.is_mark(next + 1, "-") { next + 2 } else { next + 1 };
        text.word(then) == "old"
    };
    let is_note = ["yo", "y"].contains(&text.word(next)) && (text.word(next) == "yo" || text.is_mark(next + 1, "/"));
    let is_spanish = text.word(next) == "anos"
        && (text.word(at.wrapping_sub(1)) == "de" && !text.has_any(at.saturating_sub(2), &["mas de", "menos de"])
            || text.has(next + 1, "de edad"));
    age < 123 && text.digits(at).len() <= 3 && (is_old || is_note || is_spanish)
}

/// `from Oak Park`, `in Larkspur`, `de San Pedro`: a capitalized name that is not a state, month or street.
fn has_town(text: &Text, at: usize) -> bool {
    let next = at + 1;
    let links = ["from", "near", "outside"].contains(&text.word(at))
        || text.word(at) == "de" && ["anos", "edad"].contains(&text.word(at.wrapping_sub(1)))
        || ["in", "of", "de", "en"].contains(&text.word(at))
            && text.any_word(
                at.saturating_sub(3)..at,
                &[
                    "lives", "town", "city", "farm", "mayor", "pueblo", "school", "resident", "native", "village",
                    "vive", "church", "works", "ciudad", "vecina", "vecino", "suburb", "cerca",
                ],
            );
    let is_name = text.shape(next) == Some(Shape::Word)
        && text.is_capital(next)
        && (!text.is(next, STATE) || text.is_capital(next + 1))
        && !text.is(next, STOP | super::lexicon::MONTH | HONORIFIC | CLINICAL)
        && text.word(next).len() > 2;
    let is_known = text.written(next).bytes().all(|byte| byte.is_ascii_uppercase());
    links && is_name && !is_known && !text.is(next + 1, STREET)
        || text.word(at) == "county" && text.is_capital(at) && at > 0 && text.is_capital(at - 1)
}

fn is_occupation(text: &Text, at: usize) -> bool {
    text.is(at, OCCUPATION) && !text.is_capital(at) && !["officer", "judge", "driver", "cook"].contains(&text.word(at))
        || ["retired", "works as", "worked as"].iter().any(|phrase| text.has(at, phrase))
            && text.is(at + 1, OCCUPATION | STAFF)
}

/// "her twin sister", "mother of four", "su hijo".
fn is_kin(text: &Text, at: usize) -> bool {
    text.is(at, KIN)
        && (at > 0 && (text.is(at - 1, HIS) || ["cuya", "cuyo", "whose"].contains(&text.word(at - 1)))
            || at > 1 && text.is(at - 2, HIS))
        || text.has_any(at, &["mother of", "father of", "grandmother of", "madre de", "padre de", "abuela de"])
            && (text.value(at + 2).is_some()
                || [
                    "two", "three", "four", "five", "six", "seven", "twins", "dos", "tres", "cuatro", "cinco", "seis",
                    "gemelos",
                ]
                .contains(&text.word(at + 2)))
}
