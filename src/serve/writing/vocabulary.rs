//! The words that the form offers: people, conditions and topics by any of their names, observances with their days,
//! sources, pages, networks.

use jiff::Span;
use serde_json::{Value, json};

use crate::config::LanguageId;
use crate::model::{Coming, Site};
use crate::parse::Term;
use crate::social::{Channels, Counting};
use crate::source::Kind;

use super::sources::label;
use super::{Answered, Asked};

/// How far ahead observances are offered, in days.
const DAYS_AHEAD: i64 = 400;

/// All of them.
pub(super) fn words(asked: &Asked<'_>) -> Answered {
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| asked.refuse(503, "refused.no_settings"))?.site;
    let people = site.documents.iter().filter(|document| document.parsed.source.kind == Kind::Person);
    let mut people: Vec<Value> =
        people.map(|one| json!({ "id": one.parsed.source.stem, "name": one.parsed.front.title })).collect();
    people.dedup();
    let pages = site.documents.iter().filter(|document| document.state.is_public());
    let pages: Vec<Value> = pages
        .map(|one| json!({ "id": one.path, "name": one.parsed.front.title, "kind": one.parsed.source.kind.word() }))
        .collect();
    let sources = site.library.ids().filter_map(|id| {
        let reference = &site.library.get(id)?.reference;
        let names = [label(reference)];
        Some(json!({ "id": id, "name": reference.title.to_string(), "by": names[0], "also": names }))
    });
    let channels = site.config.channels.iter().filter_map(|id| Channels::shared().named(id));
    let channels = channels.map(|channel| {
        let local = channel.counting == Counting::Utf16;
        json!({ "id": channel.id, "name": channel.name, "limit": channel.limit, "local": local })
    });
    Ok(json!({
        "people": people,
        "conditions": site.vocabulary.conditions.iter().map(term).collect::<Vec<_>>(),
        "topics": site.vocabulary.topics.iter().map(term).collect::<Vec<_>>(),
        "services": site.vocabulary.services.iter().map(term).collect::<Vec<_>>(),
        "awareness": observances(site),
        "sources": sources.collect::<Vec<_>>(),
        "pages": pages,
        "channels": channels.collect::<Vec<_>>(),
        "languages": site.languages.iter().map(|language| &language.tag).collect::<Vec<_>>(),
    }))
}

/// What time it is at the practice, as a front matter writes it.
pub(super) fn clock(asked: &Asked<'_>) -> Answered {
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| asked.refuse(503, "refused.no_settings"))?.site;
    Ok(json!({ "now": site.config.zone.at(asked.writing.now()).strftime("%Y-%m-%d %H:%M").to_string() }))
}

/// The observances of the next months with their days, the soonest first, each once.
fn observances(site: &Site) -> Vec<Value> {
    let last = site.today.saturating_add(Span::new().days(DAYS_AHEAD));
    let languages: Vec<LanguageId> = site.languages.ids().collect();
    let mut found: Vec<(&str, Value)> = Vec::new();
    for (when, coming) in site.coming(&languages, (site.today, last), true) {
        let Coming::Known(id) = coming else { continue };
        let id = site.observance(id).id.as_str();
        if found.iter().all(|(known, _)| *known != id) {
            let days = json!([when.first.to_string(), when.last.to_string()]);
            found.push((id, json!({ "id": id, "name": site.coming_name(coming, LanguageId::MAIN), "days": days })));
        }
    }
    found.into_iter().map(|(_, value)| value).collect()
}

fn term(term: &Term) -> Value {
    json!({ "id": term.slug, "name": term.name, "also": term.all_names().collect::<Vec<_>>() })
}
