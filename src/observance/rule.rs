//! When an observance is: a rule and a year give days. Pure arithmetic on the calendar.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A day that comes back every year. February 29 comes back in leap years only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearDay {
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, from 1.
    pub day: i8,
}

impl YearDay {
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }
}

/// The rule of an observance. Months are 1 to 12; `nth` is 1 to 5 from the front or -1 to -5 from the back of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A whole month.
    Month(i8),
    /// A fixed day.
    Day(YearDay),
    /// The nth weekday of a month.
    NthWeekday {
        /// Month.
        month: i8,
        /// Weekday.
        weekday: Weekday,
        /// Which of the month.
        nth: i8,
    },
    /// Days from the nth weekday of a month on.
    Week {
        /// Month.
        month: i8,
        /// The weekday of the first day.
        starts: Weekday,
        /// Which of the month.
        nth: i8,
        /// How many days.
        days: i16,
        /// Whether only weeks count that lie wholly inside the month.
        full: bool,
    },
    /// From one day to another; across New Year where the second comes before the first in the year.
    Range {
        /// First day.
        from: YearDay,
        /// Last day.
        to: YearDay,
    },
    /// The seven days that contain a day.
    WeekOf {
        /// The day.
        date: YearDay,
        /// The weekday of the first of the seven.
        starts: Weekday,
    },
    /// The last weekday before a day.
    Before {
        /// The day.
        date: YearDay,
        /// The weekday.
        weekday: Weekday,
    },
    /// The last day of a month.
    LastDay(i8),
    /// Days counted from the first day of another rule.
    Offset {
        /// The other rule.
        from: Box<Rule>,
        /// How many days later; earlier where negative.
        days: i16,
        /// How many days it lasts.
        length: i16,
    },
}

/// An observance in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// First day.
    pub first: Date,
    /// Last day; the first, where it lasts one day.
    pub last: Date,
    /// The requested year. Near New Year the days may lie in the one next to it.
    pub year: i16,
}

impl Occurrence {
    /// Whether it and the days from `from` to `to`, both included, have a day in common.
    #[must_use]
    pub fn touches(&self, from: Date, to: Date) -> bool {
        self.first <= to && from <= self.last
    }

    /// Whether it is one whole month of the calendar.
    #[must_use]
    pub fn is_month(&self) -> bool {
        self.first.day() == 1 && self.last == self.first.last_of_month()
    }

    /// How many days lie between it and `day`; none if `day` is in it.
    fn distance(&self, day: Date) -> i32 {
        let days = |from: Date, to: Date| to.duration_since(from).as_hours() / 24;
        let away = if day < self.first { days(day, self.first) } else { days(self.last, day).max(0) };
        i32::try_from(away).unwrap_or(i32::MAX)
    }
}

impl Rule {
    /// Its days in a year; `None` if the year has no such day.
    #[must_use]
    pub fn occurrence(&self, year: i16) -> Option<Occurrence> {
        let (first, days) = self.first(year)?;
        let last = match self {
            Self::Range { from, to } => {
                let crosses = (to.month, to.day) < (from.month, from.day);
                to.in_year(year.checked_add(i16::from(crosses))?)?
            }
            _ => plus(first, days - 1)?,
        };
        Some(Occurrence { first, last, year })
    }

    /// Its occurrences that have a day in common with the days from `from` to `to`, both included, in their order.
    pub fn occurrences(&self, from: Date, to: Date) -> impl Iterator<Item = Occurrence> + '_ {
        // No rule leaves its year by more than one: see `reach` of the reader.
        let years = from.year().saturating_sub(1)..=to.year().saturating_add(1);
        years.filter_map(|year| self.occurrence(year)).filter(move |found| found.touches(from, to))
    }

    /// The occurrence nearest to a day; of two at the same distance the later.
    #[must_use]
    pub fn nearest(&self, day: Date) -> Option<Occurrence> {
        // Eight years lie between two leap days around 2100.
        let years = day.year().saturating_sub(8)..=day.year().saturating_add(8);
        let found = years.filter_map(|year| self.occurrence(year));
        found.min_by_key(|found| (found.distance(day), std::cmp::Reverse(found.first)))
    }

    /// The first day, and how many days follow from it on, itself included. A range knows its last day itself.
    fn first(&self, year: i16) -> Option<(Date, i16)> {
        match self {
            Self::Month(month) => {
                let first = Date::new(year, *month, 1).ok()?;
                Some((first, i16::from(first.days_in_month())))
            }
            Self::Day(day) => Some((day.in_year(year)?, 1)),
            Self::NthWeekday { month, weekday, nth } => {
                Some((Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*nth, *weekday).ok()?, 1))
            }
            Self::Week { month, starts, nth, days, full } => Some((
                MonthWeek { starts: *starts, nth: *nth, days: *days, full: *full }.first_day(year, *month)?,
                *days,
            )),
            Self::Range { from, .. } => Some((from.in_year(year)?, 1)),
            Self::WeekOf { date, starts } => {
                let day = date.in_year(year)?;
                Some((plus(day, -i16::from(starts.until(day.weekday())))?, 7))
            }
            Self::Before { date, weekday } => Some((date.in_year(year)?.nth_weekday(-1, *weekday).ok()?, 1)),
            Self::LastDay(month) => Some((Date::new(year, *month, 1).ok()?.last_of_month(), 1)),
            Self::Offset { from, days, length } => Some((plus(from.first(year)?.0, *days)?, *length)),
        }
    }
}

/// The nth week of a month.
struct MonthWeek {
    starts: Weekday,
    /// Counted from 1, or from the end with -1.
    nth: i8,
    days: i16,
    /// Whether only those count whose last day is still in the month.
    full: bool,
}

impl MonthWeek {
    fn first_day(&self, year: i16, month: i8) -> Option<Date> {
        let &Self { starts, nth, days, full } = self;
        let inside = |first: &Date| {
            !full || plus(*first, days - 1).is_some_and(|last| last.month() == month && last.year() == year)
        };
        let month = Date::new(year, month, 1).ok()?;
        let all = (1..=5).filter_map(|nth| month.nth_weekday_of_month(nth, starts).ok());
        let weeks: Vec<Date> = all.filter(inside).collect();
        let place = usize::from(nth.unsigned_abs()).checked_sub(1)?;
        if nth > 0 { weeks.get(place).copied() } else { weeks.iter().rev().nth(place).copied() }
    }
}

fn plus(day: Date, days: i16) -> Option<Date> {
    day.checked_add(days.days()).ok()
}
