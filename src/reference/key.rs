//! Keys that citations name sources by.

/// Whether a text can be the id of a citation.
#[must_use]
pub fn is_source_id(text: &str) -> bool {
    !text.is_empty() && source_id_length(text) == text.len()
}

/// How many bytes of an id `text` begins with.
#[must_use]
pub fn source_id_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let inner = |b: &u8| b.is_ascii_alphanumeric() || b"_:.#$%&+?<>~/-".contains(b);
    let starts = bytes.first().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    if starts { bytes.iter().take_while(|b| inner(b)).count() } else { 0 }
}
