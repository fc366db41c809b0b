//! What is filled into a post for a health observance.

use jiff::Span;

use crate::model::Site;
use crate::observance::Observance;

use super::yaml_string;

/// How far ahead the next date of an observance is looked for, in years: February 29 comes every four.
const AHEAD: i64 = 9;

/// Topics of posts that give the number of the 988 Suicide & Crisis Lifeline (<https://988lifeline.org>).
const CRISIS: [&str; 9] = [
    "suicide-prevention",
    "suicide",
    "self-harm",
    "depression",
    "mental-health",
    "bipolar-disorder",
    "ptsd",
    "postpartum-depression",
    "eating-disorders",
];

/// Topics of posts that give the number of Poison Help (<https://poisonhelp.hrsa.gov>).
const POISON: [&str; 3] = ["poisoning", "poisoning-prevention", "medication-safety"];

/// Topics of posts that give the number of SAMHSA's helpline (<https://www.samhsa.gov/find-help/helplines/national-helpline>).
const SUBSTANCES: [&str; 7] = [
    "substance-use-disorder",
    "substance-use-recovery",
    "opioid-use-disorder",
    "alcohol-use-disorder",
    "alcohol",
    "overdose",
    "overdose-prevention",
];

/// Why there are no words for an observance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWords {
    /// The list has no such observance.
    Unknown,
    /// It has no date in so many years.
    NoDate(i64),
}

/// The words of the archetype for an observance.
///
/// # Errors
/// A [`NoWords`] where there is no such observance, or none to come.
pub fn commemoration(site: &Site, id: &str) -> Result<Vec<(&'static str, String)>, NoWords> {
    let mut list = site.observances().map(|known| site.observance(known));
    let known = list.find(|known| known.id == id).ok_or(NoWords::Unknown)?;
    let until = site.today.checked_add(Span::new().years(AHEAD)).unwrap_or(site.today);
    let next = known.rule.occurrences(site.today, until).next().ok_or(NoWords::NoDate(AHEAD))?;
    let after = next.last.tomorrow().unwrap_or(next.last);
    let days =
        if next.first == next.last { next.first.to_string() } else { format!("{} to {}", next.first, next.last) };
    // What is still to come goes live on its first morning.
    let when = if next.first > site.today {
        format!("{} 07:00", next.first)
    } else {
        site.config.zone.at(site.now).strftime("%Y-%m-%d %H:%M").to_string()
    };
    let (conditions, topics) = terms(site, known);
    let hashtags: Vec<String> = known.hashtags.iter().map(|tag| format!("#{tag}")).collect();
    Ok(vec![
        ("observance", known.id.clone()),
        ("name", known.name.clone()),
        ("days", days),
        ("when", when),
        ("after", after.to_string()),
        ("conditions", conditions),
        ("topics", topics),
        ("hashtags", hashtags.join(" ")),
        ("sponsor", sponsor(known)),
        ("crisis", crisis(site, known)),
    ])
}

/// Its slugs as the two lists of the front matter.
fn terms(site: &Site, known: &Observance) -> (String, String) {
    let is_condition =
        |slug: &&String| site.vocabulary.conditions.iter().any(|term| term.slug.as_str() == slug.as_str());
    let (conditions, topics): (Vec<&String>, Vec<&String>) = known.topics.iter().partition(is_condition);
    let list = |slugs: Vec<&String>| {
        let slugs: Vec<String> = slugs.into_iter().map(|slug| plain_or_quoted(slug)).collect();
        format!("[{}]", slugs.join(", "))
    };
    (list(conditions), list(topics))
}

fn plain_or_quoted(slug: &str) -> String {
    let plain = slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { slug.to_owned() } else { yaml_string(slug) }
}

/// Who calls it out, as a sentence with a link.
fn sponsor(known: &Observance) -> String {
    match (&known.sponsor, &known.url) {
        (Some(sponsor), Some(url)) => format!("{} is led by [{sponsor}]({url}).\n\n", known.name),
        (Some(sponsor), None) => format!("{} is led by {sponsor}.\n\n", known.name),
        _ => String::new(),
    }
}

/// The lines to call that fit its topics, where the practice is in the United States.
fn crisis(site: &Site, known: &Observance) -> String {
    let country = site.config.practice.address.country.as_deref();
    if country.is_some_and(|country| !country.eq_ignore_ascii_case("us")) {
        return String::new();
    }
    let about = |topics: &[&str]| known.topics.iter().any(|topic| topics.contains(&topic.as_str()));
    let mut lines = Vec::new();
    if about(&CRISIS) {
        lines.push(
            "**In a crisis:** call or text 988, the Suicide & Crisis Lifeline, at any hour. If a life is in danger, call 911.",
        );
    }
    if about(&POISON) {
        lines.push(
            "**Poison Help:** 1-800-222-1222, at any hour. If somebody collapses or has trouble breathing, call 911.",
        );
    }
    if about(&SUBSTANCES) {
        lines.push(
            "**Help with alcohol or drugs:** call the national helpline, 1-800-662-4357, free and private, at any hour.",
        );
    }
    lines.join("\n\n") + if lines.is_empty() { "" } else { "\n\n" }
}
