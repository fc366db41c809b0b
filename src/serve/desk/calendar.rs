//! The next 90 days: week by week what goes live, ends or falls due, and observances with what the practice has for them.

use serde::Serialize;

use crate::model::{AgendaItem, Coming};
use crate::serve::answer::Answer;

use super::frame::{Tab, draw};
use super::rows::{Row, Tally};
use super::weeks::{Week, weeks};
use super::{Desk, days, plans};

#[derive(Serialize)]
struct Calendar<'e> {
    from: String,
    to: String,
    observances: usize,
    gaps: usize,
    left_out: usize,
    months: Vec<Month<'e>>,
    weeks: Vec<Week<'e>>,
    /// What lets this page move a post; `None` if it may not.
    secret: Option<&'e str>,
}

#[derive(Serialize)]
struct Month<'e> {
    name: String,
    id: String,
    entries: Vec<Entry<'e>>,
}

/// An observance.
#[derive(Serialize)]
struct Entry<'e> {
    dates: String,
    left: String,
    name: &'e str,
    /// The word that a document's `awareness` takes.
    id: Option<&'e str>,
    url: Option<&'e str>,
    posts: Vec<Row<'e>>,
    /// How many posts are about its conditions or topics.
    about: usize,
    check: bool,
}

pub(super) fn page(desk: Desk<'_>) -> Answer {
    let agenda = plans::agenda(desk.site());
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let mut months: Vec<Month<'_>> = Vec::new();
    for item in &agenda.items {
        let starts = item.when.first.max(agenda.from);
        let id = starts.strftime("%Y-%m").to_string();
        if months.last().is_none_or(|month| month.id != id) {
            months.push(Month { name: days::month(desk.words, starts), id, entries: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.entries.push(entry(desk, item, &tally));
        }
    }
    let view = Calendar {
        from: days::day(desk.words, agenda.from),
        to: days::day(desk.words, agenda.to),
        observances: agenda.items.len(),
        gaps: agenda.items.iter().filter(|item| item.posts.is_empty()).count(),
        left_out: agenda.left_out,
        months,
        weeks: weeks(desk, &agenda),
        secret: desk.secret,
    };
    draw("calendar.html", &desk.frame(desk.words.say("frame.calendar"), Tab::Calendar), &view)
}

fn entry<'e>(desk: Desk<'e>, item: &AgendaItem, tally: &Tally<'_>) -> Entry<'e> {
    let site = desk.site();
    let known = match item.coming {
        Coming::Known(id) => Some(site.observance(id)),
        Coming::Own { .. } => None,
    };
    Entry {
        dates: days::dates(desk.words, &item.when),
        left: days::left(desk.words, &item.when, site.today),
        name: site.coming_name(item.coming, desk.words.language(site)),
        id: known.map(|known| known.id.as_str()),
        url: known.and_then(|known| known.url.as_deref()).filter(|url| url.starts_with("http")),
        posts: item.posts.iter().map(|post| desk.row(*post, tally)).collect(),
        about: item.about,
        check: item.is_doubtful(site),
    }
}
