//! One line of a file, cut to what fits on a terminal and safe to show there.

use std::ops::Range;

use super::super::visible::push_visible;

/// A line up to this length, in characters, is shown whole.
const WHOLE: usize = 100;
/// Of a longer line, so many characters before and after the marked part are shown,
const AROUND: usize = 40;
/// and at most so many of the marked part itself.
const MARKED: usize = 60;

/// A line ready to be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text.
    pub(super) text: String,
    /// The bytes of the text to point at.
    pub(super) mark: Range<usize>,
}

impl Excerpt {
    /// The column, from 1, in which the marked part starts in the excerpt. In the file it may be another.
    pub(super) fn column(&self) -> usize {
        self.text[..self.mark.start].chars().count() + 1
    }
}

/// Cuts `line` around the bytes `mark`, which lie on character boundaries of it.
pub(super) fn excerpt(line: &str, mark: Range<usize>) -> Excerpt {
    let (before, marked, after) = (&line[..mark.start], &line[mark.clone()], &line[mark.end..]);
    let fits = line.chars().nth(WHOLE).is_none();
    let mut text = String::new();
    let from = if fits { 0 } else { last(before, AROUND) };
    if from > 0 {
        text.push_str("...");
    }
    show(&mut text, &before[from..]);
    let start = text.len();
    let to = if fits { marked.len() } else { first(marked, MARKED) };
    show(&mut text, &marked[..to]);
    let end = text.len();
    let rest = if to < marked.len() { 0 } else { first(after, if fits { WHOLE } else { AROUND }) };
    show(&mut text, &after[..rest]);
    if to < marked.len() || rest < after.len() {
        text.push_str("...");
    }
    Excerpt { text, mark: start..end }
}

fn show(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\t' => out.push_str("    "),
            c => push_visible(out, c),
        }
    }
}

/// The byte length of the first `count` characters.
fn first(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}

/// The byte at which the last `count` characters start.
fn last(text: &str, count: usize) -> usize {
    text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}WRONG{}", "a".repeat(200), "b".repeat(200));
        let cut = excerpt(&line, 200..205);
        assert_eq!(cut.text, format!("...{}WRONG{}...", "a".repeat(40), "b".repeat(40)));
        assert_eq!(&cut.text[cut.mark.clone()], "WRONG");
        assert_eq!(cut.column(), 44);
    }

    #[test]
    fn a_long_place_is_cut_itself() {
        let cut = excerpt(&"a".repeat(500), 0..500);
        assert_eq!(cut.text, format!("{}...", "a".repeat(60)));
        assert_eq!(cut.mark, 0..60);
    }

    #[test]
    fn tabs_and_controls_are_shown() {
        let cut = excerpt("\tkey:\u{1b}[31m x", 1..4);
        assert_eq!(cut.text, "    key:\\u{1b}[31m x");
        assert_eq!(&cut.text[cut.mark], "key");
    }

    proptest! {
        #[test]
        fn any_line_and_any_place_work(line in "\\PC{0,30}([\\x00-\\x1f]|é|日|x){0,120}", a in 0usize..300, b in 0usize..300) {
            let near = |at: usize| (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
            let (a, b) = (near(a), near(b));
            let cut = excerpt(&line, a.min(b)..a.max(b));
            prop_assert!(cut.text.is_char_boundary(cut.mark.start) && cut.text.is_char_boundary(cut.mark.end));
            prop_assert!(!cut.text.contains(char::is_control));
            prop_assert!(cut.column() <= cut.text.chars().count() + 1);
        }
    }
}
