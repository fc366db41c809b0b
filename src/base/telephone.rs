//! Numbers to call in running text: those of emergencies and toll-free ones.

use std::ops::Range;

use super::escape::push_text;

/// Numbers of emergencies and crises: North America, Europe, the United Kingdom, Australia; the 988 Suicide & Crisis Lifeline.
const SHORT: [&str; 6] = ["911", "988", "112", "999", "000", "111"];

/// The first such number in `text`: a short one alone between spaces or signs, or `1-800-222-1222`.
#[must_use]
fn number(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || is_joint(bytes, at)) {
            at += 1;
        }
        let joined =
            start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || matches!(bytes[start - 1], b'$' | b'.' | b','));
        let word = &text[start..at];
        let more = text[at..].chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '°'));
        if !joined && !more && (SHORT.contains(&word) || is_toll_free(word)) {
            return Some(start..at);
        }
    }
    None
}

/// The first number of emergencies in a text, `911` or `112`.
#[must_use]
pub fn emergency_number_in(text: &str) -> Option<&str> {
    let found = &text[number(text)?];
    SHORT.contains(&found).then_some(found)
}

/// Whether a hyphen, comma or full stop at `at` holds two groups of digits together.
fn is_joint(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'-' | b',' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn is_toll_free(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    matches!(groups.as_slice(), ["1", "800" | "833" | "844" | "855" | "866" | "877" | "888", exchange, line]
        if exchange.len() == 3 && line.len() == 4)
}

/// Adds `text` to `html`, escaped, with each number to call as a link.
pub fn push_with_numbers(html: &mut String, mut text: &str) {
    while let Some(range) = number(text) {
        push_text(html, &text[..range.start]);
        let shown = &text[range.clone()];
        let dialled: String = shown.chars().filter(char::is_ascii_digit).collect();
        let sign = if dialled.len() > 3 { "+" } else { "" };
        html.extend(["<a href=\"tel:", sign, &dialled, "\">", shown, "</a>"]);
        text = &text[range.end..];
    }
    push_text(html, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> String {
        let mut html = String::new();
        push_with_numbers(&mut html, text);
        html
    }

    #[test]
    fn a_number_of_an_emergency_is_a_link() {
        assert_eq!(linked("Call 911 & wait."), "Call <a href=\"tel:911\">911</a> &amp; wait.");
        assert_eq!(linked("call 911."), "call <a href=\"tel:911\">911</a>.");
        assert_eq!(linked("911 or 988"), "<a href=\"tel:911\">911</a> or <a href=\"tel:988\">988</a>");
        assert_eq!(linked("1-800-222-1222"), "<a href=\"tel:+18002221222\">1-800-222-1222</a>");
    }

    #[test]
    fn a_number_that_counts_or_is_part_of_another_is_text() {
        for text in ["1,911 people", "9111", "$911", "B911", "911mg", "5.112", "2026-11-112", "555-0142", "911%"] {
            assert!(!linked(text).contains("<a"), "{text}");
        }
    }
}
