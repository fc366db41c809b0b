//! Raw HTML cut into tags, comments and text, after the tokenizer of the HTML standard
//! (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>).
//!
//! Nothing is passed on as it was written: tags are written again from what was read here, so a place where this reading
//! differs from a browser's cannot smuggle anything in.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    Text(&'h str),
    Start(StartTag<'h>),
    /// An end tag, by its name.
    End(&'h str),
    Comment,
    /// A comment without its end.
    OpenComment,
    /// `<!DOCTYPE>`, `<?xml?>`, `<![CDATA[`.
    Declaration,
    /// A tag without its end.
    Cut,
}

/// A start tag; the values as written, character references included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StartTag<'h> {
    pub(super) name: &'h str,
    pub(super) attributes: Vec<(&'h str, &'h str)>,
}

impl StartTag<'_> {
    /// The value of the first attribute of this name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// Reads tokens one by one.
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Tokens<'h> {
    pub(super) fn new(html: &'h str) -> Self {
        Self { html, at: 0 }
    }

    /// The next token and where it is.
    pub(super) fn next(&mut self) -> Option<(Token<'h>, Range<usize>)> {
        let start = self.at;
        let rest = self.html.get(start..).filter(|rest| !rest.is_empty())?;
        let (token, length) = if rest.starts_with("<!--") {
            comment(rest)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            (Token::Declaration, until_close(rest))
        } else if let Some(end) = rest.strip_prefix("</") {
            let name = name(end);
            (if name.is_empty() { Token::Declaration } else { Token::End(name) }, until_close(rest))
        } else if rest.strip_prefix('<').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())) {
            start_tag(rest)
        } else {
            let length = rest.bytes().skip(1).position(|b| b == b'<').map_or(rest.len(), |at| at + 1);
            (Token::Text(&rest[..length]), length)
        };
        self.at = start + length;
        Some((token, start..self.at))
    }

    /// Skips the content of an element, or all the rest where it does not end.
    pub(super) fn skip_to_end_of(&mut self, name: &str) {
        while let Some((token, _)) = self.next() {
            if matches!(token, Token::End(end) if end.eq_ignore_ascii_case(name)) {
                return;
            }
        }
    }
}

/// `html` without its comments.
pub(super) fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        rest = &rest[at + comment(&rest[at..]).1..];
    }
    out.push_str(rest);
    out
}

/// What a tag has that is right on one page only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagePart {
    /// An `id` or a stop of the keyboard, with the space before it.
    Attribute,
    /// The place before `#` where a link leads to a part of the page.
    Target,
}

/// Where tags have such parts.
pub(super) fn page_parts(html: &str) -> Vec<(PagePart, Range<usize>)> {
    let offset = |part: &str| part.as_ptr() as usize - html.as_ptr() as usize;
    let mut found = Vec::new();
    let mut tokens = Tokens::new(html);
    while let Some((token, _)) = tokens.next() {
        let Token::Start(tag) = token else { continue };
        for (name, value) in tag.attributes.into_iter().filter(|(_, value)| !value.is_empty()) {
            let (start, end) = (offset(name), offset(value) + value.len());
            if name.eq_ignore_ascii_case("href") && value.starts_with('#') {
                found.push((PagePart::Target, offset(value)..offset(value)));
            } else if name.eq_ignore_ascii_case("id") || name.eq_ignore_ascii_case("tabindex") && value == "0" {
                let quote = html[end..].starts_with(['"', '\'']);
                let space = html[..start].ends_with(|sign: char| sign.is_ascii_whitespace());
                found.push((PagePart::Attribute, start - usize::from(space)..end + usize::from(quote)));
            }
        }
    }
    found
}

fn comment(html: &str) -> (Token<'_>, usize) {
    for short in ["<!-->", "<!--->"] {
        if html.starts_with(short) {
            return (Token::Comment, short.len());
        }
    }
    match html[4..].find("-->") {
        Some(at) => (Token::Comment, 4 + at + 3),
        None => (Token::OpenComment, html.len()),
    }
}

fn until_close(html: &str) -> usize {
    html.find('>').map_or(html.len(), |at| at + 1)
}

fn name(html: &str) -> &str {
    let end = html.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(html.len());
    if html.starts_with(|c: char| c.is_ascii_alphabetic()) { &html[..end] } else { "" }
}

fn start_tag(html: &str) -> (Token<'_>, usize) {
    let name = name(&html[1..]);
    let mut attributes = Vec::new();
    let mut at = 1 + name.len();
    loop {
        at += html[at..].bytes().take_while(|b| b.is_ascii_whitespace() || *b == b'/').count();
        match html.as_bytes().get(at) {
            None => return (Token::Cut, html.len()),
            Some(b'>') => return (Token::Start(StartTag { name, attributes }), at + 1),
            Some(_) => {
                let (attribute, length) = attribute(&html[at..]);
                attributes.push(attribute);
                at += length;
            }
        }
    }
}

/// An attribute and its length. A name may start with `=` and hold anything but white space, `/`, `>` and `=`.
fn attribute(html: &str) -> ((&str, &str), usize) {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let first = html.chars().next().map_or(0, char::len_utf8);
    let name = &html[..html[first..].find(ends_name).map_or(html.len(), |at| first + at)];
    let spaces = |text: &str| text.bytes().take_while(u8::is_ascii_whitespace).count();
    let mut at = name.len() + spaces(&html[name.len()..]);
    if html.as_bytes().get(at) != Some(&b'=') {
        return ((name, ""), name.len());
    }
    at += 1;
    at += spaces(&html[at..]);
    let quote = html[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let length = html[at..].find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(html.len() - at);
        return ((name, &html[at..at + length]), at + length);
    };
    match html[at + 1..].find(quote) {
        Some(length) => ((name, &html[at + 1..at + 1 + length]), at + length + 2),
        None => ((name, &html[at + 1..]), html.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<Token<'_>> {
        let mut tokens = Tokens::new(html);
        std::iter::from_fn(|| tokens.next().map(|(token, _)| token)).collect()
    }

    #[test]
    fn tags_are_read_like_a_browser_does() {
        let attributes = vec![("href", "x>y"), ("b", "c/"), ("d", ""), ("e", "f"), ("=g", "")];
        assert_eq!(
            read("a<A href='x>y' b=c/ d/e = \"f\" =g>z</a >"),
            [Token::Text("a"), Token::Start(StartTag { name: "A", attributes }), Token::Text("z"), Token::End("a")]
        );
    }

    #[test]
    fn what_does_not_end_takes_the_rest() {
        assert_eq!(read("<a b=\"c>d"), [Token::Cut]);
        assert_eq!(read("x<!-- y"), [Token::Text("x"), Token::OpenComment]);
        assert_eq!(read("<!--><!---> <"), [Token::Comment, Token::Comment, Token::Text(" "), Token::Text("<")]);
        assert_eq!(read("<!doctype x></ x><?y"), [Token::Declaration, Token::Declaration, Token::Declaration]);
    }
}
