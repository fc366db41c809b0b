//! The thread that compiles. It can be given up: what it is doing then has no effect anymore.
//!
//! A parser that meets a hostile file may take minutes. The thread has its own processor threads, so that neither
//! responses to browsers nor the next compilation wait while it is stuck. It ends at the next file that it reads, or
//! when it is done.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::base::VPath;
use crate::compile::{Cache, Request};
use crate::diag::Outcome;
use crate::world::{Change, ReadProblem, Version, World};

use super::clock;
use super::compiler::Command;
use super::publish::{self, Publication};
use super::shared::Shared;
use super::snapshot::Snapshot;

/// What the builder is to do.
pub(super) enum Job {
    /// Make a snapshot of a world, which knows of so many changes of unsaved texts.
    Compile(Arc<dyn World + Send>, u64),
    /// Compare a snapshot with the current one, for its open pages.
    Prepare(Box<Snapshot>, Vec<Change>),
}

/// What it has done.
pub(super) enum Done {
    /// A snapshot, and how long it took.
    Compiled(Box<Snapshot>, Duration),
    /// A snapshot that is ready to be shown, and how long that took.
    Prepared(Box<Publication>, Duration),
    /// Nothing: it met a fault of this program.
    Failed,
}

/// What every job is done with.
#[derive(Clone)]
pub(super) struct Setting {
    pub(super) root: PathBuf,
    pub(super) request: Request,
    pub(super) navigate: bool,
    /// Whether the clock goes on.
    pub(super) moves: bool,
    pub(super) shared: Arc<Shared>,
    pub(super) commands: Sender<Command>,
    /// Builders that run, those that were given up included.
    pub(super) running: Arc<AtomicUsize>,
}

/// The one builder that counts. When it is dropped, it is given up.
pub(super) struct Builder {
    jobs: Sender<(u64, Job, Arc<AtomicBool>)>,
    /// Whether the last job was given up. Each job has its own, because a snapshot is read from while it is shown.
    given_up: Arc<AtomicBool>,
}

impl Builder {
    /// A builder that remembers nothing.
    ///
    /// # Errors
    /// The system's, where it gives no threads.
    pub(super) fn start(setting: Setting) -> std::io::Result<Self> {
        let (jobs, receiver) = channel();
        let pool = ThreadPoolBuilder::new().thread_name(|_| "compile".to_owned()).build();
        let pool = pool.map_err(std::io::Error::other)?;
        setting.running.fetch_add(1, Ordering::Relaxed);
        let running = setting.running.clone();
        let spawned = thread::Builder::new().name("builder".to_owned()).spawn(move || work(&setting, &pool, &receiver));
        if spawned.is_err() {
            running.fetch_sub(1, Ordering::Relaxed);
        }
        spawned.map(|_| Self { jobs, given_up: Arc::default() })
    }

    /// Begins a job; its outcome arrives as a command with the same number.
    pub(super) fn begin(&mut self, number: u64, job: Job) {
        self.given_up = Arc::default();
        // It ends only after this has been dropped.
        let _ = self.jobs.send((number, job, self.given_up.clone()));
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}

fn work(setting: &Setting, pool: &ThreadPool, jobs: &Receiver<(u64, Job, Arc<AtomicBool>)>) {
    let mut cache = Cache::default();
    for (number, job, given_up) in jobs {
        let started = clock::now();
        let cache = &mut cache;
        let done = catch_unwind(AssertUnwindSafe(|| {
            pool.install(|| match job {
                Job::Compile(world, unsaved) => {
                    let world: Arc<dyn World + Send> = Arc::new(Abandonable { world, given_up: given_up.clone() });
                    let mut snapshot = publish::compile(&world, &setting.request, cache);
                    snapshot.unsaved = unsaved;
                    snapshot.root.clone_from(&setting.root);
                    snapshot.until = snapshot.until.filter(|_| setting.moves);
                    Done::Compiled(Box::new(snapshot), started.elapsed())
                }
                Job::Prepare(snapshot, changes) => {
                    let publication = publish::prepare(&setting.shared, *snapshot, &changes, setting.navigate);
                    Done::Prepared(Box::new(publication), started.elapsed())
                }
            })
        }));
        if given_up.load(Ordering::Relaxed) {
            break;
        }
        // Where the compiler has ended, so will this.
        let _ = setting.commands.send(Command::Done(number, done.unwrap_or(Done::Failed)));
    }
    setting.running.fetch_sub(1, Ordering::Relaxed);
}

/// A world that can no longer be read once the job that reads it was given up.
struct Abandonable {
    world: Arc<dyn World + Send>,
    given_up: Arc<AtomicBool>,
}

/// Says that a job ends in the middle because nobody wants its outcome.
struct Abandoned;

impl World for Abandonable {
    fn files(&self) -> Outcome<Vec<VPath>> {
        self.world.files()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        if self.given_up.load(Ordering::Relaxed) {
            // Not a fault: the way out of any depth of a library, without a word on the terminal.
            resume_unwind(Box::new(Abandoned));
        }
        self.world.read(path, limit)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        self.world.version(path)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Condvar;
    use std::sync::Mutex;

    use super::*;
    use crate::world::MemoryWorld;

    /// A world that answers nothing until its gate is open, as a library that doubles at every line.
    struct Slow(Arc<(Mutex<bool>, Condvar)>);

    impl World for Slow {
        fn files(&self) -> Outcome<Vec<VPath>> {
            Outcome::default()
        }

        fn read(&self, _: &VPath, _: u64) -> Result<Vec<u8>, ReadProblem> {
            let (open, changed) = &*self.0;
            drop(changed.wait_while(open.lock().expect("a gate"), |open| !*open).expect("a gate"));
            Err(ReadProblem::Missing)
        }

        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
    }

    #[test]
    fn a_job_that_was_given_up_keeps_nobody_waiting_and_says_nothing() {
        let (commands, receiver) = channel();
        let setting = Setting {
            root: PathBuf::new(),
            request: Request::default(),
            navigate: false,
            moves: false,
            shared: Arc::default(),
            commands,
            running: Arc::default(),
        };
        let running = setting.running.clone();
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let mut stuck = Builder::start(setting.clone()).expect("a builder");
        stuck.begin(1, Job::Compile(Arc::new(Slow(gate.clone())), 0));
        let mut next = Builder::start(setting).expect("a builder");
        drop(stuck);
        assert_eq!(running.load(Ordering::Relaxed), 2);
        next.begin(2, Job::Compile(Arc::new(MemoryWorld::new(Timestamp::UNIX_EPOCH)), 0));
        assert!(matches!(receiver.recv(), Ok(Command::Done(2, Done::Compiled(..)))));
        *gate.0.lock().expect("a gate") = true;
        gate.1.notify_all();
        drop(next);
        // Both threads end, and with them the last that could send.
        assert!(receiver.recv().is_err());
        assert_eq!(running.load(Ordering::Relaxed), 0);
    }
}
