//! Identifiers of patients in texts: the eighteen of 45 CFR 164.514(b)(2)(i), in English and Spanish.
//!
//! In: the text of one block (a paragraph, a list item, a value) and what is [`Known`] of the practice. Out: [`Finding`]s with
//! the bytes they are about. Invariants: pure functions; one pass over the text for each family, with windows of fixed
//! width, so that time grows with the length and nothing else; nothing panics, whatever the text. Scanners are written by
//! hand over tokens: no regular expressions.
//!
//! A finding is not a verdict: what is found with high certainty stops a build until a person decides.

mod address;
mod age;
mod biometric;
mod blocks;
mod codes;
mod confirms;
mod date;
mod deed;
mod email;
mod evidence;
mod face;
mod known;
mod label;
mod lexicon;
mod name;
mod patient;
mod phone;
mod phrases;
mod recognizable;
mod security;
mod story;
mod text;
mod town;
mod unique;
mod vehicle;
mod ward;
mod web;

use std::ops::Range;

pub use blocks::{Block, of_data, of_document, of_text};
pub use confirms::confirms;
pub use known::Known;

use text::Text;

/// The most findings reported for a text; a thousand of them would not say more.
const MOST: usize = 200;

/// Longest text that is looked at as one block, in bytes: longer ones are cut at a space.
const LONGEST: usize = 64 * 1024;

/// A family of identifiers. The letters are those of 45 CFR 164.514(b)(2)(i).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// (A) Names.
    Name,
    /// (B) Parts of a state: street, city, ZIP code.
    Address,
    /// (C) Dates but the year.
    Date,
    /// (C) Ages over 89.
    Age,
    /// (D) Telephone numbers.
    Phone,
    /// (E) Fax numbers.
    Fax,
    /// (F) Email addresses.
    Email,
    /// (G) Social Security numbers.
    SocialSecurity,
    /// (H) Medical record numbers.
    Record,
    /// (I) Numbers of health plans.
    Plan,
    /// (J) Account numbers.
    Account,
    /// (K) Numbers of certificates and licenses.
    License,
    /// (L) Vehicles and their plates.
    Vehicle,
    /// (M) Devices and their serial numbers.
    Device,
    /// (N) Web addresses.
    Url,
    /// (O) Internet addresses.
    Ip,
    /// (P) Fingers and voices.
    Biometric,
    /// (Q) Pictures of faces.
    Face,
    /// (R) Any other number, mark or trait of one person.
    Unique,
    /// What makes one person recognizable together: age, place, date, occupation, rare condition, kinship.
    Recognizable,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It stops the build.
    High,
    /// Worth a look.
    Fair,
}

/// An identifier in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: bytes of the text as it was given.
    pub range: Range<usize>,
    /// Its family.
    pub kind: IdentifierKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it looks like, in words for a physician.
    pub explanation: &'static str,
}

/// Everything in one block that identifies a patient, in the order of the text.
#[must_use]
pub fn scan(text: &str, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() && found.len() < MOST {
        let end = cut(text, start);
        found.extend(
            piece(&text[start..end], known)
                .into_iter()
                .map(|finding| Finding { range: finding.range.start + start..finding.range.end + start, ..finding }),
        );
        start = end;
    }
    found.truncate(MOST);
    found
}

/// What the name of a file says of a patient; the ranges are those of the whole name.
#[must_use]
pub fn scan_file_name(name: &str, known: &Known) -> Vec<Finding> {
    let spaced = name.replace(['_', '.'], " ");
    let mut found = scan(&spaced, known);
    found.retain(|finding| finding.certainty == Certainty::High);
    let words = spaced.replace('-', " ");
    if found.is_empty() {
        found.extend(
            scan(&words, known)
                .into_iter()
                .filter(|finding| matches!(finding.kind, IdentifierKind::Record | IdentifierKind::Date)),
        );
    }
    if found.is_empty() && name::in_file_name(&Text::new(&words), known) {
        let explanation = "looks like the name of a patient";
        found.push(Finding { range: 0..0, kind: IdentifierKind::Name, certainty: Certainty::High, explanation });
    }
    for finding in &mut found {
        finding.range = 0..name.len();
    }
    found
}

/// Where a piece that begins at `start` ends: at the text's end, or at the last space within the limit.
fn cut(text: &str, start: usize) -> usize {
    if text.len() - start <= LONGEST {
        return text.len();
    }
    let end = text.floor_char_boundary(start + LONGEST);
    text[start..end].rfind(char::is_whitespace).filter(|at| *at > 0).map_or(end, |at| start + at)
}

fn piece(raw: &str, known: &Known) -> Vec<Finding> {
    let text = Text::new(raw);
    if text.is_empty() {
        return Vec::new();
    }
    let mut finder = Finder { text: &text, known, found: Vec::new() };
    email::find(&mut finder);
    web::find(&mut finder);
    security::find(&mut finder);
    codes::find(&mut finder);
    vehicle::find(&mut finder);
    phone::find(&mut finder);
    date::find(&mut finder);
    age::find(&mut finder);
    name::find(&mut finder);
    address::find(&mut finder);
    biometric::find(&mut finder);
    face::find(&mut finder);
    unique::find(&mut finder);
    story::find(&mut finder);
    recognizable::find(&mut finder);
    town::find(&mut finder);
    let mut found = finder.found;
    found.sort_by_key(|finding| (finding.range.start, finding.range.end, finding.kind));
    found
}

/// What detectors look at, and where they put what they find.
struct Finder<'f> {
    text: &'f Text,
    known: &'f Known,
    found: Vec<Finding>,
}

impl Finder<'_> {
    /// Reports the tokens `first..=last`, unless a part of them is reported already in the same family.
    fn report(
        &mut self,
        (first, last): (usize, usize),
        kind: IdentifierKind,
        certainty: Certainty,
        explanation: &'static str,
    ) {
        if self.found.len() >= MOST {
            return;
        }
        let range = self.text.origin(first, last);
        if !self.is_taken(&range, Some(kind)) {
            self.found.push(Finding { range, kind, certainty, explanation });
        }
    }

    /// Whether tokens `first..=last` are part of something that is reported already.
    fn is_known_number(&self, first: usize, last: usize) -> bool {
        self.is_taken(&self.text.origin(first, last), None)
    }

    fn is_taken(&self, range: &Range<usize>, kind: Option<IdentifierKind>) -> bool {
        let overlaps = |found: &Finding| found.range.start < range.end && range.start < found.range.end;
        self.found.iter().any(|found| kind.is_none_or(|kind| kind == found.kind) && overlaps(found))
    }
}
