//! Building the website from the desk, and putting it online.
//!
//! In: nothing, or a target of the settings and whether to look or to send. Out: what would change or did, or why nothing did. This room
//! has no network: whoever starts the preview brings the [`Publisher`]. One errand is on its way at a time.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::sync::lock;

/// What puts the website online.
pub trait Publisher: Send + Sync {
    /// The targets of the settings as they are now: their names, and the kinds of host.
    fn targets(&self) -> Vec<(String, String)>;

    /// Builds what is saved into the folder of the finished site.
    ///
    /// # Errors
    /// A [`Declined`] if the folder is as it was.
    fn build(&self) -> Result<Built, Declined>;

    /// Builds what is saved, and looks what would change at a target, or sends it.
    ///
    /// # Errors
    /// A [`Declined`] if nothing, or not all, was sent.
    fn go(&self, errand: &Errand) -> Result<Published, Declined>;
}

/// What the desk asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errand {
    /// The name of a target.
    pub target: String,
    /// Whether to send; else only to look.
    pub send: bool,
    /// Whether a person agreed to large deletions and the like.
    #[serde(default)]
    pub agreed: bool,
}

/// A page that goes live, changes or leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageChange {
    /// Its address below the site.
    pub path: String,
    /// Its title, if known.
    pub title: Option<String>,
    /// Who wrote it.
    pub by: Vec<String>,
}

/// What becomes of the pages of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageChanges {
    /// Pages that are new.
    pub new: Vec<PageChange>,
    /// Pages that change.
    pub changed: Vec<PageChange>,
    /// Pages that leave.
    pub leaves: Vec<PageChange>,
}

/// What would change, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Published {
    /// What the host calls itself.
    pub host: String,
    /// Files that travel.
    pub uploads: usize,
    /// Their size, for people.
    pub size: String,
    /// Files that are deleted.
    pub deletions: usize,
    /// Files that are there already.
    pub unchanged: usize,
    /// When the version that was there was complete, at the practice.
    pub before: Option<String>,
    /// What becomes of pages.
    #[serde(flatten)]
    pub pages: PageChanges,
}

/// What a build did to the folder of the finished site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Built {
    /// The folder, for people.
    pub folder: String,
    /// Files of the site.
    pub files: usize,
    /// Warnings that are worth a look.
    pub warnings: usize,
    /// Documents that are not public now.
    pub held_back: Vec<HeldPage>,
    /// What became of pages.
    #[serde(flatten)]
    pub pages: PageChanges,
}

/// A document that is not public now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HeldPage {
    /// The file.
    pub file: String,
    /// `draft`, `scheduled`, `expired` or `no-consent`.
    pub state: String,
}

/// Why nothing, or not all, was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Declined {
    /// In the words of the command line.
    pub reason: String,
    /// Whether it goes on where a person says yes.
    pub asks: bool,
}

/// The way to the world, where the preview has one.
pub(super) struct Online {
    publisher: Arc<dyn Publisher>,
    job: Arc<Mutex<Job>>,
}

#[derive(Default)]
enum Job {
    #[default]
    None,
    Running(Task),
    Done(Task, Result<Value, Declined>),
}

/// What is on its way.
#[derive(Clone, Debug)]
enum Task {
    Build,
    Errand(Errand),
}

impl Task {
    /// What tells a page which task it is.
    fn head(&self) -> Value {
        match self {
            Self::Build => json!({ "build": true, "send": false }),
            Self::Errand(errand) => json!({ "target": errand.target, "send": errand.send }),
        }
    }

    fn run(&self, publisher: &dyn Publisher) -> Result<Value, Declined> {
        match self {
            Self::Build => publisher.build().map(|built| json!(built)),
            Self::Errand(errand) => publisher.go(errand).map(|published| json!(published)),
        }
    }
}

impl Online {
    pub(super) fn new(publisher: Arc<dyn Publisher>) -> Self {
        Self { publisher, job: Arc::default() }
    }

    pub(super) fn targets(&self) -> Vec<(String, String)> {
        self.publisher.targets()
    }

    /// Begins an errand; `false` if one is running, or there is no such target.
    pub(super) fn begin(&self, errand: Errand) -> bool {
        self.targets().iter().any(|(name, _)| *name == errand.target) && self.start(Task::Errand(errand))
    }

    /// Begins a build; `false` if something is on its way.
    pub(super) fn build(&self) -> bool {
        self.start(Task::Build)
    }

    fn start(&self, task: Task) -> bool {
        let mut job = lock(&self.job);
        if matches!(*job, Job::Running(_)) {
            return false;
        }
        *job = Job::Running(task.clone());
        let (publisher, place) = (Arc::clone(&self.publisher), Arc::clone(&self.job));
        let run = move || {
            let result = task.run(&*publisher);
            *lock(&place) = Job::Done(task, result);
        };
        let started = std::thread::Builder::new().name("publisher".to_owned()).spawn(run).is_ok();
        if !started {
            *job = Job::None;
        }
        started
    }

    /// How the last errand goes.
    pub(super) fn state(&self) -> Value {
        let (task, more) = match &*lock(&self.job) {
            Job::None => return json!({ "state": "idle" }),
            Job::Running(task) => (task.clone(), json!({ "state": "running" })),
            Job::Done(task, Ok(done)) => (task.clone(), json!({ "state": "done", "done": done })),
            Job::Done(task, Err(declined)) => (task.clone(), json!({ "state": "declined", "declined": declined })),
        };
        let mut state = task.head();
        if let (Some(state), Value::Object(more)) = (state.as_object_mut(), more) {
            state.extend(more);
        }
        state
    }
}
