//! Pictures of a profile: the icon on a phone's home screen, the picture of an account, the banner above it.

use crate::card::canvas::{Area, Canvas, Ink};
use crate::card::encode;
use crate::card::shapes::{disc, is_compact, middle, trimmed};
use crate::card::size::Banner;
use crate::card::text::{TextBox, set};

use super::{LOGO_COLOURS, SetText, Studio, Weight, one_line};

/// Pixels of a side of the icon on home screens: what iOS asks for, and scales for the rest.
const ICON_SIDE: i32 = 180;

/// Pixels of a side of the picture of an account: more than any network shows.
const AVATAR_SIDE: i32 = 800;

/// Colors of the logo in it at most.
const ICON_COLOURS: usize = 255;

impl Studio {
    /// The icon on a phone's home screen, as PNG: the logo where it is about as high as wide, else the initial. It has no
    /// transparency, since phones put black behind it, and no round corners, since they cut them.
    #[must_use]
    pub fn touch_icon(&self) -> Option<Vec<u8>> {
        self.mark_in(ICON_SIDE, ICON_SIDE / 9)
    }

    /// The picture of an account, as PNG. Networks cut it to a circle: the logo stays within it.
    #[must_use]
    pub fn avatar(&self) -> Option<Vec<u8>> {
        self.mark_in(AVATAR_SIDE, AVATAR_SIDE / 6)
    }

    /// The logo in a square with so much room around it, else the initial.
    fn mark_in(&self, side: i32, edge: i32) -> Option<Vec<u8>> {
        let whole = Area { x: 0, y: 0, w: side, h: side };
        let room = Area { w: side - 2 * edge, h: side - 2 * edge, ..whole };
        let pixels = usize::try_from(side).ok()?;
        let logo = self.logo.as_ref().and_then(|logo| logo.drawn(room)).map(trimmed);
        let canvas = if let Some(logo) = logo.filter(is_compact) {
            let mut canvas = Canvas::new(pixels, pixels, self.colours.chip);
            canvas.paste(&logo, middle(whole, &logo), self.colours.chip, ICON_COLOURS);
            canvas
        } else {
            let mut canvas = Canvas::new(pixels, pixels, self.colours.brand);
            self.centred(&mut canvas, &self.letter(), whole, self.colours.on_brand);
            canvas
        };
        encode::png(&canvas, 9)
    }

    /// The banner above a profile, as PNG: the logo and the practice's name in the part that every screen shows.
    #[must_use]
    pub fn banner(&self, banner: &Banner) -> Option<Vec<u8>> {
        let (width, height) = (i32::from(banner.width), i32::from(banner.height));
        let (w, h) = (i32::from(banner.safe.0), i32::from(banner.safe.1));
        let safe = Area { x: (width - w) / 2, y: (height - h) / 2, w, h };
        let mut canvas = Canvas::new(usize::from(banner.width), usize::from(banner.height), self.colours.brand);
        let edge = height / 24;
        canvas.fill(Area { x: 0, y: height - edge, w: width, h: edge }, self.colours.shade);
        let tall = h * 3 / 5;
        let margin = tall / 9;
        let room = Area { x: 0, y: 0, w: w * 2 / 5, h: tall - 2 * margin };
        let logo = self.logo.as_ref().and_then(|logo| logo.drawn(room)).map(trimmed);
        let chip = logo.as_ref().and_then(|logo| i32::try_from(logo.width).ok()).map_or(0, |width| width + 2 * margin);
        let gap = if chip == 0 { 0 } else { tall / 4 };
        let beside = Area { w: safe.w - chip - gap, ..safe };
        let weight = self.weight(Weight::Serif, &self.practice);
        let (_, face) = self.face(weight);
        let size = u16::try_from(tall * 3 / 5).ok()?;
        let line = set(face, &self.practice, &TextBox { smallest: size / 4, ..one_line(beside, size) });
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a banner")]
        let left = safe.x + (safe.w - chip - gap - line.width(face).ceil() as i32) / 2;
        if let Some(logo) = &logo {
            let area = Area { x: left, y: safe.y + (h - tall) / 2, w: chip, h: tall };
            disc(&mut canvas, area, 0.18, self.colours.chip);
            canvas.paste(logo, middle(area, logo), self.colours.chip, LOGO_COLOURS);
        }
        let name = Area { x: left + chip + gap, ..safe };
        self.row(&mut canvas, SetText { weight, block: &line }, name, &mut Ink::new(self.colours.on_brand));
        encode::png(&canvas, 9)
    }
}
