//! Line ends and the byte order mark: an editor in a browser knows neither, and the file keeps both.

/// The byte order mark.
const MARK: &str = "\u{FEFF}";

/// A text as an editor has it: without its byte order mark, lines that end in `\n`.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text of an editor with the byte order mark and the line ends of the file that it came from. A line that did not change
/// keeps its own end; a new one gets the end that most lines have.
#[must_use]
pub fn restored(old: &str, new: &str) -> String {
    let (mark, old) = old.strip_prefix(MARK).map_or(("", old), |rest| (MARK, rest));
    let old = lines(old);
    let usual = usual_end(&old);
    let new = lines(new);
    let same = |(old, new): (&(&str, &str), &(&str, &str))| old.0 == new.0;
    let start = old.iter().zip(&new).take_while(|pair| same(*pair)).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|pair| same(*pair)).count();
    let mut out = mark.to_owned();
    for (at, (line, end_of_line)) in new.iter().enumerate() {
        out.push_str(line);
        let from_end = new.len() - at;
        let kept = if at < start {
            Some(old[at].1)
        } else if from_end <= end {
            Some(old[old.len() - from_end].1)
        } else {
            None
        };
        let kept = kept.filter(|kept| !kept.is_empty()).unwrap_or(usual);
        match kept {
            _ if end_of_line.is_empty() => {}
            // Behind an end of old, a line without a sign would be one end with it.
            "\n" if line.is_empty() && out.ends_with('\r') => out.push('\r'),
            kept => out.push_str(kept),
        }
    }
    out
}

/// The end that most lines have; in a text of one line, that of the web.
fn usual_end(lines: &[(&str, &str)]) -> &'static str {
    let count = |wanted: &str| lines.iter().filter(|(_, end)| *end == wanted).count();
    let (plain, windows, old) = (count("\n"), count("\r\n"), count("\r"));
    if windows > plain && windows >= old {
        "\r\n"
    } else if old > plain {
        "\r"
    } else {
        "\n"
    }
}

/// The lines of a text, each with its end, which may be empty at the last one.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push((&rest[..at], &rest[at..at + length]));
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        lines.push((rest, ""));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_line_takes_the_usual_end_and_no_other_byte_changes() {
        let cases = [
            ("a\r\nb\r\nc\r\n", "a\nx\nc\n", "a\r\nx\r\nc\r\n"),
            ("\u{FEFF}a\nb", "a\nb\nc", "\u{FEFF}a\nb\nc"),
            ("a\r\nb\nc\r\n", "a\nb\nnew\nc\n", "a\r\nb\nnew\r\nc\r\n"),
            ("a\rb\r", "a\nc\n", "a\rc\r"),
            ("", "a\n", "a\n"),
            ("a\n", "", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(restored(old, new), expected, "{old:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_not_edited_is_the_same_to_the_byte(text in "(\u{FEFF})?(a|b|\n|\r|\r\n|é){0,40}") {
            prop_assert_eq!(restored(&text, &plain(&text)), text);
        }

        #[test]
        fn an_edit_says_what_the_editor_says(old in "(a|b|\n|\r|\r\n){0,20}", new in "(a|b|\n){0,20}") {
            prop_assert_eq!(plain(&restored(&old, &new)), new);
        }
    }
}
