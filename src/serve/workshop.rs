//! The one thread that looks at the project and compiles it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::session::Memory;
use crate::world::{Change, ChangeKind, FOLDERS, Observer, SETTINGS, now};

use super::batch::Batch;
use super::clock;
use super::edition::Edition;
use super::press::News;
use super::shared::Shared;
use super::start::Options;
use super::watch::{Deaf, Watch};

/// How often everything is looked at, in case an event got lost.
const POLL: Duration = Duration::from_secs(2);

/// How often everything is looked at where nobody tells of events.
const POLL_ALONE: Duration = Duration::from_millis(500);

/// Looking at everything takes at most one part in so many of the time.
const POLL_SHARE: u32 = 25;

/// After so long without an event a compilation is begun that counts if it stays quiet.
const BEGIN: Duration = Duration::from_millis(5);

/// What the workshop is told.
#[derive(Debug)]
pub(super) enum Order {
    /// Something happened to these paths.
    Look(Instant, Vec<PathBuf>),
    /// Something happened somewhere.
    LookEverywhere(Instant),
    /// The operating system tells no more.
    Deaf(Deaf),
    /// Compile now.
    Again,
}

/// The workshop.
pub(super) struct Workshop<N> {
    pub(super) options: Options,
    pub(super) observer: Observer,
    pub(super) shared: Arc<Shared>,
    pub(super) orders: Sender<Order>,
    pub(super) news: N,
    pub(super) memory: Memory,
    pub(super) watch: Option<Watch>,
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
    changes: Vec<Change>,
    /// An edition that holds the changes.
    ready: Option<Ready>,
}

impl Pending {
    /// When to look, before it is due, in the hope that no more will happen.
    fn begin(&self) -> Option<Duration> {
        self.batch.last().filter(|_| !self.seen).map(|last| last + BEGIN)
    }
}

struct Ready {
    edition: Edition,
    taken: Duration,
}

impl<N: FnMut(News)> Workshop<N> {
    /// Works until nobody can give orders any more.
    pub(super) fn run(mut self, orders: &Receiver<Order>) {
        let begun = clock::now();
        if !self.options.poll {
            self.listen();
        }
        let listened = clock::now();
        self.observer.look(false);
        let look = listened.elapsed();
        let edition = self.compile();
        self.publish(edition, &[], begun.elapsed());
        let mut pending = Pending::default();
        let mut next_poll = clock::now() + self.pause(look);
        loop {
            let at = |due: Option<Duration>| due.map(|due| begun + due);
            let wake = [at(pending.batch.due()), at(pending.begin()), Some(next_poll)].into_iter().flatten().min();
            let wait = wake.map_or(POLL, |wake| wake.saturating_duration_since(clock::now()));
            match orders.recv_timeout(wait) {
                Ok(order) => {
                    self.take(order, begun, &mut pending);
                    while let Ok(order) = orders.try_recv() {
                        self.take(order, begun, &mut pending);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let time = clock::now() - begun;
            if pending.batch.due().is_some_and(|due| due <= time) {
                self.finish(&mut pending);
            } else if pending.begin().is_some_and(|begin| begin <= time) {
                self.prepare(&mut pending);
            }
            if next_poll <= clock::now() {
                next_poll = clock::now() + self.poll(begun, &mut pending);
            }
        }
    }

    fn take(&mut self, order: Order, begun: Instant, pending: &mut Pending) {
        let mut touch = |at: Instant| {
            pending.batch.touch(at.saturating_duration_since(begun));
            pending.seen = false;
        };
        match order {
            Order::Look(at, paths) => {
                let root = self.observer.root();
                let ours = |path: &PathBuf| {
                    let below = path.strip_prefix(root).ok().and_then(|below| below.components().next());
                    below.is_some_and(|top| {
                        let top = top.as_os_str();
                        top == SETTINGS || FOLDERS.iter().any(|folder| top == *folder)
                    })
                };
                let ours: Vec<PathBuf> = paths.into_iter().filter(ours).collect();
                if !ours.is_empty() {
                    touch(at);
                    self.listen_again(&ours);
                    pending.paths.extend(ours);
                }
            }
            Order::LookEverywhere(at) => {
                touch(at);
                pending.everywhere = true;
            }
            Order::Again => {
                touch(clock::now());
                self.memory = Memory::default();
                pending.everywhere = true;
                pending.anyway = true;
            }
            Order::Deaf(why) => self.poll_only(&why),
        }
    }

    /// Looks and compiles while it may still be quiet.
    fn prepare(&mut self, pending: &mut Pending) {
        let started = clock::now();
        let paths = std::mem::take(&mut pending.paths);
        let everywhere = std::mem::take(&mut pending.everywhere);
        let changes = if everywhere { self.observer.look(false) } else { self.observer.look_at(&paths) };
        pending.seen = true;
        let is_news = !changes.is_empty() || std::mem::take(&mut pending.anyway);
        merge(&mut pending.changes, changes);
        if is_news {
            let edition = self.compile();
            pending.ready = Some(Ready { edition, taken: started.elapsed() });
        }
    }

    /// Shows what has happened.
    fn finish(&mut self, pending: &mut Pending) {
        if !pending.seen {
            self.prepare(pending);
        }
        let Pending { changes, ready, .. } = std::mem::take(pending);
        if let Some(Ready { edition, taken }) = ready {
            self.publish(edition, &changes, taken);
        }
    }

    /// Looks at everything; says when to do it again.
    fn poll(&mut self, begun: Instant, pending: &mut Pending) -> Duration {
        let started = clock::now();
        let alone = self.watch.is_none();
        let changes = self.observer.look(alone);
        let edition = self.shared.current();
        let over = edition.and_then(|edition| edition.until).is_some_and(|until| until <= now());
        if !changes.is_empty() || over {
            merge(&mut pending.changes, changes);
            pending.batch.touch(clock::now() - begun);
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
        match Watch::start(self.observer.root(), self.orders.clone()) {
            Ok(watch) => self.watch = Some(watch),
            Err(why) => self.poll_only(&why),
        }
    }

    /// A folder that was made anew has to be watched anew.
    fn listen_again(&mut self, paths: &[PathBuf]) {
        let Some(watch) = &mut self.watch else { return };
        let root = self.observer.root();
        let mut made = FOLDERS.iter().filter(|folder| paths.iter().any(|path| *path == root.join(folder)));
        let failed = made.find_map(|folder| watch.folder(folder).err());
        if let Some(why) = failed {
            self.poll_only(&why);
        }
    }

    fn poll_only(&mut self, why: &Deaf) {
        self.watch = None;
        let reason = match why {
            Deaf::NoWatchesLeft => "the system has no more file watches to give".to_owned(),
            Deaf::Refused(reason) => format!("the system does not tell of changes ({reason})"),
        };
        (self.news)(News::Polling(reason));
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
