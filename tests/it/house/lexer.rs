//! Rust text as words, signs and strings, with their lines. Comments are left out.

use proc_macro2::{Span, TokenStream, TokenTree};

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

/// The tokens of a file that the compiler accepts; of other text, none.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    if let Ok(stream) = source.parse::<TokenStream>() {
        flatten(source, stream, &mut found);
    }
    found
}

fn flatten<'s>(source: &'s str, stream: TokenStream, found: &mut Vec<Token<'s>>) {
    let mut after_quote = false;
    for tree in stream {
        let is_lifetime = std::mem::take(&mut after_quote);
        match tree {
            // A comment of documentation is an attribute to the compiler.
            TokenTree::Group(group) if is_comment(&source[group.span().byte_range()]) => {}
            TokenTree::Group(group) => {
                push(source, group.span_open(), found);
                flatten(source, group.stream(), found);
                push(source, group.span_close(), found);
            }
            TokenTree::Punct(sign) if sign.as_char() == '\'' => after_quote = true,
            TokenTree::Ident(_) if is_lifetime => {}
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => push(source, tree.span(), found),
        }
    }
}

fn is_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("/*")
}

/// Adds the token at `span`, unless it is part of a comment or is a character.
fn push<'s>(source: &'s str, span: Span, found: &mut Vec<Token<'s>>) {
    let text = &source[span.byte_range()];
    if text.is_empty() || is_comment(text) || text.starts_with(['\'']) || text.starts_with("b'") {
        return;
    }
    let (kind, text) = match text.find('"') {
        Some(open) => (Kind::Text, &text[open + 1..text.rfind('"').unwrap_or(text.len())]),
        None if text.starts_with(|first: char| first == '_' || first.is_alphanumeric()) => {
            (Kind::Word, text.strip_prefix("r#").unwrap_or(text))
        }
        None => (Kind::Sign, text),
    };
    found.push(Token { kind, text, line: span.start().line });
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
    fn unfinished_text_has_no_tokens() {
        for source in ["\"abc", "r#\"abc", "/* abc", "b'", "fn f() {"] {
            assert_eq!(tokens(source), [], "{source}");
        }
    }
}
