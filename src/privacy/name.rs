//! Names of patients and of their families (A), by the words around them.

use super::evidence::{by_age, by_first_person, by_referral, judge};
use super::lexicon::{
    BIOMETRIC, CAME, CARE, CLINICAL, CREDENTIAL, DOCTOR, EPONYM, FAMILY, GIVEN, HIS, HISTORY, HONORIFIC, KIN, MONTH,
    OCCUPATION, ORG, PATIENT, PERSON, PICTURE, POPULATION, PRONOUN, STAFF, STATE, STOP,
};
use super::patient;
use super::phrases::NAME_PARTICLES;
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

/// A name in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether it holds a first name that is hardly another word.
    pub(super) given: bool,
    /// Whether it holds a first or last name.
    pub(super) known: bool,
    /// Words in full, not initials.
    pub(super) words: usize,
    /// Initials.
    pub(super) initials: usize,
}

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
                IdentifierKind::Name,
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
            finder.report((name.first, name.last), IdentifierKind::Name, Certainty::High, explanation);
        }
        at = name.last + 1;
    }
}

/// Names without capitals after a title, as notes have them, and newborns: `mrs alvarez`, `Baby Girl Hernandez`.
fn lower(text: &Text, at: usize) -> Option<usize> {
    if text.has_any(at, &["baby girl", "baby boy", "bebe nina", "bebe nino"]) {
        return (text.is(at + 2, FAMILY) && text.is_capital(at + 2)).then_some(at + 2);
    }
    // "pt name: okafor, chidi".
    if text.has_any(at, &["pt name", "patient name"]) && text.is_mark(at + 2, ":|") {
        let is_name = |at: usize| text.is(at, FAMILY | GIVEN) && !text.is(at, STOP | CLINICAL);
        return is_name(at + 3).then_some(if is_name(at + 5) { at + 5 } else { at + 3 });
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
            } else if (text.is_mark(here, "-") || text.is_mark(here, "'") && is_initial)
                && text.is_glued(here)
                && text.is_glued(here + 1)
                && text.is_capital(here + 1)
            {
                here += 1;
            }
        } else if NAME_PARTICLES.contains(&text.word(here)) && name.words > 0 && particle_leads_on(text, here) {
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
    let next = if NAME_PARTICLES.contains(&text.word(at + 1)) { at + 2 } else { at + 1 };
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
        // An initial has its full stop, or is in a row of them; "O'Brien" begins with one letter as well.
        let is_prefix = ["o", "d"].contains(&low) && text.is_mark(at + 1, "'") && text.is_glued(at + 1);
        if is_prefix && text.is_glued(at + 2) && text.is_capital(at + 2) {
            return true;
        }
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

/// Whether a name is not a patient's, but of the practice, public life, a place, a disease or a source.
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
                && !text.any(text.sentence(at), PATIENT)
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
        && !text.has(next, "' s")
        && !text.any(next..end, CARE | PATIENT | CAME | OCCUPATION & !STAFF)
        && !has_former(text, next..end);
    // "Our billing lead, Ms. Chandra", "hosted by".
    let workers =
        ["lead", "chaplain", "interpreter", "hosted", "led", "produced", "taught", "principal", "trainer", "guard"];
    if text.any_word(name.first.saturating_sub(6)..name.first, &workers)
        && !is_named_patient
        && !text.any(next..end, CARE | CAME | CLINICAL)
    {
        return true;
    }
    let is_writer = by_first_person(text, name) || by_referral(text, name);
    let title = !is_writer
        && (name.first.saturating_sub(5)..name.first).any(|at| text.is(at, STAFF | DOCTOR) && !text.is(at, HONORIFIC))
        && !text.any(name.first.saturating_sub(3)..name.first, PATIENT)
        && !text.ends_with(name.first, super::phrases::STORY_NEW)
        && !text.is_mark(name.first.wrapping_sub(1), ":")
        && !text.any(next..end, CARE | CAME);
    let of_office = text.has_any(next, &["of the", "from the", "of our", "del", "de la", "with the"])
        && text.any(next + 1..(next + 5).min(sentence.end), ORG)
        && !text.any(next..(next + 8).min(sentence.end), CARE | CAME);
    if credential || (role || title || of_office) && !is_named_patient {
        return true;
    }
    // "Ms. Rivera leads our billing team": someone who works here.
    let is_at_work = ["leads", "runs", "heads", "directs", "manages", "dirige", "coordina"].contains(&text.word(next))
        && text.any_word(next + 1..end, &["our", "the", "nuestro", "nuestra", "el", "la"]);
    // "Maria Lopez joins our diabetes team".
    let is_colleague = ["join", "joins", "joined", "ingresa", "incorpora", "une"]
        .iter()
        .any(|deed| [next, next + 1].iter().any(|at| text.word(*at) == *deed))
        && text.any_word(next + 1..end, &["team", "staff", "faculty", "equipo", "personal"]);
    if (is_at_work || is_colleague) && !is_named_patient {
        return true;
    }
    // A source: "Smith J, Jones K. Title. 2019;12(3):4-9".
    let is_source = text.any_word(
        sentence.clone(),
        &["doi", "pmid", "et", "vol", "isbn", "journal", "press", "eds", "editor", "thesis"],
    ) && text.any_word(sentence.clone(), &["doi", "pmid", "al", "isbn", "eds", "vol", "pp"]);
    let is_history = text.any(sentence.clone(), HISTORY);
    let is_speech = text.any_word(
        sentence,
        &["said", "says", "told reporters", "spokeswoman", "spokesman", "announced", "testified", "keynote", "dijo"],
    ) && !is_named_patient
        && !by_age(text, name)
        && !patient::is_clinical(text, text.around(name.first, 6, 10));
    is_source || is_history || is_speech
}

fn has_former(text: &Text, range: std::ops::Range<usize>) -> bool {
    text.any_word(range, &["retired", "former", "jubilada", "jubilado", "retirada", "retirado"])
}

/// Whether the name of a file names someone: a first and a last name next to each other, in a name such as
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
