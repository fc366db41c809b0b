//! Expectations inside a file.
//!
//! `expect: CODE "part of the message"` stands in a comment of the file's own kind. Behind something else it speaks of its
//! own line; on its own line, of the next line that is not one too. `expect@3: CODE` speaks of line 3, and
//! `expect@file: CODE` of the file as a whole. The part of the message may be left out.

use std::fmt;

/// A problem that a file says it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// Line from 1; `None` where the file as a whole is meant.
    pub(crate) line: Option<usize>,
    pub(crate) code: String,
    pub(crate) part: String,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map_or_else(|| "file".to_owned(), |line| line.to_string());
        write!(f, "{line}: {} {}", self.code, self.part)
    }
}

/// The expectations of a text, top to bottom.
pub(crate) fn read(text: &str) -> Vec<Expected> {
    let lines: Vec<&str> = text.lines().collect();
    let mut expectations = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((before, marker)) = line.split_once("expect") else { continue };
        let Some((place, rest)) =
            marker.split_once(": ").filter(|(place, _)| place.is_empty() || place.starts_with('@'))
        else {
            continue;
        };
        let line = match place.trim_start_matches('@') {
            "file" => None,
            "" if is_marker_only(before) => {
                let speaks = |line: &&str| !line.split_once("expect").is_some_and(|(before, _)| is_marker_only(before));
                let after = lines[at + 1..].iter().position(speaks);
                Some(at + 2 + after.expect("a line behind the expectation"))
            }
            "" => Some(at + 1),
            number => Some(number.parse().expect("`expect@LINE`")),
        };
        let code = rest.split_whitespace().next().expect("a code");
        let code = bedside::diag::Code::named(code).map_or(code, |code| code.name).to_owned();
        let part = rest.split('"').nth(1).unwrap_or_default().to_owned();
        expectations.push(Expected { line, code, part });
    }
    expectations
}

/// Whether nothing but the start of a comment stands before an expectation.
fn is_marker_only(before: &str) -> bool {
    before.trim_matches([' ', '\t', '#', '<', '!', '-', '{']).is_empty()
}

#[test]
fn expectations_speak_of_their_line_the_next_or_the_file() {
    let text = "a: 1 # expect: one \"two words\"\n# expect: two\n# expect: three\nb: 2\nexpectation: none\n<!-- expect@1: four -->\n<!-- expect@file: five -->";
    let found: Vec<String> = read(text).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["1: one two words", "4: two ", "4: three ", "1: four ", "file: five "]);
}
