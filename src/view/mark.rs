//! A citation mark of the text: superscript numbers that lead to the list of sources.
//!
//! Numbers ascend; three or more in a row become a range, `1-3,5`; a place in a source follows its number, `1(p4)`
//! (AMA 11, section 3.6, whose form serves both styles).

use std::fmt::Write;

use crate::base::{push_attribute, push_text};
use crate::parse::Words;
use crate::theme::Marks;

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

/// The page that has the list of sources.
pub(super) struct ListPage<'p> {
    /// Its address; empty on that page itself.
    pub(super) address: &'p str,
    /// Whether the list can lead back to the mark.
    pub(super) leads_back: bool,
}

/// What marks are written with.
pub(super) struct MarkWriter<'w> {
    pub(super) marks: &'w Marks,
    pub(super) page: ListPage<'w>,
    pub(super) words: &'w Words,
}

/// How many numbers from the first one on follow each other without a place in the source.
fn run(numbers: &[Number<'_>]) -> usize {
    let follows =
        |(at, number): (usize, &Number<'_>)| number.locator.is_empty() && number.source == numbers[0].source + at;
    numbers.iter().enumerate().take_while(|&(at, number)| follows((at, number))).count()
}

impl MarkWriter<'_> {
    /// Writes the mark of some numbers.
    pub(super) fn push(&self, out: &mut String, mut numbers: Vec<Number<'_>>) {
        if numbers.is_empty() {
            return;
        }
        numbers.sort_by_key(|number| number.source);
        self.marks.citation.write(out, &[], |_, out| self.numbers(out, &numbers));
    }

    fn numbers(&self, out: &mut String, numbers: &[Number<'_>]) {
        let mut rest = numbers;
        let mut comma = "";
        while let [first, ..] = rest {
            out.push_str(comma);
            comma = ",";
            let run = run(rest);
            self.link(out, first);
            if run >= RANGE {
                for hidden in rest[1..run - 1].iter().filter(|_| self.page.leads_back) {
                    self.marks.citation_hidden.write(out, &[], |_, out| push_id(out, hidden));
                }
                out.push('-');
                self.link(out, &rest[run - 1]);
                rest = &rest[run..];
            } else {
                rest = &rest[1..];
            }
        }
    }

    fn link(&self, out: &mut String, number: &Number<'_>) {
        let Number { source, locator, .. } = number;
        let there = [self.page.leads_back, !locator.is_empty()];
        self.marks.citation_number.write(out, &there, |value, out| match value {
            0 => {
                let _ = write!(out, "{}#source-{source}", self.page.address);
            }
            1 => {
                push_attribute(out, &self.words.get("citation").replace("{n}", &source.to_string()));
                if !locator.is_empty() {
                    out.push_str(", ");
                    push_attribute(out, locator);
                }
            }
            2 => {
                let _ = write!(out, "{source}");
            }
            3 => push_id(out, number),
            _ => push_text(out, &place(locator)),
        });
    }
}

/// The `id` by which the list of sources leads back.
fn push_id(out: &mut String, number: &Number<'_>) {
    let _ = write!(out, "cite-{}-{}", number.source, number.mark);
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
    use crate::theme::{MarkForm, gap};

    use super::*;

    /// Marks as the theme writes them, with the ids.
    fn marks() -> Marks {
        let id = format!("<b id=\"{}\"></b>", gap(3));
        let number = [false, true].map(|has_place| {
            let place = if has_place { format!("({})", gap(4)) } else { String::new() };
            MarkForm::new(&format!("<a href=\"{}\">{}</a>{id}{place}", gap(0), gap(2)))
        });
        let [plain, placed] = number;
        Marks::drawn(|template| match template.file {
            "marks/citation-number.html" => {
                vec![MarkForm::default(), plain.clone(), MarkForm::default(), placed.clone()]
            }
            "marks/citation-hidden.html" => vec![MarkForm::new(&format!("<b id=\"{}\"></b>", gap(0)))],
            _ => vec![MarkForm::new(&gap(0).to_string())],
        })
    }

    fn html(numbers: Vec<Number<'_>>) -> String {
        let mut html = String::new();
        let page = ListPage { address: "", leads_back: true };
        MarkWriter { marks: &marks(), page, words: &Words::default() }.push(&mut html, numbers);
        html
    }

    fn shown(numbers: &[(usize, &str)]) -> String {
        let numbers = numbers.iter().map(|&(number, locator)| Number { source: number, mark: 1, locator });
        let html = html(numbers.collect());
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
        let html = html(numbers.collect());
        for number in 1..=4 {
            assert_eq!(html.matches(&format!("id=\"cite-{number}-2\"")).count(), 1, "{html}");
        }
    }
}
