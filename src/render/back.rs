//! Ways back from the sources to the text: only to marks that the page has.
//!
//! In: a page as it was drawn, and what it was drawn from. Out: the same document without ways back to marks that no template
//! printed, where there are such: a theme may leave out a part of a block, such as the source below a chart.

use std::collections::HashSet;

use crate::view::{Content, DocumentView};

/// How the id of a mark begins in HTML.
const START: &[u8] = b" id=\"cite-";

/// The document of a page with the ways back that lead somewhere; `None` if all do.
pub(super) fn mended(content: &[(&'static str, Content)], page: &[u8]) -> Option<(&'static str, Box<DocumentView>)> {
    let (name, document) = content.iter().find_map(|(name, content)| match content {
        Content::Document(document) => Some((*name, document)),
        _ => None,
    })?;
    if document.sources.iter().all(|source| source.back.is_empty()) {
        return None;
    }
    let there = marks(page);
    let leads = |back: &String| back.strip_prefix("cite-").is_none_or(|mark| there.contains(mark.as_bytes()));
    if document.sources.iter().flat_map(|source| &source.back).all(leads) {
        return None;
    }
    let mut document = document.clone();
    for source in &mut document.sources {
        source.back.retain(leads);
    }
    Some((name, document))
}

/// The marks of a page: `1-2` of `id="cite-1-2"`.
fn marks(page: &[u8]) -> HashSet<&[u8]> {
    let ends = |at: usize| {
        let rest = &page[at + START.len()..];
        memchr::memchr(b'"', rest).map(|end| &rest[..end])
    };
    memchr::memmem::find_iter(page, START).filter_map(ends).collect()
}
