//! The practice's colours, made readable.

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green, blue.
    pub rgb: [u8; 3],
}

/// Colours and logo of the practice.
#[derive(Clone, Debug)]
pub struct Brand {
    /// Main colour.
    pub color: Color,
    /// Second colour.
    pub accent: Color,
    /// Path of the logo, from the root of the site.
    pub logo: Option<String>,
}

impl Default for Brand {
    fn default() -> Self {
        Self { color: Color { rgb: [0x0b, 0x5c, 0x63] }, accent: Color { rgb: [0xb4, 0x53, 0x09] }, logo: None }
    }
}

impl Color {
    /// White.
    pub const WHITE: Self = Self { rgb: [255; 3] };
    /// Black.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// Reads `#0b5c63` or `#0bc`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.is_ascii() {
            return None;
        }
        let channel = |at: usize| match digits.len() {
            6 => u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok(),
            3 => u8::from_str_radix(&digits[at..=at], 16).ok().map(|value| value * 17),
            _ => None,
        };
        Some(Self { rgb: [channel(0)?, channel(1)?, channel(2)?] })
    }

    /// `#0b5c63`.
    #[must_use]
    pub fn hex(self) -> String {
        let [r, g, b] = self.rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// This colour with `part` (0 to 1) of `other` in it.
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the mean of two bytes is a byte")]
        let channel =
            |at: usize| (f64::from(self.rgb[at]) * (1.0 - part) + f64::from(other.rgb[at]) * part).round() as u8;
        Self { rgb: [channel(0), channel(1), channel(2)] }
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, definition of "relative luminance").
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.rgb;
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, definition of "contrast ratio").
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest shade of this colour with a contrast of at least `ratio` on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self, ratio: f64) -> Self {
        let pole = if ground.luminance() > 0.18 { Self::BLACK } else { Self::WHITE };
        (0..=50)
            .map(|step| self.mix(pole, f64::from(step) / 50.0))
            .find(|c| c.contrast(ground) >= ratio)
            .unwrap_or(pole)
    }

    /// White or black, whichever can be read better on this colour: at least 4.58, the square root of 21.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colours_are_read_in_both_lengths() {
        assert_eq!(Color::parse("#0bc"), Color::parse("#00bbcc"));
        assert_eq!(Color::parse("teal"), None);
        assert_eq!(Color::parse("#12345"), None);
        assert_eq!(Color::parse("#é1234"), None);
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn every_brand_colour_becomes_readable(rgb in any::<[u8; 3]>()) {
            let color = Color { rgb };
            prop_assert!(color.readable_on(Color::WHITE, 4.5).contrast(Color::WHITE) >= 4.5);
            let night = Color { rgb: [0x10, 0x18, 0x1c] };
            prop_assert!(color.readable_on(night, 4.5).contrast(night) >= 4.5);
            prop_assert!(color.text_on().contrast(color) >= 4.5);
        }
    }
}
