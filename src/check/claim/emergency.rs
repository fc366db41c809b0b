//! A page about an emergency says whom to call: `claim/no-emergency-line`.

use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};
use crate::markdown::Block;

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

/// The number of emergencies in a country of two letters; that of the United States where none is written.
fn line(country: Option<&str>) -> Option<&'static str> {
    let country = country.map(|country| country.trim().to_ascii_uppercase());
    Some(match country.as_deref() {
        None | Some("" | "US" | "USA" | "UNITED STATES" | "CA" | "CANADA" | "MX" | "MEXICO" | "MÉXICO" | "PR") => {
            "911"
        }
        Some("GB" | "UK" | "UNITED KINGDOM" | "IE" | "IRELAND") => "999",
        Some("AU" | "AUSTRALIA") => "000",
        Some("NZ" | "NEW ZEALAND") => "111",
        Some(
            "DE" | "GERMANY" | "AT" | "CH" | "FR" | "ES" | "SPAIN" | "ESPAÑA" | "IT" | "NL" | "BE" | "PT" | "PL" | "SE"
            | "DK" | "FI",
        ) => "112",
        Some(_) => return None,
    })
}

/// What a page is about stands in its title and headings: a word in passing makes no page about an emergency.
fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    if !reading.document.parsed.source.kind.is_post() || reading.language() == Language::Other {
        return;
    }
    let country = reading.site.config.practice.address.country.as_deref();
    let Some(general) = line(country) else { return };
    let subjects = reading.texts.iter().filter(|text| matches!(text.part, Part::Title | Part::Body(Block::Heading)));
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
        if reading.texts.iter().any(|other| lines.iter().any(|line| other.text.contains(line))) {
            continue;
        }
        let message = "this page is about an emergency and does not say whom to call";
        let help = format!("begin it with a box, `> [!WARNING]`, that says when to call {whom}");
        let place = reading.place(text, 0..text.text.len());
        found.push(Diagnostic::new(&codes::NO_EMERGENCY_LINE, message).at(place).help(help));
        return;
    }
}
