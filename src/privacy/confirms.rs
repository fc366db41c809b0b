//! Words of a reply that confirm that someone is a patient: already that is protected (45 CFR 164.502(a)).

use std::ops::Range;

use super::phrases::{CONFIRMS_DENIALS, CONFIRMS_MORE, CONFIRMS_PHRASES};
use super::text::Text;

/// The bytes of every phrase that confirms that the reader is, or was, a patient.
#[must_use]
pub fn confirms(reply: &str) -> Vec<Range<usize>> {
    let text = Text::new(reply);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let longest = CONFIRMS_PHRASES
            .iter()
            .chain(CONFIRMS_MORE)
            .filter(|phrase| text.has(at, phrase))
            .map(|phrase| phrase.split(' ').count())
            .max();
        let Some(length) = longest else {
            at += 1;
            continue;
        };
        if !is_denied(&text, at) {
            found.push(text.origin(at, at + length - 1));
        }
        at += length;
    }
    found
}

/// "whether someone is our patient", "if you were seen here": what a careful reply says.
fn is_denied(text: &Text, at: usize) -> bool {
    let sentence = text.sentence(at);
    let before = sentence.start.max(at.saturating_sub(7))..at;
    text.any_word(before, CONFIRMS_DENIALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_confirms_by_what_it_takes_for_granted() {
        for reply in [
            "We are sorry about your visit last Tuesday.",
            "Our records show that you were billed correctly.",
            "Thank you for trusting us with your care.",
            "Lamentamos que su cita haya empezado tarde.",
            "We apologize for the issues that you have had with our service.",
        ] {
            assert!(!confirms(reply).is_empty(), "{reply}");
        }
        for reply in [
            "Thank you for taking the time to write.",
            "Privacy law keeps us from saying whether someone is a patient.",
            "Please call Rosa Medina at our office: she will listen.",
            "Las leyes de privacidad no nos permiten decir si alguien es paciente.",
        ] {
            assert!(confirms(reply).is_empty(), "{reply}");
        }
    }
}
