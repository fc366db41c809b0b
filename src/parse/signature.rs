//! Writes a review into the front matter of a document.

use jiff::civil::Date;

use crate::base::VPath;
use crate::yaml::Yaml;

use super::fingerprint;
use super::front::{Split, split};

/// A review as written in front matter.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'s> {
    /// Id of the reviewer.
    pub by: &'s str,
    /// The day of the review.
    pub on: Date,
    /// Whether the day of the next review is kept; otherwise it is removed.
    pub keep_due: bool,
    /// What becomes of the reviewer's conflicts of interest.
    pub conflicts: Conflicts<'s>,
}

/// What becomes of the conflicts of interest that a review names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflicts<'s> {
    /// They stay as they are written.
    Stay,
    /// They were another reviewer's, and go.
    Go,
    /// They are these.
    Are(&'s str),
}

/// The text of a document with its review signed: `reviewed` with the reviewer, the day and the [`fingerprint`] of what
/// was read. All other bytes stay. `None` if the front matter is written in a way that cannot be changed safely.
#[must_use]
pub fn sign(text: &str, signature: Signature<'_>) -> Option<String> {
    let file = VPath::new("");
    let Split::Parts { front, body } = split(text) else { return None };
    let yaml = Yaml { file: &file, text: &text[front.clone()], start: 0 };
    let print = fingerprint(&yaml, &text[body.clone()]);
    let (by, on) = (quoted(signature.by), signature.on.to_string());
    let shown_print = quoted(&print);
    let mut changes = vec![("by", Some(by.as_str())), ("on", Some(on.as_str()))];
    if !signature.keep_due {
        changes.push(("due", None));
    }
    let shown_conflicts;
    match signature.conflicts {
        Conflicts::Stay => {}
        Conflicts::Go => changes.push(("conflicts", None)),
        Conflicts::Are(text) => {
            shown_conflicts = quoted(text);
            changes.push(("conflicts", Some(shown_conflicts.as_str())));
        }
    }
    changes.push(("fingerprint", Some(shown_print.as_str())));
    let front_after = yaml.with_changes("reviewed", "authors", &changes)?;
    let signed = format!("{}{front_after}{}", &text[..front.start], &text[front.end..]);
    stands_for(&signed, &text[body], &[signature.by, &on, &print]).then_some(signed)
}

/// Whether the changed text still says what it said, and the review what it has to say.
fn stands_for(signed: &str, body: &str, review: &[&str; 3]) -> bool {
    let file = VPath::new("");
    let Split::Parts { front, body: body_after } = split(signed) else { return false };
    let yaml = Yaml { file: &file, text: &signed[front], start: 0 };
    let [Some(written)] = yaml.plain(["reviewed"]) else { return false };
    let has = |value: &&str| written.contains(&format!("{}:{value}", value.len()));
    signed[body_after] == *body && fingerprint(&yaml, body) == review[2] && review.iter().all(has)
}

/// A value that no reader of YAML takes for a number, a boolean or nothing.
fn quoted(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && value.chars().any(|c| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E'))
        && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
            .contains(&value.to_ascii_lowercase().as_str());
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: &str = "sam-lee";

    fn signed(text: &str) -> Option<String> {
        let on = "2026-11-25".parse().expect("a day");
        sign(text, Signature { by: BY, on, keep_due: false, conflicts: Conflicts::Go })
    }

    #[test]
    fn a_signature_changes_its_key_alone_and_twice_is_once() {
        let texts = [
            "---\ntitle: A\nauthors: [ng] # her\n---\nText.\n",
            "---\r\ntitle: A # why\r\nreviewed:\r\n  by: x # who\r\n  on: 2020-01-01\r\n  due: 2021-01-01\r\n---\r\nText.",
            "---\ntitle: A\nreviewed: {by: x, on: 2020-01-01, due: 2021-01-01}\n---\n",
            "---\ntitle: |\n  A\n---",
        ];
        for text in texts {
            let once = signed(text).unwrap_or_else(|| panic!("{text:?} can be signed"));
            assert_eq!(signed(&once).as_deref(), Some(once.as_str()), "{text:?}");
            assert!(once.contains(BY) && once.contains("2026-11-25") && !once.contains("2021"), "{once}");
            let kept = |text: &str| -> Vec<String> {
                let foreign = |line: &&str| {
                    !["reviewed", "by:", "on:", "due:", "fingerprint:"].iter().any(|key| line.contains(key))
                };
                text.split_inclusive('\n').filter(foreign).map(str::to_owned).collect()
            };
            assert_eq!(kept(&once), kept(text), "{text:?}");
        }
    }

    #[test]
    fn conflicts_are_those_of_the_reviewer_who_signs() {
        let on = "2026-11-25".parse().expect("a day");
        let text = "---\ntitle: A\nreviewed:\n  by: x\n  on: 2020-01-01\n  conflicts: \"Old ones: two\"\n---\n";
        let with = |conflicts| sign(text, Signature { by: BY, on, keep_due: false, conflicts }).expect("signed");
        assert!(with(Conflicts::Stay).contains("conflicts: \"Old ones: two\""));
        assert!(!with(Conflicts::Go).contains("conflicts"));
        assert!(with(Conflicts::Are("A \"talk\": paid")).contains("conflicts: \"A \\\"talk\\\": paid\""));
    }

    #[test]
    fn what_cannot_be_changed_safely_is_refused() {
        for text in ["no front matter", "---\ntitle: A\n", "---\nreviewed: yes\n---\n", "---\n{title: A}\n---\n"] {
            assert_eq!(signed(text), None, "{text:?}");
        }
    }

    #[test]
    fn values_that_look_like_numbers_are_quoted() {
        let cases = [
            ("67e9bd1b97", "67e9bd1b97"),
            ("1234567890", "\"1234567890\""),
            ("12e4567890", "\"12e4567890\""),
            ("no", "\"no\""),
            ("ng", "ng"),
            ("josé", "\"josé\""),
        ];
        for (value, expected) in cases {
            assert_eq!(quoted(value), expected);
        }
    }
}
