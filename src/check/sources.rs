//! Sources that a careful editor would look at again: `source/unused`, `source/undated`, `source/untraceable`,
//! `source/same-work`, `source/retracted`, `source/old`, `source/incomplete`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, codes};
use crate::model::{Document, Site, Source};
use crate::reference::{LibraryEntry, Reference, Work, cited};

use super::reading::Reading;
use super::rule::{Check, Project, Rule};

/// The sources that a document lists or cites, looked at in that document.
pub(super) const IN_TEXT: Rule = Rule {
    codes: &[
        &codes::UNUSED_SOURCE,
        &codes::UNDATED_SOURCE,
        &codes::UNTRACEABLE_SOURCE,
        &codes::INCOMPLETE_SOURCE,
        &codes::SAME_SOURCE,
        &codes::RETRACTED_SOURCE,
        &codes::OLD_SOURCE,
    ],
    check: Check::Text(in_text),
};

/// The entries of the library that some document cites: a fault of one is reported once, where the entry is written.
pub(super) const IN_LIBRARY: Rule = Rule {
    codes: &[&codes::UNDATED_SOURCE, &codes::UNTRACEABLE_SOURCE, &codes::INCOMPLETE_SOURCE],
    check: Check::Site(in_library),
};

/// Looks at the sources of a document; of one that is not public too, so that they are right on its day.
fn in_text(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let Reading { site, document, .. } = reading;
    let sources = &document.citations.sources;
    let cites = sources.iter().any(|source| source.cited.is_some());
    let mut incomplete: Vec<(Vec<&str>, &Source, Vec<String>)> = Vec::new();
    for source in sources {
        let reference = &source.reference;
        let place = || source.place(&document.parsed);
        if entry_of(site, source).is_none() {
            found.extend(judge(reference, &place));
            let (lacks, id) = (lacking(reference), format!("`{}`", reference.id));
            match incomplete.iter_mut().find(|(known, ..)| *known == lacks) {
                _ if lacks.is_empty() => {}
                Some((.., ids)) => ids.push(id),
                None => incomplete.push((lacks, source, vec![id])),
            }
        }
        found.extend(outlived(site, reference, &place));
        if cites && source.cited.is_none() {
            let message = format!("nothing in the text cites the source `{}`", reference.id);
            let help = format!("cite it with `{}`, or remove it", cited(&reference.id));
            found.push(Diagnostic::new(&codes::UNUSED_SOURCE, message).at(place()).help(help));
        }
    }
    // Those of one document were written in one go, and are one finding.
    let incomplete = incomplete.into_iter();
    found.extend(incomplete.map(|(lacks, first, ids)| self::incomplete(&ids, &lacks, first.place(&document.parsed))));
    found.extend(twins(document, sources));
}

fn in_library(project: &Project<'_>) -> Vec<Diagnostic> {
    let sources = project.site.documents.iter().flat_map(|document| &document.citations.sources);
    let entries = sources.filter_map(|source| entry_of(project.site, source));
    let entries: BTreeMap<&str, &LibraryEntry> = entries.map(|entry| (&*entry.reference.id, entry)).collect();
    let mut found = Vec::new();
    for (id, entry) in entries {
        found.extend(judge(&entry.reference, &|| entry.place()));
        let lacks = lacking(&entry.reference);
        if !lacks.is_empty() {
            found.push(incomplete(&[format!("`{id}`")], &lacks, entry.place()));
        }
    }
    found
}

/// The entry of the library that a source is; `None` if the document itself lists it.
fn entry_of<'s>(site: &'s Site, source: &Source) -> Option<&'s LibraryEntry> {
    site.library.get(&source.reference.id).filter(|entry| Arc::ptr_eq(&entry.reference, &source.reference))
}

/// What is wrong with a source wherever it is cited.
fn judge(reference: &Reference, place: &dyn Fn() -> Place) -> Vec<Diagnostic> {
    let id = &reference.id;
    let mut found = Vec::new();
    if reference.issued.is_none() && reference.accessed.is_none() {
        let message = format!("the source `{id}` has no date");
        let place = place();
        let help = format!("add {}", Fields::of(&place.file).dated);
        found.push(Diagnostic::new(&codes::UNDATED_SOURCE, message).at(place).help(help));
    }
    if !can_be_found(reference) {
        let message = format!("a reader cannot find the source `{id}`: it has neither an identifier nor an address");
        let place = place();
        let help = format!("add {}", Fields::of(&place.file).found);
        found.push(Diagnostic::new(&codes::UNTRACEABLE_SOURCE, message).at(place).help(help));
    }
    found
}

/// What speaks against a source by now.
fn outlived(site: &Site, reference: &Reference, place: &dyn Fn() -> Place) -> Vec<Diagnostic> {
    let id = &reference.id;
    let mut found = Vec::new();
    if reference.retracted {
        let message = format!("the source `{id}` was retracted");
        let help = "cite it only to discuss its retraction; the list of sources shows that it was retracted";
        found.push(Diagnostic::new(&codes::RETRACTED_SOURCE, message).at(place()).help(help));
    }
    if site.source_ages(reference).is_some_and(|day| day <= site.today) {
        let months = site.config.editorial.source_age.unwrap_or_default();
        let age = if months.is_multiple_of(12) { format!("{} years", months / 12) } else { format!("{months} months") };
        let message = format!("the source `{id}` is older than {age}");
        let help = "look for a newer source; `editorial.source_age` in `bedside.yaml` sets how old a source may be";
        found.push(Diagnostic::new(&codes::OLD_SOURCE, message).at(place()).help(help));
    }
    found
}

fn incomplete(ids: &[String], lacks: &[&str], place: Place) -> Diagnostic {
    let (lacks, Fields { printed, ahead, .. }) = (lacks.join(" and no "), Fields::of(&place.file));
    let message = match ids {
        [id] => format!("the journal article {id} has no {lacks}"),
        ids => format!("the journal articles {} have no {lacks}", ids.join(", ")),
    };
    let help = format!("add {printed} as PubMed lists them; for an article that is not in an issue yet, {ahead}");
    Diagnostic::new(&codes::INCOMPLETE_SOURCE, message).at(place).help(help)
}

/// What a journal article needs to be cited and has not. One that is online ahead of its issue needs nothing.
fn lacking(reference: &Reference) -> Vec<&'static str> {
    let status = reference.status.as_deref().unwrap_or_default().to_lowercase();
    let is_in_press = ["press", "forthcoming", "accepted"].iter().any(|word| status.contains(word));
    if reference.work() != Work::Article || reference.is_ahead_of_print() || is_in_press {
        return Vec::new();
    }
    let mut lacks = Vec::new();
    // An article with its own number, such as `CD000980`, is found by it.
    let has_number = reference.page.as_deref().is_some_and(|page| page.starts_with(char::is_alphabetic));
    if reference.volume.is_none() && reference.issue.is_none() && !has_number {
        lacks.push("volume");
    }
    if reference.page.is_none() && reference.number.is_none() {
        lacks.push("pages");
    }
    lacks
}

/// How the format of a file says what a source lacks.
struct Fields {
    /// When it was published.
    dated: &'static str,
    /// Where readers find it.
    found: &'static str,
    /// Where in a journal it is.
    printed: &'static str,
    /// That it is in no issue yet.
    ahead: &'static str,
}

impl Fields {
    fn of(file: &VPath) -> Self {
        match file.extension().as_str() {
            "bib" | "bibtex" => Self {
                dated: "`year = {2024}`; for a page without a date, `urldate = {2026-01-05}` with the day you read it",
                found: "`doi = {...}`, `pmid = {...}`, `isbn = {...}` or `url = {...}`",
                printed: "`volume = {...}` and `pages = {...}`",
                ahead: "`pubstate = {aheadofprint}`",
            },
            "ris" => Self {
                dated: "`PY  - 2024`; for a page without a date, `Y2  - 2026/01/05` with the day you read it",
                found: "`DO  - ` with its DOI, `SN  - ` with its ISBN, or `UR  - ` with its address",
                printed: "`VL  - ` and `SP  - `",
                ahead: "a record in `data/sources.json` with `\"status\": \"Online ahead of print\"`",
            },
            "nbib" | "medline" => Self {
                dated: "`DP  - 2024`",
                found: "`PMID- ` or `LID - ... [doi]`",
                printed: "`VI  - ` and `PG  - `",
                ahead: "`PST - aheadofprint`",
            },
            "json" | "csl" | "csljson" => Self {
                dated: "`\"issued\": {\"date-parts\": [[2024]]}`; for a page without a date, `accessed` with the day you read it",
                found: "`\"DOI\"`, `\"PMID\"`, `\"ISBN\"` or `\"URL\"`",
                printed: "`\"volume\"` and `\"page\"`",
                ahead: "`\"status\": \"Online ahead of print\"`",
            },
            _ => Self {
                dated: "`issued:` with its year or day; for a page without a date, `accessed:` with the day you read it",
                found: "`DOI:`, `PMID:`, `ISBN:` or `URL:`",
                printed: "`volume:` and `page:`",
                ahead: "`status: Online ahead of print`",
            },
        }
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
