//! Inline references: from CSL's keys to [`Reference`].

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Diagnostic, Outcome, Severity, codes};
use crate::yaml::{Checker, Step, WordOr, Yaml};

use super::date::date;
use super::{Conference, Name, PartialDate, Reference, Text, checked, kind_of, normalise};

type Path<'p> = &'p [Step<'p>];

/// An inline reference under the names of CSL (<https://docs.citationstyles.org/en/stable/specification.html>).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ReferenceFile {
    /// What `[@id]` in the text cites. Required.
    id: Option<String>,
    /// The type of work, such as `article-journal`, `webpage`, `book`, `chapter`, `report` or `legislation`.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// The title. Required.
    title: Option<String>,
    /// Authors: `{family, given}`, or `{literal: A group}`.
    author: Option<Vec<WordOr<NameFile>>>,
    /// Editors, in the same way.
    editor: Option<Vec<WordOr<NameFile>>>,
    /// The journal, book or site.
    container_title: Option<String>,
    /// Its abbreviation.
    #[serde(alias = "journalAbbreviation")]
    container_title_short: Option<String>,
    /// When it was published: `2024`, `2024-05`, `2024-05-17`, or `date-parts` of CSL.
    issued: Option<WordOr<DatePartsFile>>,
    /// When you read it.
    accessed: Option<WordOr<DatePartsFile>>,
    /// The volume, in quotation marks.
    volume: Option<String>,
    /// The issue, in quotation marks.
    issue: Option<String>,
    /// The pages: `513-520`.
    page: Option<String>,
    /// The number, of a report or a law.
    number: Option<String>,
    /// The edition.
    edition: Option<String>,
    /// The publisher.
    publisher: Option<String>,
    /// Where the publisher is.
    publisher_place: Option<String>,
    /// The kind of report or thesis.
    genre: Option<String>,
    /// The language of the work.
    language: Option<String>,
    /// A remark, which is not shown.
    note: Option<String>,
    /// The DOI, without the address of the resolver.
    #[serde(rename = "DOI")]
    doi: Option<String>,
    /// The number in PubMed, in quotation marks.
    #[serde(rename = "PMID")]
    pmid: Option<String>,
    /// The number in PubMed Central, with `PMC`.
    #[serde(rename = "PMCID")]
    pmcid: Option<String>,
    /// The ISBN.
    #[serde(rename = "ISBN")]
    isbn: Option<String>,
    /// The ISSN.
    #[serde(rename = "ISSN")]
    issn: Option<String>,
    /// The meeting at which it was presented.
    #[serde(alias = "event")]
    event_title: Option<String>,
    /// Where the meeting was.
    event_place: Option<String>,
    /// When the meeting was.
    event_date: Option<WordOr<DatePartsFile>>,
    /// Such as `in press`.
    status: Option<String>,
    /// Such as `Video`.
    medium: Option<String>,
    /// The notice of its retraction.
    retracted_in: Option<String>,
    /// `false` if there are more authors than are listed.
    authors_complete: Option<bool>,
    /// The address of the page.
    #[serde(rename = "URL")]
    url: Option<String>,
    /// How strong it is: `guideline`, `systematic-review`, `randomized-trial`, `observational`, `case-report`, `government`, `organization`, `expert-opinion`, `news` or `preprint`.
    #[schemars(extend("enum" = ["guideline", "systematic-review", "randomized-trial", "observational", "case-report", "government", "organization", "expert-opinion", "news", "preprint", null]))]
    evidence: Option<String>,
    /// `true` marks it in the list of sources.
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

/// A CSL variable that Bedside's citation styles do not use.
#[derive(Debug)]
struct Unused;

impl JsonSchema for Unused {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "unused".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "description": "A CSL variable that Bedside's citation styles do not use." })
    }
}

/// JSON Schema of a file of sources: a list of references under the names of CSL.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = crate::yaml::schema_of::<Vec<ReferenceFile>>(
        "Sources of a Bedside site",
        "The file data/sources.json: references in CSL-JSON, as citation programs write them.",
        &[],
    );
    // Citation programs add keys of their own, and write numbers without quotation marks.
    if let Some(reference) = schema.pointer_mut("/definitions/ReferenceFile") {
        reference["additionalProperties"] = true.into();
        for value in reference["properties"].as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
            if value["type"] == serde_json::json!(["string", "null"]) && value.get("enum").is_none() {
                value["type"] = serde_json::json!(["string", "integer", "null"]);
            }
        }
    }
    for name in ["NameFile", "DatePartsFile"] {
        if let Some(part) = schema.pointer_mut(&format!("/definitions/{name}")) {
            part["additionalProperties"] = true.into();
        }
    }
    if let Some(part) = schema.pointer_mut("/definitions/DatePartsFile/properties/date-parts") {
        part["items"] = serde_json::json!({ "type": "array", "items": { "type": ["integer", "string"] } });
    }
    schema
}

impl<'de> Deserialize<'de> for Unused {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct NameFile {
    /// The family name.
    family: Option<String>,
    /// Given names or initials.
    given: Option<String>,
    /// Such as `Jr`.
    suffix: Option<String>,
    /// The name of a group.
    literal: Option<String>,
    /// Such as `van`, where the name is sorted under it.
    non_dropping_particle: Option<String>,
    /// Such as `de`, where it is not.
    dropping_particle: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct DatePartsFile {
    /// Year, month, day: `[[2024, 5, 17]]`.
    date_parts: Option<Vec<Vec<i64>>>,
}

/// Reads one reference, which is at `path`; `None` if it cannot be cited or shown.
#[must_use]
pub fn inline(file: ReferenceFile, yaml: Yaml<'_>, path: &[Step<'_>]) -> Outcome<Option<Reference>> {
    let mut reader = Reader { checker: Checker { yaml, diagnostics: Vec::new() } };
    let value = reader.reference(file, path);
    Outcome { value, diagnostics: reader.checker.diagnostics }
}

struct Reader<'y> {
    checker: Checker<'y>,
}

impl Reader<'_> {
    fn missing(&mut self, key: &str, path: Path<'_>, help: &str) {
        self.checker.report(&codes::MISSING_KEY, format!("the key `{key}` is missing"), help, path);
    }

    fn required(&mut self, key: &str, value: Option<String>, path: Path<'_>) -> Option<String> {
        let value = filled(value);
        if value.is_none() {
            self.missing(key, path, &format!("add `{key}: `"));
        }
        value
    }

    fn reference(&mut self, file: ReferenceFile, path: Path<'_>) -> Option<Reference> {
        let id = self.required("id", file.id, path);
        let title = self.required("title", file.title, path);
        let evidence = file.evidence.and_then(|word| {
            let path = [path, &[Step::Key("evidence")]].concat();
            self.checker.word(&word, &path)
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
            event: Conference {
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
                "URL" => "copy it from your browser's address bar; it starts with `https://`",
                _ => "copy it again from the publisher's page or from PubMed",
            };
            self.checker.report(&codes::BAD_IDENTIFIER, message, help, &[path, &[Step::Key(name)]].concat());
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
                    .at(self.checker.yaml.place(&[path, &[Step::Key("type")]].concat()))
                    .did_you_mean(&written, known)
                    .help("usual types are article-journal, webpage, book, chapter, report, legislation, article-newspaper and motion_picture");
                diagnostic.severity = Severity::Warning;
                self.checker.diagnostics.push(diagnostic);
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
            self.checker.report(
                &codes::BAD_DATE,
                "this is not a date",
                "write a year, or a date such as `2024-05-17`",
                &path,
            );
        }
        date
    }
}

/// Text with something in it.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
