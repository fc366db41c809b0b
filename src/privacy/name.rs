//! Names of patients and of their families (A), by the words around them.

use super::lexicon::{
    BIOMETRIC, CAME, CARE, CLINICAL, CREDENTIAL, DOCTOR, EPONYM, FAMILY, GIVEN, HIS, HISTORY, HONORIFIC, KIN, MONTH,
    OCCUPATION, ORG, PATIENT, PERSON, PICTURE, POPULATION, PRONOUN, STAFF, STATE, STOP,
};
use super::patient;
use super::text::{Shape, Text};
use super::{Certainty, Finder, Kind};

/// A name in a text.
#[derive(Clone, Copy, Debug)]
struct Name {
    first: usize,
    last: usize,
    /// Whether it holds a first name that is hardly another word.
    given: bool,
    /// Whether it holds a first or last name.
    known: bool,
    /// Words in full, not initials.
    words: usize,
    /// Initials.
    initials: usize,
}

/// Words that may stand inside of a name.
const PARTICLES: &[&str] = &["de", "la", "del", "van", "von", "der", "bin", "al", "y", "los", "las", "da"];

/// Most tokens of a name.
const LONGEST: usize = 9;

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let quiet = patient::is_history(text) || patient::is_fiction(text);
    let mut at = 0;
    while at < text.len() {
        if !quiet
            && text.is(at, HONORIFIC | PERSON)
            && let Some(last) = lower(text, at)
        {
            finder.report(
                (at, last),
                Kind::Name,
                Certainty::High,
                "looks like the name of a patient, or of a patient's family",
            );
        }
        let Some(name) = name(text, at) else {
            at += 1;
            continue;
        };
        if let Some(explanation) = judge(text, &name, quiet)
            && !is_public(finder, &name)
        {
            finder.report((name.first, name.last), Kind::Name, Certainty::High, explanation);
        }
        at = name.last + 1;
    }
}

/// Names without capitals behind a title, as notes have them, and newborns: `mrs alvarez`, `Baby Girl Hernandez`.
fn lower(text: &Text, at: usize) -> Option<usize> {
    if text.has_any(at, &["baby girl", "baby boy", "bebe nina", "bebe nino"]) {
        return (text.is(at + 2, FAMILY) && text.is_capital(at + 2)).then_some(at + 2);
    }
    let next = if text.is_mark(at + 1, ".") { at + 2 } else { at + 1 };
    let title = ["mr", "mrs", "ms", "sra", "srta"].contains(&text.word(at)) && text.written(at) != "MS";
    (title && !text.is_capital(next) && text.is(next, FAMILY) && !text.is(next, STOP | CLINICAL)).then_some(next)
}

/// The name that begins at a token: words with capitals, initials, and particles between them.
fn name(text: &Text, at: usize) -> Option<Name> {
    if text.shape(at) != Some(Shape::Word) || !is_part(text, at) {
        return None;
    }
    let mut name = Name { first: at, last: at, given: false, known: false, words: 0, initials: 0 };
    let mut here = at;
    while here < text.len() && here < at + LONGEST {
        if text.shape(here) == Some(Shape::Word) && is_part(text, here) {
            let is_initial = text.word(here).len() == 1;
            if is_initial {
                name.initials += 1;
            } else {
                name.words += 1;
                name.given |= text.is(here, GIVEN) && !text.is(here, STOP | MONTH);
                name.known |= text.is(here, GIVEN | FAMILY);
            }
            name.last = here;
            here += 1;
            if text.is_mark(here, ".") && (is_initial || text.word(here - 1) == "jr") {
                name.last = here;
                here += 1;
            } else if text.is_mark(here, "-")
                && text.is_glued(here)
                && text.is_glued(here + 1)
                && text.is_capital(here + 1)
            {
                here += 1;
            }
        } else if PARTICLES.contains(&text.word(here)) && name.words > 0 && particle_leads_on(text, here) {
            here += 1;
        } else {
            break;
        }
        if text.tokens.get(here).is_some_and(|token| token.sentence != text.tokens[at].sentence) {
            break;
        }
    }
    Some(name)
}

fn particle_leads_on(text: &Text, at: usize) -> bool {
    let next = if PARTICLES.contains(&text.word(at + 1)) { at + 2 } else { at + 1 };
    text.is_capital(next) && text.is(next, FAMILY)
        || text.is_capital(next)
            && is_part(text, next)
            && text.word(at) != "y"
            && text.word(next).len() > 1
            && text.is(next, GIVEN | FAMILY)
}

/// Whether a word can be a part of a name.
fn is_part(text: &Text, at: usize) -> bool {
    if !text.is_capital(at) {
        return false;
    }
    let word = text.written(at);
    let low = text.word(at);
    if low.len() == 1 {
        // An initial has its full stop, or stands in a row of them.
        return low != "i" && (text.is_mark(at + 1, ".") && text.is_glued(at + 1)) && low.is_ascii();
    }
    let is_shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let roles = text.roles(at);
    if is_shouted && roles & (GIVEN | FAMILY) == 0 {
        return false;
    }
    roles & (GIVEN | FAMILY) != 0 && roles & STOP == 0
        || roles
            & (STOP
                | HONORIFIC
                | DOCTOR
                | MONTH
                | PATIENT
                | POPULATION
                | CREDENTIAL
                | CLINICAL
                | CARE
                | CAME
                | PRONOUN
                | KIN
                | HIS
                | BIOMETRIC
                | PICTURE
                | PERSON
                | STAFF)
            == 0
}

/// Why a name looks like a patient's, where it does.
fn judge(text: &Text, name: &Name, quiet: bool) -> Option<&'static str> {
    if quiet {
        return None;
    }
    let tests: [fn(&Text, &Name) -> bool; 10] = [
        by_honorific,
        by_patient,
        by_label,
        by_kin,
        by_deed,
        by_age,
        by_possession,
        by_attribution,
        by_object,
        by_first_person,
    ];
    tests.iter().any(|test| test(text, name)).then_some("looks like the name of a patient, or of a patient's family")
}

/// `Mrs. Alvarez`, `la señora Ruiz`, `Mr. K.`
fn by_honorific(text: &Text, name: &Name) -> bool {
    let Some(mut before) = name.first.checked_sub(1) else { return false };
    if text.is_mark(before, ".") && before > 0 {
        before -= 1;
    }
    if !text.is(before, HONORIFIC) {
        return false;
    }
    let word = text.word(before);
    // "Don" and "Miss" are other words too, and "Ms" a disease.
    let fits = match word {
        "don" | "dona" | "miss" | "madam" | "mister" => name.known,
        "senor" | "senora" | "senorita" => true,
        "sr" if text.is_mark(before.wrapping_sub(1), ",") => false,
        _ => text.is_capital(before) || name.known,
    };
    fits && !(word == "ms" && text.written(before) == "MS")
}

/// `our patient Maria`, `Pt. J.D.`, `a patient named Carlos`, `mi paciente, la señora Ruiz`, `Maria is our patient`.
fn by_patient(text: &Text, name: &Name) -> bool {
    let mut before = name.first;
    while before > 0
        && name.first - before < 4
        && (text.is_mark(before - 1, ".,:(-\"|")
            || ["named", "called", "llamada", "llamado", "nombre", "de", "name", "is", "was", "initials", "iniciales"]
                .contains(&text.word(before - 1)))
    {
        before -= 1;
    }
    let word = before.wrapping_sub(1);
    let has_link =
        (before..name.first).any(|at| ["named", "called", "llamada", "llamado", "nombre"].contains(&text.word(at)));
    let owned = |at: usize| {
        at > 0
            && (text.has_any(at - 1, &["my", "our", "mi", "nuestra", "nuestro", "one", "this"])
                || at > 1 && text.has_any(at - 2, &["my", "our", "mi", "nuestra", "nuestro"]))
    };
    if text.is(word, PATIENT) {
        let is_title = text.is_capital(word) && name.words > 0 && !name.given && !name.known;
        let is_colon = (word + 1..name.first).any(|at| text.is_mark(at, ":|"));
        return has_link && (name.known || name.words > 0)
            || name.given
            || name.known && (is_colon || owned(word) || name.words > 1 || !text.is_capital(word))
            || owned(word) && name.words > 0 && !is_title && before == name.first && !text.is(name.first, STATE)
            || name.known && deed(text, name.last + 1)
            || name.initials >= 2 && name.words == 0
            || name.initials >= 1
                && name.words == 0
                && (!text.is_capital(word) || text.is_mark(word + 1, "."))
                && before == name.first - usize::from(text.is_mark(word + 1, "."));
    }
    // "a man named Carlos"
    if has_link && (name.given || name.known) && text.is(word, PERSON | KIN) {
        return true;
    }
    // "Maria is a patient of ours"
    let next = name.last + 1;
    name.given
        && text.has_any(
            next,
            &[
                "is my patient",
                "is our patient",
                "was my patient",
                "was our patient",
                "has been my patient",
                "has been our patient",
                "has been a patient",
                "is a patient",
                "was a patient",
                "es mi paciente",
                "es nuestra paciente",
                "es nuestro paciente",
                "es paciente",
                "became our patient",
                "became my patient",
            ],
        )
        || name.given
            && text.is_mark(next, ",(")
            && text.has_any(
                next + 1,
                &[
                    "our patient",
                    "my patient",
                    "a patient",
                    "one of our patients",
                    "one of my patients",
                    "a longtime patient",
                    "mi paciente",
                    "nuestra paciente",
                    "nuestro paciente",
                    "paciente de",
                    "paciente desde",
                    "patient since",
                    "a former patient",
                    "a new patient",
                ],
            )
}

/// `Patient name: Doe, Jane`, `Nombre: Ana Ruiz`, `Emergency contact: Luis`.
fn by_label(text: &Text, name: &Name) -> bool {
    let Some(mut before) = name.first.checked_sub(1) else { return false };
    let mut announced = false;
    while before > 0 && text.is_mark(before, ":=|\"-") && name.first - before < 4 {
        announced |= text.is_mark(before, ":=|");
        before -= 1;
    }
    if !announced || !(name.known || name.words + name.initials >= 2) {
        return false;
    }
    const LABELS: &[&str] = &[
        "patient name",
        "patient's name",
        "pt name",
        "full name",
        "last name",
        "first name",
        "nombre del paciente",
        "nombre de la paciente",
        "nombre completo",
        "nombre y apellidos",
        "emergency contact",
        "next of kin",
        "responsible party",
        "legal guardian",
        "contacto de emergencia",
        "maiden name",
        "mother's name",
        "policy holder",
        "account holder",
        "insured name",
        "name of patient",
        "preferred name",
        "patient",
        "paciente",
        "apellidos",
        "guarantor",
        "policyholder",
        "subscriber name",
        "beneficiary",
        "spouse",
        "seen today",
        "seen",
        "next patient",
    ];
    let end = before + 1;
    if text.ends_with(end, LABELS) {
        return true;
    }
    let is_form = [
        "name",
        "nombre",
        "pt",
        "re",
        "from",
        "mother",
        "father",
        "regarding",
        "madre",
        "padre",
        "subscriber",
        "guardian",
        "asunto",
    ]
    .contains(&text.word(before));
    is_form
        && name.given
        && (name.words + name.initials >= 2)
        && !text.any_word(
            text.sentence(name.first),
            &["practice", "author", "speaker", "editor", "contact", "title", "event"],
        )
}

/// `her daughter Lucia`, `su hijo Mateo`, `the patient's wife, Karen`, `Tyler's mother`.
fn by_kin(text: &Text, name: &Name) -> bool {
    let mut before = name.first;
    if before > 0 && text.is_mark(before - 1, ",(") {
        before -= 1;
    }
    let kin = before.wrapping_sub(1);
    if text.is(kin, KIN) && name.known && (name.given || name.words > 0) {
        let owner = kin.checked_sub(1);
        let is_theirs = owner.is_some_and(|at| {
            text.is(at, HIS) && !["my", "our", "your"].contains(&text.word(at))
                || at > 0
                    && text.has(at - 1, "' s")
                    && !["today", "mother", "new"].contains(&text.word(at.saturating_sub(2)))
                || at > 0 && text.is(at - 1, HIS)
        });
        // "My husband, Walter": a patient's words to the practice.
        let is_mine = owner.is_some_and(|at| ["my", "mi"].contains(&text.word(at)))
            && text.any_word(text.sentence(kin), &["thank", "thanks", "gracias", "you"]);
        return (is_theirs || is_mine) && name.given;
    }
    // "Tyler's mother called": with a word of medicine or of the office.
    let next = name.last + 1;
    let possessive = text.has(next, "' s");
    possessive
        && name.given
        && text.is(next + 2, KIN)
        && (patient::is_clinical(text, text.sentence(name.first))
            || ["called", "asked", "told", "wrote", "says", "said", "phoned", "brought"].contains(&text.word(next + 3)))
}

/// What patients do and what is done to them: `Maria came in`, `John was diagnosed`, `Ana acudió`.
fn by_deed(text: &Text, name: &Name) -> bool {
    if !(name.given || name.known && name.initials + name.words >= 2 || name.initials > 1 && name.words == 0) {
        return false;
    }
    let mut at = name.last + 1;
    // "Maria Lopez, 54, of Elm Street, came in": over what stands between commas.
    for _ in 0..2 {
        if text.is_mark(at, ",(") {
            let close = (at + 1..(at + 14).min(text.len())).find(|at| text.is_mark(*at, ",)"));
            match close {
                Some(close) if !deed(text, at + 1) => at = close + 1,
                _ => at += 1,
            }
        }
    }
    while [
        "who",
        "then",
        "also",
        "first",
        "just",
        "recently",
        "finally",
        "has",
        "had",
        "que",
        "quien",
        "again",
        "later",
        "suddenly",
        "se",
        "nos",
        "ya",
        "never",
        "only",
        "always",
        "still",
        "no",
        "me",
        "today",
        "yesterday",
        "lo",
        "la",
        "le",
    ]
    .contains(&text.word(at))
        && at < name.last + 8
    {
        at += 1;
    }
    deed(text, at)
}

fn deed(text: &Text, at: usize) -> bool {
    const DEEDS: &[&str] = &[
        "came in",
        "came to our",
        "came to us",
        "came to the office",
        "came to the clinic",
        "came back",
        "came by",
        "came to see",
        "walked in",
        "walked into our",
        "was seen",
        "was my",
        "was our",
        "visited us",
        "visited our",
        "visited the clinic",
        "visited my",
        "called us",
        "called our",
        "called the office",
        "called the clinic",
        "called me",
        "told me",
        "told us",
        "told our",
        "asked me",
        "stopped taking",
        "started taking",
        "takes metformin",
        "takes insulin",
        "takes warfarin",
        "missed her",
        "missed his",
        "lost her",
        "lost his",
        "beat cancer",
        "beat breast",
        "survived",
        "tested positive",
        "tested negative",
        "needs a refill",
        "needs dialysis",
        "needs surgery",
        "needed surgery",
        "needed stitches",
        "broke his",
        "broke her",
        "fell and",
        "fell off",
        "fell at",
        "fell down",
        "fell in",
        "fell on",
        "gave birth",
        "went into labor",
        "went home",
        "suffers from",
        "lives with",
        "died in",
        "died of",
        "died from",
        "died on",
        "died at",
        "died last",
        "passed away",
        "brought her",
        "brought his",
        "brought in",
        "showed up",
        "wants a",
        "wants to",
        "would like to",
        "refused",
        "declined",
        "requested",
        "signed the",
        "has diabetes",
        "has been",
        "has cancer",
        "has a",
        "has an",
        "has asthma",
        "had a",
        "had an",
        "had her",
        "had his",
        "had surgery",
        "had chest",
        "had been",
        "weighed",
        "weighs",
        "vino a",
        "vino con",
        "llego a",
        "llego con",
        "fue a",
        "presento",
        "presenta",
        "visito",
        "llamo a",
        "llamo para",
        "tiene diabetes",
        "tiene cancer",
        "tiene una",
        "tuvo",
        "perdio",
        "dio a luz",
        "dejo de tomar",
        "toma metformina",
        "toma insulina",
        "nos conto",
        "sobrevivio",
        "necesita",
        "pidio",
    ];
    if ["atendimos", "operamos", "tratamos", "vimos", "ingresamos", "vacunamos"].contains(&text.word(at)) {
        return true;
    }
    if text.has_any(at, &["was born", "were born", "nacio"]) {
        return text.any_word(
            at + 2..(at + 12).min(text.len()),
            &[
                "cesarean",
                "section",
                "premature",
                "weeks",
                "grams",
                "pounds",
                "nicu",
                "emergency",
                "preterm",
                "semanas",
                "prematuro",
                "prematura",
                "cesarea",
                "breech",
            ],
        );
    }
    if text.is(at, CAME) {
        let what = text.word(at + 1);
        let is_talk = text.word(at) == "presented"
            && !["with", "to", "in", "for", "at", "last", "after", "today", "again", "on", "complaining"]
                .contains(&what)
            || text.word(at) == "presented"
                && text.any_word(
                    at + 1..(at + 7).min(text.len()),
                    &[
                        "conference",
                        "meeting",
                        "congress",
                        "findings",
                        "board",
                        "award",
                        "webinar",
                        "lecture",
                        "research",
                        "paper",
                        "students",
                    ],
                );
        return !is_talk;
    }
    if text.has_any(at, DEEDS) {
        let is_broad = text.has_any(
            at,
            &[
                "has been",
                "has a",
                "has an",
                "had a",
                "had an",
                "wants to",
                "would like to",
                "had been",
                "fue a",
                "tuvo",
                "was my",
                "was our",
                "tiene una",
                "necesita",
                "wants a",
                "refused",
                "declined",
                "requested",
                "told us",
                "told me",
                "asked me",
                "called me",
                "visited us",
                "visited our",
                "pidio",
                "visito",
                "presento",
                "presenta",
                "survived",
                "died in",
                "died on",
                "died at",
                "lost her",
                "lost his",
                "perdio",
                "called us",
                "called our",
            ],
        );
        return !is_broad || patient::is_clinical(text, text.sentence(at));
    }
    let is_being =
        ["was", "is", "were", "been", "being", "fue", "esta", "estuvo", "got", "gets", "era"].contains(&text.word(at));
    let verb = if is_being {
        at + 1
            + usize::from(
                ["recently", "first", "also", "being", "then", "just", "finally", "last", "later", "sido"]
                    .contains(&text.word(at + 1)),
            )
    } else {
        at
    };
    is_being && text.is(verb, CARE)
        || !is_being
            && text.is(at, CARE)
            && [
                "diagnosed",
                "admitted",
                "diagnosticada",
                "diagnosticado",
                "atendida",
                "atendido",
                "ingresada",
                "ingresado",
                "operada",
                "operado",
            ]
            .contains(&text.word(at))
}

/// `Emily, 34,`, `Maria, a 47-year-old teacher`, `Carlos (52)`, `J.D. is a 54-year-old`.
fn by_age(text: &Text, name: &Name) -> bool {
    if !(name.given || name.known && name.words > 1 || name.initials > 1 && name.words == 0) {
        return false;
    }
    let mut at = name.last + 1;
    while at < name.last + 6
        && (text.is_mark(at, ",(")
            || [
                "is", "was", "a", "an", "aged", "age", "es", "una", "un", "de", "mujer", "hombre", "our", "my",
                "paciente", "who", "que", "tiene", "nina", "nino",
            ]
            .contains(&text.word(at)))
    {
        at += 1;
    }
    let Some(age) = text.value(at).filter(|age| *age <= 122) else { return false };
    let next = if text.is_mark(at + 1, "-") { at + 2 } else { at + 1 };
    let is_age = ["year", "years", "yo", "y", "yr", "yrs", "month", "months", "week", "weeks", "anos", "meses", "day"]
        .contains(&text.word(next))
        || at > name.last + 1
            && text.is_mark(name.last + 1, ",(")
            && at == name.last + 2
            && text.is_mark(at + 1, ",.)")
            && age > 0;
    // "May 14, 2026": a month is no name; a list of sources has names with years.
    is_age && text.digits(at).len() < 4
}

/// `Susan's MRI`, `el expediente de Carlos`.
fn by_possession(text: &Text, name: &Name) -> bool {
    let next = name.last + 1;
    if !name.given && !(name.known && name.words > 1) || !text.has(next, "' s") {
        return false;
    }
    if text.is(next + 2, EPONYM) || text.is(next + 3, EPONYM) {
        return false;
    }
    let end = (next + 6).min(text.len());
    (next + 2..end).take_while(|at| text.shape(*at) == Some(Shape::Word)).any(|at| text.is(at, CLINICAL))
}

/// A first name and one letter, as testimonials are signed: `Maria G., Austin`.
fn by_attribution(text: &Text, name: &Name) -> bool {
    let is_form = name.given
        && name.words == 1
        && name.initials == 1
        && text.is_mark(name.last, ".")
        && text.is(name.first, GIVEN);
    let next = name.last + 1;
    let leads_on = text.is_capital(next) && text.tokens[next].sentence == text.tokens[name.first].sentence;
    is_form && !leads_on && name.first + 2 == name.last
}

/// `results for Karen Whitfield`, `la cita de Carlos Ruiz`, `the chart of Ana`.
fn by_object(text: &Text, name: &Name) -> bool {
    let Some(link) = name.first.checked_sub(1) else { return false };
    if !name.given || !["for", "of", "de", "para", "on", "with"].contains(&text.word(link)) || link == 0 {
        return false;
    }
    const THINGS: &[&str] = &[
        "results",
        "refill",
        "prescription",
        "chart",
        "record",
        "records",
        "referral",
        "appointment",
        "note",
        "notes",
        "labs",
        "biopsy",
        "mri",
        "xray",
        "consult",
        "follow-up",
        "authorization",
        "resultados",
        "receta",
        "expediente",
        "cita",
        "historia",
        "file",
        "discharge",
        "surgery",
        "cirugia",
        "scan",
        "mammogram",
    ];
    let thing = (link.saturating_sub(3)..link).any(|at| THINGS.contains(&text.word(at)));
    let operated = link >= 2 && text.has_any(link - 1, &["operated on", "checked on", "operamos a"]);
    let family = text.ends_with(
        link + 1,
        &[
            "family of",
            "mama de",
            "papa de",
            "abuela de",
            "mother of",
            "father of",
            "parents of",
            "daughter of",
            "son of",
            "wife of",
            "husband of",
            "familia de",
            "hija de",
            "hijo de",
            "madre de",
        ],
    );
    thing && name.words <= 3 || operated || family && patient::is_clinical(text, text.sentence(link))
}

/// `I saw Maria in clinic`, `we treated John Smith`, `this is Karen Whitfield, I was in last week`, `atendí a Carlos`.
fn by_first_person(text: &Text, name: &Name) -> bool {
    if !name.given {
        return false;
    }
    let first = name.first;
    let acts = [
        "i saw",
        "we saw",
        "i treated",
        "we treated",
        "i examined",
        "we examined",
        "i diagnosed",
        "we diagnosed",
        "we admitted",
        "i admitted",
        "we discharged",
        "i discharged",
        "i operated on",
        "we operated on",
        "i delivered",
        "we delivered",
        "i referred",
        "we referred",
        "i started",
        "we started",
        "i put",
        "we put",
        "vi a",
        "atendi a",
        "atendimos a",
        "opere a",
        "operamos a",
        "trate a",
        "tratamos a",
        "diagnostique a",
        "we vaccinated",
        "i prescribed",
        "we lost",
        "caring for",
        "cared for",
        "treating",
        "treat",
        "taking care of",
        "i told",
        "i called",
        "we called",
        "i asked",
        "conoci a",
        "ingresamos a",
        "derive a",
    ];
    if text.ends_with(first, &acts) {
        let is_broad = text.ends_with(
            first,
            &[
                "i told",
                "i called",
                "we called",
                "i asked",
                "i started",
                "we started",
                "i put",
                "we put",
                "conoci a",
                "i saw",
                "we saw",
            ],
        );
        let staff = text.any((name.last + 1)..(name.last + 6).min(text.len()), STAFF);
        return !staff
            && (!is_broad
                || patient::is_clinical(text, text.sentence(first))
                || text.any_word(text.sentence(first), &["clinic", "office", "today", "ward", "rounds"]));
    }
    let is_writer = text
        .ends_with(first, &["this is", "my name is", "me llamo", "mi nombre es", "soy", "i am", "i ' m"])
        || text.ends_with(first, &["i'm", "son", "daughter of"]);
    let near = text.around(first, 12, 40);
    let first_person = text.any_word(near.clone(), &["my", "mi", "i", "me", "i'm", "mis"]);
    let is_staff = text.any(name.last + 1..(name.last + 8).min(text.len()), STAFF | DOCTOR | CREDENTIAL);
    is_writer && first_person && text.any(near, CLINICAL) && !is_staff
}

/// Whether a name is no patient's: of the practice, of public life, of a place, a disease or a source.
fn is_public(finder: &Finder<'_>, name: &Name) -> bool {
    let text = finder.text;
    let words: Vec<&str> =
        (name.first..=name.last).filter(|at| text.shape(*at) == Some(Shape::Word)).map(|at| text.word(at)).collect();
    if finder.known.has_name(&words) && !text.ends_with(name.first, &["patient", "paciente"]) {
        return true;
    }
    if (name.first..=name.last).any(|at| patient::is_famous_at(text, at))
        || name.first > 0 && patient::is_famous_at(text, name.first - 1)
    {
        return true;
    }
    let before = name.first.checked_sub(1).map(|at| if text.is_mark(at, ".") && at > 0 { at - 1 } else { at });
    if before.is_some_and(|at| {
        text.is(at, DOCTOR | STATE)
            || ["st", "saint", "san", "santa", "nurse", "coach", "senator", "judge", "president"]
                .contains(&text.word(at))
    }) {
        return true;
    }
    let next = name.last + 1;
    let follows = |at: usize| text.is(at, EPONYM) && (text.is_capital(at) || !text.is(at, super::lexicon::STREET));
    if follows(next) && !text.is_mark(next, ".")
        || text.has(next, "' s") && follows(next + 2)
        || text.is_mark(next, "-") && text.is_glued(next)
    {
        return true;
    }
    // "Susan Park, MD", "Ms. Rivera, our nurse", "el señor Gómez, director".
    let sentence = text.sentence(name.first);
    let is_named_patient = text.any(sentence.clone(), PATIENT);
    let end = sentence.end.min(next + 7);
    let credential = text.is_mark(next, ",")
        && (text.is(next + 1, CREDENTIAL)
            && text.written(next + 1).bytes().all(|byte| {
                byte.is_ascii_uppercase() || byte == b'D' || byte.is_ascii_lowercase() && text.word(next + 1) == "phd"
            }));
    let role = text.any(next..end, STAFF)
        && !text.any(next..end, CARE | PATIENT | CAME | OCCUPATION & !STAFF)
        && !has_former(text, next..end);
    let is_writer = by_first_person(text, name);
    let title = !is_writer
        && (name.first.saturating_sub(5)..name.first).any(|at| text.is(at, STAFF | DOCTOR) && !text.is(at, HONORIFIC))
        && !text.any(name.first.saturating_sub(3)..name.first, PATIENT)
        && !text.any(next..end, CARE | CAME);
    let of_office = text.has_any(next, &["of the", "from the", "of our", "del", "de la", "with the"])
        && text.any(next + 1..(next + 5).min(sentence.end), ORG)
        && !text.any(next..(next + 8).min(sentence.end), CARE | CAME);
    if credential || (role || title || of_office) && !is_named_patient {
        return true;
    }
    // A source: "Smith J, Jones K. Title. 2019;12(3):4-9".
    let is_source = text
        .any_word(sentence.clone(), &["doi", "pmid", "et", "vol", "isbn", "journal", "press", "eds", "editor"])
        && text.any_word(sentence.clone(), &["doi", "pmid", "al", "isbn", "eds", "vol"]);
    let is_history = text.any(sentence.clone(), HISTORY);
    let is_speech = text.any_word(
        sentence,
        &["said", "says", "told reporters", "spokeswoman", "spokesman", "announced", "testified", "keynote", "dijo"],
    ) && !is_named_patient
        && !patient::is_clinical(text, text.around(name.first, 6, 10));
    is_source || is_history || is_speech
}

fn has_former(text: &Text, range: std::ops::Range<usize>) -> bool {
    text.any_word(range, &["retired", "former", "jubilada", "jubilado", "retirada", "retirado"])
}

/// Whether the name of a file names somebody: a first and a last name beside each other, in a name such as
/// `maria-lopez-xray.jpg`.
pub(super) fn in_file_name(text: &Text, known: &super::Known) -> bool {
    (0..text.len().saturating_sub(1)).any(|at| {
        let strict = text.is(at, GIVEN)
            && text.is(at + 1, FAMILY)
            && !text.is(at, STOP | CLINICAL)
            && !text.is(at + 1, STOP | CLINICAL);
        let titled =
            text.is(at, HONORIFIC | PATIENT) && text.is(at + 1, GIVEN | FAMILY) && !text.is(at + 1, STOP | CLINICAL);
        (strict || titled)
            && !known.has_name(&[text.word(at), text.word(at + 1)])
            && !patient::is_famous_at(text, at)
            && !text.any(at + 1..(at + 4).min(text.len()), EPONYM)
    })
}
