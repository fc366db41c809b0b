//! What can be wrong with a picture, and what to do about it.

use std::fmt;

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, Place, codes};

use super::{Format, MAX_PIXELS, MAX_SIDE};

/// Why a picture cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureProblem {
    /// The file has no bytes.
    Empty,
    /// The file is of no known picture format.
    NotPicture,
    /// The file is something that sites do not show, such as a `HEIC picture`.
    OtherType(&'static str),
    /// The name promises another format than the file has.
    WrongName {
        /// What the name ends in, without its dot; may be empty.
        extension: String,
        /// What the file is.
        format: Format,
    },
    /// The file has more bytes than are read.
    TooHeavy {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The picture has more pixels than are read.
    TooLarge {
        /// Displayed width in pixels.
        width: u32,
        /// Displayed height in pixels.
        height: u32,
    },
    /// The file ends before the picture does.
    CutOff,
    /// The file starts like this format but cannot be read.
    Damaged(Format),
    /// An SVG that could load or run something.
    UnsafeSvg {
        /// What was found, as a noun with its article.
        what: String,
        /// Byte offset in the file.
        at: usize,
    },
}

impl PictureProblem {
    /// The code under which it is reported.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::TooHeavy { .. } | Self::TooLarge { .. } => &codes::PICTURE_TOO_LARGE,
            _ => &codes::BAD_PICTURE,
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Empty | Self::CutOff => "copy or download the picture again".to_owned(),
            Self::NotPicture => "use a JPEG, PNG, WebP, GIF or SVG file".to_owned(),
            Self::OtherType(_) => "open it in a picture program and export it as JPEG or PNG".to_owned(),
            Self::WrongName { format, .. } => {
                format!("rename it so that it ends in `.{}`, here and where it is used", format.extension())
            }
            Self::TooHeavy { .. } | Self::TooLarge { .. } => {
                "scale it down in a picture program; 3000 pixels on the longer side are plenty".to_owned()
            }
            Self::Damaged(_) => "open it in a picture program and save it again".to_owned(),
            Self::UnsafeSvg { .. } => {
                "export it again as plain SVG with the pictures and fonts left out, or as PNG".to_owned()
            }
        }
    }

    /// The problem as it is reported for the picture `file`.
    #[must_use]
    pub fn diagnostic(&self, file: &VPath) -> Diagnostic {
        let place = match self {
            Self::UnsafeSvg { at, .. } => Place::at(file, *at..*at),
            _ => Place::file(file),
        };
        Diagnostic::new(self.code(), self.to_string()).at(place).help(self.help())
    }
}

impl fmt::Display for PictureProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the picture file is empty"),
            Self::NotPicture => f.write_str("the file is not a picture that browsers show"),
            Self::OtherType(kind) => write!(f, "the file is a {kind}, which is not shown by all browsers"),
            Self::WrongName { extension, format } if extension.is_empty() => {
                write!(f, "the file's name has no ending, but it is a {format}")
            }
            Self::WrongName { extension, format } => {
                write!(f, "the file's name ends in `.{extension}`, but it is a {format}")
            }
            Self::TooHeavy { bytes, limit } => {
                let mebibytes = bytes.div_ceil(1024 * 1024);
                write!(f, "the picture file has {mebibytes} MiB; at most {} MiB are read", limit / (1024 * 1024))
            }
            Self::TooLarge { width, height } => write!(
                f,
                "the picture has {width} × {height} pixels; at most {MAX_SIDE} on a side and {} million in all are read",
                MAX_PIXELS / 1_000_000
            ),
            Self::CutOff => f.write_str("the file ends before the picture does"),
            Self::Damaged(format) => write!(f, "the file starts like a {format} picture, but cannot be read"),
            Self::UnsafeSvg { what, .. } => write!(f, "the SVG contains {what}, which a published picture may not"),
        }
    }
}

impl std::error::Error for PictureProblem {}
