//! The colors of the practice can be read on white: `a11y/brand-contrast`.

use crate::config::{Color, Config};
use crate::diag::{Diagnostic, Place, codes};

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::BRAND_CONTRAST], check: Check::Site(check) };

/// What WCAG 2.2 requires for text (1.4.3) and for non-text (1.4.11).
const LEAST: [(&str, f64); 2] = [("color", 4.5), ("accent", 3.0)];

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let brand = &project.site.config.brand;
    let colors = [brand.color, brand.accent];
    let report = |((key, least), color): ((&str, f64), Color)| {
        let contrast = color.contrast(Color::WHITE);
        let message = format!(
            "`brand.{key}`, {}, has a contrast of {contrast:.1} to 1 on white; it needs at least {least}",
            color.hex()
        );
        let help = "the theme darkens it where readers must read it; choose a darker color to see your own";
        (contrast < least)
            .then(|| Diagnostic::new(&codes::BRAND_CONTRAST, message).at(Place::file(&Config::path())).help(help))
    };
    LEAST.into_iter().zip(colors).filter_map(report).collect()
}
