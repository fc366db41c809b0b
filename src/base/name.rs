//! Which names may become files: the same answer on every operating system.

use std::fmt;

/// Why a name cannot be used for a published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is left of the name.
    Empty,
    /// `.` or `..`, or a leading dot.
    Dots,
    /// `/` or `\` or a drive letter's colon.
    Separator,
    /// A control character, or one that changes the direction of text.
    Invisible,
    /// One of `< > " | ? *`, which Windows refuses.
    Reserved,
    /// Something other than letters, digits, `-`, `_` and `.`, where only these will do.
    Symbol,
    /// Ends in a dot or a space.
    Trailing,
    /// A device name of Windows such as `con` or `lpt1`.
    Device,
    /// More than 200 bytes.
    Long,
}

impl fmt::Display for NameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::Dots => "it starts with a dot",
            Self::Separator => "it contains `/`, `\\` or `:`",
            Self::Invisible => "it contains an invisible control character",
            Self::Reserved => "it contains one of `< > \" | ? *`",
            Self::Symbol => "it contains something other than letters, digits, `-`, `_` and `.`",
            Self::Trailing => "it ends in a dot or a space",
            Self::Device => "Windows reserves this name for a device",
            Self::Long => "it is longer than 200 bytes",
        })
    }
}

/// Checks one path segment that comes from content.
///
/// # Errors
/// The first problem found, see [`NameProblem`].
pub fn check_name(name: &str) -> Result<(), NameProblem> {
    if name.is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.len() > 200 {
        return Err(NameProblem::Long);
    }
    if name.starts_with('.') {
        return Err(NameProblem::Dots);
    }
    for character in name.chars() {
        match character {
            '/' | '\\' | ':' => return Err(NameProblem::Separator),
            '<' | '>' | '"' | '|' | '?' | '*' => return Err(NameProblem::Reserved),
            c if c.is_control() || is_bidirectional(c) => return Err(NameProblem::Invisible),
            _ => {}
        }
    }
    if name.ends_with(['.', ' ']) {
        return Err(NameProblem::Trailing);
    }
    if is_device(name) { Err(NameProblem::Device) } else { Ok(()) }
}

/// The characters of Unicode's bidirectional algorithm (UAX #9) and the zero-width ones that hide in names.
fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

/// Device names of Windows, also before an extension and with superscript digits
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|digit| {
            let mut digits = digit.chars();
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_refused() {
        let cases = [
            ("", NameProblem::Empty),
            ("..", NameProblem::Dots),
            (".git", NameProblem::Dots),
            ("a/b", NameProblem::Separator),
            ("c:x", NameProblem::Separator),
            ("a\u{0}b", NameProblem::Invisible),
            ("a\u{202E}gpj", NameProblem::Invisible),
            ("a*", NameProblem::Reserved),
            ("a.", NameProblem::Trailing),
            ("CON", NameProblem::Device),
            ("lpt¹.txt", NameProblem::Device),
        ];
        for (name, problem) in cases {
            assert_eq!(check_name(name), Err(problem), "{name:?}");
        }
        assert_eq!(check_name(&"x".repeat(201)), Err(NameProblem::Long));
    }

    #[test]
    fn ordinary_names_pass() {
        for name in ["flu-season", "fiebre-niños", "console", "com10", "a.b"] {
            assert_eq!(check_name(name), Ok(()), "{name:?}");
        }
    }
}
