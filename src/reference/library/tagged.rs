//! Files of tagged lines: `TY  - JOUR`, `PMID- 26551272`, with lines that go on.

use std::ops::Range;

/// A tagged line with the lines that continue it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// The tag; empty for text before the first one.
    pub(super) tag: &'t str,
    /// The value on one line.
    pub(super) value: String,
    /// Where it is.
    pub(super) range: Range<usize>,
    /// Whether an empty line precedes it.
    pub(super) after_gap: bool,
}

/// The fields of a text, whose tags have at most `widest` signs. Lines end in LF or CRLF.
pub(super) fn fields(text: &str, widest: usize) -> Fields<'_> {
    let is_wide = widest == 2 && text.lines().any(|line| line.trim_start().starts_with("TY  -"));
    Fields { text, at: 0, form: Form { widest, is_wide } }
}

/// An iterator over [`Field`]s.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    text: &'t str,
    at: usize,
    form: Form,
}

/// How the tags of a file look.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Most signs of a tag.
    widest: usize,
    /// Whether two spaces follow the tag, so that `AC - a new mode` is a line of text.
    is_wide: bool,
}

impl<'t> Iterator for Fields<'t> {
    type Item = Field<'t>;

    fn next(&mut self) -> Option<Field<'t>> {
        let mut after_gap = false;
        while let Some(line) = self.line().filter(|line| line.trim().is_empty()) {
            after_gap = true;
            self.at += line.len();
        }
        let line = self.line()?;
        let start = self.at;
        let found = tagged(line, self.form);
        let (tag, value) = found.unwrap_or(("", line));
        // `ER  - TY  - JOUR`: the next record begins on the line that ends this one.
        if tag == "ER" && !value.trim().is_empty() {
            self.at += line.len() - value.len();
            return Some(Field { tag, value: String::new(), range: start..self.at, after_gap });
        }
        self.at += line.len();
        let mut value = value.trim().to_owned();
        let mut end = start + line.trim_end().len();
        while let Some(more) = self.line() {
            if more.trim().is_empty() {
                // An empty line within a value is followed by an indented one.
                let behind = &self.text[self.at + more.len()..];
                let next = behind.split_inclusive('\n').next().unwrap_or_default();
                if tag.is_empty() || !next.starts_with("      ") || next.trim().is_empty() {
                    break;
                }
                self.at += more.len();
                continue;
            }
            if tagged(more, self.form).is_some() || (tag.is_empty() && !value.is_empty()) {
                break;
            }
            if is_number(more) && self.numbers_a_record(tag, more) {
                break;
            }
            end = self.at + more.trim_end().len();
            self.at += more.len();
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(more.trim());
        }
        Some(Field { tag, value, range: start..end, after_gap })
    }
}

impl<'t> Fields<'t> {
    /// Whether a number on a line of its own belongs to the next record. One that a title ends with, `2022.`, may have come
    /// onto a line of its own too.
    fn numbers_a_record(&self, tag: &str, line: &str) -> bool {
        let begins = |line: &str| tagged(line, self.form).is_some_and(|(tag, _)| matches!(tag, "TY" | "PMID"));
        let next = self.text[self.at + line.len()..].lines().find(|line| !line.trim().is_empty());
        let is_indented = line.starts_with([' ', '\t']);
        !is_indented && (matches!(tag, "" | "TY" | "ER") || next.is_some_and(begins))
    }

    /// The next line with its end.
    fn line(&self) -> Option<&'t str> {
        self.text[self.at..].split_inclusive('\n').next()
    }
}

/// `1.` or `<1>`, as Ovid numbers its records.
pub(super) fn is_number(line: &str) -> bool {
    let line = line.trim();
    let digits = line.trim_start_matches('<').trim_end_matches(['.', '>', ')']);
    digits.len() < line.len() && !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Tag and value of a line: capitals and digits, spaces, a hyphen, and white space or nothing. Before the tag there may be
/// white space where the form is the usual one.
fn tagged(line: &str, form: Form) -> Option<(&str, &str)> {
    let Form { widest, is_wide } = form;
    let trimmed = line.trim_start_matches([' ', '\t', '\u{feff}', '\u{a0}']);
    let is_indented = trimmed.len() < line.len() && !line.starts_with('\u{feff}');
    let is_sign = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let length = trimmed.bytes().take(widest).take_while(is_sign).count();
    let rest = &trimmed[length..];
    let value = rest.trim_start_matches([' ', '\t', '\u{a0}']).strip_prefix(['-', '–'])?;
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let begins = trimmed.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let is_apart = value.is_empty() || value.starts_with([' ', '\t', '\r', '\n', '\u{a0}']);
    let tag = &trimmed[..length];
    // `TY  -JOUR`; and some programs write `ER -` at the end of any record.
    let ends = is_apart || (widest == 2 && spaces == 2);
    let is_narrow = is_wide && rest.starts_with(" -") && !matches!(tag, "TY" | "ER");
    let fits = begins && length >= 2 && spaces <= 4 && ends && !is_narrow;
    let is_usual = !is_indented || (widest == 2 && (spaces == 2 || rest.starts_with('\t')));
    (fits && is_usual).then_some((tag, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_on_belong_to_their_tag() {
        let text = "PMID- 1\r\nTI  - A long\r\n      title - with a dash\r\n\r\nPT  - Review\nER  -";
        let found: Vec<_> = fields(text, 4).map(|field| (field.tag, field.value, field.after_gap)).collect();
        let expected = [
            ("PMID", "1".to_owned(), false),
            ("TI", "A long title - with a dash".to_owned(), false),
            ("PT", "Review".to_owned(), true),
            ("ER", String::new(), false),
        ];
        assert_eq!(found, expected);
        let ti = fields(text, 4).nth(1).expect("a title");
        assert_eq!(&text[ti.range], "TI  - A long\r\n      title - with a dash");
    }

    #[test]
    fn lines_of_every_form_are_tagged() {
        for line in [
            "TY  - JOUR",
            "TY - JOUR",
            "TY  -  JOUR",
            "TY\t-\tJOUR",
            "  TY  - JOUR",
            "TY  -\tJOUR",
            "\u{feff}TY  - JOUR",
            "TY  -JOUR",
        ] {
            let found: Vec<_> = fields(line, 2).map(|field| (field.tag, field.value)).collect();
            assert_eq!(found, [("TY", "JOUR".to_owned())], "{line:?}");
        }
        let found: Vec<_> = fields("ER  - TY  - BOOK\nTI  - T", 2).map(|field| (field.tag, field.value)).collect();
        assert_eq!(found, [("ER", String::new()), ("TY", "BOOK".to_owned()), ("TI", "T".to_owned())]);
    }

    #[test]
    fn a_line_of_text_that_looks_like_a_tag_goes_on() {
        let text = "TY  - JOUR\nTI  - Rest and\nAC - a new mode\nER - \n";
        let found: Vec<_> = fields(text, 2).map(|field| (field.tag, field.value)).collect();
        let expected = [("TY", "JOUR"), ("TI", "Rest and AC - a new mode"), ("ER", "")];
        assert_eq!(found, expected.map(|(tag, value)| (tag, value.to_owned())));
        let narrow: Vec<_> = fields("TY - JOUR\nAC - x\n", 2).map(|field| field.tag).collect();
        assert_eq!(narrow, ["TY", "AC"]);
    }

    #[test]
    fn a_number_alone_on_its_line_belongs_to_the_title_or_to_the_next_record() {
        for (text, title) in [
            (
                "TI  - Opioids for pain - United States,\n      2022.\nPG  - 1",
                "Opioids for pain - United States, 2022.",
            ),
            ("TI  - Opioids for pain, United States,\n2022.\nPG  - 1", "Opioids for pain, United States, 2022."),
            ("TI  - Opioids\n2.\nTY  - JOUR", "Opioids"),
            ("TI  - Opioids\n2.\n\nPMID- 1", "Opioids"),
        ] {
            let found = fields(text, 4).next().expect("a title");
            assert_eq!(found.value, title, "{text}");
        }
    }

    #[test]
    fn text_without_a_tag_is_kept_for_a_report() {
        let found: Vec<_> = fields("<html>\n2.\nTY  - JOUR\n3. \n", 2).map(|field| (field.tag, field.value)).collect();
        let expected = [("", "<html>"), ("", "2."), ("TY", "JOUR"), ("", "3.")];
        assert_eq!(found, expected.map(|(tag, value)| (tag, value.to_owned())));
    }
}
