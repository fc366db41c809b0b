//! The one thread that looks at the project and decides what is compiled, given up and shown.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::base::VPath;
use crate::world::{Change, ChangeKind, ChangeScanner, FILES, FOLDERS, Unsaved, World, now};

use super::batch::Batch;
use super::builder::{Builder, Done, Job, Setting};
use super::clock;
use super::event::{Compilation, PreviewEvent};
use super::options::Options;
use super::publish::{Publication, publish, report};
use super::shared::Shared;
use super::snapshot::Snapshot;
use super::watch::{Watch, WatchFailed};

/// How often everything is looked at, in case an event got lost.
const POLL: Duration = Duration::from_secs(2);

/// How often everything is looked at where nobody tells of events.
const POLL_ALONE: Duration = Duration::from_millis(500);

/// Looking at everything takes at most one part in so many of the time.
const POLL_SHARE: u32 = 25;

/// After so long without an event a compilation is begun that counts if it stays quiet.
const BEGIN: Duration = Duration::from_millis(5);

/// After so long a compilation of a state that was replaced is given up; longer where compilations take longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The longest that a state that was replaced is worked on.
const MOST_PATIENCE: Duration = Duration::from_mins(1);

/// Builders that may run at a time, those that were given up included.
const MOST_BUILDERS: usize = 8;

/// Messages to the compiler.
pub(super) enum Command {
    /// Something happened to these paths.
    Look(Instant, Vec<PathBuf>),
    /// Something happened somewhere.
    LookEverywhere(Instant),
    /// The operating system tells no more.
    WatchFailed(WatchFailed),
    /// Show these unsaved texts at once, after a look at the files that were just written.
    Lay(Unsaved, Vec<VPath>),
    /// Compile now.
    Again,
    /// The job of a number was done.
    Done(u64, Done),
}

/// Decides what is compiled and shown.
pub(super) struct Compiler<N> {
    options: Options,
    observer: ChangeScanner,
    unsaved: Unsaved,
    setting: Setting,
    notify: N,
    watch: Option<Watch>,
    builder: Builder,
    /// The job that the builder has.
    work: Option<Work>,
    /// The number of the last job.
    number: u64,
    patience: Duration,
    begun: Instant,
    is_first: bool,
}

/// A job that is being done.
struct Work {
    started: Instant,
    /// What it shows.
    changes: Vec<Change>,
    /// How long the job before it took.
    taken: Duration,
}

/// What has happened and is not shown yet.
#[derive(Default)]
struct Pending {
    batch: Batch,
    /// What is to be looked at.
    paths: BTreeSet<PathBuf>,
    everywhere: bool,
    /// Whether to compile even where nothing changed.
    anyway: bool,
    /// Whether all of that was looked at.
    seen: bool,
    /// Whether something was found since the last compilation was begun.
    dirty: bool,
    /// Whether it is time to show something.
    overdue: bool,
    changes: Vec<Change>,
    /// A snapshot that holds the changes before these.
    ready: Option<Ready>,
}

impl Pending {
    /// When to look, before it is due, in the hope that no more will happen.
    fn begin(&self) -> Option<Duration> {
        self.batch.last().filter(|_| !self.seen).map(|last| last + BEGIN)
    }

    /// Puts back what was to be shown and is not.
    fn put_back(&mut self, mut changes: Vec<Change>) {
        merge(&mut changes, std::mem::take(&mut self.changes));
        self.changes = changes;
    }
}

struct Ready {
    snapshot: Box<Snapshot>,
    changes: Vec<Change>,
    taken: Duration,
}

impl<N: FnMut(PreviewEvent)> Compiler<N> {
    /// Prepares to compile.
    ///
    /// # Errors
    /// The system's, where it gives no threads.
    pub(super) fn new(
        options: Options,
        observer: ChangeScanner,
        shared: Arc<Shared>,
        commands: Sender<Command>,
        notify: N,
    ) -> std::io::Result<Self> {
        let setting = Setting {
            root: observer.root().to_path_buf(),
            request: options.request.clone(),
            navigate: options.navigate,
            moves: options.now.is_none(),
            shared,
            commands,
            running: Arc::new(AtomicUsize::new(0)),
        };
        let builder = Builder::start(setting.clone())?;
        let (begun, patience) = (clock::now(), PATIENCE);
        Ok(Self {
            options,
            observer,
            unsaved: Unsaved::default(),
            setting,
            notify,
            watch: None,
            builder,
            work: None,
            number: 0,
            patience,
            begun,
            is_first: true,
        })
    }

    /// Works until nobody can give commands anymore.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        if !self.options.poll {
            self.listen();
        }
        let listened = clock::now();
        self.observer.look(false);
        let mut next_poll = clock::now() + self.pause(listened.elapsed());
        let mut pending = Pending { dirty: true, overdue: true, seen: true, ..Pending::default() };
        loop {
            self.advance(&mut pending);
            let wait = self.wake(&pending).map_or(next_poll, |wake| wake.min(next_poll));
            match commands.recv_timeout(wait.saturating_duration_since(clock::now())) {
                Ok(command) => {
                    self.take(command, &mut pending);
                    while let Ok(command) = commands.try_recv() {
                        self.take(command, &mut pending);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if next_poll <= clock::now() {
                next_poll = clock::now() + self.poll(&mut pending);
            }
        }
    }

    /// When there is something to do even if nothing happens.
    fn wake(&self, pending: &Pending) -> Option<Instant> {
        let at = |due: Option<Duration>| due.map(|due| self.begun + due);
        let due = at(pending.batch.due()).filter(|_| !pending.overdue);
        let give_up = self.work.as_ref().filter(|_| pending.dirty && pending.overdue).map(|work| {
            // Where no builder may be added, one may end.
            (work.started + self.patience).max(clock::now() + POLL_ALONE)
        });
        [due, at(pending.begin()), give_up].into_iter().flatten().min()
    }

    /// Goes as far as it can without waiting.
    fn advance(&mut self, pending: &mut Pending) {
        let time = self.begun.elapsed();
        let is_due = pending.batch.due().is_some_and(|due| due <= time);
        if !pending.seen && (is_due || pending.begin().is_some_and(|begin| begin <= time)) {
            self.look(pending);
        }
        pending.overdue |= is_due;
        if pending.dirty && pending.overdue {
            self.give_up(pending);
        }
        if self.work.is_some() {
            return;
        }
        match pending.ready.take() {
            Some(ready) if pending.overdue => self.prepare(ready, pending),
            ready if pending.dirty => self.compile(ready, pending),
            None if pending.overdue => *pending = Pending::default(),
            ready => pending.ready = ready,
        }
    }

    fn take(&mut self, command: Command, pending: &mut Pending) {
        let begun = self.begun;
        let mut touch = |at: Instant| {
            pending.batch.touch(at.saturating_duration_since(begun));
            pending.seen = false;
        };
        match command {
            Command::Look(at, paths) => {
                let root = self.observer.root();
                let ours = |path: &PathBuf| {
                    let below = path.strip_prefix(root).ok().and_then(|below| below.components().next());
                    below.is_some_and(|top| {
                        let top = top.as_os_str();
                        FILES.iter().chain(&FOLDERS).any(|ours| top == *ours)
                    })
                };
                let ours: Vec<PathBuf> = paths.into_iter().filter(ours).collect();
                if !ours.is_empty() {
                    touch(at);
                    self.listen_again(&ours);
                    pending.paths.extend(ours);
                }
            }
            Command::LookEverywhere(at) => {
                touch(at);
                pending.everywhere = true;
            }
            Command::Again => {
                touch(clock::now());
                self.replace_builder(pending);
                pending.everywhere = true;
                pending.anyway = true;
            }
            Command::Lay(unsaved, written) => self.lay(unsaved, &written, pending),
            Command::WatchFailed(why) => self.poll_only(&why),
            Command::Done(number, done) if number == self.number => self.done(done, pending),
            // The job was given up in the moment in which it was done.
            Command::Done(..) => {}
        }
    }

    /// Shows unsaved texts without waiting for quiet: someone is typing, and looks at the page.
    fn lay(&mut self, unsaved: Unsaved, written: &[VPath], pending: &mut Pending) {
        self.unsaved = unsaved;
        if !written.is_empty() {
            pending.paths.extend(written.iter().map(|path| self.observer.root().join(path.as_str())));
            self.look(pending);
        }
        pending.dirty = true;
        pending.overdue = true;
    }

    /// Looks what has changed.
    fn look(&mut self, pending: &mut Pending) {
        let paths = std::mem::take(&mut pending.paths);
        let everywhere = std::mem::take(&mut pending.everywhere);
        let changes = if everywhere { self.observer.look(false) } else { self.observer.look_at(&paths) };
        pending.seen = true;
        pending.dirty |= !changes.is_empty() || std::mem::take(&mut pending.anyway);
        merge(&mut pending.changes, changes);
    }

    /// Gives a job up that has worked for too long on a state that was replaced.
    fn give_up(&mut self, pending: &mut Pending) {
        let is_late = self.work.as_ref().is_some_and(|work| work.started.elapsed() >= self.patience);
        if is_late && self.replace_builder(pending) {
            self.patience = (self.patience * 2).min(MOST_PATIENCE);
        }
    }

    /// A builder that remembers nothing takes the place of the one that is there.
    fn replace_builder(&mut self, pending: &mut Pending) -> bool {
        if self.setting.running.load(Ordering::Relaxed) >= MOST_BUILDERS {
            return false;
        }
        let Ok(builder) = Builder::start(self.setting.clone()) else { return false };
        self.builder = builder;
        self.number += 1;
        if let Some(work) = self.work.take() {
            pending.put_back(work.changes);
            pending.dirty = true;
        }
        true
    }

    fn begin(&mut self, job: Job, changes: Vec<Change>, taken: Duration) {
        self.number += 1;
        self.work = Some(Work { started: clock::now(), changes, taken });
        self.builder.begin(self.number, job);
    }

    /// Compiles the project as it was at the last look; a snapshot of an older state is not needed anymore.
    fn compile(&mut self, outdated: Option<Ready>, pending: &mut Pending) {
        if let Some(outdated) = outdated {
            pending.put_back(outdated.changes);
        }
        pending.dirty = false;
        let unsaved = self.unsaved.changes();
        let world = Arc::new(self.unsaved.clone().over(self.observer.world(self.options.now)));
        self.begin(Job::Compile(world, unsaved), std::mem::take(&mut pending.changes), Duration::ZERO);
    }

    /// Prepares to show a snapshot. What has happened meanwhile begins its own batch.
    fn prepare(&mut self, ready: Ready, pending: &mut Pending) {
        self.begin(Job::Prepare(ready.snapshot, ready.changes.clone()), ready.changes, ready.taken);
        pending.overdue = false;
        pending.batch.clear();
        if pending.dirty || !pending.seen {
            pending.batch.touch(self.begun.elapsed());
        } else {
            *pending = Pending::default();
        }
    }

    fn done(&mut self, done: Done, pending: &mut Pending) {
        let Some(work) = self.work.take() else { return };
        match done {
            Done::Compiled(snapshot, taken) => {
                self.patience = PATIENCE.max(4 * taken);
                pending.ready = Some(Ready { snapshot, changes: work.changes, taken });
            }
            Done::Failed => pending.put_back(work.changes),
            Done::Prepared(publication, taken) => self.show(*publication, &work.changes, work.taken + taken),
        }
    }

    fn show(&mut self, publication: Publication, changes: &[Change], taken: Duration) {
        let shared = self.setting.shared.clone();
        let snapshot = publish(&shared, publication);
        let world: Box<dyn World + Send> = Box::new(self.observer.world(self.options.now));
        let compiled = report(&snapshot, changes, taken, shared.hub.len(), world);
        let first = std::mem::take(&mut self.is_first);
        (self.notify)(PreviewEvent::Compiled(Box::new(Compilation { first, ..compiled })));
    }

    /// Looks at everything; says when to do it again.
    fn poll(&mut self, pending: &mut Pending) -> Duration {
        let started = clock::now();
        let alone = self.watch.is_none();
        let changes = self.observer.look(alone);
        let snapshot = self.setting.shared.snapshot();
        let over = snapshot.and_then(|snapshot| snapshot.until).is_some_and(|until| until <= now());
        // What is being compiled was begun after the time was over, or brings the next compilation.
        let over = over && self.work.is_none();
        if !changes.is_empty() || over {
            merge(&mut pending.changes, changes);
            pending.batch.touch(self.begun.elapsed());
            pending.everywhere |= alone;
            pending.anyway = true;
            pending.seen = false;
        }
        self.pause(started.elapsed())
    }

    fn pause(&self, look: Duration) -> Duration {
        let least = if self.watch.is_none() { POLL_ALONE } else { POLL };
        least.max((look * POLL_SHARE).min(Duration::from_secs(10)))
    }

    fn listen(&mut self) {
        match Watch::start(self.observer.root(), self.setting.commands.clone()) {
            Ok(watch) => self.watch = Some(watch),
            Err(why) => self.poll_only(&why),
        }
    }

    /// A folder that was made again must be watched again.
    fn listen_again(&mut self, paths: &[PathBuf]) {
        let Some(watch) = &mut self.watch else { return };
        let root = self.observer.root();
        let mut made = FOLDERS.iter().filter(|folder| paths.iter().any(|path| *path == root.join(folder)));
        let failed = made.find_map(|folder| watch.folder(folder).err());
        if let Some(why) = failed {
            self.poll_only(&why);
        }
    }

    fn poll_only(&mut self, why: &WatchFailed) {
        self.watch = None;
        let reason = match why {
            WatchFailed::NoWatchesLeft => "the system has no more file watches".to_owned(),
            WatchFailed::Other(reason) => format!("the system does not report changes ({reason})"),
        };
        (self.notify)(PreviewEvent::Polling(reason));
    }
}

/// Adds later changes to earlier ones: of each file the last counts, but what is new stays new.
fn merge(changes: &mut Vec<Change>, later: Vec<Change>) {
    for mut change in later {
        match changes.iter_mut().find(|earlier| earlier.path == change.path) {
            Some(earlier) => {
                if earlier.kind == ChangeKind::Added && change.kind == ChangeKind::Edited {
                    change.kind = ChangeKind::Added;
                }
                *earlier = change;
            }
            None => changes.push(change),
        }
    }
}
