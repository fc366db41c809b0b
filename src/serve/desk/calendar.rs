//! The next 90 days: observances with what the practice has for them, and week by week what goes live, ends or falls due.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{AgendaItem, Coming, DocumentId, Held};
use crate::serve::answer::Answer;

use super::frame::{Tab, draw};
use super::rows::{Row, Tally};
use super::state::{held, next_review};
use super::{Desk, days, plans};

#[derive(Serialize)]
struct Calendar<'e> {
    from: String,
    to: String,
    observances: usize,
    gaps: usize,
    left_out: usize,
    months: Vec<Month<'e>>,
    weeks: Vec<Week>,
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

#[derive(Serialize)]
struct Week {
    begins: String,
    /// Whether no post goes live in it.
    empty: bool,
    plans: Vec<Plan>,
}

/// Something that happens on a day.
#[derive(Serialize)]
struct Plan {
    day: String,
    what: &'static str,
    title: String,
    desk: String,
}

pub(super) fn page(desk: Desk<'_>) -> Answer {
    let agenda = plans::agenda(desk.site());
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let mut months: Vec<Month<'_>> = Vec::new();
    for item in &agenda.items {
        let starts = item.when.first.max(agenda.from);
        let id = starts.strftime("%Y-%m").to_string();
        if months.last().is_none_or(|month| month.id != id) {
            months.push(Month { name: starts.strftime("%B %Y").to_string(), id, entries: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.entries.push(entry(desk, item, &tally));
        }
    }
    let view = Calendar {
        from: days::day(agenda.from),
        to: days::day(agenda.to),
        observances: agenda.items.len(),
        gaps: agenda.items.iter().filter(|item| item.posts.is_empty()).count(),
        left_out: agenda.left_out,
        months,
        weeks: weeks(desk, (agenda.from, agenda.to)),
    };
    draw("calendar.html", &desk.frame("Calendar", Tab::Calendar), &view)
}

fn entry<'e>(desk: Desk<'e>, item: &AgendaItem, tally: &Tally<'_>) -> Entry<'e> {
    let site = desk.site();
    let known = match item.coming {
        Coming::Known(id) => Some(site.observance(id)),
        Coming::Own { .. } => None,
    };
    Entry {
        dates: item.dates(),
        left: item.left(site.today),
        name: site.coming_name(item.coming, LanguageId::MAIN),
        id: known.map(|known| known.id.as_str()),
        url: known.and_then(|known| known.url.as_deref()).filter(|url| url.starts_with("http")),
        posts: item.posts.iter().map(|post| desk.row(*post, tally)).collect(),
        about: item.about,
        check: item.is_doubtful(site),
    }
}

/// Every week that begins before the last day, with what happens in it.
fn weeks(desk: Desk<'_>, (from, to): (Date, Date)) -> Vec<Week> {
    let mut plans: BTreeMap<Date, Vec<(Date, &'static str, DocumentId)>> = BTreeMap::new();
    for id in desk.site().ids() {
        for (day, what) in happenings(desk, id).into_iter().filter(|(day, _)| (from..=to).contains(day)) {
            plans.entry(monday(day)).or_default().push((day, what, id));
        }
    }
    let mut weeks = Vec::new();
    let mut begins = monday(from);
    while begins <= to {
        let mut planned = plans.remove(&begins).unwrap_or_default();
        planned.sort_unstable();
        weeks.push(Week {
            begins: days::day(begins),
            empty: !planned.iter().any(|(_, what, _)| *what == GOES_LIVE),
            plans: planned.into_iter().map(|(day, what, id)| plan(desk, day, what, id)).collect(),
        });
        let Ok(next) = begins.checked_add(7.days()) else { break };
        begins = next;
    }
    weeks
}

const GOES_LIVE: &str = "goes live";

/// What happens to a document by itself, and when.
fn happenings(desk: Desk<'_>, id: DocumentId) -> Vec<(Date, &'static str)> {
    let (site, document) = (desk.site(), desk.document(id));
    let front = &document.parsed.front;
    let mut found = Vec::new();
    if let Some(Held::Scheduled(at)) = held(document) {
        found.push((site.config.zone.day(at), GOES_LIVE));
    }
    if held(document) == Some(Held::Draft) {
        found.extend(front.date.map(|date| (date.day, "draft, dated")));
    }
    if let Some(expires) = front.expires {
        found.push((expires.day, "expires"));
    }
    found.extend(next_review(site, document).map(|due| (due, "review due")));
    if let Some(event) = &front.event {
        found.push((event.starts.day, "event"));
    }
    found
}

fn plan(desk: Desk<'_>, day: Date, what: &'static str, id: DocumentId) -> Plan {
    Plan { day: days::day(day), what, title: desk.document(id).parsed.front.title.clone(), desk: desk.address(id) }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(back.days()).unwrap_or(day)
}
