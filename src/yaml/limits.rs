//! What is refused before any parser sees it: nesting that costs a parser time with its square, or its stack.

use crate::diag::{Diagnostic, codes};

use super::Yaml;
use super::tree::DEEPEST;

/// How the message on values that are nested too deep begins.
pub(super) const TOO_DEEP: &str = "the values are nested";

/// No text that a person wrote opens as many brackets without closing them, not even where they are in quotes.
const MOST_OPEN: usize = 500;

/// Where a text goes deeper than any parser should follow: unclosed brackets and braces, or lists begun in one line.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut begun, mut at_start) = (0usize, 0usize, true);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (begun, at_start) = (0, true),
            b'-' | b'?' | b':' if at_start => begun += 1,
            b' ' | b'\t' => {}
            _ => at_start = false,
        }
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        // A rule such as `-----` is one word; lists are begun with a space after each sign.
        if open > MOST_OPEN || begun > MOST_OPEN && (bytes[..at].ends_with(b"- ") || bytes[..at].ends_with(b"? ")) {
            return Some(at);
        }
    }
    None
}

/// The diagnostic for [`too_deep`].
pub(super) fn refused(yaml: &Yaml<'_>, at: usize) -> Diagnostic {
    let message = format!("{TOO_DEEP} more than {DEEPEST} deep, or there are too many of them");
    Diagnostic::new(&codes::YAML_FEATURE, message).at(yaml.range(at..at)).help("write it in a simpler form")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_found_in_one_pass() {
        for part in ["{a: ", "[", "- ", "[{a: ", "? "] {
            let text = format!("x: {}\n{}", part.repeat(3), part.repeat(30_000));
            assert!(too_deep(&text).is_some(), "{part}");
        }
        assert_eq!(too_deep(&"a: [1, {b: 2}]\n".repeat(10_000)), None);
        assert_eq!(too_deep(&format!("a: |\n  {}\n- b\n", "-".repeat(10_000))), None);
    }
}
