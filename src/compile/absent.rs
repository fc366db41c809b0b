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
/// `unread` are documents that could not be understood, which is told too.
pub(super) fn withhold(unread: &[VPath], diagnostics: &mut Vec<Diagnostic>) {
    let unseen: Vec<VPath> = diagnostics.iter().filter_map(unseen).chain(unread.iter().cloned()).collect();
    if !unseen.is_empty() {
        diagnostics.retain(|diagnostic| !unseen.iter().any(|path| follows(diagnostic, path)));
    }
}

/// A file of `static/` that is shown as a picture and is none, such as a PDF, is not missing.
pub(super) fn not_pictures(statics: &[VPath], diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code == &codes::MISSING_PICTURE) {
        let is_named = |address: &str| diagnostic.message.ends_with(&format!(" `{address}`"));
        let addresses = statics.iter().filter_map(|path| path.as_str().strip_prefix("static"));
        let Some(address) = addresses.into_iter().find(|address| is_named(address)) else { continue };
        diagnostic.code = &codes::BAD_PICTURE;
        diagnostic.message = format!("`{address}` is there, but it is not a picture");
        diagnostic.help = vec![match address.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "mp4" | "webm" | "mov" | "m4v" => "show a film with the block `video`".to_owned(),
            "svgz" => "save the drawing as plain SVG, whose name ends in `.svg`".to_owned(),
            _ => format!("use a JPEG, PNG, WebP, GIF or SVG file, or link to this one: `[the words]({address})`"),
        }];
    }
}

/// A file of `static/` that is not published, as another finding says, is there all the same.
pub(super) fn unpublished(diagnostics: &mut [Diagnostic]) {
    let place = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| place.file.clone());
    let private: Vec<VPath> =
        diagnostics.iter().filter(|one| one.code == &codes::PRIVATE_FILE).filter_map(place).collect();
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| STATIC.contains(&diagnostic.code)) {
        let is_named = |path: &&VPath| {
            path.as_str().strip_prefix("static").is_some_and(|to| diagnostic.message.ends_with(&format!(" `{to}`")))
        };
        let Some(path) = private.iter().find(is_named) else { continue };
        if diagnostic.code == &codes::MISSING_PICTURE {
            diagnostic.code = &codes::BAD_PICTURE;
        }
        diagnostic.message = format!("`{path}` is there, but Bedside does not publish it");
        diagnostic.help = vec![format!("see what `{}` says about this file", codes::PRIVATE_FILE.name)];
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
        Some((stem, _)) if matches!(top, "content" | "static") && !stem.is_empty() => {
            [format!("{name}`"), format!("`{stem}`"), format!("/{stem}/`")]
                .iter()
                .any(|one| diagnostic.message.contains(one))
        }
        _ => true,
    };
    may_be_there && codes.contains(&diagnostic.code)
}
