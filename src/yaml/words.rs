//! The words for what is wrong with a piece of YAML.

use serde::de::{Expected, Unexpected};

use crate::base::{LineIndex, Position};
use crate::diag::{Diagnostic, codes};

use super::Yaml;

/// What was found, in everyday words.
pub(super) fn found(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(value) => format!("the number `{value}`"),
        Unexpected::Signed(value) => format!("the number `{value}`"),
        Unexpected::Float(value) => format!("the number `{value}`"),
        Unexpected::Str(text) => format!("the text \"{}\"", shortened(text)),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a group of keys".to_owned(),
        other => other.to_string(),
    }
}

/// What was expected, in everyday words.
pub(super) fn expected(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "a string" | "a character" => "text".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a group of keys".to_owned(),
        other if other.starts_with("struct ") => "a group of keys".to_owned(),
        "f64" | "f32" => "a number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => "a whole number".to_owned(),
        other => other.to_owned(),
    }
}

/// What to write where something of another type was found.
pub(super) fn instead(expected: &str, found: &str) -> Option<String> {
    let text = found.strip_prefix("the text \"").and_then(|text| text.strip_suffix('"'));
    match (expected, text) {
        ("`true` or `false`", _) => Some("write `true` or `false`, without quotes".to_owned()),
        ("a whole number", Some(text)) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("write it without quotes: `{text}`"))
        }
        ("a list", None) if found.starts_with("the number `") => {
            Some(format!("write it in brackets: `[{}]`", found.trim_start_matches("the number ").trim_matches('`')))
        }
        ("a list", Some(text)) if !text.is_empty() && !text.contains(['…', '[', ']', '{', '}', ':', '#', '"']) => {
            Some(format!("write it in brackets: `[{text}]`"))
        }
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A text that is not YAML at all, with the help that fits the commonest slips.
pub(super) fn syntax_error(yaml: &Yaml<'_>, lines: &LineIndex<'_>, at: Position, info: &str) -> Diagnostic {
    let offset = lines.offset(at);
    let suspects = [at.line, at.line + 1, at.line.saturating_sub(1).max(1)];
    if let Some(line) = suspects.into_iter().find(|&line| is_indented_by_tab(lines.line(line))) {
        let start = lines.offset(Position { line, column: 1 });
        return Diagnostic::new(&codes::BAD_YAML, "this line is indented with a tab")
            .at(yaml.range(start..start + 1))
            .help("use spaces instead, two for each level");
    }
    let diagnostic = Diagnostic::new(&codes::BAD_YAML, format!("cannot be understood here: {}", plain(info)));
    let diagnostic = diagnostic.at(yaml.range(offset..offset));
    let line = lines.line(at.line);
    if colons(line) > 1 {
        return diagnostic.help("put a text that contains a colon in quotes: `title: \"Heart: the basics\"`");
    }
    if line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1 {
        return diagnostic.help("close the quotes, or put the whole text in the other kind of quotes");
    }
    diagnostic.help("each line is `key: value`; what belongs to a key goes below it, indented by two spaces")
}

fn is_indented_by_tab(line: &str) -> bool {
    line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t')
}

fn colons(line: &str) -> usize {
    line.matches(": ").count() + usize::from(line.trim_end().ends_with(':'))
}

fn plain(info: &str) -> &str {
    match info {
        "mapping values are not allowed in this context" => "there is a colon where a key is not allowed",
        "simple key expect ':'" | "simple key expected" => "a key without its colon",
        "did not find expected <document start>" => "text that belongs to no key",
        "recursion limit exceeded" => "the values are nested too deep",
        other => other,
    }
}
