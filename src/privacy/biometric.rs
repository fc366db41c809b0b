//! Fingers, eyes and voices of one person (P).

use super::lexicon::{BIOMETRIC, HIS, PATIENT};
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    if !text.has_role(BIOMETRIC | super::lexicon::OF_BODY) {
        return;
    }
    for at in 0..text.len() {
        let named = text.is(at, BIOMETRIC)
            && !text.has_any(
                at,
                &["retina specialist", "retinal detachment", "retinal disease", "retinal vein", "footprint"],
            )
            || text.is(at, super::lexicon::OF_BODY)
                && text.has_any(
                    at,
                    &[
                        "voice print",
                        "finger print",
                        "iris scan",
                        "iris image",
                        "palm scan",
                        "raw file",
                        "huella digital",
                        "grabacion de la voz",
                        "finger prints",
                        "palm print",
                        "palm prints",
                        "palm vein",
                        "dna profile",
                        "dna sample",
                        "genetic profile",
                        "genome file",
                        "face id",
                        "facial recognition",
                        "face scan",
                        "face template",
                        "hand geometry",
                        "voice recording",
                        "voice recordings",
                        "gait signature",
                        "perfil genetico",
                        "perfil de adn",
                        "huella de voz",
                        "grabacion de voz",
                        "escaneo de iris",
                        "voz grabada",
                    ],
                );
        if named && is_of_one(text, at) {
            finder.report((at, at), IdentifierKind::Biometric, Certainty::High, "is a biometric feature of a person");
        }
    }
}

/// "her fingerprints", "the patient's iris scan", "fingerprint of Mr. Lee", "fingerprint ID 4471".
#[expect(clippy::too_many_lines, reason = "one rule with its lists of words, from top to bottom")]
fn is_of_one(text: &Text, at: usize) -> bool {
    let sentence = text.sentence(at);
    let before = at.saturating_sub(6)..at;
    let behind = at + 1..(at + 9).min(sentence.end);
    let is_own = before
        .clone()
        .any(|at| text.is(at, HIS) && !["your", "their"].contains(&text.word(at)) && text.word(at) != "su")
        || before.clone().any(|at| {
            text.has(at, "patient ' s") && (at == 0 || !["a", "each", "every", "any"].contains(&text.word(at - 1)))
        })
        || (before.start..at).any(|at| {
            text.has(at, "' s")
                && at > 0
                && text.is_capital(at - 1)
                && text.is(at - 1, super::lexicon::GIVEN | super::lexicon::FAMILY)
        })
        || behind.clone().any(|at| {
            text.has_any(
                at,
                &[
                    "of the patient",
                    "of our patient",
                    "of my patient",
                    "of this patient",
                    "of one of our",
                    "from one of our",
                    "of the woman",
                    "of the man",
                    "of the boy",
                    "of the girl",
                    "de nuestro paciente",
                    "del nino",
                    "de la nina",
                    "of mr",
                    "of mrs",
                    "of ms",
                    "del paciente",
                    "de la paciente",
                    "de mi paciente",
                    "de nuestra paciente",
                    "de la senora",
                    "del senor",
                    "for mr",
                    "for mrs",
                    "for ms",
                    "from mr",
                    "from mrs",
                    "for the patient",
                    "for pt",
                    "for patient",
                    "for our patient",
                    "from the patient",
                    "from our patient",
                    "of the caller",
                ],
            )
        })
        || text.word(at.wrapping_sub(1)) == "su" && text.any(sentence.clone(), PATIENT | super::lexicon::HONORIFIC);
    let is_coded = behind.clone().any(|at| text.digits(at).len() >= 4)
        && text.any_word(
            behind.clone(),
            &["id", "template", "file", "hash", "record", "no", "#", "enrolled", "archivo", "stored", "saved"],
        );
    // "Never share her fingerprint" is advice only without the past tense; a disease of the retina is no identifier.
    let is_advice = text.any_word(
        sentence.clone(),
        &[
            "never",
            "don't",
            "phone",
            "unlock",
            "smartphone",
            "passkey",
            "criminal",
            "sucking",
            "police",
            "crime",
            "footprint",
            "app",
        ],
    ) && !is_coded;
    let is_kept = text.any_word(
        sentence.clone(),
        &[
            "file",
            "stored",
            "on",
            "id",
            "scan",
            "scans",
            "template",
            "attached",
            "enrolled",
            "saved",
            "recorded",
            "uploaded",
            "database",
            "used",
            "matched",
            "archivo",
            "guardada",
            "guardamos",
            "registrada",
            "registramos",
            "below",
            "took",
            "collected",
            "captured",
            "adjunta",
            "adjunto",
            "print",
            "prints",
            "taken",
            "identified",
            "identifies",
            "confirmed",
            "chart",
            "tomamos",
            "here",
            "verified",
            "verifico",
            "photographed",
            "image",
            "scanned",
            "registradas",
            "sign",
            "inked",
            "shown",
            "tomada",
            "tomadas",
            "escaneo",
            "digital",
            "antes",
        ],
    );
    let is_eye = text.word(at).starts_with("retina") || text.word(at) == "iris";
    let is_scan = !is_eye
        || text.any_word(
            at..(at + 4).min(text.len()),
            &["scan", "scans", "id", "template", "pattern", "signature", "print", "image", "escaneo"],
        );
    (is_own && is_kept || is_coded) && is_scan && !is_advice
}
