//! Every review is done again in time: `review/overdue`.

use crate::diag::{Diagnostic, codes};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::REVIEW_OVERDUE], check: Check::Site(check) };

/// Finds public documents whose next review was due before today.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let public = site.documents.iter().filter(|document| document.state.is_public());
    let report = |document: &crate::model::Document| {
        let reviewed = document.parsed.front.reviewed.as_ref()?;
        // A day before the review is a slip of the pen and an error already.
        let due = site.review_due(reviewed).filter(|due| (reviewed.on..site.today).contains(due))?;
        let message =
            format!("the next review was due on {due}; `{}` did the last one on {}", reviewed.by, reviewed.on);
        let diagnostic = Diagnostic::new(&codes::REVIEW_OVERDUE, message);
        let diagnostic = diagnostic.at(document.parsed.key_place(&[Step::Key("reviewed")]));
        let command = format!("`bedside review {} --by PERSON`", document.parsed.source.path);
        Some(diagnostic.help(format!("update the text and ask a colleague to sign it off: {command}")))
    };
    public.filter_map(|document| report(document)).collect()
}
