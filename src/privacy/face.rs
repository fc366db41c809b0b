//! Pictures of a patient's face, as described in words (Q). Pictures themselves are asked about by `check`.

use super::lexicon::{ADVICE, HIS, HONORIFIC, PICTURE};
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    if !text.has_role(PICTURE | super::lexicon::OF_HEAD) {
        return;
    }
    for at in 0..text.len() {
        let named = text.is(at, PICTURE)
            || text.is(at, super::lexicon::OF_HEAD) && text.has_any(at, &["close - up", "close up", "head shot"]);
        if named && is_of_patient(text, at) && !is_advice(text, at) {
            finder.report((at, at), IdentifierKind::Face, Certainty::High, "speaks of a picture that shows a patient");
        }
    }
}

fn is_of_patient(text: &Text, at: usize) -> bool {
    const OF: &[&str] = &[
        "of our patient",
        "of my patient",
        "of the patient",
        "of this patient",
        "of pt",
        "of mr",
        "of mrs",
        "of ms",
        "of her face",
        "of his face",
        "of patient",
        "de la paciente",
        "del paciente",
        "de mi paciente",
        "de nuestra paciente",
        "de nuestro paciente",
        "de la senora",
        "del senor",
        "de su cara",
        "de su rostro",
        "showing her face",
        "showing his face",
        "shows her face",
        "shows his face",
        "of one of our patients",
        "of the patient's",
        "with her face",
    ];
    let sentence = text.sentence(at);
    let behind = (at + 1..(at + 8).min(sentence.end)).any(|at| text.has_any(at, OF));
    let before = at.saturating_sub(6)..at;
    let own = before.clone().any(|at| {
        text.has(at, "patient ' s") && (at == 0 || !["a", "each", "every", "any"].contains(&text.word(at - 1)))
            || text.has(at, "' s") && at > 1 && text.is(at - 2, HONORIFIC) | text.is(at.saturating_sub(3), HONORIFIC)
    });
    let full_face = text.any_word(before.clone(), &["face", "facial", "rostro", "cara"])
        || text.has_any(at + 1, &["of face", "de rostro", "de cara"]);
    let named = (at + 1..(at + 6).min(sentence.end)).any(|at| {
        ["of", "de"].contains(&text.word(at))
            && text.is(at + 1, super::lexicon::GIVEN)
            && text.is_capital(at + 1)
            && !text.is(at + 1, super::lexicon::STOP)
    }) && super::patient::is_clinical(text, sentence.clone());
    let hers = full_face && (text.any(before, HIS) || text.any(sentence, HIS | HONORIFIC | super::lexicon::PATIENT));
    behind || own || hers || named
}

/// Rules for the practice itself: "never post a photo of the patient without consent".
fn is_advice(text: &Text, at: usize) -> bool {
    let sentence = text.sentence(at);
    text.any(sentence, ADVICE) || super::patient::is_fiction(text) || super::patient::is_history(text)
}
