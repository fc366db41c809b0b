//! The writing room's pages: a text with its page, and the beginning of a new one.

use jiff::Span;
use serde::Serialize;

use crate::base::{VPath, url_path};
use crate::config::LanguageId;
use crate::model::{Coming, Site};
use crate::serve::answer::Answer;
use crate::serve::pass::COOKIE;
use crate::serve::request::{self, Request};
use crate::serve::reserved;
use crate::serve::shared::Shared;
use crate::serve::snapshot::Snapshot;
use crate::serve::writing::OCCASIONS;
use crate::source::Kind;
use crate::world::SETTINGS;
use crate::write::{enfolded, is_editable};

use super::days;
use super::frame::{Frame, Tab, draw, notice};
use super::words::Words;

/// What a page is made from that may write.
#[derive(Clone, Copy)]
pub(super) struct Room<'e> {
    pub(super) words: &'static Words,
    pub(super) shared: &'e Shared,
    pub(super) snapshot: &'e Snapshot,
}

/// What the paths of texts that are written begin with.
pub(super) const WRITE: &str = "write/";

/// How far ahead observances are offered, in days.
const DAYS_AHEAD: i64 = 400;

#[derive(Serialize)]
struct Text<'e> {
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
    /// What it needs besides a title.
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

/// The page that a link leads to which lets another device write: it works once, and not for a browser that only fetches ahead.
pub(super) fn enter(request: &Request, Room { words, shared, snapshot }: Room<'_>) -> Answer {
    let frame = Frame::new(words.say("frame.write"), Tab::Write, words, snapshot);
    let is_asked = request.method == "GET" && request.fetch.purpose.is_none() && shared.writing.get().is_some();
    let key = request::value(&request.query, "key").filter(|_| is_asked);
    match key.and_then(|key| shared.passes.redeem(&key)) {
        Some(pass) => {
            let cookie = format!("{COOKIE}={pass}; Path=/_bedside/; HttpOnly; SameSite=Strict");
            notice(&frame, words.say("notice.may_write")).header("Set-Cookie", &cookie)
        }
        None => notice(&frame, words.say("notice.no_pass")).status(403),
    }
}

/// The page to write a text or start a new one; it says so if writing is not allowed.
pub(super) fn page(path: &str, request: &Request, Room { words, shared, snapshot }: Room<'_>) -> Answer {
    let frame = |title: &str| Frame::new(title, Tab::Write, words, snapshot);
    let write = words.say("frame.write");
    let Some(writing) = shared.writing.get().filter(|_| shared.may_write(request)) else {
        return notice(&frame(write), words.say("notice.reading")).status(403);
    };
    let Some(file) = path.strip_prefix(WRITE) else {
        let all = Kind::ALL.iter().map(|kind| kind.word()).chain(OCCASIONS.iter().map(|(name, _)| *name));
        let asks = |word| if word == "commemoration" { "observance" } else { "" };
        let kinds =
            all.map(|word| Choice { word, label: words.say(&format!("begin.{word}")), asks: asks(word) }).collect();
        let observances =
            snapshot.compiled.as_deref().map(|compiled| coming(words, &compiled.site)).unwrap_or_default();
        let trash = writing.discarded().into_iter();
        let trash = trash.map(|(name, file)| Discarded { name, file: file.to_string() }).collect();
        return draw("new.html", &frame(write), &Beginning { secret: writing.secret(), kinds, observances, trash });
    };
    let file = VPath::new(file);
    let is_known = is_editable(&file) && snapshot.world.files().value.contains(&file);
    if let Some(moved) = enfolded(&file).filter(|moved| !is_known && snapshot.world.files().value.contains(moved)) {
        return Answer::redirect(format!("{}{WRITE}{}", reserved::FOLDER, url_path(moved.as_str())));
    }
    if !is_known {
        let text = words.fill("notice.no_file", &[("file", &file)]);
        return notice(&frame(words.say("notice.not_found")), &text).status(404);
    }
    let is_document = file.below("content").is_some();
    let kind = file.below("content").and_then(|rest| Kind::of_folder(rest.split('/').next()?)).map(Kind::word);
    let kind = kind.unwrap_or(if file.as_str() == SETTINGS { "settings" } else { "" });
    draw(
        "write.html",
        &frame(file.as_str()),
        &Text { secret: writing.secret(), file: file.as_str(), kind, is_document },
    )
}

/// The observances of the next months, each with its first days.
fn coming(words: &Words, site: &Site) -> Vec<Observance> {
    let last = site.today.saturating_add(Span::new().days(DAYS_AHEAD));
    let languages: Vec<LanguageId> = site.languages.ids().collect();
    let mut found: Vec<Observance> = Vec::new();
    for (when, coming) in site.coming(&languages, (site.today, last), true) {
        let Coming::Known(id) = coming else { continue };
        let id = &site.observance(id).id;
        if found.iter().all(|known| known.id != *id) {
            let name = site.coming_name(coming, words.language(site)).to_owned();
            found.push(Observance { id: id.clone(), name, days: days::day(words, when.first) });
        }
    }
    found
}
