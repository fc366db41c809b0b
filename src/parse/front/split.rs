//! Parts the front matter from the text.

use std::ops::Range;

/// The two parts of a document, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// Both parts.
    Parts {
        /// The YAML between the two `---` lines.
        front: Range<usize>,
        /// The Markdown after them.
        body: Range<usize>,
    },
    /// The document does not start with `---`.
    Missing,
    /// There is no second `---`.
    Open,
}

/// Parts `text` at its `---` lines. The first line is exactly `---`; so is the closing one, or `...`. Spaces after them
/// and both line ends are taken.
#[must_use]
pub fn split(text: &str) -> Split {
    let Some(first) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return Split::Missing;
    };
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Split::Parts { front: first.len()..at, body: at + line.len()..text.len() };
        }
        at += line.len();
    }
    Split::Open
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        match split(text) {
            Split::Parts { front, body } => Some((&text[front], &text[body])),
            _ => None,
        }
    }

    #[test]
    fn both_line_ends_are_taken() {
        assert_eq!(parts("---\ntitle: A\n---\n\nText"), Some(("title: A\n", "\nText")));
        assert_eq!(parts("---\r\ntitle: A\r\n---\r\nText"), Some(("title: A\r\n", "Text")));
        assert_eq!(parts("---\n---"), Some(("", "")));
    }

    #[test]
    fn a_rule_in_the_text_is_not_the_end() {
        assert_eq!(parts("---\na: 1\n---\nx\n\n---\n\ny"), Some(("a: 1\n", "x\n\n---\n\ny")));
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(split("# Title"), Split::Missing);
        assert_eq!(split("----\na: 1\n---\n"), Split::Missing);
        assert_eq!(split("---\ntitle: A\n"), Split::Open);
        assert_eq!(split(""), Split::Missing);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(front in "([a-z: ]{0,20}\n){0,4}", body in "\\PC{0,200}") {
            let text = format!("---\n{front}---\n{body}");
            let found = parts(&text);
            prop_assert_eq!(found, Some((front.as_str(), body.as_str())));
        }

        #[test]
        fn any_text_is_parted_without_a_panic(text in "(---|\\.\\.\\.|\n|\r|\\PC){0,60}") {
            if let Split::Parts { front, body } = split(&text) {
                prop_assert!(front.end <= body.start);
                prop_assert_eq!(body.end, text.len());
            }
        }
    }
}
