//! A reviewer is a second person, whom readers can look up: `reviewer-is-author`, `link-to-held-back`.

use crate::diag::{Diagnostic, codes};
use crate::model::{Document, Site};
use crate::yaml::Step;

const BY: [Step<'_>; 2] = [Step::Key("reviewed"), Step::Key("by")];

/// Compares the reviewers of all documents with their authors.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.documents.iter().flat_map(|document| [author(document), not_public(site, document)]).flatten().collect()
}

fn author(document: &Document) -> Option<Diagnostic> {
    let reviewer = document.reviewer?;
    let at = document.authors.iter().position(|author| *author == reviewer)?;
    let by = &document.parsed.front.reviewed.as_ref()?.by;
    let message = format!("`{by}` wrote this document and cannot be its reviewer");
    let diagnostic = Diagnostic::new(&codes::REVIEWER_IS_AUTHOR, message).at(document.parsed.place(&BY));
    let diagnostic = diagnostic.note("an author", document.parsed.place(&[Step::Key("authors"), Step::Item(at)]));
    Some(diagnostic.help("let a colleague read it and sign it off with `bedside review`, or take `reviewed` out"))
}

fn not_public(site: &Site, document: &Document) -> Option<Diagnostic> {
    let reviewer = site.document(document.reviewer?);
    if reviewer.state.is_public() || !document.state.is_public() {
        return None;
    }
    let message = format!("`{}` is not public, so the page shows no review for now", reviewer.parsed.source.path);
    let diagnostic = Diagnostic::new(&codes::LINK_TO_HELD_BACK, message).at(document.parsed.place(&BY));
    Some(diagnostic.help("the review comes back with the build after the person's page is public"))
}
