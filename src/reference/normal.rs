//! The normal form of a reference, wherever it was written: markup becomes text, identifiers are checked, addresses go
//! through one test of schemes, and what formats say in different words is said in one.

use crate::base::LinkKind;
use crate::base::identifier::{self, IdentifierProblem};

use super::text::{Text, plain};
use super::{Name, Reference, language, latex, text};

/// A reader of one kind of identifier.
type Reader = fn(&str) -> Result<String, IdentifierProblem>;

/// Addresses that are nothing but a DOI.
const RESOLVERS: [&str; 4] =
    ["https://doi.org/10.", "http://doi.org/10.", "https://dx.doi.org/10.", "http://dx.doi.org/10."];

/// Words that publishers put before the title of a retracted work.
const RETRACTED: [&str; 5] = ["retracted:", "retracted article:", "[retracted]", "retraction:", "withdrawn:"];

/// Longest text of a field, in bytes; anything longer is not part of a citation.
const LONGEST: usize = 64 * 1024;

/// Puts a reference into its normal form. An identifier or address that is none is left out and reported with its CSL name.
pub(super) fn normalise(reference: &mut Reference, report: &mut dyn FnMut(&'static str, String)) {
    texts(reference);
    serial_numbers(reference);
    let readers: [(&'static str, &mut Option<String>, Reader); 4] = [
        ("DOI", &mut reference.doi, identifier::doi),
        ("PMID", &mut reference.pmid, identifier::pmid),
        ("PMCID", &mut reference.pmcid, identifier::pmcid),
        ("ISBN", &mut reference.isbn, identifier::isbn),
    ];
    for (name, field, read) in readers {
        let Some(written) = field.take() else { continue };
        match read(&written) {
            Ok(identifier) => *field = Some(identifier),
            Err(problem) => {
                report(name, format!("`{}` is not a valid {name}: {problem}", shortened(written.trim())));
            }
        }
    }
    reference.url = reference.url.take().and_then(|url| web_address(&url, report));
    let doi_of =
        |url: &String| identifier::doi(url).ok().filter(|_| RESOLVERS.iter().any(|start| url.starts_with(start)));
    if reference.doi.is_none() {
        reference.doi = reference.url.as_ref().and_then(doi_of);
    }
    reference.et_al |= drop_et_al(&mut reference.authors);
    let title = reference.title.to_lowercase();
    reference.retracted |= reference.retracted_in.is_some() || RETRACTED.iter().any(|word| title.starts_with(word));
}

fn texts(reference: &mut Reference) {
    let read = |text: Text| if text.len() > LONGEST { Text::default() } else { text.settled() };
    reference.title = read(std::mem::take(&mut reference.title)).without_stop();
    reference.container = reference.container.take().map(read).filter(|text| !text.is_empty());
    let fields = [
        &mut reference.container_short,
        &mut reference.volume,
        &mut reference.issue,
        &mut reference.page,
        &mut reference.number,
        &mut reference.edition,
        &mut reference.publisher,
        &mut reference.publisher_place,
        &mut reference.genre,
        &mut reference.status,
        &mut reference.medium,
        &mut reference.event.title,
        &mut reference.event.place,
        &mut reference.retracted_in,
        &mut reference.language,
    ];
    for field in fields {
        *field = field.take().map(plain).filter(|text| !text.is_empty() && text.len() <= LONGEST);
    }
    let labels: [(&mut Option<String>, &[&str]); 3] = [
        (&mut reference.volume, &["volume", "vol", "v"]),
        (&mut reference.issue, &["issue", "iss", "number", "no", "nr"]),
        (&mut reference.page, &["pages", "page", "pp", "p"]),
    ];
    for (field, words) in labels {
        *field = field.take().map(|text| without_label(text, words));
    }
    for field in [&mut reference.doi, &mut reference.url] {
        let read = |text: String| if text.contains('\\') { latex::address(&text) } else { text::plain_entities(&text) };
        *field = field.take().map(read).filter(|text| !text.trim().is_empty());
    }
    reference.language = reference.language.take().map(|written| language::tag(&written));
    if reference.kind == "thesis" {
        reference.genre = reference.genre.take().and_then(degree);
    }
    for name in reference.authors.iter_mut().chain(&mut reference.editors) {
        match name {
            Name::Literal(text) => *text = plain(std::mem::take(text)),
            Name::Person { family, given, suffix } => {
                *family = plain(std::mem::take(family));
                *given = plain(std::mem::take(given));
                *suffix = suffix.take().map(|suffix| family_rank(&plain(suffix))).filter(|suffix| !suffix.is_empty());
            }
        }
    }
    let is_said = |name: &Name| match name {
        Name::Literal(text) => !text.is_empty(),
        Name::Person { family, .. } => !family.is_empty(),
    };
    reference.authors.retain(is_said);
    reference.editors.retain(is_said);
}

/// `12` of `Vol. 12`: styles have words of their own, or none.
fn without_label(text: String, words: &[&str]) -> String {
    let label = text.find(|c: char| !c.is_ascii_alphabetic()).map_or("", |end| &text[..end]);
    let number = text[label.len()..].trim_start_matches(['.', ' ']);
    let is_label = words.iter().any(|word| word.eq_ignore_ascii_case(label));
    // `p12` and `v12` may be numbers of their own.
    let is_apart = text.len() > label.len() + number.len();
    if is_label && is_apart && number.starts_with(|c: char| c.is_ascii_digit()) { number.to_owned() } else { text }
}

/// The kind of thesis for a degree; styles have their own word for a doctoral one.
fn degree(genre: String) -> Option<String> {
    let bare: String = genre.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match bare.as_str() {
        "phd"
        | "md"
        | "dphil"
        | "drph"
        | "phdthesis"
        | "phddissertation"
        | "doctoraldissertation"
        | "doctoralthesis"
        | "thesisphd"
        | "doctoral"
        | "dissertation" => None,
        "ms" | "msc" | "ma" | "mph" | "masters" | "mastersthesis" | "thesismsc" => Some("Master's thesis".to_owned()),
        _ => Some(genre),
    }
}

/// `2nd` as `II`: one form, which styles write in theirs.
fn family_rank(suffix: &str) -> String {
    let bare = suffix.trim_end_matches('.');
    match bare {
        "2nd" | "2d" => "II".to_owned(),
        "3rd" | "3d" => "III".to_owned(),
        "4th" => "IV".to_owned(),
        _ => bare.to_owned(),
    }
}

/// Tells the number of a book from that of a journal: by its form, and an article of a journal has no number of a book.
fn serial_numbers(reference: &mut Reference) {
    let has_book = matches!(
        reference.kind.as_str(),
        "book" | "chapter" | "entry-encyclopedia" | "entry-dictionary" | "report" | "thesis" | "paper-conference"
    );
    let written = [reference.isbn.take(), reference.issn.take()];
    let parts = written.iter().flatten().flat_map(|text| text.split([',', ';', ' ', '\n', '\r', '\t']));
    let mut kept = None;
    for part in parts.map(str::trim).filter(|part| part.bytes().any(|b| b.is_ascii_digit())) {
        let signs: String = part.chars().filter(char::is_ascii_alphanumeric).collect();
        if signs.len() == 8 {
            reference.issn.get_or_insert_with(|| format!("{}-{}", &signs[..4], &signs[4..]));
        } else if has_book && reference.isbn.is_none() && identifier::isbn(part).is_ok() {
            reference.isbn = Some(part.to_owned());
        } else if reference.kind == "report" && part.contains(|c: char| c.is_alphabetic() && c != 'X') {
            // `WHO/2019-nCoV/1`: RIS has the number of a report in the same field.
            reference.number.get_or_insert_with(|| part.to_owned());
        } else if has_book && signs.len() >= 10 {
            kept.get_or_insert_with(|| part.to_owned());
        }
    }
    let whole = || written[0].clone().filter(|text| has_book && identifier::isbn(text).is_ok());
    reference.isbn = reference.isbn.take().or_else(whole).or(kept);
}

/// The address of a source that readers may be led to: one of the web. Every format comes through here. A field with several
/// addresses gives the first.
fn web_address(written: &str, report: &mut dyn FnMut(&'static str, String)) -> Option<String> {
    let url = written.trim();
    let is_start = |part: &&str| LinkKind::of(part) == LinkKind::Outside && part.contains("://");
    let parts = url.split([' ', '\n', '\t', '|']).map(|part| part.trim_matches([';', ',', '<', '>']));
    let first = parts.clone().find(is_start).unwrap_or(url);
    // Two addresses with nothing but a semicolon between them.
    let first = [";http", ",http"].iter().find_map(|join| first.split_once(join)).map_or(first, |(first, _)| first);
    let is_bare = first.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let address = if is_bare { format!("https://{first}") } else { first.to_owned() };
    if LinkKind::of(&address) == LinkKind::Outside {
        return Some(address);
    }
    if !url.is_empty() {
        let message = format!("`{}` is not a web address, which starts with `https://` or `http://`", shortened(url));
        report("URL", message);
    }
    None
}

/// A value in the length of a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    text.char_indices().nth(MOST).map_or_else(|| text.to_owned(), |(at, _)| format!("{}…", &text[..at]))
}

/// Takes a last name that only says "and others" out of the list; says whether there was one.
fn drop_et_al(names: &mut Vec<Name>) -> bool {
    let says_others = |name: &Name| {
        let text = match name {
            Name::Literal(text) => text,
            Name::Person { family, given, .. } if given.is_empty() => family,
            Name::Person { .. } => return false,
        };
        let word = text.trim().trim_end_matches('.').to_lowercase();
        matches!(word.as_str(), "et al" | "et alii" | "others" | "and others" | "y otros")
    };
    let count = names.len();
    names.retain(|name| !says_others(name));
    names.len() < count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_author_may_stand_for_the_others() {
        for last in ["et al", "et al.", "Others", "and others"] {
            let authors = vec![Name::Literal("WHO".into()), Name::Literal(last.into())];
            let mut reference = Reference { authors, ..Reference::default() };
            normalise(&mut reference, &mut |_, _| {});
            assert_eq!((reference.authors.len(), reference.et_al), (1, true), "{last}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_kept_and_the_rest_is_reported() {
        let cases = [
            ("javascript:alert(1)//", None, 1),
            (" JaVa\tScRiPt:alert(1)", None, 1),
            ("data:text/html,x", None, 1),
            ("file:///etc/passwd", None, 1),
            ("vbscript:x", None, 1),
            ("articles/local", None, 1),
            ("mailto:a@b.example", None, 1),
            (" ", None, 0),
            ("www.cdc.gov/flu", Some("https://www.cdc.gov/flu"), 0),
            ("HTTP://www.cdc.gov", Some("HTTP://www.cdc.gov"), 0),
        ];
        for (written, expected, reports) in cases {
            let mut reference = Reference { url: Some(written.to_owned()), ..Reference::default() };
            let mut found = Vec::new();
            normalise(&mut reference, &mut |key, message| found.push((key, message)));
            assert_eq!(reference.url.as_deref(), expected, "{written:?}");
            assert_eq!(found.len(), reports, "{written:?}: {found:?}");
        }
    }

    #[test]
    fn words_before_numbers_are_left_to_styles() {
        let mut reference = Reference {
            volume: Some("Vol. 12".into()),
            issue: Some("No 3".into()),
            page: Some("pp. 1-9".into()),
            ..Reference::default()
        };
        normalise(&mut reference, &mut |_, _| {});
        let shown =
            [&reference.volume, &reference.issue, &reference.page].map(|text| text.as_deref().unwrap_or_default());
        assert_eq!(shown, ["12", "3", "1-9"]);
        for kept in ["12", "S12", "p12", "Suppl 1", "Pages", "V"] {
            assert_eq!(without_label(kept.to_owned(), &["v", "p", "pages"]), kept);
        }
    }

    #[test]
    fn an_address_that_is_a_doi_is_one() {
        let url = Some("https://doi.org/10.1056/NEJMoa1511939".to_owned());
        let mut reference = Reference { url, title: "Retracted: A study".into(), ..Reference::default() };
        normalise(&mut reference, &mut |_, _| {});
        assert_eq!(reference.doi.as_deref(), Some("10.1056/NEJMoa1511939"));
        assert!(reference.retracted);
    }
}
