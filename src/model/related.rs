//! Documents with something in common.

use super::{Document, DocumentId, LanguageSite, Site};

/// How many related documents a page shows.
const SHOWN: usize = 4;

/// How many neighbors in time are looked at for each shared term; it keeps the work of a page constant, however many
/// documents share a term.
const WINDOW: usize = 32;

/// A shared condition outweighs any number of topics, a topic any of authors. An author alone makes nothing related.
const WEIGHTS: [u32; 3] = [1000, 10, 1];

impl Site {
    /// The posts of the same language that share most with a post: those with more shared conditions first, then with more
    /// shared topics, then by the same authors, without those that were retracted; among equals the newer, then the first in path order.
    #[must_use]
    pub fn related(&self, id: DocumentId) -> Vec<DocumentId> {
        let document = self.document(id);
        let language = &self.languages[document.language];
        let mut shared: Vec<(DocumentId, u32)> = Vec::with_capacity(4 * WINDOW);
        for (list, weight) in shared_lists(language, document) {
            shared.extend(
                window(list, self, document)
                    .iter()
                    .filter(|other| **other != id && !self.document(**other).parsed.front.is_retracted())
                    .map(|other| (*other, weight)),
            );
        }
        shared.sort_unstable();
        let mut scores: Vec<(DocumentId, u32)> = Vec::with_capacity(shared.len());
        for (other, weight) in shared {
            match scores.last_mut() {
                Some((last, score)) if *last == other => *score += weight,
                _ => scores.push((other, weight)),
            }
        }
        scores.retain(|(_, score)| *score >= WEIGHTS[1]);
        let date = |id: DocumentId| self.document(id).parsed.front.date.map(|date| date.at);
        let rank = |a: &(DocumentId, u32), b: &(DocumentId, u32)| {
            b.1.cmp(&a.1).then_with(|| date(b.0).cmp(&date(a.0))).then(a.0.cmp(&b.0))
        };
        if scores.len() > SHOWN {
            scores.select_nth_unstable_by(SHOWN, rank);
            scores.truncate(SHOWN);
        }
        scores.sort_unstable_by(rank);
        scores.into_iter().map(|(other, _)| other).collect()
    }
}

fn shared_lists<'s>(
    language: &'s LanguageSite,
    document: &'s Document,
) -> impl Iterator<Item = (&'s [DocumentId], u32)> {
    let terms = |terms: &'s [super::TermId], weight| {
        terms.iter().filter_map(move |term| language.terms.get(term).map(|list| (list.as_slice(), weight)))
    };
    let authors = document.authors.iter().filter_map(|author| language.written.get(author));
    terms(&document.conditions, WEIGHTS[0])
        .chain(terms(&document.topics, WEIGHTS[1]))
        .chain(terms(&document.services, WEIGHTS[1]))
        .chain(authors.map(|list| (list.as_slice(), WEIGHTS[2])))
}

/// The part of a list, newest first, that is around the document in time.
fn window<'s>(list: &'s [DocumentId], site: &Site, document: &Document) -> &'s [DocumentId] {
    if list.len() <= WINDOW {
        return list;
    }
    let date = document.parsed.front.date;
    let middle = list.partition_point(|&other| site.document(other).parsed.front.date > date);
    let start = middle.saturating_sub(WINDOW / 2).min(list.len() - WINDOW);
    &list[start..start + WINDOW]
}
