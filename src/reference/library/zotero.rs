//! Items as Zotero itself keeps them (<https://api.zotero.org/schema>), which its web service and Better BibTeX give:
//! with `itemType`, `creators` and `date` instead of CSL's variables.

use serde_json::{Map, Value, json};

/// Kinds of items by their names in CSL, as Zotero's schema has them.
const KINDS: [(&str, &str); 35] = [
    ("artwork", "graphic"),
    ("audioRecording", "song"),
    ("bill", "bill"),
    ("blogPost", "post-weblog"),
    ("book", "book"),
    ("bookSection", "chapter"),
    ("case", "legal_case"),
    ("computerProgram", "software"),
    ("conferencePaper", "paper-conference"),
    ("dataset", "dataset"),
    ("dictionaryEntry", "entry-dictionary"),
    ("document", "document"),
    ("email", "personal_communication"),
    ("encyclopediaArticle", "entry-encyclopedia"),
    ("film", "motion_picture"),
    ("forumPost", "post"),
    ("hearing", "hearing"),
    ("instantMessage", "personal_communication"),
    ("interview", "interview"),
    ("journalArticle", "article-journal"),
    ("letter", "personal_communication"),
    ("magazineArticle", "article-magazine"),
    ("manuscript", "manuscript"),
    ("map", "map"),
    ("newspaperArticle", "article-newspaper"),
    ("patent", "patent"),
    ("podcast", "song"),
    ("preprint", "article"),
    ("presentation", "speech"),
    ("radioBroadcast", "broadcast"),
    ("report", "report"),
    ("standard", "standard"),
    ("statute", "legislation"),
    ("thesis", "thesis"),
    ("webpage", "webpage"),
];

/// Variables of CSL, each with the fields of Zotero that it is made from; the first that says something counts.
const FIELDS: [(&str, &[&str]); 22] = [
    ("title", &["title", "nameOfAct", "caseName", "subject"]),
    (
        "container-title",
        &[
            "publicationTitle",
            "bookTitle",
            "proceedingsTitle",
            "encyclopediaTitle",
            "dictionaryTitle",
            "websiteTitle",
            "blogTitle",
            "forumTitle",
            "programTitle",
        ],
    ),
    ("container-title-short", &["journalAbbreviation"]),
    ("issued", &["date", "dateEnacted", "dateDecided", "issueDate"]),
    ("volume", &["volume"]),
    ("issue", &["issue"]),
    ("page", &["pages"]),
    ("number", &["reportNumber", "number", "patentNumber", "publicLawNumber", "billNumber", "archiveID"]),
    ("edition", &["edition"]),
    ("version", &["versionNumber"]),
    ("publisher", &["publisher", "institution", "university", "repository", "company", "studio", "network"]),
    ("publisher-place", &["place"]),
    ("event-title", &["conferenceName", "meetingName"]),
    ("genre", &["thesisType", "reportType", "presentationType", "websiteType", "genre", "manuscriptType"]),
    ("language", &["language"]),
    ("DOI", &["DOI"]),
    ("PMID", &["PMID"]),
    ("PMCID", &["PMCID"]),
    ("ISBN", &["ISBN"]),
    ("ISSN", &["ISSN"]),
    ("URL", &["url"]),
    ("note", &["extra"]),
];

/// Who is responsible for a work where Zotero does not call him its author.
const AUTHORS: [&str; 14] = [
    "author",
    "artist",
    "cartographer",
    "contributor",
    "creator",
    "director",
    "interviewee",
    "inventor",
    "performer",
    "podcaster",
    "presenter",
    "programmer",
    "sponsor",
    "reporter",
];

/// What belongs to an item but is not a work.
const PARTS: [&str; 3] = ["attachment", "note", "annotation"];

/// What an object of a file is.
pub(super) enum Item {
    /// A work as Zotero keeps it, with the variables of CSL.
    Work(Map<String, Value>),
    /// A file or a note that hangs on a work.
    Part,
    /// Nothing of Zotero's own.
    Other,
}

/// Reads an object as an item of Zotero.
pub(super) fn item(map: &Map<String, Value>) -> Item {
    let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let Some(kind) = text("itemType") else { return Item::Other };
    if PARTS.contains(&kind) {
        return Item::Part;
    }
    let mut work = Map::new();
    let kind = KINDS.iter().find(|(own, _)| *own == kind).map_or("document", |(_, csl)| csl);
    work.insert("type".to_owned(), json!(kind));
    for (variable, fields) in FIELDS {
        if let Some(value) = fields.iter().find_map(|field| text(field)) {
            work.insert(variable.to_owned(), json!(value));
        }
    }
    // `2024-05-17T10:00:00Z`.
    if let Some(day) = text("accessDate").and_then(|day| day.get(..10)) {
        work.insert("accessed".to_owned(), json!(day));
    }
    let creators: &[Value] = map.get("creators").and_then(Value::as_array).map_or(&[], Vec::as_slice);
    for (variable, roles) in [("author", &AUTHORS[..]), ("editor", &["editor"])] {
        let is_one = |creator: &&Value| {
            creator.get("creatorType").and_then(Value::as_str).is_none_or(|role| roles.contains(&role))
        };
        let names: Vec<Value> = creators.iter().filter(is_one).filter_map(name).collect();
        if !names.is_empty() {
            work.insert(variable.to_owned(), Value::Array(names));
        }
    }
    let said = text("extra").and_then(|extra| extra.lines().find_map(|line| citation_key(line)));
    let key = text("citationKey").or_else(|| text("citation-key")).or(said);
    let own = text("key").or_else(|| text("itemKey")).or_else(|| text("itemID"));
    for (variable, value) in [("id", key.or(own)), ("citation-key", key.and(own))] {
        if let Some(value) = value {
            work.insert(variable.to_owned(), json!(value));
        }
    }
    Item::Work(work)
}

fn citation_key(line: &str) -> Option<&str> {
    let (name, key) = line.split_once(':')?;
    name.trim().eq_ignore_ascii_case("citation key").then_some(key.trim()).filter(|key| !key.is_empty())
}

fn name(creator: &Value) -> Option<Value> {
    let text = |key: &str| creator.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    match (text("lastName"), text("firstName"), text("name")) {
        (Some(family), Some(given), _) => Some(json!({ "family": family, "given": given })),
        (Some(name), None, _) | (None, Some(name), _) | (None, None, Some(name)) => Some(json!({ "literal": name })),
        (None, None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::base::VPath;
    use crate::reference::{Name, entries};

    const ITEM: &str = r#"{"key": "ABCD2345", "version": 7, "itemType": "journalArticle", "title": "A trial of rest",
        "creators": [
            {"creatorType": "author", "firstName": "Ann B.", "lastName": "Roe"},
            {"creatorType": "author", "name": "Rest Study Group"},
            {"creatorType": "editor", "firstName": "Cy", "lastName": "Doe"}
        ],
        "publicationTitle": "Journal of Tests", "journalAbbreviation": "J Tests", "volume": "12", "issue": "3", "pages": "1-9",
        "date": "2020-05-17", "DOI": "10.1000/xyz", "url": "https://example.org/a", "accessDate": "2026-01-05T10:00:00Z",
        "extra": "PMID: 23456789\nCitation Key: roeTrial2020"}"#;

    #[test]
    fn an_item_of_the_web_service_is_read_whole() {
        let wrapped = format!("[{{\"key\": \"ABCD2345\", \"library\": {{\"id\": 1}}, \"data\": {ITEM}}}]");
        let exported = format!("{{\"config\": {{}}, \"items\": [{ITEM}]}}");
        for text in [wrapped, exported] {
            let outcome = entries(&VPath::new("data/sources.json"), &text);
            assert_eq!(outcome.diagnostics, [], "{text}");
            let [work] = &outcome.value[..] else { panic!("{} works", outcome.value.len()) };
            assert_eq!((work.id.as_str(), work.kind.as_str()), ("roeTrial2020", "article-journal"));
            let person = |family: &str, given: &str| Name::Person {
                family: family.to_owned(),
                given: given.to_owned(),
                suffix: None,
            };
            assert_eq!(work.authors, [person("Roe", "Ann B."), Name::Literal("Rest Study Group".to_owned())]);
            assert_eq!(work.editors, [person("Doe", "Cy")]);
            let issued = work.issued.as_ref().map(|date| (date.year, date.month, date.day));
            assert_eq!(issued, Some((2020, Some(5), Some(17))));
            assert_eq!(work.container_short.as_deref(), Some("J Tests"));
            assert_eq!((work.page.as_deref(), work.pmid.as_deref()), (Some("1-9"), Some("23456789")));
            assert_eq!(work.accessed.as_ref().map(|date| date.year), Some(2026));
        }
    }

    #[test]
    fn what_hangs_on_a_work_is_no_work() {
        let text =
            r#"[{"data": {"itemType": "attachment", "title": "PDF"}}, {"data": {"itemType": "note", "note": "x"}}]"#;
        let outcome = entries(&VPath::new("data/sources.json"), text);
        assert_eq!((outcome.value.len(), outcome.diagnostics), (0, Vec::new()));
    }
}
