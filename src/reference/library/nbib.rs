//! PubMed's own format, MEDLINE (<https://www.nlm.nih.gov/bsd/mms/medlineelements.html>), as "Send to: Citation manager"
//! saves it.
//!
//! Its publication types say what kind of evidence a source is, and whether it was retracted. An entry is cited by its
//! PMID: `[@pmid:26551272]`.

use std::ops::Range;

use crate::reference::{Evidence, Name, Reference};

use super::people::{abbreviated, inverted};
use super::reader::{Reader, date};
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
        if field.tag.is_empty() {
            let message = "this line belongs to no entry of PubMed's format";
            reader.error(message, "save the file from PubMed again: Send to, Citation manager", field.range);
            continue;
        }
        record.push(field);
    }
    if !record.is_empty() {
        entry(reader, record);
    }
}

fn entry(reader: &mut Reader<'_>, record: Vec<Field<'_>>) {
    let range = record[0].range.start..record[record.len() - 1].range.end;
    if record[0].tag != "PMID" {
        let message = "this entry does not begin with its line `PMID-`";
        reader.error(message, "each entry starts with `PMID- ` and its number", record[0].range.clone());
    }
    let mut entry = Entry::default();
    for field in record {
        entry.take(field);
    }
    let reference = entry.reference(reader, &range);
    reader.add(reference, range);
}

/// What an entry says, as far as it is used.
#[derive(Default)]
struct Entry {
    reference: Reference,
    short_names: Vec<Name>,
    full_names: Vec<Name>,
    groups: Vec<Name>,
    date: Option<(String, Range<usize>)>,
    types: Vec<String>,
    book: Option<String>,
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
            "LID" | "AID" => {
                if let Some(doi) = value.strip_suffix("[doi]") {
                    reference.doi.get_or_insert_with(|| doi.trim().to_owned());
                }
            }
            "TI" => value.trim_end_matches('.').clone_into(&mut reference.title),
            "BTI" => self.book = Some(value.trim_end_matches('.').to_owned()),
            "AU" => self.short_names.push(abbreviated(&value)),
            "FAU" => self.full_names.push(inverted(&value)),
            "CN" => self.groups.push(Name::Literal(value)),
            "FED" => reference.editors.push(inverted(&value)),
            "TA" => reference.container_short = Some(value),
            "JT" => reference.container = Some(value),
            "DP" => self.date = Some((value, range)),
            "VI" => reference.volume = Some(value),
            "IP" => reference.issue = Some(value),
            "PG" => reference.page = Some(value),
            "PB" => reference.publisher = Some(value),
            "PL" => reference.publisher_place = Some(value),
            "EN" => reference.edition = Some(value),
            "LA" => reference.language = Some(value),
            "ISBN" => reference.isbn = value.split_whitespace().next().map(str::to_owned),
            "PT" => self.types.push(value.to_lowercase()),
            _ => {}
        }
    }

    fn reference(self, reader: &mut Reader<'_>, range: &Range<usize>) -> Reference {
        let mut reference = self.reference;
        let names = if self.short_names.is_empty() { self.full_names } else { self.short_names };
        reference.authors = names.into_iter().chain(self.groups).collect();
        reference.issued = self.date.and_then(|(written, range)| {
            let found = date(&written);
            if found.is_none() {
                reader.date(&written, &range);
            }
            found
        });
        if self.book.is_some() { "chapter" } else { "article-journal" }.clone_into(&mut reference.kind);
        if self.book.is_some() && reference.title.is_empty() {
            reference.title = self.book.unwrap_or_default();
            "book".clone_into(&mut reference.kind);
        } else if self.book.is_some() {
            reference.container = self.book;
            reference.container_short = None;
        }
        let says = |name: &str| self.types.iter().any(|kind| kind == name);
        reference.evidence = EVIDENCE.iter().find(|(name, _)| says(name)).map(|(_, evidence)| *evidence);
        reference.retracted = says("retracted publication");
        if reference.pmid.is_none() {
            reader.error("this entry has no PMID", "save the file from PubMed again", range.clone());
        }
        reference.id = reference.pmid.as_ref().map(|pmid| format!("pmid:{}", pmid.trim())).unwrap_or_default();
        reference
    }
}
