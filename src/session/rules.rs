//! The severities that a practice chose in its settings.

use crate::diag::{Diagnostic, Severity};

/// Applies `rules:` of the settings. What is an error by nature stays one: only warnings can be changed or switched off.
pub(super) fn apply(rules: &[(String, Option<Severity>)], diagnostics: &mut Vec<Diagnostic>) {
    if rules.is_empty() {
        return;
    }
    let chosen =
        |diagnostic: &Diagnostic| rules.iter().find(|(name, _)| *name == diagnostic.code.name).map(|(_, s)| *s);
    diagnostics.retain_mut(|diagnostic| match chosen(diagnostic) {
        Some(None) => diagnostic.severity == Severity::Error,
        Some(Some(severity)) => {
            diagnostic.severity = diagnostic.severity.min(severity);
            true
        }
        None => true,
    });
}
