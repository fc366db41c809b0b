//! What kind of address a link or picture has, whatever its spelling.

/// What kind of address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Relative, from `/`, or a part of the page.
    Inside,
    /// Another site.
    Outside,
    /// A mail address or a telephone number.
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
                "mailto" | "tel" => Self::Contact,
                _ => Self::Unsafe,
            },
        }
    }
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
