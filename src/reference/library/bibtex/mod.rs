//! BibTeX and BibLaTeX, as reference managers write them (<https://ctan.org/pkg/biblatex>).
//!
//! A fault costs one entry, whose place it is reported at, never the file; values are LaTeX and become text.

mod inherit;
mod names;
mod scan;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diag::codes;
use crate::reference::date::{best, month_of};
use crate::reference::{Conference, PartialDate, Reference, Text, latex};

use super::reader::{Reader, first_line};
use inherit::{by_key, fields};
use names::names;
use scan::{Entry, scan};

/// Entry types and their CSL types.
const TYPES: [(&str, &str); 55] = [
    ("article", "article-journal"),
    ("suppperiodical", "article-journal"),
    ("periodical", "periodical"),
    ("book", "book"),
    ("mvbook", "book"),
    ("booklet", "pamphlet"),
    ("collection", "book"),
    ("proceedings", "book"),
    ("reference", "book"),
    ("manual", "report"),
    ("inbook", "chapter"),
    ("incollection", "chapter"),
    ("inreference", "entry-encyclopedia"),
    ("suppbook", "chapter"),
    ("inproceedings", "paper-conference"),
    ("conference", "paper-conference"),
    ("mastersthesis", "thesis"),
    ("phdthesis", "thesis"),
    ("thesis", "thesis"),
    ("techreport", "report"),
    ("report", "report"),
    ("unpublished", "manuscript"),
    ("online", "webpage"),
    ("electronic", "webpage"),
    ("www", "webpage"),
    ("dataset", "dataset"),
    ("standard", "standard"),
    ("legislation", "legislation"),
    ("jurisdiction", "legal_case"),
    ("video", "motion_picture"),
    ("movie", "motion_picture"),
    ("audio", "song"),
    ("news", "article-newspaper"),
    ("misc", "document"),
    ("software", "software"),
    ("patent", "patent"),
    ("webpage", "webpage"),
    ("web_page", "webpage"),
    ("website", "webpage"),
    ("inpress", "article-journal"),
    ("newspaper_article", "article-newspaper"),
    ("magazine_article", "article-magazine"),
    ("book_section", "chapter"),
    ("generic", "document"),
    ("unspecified", "document"),
    ("collectedbook", "book"),
    ("image", "graphic"),
    ("artwork", "graphic"),
    ("letter", "personal_communication"),
    ("bookinbook", "chapter"),
    ("mvcollection", "book"),
    ("mvproceedings", "book"),
    ("mvreference", "book"),
    ("commentary", "document"),
    ("customa", "document"),
];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let scanned = scan(text);
    if scanned.entries.is_empty() && !text.trim().is_empty() && !text.contains('@') {
        return reader.error("this file has no entry", "a BibTeX entry starts with `@article{smith-2020,`", 0..0);
    }
    for (message, help, range) in scanned.flaws {
        reader.flaw(message, help, range);
    }
    let known = by_key(&scanned.entries);
    for entry in
        scanned.entries.iter().filter(|entry| !matches!(entry.kind.as_str(), "xdata" | "set" | "bibnote" | "control"))
    {
        take(reader, entry, &known);
    }
}

fn take<'t>(reader: &mut Reader<'_>, entry: &Entry<'t>, known: &HashMap<String, &Entry<'t>>) {
    let line = first_line(reader.text, &entry.range);
    if !entry.is_closed {
        let help = "look for an unclosed brace or quotation mark; Bedside uses what it could read of the entry";
        reader.flaw("this entry has no end", help, line.clone());
    }
    let mut flaws = Vec::new();
    let fields = Fields { fields: fields(entry, known, &mut flaws) };
    for (message, help, _) in flaws {
        reader.flaw(message, help, line.clone());
    }
    let kind = fields.kind(&entry.kind);
    let kind = kind.unwrap_or_else(|| {
        let message = format!("`@{}` is not a BibTeX type that Bedside knows", entry.kind);
        reader.warning(&codes::BAD_VALUE, message, "Bedside cites it in the most general form", line.clone());
        "document"
    });
    let evidence = fields.text(&["evidence"]).and_then(|word| reader.evidence(&word, &line));
    let written: Vec<_> =
        ["date", "year"].iter().filter_map(|key| Some((fields.text(&[key])?, line.clone()))).collect();
    let issued = fields.issued().or_else(|| reader.dates(&written));
    let accessed = fields.text(&["urldate", "accessed", "lastchecked"]).map(|date| (date, line.clone()));
    let accessed = reader.dates(&accessed.into_iter().collect::<Vec<_>>());
    let mut reference = fields.reference(kind, entry.kind.as_str());
    entry.key.clone_into(&mut reference.id);
    (reference.issued, reference.accessed, reference.evidence) = (issued, accessed, evidence);
    let aliases = fields
        .text(&["ids"])
        .into_iter()
        .flat_map(|ids| ids.split(',').map(|id| id.trim().to_owned()).collect::<Vec<_>>());
    let aliases = aliases.filter(|id| !id.is_empty()).collect();
    reader.add_with(reference, entry.range.clone(), aliases);
}

/// The fields of an entry, still as LaTeX.
struct Fields<'t> {
    fields: Vec<(String, Cow<'t, str>)>,
}

impl Fields<'_> {
    fn raw(&self, key: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_ref()).filter(|value| !value.trim().is_empty())
    }

    /// The first of `keys` that has something in it, as text with tags.
    fn text(&self, keys: &[&str]) -> Option<String> {
        let read = |key: &&str| {
            let text = latex::text(self.raw(key)?).split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        keys.iter().find_map(read)
    }

    /// An address or identifier, in which few signs are LaTeX.
    fn address(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.raw(key)).map(latex::address).filter(|text| !text.is_empty())
    }

    fn joined(&self, title: &[&str], subtitle: &str) -> Option<String> {
        let title = self.text(title)?;
        Some(match self.text(&[subtitle]) {
            Some(subtitle) if title.ends_with(['?', '!', ':']) => format!("{title} {subtitle}"),
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title,
        })
    }

    fn reference(&self, kind: &str, written: &str) -> Reference {
        let ((authors, others), (editors, _)) =
            (names(self.raw("author").unwrap_or_default()), names(self.raw("editor").unwrap_or_default()));
        let note = self.text(&["note"]).unwrap_or_default();
        let is_retracted = note.to_lowercase().starts_with("retracted");
        let is_numbered = kind == "report" || kind == "legislation" || kind == "regulation" || kind == "dataset";
        let says = |key: &str, value: &str| self.text(&[key]).is_some_and(|text| text.eq_ignore_ascii_case(value));
        let pubmed = ["eprinttype", "archiveprefix"].iter().any(|key| says(key, "pubmed"));
        let short = self.text(&["shortjournal", "journalabbreviation", "journal-iso", "abbrev_source_title"]);
        let container = self.joined(&["journaltitle", "journal", "booktitle", "maintitle"], "booksubtitle");
        // Zotero and some publishers have the full name beside the abbreviation.
        let full = self.text(&["journal-full", "fulljournal"]);
        Reference {
            kind: kind.to_owned(),
            title: Text::from(self.joined(&["title"], "subtitle").unwrap_or_default()),
            authors,
            et_al: others,
            editors,
            container: full.or(container).map(Text::from),
            container_short: short,
            volume: self.text(&["volume"]),
            issue: self.text(&["number", "issue"]).filter(|_| !is_numbered),
            page: self.pages(),
            number: self.text(&["number"]).filter(|_| is_numbered),
            edition: self.text(&["edition"]),
            publisher: self.text(&["publisher", "institution", "organization", "school"]).or_else(|| self.imprint()),
            publisher_place: self.text(&["location", "address"]),
            doi: self.address(&["doi"]),
            pmid: self.address(&["pmid"]).or_else(|| self.address(&["eprint"]).filter(|_| pubmed)),
            pmcid: self.address(&["pmcid", "pmc"]),
            isbn: self.text(&["isbn"]),
            issn: self.text(&["issn"]),
            event: Conference {
                title: self.text(&["eventtitle"]),
                place: self.text(&["venue"]),
                date: self.event_date(),
            },
            url: self
                .address(&["url", "link", "bdsk-url-1"])
                .filter(|url| is_address(url))
                .or_else(|| self.address_within()),
            language: self.text(&["language", "langid"]),
            genre: self.genre(written),
            status: self.text(&["pubstate"]),
            medium: self.text(&["howpublished"]).filter(|text| text.to_lowercase().contains("podcast")),
            retracted: is_retracted,
            retracted_in: retraction(&note),
            ..Reference::default()
        }
    }

    /// An address within words: `Available at \url{https://example.org}`.
    fn address_within(&self) -> Option<String> {
        let texts = ["howpublished", "note"].iter().filter_map(|key| self.raw(key));
        let mut found = texts.filter_map(|text| Some(&text[text.find("https://").or_else(|| text.find("http://"))?..]));
        let first = found.next()?;
        let end = first.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(first.len());
        Some(latex::address(first[..end].trim_end_matches(['.', ',', ';'])))
    }

    fn event_date(&self) -> Option<PartialDate> {
        best(&[self.text(&["eventdate"])?.as_str()])
    }

    /// Pages, or else the number of the article.
    fn pages(&self) -> Option<String> {
        let pages =
            self.text(&["pages", "page", "eid", "article-number", "art_number", "articleno", "elocation-id"])?;
        Some(pages.replace('–', "-"))
    }

    /// `howpublished`, where it is not an address.
    fn imprint(&self) -> Option<String> {
        self.text(&["howpublished"]).filter(|text| !text.contains("://") && !text.starts_with("www."))
    }

    fn genre(&self, written: &str) -> Option<String> {
        let named = |genre: &str| match genre {
            "mastersthesis" | "mathesis" => Some("Master's thesis".to_owned()),
            "candthesis" | "bathesis" => Some("Thesis".to_owned()),
            _ => None,
        };
        let genre = self.text(&["type"]);
        // A dissertation is what styles call a thesis by themselves.
        genre
            .filter(|genre| genre != "phdthesis")
            .map(|genre| named(&genre).unwrap_or(genre))
            .or_else(|| named(written))
    }

    /// The CSL type. A `@misc` is what its fields make of it: Mendeley writes articles so.
    fn kind(&self, written: &str) -> Option<&'static str> {
        let kind = TYPES.iter().find(|(name, _)| *name == written).map(|(_, kind)| *kind)?;
        let has = |keys: &[&str]| keys.iter().any(|key| self.raw(key).is_some());
        let is = |key: &str, value: &str| self.text(&[key]).is_some_and(|text| text.eq_ignore_ascii_case(value));
        let in_journal = has(&["journal", "journaltitle", "booktitle"]) && has(&["volume", "number", "pages"]);
        Some(match kind {
            "document" if is("type", "preprint") || is("archiveprefix", "arxiv") || is("eprinttype", "arxiv") => {
                "article"
            }
            "document" if in_journal => "article-journal",
            "document" if has(&["url"]) && !has(&["doi"]) => "webpage",
            "article-journal" if is("entrysubtype", "newspaper") => "article-newspaper",
            "article-journal" if is("entrysubtype", "magazine") => "article-magazine",
            kind => kind,
        })
    }

    fn issued(&self) -> Option<PartialDate> {
        let whole = self.text(&["date"]).and_then(|written| best(&[&written]));
        if whole.is_some() {
            return whole;
        }
        let year = best(&[self.text(&["year"])?.as_str()])?;
        let Some(month) = self.text(&["month"]) else { return Some(year) };
        let number = month.trim().parse::<i8>().ok().filter(|month| (1..=12).contains(month));
        let Some(number) = number.or_else(|| month_of(&month)) else {
            return best(&[&format!("{} {month}", year.year)]).or(Some(year));
        };
        let day = self.text(&["day"]).and_then(|day| day.parse().ok());
        let dated = |day| crate::reference::checked(year.year, Some(number), day);
        dated(day).or_else(|| dated(None)).or(Some(year))
    }
}

fn is_address(text: &str) -> bool {
    text.contains("://") && !text.contains(' ')
        || text.starts_with("www.")
        || text.split(':').next().is_some_and(|scheme| {
            matches!(scheme.to_ascii_lowercase().as_str(), "javascript" | "data" | "file" | "vbscript")
        })
}

/// `Lancet. 2010;375(9713):445` of the note `Retracted: Lancet. 2010;375(9713):445. doi:...`.
pub(super) fn retraction(note: &str) -> Option<String> {
    let rest = ["Retracted in:", "Retraction in:", "Retracted:", "retracted in:"]
        .iter()
        .find_map(|start| note.strip_prefix(start))?;
    let end = rest.find(" doi:").unwrap_or(rest.len());
    let place = rest[..end].trim().trim_end_matches('.');
    (place.contains(|c: char| c.is_ascii_digit())).then(|| place.to_owned())
}
