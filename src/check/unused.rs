//! Files next to documents that no document shows or links to: `file/unused`.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, codes};
use crate::model::{Document, MediaId};
use crate::parse::Unshown;
use crate::plan::used_media;

use super::rule::{Check, Project, Rule};

/// Endings of texts that someone may have meant as a document.
const TEXTS: [&str; 5] = ["txt", "docx", "doc", "odt", "rtf"];

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::UNUSED_FILE], check: Check::Site(check) };

/// Looks at all documents, held-back ones too: what they show will be online on their day. What is with a document that
/// could not be read (`unread`) may be shown by it.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let Project { site, unread, .. } = *project;
    let folders: BTreeSet<&str> = unread.iter().map(|file| folder(file)).collect();
    let used: BTreeSet<MediaId> =
        site.documents.iter().flat_map(|document| used_media(document).chain(document.card_image)).collect();
    let asked: BTreeSet<VPath> = site.documents.iter().flat_map(|document| asked_for(document)).collect();
    // What was refused has its message.
    let refused = |id: MediaId| site.medium(id).unshown == Some(Unshown::Refused);
    let all = site.media_ids().filter(|id| !used.contains(id) && !refused(*id)).map(|id| &site.medium(id).file);
    let all = all.filter(|file| !asked.contains(*file));
    // What lies in `static/` is published as it is.
    all.filter(|file| file.below("content").is_some() && !folders.contains(folder(file))).map(|file| {
        let message = "no document shows this file or links to it, so it is not published";
        let help = if TEXTS.contains(&file.extension().as_str()) {
            "a document is a Markdown file whose name ends in `.md`; to offer a download, link to it: `[the form](form.docx)`"
        } else {
            "link to it or show it in a document next to it, put it into `static/`, or move it out of the project"
        };
        Diagnostic::new(&codes::UNUSED_FILE, message).at(Place::file(file)).help(help)
    }).collect()
}

/// The files that a document means to show as pictures, whether they are pictures or not.
fn asked_for(document: &Document) -> impl Iterator<Item = VPath> {
    let parsed = &document.parsed;
    let pictures = parsed.body.outline.pictures.iter().map(|call| call.source.as_str());
    let image = parsed.front.image.as_ref().map(|image| image.src.as_str());
    let written = pictures.chain(image).chain(parsed.front.card.image.as_deref());
    written.filter_map(|written| parsed.source.path.join(&percent_decode_str(written).decode_utf8_lossy()))
}

fn folder(file: &VPath) -> &str {
    file.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}
