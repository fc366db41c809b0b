//! A reference as one line of the list of sources, in the style that the practice chose.
//!
//! Out: safe HTML. Text is escaped where it is put in; titles of works that are alone are `<cite>` elements where
//! the style sets them apart; identifiers and addresses are links. Titles keep their capitals: no program knows which of
//! them are names.

mod ama;
mod apa;
mod asks;
mod names;
mod nlm;
mod pages;
mod writer;

use crate::config::CitationStyle;
use crate::reference::{PartialDate, Reference};

use writer::Writer;

/// The words and dates of one language that references are written with.
pub trait Terms {
    /// A word by its key.
    fn get<'w>(&'w self, key: &'w str) -> &'w str;

    /// The name of a month, 1 to 12.
    fn month(&self, month: i8) -> &str;

    /// A date as the language writes it.
    fn partial_date(&self, date: PartialDate) -> String;
}

/// The reference as HTML.
#[must_use]
pub fn reference_html(reference: &Reference, style: CitationStyle, terms: &dyn Terms) -> String {
    let style = match style {
        CitationStyle::Ama => &ama::STYLE,
        CitationStyle::Nlm => &nlm::STYLE,
        CitationStyle::Apa => &apa::STYLE,
    };
    Writer { reference, terms, style }.html()
}
