//! The practice's logo, or a face: a drawing or pixels, drawn at any size.

use resvg::usvg::Tree;

use crate::base::Bitmap;
use crate::config::Color;

use super::canvas::Area;
use super::{drawing, outline};

/// Pixels of a side of the square for which the work of drawing a logo is counted: more than a built-in card gives it.
const LOGO_SIDE: u32 = 512;

/// The part of a logo's lines that may be lost on a ground: more is most of a name, or of a mark.
const MOST_LOST: f64 = 0.4;

/// A logo.
#[derive(Debug)]
pub enum Logo {
    /// A drawing.
    Drawing(Box<Drawing>),
    /// Pixels.
    Picture(Bitmap),
}

/// A drawing that was read.
#[derive(Debug)]
pub struct Drawing(Tree);

impl Logo {
    /// A logo in SVG that is safe to show.
    ///
    /// # Errors
    /// Why it cannot be read, or what would take too long to draw.
    pub fn drawing(svg: &str) -> Result<Self, String> {
        drawing::read(svg, LOGO_SIDE, LOGO_SIDE).map(|tree| Self::Drawing(Box::new(Drawing(tree))))
    }

    /// Whether most of its lines can be seen on a ground.
    #[must_use]
    pub fn is_seen_on(&self, ground: Color) -> bool {
        self.lost_on(ground) <= MOST_LOST
    }

    /// The first of some grounds on which it can be seen, else the last.
    pub(super) fn ground(&self, grounds: [Color; 3]) -> Color {
        grounds.into_iter().find(|ground| self.is_seen_on(*ground)).unwrap_or(grounds[2])
    }

    fn lost_on(&self, ground: Color) -> f64 {
        const SIDE: i32 = 128;
        self.drawn(Area { x: 0, y: 0, w: SIDE, h: SIDE }).map_or(0.0, |drawn| outline::lost(&drawn, ground))
    }

    /// The logo as large as it fits.
    pub(super) fn drawn(&self, area: Area) -> Option<Bitmap> {
        let (width, height) = (u32::try_from(area.w).ok()?, u32::try_from(area.h).ok()?);
        match self {
            Self::Drawing(drawing) => drawing::draw(&drawing.0, width, height),
            Self::Picture(picture) => drawing::fit(picture, width, height),
        }
    }
}
