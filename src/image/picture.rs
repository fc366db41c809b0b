//! Pictures, as far as their heads tell: format, displayed size, how their files may be treated.
//!
//! In: the bytes of one file. Out: a [`Picture`], or a [`PictureProblem`] in a physician's words. Invariant: a picture
//! that is let through keeps the limits below, and no pixel was decoded to know it. An SVG is read completely, because
//! forbidden content can be anywhere.

mod jpeg;
mod sniff;

use std::fmt;
use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageResult, Limits};

use crate::base::ContentHash;

use super::{PictureProblem, memory, svg};
use sniff::sniff;

/// The largest picture file that is read, in bytes.
pub const MAX_BYTES: usize = 40 * 1024 * 1024;
/// The largest SVG that is read, in bytes.
pub const MAX_SVG_BYTES: usize = 2 * 1024 * 1024;
/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 16_384;
/// The most pixels of a picture.
pub const MAX_PIXELS: u64 = 60_000_000;
/// What reading a head, or a part of a file before its pixels, may allocate: more than the file has, less than a small part
/// of it may grow to.
pub(super) const HEAD_BYTES: u64 = 64 * 1024 * 1024;

/// A picture format that sites publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, animated ones included.
    Png,
    /// WebP: lossy, lossless or animated.
    WebP,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
}

impl Format {
    /// The extension of published files, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// The format that an extension (in lower case, without a dot) promises.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            "gif" => Some(Self::Gif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        })
    }
}

/// How the published files of a picture are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// Opaque and stored with loss: smaller sizes may be stored with loss too.
    Photo,
    /// Stored exactly, or with transparency: smaller sizes are stored exactly.
    Drawing,
    /// Published at its own size only: vectors, GIF, whatever moves, and the rare JPEG that the decoder gets wrong.
    AsIs,
}

/// What is known of a picture without decoding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The real format, whatever the file's name says.
    pub format: Format,
    /// How its published files are made.
    pub treatment: Treatment,
    /// Displayed width in CSS pixels, after the orientation that the camera noted.
    pub width: u32,
    /// Displayed height in CSS pixels, after the orientation that the camera noted.
    pub height: u32,
    /// Whether the pixels are stored the way they are displayed.
    pub upright: bool,
    /// The hash of the file.
    pub hash: ContentHash,
}

impl Picture {
    /// Checks that the extension of the file's name (in lower case, without a dot) promises the format that was found.
    ///
    /// # Errors
    /// [`PictureProblem::WrongName`] if the name would give a browser the wrong type.
    pub fn check_extension(&self, extension: &str) -> Result<(), PictureProblem> {
        if Format::of_extension(extension) == Some(self.format) {
            return Ok(());
        }
        Err(PictureProblem::WrongName { extension: extension.to_owned(), format: self.format })
    }
}

/// Reads the head of a picture file.
///
/// # Errors
/// A [`PictureProblem`] if the file is not a picture in a known format, exceeds a limit or, for an SVG, could load or
/// run something.
pub fn probe(bytes: &[u8]) -> Result<Picture, PictureProblem> {
    let format = sniff(bytes)?;
    let limit = if format == Format::Svg { MAX_SVG_BYTES } else { MAX_BYTES };
    if bytes.len() > limit {
        return Err(PictureProblem::TooHeavy { bytes: bytes.len(), limit });
    }
    let head = match format {
        Format::Svg => {
            let (width, height) = svg::read(bytes)?;
            Head { width, height, upright: true, treatment: Treatment::AsIs }
        }
        Format::Gif => gif_head(bytes)?,
        Format::Jpeg | Format::Png | Format::WebP => raster_head(bytes, format)?,
    };
    let Head { width, height, upright, treatment } = head;
    if width == 0 || height == 0 {
        return Err(PictureProblem::Damaged(format));
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS && format != Format::Svg {
        return Err(PictureProblem::TooLarge { width, height });
    }
    let picture = Picture { format, treatment, width, height, upright, hash: ContentHash::of(bytes) };
    let memory = memory::need(bytes, &picture);
    if memory > memory::MAX_MEMORY {
        return Err(PictureProblem::TooMuchMemory { bytes: memory });
    }
    Ok(picture)
}

/// What a file is that is not a picture of the site, such as an `AVIF picture`, where its first bytes tell.
#[must_use]
pub fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match sniff(bytes) {
        Err(PictureProblem::OtherType(kind)) => Some(kind),
        _ => None,
    }
}

/// The turn that the stored pixels need to be displayed, as the camera noted it; none for GIF and SVG.
///
/// # Errors
/// [`PictureProblem::Damaged`] where the head cannot be read.
pub(super) fn orientation(bytes: &[u8], format: Format) -> Result<Orientation, PictureProblem> {
    if matches!(format, Format::Gif | Format::Svg) {
        return Ok(Orientation::NoTransforms);
    }
    let (mut decoder, _) = open(bytes, format).map_err(|_| PictureProblem::Damaged(format))?;
    decoder.orientation().map_err(|_| PictureProblem::Damaged(format))
}

struct Head {
    width: u32,
    height: u32,
    upright: bool,
    treatment: Treatment,
}

fn raster_head(bytes: &[u8], format: Format) -> Result<Head, PictureProblem> {
    let damaged = |_| PictureProblem::Damaged(format);
    let (mut decoder, treatment) = open(bytes, format).map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let (mut width, mut height) = decoder.dimensions();
    if orientation.to_exif() >= 5 {
        (width, height) = (height, width);
    }
    Ok(Head { width, height, upright: orientation == Orientation::NoTransforms, treatment })
}

/// A decoder that has read the head, and how such a file is treated.
fn open(bytes: &[u8], format: Format) -> ImageResult<(Box<dyn ImageDecoder + '_>, Treatment)> {
    let cursor = Cursor::new(bytes);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(HEAD_BYTES);
    Ok(match format {
        Format::Png => {
            let decoder = PngDecoder::with_limits(cursor, limits)?;
            let treatment = if decoder.is_apng()? { Treatment::AsIs } else { Treatment::Drawing };
            (Box::new(decoder), treatment)
        }
        Format::WebP => {
            let decoder = WebPDecoder::new(cursor)?;
            let treatment = match (decoder.has_animation(), decoder.color_type().has_alpha()) {
                (true, _) => Treatment::AsIs,
                (false, false) if is_lossy_webp(bytes) => Treatment::Photo,
                (false, _) => Treatment::Drawing,
            };
            (Box::new(decoder), treatment)
        }
        Format::Jpeg | Format::Gif | Format::Svg => {
            let treatment = if jpeg::has_separate_scans(bytes) { Treatment::AsIs } else { Treatment::Photo };
            (Box::new(JpegDecoder::new(cursor)?), treatment)
        }
    })
}

/// Whether the first image chunk of a WebP file (RFC 9649) is a lossy one.
fn is_lossy_webp(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        match &head[..4] {
            b"VP8 " => return true,
            b"VP8L" => return false,
            _ => {}
        }
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        rest = tail.get(size.saturating_add(size % 2)..).unwrap_or_default();
    }
    false
}

/// The logical screen of a GIF (`GIF89a`, section 18).
fn gif_head(bytes: &[u8]) -> Result<Head, PictureProblem> {
    let screen = bytes.get(6..10).ok_or(PictureProblem::CutOff)?;
    let side = |at: usize| u32::from(u16::from_le_bytes([screen[at], screen[at + 1]]));
    Ok(Head { width: side(0), height: side(2), upright: true, treatment: Treatment::AsIs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gif_tells_its_screen() {
        let picture = probe(b"GIF89a\x40\x01\xF0\0\0\0\0").expect("a GIF");
        assert_eq!((picture.width, picture.height, picture.treatment), (320, 240, Treatment::AsIs));
        assert_eq!(probe(b"GIF89a\x40"), Err(PictureProblem::CutOff));
    }

    #[test]
    fn the_name_has_to_tell_the_type() {
        let picture = probe(b"GIF89a\x40\x01\xF0\0\0\0\0").expect("a GIF");
        assert_eq!(picture.check_extension("gif"), Ok(()));
        let problem = picture.check_extension("png").expect_err("not a PNG");
        assert_eq!(problem.to_string(), "the file's name ends in `.png`, but it is a GIF");
    }
}
