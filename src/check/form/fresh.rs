//! Sources are as fresh as their kind asks: `source/stale`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::diag::{Diagnostic, codes};
use crate::reference::{Evidence, PartialDate, Reference};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::STALE_SOURCE], check: Check::Text(check) };

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    // A practice that has said how old a source may be goes by that.
    if reading.site.config.editorial.source_age.is_some() {
        return;
    }
    for source in &reading.document.citations.sources {
        let Some((message, help)) = stale(&source.reference, reading.site.today) else { continue };
        let place = source.place(&reading.document.parsed);
        found.push(Diagnostic::new(&codes::STALE_SOURCE, message).at(place).help(help));
    }
}

/// What is wrong with the age of a source, and what to do.
fn stale(reference: &Reference, today: Date) -> Option<(String, &'static str)> {
    let (id, evidence) = (&reference.id, reference.evidence?);
    let is_older = |date: Option<PartialDate>, span: Span| {
        date?.last_day().and_then(|day| day.checked_add(span).ok()).map(|due| due < today)
    };
    let old = |span: Span| is_older(reference.issued, span) == Some(true);
    match evidence {
        Evidence::Guideline if old(5.years()) => {
            Some((format!("the guideline `{id}` is older than five years"), "look for a newer edition"))
        }
        Evidence::SystematicReview if old(5.years()) => {
            Some((format!("the review `{id}` is older than five years"), "look for one that includes later studies"))
        }
        Evidence::Preprint if old(1.year()) => Some((
            format!("the preprint `{id}` is older than a year"),
            "check whether it has been published, and cite the published version",
        )),
        Evidence::News if old(2.years()) => {
            Some((format!("the news report `{id}` is older than two years"), "cite what it reported on"))
        }
        Evidence::Government | Evidence::Organization if is_older(reference.accessed, 1.year()) == Some(true) => {
            let help = "read the page again, and put that day in `accessed:`";
            Some((format!("the page `{id}` was last read more than a year ago"), help))
        }
        _ => None,
    }
}
