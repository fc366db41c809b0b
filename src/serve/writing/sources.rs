//! Sources without typing: what databases, journals and reference managers give is read, shown as it will appear, and put
//! into the library.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::base::identifier::{doi, pmid};
use crate::base::{VPath, slugify};
use crate::compile::Compiled;
use crate::config::LanguageId;
use crate::reference::{Name, Reference, csl, entries, reference_html};
use crate::serve::sync::lock;
use crate::write::{SaveProblem, mark};

use super::{Answered, Asked};

/// The file of the library that the desk adds to.
const LIBRARY: &str = "data/sources.json";

/// The longest text that is read as sources, in bytes.
const LONGEST: usize = 2 * 1024 * 1024;

/// A text from a database or a reference manager.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pasted {
    text: String,
}

/// Items of CSL-JSON for the library.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    sources: Vec<Map<String, Value>>,
}

/// What a pasted text contains: references, or an identifier whose other fields must be entered.
pub(super) fn read(asked: &Asked<'_>, pasted: &Pasted) -> Answered {
    let text = pasted.text.trim_start_matches('\u{feff}').trim();
    if text.len() > LONGEST {
        return Err(asked.refuse(422, "refused.too_much"));
    }
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_deref());
    let compiled = compiled.ok_or_else(|| asked.refuse(503, "refused.no_settings"))?;
    if let Some(identifier) = identifier(text) {
        let known = compiled.site.library.get(&identifier.1).map(|entry| entry.reference.id.clone());
        return Ok(json!({ "asks": { identifier.0: identifier.2 }, "known": known, "found": [], "problems": [] }));
    }
    let Some(file) = format_of(text) else {
        return Err(asked.unfit("refused.no_source"));
    };
    let read = entries(&VPath::new(file), text);
    let mut taken: Vec<String> = Vec::new();
    let found: Vec<Value> = read
        .value
        .iter()
        .map(|reference| {
            let known = known(compiled, reference);
            let mut reference = reference.clone();
            if known.is_none() {
                reference.id = free_id(compiled, &short_id(&reference), &taken);
                taken.push(reference.id.clone());
            }
            let style = compiled.site.config.editorial.citation_style;
            json!({
                "id": known.clone().unwrap_or_else(|| reference.id.clone()),
                "label": label(&reference),
                "html": reference_html(&reference, style, compiled.words(LanguageId::MAIN)),
                "known": known,
                "retracted": reference.retracted,
                "untitled": reference.title.is_empty(),
                "csl": csl(&reference),
            })
        })
        .collect();
    let problems: Vec<&str> =
        read.diagnostics.iter().filter(|one| one.is_error()).map(|one| one.message.as_str()).collect();
    Ok(json!({ "asks": null, "known": null, "found": found, "problems": problems }))
}

/// Adds references to the library; the ids by which they are cited. What the library has is not added again.
pub(super) fn add(asked: &Asked<'_>, chosen: &Chosen) -> Answered {
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_deref());
    let compiled = compiled.ok_or_else(|| asked.refuse(503, "refused.no_settings"))?;
    let path = VPath::new(LIBRARY);
    let mut ids: Vec<String> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for item in &chosen.sources {
        let text = Value::Array(vec![Value::Object(item.clone())]).to_string();
        let read = entries(&path, &text);
        let reference = read.value.first().filter(|reference| !reference.title.is_empty());
        let reference = reference.ok_or_else(|| asked.unfit("refused.untitled_source"))?;
        if let Some(known) = known(compiled, reference) {
            ids.push(known);
            continue;
        }
        let id = free_id(compiled, &reference.id, &ids);
        let mut item = item.clone();
        item.insert("id".to_owned(), json!(id));
        // A map of JSON always becomes text.
        items.push(serde_json::to_string_pretty(&item).unwrap_or_default().replace('\n', "\n  "));
        ids.push(id);
    }
    if items.is_empty() {
        return Ok(json!({ "ids": ids }));
    }
    let store = &asked.writing.store;
    let written = {
        let _one = lock(&asked.writing.saves);
        match store.read(&path) {
            Ok(old) => {
                let new = appended(&old, &items).ok_or_else(|| asked.unfit("refused.bad_library"))?;
                store.save(&path, &mark(old.as_bytes()), &new, asked.writing.now()).map(|_| ())
            }
            Err(SaveProblem::Gone) => {
                let text = format!("[\n  {}\n]\n", items.join(",\n  "));
                store
                    .create(&path, text.as_bytes())
                    .map_err(|error| SaveProblem::Refused(format!("`{path}` cannot be written: {error}")))
            }
            Err(other) => Err(other),
        }
    };
    written.map_err(|problem| asked.refused(&problem, None))?;
    asked.written(&path);
    Ok(json!({ "ids": ids }))
}

/// The text of a list with more items at the end; existing text does not change.
fn appended(old: &str, items: &[String]) -> Option<String> {
    let text = old.trim_start_matches('\u{feff}');
    let list: Vec<Value> = serde_json::from_str(text).ok()?;
    let close = text.rfind(']')?;
    let before = text[..close].trim_end();
    let comma = if list.is_empty() { "" } else { "," };
    Some(format!("{before}{comma}\n  {}\n]{}", items.join(",\n  "), &text[close + 1..]))
}

/// The key of an identifier that is alone: its name in CSL, how the library knows it, and its value.
fn identifier(text: &str) -> Option<(&'static str, String, String)> {
    if text.lines().count() != 1 || text.len() > 300 {
        return None;
    }
    let bare = text.strip_prefix("PMID:").map_or(text, str::trim);
    if let Ok(doi) = doi(text) {
        return Some(("DOI", format!("doi:{}", doi.to_lowercase()), doi));
    }
    pmid(bare).ok().map(|pmid| ("PMID", format!("pmid:{pmid}"), pmid))
}

/// A name of a file of the format that a text is in.
fn format_of(text: &str) -> Option<&'static str> {
    let has = |start: &str| text.lines().any(|line| line.starts_with(start));
    if text.starts_with(['[', '{']) {
        Some("pasted.json")
    } else if text.starts_with('@') || has("@") {
        Some("pasted.bib")
    } else if has("PMID- ") {
        Some("pasted.nbib")
    } else if has("TY  - ") {
        Some("pasted.ris")
    } else {
        None
    }
}

/// The id under which the library has a work.
fn known(compiled: &Compiled<'_>, reference: &Reference) -> Option<String> {
    let library = &compiled.site.library;
    let by_key = reference.keys().find_map(|key| library.get(&key));
    let same_title = |id: &&str| {
        let other = library.get(id).map(|entry| &entry.reference);
        other.is_some_and(|other| {
            other.title.to_lowercase() == reference.title.to_lowercase()
                && other.issued.as_ref().map(|date| date.year) == reference.issued.as_ref().map(|date| date.year)
        })
    };
    let found = by_key.map(|entry| entry.reference.id.clone());
    found.or_else(|| library.ids().find(same_title).map(str::to_owned))
}

/// The id of a new source: its own, or one of its first author and year where it has only a number.
fn short_id(reference: &Reference) -> String {
    let is_number = ["doi:", "pmid:", "pmcid:"].iter().any(|start| reference.id.starts_with(start));
    let family = reference.authors.first().map(|first| match first {
        Name::Person { family, .. } => family.as_str(),
        Name::Literal(literal) => literal.as_str(),
    });
    match family.filter(|_| is_number) {
        Some(family) => {
            let year = reference.issued.as_ref().map(|date| date.year.to_string()).unwrap_or_default();
            slugify(&format!("{family} {year}"))
        }
        None => reference.id.clone(),
    }
}

/// An id that neither the library nor its new sources have.
fn free_id(compiled: &Compiled<'_>, id: &str, taken: &[String]) -> String {
    let is_free = |id: &String| compiled.site.library.get(id).is_none() && !taken.contains(id);
    let more = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(more).find(is_free).unwrap_or_else(|| id.to_owned())
}

/// Who and when, in short: `Roe and Doe 2015`.
pub(super) fn label(reference: &Reference) -> String {
    let name = |name: &Name| match name {
        Name::Person { family, .. } => family.clone(),
        Name::Literal(literal) => literal.clone(),
    };
    let who = match &reference.authors[..] {
        [] => reference.container.as_ref().map(ToString::to_string).unwrap_or_default(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, ..] => format!("{} et al.", name(one)),
    };
    let year = reference.issued.as_ref().map(|date| date.year.to_string()).unwrap_or_default();
    format!("{who} {year}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_grows_at_its_end_and_keeps_its_lines() {
        let new = ["{\n    \"id\": \"b\"\n  }".to_owned()];
        let cases = [
            ("[\n  {\"id\": \"a\"}\n]\n", "[\n  {\"id\": \"a\"},\n  {\n    \"id\": \"b\"\n  }\n]\n"),
            ("[]", "[\n  {\n    \"id\": \"b\"\n  }\n]"),
            ("[{\"id\":\"]\"}]", "[{\"id\":\"]\"},\n  {\n    \"id\": \"b\"\n  }\n]"),
        ];
        for (old, expected) in cases {
            assert_eq!(appended(old, &new).as_deref(), Some(expected), "{old}");
        }
        assert_eq!(appended("{\"items\": []}", &new), None);
    }

    #[test]
    fn an_identifier_that_stands_alone_is_one() {
        for (text, key, value) in [
            ("10.1000/xyz", "DOI", "10.1000/xyz"),
            ("https://doi.org/10.1000/XYZ", "DOI", "10.1000/XYZ"),
            ("26551272", "PMID", "26551272"),
            ("PMID: 26551272", "PMID", "26551272"),
        ] {
            let found = identifier(text).map(|(key, _, value)| (key, value));
            assert_eq!(found, Some((key, value.to_owned())), "{text}");
        }
        assert_eq!(identifier("@book{a, title = {10.1000/xyz}}"), None);
    }
}
