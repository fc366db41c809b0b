//! What the readers of all formats share: the file, the entries found so far, and the way to report.

use std::ops::Range;

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, Outcome, Place, Severity, codes};
use crate::reference::{Evidence, PartialDate, Reference, is_source_id};
use crate::reference::{checked, identify, kind_of, partial};

/// More problems than these are only counted.
const MOST_PROBLEMS: usize = 200;

/// A reference and the bytes of its file that it was read from.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) reference: Reference,
    pub(super) range: Range<usize>,
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

    /// The entries and the first of the problems: a file of the wrong format has one in every line.
    pub(super) fn finish(mut self) -> Outcome<Vec<Found>> {
        let more = self.diagnostics.len().saturating_sub(MOST_PROBLEMS);
        self.diagnostics.truncate(MOST_PROBLEMS);
        if more > 0 {
            let message = format!("this file has {more} more problems");
            self.error(message, "correct the first ones, and build again", 0..0);
        }
        Outcome { value: self.found, diagnostics: self.diagnostics }
    }

    /// Reports something that cannot be read.
    pub(super) fn error(&mut self, message: impl Into<String>, help: &str, range: Range<usize>) {
        self.report(&codes::BAD_LIBRARY, message.into(), help, range);
    }

    /// Reports something that is read differently from what it says.
    pub(super) fn warning(&mut self, code: &'static Code, message: String, help: &str, range: Range<usize>) {
        let diagnostic = self.report(code, message, help, range);
        diagnostic.severity = Severity::Warning;
    }

    pub(super) fn report(
        &mut self,
        code: &'static Code,
        message: String,
        help: &str,
        range: Range<usize>,
    ) -> &mut Diagnostic {
        let end = self.text.floor_char_boundary(range.end.min(self.text.len()));
        let start = self.text.floor_char_boundary(range.start.min(end));
        self.diagnostics.push(Diagnostic::new(code, message).at(Place::at(self.path, start..end)).help(help));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Takes an entry, once it has a title and an id.
    pub(super) fn add(&mut self, mut reference: Reference, range: Range<usize>) {
        let head = first_line(self.text, &range);
        if reference.title.trim().is_empty() {
            let name = if reference.id.is_empty() { "this source" } else { reference.id.as_str() };
            let message = format!("{name} has no title");
            self.report(&codes::MISSING_KEY, message, "add the title, or remove the entry", head);
            return;
        }
        identify(&mut reference, &mut |_, message| {
            let help = "the source is cited without it; copy it again from the publisher's page or from PubMed";
            self.warning(&codes::BAD_IDENTIFIER, message, help, head.clone());
        });
        if reference.id.is_empty() {
            let key = reference.keys().next();
            reference.id = key.unwrap_or_default();
        }
        if reference.id.is_empty() {
            let message = format!("the source \"{}\" has no id to cite it by", shortened(&reference.title));
            let help = "give it an id, such as `smith-2020`, or its DOI or PMID";
            self.report(&codes::MISSING_KEY, message, help, head);
            return;
        }
        if !is_source_id(&reference.id) {
            let message = format!("`{}` cannot stand in a citation of the text", reference.id);
            let help = "an id has letters from a to z, digits and signs such as `-`, `_` and `:`, and no spaces";
            self.warning(&codes::BAD_NAME, message, help, head);
        }
        self.found.push(Found { reference, range });
    }

    /// A word for the evidence.
    pub(super) fn evidence(&mut self, word: &str, range: &Range<usize>) -> Option<Evidence> {
        let evidence = Evidence::named(word.trim());
        if evidence.is_none() {
            let message = format!("`{}` is no kind of evidence", word.trim());
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
                self.warning(&codes::BAD_VALUE, message, "it is cited in the most general form", range.clone());
                if let Some(diagnostic) = self.diagnostics.last_mut() {
                    diagnostic.help.extend(crate::diag::did_you_mean(written, known));
                }
                "document".to_owned()
            },
            str::to_owned,
        )
    }

    /// A date that only says what it is not, in a file of another program, is a date that is not known.
    pub(super) fn date(&mut self, written: &str, range: &Range<usize>) -> Option<PartialDate> {
        let date = date(written);
        if date.is_none() && !written.trim().is_empty() {
            let message = format!("`{}` is not a date", shortened(written.trim()));
            self.warning(&codes::BAD_DATE, message, "write it as `2024-05-17`, `2024-05` or `2024`", range.clone());
        }
        date
    }
}

/// Reads `2015`, `2015-11-26`, `2015/11/26/`, `2015 Nov 26`, `2015 Nov-Dec`, `November 26, 2015`, `2015 Winter`.
pub(super) fn date(written: &str) -> Option<PartialDate> {
    let text = written.trim().trim_end_matches('/');
    let first = text.split_once('/').filter(|(start, _)| start.len() > 4).map_or(text, |(start, _)| start);
    if let Some(date) = partial(first).or_else(|| partial(&text.replace('/', "-"))) {
        return Some(date);
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number: Option<i16> = word.parse().ok();
        match number {
            Some(number) if word.len() == 4 && year.is_none() => year = Some(number),
            Some(number) if word.len() <= 2 && day.is_none() => day = i8::try_from(number).ok(),
            Some(_) => {}
            None => month = month.or_else(|| month_of(word)),
        }
    }
    let day = day.filter(|_| month.is_some());
    checked(year?, month, day).or_else(|| checked(year?, month, None))
}

/// The month, 1 to 12, of an English name or its beginning.
pub(super) fn month_of(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == start).and_then(|at| i8::try_from(at + 1).ok())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_formats_are_read() {
        let cases = [
            ("2015", Some((2015, None, None))),
            ("2015-11-26", Some((2015, Some(11), Some(26)))),
            ("2015/11/26/", Some((2015, Some(11), Some(26)))),
            ("2015/11//", Some((2015, Some(11), None))),
            ("2015///", Some((2015, None, None))),
            ("2015-11-26/2015-12-01", Some((2015, Some(11), Some(26)))),
            ("2015 Nov 26", Some((2015, Some(11), Some(26)))),
            ("2018 Nov-Dec", Some((2018, Some(11), None))),
            ("2015 Winter", Some((2015, None, None))),
            ("November 26, 2015", Some((2015, Some(11), Some(26)))),
            ("2015 Feb 31", Some((2015, Some(2), None))),
            ("in press", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|date| (date.year, date.month, date.day)), expected, "{text}");
        }
    }
}
