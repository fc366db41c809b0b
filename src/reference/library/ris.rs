//! RIS, which every reference manager and most publishers export
//! (<https://en.wikipedia.org/wiki/RIS_(file_format)>; the specification of 2011 by Research Information Systems).

use std::ops::Range;

use crate::diag::codes;
use crate::reference::Reference;

use super::people::inverted;
use super::reader::{Reader, first_line};
use super::tagged::{Field, fields};

/// Types of RIS and their CSL types.
const TYPES: [(&str, &str); 37] = [
    ("JOUR", "article-journal"),
    ("EJOUR", "article-journal"),
    ("JFULL", "article-journal"),
    ("ABST", "article-journal"),
    ("INPR", "article-journal"),
    ("UNPB", "manuscript"),
    ("UNPD", "manuscript"),
    ("PREPRINT", "article"),
    ("BOOK", "book"),
    ("EBOOK", "book"),
    ("EDBOOK", "book"),
    ("THES", "thesis"),
    ("CHAP", "chapter"),
    ("ECHAP", "chapter"),
    ("CONF", "paper-conference"),
    ("CPAPER", "paper-conference"),
    ("ENCYC", "entry-encyclopedia"),
    ("DICT", "entry-dictionary"),
    ("RPRT", "report"),
    ("GOVDOC", "report"),
    ("STAND", "standard"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("ICOMM", "webpage"),
    ("BLOG", "post-weblog"),
    ("DATA", "dataset"),
    ("NEWS", "article-newspaper"),
    ("MGZN", "article-magazine"),
    ("VIDEO", "motion_picture"),
    ("MPCT", "motion_picture"),
    ("ADVS", "motion_picture"),
    ("SOUND", "song"),
    ("STAT", "legislation"),
    ("BILL", "bill"),
    ("LEGAL", "regulation"),
    ("CASE", "legal_case"),
    ("GEN", "document"),
];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let mut record: Option<Entry> = None;
    for field in fields(text, 2) {
        let Field { tag, range, .. } = &field;
        match (*tag, &mut record) {
            ("TY", open) => {
                if let Some(open) = open.take() {
                    open.close(reader, range.start, false);
                }
                record = Some(Entry::new(field));
            }
            ("ER", open @ Some(_)) => {
                if let Some(open) = open.take() {
                    open.close(reader, range.end, true);
                }
            }
            ("", _) | (_, None) => {
                let message = "this line belongs to no entry";
                reader.error(message, "an entry begins with `TY  - ` and ends with `ER  - `", range.clone());
            }
            (_, Some(entry)) => entry.take(field),
        }
    }
    if let Some(open) = record {
        open.close(reader, text.len(), false);
    }
}

/// What an entry says, as far as it is used.
#[derive(Default)]
struct Entry {
    reference: Reference,
    start: usize,
    kind: (String, Range<usize>),
    date: Option<(String, Range<usize>)>,
    accessed: Option<(String, Range<usize>)>,
    evidence: Option<(String, Range<usize>)>,
    pages: [Option<String>; 2],
    book: Option<String>,
    second_title: Option<String>,
    database: String,
    accession: Option<String>,
}

impl Entry {
    fn new(head: Field<'_>) -> Self {
        Self { start: head.range.start, kind: (head.value, head.range), ..Self::default() }
    }

    fn take(&mut self, field: Field<'_>) {
        let Field { tag, value, range, .. } = field;
        if value.is_empty() {
            return;
        }
        let reference = &mut self.reference;
        match tag {
            "ID" => reference.id = value,
            "AU" | "A1" => reference.authors.push(inverted(&value)),
            "ED" | "A2" => reference.editors.push(inverted(&value)),
            "TI" | "T1" => reference.title = value,
            "BT" => self.book = Some(value),
            "T2" => self.second_title = Some(value),
            "JF" => reference.container = Some(value),
            "JO" => drop(reference.container.get_or_insert(value)),
            "JA" | "J2" => reference.container_short = Some(value),
            "PY" | "Y1" => drop(self.date.get_or_insert((value, range))),
            "DA" => self.date = Some((value, range)),
            "Y2" => self.accessed = Some((value, range)),
            "VL" => reference.volume = Some(value),
            "IS" => reference.issue = Some(value),
            "SP" => self.pages[0] = Some(value),
            "EP" => self.pages[1] = Some(value),
            "DO" => reference.doi = Some(value),
            "UR" => drop(reference.url.get_or_insert(value)),
            "SN" => reference.isbn = Some(value),
            "PB" => reference.publisher = Some(value),
            "CY" | "PP" => reference.publisher_place = Some(value),
            "ET" => reference.edition = Some(value),
            "LA" => reference.language = Some(value),
            "M3" => reference.genre = Some(value),
            "AN" => self.accession = Some(value),
            "DB" | "DP" => self.database.push_str(&value.to_lowercase()),
            "C2" if value.starts_with("PMC") => reference.pmcid = Some(value),
            "U1" => self.evidence = crate::reference::Evidence::named(&value).map(|_| (value, range)),
            _ => {}
        }
    }

    fn close(mut self, reader: &mut Reader<'_>, end: usize, is_ended: bool) {
        let range = self.start..end;
        if !is_ended {
            let message = "this entry has no end";
            reader.error(message, "add a line `ER  - ` behind it, or export the file again", self.kind.1.clone());
        }
        let kind = TYPES.iter().find(|(name, _)| *name == self.kind.0).map(|(_, kind)| (*kind).to_owned());
        self.reference.kind = kind.unwrap_or_else(|| {
            let message = format!("`{}` is not a type of RIS that Bedside knows", self.kind.0);
            let help = "it is cited in the most general form";
            reader.warning(&codes::BAD_VALUE, message, help, self.kind.1.clone());
            "document".to_owned()
        });
        let mut dated = |written: Option<(String, Range<usize>)>| {
            written.and_then(|(written, range)| reader.date(&written, &range))
        };
        self.reference.issued = dated(self.date.take());
        self.reference.accessed = dated(self.accessed.take());
        let evidence = self.evidence.take();
        self.reference.evidence = evidence.and_then(|(word, range)| reader.evidence(&word, &range));
        reader.add(self.reference(), first_line(reader.text, &range).start..end);
    }

    fn reference(mut self) -> Reference {
        let is_book = matches!(self.reference.kind.as_str(), "book" | "chapter");
        if !is_book {
            self.reference.isbn = None;
        }
        if self.reference.title.is_empty() {
            self.reference.title = self.book.take().unwrap_or_default();
        }
        let container = self.reference.container.take().or(self.second_title).or(self.book);
        self.reference.container = container.filter(|container| *container != self.reference.title);
        self.reference.page = match self.pages {
            [Some(first), Some(last)] if first != last && !first.contains('-') => Some(format!("{first}-{last}")),
            [first, last] => first.or(last),
        };
        let is_pubmed = ["pubmed", "medline", "nlm"].iter().any(|name| self.database.contains(name));
        self.reference.pmid = self.accession.filter(|number| is_pubmed && number.bytes().all(|b| b.is_ascii_digit()));
        self.reference
    }
}
