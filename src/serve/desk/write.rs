//! The writing room's pages: a text with its page, and the beginning of a new one.

use jiff::Span;
use serde::Serialize;

use crate::base::VPath;
use crate::config::LanguageId;
use crate::model::{Coming, Site};
use crate::serve::answer::Answer;
use crate::serve::request::Request;
use crate::serve::shared::Shared;
use crate::serve::snapshot::Snapshot;
use crate::serve::writing::OCCASIONS;
use crate::source::Kind;
use crate::world::SETTINGS;
use crate::write::is_editable;

use super::days;
use super::frame::{Frame, Tab, draw, notice};

/// What the paths of texts that are written begin with.
pub(super) const WRITE: &str = "write/";

/// How far ahead observances are offered, in days.
const DAYS_AHEAD: i64 = 400;

#[derive(Serialize)]
struct Room<'e> {
    secret: &'e str,
    file: &'e str,
    /// The word of the document's kind; `settings` for `bedside.yaml`.
    kind: &'static str,
    is_document: bool,
}

#[derive(Serialize)]
struct Beginning<'e> {
    secret: &'e str,
    kinds: Vec<Choice>,
    observances: Vec<Observance>,
    trash: Vec<Discarded>,
}

/// A kind or an occasion.
#[derive(Serialize)]
struct Choice {
    word: &'static str,
    label: &'static str,
    /// What it needs beside a title.
    asks: &'static str,
}

#[derive(Serialize)]
struct Observance {
    id: String,
    name: String,
    days: String,
}

#[derive(Serialize)]
struct Discarded {
    name: String,
    file: String,
}

/// The page in which a text is written, or a new one begun; who may not write is told so.
pub(super) fn page(path: &str, request: &Request, shared: &Shared, snapshot: &Snapshot) -> Answer {
    let frame = |title: &str| Frame::new(title, Tab::Write, snapshot);
    let Some(writing) = shared.writing.get().filter(|_| request.is_local) else {
        let text = "The desk is for reading here: it writes only on the computer on which Bedside runs, and not with \
                    `--read-only`.";
        return notice(&frame("Write"), text).status(403);
    };
    let Some(file) = path.strip_prefix(WRITE) else {
        let words = Kind::ALL.iter().map(|kind| kind.word()).chain(OCCASIONS.iter().map(|(name, _)| *name));
        let asks = |word| if word == "commemoration" { "observance" } else { "" };
        let kinds = words.map(|word| Choice { word, label: label(word), asks: asks(word) }).collect();
        let observances = snapshot.compiled.as_deref().map(|compiled| coming(&compiled.site)).unwrap_or_default();
        let trash = writing.discarded().into_iter();
        let trash = trash.map(|(name, file)| Discarded { name, file: file.to_string() }).collect();
        return draw("new.html", &frame("Write"), &Beginning { secret: writing.secret(), kinds, observances, trash });
    };
    let file = VPath::new(file);
    let is_known = is_editable(&file) && snapshot.world.files().value.contains(&file);
    if !is_known {
        let text = format!("There is no file `{file}` that can be edited here. It may have been renamed or deleted.");
        return notice(&frame("Not found"), &text).status(404);
    }
    let is_document = file.below("content").is_some();
    let kind = file.below("content").and_then(|rest| Kind::of_folder(rest.split('/').next()?)).map(Kind::word);
    let kind = kind.unwrap_or(if file.as_str() == SETTINGS { "settings" } else { "" });
    draw(
        "write.html",
        &frame(file.as_str()),
        &Room { secret: writing.secret(), file: file.as_str(), kind, is_document },
    )
}

/// What a kind or an occasion is, in words.
fn label(word: &'static str) -> &'static str {
    match word {
        "article" => "Article: a long post",
        "myth" => "Myth: a page that puts a claim right",
        "story" => "Story of a patient, with consent",
        "event" => "Event",
        "update" => "Update: a short post",
        "page" => "Page, such as “About us”",
        "person" => "Person who writes or reviews",
        "condition" => "Text of a condition's page",
        "topic" => "Text of a topic's page",
        "service" => "Text of a service's page",
        "quick-correction" => "Quick correction of a rumor",
        "recall" => "Recall of a medicine, food or device",
        "commemoration" => "Post for a health observance",
        "news-peg" => "Subject in the news",
        "expert-comment" => "Comment that can be quoted",
        "question-hour" => "Hour of questions and answers",
        "contest-rules" => "Rules of a contest",
        other => other,
    }
}

/// The observances of the next months, each with its first days.
fn coming(site: &Site) -> Vec<Observance> {
    let last = site.today.saturating_add(Span::new().days(DAYS_AHEAD));
    let languages: Vec<LanguageId> = site.languages.ids().collect();
    let mut found: Vec<Observance> = Vec::new();
    for (when, coming) in site.coming(&languages, (site.today, last), true) {
        let Coming::Known(id) = coming else { continue };
        let id = &site.observance(id).id;
        if found.iter().all(|known| known.id != *id) {
            let name = site.coming_name(coming, LanguageId::MAIN).to_owned();
            found.push(Observance { id: id.clone(), name, days: days::day(when.first) });
        }
    }
    found
}
