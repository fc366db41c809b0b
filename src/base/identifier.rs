//! Identifiers of works and people: read in any usual spelling, checked, and written in one.
//!
//! Each function takes what a person may have copied, with its resolver or label, and gives the bare identifier. Nothing
//! is looked up: a well-formed identifier may still belong to another work.

use std::fmt;

use percent_encoding::percent_decode_str;

/// Why a text is not the identifier it is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierProblem {
    /// It has not the form; the words say which form is expected.
    Form(&'static str),
    /// It has the form, and its check digit does not fit the others: a digit is wrong or two are swapped.
    CheckDigit,
}

impl fmt::Display for IdentifierProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(expected) => write!(f, "expected {expected}"),
            Self::CheckDigit => f.write_str("its check digit does not match, so at least one digit is wrong"),
        }
    }
}

/// A digital object identifier, `10.1056/NEJMoa1511939`, without its resolver; the case stays as written.
///
/// The form is Crossref's, <https://www.crossref.org/blog/dois-and-matching-regular-expressions/>, with any visible
/// sign in the second part, since older ones hold `<`, `>`, `[` and `]`.
///
/// # Errors
/// [`IdentifierProblem::Form`].
pub fn doi(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("`10.`, four to nine digits, `/` and more characters");
    let resolvers = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/"];
    // `10.1000/x [doi]` is how PubMed marks one.
    let text = text.trim().trim_end_matches("[doi]").trim_end();
    let doi = without_any(text, &resolvers);
    // In an address `<` may be `%3C`.
    let doi = if doi.len() < text.len() { percent_decode_str(doi).decode_utf8_lossy() } else { doi.into() };
    let doi = without_any(&doi, &["doi:", "doi "]).trim().trim_end_matches(['.', ',', ';']);
    let (prefix, suffix) = doi.split_once('/').ok_or(FORM)?;
    let registrant = prefix.strip_prefix("10.").ok_or(FORM)?;
    let (main, part) = registrant.split_once('.').unwrap_or((registrant, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let visible = |c: char| !c.is_whitespace() && !c.is_control();
    let fits = (4..=9).contains(&main.len()) && digits(main) && digits(part);
    if fits && !suffix.is_empty() && suffix.chars().all(visible) { Ok(doi.to_owned()) } else { Err(FORM) }
}

/// A PubMed identifier, one to eight digits, without leading zeros.
///
/// # Errors
/// [`IdentifierProblem::Form`].
pub fn pmid(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("a number of at most eight digits, such as `26551272`");
    let sites = ["https://pubmed.ncbi.nlm.nih.gov/", "https://www.ncbi.nlm.nih.gov/pubmed/", "pmid:", "pmid"];
    let number = without_any(text.trim(), &sites).trim().trim_end_matches('/').trim_start_matches('0');
    let fits = (1..=8).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(number.to_owned()) } else { Err(FORM) }
}

/// A PubMed Central identifier, `PMC6653685`.
///
/// # Errors
/// [`IdentifierProblem::Form`].
pub fn pmcid(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("`PMC` and a number, such as `PMC6653685`");
    let sites = [
        "https://pmc.ncbi.nlm.nih.gov/articles/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/",
        "pmcid:",
    ];
    let written = without_any(text.trim(), &sites).trim().trim_end_matches('/');
    let number = without_any(written, &["pmc"]);
    let version = number.split_once('.').map_or(number, |(number, _)| number);
    let fits = (1..=9).contains(&version.len()) && version.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(format!("PMC{version}")) } else { Err(FORM) }
}

/// An ORCID iD, `0000-0002-1825-0097`, whose last sign is a check digit by ISO 7064, MOD 11-2
/// (<https://support.orcid.org/hc/en-us/articles/360006897674>).
///
/// # Errors
/// See [`IdentifierProblem`].
pub fn orcid(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("16 digits in four groups, such as `0000-0002-1825-0097`");
    let written = without_any(text.trim(), &["https://orcid.org/", "http://orcid.org/", "orcid.org/", "orcid:"]);
    let signs: String = written.trim().trim_end_matches('/').to_ascii_uppercase().replace('-', "");
    let (digits, check) = signs.split_at_checked(15).ok_or(FORM)?;
    let is_check = check.len() == 1 && (check == "X" || check.bytes().all(|b| b.is_ascii_digit()));
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !is_check {
        return Err(FORM);
    }
    let sum = digits.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let expected = match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    if check != expected {
        return Err(IdentifierProblem::CheckDigit);
    }
    Ok([&signs[..4], &signs[4..8], &signs[8..12], &signs[12..]].join("-"))
}

/// A National Provider Identifier: ten digits, the first 1 or 2, the last one a Luhn check digit over the others with
/// `80840` before them (45 CFR 162.406; the standard is CMS's "NPI Check Digit").
///
/// # Errors
/// See [`IdentifierProblem`].
pub fn npi(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("ten digits, of which the first is 1 or 2");
    /// What Luhn's sum has from the prefix `80840`.
    const PREFIX: u32 = 24;
    let number = without_any(text.trim(), &["npi:", "npi"]).trim();
    if number.len() != 10 || !number.bytes().all(|b| b.is_ascii_digit()) || !number.starts_with(['1', '2']) {
        return Err(FORM);
    }
    let weighed = number.bytes().rev().enumerate().map(|(at, digit)| {
        let digit = u32::from(digit - b'0') * if at % 2 == 1 { 2 } else { 1 };
        digit / 10 + digit % 10
    });
    if (PREFIX + weighed.sum::<u32>()).is_multiple_of(10) {
        Ok(number.to_owned())
    } else {
        Err(IdentifierProblem::CheckDigit)
    }
}

/// A book number of ten or thirteen digits, without hyphens.
///
/// # Errors
/// See [`IdentifierProblem`].
pub fn isbn(text: &str) -> Result<String, IdentifierProblem> {
    const FORM: IdentifierProblem = IdentifierProblem::Form("ten or thirteen digits");
    let written = without_any(text.trim(), &["isbn-13:", "isbn-10:", "isbn:", "isbn"]);
    let number: String = written.to_ascii_uppercase().chars().filter(|c| !matches!(c, '-' | ' ' | '–')).collect();
    let (digits, last) = number.split_at_checked(number.len().saturating_sub(1)).ok_or(FORM)?;
    let is_last = last.bytes().all(|b| b.is_ascii_digit()) || (last == "X" && digits.len() == 9);
    if !matches!(digits.len(), 9 | 12) || !digits.bytes().all(|b| b.is_ascii_digit()) || !is_last {
        return Err(FORM);
    }
    let value = |sign: u8| if sign == b'X' { 10 } else { u32::from(sign - b'0') };
    let signs = number.bytes().enumerate();
    let fits = if number.len() == 10 {
        signs.map(|(at, sign)| value(sign) * (10 - u32::try_from(at).unwrap_or(0))).sum::<u32>().is_multiple_of(11)
    } else {
        signs.map(|(at, sign)| value(sign) * if at % 2 == 0 { 1 } else { 3 }).sum::<u32>().is_multiple_of(10)
    };
    if fits { Ok(number) } else { Err(IdentifierProblem::CheckDigit) }
}

/// `text` without the first of `prefixes` that it begins with, whatever the case.
fn without_any<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    let cut = |prefix: &&str| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then_some(rest)
    };
    prefixes.iter().find_map(cut).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Reader = fn(&str) -> Result<String, IdentifierProblem>;

    #[test]
    fn every_usual_spelling_is_read() {
        let cases: [(Reader, &str, &str); 19] = [
            (doi, "10.1056/NEJMoa1511939", "10.1056/NEJMoa1511939"),
            (doi, " https://doi.org/10.1056/NEJMoa1511939 ", "10.1056/NEJMoa1511939"),
            (doi, "DOI: 10.1016/S0140-6736(97)11096-0.", "10.1016/S0140-6736(97)11096-0"),
            (doi, "doi:10.1002/14651858.CD000980.pub4", "10.1002/14651858.CD000980.pub4"),
            (doi, "10.1000.10/123456", "10.1000.10/123456"),
            (pmid, "26551272", "26551272"),
            (pmid, "PMID: 26551272", "26551272"),
            (pmid, "https://pubmed.ncbi.nlm.nih.gov/26551272/", "26551272"),
            (pmcid, "PMC6653685", "PMC6653685"),
            (pmcid, "6653685", "PMC6653685"),
            (pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/PMC6653685/", "PMC6653685"),
            (pmcid, "PMCID: pmc6653685.1", "PMC6653685"),
            (orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
            (orcid, "0000000218250097", "0000-0002-1825-0097"),
            (orcid, "0000-0002-1694-233x", "0000-0002-1694-233X"),
            (npi, "1234567893", "1234567893"),
            (npi, "NPI 1234567893", "1234567893"),
            (isbn, "978-3-16-148410-0", "9783161484100"),
            (isbn, "ISBN 0-8044-2957-X", "080442957X"),
        ];
        for (read, text, expected) in cases {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_identifier_is_told_from_a_slip_of_a_digit() {
        let forms: [(Reader, &str); 16] = [
            (doi, "11.1056/x"),
            (doi, "10.1056"),
            (doi, "10.1056/"),
            (doi, "10.105/x"),
            (doi, "10.1056/a b"),
            (doi, ""),
            (pmid, "PMC123"),
            (pmid, "123456789"),
            (pmid, ""),
            (pmcid, "PMCx"),
            (orcid, "0000-0002-1825"),
            (orcid, "0000-0002-1825-009Y"),
            (npi, "123456789"),
            (npi, "3234567893"),
            (isbn, "12"),
            (isbn, "ñññññññññX"),
        ];
        for (read, text) in forms {
            assert!(matches!(read(text), Err(IdentifierProblem::Form(_))), "{text}: {:?}", read(text));
        }
        let slips: [(Reader, &str); 4] =
            [(orcid, "0000-0002-1825-0079"), (npi, "1234567839"), (isbn, "978-3-16-148410-1"), (isbn, "0-8044-2957-0")];
        for (read, text) in slips {
            assert_eq!(read(text), Err(IdentifierProblem::CheckDigit), "{text}");
        }
    }
}
