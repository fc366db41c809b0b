//! Where a link or picture leads.

/// What kind of target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Relative, from `/`, or a part of the page.
    Inside,
    /// Another site.
    Outside,
    /// A mail address or a telephone number.
    Contact,
    /// A scheme that can run or read something.
    Unsafe,
}

/// Judges a target whose entities and escapes have been undone.
///
/// Browsers drop tabs, line ends and leading control characters and spaces from an address and read `\` as `/`
/// (<https://url.spec.whatwg.org/#concept-basic-url-parser>), so all of those are left out before the scheme is read.
pub(super) fn judge(target: &str) -> Target {
    let seen: String = target.chars().filter(|c| !is_unseen(*c)).collect::<String>().replace('\\', "/");
    if seen.starts_with("//") {
        return Target::Outside;
    }
    let head = seen.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => Target::Inside,
        Some((scheme, _)) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Target::Outside,
            "mailto" | "tel" => Target::Contact,
            _ => Target::Unsafe,
        },
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
            ("flu.md", Target::Inside),
            ("/a:b", Target::Inside),
            ("../a?x=b:c", Target::Inside),
            ("#10:30", Target::Inside),
            ("", Target::Inside),
            ("HTTPS://a.org", Target::Outside),
            ("//a.org", Target::Outside),
            ("/\\a.org", Target::Outside),
            ("mailto:a@b.org", Target::Contact),
            ("tel:+1-555", Target::Contact),
            ("javascript:alert(1)", Target::Unsafe),
            (" \u{1}java\tscr\nipt:alert(1)", Target::Unsafe),
            ("JaVa\u{200b}ScRiPt:x", Target::Unsafe),
            ("data:text/html,x", Target::Unsafe),
            ("vbscript:x", Target::Unsafe),
            ("file:///etc/passwd", Target::Unsafe),
            ("C:\\photos\\x.png", Target::Unsafe),
        ];
        for (target, kind) in cases {
            assert_eq!(judge(target), kind, "{target:?}");
        }
    }
}
