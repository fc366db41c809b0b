//! The line that styles write: sentences of escaped text, and links at the end.

use crate::base::{LinkKind, escape_attribute, escape_text, url_path};
use crate::reference::Reference;

use super::Terms;

/// A reference under construction.
pub(super) struct Line<'l> {
    pub(super) reference: &'l Reference,
    pub(super) words: &'l dyn Terms,
    parts: Vec<String>,
}

impl<'l> Line<'l> {
    pub(super) fn new(reference: &'l Reference, words: &'l dyn Terms) -> Self {
        Self { reference, words, parts: Vec::new() }
    }

    /// Adds plain text as a sentence: a stop follows unless it ends in one.
    pub(super) fn sentence(&mut self, text: &str) {
        self.html_sentence(escape_text(text.trim()));
    }

    /// Adds HTML as a sentence.
    pub(super) fn html_sentence(&mut self, html: String) {
        if html.is_empty() {
            return;
        }
        let ended = html.trim_end_matches("</cite>").ends_with(['.', '?', '!', '…']);
        self.parts.push(if ended { html } else { html + "." });
    }

    /// Adds HTML as it stands.
    pub(super) fn html(&mut self, html: String) {
        self.parts.push(html);
    }

    /// A phrase of the theme with its gap filled.
    pub(super) fn phrase(&self, key: &str, gap: &str, value: &str) -> String {
        self.words.get(key).replace(gap, value)
    }

    /// `2nd ed`, where the edition is a number; otherwise as written.
    pub(super) fn edition(&self) -> Option<String> {
        let edition = self.reference.edition.as_ref()?.trim();
        let bare = edition.trim_end_matches('.').trim_end_matches("ed").trim_end_matches("edition").trim();
        let digits = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let Ok(number) = digits.parse::<u32>() else { return Some(edition.to_owned()) };
        if number == 1 {
            return None;
        }
        let key = match (number % 10, number % 100) {
            (1, hundred) if hundred != 11 => "edition_st",
            (2, hundred) if hundred != 12 => "edition_nd",
            (3, hundred) if hundred != 13 => "edition_rd",
            _ => "edition_th",
        };
        Some(self.phrase(key, "{n}", &number.to_string()))
    }

    /// The word behind names of editors.
    pub(super) fn editors_word(&self, one: &'static str, many: &'static str) -> &str {
        self.words.get(if self.reference.editors.len() == 1 { one } else { many })
    }

    pub(super) fn finish(self) -> String {
        self.parts.join(" ")
    }
}

/// An element that sets a title apart.
pub(super) fn cite(text: &str) -> String {
    format!("<cite>{}</cite>", escape_text(text.trim()))
}

/// The address of a DOI.
pub(super) fn doi_link(doi: &str, label: &str) -> String {
    // RFC 3986 has no `#`, `?` or `%` in a path; `url_path` encodes them.
    link(&format!("https://doi.org/{}", url_path(doi)), label)
}

/// The address of a record of PubMed.
pub(super) fn pmid_link(pmid: &str, label: &str) -> String {
    link(&format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"), label)
}

/// The address of a paper in PubMed Central.
pub(super) fn pmcid_link(pmcid: &str, label: &str) -> String {
    link(&format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"), label)
}

/// A link out of the site; an address of another kind, which reading a source already refuses, is text.
pub(super) fn link(href: &str, text: &str) -> String {
    if LinkKind::of(href) != LinkKind::Outside {
        return escape_text(text);
    }
    format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape_attribute(href), escape_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_encoded_in_its_address_and_not_in_its_text() {
        assert_eq!(
            doi_link("10.1002/(SICI)1<1::AID#2>3", "doi:x<y"),
            "<a href=\"https://doi.org/10.1002/(SICI)1%3C1::AID%232%3E3\" rel=\"noopener\">doi:x&lt;y</a>"
        );
    }
}
