//! The words that the form offers: people, conditions and topics by any of their names, sources, pages.

use serde_json::{Value, json};

use crate::parse::Term;
use crate::serve::answer::Answer;
use crate::source::Kind;

use super::{Answered, Asked};

/// All of them.
pub(super) fn words(asked: &Asked<'_>) -> Answered {
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| Answer::plain(503, "the site has no usable settings"))?.site;
    let people = site.documents.iter().filter(|document| document.parsed.source.kind == Kind::Person);
    let mut people: Vec<Value> =
        people.map(|one| json!({ "id": one.parsed.source.stem, "name": one.parsed.front.title })).collect();
    people.dedup();
    let pages = site.documents.iter().filter(|document| document.state.is_public());
    let pages: Vec<Value> = pages.map(|one| json!({ "id": one.path, "name": one.parsed.front.title })).collect();
    let sources = site.library.ids().filter_map(|id| {
        let reference = &site.library.get(id)?.reference;
        Some(json!({ "id": id, "name": reference.title.to_string() }))
    });
    Ok(json!({
        "people": people,
        "conditions": site.vocabulary.conditions.iter().map(term).collect::<Vec<_>>(),
        "topics": site.vocabulary.topics.iter().map(term).collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(),
        "pages": pages,
    }))
}

fn term(term: &Term) -> Value {
    json!({ "id": term.slug, "name": term.name, "also": term.all_names().collect::<Vec<_>>() })
}
