//! What entries take from others: `crossref` and `xdata`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::scan::Entry;

/// Longest chain of entries that take from each other.
const LONGEST: usize = 8;

/// Fields that are never taken over.
const OWN: [&str; 8] = ["crossref", "xdata", "xref", "ids", "entryset", "label", "sortkey", "key"];

/// A message with its place.
pub(super) type Flaw = (String, &'static str, Range<usize>);

/// The entries of a file by key.
pub(super) fn by_key<'e, 't>(entries: &'e [Entry<'t>]) -> HashMap<String, &'e Entry<'t>> {
    let mut known = HashMap::new();
    for entry in entries.iter().filter(|entry| !entry.key.is_empty()) {
        known.entry(entry.key.to_lowercase()).or_insert(entry);
    }
    known
}

/// The fields of an entry with those that it takes over. A circle, or a chain that is too long, is cut and reported.
pub(super) fn fields<'t>(
    entry: &Entry<'t>,
    known: &HashMap<String, &Entry<'t>>,
    flaws: &mut Vec<Flaw>,
) -> Vec<(String, Cow<'t, str>)> {
    let mut fields = entry.fields.clone();
    let mut waiting: Vec<(usize, String, bool)> = parents(entry, 1);
    let mut seen = vec![entry.key.to_lowercase()];
    while let Some((depth, key, is_crossref)) = waiting.pop() {
        if seen.contains(&key) {
            let message = format!("`{}` takes its fields from itself, through `{key}`", entry.key);
            flaws.push((message, "remove one `crossref` or `xdata` from the circle", entry.range.clone()));
            continue;
        }
        if depth > LONGEST {
            let message = format!("`{}` takes its fields through more than {LONGEST} other entries", entry.key);
            flaws.push((message, "write the fields into the entry itself", entry.range.clone()));
            break;
        }
        let Some(parent) = known.get(&key) else { continue };
        seen.push(key);
        for (name, value) in &parent.fields {
            let name = if is_crossref { taken_as(&entry.kind, name) } else { name.as_str() };
            let is_free = !OWN.contains(&name) && !fields.iter().any(|(known, _)| known == name);
            if is_free {
                fields.push((name.to_owned(), value.clone()));
            }
        }
        if seen.len() <= 64 {
            waiting.extend(parents(parent, depth + 1));
        }
    }
    fields
}

fn parents(entry: &Entry<'_>, depth: usize) -> Vec<(usize, String, bool)> {
    let keys = |name: &str, is_crossref: bool| {
        let value = entry.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_ref());
        let keys = value.unwrap_or_default().split(',').map(|key| key.trim().to_lowercase());
        keys.filter(|key| !key.is_empty()).map(move |key| (depth, key, is_crossref)).collect::<Vec<_>>()
    };
    [keys("xdata", false), keys("crossref", true)].concat()
}

/// What the field of a whole is in its part (manual of BibLaTeX, appendix B).
fn taken_as<'n>(kind: &str, name: &'n str) -> &'n str {
    let is_part =
        matches!(kind, "inproceedings" | "conference" | "incollection" | "inbook" | "suppbook" | "inreference");
    match name {
        "title" | "maintitle" if is_part => "booktitle",
        "subtitle" if is_part => "booksubtitle",
        "title" if kind == "article" => "journal",
        "author" if is_part => "bookauthor",
        "shorttitle" | "pages" if is_part => "key",
        other => other,
    }
}
