//! The colors of a card, from those of the practice, with a contrast that can be read.

use crate::config::{Brand, Color};

use super::canvas::Rgb;
use super::logo::Logo;

/// Contrast of the title: WCAG 2.2 asks for 4.5 (criterion 1.4.3) and, in its strictest form, for 7 (1.4.6).
const TITLE: f64 = 7.0;

/// Contrast of the other text (WCAG 2.2, criterion 1.4.3), with something to spare.
const SMALL: f64 = 4.6;

/// The green of a fact, as pages have it.
const FACT: Color = Color { rgb: [0x17, 0x60, 0x3c] };

/// The colors of a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    /// Behind the title.
    pub(super) ground: Rgb,
    /// A second ground, a little stronger: of initials and of lines.
    pub(super) shade: Rgb,
    /// The title, the practice's name, and the byline.
    pub(super) ink: Rgb,
    /// The kind of document.
    pub(super) mark: Rgb,
    /// The sign of a fact.
    pub(super) fact: Rgb,
    /// The practice's color: edge, initial, date of an event.
    pub(super) brand: Rgb,
    /// Text on it.
    pub(super) on_brand: Rgb,
    /// Behind a picture, and on strong grounds.
    pub(super) tile: Rgb,
    /// Behind the logo: white, unless a pale logo would vanish there.
    pub(super) chip: Rgb,
}

impl Colours {
    /// The colors for a brand and its logo.
    pub(super) fn of(brand: &Brand, logo: Option<&Logo>) -> Self {
        let (ground, shade) = (Color::WHITE.mix(brand.color, 0.05), Color::WHITE.mix(brand.color, 0.14));
        // What can be read on the darker of both can be read on the other.
        let ink = brand.color.mix(Color::BLACK, 0.62).readable_on(shade, TITLE);
        Self {
            ground: ground.rgb,
            shade: shade.rgb,
            ink: ink.rgb,
            mark: brand.color.readable_on(shade, SMALL).rgb,
            fact: FACT.readable_on(shade, SMALL).rgb,
            brand: brand.color.rgb,
            on_brand: brand.color.text_on().rgb,
            tile: Color::WHITE.rgb,
            chip: logo.map_or(Color::WHITE, |logo| logo.ground([Color::WHITE, brand.color, Color::BLACK])).rgb,
        }
    }
}
