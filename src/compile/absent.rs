//! What cannot be said to be missing, because the folder or file that may hold it could not be looked at.

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, codes};

/// What a finding of these calls missing may be in a folder of the project that could not be looked at.
const CONTENT: &[&Code] = &[
    &codes::BROKEN_LINK,
    &codes::MISSING_PICTURE,
    &codes::UNKNOWN_PERSON,
    &codes::UNKNOWN_TOPIC,
    &codes::MISSING_NOTICE,
];
const DATA: &[&Code] = &[
    &codes::UNKNOWN_SOURCE,
    &codes::UNKNOWN_CONDITION,
    &codes::UNKNOWN_TOPIC,
    &codes::UNKNOWN_SERVICE,
    &codes::UNKNOWN_OBSERVANCE,
];
const STATIC: &[&Code] = &[&codes::BROKEN_LINK, &codes::MISSING_PICTURE];
const THEME: &[&Code] = &[&codes::BAD_COMPONENT, &codes::BAD_TEMPLATE, &codes::TEMPLATE_FAILED, &codes::BAD_VALUE];

/// Leaves out findings that follow from a folder or file that could not be looked at, which is an error of its own: once
/// that is mended, they are gone, and until then they are not true.
pub(super) fn withhold(diagnostics: &mut Vec<Diagnostic>) {
    let unseen: Vec<VPath> = diagnostics.iter().filter_map(unseen).collect();
    if !unseen.is_empty() {
        diagnostics.retain(|diagnostic| !unseen.iter().any(|path| follows(diagnostic, path)));
    }
}

/// What could not be looked at.
fn unseen(diagnostic: &Diagnostic) -> Option<VPath> {
    let is_unseen = [&codes::SYMLINK, &codes::UNREADABLE_FILE].contains(&diagnostic.code);
    let place = diagnostic.place.as_ref().filter(|_| is_unseen)?;
    Some(place.file.clone())
}

fn follows(diagnostic: &Diagnostic, path: &VPath) -> bool {
    let (top, within) = path.as_str().split_once('/').unwrap_or((path.as_str(), ""));
    let codes = match top {
        "content" => CONTENT,
        "data" => DATA,
        "static" => STATIC,
        "themes" | "templates" | "assets" => THEME,
        _ => return false,
    };
    let name = within.rsplit('/').next().unwrap_or(within);
    let may_be_there = match name.rsplit_once('.') {
        // One file of these folders is known by its name; a library holds names of its own.
        Some((stem, _)) if matches!(top, "content" | "static") && !stem.is_empty() => diagnostic.message.contains(stem),
        _ => true,
    };
    may_be_there && codes.contains(&diagnostic.code)
}
