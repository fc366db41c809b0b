//! The position of blocks for patients: `markup/block-place`.

use crate::diag::{Diagnostic, Place, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::BLOCK_PLACE], check: Check::Text(check) };

/// The most care cards of a page: with more, readers look at none.
const MOST_CARDS: usize = 2;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let outline = &reading.document.parsed.body.outline;
    let file = &reading.document.parsed.source.path;
    let mut report = |range: &std::ops::Range<usize>, message: &str, help: &str| {
        let place = Place::at(file, range.clone());
        found.push(Diagnostic::new(&codes::BLOCK_PLACE, message).at(place).help(help));
    };
    let cards = outline.components.iter().filter(|call| call.name == "care");
    for (at, card) in cards.enumerate() {
        if at >= MOST_CARDS {
            let help = "keep the two that matter most, and move the rest into the text: when everything is boxed, nothing stands out";
            report(&card.range, "this page has more than two care cards", help);
        }
        let next_text =
            outline.prose.passages().map(|passage| passage.place(0..1).start).filter(|start| *start >= card.range.end);
        let next_text = next_text.min();
        let next_heading =
            outline.headings.iter().map(|heading| heading.range.start).find(|start| *start >= card.range.end);
        let next_card = outline.components.iter().filter(|call| call.name == "care").map(|call| call.range.start);
        let next_card = next_card.filter(|start| *start >= card.range.end).min();
        let end = [next_heading, next_card].into_iter().flatten().min().unwrap_or(usize::MAX);
        if next_text.is_some_and(|text| text < end) {
            let help = "start it with a heading, such as `## How it is treated`, so that it does not look like part of the card";
            report(&card.range, "text follows this care card without a heading", help);
        }
    }
    for (at, summary) in outline.components.iter().filter(|call| call.name == "summary").enumerate() {
        let is_below = outline.headings.iter().any(|heading| heading.range.end <= summary.range.start);
        if at > 0 || is_below {
            let help =
                "put one `summary` block at the top, above the first heading: readers in a hurry read nothing else";
            report(&summary.range, "the summary is not at the top of the page", help);
        }
    }
}
