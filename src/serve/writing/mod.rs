//! The writing room: what the desk may change, asked by its own pages alone.
//!
//! In: requests below `/_bedside/write/` that came to this computer's own address or from a browser that has a pass, from a page
//! of this very server, with the secret of this run. Out: JSON. Invariants: no path of a request is joined to a folder: a file is one that the project
//! lists and that may be edited, a new one is made of a kind and a checked name; what is written goes through
//! [`Store`]; a text that is not saved is laid over the world, so that all pages, lists and findings are
//! those of the real pipeline.

mod block;
mod copies;
mod documents;
mod online;
mod pictures;
mod plan;
mod reply;
mod sources;
mod state;
mod texts;
mod vocabulary;

pub(in crate::serve) use documents::OCCASIONS;

use std::fmt::Display;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::base::{ContentHash, VPath};
use crate::image::MAX_BYTES;
use crate::world::{Unsaved, now};
use crate::write::{SaveProblem, Store, enfolded, is_editable};

use super::answer::Answer;
use super::compiler::Command;
use super::desk::{Words, words_for};
use super::guard;
use super::request::Request;
use super::reserved;
use super::shared::Shared;
use super::snapshot::Snapshot;
use super::sync::lock;

/// Largest text with what is said about it, in bytes: a document may have 10 MiB, and JSON escapes some signs.
const LARGEST_TEXT: usize = 24 * 1024 * 1024;

/// The longest that an answer waits for the pages to follow.
const LONGEST: Duration = Duration::from_secs(5);

/// Where a picture is sent to.
const PICTURE: &str = "picture";

/// What writes for the desk.
pub(super) struct Writing {
    secret: String,
    store: Store,
    commands: Sender<Command>,
    unsaved: Mutex<Unsaved>,
    /// One save at a time, so that of many that began from the same text one is the first.
    saves: Mutex<()>,
    fixed: Option<Timestamp>,
}

/// The answer to a request to write that is not allowed; it is refused by its head, before its body is taken in.
pub(super) fn refusal(request: &Request, shared: &Shared) -> Option<Answer> {
    let words = Words::for_reader(&request.languages, None);
    let refuse = |status, key| Some(in_words(status, words, key));
    let Some(writing) = shared.writing.get() else {
        return refuse(403, "refused.reading_only");
    };
    if guard::check_write(request, &writing.secret, shared.passes.knows(request.pass.as_deref())).is_err() {
        return refuse(403, "refused.not_here");
    }
    let is_picture = request.path.strip_prefix(reserved::WRITE) == Some(PICTURE);
    let (is_type, limit) = if is_picture {
        (pictures::TYPES.contains(&request.content_type.as_str()), MAX_BYTES)
    } else {
        (request.content_type == "application/json", LARGEST_TEXT)
    };
    if !is_type {
        return refuse(415, "refused.not_taken");
    }
    match request.length {
        0 => refuse(411, "refused.no_length"),
        length if length > limit => refuse(413, "refused.too_large"),
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    file: String,
}

/// A refusal in the words of a key, with their language.
fn in_words(status: u16, words: &Words, key: &str) -> Answer {
    Answer::plain(status, words.say(key)).header("Content-Language", words.tag)
}

/// What an answer is made from.
struct Asked<'a> {
    words: &'static Words,
    writing: &'a Writing,
    shared: &'a Shared,
    request: &'a Request,
}

/// An answer, or the one that says why not.
type Answered = Result<Value, Answer>;

impl Writing {
    /// Prepares to write below `root`.
    ///
    /// # Errors
    /// The system's, where it gives no random numbers.
    pub(super) fn new(root: &Path, commands: Sender<Command>, fixed: Option<Timestamp>) -> std::io::Result<Self> {
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        Ok(Self {
            secret: ContentHash::of(&random).hex(),
            store: Store::of(root),
            commands,
            unsaved: Mutex::default(),
            saves: Mutex::default(),
            fixed,
        })
    }

    /// The secret of this run, for pages of the desk on this computer.
    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// The answer to a request that may write and whose body is there.
    pub(super) fn answer(&self, request: &Request, shared: &Shared) -> Answer {
        // Nothing of the snapshot stays in hand: the one who has it last takes the whole site apart.
        let words = shared.snapshot().map(|snapshot| words_for(request, &snapshot));
        let words = words.unwrap_or_else(|| Words::for_reader(&request.languages, None));
        let asked = Asked { words, writing: self, shared, request };
        let answered = match request.path.strip_prefix(reserved::WRITE).unwrap_or_default() {
            "open" => asked.read().and_then(|File { file }| texts::open(&asked, &file)),
            "lay" => asked.read().and_then(|ask| texts::lay(&asked, &ask)),
            "lift" => asked.read().and_then(|File { file }| texts::lift(&asked, &file)),
            "values" => asked.read().map(|ask| texts::values_of(&ask)),
            "set" => asked.read().and_then(|ask| texts::set(&asked, &ask)),
            "save" => asked.read().and_then(|ask| texts::save(&asked, &ask)),
            "versions" => asked.read().and_then(|File { file }| texts::versions(&asked, &file)),
            "version" => asked.read().and_then(|ask| texts::version(&asked, &ask)),
            "words" => vocabulary::words(&asked),
            "clock" => vocabulary::clock(&asked),
            "block" => asked.read().and_then(|ask| block::block(&asked, &ask)),
            "read-sources" => asked.read().and_then(|ask| sources::read(&asked, &ask)),
            "add-sources" => asked.read().and_then(|ask| sources::add(&asked, &ask)),
            "new" => asked.read().and_then(|ask| documents::new(&asked, &ask)),
            "discard" => asked.read().and_then(|ask| documents::discard(&asked, &ask)),
            "give-back" => asked.read().and_then(|ask| documents::give_back(&asked, &ask)),
            "review" => asked.read().and_then(|ask| documents::review(&asked, &ask)),
            "duplicate" => asked.read().and_then(|ask| copies::duplicate(&asked, &ask)),
            "translate" => asked.read().and_then(|ask| copies::translate(&asked, &ask)),
            "readdress" => asked.read().and_then(|ask| copies::readdress(&asked, &ask)),
            "move" => asked.read().and_then(|ask| plan::moved(&asked, &ask)),
            "check-reply" => asked.read().and_then(|ask| reply::check(&asked, &ask)),
            "merge" => asked.read().map(|ask| texts::merged(&ask)),
            "publish" => asked.read().and_then(|errand| online::begin(&asked, errand)),
            "build" => online::build(&asked),
            "published" => online::state(&asked),
            PICTURE => pictures::take(&asked),
            _ => Err(asked.refuse(404, "refused.unsupported")),
        };
        match answered {
            Ok(value) => Answer::of("application/json", value.to_string().into_bytes()),
            Err(refused) => refused,
        }
    }

    /// The texts that were taken away, for a page of the desk.
    pub(super) fn discarded(&self) -> Vec<(String, VPath)> {
        self.store.discarded().unwrap_or_default()
    }

    fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(now)
    }
}

impl Asked<'_> {
    /// The answer that refuses, in the words of a key.
    fn refuse(&self, status: u16, key: &str) -> Answer {
        in_words(status, self.words, key)
    }

    /// What cannot be done, in the words of a key.
    fn unfit(&self, key: &str) -> Answer {
        self.refuse(422, key)
    }

    /// As [`Asked::unfit`], with values in the gaps of the words. The gap `problem` is for what the program or the system says,
    /// which is in English on every desk: the page marks it.
    fn unfit_with(&self, key: &str, values: &[(&str, &dyn Display)]) -> Answer {
        let english = values.iter().find(|(gap, _)| *gap == "problem").map(|(_, value)| value.to_string());
        let body = json!({ "problem": self.words.fill(key, values), "english": english });
        Answer::of("application/json", body.to_string().into_bytes()).status(422)
    }

    /// What a refused save answers: both texts stay, nothing was written.
    fn refused(&self, problem: &SaveProblem, disk: Option<&str>) -> Answer {
        let (status, text, said) = match problem {
            SaveProblem::Changed(text) => (409, Some(text.as_str()), self.words.say("refused.save_changed").to_owned()),
            SaveProblem::Gone => (409, None, self.words.say("refused.save_gone").to_owned()),
            SaveProblem::Refused(_) => (422, None, problem.to_string()),
        };
        let lang = matches!(problem, SaveProblem::Refused(_)).then_some("en");
        let body = json!({ "problem": said, "lang": lang, "text": text, "mark": disk });
        Answer::of("application/json", body.to_string().into_bytes()).status(status)
    }

    /// What the body says.
    fn read<T: DeserializeOwned>(&self) -> Result<T, Answer> {
        serde_json::from_slice(&self.request.body)
            .map_err(|error| self.unfit_with("refused.not_understood", &[("problem", &error)]).status(400))
    }

    /// The file of a name: one that the project lists and that may be edited. The name is compared, never joined.
    fn file(&self, name: &str) -> Result<VPath, Answer> {
        let snapshot = self.shared.snapshot();
        let files = snapshot.map(|snapshot| snapshot.world.files().value).unwrap_or_default();
        let named = |file: &&VPath| file.as_str() == name && is_editable(file);
        files.iter().find(named).cloned().ok_or_else(|| {
            // A page that was open while the document got a folder of its own goes on with it there.
            let moved = enfolded(&VPath::new(name)).filter(|moved| files.contains(moved));
            let body =
                json!({ "problem": self.words.say("refused.no_file"), "moved": moved.map(|path| path.to_string()) });
            Answer::of("application/json", body.to_string().into_bytes()).status(404)
        })
    }

    /// Has the pages follow the unsaved texts, and waits for it.
    fn shown(&self, unsaved: Unsaved, written: Vec<VPath>) -> Option<std::sync::Arc<Snapshot>> {
        let changes = unsaved.changes();
        // Where the compiler is gone, the program is about to end.
        _ = self.writing.commands.send(Command::Lay(unsaved, written));
        self.shared.wait_for(changes, LONGEST)
    }

    /// Has the pages follow a file that was just written, and waits for it.
    fn written(&self, path: &VPath) -> Option<std::sync::Arc<Snapshot>> {
        let unsaved = {
            let mut unsaved = lock(&self.writing.unsaved);
            unsaved.lift(path);
            unsaved.note();
            unsaved.clone()
        };
        self.shown(unsaved, vec![path.clone()])
    }

    /// Updates the pages for a document that got its own folder, and for a file that was written into it.
    fn moved(&self, (from, to): (&VPath, &VPath), written: &VPath) {
        let unsaved = {
            let mut unsaved = lock(&self.writing.unsaved);
            unsaved.follow(from, to.clone());
            unsaved.note();
            unsaved.clone()
        };
        self.shown(unsaved, vec![from.clone(), to.clone(), written.clone()]);
    }
}
