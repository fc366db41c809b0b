//! Dates of a person (C): birth, admission, discharge, death, visit, with more than the year.

use super::evidence::is_operation;
use super::lexicon::{
    ADMISSION, BIRTH, CLINICAL, DEATH, DOCTOR, HISTORY, HONORIFIC, KIN, MONTH, PATIENT, PERSON, POPULATION, PRONOUN,
    STAFF, VISIT,
};
use super::patient;
use super::phrases::{DATE_LONG, DATE_MET};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

/// A date in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date {
    /// Its last token.
    pub(super) last: usize,
    /// Whether it names a day, not only month and year.
    has_day: bool,
}

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let mut at = 0;
    while at < text.len() {
        let Some(date) = parse(text, at) else {
            at += 1;
            continue;
        };
        if let Some((first, explanation)) = judge(finder, at, date) {
            finder.report((first, date.last), IdentifierKind::Date, Certainty::High, explanation);
        }
        at = date.last + 1;
    }
}

/// The date that begins at a token.
pub(super) fn parse(text: &Text, at: usize) -> Option<Date> {
    match text.shape(at)? {
        Shape::Number => numeric(text, at).or_else(|| day_first(text, at)),
        Shape::Word => month_first(text, at).or_else(|| holiday(text, at)),
        _ => None,
    }
}

/// `the Fourth of July, 1948`, `Easter Sunday 2025`.
fn holiday(text: &Text, at: usize) -> Option<Date> {
    const HOLIDAYS: &[&str] = &[
        "easter",
        "christmas",
        "halloween",
        "thanksgiving",
        "fourth of july",
        "new year ' s",
        "valentine ' s",
        "mother ' s day",
        "father ' s day",
        "memorial day",
        "labor day",
        "independence day",
        "navidad",
        "nochebuena",
    ];
    let is_there = text.is_capital(at) && text.word(at.wrapping_sub(1)) != "mount";
    let name = HOLIDAYS.iter().find(|name| is_there && text.has(at, name))?;
    let mut last = at + name.split(' ').count() - 1;
    while ["day", "eve", "sunday", "morning", "night", "monday"].contains(&text.word(last + 1)) {
        last += 1;
    }
    Some(Date { last: with_year(text, last), has_day: true })
}

/// `3/14/1962`, `03-14-62`, `1962-03-14`, `3.14.1962`, `3/14`.
fn numeric(text: &Text, at: usize) -> Option<Date> {
    if text.is_glued(at) && !text.is_mark(at - 1, "(:[\"=,|") {
        return None;
    }
    let first = text.value(at)?;
    let joined = |mark: usize| text.is_glued(mark) && text.is_mark(mark, "/-.") && text.is_glued(mark + 1);
    if !joined(at + 1) {
        return None;
    }
    let second = text.value(at + 2)?;
    let mark = text.word(at + 1);
    if joined(at + 3) && text.word(at + 3) == mark && !text.digits(at + 4).is_empty() {
        let third = text.value(at + 4)?;
        let lengths = [at, at + 2, at + 4].map(|part| text.digits(part).len());
        let is_run = text.is_glued(at + 5)
            && (text.is_mark(at + 5, "-/") && text.is_glued(at + 6) || text.shape(at + 5) != Some(Shape::Mark));
        let fits = match lengths {
            [4, 1 | 2, 1 | 2] => (1850..=2100).contains(&first) && is_day(second, third),
            [1 | 2, 1 | 2, 4] => (1850..=2100).contains(&third) && (is_day(first, second) || is_day(second, first)),
            [1 | 2, 1 | 2, 2] => {
                (mark != "." || birth_label(text, at).is_some()) && (is_day(first, second) || is_day(second, first))
            }
            _ => false,
        };
        return (fits && !is_run).then_some(Date { last: at + 4, has_day: true });
    }
    // Month and day, or month and year, with a slash.
    let lengths = [text.digits(at).len(), text.digits(at + 2).len()];
    let fits = mark == "/"
        && match lengths {
            [1 | 2, 1 | 2] => is_day(first, second),
            [1 | 2, 4] => (1..=12).contains(&first) && (1900..=2100).contains(&second),
            _ => false,
        };
    (fits && !text.is_mark(at + 3, "/%")).then_some(Date { last: at + 2, has_day: lengths[1] < 4 })
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `March 14, 1962`, `Mar. 14th`, `March 1962`.
fn month_first(text: &Text, at: usize) -> Option<Date> {
    if !text.is(at, MONTH) || !text.is_capital(at) && text.word(at).len() <= 3 {
        return None;
    }
    let mut here = at + 1;
    if text.is_mark(here, ".") {
        here += 1;
    }
    if ["of", "de", "del"].contains(&text.word(here)) {
        here += 1;
    }
    let value = text.value(here)?;
    if (1850..=2100).contains(&value) {
        return Some(Date { last: here, has_day: false });
    }
    if !(1..=31).contains(&value) || text.is_mark(here + 1, "%") {
        return None;
    }
    let mut last = here;
    if text.is_glued(here + 1) && ["st", "nd", "rd", "th"].contains(&text.word(here + 1)) {
        last += 1;
    }
    Some(Date { last: with_year(text, last), has_day: true })
}

/// `14 March 1962`, `4 de mayo de 1951`, `14th of March`.
fn day_first(text: &Text, at: usize) -> Option<Date> {
    let day = text.value(at).filter(|day| (1..=31).contains(day))?;
    let _ = day;
    let mut here = at + 1;
    if text.is_glued(here) && ["st", "nd", "rd", "th", "o"].contains(&text.word(here)) {
        here += 1;
    }
    if text.is_mark(here, "-") && text.is_glued(here) {
        here += 1;
    }
    if ["of", "de"].contains(&text.word(here)) {
        here += 1;
    }
    if !text.is(here, MONTH) || text.word(here) == "may" && !text.is_capital(here) {
        return None;
    }
    let last = if text.is_mark(here + 1, ".") && text.word(here).len() <= 4 { here + 1 } else { here };
    Some(Date { last: with_year(text, last), has_day: true })
}

/// The year after a day and month, if there is one.
fn with_year(text: &Text, last: usize) -> usize {
    let mut here = last + 1;
    if text.is_mark(here, ",-") {
        here += 1;
    }
    if ["de", "del", "of"].contains(&text.word(here)) {
        here += 1;
    }
    let is_year = text.value(here).is_some_and(|year| (1850..=2100).contains(&year)) && text.digits(here).len() == 4;
    if is_year { here } else { last }
}

/// Where the words begin that tie a date to a person, and what it is.
fn judge(finder: &Finder<'_>, at: usize, date: Date) -> Option<(usize, &'static str)> {
    let text = finder.text;
    if let Some(first) = birth_label(text, at) {
        return Some((first, "is a date of birth"));
    }
    if let Some((first, explanation)) = form_label(text, at).filter(|_| date.has_day) {
        return Some((first, explanation));
    }
    let sentence = text.sentence(at);
    let before = sentence.start.max(at.saturating_sub(14))..at;
    let behind = date.last + 1..sentence.end.min(date.last + 12);
    let roles = BIRTH | ADMISSION | DEATH | VISIT;
    let trigger = before
        .clone()
        .rev()
        .find(|at| {
            text.is(*at, roles) && is_event(text, *at)
                || text.has_any(*at, DATE_MET)
                || is_birthday(text, *at)
                || is_operation(text.word(*at))
        })
        .or_else(|| behind.clone().find(|at| text.is(*at, roles) && is_event(text, *at)))
        .or_else(|| behind.clone().find(|at| is_owned(text, *at)))?;
    if !is_patients(finder, sentence.clone(), trigger) || is_range(text, at) {
        return None;
    }
    let strong =
        text.any(sentence.clone(), PATIENT | HONORIFIC | PERSON | KIN | PRONOUN) || patient::has_given(text, sentence);
    if !(date.has_day || strong && is_grave(text, trigger)) {
        return None;
    }
    let roles = text.roles(trigger);
    let explanation = match () {
        () if roles & BIRTH != 0 => "is a date of birth",
        () if roles & DEATH != 0 => "is a date of death",
        () if roles & ADMISSION != 0 => "is the date of an admission or discharge",
        () => "is the date of a person's visit or treatment",
    };
    Some((at.min(trigger.max(at.saturating_sub(1))), explanation))
}

/// "On December 12, our patient lost her pregnancy".
fn is_owned(text: &Text, at: usize) -> bool {
    let is_ours = at > 0 && ["my", "our", "mi", "nuestra", "nuestro"].contains(&text.word(at - 1));
    is_ours && text.is(at, PATIENT) && text.any(at + 1..text.sentence(at).end, CLINICAL)
}

/// "She turned 40 on": a birthday.
fn is_birthday(text: &Text, at: usize) -> bool {
    ["turned", "cumplio"].contains(&text.word(at))
        && (text.value(at + 1).is_some_and(|age| age <= 122)
            || ["one", "two", "three", "four", "five", "uno", "dos", "tres"].contains(&text.word(at + 1)))
}

/// Words for what happens to patients and to nobody else; with month and year they are enough.
fn is_grave(text: &Text, trigger: usize) -> bool {
    text.is(trigger, BIRTH | ADMISSION | DEATH)
        || [
            "diagnosed",
            "surgery",
            "operated",
            "transplant",
            "transplanted",
            "diagnosticada",
            "diagnosticado",
            "cirugia",
            "operada",
            "operado",
        ]
        .contains(&text.word(trigger))
}

/// "May 3 visit" and "lab" as words of a schedule are no events of a person without one; `dc` alone is a city.
fn is_event(text: &Text, at: usize) -> bool {
    !(text.has(at, "came out")
        || text.word(at) == "dc" && !text.is_mark(at + 1, ":")
        || text.word(at) == "alta" && text.is_capital(at) && text.is_capital(at + 1))
}

/// `DOB`, `D.O.B.`, `date of birth`, `b.`, `F. Nac.` right before a date.
fn birth_label(text: &Text, at: usize) -> Option<usize> {
    let mut here = at;
    while here > 0
        && at - here < 4
        && (text.is_mark(here - 1, ":-#.=(|") || ["is", "on", "es", "of", "the", "el"].contains(&text.word(here - 1)))
    {
        here -= 1;
    }
    if here == 0 {
        return None;
    }
    let last = here - 1;
    let word = text.word(last);
    let is_group = text.any_word(
        text.around(at, 8, 0),
        &["after", "before", "between", "children", "adults", "people", "babies", "anyone"],
    );
    if ["dob", "birthdate", "bday", "fdn", "birthday", "nacimiento", "fn", "fnac"].contains(&word) && !is_group {
        return Some(last);
    }
    if text.ends_with(
        here,
        &[
            "date of birth",
            "fecha de nac",
            "f . nac",
            "f nac",
            "birth date",
            "fec . nac",
            "date _ of _ birth",
            "birth _ date",
            "fecha _ de _ nacimiento",
        ],
    ) {
        return Some(here.saturating_sub(3));
    }
    // `D.O.B.` in tokens, its last full stop taken as a mark above.
    if text.ends_with(here, &["d . o . b"]) {
        return Some(here - 5);
    }
    let is_short = word == "b" && text.is_mark(last + 1, ".") && !text.is_glued(last) && !patient::is_history(text);
    // "b. 6/6/44 - d. 12/1/23".
    let has_death = text.any_word(text.around(at, 0, 12), &["d", "died", "f"]);
    (is_short
        && (has_death
            || patient::has_given(text, text.around(last, 6, 0))
            || text.any(text.around(last, 6, 0), HONORIFIC | PATIENT)))
    .then_some(last)
}

/// `Admitted:`, `DOS`, `Discharge date:`, `Last seen:` right before a date.
fn form_label(text: &Text, at: usize) -> Option<(usize, &'static str)> {
    let mut here = at;
    let mut colon = false;
    while here > 0 && at - here < 3 && text.is_mark(here - 1, ":-#=(|") {
        colon |= text.is_mark(here - 1, ":=|");
        here -= 1;
    }
    if here == 0 {
        return None;
    }
    let last = here - 1;
    if text.ends_with(here, DATE_LONG) {
        return Some((here.saturating_sub(2), "is the date of an admission, a visit or a death"));
    }
    if ["dos", "dod", "doa", "lmp", "fur", "edd", "fum", "fpp"].contains(&text.word(last))
        && text.word(last).len() < 4
        && text.is_capital(last)
    {
        return Some((last, "is the date of a visit, an admission or a death"));
    }
    let is_form = colon && text.is(last, ADMISSION | DEATH | VISIT) && !text.is(last, super::lexicon::DOCTOR);
    let is_notice = text.any_word(
        text.sentence(at),
        &["event", "fair", "open", "free", "join", "clinic", "published", "updated", "reviewed"],
    );
    (is_form && !is_notice).then_some((last, "is the date of an admission, a visit or a death"))
}

/// "born on or after January 1", "between March 1 and May 3": a rule for many.
fn is_range(text: &Text, at: usize) -> bool {
    text.ends_with(
        at,
        &[
            "on or after",
            "or after",
            "or before",
            "on or before",
            "born before",
            "born after",
            "born between",
            "antes del",
            "despues del",
        ],
    )
}

/// Whether the sentence is about one patient of today.
fn is_patients(finder: &Finder<'_>, sentence: std::ops::Range<usize>, trigger: usize) -> bool {
    let text = finder.text;
    let one = text.any(sentence.clone(), PRONOUN | PERSON | PATIENT | HONORIFIC | KIN)
        || patient::has_given(text, sentence.clone());
    let terse = sentence.len() <= 30 && !text.any(sentence.clone(), POPULATION);
    let is_note = terse
        && (text.any(sentence.clone(), ADMISSION | DEATH)
            || trigger == sentence.start && (is_complaint(text, &sentence) || is_entry(text, trigger)))
        && trigger < sentence.start + 4
        && !text.any_word(
            sentence.clone(),
            &["registration", "opens", "event", "fair", "students", "free", "museum", "price", "fee"],
        );
    if !one && !is_note && !is_spanish_subject(text, trigger) {
        return false;
    }
    if patient::is_group(text, sentence.clone()) || patient::is_history(text) || patient::is_fiction(text) {
        return false;
    }
    // "El lunes 2 de septiembre no hay consulta".
    if text.any_word(sentence.clone(), &["hay", "closed", "cerramos", "cerrado", "cerrada", "cerrados"]) {
        return false;
    }
    let is_strong = text.any(sentence.clone(), PATIENT | HONORIFIC);
    let is_staff = text.any(sentence.clone(), STAFF | DOCTOR) && !is_strong && !text.is(trigger, ADMISSION);
    if is_staff || text.any(sentence.clone(), HISTORY) {
        return false;
    }
    // "You" are the reader, and "her first visit" of a child is everyone's; without a patient it takes words of medicine.
    let is_reader = text.any_word(sentence.clone(), &["you", "your", "usted"])
        && !is_strong
        && !text.any_word(sentence.clone(), &["was", "were", "fue"]);
    let is_program = text.any_word(
        sentence.clone(),
        &[
            "webinar",
            "talk",
            "class",
            "workshop",
            "lecture",
            "library",
            "parade",
            "booth",
            "fair",
            "charla",
            "taller",
            "congress",
            "conference",
            "award",
            "elected",
            "festival",
            "bar",
            "association",
            "approved",
            "published",
        ],
    );
    !is_reader
        && (!is_program || is_strong)
        && (is_strong
            || text.has_any(trigger, DATE_MET)
                && (text.any_word(sentence.clone(), &["emergency", "er", "clinic", "office", "ward"])
                    || text.is(trigger, PRONOUN))
            || text.any(sentence, CLINICAL)
            || is_birthday(text, trigger)
            || is_operation(text.word(trigger))
            || text.is(trigger, BIRTH | ADMISSION | DEATH | VISIT))
}

/// "Seen on 06-11-2026 for chest tightness": a note.
fn is_complaint(text: &Text, sentence: &std::ops::Range<usize>) -> bool {
    text.any_word(sentence.clone(), &["for", "por", "with", "con"]) && text.any(sentence.clone(), CLINICAL)
}

/// "Diagnosed 04.22.2021, in remission", "Colonoscopy 9/9/2022: 3 polyps": a line of a chart.
fn is_entry(text: &Text, trigger: usize) -> bool {
    text.is(trigger, CLINICAL | VISIT)
        && numeric(text, trigger + 1).is_some_and(|date| date.has_day && text.is_mark(date.last + 1, ",:;."))
}

/// Verbs of Spanish carry their subject.
fn is_spanish_subject(text: &Text, trigger: usize) -> bool {
    [
        "nacio",
        "ingreso",
        "fallecio",
        "murio",
        "acudio",
        "vino",
        "operaron",
        "nacida",
        "nacido",
        "ingresada",
        "ingresado",
        "operada",
        "operado",
        "atendida",
        "atendido",
        "atendimos",
        "diagnosticada",
        "diagnosticado",
    ]
    .contains(&text.word(trigger))
}
