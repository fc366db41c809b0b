//! What a practice is told when something is wrong: every code, at its line.
//!
//! Most cases are files in `tests/fixtures/` that say themselves what is expected of them, see [`expect`]. What cannot be
//! written as text is made in [`bytes`], what needs a disk in [`disk`].

mod bytes;
mod coverage;
mod data;
mod disk;
mod edits;
mod expect;
mod fixtures;
mod long_lines;
mod types;
