//! The calendar day by day: what goes live, ends, takes place or falls due, and what of it can be moved.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::base::ContentHash;
use crate::model::{Agenda, DocumentId, Held};

use super::state::{held, next_review};
use super::{Desk, days};
use crate::social::Channels;

#[derive(Serialize)]
pub(super) struct Week<'e> {
    begins: String,
    /// Whether no post goes live in it.
    empty: bool,
    days: Vec<Day<'e>>,
}

#[derive(Serialize)]
struct Day<'e> {
    /// As front matter writes it.
    date: String,
    short: String,
    long: String,
    today: bool,
    /// Observances that begin on it.
    observances: Vec<&'e str>,
    plans: Vec<Plan<'e>>,
}

/// Something that happens on a day.
#[derive(Serialize)]
struct Plan<'e> {
    /// What tells it from all others on the page.
    id: String,
    what: String,
    title: &'e str,
    desk: String,
    file: &'e str,
    /// What moves it to another day; `None` for what follows from something else.
    moves: Option<String>,
}

/// What happens to a document by itself.
struct Happening {
    day: Date,
    /// The key of the word for it.
    what: &'static str,
    /// The network, where it is a post.
    network: Option<String>,
    document: DocumentId,
}

const GOES_LIVE: &str = "plans.goes_live";

/// Every week that begins before the last day of an agenda, with what happens in it.
pub(super) fn weeks<'e>(desk: Desk<'e>, agenda: &Agenda<'e>) -> Vec<Week<'e>> {
    let (from, to) = (agenda.from, agenda.to);
    let mut planned: BTreeMap<Date, Vec<Happening>> = BTreeMap::new();
    for happening in desk.site().ids().flat_map(|id| happenings(desk, id)) {
        planned.entry(happening.day).or_default().push(happening);
    }
    let mut marks: BTreeMap<Date, Vec<&'e str>> = BTreeMap::new();
    // A month is on no day: the list of observances has it.
    for item in agenda.items.iter().filter(|item| !item.when.is_month()) {
        let name = desk.site().coming_name(item.coming, desk.words.language(desk.site()));
        marks.entry(item.when.first.max(from)).or_default().push(name);
    }
    let mut weeks = Vec::new();
    let mut begins = monday(from);
    while begins <= to {
        let days = (0..7).filter_map(|day| begins.checked_add(day.days()).ok());
        let of_week: Vec<Date> = days.collect();
        let live = |day: &Date| planned.get(day).is_some_and(|list| list.iter().any(|one| one.what == GOES_LIVE));
        weeks.push(Week {
            begins: days::day(desk.words, begins),
            empty: !of_week.iter().any(live),
            days: of_week
                .iter()
                .map(|day| Day {
                    date: day.to_string(),
                    short: days::short(desk.words, *day),
                    long: days::day(desk.words, *day),
                    today: *day == desk.site().today,
                    observances: marks.remove(day).unwrap_or_default(),
                    plans: planned.remove(day).unwrap_or_default().iter().map(|one| plan(desk, one)).collect(),
                })
                .collect(),
        });
        let Ok(next) = begins.checked_add(7.days()) else { break };
        begins = next;
    }
    weeks
}

fn happenings(desk: Desk<'_>, document: DocumentId) -> Vec<Happening> {
    let (site, known) = (desk.site(), desk.document(document));
    let front = &known.parsed.front;
    let on = |day, what| Happening { day, what, network: None, document };
    let mut found = Vec::new();
    match held(known) {
        Some(Held::Scheduled(at)) => found.push(on(site.config.zone.day(at), GOES_LIVE)),
        Some(Held::Draft) => found.extend(front.date.as_ref().map(|date| on(date.day, "plans.draft"))),
        // What is public went live on its day, which a reader of the calendar of today looks for as well.
        None => found.extend(front.date.as_ref().map(|date| on(date.day, "plans.went_live"))),
        Some(Held::Expired(_) | Held::NoConsent) => {}
    }
    found.extend(front.expires.as_ref().map(|expires| on(expires.day, "plans.expires")));
    found.extend(next_review(site, known).map(|due| on(due, "plans.review")));
    found.extend(front.event.as_ref().map(|event| on(event.starts.day, "plans.event")));
    for (network, social) in &front.social {
        let network = Some(network.clone());
        let post = |day| Happening { day, what: "plans.post", network, document };
        found.extend(social.publish_at.as_ref().map(|at| post(at.day)));
    }
    found
}

fn plan<'e>(desk: Desk<'e>, one: &Happening) -> Plan<'e> {
    let parsed = &desk.document(one.document).parsed;
    let name =
        one.network.as_deref().map(|id| Channels::shared().named(id).map_or(id, |channel| channel.name.as_str()));
    let moves = match (one.what, &one.network) {
        (_, Some(network)) => Some(network.clone()),
        (GOES_LIVE | "plans.draft", None) => Some("date".to_owned()),
        ("plans.expires", None) => Some("expires".to_owned()),
        _ => None,
    };
    // Of the file, not of its place among the others: a page that is renewed knows by it which plan is which.
    let file = ContentHash::of(parsed.source.path.as_str().as_bytes()).hex();
    Plan {
        id: format!("plan-{}-{}", &file[..12], moves.as_deref().unwrap_or("day")),
        what: desk.words.fill(one.what, &[("name", &name.unwrap_or_default())]),
        title: &parsed.front.title,
        desk: desk.address(one.document),
        file: parsed.source.path.as_str(),
        moves,
    }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(back.days()).unwrap_or(day)
}
