//! BibTeX and BibLaTeX, by the crate `biblatex`, which knows accents, abbreviations and cross references.

use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, Entry, ParseError, ParseErrorKind, Person, RawBibliography, Token};

use crate::diag::codes;
use crate::reference::{Name, PartialDate, Reference};

use super::reader::{Reader, date, first_line, month_of};

/// Entry types and their CSL types.
const TYPES: [(&str, &str); 34] = [
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
];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let whole = RawBibliography::parse(text).and_then(|raw| {
        let heads: Vec<Head> = raw.entries.iter().map(|entry| Head::new(entry.v.kind.v, entry.span.clone())).collect();
        Bibliography::from_raw(raw).map(|bibliography| (heads, bibliography))
    });
    match whole {
        Ok((heads, _)) if heads.is_empty() && !text.trim().is_empty() && !text.contains('@') => no_entry(reader),
        Ok((heads, bibliography)) => {
            for (head, entry) in heads.into_iter().zip(bibliography) {
                take(reader, &head, &entry);
            }
        }
        Err(_) => piecewise(reader),
    }
}

/// What the crate keeps of an entry before it is resolved.
struct Head {
    kind: String,
    range: Range<usize>,
}

impl Head {
    fn new(kind: &str, range: Range<usize>) -> Self {
        Self { kind: kind.to_lowercase(), range }
    }
}

/// Reads a file with a fault entry by entry, so that each fault is told and the other entries count.
fn piecewise(reader: &mut Reader<'_>) {
    let text = reader.text;
    let starts: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .filter(|(_, line)| line.trim_start().starts_with('@'))
        .map(|(start, _)| start)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let is_string = |piece: &&Range<usize>| {
        text[(*piece).clone()].trim_start().get(..7).is_some_and(|head| head.eq_ignore_ascii_case("@string"))
    };
    let strings: String = pieces.iter().filter(is_string).map(|piece| &text[piece.clone()]).collect();
    if pieces.is_empty() {
        no_entry(reader);
    }
    let mut known = std::collections::HashMap::new();
    for piece in pieces.iter().filter(|piece| !is_string(piece)) {
        let source = &text[piece.clone()];
        let parsed = RawBibliography::parse(source).and_then(|mut raw| {
            let kind = raw.entries.first().map(|entry| entry.v.kind.v.to_owned());
            if !strings.is_empty() {
                raw.abbreviations = RawBibliography::parse(&strings).map(|raw| raw.abbreviations).unwrap_or_default();
            }
            Bibliography::from_raw(raw).map(|bibliography| (kind, bibliography))
        });
        match parsed {
            Ok((kind, bibliography)) => {
                for entry in bibliography {
                    let range = piece.start..piece.start + source.trim_end().len();
                    if let Some(first) = known.insert(entry.key.clone(), range.start) {
                        duplicate(reader, &entry.key, range.clone(), first);
                        continue;
                    }
                    take(reader, &Head::new(kind.as_deref().unwrap_or_default(), range), &entry);
                }
            }
            Err(error) => broken(reader, &error, piece),
        }
    }
}

fn no_entry(reader: &mut Reader<'_>) {
    reader.error("this file has no entry", "an entry of BibTeX begins with `@article{smith-2020,`", 0..0);
}

fn duplicate(reader: &mut Reader<'_>, key: &str, range: Range<usize>, first: usize) {
    let place = first_line(reader.text, &range);
    let line = reader.text[..first].matches('\n').count() + 1;
    let message = format!("two sources have the id `{key}`; the first one stands at line {line}");
    reader.report(&codes::DUPLICATE_KEY, message, "keep one of them, or give one another id", place);
}

fn broken(reader: &mut Reader<'_>, error: &ParseError, piece: &Range<usize>) {
    let sign = |token: Token| match token {
        Token::Identifier => "a name",
        Token::OpeningBrace => "`{`",
        Token::ClosingBrace => "`}`",
        Token::Comma => "`,`",
        Token::QuotationMark => "`\"`",
        Token::Equals => "`=`",
        Token::DecimalPoint => "`.`",
    };
    let start = (piece.start + error.span.start).min(piece.end);
    let mut place = start..(piece.start + error.span.end).clamp(start, piece.end);
    let is_at_end = reader.text[start..piece.end].trim().is_empty();
    let (message, help) = match &error.kind {
        ParseErrorKind::UnexpectedEof | ParseErrorKind::Expected(_) if is_at_end => {
            place = first_line(reader.text, piece);
            ("this entry has no end".to_owned(), "look for a brace or quotation mark that is not closed")
        }
        ParseErrorKind::Unexpected(token) => {
            (format!("{} does not belong here", sign(*token)), "look for a missing comma or brace before it")
        }
        ParseErrorKind::Expected(token) => {
            (format!("expected {} here", sign(*token)), "look for a missing comma or brace before it")
        }
        ParseErrorKind::UnknownAbbreviation(name) => {
            (format!("the abbreviation `{name}` is not defined"), "put the value into braces, or add an `@string`")
        }
        ParseErrorKind::MalformedCommand => {
            ("this command of LaTeX is not complete".to_owned(), "write the letter itself, such as `é`")
        }
        _ => ("this entry cannot be read".to_owned(), "compare it with its neighbours, or export it again"),
    };
    reader.error(message, help, place);
}

fn take(reader: &mut Reader<'_>, head: &Head, entry: &Entry) {
    let line = first_line(reader.text, &head.range);
    let fields = Fields { entry };
    let kind = fields.kind(&head.kind);
    let kind = kind.unwrap_or_else(|| {
        let message = format!("`@{}` is not a type of BibTeX that Bedside knows", head.kind);
        reader.warning(&codes::BAD_VALUE, message, "it is cited in the most general form", line.clone());
        "document"
    });
    let (authors, others) = fields.names("author");
    let (editors, _) = fields.names("editor");
    let mut dated = |found: Option<PartialDate>, key: &str| {
        let written = fields.text(&[key]).filter(|_| found.is_none());
        found.or_else(|| written.and_then(|written| reader.date(&written, &line)))
    };
    let issued = dated(fields.issued(), "year");
    let accessed = dated(fields.text(&["urldate"]).and_then(|written| date(&written)), "urldate");
    let evidence = fields.text(&["evidence"]).and_then(|word| reader.evidence(&word, &line));
    let note = fields.text(&["note"]).unwrap_or_default();
    let pubmed = fields.text(&["eprinttype", "archiveprefix"]).is_some_and(|kind| kind.eq_ignore_ascii_case("pubmed"));
    let reference = Reference {
        id: entry.key.clone(),
        kind: kind.to_owned(),
        title: fields.title(),
        authors,
        et_al: others,
        editors,
        container: fields.text(&["journaltitle", "journal", "booktitle", "maintitle"]),
        container_short: fields.text(&["shortjournal"]),
        issued,
        accessed,
        volume: fields.text(&["volume"]),
        issue: fields.text(&["number", "issue"]).filter(|_| kind != "report" && kind != "legislation"),
        page: fields.text(&["pages", "eid"]).map(|pages| pages.replace("--", "-").replace('–', "-")),
        number: fields.text(&["number"]).filter(|_| kind == "report" || kind == "legislation"),
        edition: fields.text(&["edition"]),
        publisher: fields.text(&["publisher", "institution", "organization", "school", "howpublished"]),
        publisher_place: fields.text(&["location", "address"]),
        doi: fields.text(&["doi"]),
        pmid: fields.text(&["pmid"]).or_else(|| fields.text(&["eprint"]).filter(|_| pubmed)),
        pmcid: fields.text(&["pmcid", "pmc"]),
        isbn: fields.text(&["isbn"]),
        url: fields.text(&["url"]).filter(|url| url.starts_with("http")),
        language: fields.text(&["language", "langid"]),
        genre: fields.text(&["type"]),
        evidence,
        retracted: note.to_lowercase().starts_with("retracted"),
    };
    reader.add(reference, head.range.clone());
}

/// The fields of an entry as plain text.
struct Fields<'e> {
    entry: &'e Entry,
}

impl Fields<'_> {
    /// The first of `keys` that has something in it.
    fn text(&self, keys: &[&str]) -> Option<String> {
        let plain = |key: &&str| {
            let text = self.entry.get(key)?.format_verbatim();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        keys.iter().find_map(plain)
    }

    fn title(&self) -> String {
        let title = self.text(&["title"]).unwrap_or_default();
        match self.text(&["subtitle"]) {
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title,
        }
    }

    /// The CSL type; a `@misc` with nothing but an address is a web page, and one of a preprint server a preprint.
    fn kind(&self, written: &str) -> Option<&'static str> {
        let kind = TYPES.iter().find(|(name, _)| *name == written).map(|(_, kind)| *kind)?;
        let has = |key: &str| self.text(&[key]).is_some();
        let is_preprint = self.text(&["type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("preprint"));
        Some(match kind {
            "document" if is_preprint => "article",
            "document" if has("url") && !has("doi") => "webpage",
            "article-journal" if self.text(&["entrysubtype"]).is_some_and(|kind| kind == "newspaper") => {
                "article-newspaper"
            }
            kind => kind,
        })
    }

    /// Names, and whether there are others.
    fn names(&self, key: &str) -> (Vec<Name>, bool) {
        let people: Vec<Person> = self.entry.get_as::<Vec<Person>>(key).unwrap_or_default();
        let is_others = |person: &Person| person.name == "others" && person.given_name.is_empty();
        let others = people.iter().any(is_others);
        let names = people.into_iter().filter(|person| !is_others(person) && !person.name.trim().is_empty());
        (names.map(name).collect(), others)
    }

    fn issued(&self) -> Option<PartialDate> {
        if let Some(date) = self.text(&["date"]).and_then(|written| date(&written)) {
            return Some(date);
        }
        let year = date(&self.text(&["year"])?)?;
        let month = self.text(&["month"]);
        let month = month.and_then(|month| month.parse().ok().or_else(|| month_of(&month)));
        let day = self.text(&["day"]).and_then(|day| day.parse().ok()).filter(|_| month.is_some());
        let dated = |month, day| crate::reference::checked(year.year, month, day);
        dated(month, day).or_else(|| dated(month, None)).or(Some(year))
    }
}

fn name(person: Person) -> Name {
    let family = [person.prefix.as_str(), person.name.as_str()].join(" ").trim().to_owned();
    if person.given_name.trim().is_empty() {
        return Name::Literal(family);
    }
    let suffix = Some(person.suffix).filter(|suffix| !suffix.is_empty());
    Name::Person { family, given: person.given_name, suffix }
}
