//! Headings go down one level at a time: `a11y/heading-order`.

use crate::diag::{Diagnostic, Place, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::HEADING_ORDER], check: Check::Text(check) };

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    // The title of the page is its first level.
    let mut before = 1;
    for heading in &reading.document.parsed.body.outline.headings {
        if heading.level > before + 1 {
            let message = format!("this heading has level {}, but the one before it has level {before}", heading.level);
            let help = format!(
                "use level {}, `{}`: screen readers list headings by level",
                before + 1,
                "#".repeat(usize::from(before + 1))
            );
            let place = Place::at(&reading.document.parsed.source.path, heading.range.clone());
            let [old, new] = [heading.level, before + 1].map(|level| format!("{} ", "#".repeat(usize::from(level))));
            let diagnostic = Diagnostic::new(&codes::HEADING_ORDER, message).at(place).help(help);
            found.push(diagnostic.fix(heading.range.clone(), (old, new)));
        }
        before = heading.level;
    }
}
