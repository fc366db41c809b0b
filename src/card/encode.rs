//! A canvas to PNG.

use crate::base::Bitmap;

use super::canvas::{Area, Canvas};

/// A PNG with a palette; the higher the `level` (1 to 9), the smaller and the slower. `None` only where the encoder
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

/// The same in true colours, with a photo in its own.
pub(super) fn photo(canvas: &Canvas, picture: &Bitmap, area: Area) -> Option<Vec<u8>> {
    let (width, height) = (u32::try_from(canvas.width).ok()?, u32::try_from(canvas.height).ok()?);
    let mut rgb: Vec<u8> =
        canvas.pixels.iter().flat_map(|at| canvas.palette.get(usize::from(*at)).copied().unwrap_or_default()).collect();
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
    let mut info = png::Info::with_size(width, height);
    info.bit_depth = png::BitDepth::Eight;
    info.color_type = png::ColorType::Rgb;
    let mut out = Vec::with_capacity(512 * 1024);
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rgb).ok()?;
    writer.finish().ok()?;
    Some(out)
}
