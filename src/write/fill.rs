//! Filling the words of a project into the files that Bedside starts it with.
//!
//! A gap is `{{word}}`, `{{word|yaml}}` or `{{word|markdown}}`: as it is, as a quoted YAML string, or as plain text in
//! Markdown. The form is that of the place, so no title, however odd, can break out of it.

use std::fmt::Write;

/// Fills every gap of `template` from `words`. A gap whose word is unknown stays as it is, as it belongs to someone else.
#[must_use]
pub fn fill(template: &str, words: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else { break };
        let gap = &rest[start + 2..start + length];
        out.push_str(&rest[..start]);
        match filling(gap, words) {
            Some(text) => out.push_str(&text),
            None => out.push_str(&rest[start..start + length + 2]),
        }
        rest = &rest[start + length + 2..];
    }
    out.push_str(rest);
    out
}

fn filling(gap: &str, words: &[(&str, String)]) -> Option<String> {
    let (word, form) = gap.split_once('|').unwrap_or((gap, ""));
    let text = words.iter().find(|(known, _)| *known == word.trim()).map(|(_, text)| text)?;
    match form.trim() {
        "" => Some(text.clone()),
        "yaml" => Some(yaml_string(text)),
        "markdown" => Some(markdown_text(text)),
        _ => None,
    }
}

/// `text` as a double-quoted YAML string on one line (YAML 1.2.2, section 7.3.1).
#[must_use]
pub fn yaml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_unprintable(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML wants escaped (YAML 1.2.2, section 5.1), and the ones that end lines or hide. All are below
/// U+10000, so four digits are enough.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// `text` in Markdown, with every character that means something there escaped (`CommonMark` 0.31, section 2.4).
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            c if c.is_control() => out.push(' '),
            c if "\\`*_[]<>&#|~!{}".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn gaps_take_the_form_of_their_place() {
        let words = [("name", "A \"B\" & *C*".to_owned())];
        let template = "title: {{name|yaml}}\n# {{name|markdown}} ({{name}}) {{other}} {{name|shout}} {{";
        let filled = "title: \"A \\\"B\\\" & *C*\"\n# A \"B\" \\& \\*C\\* (A \"B\" & *C*) {{other}} {{name|shout}} {{";
        assert_eq!(fill(template, &words), filled);
    }

    #[test]
    fn a_filling_is_not_filled_again() {
        let words = [("a", "{{b}}".to_owned()), ("b", "x".to_owned())];
        assert_eq!(fill("{{a}}", &words), "{{b}}");
    }

    proptest! {
        #[test]
        fn a_yaml_string_reads_back(text in any::<String>()) {
            let written = format!("title: {}\n", yaml_string(&text));
            let read: std::collections::BTreeMap<String, String> = serde_yaml::from_str(&written).expect("valid YAML");
            prop_assert_eq!(&read["title"], &text);
            prop_assert_eq!(written.lines().count(), 1);
        }
    }
}
