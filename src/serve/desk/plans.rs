//! What is planned: the next 90 days, and the gaps in them.

use jiff::civil::Date;

use crate::model::{Agenda, Site};

/// How far the desk looks ahead, in days.
const DAYS: i64 = 90;

/// Today and the last day that the desk looks at.
pub(super) fn span(site: &Site) -> (Date, Date) {
    (site.today, site.today.checked_add(jiff::Span::new().days(DAYS)).unwrap_or(site.today))
}

/// The observances to come.
pub(super) fn agenda(site: &Site) -> Agenda<'_> {
    site.agenda(span(site), false)
}

/// How many observances come, and for how many of them the practice has nothing.
pub(super) fn gaps(site: &Site) -> (usize, usize) {
    let agenda = agenda(site);
    (agenda.items.len(), agenda.items.iter().filter(|item| item.posts.is_empty()).count())
}
