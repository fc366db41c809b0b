//! Rust text as words, signs and strings, with their lines. Comments are left out.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier, keyword or number.
    Word,
    /// One sign; `::` is two of them.
    Sign,
    /// The inside of a string, byte string or raw string.
    Text,
}

/// A piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    pub(crate) kind: Kind,
    pub(crate) text: &'s str,
    /// Counted from 1.
    pub(crate) line: usize,
}

impl Token<'_> {
    /// Whether this is the word or sign `text`, and not a string that says so.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// Whether `tokens` start with the words and signs of `pattern`.
pub(crate) fn starts_with(tokens: &[Token], pattern: &[&str]) -> bool {
    tokens.len() >= pattern.len() && tokens.iter().zip(pattern).all(|(token, text)| token.is(text))
}

/// The tokens of a file that the compiler accepts; of others, something without panicking.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { source, at: 0, tokens: Vec::new() };
    while lexer.step() {}
    let mut counted = (0, 1);
    for (start, token) in &mut lexer.tokens {
        let newlines = source[counted.0..*start].bytes().filter(|&byte| byte == b'\n').count();
        counted = (*start, counted.1 + newlines);
        token.line = counted.1;
    }
    lexer.tokens.into_iter().map(|(_, token)| token).collect()
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
    tokens: Vec<(usize, Token<'s>)>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return false };
        if first.is_whitespace() {
            self.at += first.len_utf8();
        } else if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            self.at += block_comment(rest);
        } else if let Some((before, hashes)) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let inside = rest[before..].find(&close).unwrap_or(rest.len() - before);
            self.push(Kind::Text, before, inside, close.len());
        } else if let Some(before) = ["\"", "b\"", "c\""].iter().find(|open| rest.starts_with(**open)).map(|o| o.len())
        {
            self.push(Kind::Text, before, quoted(&rest[before..], '"'), 1);
        } else if first == '\'' || rest.starts_with("b'") {
            self.character_or_lifetime(if first == 'b' { 2 } else { 1 });
        } else if is_word(first) {
            let raw = if rest.starts_with("r#") { 2 } else { 0 };
            let length = rest[raw..].find(|c| !is_word(c)).unwrap_or(rest.len() - raw);
            self.push(Kind::Word, raw, length, 0);
        } else {
            self.push(Kind::Sign, 0, first.len_utf8(), 0);
        }
        true
    }

    /// Takes `before` bytes, then the `length` bytes that are the token's text, then `after` bytes.
    fn push(&mut self, kind: Kind, before: usize, length: usize, after: usize) {
        let start = self.at + before;
        let end = start + length;
        self.tokens.push((start, Token { kind, text: &self.source[start..end], line: 0 }));
        self.at = (end + after).min(self.source.len());
    }

    /// Skips `'x'`, `'\n'` or `'name`, none of which matters to any rule.
    fn character_or_lifetime(&mut self, before: usize) {
        let inside = &self.rest()[before..];
        let mut characters = inside.chars();
        let first = characters.next().unwrap_or('\'');
        let is_character = first == '\\' || characters.next() == Some('\'');
        self.at += before;
        self.at += if is_character {
            (quoted(inside, '\'') + 1).min(inside.len())
        } else {
            inside.find(|c| !is_word(c)).unwrap_or(inside.len())
        };
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the comment that `rest` starts with; such comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    loop {
        let Some(next) = rest[at..].find(['/', '*']).map(|found| at + found) else { return rest.len() };
        match rest.get(next..next + 2) {
            Some("/*") => depth += 1,
            Some("*/") => depth -= 1,
            _ => {
                at = next + 1;
                continue;
            }
        }
        at = next + 2;
        if depth == 0 {
            return at;
        }
    }
}

/// For `r"`, `br#"` and the like: the length of the opening and the number of `#` in it.
fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let after = &rest[prefix.len()..];
    let hashes = after.bytes().take_while(|&byte| byte == b'#').count();
    after[hashes..].starts_with('"').then_some((prefix.len() + hashes + 1, hashes))
}

/// The length of what stands before the closing `quote`, escapes respected.
fn quoted(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at,
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<&str> {
        tokens(source).into_iter().filter(|token| token.kind == Kind::Word).map(|token| token.text).collect()
    }

    #[test]
    fn comments_strings_and_characters_are_not_words() {
        let cases = [
            ("a // b\nc", vec!["a", "c"]),
            ("a /* b /* c */ d */ e", vec!["a", "e"]),
            ("a /** / b */ c", vec!["a", "c"]),
            (r#"a "b \" c" d"#, vec!["a", "d"]),
            (r##"a r#"b " c"# d"##, vec!["a", "d"]),
            (r#"a b"x" br"y\" c"z" d"#, vec!["a", "d"]),
            (r"a 'b' '\'' '\u{41}' b'c' d", vec!["a", "d"]),
            ("a<'b> &'static c", vec!["a", "c"]),
            ("r#type r", vec!["type", "r"]),
            ("0..10 1_000u64", vec!["0", "10", "1_000u64"]),
            ("'ä' a", vec!["a"]),
        ];
        for (source, expected) in cases {
            assert_eq!(words(source), expected, "{source}");
        }
    }

    #[test]
    fn strings_are_kept_as_text() {
        let found = tokens(r#"#[path = "a/b.rs"]"#);
        let text = found.iter().find(|token| token.kind == Kind::Text).unwrap();
        assert_eq!(text.text, "a/b.rs");
        assert!(!text.is("a/b.rs"));
    }

    #[test]
    fn lines_are_counted_through_comments_and_strings() {
        let found = tokens("a\n/* \n */ b\n\"\n\n\" c");
        let lines: Vec<_> = found.iter().filter(|t| t.kind == Kind::Word).map(|t| (t.text, t.line)).collect();
        assert_eq!(lines, [("a", 1), ("b", 3), ("c", 6)]);
    }

    #[test]
    fn unfinished_text_does_not_panic() {
        for source in ["\"abc", "r#\"abc", "/* abc", "'", "'\\", "b'", "b", "ä", "/", "r#"] {
            tokens(source);
        }
    }
}
