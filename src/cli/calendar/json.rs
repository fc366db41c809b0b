//! The list for programs.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Agenda, AgendaItem, Coming, days_until};

use super::super::report::to_text;

#[derive(Serialize)]
struct List<'a> {
    from: String,
    to: String,
    today: String,
    observances: Vec<Entry<'a>>,
    /// Observances that the practice's specialties left out.
    left_out: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    /// None if a document brings it itself.
    id: Option<&'a str>,
    name: &'a str,
    kind: Option<&'static str>,
    first: String,
    last: String,
    year: i16,
    /// Days from today to its first day; negative where it has begun.
    days_left: i64,
    scope: Option<&'static str>,
    sponsor: Option<&'a str>,
    url: Option<&'a str>,
    topics: &'a [String],
    hashtags: &'a [String],
    /// Whether the date should be checked with the sponsor.
    check: bool,
    documents: Vec<Post<'a>>,
    /// How many other posts are about its conditions and topics.
    related: usize,
}

#[derive(Serialize)]
struct Post<'a> {
    title: &'a str,
    file: &'a str,
    path: &'a str,
    language: &'a str,
    /// `public`, `draft` or `scheduled`.
    state: &'static str,
}

/// The agenda as JSON.
pub(super) fn json(agenda: &Agenda<'_>) -> String {
    to_text(&List {
        from: agenda.from.to_string(),
        to: agenda.to.to_string(),
        today: agenda.site.today.to_string(),
        observances: agenda.items.iter().map(|item| entry(agenda, item)).collect(),
        left_out: agenda.left_out,
    })
}

fn entry<'a>(agenda: &Agenda<'a>, item: &AgendaItem) -> Entry<'a> {
    let site = agenda.site;
    let known = match item.coming {
        Coming::Known(id) => Some(site.observance(id)),
        Coming::Own { .. } => None,
    };
    let post = |id: &crate::model::DocumentId| {
        let document = site.document(*id);
        Post {
            title: &document.parsed.front.title,
            file: document.parsed.source.path.as_str(),
            path: &document.path,
            language: &site.languages[document.language].tag,
            state: document.state.mark().unwrap_or("public"),
        }
    };
    Entry {
        id: known.map(|known| known.id.as_str()),
        name: site.coming_name(item.coming, LanguageId::MAIN),
        kind: known.map(|known| known.kind.word()),
        first: item.when.first.to_string(),
        last: item.when.last.to_string(),
        year: item.when.year,
        days_left: days_until(site.today, item.when.first),
        scope: known.map(|known| if known.is_global { "global" } else { "us" }),
        sponsor: known.and_then(|known| known.sponsor.as_deref()),
        url: known.and_then(|known| known.url.as_deref()),
        topics: known.map_or(&[], |known| &known.topics),
        hashtags: known.map_or(&[], |known| &known.hashtags),
        check: item.is_doubtful(site),
        documents: item.posts.iter().map(post).collect(),
        related: item.about,
    }
}
