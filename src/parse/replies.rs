//! Words for replies to reviews, ours and the project's.
//!
//! In: `data/replies.yaml`. Out: [`Replies`]; an entry that cannot be used is reported and left out. No page holds any of them:
//! `bedside reply` prints them, and every build looks whether they can be read.

use serde::Deserialize;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{REPLIES_FILE, SourceSet};
use crate::world::{ReadProblem, TextProblem, World, read_text};
use crate::yaml::{Step, Yaml};

static BUILT_IN: &str = include_str!("../../content/replies.yaml");

/// Largest file of replies, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What a review may be about.
pub const CASES: [&str; 5] = ["praise", "wait", "bill", "treatment", "staff"];

/// What `bedside reply` fills in.
const FILLED: [&str; 3] = ["contact", "phone", "practice"];

/// Words for replies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// Who of the practice takes the call.
    pub contact: Option<String>,
    /// The replies, as they are listed.
    pub replies: Vec<Reply>,
}

/// Words for one reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What the review is about, one of [`CASES`].
    pub case: String,
    /// Its language, such as `es`.
    pub language: String,
    /// The words, with `{contact}`, `{phone}` and `{practice}` to be filled in.
    pub text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RepliesFile {
    contact: Option<String>,
    replies: Option<Vec<ReplyFile>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReplyFile {
    case: Option<String>,
    language: Option<String>,
    text: Option<String>,
}

/// Reads the project's own replies, where it has some.
#[must_use]
pub fn replies(world: &dyn World) -> Outcome<Replies> {
    let path = VPath::new(REPLIES_FILE);
    match read_text(world, &path, LARGEST) {
        Ok(text) => read(Yaml { file: &path, text: &text, start: 0 }),
        Err(TextProblem::Read(ReadProblem::Missing)) => Outcome::fine(Replies::default()),
        Err(problem) => Outcome { value: Replies::default(), diagnostics: vec![problem.told(&path)] },
    }
}

/// What is wrong with the project's own replies.
#[must_use]
pub fn reply_problems(world: &dyn World, sources: &SourceSet) -> Vec<Diagnostic> {
    let has_some = sources.data.iter().any(|path| path.as_str() == REPLIES_FILE);
    if has_some { replies(world).diagnostics } else { Vec::new() }
}

/// The replies that travel in the program; that they can be read has a test.
#[must_use]
pub fn built_in_replies() -> Vec<Reply> {
    built_in().value.replies
}

fn built_in() -> Outcome<Replies> {
    let file = VPath::new("content/replies.yaml");
    read(Yaml { file: &file, text: BUILT_IN, start: 0 })
}

fn read(yaml: Yaml<'_>) -> Outcome<Replies> {
    let mut diagnostics = Vec::new();
    let file = yaml.read::<RepliesFile>().into(&mut diagnostics);
    let mut replies = Vec::new();
    // What could not be read at all is reported already.
    let is_whole = diagnostics.is_empty();
    for (at, entry) in file.replies.unwrap_or_default().into_iter().enumerate() {
        match reply(entry) {
            Ok(reply) => replies.push(reply),
            Err(_) if !is_whole => {}
            Err(problems) => {
                let place = |key| yaml.place(&[Step::Key("replies"), Step::Item(at), Step::Key(key)]);
                diagnostics.extend(problems.into_iter().map(|(key, diagnostic)| diagnostic.at(place(key))));
            }
        }
    }
    Outcome { value: Replies { contact: file.contact, replies }, diagnostics }
}

/// The reply of an entry, or each key that is wrong and why.
fn reply(entry: ReplyFile) -> Result<Reply, Vec<(&'static str, Diagnostic)>> {
    let given = |value: Option<String>| value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (case, language, text) = (given(entry.case), given(entry.language), given(entry.text));
    let mut problems = Vec::new();
    for (key, value) in [("case", &case), ("language", &language), ("text", &text)] {
        if value.is_none() {
            let help = "each reply needs a `case`, a `language` and a `text`";
            let message = format!("the key `{key}` is missing");
            problems.push((key, Diagnostic::new(&codes::MISSING_KEY, message).help(help)));
        }
    }
    let case = case.map(|case| case.to_ascii_lowercase());
    if let Some(case) = case.as_ref().filter(|case| !CASES.contains(&case.as_str())) {
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{case}` is not a case that Bedside knows"));
        let help = format!("write one of {}", CASES.map(|case| format!("`{case}`")).join(", "));
        problems.push(("case", diagnostic.did_you_mean(case, CASES).help(help)));
    }
    for unknown in text.iter().flat_map(|text| blanks(text)).filter(|name| !FILLED.contains(name)) {
        let diagnostic =
            Diagnostic::new(&codes::BAD_VALUE, format!("there is no value to fill in for `{{{unknown}}}`"));
        let help = format!("write one of {}", FILLED.map(|name| format!("`{{{name}}}`")).join(", "));
        problems.push(("text", diagnostic.help(help)));
    }
    match (case, language, text) {
        (Some(case), Some(language), Some(text)) if problems.is_empty() => {
            Ok(Reply { case, language: language.to_ascii_lowercase(), text })
        }
        _ => Err(problems),
    }
}

/// The names in braces.
fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use crate::privacy;

    use super::*;

    #[test]
    fn every_reply_of_the_program_confirms_nothing_and_leads_offline() {
        assert_eq!(built_in().diagnostics, []);
        let replies = built_in_replies();
        for case in CASES {
            for language in ["en", "es"] {
                let found = replies.iter().find(|reply| reply.case == case && reply.language == language);
                let reply = found.unwrap_or_else(|| panic!("no reply for {case} in {language}"));
                assert!(privacy::confirms(&reply.text).is_empty(), "{}", reply.text);
                assert!(reply.text.contains("{contact}") && reply.text.contains("{phone}"), "{}", reply.text);
            }
        }
    }

    #[test]
    fn an_entry_that_cannot_be_used_is_reported_at_its_line() {
        let file = VPath::new(REPLIES_FILE);
        for (entry, line, message) in [
            ("language: en\n    text: Call us.", 2, "the key `case` is missing"),
            ("case: wait\n    text: Call us.", 2, "the key `language` is missing"),
            ("case: wait\n    language: en\n    text: ' '", 4, "the key `text` is missing"),
            ("case: waiting\n    language: en\n    text: Call us.", 2, "`waiting` is not a case that Bedside knows"),
            ("case: wait\n    language: en\n    text: Call {nurse}.", 4, "there is no value to fill in for `{nurse}`"),
        ] {
            let text = format!("replies:\n  - {entry}\n");
            let outcome = read(Yaml { file: &file, text: &text, start: 0 });
            assert_eq!(outcome.value.replies, [], "{text}");
            let found: Vec<(usize, &str)> = outcome
                .diagnostics
                .iter()
                .map(|d| {
                    let range = d.place.as_ref().and_then(|place| place.range.clone()).expect("a place");
                    (text[..range.start].matches('\n').count() + 1, d.message.as_str())
                })
                .collect();
            assert_eq!(found, [(line, message)], "{text}");
        }
    }
}
