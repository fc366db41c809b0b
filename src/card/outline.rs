//! How much of a logo can be seen on a ground.
//!
//! In: a bitmap and the color behind it. Out: the part of its lines, outer and inner, that are lost there. A dark plate with
//! white letters loses its own edge on a dark ground and keeps the letters; dark letters are lost as a whole.

use crate::base::Bitmap;
use crate::config::Color;

/// Contrast from which on a line can be made out; WCAG 2.2 asks 3 of what is needed to understand (1.4.11), from which
/// logos are exempt.
const SEEN: f64 = 1.5;

/// Pixels between the two sides of a line, since its own are mixtures of both.
const APART: usize = 2;

/// Alpha from which on a pixel is paint, and up to which it is ground.
const PAINT: u8 = 200;
const GROUND: u8 = 40;

/// The part of the lines of a bitmap that cannot be seen on a ground, 0 to 1.
pub(super) fn lost(bitmap: &Bitmap, ground: Color) -> f64 {
    let width = usize::try_from(bitmap.width).unwrap_or(0);
    let pixel = |pixel: &[u8]| (pixel[3], Color { rgb: [pixel[0], pixel[1], pixel[2]] }.luminance());
    let pixels: Vec<(u8, f64)> = bitmap.rgba.chunks_exact(4).map(pixel).collect();
    let behind = ground.luminance();
    let (mut lines, mut lost) = (0_u32, 0_u32);
    let mut look = |a: (u8, f64), b: (u8, f64)| {
        let is_seen = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05) >= SEEN;
        let (paint, other) = if a.0 >= b.0 { (a, b) } else { (b, a) };
        if paint.0 < PAINT {
            return;
        }
        if other.0 <= GROUND {
            lines += 1;
            lost += u32::from(!is_seen(paint.1, behind));
        } else if other.0 >= PAINT && is_seen(paint.1, other.1) {
            lines += 1;
        }
    };
    for (at, one) in pixels.iter().enumerate() {
        if at % width.max(1) + APART < width {
            look(*one, pixels[at + APART]);
        }
        if let Some(below) = pixels.get(at + APART * width) {
            look(*one, *below);
        }
    }
    if lines == 0 { 0.0 } else { f64::from(lost) / f64::from(lines) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mark, three strokes of letters, and what is behind them.
    fn logo(letters: [u8; 3], plate: Option<[u8; 3]>) -> Bitmap {
        let colour = |x: u32, y: u32| match (x / 8, y / 8) {
            (1, 2..=5) => Some([0xd9, 0x7b, 0x29]),
            (3 | 5 | 7, 1..=6) => Some(letters),
            _ => plate,
        };
        let pixels = (0..64).flat_map(|y| (0..72).map(move |x| colour(x, y)));
        let rgba = pixels.flat_map(|c| c.map_or([0; 4], |[r, g, b]| [r, g, b, 255])).collect();
        Bitmap { width: 72, height: 64, rgba }
    }

    #[test]
    fn letters_of_the_colour_of_the_ground_are_lost_with_or_without_a_bright_mark() {
        let night = Color { rgb: [0x12, 0x1a, 0x1e] };
        let (dark, light) = ([0x15, 0x20, 0x25], [0xf4, 0xf4, 0xf4]);
        assert!(lost(&logo(dark, None), night) > 0.6);
        assert!(lost(&logo(light, None), night) < 0.01);
        assert!(lost(&logo(light, None), Color::WHITE) > 0.6);
        assert!(lost(&logo(dark, None), Color::WHITE) < 0.01);
    }

    #[test]
    fn a_plate_keeps_its_letters_whatever_is_behind_it() {
        for ground in [Color::WHITE, Color { rgb: [0x12, 0x1a, 0x1e] }] {
            assert!(lost(&logo([0xff; 3], Some([0x12, 0x1a, 0x1e])), ground) < 0.01);
        }
    }
}
