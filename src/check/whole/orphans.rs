//! Readers get from one text to the next: `site/orphan`.

use std::collections::HashSet;

use jiff::ToSpan;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::{Argument, DocumentId, LinkTarget};
use crate::source::Kind;

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::ORPHAN], check: Check::Site(check) };

/// So many are named.
const MOST: usize = 10;

/// Articles and myths that are a month old, and that no other text links to.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let mut linked: HashSet<DocumentId> = HashSet::new();
    for id in site.ids().filter(|id| site.document(*id).state.is_public()) {
        let document = site.document(id);
        let arguments = document.components.iter().flat_map(|component| &component.resolved);
        let called = arguments.filter_map(|(_, argument)| match argument {
            Argument::Link(target) => to(target),
            Argument::Claim { document, .. } => Some(*document),
            _ => None,
        });
        let links = document.links.iter().chain(&document.call_to_action).filter_map(to);
        linked.extend(links.chain(called).filter(|other| *other != id));
    }
    let before = site.today.saturating_sub(1.month());
    let is_orphan = |id: &DocumentId| {
        let document = site.document(*id);
        let is_old = document.parsed.front.date.as_ref().is_some_and(|date| date.day < before);
        matches!(document.parsed.source.kind, Kind::Article | Kind::Myth)
            && document.state.is_public()
            && is_old
            && document.translations.iter().all(|other| !linked.contains(other))
            && !linked.contains(id)
    };
    let orphans: Vec<DocumentId> = site.ids().filter(is_orphan).collect();
    let more = orphans.len().saturating_sub(MOST);
    let mut found: Vec<Diagnostic> = orphans
        .iter()
        .take(MOST)
        .map(|id| {
            let place = Place::file(&site.document(*id).parsed.source.path);
            let help = "link to it from a text on a related subject, so that readers and search engines find it";
            Diagnostic::new(&codes::ORPHAN, "no other text links to this one").at(place).help(help)
        })
        .collect();
    if more > 0
        && let Some(last) = found.last_mut()
    {
        last.help.push(format!("the same goes for {more} more texts"));
    }
    found
}

fn to(target: &LinkTarget) -> Option<DocumentId> {
    if let LinkTarget::Document { id, .. } = target { Some(*id) } else { None }
}
