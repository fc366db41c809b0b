//! Workflow commands that GitHub Actions turns into notes next to the changed lines
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use crate::diag::{Diagnostic, Severity};

use super::super::visible::visible;
use super::sources::Sources;

/// All diagnostics, one command each.
pub(super) fn github(diagnostics: &[Diagnostic], sources: &Sources<'_>) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, sources)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources<'_>) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&sources.file(place))));
        if let Some(region) = sources.region(place) {
            properties.push(format!("line={}", region.start.line));
            properties.push(format!("col={}", region.start.column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.name)));
    let mut text = visible(&diagnostic.message).into_owned();
    for help in &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(&visible(help));
    }
    format!("::{} {}::{}\n", level(diagnostic.severity), properties.join(","), data(&text))
}

/// The command for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
