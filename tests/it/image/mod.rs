//! Pictures from their bytes to their published files: nothing private leaves, nothing hostile enters, nothing is lost.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test may panic, and its pictures are small"
)]

mod hostile;
pub(crate) mod makers;
mod private;
mod published;
