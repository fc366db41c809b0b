//! The record of a consent is a real one, and its number tells nobody who the patient is: `consent/placeholder`,
//! `phi/consent-reference`; what readers have to know of who tells a story is written down: `consent/undeclared`.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::Document;
use crate::parse::{Consent, ConsentKind};
use crate::source::{Kind, archetype};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    codes: &[&codes::CONSENT_PLACEHOLDER, &codes::CONSENT_REFERENCE, &codes::CONSENT_UNDECLARED],
    check: Check::Site(check),
};

/// Words that may be in the number of a record, since they name no person.
const PLAIN: &[&str] = &[
    "consent",
    "consents",
    "release",
    "releases",
    "form",
    "forms",
    "file",
    "files",
    "record",
    "records",
    "photo",
    "story",
    "stories",
    "hipaa",
    "auth",
    "authorization",
    "authorisation",
    "number",
    "folder",
    "binder",
    "drawer",
    "cabinet",
    "shelf",
    "box",
    "page",
    "sheet",
    "scan",
    "paper",
    "video",
    "web",
    "website",
    "staff",
    "patient",
    "ref",
    "the",
    "and",
    "nr",
    "num",
    "year",
    "office",
    "clinic",
    "practice",
];

/// Names of months, by which a date is known.
const MONTHS: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
];

/// The number that the archetype of a story has.
static PLACEHOLDER: LazyLock<String> = LazyLock::new(|| {
    let line = archetype("story").lines().find_map(|line| line.trim_start().strip_prefix("ref:"));
    let value = line.and_then(|line| line.split('#').next()).unwrap_or_default();
    value.trim().trim_matches('"').to_owned()
});

/// Looks at the records that stories and pictures name.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    project.site.documents.iter().flat_map(|document| of(document)).collect()
}

fn of(document: &Document) -> Vec<Diagnostic> {
    let (front, parsed) = (&document.parsed.front, &document.parsed);
    let mut found = Vec::new();
    if let Some(consent) = &front.consent {
        let place = || parsed.place(&[Step::Key("consent"), Step::Key("ref")]);
        // A draft has not been finished.
        if parsed.source.kind == Kind::Story && !front.draft && is_placeholder(&consent.reference) {
            let message =
                format!("`{}` is the placeholder from the form, not the number of a signed consent", consent.reference);
            let help = "write the number under which you file the signed form; until you have one, set `draft: true`";
            found.push(Diagnostic::new(&codes::CONSENT_PLACEHOLDER, message).at(place()).help(help));
        }
        found.extend(telling(&consent.reference, place));
        found.extend(undeclared(document, consent));
    }
    if let Some(release) = front.release() {
        let path = [Step::Key("image"), Step::Key("people"), Step::Key("consented")];
        found.extend(telling(&release.number, || parsed.place(&path)));
    }
    for (call, component) in parsed.body.outline.components.iter().zip(&document.components) {
        let place = || Place::at(&parsed.source.path, call.range.clone());
        found.extend(component.releases.iter().filter_map(|own| telling(&own.release.number, place)));
    }
    found
}

/// What a consent to a story leaves open: who signed, what connects the person with the practice, what the person got.
fn undeclared(document: &Document, consent: &Consent) -> Option<Diagnostic> {
    if consent.kind == ConsentKind::PublicFigure {
        return None;
    }
    let open = [
        (consent.signed_by.is_none(), "signed_by"),
        (consent.relation.is_none(), "relation"),
        (consent.payment.is_none(), "payment"),
    ];
    let open: Vec<String> = open.into_iter().filter(|(open, _)| *open).map(|(_, key)| format!("`{key}`")).collect();
    if open.is_empty() {
        return None;
    }
    let message = format!("the consent does not say {}", open.join(", "));
    let help = "write who signed; for `relation` and `payment`, write `none` or a sentence for readers (16 CFR 255.5)";
    let place = document.parsed.key_place(&[Step::Key("consent")]);
    Some(Diagnostic::new(&codes::CONSENT_UNDECLARED, message).at(place).help(help))
}

/// What the number of a record says of the patient.
fn telling(reference: &str, place: impl Fn() -> Place) -> Option<Diagnostic> {
    let what = if holds_date(reference) {
        "a date"
    } else if holds_name(reference) {
        "words that may be a name"
    } else {
        return None;
    };
    let message = format!("the number of the consent record contains {what}");
    let help = "file the form under a neutral number, such as `C-2026-014`, and write that number here: others may see this \
                file";
    Some(Diagnostic::new(&codes::CONSENT_REFERENCE, message).at(place()).help(help))
}

/// Whether it is the number of the archetype, or none at all.
fn is_placeholder(reference: &str) -> bool {
    let reference = reference.trim();
    let is_zero =
        reference.chars().any(|c| c == '0') && reference.chars().filter(char::is_ascii_digit).all(|c| c == '0');
    let is_open = ["todo", "tbd", "xxx", "replace", "pending", "none", "n/a"]
        .iter()
        .any(|word| reference.to_lowercase().trim_end_matches(|c: char| !c.is_alphanumeric()) == *word);
    reference.eq_ignore_ascii_case(&PLACEHOLDER) || is_zero || is_open
}

/// Whether a whole date is in it, in figures or with the name of a month.
fn holds_date(reference: &str) -> bool {
    let parts: Vec<&str> = reference.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let year = |part: &str| {
        let value = number(part)?;
        match part.len() {
            2 => Some(1900 + value),
            4 => Some(value).filter(|year| (1900..2100).contains(year)),
            _ => None,
        }
    };
    let short = |part: &str| number(part).filter(|_| part.len() <= 2).and_then(|value| i8::try_from(value).ok());
    let is_day = |year: i16, month: i8, day: i8| Date::new(year, month, day).is_ok();
    let in_figures = parts.windows(3).any(|parts| {
        let [a, b, c] = parts else { return false };
        let first = year(a).filter(|_| a.len() == 4).zip(short(b)).zip(short(c));
        let last = year(c).zip(short(a)).zip(short(b));
        first.is_some_and(|((year, month), day)| is_day(year, month, day))
            || last.is_some_and(|((year, a), b)| is_day(year, a, b) || is_day(year, b, a))
    });
    let in_one = parts.iter().any(|part| {
        let digits = |range: std::ops::Range<usize>| part.get(range).and_then(|text| text.parse::<i16>().ok());
        let all = part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit());
        let of = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
            let small = |value: Option<i16>| value.and_then(|value| i8::try_from(value).ok());
            year.filter(|year| (1900..2100).contains(year))
                .zip(small(month))
                .zip(small(day))
                .is_some_and(|((year, month), day)| is_day(year, month, day))
        };
        all && (of(digits(0..4), digits(4..6), digits(6..8)) || of(digits(4..8), digits(0..2), digits(2..4)))
    });
    let is_month = |part: &str| MONTHS.contains(&part.to_lowercase().as_str());
    let named = parts.windows(2).any(|pair| {
        let is_date = |word: &str, figure: &str| is_month(word) && number(figure).is_some() && figure.len() <= 2;
        is_date(pair[0], pair[1]) || is_date(pair[1], pair[0])
    });
    in_figures || in_one || named
}

/// Whether a word is in it that is none of the plain ones: small letters, or more capitals than a code has.
fn holds_name(reference: &str) -> bool {
    const CODE: usize = 4;
    reference.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').any(|word| {
        let length = word.chars().count();
        let is_code = length <= CODE && !word.chars().any(char::is_lowercase);
        let low = word.to_lowercase();
        length > 2 && !is_code && !PLAIN.contains(&low.as_str()) && !MONTHS.contains(&low.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_nothing_and_names_and_dates_do() {
        for good in
            ["C-2026-014", "C-1", "2026/017", "HIPAA-2026-3", "Consent form 27", "binder 3, page 12", "ABCD-9", "17"]
        {
            assert!(!holds_name(good) && !holds_date(good), "{good}");
        }
        for name in ["John Doe", "Doe-2026", "SMITH-014", "consent of Maria", "O'Brien 3"] {
            assert!(holds_name(name), "{name}");
        }
        for date in ["3/14/1979", "C-1979-03-14", "14.3.79", "C-19790314", "March 14", "14 Mar 1979", "03141979"] {
            assert!(holds_date(date), "{date}");
        }
    }

    #[test]
    fn the_number_of_the_archetype_is_none() {
        assert!(!PLACEHOLDER.is_empty());
        for open in [PLACEHOLDER.as_str(), "C-0000", "0000", "todo", "tbd."] {
            assert!(is_placeholder(open), "{open}");
        }
        assert!(!is_placeholder("C-2026-000") && !is_placeholder("C-1") && !is_placeholder("A-10"));
    }
}
