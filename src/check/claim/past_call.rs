//! A page does not ask for something that is no longer possible: `claim/past-call`.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::Value;

use crate::diag::{Diagnostic, Place, codes};
use crate::grade::{Language, TextWords};
use crate::model::LinkTarget;
use crate::yaml::Step;

use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Project, Rule};

/// The rule over what a call says.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::PAST_CALL], check: Check::Text(check) };

/// The rule over what a call leads to, which another document decides.
pub(in crate::check) const OVER: Rule = Rule { codes: &[&codes::PAST_CALL], check: Check::Site(over) };

const MONTHS: [(&str, &str); 12] = [
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
];

const HELP: &str = "write what readers can do now, or remove the call to action";

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let document = reading.document;
    let (front, parsed) = (&document.parsed.front, &document.parsed);
    if !document.state.is_public() {
        return;
    }
    // A date without a year is the first such day after the text was written.
    let written = front.updated.or(front.date).map_or(reading.site.today, |moment| moment.day);
    let today = reading.site.today;
    let mut report = |text: &str, place: Place| {
        let language = reading.language();
        if language != Language::Other
            && let Some((day, range)) = last_day(text, written)
            && day < today
        {
            let message = format!("this call to action ended on {day}: `{}`", &text[range]);
            found.push(Diagnostic::new(&codes::PAST_CALL, message).at(place).help(HELP));
        }
    };
    for text in reading.texts.iter().filter(|text| text.part == Part::Label) {
        report(text.text, reading.place(text, 0..text.text.len()));
    }
    for (call, component) in parsed.body.outline.components.iter().zip(&document.components) {
        if call.name == "call-to-action" {
            let label = component.arguments.get("label").and_then(Value::as_str).unwrap_or_default();
            report(label, Place::at(&parsed.source.path, call.range.clone()));
        }
    }
}

/// Calls to action that lead to an event which is over.
fn over(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let public = site.documents.iter().filter(|document| document.state.is_public());
    let calls = public.filter_map(|document| match &document.call_to_action {
        Some(LinkTarget::Document { id, .. }) => Some((document, site.document(*id).parsed.front.event.as_ref()?)),
        _ => None,
    });
    let late = calls.filter(|(_, event)| event.over_at(&site.config.zone) <= site.now);
    late.map(|(document, _)| {
        let message = "this call to action links to an event that is over";
        let place = document.parsed.place(&[Step::Key("call_to_action"), Step::Key("url")]);
        Diagnostic::new(&codes::PAST_CALL, message).at(place).help(HELP)
    })
    .collect()
}

/// The last day that a text names, and where: `October 15`, `15 de octubre`, `the end of October`, `November 2026`.
fn last_day(text: &str, written: Date) -> Option<(Date, Range<usize>)> {
    let words = TextWords::of(text);
    let mut last: Option<(Date, Range<usize>)> = None;
    for word in words.iter() {
        let Some(month) = MONTHS.iter().position(|(en, es)| word.low == *en || word.low == *es) else { continue };
        // "May" is a month where it is as a name.
        if !word.written.starts_with(char::is_uppercase) && MONTHS[month].0 == word.low {
            continue;
        }
        let month = i8::try_from(month + 1).unwrap_or(1);
        let (before, after) = (&text[..word.start], &text[word.end()..]);
        let (ahead, behind) = (figures(after), figures_before(before));
        let is_may = word.low == "may" && ahead.is_empty() && behind.is_none();
        if is_may {
            continue;
        }
        let year = ahead.iter().copied().find(|figure| (2000..2100).contains(figure));
        let day = ahead.first().copied().filter(|figure| (1..=31).contains(figure)).or(behind);
        let first = |year: i16| Date::new(year, month, 1).ok();
        let in_year = |year: i16| {
            let first = first(year)?;
            let day = day.and_then(|day| i8::try_from(day).ok());
            Some(day.map_or_else(|| first.last_of_month(), |day| Date::new(year, month, day).unwrap_or(first)))
        };
        let day = match year {
            Some(year) => in_year(year),
            None => in_year(written.year())
                .and_then(|day| if day < written { in_year(written.year() + 1) } else { Some(day) }),
        };
        if let Some(day) = day.filter(|day| last.as_ref().is_none_or(|(known, _)| known < day)) {
            last = Some((day, word.start..word.end()));
        }
    }
    last
}

/// The figures right after a month: a day, a year, or both.
fn figures(text: &str) -> Vec<i16> {
    let mut found = Vec::new();
    let mut rest = text;
    for _ in 0..2 {
        let gap = rest.trim_start_matches([' ', ',', '\u{a0}', '.']);
        let gap = gap.strip_prefix("de ").or_else(|| gap.strip_prefix("del ")).unwrap_or(gap);
        let digits = gap.bytes().take_while(u8::is_ascii_digit).count();
        let Some(number) = gap[..digits].parse().ok().filter(|_| (1..=4).contains(&digits)) else { break };
        found.push(number);
        rest = &gap[digits..];
        rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    }
    found
}

/// The day right before a month: `15 October`, `15 de octubre`.
fn figures_before(text: &str) -> Option<i16> {
    let text = text.trim_end();
    let text = text.strip_suffix(" de").unwrap_or(text).trim_end();
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text[text.len() - digits..].parse().ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_a_call_is_found() {
        let written = jiff::civil::date(2026, 9, 10);
        let of = |text: &str| last_day(text, written).map(|(day, _)| day.to_string()).unwrap_or_default();
        for (text, day) in [
            ("Get your flu shot before the end of October", "2026-10-31"),
            ("Sign up by October 15", "2026-10-15"),
            ("Sign up by October 15th, 2027", "2027-10-15"),
            ("Come on 5 December", "2026-12-05"),
            ("Inscríbase antes del 15 de octubre de 2026", "2026-10-15"),
            ("Walk with us in March", "2027-03-31"),
            ("From September 12 to October 3", "2026-10-03"),
            ("You may call us", ""),
            ("May we call you?", ""),
            ("In May 2027", "2027-05-31"),
            ("Book a visit", ""),
        ] {
            assert_eq!(of(text), day, "{text}");
        }
    }
}
