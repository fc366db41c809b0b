//! Decoded pixels for drawings that other rooms make.

use crate::base::Bitmap;

use super::memory::{Share, need};
use super::pixels::Pixels;
use super::profile;
use super::strip::strip;
use super::{Picture, PictureProblem};

/// The middle of a picture, as large as it fits into the shape of `width` by `height`, at that size.
///
/// # Errors
/// As [`render`](super::render()).
pub fn cover(bytes: &[u8], picture: &Picture, width: u32, height: u32) -> Result<Bitmap, PictureProblem> {
    let _share = Share::take(need(bytes, picture));
    let pixels = Pixels::decode(&strip(bytes, picture.format)?, picture)?;
    let (w, h) = (u64::from(pixels.width), u64::from(pixels.height));
    let (across, down) = (u64::from(width), u64::from(height));
    let (w, h) = if w * down > h * across { (h * across / down, h) } else { (w, w * down / across) };
    let side = |side: u64| u32::try_from(side).unwrap_or(u32::MAX).max(1);
    bitmap(pixels.cropped(side(w), side(h)), width, height)
}

/// A whole picture, made to fit into a square of `side` pixels where it is larger.
///
/// # Errors
/// As [`render`](super::render()).
pub fn contain(bytes: &[u8], picture: &Picture, side: u32) -> Result<Bitmap, PictureProblem> {
    let _share = Share::take(need(bytes, picture));
    let pixels = Pixels::decode(&strip(bytes, picture.format)?, picture)?;
    let longest = pixels.width.max(pixels.height);
    let part = |length: u32| {
        let part = u64::from(length) * u64::from(side.min(longest)) / u64::from(longest.max(1));
        u32::try_from(part).unwrap_or(side).max(1)
    };
    let (width, height) = (part(pixels.width), part(pixels.height));
    bitmap(pixels, width, height)
}

/// Pixels at a size, in the colors that a picture without a profile has (sRGB).
fn bitmap(mut pixels: Pixels, width: u32, height: u32) -> Result<Bitmap, PictureProblem> {
    if (width, height) != (pixels.width, pixels.height) {
        pixels.premultiply();
    }
    let mut pixels = pixels.resized(width, height)?.into_owned();
    if let Some(profile) = &pixels.profile {
        profile::to_srgb(profile, pixels.channels, &mut pixels.data);
    }
    let rgba = pixels.data.chunks_exact(pixels.channels).flat_map(|pixel| match *pixel {
        [grey] => [grey, grey, grey, u8::MAX],
        [grey, alpha] => [grey, grey, grey, alpha],
        [red, green, blue] => [red, green, blue, u8::MAX],
        [red, green, blue, alpha, ..] => [red, green, blue, alpha],
        [] => [u8::MAX; 4],
    });
    Ok(Bitmap { width: pixels.width, height: pixels.height, rgba: rgba.collect() })
}
