//! CSL-JSON, as Zotero and citation services write it
//! (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>): a list of sources.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::diag::{codes, did_you_mean};
use crate::reference::date::date;
use crate::reference::{Conference, Name, PartialDate, Reference, Text, checked};

use super::bibtex::retraction;
use super::reader::Reader;
use super::zotero;

/// Variables of CSL (<https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables>), with
/// those of Bedside, Zotero and Crossref.
const KNOWN: [&str; 112] = [
    "DOI",
    "ISBN",
    "ISSN",
    "PMCID",
    "PMID",
    "URL",
    "abstract",
    "accessed",
    "annote",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "article-number",
    "author",
    "authority",
    "authors_complete",
    "available-date",
    "call-number",
    "categories",
    "chair",
    "chapter-number",
    "citation-key",
    "citation-label",
    "collection-editor",
    "collection-number",
    "collection-title",
    "compiler",
    "composer",
    "container-author",
    "container-title",
    "container-title-short",
    "contributor",
    "created",
    "curator",
    "custom",
    "dimensions",
    "director",
    "division",
    "edition",
    "editor",
    "editor-translator",
    "editorial-director",
    "event",
    "event-date",
    "event-place",
    "event-title",
    "evidence",
    "executive-producer",
    "genre",
    "guest",
    "host",
    "id",
    "illustrator",
    "interviewer",
    "issue",
    "issued",
    "journalAbbreviation",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "locator",
    "medium",
    "narrator",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "organizer",
    "original-author",
    "original-date",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "performer",
    "printing-number",
    "producer",
    "published",
    "published-online",
    "published-print",
    "publisher",
    "publisher-place",
    "recipient",
    "references",
    "retracted",
    "retracted-in",
    "reviewed-author",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "script-writer",
    "section",
    "series-creator",
    "shortTitle",
    "source",
    "status",
    "submitted",
    "supplement-number",
    "title",
    "title-short",
    "translator",
    "type",
    "version",
    "volume",
    "volume-title",
    "volume-title-short",
    "year-suffix",
];

/// Variables that a reference is made from; only a slip in one of these loses something.
const USED: [&str; 24] = [
    "PMCID",
    "PMID",
    "accessed",
    "article-number",
    "author",
    "container-title",
    "container-title-short",
    "edition",
    "editor",
    "event-title",
    "evidence",
    "genre",
    "issue",
    "issued",
    "language",
    "number",
    "page",
    "publisher",
    "publisher-place",
    "retracted",
    "status",
    "title",
    "type",
    "volume",
];

/// A key of more changes than these from a used one belongs to another program; in a short one, a single change.
const LIKE_A_SLIP: usize = 2;

/// Keys of up to these signs are short.
const SHORT: usize = 6;

/// Names of the list in files that have it in an object: those of Zotero's web service, of Crossref and of others.
const LISTS: [&str; 5] = ["items", "references", "data", "message", "records"];

pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    if text.trim().is_empty() {
        return;
    }
    let mended = without_idle_commas(text);
    let (text, items) = match items(text) {
        Ok(items) => (text, items),
        Err(error) => match items(&mended) {
            Ok(items) => (mended.as_str(), items),
            Err(_) => return broken(reader, &error, 0, text),
        },
    };
    if items.is_empty() && text.trim_start().starts_with('{') {
        let help = "CSL-JSON is a list in brackets: `[{\"id\": \"smith-2020\", ...}]`";
        return reader.error("this is not a list of sources", help, 0..0);
    }
    for (key, item) in items {
        let start = item.get().as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + item.get().len();
        match serde_json::from_str::<Value>(item.get()) {
            Ok(Value::Object(map)) => {
                // Zotero's web service has the work below `data`, or below `csljson`.
                let inner = ["csljson", "data"].iter().find_map(|key| map.get(*key)?.as_object());
                let map = inner.filter(|_| !map.contains_key("title")).unwrap_or(&map);
                let own = zotero::item(map);
                let keyed = key.filter(|_| !map.contains_key("id")).map(|key| {
                    let mut map = map.clone();
                    map.insert("id".to_owned(), Value::String(key));
                    map
                });
                let map = keyed.as_ref().unwrap_or(map);
                let map = match &own {
                    zotero::Item::Work(work) => work,
                    zotero::Item::Part => continue,
                    zotero::Item::Other => map,
                };
                let mut entry = Entry { reader, map, range: range.clone() };
                let (reference, aliases) = entry.reference();
                reader.add_with(reference, range, aliases);
            }
            Ok(_) => reader.flaw("a source must be a group of keys in braces", "write it as `{\"id\": ...}`", range),
            Err(error) if error.is_syntax() || error.is_eof() => {
                let message = "this source cannot be read: it is nested too deeply";
                reader.flaw(message, "export it again", range);
            }
            Err(error) => broken(reader, &error, start, item.get()),
        }
    }
}

/// An item of a file, with the key that it stands under where the file is a group and not a list.
type Item<'t> = (Option<String>, &'t RawValue);

fn plain(items: Vec<&RawValue>) -> Vec<Item<'_>> {
    items.into_iter().map(|item| (None, item)).collect()
}

/// The items of a file: a list, one source, a group with the list or with a source under each key, or a source in each line.
fn items(text: &str) -> Result<Vec<Item<'_>>, serde_json::Error> {
    if !text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map(plain);
    }
    let object: HashMap<String, &RawValue> = match serde_json::from_str(text) {
        Ok(object) => object,
        Err(error) => {
            let each = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
            return each.collect::<Result<Vec<_>, _>>().map(plain).map_err(|_| error);
        }
    };
    if let Some(list) = within(&object) {
        return Ok(plain(list));
    }
    if ["title", "id", "citation-key", "csljson", "DOI", "itemType"].iter().any(|key| object.contains_key(*key)) {
        return serde_json::from_str(text).map(|one| vec![(None, one)]);
    }
    let is_source = |value: &RawValue| {
        let keys: Option<HashMap<String, &RawValue>> = serde_json::from_str(value.get()).ok();
        keys.is_some_and(|keys| keys.contains_key("title"))
    };
    let mut keyed: Vec<Item<'_>> =
        object.into_iter().filter(|(_, value)| is_source(value)).map(|(key, value)| (Some(key), value)).collect();
    keyed.sort_by_key(|(_, value)| value.get().as_ptr());
    // The service of Crossref has a work below `message`.
    if let [(Some(key), value)] = keyed.as_slice()
        && key == "message"
    {
        return Ok(vec![(None, value)]);
    }
    Ok(keyed)
}

/// The text with a space for each comma that nothing follows: at the end of a list, a group or the file. Places stay.
fn without_idle_commas(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let (mut within, mut escaped, mut comma) = (false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within => escaped = true,
            b'"' => (within, comma) = (!within, None),
            _ if within => {}
            b',' => comma = Some(at),
            b']' | b'}' => {
                if let Some(at) = comma.take() {
                    out[at] = b' ';
                }
            }
            b if b.is_ascii_whitespace() => {}
            _ => comma = None,
        }
    }
    if let Some(at) = comma {
        out[at] = b' ';
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The list within an object.
fn within<'t>(object: &HashMap<String, &'t RawValue>) -> Option<Vec<&'t RawValue>> {
    if object.contains_key("title") || object.contains_key("id") {
        return None;
    }
    let list = |key: &&str| {
        let value = object.get(*key)?.get();
        let inner =
            || serde_json::from_str::<HashMap<String, &'t RawValue>>(value).ok()?.get("items").map(|list| list.get());
        serde_json::from_str(value).ok().or_else(|| serde_json::from_str(inner()?).ok())
    };
    LISTS.iter().find_map(list)
}

/// Reports invalid JSON; `start` is where `text` begins in the file.
fn broken(reader: &mut Reader<'_>, error: &serde_json::Error, start: usize, text: &str) {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line_start + error.column().saturating_sub(1)).min(reader.text.len());
    let (message, help) = if error.is_eof() {
        ("the file ends before its last bracket", "export it again: it was cut off")
    } else if error.is_data() {
        ("this is not a list of sources", "CSL-JSON is a list in brackets: `[{\"id\": \"smith-2020\", ...}]`")
    } else {
        ("this is not JSON", "look for a missing comma, quotation mark or bracket before this point")
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
    fn reference(&mut self) -> (Reference, Vec<String>) {
        self.slips();
        let kind = self.text("type").map_or_else(|| "document".to_owned(), |kind| self.kind(&kind));
        let evidence = self.text("evidence").and_then(|word| {
            let place = self.place("evidence");
            self.reader.evidence(&word, &place)
        });
        let (id, aliases) = self.ids();
        let note = self.text("note").unwrap_or_default();
        let reference = Reference {
            id,
            kind,
            title: self.text("title").unwrap_or_default().into(),
            authors: self.names("author"),
            editors: self.names("editor"),
            container: self.text("container-title").map(Text::from),
            container_short: self.first_text(&[
                "container-title-short",
                "journalAbbreviation",
                "short-container-title",
            ]),
            issued: self.first_date(&[
                "issued",
                "published-print",
                "published",
                "published-online",
                "event-date",
                "submitted",
            ]),
            accessed: self.date("accessed"),
            volume: self.text("volume"),
            issue: self.text("issue"),
            page: self.first_text(&["page", "article-number", "elocation-id", "page-first"]),
            number: self.text("number"),
            edition: self.text("edition"),
            publisher: self.text("publisher"),
            publisher_place: self.text("publisher-place"),
            doi: self.text("DOI").or_else(|| noted(&note, "DOI")),
            pmid: self.text("PMID").or_else(|| noted(&note, "PMID")),
            pmcid: self.text("PMCID").or_else(|| noted(&note, "PMCID")),
            isbn: self.text("ISBN"),
            issn: self.text("ISSN"),
            event: Conference {
                title: self.first_text(&["event-title", "event"]),
                place: self.text("event-place"),
                date: self.date("event-date"),
            },
            status: self.text("status"),
            medium: self.text("medium"),
            url: self.text("URL"),
            language: self.text("language"),
            genre: self.text("genre"),
            evidence,
            retracted: self.map.get("retracted") == Some(&Value::Bool(true)),
            retracted_in: self.text("retracted-in").or_else(|| retraction(&note)),
            et_al: self.map.get("authors_complete") == Some(&Value::Bool(false)),
        };
        (reference, aliases)
    }

    /// The id to cite by, and others: Zotero's own is an address, and what people cite is its citation key.
    fn ids(&mut self) -> (String, Vec<String>) {
        let id = self.text("id").unwrap_or_default();
        match self.first_text(&["citation-key", "citationKey"]) {
            Some(key) if id.is_empty() || id.contains("://") => (key, vec![id]),
            key => (id, key.into_iter().collect()),
        }
    }

    fn first_text(&mut self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.text(key))
    }

    fn first_date(&mut self, keys: &[&str]) -> Option<PartialDate> {
        keys.iter().find_map(|key| self.date(key))
    }

    fn kind(&mut self, written: &str) -> String {
        let place = self.place("type");
        self.reader.kind(written, &place)
    }

    /// Keys that look like slips of the hand; those of other programs are passed over.
    fn slips(&mut self) {
        for key in self.map.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
            let most = if key.len() <= SHORT { 1 } else { LIKE_A_SLIP };
            let near = USED.iter().find(|used| strsim::damerau_levenshtein(key, used) <= most);
            let Some(near) = near else { continue };
            let message = format!("the key `{key}` is unknown, so it is not used");
            let help = did_you_mean(key, [*near]).unwrap_or_else(|| format!("did you mean `{near}`?"));
            let place = self.place(key);
            self.reader.warning(&codes::UNKNOWN_KEY, message, &help, place);
        }
    }

    /// Text, or a number as text.
    fn text(&mut self, key: &str) -> Option<String> {
        match self.map.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            // `2.0` is the number 2 of a program that knows no others.
            Value::Number(number) => Some(number.to_string().trim_end_matches(".0").to_owned()),
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
        let message = format!("the key `{key}` does not contain {expected}, so it is not used");
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
        if names.len() < list.iter().filter(|name| !is_nobody(name)).count() {
            let message = format!("a name in `{key}` has neither `family` nor `literal`, so it is left out");
            let place = self.place(key);
            self.reader.warning(&codes::WRONG_TYPE, message, "correct it, or export the file again", place);
        }
        names
    }

    fn date(&mut self, key: &str) -> Option<PartialDate> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        let found = match value {
            Value::Object(parts) => date_parts(parts),
            // `[2020, 5]`, without its name.
            Value::Array(list) => {
                let list = if list.iter().all(Value::is_array) { list.clone() } else { vec![value.clone()] };
                date_parts(&Map::from_iter([("date-parts".to_owned(), Value::Array(list))]))
            }
            Value::String(text) => date(text),
            Value::Number(year) => date(&year.to_string()),
            _ => None,
        };
        let is_empty = match value {
            Value::Object(parts) => parts.values().all(says_nothing),
            Value::String(text) => crate::reference::date::is_undated(text),
            _ => false,
        };
        if found.is_none() && !is_empty {
            let place = self.place(key);
            let help = "write it as `{\"date-parts\": [[2024, 5, 17]]}`";
            self.reader.warning(&codes::BAD_DATE, format!("`{key}` is not a date"), help, place);
        }
        found
    }

    /// The position of a key of this source.
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
    if let Some(literal) = text("literal").or(value.as_str()).or_else(|| text("name")) {
        return Some(Name::Literal(literal.to_owned()));
    }
    let family = text("family").or(text("given"))?;
    let particles = [text("dropping-particle"), text("non-dropping-particle"), Some(family)];
    let family = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let Some(given) = text("given").filter(|_| text("family").is_some()) else { return Some(Name::Literal(family)) };
    Some(Name::Person { family, given: given.to_owned(), suffix: text("suffix").map(str::to_owned) })
}

/// A name that says nothing: `{"literal": ""}`.
fn is_nobody(name: &Value) -> bool {
    match name {
        Value::Object(parts) => {
            parts.values().all(|part| part.is_null() || part.as_str().is_some_and(|text| text.trim().is_empty()))
        }
        other => says_nothing(other),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => crate::reference::date::is_undated(text),
        Value::Array(list) => list.iter().all(says_nothing),
        _ => false,
    }
}

fn date_parts(parts: &Map<String, Value>) -> Option<PartialDate> {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    let part = |range: usize, at: usize| number(parts.get("date-parts")?.get(range)?.get(at)?);
    let small = |at: usize| part(0, at).and_then(|number| i8::try_from(number).ok()).filter(|number| *number > 0);
    let dated = part(0, 0).and_then(|year| {
        let year = i16::try_from(year).ok()?;
        checked(year, small(1), small(2))
            .or_else(|| checked(year, small(1), None))
            .or_else(|| checked(year, None, None))
    });
    let dated = dated.map(|date| {
        let until = part(1, 1).filter(|_| part(1, 0) == Some(i64::from(date.year)) && date.day.is_none());
        let until = until
            .and_then(|month| i8::try_from(month).ok())
            .filter(|month| (1..=12).contains(month) && date.month.is_some_and(|first| first < *month));
        let season = parts.get("season").and_then(number).and_then(|season| i8::try_from(season).ok());
        let season = season.filter(|season| (1..=4).contains(season) && date.month.is_none());
        PartialDate { until, season, ..date }
    });
    // `[["2020-05-01"]]`, as some programs write a whole date.
    let whole = || date(parts.get("date-parts")?.get(0)?.get(0)?.as_str()?);
    dated
        .or_else(whole)
        .or_else(|| ["raw", "literal", "date-time"].iter().find_map(|key| date(parts.get(*key)?.as_str()?)))
}

/// What a note says of a variable, one in each line: `PMID: 23456789` or `{:PMID: 23456789}`, as Zotero keeps what it has no
/// field for.
fn noted(note: &str, key: &str) -> Option<String> {
    let said = |line: &str| {
        let line = line.trim().trim_start_matches("{:").trim_end_matches('}');
        let (name, value) = line.split_once(':')?;
        (name.trim().eq_ignore_ascii_case(key) && !value.trim().is_empty()).then(|| value.trim().to_owned())
    };
    note.lines().find_map(said)
}
