//! A canvas to PNG, or with a photo to JPEG.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use crate::base::Bitmap;

use super::canvas::{Area, Canvas};

/// A PNG with a palette; the higher the `level` (1 to 9), the smaller and the slower. `None` only if the encoder
/// refuses, which it does for no canvas.
pub(super) fn png(canvas: &Canvas, level: u8) -> Option<Vec<u8>> {
    let (width, height) = (u32::try_from(canvas.width).ok()?, u32::try_from(canvas.height).ok()?);
    let mut info = png::Info::with_size(width, height);
    info.bit_depth = png::BitDepth::Eight;
    info.color_type = png::ColorType::Indexed;
    info.palette = Some(canvas.palette.iter().flatten().copied().collect());
    let mut out = Vec::with_capacity(64 * 1024);
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    encoder.set_deflate_compression(png::DeflateCompression::Level(level));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&canvas.pixels).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// Qualities that are tried, and whether color is stored as finely as brightness, which keeps edges of letters clean.
const QUALITIES: [(u8, SamplingFactor); 6] = [
    (90, SamplingFactor::F_1_1),
    (82, SamplingFactor::F_1_1),
    (74, SamplingFactor::F_2_2),
    (62, SamplingFactor::F_2_2),
    (45, SamplingFactor::F_2_2),
    (25, SamplingFactor::F_2_2),
];

/// A JPEG with a photo in its own colors, in the best quality that takes at most `most` bytes.
pub(super) fn jpeg(canvas: &Canvas, picture: Option<(&Bitmap, Area)>, most: usize) -> Option<Vec<u8>> {
    let rgb = pixels(canvas, picture)?;
    let (width, height) = (u16::try_from(canvas.width).ok()?, u16::try_from(canvas.height).ok()?);
    let mut smallest = None;
    for (quality, sampling) in QUALITIES {
        let mut out = Vec::with_capacity(256 * 1024);
        let mut encoder = Encoder::new(&mut out, quality);
        encoder.set_sampling_factor(sampling);
        encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
        encoder.encode(&rgb, width, height, ColorType::Rgb).ok()?;
        let fits = out.len() <= most;
        smallest = Some(out);
        if fits {
            break;
        }
    }
    smallest
}

/// A canvas as red, green, blue, with a picture on it.
fn pixels(canvas: &Canvas, picture: Option<(&Bitmap, Area)>) -> Option<Vec<u8>> {
    let mut rgb: Vec<u8> =
        canvas.pixels.iter().flat_map(|at| canvas.palette.get(usize::from(*at)).copied().unwrap_or_default()).collect();
    let Some((picture, area)) = picture else { return Some(rgb) };
    let (left, top) = (usize::try_from(area.x).ok()?, usize::try_from(area.y).ok()?);
    let columns = usize::try_from(picture.width).ok()?.min(canvas.width.saturating_sub(left));
    let rows = picture.rgba.chunks_exact(usize::try_from(picture.width).ok()?.max(1) * 4);
    for (row, y) in rows.zip(top..canvas.height) {
        let line = &mut rgb[(y * canvas.width + left) * 3..][..columns * 3];
        for (pixel, from) in line.chunks_exact_mut(3).zip(row.chunks_exact(4)) {
            // Where a picture is transparent, white paper shows.
            let over = |at: usize| {
                let alpha = u32::from(from[3]);
                u8::try_from((u32::from(from[at]) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
            };
            pixel.copy_from_slice(&[over(0), over(1), over(2)]);
        }
    }
    Some(rgb)
}
