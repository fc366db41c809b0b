//! The lists of a language: posts by date, by term, by person, myths by verdict and condition, and each post's
//! neighbors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::config::{Config, PerLanguage};
use crate::parse::Awareness;
use crate::source::Kind;

use super::{Document, DocumentId, LanguageSite, MythGroup, Taxonomy};

/// Sorts the public documents of every language into their lists, as they are at an instant.
pub(super) fn languages(config: &Config, now: Timestamp, documents: &[Arc<Document>]) -> PerLanguage<LanguageSite> {
    let mut languages: PerLanguage<LanguageSite> =
        config.languages.iter().map(|tag| LanguageSite { tag: tag.clone(), ..LanguageSite::default() }).collect();
    for (at, document) in documents.iter().enumerate().filter(|(_, document)| document.state.is_public()) {
        let id = DocumentId::new(at);
        let language = &mut languages[document.language];
        if document.parsed.source.kind.is_post() { &mut language.posts } else { &mut language.others }.push(id);
    }
    for language in &mut languages {
        fill(language, documents);
        if let Some(events) = language.kinds.get_mut(&Kind::Event) {
            sort_events(events, documents, config, now);
        }
    }
    languages
}

/// Upcoming entries come first, the soonest on top; past ones follow, the latest on top.
fn sort_events(events: &mut [DocumentId], documents: &[Arc<Document>], config: &Config, now: Timestamp) {
    events.sort_by_cached_key(|id| {
        let event = documents[id.index()].parsed.front.event.as_ref();
        let starts = event.map_or(Timestamp::MIN, |event| event.next(now, &config.zone).starts.at).as_second();
        let is_over = event.is_none_or(|event| event.over_at(&config.zone) <= now);
        (is_over, if is_over { -starts } else { starts }, *id)
    });
}

fn fill(language: &mut LanguageSite, documents: &[Arc<Document>]) {
    language.posts.sort_by(|a, b| {
        let date = |id: &DocumentId| documents[id.index()].parsed.front.date.map(|date| date.at);
        date(b).cmp(&date(a)).then(a.cmp(b))
    });
    for &id in &language.others {
        if let Some(term) = documents[id.index()].explains {
            language.explained.entry(term).or_insert(id);
            language.terms.entry(term).or_default();
        }
    }
    for &id in language.posts.iter().chain(&language.others) {
        language.kinds.entry(documents[id.index()].parsed.source.kind).or_default().push(id);
    }
    for &id in language.others.iter().filter(|id| documents[id.index()].parsed.source.kind == Kind::Person) {
        for service in &documents[id.index()].services {
            language.performers.entry(*service).or_default().push(id);
            language.terms.entry(*service).or_default();
        }
    }
    let mut newest: BTreeMap<Kind, DocumentId> = BTreeMap::new();
    for &id in &language.posts {
        let document = &documents[id.index()];
        for term in document.conditions.iter().chain(&document.topics).chain(&document.services) {
            language.terms.entry(*term).or_default().push(id);
        }
        if document.parsed.source.kind == Kind::Myth {
            for group in myth_groups(document) {
                language.myths.entry(group).or_default().push(id);
            }
        }
        for observance in &document.observances {
            language.observances.entry(*observance).or_default().push(id);
        }
        if document.parsed.front.awareness.iter().any(|awareness| matches!(awareness, Awareness::Own { .. })) {
            language.own_observances.push(id);
        }
        for author in &document.authors {
            language.written.entry(*author).or_default().push(id);
        }
        if let Some(reviewer) = document.reviewer {
            language.reviewed.entry(reviewer).or_default().push(id);
        }
        let newer = newest.insert(document.parsed.source.kind, id);
        language.neighbours.insert(id, (newer, None));
        if let Some(neighbours) = newer.and_then(|newer| language.neighbours.get_mut(&newer)) {
            neighbours.1 = Some(id);
        }
    }
}

/// The lists that a myth page is on, each once.
fn myth_groups(document: &Document) -> BTreeSet<MythGroup> {
    let verdicts = document.parsed.front.claims.iter().map(|claim| MythGroup::Verdict(claim.verdict));
    let conditions = document.conditions.iter().filter(|term| term.taxonomy == Taxonomy::Conditions);
    let observances = document.observances.iter().map(|observance| MythGroup::Observance(*observance));
    verdicts.chain(conditions.map(|term| MythGroup::Condition(*term))).chain(observances).collect()
}
