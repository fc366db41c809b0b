//! Files of tagged lines: `TY  - JOUR`, `PMID- 26551272`, with lines that go on.

use std::ops::Range;

/// A tagged line with the lines that continue it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// The tag; empty for text before the first one.
    pub(super) tag: &'t str,
    /// The value on one line.
    pub(super) value: String,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Whether an empty line stands before it.
    pub(super) after_gap: bool,
}

/// The fields of a text, whose tags have at most `widest` signs. Lines end in LF or CRLF.
pub(super) fn fields(text: &str, widest: usize) -> Fields<'_> {
    Fields { text, at: 0, widest }
}

/// An iterator over [`Field`]s.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    text: &'t str,
    at: usize,
    widest: usize,
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
        self.at += line.len();
        let (tag, value) = tagged(line, self.widest).unwrap_or(("", line));
        let mut value = value.trim().to_owned();
        let mut end = start + line.trim_end().len();
        while let Some(more) = self.line() {
            if more.trim().is_empty() || tagged(more, self.widest).is_some() {
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
    /// The next line with its end.
    fn line(&self) -> Option<&'t str> {
        self.text[self.at..].split_inclusive('\n').next()
    }
}

/// Tag and value of a line: capitals and digits, spaces, a hyphen, and a space or nothing.
fn tagged(line: &str, widest: usize) -> Option<(&str, &str)> {
    let is_sign = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let length = line.bytes().take(widest).take_while(is_sign).count();
    let rest = &line[length..];
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    let spaces = rest.len() - value.len() - 1;
    let fits = length >= 2 && length + spaces <= 4 && (value.is_empty() || value.starts_with([' ', '\r', '\n']));
    fits.then(|| (&line[..length], value))
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
    fn text_without_a_tag_is_kept_for_a_report() {
        let found: Vec<_> = fields("<html>\nTY  - JOUR\n", 2).map(|field| (field.tag, field.value)).collect();
        assert_eq!(found, [("", "<html>".to_owned()), ("TY", "JOUR".to_owned())]);
    }
}
