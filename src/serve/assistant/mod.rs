//! The assistant: a page that asks for what a new site needs, where there is no project yet.
//!
//! In: requests of a browser on this computer, before there is a project. Out: one page with a form, and its answers for the
//! [`Beginner`] who writes the project. Invariants: nothing is written but by the beginner, and only for a form that came
//! from this very page with the secret of this run; what was typed is shown again with what is wrong with it; once there is a
//! project, the assistant is silent and the preview answers.

mod form;
mod page;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::base::ContentHash;

use super::answer::Answer;
use super::desk::Words;
use super::guard;
use super::request::Request;
use super::reserved;
use super::sync::lock;

pub use form::{Wished, Wrong};

static STYLES: &[u8] = include_bytes!("../../../content/assistant/assistant.css");
static DESK_STYLES: &[u8] = include_bytes!("../../../content/desk/desk.css");
static SCRIPT: &[u8] = include_bytes!("../../../content/assistant/assistant.js");

/// Where the form is sent to.
const FORM: &str = "site";

/// The largest form, in bytes: names and a list of words.
const LARGEST: usize = 64 * 1024;

/// Who writes the project.
pub trait Beginner: Send {
    /// What the page offers.
    fn offer(&self) -> Offer;

    /// Writes the project, and says so to the preview that waits for it.
    ///
    /// # Errors
    /// What is wrong, each with the field that it is about. Nothing was written.
    fn begin(&mut self, wished: &Wished) -> Result<(), Vec<Wrong>>;
}

/// What the page of the assistant offers.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The answers that are in the fields at first.
    pub first: Wished,
    /// The folder in which the site's own is made, as people know it.
    pub above: String,
    /// The names of all time zones.
    pub zones: Vec<String>,
    /// The specialties that can be ticked.
    pub specialties: Vec<String>,
    /// The colors that can be chosen: number and name.
    pub colors: Vec<(String, String)>,
}

/// What answers before there is a project.
pub(super) struct Assistant {
    secret: String,
    beginner: Mutex<Box<dyn Beginner>>,
    done: AtomicBool,
}

impl Assistant {
    /// Prepares to ask.
    ///
    /// # Errors
    /// The system's, where it gives no random numbers.
    pub(super) fn new(beginner: Box<dyn Beginner>) -> std::io::Result<Self> {
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        let secret = ContentHash::of(&random).hex();
        Ok(Self { secret, beginner: Mutex::new(beginner), done: AtomicBool::new(false) })
    }

    /// Whether there is no project yet.
    pub(super) fn asks(&self) -> bool {
        !self.done.load(Ordering::Acquire)
    }

    /// The answer to a request that sends something and may not, by its head.
    pub(super) fn refusal(request: &Request) -> Option<Answer> {
        let is_form = request.path.strip_prefix(reserved::WRITE) == Some(FORM);
        if !is_form {
            return Some(Answer::plain(403, "there is no site yet: start one at /_bedside/"));
        }
        if request.content_type != "application/x-www-form-urlencoded" {
            return Some(Answer::plain(415, "this request cannot be used: expected the form of the assistant"));
        }
        match request.length {
            0 => Some(Answer::plain(411, "the length of what is sent is missing")),
            length if length > LARGEST => Some(Answer::plain(413, "this is larger than the form allows")),
            _ => None,
        }
    }

    /// The answer to a request that is allowed.
    pub(super) fn answer(&self, request: &Request) -> Answer {
        if request.method == "POST" {
            return self.begin(request);
        }
        match request.path.strip_prefix(reserved::FOLDER) {
            Some("") => page::draw(words(request), &lock(&self.beginner).offer(), None, &self.secret),
            Some("desk.css") => Answer::of("text/css; charset=utf-8", DESK_STYLES),
            Some("assistant.css") => Answer::of("text/css; charset=utf-8", STYLES),
            Some("assistant.js") => Answer::of("text/javascript; charset=utf-8", SCRIPT),
            None if request.path == "/" => Answer::redirect(reserved::FOLDER.to_owned()),
            _ => Answer::plain(404, "there is no site yet: start one at /_bedside/"),
        }
    }

    fn begin(&self, request: &Request) -> Answer {
        let (wished, secret) = Wished::read(&request.body);
        let signed = Request { secret: Some(secret), ..request.clone() };
        if guard::check_write(&signed, &self.secret, false).is_err() {
            return Answer::plain(403, "only the assistant on this computer may create a site; load its page again");
        }
        let mut beginner = lock(&self.beginner);
        // The form may have been sent twice.
        if !self.asks() {
            return Answer::redirect(reserved::FOLDER.to_owned());
        }
        match beginner.begin(&wished) {
            Ok(()) => {
                self.done.store(true, Ordering::Release);
                Answer::redirect(reserved::FOLDER.to_owned())
            }
            Err(wrong) => page::draw(words(request), &beginner.offer(), Some((&wished, &wrong)), &self.secret),
        }
    }
}

/// The words for who asks: as the browser says.
fn words(request: &Request) -> &'static Words {
    Words::for_reader(&request.languages, None)
}
