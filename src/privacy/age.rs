//! Ages over 89 (C).

use super::lexicon::{
    CAME, CARE, CLINICAL, DOCTOR, GIVEN, HIS, HONORIFIC, KIN, OCCUPATION, PATIENT, PERSON, POPULATION, PRONOUN, THING,
    VISIT,
};
use super::patient;
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

/// The first age that counts.
const FIRST: u32 = 90;

/// The oldest age that anyone had.
const LAST: u32 = 122;

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        if let Some((first, last)) = age(text, at)
            && is_a_persons(finder, first, last)
        {
            finder.report((first, last), IdentifierKind::Age, Certainty::High, "is an age over 89");
        }
    }
}

/// The tokens of an age over 89 that begins here.
fn age(text: &Text, at: usize) -> Option<(usize, usize)> {
    let end = number_end(text, at)?;
    let next = end + 1;
    let skip = |at: usize| if text.is_mark(at, "-") { at + 1 } else { at };
    let after = skip(next);
    let word = text.word(after);
    // 92-year-old, 92 years old, 92 years of age, 92 yo, 92 y/o, 92 y.o.
    if ["year", "years", "yr", "yrs"].contains(&word) {
        let then = skip(if text.is_mark(after + 1, ".") { after + 2 } else { after + 1 });
        if text.word(then) == "old" || text.has(then, "of age") || text.word(then) == "young" {
            return Some((at, then + usize::from(text.word(then) == "of")));
        }
        return ends_age(text, at).then_some((at, after));
    }
    if ["yo", "yof", "yom", "y"].contains(&word) {
        let is_old = word != "y" || text.is_mark(after + 1, "/.") && text.word(after + 2) == "o";
        return is_old.then_some((at, if word == "y" { after + 2 } else { after }));
    }
    // 91F, 91 M, in notes.
    let is_sex = ["f", "m"].contains(&word)
        && text.is_capital(after)
        && (text.is_glued(after)
            || text.is_mark(after + 1, ",. ")
            || text.is(after + 1, super::lexicon::CLINICAL | super::lexicon::CARE)
            || ["with", "w", "who", "s", "presents", "c"].contains(&text.word(after + 1)));
    // "Masc. de 91 a., antecedente de EPOC".
    if word == "a" && text.is_mark(after + 1, ".") && text.word(at.wrapping_sub(1)) == "de" {
        return Some((at, after));
    }
    if is_sex && !text.is_mark(at.wrapping_sub(1), "$") {
        return Some((at, after));
    }
    if word == "anos" {
        let is_age = text.has(after + 1, "de edad") || ends_age(text, at);
        return is_age.then_some((at, after));
    }
    // her 95th birthday
    if ["th", "st", "nd", "rd"].contains(&text.word(next)) && text.is_glued(next) && text.word(next + 1) == "birthday" {
        return Some((at, next + 1));
    }
    // in his 92nd year
    if ["th", "st", "nd", "rd"].contains(&text.word(next))
        && text.word(next + 1) == "year"
        && text.is(at.wrapping_sub(1), HIS)
    {
        return Some((at, next + 1));
    }
    // aged 94; age: 101; turned 100; Rose, 94, ...
    let before = at.checked_sub(1)?;
    let mut label = before;
    while label > 0 && (text.is_mark(label, ":=-|") || ["is", "es"].contains(&text.word(label))) {
        label -= 1;
    }
    let is_aged = ["aged", "age", "edad"].contains(&text.word(label))
        || text.ends_with(at, &["at age", "age of", "edad de", "a la edad de"]);
    let is_turned = ["turned", "turning", "turns", "cumplio", "cumple"].contains(&text.word(before))
        && text.word(before.wrapping_sub(1)) != "si";
    let is_of = text.ends_with(at, &["woman of", "man of", "lady of", "gentleman of", "patient of"]);
    // "At 102, he is the oldest": an age before the person.
    let is_before_person = text.word(before) == "at"
        && text.is_mark(next, ",")
        && (text.is(next + 1, PRONOUN | HONORIFIC)
            || ["my", "our", "this", "mi", "nuestra", "nuestro"].contains(&text.word(next + 1))
                && text.is(next + 2, PATIENT)
            || text.is(next + 1, GIVEN) && text.is_capital(next + 1));
    if is_aged || is_turned || is_of || is_before_person {
        return Some((at, end));
    }
    let is_apposed = text.is_mark(before, ",(")
        && before > 0
        && text.is_mark(next, ",.)!")
        && (is_named(text, before - 1) || is_first_word(text, before - 1));
    let is_will_be = text.ends_with(at, &["will be"]) && before > 1 && text.is(before - 2, PRONOUN | PATIENT);
    let is_predicate = ["is", "was", "es", "now", "be"].contains(&text.word(before))
        && before > 0
        && (is_will_be
            || text.is(before - 1, PRONOUN | PATIENT)
            || ["who", "que"].contains(&text.word(before - 1))
                && text.any(before.saturating_sub(4)..before, PERSON | KIN | PATIENT)
            || text.is(before - 1, GIVEN) && text.is_capital(before - 1))
        && (text.is_mark(next, ".,;")
            || ["and", "but", "now", "when", "in", "next", "this", "on"].contains(&text.word(next))
            || next >= text.len());
    (is_apposed || is_predicate).then_some((at, end))
}

/// Whether a word with a capital, which may be a rare name, opens its sentence.
fn is_first_word(text: &Text, at: usize) -> bool {
    use super::lexicon::{CLINICAL, ORG, STATE, STOP};
    let roles = super::lexicon::MONTH | STOP | STATE | CLINICAL | ORG;
    text.is_capital(at) && text.word(at).len() > 2 && text.sentence(at).start == at && !text.is(at, roles)
}

/// Whether a name or a word for a person is at a token.
fn is_named(text: &Text, at: usize) -> bool {
    text.is_capital(at) && text.is(at, GIVEN | super::lexicon::FAMILY) || text.is(at, PATIENT | KIN | PERSON)
}

/// Whether words before a number of years say that it is an age: "a los 96 años", "tiene 94 años", "de 93 años".
fn ends_age(text: &Text, at: usize) -> bool {
    const BEFORE: &[&str] = &[
        "a los",
        "tiene",
        "tenia",
        "cumplio",
        "con",
        "age",
        "aged",
        "is",
        "was",
        "edad",
        "turned",
        "hombre de",
        "mujer de",
        "paciente de",
        "senora de",
    ];
    let start = if at > 0 && text.is_mark(at - 1, ":=") { at - 1 } else { at };
    text.ends_with(start, BEFORE)
        || text.sentence(at).start == at && text.any(text.sentence(at), PERSON | PATIENT)
        || text.word(at.wrapping_sub(1)) == "de"
            && text.any(text.around(at, 6, 0), PERSON | PATIENT | KIN | HONORIFIC | OCCUPATION)
        || text.is_mark(at.wrapping_sub(1), ",") && at >= 2 && is_named(text, at - 2)
}

/// The last token of a number from 90 to 122, in digits or in words.
fn number_end(text: &Text, at: usize) -> Option<usize> {
    match text.shape(at)? {
        Shape::Number => {
            let value = text.value(at)?;
            let is_part = text.is_glued(at)
                && at > 0
                && (text.is_mark(at - 1, ".,/$-") || text.shape(at - 1) != Some(Shape::Mark));
            let is_more = text.is_glued(at + 1)
                && text.is_mark(at + 1, ".,/%+")
                && (text.is_mark(at + 1, "%+") || text.is_glued(at + 2) && !text.digits(at + 2).is_empty());
            ((FIRST..=LAST).contains(&value) && !is_part && !is_more).then_some(at)
        }
        Shape::Word => match text.word(at) {
            "ninety" => {
                let units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
                let unit = if text.is_mark(at + 1, "-") { at + 2 } else { at + 1 };
                Some(if units.contains(&text.word(unit)) { unit } else { at })
            }
            "noventa" => Some(if text.word(at + 1) == "y" { at + 2 } else { at }),
            "one" | "a" => (text.word(at + 1) == "hundred").then_some(at + 1),
            "cien" | "ciento" => Some(at),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the age is that of one living person: not of a building, a group, a range, or someone of history.
fn is_a_persons(finder: &Finder<'_>, first: usize, last: usize) -> bool {
    let text = finder.text;
    let sentence = text.sentence(first);
    let is_range = text.ends_with(
        first,
        &[
            "to",
            "over",
            "and",
            "than",
            "until",
            "through",
            "beyond",
            "past",
            "under",
            "above",
            "between",
            "about the age of",
            "hasta los",
            "mas de",
            "los",
            "over the age of",
            "age of",
            "or",
            "hasta",
            "y",
            "entre",
            "nearly every",
        ],
    ) && !text.ends_with(first, &["a los", "at the age of", "at age of", "now", "he and"])
        || text.is_mark(first.wrapping_sub(1), "-") && first >= 2 && !text.digits(first - 2).is_empty();
    let next = last + 1;
    let is_open = text.has_any(
        next,
        &[
            "or older",
            "and older",
            "or over",
            "and over",
            "o mas",
            "and up",
            "or more",
            "and above",
            "y mas",
            "- plus",
            "plus",
            "ago",
            "o mayores",
            "and under",
            "or younger",
        ],
    ) || text.is_mark(next, "+")
        || text.is_mark(next, "-") && !text.digits(next + 1).is_empty()
        || text.word(next).ends_with("olds");
    // What is so old: the words right behind.
    // "She is 96 years old and takes no medicine": the person is named before the age.
    let is_said_of_person =
        first >= 2 && text.is(first - 2, PRONOUN | PATIENT) && ["is", "was"].contains(&text.word(first - 1));
    let is_thing = text.any(next..(next + 5).min(sentence.end), THING)
        && !is_said_of_person
        && !text.any(next..(next + 3).min(sentence.end), PERSON | PATIENT | OCCUPATION)
        || text.any(sentence.clone(), THING)
            && !text.any(sentence.clone(), PERSON | PATIENT | PRONOUN | HONORIFIC | KIN)
            && !patient::has_given(text, sentence.clone());
    let is_counted = text.any_word(sentence.clone(), &["participante", "participant", "survey", "encuesta"]);
    if is_range || is_open || is_thing || is_counted || text.word(last) == "olds" {
        return false;
    }
    let singular = PERSON | PATIENT | PRONOUN | HONORIFIC | KIN | HIS | OCCUPATION;
    let is_one = text.any(sentence.clone(), singular)
        || patient::has_given(text, sentence.clone())
        || ["old", "young"].contains(&text.word(last))
        // As notes have it.
        || ["yo", "yof", "yom", "o", "f", "m", "a"].contains(&text.word(last))
        || text.word(last) == "anos" && text.any(sentence.clone(), CARE | CAME | VISIT)
        || sentence.len() <= 12 && !text.any_word(first.saturating_sub(2)..first, &["by", "after", "at"]);
    let is_clinicians = text.any(sentence.clone(), DOCTOR) && !text.any(sentence.clone(), PATIENT);
    let is_one = is_one && (!is_clinicians || text.any(sentence.clone(), CARE | CLINICAL));
    let plural =
        text.any(first.saturating_sub(4)..first, POPULATION) || text.any(next..(next + 3).min(text.len()), POPULATION);
    is_one && !plural && !patient::is_history(text) && !patient::is_fiction(text)
}
