//! What every reference goes through, wherever it was written: identifiers are checked, marks of "and others" understood.

use crate::base::LinkKind;
use crate::base::identifier::{self, IdentifierProblem};

use super::{Name, Reference};

/// A reader of one kind of identifier.
type Reader = fn(&str) -> Result<String, IdentifierProblem>;

/// Addresses that are nothing but a DOI.
const RESOLVERS: [&str; 4] =
    ["https://doi.org/10.", "http://doi.org/10.", "https://dx.doi.org/10.", "http://dx.doi.org/10."];

/// Words that publishers put before the title of a retracted work.
const RETRACTED: [&str; 5] = ["retracted:", "retracted article:", "[retracted]", "retraction:", "withdrawn:"];

/// Puts a reference into its normal form. An identifier that is none is left out and reported with its CSL name.
pub(super) fn identify(reference: &mut Reference, report: &mut dyn FnMut(&'static str, String)) {
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
            Err(problem) => report(name, format!("`{}` is no {name}: {problem}", written.trim())),
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
    reference.retracted |= RETRACTED.iter().any(|word| title.starts_with(word));
}

/// The address of a source that readers may be led to: one of the web. Every format of libraries comes through here.
fn web_address(written: &str, report: &mut dyn FnMut(&'static str, String)) -> Option<String> {
    let url = written.trim();
    let is_bare = url.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let address = if is_bare { format!("https://{url}") } else { url.to_owned() };
    if LinkKind::of(&address) == LinkKind::Outside {
        return Some(address);
    }
    if !url.is_empty() {
        report("URL", format!("`{url}` is not an address of the web, which starts with `https://` or `http://`"));
    }
    None
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
            identify(&mut reference, &mut |_, _| {});
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
            identify(&mut reference, &mut |key, message| found.push((key, message)));
            assert_eq!(reference.url.as_deref(), expected, "{written:?}");
            assert_eq!(found.len(), reports, "{written:?}: {found:?}");
        }
    }

    #[test]
    fn an_address_that_is_a_doi_is_one() {
        let url = Some("https://doi.org/10.1056/NEJMoa1511939".to_owned());
        let mut reference = Reference { url, title: "Retracted: A study".into(), ..Reference::default() };
        identify(&mut reference, &mut |_, _| {});
        assert_eq!(reference.doi.as_deref(), Some("10.1056/NEJMoa1511939"));
        assert!(reference.retracted);
    }
}
