//! What the search of a language finds, and the files of its index.

use crate::config::LanguageId;
use crate::model::{DocumentId, Site, TermId};
use crate::search::POSTS_PER_PART;

use super::listed;
use crate::source::Kind;

/// A page that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Findable {
    /// The page of a condition or topic.
    Term(TermId),
    /// A document.
    Document(DocumentId),
    /// The page of one of a document's claims.
    Claim(DocumentId, usize),
}

/// The path of the search of a language, `/search/`.
#[must_use]
pub fn search_path(site: &Site, language: LanguageId) -> String {
    format!("{}/search/", site.config.language_prefix(language))
}

/// The path of a part of its index, `/search/index.json`.
#[must_use]
pub fn search_index_path(site: &Site, language: LanguageId, part: usize) -> String {
    let name = if part == 0 { "index.json".to_owned() } else { format!("index-{}.json", part + 1) };
    format!("{}{name}", search_path(site, language))
}

/// What can be found, part by part: terms, people and pages in the first, posts from the newest on. Pages of other languages
/// that this one lacks come last.
#[must_use]
pub fn findable(site: &Site, language: LanguageId) -> Vec<Vec<Findable>> {
    let own = &site.languages[language];
    let mut first: Vec<Findable> = own.terms.keys().map(|term| Findable::Term(*term)).collect();
    for kind in [Kind::Person, Kind::Page] {
        first.extend(listed(site, language, kind).iter().map(|id| Findable::Document(*id)));
    }
    let mut posts = Vec::new();
    posts.extend(own.posts.iter().flat_map(|id| with_claims(site, *id)));
    for (other, foreign) in site.languages.entries().filter(|(other, _)| *other != language) {
        let is_missing = |id: &DocumentId| {
            let translations = &site.document(*id).translations;
            debug_assert!(site.document(*id).language == other, "lists hold documents of their language");
            !translations
                .iter()
                .map(|id| site.document(*id))
                .any(|own| own.language == language && own.state.is_public())
        };
        posts.extend(foreign.posts.iter().copied().filter(is_missing).flat_map(|id| with_claims(site, id)));
    }
    let mut parts: Vec<Vec<Findable>> = posts.chunks(POSTS_PER_PART).map(<[Findable]>::to_vec).collect();
    match parts.first_mut() {
        Some(part) => drop(part.splice(0..0, first)),
        None => parts.push(first),
    }
    parts
}

fn with_claims(site: &Site, id: DocumentId) -> impl Iterator<Item = Findable> {
    let parsed = &site.document(id).parsed;
    let claims = if parsed.has_claim_pages() { parsed.claims.len() } else { 0 };
    std::iter::once(Findable::Document(id)).chain((0..claims).map(move |claim| Findable::Claim(id, claim)))
}
