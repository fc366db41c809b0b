//! A citation mark of the text: superscript numbers that lead to the list of sources.
//!
//! Numbers ascend; three or more in a row become a range, `1-3,5`; a place in a source stands behind its number, `1(p4)`
//! (AMA 11, section 3.6, whose form serves both styles).

use std::fmt::Write;

use crate::base::{push_attribute, push_text};
use crate::parse::Words;

/// This many numbers in a row are written as a range.
const RANGE: usize = 3;

/// One number of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number<'n> {
    /// The number of the source.
    pub(super) source: usize,
    /// How often the source was cited so far, this time included.
    pub(super) mark: usize,
    /// The place in the source, as written.
    pub(super) locator: &'n str,
}

/// Writes a mark. `page` is the address of the page that has the list, empty on that page itself, and whether the mark can
/// be led back to.
pub(super) fn push(out: &mut String, mut numbers: Vec<Number<'_>>, page: (&str, bool), words: &Words) {
    if numbers.is_empty() {
        return;
    }
    numbers.sort_by_key(|number| number.source);
    out.push_str("<sup class=\"citation\">");
    let writer = Writer { page: page.0, has_ids: page.1, words };
    let mut rest = numbers.as_slice();
    let mut comma = "";
    while let [first, ..] = rest {
        out.push_str(comma);
        comma = ",";
        let run = run(rest);
        writer.link(out, first);
        if run >= RANGE {
            for hidden in rest[1..run - 1].iter().filter(|_| writer.has_ids) {
                let _ = write!(out, "<span id=\"cite-{}-{}\"></span>", hidden.source, hidden.mark);
            }
            out.push('-');
            writer.link(out, &rest[run - 1]);
            rest = &rest[run..];
        } else {
            rest = &rest[1..];
        }
    }
    out.push_str("</sup>");
}

/// How many numbers from the first one on follow each other without a place in the source.
fn run(numbers: &[Number<'_>]) -> usize {
    let follows =
        |(at, number): (usize, &Number<'_>)| number.locator.is_empty() && number.source == numbers[0].source + at;
    numbers.iter().enumerate().take_while(|&(at, number)| follows((at, number))).count()
}

struct Writer<'w> {
    page: &'w str,
    has_ids: bool,
    words: &'w Words,
}

impl Writer<'_> {
    fn link(&self, out: &mut String, number: &Number<'_>) {
        let Number { source: number, mark, locator } = number;
        let _ = write!(out, "<a href=\"{}#source-{number}\"", self.page);
        if self.has_ids {
            let _ = write!(out, " id=\"cite-{number}-{mark}\"");
        }
        out.push_str(" aria-label=\"");
        push_attribute(out, &self.words.get("citation").replace("{n}", &number.to_string()));
        if !locator.is_empty() {
            out.push_str(", ");
            push_attribute(out, locator);
        }
        let _ = write!(out, "\">{number}");
        if !locator.is_empty() {
            out.push('(');
            push_text(out, &place(locator));
            out.push(')');
        }
        out.push_str("</a>");
    }
}

/// `p. 4` as `p4` and `pages 4–6` as `pp4-6`; other places as they are written.
fn place(locator: &str) -> String {
    const WORDS: [&str; 10] = ["pages", "page", "páginas", "página", "págs.", "pág.", "pp.", "pp", "p.", "p"];
    let lower = locator.to_lowercase();
    let pages = WORDS.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower).trim().replace('–', "-");
    let is_pages = pages.starts_with(|c: char| c.is_ascii_digit())
        && pages.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | ' '));
    if !is_pages {
        return locator.to_owned();
    }
    let word = if pages.contains(['-', ',']) { "pp" } else { "p" };
    format!("{word}{}", pages.replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numbers: &[(usize, &str)]) -> String {
        let numbers = numbers.iter().map(|&(number, locator)| Number { source: number, mark: 1, locator });
        let mut html = String::new();
        push(&mut html, numbers.collect(), ("", true), &Words::default());
        let mut text = String::new();
        let mut inside = false;
        for sign in html.chars() {
            match sign {
                '<' => inside = true,
                '>' => inside = false,
                sign if !inside => text.push(sign),
                _ => {}
            }
        }
        text
    }

    #[test]
    fn numbers_ascend_and_runs_of_three_become_ranges() {
        let cases: [(&[(usize, &str)], &str); 9] = [
            (&[(2, ""), (1, "")], "1,2"),
            (&[(1, ""), (2, ""), (3, "")], "1-3"),
            (&[(5, ""), (3, ""), (2, ""), (1, "")], "1-3,5"),
            (&[(1, "p. 4"), (5, "")], "1(p4),5"),
            (&[(1, ""), (2, "pp. 4–6"), (3, "")], "1,2(pp4-6),3"),
            (&[(1, ""), (2, ""), (3, ""), (3, "p. 1")], "1-3,3(p1)"),
            (&[(4, "table 2")], "4(table 2)"),
            (&[(4, "12")], "4(p12)"),
            (&[], ""),
        ];
        for (numbers, expected) in cases {
            assert_eq!(shown(numbers), expected, "{numbers:?}");
        }
    }

    #[test]
    fn sources_inside_a_range_can_be_led_back_to() {
        let numbers = (1..=4).map(|number| Number { source: number, mark: 2, locator: "" });
        let mut html = String::new();
        push(&mut html, numbers.collect(), ("", true), &Words::default());
        for number in 1..=4 {
            assert_eq!(html.matches(&format!("id=\"cite-{number}-2\"")).count(), 1, "{html}");
        }
    }
}
