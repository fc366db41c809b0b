//! Praise by patients says what is typical: `claim/testimonial`.

use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};
use crate::grade::Language;
use crate::source::Kind;

use super::super::phrases::Phrases;
use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::TESTIMONIAL], check: Check::Text(check) };

/// Outcomes as people tell them who praise a treatment.
static OUTCOMES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "changed my life",
        "saved my life",
        "gave me my life back",
        "got my life back",
        "cured me",
        "i am cured",
        "i was cured",
        "i am pain free",
        "i am now pain free",
        "completely pain free",
        "pain free again",
        "like new",
        "better than ever",
        "i lost * pounds",
        "i have lost * pounds",
        "worked wonders",
        "works wonders",
        "best doctor",
        "best decision i ever made",
        "highly recommend",
        "i recommend this",
        "i would recommend",
        "five stars",
        "me cambió la vida",
        "me salvó la vida",
        "me curó",
        "me curaron",
        "estoy curado",
        "estoy curada",
        "ya no tengo dolor",
        "perdí * kilos",
        "perdí * libras",
        "lo recomiendo",
        "la recomiendo",
        "los recomiendo",
        "cinco estrellas",
    ])
});

/// Words that say what others may expect.
static TYPICAL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "typical",
        "typically",
        "most people",
        "most patients",
        "many people",
        "on average",
        "results differ",
        "results vary",
        "others may",
        "one person's experience",
        "one person’s experience",
        "resultados varían",
        "la mayoría",
        "en promedio",
        "típico",
        "típicos",
    ])
});

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let kind = reading.document.parsed.source.kind;
    if !kind.is_post() && kind != Kind::Page {
        return;
    }
    let mut texts = reading.texts.iter().filter(|text| text.language != Language::Other && text.part != Part::Claim);
    let Some((text, range)) = texts.find_map(|text| Some((text, OUTCOMES.meant(&text.words).into_iter().next()?)))
    else {
        return;
    };
    let has_line = reading.document.parsed.front.typical_results.is_some();
    if has_line || reading.texts.iter().any(|text| TYPICAL.is_in(&text.words)) {
        return;
    }
    let message = format!("`{}` praises a result without saying what is typical", &text.text[range.clone()]);
    let consent = if kind == Kind::Story {
        ", in `typical_results:`"
    } else {
        ", and publish it as a story, with the patient's consent"
    };
    let help = format!("say what most patients can expect, with a source{consent} (16 CFR 255.2)");
    found.push(Diagnostic::new(&codes::TESTIMONIAL, message).at(reading.place(text, range)).help(help));
}
