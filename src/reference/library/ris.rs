//! RIS, which every reference manager and most publishers export
//! (<https://en.wikipedia.org/wiki/RIS_(file_format)>; the specification of 2011 by Research Information Systems).
//!
//! Read as the programs that write it mean it: lines outside of records are headers and numbers, a missing `ER` ends
//! with the record, and each database puts journals, dates and article numbers into its own tags.

use std::ops::Range;

use crate::base::identifier;
use crate::diag::codes;
use crate::reference::{Name, Reference, Text};

use super::people::{inverted, listed};
use super::reader::{Reader, first_line};
use super::tagged::{Field, fields};

/// Types of RIS and their CSL types.
const TYPES: [(&str, &str); 62] = [
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
    ("SER", "book"),
    ("EDBOOK", "book"),
    ("CLSWK", "classic"),
    ("PAMP", "pamphlet"),
    ("HEAR", "hearing"),
    ("PAT", "patent"),
    ("COMP", "software"),
    ("AGGR", "dataset"),
    ("DBASE", "dataset"),
    ("SLIDE", "speech"),
    ("MUSIC", "musical_score"),
    ("MAP", "map"),
    ("FIGURE", "figure"),
    ("CHART", "figure"),
    ("ART", "graphic"),
    ("PCOMM", "personal_communication"),
    ("MANSCPT", "manuscript"),
    ("CTLG", "book"),
    ("GRANT", "document"),
    ("MULTI", "webpage"),
    ("INTV", "interview"),
    ("PODCAST", "song"),
    ("UNBILL", "bill"),
    ("JOURNAL ARTICLE", "article-journal"),
    ("JOURNAL", "article-journal"),
    ("ARTICLE", "article-journal"),
];

/// Tags that name what a record says; a line with one of them outside of a record was lost from one.
const LOST: [&str; 8] = ["AU", "A1", "TI", "T1", "JO", "JF", "PY", "DO"];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let mut record: Option<Entry> = None;
    let mut lost: Vec<Range<usize>> = Vec::new();
    for field in fields(text, 2) {
        let Field { tag, range, .. } = &field;
        match (*tag, &mut record) {
            ("TY", open) => {
                if let Some(open) = open.take() {
                    open.close(reader, range.start);
                }
                record = Some(Entry::new(field));
            }
            ("ER", open @ Some(_)) => {
                if let Some(open) = open.take() {
                    open.close(reader, range.end);
                }
            }
            (tag, None) if LOST.contains(&tag) => lost.push(range.clone()),
            (_, None) | ("", _) => {}
            (_, Some(entry)) => entry.take(field),
        }
    }
    if let Some(open) = record {
        open.close(reader, text.len());
    }
    if reader.is_empty() && !text.trim().is_empty() {
        let help = "an entry starts with `TY  - ` and ends with `ER  - `; export the file again as RIS";
        reader.error("this file has no entry", help, 0..0);
    } else if let Some(first) = lost.first() {
        let message = match lost.len() {
            1 => "this line is not part of an entry, so it is ignored".to_owned(),
            count => format!("this line and {} more are not part of an entry, so they are ignored", count - 1),
        };
        reader.flaw(message, "an entry starts with `TY  - `", first.clone());
    }
}

/// The fields of an entry that are used.
#[derive(Default)]
struct Entry {
    reference: Reference,
    start: usize,
    kind: (String, Range<usize>),
    /// Dates by how much their tag is trusted.
    dates: [Vec<(String, Range<usize>)>; 3],
    accessed: Vec<(String, Range<usize>)>,
    evidence: Option<(String, Range<usize>)>,
    pages: [Option<String>; 2],
    article: Option<String>,
    /// Titles of what the work is in: `JF`, `T2`, `BT`, `JO`, and the abbreviations `JI`, `JA`, `J2`, `J1`.
    full: Option<String>,
    second_title: Option<String>,
    book: Option<String>,
    either: Option<String>,
    short: Option<String>,
    /// `J9`, the abbreviation of Web of Science in capitals, for journals that have no other.
    capitals: Option<String>,
    database: String,
    accession: Option<String>,
    addresses: Vec<String>,
    kinds: Vec<String>,
    notes: Vec<String>,
    number: Option<String>,
    third: Option<String>,
}

impl Entry {
    fn new(head: Field<'_>) -> Self {
        Self { start: head.range.start, kind: (head.value.to_uppercase(), head.range), ..Self::default() }
    }

    fn take(&mut self, field: Field<'_>) {
        let Field { tag, value, range, .. } = field;
        if value.is_empty() {
            return;
        }
        let reference = &mut self.reference;
        match tag {
            "ID" | "LB" => set(&mut reference.id, value),
            "AU" | "A1" => reference.authors.extend(names(&value)),
            "ED" | "A2" => reference.editors.extend(names(&value)),
            "TI" | "T1" | "CT" if reference.title.is_empty() => reference.title = value.into(),
            "BT" => keep(&mut self.book, value),
            "T2" => keep(&mut self.second_title, value),
            "T3" | "C3" => keep(&mut self.third, value),
            "JF" => keep(&mut self.full, value),
            "JO" => keep(&mut self.either, value),
            "JI" => self.short = Some(value),
            "JA" | "J2" | "J1" => keep(&mut self.short, value),
            "J9" => keep(&mut self.capitals, value),
            "PY" => self.dates[0].push((value, range)),
            "Y1" => self.dates[1].push((value, range)),
            "DA" | "YR" => self.dates[2].push((value, range)),
            "Y2" => self.accessed.push((value, range)),
            "VL" => keep(&mut reference.volume, value),
            "IS" | "CP" => keep(&mut reference.issue, value),
            "SP" => keep(&mut self.pages[0], value),
            "EP" => keep(&mut self.pages[1], value),
            "C7" | "AR" | "SE" => keep(&mut self.article, value),
            "DO" => keep(&mut reference.doi, value),
            "UR" | "L2" | "LK" | "L1" => self.addresses.push(value),
            "SN" => {
                reference.isbn = Some(reference.isbn.take().map_or(value.clone(), |known| format!("{known}; {value}")));
            }
            "PB" => keep(&mut reference.publisher, value),
            "CY" | "PP" => keep(&mut reference.publisher_place, value),
            "ET" => keep(&mut reference.edition, value),
            "LA" => keep(&mut reference.language, value),
            "M3" => self.kinds.push(value),
            "M1" => keep(&mut self.number, value),
            "AN" | "C5" => keep(&mut self.accession, value),
            "DB" | "DP" => self.database.push_str(&value.to_lowercase()),
            "C2" if value.starts_with("PMC") => reference.pmcid = Some(value),
            "N1" => self.notes.push(value),
            "U1" => self.evidence = crate::reference::Evidence::named(&value).map(|_| (value, range)),
            _ => {}
        }
    }

    fn close(mut self, reader: &mut Reader<'_>, end: usize) {
        let range = self.start..end;
        let kind = TYPES.iter().find(|(name, _)| *name == self.kind.0).map(|(_, kind)| (*kind).to_owned());
        self.reference.kind = kind.unwrap_or_else(|| {
            let message = format!("`{}` is not a RIS type that Bedside knows", self.kind.0);
            let help = "Bedside cites it in the most general form";
            reader.warning(&codes::BAD_VALUE, message, help, self.kind.1.clone());
            "document".to_owned()
        });
        let dates: Vec<_> = std::mem::take(&mut self.dates).into_iter().flatten().collect();
        self.reference.issued = reader.dates(&dates);
        self.reference.accessed = reader.dates(&self.accessed);
        let evidence = self.evidence.take();
        self.reference.evidence = evidence.and_then(|(word, range)| reader.evidence(&word, &range));
        reader.add(self.reference(), first_line(reader.text, &range).start..end);
    }

    fn reference(mut self) -> Reference {
        if self.reference.title.is_empty() {
            let title = self.book.take().or_else(|| self.third.take().filter(|_| self.reference.kind == "book"));
            self.reference.title = title.unwrap_or_default().into();
        }
        self.containers();
        self.identifiers();
        let is_report =
            matches!(self.reference.kind.as_str(), "report" | "legislation" | "bill" | "dataset" | "patent");
        if is_report {
            self.reference.number = self.number.or_else(|| self.reference.issue.take());
        }
        self.reference.page = match self.pages {
            [Some(first), Some(last)] if first != last && !first.contains(['-', '–']) => {
                Some(format!("{first}-{last}"))
            }
            [first, last] => first.or(last),
        };
        self.reference.page = self.reference.page.take().or(self.article);
        self.reference
    }

    fn containers(&mut self) {
        let reference = &mut self.reference;
        let is_journal =
            matches!(reference.kind.as_str(), "article-journal" | "article" | "article-newspaper" | "article-magazine");
        let fulls = [self.full.take(), self.second_title.take(), self.book.take()];
        let mut full = fulls.into_iter().flatten().find(|name| **name != *reference.title);
        let either = self.either.take();
        if let Some(either) = either {
            match &full {
                None => full = Some(either),
                // What is not longer is the abbreviation.
                Some(full) if is_journal && either != *full && either.len() <= full.len() => {
                    keep(&mut self.short, either);
                }
                Some(_) => {}
            }
        }
        let mut short = self.short.take().or(self.capitals.take());
        if is_journal && let (Some(long), Some(abbreviation)) = (&mut full, &mut short) {
            // EndNote has them the other way round where PubMed gave it the abbreviation.
            if abbreviation.len() > long.len() {
                std::mem::swap(long, abbreviation);
            }
            *abbreviation = with_the_case_of(abbreviation, long);
        }
        if full.is_none() && !is_journal {
            full = self.third.take().filter(|name| **name != *reference.title);
        }
        if reference.kind == "paper-conference" && self.third.is_some() {
            reference.event.title = self.third.take();
        }
        reference.container_short = short.filter(|_| is_journal || full.is_none());
        reference.container = full.map(Text::from);
        if reference.container.is_none() && !is_journal {
            reference.container = reference.container_short.take().map(Text::from);
        }
    }

    fn identifiers(&mut self) {
        let reference = &mut self.reference;
        let is_pubmed = ["pubmed", "medline", "nlm", "embase"].iter().any(|name| self.database.contains(name));
        let is_number = |number: &String| (4..=8).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        reference.pmid = self.accession.take().filter(|number| is_pubmed && is_number(number));
        // Older exports of publishers have the DOI in a note, or as the kind of work.
        let is_doi = |text: &&String| identifier::doi(text).is_ok();
        let doi = self.kinds.iter().chain(&self.notes).chain(&self.addresses).find(is_doi).cloned();
        reference.doi = reference.doi.take().or(doi);
        reference.genre = std::mem::take(&mut self.kinds).into_iter().find(|text| !is_doi(&text)).filter(|genre| {
            let word = genre.to_lowercase();
            !word.contains("journal article") && word != "article" && word != "research"
        });
        // `<Go to ISI>://WOS:...` leads nowhere but in the program that wrote it.
        let addresses: Vec<String> =
            std::mem::take(&mut self.addresses).into_iter().filter(|address| !address.starts_with('<')).collect();
        let web = addresses.iter().find(|address| address.starts_with("http") || address.starts_with("www."));
        reference.url = web.or(addresses.iter().find(|address| address.contains(':'))).cloned();
    }
}

/// The names of a line, which some programs part by semicolons, by commas as PubMed shows them, or by `and` as BibTeX does.
fn names(value: &str) -> Vec<Name> {
    if let Some(names) = listed(value) {
        return names;
    }
    let is_person = |part: &str| part.matches(',').count() == 1 && !part.trim_end().ends_with(',');
    let several = value.contains(" and ") && value.split(" and ").all(is_person);
    let parts = value.split(if several { " and " } else { "; " }).map(str::trim);
    parts.filter(|name| !name.is_empty()).map(inverted).collect()
}

/// `N ENGL J MED` as `N Engl J Med`, where the words of the full name show how it is spelled.
fn with_the_case_of(abbreviation: &str, full: &str) -> String {
    let is_shouted = |text: &str| !text.chars().any(char::is_lowercase);
    if !is_shouted(abbreviation) || is_shouted(full) {
        return abbreviation.to_owned();
    }
    let mut words = full.split([' ', ',', ':', '(', ')', '-']);
    let spelled = |word: &str| {
        let from =
            words.find(|own| own.chars().zip(word.chars()).next().is_some_and(|(one, other)| same(one, other)))?;
        let mut own = from.chars();
        // Each letter of the abbreviation is one of the word, in their order.
        word.chars().map(|sign| if sign == '.' { Some('.') } else { own.find(|c| same(*c, sign)) }).collect()
    };
    let spelled: Option<Vec<String>> = abbreviation.split(' ').filter(|word| !word.is_empty()).map(spelled).collect();
    spelled.map_or_else(|| abbreviation.to_owned(), |words| words.join(" "))
}

fn same(one: char, other: char) -> bool {
    one.to_lowercase().eq(other.to_lowercase())
}

fn keep(field: &mut Option<String>, value: String) {
    field.get_or_insert(value);
}

fn set(field: &mut String, value: String) {
    if field.is_empty() {
        *field = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_line_are_parted() {
        let shown = |value: &str| names(value).iter().map(|name| format!("{name:?}")).collect::<Vec<_>>();
        assert_eq!(shown("Roe, Ann and Poe, Bob").len(), 2);
        assert_eq!(shown("Roe, Ann; Poe, Bob").len(), 2);
        assert_eq!(shown("Centers for Disease Control and Prevention").len(), 1);
        assert_eq!(shown("Department of Health, Education, and Welfare").len(), 1);
    }

    #[test]
    fn an_abbreviation_in_capitals_is_spelled_as_its_journal() {
        let cases = [
            ("N ENGL J MED", "New England Journal of Medicine", "N Engl J Med"),
            ("J NATL CANCER INST", "Journal of the National Cancer Institute", "J Natl Cancer Inst"),
            ("JAMA", "JAMA: Journal of the American Medical Association", "JAMA"),
            ("BMJ", "BMJ (Clinical research ed.)", "BMJ"),
            ("PLOS ONE", "PLoS ONE", "PLoS ONE"),
            ("J TESTS", "JOURNAL OF TESTS", "J TESTS"),
            ("QUITE ELSE", "Journal of Tests", "QUITE ELSE"),
            ("N Engl J Med", "New England Journal of Medicine", "N Engl J Med"),
        ];
        for (abbreviation, full, expected) in cases {
            assert_eq!(with_the_case_of(abbreviation, full), expected);
        }
    }
}
