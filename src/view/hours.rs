//! Opening hours: from lines for people to days and times, where that is certain.
//!
//! Understood are lines such as `Monday to Friday, 8 am to 5 pm`, `Mon, Wed 8:30 am - noon`, `Mo-Fr 08:00-17:00`,
//! `Lunes a viernes, 8:00 a 17:00` and `Sunday: closed`. Half of the hours would be wrong hours, so where one line is not
//! understood there are none.

use std::iter::Peekable;

/// The days on which a practice opens and closes at the same times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// Days in the words of schema.org.
    pub(super) days: Vec<&'static str>,
    /// `08:00`.
    pub(super) opens: String,
    /// `17:00`.
    pub(super) closes: String,
}

/// The days in the words of schema.org, and how lines may begin their names.
const DAYS: [(&str, [&str; 5]); 7] = [
    ("Monday", ["mo", "mon", "monday", "mondays", "lunes"]),
    ("Tuesday", ["tu", "tue", "tuesday", "tuesdays", "martes"]),
    ("Wednesday", ["we", "wed", "wednesday", "wednesdays", "miércoles"]),
    ("Thursday", ["th", "thu", "thursday", "thursdays", "jueves"]),
    ("Friday", ["fr", "fri", "friday", "fridays", "viernes"]),
    ("Saturday", ["sa", "sat", "saturday", "saturdays", "sábado"]),
    ("Sunday", ["su", "sun", "sunday", "sundays", "domingo"]),
];

/// Words between the ends of a span.
const TO: [&str; 5] = ["-", "to", "through", "until", "a"];

/// The hours of all lines, nothing where one line is not understood.
pub(super) fn read(lines: &[String]) -> Vec<Hours> {
    let read: Option<Vec<Vec<Hours>>> = lines.iter().map(|line| line_hours(line)).collect();
    read.unwrap_or_default().into_iter().flatten().collect()
}

/// The days in the words of schema.org, Monday first.
pub(super) fn days_of_week() -> impl Iterator<Item = &'static str> {
    DAYS.iter().map(|(name, _)| *name)
}

/// The times of a line without days, such as `8 am to noon`; none if it says `closed`, `None` if it is not understood.
#[expect(clippy::option_option, reason = "closed is known, and not understood is something else")]
pub(super) fn span(line: &str) -> Option<Option<(String, String)>> {
    let hours = line_hours(&format!("Monday, {line}"))?;
    Some(hours.into_iter().next().map(|hours| (hours.opens, hours.closes)))
}

/// The hours of a line: none on closed days, `None` if it is not understood.
fn line_hours(line: &str) -> Option<Vec<Hours>> {
    let words = words(line);
    let mut words = words.iter().map(String::as_str).peekable();
    let days = days(&mut words)?;
    if matches!(words.peek(), Some(&("closed" | "cerrado"))) {
        words.next();
        return words.next().is_none().then(Vec::new);
    }
    let opens = time(&mut words)?;
    words.next_if(|word| TO.contains(word))?;
    let closes = time(&mut words)?;
    (words.next().is_none() && opens < closes).then(|| vec![Hours { days, opens, closes }])
}

/// Words, numbers and hyphens; stops, commas and colons after words only separate.
fn words(line: &str) -> Vec<String> {
    let line = line.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm").replace(['–', '—'], "-");
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in line.chars() {
        let joins = match c {
            ':' => last.is_ascii_digit(),
            _ if c.is_ascii_digit() => {
                last.is_ascii_digit() || last == ':' && words.last().is_some_and(|word| word.ends_with(':'))
            }
            _ if c.is_alphabetic() => last.is_alphabetic(),
            _ => false,
        };
        match words.last_mut() {
            Some(word) if joins => word.push(c),
            _ if c.is_whitespace() || matches!(c, ',' | ';' | ':') => {}
            _ => words.push(c.to_string()),
        }
        last = c;
    }
    words
}

/// Days and spans of days before the times.
fn days<'w>(words: &mut Peekable<impl Iterator<Item = &'w str>>) -> Option<Vec<&'static str>> {
    let mut days = Vec::new();
    while let Some(from) = words.peek().and_then(|word| day(word)) {
        words.next();
        let mut until = from;
        if words.next_if(|word| TO.contains(word)).is_some() {
            until = day(words.next()?)?;
        }
        if until < from {
            return None;
        }
        days.extend(DAYS[from..=until].iter().map(|(name, _)| *name));
        words.next_if(|word| matches!(*word, "and" | "&" | "y"));
    }
    (!days.is_empty()).then_some(days)
}

fn day(word: &str) -> Option<usize> {
    DAYS.iter().position(|(_, names)| names.contains(&word))
}

/// A time that cannot be mistaken: with `am` or `pm`, or with minutes on a clock of 24 hours.
fn time<'w>(words: &mut Peekable<impl Iterator<Item = &'w str>>) -> Option<String> {
    let word = words.next()?;
    if word == "noon" {
        return Some("12:00".to_owned());
    }
    let (hour, minute) = word.split_once(':').map_or((word, None), |(hour, minute)| (hour, Some(minute)));
    let hour: u8 = hour.parse().ok()?;
    let minutes: u8 = minute.map_or(Some(0), |minute| Some(minute).filter(|m| m.len() == 2)?.parse().ok())?;
    let hour = match words.next_if(|word| matches!(*word, "am" | "pm")) {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + if half == "pm" { 12 } else { 0 },
        None if minute.is_some() && hour < 24 => hour,
        _ => return None,
    };
    (minutes < 60).then(|| format!("{hour:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<String> {
        let hours = line_hours(line)?.pop()?;
        let days: Vec<&str> = hours.days.iter().map(|day| &day[..2]).collect();
        Some(format!("{} {}-{}", days.join(","), hours.opens, hours.closes))
    }

    #[test]
    fn lines_that_are_certain_are_understood() {
        let cases = [
            ("Monday, Wednesday, Thursday, 8 am to 5 pm", "Mo,We,Th 08:00-17:00"),
            ("Mo-Fr 08:00-17:00", "Mo,Tu,We,Th,Fr 08:00-17:00"),
            ("Mon - Wed and Fri: 8:30 a.m. – 12 p.m.", "Mo,Tu,We,Fr 08:30-12:00"),
            ("Saturdays 9am-noon", "Sa 09:00-12:00"),
            ("Lunes a viernes, 8:00 a 17:00", "Mo,Tu,We,Th,Fr 08:00-17:00"),
        ];
        for (line, expected) in cases {
            assert_eq!(told(line).as_deref(), Some(expected), "{line}");
        }
        assert_eq!(line_hours("Sunday: closed"), Some(Vec::new()));
    }

    #[test]
    fn what_is_uncertain_is_left_out_whole() {
        for line in [
            "Monday 9-5",
            "Monday to Friday",
            "by appointment",
            "Monday 8 am to 5 pm, by appointment",
            "Monday 5 pm to 8 am",
            "Friday to Monday 8 am to 5 pm",
            "Monday 25:00-26:00",
            "Monday 8:5 am to 5 pm",
            "",
        ] {
            assert_eq!(line_hours(line), None, "{line}");
        }
        let lines = ["Monday 8 am to 5 pm", "and sometimes on Sundays"].map(str::to_owned);
        assert_eq!(read(&lines), []);
    }
}
