//! From a rule as written to a rule that can be asked: every part checked, each problem at its place.

use std::ops::RangeInclusive;

use jiff::civil::Weekday;

use crate::diag::{Code, Diagnostic, codes};
use crate::yaml::{Step, Yaml};

use super::file::{DayFile, NthWeekdayFile, OffsetFile, RangeFile, RuleFile, WeekFile};
use super::rule::{Rule, YearDay};

/// How deep rules may count from other rules. With [`FARTHEST`] it keeps every occurrence within its own year.
const DEEPEST: usize = 3;

/// How many days a rule may lie from the one it counts from.
const FARTHEST: i64 = 92;

/// How many days an observance may last.
const LONGEST: i64 = 62;

/// The years for which rules are made.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

const FORMS: &str =
    "a rule is one of `month`, `date`, `nth_weekday`, `week`, `range`, `week_of`, `before`, `last_day` and `offset`";

type Path<'p> = &'p [Step<'p>];

/// Reads the rule at `path`; `None` if something of it was wrong and has been reported.
pub(super) fn rule(text: Text<'_>, file: &RuleFile, path: Path<'_>, sink: &mut Vec<Diagnostic>) -> Option<Rule> {
    let mut reader = Reader { yaml: text.yaml, is_clean: text.is_clean, sink };
    let rule = reader.rule(file, path, 1)?;
    if YEARS.into_iter().all(|year| rule.occurrence(year).is_none()) {
        reader.report(
            &codes::BAD_DATE,
            "this rule does not match a day in any year",
            "check its month, day and count",
            path,
        );
        return None;
    }
    Some(rule)
}

/// A piece of YAML, and whether all of it could be read: what could not has been reported.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) yaml: Yaml<'t>,
    pub(super) is_clean: bool,
}

struct Reader<'r> {
    yaml: Yaml<'r>,
    is_clean: bool,
    sink: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: &'static Code, message: impl Into<String>, help: &str, path: Path<'_>) {
        self.sink.push(Diagnostic::new(code, message).at(self.yaml.place(path)).help(help));
    }

    fn rule(&mut self, file: &RuleFile, path: Path<'_>, depth: usize) -> Option<Rule> {
        let given = [
            ("month", file.month.is_some()),
            ("date", file.date.is_some()),
            ("nth_weekday", file.nth_weekday.is_some()),
            ("week", file.week.is_some()),
            ("range", file.range.is_some()),
            ("week_of", file.week_of.is_some()),
            ("before", file.before.is_some()),
            ("last_day", file.last_day.is_some()),
            ("offset", file.offset.is_some()),
        ];
        let mut given = given.into_iter().filter(|(_, is_given)| *is_given).map(|(key, _)| key);
        let Some(key) = given.next() else {
            if self.is_clean {
                self.report(&codes::MISSING_KEY, "this rule is empty", FORMS, path);
            }
            return None;
        };
        if let Some(second) = given.next() {
            let message = format!("a rule has one form, but this one has two, `{key}` and `{second}`");
            self.report(&codes::BAD_VALUE, message, "keep one of them", &below(path, second));
            return None;
        }
        let inside = below(path, key);
        match file {
            RuleFile { month: Some(month), .. } => self.month(Some(*month), &inside).map(Rule::Month),
            RuleFile { date: Some(day), .. } => self.year_day(Some(day), &inside).map(Rule::Day),
            RuleFile { nth_weekday: Some(file), .. } => self.nth_weekday(file, &inside),
            RuleFile { week: Some(file), .. } => self.week(file, &inside),
            RuleFile { range: Some(file), .. } => self.range(file, &inside),
            RuleFile { week_of: Some(file), .. } => self.week_of(file, &inside),
            RuleFile { before: Some(file), .. } => self.before(file, &inside),
            RuleFile { last_day: Some(month), .. } => self.month(Some(*month), &inside).map(Rule::LastDay),
            RuleFile { offset: Some(file), .. } => self.offset(file, &inside, depth),
            _ => None,
        }
    }

    fn nth_weekday(&mut self, file: &NthWeekdayFile, path: Path<'_>) -> Option<Rule> {
        let month = self.month(file.month, &below(path, "month"));
        let weekday = self.weekday(file.weekday.as_deref(), &below(path, "weekday"));
        let nth = self.nth(file.nth, path);
        Some(Rule::NthWeekday { month: month?, weekday: weekday?, nth: nth? })
    }

    fn week(&mut self, file: &WeekFile, path: Path<'_>) -> Option<Rule> {
        let month = self.month(file.month, &below(path, "month"));
        let starts = self.weekday(file.starts.as_deref(), &below(path, "starts"));
        let nth = self.nth(file.nth, path);
        let days = self.within(file.days.unwrap_or(7), 1..=LONGEST, &below(path, "days"));
        let full = file.full.unwrap_or(false);
        Some(Rule::Week { month: month?, starts: starts?, nth: nth?, days: days?, full })
    }

    fn range(&mut self, file: &RangeFile, path: Path<'_>) -> Option<Rule> {
        let from = self.year_day(file.from.as_deref(), &below(path, "from"));
        let to = self.year_day(file.to.as_deref(), &below(path, "to"));
        Some(Rule::Range { from: from?, to: to? })
    }

    fn week_of(&mut self, file: &DayFile, path: Path<'_>) -> Option<Rule> {
        self.foreign(file.weekday.is_some(), "weekday", "starts", path);
        let date = self.year_day(file.date.as_deref(), &below(path, "date"));
        let starts = self.weekday(file.starts.as_deref(), &below(path, "starts"));
        Some(Rule::WeekOf { date: date?, starts: starts? })
    }

    fn before(&mut self, file: &DayFile, path: Path<'_>) -> Option<Rule> {
        self.foreign(file.starts.is_some(), "starts", "weekday", path);
        let date = self.year_day(file.date.as_deref(), &below(path, "date"));
        let weekday = self.weekday(file.weekday.as_deref(), &below(path, "weekday"));
        Some(Rule::Before { date: date?, weekday: weekday? })
    }

    fn offset(&mut self, file: &OffsetFile, path: Path<'_>, depth: usize) -> Option<Rule> {
        let from_path = below(path, "from");
        if depth > DEEPEST {
            let message = format!("rules may count from each other up to {DEEPEST} times, and this one exceeds that");
            self.report(&codes::BAD_VALUE, message, "count from a day directly", path);
            return None;
        }
        let from = match &file.from {
            Some(from) => self.rule(from, &from_path, depth + 1),
            None => self.missing("from", &from_path),
        };
        let days_path = below(path, "days");
        let days = match file.days {
            Some(days) => self.within(days, -FARTHEST..=FARTHEST, &days_path),
            None => self.missing("days", &days_path),
        };
        let length = self.within(file.length.unwrap_or(1), 1..=LONGEST, &below(path, "length"));
        Some(Rule::Offset { from: Box::new(from?), days: days?, length: length? })
    }

    fn foreign(&mut self, given: bool, key: &str, right: &str, path: Path<'_>) {
        if given {
            let message = format!("unknown key `{key}`");
            let place = self.yaml.key_place(&below(path, key));
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, message).at(place);
            self.sink.push(diagnostic.help(format!("here, `{right}` gives the weekday")));
        }
    }

    /// Only missing values are reported here; unreadable ones have been reported already.
    fn missing<T>(&mut self, key: &str, path: Path<'_>) -> Option<T> {
        if !self.yaml.has(path) {
            self.report(
                &codes::MISSING_KEY,
                format!("the key `{key}` is missing"),
                &format!("add `{key}:` to the rule"),
                path,
            );
        }
        None
    }

    fn month(&mut self, month: Option<i64>, path: Path<'_>) -> Option<i8> {
        let Some(month) = month else { return self.missing("month", path) };
        let known = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
        if known.is_none() {
            self.report(&codes::BAD_DATE, format!("there is no month {month}"), "months are 1 to 12", path);
        }
        known
    }

    fn nth(&mut self, nth: Option<i64>, path: Path<'_>) -> Option<i8> {
        let path = &below(path, "nth");
        let Some(nth) = nth else { return self.missing("nth", path) };
        let known = i8::try_from(nth).ok().filter(|nth| (1..=5).contains(&nth.abs()));
        if known.is_none() {
            let message = format!("no month has a weekday number {nth}");
            self.report(
                &codes::BAD_DATE,
                message,
                "`nth` is 1 to 5, or -1 for the last, -2 for the one before it",
                path,
            );
        }
        known
    }

    fn within(&mut self, number: i64, bounds: RangeInclusive<i64>, path: Path<'_>) -> Option<i16> {
        if bounds.contains(&number) {
            return i16::try_from(number).ok();
        }
        self.report(
            &codes::BAD_VALUE,
            format!("{number} days is not possible"),
            &format!("write {} to {} days", bounds.start(), bounds.end()),
            path,
        );
        None
    }

    fn weekday(&mut self, word: Option<&str>, path: Path<'_>) -> Option<Weekday> {
        let Some(word) = word else {
            let key = match path.last() {
                Some(Step::Key(key)) => *key,
                _ => "weekday",
            };
            return self.missing(key, path);
        };
        let known = WEEKDAYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, weekday)| *weekday);
        if known.is_none() {
            let names = WEEKDAYS.map(|(name, _)| name);
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{word}` is not a weekday"))
                .at(self.yaml.place(path))
                .did_you_mean(word, names)
                .help(format!("weekdays are {}", names.join(", ")));
            self.sink.push(diagnostic);
        }
        known
    }

    /// A day of the year, `MM-DD`; February 29 is one, of leap years.
    fn year_day(&mut self, text: Option<&str>, path: Path<'_>) -> Option<YearDay> {
        const LEAP_YEAR: i16 = 2000;
        let Some(text) = text else {
            let key = match path.last() {
                Some(Step::Key(key)) => *key,
                _ => "date",
            };
            return self.missing(key, path);
        };
        let digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
        let parts = text.split_once('-').and_then(|(month, day)| Some((digits(month)?, digits(day)?)));
        let Some((month, day)) = parts else {
            let message = format!("`{text}` is not a day of the year");
            self.report(&codes::BAD_DATE, message, "write month and day as `\"11-14\"`", path);
            return None;
        };
        if jiff::civil::Date::new(LEAP_YEAR, month, day).is_err() {
            let message = format!("`{text}` does not exist in the calendar");
            self.report(&codes::BAD_DATE, message, "check the month and the day", path);
            return None;
        }
        Some(YearDay { month, day })
    }
}

fn below<'p>(path: Path<'p>, key: &'p str) -> Vec<Step<'p>> {
    [path, &[Step::Key(key)]].concat()
}
