//! Inline references: from CSL's keys to [`Reference`].

use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Outcome, Severity, codes};
use crate::yaml::{Step, WordOr, Yaml};

use super::{Evidence, Name, PartialDate, Reference, checked, identify, kind_of, partial};

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
    #[serde(rename = "URL")]
    url: Option<String>,
    evidence: Option<String>,
    retracted: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NameFile {
    family: Option<String>,
    given: Option<String>,
    suffix: Option<String>,
    literal: Option<String>,
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
            container: filled(file.container_title),
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
            url: self.web_address(file.url, path),
            language: filled(file.language),
            genre: filled(file.genre),
            evidence,
            retracted: file.retracted.unwrap_or(false),
            et_al: false,
            id: id?,
            title: title?,
        };
        identify(&mut reference, &mut |name, message| {
            let help = "copy it again from the publisher's page or from PubMed";
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
                WordOr::Group(NameFile { family: Some(family), given, suffix, .. }) => {
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
            WordOr::Word(text) => partial(&text),
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

    fn web_address(&mut self, url: Option<String>, path: Path<'_>) -> Option<String> {
        let url = filled(url)?;
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url);
        }
        let message = format!("`{url}` is not a web address");
        let path = [path, &[Step::Key("URL")]].concat();
        self.report(&codes::BAD_VALUE, message, "an address starts with `https://`", &path);
        None
    }
}

/// Text with something in it.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
