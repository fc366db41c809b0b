//! Marks, roles and traits that one person alone has (R).

use super::lexicon::{CLINICAL, HIS, HONORIFIC, KIN, PATIENT, PERSON, PRONOUN, STAFF};
use super::patient;
use super::phrases::UNIQUE_OURS;
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let may_be = text.has_role(super::lexicon::OF_MARK | super::lexicon::OF_ROLE);
    if !may_be || patient::is_history(text) || patient::is_fiction(text) {
        return;
    }
    for at in 0..text.len() {
        if text.is(at, super::lexicon::OF_MARK) && mark(text, at) {
            finder.report(
                (at, at),
                IdentifierKind::Unique,
                Certainty::High,
                "is a mark by which a person can be recognized",
            );
        }
        if text.is(at, super::lexicon::OF_ROLE)
            && let Some(last) = role(text, at)
        {
            finder.report((at, last), IdentifierKind::Unique, Certainty::High, "is a trait that only one person has");
        }
    }
}

/// A tattoo or birthmark of a patient, with what it shows.
fn mark(text: &Text, at: usize) -> bool {
    if !["tattoo", "tattooed", "tattoos", "tatuaje", "birthmark", "scar", "cicatriz"].contains(&text.word(at)) {
        return false;
    }
    let sentence = text.sentence(at);
    let one = text.any(sentence.clone(), PATIENT | HIS | PRONOUN | HONORIFIC);
    let is_known = text
        .any_word(sentence.clone(), &["identify", "identified", "identificar", "recognize", "recognized", "reconocer"])
        || sentence.clone().any(|at| {
            text.has_any(at, &["know him", "know her", "knows him", "knows her", "lo conocen", "la conocen"])
        });
    // Many people have a scar.
    let is_scar = ["scar", "cicatriz"].contains(&text.word(at));
    let shown = [
        "reading",
        "reads",
        "says",
        "shaped",
        "name",
        "dice",
        "forma",
        "shape",
        "letters",
        "that",
        "of",
        "con",
        "distinctive",
        "unique",
        "matching",
        "de",
    ];
    // "The eagle tattoo on his neck".
    let is_of_kind = text.any(sentence.clone(), PATIENT)
        && text.word(at.wrapping_sub(1)).len() > 2
        && !text.is(at.wrapping_sub(1), super::lexicon::STOP | HIS);
    let is_shown = is_of_kind || text.is_mark(at + 1, "\"") || text.any_word(sentence.clone(), &shown);
    let is_advice = text.any_word(sentence, &["your", "you", "if", "ink", "removal", "when"]);
    one && (is_known || is_shown && !is_scar) && !is_advice
}

/// `the mayor of Larkspur`, `the only firefighter in town`, with a patient.
fn role(text: &Text, at: usize) -> Option<usize> {
    const HOLDERS: &[&str] = &[
        "mayor",
        "pastor",
        "principal",
        "sheriff",
        "superintendent",
        "councilwoman",
        "councilman",
        "quarterback",
        "alderman",
        "alcalde",
        "alcaldesa",
        "senator",
        "governor",
        "coach",
        "priest",
        "rabbi",
        "imam",
        "valedictorian",
        "treasurer",
        "postmaster",
        "fire chief",
        "police chief",
        "town clerk",
        "lead singer",
        "head coach",
        "parroco",
        "cura",
        "anchorwoman",
        "anchorman",
        "champion",
        "captain",
        "weatherman",
        "newscaster",
    ];
    const ONLY: &[&str] = &[
        "the only",
        "the first",
        "the tallest",
        "the oldest",
        "the youngest",
        "el unico",
        "la unica",
        "la primera",
        "el primer",
        "the sole",
        "the longest-serving",
        "the lone",
    ];
    let is_article = ["the", "el", "la"].contains(&text.word(at));
    let holder = if is_article { None } else { HOLDERS.iter().find(|phrase| text.has(at, phrase)) };
    if holder.is_none() && !text.has_any(at, ONLY) {
        return None;
    }
    let sentence = text.sentence(at);
    let is_patient = text.any(sentence.clone(), PATIENT) || is_case(text, at) || holder.is_some() && is_ill(text, at);
    if !is_patient
        || text.any_word(
            sentence.clone(),
            &["said", "announced", "proclaimed", "proclamation", "spoke", "thank", "thanks", "joined", "declared"],
        )
    {
        return None;
    }
    if let Some(phrase) = holder {
        let last = at + phrase.split(' ').count() - 1;
        let of_place = (["of", "at", "de", "del", "for", "in"].contains(&text.word(last + 1)))
            && (last + 2..last + 5).any(|at| text.is_capital(at) || ["our", "town", "the"].contains(&text.word(at)));
        let of_ours = text.any_word(at.saturating_sub(4)..at, &["town's", "our", "city's", "school's"])
            || text.ends_with(at, &["' s", "' s high school", "town ' s"]);
        return (of_place || of_ours).then_some(last);
    }
    let superlative = ONLY.iter().find(|phrase| text.has(at, phrase))?;
    let end = at + superlative.split(' ').count();
    let person = (end..end + 5).find(|at| {
        text.is(*at, PERSON | super::lexicon::OCCUPATION | STAFF | super::lexicon::KIN)
            || ["survivor", "family", "transplant"].contains(&text.word(*at))
    })?;
    let place = (person..(person + 8).min(sentence.end)).any(|at| {
        ["in", "of", "at", "de", "en", "del"].contains(&text.word(at))
            && (text.is_capital(at + 1)
                || text.is_capital(at + 2)
                || ["town", "county", "village", "pueblo"].contains(&text.word(at + 2)))
    });
    place.then_some(person)
}

/// `had a vasectomy`, `was treated for`: what happened to whoever holds a post.
fn is_ill(text: &Text, at: usize) -> bool {
    let sentence = text.sentence(at);
    let near = at..sentence.end.min(at + 10);
    let near = near.clone().find(|at| text.is_mark(*at, ";")).map_or(near, |end| at..end);
    let verbs = ["had", "underwent", "suffered", "tore", "broke", "lost", "beat", "tuvo", "tiene", "sufrio"];
    let happened = text.any_word(near.clone(), &verbs)
        || near.clone().any(|at| text.has_any(at, &["has been on", "has been treated"]))
        || text.any(near, super::lexicon::CARE);
    happened && text.any(sentence, CLINICAL)
}

/// Whether the sentence tells of one person's illness.
fn is_case(text: &Text, at: usize) -> bool {
    let sentence = text.sentence(at);
    if sentence.clone().any(|at| text.has_any(at, UNIQUE_OURS)) {
        return true;
    }
    let is_here = text.any_word(sentence.clone(), &["here", "aqui"]);
    if is_here && text.any(sentence.clone(), HIS) && text.any(sentence.clone(), CLINICAL) {
        return true;
    }
    let has = text.any_word(sentence.clone(), &["had", "has", "tiene", "tuvo"])
        && text.has_any(at, &["the only", "la unica", "el unico"]);
    let one = text.any(sentence.clone(), PRONOUN | HONORIFIC | HIS | KIN)
        || sentence.clone().any(|at| text.has_any(at, &["year - old", "years old", "anos"]));
    one && text.any(sentence.clone(), CLINICAL)
        && (has || text.any(sentence, super::lexicon::CARE | super::lexicon::CAME | super::lexicon::VISIT))
}
