//! Dates of works, of which only the year may be known.

use jiff::civil::Date;

/// A date of which only the year may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day, 1 to 31.
    pub day: Option<i8>,
    /// The last month of an issue of several, `Jan-Feb`, 1 to 12.
    pub until: Option<i8>,
    /// The season of an issue, 1 (spring) to 4 (winter), where no month is known.
    pub season: Option<i8>,
}

impl PartialDate {
    /// The last day that the date may mean.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        let first = Date::new(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1)).ok()?;
        Some(if self.day.is_some() { first } else { first.last_of_month() })
    }

    /// A month of a year.
    #[must_use]
    pub fn month_of_year(year: i16, month: i8) -> Self {
        Self { month: Some(month), ..Self::of_year(year) }
    }

    pub(super) fn of_year(year: i16) -> Self {
        Self { year, month: None, day: None, until: None, season: None }
    }
}

/// Words of libraries that say that a work has no date, or none yet.
const UNDATED: [&str; 14] = [
    "n.d.",
    "n.d",
    "nd",
    "no date",
    "undated",
    "date unknown",
    "s.a.",
    "s.d.",
    "s. a.",
    "s/f",
    "in press",
    "forthcoming",
    "submitted",
    "to appear",
];

/// Whether a text says that there is no date.
pub(super) fn is_undated(written: &str) -> bool {
    let word = written.trim().trim_matches(['[', ']', '(', ')']).to_lowercase();
    word.is_empty()
        || UNDATED.contains(&word.as_str())
        || word.chars().all(|c| matches!(c, '/' | '-' | '0' | ' ' | '.'))
}

/// Reads `2024`, `2024-05` or `2024-05-17`.
pub(super) fn partial(text: &str) -> Option<PartialDate> {
    let mut parts = text.trim().split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    // EDTF writes seasons as months 21 to 24.
    if let (Some(season @ 21..=24), None) = (month, day) {
        return Some(PartialDate { season: Some(season - 20), ..checked(year, None, None)? });
    }
    checked(year, month, day)
}

/// A date of CSL's date-parts, where it is one of the calendar.
pub(super) fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Option<PartialDate> {
    let exists = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
    ((1000..=9999).contains(&year) && exists).then(|| PartialDate { month, day, ..PartialDate::of_year(year) })
}

/// Reads a date as libraries write it: `2015-11-26`, `2015/11/26/`, `20151126`, `2015 Nov-Dec`, `November 26, 2015`,
/// `2015 Winter`, `[1950]`, `ca. 1950`, `2019-12/2020-01`, `2015-11-26T08:00Z`. What has no year is none.
pub(super) fn date(written: &str) -> Option<PartialDate> {
    let text = written.trim().trim_end_matches(['/', '?', '~', '%']).trim_matches(['[', ']', '(', ')']);
    let first = text
        .split_once('/')
        .filter(|(start, _)| start.len() > 4 && start.contains('-'))
        .map_or(text, |(start, _)| start);
    let day_alone = first.split_once('T').map_or(first, |(day, _)| day);
    if let Some(date) = partial(day_alone).or_else(|| partial(&text.replace(['/', '.'], "-"))) {
        return Some(date);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let compact = partial(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
        if compact.is_some() {
            return compact;
        }
    }
    words(text)
}

fn words(text: &str) -> Option<PartialDate> {
    let (mut year, mut months, mut season) = (None, Vec::new(), None);
    let mut numbers = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number: Option<i16> = word.parse().ok();
        match number {
            Some(number) if word.len() == 4 && year.is_none() => year = Some(number),
            Some(number) if word.len() <= 2 => numbers.extend(i8::try_from(number).ok()),
            Some(_) => {}
            // `2020a`, as programs tell works of one year apart.
            None if year.is_none()
                && word.len() == 5
                && word.is_char_boundary(4)
                && word[..4].parse::<i16>().is_ok() =>
            {
                year = word[..4].parse().ok();
            }
            None => {
                // `c2019`, as cataloguers write the year of a copyright.
                let behind = word.strip_prefix(['c', 'p']).filter(|digits| digits.len() == 4 && year.is_none());
                year = behind.and_then(|digits| digits.parse().ok()).or(year);
                let bare = word.trim_start_matches(|c: char| c.is_ascii_digit());
                if bare.len() < word.len() && matches!(bare, "st" | "nd" | "rd" | "th") {
                    numbers.extend(word[..word.len() - bare.len()].parse::<i8>().ok());
                }
                months.extend(month_of(word));
                season = season.or_else(|| season_of(word));
            }
        }
    }
    let year = year?;
    let month = match months.first() {
        Some(month) => Some(*month),
        // `2001/00/00`, or `2015/11//`.
        None => numbers.first().copied().filter(|_| text.contains(['/', '-']) && season.is_none()).inspect(|_| {
            numbers.remove(0);
        }),
    };
    let month = month.filter(|month| (1..=12).contains(month));
    let day = numbers.first().copied().filter(|day| month.is_some() && months.len() < 2 && *day > 0);
    let date =
        checked(year, month, day).or_else(|| checked(year, month, None)).or_else(|| checked(year, None, None))?;
    let until = months.get(1).copied().filter(|last| month.is_some_and(|first| first < *last) && date.day.is_none());
    Some(PartialDate { until, season: season.filter(|_| month.is_none()), ..date })
}

/// The month, 1 to 12, of an English name or its beginning.
pub(super) fn month_of(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let is_name =
        |name: &&str| word.len() >= 3 && (name.starts_with(&word) || word == "sept" && **name == *"september");
    NAMES.iter().position(is_name).and_then(|at| i8::try_from(at + 1).ok())
}

fn season_of(word: &str) -> Option<i8> {
    const NAMES: [(&str, i8); 5] = [("spring", 1), ("summer", 2), ("fall", 3), ("autumn", 3), ("winter", 4)];
    NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, season)| *season)
}

/// The earliest-named date with a year, with the month and day of another that has the same year, or no year at all.
pub(super) fn best(written: &[&str]) -> Option<PartialDate> {
    let mut read: Vec<PartialDate> = written.iter().filter_map(|text| date(text)).collect();
    let first = *read.first()?;
    if first.month.is_some() {
        return Some(first);
    }
    let parts = written.iter().filter(|text| date(text).is_none() && !is_undated(text));
    read.extend(parts.filter_map(|text| date(&format!("{} {text}", first.year))));
    let fuller = |date: &&PartialDate| date.year == first.year && (date.month.is_some() || date.season.is_some());
    Some(read.iter().filter(fuller).max_by_key(|date| date.day.is_some()).copied().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = Option<(i16, Option<i8>, Option<i8>)>;

    #[test]
    fn dates_of_all_formats_are_read() {
        let cases = [
            ("2015", Some((2015, None, None))),
            ("2015-11-26", Some((2015, Some(11), Some(26)))),
            ("2015-11-26T08:30:00Z", Some((2015, Some(11), Some(26)))),
            ("20151126", Some((2015, Some(11), Some(26)))),
            ("2015/11/26/", Some((2015, Some(11), Some(26)))),
            ("2015/11//", Some((2015, Some(11), None))),
            ("2015///", Some((2015, None, None))),
            ("1989//", Some((1989, None, None))),
            ("2001/00/00", Some((2001, None, None))),
            ("2015-11-26/2015-12-01", Some((2015, Some(11), Some(26)))),
            ("2019-12/2020-01", Some((2019, Some(12), None))),
            ("2015 Nov 26", Some((2015, Some(11), Some(26)))),
            ("2018 Nov-Dec", Some((2018, Some(11), None))),
            ("2015 Winter", Some((2015, None, None))),
            ("November 26, 2015", Some((2015, Some(11), Some(26)))),
            ("26th November 2015", Some((2015, Some(11), Some(26)))),
            ("2015 Feb 31", Some((2015, Some(2), None))),
            ("[1950]", Some((1950, None, None))),
            ("ca. 1950", Some((1950, None, None))),
            ("2019~", Some((2019, None, None))),
            ("Sept 2019", Some((2019, Some(9), None))),
            ("2020a", Some((2020, None, None))),
            ("c2019", Some((2019, None, None))),
            ("2019, c2018", Some((2019, None, None))),
            ("2018 Dec-2019 Jan", Some((2018, Some(12), None))),
            ("in press", None),
            ("n.d.", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|date| (date.year, date.month, date.day)), expected, "{text}");
        }
        let range = date("2019 Jan-Feb").expect("a date");
        assert_eq!((range.month, range.until), (Some(1), Some(2)));
        assert_eq!(date("2015 Winter").and_then(|date| date.season), Some(4));
        assert_eq!(date("2019-21").and_then(|date| date.season), Some(1));
    }

    #[test]
    fn the_year_is_taken_from_whichever_field_has_one() {
        let cases: [(&[&str], Parts); 6] = [
            (&["2014", "2014/03/27"], Some((2014, Some(3), Some(27)))),
            (&["2014", "2013/12/01"], Some((2014, None, None))),
            (&["", "Mar 27", "2014"], Some((2014, Some(3), Some(27)))),
            (&["n.d.", "2014"], Some((2014, None, None))),
            (&["in press"], None),
            (&[], None),
        ];
        for (written, expected) in cases {
            assert_eq!(best(written).map(|date| (date.year, date.month, date.day)), expected, "{written:?}");
        }
    }
}
