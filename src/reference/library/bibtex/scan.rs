//! The syntax of BibTeX: entries, their fields as written, and abbreviations.
//!
//! One pass without recursion. An entry that is not closed ends where the next one begins at the start of a line, so that
//! a missing brace costs one entry and not the file, and braces without end cost no more than their length.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Longest value of a field or abbreviation, in bytes.
const LONGEST: usize = 64 * 1024;

/// Longest key of an entry, in bytes.
const LONGEST_KEY: usize = 1024;

/// As many fields of an entry are read; no style knows a tenth of them.
const MOST_FIELDS: usize = 500;

/// Most text that abbreviations may add to a file, in bytes: what doubles with each line never ends otherwise.
const MOST_ADDED: usize = 4 * 1024 * 1024;

/// An entry as written.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// Its type in lower case.
    pub(super) kind: String,
    /// Its key; empty if it has none.
    pub(super) key: &'t str,
    /// Names of fields in lower case, with their values, still as LaTeX.
    pub(super) fields: Vec<(String, Cow<'t, str>)>,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Whether its last brace is there.
    pub(super) is_closed: bool,
}

/// What a file has, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Scanned<'t> {
    pub(super) entries: Vec<Entry<'t>>,
    /// Messages, each with what to do and its place.
    pub(super) flaws: Vec<(String, &'static str, Range<usize>)>,
}

/// Reads a file.
pub(super) fn scan(text: &str) -> Scanned<'_> {
    let mut scanner =
        Scanner { text, at: 0, strings: HashMap::new(), added: 0, is_told: false, out: Scanned::default() };
    scanner.file();
    scanner.out
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    strings: HashMap<String, Cow<'t, str>>,
    added: usize,
    /// Whether it was said that abbreviations grow too much.
    is_told: bool,
    out: Scanned<'t>,
}

/// A piece of a value.
enum Piece<'t> {
    Text(&'t str),
    Word(&'t str, Range<usize>),
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// A name, of a type or a field.
    fn name(&mut self) -> &'t str {
        let end =
            self.rest().find(|c: char| c.is_whitespace() || "{}(),=\"#@%".contains(c)).unwrap_or(self.rest().len());
        let name = &self.rest()[..end];
        self.at += end;
        name
    }

    fn file(&mut self) {
        while let Some(at) = self.rest().find('@') {
            self.at += at;
            let start = self.at;
            self.at += 1;
            self.spaces();
            let kind = self.name().to_lowercase();
            self.spaces();
            let opened = self.byte().filter(|b| matches!(b, b'{' | b'('));
            let Some(open) = opened.filter(|_| !kind.is_empty()) else {
                self.at = self.at.max(start + 1);
                continue;
            };
            self.at += 1;
            match kind.as_str() {
                "comment" | "preamble" => self.skip(open),
                "string" => self.abbreviation(open),
                _ => self.entry(kind, start, open),
            }
        }
    }

    /// Passes over what is in braces.
    fn skip(&mut self, open: u8) {
        let end = self.end_of(open);
        self.at = end.min(self.text.len());
        if self.byte().is_some_and(|b| matches!(b, b'}' | b')')) {
            self.at += 1;
        }
    }

    /// Where the brace is that closes what was opened before this place, or where the next entry begins.
    fn end_of(&self, open: u8) -> usize {
        let mut depth = 0usize;
        let bytes = self.text.as_bytes();
        for (at, byte) in bytes.iter().enumerate().skip(self.at) {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 0 => return at,
                b'}' => depth -= 1,
                b')' if depth == 0 && open == b'(' => return at,
                b'@' if self.begins_entry(at) => return at,
                _ => {}
            }
        }
        bytes.len()
    }

    /// Whether an entry begins at this `@`: at the start of a line, with a name and a brace.
    fn begins_entry(&self, at: usize) -> bool {
        const INDENT: usize = 16;
        let before = &self.text.as_bytes()[at.saturating_sub(INDENT)..at];
        let blanks = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
        if blanks < before.len() && before[before.len() - 1 - blanks] != b'\n' {
            return false;
        }
        let rest = &self.text[at + 1..];
        let length = rest.bytes().take(40).take_while(u8::is_ascii_alphabetic).count();
        length > 0 && rest[length..].trim_start_matches([' ', '\t']).starts_with(['{', '('])
    }

    fn abbreviation(&mut self, open: u8) {
        self.spaces();
        let name = self.name().to_lowercase();
        self.spaces();
        if self.byte() == Some(b'=') {
            self.at += 1;
            let (value, _) = self.value(open);
            self.strings.insert(name, value);
        }
        self.skip(open);
    }

    fn entry(&mut self, kind: String, start: usize, open: u8) {
        self.spaces();
        let key_start = self.at;
        let most = self.text.floor_char_boundary(self.text.len().min(key_start + LONGEST_KEY));
        let key_end =
            self.text[key_start..most].find([',', '}', '\n', '=', '"', '{']).map_or(most, |end| key_start + end);
        let written = self.text[key_start..key_end].trim();
        let mut key = written;
        match self.text.as_bytes().get(key_end) {
            // What has a value is a field, so there is no key.
            Some(b'=' | b'"') => key = "",
            _ => self.at = key_end,
        }
        if self.byte() == Some(b',') {
            self.at += 1;
        }
        if open == b'(' {
            key = key.trim_end_matches(')').trim_end();
        }
        let mut entry = Entry { kind, key, fields: Vec::new(), range: start..start, is_closed: false };
        self.fields(&mut entry, open);
        entry.range.end = self.at;
        if entry.is_closed {
            self.text_behind(&entry);
        }
        self.out.entries.push(entry);
    }

    /// Reports fields behind the end of an entry: a brace too many closed it before them.
    fn text_behind(&mut self, entry: &Entry<'t>) {
        let end = self.rest().find('@').unwrap_or(self.rest().len());
        let behind = &self.rest()[..end];
        let is_field = |part: &str| {
            let name = part.trim_start_matches([',', ' ', '\t', '\r', '\n']);
            let value = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            value.len() < name.len() && value.trim_start().starts_with('=')
        };
        if behind.contains('}') && behind.match_indices(',').any(|(at, _)| is_field(&behind[at..])) {
            let message =
                format!("a brace closes `{}` before its last fields, so Bedside does not read them", entry.key);
            let help = "look for a `}` too many in the entry";
            self.out.flaws.push((message, help, entry.range.clone()));
        }
    }

    fn fields(&mut self, entry: &mut Entry<'t>, open: u8) {
        if self.all_fields(entry, open) {
            let message = format!("this entry has more than {MOST_FIELDS} fields, so the rest are left out");
            let help = "look for an unclosed brace, and remove fields that nobody reads";
            self.out.flaws.push((message, help, entry.range.start..self.at));
        }
    }

    /// Reads the fields; says whether there are too many.
    fn all_fields(&mut self, entry: &mut Entry<'t>, open: u8) -> bool {
        let mut is_too_long = false;
        loop {
            self.spaces();
            match self.byte() {
                None => return is_too_long,
                Some(b'}') => break,
                Some(b')') if open == b'(' => break,
                Some(b'@') if self.begins_entry(self.at) => return is_too_long,
                Some(b',' | b'{' | b'"' | b'#' | b'=' | b'(' | b')' | b'@') => {
                    self.at += 1;
                    continue;
                }
                Some(b'%') => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                    continue;
                }
                _ => {}
            }
            let name = self.name().to_lowercase();
            self.spaces();
            if self.byte() != Some(b'=') {
                continue;
            }
            self.at += 1;
            let (value, is_whole) = self.value(open);
            if entry.fields.len() == MOST_FIELDS {
                is_too_long = true;
            } else if !entry.fields.iter().any(|(known, _)| *known == name) {
                entry.fields.push((name, value));
            }
            if !is_whole {
                return is_too_long;
            }
        }
        self.at += 1;
        entry.is_closed = true;
        is_too_long
    }

    /// A value: texts and abbreviations joined by `#`; and whether its end was found.
    fn value(&mut self, open: u8) -> (Cow<'t, str>, bool) {
        let mut value: Option<Cow<'t, str>> = None;
        loop {
            self.spaces();
            let (piece, is_whole) = self.piece(open);
            let piece = match piece {
                Piece::Text(text) => Cow::Borrowed(text),
                Piece::Word(word, range) => self.expanded(word, range),
            };
            value = Some(match value {
                None => piece,
                Some(before) => {
                    let mut joined = before.into_owned();
                    joined.push_str(&piece);
                    self.limited(joined)
                }
            });
            self.spaces();
            if self.byte() != Some(b'#') || !is_whole {
                return (value.unwrap_or_default(), is_whole);
            }
            self.at += 1;
        }
    }

    fn limited(&mut self, mut text: String) -> Cow<'t, str> {
        if text.len() > LONGEST {
            text.truncate(text.floor_char_boundary(LONGEST));
            self.tell_growth(self.at..self.at);
        }
        Cow::Owned(text)
    }

    fn tell_growth(&mut self, range: Range<usize>) {
        if !std::mem::replace(&mut self.is_told, true) {
            let message = "the abbreviations in this file grow too long, so the rest are left out";
            let help = "look for `@string` lines that repeat each other with `#`";
            self.out.flaws.push((message.to_owned(), help, range));
        }
    }

    fn piece(&mut self, open: u8) -> (Piece<'t>, bool) {
        match self.byte() {
            Some(b'{') => {
                self.at += 1;
                let (start, end) = (self.at, self.end_of(b'{'));
                let is_whole = self.text.as_bytes().get(end) == Some(&b'}');
                self.at = end + usize::from(is_whole);
                (Piece::Text(&self.text[start..end]), is_whole)
            }
            Some(b'"') => self.quoted(),
            _ => {
                let stop = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | '#') || (c == ')' && open == b'(');
                let end = self.rest().find(stop).unwrap_or(self.rest().len());
                let range = self.at..self.at + end;
                self.at = range.end;
                (Piece::Word(&self.text[range.clone()], range), true)
            }
        }
    }

    /// A text in quotation marks, in which braces hide further ones.
    fn quoted(&mut self) -> (Piece<'t>, bool) {
        self.at += 1;
        let start = self.at;
        let mut depth = 0usize;
        for (at, b) in self.rest().bytes().enumerate() {
            let at = start + at;
            match b {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    self.at = at + 1;
                    return (Piece::Text(&self.text[start..at]), true);
                }
                b'@' if self.begins_entry(at) => {
                    self.at = at;
                    return (Piece::Text(&self.text[start..at]), false);
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        (Piece::Text(&self.text[start..]), false)
    }

    /// A number, a month or an abbreviation; one that is not defined is used as written.
    fn expanded(&mut self, word: &'t str, range: Range<usize>) -> Cow<'t, str> {
        let name = word.to_lowercase();
        if let Some(value) = self.strings.get(&name) {
            if self.added.saturating_add(value.len()) > MOST_ADDED {
                self.tell_growth(range);
                return Cow::Borrowed("");
            }
            self.added += value.len();
            return value.clone();
        }
        let is_known = word.bytes().all(|b| b.is_ascii_digit()) || crate::reference::date::month_of(word).is_some();
        if !is_known && !word.is_empty() {
            let message = format!("the abbreviation `{word}` is not defined, so it is used as written");
            self.out.flaws.push((message, "put the value into braces, or add an `@string`", range));
        }
        Cow::Borrowed(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let entries = scan(text).entries.into_iter().map(|entry| {
            let fields: Vec<String> = entry.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {} {}{}", entry.kind, entry.key, fields.join("|"), if entry.is_closed { "" } else { " open" })
        });
        entries.collect()
    }

    #[test]
    fn an_entry_has_so_many_fields_and_no_more() {
        let fields: String = (0..300_000).flat_map(|at| [format!("f{at} = {{x}},")]).collect();
        let text = format!("@article{{a, {fields}}}\n@book{{b, title = {{B}}}}\n");
        let scanned = scan(&text);
        let counts: Vec<usize> = scanned.entries.iter().map(|entry| entry.fields.len()).collect();
        assert_eq!(counts, [MOST_FIELDS, 1]);
        assert_eq!(scanned.flaws.len(), 1, "{:?}", scanned.flaws);
    }

    #[test]
    fn entries_are_read_in_any_form() {
        let cases: [(&str, &[&str]); 16] = [
            ("@Article{a, title = {T {x}}, year = 2020}", &["article a title=T {x}|year=2020"]),
            ("@book(b, title = \"T {\"}x\", year = 2020)", &["book b title=T {\"}x|year=2020"]),
            ("@article{\n author = {A}, title={T}}", &["article  author=A|title=T"]),
            ("@article{, title={T}}", &["article  title=T"]),
            ("@string{j = {Journal}}@article{a, journal = j # { of } # J}", &["article a journal=Journal of Journal"]),
            ("@article{a, title={T} year={2020}}", &["article a title=T|year=2020"]),
            ("@article{a, title={T},, }", &["article a title=T"]),
            ("@article{a}", &["article a "]),
            ("@article{a, title={T\n@book{b, title={U}}", &["article a title=T\n open", "book b title=U"]),
            ("@article{a, title=\"T\n@book{b, title={U}}", &["article a title=T\n open", "book b title=U"]),
            ("mail a@b.org % note\n@article{a, title={T}}", &["article a title=T"]),
            ("@comment{x @article{no, title={T}}}@article{a, title={T}}", &["article a title=T"]),
            ("@comment jabref\n@article{a, title={T}}", &["article a title=T"]),
            ("@article{a, title={T}, title={U}}", &["article a title=T"]),
            ("@article{Jørgensen 2016, title={T}}", &["article Jørgensen 2016 title=T"]),
            ("@article{a, abstract={See @book{x} here}, title={T}}", &["article a abstract=See @book{x} here|title=T"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_grows_beyond_its_limit() {
        let mut bomb = "@string{c0 = \"xxxxxxxxxx\"}\n".to_owned();
        bomb.extend((1..400).map(|at| format!("@string{{c{at} = c{} # c{}}}\n", at - 1, at - 1)));
        bomb.extend((0..400).map(|at| format!("@article{{a{at}, title = c{at}}}\n")));
        let scanned = scan(&bomb);
        assert_eq!(scanned.entries.len(), 400);
        let size: usize = scanned.entries.iter().flat_map(|entry| &entry.fields).map(|(_, value)| value.len()).sum();
        assert!(size <= MOST_ADDED, "{size}");
        assert_eq!(scanned.flaws.len(), 1);
        for piece in
            ["{", "@a{", "@a{b, c = {", "@a{b, c = d # ", "# ", "\"", "@string{a = a # a}\n", "@a(", "@comment{"]
        {
            scan(&piece.repeat(200_000 / piece.len()));
            scan(&format!("@article{{a, title = {}", piece.repeat(200_000 / piece.len())));
        }
    }
}
