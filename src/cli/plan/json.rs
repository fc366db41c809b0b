//! The plan for programs.

use jiff::civil::Date;
use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Coming, Planned, Site, Week};

use super::super::report::to_text;

#[derive(Serialize)]
struct Plan<'a> {
    from: String,
    to: String,
    today: String,
    weeks: Vec<Entry<'a>>,
    /// Posts of each kind in these days.
    mix: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Entry<'a> {
    first: String,
    last: String,
    /// Whether nothing goes live.
    gap: bool,
    items: Vec<Item<'a>>,
    observances: Vec<Observance<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    on: String,
    what: &'static str,
    kind: &'static str,
    title: &'a str,
    file: &'a str,
    /// `public`, `draft` or `scheduled`.
    state: &'static str,
}

#[derive(Serialize)]
struct Observance<'a> {
    /// None if a document brings it itself.
    id: Option<&'a str>,
    name: &'a str,
    first: String,
    last: String,
    posts: usize,
    /// How many other posts are about its conditions and topics.
    related: usize,
}

/// The plan as JSON.
pub(super) fn json(site: &Site, weeks: &[Week], (from, to): (Date, Date)) -> String {
    let mix = site.mix((from, to)).into_iter().map(|(kind, posts)| (kind.word().to_owned(), posts.into())).collect();
    to_text(&Plan {
        from: from.to_string(),
        to: to.to_string(),
        today: site.today.to_string(),
        weeks: weeks.iter().map(|week| entry(site, week)).collect(),
        mix,
    })
}

fn entry<'a>(site: &'a Site, week: &'a Week) -> Entry<'a> {
    let item = |planned: &Planned| {
        let document = site.document(planned.document);
        Item {
            on: planned.on.to_string(),
            what: planned.what.word(),
            kind: document.parsed.source.kind.word(),
            title: &document.parsed.front.title,
            file: document.parsed.source.path.as_str(),
            state: document.state.mark().unwrap_or("public"),
        }
    };
    let observance = |item: &crate::model::AgendaItem| Observance {
        id: match item.coming {
            Coming::Known(id) => Some(site.observance(id).id.as_str()),
            Coming::Own { .. } => None,
        },
        name: site.coming_name(item.coming, LanguageId::MAIN),
        first: item.when.first.to_string(),
        last: item.when.last.to_string(),
        posts: item.posts.len(),
        related: item.about,
    };
    Entry {
        first: week.first.to_string(),
        last: week.last().to_string(),
        gap: week.is_gap(),
        items: week.planned.iter().map(item).collect(),
        observances: week.observances.iter().map(observance).collect(),
    }
}
