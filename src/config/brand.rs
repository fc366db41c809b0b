//! The practice's colors, made readable.

/// An sRGB color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green, blue.
    pub rgb: [u8; 3],
}

/// Colors and logo of the practice.
#[derive(Clone, Debug)]
pub struct Brand {
    /// Main color.
    pub color: Color,
    /// Second color.
    pub accent: Color,
    /// Path of the logo, from the root of the site.
    pub logo: Option<String>,
    /// Path of the logo on dark pages.
    pub logo_dark: Option<String>,
    /// Typefaces.
    pub font: Font,
    /// The radius of corners, in pixels.
    pub radius: u8,
    /// How much room there is between things.
    pub density: Density,
}

/// A pair of typefaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Font {
    /// Titles with serifs, text without.
    #[default]
    Serif,
    /// All without serifs.
    Sans,
    /// What the reader's device has; nothing is loaded.
    System,
}

/// How much room there is between things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Little.
    Compact,
    /// As the theme has it.
    #[default]
    Normal,
    /// Much.
    Airy,
}

/// What of a picture must stay in sight where it is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The middle.
    #[default]
    Center,
    /// The upper part, such as a face.
    Top,
    /// The lower part.
    Bottom,
    /// The left part.
    Left,
    /// The right part.
    Right,
}

impl Focus {
    const ALL: [Self; 5] = [Self::Center, Self::Top, Self::Bottom, Self::Left, Self::Right];

    /// Its word, in settings, front matter and classes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Center => "center",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::Left => "left",
            Self::Right => "right",
        }
    }

    /// The focus that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|focus| focus.word() == word.trim())
    }

    /// What is said of another word.
    #[must_use]
    pub fn problem(word: &str) -> String {
        format!("`{word}` is not a part of a picture; expected `top`, `bottom`, `left`, `right` or `center`")
    }
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            color: Color { rgb: [0x0b, 0x5c, 0x63] },
            accent: Color { rgb: [0xb4, 0x53, 0x09] },
            logo: None,
            logo_dark: None,
            font: Font::default(),
            radius: 6,
            density: Density::default(),
        }
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

    /// This color with `part` (0 to 1) of `other` in it.
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

    /// The nearest shade of this color with a contrast of at least `ratio` on `ground`: its lightness is moved, and hue and
    /// chroma stay as far as sRGB has them.
    #[must_use]
    pub fn readable_on(self, ground: Self, ratio: f64) -> Self {
        if self.contrast(ground) >= ratio {
            return self;
        }
        let (pole, end) = if ground.luminance() > 0.18 { (Self::BLACK, 0.0) } else { (Self::WHITE, 1.0) };
        let own = Oklch::of(self);
        (1..=200)
            .map(|step| own.at(own.lightness + (end - own.lightness) * f64::from(step) / 200.0))
            .find(|c| c.contrast(ground) >= ratio)
            .unwrap_or(pole)
    }

    /// Chroma in OKLCH: how far the color is from gray, 0 to about 0.32.
    #[must_use]
    pub fn chroma(self) -> f64 {
        Oklch::of(self).chroma
    }

    /// White or black, whichever can be read better on this color: at least 4.58, the square root of 21.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }
}

/// A color by lightness, chroma and hue as the eye has them (Ottosson 2020, \"A perceptual color space for image
/// processing\"; CSS Color 4, section 9).
#[derive(Clone, Copy)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Oklch {
    fn of(color: Color) -> Self {
        let linear = color.rgb.map(|byte| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        let cones = multiply(&TO_CONES, linear).map(f64::cbrt);
        let [lightness, a, b] = multiply(&TO_LAB, cones);
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The same hue at another lightness, with as much of the chroma as sRGB has there.
    fn at(self, lightness: f64) -> Color {
        let mut parts = (0..=40).map(|step| self.chroma * (1.0 - f64::from(step) / 40.0));
        parts.find_map(|chroma| Self { lightness, chroma, ..self }.in_gamut()).unwrap_or(Color::BLACK)
    }

    fn in_gamut(self) -> Option<Color> {
        let lab = [self.lightness, self.chroma * self.hue.cos(), self.chroma * self.hue.sin()];
        let cones = multiply(&FROM_LAB, lab).map(|cone| cone.powi(3));
        let linear = multiply(&FROM_CONES, cones);
        if linear.iter().any(|value| !(-0.000_5..=1.000_5).contains(value)) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
        let byte = |value: f64| {
            let value = value.clamp(0.0, 1.0);
            let value = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            (value * 255.0).round() as u8
        };
        Some(Color { rgb: linear.map(byte) })
    }
}

type Matrix = [[f64; 3]; 3];

fn multiply(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

const TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const FROM_CONES: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];
const TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const FROM_LAB: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];

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

    #[test]
    fn a_shade_that_can_be_read_keeps_the_colour() {
        let night = Color { rgb: [0x12, 0x1a, 0x1e] };
        // Dark navy at night, pale yellow and pale pink by day: mixed with black or white they went gray.
        for (brand, ground) in
            [("#0a1030", night), ("#1f5f5b", night), ("#fff3c4", Color::WHITE), ("#ffe0f0", Color::WHITE)]
        {
            let brand = Color::parse(brand).unwrap();
            let shade = brand.readable_on(ground, 5.2);
            assert!(shade.contrast(ground) >= 5.2);
            assert!(shade.chroma() >= 0.7 * brand.chroma(), "{} {}", brand.hex(), shade.hex());
        }
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
