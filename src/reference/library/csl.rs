//! CSL-JSON, as Zotero and citation services write it
//! (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>): a list of sources.

use std::ops::Range;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::diag::{codes, did_you_mean};
use crate::reference::{Name, PartialDate, Reference};
use crate::reference::{checked, partial};

use super::reader::{Reader, date};

/// Variables that are used (<https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables>), with
/// those of Bedside.
const USED: [&str; 29] = [
    "id",
    "type",
    "title",
    "author",
    "editor",
    "container-title",
    "container-title-short",
    "journalAbbreviation",
    "issued",
    "accessed",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "publisher",
    "publisher-place",
    "genre",
    "language",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "URL",
    "evidence",
    "retracted",
    "title-short",
    "abstract",
    "note",
];

/// A key of no more than this likeness to a used one belongs to another program.
const LIKE_A_SLIP: usize = 2;

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    if text.trim().is_empty() {
        return;
    }
    let items: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(items) => items,
        Err(_) if text.trim_start().starts_with('{') => match serde_json::from_str::<&RawValue>(text) {
            Ok(item) => vec![item],
            Err(error) => return broken(reader, &error, 0, text),
        },
        Err(error) => return broken(reader, &error, 0, text),
    };
    for item in items {
        let start = item.get().as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + item.get().len();
        match serde_json::from_str::<Value>(item.get()) {
            Ok(Value::Object(map)) => {
                let reference = Entry { reader, map: &map, range: range.clone() }.reference();
                reader.add(reference, range);
            }
            Ok(_) => reader.error("a source is a group of keys in braces", "write it as `{\"id\": ...}`", range),
            Err(error) => broken(reader, &error, start, item.get()),
        }
    }
}

/// Reports what is no JSON; `start` is where `text` begins in the file.
fn broken(reader: &mut Reader<'_>, error: &serde_json::Error, start: usize, text: &str) {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line_start + error.column().saturating_sub(1)).min(reader.text.len());
    let (message, help) = if error.is_eof() {
        ("the file ends before its last bracket", "export it again: it was cut off")
    } else if error.is_data() {
        ("this is not a list of sources", "CSL-JSON is a list in brackets: `[{\"id\": \"smith-2020\", ...}]`")
    } else {
        ("this is not JSON", "look for a missing comma, quotation mark or bracket before this place")
    };
    reader.error(message, help, at..at);
}

/// One source.
struct Entry<'e, 'r, 't> {
    reader: &'e mut Reader<'r>,
    map: &'t Map<String, Value>,
    range: Range<usize>,
}

impl Entry<'_, '_, '_> {
    fn reference(mut self) -> Reference {
        self.slips();
        let kind = self.text("type").map_or_else(|| "document".to_owned(), |kind| self.kind(&kind));
        let evidence = self.text("evidence").and_then(|word| {
            let place = self.place("evidence");
            self.reader.evidence(&word, &place)
        });
        Reference {
            id: self.text("id").or_else(|| self.text("citation-key")).unwrap_or_default(),
            kind,
            title: self.text("title").map(|title| plain(&title)).unwrap_or_default(),
            authors: self.names("author"),
            editors: self.names("editor"),
            container: self.text("container-title").map(|title| plain(&title)),
            container_short: self.text("container-title-short").or_else(|| self.text("journalAbbreviation")),
            issued: self.date("issued"),
            accessed: self.date("accessed"),
            volume: self.text("volume"),
            issue: self.text("issue"),
            page: self.text("page"),
            number: self.text("number"),
            edition: self.text("edition"),
            publisher: self.text("publisher"),
            publisher_place: self.text("publisher-place"),
            doi: self.text("DOI"),
            pmid: self.text("PMID"),
            pmcid: self.text("PMCID"),
            isbn: self.text("ISBN").and_then(|isbn| isbn.split_whitespace().next().map(str::to_owned)),
            url: self.text("URL"),
            language: self.text("language"),
            genre: self.text("genre"),
            evidence,
            retracted: self.map.get("retracted") == Some(&Value::Bool(true)),
            et_al: self.map.get("authors_complete") == Some(&Value::Bool(false)),
        }
    }

    fn kind(&mut self, written: &str) -> String {
        let place = self.place("type");
        self.reader.kind(written, &place)
    }

    /// Keys that look like slips of the hand; those of other programs are passed over.
    fn slips(&mut self) {
        for key in self.map.keys().filter(|key| !USED.contains(&key.as_str())) {
            let near = USED.iter().find(|used| strsim::damerau_levenshtein(key, used) <= LIKE_A_SLIP && used.len() > 3);
            let Some(near) = near else { continue };
            let message = format!("the key `{key}` is not one that Bedside knows, so it is not used");
            let help = did_you_mean(key, [*near]).unwrap_or_else(|| format!("did you mean `{near}`?"));
            let place = self.place(key);
            self.reader.warning(&codes::UNKNOWN_KEY, message, &help, place);
        }
    }

    /// Text, or a number as text.
    fn text(&mut self, key: &str) -> Option<String> {
        match self.map.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null => None,
            // Some services give lists of one.
            Value::Array(list) if list.iter().all(Value::is_string) => {
                list.first().and_then(Value::as_str).map(str::to_owned)
            }
            _ => {
                self.wrong_type(key, "a text");
                None
            }
        }
    }

    fn wrong_type(&mut self, key: &str, expected: &str) {
        let message = format!("the key `{key}` holds something else than {expected}, so it is not used");
        let place = self.place(key);
        self.reader.warning(&codes::WRONG_TYPE, message, "correct it, or export the file again", place);
    }

    fn names(&mut self, key: &str) -> Vec<Name> {
        let list = match self.map.get(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.wrong_type(key, "a list of names");
                return Vec::new();
            }
        };
        let names: Vec<Name> = list.iter().filter_map(name).collect();
        if names.len() < list.len() {
            self.wrong_type(key, "names with `family` or `literal`");
        }
        names
    }

    fn date(&mut self, key: &str) -> Option<PartialDate> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        let found = match value {
            Value::Object(parts) => date_parts(parts),
            Value::String(text) => date(text),
            Value::Number(year) => partial(&year.to_string()),
            _ => None,
        };
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        if found.is_none() && !is_empty {
            let place = self.place(key);
            let help = "write it as `{\"date-parts\": [[2024, 5, 17]]}`";
            self.reader.warning(&codes::BAD_DATE, format!("`{key}` is not a date"), help, place);
        }
        found
    }

    /// Where a key of this source stands.
    fn place(&self, key: &str) -> Range<usize> {
        let text = &self.reader.text[self.range.clone()];
        let quoted = format!("\"{key}\"");
        text.find(&quoted).map_or(self.range.start..self.range.start + 1, |at| {
            self.range.start + at..self.range.start + at + quoted.len()
        })
    }
}

fn name(value: &Value) -> Option<Name> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    if let Some(literal) = text("literal").or(value.as_str()) {
        return Some(Name::Literal(literal.to_owned()));
    }
    let family = text("family").or(text("given"))?;
    let particles = [text("dropping-particle"), text("non-dropping-particle"), Some(family)];
    let family = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let Some(given) = text("given").filter(|_| text("family").is_some()) else { return Some(Name::Literal(family)) };
    Some(Name::Person { family, given: given.to_owned(), suffix: text("suffix").map(str::to_owned) })
}

fn date_parts(parts: &Map<String, Value>) -> Option<PartialDate> {
    let part = |at: usize| {
        let value = parts.get("date-parts")?.get(0)?.get(at)?;
        value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
    };
    let small = |at: usize| part(at).and_then(|number| i8::try_from(number).ok());
    let dated = part(0).and_then(|year| checked(i16::try_from(year).ok()?, small(1), small(2)));
    dated.or_else(|| ["raw", "literal"].iter().find_map(|key| date(parts.get(*key)?.as_str()?)))
}

/// A title without the markup that CSL allows in it.
fn plain(title: &str) -> String {
    const TAGS: [&str; 8] = ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>"];
    if !title.contains('<') {
        return title.to_owned();
    }
    let spans = ["<span class=\"nocase\">", "<span style=\"font-variant:small-caps;\">", "</span>"];
    TAGS.iter().chain(&spans).fold(title.to_owned(), |text, tag| text.replace(tag, ""))
}
