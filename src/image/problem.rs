//! What can be wrong with a picture, and what to do about it.

use std::fmt;

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, Place, codes};

use super::{Format, MAX_MEMORY, MAX_PIXELS, MAX_SIDE};

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
    /// The picture would take more memory than one picture may.
    TooMuchMemory {
        /// What it would take, in bytes.
        bytes: u64,
    },
    /// A drawing of which reading or drawing would take too long.
    TooComplex {
        /// What there is too much of.
        what: String,
    },
    /// A drawing that cannot be drawn on cards.
    NotDrawable {
        /// Why, in words.
        why: String,
    },
    /// An SVG that is not well-formed XML.
    NotXml {
        /// What the parser says.
        why: String,
        /// Byte offset in the file.
        at: usize,
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
            Self::TooHeavy { .. } | Self::TooLarge { .. } | Self::TooMuchMemory { .. } | Self::TooComplex { .. } => {
                &codes::PICTURE_TOO_LARGE
            }
            _ => &codes::BAD_PICTURE,
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Empty | Self::CutOff => "copy or download the picture again".to_owned(),
            Self::NotPicture => "use a JPEG, PNG, WebP, GIF or SVG file".to_owned(),
            Self::OtherType(kind) => other_type_help(kind).to_owned(),
            Self::WrongName { format, .. } => {
                format!("rename it so that it ends in `.{}`, here and where it is used", format.extension())
            }
            Self::TooHeavy { .. } | Self::TooLarge { .. } => {
                "make it smaller in a picture program; 3000 pixels on the longer side are enough".to_owned()
            }
            Self::TooMuchMemory { .. } => {
                "make it smaller in a picture program, and save it without transparency and not as a progressive JPEG"
                    .to_owned()
            }
            Self::TooComplex { .. } | Self::NotDrawable { .. } => {
                "simplify the drawing in the program that made it, or export it as PNG".to_owned()
            }
            Self::NotXml { .. } => "export it again from the program that made it".to_owned(),
            Self::Damaged(_) => "open it in a picture program and save it again".to_owned(),
            Self::UnsafeSvg { what, .. } => unsafe_svg_help(what).to_owned(),
        }
    }

    /// The problem as reported for the picture `file`.
    #[must_use]
    pub fn diagnostic(&self, file: &VPath) -> Diagnostic {
        let place = match self {
            Self::UnsafeSvg { at, .. } | Self::NotXml { at, .. } => Place::at(file, *at..*at),
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
            Self::OtherType(kind) => {
                write!(f, "the file is {} {kind}, not a picture that Bedside can resize", article(kind))
            }
            Self::WrongName { extension, format } if extension.is_empty() => {
                write!(f, "the file's name has no extension, but it is a {format}")
            }
            Self::WrongName { extension, format } => {
                write!(f, "the file's name ends in `.{extension}`, but it is a {format}")
            }
            Self::TooHeavy { bytes, limit } => {
                let mebibytes = bytes.div_ceil(1024 * 1024);
                write!(f, "the picture file has {mebibytes} MiB; the limit is {} MiB", limit / (1024 * 1024))
            }
            Self::TooLarge { width, height } => write!(
                f,
                "the picture has {width} × {height} pixels; the limit is {MAX_SIDE} on a side and {} million in all",
                MAX_PIXELS / 1_000_000
            ),
            Self::TooMuchMemory { bytes } => {
                let (needed, most) = (bytes.div_ceil(1024 * 1024), MAX_MEMORY / (1024 * 1024));
                write!(f, "resizing this picture takes {needed} MiB of memory; the limit is {most}")
            }
            Self::NotDrawable { why } => write!(f, "the drawing cannot be drawn on share cards: {why}"),
            Self::TooComplex { what } => write!(f, "the drawing is too complex: {what}"),
            Self::NotXml { why, .. } => {
                write!(f, "the file cannot be read as SVG, since it is not well-formed XML: {why}")
            }
            Self::CutOff => f.write_str("the file ends before the picture does"),
            Self::Damaged(format) => write!(f, "the file starts like a {format} picture, but cannot be read"),
            Self::UnsafeSvg { what, .. } => {
                write!(f, "the SVG contains {what}, which a published picture must not contain")
            }
        }
    }
}

impl std::error::Error for PictureProblem {}

/// `a` or `an`, by how the name of a kind of file is spoken.
fn article(kind: &str) -> &'static str {
    if kind.starts_with(['A', 'i']) { "an" } else { "a" }
}

fn other_type_help(kind: &str) -> &'static str {
    match kind {
        "HEIC picture" => {
            "export it as JPEG: open it in Photos (Mac, Windows) and choose export or save as; an iPhone takes JPEG after \
             Settings, Camera, Formats, Most Compatible"
        }
        "video" => "for a picture, export a single frame as JPEG; to show a video, use the component `video`",
        "PDF document" => "link to it, or export the page as PNG",
        "ZIP archive or office document" | "compressed file" => "export the picture from it as JPEG or PNG",
        _ => "open it in a picture program and export it as JPEG (photos) or PNG (charts, drawings)",
    }
}

/// What to do in the program that draws, by what was found.
fn unsafe_svg_help(what: &str) -> &'static str {
    if what.contains("foreignObject") {
        "draw.io adds it for formatted text: switch off \"Formatted Text\" and \"Word Wrap\" for all shapes and export \
         again, or export as PNG"
    } else if what.contains("`image`") || what.contains("another file") {
        "remove linked and embedded pictures in the drawing program and export again, or export as PNG"
    } else if what.contains("not one of SVG's") {
        "open it in a text editor and delete the part from `<!DOCTYPE` up to its `>`: a drawing does not need it; or export it again as plain SVG"
    } else if what.contains("DOCTYPE") || what.contains("entity") {
        "in Illustrator use File, Export, Export As, SVG, not Save As; in other programs save as plain SVG; or export as PNG"
    } else if what.contains("script") || what.contains("event handler") {
        "export it without interactivity (in Inkscape: plain SVG), or as PNG"
    } else {
        "export it again as plain SVG with the pictures and fonts left out, or as PNG"
    }
}
