//! A reference as an item of CSL-JSON, from which the same reference is read again.

use serde_json::{Map, Value, json};

use super::{Name, PartialDate, Reference, Text};

/// The item of CSL-JSON; what is not known has no key.
#[must_use]
pub fn csl(reference: &Reference) -> Map<String, Value> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| json!(written(text)));
    let plain = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let day = |date: &Option<PartialDate>| date.as_ref().map(date_parts);
    let keys = [
        ("id", Some(json!(reference.id))),
        ("type", Some(json!(reference.kind))),
        ("title", Some(json!(written(&reference.title)))),
        ("author", names(&reference.authors)),
        ("editor", names(&reference.editors)),
        ("container-title", text(&reference.container)),
        ("container-title-short", plain(&reference.container_short)),
        ("issued", day(&reference.issued)),
        ("accessed", day(&reference.accessed)),
        ("volume", plain(&reference.volume)),
        ("issue", plain(&reference.issue)),
        ("page", plain(&reference.page)),
        ("number", plain(&reference.number)),
        ("edition", plain(&reference.edition)),
        ("publisher", plain(&reference.publisher)),
        ("publisher-place", plain(&reference.publisher_place)),
        ("genre", plain(&reference.genre)),
        ("language", plain(&reference.language)),
        ("event-title", plain(&reference.event.title)),
        ("event-place", plain(&reference.event.place)),
        ("event-date", day(&reference.event.date)),
        ("status", plain(&reference.status)),
        ("medium", plain(&reference.medium)),
        ("DOI", plain(&reference.doi)),
        ("PMID", plain(&reference.pmid)),
        ("PMCID", plain(&reference.pmcid)),
        ("ISBN", plain(&reference.isbn)),
        ("ISSN", plain(&reference.issn)),
        ("URL", plain(&reference.url)),
        ("evidence", reference.evidence.map(|evidence| json!(evidence.word()))),
        ("retracted", reference.retracted.then_some(json!(true))),
        ("retracted-in", plain(&reference.retracted_in)),
    ];
    keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn written(text: &Text) -> String {
    let html = text.html();
    if html.contains('<') { html } else { text.plain().to_owned() }
}

fn names(names: &[Name]) -> Option<Value> {
    let name = |name: &Name| match name {
        Name::Person { family, given, suffix } => {
            let mut item = Map::new();
            item.insert("family".to_owned(), json!(family));
            if !given.is_empty() {
                item.insert("given".to_owned(), json!(given));
            }
            if let Some(suffix) = suffix {
                item.insert("suffix".to_owned(), json!(suffix));
            }
            Value::Object(item)
        }
        Name::Literal(literal) => json!({ "literal": literal }),
    };
    (!names.is_empty()).then(|| names.iter().map(name).collect())
}

fn date_parts(date: &PartialDate) -> Value {
    let parts: Vec<i64> = [Some(i64::from(date.year)), date.month.map(i64::from), date.day.map(i64::from)]
        .into_iter()
        .map_while(|part| part)
        .collect();
    match date.season {
        Some(season) => json!({ "date-parts": [parts], "season": season }),
        None => json!({ "date-parts": [parts] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;
    use crate::reference::entries;

    #[test]
    fn an_item_is_read_as_the_reference_that_it_was_made_of() {
        let formats = [
            (
                "a.nbib",
                "PMID- 26551272\nTI  - A trial of two <i>targets</i>.\nFAU - Roe, Ann B\nFAU - Doe, Cy\nCN  - The Group\n\
                 JT  - Journal of Tests\nTA  - J Tests\nDP  - 2015 Nov 26\nVI  - 373\nIP  - 22\nPG  - 2103-16\n\
                 AID - 10.1000/xyz [doi]\nPT  - Journal Article\nLA  - eng\n",
            ),
            (
                "b.ris",
                "TY  - RPRT\nAU  - Roe, Ann\nTI  - A report\nPB  - An agency\nPY  - 2024/05\nUR  - https://agency.example/r\nER  - \n",
            ),
            (
                "c.bib",
                "@book{k, author = {Roe, Ann}, title = {A \\emph{book}}, publisher = {P}, year = 2001, isbn = {9780306406157}}",
            ),
        ];
        for (file, text) in formats {
            let read = entries(&VPath::new(file), text).value;
            assert_eq!(read.len(), 1, "{file}");
            let items = Value::Array(vec![Value::Object(csl(&read[0]))]).to_string();
            assert_eq!(entries(&VPath::new("d.json"), &items).value, read, "{items}");
        }
    }
}
