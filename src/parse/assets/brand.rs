//! The colour sheet: the practice's colours in shades that can be read.

use std::fmt::Write;

use crate::config::{Brand, Color};
use crate::theme::Grounds;

/// Contrast of text on its ground: WCAG 2.2 asks for 4.5 (criterion 1.4.3), and soft grounds take a little of it.
const READABLE: f64 = 5.2;

/// Custom properties for both colours, by day and by night.
pub(super) fn sheet(brand: &Brand, grounds: &Grounds) -> String {
    let mut sheet = String::from(":root{");
    properties(&mut sheet, brand, grounds.light);
    sheet.push_str("}\n@media (prefers-color-scheme: dark){:root{");
    properties(&mut sheet, brand, grounds.dark);
    sheet.push_str("}}\n");
    sheet
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
    fn both_grounds_get_every_property() {
        let sheet = sheet(&Brand::default(), &Grounds::default());
        for property in ["--brand:", "--brand-strong:", "--brand-soft:", "--on-brand:", "--accent-strong:"] {
            assert_eq!(sheet.matches(property).count(), 2, "{property} in {sheet}");
        }
    }
}
