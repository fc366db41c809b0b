//! Telephone (D) and fax numbers (E).

use super::lexicon::{CLINICAL, GIVEN, HIS, HONORIFIC, KIN, ORG, PATIENT, PERSONAL, PRONOUN, STOP};
use super::phrases::{PHONE_FREE, PHONE_LABELS, PHONE_OFFICES};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let mut at = 0;
    // A number in a link is the one that readers see.
    let mut before = String::new();
    while at < text.len() {
        let Some((last, digits)) = number(text, at) else {
            at += 1;
            continue;
        };
        let first = if at > 0 && text.is_mark(at - 1, "(+") && text.is_glued(at) { at - 1 } else { at };
        let is_again = !before.is_empty() && (digits.ends_with(&before) || before.ends_with(&digits));
        if !is_again && !finder.is_known_number(first, last) {
            judge(finder, (first, last), &digits);
        }
        before = digits;
        at = last + 1;
    }
}

fn judge(finder: &mut Finder<'_>, (first, last): (usize, usize), digits: &str) {
    let text = finder.text;
    let national = &digits[digits.len().saturating_sub(10)..];
    if finder.known.has_phone(digits) || PHONE_FREE.contains(&&national[..national.len().min(3)]) {
        return;
    }
    let near = text.around(first, 5, last - first + 3);
    let is_fax = text.any_word(near, &["fax", "faxed", "telefax"]);
    let kind = if is_fax { IdentifierKind::Fax } else { IdentifierKind::Phone };
    let certainty = match owner(text, first, last) {
        Owner::Service => return,
        Owner::Person => Certainty::High,
        Owner::Unknown if is_call_link(text, first) => return,
        Owner::Unknown => {
            let is_labelled = text.any_word(text.around(first, 4, 0), PHONE_LABELS);
            if is_labelled || text.sentence(first).len() <= 14 { Certainty::High } else { Certainty::Fair }
        }
    };
    let explanation =
        if is_fax { "looks like a person's fax number" } else { "looks like a person's telephone number" };
    finder.report((first, last), kind, certainty, explanation);
}

/// Whether a number is the address of a link, which asks readers to call.
fn is_call_link(text: &Text, first: usize) -> bool {
    first >= 2
        && text.is_mark(first - 1, ":")
        && text.is_glued(first)
        && text.is_glued(first - 1)
        && ["tel", "sms"].contains(&text.word(first - 2))
}

/// Whose number it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Person,
    Service,
    Unknown,
}

fn owner(text: &Text, first: usize, last: usize) -> Owner {
    let sentence = text.sentence(first);
    let is_person = |at: usize| {
        text.is(at, PERSONAL | PATIENT | HONORIFIC) || text.is(at, GIVEN) && text.is_capital(at) && !text.is(at, STOP)
    };
    let is_service = |at: usize| {
        PHONE_OFFICES.contains(&text.word(at)) && !text.any(sentence.clone(), PATIENT | HIS)
            || text.is(at, ORG)
                && !(text.word(at) == "us"
                    || text.has(at, "our patient")
                    || text.has(at, "nuestra paciente")
                    || text.has(at, "nuestro paciente")
                    || text.has(at, "line :"))
    };
    // "Please call Joan at 555-0100": a name for readers to ask for.
    let head = sentence.start..first;
    if text.any_word(head.clone(), &["please", "favor"])
        && text.any_word(head, &["call", "llame"])
        && !text.any(sentence.clone(), HIS | PRONOUN | PATIENT | KIN | CLINICAL)
    {
        return Owner::Service;
    }
    let distance = |found: Option<usize>| found.map(|at| first.abs_diff(at));
    let before = sentence.start.max(first.saturating_sub(18))..first;
    let person = distance(before.clone().rev().find(|at| is_person(*at)));
    let service = distance(before.clone().rev().find(|at| is_service(*at)));
    match (person, service) {
        (Some(person), Some(service)) => return if person <= service { Owner::Person } else { Owner::Service },
        (Some(_), None) => return Owner::Person,
        (None, Some(_)) => return Owner::Service,
        (None, None) => {}
    }
    let behind = last + 1..(last + 10).min(sentence.end);
    let person = behind.clone().find(|at| is_person(*at));
    let service = behind.clone().find(|at| is_service(*at));
    match (person, service) {
        (Some(person), Some(service)) => return if person < service { Owner::Person } else { Owner::Service },
        (Some(_), None) => return Owner::Person,
        (None, Some(_)) => return Owner::Service,
        (None, None) => {}
    }
    // "Call 312-555-0100 for tickets" speaks to the reader.
    let asks = [
        "call",
        "text",
        "dial",
        "envie",
        "envienos",
        "send",
        "mande",
        "llame",
        "llamar",
        "llamenos",
        "marque",
        "questions",
        "appointments",
        "citas",
    ];
    if text.any_word(before, &asks) && !text.any_word(sentence, &["back", "called", "callback"]) {
        return Owner::Service;
    }
    Owner::Unknown
}

/// The last token and the digits of a telephone number that begins here.
fn number(text: &Text, at: usize) -> Option<(usize, String)> {
    let length = text.digits(at).len();
    if length == 0 || !starts(text, at) {
        return None;
    }
    // Many countries write their area codes with a zero.
    let has_zero = text.digits(at).starts_with('0') && (3..=5).contains(&length);
    let is_called = || text.any_word(text.around(at, 5, 0), PHONE_LABELS);
    let is_foreign = at > 0 && text.is_mark(at - 1, "+") || has_zero && is_called();
    let mut digits = text.digits(at).to_owned();
    let mut groups = vec![length];
    let (mut last, mut here) = (at, at + 1);
    let mut marks = 0;
    while here < text.len() && here < at + 14 && groups.len() < 6 && digits.len() < 14 {
        if text.is_mark(here, "-.()/") {
            marks += 1;
            here += 1;
            continue;
        }
        let group = text.digits(here);
        // A space, or one or two marks, may be between groups.
        if group.is_empty() || marks > 2 || !fits(&groups, group.len(), is_foreign) {
            break;
        }
        digits.push_str(group);
        groups.push(group.len());
        (last, marks) = (here, 0);
        here += 1;
    }
    let next = last + 1;
    let runs_on = text.is_glued(next)
        && (text.shape(next) != Some(Shape::Mark) || text.is_mark(next, "-/") && text.is_glued(next + 1));
    (!runs_on && is_number(text, at, &groups, &digits, is_foreign)).then_some((last, digits))
}

fn starts(text: &Text, at: usize) -> bool {
    !text.is_glued(at) || text.is_mark(at - 1, "(+:[\"#|'")
}

/// Whether a group of this length may follow.
fn fits(groups: &[usize], next: usize, is_foreign: bool) -> bool {
    match groups {
        [3] => next == 3 || next == 7 || next == 4,
        // `[2, 4]` as in Mexico: 55 4471 9920.
        [3, 3] | [1, 3, 3] | [2] | [2, 4] => next == 4,
        [1] => next == 3 || next == 10,
        [1, 3] => next == 3 || next == 7,
        _ => is_foreign && (2..=8).contains(&next),
    }
}

fn is_number(text: &Text, at: usize, groups: &[usize], digits: &str, is_foreign: bool) -> bool {
    let bytes = digits.as_bytes();
    let is_national = |bytes: &[u8]| bytes.len() == 10 && bytes[0] >= b'2' && bytes[3] >= b'2';
    let is_called = || text.any_word(text.around(at, 5, 0), PHONE_LABELS);
    match groups {
        [3, 3, 4] | [3, 7] => is_national(bytes),
        [1, 3, 3, 4] | [1, 10] | [1, 3, 7] => bytes[0] == b'1' && is_national(&bytes[1..]),
        [10] => is_national(bytes) && is_called(),
        [11] => bytes[0] == b'1' && is_national(&bytes[1..]) && (is_foreign || is_called()),
        [3, 4] => bytes[0] >= b'2' && is_called(),
        [2, 4, 4] => text.any_word(text.around(at, 8, 0), PHONE_LABELS),
        _ => is_foreign && (10..=13).contains(&bytes.len()),
    }
}
