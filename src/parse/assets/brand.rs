//! The color sheet: the practice's colors in shades that can be read.

use std::fmt::Write;

use crate::config::{Brand, Color, Density, Font};
use crate::theme::Backgrounds;

/// Contrast of text on its ground: WCAG 2.2 asks for 4.5 (criterion 1.4.3), and soft grounds take a little of it.
const READABLE: f64 = 5.2;

/// Custom properties for both colors, by day and by night.
pub(super) fn sheet(brand: &Brand, grounds: &Backgrounds) -> String {
    let mut sheet = String::from(":root{");
    properties(&mut sheet, brand, grounds.light);
    sheet.push_str("}\n@media (prefers-color-scheme: dark){:root{");
    properties(&mut sheet, brand, grounds.dark);
    sheet.push_str("}}\n");
    style(&mut sheet, brand);
    sheet
}

/// Typefaces, corners and spacing, where they are not the theme's own.
fn style(sheet: &mut String, brand: &Brand) {
    let _ = writeln!(sheet, ":root{{--brand-radius:{}px}}", brand.radius);
    match brand.font {
        Font::Serif => {}
        Font::Sans => sheet.push_str(":root{--brand-title:var(--sans)}\n"),
        Font::System => sheet.push_str(":root{--brand-title:system-ui,sans-serif;--brand-text:system-ui,sans-serif}\n"),
    }
    match brand.density {
        Density::Compact => sheet.push_str(":root{--brand-room:0.7}\n"),
        Density::Normal => {}
        Density::Airy => sheet.push_str(":root{--brand-room:1.3}\n"),
    }
}

/// The icon in the browser's tab and on a phone's home screen: the first letter of the practice's name on its color.
pub(super) fn icon(brand: &Brand, name: &str) -> String {
    let letter: String =
        name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let (ground, ink) = (brand.color.hex(), brand.color.text_on().hex());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"14\" fill=\"{ground}\"/>\
         <text x=\"32\" y=\"46\" text-anchor=\"middle\" font-family=\"Georgia, serif\" font-size=\"40\" font-weight=\"700\" fill=\"{ink}\">{letter}</text></svg>\n",
        letter = crate::base::escape_text(&letter)
    )
}

fn properties(sheet: &mut String, brand: &Brand, ground: Color) {
    for (name, color) in [("brand", brand.color), ("accent", brand.accent)] {
        let strong = color.readable_on(ground, READABLE);
        let soft = ground.mix(color, 0.12);
        let fill = color.readable_on(ground, 3.0);
        let on = fill.text_on();
        let _ = write!(
            sheet,
            "--{name}:{};--{name}-strong:{};--{name}-soft:{};--on-{name}:{};",
            fill.hex(),
            strong.hex(),
            soft.hex(),
            on.hex()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typefaces_corners_and_room_are_those_of_the_settings() {
        let brand = Brand { font: Font::System, radius: 0, density: Density::Airy, ..Brand::default() };
        let sheet = sheet(&brand, &Backgrounds::default());
        for property in ["--brand-text:system-ui", "--brand-radius:0px", "--brand-room:1.3"] {
            assert!(sheet.contains(property), "{property} in {sheet}");
        }
    }

    #[test]
    fn the_icon_has_the_colour_and_the_initial_of_the_practice() {
        let icon = icon(&Brand { color: Color { rgb: [255, 243, 196] }, ..Brand::default() }, "élan & Co");
        assert!(icon.contains("#fff3c4") && icon.contains(">É<"), "{icon}");
    }

    #[test]
    fn both_grounds_get_every_property() {
        let sheet = sheet(&Brand::default(), &Backgrounds::default());
        // What is the theme's own is not written.
        assert!(!sheet.contains("--brand-title") && !sheet.contains("--brand-room"));
        for property in ["--brand:", "--brand-strong:", "--brand-soft:", "--on-brand:", "--accent-strong:"] {
            assert_eq!(sheet.matches(property).count(), 2, "{property} in {sheet}");
        }
    }
}
