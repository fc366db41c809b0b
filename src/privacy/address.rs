//! Streets, places and ZIP codes of a person (B).

use std::ops::Range;

use super::lexicon::{
    self, CALLE, CODE, GIVEN, HIS, HONORIFIC, KIN, MONTH, ORG, PATIENT, PERSON, POPULATION, PRONOUN, STATE, STOP,
    STREET,
};
use super::patient;
use super::phrases::{ADDRESS_HOME, ADDRESS_MEETING};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

/// Whoever lives somewhere.
const PEOPLE: lexicon::Roles = PRONOUN | HIS | HONORIFIC | PATIENT | PERSON | KIN;

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        let is_home = text.is(at, super::lexicon::OF_HOME);
        let found = street(text, at).or_else(|| calle(text, at)).or_else(|| is_home.then(|| post_box(text, at))?);
        if let Some(last) = found {
            judge(finder, at, last);
        } else if is_home && let Some(last) = bare_street(text, at) {
            finder.report((at, last), IdentifierKind::Address, Certainty::High, "is the street where a person lives");
        }
        zip(finder, at);
        if is_home {
            home(finder, at);
        }
    }
}

/// `1420 Elm Street`, `88 W. 4th Ave., Apt 3B`.
fn street(text: &Text, at: usize) -> Option<usize> {
    let length = text.digits(at).len();
    if !(1..=5).contains(&length) || text.is_glued(at) && !text.is_mark(at - 1, "(:\"|#") {
        return None;
    }
    let mut here = at + 1;
    let mut words = 0;
    while here < text.len() && here < at + 9 {
        if text.is_mark(here, ".") {
            here += 1;
            continue;
        }
        if text.is(here, STREET) && words > 0 && (text.is_capital(here) || text.word(here).len() > 3) {
            return Some(with_unit(text, here));
        }
        let is_ordinal = !text.digits(here).is_empty() && ["st", "nd", "rd", "th"].contains(&text.word(here + 1));
        if is_ordinal {
            here += 2;
            words += 1;
            continue;
        }
        if text.shape(here) != Some(Shape::Word) || !text.is_capital(here) || text.is(here, MONTH) {
            return None;
        }
        words += 1;
        here += 1;
    }
    None
}

/// `calle Luna 45`, `Avenida Juárez #112`.
fn calle(text: &Text, at: usize) -> Option<usize> {
    if !text.is(at, CALLE) {
        return None;
    }
    let mut here = at + 1;
    let mut names = 0;
    while here < text.len() && here < at + 9 {
        let word = text.word(here);
        if !text.digits(here).is_empty() && names > 0 {
            return Some(with_unit(text, text.chunk_end(here)));
        }
        let is_link =
            ["de", "la", "del", "los", "las", "no", "num", "numero", "el"].contains(&word) || text.is_mark(here, ".,#");
        if text.is_capital(here) && text.shape(here) == Some(Shape::Word) {
            names += 1;
        } else if !is_link {
            return None;
        }
        here += 1;
    }
    None
}

fn post_box(text: &Text, at: usize) -> Option<usize> {
    for phrase in ["p . o . box", "po box", "apartado postal"] {
        if text.has(at, phrase) {
            let number = at + phrase.split(' ').count();
            return (!text.digits(number).is_empty()).then_some(number);
        }
    }
    None
}

/// The end of an address with flat, town, state and ZIP code.
fn with_unit(text: &Text, street: usize) -> usize {
    let mut last = street;
    let mut here = street + 1;
    while here < text.len() && here < street + 5 {
        if ["apt", "apartment", "unit", "apto", "piso", "depto"].contains(&text.word(here))
            || text.is_mark(here, "#") && !text.is_mark(here + 1, "#")
        {
            let value = if text.is_mark(here + 1, ".#") { here + 2 } else { here + 1 };
            return if text.shape(value).is_some() { text.chunk_end(value) } else { last };
        }
        if !text.is_mark(here, ".,") {
            break;
        }
        here += 1;
    }
    if text.is_glued(last + 1) && text.is_mark(last + 1, ".") && text.word(last).len() <= 4 {
        last += 1;
    }
    last
}

/// An address without a number: "lives on Maple Avenue", "Mrs. Alvarez from Elm Street".
fn bare_street(text: &Text, at: usize) -> Option<usize> {
    if !["on", "at", "from", "of", "en", "in"].contains(&text.word(at)) {
        return None;
    }
    let mut here = at + 1;
    if ["the", "la"].contains(&text.word(here)) {
        here += 1;
    }
    let first = here;
    while here < first + 4 && text.is_capital(here) && !text.is(here, STREET) {
        here += 1;
    }
    let is_street = here > first && text.is(here, STREET) && text.is_capital(here) && text.word(here) != "st"
        || text.is(first, CALLE) && text.is_capital(first + 1) && text.digits(first + 2).is_empty();
    if !is_street {
        return None;
    }
    let lives = text.ends_with(at + 1, ADDRESS_HOME)
        || text.word(at) == "from" && text.any(at.saturating_sub(4)..at, HONORIFIC | PATIENT);
    let last = if text.is(first, CALLE) { first + 1 } else { here };
    let one = text.any(text.sentence(at), PEOPLE) || patient::has_given(text, text.sentence(at));
    (lives && one && !text.any(last + 1..last + 3, ORG)).then_some(last)
}

/// Whether words of the range say that someone lives somewhere.
fn says_home(text: &Text, range: Range<usize>) -> bool {
    let all = || (0..text.len()).filter(|at| text.has_any(*at, ADDRESS_HOME)).collect();
    let homes: &Vec<usize> = text.homes.get_or_init(all);
    homes.get(homes.partition_point(|at| *at < range.start)).is_some_and(|at| *at < range.end)
}

fn judge(finder: &mut Finder<'_>, first: usize, last: usize) {
    let text = finder.text;
    if finder.known.has_street(text, first) {
        return;
    }
    let sentence = text.sentence(first);
    let is_home = says_home(text, sentence.start..first);
    let before = sentence.start.max(first.saturating_sub(14))..first;
    let is_person = is_home
        || text.any(sentence.clone(), HONORIFIC | PATIENT)
        || text.any(before.clone(), PEOPLE)
        || text.any(sentence.clone(), PRONOUN)
        || text.any_word(before.clone(), &["address", "addr", "direccion"]);
    let near = sentence.start.max(first.saturating_sub(12))..sentence.end.min(last + 8);
    let is_office = [near.start..first, last + 1..near.end.max(last + 1)]
        .into_iter()
        .any(|part| text.any(part.clone(), ORG) || text.any_word(part, ADDRESS_MEETING));
    if is_home || is_person && !is_office {
        return finder.report((first, last), IdentifierKind::Address, Certainty::High, "looks like a person's address");
    }
    if is_office || patient::is_history(text) {
        return;
    }
    let has_flat = text.any_word(first..last + 1, &["apt", "apartment", "apto", "depto", "unit"]);
    let certainty = if has_flat || sentence.len() < 16 || patient::has_given(text, sentence) {
        Certainty::High
    } else {
        Certainty::Fair
    };
    finder.report((first, last), IdentifierKind::Address, certainty, "looks like a person's address");
}

/// Five digits after a state or the word ZIP, of a person.
fn zip(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    if text.digits(at).len() != 5
        || at == 0
        || text.is_glued(at) && !text.is_mark(at - 1, ":#(|")
        || finder.known.has_zip(text.word(at))
        // A number of a product.
        || text.is_mark(at + 1, "-") && text.digits(at + 2).len() == 5
        // "Payer ID 60054" is not in Idaho.
        || text.word(at - 1) == "id" && text.any_word(at.saturating_sub(3)..at, &["payer", "group", "member", "plan", "store"])
    {
        return;
    }
    let mut before = at - 1;
    while before > 0
        && (text.is_mark(before, ":#.=")
            || ["code", "postal", "of", "is", "de", "es", "la", "el", "del", "paciente", "the", "patient"]
                .contains(&text.word(before)))
        && at - before < 7
    {
        before -= 1;
    }
    let is_zip = text.word(before) == "from" && text.any(before.saturating_sub(3)..before, PATIENT)
        || ["zip", "zipcode", "cp"].contains(&text.word(before))
        || text.has(before, "codigo postal")
        || text.has(before, "codigo") && text.any(text.sentence(at), HIS | PATIENT)
        || text.ends_with(before + 1, &["c . p", "zip code"]);
    let is_state = text.is(before, CODE) && text.written(before).bytes().all(|byte| byte.is_ascii_uppercase())
        || text.is(before, STATE) && text.is_capital(before) && before + 1 == at;
    if !is_zip && !is_state {
        return;
    }
    // A list of places has thousands of them: what is seldom comes first.
    let sentence = text.sentence(at);
    let is_person = text.any(sentence.clone(), PEOPLE)
        || patient::has_given(text, sentence.clone())
        || text.any_word(sentence.clone(), &["lives", "address", "vive"]);
    let is_home = says_home(text, sentence.clone());
    if !(is_person || is_home || is_zip && sentence.len() <= 12 || is_state && sentence.len() <= 8) {
        return;
    }
    let is_group = text.any(sentence.clone(), POPULATION)
        || text.any_word(
            sentence.clone(),
            &[
                "zips",
                "codes",
                "rates",
                "rate",
                "area",
                "cases",
                "neighborhoods",
                "served",
                "serves",
                "serving",
                "enter",
                "search",
                "your",
            ],
        );
    let is_office = text.any(sentence.clone(), ORG) || text.any_word(sentence.clone(), ADDRESS_MEETING);
    let is_form = is_zip && sentence.len() <= 12 && !is_office;
    if (is_home || is_person && !is_office || is_form || is_state && sentence.len() <= 8 && !is_office) && !is_group {
        let last = if text.is_mark(at + 1, "-") && text.digits(at + 2).len() == 4 { at + 2 } else { at };
        finder.report((before, last), IdentifierKind::Address, Certainty::High, "is a person's ZIP code");
    }
}

/// A town after words that a patient lives there: "our patient from Oak Park", "vive en San Pedro".
fn home(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    let lives = ["lives in", "lived in", "living in", "resides in", "vive en", "vivia en", "reside en"]
        .iter()
        .find(|phrase| text.has(at, phrase));
    let from = ["from", "in"].contains(&text.word(at)) && at > 1 && is_own_patient(text, at);
    if lives.is_none() && !from {
        return;
    }
    let first = at + if from { 1 } else { 2 };
    let mut last = first;
    while text.is_capital(last + 1)
        && text.shape(last + 1) == Some(Shape::Word)
        && last < first + 3
        && text.tokens[last + 1].sentence == text.tokens[at].sentence
    {
        last += 1;
    }
    let is_town = text.is_capital(first)
        && text.shape(first) == Some(Shape::Word)
        && !text.is(first, STATE | MONTH | CALLE)
        && !(text.is(first, STOP) && !["los", "la", "el", "las"].contains(&text.word(first)) && first == last)
        && !["New", "North", "South", "West", "Puerto", "United", "Central", "Rhode"].contains(&text.written(first))
        && !text.is(first, lexicon::CODE & !lexicon::GIVEN);
    let subject = at.saturating_sub(12)..at;
    let one = from
        || text.any(subject.clone(), HONORIFIC | PATIENT)
        || text.any(subject, GIVEN) && patient::is_clinical(text, text.sentence(at));
    if is_town
        && one
        && !patient::is_history(text)
        && !patient::is_fiction(text)
        && !text.any(text.sentence(at), POPULATION & !PATIENT)
    {
        finder.report((first, last), IdentifierKind::Address, Certainty::High, "is a patient's town");
    }
}

/// "our patient from", "a patient of mine from", "my patient in".
fn is_own_patient(text: &Text, at: usize) -> bool {
    text.ends_with(
        at,
        &[
            "our patient",
            "my patient",
            "patient of mine",
            "patient of ours",
            "mi paciente",
            "nuestra paciente",
            "nuestro paciente",
        ],
    )
}
