//! Social Security numbers (G).

use super::label;
use super::phrases::SECURITY_LABELS;
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

/// Numbers that were printed in advertisements and never given to anyone.
const ADVERTISED: [(u32, u32, u32); 2] = [(78, 5, 1120), (219, 9, 9999)];

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        if let Some(last) = grouped(text, at) {
            finder.report(
                (at, last),
                IdentifierKind::SocialSecurity,
                Certainty::High,
                "looks like a Social Security number",
            );
        }
        if let Some(behind) = label_end(text, at)
            && let Some(value) = label::value(text, behind)
            && is_possible(text, value.first, value.last, value.digits)
        {
            finder.report(
                (at, value.last),
                IdentifierKind::SocialSecurity,
                Certainty::High,
                "is all or the end of a Social Security number",
            );
        }
    }
}

/// Where a label of a Social Security number ends.
fn label_end(text: &Text, at: usize) -> Option<usize> {
    if !text.is(at, super::lexicon::OF_SECURITY) {
        return None;
    }
    let found =
        SECURITY_LABELS.iter().filter(|label| text.has(at, label)).map(|label| label.split(' ').count()).max()?;
    // "Social" alone, as people say it: "her social is".
    Some(at + found)
}

/// The last token of `123-45-6789`, with hyphens, spaces or full stops, where it can be one.
fn grouped(text: &Text, at: usize) -> Option<usize> {
    if text.digits(at).len() != 3 || text.is_glued(at) && !text.is_mark(at - 1, ":#(\"=|") {
        return None;
    }
    let mut parts = [at, 0, 0];
    let mut here = at;
    let mut mark = "";
    for (place, length) in [(1, 2), (2, 4)] {
        here += 1;
        if text.is_mark(here, "-.") && text.is_glued(here) {
            let this = text.word(here);
            if !mark.is_empty() && this != mark {
                return None;
            }
            mark = this;
            here += 1;
            if !text.is_glued(here) {
                return None;
            }
        } else if !mark.is_empty() {
            return None;
        }
        if text.digits(here).len() != length {
            return None;
        }
        parts[place] = here;
    }
    let next = here + 1;
    if text.is_glued(next) && (text.is_mark(next, "-/") || !text.digits(next).is_empty()) {
        return None;
    }
    let [area, group, serial] = parts.map(|part| text.value(part).unwrap_or(0));
    let is_plain = mark.is_empty() && !text.any_word(text.around(at, 8, 0), &["ssn", "ss", "social", "seguro"]);
    (!is_plain && is_issued(area, group, serial)).then_some(here)
}

fn is_issued(area: u32, group: u32, serial: u32) -> bool {
    area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && !ADVERTISED.contains(&(area, group, serial))
}

/// Whether what follows a label can be a number: nine digits as they are issued, or the last four.
fn is_possible(text: &Text, first: usize, last: usize, digits: usize) -> bool {
    let all: String = (first..=last).map(|at| text.digits(at)).collect();
    if text.any_word(first.saturating_sub(4)..first, &["media", "posts"]) {
        return false;
    }
    let part = |range: std::ops::Range<usize>| all.get(range).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    match digits {
        // The number of social security in Mexico.
        11 => text.any_word(first.saturating_sub(4)..first, &["nss"]),
        9 => is_issued(part(0..3), part(3..5), part(5..9)),
        4 => {
            let is_year = text.value(first).is_some_and(|year| (1900..=2099).contains(&year));
            !is_year || text.any_word(text.around(first, 6, 0), &["ending", "last", "termina", "four", "x", "xx"])
        }
        _ => false,
    }
}
