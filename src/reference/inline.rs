//! Inline references: from CSL's keys to [`Reference`].

use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Outcome, Severity, codes};
use crate::yaml::{Step, WordOr, Yaml};

use super::date::date;
use super::{Event, Evidence, Name, PartialDate, Reference, Text, checked, kind_of, normalise};

type Path<'p> = &'p [Step<'p>];

/// An inline reference under the names of CSL (<https://docs.citationstyles.org/en/stable/specification.html>).
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ReferenceFile {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    title: Option<String>,
    author: Option<Vec<WordOr<NameFile>>>,
    editor: Option<Vec<WordOr<NameFile>>>,
    container_title: Option<String>,
    #[serde(alias = "journalAbbreviation")]
    container_title_short: Option<String>,
    issued: Option<WordOr<DatePartsFile>>,
    accessed: Option<WordOr<DatePartsFile>>,
    volume: Option<String>,
    issue: Option<String>,
    page: Option<String>,
    number: Option<String>,
    edition: Option<String>,
    publisher: Option<String>,
    publisher_place: Option<String>,
    genre: Option<String>,
    language: Option<String>,
    note: Option<String>,
    #[serde(rename = "DOI")]
    doi: Option<String>,
    #[serde(rename = "PMID")]
    pmid: Option<String>,
    #[serde(rename = "PMCID")]
    pmcid: Option<String>,
    #[serde(rename = "ISBN")]
    isbn: Option<String>,
    #[serde(rename = "ISSN")]
    issn: Option<String>,
    #[serde(alias = "event")]
    event_title: Option<String>,
    event_place: Option<String>,
    event_date: Option<WordOr<DatePartsFile>>,
    status: Option<String>,
    medium: Option<String>,
    retracted_in: Option<String>,
    authors_complete: Option<bool>,
    #[serde(rename = "URL")]
    url: Option<String>,
    evidence: Option<String>,
    retracted: Option<bool>,
    #[serde(rename = "abstract")]
    _abstract: Option<Unused>,
    #[serde(rename = "annote")]
    _annote: Option<Unused>,
    #[serde(rename = "archive")]
    _archive: Option<Unused>,
    #[serde(rename = "archive-place")]
    _archive_place: Option<Unused>,
    #[serde(rename = "archive_collection")]
    _archive_collection: Option<Unused>,
    #[serde(rename = "archive_location")]
    _archive_location: Option<Unused>,
    #[serde(rename = "authority")]
    _authority: Option<Unused>,
    #[serde(rename = "call-number")]
    _call_number: Option<Unused>,
    #[serde(rename = "chair")]
    _chair: Option<Unused>,
    #[serde(rename = "chapter-number")]
    _chapter_number: Option<Unused>,
    #[serde(rename = "citation-key")]
    _citation_key: Option<Unused>,
    #[serde(rename = "citation-label")]
    _citation_label: Option<Unused>,
    #[serde(rename = "categories")]
    _categories: Option<Unused>,
    #[serde(rename = "collection-editor")]
    _collection_editor: Option<Unused>,
    #[serde(rename = "collection-number")]
    _collection_number: Option<Unused>,
    #[serde(rename = "collection-title")]
    _collection_title: Option<Unused>,
    #[serde(rename = "compiler")]
    _compiler: Option<Unused>,
    #[serde(rename = "composer")]
    _composer: Option<Unused>,
    #[serde(rename = "container-author")]
    _container_author: Option<Unused>,
    #[serde(rename = "contributor")]
    _contributor: Option<Unused>,
    #[serde(rename = "curator")]
    _curator: Option<Unused>,
    #[serde(rename = "custom")]
    _custom: Option<Unused>,
    #[serde(rename = "dimensions")]
    _dimensions: Option<Unused>,
    #[serde(rename = "director")]
    _director: Option<Unused>,
    #[serde(rename = "division")]
    _division: Option<Unused>,
    #[serde(rename = "editor-translator")]
    _editor_translator: Option<Unused>,
    #[serde(rename = "editorial-director")]
    _editorial_director: Option<Unused>,
    #[serde(rename = "executive-producer")]
    _executive_producer: Option<Unused>,
    #[serde(rename = "first-reference-note-number")]
    _first_reference_note_number: Option<Unused>,
    #[serde(rename = "guest")]
    _guest: Option<Unused>,
    #[serde(rename = "host")]
    _host: Option<Unused>,
    #[serde(rename = "illustrator")]
    _illustrator: Option<Unused>,
    #[serde(rename = "interviewer")]
    _interviewer: Option<Unused>,
    #[serde(rename = "jurisdiction")]
    _jurisdiction: Option<Unused>,
    #[serde(rename = "keyword")]
    _keyword: Option<Unused>,
    #[serde(rename = "locator")]
    _locator: Option<Unused>,
    #[serde(rename = "narrator")]
    _narrator: Option<Unused>,
    #[serde(rename = "number-of-pages")]
    _number_of_pages: Option<Unused>,
    #[serde(rename = "number-of-volumes")]
    _number_of_volumes: Option<Unused>,
    #[serde(rename = "organizer")]
    _organizer: Option<Unused>,
    #[serde(rename = "original-author")]
    _original_author: Option<Unused>,
    #[serde(rename = "original-date")]
    _original_date: Option<Unused>,
    #[serde(rename = "original-publisher")]
    _original_publisher: Option<Unused>,
    #[serde(rename = "original-publisher-place")]
    _original_publisher_place: Option<Unused>,
    #[serde(rename = "original-title")]
    _original_title: Option<Unused>,
    #[serde(rename = "page-first")]
    _page_first: Option<Unused>,
    #[serde(rename = "part-number")]
    _part_number: Option<Unused>,
    #[serde(rename = "part-title")]
    _part_title: Option<Unused>,
    #[serde(rename = "performer")]
    _performer: Option<Unused>,
    #[serde(rename = "printing-number")]
    _printing_number: Option<Unused>,
    #[serde(rename = "producer")]
    _producer: Option<Unused>,
    #[serde(rename = "recipient")]
    _recipient: Option<Unused>,
    #[serde(rename = "references")]
    _references: Option<Unused>,
    #[serde(rename = "reviewed-author")]
    _reviewed_author: Option<Unused>,
    #[serde(rename = "reviewed-genre")]
    _reviewed_genre: Option<Unused>,
    #[serde(rename = "reviewed-title")]
    _reviewed_title: Option<Unused>,
    #[serde(rename = "scale")]
    _scale: Option<Unused>,
    #[serde(rename = "script-writer")]
    _script_writer: Option<Unused>,
    #[serde(rename = "section")]
    _section: Option<Unused>,
    #[serde(rename = "series-creator")]
    _series_creator: Option<Unused>,
    #[serde(rename = "source")]
    _source: Option<Unused>,
    #[serde(rename = "submitted")]
    _submitted: Option<Unused>,
    #[serde(rename = "supplement-number")]
    _supplement_number: Option<Unused>,
    #[serde(rename = "title-short")]
    _title_short: Option<Unused>,
    #[serde(rename = "translator")]
    _translator: Option<Unused>,
    #[serde(rename = "version")]
    _version: Option<Unused>,
    #[serde(rename = "volume-title")]
    _volume_title: Option<Unused>,
    #[serde(rename = "volume-title-short")]
    _volume_title_short: Option<Unused>,
    #[serde(rename = "available-date")]
    _available_date: Option<Unused>,
    #[serde(rename = "year-suffix")]
    _year_suffix: Option<Unused>,
    #[serde(rename = "shortTitle")]
    _short_title: Option<Unused>,
}

/// A variable of CSL that no style of Bedside uses.
#[derive(Debug)]
struct Unused;

impl<'de> Deserialize<'de> for Unused {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct NameFile {
    family: Option<String>,
    given: Option<String>,
    suffix: Option<String>,
    literal: Option<String>,
    non_dropping_particle: Option<String>,
    dropping_particle: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct DatePartsFile {
    date_parts: Option<Vec<Vec<i64>>>,
}

/// Reads one reference, which is at `path`; `None` where it cannot be cited or shown.
#[must_use]
pub fn inline(file: ReferenceFile, yaml: Yaml<'_>, path: &[Step<'_>]) -> Outcome<Option<Reference>> {
    let mut reader = Reader { yaml, diagnostics: Vec::new() };
    let value = reader.reference(file, path);
    Outcome { value, diagnostics: reader.diagnostics }
}

struct Reader<'y> {
    yaml: Yaml<'y>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: &'static Code, message: impl Into<String>, help: &str, path: Path<'_>) {
        self.diagnostics.push(Diagnostic::new(code, message).at(self.yaml.place(path)).help(help));
    }

    fn missing(&mut self, key: &str, path: Path<'_>, help: &str) {
        self.report(&codes::MISSING_KEY, format!("the key `{key}` is missing"), help, path);
    }

    fn required(&mut self, key: &str, value: Option<String>, path: Path<'_>) -> Option<String> {
        let value = filled(value);
        if value.is_none() {
            self.missing(key, path, &format!("add `{key}: `"));
        }
        value
    }

    fn evidence(&mut self, word: &str, path: Path<'_>) -> Option<Evidence> {
        let value = Evidence::named(word);
        if value.is_none() {
            let message = format!("`{word}` is not one of the words expected here");
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, message)
                .at(self.yaml.place(path))
                .did_you_mean(word, Evidence::WORDS.iter().copied())
                .help(format!("expected one of {}", Evidence::WORDS.join(", ")));
            self.diagnostics.push(diagnostic);
        }
        value
    }

    fn reference(&mut self, file: ReferenceFile, path: Path<'_>) -> Option<Reference> {
        let id = self.required("id", file.id, path);
        let title = self.required("title", file.title, path);
        let evidence = file.evidence.and_then(|word| {
            let path = [path, &[Step::Key("evidence")]].concat();
            self.evidence(&word, &path)
        });
        let mut reference = Reference {
            kind: self.kind(file.kind, path),
            authors: self.names(file.author, "author", path),
            editors: self.names(file.editor, "editor", path),
            container: filled(file.container_title).map(Text::from),
            container_short: filled(file.container_title_short),
            issued: self.partial_date(file.issued, "issued", path),
            accessed: self.partial_date(file.accessed, "accessed", path),
            volume: filled(file.volume),
            issue: filled(file.issue),
            page: filled(file.page),
            number: filled(file.number),
            edition: filled(file.edition),
            publisher: filled(file.publisher),
            publisher_place: filled(file.publisher_place),
            doi: filled(file.doi),
            pmid: filled(file.pmid),
            pmcid: filled(file.pmcid),
            isbn: filled(file.isbn),
            url: filled(file.url),
            issn: filled(file.issn),
            event: Event {
                title: filled(file.event_title),
                place: filled(file.event_place),
                date: self.partial_date(file.event_date, "event-date", path),
            },
            status: filled(file.status),
            medium: filled(file.medium),
            retracted_in: filled(file.retracted_in),
            language: filled(file.language),
            genre: filled(file.genre),
            evidence,
            retracted: file.retracted.unwrap_or(false),
            et_al: file.authors_complete == Some(false),
            id: id?,
            title: title?.into(),
        };
        normalise(&mut reference, &mut |name, message| {
            let help = match name {
                "URL" => "copy it from the address line of your browser; it starts with `https://`",
                _ => "copy it again from the publisher's page or from PubMed",
            };
            self.report(&codes::BAD_IDENTIFIER, message, help, &[path, &[Step::Key(name)]].concat());
        });
        Some(reference)
    }

    /// The CSL type; what is none is cited in the most general form.
    fn kind(&mut self, written: Option<String>, path: Path<'_>) -> String {
        let Some(written) = filled(written) else { return "document".to_owned() };
        match kind_of(&written) {
            Ok(kind) => kind.to_owned(),
            Err(known) => {
                let mut diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{written}` is not a type of source"))
                    .at(self.yaml.place(&[path, &[Step::Key("type")]].concat()))
                    .did_you_mean(&written, known)
                    .help("usual types are article-journal, webpage, book, chapter, report, legislation, article-newspaper and motion_picture");
                diagnostic.severity = Severity::Warning;
                self.diagnostics.push(diagnostic);
                "document".to_owned()
            }
        }
    }

    fn names(&mut self, files: Option<Vec<WordOr<NameFile>>>, key: &str, path: Path<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        for (at, file) in files.unwrap_or_default().into_iter().enumerate() {
            let name = match file {
                WordOr::Word(text) | WordOr::Group(NameFile { literal: Some(text), .. }) => Some(Name::Literal(text)),
                WordOr::Group(NameFile {
                    family: Some(family),
                    given,
                    suffix,
                    non_dropping_particle,
                    dropping_particle,
                    ..
                }) => {
                    let parts = [dropping_particle, non_dropping_particle, Some(family)];
                    let family = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                    Some(Name::Person { family, given: given.unwrap_or_default(), suffix })
                }
                WordOr::Group(_) => None,
            };
            if name.is_none() {
                let path = [path, &[Step::Key(key), Step::Item(at)]].concat();
                self.missing("family", &path, "give `family` and `given`, or `literal` for a group");
            }
            names.extend(name);
        }
        names
    }

    fn partial_date(&mut self, file: Option<WordOr<DatePartsFile>>, key: &str, path: Path<'_>) -> Option<PartialDate> {
        let date = match file? {
            WordOr::Word(text) => date(&text),
            WordOr::Group(DatePartsFile { date_parts }) => date_parts.and_then(|parts| {
                let part = |at: usize| parts.first()?.get(at).copied();
                let small = |at: usize| part(at).map(i8::try_from).transpose().ok();
                checked(i16::try_from(part(0)?).ok()?, small(1)?, small(2)?)
            }),
        };
        if date.is_none() {
            let path = [path, &[Step::Key(key)]].concat();
            self.report(&codes::BAD_DATE, "this is not a date", "write a year, or a date such as `2024-05-17`", &path);
        }
        date
    }
}

/// Text with something in it.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
