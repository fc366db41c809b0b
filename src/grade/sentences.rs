//! Sentences of a text, so that "Dr.", "5.5 mg." and "e.g." end none.

use std::ops::Range;

/// Abbreviations whose point ends no sentence, in lower case.
const SHORT: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "etc", "approx", "no", "fig", "inc", "jr", "sr", "dept",
    "est", "u.s", "a.m", "p.m", "mg", "ml", "mcg", "kg", "lb", "oz", "hr", "min", "sra", "dra", "ud", "uds", "p.ej",
    "núm", "pág", "al", "cf", "ph.d", "m.d", "r.n",
];

/// Abbreviations that end a sentence where a capital letter follows.
const OPEN: &[&str] =
    &["etc", "a.m", "p.m", "mg", "ml", "mcg", "kg", "lb", "oz", "hr", "min", "u.s", "m.d", "r.n", "ph.d"];

/// The sentences of a text, without the space around them; each has at least one letter or digit.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut from) = (0, 0);
    // The first byte of `…` is 0xe2.
    let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | 0xe2);
    while let Some(at) = text.as_bytes()[from..].iter().position(ends).map(|at| from + at) {
        let sign = text[at..].chars().next().unwrap_or_default();
        let mut end = at + sign.len_utf8();
        from = end;
        if !matches!(sign, '.' | '!' | '?' | '…') {
            continue;
        }
        let closing = |sign: char| matches!(sign, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | ')' | ']' | '»');
        end += text[end..].len() - text[end..].trim_start_matches(closing).len();
        from = end;
        let rest = &text[end..];
        let follows = rest.trim_start().chars().next();
        let is_gap = rest.starts_with(char::is_whitespace) || rest.is_empty();
        let goes_on = follows.is_some_and(char::is_lowercase);
        if is_gap && !goes_on && !(sign == '.' && continues(&text[start..at], follows)) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Whether a point after `before` is one of an abbreviation, and the sentence goes on with `follows`.
fn continues(before: &str, follows: Option<char>) -> bool {
    let Some(follows) = follows else { return false };
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '¿')).next().unwrap_or_default();
    // An initial, as in `J. Smith`.
    if word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I" {
        return true;
    }
    let is = |list: &[&str]| list.iter().any(|short| word.eq_ignore_ascii_case(short));
    is(SHORT) && !(is(OPEN) && follows.is_uppercase())
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let inner = &text[range.clone()];
    let start = range.start + inner.len() - inner.trim_start().len();
    let end = start + inner.trim().len();
    if text[start..end].contains(char::is_alphanumeric) {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_abbreviations_end_no_sentence() {
        for (text, expected) in [
            ("Call Dr. Smith today. She knows.", vec!["Call Dr. Smith today.", "She knows."]),
            ("Take 5 mg. Then rest.", vec!["Take 5 mg.", "Then rest."]),
            ("A fever of 100.4 is high, e.g. at night. Why?", vec!["A fever of 100.4 is high, e.g. at night.", "Why?"]),
            ("He said \"Stop!\" and left. \"Go.\" Yes", vec!["He said \"Stop!\" and left.", "\"Go.\"", "Yes"]),
            ("In the U.S. Army it is so", vec!["In the U.S.", "Army it is so"]),
            ("¿Qué es? ¡Es la Dra. Ruiz!", vec!["¿Qué es?", "¡Es la Dra. Ruiz!"]),
            ("...", vec![]),
            ("See J. Smith. Now", vec!["See J. Smith.", "Now"]),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
