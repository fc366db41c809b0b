//! Texts that say something.

/// The text without spaces around it, where anything is left.
#[must_use]
pub fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The text unchanged, including spaces, if it is not blank: positions in it stay valid.
#[must_use]
pub fn unless_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
