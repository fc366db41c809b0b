//! The colours of a card, from those of the practice, with a contrast that can be read.

use crate::config::{Brand, Color};

use super::canvas::Rgb;

/// Contrast of the title: WCAG 2.2 asks for 4.5 (criterion 1.4.3) and, in its strictest form, for 7 (1.4.6).
const TITLE: f64 = 7.0;

/// The colours of a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    /// Behind the title.
    pub(super) ground: Rgb,
    /// A second ground, a little stronger.
    pub(super) shade: Rgb,
    /// The title.
    pub(super) ink: Rgb,
    /// The band with the practice.
    pub(super) band: Rgb,
    /// Text on it.
    pub(super) on_band: Rgb,
    /// The mark and the line.
    pub(super) accent: Rgb,
    /// Text on the mark.
    pub(super) on_accent: Rgb,
    /// Behind the logo.
    pub(super) tile: Rgb,
}

impl Colours {
    /// The colours for a brand.
    pub(super) fn of(brand: &Brand) -> Self {
        let (ground, shade) = (Color::WHITE.mix(brand.color, 0.05), Color::WHITE.mix(brand.color, 0.12));
        // What can be read on the darker of both can be read on the other.
        let ink = brand.color.mix(Color::BLACK, 0.62).readable_on(shade, TITLE);
        Self {
            ground: ground.rgb,
            shade: shade.rgb,
            ink: ink.rgb,
            band: brand.color.rgb,
            on_band: brand.color.text_on().rgb,
            accent: brand.accent.rgb,
            on_accent: brand.accent.text_on().rgb,
            tile: Color::WHITE.rgb,
        }
    }
}
