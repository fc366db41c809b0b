//! The original without its private parts, its pixels untouched.
//!
//! Each format's file is walked part by part, and only parts from a list of what is needed to show the picture are copied,
//! byte for byte. So an unknown part is private, whatever it is, and so is all that follows the picture's end (the films of
//! "motion photos", the second pictures of portrait modes). Two parts are copied that say more than pixels: the color
//! profile, and the orientation, which is written again as metadata of 26 bytes that hold nothing else. Turning the pixels
//! instead would lose quality for nothing.

mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

use image::metadata::Orientation;

use super::{Format, PictureProblem, orientation};

/// The file without metadata.
///
/// # Errors
/// [`PictureProblem::CutOff`] where the file ends before the picture does, [`PictureProblem::Damaged`] where it is not of
/// this format or cannot be walked, and what [`probe`](super::probe) refuses in an SVG.
pub fn strip(bytes: &[u8], format: Format) -> Result<Vec<u8>, PictureProblem> {
    let turned = orientation(bytes, format)?;
    let exif = (turned != Orientation::NoTransforms).then(|| exif(turned));
    let stripped = match format {
        Format::Jpeg => jpeg::strip(bytes, exif),
        Format::Png => png::strip(bytes, exif),
        Format::WebP => webp::strip(bytes, exif),
        Format::Gif => gif::strip(bytes),
        Format::Svg => return svg::strip(bytes),
    };
    let stripped = stripped.map_err(|stop| match stop {
        Stop::CutOff => PictureProblem::CutOff,
        Stop::Damaged => PictureProblem::Damaged(format),
    })?;
    // What is left of a damaged file may be no picture anymore.
    orientation(&stripped, format).map(|_| stripped)
}

/// Why a walk through a file ended early.
enum Stop {
    CutOff,
    Damaged,
}

/// Exif metadata with one entry (Exif 3.0, 4.6.2: a TIFF header and one directory).
type Exif = [u8; 26];

fn exif(orientation: Orientation) -> Exif {
    let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation.to_exif();
    exif
}

/// Takes the next `count` bytes off `rest`.
fn take<'b>(rest: &mut &'b [u8], count: usize) -> Result<&'b [u8], Stop> {
    rest.split_off(..count).ok_or(Stop::CutOff)
}

fn take_byte(rest: &mut &[u8]) -> Result<u8, Stop> {
    take(rest, 1).map(|byte| byte[0])
}

/// Takes `magic` off `rest`.
fn expect(rest: &mut &[u8], magic: &[u8]) -> Result<(), Stop> {
    if take(rest, magic.len())? == magic { Ok(()) } else { Err(Stop::Damaged) }
}
