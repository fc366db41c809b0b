//! A reviewer is a second person, and readers can look up who follows a page: `review/reviewer-is-author`,
//! `link/to-held-back`.

use crate::diag::{Diagnostic, codes};
use crate::model::{Document, DocumentId, Site};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

const BY: [Step<'_>; 2] = [Step::Key("reviewed"), Step::Key("by")];

/// The rule.
pub(super) const RULE: Rule =
    Rule { codes: &[&codes::REVIEWER_IS_AUTHOR, &codes::LINK_TO_HELD_BACK], check: Check::Site(check) };

/// Looks at the people of all documents.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let mut found = Vec::new();
    for document in &site.documents {
        found.extend(author(document));
        if document.state.is_public() {
            let reviewer = document.reviewer.filter(|id| !site.document(*id).state.is_public());
            found.extend(reviewer.map(|id| not_public(site, document, id, &BY)));
            let authors = document.authors.iter().filter(|id| !site.document(**id).state.is_public());
            found.extend(authors.map(|id| not_public(site, document, *id, &[Step::Key("authors")])));
        }
    }
    found
}

fn author(document: &Document) -> Option<Diagnostic> {
    let reviewer = document.reviewer?;
    let at = document.authors.iter().position(|author| *author == reviewer)?;
    let by = &document.parsed.front.reviewed.as_ref()?.by;
    let message = format!("`{by}` wrote this document and cannot be its reviewer");
    let diagnostic = Diagnostic::new(&codes::REVIEWER_IS_AUTHOR, message).at(document.parsed.place(&BY));
    let diagnostic = diagnostic.note("an author", document.parsed.place(&[Step::Key("authors"), Step::Item(at)]));
    Some(diagnostic.help("ask a colleague to read it and sign it off with `bedside review`, or remove `reviewed`"))
}

fn not_public(site: &Site, document: &Document, person: DocumentId, path: &[Step<'_>]) -> Diagnostic {
    let file = &site.document(person).parsed.source.path;
    let message = format!("`{file}` is not public, so the page does not name this person for now");
    let diagnostic = Diagnostic::new(&codes::LINK_TO_HELD_BACK, message).at(document.parsed.place(path));
    diagnostic.help("the name appears again once the person's page is public and you build the site")
}
