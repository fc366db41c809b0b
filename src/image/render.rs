//! The bytes of a picture's published files.

use super::encode::{encode_jpeg, encode_png};
use super::memory::{Share, need};
use super::pixels::Pixels;
use super::strip::strip;
use super::{Format, Picture, PictureProblem, Treatment, Variant};

/// The bytes of each of the `wanted` files, in their order; the picture is decoded once.
///
/// At full width, the cleaned original is used if it is not larger than the encoded file, or is a WebP. `quality` (1 to
/// 100) is that of photos; `picture` and `wanted` are what [`probe`](super::probe) and [`variants`](super::variants)
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
    let _share = Share::take(need(bytes, picture));
    let mut pixels = Pixels::decode(&clean, picture)?;
    let file = |pixels: &Pixels, variant: &Variant| {
        let original = picture.upright && variant.width == picture.width && variant.format == picture.format;
        // What is stored exactly would be the same pixels again, and a WebP would only lose a second time.
        if original && matches!(variant.format, Format::WebP | Format::Png) {
            return Ok(clean.clone());
        }
        let encoded = encode(pixels, variant, quality)?;
        Ok(if original && clean.len() <= encoded.len() { clean.clone() } else { encoded })
    };
    // One after the other: pictures run in parallel, and a task that waits must not hold memory that others wait for.
    let mut files = vec![Vec::new(); wanted.len()];
    let same_size =
        |variant: &&mut (&Variant, &mut Vec<u8>)| (variant.0.width, variant.0.height) == (pixels.width, pixels.height);
    let mut pairs: Vec<(&Variant, &mut Vec<u8>)> = wanted.iter().zip(&mut files).collect();
    for (variant, bytes) in pairs.iter_mut().filter(same_size) {
        **bytes = file(&pixels, variant)?;
    }
    pixels.premultiply();
    for (variant, bytes) in pairs.iter_mut().filter(|(_, bytes)| bytes.is_empty()) {
        **bytes = file(&pixels, variant)?;
    }
    Ok(files)
}

fn encode(pixels: &Pixels, variant: &Variant, quality: u8) -> Result<Vec<u8>, PictureProblem> {
    let pixels = pixels.resized(variant.width, variant.height)?;
    let encoded = match variant.format {
        Format::Jpeg => encode_jpeg(&pixels, quality),
        _ => encode_png(&pixels),
    };
    encoded.ok_or(PictureProblem::Damaged(variant.format))
}
