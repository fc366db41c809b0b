//! Files beside documents that no document shows or links to: `unused-file`.

use std::collections::BTreeSet;

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, codes};
use crate::model::{MediaId, Site};
use crate::plan::used_media;

/// Endings of texts that somebody may have meant as a document.
const TEXTS: [&str; 5] = ["txt", "docx", "doc", "odt", "rtf"];

/// Looks at all documents, held-back ones too: what they show will be online on their day. What lies with a document that
/// could not be read (`unread`) may be shown by it.
pub(super) fn check(site: &Site, unread: &[&VPath]) -> Vec<Diagnostic> {
    let folders: BTreeSet<&str> = unread.iter().map(|file| folder(file)).collect();
    let used: BTreeSet<MediaId> =
        site.documents.iter().flat_map(|document| used_media(document).chain(document.card_image)).collect();
    let all = site.media_ids().filter(|id| !used.contains(id)).map(|id| &site.medium(id).file);
    // What lies in `static/` is published as it is.
    all.filter(|file| file.below("content").is_some() && !folders.contains(folder(file))).map(|file| {
        let message = "no document shows this file or links to it, so it is not published";
        let help = if TEXTS.contains(&file.extension().as_str()) {
            "a document is a Markdown file whose name ends in `.md`; a file to download needs a link, `[the form](form.docx)`"
        } else {
            "link to it or show it in a document beside it, put it into `static/`, or move it out of the project"
        };
        Diagnostic::new(&codes::UNUSED_FILE, message).at(Place::file(file)).help(help)
    }).collect()
}

fn folder(file: &VPath) -> &str {
    file.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}
