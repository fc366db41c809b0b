//! PubMed's own format, MEDLINE (<https://www.nlm.nih.gov/bsd/mms/medlineelements.html>), as "Send to: Citation manager"
//! saves it.
//!
//! Its publication types say what kind of evidence a source is, and whether it was retracted. An entry is cited by its
//! PMID: `[@pmid:26551272]`.

use std::ops::Range;

use crate::reference::{Evidence, Name, Reference, Text};

use super::people::{abbreviated, inverted};
use super::reader::Reader;
use super::tagged::{Field, fields};

/// Publication types and the evidence that each is, strongest word first.
const EVIDENCE: [(&str, Evidence); 13] = [
    ("preprint", Evidence::Preprint),
    ("practice guideline", Evidence::Guideline),
    ("guideline", Evidence::Guideline),
    ("consensus development conference", Evidence::Guideline),
    ("systematic review", Evidence::SystematicReview),
    ("meta-analysis", Evidence::SystematicReview),
    ("randomized controlled trial", Evidence::RandomizedTrial),
    ("observational study", Evidence::Observational),
    ("case reports", Evidence::CaseReport),
    ("news", Evidence::News),
    ("newspaper article", Evidence::News),
    ("editorial", Evidence::ExpertOpinion),
    ("comment", Evidence::ExpertOpinion),
];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let mut record: Vec<Field<'_>> = Vec::new();
    for field in fields(text, 4) {
        let begins = field.tag == "PMID" || (field.after_gap && !record.is_empty());
        if begins && !record.is_empty() {
            entry(reader, std::mem::take(&mut record));
        }
        // Lines without a tag are headers and numbers of the program that saved the file.
        if !field.tag.is_empty() {
            record.push(field);
        }
    }
    if !record.is_empty() {
        entry(reader, record);
    }
    if reader.is_empty() && !text.trim().is_empty() {
        let help = "save it from PubMed again: Send to, Citation manager";
        reader.error("this file has no entry in PubMed's format", help, 0..0);
    }
}

fn entry(reader: &mut Reader<'_>, record: Vec<Field<'_>>) {
    let range = record[0].range.start..record[record.len() - 1].range.end;
    let mut entry = Entry::default();
    for field in record {
        entry.take(field);
    }
    let reference = entry.reference(reader);
    reader.add(reference, range);
}

/// The fields of an entry that are used.
#[derive(Default)]
struct Entry {
    reference: Reference,
    short_names: Vec<Name>,
    full_names: Vec<Name>,
    groups: Vec<Name>,
    dates: [Vec<(String, Range<usize>)>; 3],
    types: Vec<String>,
    book: Option<String>,
    own_title: Option<String>,
    /// The number of an article without pages.
    article: Option<String>,
}

impl Entry {
    fn take(&mut self, field: Field<'_>) {
        let Field { tag, value, range, .. } = field;
        if value.is_empty() {
            return;
        }
        let reference = &mut self.reference;
        match tag {
            "PMID" => reference.pmid = Some(value),
            "PMC" => reference.pmcid = Some(value),
            "LID" | "AID" => self.location(tag, &value),
            "TI" => reference.title = value.into(),
            "TT" | "VTI" => self.own_title = Some(value),
            "BTI" => self.book = Some(value.trim_end_matches('.').to_owned()),
            "AU" => self.short_names.push(abbreviated(&value)),
            "FAU" => self.full_names.push(inverted(&value)),
            "CN" => self.groups.push(Name::Literal(value)),
            "FED" => reference.editors.push(inverted(&value)),
            "TA" => reference.container_short = Some(value),
            "JT" => reference.container = Some(value.into()),
            "DP" => self.dates[0].push((value, range)),
            "DEP" => self.dates[1].push((value, range)),
            "EDAT" | "CRDT" => self.dates[2].push((value, range)),
            "VI" => reference.volume = Some(value),
            "IP" => reference.issue = Some(value),
            "PG" => reference.page = Some(value),
            "PB" => reference.publisher = Some(value),
            "PL" => reference.publisher_place = Some(value),
            "EN" => reference.edition = Some(value),
            "LA" => drop(reference.language.get_or_insert(value)),
            "ISBN" => reference.isbn = Some(value),
            "IS" => reference.issn = Some(value),
            "PST" if value == "aheadofprint" => reference.status = Some("Online ahead of print".to_owned()),
            "RIN" => drop(reference.retracted_in.get_or_insert_with(|| notice(&value))),
            "PT" => self.types.push(value.to_lowercase()),
            _ => {}
        }
    }

    /// `10.1000/x [doi]`, `e80092 [pii]`, `e80092`, `c5347`: a DOI, or the number of an article.
    fn location(&mut self, tag: &str, value: &str) {
        if let Some(doi) = value.strip_suffix("[doi]") {
            self.reference.doi.get_or_insert_with(|| doi.trim().to_owned());
            return;
        }
        let number = value.strip_suffix("[pii]").unwrap_or(value).trim();
        let is_short = number.len() <= 16 && !number.contains(['/', ' ', '(', '[']);
        let letters = number.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (start, digits) = number.split_at(letters);
        let ends_in_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_electronic = number.starts_with(['e', 'E']) && digits.starts_with(|c: char| c.is_ascii_digit());
        // `c5347` of BMJ, `CD001877` of Cochrane. What is longer numbers a manuscript.
        let is_lettered = (1..=2).contains(&start.len()) && ends_in_digits && digits.len() >= 2;
        let is_number = number.len() <= 8 && number.bytes().all(|b| b.is_ascii_digit());
        let is_place = (is_electronic && letters <= 4) || (tag == "LID" && (is_number || is_lettered));
        if is_short && is_place {
            self.article.get_or_insert_with(|| number.to_owned());
        }
    }

    fn reference(self, reader: &mut Reader<'_>) -> Reference {
        let mut reference = self.reference;
        // Full names say more; where some lack one, the short ones are whole.
        let has_all = self.full_names.len() >= self.short_names.len();
        let names = if has_all { with_ranks(self.full_names, &self.short_names) } else { self.short_names };
        reference.authors = names.into_iter().chain(self.groups).collect();
        let dates: Vec<_> = self.dates.into_iter().flatten().collect();
        reference.issued = reader.dates(&dates);
        reference.page = reference.page.take().or(self.article);
        if self.book.is_some() { "chapter" } else { "article-journal" }.clone_into(&mut reference.kind);
        if reference.title.is_empty() {
            reference.title = self.own_title.unwrap_or_default().into();
        }
        if self.book.is_some() && reference.title.is_empty() {
            reference.title = self.book.unwrap_or_default().into();
            "book".clone_into(&mut reference.kind);
        } else if self.book.is_some() {
            reference.container = self.book.map(Text::from);
            reference.container_short = None;
        }
        let says = |name: &str| self.types.iter().any(|kind| kind == name);
        reference.evidence = EVIDENCE.iter().find(|(name, _)| says(name)).map(|(_, evidence)| *evidence);
        reference.retracted = says("retracted publication");
        reference.id = reference.pmid.as_ref().map(|pmid| format!("pmid:{}", pmid.trim())).unwrap_or_default();
        reference
    }
}

/// Full names with the ranks, `Jr`, that only the short ones have.
fn with_ranks(mut full: Vec<Name>, short: &[Name]) -> Vec<Name> {
    if full.len() == short.len() {
        for (full, short) in full.iter_mut().zip(short) {
            if let (Name::Person { suffix: rank @ None, .. }, Name::Person { suffix: Some(suffix), .. }) = (full, short)
            {
                *rank = Some(suffix.clone());
            }
        }
    }
    full
}

/// `Lancet. 2010;375(9713):445` of the line `Lancet. 2010 Feb 6;375(9713):445. doi: ... PMID: ...`.
fn notice(value: &str) -> String {
    let end = [" doi:", " PMID:"].iter().filter_map(|start| value.find(start)).min().unwrap_or(value.len());
    let place = value[..end].trim().trim_end_matches('.');
    let Some((date, rest)) = place.split_once(';') else { return place.to_owned() };
    let year = date.split_inclusive(' ').scan(0, |at, word| {
        *at += word.len();
        Some((word.trim(), *at))
    });
    let year = year.filter(|(word, _)| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).last();
    year.map_or_else(|| place.to_owned(), |(_, end)| format!("{};{rest}", date[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_article_is_told_from_that_of_a_manuscript() {
        for (tag, value, expected) in [
            ("LID", "e80092", Some("e80092")),
            ("AID", "e80092 [pii]", Some("e80092")),
            ("LID", "eabd7416 [pii]", Some("eabd7416")),
            ("LID", "c5347 [pii]", Some("c5347")),
            ("LID", "CD001877", Some("CD001877")),
            ("LID", "2864 [pii]", Some("2864")),
            ("AID", "2864 [pii]", None),
            ("LID", "NEJMoa1511939 [pii]", None),
            ("LID", "S0140-6736(10)60175-4 [pii]", None),
            ("LID", "S0140673610601754 [pii]", None),
            ("LID", "dyaa123 [pii]", None),
            ("AID", "bmj.c5347 [pii]", None),
        ] {
            let mut entry = Entry::default();
            entry.location(tag, value);
            assert_eq!(entry.article.as_deref(), expected, "{tag} {value}");
        }
    }

    #[test]
    fn a_notice_of_retraction_keeps_the_year() {
        let cases = [
            (
                "Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4. PMID: 20137807",
                "Lancet. 2010;375(9713):445",
            ),
            ("J Tests. 2011;1:2", "J Tests. 2011;1:2"),
            ("J Tests, in press", "J Tests, in press"),
        ];
        for (value, expected) in cases {
            assert_eq!(notice(value), expected);
        }
    }
}
