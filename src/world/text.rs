//! Reading text: UTF-8 only.

use std::fmt;

use crate::base::{VPath, without_old_line_ends};
use crate::diag::{Diagnostic, Place, codes};

use super::{ReadProblem, World, read_layered};

/// Why a file could not be read as text.
#[derive(Debug)]
pub enum TextProblem {
    /// It could not be read at all.
    Read(ReadProblem),
    /// It is not UTF-8, or holds a NUL byte; the offset is that of the first wrong byte.
    NotText(usize),
}

impl fmt::Display for TextProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(problem) => problem.fmt(f),
            Self::NotText(offset) => write!(f, "it is not UTF-8 text (the byte at {offset} is invalid)"),
        }
    }
}

impl TextProblem {
    /// The problem of a file, for its reader.
    #[must_use]
    pub fn told(&self, path: &VPath) -> Diagnostic {
        let (code, help) = match self {
            Self::NotText(_) => (&codes::NOT_TEXT, "save the file again with UTF-8 encoding"),
            Self::Read(ReadProblem::TooLarge(_)) => (&codes::FILE_TOO_LARGE, "remove what is not needed"),
            Self::Read(_) => {
                (&codes::UNREADABLE_FILE, "check that the file exists and that you have permission to read it")
            }
        };
        Diagnostic::new(code, format!("cannot be read: {self}")).at(Place::file(path)).help(help)
    }
}

/// The text of a file of the project, or else the built-in one of that path, without a byte order mark.
///
/// # Errors
/// See [`TextProblem`]; `limit` is in bytes.
pub fn read_text(world: &dyn World, path: &VPath, limit: u64) -> Result<String, TextProblem> {
    let mut bytes = read_layered(world, path, limit).map_err(TextProblem::Read)?;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let text = String::from_utf8(bytes).map_err(|error| TextProblem::NotText(error.utf8_error().valid_up_to()))?;
    match text.find('\0') {
        Some(at) => Err(TextProblem::NotText(at)),
        None => Ok(without_old_line_ends(text)),
    }
}
