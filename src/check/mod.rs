//! Rules over the whole site: what no single document can know of itself.
//!
//! In: the site, its plan and what the theme says of itself. Out: diagnostics. Invariant: one rule, one file; a rule reads and never changes.

mod address;
mod claims;
mod dates;
mod edited;
mod links;
mod notices;
mod overdue;
mod parts;
mod posts;
mod reviewer;
mod sources;
mod unused;

use crate::base::VPath;
use crate::diag::Diagnostic;
use crate::model::Site;
use crate::plan::Plan;
use crate::theme::Contract;

/// Applies every rule. `unread` are documents that could not be understood.
#[must_use]
pub fn check(site: &Site, plan: &Plan, theme: &Contract, unread: &[&VPath]) -> Vec<Diagnostic> {
    let mut found = links::check(site, plan, theme);
    found.extend(claims::check(site));
    found.extend(reviewer::check(site));
    found.extend(edited::check(site));
    found.extend(overdue::check(site));
    found.extend(dates::check(site));
    found.extend(notices::check(site));
    found.extend(posts::check(site));
    found.extend(sources::check(site));
    found.extend(unused::check(site, unread));
    found
}
