//! Where a document leads, and what leads to it.

use serde::Serialize;

use crate::diag::Place;
use crate::model::{Document, DocumentId, LinkTarget};
use crate::yaml::Step;

use super::Desk;
use super::rows::{Row, Tally};
use super::trouble::{Finder, Spotted};

/// A link of a document.
#[derive(Serialize)]
pub(super) struct LinkOut<'e> {
    /// The document that it leads to.
    document: Option<Row<'e>>,
    /// What is written, where it leads to no document.
    target: String,
    /// `document`, `page`, `file`, `elsewhere` or `missing`.
    kind: &'static str,
    /// Where a browser can follow it.
    href: Option<String>,
    place: Spotted,
}

/// A document that links here.
#[derive(Serialize)]
pub(super) struct LinkIn<'e> {
    document: Row<'e>,
    place: Spotted,
}

impl<'e> Desk<'e> {
    /// The links of a document in the order of its text, then its call to action; those within the page are left out.
    pub(super) fn links_out(self, id: DocumentId, tally: &Tally<'_>, finder: &mut Finder<'_>) -> Vec<LinkOut<'e>> {
        let document = self.document(id);
        let parsed = &document.parsed;
        let in_text = parsed.body.outline.links.iter().zip(&document.links).map(|(link, target)| {
            let place = Place::at(&parsed.source.path, link.range.clone());
            (link.target.as_str(), target, place)
        });
        let call = parsed.front.call_to_action.as_ref().zip(document.call_to_action.as_ref());
        let call = call.map(|(call, target)| (call.url.as_str(), target, call_place(document)));
        let links = in_text.chain(call).filter(|(_, target, _)| !matches!(target, LinkTarget::Part(_)));
        let out = |(written, target, place): (&str, &'e LinkTarget, Place)| {
            let (kind, href) = self.lead(target);
            let document = match target {
                LinkTarget::Document { id, .. } => Some(self.row(*id, tally)),
                _ => None,
            };
            LinkOut { document, target: written.to_owned(), kind, href, place: finder.spotted(&place) }
        };
        links.map(out).collect()
    }

    fn lead(self, target: &'e LinkTarget) -> (&'static str, Option<String>) {
        match target {
            LinkTarget::Document { id, .. } => ("document", self.shown(*id)),
            LinkTarget::Path { path, tail } => {
                let known = self.compiled.plan.answers(path);
                let href = format!("{}{}{tail}", self.snapshot.base(), crate::base::url_path(path));
                ("page", known.then_some(href))
            }
            LinkTarget::File(_) => ("file", None),
            LinkTarget::External(url) => ("elsewhere", url.starts_with("http").then(|| url.clone())),
            LinkTarget::Missing(_) | LinkTarget::Part(_) => ("missing", None),
        }
    }

    /// The documents that link to one, in the order of their files, each once.
    pub(super) fn links_in(self, id: DocumentId, tally: &Tally<'_>, finder: &mut Finder<'_>) -> Vec<LinkIn<'e>> {
        let others = self.site().ids().filter(|other| *other != id);
        others
            .filter_map(|other| {
                let place = finder.spotted(&leads_at(self.document(other), id)?);
                Some(LinkIn { document: self.row(other, tally), place })
            })
            .collect()
    }
}

/// Where a document links to another: in its text, else with its call to action.
fn leads_at(document: &Document, id: DocumentId) -> Option<Place> {
    let leads = |target: &LinkTarget| matches!(target, LinkTarget::Document { id: to, .. } if *to == id);
    let parsed = &document.parsed;
    let mut written = parsed.body.outline.links.iter().zip(&document.links);
    let in_text = written.find(|(_, target)| leads(target));
    in_text.map(|(link, _)| Place::at(&parsed.source.path, link.range.clone())).or_else(|| {
        let calls = document.call_to_action.as_ref().is_some_and(leads);
        calls.then(|| call_place(document))
    })
}

/// Where the address of the call to action is written.
fn call_place(document: &Document) -> Place {
    document.parsed.place(&[Step::Key("call_to_action"), Step::Key("url")])
}
