//! The agenda of some days: which observances come, what the practice has for each, and where the gaps are.

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::observance::Occurrence;

use super::{Coming, DocumentId, Site};

/// What comes, and what the practice has for it.
#[derive(Clone, Debug)]
pub struct AgendaItem {
    /// When.
    pub when: Occurrence,
    /// What.
    pub coming: Coming,
    /// Posts for it, drafts and scheduled ones included where they are shown.
    pub posts: Vec<DocumentId>,
    /// How many other posts are about its conditions and topics.
    pub about: usize,
}

/// The observances of some days.
#[derive(Clone, Debug)]
pub struct Agenda<'a> {
    /// The site.
    pub site: &'a Site,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What comes, in the order of [`Site::coming`].
    pub items: Vec<AgendaItem>,
    /// How many observances were left out since they belong to the specialties of others.
    pub left_out: usize,
}

impl Site {
    /// The agenda from a day to another, both included, for readers of all languages; `all` takes in the specialties of
    /// others.
    #[must_use]
    pub fn agenda(&self, (from, to): (Date, Date), all: bool) -> Agenda<'_> {
        let languages: Vec<LanguageId> = self.languages.ids().collect();
        let item = |(when, coming): (Occurrence, Coming)| AgendaItem {
            when,
            coming,
            posts: self.coming_posts(coming, &languages),
            about: match coming {
                Coming::Known(id) => self.posts_about(id, &languages),
                Coming::Own { .. } => 0,
            },
        };
        let items: Vec<AgendaItem> = self.coming(&languages, (from, to), all).into_iter().map(item).collect();
        let left_out = if all { 0 } else { self.coming(&languages, (from, to), true).len() - items.len() };
        Agenda { site: self, from, to, items, left_out }
    }
}

impl AgendaItem {
    /// Whether its date should be checked with the sponsor.
    #[must_use]
    pub fn is_doubtful(&self, site: &Site) -> bool {
        matches!(self.coming, Coming::Known(id) if site.observance(id).is_doubtful)
    }

    /// Its days in English, as the tools of the practice show them: `all month`, `Nov 14`, `Nov 18 - 24`.
    #[must_use]
    pub fn dates(&self) -> String {
        let (first, last) = (self.when.first, self.when.last);
        let short = |day: Date| format!("{} {}", day.strftime("%b"), day.day());
        if self.when.is_month() {
            "all month".to_owned()
        } else if first == last {
            short(first)
        } else if first.month() == last.month() {
            format!("{} - {}", short(first), last.day())
        } else {
            format!("{} - {}", short(first), short(last))
        }
    }

    /// How far away it is, in English.
    #[must_use]
    pub fn left(&self, today: Date) -> String {
        let (until, rest) = (days_until(today, self.when.first), days_until(today, self.when.last));
        match (until, rest) {
            (1, _) => "tomorrow".to_owned(),
            (2.., _) => format!("in {until} days"),
            (0, 0) => "today".to_owned(),
            (_, 0) => "now, the last day".to_owned(),
            (_, 1) => "now, 1 day left".to_owned(),
            (_, 2..) => format!("now, {rest} days left"),
            _ => "over".to_owned(),
        }
    }
}

/// How many days lie between today and a day; negative for a past one.
#[must_use]
pub fn days_until(today: Date, day: Date) -> i64 {
    day.duration_since(today).as_hours() / 24
}
