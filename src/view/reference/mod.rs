//! A reference as one line of the list of sources, in the style that the practice chose.
//!
//! Out: safe HTML. Text is escaped where it is put in; titles of works that stand by themselves are `<cite>` elements where
//! the style sets them apart; identifiers and addresses are links. Titles keep their capitals: no program knows which of
//! them are names.

mod ama;
mod line;
mod names;
mod nlm;
mod pages;

use crate::config::CitationStyle;
use crate::parse::{Reference, Words};

/// The reference as HTML.
#[must_use]
pub fn reference_html(reference: &Reference, style: CitationStyle, words: &Words) -> String {
    match style {
        CitationStyle::Ama => ama::html(reference, words),
        CitationStyle::Nlm => nlm::html(reference, words),
    }
}
