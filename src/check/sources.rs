//! Sources that a careful editor would look at again: `source/unused`, `source/undated`, `source/untraceable`,
//! `source/same-work`, `source/retracted`, `source/old`.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::{Diagnostic, codes};
use crate::model::{Document, Site, Source};
use crate::reference::{Reference, Work, cited};

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    codes: &[
        &codes::UNUSED_SOURCE,
        &codes::UNDATED_SOURCE,
        &codes::UNTRACEABLE_SOURCE,
        &codes::SAME_SOURCE,
        &codes::RETRACTED_SOURCE,
        &codes::OLD_SOURCE,
    ],
    check: Check::Site(check),
};

/// Looks at the sources of all documents; those of documents that are not public too, so that they are right on their day.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    site.documents.par_iter().flat_map_iter(|document| sources(site, document)).collect()
}

fn sources(site: &Site, document: &Document) -> Vec<Diagnostic> {
    let sources = &document.citations.sources;
    let mut found = Vec::new();
    let cites = sources.iter().any(|source| source.cited.is_some());
    for source in sources {
        found.extend(judge(site, document, source));
        if cites && source.cited.is_none() {
            let message = format!("nothing in the text cites the source `{}`", source.reference.id);
            let help = format!("cite it with `{}`, or remove it", cited(&source.reference.id));
            let diagnostic = Diagnostic::new(&codes::UNUSED_SOURCE, message);
            found.push(diagnostic.at(source.place(&document.parsed)).help(help));
        }
    }
    found.extend(twins(document, sources));
    found
}

/// What is wrong with one source by itself.
fn judge(site: &Site, document: &Document, source: &Source) -> Vec<Diagnostic> {
    let reference = &source.reference;
    let id = &reference.id;
    let mut found = Vec::new();
    // A fault of an entry of the library is told once, where it stands.
    let entry = site.library.get(id).filter(|entry| std::sync::Arc::ptr_eq(&entry.reference, reference));
    let place = || entry.map_or_else(|| source.place(&document.parsed), crate::reference::LibraryEntry::place);
    if reference.issued.is_none() && reference.accessed.is_none() {
        let message = format!("the source `{id}` has no date");
        let place = place();
        let help = format!("add {}", fields(&place.file).0);
        found.push(Diagnostic::new(&codes::UNDATED_SOURCE, message).at(place).help(help));
    }
    if !can_be_found(reference) {
        let message = format!("a reader cannot find the source `{id}`: it has neither an identifier nor an address");
        let place = place();
        let help = format!("add {}", fields(&place.file).1);
        found.push(Diagnostic::new(&codes::UNTRACEABLE_SOURCE, message).at(place).help(help));
    }
    if reference.retracted {
        let message = format!("the source `{id}` was retracted");
        let help = "cite it only to discuss its retraction; the list of sources shows that it was retracted";
        let diagnostic = Diagnostic::new(&codes::RETRACTED_SOURCE, message);
        found.push(diagnostic.at(source.place(&document.parsed)).help(help));
    }
    if site.source_ages(reference).is_some_and(|day| day <= site.today) {
        let months = site.config.editorial.source_age.unwrap_or_default();
        let age = if months.is_multiple_of(12) { format!("{} years", months / 12) } else { format!("{months} months") };
        let message = format!("the source `{id}` is older than {age}");
        let help = "look for its successor; how old a source may be says `editorial.source_age` in `bedside.yaml`";
        let diagnostic = Diagnostic::new(&codes::OLD_SOURCE, message);
        found.push(diagnostic.at(source.place(&document.parsed)).help(help));
    }
    found
}

/// How the format of a file says when a work was published, and where readers find it.
fn fields(file: &VPath) -> (&'static str, &'static str) {
    match file.extension().as_str() {
        "bib" | "bibtex" => (
            "`year = {2024}`; for a page without a date, `urldate = {2026-01-05}` with the day you read it",
            "`doi = {...}`, `pmid = {...}`, `isbn = {...}` or `url = {...}`",
        ),
        "ris" => (
            "`PY  - 2024`; for a page without a date, `Y2  - 2026/01/05` with the day you read it",
            "`DO  - ` with its DOI, `SN  - ` with its ISBN, or `UR  - ` with its address",
        ),
        "nbib" | "medline" => ("`DP  - 2024`", "`PMID- ` or `LID - ... [doi]`"),
        "json" | "csl" | "csljson" => (
            "`\"issued\": {\"date-parts\": [[2024]]}`; for a page without a date, `accessed` with the day you read it",
            "`\"DOI\"`, `\"PMID\"`, `\"ISBN\"` or `\"URL\"`",
        ),
        _ => (
            "`issued:` with its year or day; for a page without a date, `accessed:` with the day you read it",
            "`DOI:`, `PMID:`, `ISBN:` or `URL:`",
        ),
    }
}

/// A law is found by its number, and a part of a printed work by the work and its pages.
fn can_be_found(reference: &Reference) -> bool {
    let identifiers = [&reference.doi, &reference.pmid, &reference.pmcid, &reference.isbn, &reference.url];
    let is_in_print = reference.container.is_some() || reference.container_short.is_some();
    let is_printed = is_in_print && (reference.page.is_some() || reference.volume.is_some());
    let is_published = reference.publisher.is_some()
        && matches!(reference.work(), Work::Book | Work::Report | Work::Thesis | Work::Insert);
    identifiers.iter().any(|identifier| identifier.is_some()) || is_printed || is_published || {
        match reference.work() {
            Work::Law => reference.number.is_some() || is_printed || (is_in_print && reference.volume.is_some()),
            Work::Trial => true,
            Work::Presentation => reference.event.title.is_some() || is_in_print,
            _ => false,
        }
    }
}

/// Works that the document lists under two ids.
fn twins(document: &Document, sources: &[Source]) -> Vec<Diagnostic> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, source) in sources.iter().enumerate().filter(|_| sources.len() > 1) {
        let mut twin = None;
        for key in source.reference.keys() {
            let first = *known.entry(key).or_insert(at);
            twin = twin.or((first != at).then_some(first));
        }
        let Some(twin) = twin.map(|twin| &sources[twin]) else { continue };
        let message = format!("`{}` and `{}` are the same work", twin.reference.id, source.reference.id);
        let diagnostic = Diagnostic::new(&codes::SAME_SOURCE, message).at(source.place(&document.parsed));
        let diagnostic = diagnostic.note("the other one", twin.place(&document.parsed));
        found.push(diagnostic.help("cite one of the two, and remove the other"));
    }
    found
}
