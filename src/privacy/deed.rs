//! What patients do and what is done to them: the verbs of cases, in English and Spanish.

use super::lexicon::{CAME, CARE};
use super::name::Name;
use super::patient;
use super::phrases::{DEED_BROAD, DEED_DEEDS};
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
                Some(close) if !deed(text, behind_fillers(text, at + 1)) => at = close + 1,
                _ => at += 1,
            }
        }
    }
    deed(text, behind_fillers(text, at))
}

/// The first of a few tokens that is not a word such as `who`, `then` or `recently`.
fn behind_fillers(text: &Text, first: usize) -> usize {
    const FILLERS: &[&str] = &[
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
    ];
    // "Had a" and "has diabetes" are deeds themselves.
    let is_filler =
        |at: usize| FILLERS.contains(&text.word(at)) && !(["has", "had"].contains(&text.word(at)) && deed(text, at));
    let end = first + 7;
    (first..end).find(|at| !is_filler(*at)).unwrap_or(end)
}

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
    if text.has_any(at, DEED_DEEDS) {
        let is_broad = text.has_any(at, DEED_BROAD);
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
