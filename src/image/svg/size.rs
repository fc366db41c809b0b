//! The size that a browser gives an SVG.

use crate::image::MAX_SIDE;

/// The attributes that size the outermost element.
#[derive(Default)]
pub(super) struct Frame {
    width: Option<f64>,
    height: Option<f64>,
    view_box: Option<(f64, f64)>,
}

impl Frame {
    /// Takes in one attribute of the outermost element.
    pub(super) fn note(&mut self, key: &str, value: &str) {
        match key {
            "width" => self.width = length(value),
            "height" => self.height = length(value),
            "viewBox" => self.view_box = view_box(value),
            _ => {}
        }
    }

    /// The size that a browser gives the picture; 300 × 150 if none is given (CSS 2.2, 10.3.2).
    pub(super) fn size(&self) -> (u32, u32) {
        let (width, height) = match (self.width, self.height, self.view_box) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some((w, h))) => (width, width * h / w),
            (None, Some(height), Some((w, h))) => (height * w / h, height),
            (None, None, Some(view_box)) => view_box,
            (width, height, None) => (width.unwrap_or(300.0), height.unwrap_or(150.0)),
        };
        let shrink = (f64::from(MAX_SIDE) / width.max(height)).min(1.0);
        (pixels(width * shrink), pixels(height * shrink))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a positive 32-bit range")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, f64::from(MAX_SIDE)) as u32
}

/// A positive length in CSS pixels (CSS Values 4, section 6); `None` for percentages.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let number: f64 = text[..unit_at].trim().parse().ok()?;
    let factor = match &text[unit_at..] {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" | "em" | "rem" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    positive(number * factor)
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> =
        text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).flat_map(str::parse).collect();
    match numbers[..] {
        [_, _, width, height] => Some((positive(width)?, positive(height)?)),
        _ => None,
    }
}

fn positive(number: f64) -> Option<f64> {
    (number.is_finite() && number > 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_the_one_that_browsers_give() {
        let cases: [(&[(&str, &str)], _); 7] = [
            (&[("width", "40"), ("height", "30")], (40, 30)),
            (&[("width", "1in"), ("height", "2.54cm")], (96, 96)),
            (&[("width", "100%"), ("height", "100%"), ("viewBox", "0 0 640,480")], (640, 480)),
            (&[("width", "320"), ("viewBox", "0 0 640 480")], (320, 240)),
            (&[("viewBox", "0 0 163840 81920")], (16_384, 8_192)),
            (&[("viewBox", "0 0 0 0")], (300, 150)),
            (&[], (300, 150)),
        ];
        for (attributes, size) in cases {
            let mut frame = Frame::default();
            for (key, value) in attributes {
                frame.note(key, value);
            }
            assert_eq!(frame.size(), size, "{attributes:?}");
        }
    }
}
