//! When and where an event takes place, whether it still does, and what an update rests on.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::base::{LinkKind, Moment, Zone, closed_words, unless_blank};
use crate::config::Address;
use crate::diag::codes;
use crate::source::Kind;
use crate::yaml::Step;

use super::file::{ChangedDateFile, FrontMatterFile, RepeatFile};
use super::resolve::Resolver;

/// An event takes place at most so many times.
const MOST_TIMES: usize = 60;

closed_words! {
    /// Whether an event takes place as announced.
    EventStatus {
        /// As announced.
        Scheduled = "scheduled",
        /// On another day or at another time than was announced first.
        Moved = "moved",
        /// Not at all.
        Canceled = "canceled",
        /// As announced, and there is no room left.
        Full = "full",
        /// On the web, in place of a room.
        Online = "online",
    }
}

closed_words! {
    /// How often an event takes place.
    Every {
        /// Each week.
        Week = "week",
        /// Each second week.
        TwoWeeks = "two-weeks",
        /// Each month, on the same weekday of it.
        Month = "month",
    }
}

/// How an event is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// How often.
    pub every: Every,
    /// The last day on which it may take place.
    pub until: Date,
}

/// One time that an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Beginning.
    pub starts: Moment,
    /// End.
    pub ends: Option<Moment>,
    /// When it was to begin as announced: another moment only if this one time was moved.
    pub planned: Moment,
    /// What is different this time: its place in [`Event::changes`].
    change: Option<usize>,
}

/// How one time of an event that is repeated differs from what was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDay {
    /// Whether it takes place.
    pub status: EventStatus,
    /// What readers have to know of that.
    pub note: Option<String>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Beginning.
    pub starts: Moment,
    /// End.
    pub ends: Option<Moment>,
    /// Place.
    pub place: Option<String>,
    /// Postal address of the place.
    pub address: Address,
    /// Address of an online event, or words on how to take part.
    pub online: Option<String>,
    /// Where to sign up.
    pub registration_url: Option<String>,
    /// Whether it takes place as announced.
    pub status: EventStatus,
    /// What readers have to know of that.
    pub status_note: Option<String>,
    /// When it was to begin before it was moved.
    pub moved_from: Option<Moment>,
    /// What it costs, as written.
    pub cost: Option<String>,
    /// Languages in which it is held: BCP 47 tags.
    pub languages: Vec<String>,
    /// How it is repeated.
    pub repeat: Option<Repeat>,
    /// The days on which it would come, and does not.
    pub except: Vec<Date>,
    /// What is different at single times.
    pub changes: Vec<ChangedDay>,
    /// All times, in their order; at least one.
    times: Vec<Occasion>,
}

impl Occasion {
    /// A time as announced.
    #[must_use]
    pub fn new(starts: Moment, ends: Option<Moment>) -> Self {
        Self { starts, ends, planned: starts, change: None }
    }

    /// Whether it is not as announced.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.change.is_some()
    }

    /// The instant at which it is over: its end, the end of its last day where no time is written, the end of the day on which
    /// it starts where no end is written.
    #[must_use]
    pub fn over_at(&self, zone: &Zone) -> Timestamp {
        let last = match self.ends {
            Some(ends) if ends.timed => return ends.at,
            Some(ends) => ends.day,
            None => self.starts.day,
        };
        last.tomorrow().map_or(Timestamp::MAX, |next| zone.midnight(next))
    }
}

impl Event {
    /// All times for which it was announced.
    pub fn occasions(&self) -> impl Iterator<Item = Occasion> + '_ {
        self.times.iter().copied()
    }

    /// The time that comes next and takes place; where none does, the next one that was announced, and of those that are
    /// over the last.
    #[must_use]
    pub fn next(&self, now: Timestamp, zone: &Zone) -> Occasion {
        let coming = || self.occasions().filter(|occasion| occasion.over_at(zone) > now);
        let held = coming().find(|occasion| self.status_at(*occasion) != EventStatus::Canceled);
        let last = || self.times.last().copied().unwrap_or(Occasion::new(self.starts, self.ends));
        held.or_else(|| coming().next()).unwrap_or_else(last)
    }

    /// Whether it takes place at one of its times as announced. What holds for all times holds for each.
    #[must_use]
    pub fn status_at(&self, occasion: Occasion) -> EventStatus {
        let own = occasion.change.and_then(|at| self.changes.get(at)).map(|change| change.status);
        own.filter(|_| self.status != EventStatus::Canceled).unwrap_or(self.status)
    }

    /// What readers have to know of that.
    #[must_use]
    pub fn note_at(&self, occasion: Occasion) -> Option<&str> {
        let own = occasion.change.and_then(|at| self.changes.get(at)).map(|change| change.note.as_deref());
        own.filter(|_| self.status != EventStatus::Canceled).unwrap_or(self.status_note.as_deref())
    }

    /// The instant at which all of it is over.
    #[must_use]
    pub fn over_at(&self, zone: &Zone) -> Timestamp {
        let ends = self.times.iter().map(|occasion| occasion.over_at(zone));
        ends.max().unwrap_or_else(|| Occasion::new(self.starts, self.ends).over_at(zone))
    }

    /// Whether nobody has to pay.
    #[must_use]
    pub fn is_free(&self) -> bool {
        let cost = self.cost.as_deref().map(|cost| cost.trim().to_lowercase());
        cost.is_some_and(|cost| matches!(cost.as_str(), "free" | "none" | "0" | "$0" | "gratis" | "no cost"))
    }

    /// Whether readers may still sign up, as long as it is not over.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.status, EventStatus::Canceled | EventStatus::Full)
    }
}

impl Resolver<'_> {
    pub(super) fn event(&mut self, file: &mut FrontMatterFile) -> Option<Event> {
        if self.context.kind != Kind::Event {
            return None;
        }
        let starts = self.required("starts", file.starts.take(), &[]);
        let starts = self.moment(starts, &[Step::Key("starts")]);
        let ends = self.moment(file.ends.take(), &[Step::Key("ends")]);
        if let (Some(starts), Some(ends)) = (starts, ends)
            && is_before(ends, starts)
        {
            self.checker.report(
                &codes::BAD_DATE,
                "the event ends before it starts",
                "swap the times",
                &[Step::Key("ends")],
            );
        }
        let (place, online) = (unless_blank(file.place.take()), unless_blank(file.online.take()));
        let status = self.status(file.status.take());
        if place.is_none() && online.is_none() {
            self.checker.missing("place", &[], "add the location: `place:` for an address, `online:` for a link");
        } else if status == EventStatus::Online && online.is_none() {
            self.checker.missing("online", &[], "add `online:` with the web address where the event now takes place");
        }
        let online = self.link_or_words(online, "online");
        let registration_url = unless_blank(file.registration_url.take());
        let registration_url = self.checker.safe_link(registration_url, &[Step::Key("registration_url")]);
        let moved_from = self.moment(file.moved_from.take(), &[Step::Key("moved_from")]);
        let first = starts.map(|starts| Occasion::new(starts, ends));
        let repeated = self.repeat(file.repeat.take(), first);
        Some(Event {
            starts: starts?,
            ends,
            place,
            address: file.address.take().unwrap_or_default().trimmed(),
            online,
            registration_url,
            status,
            status_note: unless_blank(file.status_note.take()),
            moved_from,
            cost: unless_blank(file.cost.take()),
            languages: file.languages.take().unwrap_or_default(),
            repeat: repeated.rule,
            except: repeated.except,
            changes: repeated.changes,
            times: repeated.times,
        })
    }

    fn status(&mut self, written: Option<String>) -> EventStatus {
        self.status_word(written, &[Step::Key("status")])
    }

    /// `cancelled` is understood as well.
    fn status_word(&mut self, written: Option<String>, path: &[Step<'_>]) -> EventStatus {
        let Some(written) = unless_blank(written) else { return EventStatus::Scheduled };
        let word = if written.eq_ignore_ascii_case("cancelled") { "canceled" } else { written.as_str() };
        let status = self.checker.word(word, path);
        status.unwrap_or(EventStatus::Scheduled)
    }

    fn repeat(&mut self, file: Option<RepeatFile>, first: Option<Occasion>) -> Repeated {
        let once = Repeated { times: first.into_iter().collect(), ..Repeated::default() };
        let Some(file) = file else { return once };
        let path = [Step::Key("repeat")];
        let every = self.word("every", file.every, &path);
        let until = self.required_day("until", file.until, &path);
        let except: Vec<Option<Date>> = file
            .except
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(|(at, text)| self.day(Some(text), &[path[0], Step::Key("except"), Step::Item(at)]))
            .collect();
        let (Some(every), Some(until), Some(first)) = (every, until, first) else { return once };
        if until < first.starts.day {
            let message = "the event repeats until a day before it starts";
            self.checker.report(&codes::BAD_DATE, message, "write a later day", &[path[0], Step::Key("until")]);
            return once;
        }
        let zone = self.context.zone;
        let days = days(every, first.starts.day).skip(1).take_while(|day| *day <= until);
        let further: Vec<Occasion> = days
            .take(MOST_TIMES)
            .filter(|day| !except.contains(&Some(*day)))
            .filter_map(|day| shifted(first, day, zone))
            .collect();
        if further.len() >= MOST_TIMES {
            let message = format!("the event would be repeated more than {MOST_TIMES} times");
            self.checker.report(&codes::BAD_VALUE, message, "write an earlier `until`", &[path[0], Step::Key("until")]);
        }
        let mut repeated = Repeated {
            rule: Some(Repeat { every, until }),
            except: except.into_iter().flatten().collect(),
            changes: Vec::new(),
            times: [first].into_iter().chain(further).collect(),
        };
        for (at, date) in file.dates.unwrap_or_default().into_iter().enumerate() {
            self.changed(date, at, &mut repeated);
        }
        repeated.times.sort_by_key(|occasion| occasion.starts.at);
        repeated
    }

    /// One time that is not as announced.
    fn changed(&mut self, file: ChangedDateFile, at: usize, repeated: &mut Repeated) {
        let path = [Step::Key("repeat"), Step::Key("dates"), Step::Item(at)];
        let below = |key| [path[0], path[1], path[2], Step::Key(key)];
        let on = self.required_day("on", file.on, &path);
        if unless_blank(file.status.clone()).is_none() {
            self.checker.missing("status", &path, "add what is different: `canceled`, `moved`, `full` or `online`");
            return;
        }
        let status = self.status_word(file.status, &below("status"));
        let starts = self.moment(unless_blank(file.starts), &below("starts"));
        let ends = self.moment(unless_blank(file.ends), &below("ends"));
        let Some(on) = on else { return };
        let Some(occasion) = repeated.times.iter_mut().find(|occasion| occasion.planned.day == on) else {
            let days: Vec<String> = repeated.times.iter().map(|time| time.planned.day.to_string()).collect();
            let near = format!("its days are {}", days.join(", "));
            self.checker.report(
                &codes::BAD_DATE,
                format!("the event does not take place on {on}"),
                &near,
                &below("on"),
            );
            return;
        };
        if let Some(starts) = starts {
            // The same length as ever, where no other end is written.
            let length = occasion.ends.map(|ends| ends.at.duration_since(occasion.starts.at));
            let shifted = length.and_then(|length| {
                let at = starts.at.checked_add(length).ok()?;
                Some(Moment { at, day: self.context.zone.day(at), timed: starts.timed })
            });
            (occasion.starts, occasion.ends) = (starts, ends.or(shifted));
        } else if status == EventStatus::Moved {
            self.checker.missing("starts", &path, "add `starts:` with the new day and time, such as 2026-12-09 18:00");
            return;
        }
        occasion.change = Some(repeated.changes.len());
        repeated.changes.push(ChangedDay { status, note: unless_blank(file.note) });
        if ends.zip(starts).is_some_and(|(ends, starts)| is_before(ends, starts)) {
            self.checker.report(&codes::BAD_DATE, "the event ends before it starts", "swap the times", &below("ends"));
        }
    }

    /// The page of the agency, or its name.
    pub(super) fn agency_source(&mut self, text: Option<String>) -> Option<String> {
        let text = unless_blank(text);
        self.link_or_words(text, "agency_source")
    }

    /// A value that is shown as a link where it is an address. Words with a colon in them, such as "CDC: page 4", are none.
    fn link_or_words(&mut self, text: Option<String>, key: &str) -> Option<String> {
        let is_words = |text: &String| text.contains(char::is_whitespace) && LinkKind::of(text) != LinkKind::Outside;
        match text {
            Some(words) if is_words(&words) => Some(words),
            other => self.checker.safe_link(other, &[Step::Key(key)]),
        }
    }
}

/// The days of an event that is repeated, the first included: of a month the same weekday, such as each second Tuesday; a
/// fifth one that a month does not have is its last.
fn days(every: Every, first: Date) -> impl Iterator<Item = Date> {
    let week = (first.day() - 1) / 7;
    (0_i32..).map_while(move |turn| match every {
        Every::Week => first.checked_add(turn.weeks()).ok(),
        Every::TwoWeeks => first.checked_add((turn * 2).weeks()).ok(),
        Every::Month => {
            let month = first.first_of_month().checked_add(turn.months()).ok()?;
            let place = if week >= 4 { -1 } else { week + 1 };
            month.nth_weekday_of_month(place, first.weekday()).ok()
        }
    })
}

/// All times of an event.
#[derive(Default)]
struct Repeated {
    rule: Option<Repeat>,
    except: Vec<Date>,
    changes: Vec<ChangedDay>,
    times: Vec<Occasion>,
}

/// The same time of day on another day, on the practice's clock.
fn shifted(first: Occasion, day: Date, zone: &Zone) -> Option<Occasion> {
    let gap = day - first.starts.day;
    let moved = |moment: Moment| {
        let day = moment.day.checked_add(gap).ok()?;
        if !moment.timed {
            return Some(Moment { at: zone.midnight(day), day, timed: false });
        }
        let time = zone.at(moment.at).time();
        Moment::parse(&format!("{day} {}", time.strftime("%H:%M")), zone).ok()
    };
    let ends = match first.ends {
        Some(ends) => Some(moved(ends)?),
        None => None,
    };
    Some(Occasion::new(moved(first.starts)?, ends))
}

/// A day without a time is not before a time on it.
fn is_before(ends: Moment, starts: Moment) -> bool {
    if ends.timed { ends.at < starts.at } else { ends.day < starts.day }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_event_comes_back_on_its_weekday() {
        let of = |every, first: Date| days(every, first).take(4).map(|day| day.to_string()).collect::<Vec<_>>();
        assert_eq!(of(Every::Week, date(2026, 12, 22)), ["2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12"]);
        assert_eq!(of(Every::TwoWeeks, date(2026, 12, 1)), ["2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12"]);
        assert_eq!(of(Every::Month, date(2026, 12, 8)), ["2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09"]);
        assert_eq!(of(Every::Month, date(2026, 12, 29)), ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]);
    }

    #[test]
    fn it_begins_at_the_same_time_of_day_whatever_the_clocks_do() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let starts = Moment::parse("2026-10-27 18:00", &zone).expect("a moment");
        let ends = Moment::parse("2026-10-27 19:30", &zone).ok();
        let later = shifted(Occasion::new(starts, ends), date(2026, 11, 3), &zone).expect("an occasion");
        assert_eq!(later.starts.at.to_string(), "2026-11-04T00:00:00Z");
        assert_eq!(later.ends.map(|ends| ends.at.to_string()).as_deref(), Some("2026-11-04T01:30:00Z"));
    }
}
