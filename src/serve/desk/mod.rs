//! The desk at `/_bedside/`: what the practice has to know and the site does not show.
//!
//! In: a request and the current snapshot. Out: pages of the preview's own, in English or Spanish, that read well
//! without script: documents by state, problems with the way into the editor, the calendar with its gaps, and for each
//! document its cards, its posts for social networks, its links and its page as a phone shows it. Invariants: nothing
//! of it is part of the site; it obeys the site's content security policy, beyond which it may only show pages of this
//! server in a frame; texts that come from the project are escaped; a post is offered only if the kit would write one
//! or says why it must wait.

mod calendar;
mod cards;
mod count;
mod days;
mod document;
mod frame;
mod links;
mod list;
mod overview;
mod pictures;
mod plans;
mod posts;
mod publish;
mod replies;
mod rows;
mod state;
mod trouble;
mod weeks;
mod words;
mod write;

use include_dir::{Dir, include_dir};

use crate::base::{VPath, url_path};
use crate::compile::Compiled;
use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site};

use super::answer::Answer;
use super::request::Request;
use super::reserved;
use super::shared::Shared;
use super::snapshot::Snapshot;
use super::writing::Writing;

use frame::{Frame, Tab};
pub(super) use posts::shared;
pub(super) use words::{Words, equip};

static SCRIPT: &[u8] = include_bytes!("../../../content/desk/desk.js");
static STYLES: &[u8] = include_bytes!("../../../content/desk/desk.css");

static PUBLISHING: &[u8] = include_bytes!("../../../content/desk/publish.js");

/// The scripts of the writing room, by the names that they import each other by.
static ROOM: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/desk/room");

static WRITING_STYLES: &[u8] = include_bytes!("../../../content/desk/write.css");
static EDITOR: &[u8] = include_bytes!("../../../content/desk/vendor/editor.min.js");
static EDITOR_LICENSES: &[u8] = include_bytes!("../../../content/desk/vendor/LICENSES.txt");

/// What the paths of documents on the desk begin with.
const DOCUMENTS: &str = "documents/";

/// What the paths of the scripts with the words of the desk begin with.
const WORDS: &str = "words/";

/// What the paths of share cards on the desk begin with.
const CARDS: &str = "cards/";

/// A project that can be shown.
#[derive(Clone, Copy)]
struct Desk<'e> {
    snapshot: &'e Snapshot,
    compiled: &'e Compiled<'static>,
    words: &'static Words,
    /// What lets a page write; `None` if it may not.
    secret: Option<&'e str>,
}

/// The answer of the desk; `None` for a path that is not the desk's.
pub(super) fn answer(request: &Request, shared: &Shared) -> Option<Answer> {
    let path = request.path.strip_prefix(reserved::FOLDER)?;
    match path {
        "desk.js" => return Some(Answer::of("text/javascript; charset=utf-8", SCRIPT)),
        "desk.css" => return Some(Answer::of("text/css; charset=utf-8", STYLES)),
        "write.css" => return Some(Answer::of("text/css; charset=utf-8", WRITING_STYLES)),
        "publish.js" => return Some(Answer::of("text/javascript; charset=utf-8", PUBLISHING)),
        "editor.js" => return Some(Answer::of("text/javascript; charset=utf-8", EDITOR)),
        "editor.txt" => return Some(Answer::of("text/plain; charset=utf-8", EDITOR_LICENSES)),
        "count" => return Some(count::answer(&request.query)),
        "" | "documents" | "calendar" | "pictures" | "replies" | "write" | "publish" | "enter" => {}
        _ if path.starts_with(write::WRITE) || path.starts_with(DOCUMENTS) || path.starts_with(CARDS) => {}
        _ if path.starts_with(pictures::FILES) || path.starts_with(WORDS) => {}
        _ => {
            let script = ROOM.get_file(path.strip_prefix("room/")?)?;
            return Some(Answer::of("text/javascript; charset=utf-8", script.contents()));
        }
    }
    if let Some(tag) = path.strip_prefix(WORDS).and_then(|file| file.strip_suffix(".js")) {
        let words = Words::of(tag)?;
        return Some(Answer::of("text/javascript; charset=utf-8", words.script()));
    }
    let Some(snapshot) = shared.snapshot() else {
        let words = Words::for_reader(&request.languages, None);
        let answer = Answer::plain(503, words.say("refused.still_reading"));
        return Some(answer.header("Content-Language", words.tag));
    };
    let words = words_for(request, &snapshot);
    let room = write::Room { words, shared, snapshot: &snapshot };
    if path == "write" || path.starts_with(write::WRITE) {
        return Some(write::page(path, request, room));
    }
    if path == "enter" {
        return Some(write::enter(request, room));
    }
    if path == "publish" {
        return Some(publish::page(request, room));
    }
    let Some(compiled) = &snapshot.compiled else { return Some(overview::without_site(words, &snapshot)) };
    let secret = shared.writing.get().filter(|_| shared.may_write(request)).map(Writing::secret);
    let desk = Desk { snapshot: &snapshot, compiled, words, secret };
    Some(desk.page(path, &request.query))
}

/// The words for who asks: as the browser says, else as the practice writes.
pub(super) fn words_for(request: &Request, snapshot: &Snapshot) -> &'static Words {
    let site = snapshot.compiled.as_ref().map(|compiled| compiled.site.languages[LanguageId::MAIN].tag.as_str());
    Words::for_reader(&request.languages, site)
}

impl<'e> Desk<'e> {
    fn page(self, path: &str, query: &str) -> Answer {
        if let Some(file) = path.strip_prefix(DOCUMENTS) {
            return match self.find(file) {
                Some(id) => document::page(self, id),
                None => self.missing(file),
            };
        }
        if let Some(card) = path.strip_prefix(CARDS) {
            return cards::answer(self, card, query);
        }
        if let Some(file) = path.strip_prefix(pictures::FILES) {
            return pictures::file(self, file);
        }
        match path {
            "pictures" => pictures::page(self),
            "replies" => replies::page(self),
            "documents" => list::page(self, query),
            "calendar" => calendar::page(self),
            _ => overview::page(self),
        }
    }

    fn site(self) -> &'e Site {
        &self.compiled.site
    }

    fn document(self, id: DocumentId) -> &'e Document {
        self.compiled.site.document(id)
    }

    /// The document whose file is so named below `content/`.
    fn find(self, file: &str) -> Option<DocumentId> {
        let is_it = |id: &DocumentId| below_content(&self.document(*id).parsed.source.path) == file;
        self.site().ids().find(is_it)
    }

    /// The page of a document on the desk.
    fn address(self, id: DocumentId) -> String {
        let file = below_content(&self.document(id).parsed.source.path);
        format!("{}{DOCUMENTS}{}", reserved::FOLDER, url_path(file))
    }

    /// The page of a document on the site, where the preview shows it.
    fn shown(self, id: DocumentId) -> Option<String> {
        let file = &self.document(id).parsed.source.path;
        self.snapshot.address(id).filter(|_| self.snapshot.source(&self.path(id)) == Some(file))
    }

    /// The path of a document's page below the host, decoded.
    fn path(self, id: DocumentId) -> String {
        format!("{}{}", self.snapshot.base(), self.document(id).path)
    }

    fn frame(self, title: &str, tab: Tab) -> Frame<'e> {
        Frame::new(title, tab, self.words, self.snapshot)
    }

    fn missing(self, file: &str) -> Answer {
        let moved = file.strip_suffix(".md").and_then(|stem| self.find(&format!("{stem}/index.md")));
        if let Some(moved) = moved {
            return Answer::redirect(self.address(moved));
        }
        let text = self.words.fill("notice.no_document", &[("file", &file)]);
        frame::notice(&self.frame(self.words.say("notice.not_found"), Tab::Documents), &text).status(404)
    }
}

/// A document's file without the folder that all share.
fn below_content(file: &VPath) -> &str {
    file.below("content").unwrap_or(file.as_str())
}
