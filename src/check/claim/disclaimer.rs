//! Every page says that it gives no advice to a single person: `claim/no-disclaimer`.

use crate::config::Config;
use crate::diag::{Diagnostic, Place, codes};

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::NO_DISCLAIMER], check: Check::Site(check) };

/// The theme has a disclaimer; settings can only take it away.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let written = project.site.config.editorial.disclaimer.as_deref();
    if written.is_none_or(|text| !text.trim().is_empty()) {
        return Vec::new();
    }
    let message = "the disclaimer under the articles is empty";
    let help = "write one in `editorial.disclaimer`, or remove the key to show the theme's disclaimer";
    vec![Diagnostic::new(&codes::NO_DISCLAIMER, message).at(Place::file(&Config::path())).help(help)]
}
