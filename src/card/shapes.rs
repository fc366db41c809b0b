//! Boxes with round corners, and bitmaps cut to size: what logos and faces are on, and how they are trimmed.
//!
//! In: a canvas, an area or a bitmap. Out: the same drawn on, placed or trimmed.

use crate::base::Bitmap;

use super::canvas::{Area, Canvas, Ink, Rgb};
use super::mask::rounded;

/// A box with round corners, their radius a part of its height.
pub(super) fn disc(canvas: &mut Canvas, area: Area, radius: f32, colour: Rgb) {
    let (Ok(width), Ok(height)) = (usize::try_from(area.w), usize::try_from(area.h)) else { return };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    let mask = rounded(width, height, height as f32 * radius);
    canvas.stamp(&mask, area.x, area.y, &mut Ink::new(colour));
}

/// The place of a bitmap in the middle of an area.
pub(super) fn middle(area: Area, bitmap: &Bitmap) -> Area {
    let (w, h) = (i32::try_from(bitmap.width).unwrap_or(area.w), i32::try_from(bitmap.height).unwrap_or(area.h));
    Area { x: area.x + (area.w - w) / 2, y: area.y + (area.h - h) / 2, w, h }
}

/// A bitmap without the empty columns at its sides: a logo in a wide box is in the middle of it.
pub(super) fn trimmed(bitmap: Bitmap) -> Bitmap {
    let width = usize::try_from(bitmap.width).unwrap_or(0);
    let is_empty = |column: &usize| bitmap.rgba.chunks_exact(width * 4).all(|row| row[column * 4 + 3] == 0);
    let Some(first) = (0..width).find(|column| !is_empty(column)) else { return bitmap };
    let last = (first..width).rev().find(|column| !is_empty(column)).unwrap_or(first);
    let rows = bitmap.rgba.chunks_exact(width * 4);
    let rgba = rows.flat_map(|row| &row[first * 4..(last + 1) * 4]).copied().collect();
    Bitmap { width: u32::try_from(last + 1 - first).unwrap_or(1), height: bitmap.height, rgba }
}

/// Whether what is drawn is about as high as wide, so that it can be made out in a small square.
pub(super) fn is_compact(bitmap: &Bitmap) -> bool {
    let width = usize::try_from(bitmap.width).unwrap_or(0).max(1);
    let is_drawn = |row: &[u8]| row.chunks_exact(4).any(|pixel| pixel[3] > 0);
    let rows = bitmap.rgba.chunks_exact(width * 4);
    let (first, last) = (rows.clone().position(is_drawn), rows.rev().position(is_drawn));
    let height = usize::try_from(bitmap.height).unwrap_or(0);
    let Some((first, last)) = first.zip(last) else { return false };
    let drawn = height - first - last;
    width <= drawn * 2 && drawn <= width * 2
}

/// The middle square of a bitmap as a circle.
pub(super) fn round(bitmap: &Bitmap) -> Option<Bitmap> {
    let side = bitmap.width.min(bitmap.height);
    let (width, skip) = (usize::try_from(bitmap.width).ok()?, usize::try_from((bitmap.width - side) / 2).ok()?);
    let count = usize::try_from(side).ok()?;
    let mut rgba: Vec<u8> = bitmap
        .rgba
        .chunks_exact(width * 4)
        .take(count)
        .flat_map(|row| &row[skip * 4..(skip + count) * 4])
        .copied()
        .collect();
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels")]
    for (at, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let radius = count as f32 / 2.0;
        let from = |place: usize| place as f32 + 0.5 - radius;
        let inside = (radius - from(at % count).hypot(from(at / count)) + 0.5).clamp(0.0, 1.0);
        pixel[3] = (f32::from(pixel[3]) * inside).round() as u8;
    }
    Some(Bitmap { width: side, height: side, rgba })
}
