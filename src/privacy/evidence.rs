//! The signs by which a name is a patient's: titles, labels, deeds, ages, kin, what is said of someone.

use std::ops::Range;

use super::deed::{by_deed, deed};
use super::lexicon::{
    CARE, CLINICAL, CREDENTIAL, DOCTOR, EPONYM, GIVEN, HIS, HONORIFIC, KIN, PATIENT, PERSON, STAFF, STATE,
};
use super::name::Name;
use super::patient;
use super::phrases::{EVIDENCE_LABELS, EVIDENCE_THINGS};
use super::text::{Shape, Text};
use super::ward::{by_board, by_membership, by_row, by_whose};

/// Why a name looks like a patient's, where it does.
pub(super) fn judge(text: &Text, name: &Name, quiet: bool) -> Option<&'static str> {
    if quiet {
        return None;
    }
    let tests: [fn(&Text, &Name) -> bool; 18] = [
        by_honorific,
        by_patient,
        by_label,
        by_kin,
        by_deed,
        by_age,
        by_possession,
        by_attribution,
        by_object,
        by_thanks,
        by_referral,
        by_errand,
        by_row,
        by_board,
        by_whose,
        by_membership,
        by_first_person,
        super::story::by_story,
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
    if is_of_a_thing(text, name) {
        return false;
    }
    // "Don" and "Miss" are other words too, and "Ms" a disease.
    let fits = match word {
        "don" | "dona" | "miss" | "madam" | "mister" => name.known,
        "senor" | "senora" | "senorita" => true,
        "sr" if text.is_mark(before.wrapping_sub(1), ",") => false,
        _ => text.is_capital(before) || name.known,
    };
    fits && !(word == "ms" && text.written(before) == "MS")
}

/// Of a shelf, a book or a school: `Mrs. Dash`, `Mrs. Dalloway`, `Ms. Park's class`.
fn is_of_a_thing(text: &Text, name: &Name) -> bool {
    const THINGS: &[&str] =
        &["dash", "yuk", "dalloway", "butterworth", "rogers", "clean", "claus", "hyde", "bubbles", "potato"];
    const CLASSES: &[&str] = &["class", "classroom", "students", "graders", "store", "bakery", "dog", "cat"];
    THINGS.contains(&text.word(name.first))
        || text.has(name.last + 1, "' s") && CLASSES.contains(&text.word(name.last + 3))
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
    // "Ana Ruiz, our first patient with a new valve", "Ana Ruiz spoke about her life as our dialysis patient".
    let is_ours = |at: usize| {
        ["my", "our", "mi", "nuestra", "nuestro"].contains(&text.word(at))
            && text.any(at + 1..(at + 4).min(text.len()), PATIENT)
            && !text.any(at + 1..(at + 4).min(text.len()), STAFF | DOCTOR)
    };
    let end = text.sentence(name.first).end;
    if name.given
        && (text.is_mark(name.last + 1, ",(") && is_ours(name.last + 2)
            || (name.last + 1..end).any(|at| ["as", "como"].contains(&text.word(at)) && is_ours(at + 1)))
    {
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
    let end = before + 1;
    if text.ends_with(end, EVIDENCE_LABELS) || name.given && text.ends_with(end, &["alt", "caption"]) {
        return true;
    }
    // "Case: Ana Ruiz, chest pain".
    let is_file = ["cita", "appointment", "case", "caso", "vignette", "vineta", "update"].contains(&text.word(before));
    if is_file && name.given && name.words > 1 && patient::is_clinical(text, text.sentence(name.first)) {
        return true;
    }
    // "A patient we will never forget: Ana Ruiz."
    let is_of_patient = name.given && name.words > 1 && text.any(before.saturating_sub(8)..before, PATIENT);
    if is_of_patient && !text.any(name.last + 1..(name.last + 6).min(text.len()), STAFF | DOCTOR | CREDENTIAL) {
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
    // "Name: Nakamura, Haruto".
    let is_turned = name.known && text.is_mark(name.last + 1, ",") && text.is(name.last + 2, GIVEN);
    is_form
        && (name.given || is_turned)
        && (is_turned || name.words + name.initials >= 2)
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
            && (text.any_word(text.sentence(kin), &["thank", "thanks", "gracias", "you"])
                || text.any(name.last + 1..(name.last + 9).min(text.len()), CLINICAL));
        // "Care for your father, Otis, in his last days".
        let is_yours = owner.is_some_and(|at| text.word(at) == "your")
            && text.any_word(
                text.sentence(kin),
                &["honor", "care", "caring", "sorry", "condolences", "loss", "passing", "sympathy"],
            );
        // "Dr. Palmer raises goats with her husband, Luke".
        let is_clinicians =
            text.any(text.sentence(kin).start..kin, DOCTOR) && !text.any(text.sentence(kin), PATIENT | CLINICAL | CARE);
        return (is_theirs || is_mine || is_yours) && name.given && !is_clinicians;
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

/// `Emily, 34,`, `Maria, a 47-year-old teacher`, `Carlos (52)`, `J.D. is a 54-year-old`.
pub(super) fn by_age(text: &Text, name: &Name) -> bool {
    if !(name.given || name.known && name.words > 1 || name.initials > 1 && name.words < 2) {
        return false;
    }
    // "5-year-old Tommy Reyes".
    if name.given && text.ends_with(name.first, &["- year - old", "year old", "months old", "- month - old"]) {
        return true;
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
            && age > 0
        // "J.T., 67 M": as in notes.
        || at > name.last + 1 && ["m", "f"].contains(&text.word(at + 1)) && text.is_capital(at + 1);
    // "May 14, 2026": a month is no name; a list of sources has names with years.
    is_age && text.digits(at).len() < 4
}

/// `Susan's MRI`, `el expediente de Carlos`.
fn by_possession(text: &Text, name: &Name) -> bool {
    let next = name.last + 1;
    if !(name.given || name.known && name.words > 1) || !text.has(next, "' s") {
        return false;
    }
    if text.is(next + 2, EPONYM) || text.is(next + 3, EPONYM) {
        return false;
    }
    let end = (next + 6).min(text.len());
    (next + 2..end)
        .take_while(|at| text.shape(*at) == Some(Shape::Word))
        .any(|at| text.is(at, CLINICAL) && text.word(at) != "pie" || is_operation(text.word(at)))
        || text.has(next + 2, "a 1 c")
}

/// Whether a word is that of an operation, such as `appendectomy`.
pub(super) fn is_operation(word: &str) -> bool {
    ["ectomy", "otomy", "plasty", "oscopy", "ectomia", "plastia", "oscopia"]
        .iter()
        .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// Whether a word of the range is that of an operation.
pub(super) fn has_operation(text: &Text, mut range: Range<usize>) -> bool {
    let is_here = |at: usize| is_operation(text.word(at));
    *text.operations.get_or_init(|| (0..text.len()).any(is_here)) && range.any(is_here)
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
    let thing = (link.saturating_sub(3)..link).any(|at| EVIDENCE_THINGS.contains(&text.word(at)));
    // "Update on Ana Ruiz: the graft took".
    let is_news = text.any_word(
        link.saturating_sub(2)..link,
        &["update", "news", "type", "twins", "triplets", "noticias", "gemelos", "gemelas"],
    ) && patient::is_clinical(text, text.sentence(link));
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
    thing && name.words <= 3 || is_news || operated || family && patient::is_clinical(text, text.sentence(link))
}

/// `Thank you to Carl Weathersby for letting us treat him`, `gracias a Ana Ruiz por confiar en nosotros`.
fn by_thanks(text: &Text, name: &Name) -> bool {
    const THANKS: &[&str] = &[
        "thank you to",
        "thank you",
        "thank you ,",
        "thanks to",
        "thanks ,",
        "grateful to",
        "gracias a",
        "gracias ,",
        "congratulations to",
        "congratulations ,",
        "felicidades a",
    ];
    const FOR: &[&str] = &[
        "letting us",
        "let us treat",
        "allowing us",
        "trusting us",
        "trusting our",
        "being our patient",
        "being a patient",
        "choosing us",
        "por confiar",
        "por dejarnos",
        "por permitirnos",
    ];
    (name.known && (name.given || name.words > 1))
        && text.ends_with(name.first, THANKS)
        && text.sentence(name.first).any(|at| text.has_any(at, FOR))
}

/// `Dr. Patel referred Angela Dominguez to us`, `nos derivaron a Carlos Ruiz`.
pub(super) fn by_referral(text: &Text, name: &Name) -> bool {
    let next = name.last + 1;
    let to_us = ["to us", "to me", "to our", "our way"];
    (name.given || name.known && name.words > 1)
        && (text.ends_with(name.first, &["referred", "sent", "transferred"]) && text.has_any(next, &to_us)
            || text.ends_with(name.first, &["sent us", "referred us"])
                && patient::is_clinical(text, text.sentence(name.first))
            || text.ends_with(
                name.first,
                &["nos derivaron a", "nos derivo a", "nos refirio a", "nos enviaron a", "nos envio a"],
            ))
}

/// What the office has to do for someone: `please send Ana Ruiz the results of her biopsy`, `ask Carl Moss about his warfarin`.
fn by_errand(text: &Text, name: &Name) -> bool {
    let errands = [
        "ask",
        "send",
        "call",
        "call back",
        "tell",
        "remind",
        "email",
        "text",
        "fax",
        "see",
        "schedule",
        "llamar a",
        "avisar a",
    ];
    let next = name.last + 1;
    let sentence = text.sentence(name.first);
    let behind = next..sentence.end.min(next + 10);
    let of_theirs =
        (behind.start..behind.end).any(|at| text.is(at, HIS) && text.any(at + 1..(at + 5).min(sentence.end), CLINICAL));
    let calls = text.has_any(next, &["called", "phoned", "emailed", "texted", "wrote", "llamo"])
        && text.any(next..(next + 12).min(text.len()), HIS)
        && patient::is_clinical(text, next + 1..(next + 12).min(text.len()));
    let is_staff = text.any(sentence, STAFF | DOCTOR);
    (name.given || name.known && name.words > 1)
        && !is_staff
        && (calls || text.ends_with(name.first, &errands) && of_theirs)
}

/// `I saw Maria in clinic`, `we treated John Smith`, `this is Karen Whitfield, I was in last week`, `atendí a Carlos`.
pub(super) fn by_first_person(text: &Text, name: &Name) -> bool {
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
        "dimos de alta a",
        "di de alta a",
        "visitamos a",
        "visitamos en casa a",
        "vacunamos a",
        "i sat with",
        "we sat with",
        "derive a",
    ];
    // "We recently treated".
    let adverbs = ["recently", "also", "first", "just", "once", "recientemente"];
    let is_adverb = |at: usize| adverbs.contains(&text.word(at));
    let has_adverb = text.any_word(first.saturating_sub(4)..first, &adverbs)
        && acts.iter().filter_map(|act| act.split_once(' ')).any(|(subject, verb)| {
            let start = first.saturating_sub(verb.split(' ').count());
            start >= 2 && text.has(start, verb) && is_adverb(start - 1) && text.word(start - 2) == subject
        });
    if has_adverb || text.ends_with(first, &acts) {
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
                || text.any_word(text.sentence(first), &["clinic", "office", "today", "ward", "rounds"])
                || text.sentence(first).any(|at| text.has_any(at, &["for her", "for his"])));
    }
    let is_writer = text
        .ends_with(first, &["this is", "my name is", "me llamo", "mi nombre es", "soy", "i am", "i ' m"])
        || text.ends_with(first, &["i'm", "son", "daughter of"]);
    let near = text.around(first, 12, 40);
    is_writer
        && text.any_word(near.clone(), &["my", "mi", "i", "me", "i'm", "mis"])
        && text.any(near, CLINICAL)
        && !text.any(name.last + 1..(name.last + 8).min(text.len()), STAFF | DOCTOR | CREDENTIAL)
}
