//! A review counts for the text that was read: `review/edited-since`.

use crate::diag::{Diagnostic, codes};
use crate::model::{Held, State};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::EDITED_SINCE_REVIEW], check: Check::Site(check) };

/// Finds documents whose text is another than the one that was signed off; those that are past, or still at work, do not
/// matter.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let matters = |state| !matches!(state, State::HeldBack(Held::Draft | Held::Expired(_)));
    let edited =
        site.documents.iter().filter(|document| document.parsed.edited_since_review && matters(document.state));
    let report = |document: &crate::model::Document| {
        let reviewed = document.parsed.front.reviewed.as_ref()?;
        let (by, on) = (&reviewed.by, reviewed.on);
        let message = format!("the text has changed since `{by}` reviewed it on {on}");
        let diagnostic = Diagnostic::new(&codes::EDITED_SINCE_REVIEW, message);
        let diagnostic = diagnostic.at(document.parsed.key_place(&[Step::Key("reviewed")]));
        let command = format!("`bedside review {} --by {by}`", document.parsed.source.path);
        Some(diagnostic.help(format!("ask the reviewer to read it again and sign it off: {command}")))
    };
    edited.filter_map(|document| report(document)).collect()
}
