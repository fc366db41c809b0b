//! A film has captions or a transcript: `a11y/video-without-captions`.

use serde_json::Value;

use crate::diag::{Diagnostic, Place, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::VIDEO_WITHOUT_CAPTIONS], check: Check::Text(check) };

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let document = reading.document;
    let calls = document.parsed.body.outline.components.iter().zip(&document.components);
    for (call, component) in calls.filter(|(call, _)| call.name == "video") {
        let has = |key: &str| {
            component.arguments.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
        };
        // Captions of a film elsewhere are on its page.
        let lacks = match (has("src"), has("captions"), has("transcript")) {
            (true, false, false) => "captions and no transcript",
            (true, false, true) => "captions",
            (_, _, false) => "transcript",
            _ => continue,
        };
        let help = match lacks {
            "transcript" => "add `transcript:` with what is said, for deaf readers and for search engines",
            _ => "add `captions:` with a WebVTT file next to the document, and `transcript:` with what is said",
        };
        let place = Place::at(&document.parsed.source.path, call.range.clone());
        let message = format!("this video has no {lacks}");
        found.push(Diagnostic::new(&codes::VIDEO_WITHOUT_CAPTIONS, message).at(place).help(help));
    }
}
