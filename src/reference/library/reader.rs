//! What the readers of all formats share: the file, the entries found so far, and the way to report.

use std::ops::Range;

use crate::base::{VPath, slugify};
use crate::diag::{Code, Diagnostic, Outcome, Place, Severity, codes};
use crate::reference::date::{best, is_undated};
use crate::reference::{Evidence, Name, PartialDate, Reference, kind_of, normalise};

/// More problems than these are only counted.
const MOST_PROBLEMS: usize = 200;

/// A reference and the bytes of its file that it was read from.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) reference: Reference,
    pub(super) range: Range<usize>,
    /// Other ids that it goes by.
    pub(super) aliases: Vec<String>,
    /// Whether its id was made from its author and year.
    pub(super) made: bool,
}

/// One file while it is read.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    path: &'r VPath,
    pub(super) text: &'r str,
    found: Vec<Found>,
    diagnostics: Vec<Diagnostic>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(path: &'r VPath, text: &'r str) -> Self {
        Self { path, text, found: Vec::new(), diagnostics: Vec::new() }
    }

    /// Whether no entry was found so far.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The entries and the first of the problems. What is only counted weighs as much as the worst of it.
    pub(super) fn finish(mut self) -> Outcome<Vec<Found>> {
        let hidden = self.diagnostics.split_off(self.diagnostics.len().min(MOST_PROBLEMS));
        if let Some(severity) = hidden.iter().map(|diagnostic| diagnostic.severity).min() {
            let message = format!("this file has {} more problems", hidden.len());
            let help = "fix the first ones, and build again";
            self.report(&codes::BAD_LIBRARY, message, help, 0..0).severity = severity;
        }
        Outcome { value: self.found, diagnostics: self.diagnostics }
    }

    /// Reports that a file gives nothing at all.
    pub(super) fn error(&mut self, message: impl Into<String>, help: &str, range: Range<usize>) {
        self.report(&codes::BAD_LIBRARY, message.into(), help, range);
    }

    /// Reports a flaw of one entry: the others count, and only what is cited must be complete.
    pub(super) fn flaw(&mut self, message: impl Into<String>, help: &str, range: Range<usize>) {
        self.warning(&codes::BAD_LIBRARY, message.into(), help, range);
    }

    /// Reports something that is read differently from what it says.
    pub(super) fn warning(&mut self, code: &'static Code, message: String, help: &str, range: Range<usize>) {
        let diagnostic = self.report(code, message, help, range);
        diagnostic.severity = Severity::Warning;
    }

    fn report(&mut self, code: &'static Code, message: String, help: &str, range: Range<usize>) -> &mut Diagnostic {
        let end = self.text.floor_char_boundary(range.end.min(self.text.len()));
        let start = self.text.floor_char_boundary(range.start.min(end));
        self.diagnostics.push(Diagnostic::new(code, message).at(Place::at(self.path, start..end)).help(help));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Takes an entry. One that says nothing is passed over.
    pub(super) fn add(&mut self, reference: Reference, range: Range<usize>) {
        self.add_with(reference, range, Vec::new());
    }

    /// Takes an entry that has more than one id.
    pub(super) fn add_with(&mut self, mut reference: Reference, range: Range<usize>, aliases: Vec<String>) {
        let head = first_line(self.text, &range);
        normalise(&mut reference, &mut |_, message| {
            let help = "Bedside cites the source without it; copy it again from the publisher's page or from PubMed";
            self.warning(&codes::BAD_IDENTIFIER, message, help, head.clone());
        });
        let says_something = !reference.authors.is_empty() || reference.container.is_some() || reference.doi.is_some();
        if reference.title.trim().is_empty() {
            if reference.id.is_empty() && !says_something {
                return;
            }
            let name = if reference.id.is_empty() { "this source" } else { reference.id.as_str() };
            let message = format!("{name} has no title");
            self.warning(&codes::MISSING_KEY, message, "add the title before you cite it, or remove the entry", head);
        }
        let id = reference.id.trim();
        if id.len() < reference.id.len() {
            let id = id.to_owned();
            reference.id = id;
        }
        if reference.id.is_empty() {
            let key = reference.keys().next();
            reference.id = key.unwrap_or_default();
        }
        let made = reference.id.is_empty();
        if made {
            reference.id = made_id(&reference);
        }
        self.found.push(Found { reference, range, aliases, made });
    }

    /// A word for the evidence.
    pub(super) fn evidence(&mut self, word: &str, range: &Range<usize>) -> Option<Evidence> {
        let evidence = Evidence::named(word.trim());
        if evidence.is_none() {
            let message = format!("`{}` is not a kind of evidence", word.trim());
            let help = format!("expected one of {}", Evidence::WORDS.join(", "));
            self.warning(&codes::BAD_VALUE, message, &help, range.clone());
        }
        evidence
    }

    /// A CSL type; what is none is cited in the most general form.
    pub(super) fn kind(&mut self, written: &str, range: &Range<usize>) -> String {
        kind_of(written).map_or_else(
            |known| {
                let message = format!("`{written}` is not a type of source that Bedside knows");
                self.warning(&codes::BAD_VALUE, message, "Bedside cites it in the most general form", range.clone());
                if let Some(diagnostic) = self.diagnostics.last_mut() {
                    diagnostic.help.extend(crate::diag::did_you_mean(written, known));
                }
                "document".to_owned()
            },
            str::to_owned,
        )
    }

    /// The date that fields give, the first of them with a year; one that says nothing of a date is reported.
    pub(super) fn dates(&mut self, written: &[(String, Range<usize>)]) -> Option<PartialDate> {
        let texts: Vec<&str> = written.iter().map(|(text, _)| text.as_str()).collect();
        let date = best(&texts);
        if date.is_none()
            && let Some((text, range)) = written.iter().find(|(text, _)| !is_undated(text))
        {
            let message = format!("`{}` is not a date", shortened(text.trim()));
            self.warning(&codes::BAD_DATE, message, "write it as `2024-05-17`, `2024-05` or `2024`", range.clone());
        }
        date
    }
}

/// `roe-2001`, from the first author or else the title, and the year.
fn made_id(reference: &Reference) -> String {
    const LONGEST: usize = 24;
    let author = reference.authors.first().map(|name| match name {
        Name::Person { family, .. } => family.as_str(),
        Name::Literal(text) => text.as_str(),
    });
    let name = author.unwrap_or_else(|| reference.title.plain());
    let slug = slugify(name.get(..name.floor_char_boundary(120)).unwrap_or(name));
    let short: String = slug.chars().take(LONGEST).collect();
    let short = short.trim_end_matches('-');
    let year = reference.issued.map_or_else(|| "undated".to_owned(), |issued| issued.year.to_string());
    if short.is_empty() { format!("source-{year}") } else { format!("{short}-{year}") }
}

/// The first line of a range.
pub(super) fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text.get(range.clone()).and_then(|entry| entry.find('\n')).map_or(range.end, |at| range.start + at);
    range.start..line
}

/// A title in the length of a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
