//! Pages that the site of every practice has: `site/missing-policy`.

use crate::config::Config;
use crate::diag::{Diagnostic, Place, codes};
use crate::parse::NoticeKind;
use crate::source::Kind;

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::MISSING_POLICY], check: Check::Site(check) };

/// The pages, and words of their addresses in English and Spanish. Corrections have a page of their own, always.
const PAGES: [(&str, &[&str]); 4] = [
    ("privacy", &["privacy", "privacidad"]),
    ("a disclaimer", &["disclaimer", "aviso", "descargo"]),
    ("accessibility", &["accessibility", "accesibilidad"]),
    ("help in other languages", &["language", "languages", "idioma", "idiomas", "interpreter", "interpreters"]),
];

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let pages: Vec<_> = site
        .documents
        .iter()
        .filter(|document| document.state.is_public() && document.parsed.source.kind == Kind::Page)
        .collect();
    // A site without any page is still being made.
    if pages.is_empty() {
        return Vec::new();
    }
    let has = |words: &[&str]| pages.iter().any(|page| page.path.split(['/', '-']).any(|part| words.contains(&part)));
    let has_notice =
        |kind| pages.iter().any(|page| page.parsed.front.notice.as_ref().is_some_and(|own| own.kind == kind));
    let missing: Vec<&str> = PAGES
        .iter()
        .filter(|(name, words)| {
            let by_notice = match *name {
                "privacy" => has_notice(NoticeKind::PrivacyPractices),
                "help in other languages" => has_notice(NoticeKind::LanguageAssistance),
                _ => false,
            };
            !has(words) && !by_notice
        })
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("the site has no page about {}", missing.join(", about "));
    let help = "write one in `content/pages/`, such as `privacy.md`: readers and regulators look for it";
    vec![Diagnostic::new(&codes::MISSING_POLICY, message).at(Place::file(&Config::path())).help(help)]
}
