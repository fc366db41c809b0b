//! A page about an emergency says whom to call: `claim/no-emergency-line`.

use std::sync::LazyLock;

use crate::config::emergency_number;
use crate::diag::{Diagnostic, codes};
use crate::markdown::BlockKind;
use crate::model::Care;

use super::super::phrases::Phrases;
use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::NO_EMERGENCY_LINE], check: Check::Text(check) };

static EMERGENCIES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "heart attack",
        "heart attacks",
        "stroke",
        "strokes",
        "chest pain",
        "cardiac arrest",
        "anaphylaxis",
        "severe allergic reaction",
        "trouble breathing",
        "choking",
        "seizure",
        "seizures",
        "severe bleeding",
        "heat stroke",
        "ataque al corazón",
        "infarto",
        "derrame cerebral",
        "dolor de pecho",
        "anafilaxia",
        "convulsiones",
        "asfixia",
    ])
});

static CRISES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&["suicide", "suicidal", "suicidal thoughts", "self-harm", "suicidio", "suicida", "autolesiones"])
});

static POISON: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "poisoning",
        "poison",
        "overdose",
        "overdoses",
        "carbon monoxide",
        "intoxicación",
        "envenenamiento",
        "sobredosis",
    ])
});

/// What a page is about is in its title and headings: a word in passing makes no page about an emergency.
fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    if !reading.document.parsed.source.kind.is_post() || reading.language() == Language::Other {
        return;
    }
    let country = reading.site.config.practice.address.country.as_deref();
    let Some(general) = emergency_number(country) else { return };
    let subjects =
        reading.texts.iter().filter(|text| matches!(text.part, Part::Title | Part::Body(BlockKind::Heading)));
    for text in subjects {
        let is_american = general == "911" && country.is_none_or(|country| !country.trim().eq_ignore_ascii_case("mx"));
        let (lines, whom): (&[&str], &str) = if CRISES.is_in(&text.words) && is_american {
            (&["988"], "988, the Suicide and Crisis Lifeline")
        } else if POISON.is_in(&text.words) && is_american {
            (&["222-1222", "911"], "911, or Poison Control at 1-800-222-1222")
        } else if EMERGENCIES.is_in(&text.words) {
            (std::slice::from_ref(&general), general)
        } else {
            continue;
        };
        let has_card = lines.contains(&general) && has_emergency_card(reading);
        if has_card || reading.texts.iter().any(|other| lines.iter().any(|line| other.text.contains(line))) {
            continue;
        }
        let message = "this page is about an emergency but does not say whom to call";
        let help = format!("start the page with an `> [!EMERGENCY]` box that says when to call {whom}");
        let place = reading.place(text, 0..text.text.len());
        found.push(Diagnostic::new(&codes::NO_EMERGENCY_LINE, message).at(place).help(help));
        return;
    }
}

/// Whether a care card says when to call the number of emergencies, which the program writes into it.
fn has_emergency_card(reading: &Reading<'_>) -> bool {
    let calls = reading.document.parsed.body.outline.components.iter().zip(&reading.document.components);
    let level = |component: &crate::model::Component| component.arguments.get("level").cloned();
    calls.into_iter().any(|(call, component)| {
        call.name == "care" && level(component).is_some_and(|level| level == Care::Emergency.word())
    })
}
