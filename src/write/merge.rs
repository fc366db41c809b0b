//! Brings two changes of one text together, line by line, where they are about different lines.

use std::ops::Range;

/// Largest table that is made to compare two texts, in cells: some thousand changed lines on each side.
const MOST_CELLS: usize = 16 * 1024 * 1024;

/// Lines of the base and what is in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change<'t> {
    base: Range<usize>,
    lines: &'t [&'t str],
}

/// The text with the changes of both; `None` if both have changed the same lines, or lines that touch.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let [base, mine, theirs] = [base, mine, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut changes = changes(&base, &mine)?;
    for change in self::changes(&base, &theirs)? {
        let meets = |other: &&Change<'_>| other.base.start <= change.base.end && change.base.start <= other.base.end;
        match changes.iter().find(meets) {
            Some(same) if *same == change => {}
            Some(_) => return None,
            None => changes.push(change),
        }
    }
    changes.sort_by_key(|change| change.base.start);
    let mut out = String::new();
    let mut at = 0;
    for change in changes {
        out.extend(base[at..change.base.start].iter().copied());
        out.extend(change.lines.iter().copied());
        at = change.base.end;
    }
    out.extend(base[at..].iter().copied());
    Some(out)
}

/// How a text differs from its base, in order; `None` if it is too much to compare.
fn changes<'t>(base: &[&str], text: &'t [&'t str]) -> Option<Vec<Change<'t>>> {
    let start = base.iter().zip(text).take_while(|(old, new)| old == new).count();
    let both = base[start..].iter().rev().zip(text[start..].iter().rev());
    let end = both.take_while(|(old, new)| old == new).count();
    let (old, new) = (&base[start..base.len() - end], &text[start..text.len() - end]);
    let width = new.len() + 1;
    if (old.len() + 1).checked_mul(width)? > MOST_CELLS {
        return None;
    }
    // The longest common subsequence of what follows each pair of lines.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            longest[at * width + other] = if old[at] == new[other] {
                longest[(at + 1) * width + other + 1] + 1
            } else {
                longest[(at + 1) * width + other].max(longest[at * width + other + 1])
            };
        }
    }
    let mut found: Vec<Change<'t>> = Vec::new();
    let (mut at, mut other) = (0, 0);
    while at < old.len() || other < new.len() {
        if at < old.len() && other < new.len() && old[at] == new[other] {
            (at, other) = (at + 1, other + 1);
            continue;
        }
        let (from, from_other) = (at, other);
        while at < old.len() && other < new.len() && old[at] != new[other] {
            if longest[(at + 1) * width + other] >= longest[at * width + other + 1] { at += 1 } else { other += 1 }
        }
        if at == old.len() || other == new.len() {
            (at, other) = (old.len(), new.len());
        }
        found.push(Change { base: start + from..start + at, lines: &text[start + from_other..start + other] });
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn changes_of_different_lines_come_together_and_of_the_same_do_not() {
        let base = "a\nb\nc\nd\ne\n";
        let cases = [
            ("A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", Some("A\nb\nc\nd\nE\n")),
            ("a\nb\nc\nd\ne\nf\n", "b\nc\nd\ne\n", Some("b\nc\nd\ne\nf\n")),
            ("a\nb\nx\nc\nd\ne\n", "a\nb\nc\nd\ny\ne\n", Some("a\nb\nx\nc\nd\ny\ne\n")),
            ("a\nB\nc\nd\ne\n", "a\nB\nc\nd\ne\n", Some("a\nB\nc\nd\ne\n")),
            (base, "", Some("")),
            ("a\nB\nc\nd\ne\n", "a\nX\nc\nd\ne\n", None),
            ("a\nB\nc\nd\ne\n", "a\nb\nC\nd\ne\n", None),
            ("a\nb\nc\nd\ne", "a\nb\nc\nd\ne\nf\n", None),
        ];
        for (mine, theirs, expected) in cases {
            assert_eq!(merge(base, mine, theirs).as_deref(), expected, "{mine:?} {theirs:?}");
            assert_eq!(merge(base, theirs, mine).as_deref(), expected, "{theirs:?} {mine:?}");
        }
    }

    proptest! {
        #[test]
        fn one_change_alone_is_taken_as_it_is(base in "([ab]\n){0,8}", text in "([abc]\n){0,8}") {
            let (mine, theirs) = (merge(&base, &text, &base), merge(&base, &base, &text));
            prop_assert_eq!(mine.as_deref(), Some(text.as_str()));
            prop_assert_eq!(theirs.as_deref(), Some(text.as_str()));
        }
    }
}
