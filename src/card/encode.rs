//! A canvas to PNG.

use super::canvas::Canvas;

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
