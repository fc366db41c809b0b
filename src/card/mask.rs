//! Coverage of shapes by pixels: glyphs, drawn once and kept, and rounded boxes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::PathSink;

use super::face::Face;

/// Steps between "not covered" and "covered". Sixteen look the same as 256 on letters of 40 pixels and more, and a flat
/// drawing with few colors is a small file.
pub(super) const STEPS: u8 = 15;

/// Places within a pixel where a glyph may begin.
const SHIFTS: u8 = 4;

/// A shape as coverage of pixels, each 0 to [`STEPS`].
#[derive(Debug, Default)]
pub(super) struct Mask {
    /// Left edge, from the point where the shape is put.
    pub(super) left: i32,
    /// Upper edge, downwards from that point.
    pub(super) top: i32,
    /// Pixels in a row.
    pub(super) width: usize,
    /// The rows.
    pub(super) coverage: Vec<u8>,
}

/// One glyph at one size and place within a pixel.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: u8,
    glyph: u32,
    size: u16,
    shift: u8,
}

/// The glyphs that were drawn so far. Whoever draws one first, it looks the same.
#[derive(Default)]
pub(super) struct Glyphs(RwLock<HashMap<Key, Arc<Mask>>>);

impl Glyphs {
    /// The glyph at `size` pixels an em with its origin `x` right of a pixel's edge; also the whole pixels of `x`.
    pub(super) fn get(&self, face: (u8, &Face), glyph: u32, size: u16, x: f32) -> (Arc<Mask>, i32) {
        let (number, face) = face;
        #[expect(clippy::cast_possible_truncation, reason = "a place on a card")]
        let parts = (x * f32::from(SHIFTS)).round() as i32;
        let whole = parts.div_euclid(i32::from(SHIFTS));
        let shift = u8::try_from(parts.rem_euclid(i32::from(SHIFTS))).unwrap_or(0);
        let key = Key { face: number, glyph, size, shift };
        if let Some(mask) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return (mask.clone(), whole);
        }
        let mut outline = Outline { shift: f32::from(shift) / f32::from(SHIFTS), ..Outline::default() };
        face.outline(glyph, f32::from(size), &mut outline);
        let mask = Arc::new(outline.mask());
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, mask.clone());
        (mask, whole)
    }
}

/// A box with round corners.
pub(super) fn rounded(width: usize, height: usize, radius: f32) -> Mask {
    #[expect(clippy::cast_precision_loss, reason = "sizes of a card")]
    let (w, h) = (width as f32, height as f32);
    let r = radius.min(w / 2.0).min(h / 2.0);
    // How far the control points of a quarter circle stand from the corner.
    let c = r * (1.0 - 0.552_284_8);
    let mut outline = Outline::default();
    outline.move_to(r, 0.0);
    outline.line_to(w - r, 0.0);
    outline.curve_to(w - c, 0.0, w, -c, w, -r);
    outline.line_to(w, r - h);
    outline.curve_to(w, c - h, w - c, -h, w - r, -h);
    outline.line_to(r, -h);
    outline.curve_to(c, -h, 0.0, c - h, 0.0, r - h);
    outline.line_to(0.0, -r);
    outline.curve_to(0.0, -c, c, 0.0, r, 0.0);
    outline.close();
    outline.mask()
}

/// The pieces of an outline; upwards is positive, as in fonts.
#[derive(Default)]
struct Outline {
    shift: f32,
    start: Point,
    at: Point,
    pieces: Vec<Piece>,
}

enum Piece {
    Line([Point; 2]),
    Quad([Point; 3]),
    Cubic([Point; 4]),
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(x + self.shift, -y)
    }

    fn mask(self) -> Mask {
        let points = || {
            self.pieces.iter().flat_map(|piece| match piece {
                Piece::Line(points) => points.as_slice(),
                Piece::Quad(points) => points,
                Piece::Cubic(points) => points,
            })
        };
        if self.pieces.is_empty() {
            return Mask::default();
        }
        let least = |of: fn(&Point) -> f32| points().map(of).fold(f32::INFINITY, f32::min).floor();
        let most = |of: fn(&Point) -> f32| points().map(of).fold(f32::NEG_INFINITY, f32::max).ceil();
        let (left, top) = (least(|p| p.x), least(|p| p.y));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no larger than a card")]
        let (width, height) = ((most(|p| p.x) - left) as usize, (most(|p| p.y) - top) as usize);
        let mut raster = Rasterizer::new(width, height);
        let moved = |p: Point| point(p.x - left, p.y - top);
        for piece in &self.pieces {
            match *piece {
                Piece::Line([a, b]) => raster.draw_line(moved(a), moved(b)),
                Piece::Quad([a, b, c]) => raster.draw_quad(moved(a), moved(b), moved(c)),
                Piece::Cubic([a, b, c, d]) => raster.draw_cubic(moved(a), moved(b), moved(c), moved(d)),
            }
        }
        let mut coverage = vec![0; width * height];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to STEPS")]
        raster.for_each_pixel(|at, part| coverage[at] = (part.min(1.0) * f32::from(STEPS)).round() as u8);
        #[expect(clippy::cast_possible_truncation, reason = "no larger than a card")]
        Mask { left: left as i32, top: top as i32, width, coverage }
    }
}

impl PathSink for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.pieces.push(Piece::Line([self.at, to]));
        self.at = to;
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (control, to) = (self.place(cx0, cy0), self.place(x, y));
        self.pieces.push(Piece::Quad([self.at, control, to]));
        self.at = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (first, second, to) = (self.place(cx0, cy0), self.place(cx1, cy1), self.place(x, y));
        self.pieces.push(Piece::Cubic([self.at, first, second, to]));
        self.at = to;
    }

    fn close(&mut self) {
        self.pieces.push(Piece::Line([self.at, self.start]));
        self.at = self.start;
    }
}
