//! Rules over the whole site: what no single document can know of itself.
//!
//! In: the site and its plan. Out: diagnostics. Invariant: one rule, one file; a rule reads and never changes.

mod links;
mod sources;

use crate::diag::Diagnostic;
use crate::model::Site;
use crate::plan::Plan;

/// Applies every rule.
#[must_use]
pub fn check(site: &Site, plan: &Plan) -> Vec<Diagnostic> {
    let mut diagnostics = links::check(site, plan);
    diagnostics.extend(sources::check(site));
    diagnostics
}
