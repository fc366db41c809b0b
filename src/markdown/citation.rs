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

/// What stands in brackets that may be a citation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A citation and its length.
    Citation(Vec<Item>, usize),
    /// Something that looks like one and is none, and its length.
    Broken(usize),
}

/// Longest text in brackets that is looked at for a citation, in bytes.
const LONGEST: usize = 2000;

/// Whether the brackets at the start of a text may hold a citation: a key stands in them behind a space or at their start.
pub(super) fn may_start(bytes: &[u8]) -> bool {
    let inside = bytes.iter().skip(1).take(LONGEST).take_while(|b| !matches!(b, b'[' | b']'));
    let mut before = b'[';
    for b in inside {
        if *b == b'@' && !before.is_ascii_alphanumeric() {
            return true;
        }
        before = *b;
    }
    false
}

/// Reads a citation at the `[` where `text` starts; `None` for brackets that have nothing of one.
///
/// A key is pandoc's (see [`source_id_length`]); what follows it up to `;` or `]` is the place in the source. A comma or a
/// space before a further key parts sources as `;` does.
pub(super) fn read(text: &str) -> Option<Mark> {
    let mut reader = Reader { text, at: 1, items: Vec::new() };
    match reader.mark() {
        Some(length) => Some(Mark::Citation(reader.items, length)),
        None => broken(text).map(Mark::Broken),
    }
}

/// The length of brackets that hold a key of a citation, or of their beginning where they have no end.
fn broken(text: &str) -> Option<usize> {
    let most = text.floor_char_boundary(text.len().min(LONGEST));
    let end = text[1..most].find(['[', ']']).map_or(most, |end| 1 + end);
    let has_key = text[..end].match_indices('@').any(|(at, _)| begins_key(text, at));
    let closed = text[end..].starts_with(']');
    (has_key && (closed || text.starts_with("[@") || text.starts_with("[-@"))).then(|| end + usize::from(closed))
}

/// Whether a key stands behind the `@` at `at`, which no word is before.
fn begins_key(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches('-').chars().next_back();
    let is_free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | ';' | ',' | '('));
    is_free && (text[at + 1..].starts_with('{') || source_id_length(&text[at + 1..]) > 0)
}

/// The key at an `@` in running text: `@smith2020 says`.
pub(super) fn mention(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].chars().next_back();
    let is_free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
    let key = &text[at + 1..][..source_id_length(&text[at + 1..])];
    let length = key.trim_end_matches(['.', ':', '?', ',', '-', '/', '#', '%', '&', '+', '<', '>', '~', '$']).len();
    (is_free && length > 0).then_some(1 + length)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    items: Vec<Item>,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    /// The whole mark; its length.
    fn mark(&mut self) -> Option<usize> {
        loop {
            self.spaces();
            if self.byte() == Some(b']') && !self.items.is_empty() {
                return Some(self.at + 1);
            }
            let id = self.key()?;
            let end = self.at + self.text[self.at..].find([';', '[', ']'])?;
            let rest = &self.text[self.at..end];
            if !rest.is_empty() && !rest.starts_with([',', ' ', '\t', '\n']) {
                return None;
            }
            // `[@a, @b]`: the next source begins within what would be the place in this one.
            let next = rest.match_indices('@').map(|(at, _)| self.at + at).find(|at| begins_key(self.text, *at));
            let next = next.map(|at| at - usize::from(self.text[..at].ends_with('-')));
            let locator = trimmed(self.text, self.at..next.unwrap_or(end), next.is_some());
            self.items.push(Item { id, locator });
            match next {
                Some(next) => self.at = next,
                None if self.text.as_bytes()[end] == b';' => self.at = end + 1,
                None if self.text.as_bytes()[end] == b']' => return Some(end + 1),
                None => return None,
            }
        }
    }

    /// `@key`, `-@key` or `@{any key}`.
    fn key(&mut self) -> Option<Range<usize>> {
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() != Some(b'@') {
            return None;
        }
        self.at += 1;
        if self.byte() == Some(b'{') {
            let start = self.at + 1;
            let length = self.text[start..].find(['}', '\n', '[', ']'])?;
            self.at = start + length;
            let is_key = self.byte() == Some(b'}') && length > 0;
            self.at += 1;
            return is_key.then_some(start..start + length);
        }
        let id = self.at..self.at + source_id_length(&self.text[self.at..]);
        self.at = id.end;
        (!id.is_empty()).then_some(id)
    }
}

/// The place in a source without the comma before it, and without the word that joins the next source.
fn trimmed(text: &str, range: Range<usize>, is_followed: bool) -> Range<usize> {
    const SPACE: [char; 4] = [',', ' ', '\t', '\n'];
    let trimmed = text[range.clone()].trim_start_matches(SPACE);
    let start = range.end - trimmed.len();
    let mut shown = trimmed.trim_end();
    if is_followed {
        shown = shown.trim_end_matches(SPACE);
        shown = ["and", "&", "y", "e"].iter().find(|word| *word == &shown).map_or(shown, |_| "");
        shown = shown.trim_end_matches(SPACE);
    }
    start..start + shown.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_places_are_read() {
        let cases: [(&str, &[(&str, &str)]); 19] = [
            ("[@a]", &[("a", "")]),
            ("[@a; @b, p. 4] x", &[("a", ""), ("b", "p. 4")]),
            ("[@doi:10.1/a_b-c#d]", &[("doi:10.1/a_b-c#d", "")]),
            ("[@doi:10.1016/S0140-6736(97)11096-0]", &[("doi:10.1016/S0140-6736(97)11096-0", "")]),
            ("[@a,\n p. 4 ;@b]", &[("a", "p. 4"), ("b", "")]),
            ("[@a chapter 2]", &[("a", "chapter 2")]),
            ("[@a, Größe]", &[("a", "Größe")]),
            ("[@Jørgensen2016]", &[("Jørgensen2016", "")]),
            ("[@王2020; @Иванов]", &[("王2020", ""), ("Иванов", "")]),
            ("[@a, @b]", &[("a", ""), ("b", "")]),
            ("[@a,@b, p. 3, @c]", &[("a", ""), ("b", "p. 3"), ("c", "")]),
            ("[@a @b]", &[("a", ""), ("b", "")]),
            ("[@a and @b]", &[("a", ""), ("b", "")]),
            ("[-@a]", &[("a", "")]),
            ("[@{a b (c)}]", &[("a b (c)", "")]),
            ("[@a;]", &[("a", "")]),
            ("[ @a ]", &[("a", "")]),
            ("[@a, mail x@y.org]", &[("a", "mail x@y.org")]),
            ("[@http://zotero.org/users/1/items/A]", &[("http://zotero.org/users/1/items/A", "")]),
        ];
        for (text, expected) in cases {
            let Some(Mark::Citation(items, _)) = read(text) else { panic!("{text} is a citation: {:?}", read(text)) };
            let read: Vec<_> = items.into_iter().map(|item| (&text[item.id], &text[item.locator])).collect();
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_citation_is_a_citation_or_an_error() {
        for text in ["[see @a]", "[@a; see also @b]", "[@a; b]", "[@a!]", "[@a", "[@a [b]]", "[cf. @{a}]", "[@{a]"] {
            assert!(matches!(read(text), Some(Mark::Broken(_))), "{text}: {:?}", read(text));
        }
        for text in ["[@]", "[a]", "[]", "[a@b.org]", "[mail a@b.org now]", "[@ home]", "[5 @ 6]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn keys_in_running_text_are_seen() {
        for (text, expected) in [("@a says", Some(2)), ("@a.", Some(2)), ("(@a)", None), ("@ a", None)] {
            assert_eq!(mention(text, 0).filter(|_| text.starts_with('@')), expected, "{text}");
        }
        assert_eq!((mention("x@a", 1), mention("(@a)", 1)), (None, Some(2)));
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
