//! The bytes of a picture's published files.

use rayon::prelude::*;

use super::encode::{encode_jpeg, encode_png};
use super::pixels::Pixels;
use super::strip::strip;
use super::{Format, Picture, PictureProblem, Treatment, Variant};

/// The bytes of each of the `wanted` files, in their order; the picture is decoded once.
///
/// At full width the cleaned original is taken where it is no larger than the encoded file, or is a WebP. `quality`
/// (1 to 100) is that of photos; `picture` and `wanted` are what [`probe`](super::probe) and [`variants`](super::variants)
/// gave for these bytes.
///
/// # Errors
/// [`PictureProblem::CutOff`] or [`PictureProblem::Damaged`] where the file breaks off or cannot be decoded.
pub fn render(
    bytes: &[u8],
    picture: &Picture,
    wanted: &[Variant],
    quality: u8,
) -> Result<Vec<Vec<u8>>, PictureProblem> {
    // Decoding what was cleaned, not what came in, leaves metadata no way into an output.
    let clean = strip(bytes, picture.format)?;
    if picture.treatment == Treatment::AsIs {
        return Ok(vec![clean; wanted.len()]);
    }
    let pixels = Pixels::decode(&clean, picture)?;
    let file = |variant: &Variant| {
        let original = picture.upright && variant.width == picture.width && variant.format == picture.format;
        // What is stored exactly would be the same pixels again, and a WebP would only lose a second time.
        if original && matches!(variant.format, Format::WebP | Format::Png) {
            return Ok(clean.clone());
        }
        let encoded = encode(&pixels, variant, quality)?;
        Ok(if original && clean.len() <= encoded.len() { clean.clone() } else { encoded })
    };
    wanted.par_iter().map(file).collect()
}

fn encode(pixels: &Pixels, variant: &Variant, quality: u8) -> Result<Vec<u8>, PictureProblem> {
    let pixels = pixels.resized(variant.width, variant.height)?;
    let encoded = match variant.format {
        Format::Jpeg => encode_jpeg(&pixels, quality),
        _ => encode_png(&pixels),
    };
    encoded.ok_or(PictureProblem::Damaged(variant.format))
}
