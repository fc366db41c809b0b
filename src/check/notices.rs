//! Notices that federal rules ask of a provider's site in the United States: `missing-notice`.

use std::collections::BTreeSet;

use crate::config::{Config, is_united_states};
use crate::diag::{Diagnostic, Place, codes};
use crate::parse::NoticeKind;

use super::rule::{Check, Project, Rule};

/// The notices and the rules that ask for them, as of November 2026.
const ASKED: [(NoticeKind, &str); 4] = [
    (NoticeKind::PrivacyPractices, "the notice of privacy practices (45 CFR 164.520(c)(3)(i))"),
    (NoticeKind::Nondiscrimination, "the notice of nondiscrimination (45 CFR 92.10)"),
    (NoticeKind::LanguageAssistance, "the notice that language assistance is available (45 CFR 92.11)"),
    (NoticeKind::GoodFaithEstimate, "the notice of the right to a good faith estimate (45 CFR 149.610(b)(1)(iii))"),
];

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::MISSING_NOTICE], check: Check::Site(check) };

/// Names what a practice in the United States has no public page for.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    if !site.config.practice.address.country.as_deref().is_some_and(is_united_states) {
        return Vec::new();
    }
    let public = site.documents.iter().filter(|document| document.state.is_public());
    let given: BTreeSet<NoticeKind> =
        public.filter_map(|document| document.parsed.front.notice).map(|notice| notice.kind).collect();
    let missing = ASKED.iter().filter(|(kind, _)| !given.contains(kind));
    let report = |(kind, name): &(NoticeKind, &str)| {
        let help = format!(
            "`bedside new page \"TITLE\" --notice {}` creates it, and every page then links to it; ask your counsel if \
             the rule applies to you",
            kind.word()
        );
        let message = format!("the site lacks {name}");
        Diagnostic::new(&codes::MISSING_NOTICE, message).at(Place::file(&Config::path())).help(help)
    };
    missing.map(report).collect()
}
