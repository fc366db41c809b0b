//! A reference in the shape of the AMA Manual of Style, 11th edition.

use crate::base::{escape_attribute, escape_text};
use crate::parse::{Name, Reference, Words};

/// More authors than this are cut to [`FIRST_AUTHORS`] and "et al" (AMA 11, section 3.7).
const MOST_AUTHORS: usize = 6;

/// How many authors stand before "et al".
const FIRST_AUTHORS: usize = 3;

/// The reference as HTML: text escaped, identifiers linked.
pub(super) fn html(reference: &Reference, words: &Words) -> String {
    let mut parts: Vec<String> = Vec::new();
    let authors = if reference.authors.is_empty() { &reference.editors } else { &reference.authors };
    if !authors.is_empty() {
        parts.push(sentence(&escape_text(&names(authors))));
    }
    let is_part = reference.container.is_some() || reference.container_short.is_some();
    let title = escape_text(&reference.title);
    parts.push(sentence(&if is_part { title } else { format!("<cite>{title}</cite>") }));
    if let Some(container) = reference.container_short.as_ref().or(reference.container.as_ref()) {
        parts.push(sentence(&format!("<cite>{}</cite>", escape_text(container))));
    }
    if !is_part && let Some(publisher) = &reference.publisher {
        parts.push(escape_text(publisher) + ";");
    }
    parts.extend(locator(reference, words));
    if let Some(accessed) = reference.accessed {
        parts.push(sentence(&words.get("accessed").replace("{date}", &words.partial_date(accessed))));
    }
    parts.extend(links(reference));
    parts.join(" ")
}

fn sentence(text: &str) -> String {
    let ended = text.trim_end_matches("</cite>").ends_with(['.', '?', '!']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

fn names(names: &[Name]) -> String {
    let shown = if names.len() > MOST_AUTHORS { FIRST_AUTHORS } else { names.len() };
    let mut list: Vec<String> = names[..shown].iter().map(name).collect();
    if shown < names.len() {
        list.push("et al".to_owned());
    }
    list.join(", ")
}

fn name(name: &Name) -> String {
    match name {
        Name::Literal(text) => text.trim_end_matches('.').to_owned(),
        Name::Person { family, given, suffix } => {
            let parts = [family.clone(), initials(given), suffix.clone().unwrap_or_default()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Initials without stops: `Mary-Jane Q.` is `MJQ`; what is already initials stays.
fn initials(given: &str) -> String {
    let is_initials = !given.is_empty() && given.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'));
    if is_initials {
        return given.chars().filter(|c| c.is_uppercase()).collect();
    }
    given.split([' ', '-', '.']).filter_map(|part| part.chars().next()).flat_map(char::to_uppercase).collect()
}

/// `2015;373(22):2103-2116.`
fn locator(reference: &Reference, words: &Words) -> Option<String> {
    let issued = reference.issued?;
    let is_page = reference.kind == "webpage" || (reference.volume.is_none() && reference.url.is_some());
    let mut text = if is_page { words.partial_date(issued) } else { issued.year.to_string() };
    if let Some(volume) = &reference.volume {
        text.extend([";", volume]);
        if let Some(issue) = &reference.issue {
            text.extend(["(", issue, ")"]);
        }
    }
    if let Some(page) = &reference.page {
        text.extend([":", page]);
    }
    Some(sentence(&escape_text(&text)))
}

fn links(reference: &Reference) -> Vec<String> {
    let mut links = Vec::new();
    if let Some(doi) = &reference.doi {
        links.push(link(&format!("https://doi.org/{}", crate::base::url_path(doi)), &format!("doi:{doi}")));
    } else if let Some(url) = &reference.url {
        links.push(link(url, url));
    }
    if let Some(pmid) = &reference.pmid {
        links.push(link(&format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"), &format!("PMID {pmid}")));
    }
    links
}

fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape_attribute(href), escape_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_lose_their_stops() {
        for (given, expected) in [("Mary-Jane Q.", "MJQ"), ("J. C.", "JC"), ("JC", "JC"), ("", ""), ("élodie", "É")] {
            assert_eq!(initials(given), expected);
        }
    }

    #[test]
    fn seven_authors_become_three_and_et_al() {
        let person = |family: &str| Name::Person { family: family.into(), given: "A".into(), suffix: None };
        let six: Vec<Name> = ["B", "C", "D", "E", "F", "G"].map(person).into();
        assert_eq!(names(&six), "B A, C A, D A, E A, F A, G A");
        let seven = [six.as_slice(), &[person("H")]].concat();
        assert_eq!(names(&seven), "B A, C A, D A, et al");
    }
}
