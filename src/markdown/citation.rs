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

/// The length of the punctuation at the start of `text` that a number in superscript follows: a full stop, a comma,
/// a question or exclamation mark, with a closing quotation mark. Colons and semicolons follow the number
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

/// What is in brackets that may be a citation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A citation and its length.
    Citation(Vec<Item>, usize),
    /// Something that looks like one and is none, and its length.
    Broken(usize),
}

/// Longest text in brackets that is looked at for a citation, in bytes.
const LONGEST: usize = 2000;

/// Whether the brackets at the start of a text may hold a citation: a key is in them after a space or at their start.
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
    // `[@ smith2020]`, `[@"smith2020"]`: nothing else begins so. `name[@]host` is an address that is hidden from programs.
    if closed && text.starts_with("[@") && !text[2..end].trim_matches(is_gap).is_empty() {
        return Some(end + 1);
    }
    (has_key && (closed || text.starts_with("[@") || text.starts_with("[-@"))).then(|| end + usize::from(closed))
}

/// Whether a key follows the `@` at `at`, which no word is before.
fn begins_key(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches('-').chars().next_back();
    let is_free = before.is_none_or(|c| is_gap(c) || matches!(c, '[' | ';' | ',' | '('));
    is_free && (text[at + 1..].starts_with('{') || source_id_length(&text[at + 1..]) > 0)
}

/// White space, and what nobody sees.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The id at an `@` in running text, in the usual or the wide form: `@smith2020 says`. An address of email has a word before it.
pub(super) fn mention(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    let is_free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '+' | '%' | '/'));
    let start = at + text[at..].chars().next()?.len_utf8();
    is_free.then(|| key(text, start)).flatten()
}

/// A key in running text, without the punctuation of the sentence.
fn key(text: &str, start: usize) -> Option<Range<usize>> {
    let key = &text[start..][..source_id_length(&text[start..])];
    let length = key.trim_end_matches(['.', ':', '?', ',', '-', '/', '#', '%', '&', '+', '<', '>', '~', '$']).len();
    (length > 0).then_some(start..start + length)
}

/// The first id in brackets that hold nothing but ids, without an `@`: `[smith2020; roe2021, p. 4]`, `[#smith2020]`; and the
/// length of the brackets.
pub(super) fn bare(text: &str) -> Option<(Range<usize>, usize)> {
    let most = text.floor_char_boundary(text.len().min(LONGEST));
    let end = text[1..most].find(['[', ']']).map(|end| 1 + end).filter(|end| text[*end..].starts_with(']'))?;
    let start = 1 + usize::from(text[1..].starts_with('#'));
    let id = key(text, start)?;
    let rest = &text[id.end..end];
    (rest.is_empty() || rest.starts_with([',', ';'])).then_some((id, end + 1))
}

/// The length of a command of LaTeX that cites: `\\cite{a}`, `\\citep[p. 3]{a,b}`.
pub(super) fn command(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\\')?;
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    if !rest[..name].contains("cite") {
        return None;
    }
    let most = text.floor_char_boundary(text.len().min(LONGEST));
    let open = text[..most].find('{')?;
    let between = &text[1 + name..open];
    let is_options = between.is_empty() || between.starts_with(['[', '*']) && !between.contains('\n');
    is_options.then(|| text[open..most].find('}').map(|end| open + end + 1)).flatten()
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
        for text in ["[@ a]", "[@\u{a0}a]", "[@:a]", "[@@a]", "[@\u{200b}a]", "[\u{feff}@a]", "[@\"a\"]"] {
            assert!(matches!(read(text), Some(Mark::Broken(_))), "{text}: {:?}", read(text));
        }
        for text in ["[@]", "[@ ]", "[a]", "[]", "[a@b.org]", "[mail a@b.org now]", "[5 @ 6]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn keys_in_running_text_are_seen() {
        for (text, at, expected) in [
            ("@a says", 0, Some(1..2)),
            ("@a.", 0, Some(1..2)),
            ("@ a", 0, None),
            ("x@a", 1, None),
            ("x.y_@a", 4, None),
            ("(@a)", 1, Some(2..3)),
            ("{@a}", 1, Some(2..3)),
            ("【@a】", 3, Some(4..5)),
            ("＠a", 0, Some(3..4)),
        ] {
            assert_eq!(mention(text, at), expected, "{text}");
        }
    }

    #[test]
    fn ids_in_brackets_and_commands_of_latex_are_seen() {
        for (text, expected) in [
            ("[a]", Some((1..2, 3))),
            ("[a; b]", Some((1..2, 6))),
            ("[a, p. 4] x", Some((1..2, 9))),
            ("[#a]", Some((2..3, 4))),
            ("[a b]", None),
            ("[a", None),
            ("[]", None),
        ] {
            assert_eq!(bare(text), expected, "{text}");
        }
        for (text, expected) in [
            ("\\cite{a} x", Some(8)),
            ("\\citep[p. 3]{a,b}", Some(17)),
            ("\\parencite*{a}", Some(14)),
            ("\\textit{a}", None),
            ("\\cite a", None),
            ("\\citeseer is {a}", None),
        ] {
            assert_eq!(command(text), expected, "{text}");
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
