//! What kind of address a link or picture has, whatever its spelling.

use std::fmt::Write;

/// What kind of address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Relative, from `/`, or a part of the page.
    Inside,
    /// Another site.
    Outside,
    /// A mail address, a telephone number, or the number of a text line.
    Contact,
    /// A scheme that can run or read something.
    Unsafe,
}

impl LinkKind {
    /// Judges an address whose entities and escapes have been undone.
    ///
    /// Browsers drop tabs, line ends and leading control characters and spaces from an address and read `\` as `/`
    /// (<https://url.spec.whatwg.org/#concept-basic-url-parser>), so all of those are left out before the scheme is read.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let seen: String = address.chars().filter(|c| !is_unseen(*c)).collect::<String>().replace('\\', "/");
        if seen.starts_with("//") {
            return Self::Outside;
        }
        let head = seen.split(['/', '?', '#']).next().unwrap_or_default();
        match head.split_once(':') {
            None => Self::Inside,
            Some((scheme, _)) => match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" => Self::Outside,
                "mailto" | "tel" | "sms" => Self::Contact,
                _ => Self::Unsafe,
            },
        }
    }
}

/// An address with the signs that no address holds percent-encoded (RFC 3986, appendix A); letters of all languages stay.
#[must_use]
pub fn encoded_address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '"' | '<' | '>' | '`' | '{' | '|' | '}' | '^' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// White space, control and format characters.
fn is_unseen(c: char) -> bool {
    let format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_address_holds_is_encoded() {
        for (written, encoded) in [
            ("https://example.org/café menu", "https://example.org/café%20menu"),
            ("https://example.org/a%20b?q=x|y", "https://example.org/a%20b?q=x%7Cy"),
            ("https://example.org/\"<b>`{c}^", "https://example.org/%22%3Cb%3E%60%7Bc%7D%5E"),
            ("https://[::1]/a#b", "https://[::1]/a#b"),
        ] {
            assert_eq!(encoded_address(written), encoded);
        }
    }

    #[test]
    fn targets_are_told_apart_whatever_their_spelling() {
        let cases = [
            ("flu.md", LinkKind::Inside),
            ("/a:b", LinkKind::Inside),
            ("../a?x=b:c", LinkKind::Inside),
            ("#10:30", LinkKind::Inside),
            ("", LinkKind::Inside),
            ("HTTPS://a.org", LinkKind::Outside),
            ("//a.org", LinkKind::Outside),
            ("/\\a.org", LinkKind::Outside),
            ("mailto:a@b.org", LinkKind::Contact),
            ("tel:+1-555", LinkKind::Contact),
            ("sms:988", LinkKind::Contact),
            ("SMS:+15555550142?body=HOME", LinkKind::Contact),
            ("smsto:988", LinkKind::Unsafe),
            ("javascript:alert(1)", LinkKind::Unsafe),
            (" \u{1}java\tscr\nipt:alert(1)", LinkKind::Unsafe),
            ("JaVa\u{200b}ScRiPt:x", LinkKind::Unsafe),
            ("data:text/html,x", LinkKind::Unsafe),
            ("vbscript:x", LinkKind::Unsafe),
            ("file:///etc/passwd", LinkKind::Unsafe),
            ("C:\\photos\\x.png", LinkKind::Unsafe),
        ];
        for (target, kind) in cases {
            assert_eq!(LinkKind::of(target), kind, "{target:?}");
        }
    }
}
