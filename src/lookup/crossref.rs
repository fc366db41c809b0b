//! Works of Crossref (<https://api.crossref.org/swagger-ui/index.html>), and the same as CSL-JSON.

use serde_json::{Map, Value, json};

use super::{WorkNotice, WorkNoticeKind};

/// A work as Crossref has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossrefWork {
    /// The work as CSL-JSON, without an `id`.
    pub csl: Map<String, Value>,
    /// The family name of its first author.
    pub family: Option<String>,
    /// The year in which it appeared.
    pub year: Option<i64>,
    /// What Crossref has on it.
    pub notices: Vec<WorkNotice>,
}

/// Types of Crossref whose names in CSL differ (<https://api.crossref.org/types>).
const TYPES: [(&str, &str); 9] = [
    ("journal-article", "article-journal"),
    ("book-chapter", "chapter"),
    ("edited-book", "book"),
    ("monograph", "book"),
    ("reference-book", "book"),
    ("posted-content", "article"),
    ("proceedings-article", "paper-conference"),
    ("dissertation", "thesis"),
    ("report-component", "report"),
];

/// The work of an answer.
pub(super) fn work(text: &str) -> Option<CrossrefWork> {
    let answer: Value = serde_json::from_str(text).ok()?;
    let message = answer.get("message")?.as_object()?;
    let mut csl = Map::new();
    let kind = message.get("type").and_then(Value::as_str).unwrap_or("article");
    let kind = TYPES.iter().find(|(theirs, _)| *theirs == kind).map_or(kind, |(_, ours)| ours);
    csl.insert("type".to_owned(), json!(kind));
    for (theirs, ours) in
        [("title", "title"), ("container-title", "container-title"), ("short-container-title", "container-title-short")]
    {
        if let Some(text) = first(message.get(theirs)) {
            csl.insert(ours.to_owned(), json!(text));
        }
    }
    for key in ["volume", "issue", "page", "publisher", "DOI", "URL", "language"] {
        if let Some(text) = message.get(key).and_then(Value::as_str) {
            csl.insert(key.to_owned(), json!(text));
        }
    }
    if !csl.contains_key("page")
        && let Some(number) = message.get("article-number").and_then(Value::as_str)
    {
        csl.insert("page".to_owned(), json!(number));
    }
    if let Some(issn) = first(message.get("ISSN")) {
        csl.insert("ISSN".to_owned(), json!(issn));
    }
    for role in ["author", "editor"] {
        let people: Vec<Value> = message
            .get(role)
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(name)
            .collect();
        if !people.is_empty() {
            csl.insert(role.to_owned(), json!(people));
        }
    }
    let dates = ["published-print", "issued", "published", "published-online"];
    let date = dates.iter().find_map(|key| parts(message.get(*key)));
    if let Some(date) = &date {
        csl.insert("issued".to_owned(), json!({ "date-parts": [date] }));
    }
    let family = csl.get("author").and_then(|people| people.get(0)).and_then(|person| person.get("family"));
    let family = family.and_then(Value::as_str).map(str::to_owned);
    let updates = message.get("updated-by").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let notices = updates.iter().filter_map(notice).collect();
    Some(CrossrefWork { family, year: date.and_then(|date| date.first().copied()), notices, csl })
}

/// The first text of a list, or the text itself.
fn first(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::String(text) => Some(text),
        Value::Array(texts) => texts.iter().find_map(Value::as_str),
        _ => None,
    }
}

/// Year, month and day as far as they are known.
fn parts(value: Option<&Value>) -> Option<Vec<i64>> {
    let parts = value?.get("date-parts")?.get(0)?.as_array()?;
    let parts: Vec<i64> = parts.iter().map_while(Value::as_i64).collect();
    (!parts.is_empty()).then_some(parts)
}

fn name(person: &Value) -> Option<Value> {
    let text = |key| person.get(key).and_then(Value::as_str);
    match (text("family"), text("given"), text("name")) {
        (Some(family), Some(given), _) => Some(json!({ "family": family, "given": given })),
        (Some(family), None, _) => Some(json!({ "family": family })),
        (None, _, Some(group)) => Some(json!({ "literal": group })),
        _ => None,
    }
}

fn notice(update: &Value) -> Option<WorkNotice> {
    let kind = match update.get("type").and_then(Value::as_str)?.to_lowercase().replace('-', "_").as_str() {
        "retraction" | "partial_retraction" | "withdrawal" | "removal" => WorkNoticeKind::Retraction,
        "expression_of_concern" => WorkNoticeKind::Concern,
        "correction" | "corrigendum" | "erratum" | "correction_and_republication" => WorkNoticeKind::Correction,
        _ => return None,
    };
    let doi = update.get("DOI").and_then(Value::as_str).map(|doi| format!("doi:{doi}"));
    let date = parts(update.get("updated"))
        .map(|date| date.iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("-"));
    Some(WorkNotice { kind, place: [doi, date].into_iter().flatten().collect::<Vec<_>>().join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_read_with_its_notices() {
        let text = r#"{"status": "ok", "message": {"type": "journal-article", "title": ["A title"], "DOI": "10.1/a",
            "container-title": ["The Journal"], "author": [{"family": "Roe", "given": "Ann"}, {"name": "A Group"}],
            "published-print": {"date-parts": [[1998, 2]]}, "volume": "351", "page": "637-641",
            "updated-by": [{"DOI": "10.1/b", "type": "retraction", "updated": {"date-parts": [[2010, 2, 6]]}}, {"type": "new_version"}]}}"#;
        let found = work(text).expect("a work");
        assert_eq!(found.csl["type"], "article-journal");
        assert_eq!(found.csl["author"], json!([{"family": "Roe", "given": "Ann"}, {"literal": "A Group"}]));
        assert_eq!((found.family.as_deref(), found.year), (Some("Roe"), Some(1998)));
        assert_eq!(
            found.notices,
            [WorkNotice { kind: WorkNoticeKind::Retraction, place: "doi:10.1/b, 2010-02-06".to_owned() }]
        );
        assert_eq!(work("[]"), None);
    }
}
