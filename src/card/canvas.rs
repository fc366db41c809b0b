//! The surface of a card: one byte a pixel, its place in a palette of at most 256 colors.

use crate::base::Bitmap;

use super::mask::{Mask, STEPS};
use super::quantise::quantise;

/// Colors that a PNG with a byte a pixel can have.
const MOST: usize = 256;

/// A color: red, green, blue.
pub(super) type Rgb = [u8; 3];

/// A box of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Left edge.
    pub(super) x: i32,
    /// Upper edge.
    pub(super) y: i32,
    /// Width.
    pub(super) w: i32,
    /// Height.
    pub(super) h: i32,
}

impl Area {
    /// The column behind the right edge.
    pub(super) fn right(self) -> i32 {
        self.x + self.w
    }

    /// The row below the lower edge.
    pub(super) fn bottom(self) -> i32 {
        self.y + self.h
    }
}

/// A drawing with a palette.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
    pub(super) palette: Vec<Rgb>,
}

/// A color to draw with, and what it becomes where it covers another in part.
pub(super) struct Ink {
    colour: Rgb,
    /// For each place of the palette: its mixtures with the color, by coverage.
    mixtures: Vec<Option<[u8; STEPS as usize + 1]>>,
}

impl Ink {
    /// A color that nothing was drawn with yet.
    pub(super) fn new(colour: Rgb) -> Self {
        Self { colour, mixtures: vec![None; MOST] }
    }
}

impl Canvas {
    /// A drawing of one color.
    pub(super) fn new(width: usize, height: usize, ground: Rgb) -> Self {
        Self { width, height, pixels: vec![0; width * height], palette: vec![ground] }
    }

    /// The index of a color in the palette; if there is no room for it, the index of the nearest.
    pub(super) fn colour(&mut self, colour: Rgb) -> u8 {
        let place = self.palette.iter().position(|known| *known == colour).unwrap_or_else(|| {
            if self.palette.len() < MOST {
                self.palette.push(colour);
                return self.palette.len() - 1;
            }
            let distance = |known: &Rgb| (0..3).map(|at| u32::from(known[at].abs_diff(colour[at])).pow(2)).sum::<u32>();
            let nearest = self.palette.iter().enumerate().min_by_key(|(_, known)| distance(known));
            nearest.map_or(0, |(at, _)| at)
        });
        u8::try_from(place).unwrap_or(u8::MAX)
    }

    /// Fills what of `area` is on the drawing.
    pub(super) fn fill(&mut self, area: Area, colour: Rgb) {
        let index = self.colour(colour);
        let columns = clamp(area.x, self.width)..clamp(area.right(), self.width);
        for y in clamp(area.y, self.height)..clamp(area.bottom(), self.height) {
            self.pixels[y * self.width..][columns.clone()].fill(index);
        }
    }

    /// Puts rows of palette places on the drawing.
    pub(super) fn put(&mut self, area: Area, indices: &[u8]) {
        let width = clamp(area.w, usize::MAX);
        for (row, y) in indices.chunks_exact(width.max(1)).zip(clamp(area.y, self.height)..self.height) {
            let x = clamp(area.x, self.width);
            let seen = width.min(self.width - x);
            self.pixels[y * self.width + x..][..seen].copy_from_slice(&row[..seen]);
        }
    }

    /// Puts a bitmap on the drawing, in `most` colors; where it is transparent, `ground` shows.
    pub(super) fn paste(&mut self, bitmap: &Bitmap, area: Area, ground: Rgb, most: usize) {
        let over = |pixel: &[u8]| {
            let channel = |at: usize| {
                let alpha = u32::from(pixel[3]);
                let sum = u32::from(pixel[at]) * alpha + u32::from(ground[at]) * (255 - alpha);
                u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
            };
            [channel(0), channel(1), channel(2)]
        };
        let pixels: Vec<Rgb> = bitmap.rgba.chunks_exact(4).map(over).collect();
        let (palette, places) = quantise(&pixels, most);
        let indices: Vec<u8> = palette.into_iter().map(|colour| self.colour(colour)).collect();
        let rows: Vec<u8> = places.into_iter().map(|place| indices[place]).collect();
        self.put(area, &rows);
    }

    /// The colors that an area has.
    pub(super) fn colours_in(&self, area: Area) -> Vec<Rgb> {
        let mut used = [false; MOST];
        let columns = clamp(area.x, self.width)..clamp(area.right(), self.width);
        for y in clamp(area.y, self.height)..clamp(area.bottom(), self.height) {
            self.pixels[y * self.width..][columns.clone()].iter().for_each(|at| used[usize::from(*at)] = true);
        }
        self.palette.iter().zip(used).filter(|(_, used)| *used).map(|(colour, _)| *colour).collect()
    }

    /// Draws a shape with its origin at `x`, `y`.
    pub(super) fn stamp(&mut self, mask: &Mask, x: i32, y: i32, ink: &mut Ink) {
        let (left, top) = (x + mask.left, y + mask.top);
        let skipped = clamp(-left, mask.width);
        let start = clamp(left, self.width);
        let seen = (mask.width - skipped).min(self.width - start);
        if seen == 0 {
            return;
        }
        for (row, covered) in mask.coverage.chunks_exact(mask.width).enumerate() {
            let Some(y) = i32::try_from(row).ok().and_then(|row| usize::try_from(top + row).ok()) else { continue };
            if y >= self.height {
                break;
            }
            let at = y * self.width + start;
            for (offset, &part) in covered[skipped..skipped + seen].iter().enumerate() {
                if part > 0 {
                    let ground = self.pixels[at + offset];
                    self.pixels[at + offset] = match &ink.mixtures[usize::from(ground)] {
                        Some(mixtures) => mixtures[usize::from(part)],
                        None => self.mix(ground, ink)[usize::from(part)],
                    };
                }
            }
        }
    }

    /// The mixtures of an ink with a color of the palette.
    fn mix(&mut self, ground: u8, ink: &mut Ink) -> [u8; STEPS as usize + 1] {
        let below = self.palette[usize::from(ground)];
        let mut mixtures = [ground; STEPS as usize + 1];
        for (part, mixture) in (1..=STEPS).zip(&mut mixtures[1..]) {
            let channel = |at: usize| {
                let (part, all) = (u32::from(part), u32::from(STEPS));
                let sum = u32::from(below[at]) * (all - part) + u32::from(ink.colour[at]) * part;
                u8::try_from((sum + all / 2) / all).unwrap_or(u8::MAX)
            };
            *mixture = self.colour([channel(0), channel(1), channel(2)]);
        }
        ink.mixtures[usize::from(ground)] = Some(mixtures);
        mixtures
    }
}

fn clamp(at: i32, most: usize) -> usize {
    usize::try_from(at).unwrap_or(0).min(most)
}
