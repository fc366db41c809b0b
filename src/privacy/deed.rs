//! What patients do and what is done to them: the verbs of cases, in English and Spanish.

use super::lexicon::{CAME, CARE};
use super::name::Name;
use super::patient;
use super::text::Text;

/// What patients do and what is done to them: `Maria came in`, `John was diagnosed`, `Ana acudió`.
pub(super) fn by_deed(text: &Text, name: &Name) -> bool {
    if !(name.given || name.known && name.initials + name.words >= 2 || name.initials > 1 && name.words == 0) {
        return false;
    }
    let mut at = name.last + 1;
    // "Maria Lopez, 54, of Elm Street, came in": over what is between commas.
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

#[expect(clippy::too_many_lines, reason = "one rule with its lists of words, from top to bottom")]
pub(super) fn deed(text: &Text, at: usize) -> bool {
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
