//! Citations in Pandoc's form: `[@smith2020]`, `[@smith2020; @cdc, p. 4]`.

use std::ops::Range;

use crate::reference::source_id_length;

/// One source of a citation; places count from the start of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: Range<usize>,
    pub(super) locator: Range<usize>,
}

impl Item {
    /// The same item, whose text begins `by` bytes earlier.
    pub(super) fn shifted(self, by: usize) -> Self {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        Self { id: shift(self.id), locator: shift(self.locator) }
    }
}

/// The length of the punctuation at the start of `text` that a number in superscript stands behind: a full stop, a comma,
/// a question or exclamation mark, with a closing quotation mark. Colons and semicolons stand behind the number
/// (AMA 11, section 3.6).
pub(super) fn stop(text: &str) -> usize {
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '.' | ',' | '?' | '!' | '…')) else { return 0 };
    let signs = text.len() - text.trim_start_matches(sign).len();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let quote = text[signs..].chars().next().filter(|sign| matches!(sign, '"' | '”' | '»')).map_or(0, char::len_utf8);
    if quote > 0 && ends(&text[signs + quote..]) {
        return signs + quote;
    }
    if ends(&text[signs..]) { signs } else { 0 }
}

/// Reads a citation at the `[` where `text` starts: its items and its length.
///
/// An id is `[A-Za-z0-9_][A-Za-z0-9_:.#$%&+?<>~/-]*`; what follows it up to `;` or `]` is the place in the source.
pub(super) fn read(text: &str) -> Option<(Vec<Item>, usize)> {
    let bytes = text.as_bytes();
    let mut items = Vec::new();
    let mut at = 1;
    loop {
        at += spaces(&bytes[at..]);
        if bytes.get(at) != Some(&b'@') {
            return None;
        }
        let id = at + 1..at + 1 + source_id_length(&text[at + 1..]);
        if id.is_empty() {
            return None;
        }
        let end = id.end + bytes[id.end..].iter().position(|b| matches!(b, b';' | b'[' | b']'))?;
        let locator = locator(text, id.end..end)?;
        items.push(Item { id, locator });
        match bytes[end] {
            b';' => at = end + 1,
            b']' => return Some((items, end + 1)),
            _ => return None,
        }
    }
}

/// The place in the source without the comma before it; `None` where neither a comma nor a space parts it from the id.
fn locator(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let written = &text[range.clone()];
    if !written.is_empty() && !written.starts_with([',', ' ', '\t', '\n']) {
        return None;
    }
    let trimmed = written.trim_start_matches([',', ' ', '\t', '\n']);
    let start = range.end - trimmed.len();
    Some(start..start + trimmed.trim_end().len())
}

fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_places_are_read() {
        let cases: [(&str, &[(&str, &str)]); 6] = [
            ("[@a]", &[("a", "")]),
            ("[@a; @b, p. 4] x", &[("a", ""), ("b", "p. 4")]),
            ("[@doi:10.1/a_b-c#d]", &[("doi:10.1/a_b-c#d", "")]),
            ("[@a,\n p. 4 ;@b]", &[("a", "p. 4"), ("b", "")]),
            ("[@a chapter 2]", &[("a", "chapter 2")]),
            ("[@a, Größe]", &[("a", "Größe")]),
        ];
        for (text, expected) in cases {
            let (items, _) = read(text).unwrap_or_else(|| panic!("{text} is a citation"));
            let read: Vec<_> = items.into_iter().map(|item| (&text[item.id], &text[item.locator])).collect();
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn other_brackets_are_none() {
        for text in ["[@]", "[@a", "[a]", "[@a; b]", "[@a;]", "[@a [b]]", "[@-a]", "[@añ]", "[]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_stand_behind_stops_and_before_colons() {
        let cases = [
            (". Then", 1),
            (", and", 1),
            ("?", 1),
            ("... x", 3),
            (".\" x", 2),
            (".” x", 4),
            (".5 mg", 0),
            (": x", 0),
            ("; x", 0),
            (") x", 0),
            ("", 0),
            (" .", 0),
        ];
        for (text, expected) in cases {
            assert_eq!(stop(text), expected, "{text}");
        }
    }
}
