//! One line for each diagnostic, as editors and `grep` read it: `file:line:column: error[code]: message`.

use crate::diag::Diagnostic;

use super::super::visible::visible;
use super::sources::Sources;

/// All diagnostics, one line each.
pub(super) fn short(diagnostics: &[Diagnostic], sources: &Sources<'_>) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources<'_>) -> String {
    let place = diagnostic.place.as_ref().map_or(String::new(), |place| {
        let file = sources.file(place);
        match sources.region(place) {
            Some(region) => format!("{file}:{}:{}: ", region.start.line, region.start.column),
            None => format!("{file}: "),
        }
    });
    format!("{place}{}[{}]: {}\n", diagnostic.severity, diagnostic.code.name, visible(&diagnostic.message))
}
