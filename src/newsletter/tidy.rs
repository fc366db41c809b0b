//! What templates leave behind: white space that nobody sees.

/// A page without indentation and empty lines; no element of a letter keeps white space.
#[must_use]
pub fn tidy_html(html: &str) -> String {
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(html.len()), |out, line| out + line + "\n")
}

/// A text with at most one empty line in a row, and none at its ends.
#[must_use]
pub fn tidy_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && empty) {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_white_space_goes() {
        assert_eq!(tidy_html("<p>\n\n   A  word\n</p>"), "<p>\nA  word\n</p>\n");
        assert_eq!(tidy_text("\n\nA\n\n\n  b  \n\n"), "A\n\n  b\n");
    }
}
