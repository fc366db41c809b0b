//! Words of a reply that confirm that somebody is a patient: already that is protected (45 CFR 164.502(a)).

use std::ops::Range;

use super::text::Text;

/// Phrases that speak to a reviewer as to a patient, in English and Spanish.
const PHRASES: &[&str] = &[
    "your visit",
    "your visits",
    "your appointment",
    "your appointments",
    "your treatment",
    "your treatments",
    "your care",
    "your procedure",
    "your surgery",
    "your results",
    "your test",
    "your tests",
    "your lab",
    "your chart",
    "your record",
    "your records",
    "your file",
    "your bill",
    "your balance",
    "your copay",
    "your insurance",
    "your claim",
    "your account",
    "your diagnosis",
    "your condition",
    "your symptoms",
    "your medication",
    "your medications",
    "your prescription",
    "your refill",
    "your doctor",
    "your physician",
    "your provider",
    "your dentist",
    "your nurse",
    "your exam",
    "your checkup",
    "your cleaning",
    "your crown",
    "your stay",
    "your delivery",
    "your pregnancy",
    "your baby",
    "your recovery",
    "your health",
    "your pain",
    "your injury",
    "your referral",
    "your follow - up",
    "your wait",
    "your time with us",
    "your last",
    "your recent",
    "your first",
    "your next",
    "your experience with us",
    "your experience at our",
    "your experience here",
    "your child ' s",
    "your son",
    "your daughter",
    "your mother",
    "your father",
    "your husband",
    "your wife",
    "you were seen",
    "you were treated",
    "you were late",
    "you were scheduled",
    "you were told",
    "you were billed",
    "you were charged",
    "you were here",
    "you were our",
    "you were a patient",
    "you are a patient",
    "you are our patient",
    "you visited",
    "you came in",
    "you came to",
    "you called us",
    "you saw dr",
    "you saw our",
    "you had to wait",
    "you waited",
    "you missed",
    "you canceled",
    "you cancelled",
    "you refused",
    "you declined",
    "you signed",
    "you received",
    "you left without",
    "you owe",
    "you have been a patient",
    "you chose us",
    "when you were",
    "when you came",
    "when you left",
    "since you were",
    "after you left",
    "our records show",
    "our records indicate",
    "according to our records",
    "we saw you",
    "we treated you",
    "we took care of you",
    "we cared for you",
    "we called you",
    "we see you",
    "we have seen you",
    "see you again",
    "see you soon",
    "welcome you back",
    "have you back",
    "as our patient",
    "as a patient of",
    "being our patient",
    "being a patient",
    "our patient",
    "choosing us for your",
    "choosing our practice",
    "trusting us with",
    "caring for you",
    "treating you",
    "seeing you",
    "to serve you again",
    "the issues you have had",
    "the issues that you have had",
    "sorry you had",
    "sorry that you had",
    "feel better soon",
    "su visita",
    "su cita",
    "su tratamiento",
    "su consulta",
    "su cirugia",
    "su expediente",
    "su diagnostico",
    "sus resultados",
    "su cuenta",
    "su factura",
    "su medico",
    "su seguro",
    "su receta",
    "su hijo",
    "su hija",
    "su madre",
    "lo atendimos",
    "la atendimos",
    "le atendimos",
    "cuando vino",
];

/// More phrases of Spanish, and of English in fewer words.
const MORE: &[&str] = &[
    "usted vino",
    "usted llego",
    "usted fue atendida",
    "usted fue atendido",
    "fue atendida",
    "fue atendido",
    "verlo de nuevo",
    "verla de nuevo",
    "verle de nuevo",
    "como paciente",
    "nuestra paciente",
    "nuestro paciente",
    "es paciente",
    "su recuperacion",
    "su espera",
    "segun nuestros registros",
    "nuestros registros muestran",
    "su experiencia con nosotros",
    "su experiencia en nuestra",
    "su bebe",
    "su parto",
    "su salud",
    "tu visita",
    "tu cita",
    "tu tratamiento",
    "tu cuenta",
    "usted espero",
];

/// Before these words a phrase denies rather than confirms.
const DENIALS: &[&str] = &[
    "whether",
    "if",
    "any person's",
    "anyone's",
    "any",
    "cannot",
    "can't",
    "not",
    "never",
    "si",
    "ninguna",
    "nadie",
    "no",
    "someone's",
    "anybody",
    "alguien",
];

/// The bytes of every phrase that confirms that the reader is, or was, a patient.
#[must_use]
pub fn confirms(reply: &str) -> Vec<Range<usize>> {
    let text = Text::new(reply);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let longest = PHRASES
            .iter()
            .chain(MORE)
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
    text.any_word(before, DENIALS)
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
