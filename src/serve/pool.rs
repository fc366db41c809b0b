//! The threads that make answers: few, readers before open pages, more only while none gets done.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::answer::Answer;
use super::hub::Message;
use super::request::Request;
use super::routes;
use super::shared::Shared;
use super::sync::lock;

/// Threads at the usual time.
const USUAL: usize = 4;

/// Threads where answers take long: more would only take each other's time.
const MOST: usize = 32;

/// After so long without work a thread ends.
const REST: Duration = Duration::from_secs(10);

/// A request of a connection.
pub(super) struct Job {
    pub(super) connection: usize,
    pub(super) request: Request,
}

/// The threads that make answers.
pub(super) struct Pool {
    shared: Arc<Shared>,
    work: Arc<Work>,
}

#[derive(Default)]
struct Work {
    queue: Mutex<Queue>,
    added: Condvar,
}

#[derive(Default)]
struct Queue {
    requests: VecDeque<Job>,
    /// Streams of events: a reader who waits for a page goes first.
    streams: VecDeque<Job>,
    threads: usize,
    idle: usize,
    /// Whether an answer was made since this was last looked at.
    moves: bool,
}

impl Queue {
    fn len(&self) -> usize {
        self.requests.len() + self.streams.len()
    }
}

impl Pool {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, work: Arc::default() }
    }

    /// Has an answer made; it arrives at the hub.
    pub(super) fn add(&self, job: Job) {
        let mut queue = lock(&self.work.queue);
        if routes::is_events(&job.request) {
            queue.streams.push_back(job);
        } else {
            queue.requests.push_back(job);
        }
        if queue.idle < queue.len() && queue.threads < USUAL {
            self.spawn(&mut queue);
        }
        drop(queue);
        self.work.added.notify_one();
    }

    /// Adds a thread where all others have been busy with one answer for a while.
    pub(super) fn relieve(&self) {
        let mut queue = lock(&self.work.queue);
        let moves = std::mem::take(&mut queue.moves);
        if !moves && queue.idle == 0 && queue.len() > 0 && queue.threads < MOST {
            self.spawn(&mut queue);
        }
    }

    fn spawn(&self, queue: &mut Queue) {
        let (shared, work) = (self.shared.clone(), self.work.clone());
        let thread = thread::Builder::new().name("answers".to_owned());
        // Where the system gives no more threads, those that run go on.
        if thread.spawn(move || work.run(&shared)).is_ok() {
            queue.threads += 1;
        }
    }
}

impl Work {
    fn run(&self, shared: &Shared) {
        while let Some(Job { connection, request }) = self.next() {
            let made = catch_unwind(AssertUnwindSafe(|| routes::answer(&request, shared)));
            // A fault of one page is that page's alone.
            let outgoing =
                made.unwrap_or_else(|_| Answer::plain(500, "this page could not be built").outgoing(&request));
            lock(&self.queue).moves = true;
            shared.hub.put(Message::Answer(connection, outgoing));
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = lock(&self.queue);
        loop {
            let job = queue.requests.pop_front();
            if let Some(job) = job.or_else(|| queue.streams.pop_front()) {
                return Some(job);
            }
            queue.idle += 1;
            let (back, waited) = self.added.wait_timeout(queue, REST).unwrap_or_else(PoisonError::into_inner);
            queue = back;
            queue.idle -= 1;
            if waited.timed_out() && queue.len() == 0 {
                queue.threads -= 1;
                return None;
            }
        }
    }
}
