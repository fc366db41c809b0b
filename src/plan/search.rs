//! What the search of a language finds, and the files of its index.

use crate::config::LanguageId;
use crate::model::{DocumentId, Site, TermId};
use crate::search::Share;

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

/// How many posts one part of an index holds at most.
const POSTS_PER_PART: usize = 500;

/// What can be found, part by part, each as large as its file may be: terms, people and pages in the first, posts from
/// the newest on. Pages of other languages that this one lacks come last.
pub(super) fn findable(site: &Site, language: LanguageId) -> Vec<Vec<Findable>> {
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
    let mut parts = vec![Vec::new()];
    let (mut share, mut count) = (0, 0);
    let all = first.into_iter().map(|found| (found, 0)).chain(posts.into_iter().map(|found| (found, 1)));
    for (found, post) in all {
        let own = share_of(site, language, found);
        if count == POSTS_PER_PART || share + own > Share::FULL && share > 0 {
            (share, count) = (0, 0);
            parts.push(Vec::new());
        }
        (share, count) = (share + own, count + post);
        if let Some(part) = parts.last_mut() {
            part.push(found);
        }
    }
    parts
}

/// How much of a part of the index a page needs.
fn share_of(site: &Site, language: LanguageId, found: Findable) -> usize {
    let share = match found {
        Findable::Term(id) => {
            let term = site.term(id);
            let names = term.also_called.iter().chain(term.names.iter().flat_map(|(_, all)| all));
            let words = names.chain(&term.search).chain(&term.hidden);
            let own =
                site.languages[language].explained.get(&id).map_or(Share::default(), |text| share_of_text(site, *text));
            Share {
                head: term.name.len() + term.slug.len(),
                kept: words.map(String::len).sum::<usize>() + own.kept,
                text: own.text,
            }
        }
        Findable::Document(id) => share_of_text(site, id),
        Findable::Claim(id, claim) => {
            let document = site.document(id);
            let claims = (&document.parsed.claims[claim], &document.parsed.front.claims[claim]);
            Share {
                head: claims.0.fact.len() + document.path.len(),
                kept: claims.1.claim.len() + claims.0.advice.len(),
                text: 0,
            }
        }
    };
    share.bytes()
}

fn share_of_text(site: &Site, id: DocumentId) -> Share {
    let document = site.document(id);
    let parsed = &document.parsed;
    let claims =
        parsed.claims.iter().zip(&parsed.front.claims).map(|(claim, written)| claim.fact.len() + written.claim.len());
    let headings = parsed.body.outline.headings.iter().map(|heading| heading.text.len());
    Share {
        head: parsed.front.title.len() + document.path.len(),
        kept: document.summary().len() + claims.chain(headings).sum::<usize>(),
        text: parsed.body.html.len(),
    }
}

fn with_claims(site: &Site, id: DocumentId) -> impl Iterator<Item = Findable> {
    let parsed = &site.document(id).parsed;
    let claims = if parsed.has_claim_pages() { parsed.claims.len() } else { 0 };
    std::iter::once(Findable::Document(id)).chain((0..claims).map(move |claim| Findable::Claim(id, claim)))
}
