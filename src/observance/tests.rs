//! Known dates, rules of the program's own list, and what holds for every rule.

use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use super::*;
use crate::world::MemoryWorld;

fn of_program() -> &'static ObservanceList {
    &KNOWN
}

fn days(id: &str, year: i16) -> (Date, Date) {
    let at = of_program().find(id).unwrap_or_else(|| panic!("no {id}"));
    let found = of_program().list[at].rule.occurrence(year).unwrap_or_else(|| panic!("{id} is not in {year}"));
    (found.first, found.last)
}

/// What a file says alone, and its problems.
fn read(text: &str) -> (ObservanceList, Vec<Diagnostic>) {
    let path = VPath::new("data/observances.yaml");
    let (mut known, mut problems) = (ObservanceList::default(), Vec::new());
    let yaml = Yaml { file: &path, text, start: 0 };
    let file = yaml.read().into(&mut problems);
    let text = Text { yaml, is_clean: problems.is_empty() };
    add(&mut known, file, text, None, &mut problems);
    known.list.sort_by(|a, b| a.id.cmp(&b.id));
    (known, problems)
}

#[test]
fn the_built_in_observances_are_sound() {
    let (known, problems) = read(include_str!("../../content/observances.yaml"));
    assert_eq!(problems, []);
    assert_eq!(&known, of_program());
    assert_eq!((known.list.len(), known.broken.len()), (413, 0));
    let topics = crate::parse::vocabulary(&MemoryWorld::new(jiff::Timestamp::UNIX_EPOCH), &SourceSet::default()).value;
    let words: BTreeSet<&str> = topics.conditions.iter().chain(&topics.topics).map(|term| term.slug.as_str()).collect();
    for observance in &known.list {
        assert!(observance.topics.iter().all(|topic| words.contains(topic.as_str())), "{}", observance.id);
        assert!(!observance.topics.is_empty() && observance.url.is_some(), "{}", observance.id);
        for year in 2000..=2100 {
            assert!(observance.rule.occurrence(year).is_some(), "{} in {year}", observance.id);
        }
    }
}

#[test]
fn known_dates_come_out() {
    let cases = [
        // Fixed by the resolutions that made them.
        ("world-diabetes-day", 2026, date(2026, 11, 14), date(2026, 11, 14)),
        ("world-aids-day", 2026, date(2026, 12, 1), date(2026, 12, 1)),
        ("american-heart-month", 2027, date(2027, 2, 1), date(2027, 2, 28)),
        ("american-heart-month", 2028, date(2028, 2, 1), date(2028, 2, 29)),
        // The third Thursday of November.
        ("great-american-smokeout", 2026, date(2026, 11, 19), date(2026, 11, 19)),
        // The Saturday before Thanksgiving, which is the fourth Thursday, not the last.
        ("survivors-of-suicide-loss-day", 2023, date(2023, 11, 18), date(2023, 11, 18)),
        ("survivors-of-suicide-loss-day", 2026, date(2026, 11, 21), date(2026, 11, 21)),
        ("gerd-awareness-week", 2026, date(2026, 11, 22), date(2026, 11, 28)),
        // The last day of February.
        ("rare-disease-day", 2024, date(2024, 2, 29), date(2024, 2, 29)),
        ("rare-disease-day", 2100, date(2100, 2, 28), date(2100, 2, 28)),
        // The Friday before Memorial Day, the last Monday of May.
        ("dont-fry-day", 2026, date(2026, 5, 22), date(2026, 5, 22)),
        // The week of 9 October, from Sunday to Saturday.
        ("fire-prevention-week", 2025, date(2025, 10, 5), date(2025, 10, 11)),
        ("fire-prevention-week", 2026, date(2026, 10, 4), date(2026, 10, 10)),
        // The first Friday of February.
        ("national-wear-red-day", 2026, date(2026, 2, 6), date(2026, 2, 6)),
        // The Friday before the March equinox of the northern hemisphere.
        ("world-sleep-day", 2026, date(2026, 3, 13), date(2026, 3, 13)),
        // The week that ends on Father's Day, the third Sunday of June.
        ("mens-health-week", 2026, date(2026, 6, 15), date(2026, 6, 21)),
        ("world-immunization-week", 2026, date(2026, 4, 24), date(2026, 4, 30)),
    ];
    for (id, year, first, last) in cases {
        assert_eq!(days(id, year), (first, last), "{id} {year}");
    }
}

fn rule(yaml: &str) -> Rule {
    let text = format!("observances:\n  - {{id: a, name: A, rule: {yaml}}}\n");
    let (mut known, problems) = read(&text);
    assert_eq!(problems, [], "{yaml}");
    known.list.remove(0).rule
}

#[test]
fn each_form_gives_its_days() {
    let cases = [
        ("{date: \"02-29\"}", 2026, None),
        ("{date: \"02-29\"}", 2028, Some((date(2028, 2, 29), date(2028, 2, 29)))),
        ("{nth_weekday: {month: 11, weekday: thu, nth: 5}}", 2026, None),
        ("{nth_weekday: {month: 12, weekday: thu, nth: 5}}", 2026, Some((date(2026, 12, 31), date(2026, 12, 31)))),
        ("{nth_weekday: {month: 2, weekday: sun, nth: -1}}", 2026, Some((date(2026, 2, 22), date(2026, 2, 22)))),
        // Sundays of April 2023: 2, 9, 16, 23, 30; the week from the 30th leaves the month.
        ("{week: {month: 4, starts: sun, nth: -1}}", 2023, Some((date(2023, 4, 30), date(2023, 5, 6)))),
        ("{week: {month: 4, starts: sun, nth: -1, full: true}}", 2023, Some((date(2023, 4, 23), date(2023, 4, 29)))),
        ("{week: {month: 12, starts: mon, nth: -1}}", 2026, Some((date(2026, 12, 28), date(2027, 1, 3)))),
        ("{range: {from: \"12-28\", to: \"01-03\"}}", 2026, Some((date(2026, 12, 28), date(2027, 1, 3)))),
        ("{range: {from: \"02-20\", to: \"02-29\"}}", 2026, None),
        ("{week_of: {date: \"01-01\", starts: mon}}", 2027, Some((date(2026, 12, 28), date(2027, 1, 3)))),
        ("{before: {date: \"03-20\", weekday: fri}}", 2026, Some((date(2026, 3, 13), date(2026, 3, 13)))),
        ("{last_day: 2}", 2028, Some((date(2028, 2, 29), date(2028, 2, 29)))),
        (
            "{offset: {from: {offset: {from: {date: \"01-01\"}, days: -1}}, days: -1, length: 2}}",
            2027,
            Some((date(2026, 12, 30), date(2026, 12, 31))),
        ),
    ];
    for (yaml, year, expected) in cases {
        let found = rule(yaml).occurrence(year).map(|found| (found.first, found.last));
        assert_eq!(found, expected, "{yaml} {year}");
    }
}

#[test]
fn occurrences_are_found_from_the_year_beside_theirs() {
    let turn = rule("{range: {from: \"12-28\", to: \"01-03\"}}");
    let found: Vec<i16> = turn.occurrences(date(2027, 1, 2), date(2027, 12, 28)).map(|found| found.year).collect();
    assert_eq!(found, [2026, 2027]);
    assert_eq!(turn.nearest(date(2027, 2, 1)).map(|found| found.year), Some(2026));
    let leap = rule("{date: \"02-29\"}");
    assert_eq!(leap.nearest(date(2026, 3, 1)).map(|found| found.year), Some(2028), "of two as far, the later");
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (1i8..=7).prop_map(|day| Weekday::from_monday_one_offset(day).expect("a weekday"))
}

fn year_day() -> impl Strategy<Value = YearDay> {
    (1i8..=12, 1i8..=28).prop_map(|(month, day)| YearDay { month, day })
}

/// A rule that every year has, and how many days it lasts, where that is always the same.
fn any_rule() -> impl Strategy<Value = (Rule, Option<i16>)> {
    let nth = || prop_oneof![1i8..=4, -4i8..=-1];
    let plain = prop_oneof![
        (1i8..=12).prop_map(|month| (Rule::Month(month), None)),
        (1i8..=12).prop_map(|month| (Rule::LastDay(month), Some(1))),
        year_day().prop_map(|day| (Rule::Day(day), Some(1))),
        (1i8..=12, weekday(), nth())
            .prop_map(|(month, weekday, nth)| (Rule::NthWeekday { month, weekday, nth }, Some(1))),
        (1i8..=12, weekday(), prop_oneof![1i8..=3, -3i8..=-1], 1i16..=7, any::<bool>())
            .prop_map(|(month, starts, nth, days, full)| (Rule::Week { month, starts, nth, days, full }, Some(days))),
        (year_day(), year_day()).prop_map(|(from, to)| (Rule::Range { from, to }, None)),
        (year_day(), weekday()).prop_map(|(date, starts)| (Rule::WeekOf { date, starts }, Some(7))),
        (year_day(), weekday()).prop_map(|(date, weekday)| (Rule::Before { date, weekday }, Some(1))),
    ];
    plain.prop_recursive(2, 4, 1, |inner| {
        (inner, -92i16..=92, 1i16..=62)
            .prop_map(|((from, _), days, length)| (Rule::Offset { from: Box::new(from), days, length }, Some(length)))
    })
}

proptest! {
    #[test]
    fn every_year_has_its_days_in_order_and_near_it((rule, length) in any_rule(), year in 2000i16..=2100) {
        let this = rule.occurrence(year).expect("days");
        let next = rule.occurrence(year + 1).expect("days");
        prop_assert!(this.first <= this.last);
        prop_assert!(this.first < next.first, "{this:?} {next:?}");
        prop_assert!(this.first >= date(year - 1, 1, 1) && this.last <= date(year + 1, 12, 31));
        let lasts = this.last.duration_since(this.first).as_hours() / 24 + 1;
        match length {
            Some(length) => prop_assert_eq!(lasts, i64::from(length)),
            None => prop_assert!((1..=366).contains(&lasts)),
        }
    }

    #[test]
    fn weekdays_are_the_ones_asked_for(day in year_day(), weekday in weekday(), year in 2000i16..=2100) {
        let given = day.in_year(year).expect("a day");
        let week = Rule::WeekOf { date: day, starts: weekday }.occurrence(year).expect("days");
        prop_assert!(week.first.weekday() == weekday && week.first <= given && given <= week.last);
        let before = Rule::Before { date: day, weekday }.occurrence(year).expect("a day").first;
        prop_assert!(before.weekday() == weekday && before < given);
        prop_assert!(given.duration_since(before).as_hours() / 24 <= 7);
    }

    #[test]
    fn a_full_week_stays_in_its_month(month in 1i8..=12, starts in weekday(), nth in prop_oneof![1i8..=3, -3i8..=-1], year in 2000i16..=2100) {
        let week = Rule::Week { month, starts, nth, days: 7, full: true }.occurrence(year).expect("days");
        prop_assert!(week.first.month() == month && week.last.month() == month);
        prop_assert_eq!(week.first.weekday(), starts);
    }

    #[test]
    fn a_span_finds_what_touches_it((rule, _) in any_rule(), year in 2001i16..=2099, start in 0i64..365, length in 0i64..400) {
        let from = date(year, 1, 1).checked_add(jiff::Span::new().days(start)).expect("a day");
        let to = from.checked_add(jiff::Span::new().days(length)).expect("a day");
        let found: Vec<Occurrence> = rule.occurrences(from, to).collect();
        let all: Vec<Occurrence> = (1990..=2110).filter_map(|year| rule.occurrence(year)).filter(|found| found.touches(from, to)).collect();
        prop_assert_eq!(found, all);
    }
}
