//! All connections, in one thread that never waits for any of them.
//!
//! A connection costs a socket and its buffers, no thread. Where there are as many as the system allows, a new one takes
//! the place of the one that has waited longest, so nobody is ever turned away.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token, Waker};

use crate::system::connections;

use super::answer::Answer;
use super::clock;
use super::connection::{Connection, Step};
use super::hub::Message;
use super::pool::{Job, Pool};
use super::request::{BadRequest, Request};
use super::routes;
use super::shared::Shared;

/// More connections than any practice opens; all of them together take some megabytes.
const MOST_CONNECTIONS: usize = 4096;

/// Descriptors that are left for files, watches and the terminal.
const RESERVED: u64 = 128;

/// How often deadlines are looked at.
const TICK: Duration = Duration::from_millis(500);

const LISTENER: Token = Token(0);
const WAKER: Token = Token(1);
const FIRST: usize = 2;

/// The connections of a preview.
pub(super) struct Server {
    poll: Poll,
    listener: TcpListener,
    shared: Arc<Shared>,
    pool: Pool,
    connections: BTreeMap<usize, Connection>,
    /// Requests that came before there was anything to show.
    waiting: Vec<Job>,
    next: usize,
    most: usize,
    looked: Instant,
}

impl Server {
    /// Prepares to answer at `listener`.
    ///
    /// # Errors
    /// The system's, where it gives no means to wait for connections.
    pub(super) fn new(listener: std::net::TcpListener, shared: Arc<Shared>) -> std::io::Result<Self> {
        listener.set_nonblocking(true)?;
        let mut listener = TcpListener::from_std(listener);
        let poll = Poll::new()?;
        poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
        shared.hub.wake_with(Waker::new(poll.registry(), WAKER)?);
        Ok(Self {
            poll,
            listener,
            pool: Pool::new(shared.clone()),
            shared,
            connections: BTreeMap::new(),
            waiting: Vec::new(),
            next: FIRST,
            most: places(),
            looked: clock::now(),
        })
    }

    /// Answers connections for as long as the program runs.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(256);
        loop {
            let wait = if self.connections.is_empty() { None } else { Some(TICK) };
            // Being interrupted by a signal is the only problem, and none.
            _ = self.poll.poll(&mut events, wait);
            for event in &events {
                match event.token() {
                    LISTENER => self.accept(),
                    WAKER => {}
                    Token(connection) => self.advance(connection),
                }
            }
            self.deliver();
            if self.looked.elapsed() >= TICK {
                self.tick();
            }
        }
    }

    fn accept(&mut self) {
        loop {
            match self.listener.accept() {
                Ok((mut stream, _)) => {
                    if self.connections.len() >= self.most {
                        self.evict();
                    }
                    let connection = self.next;
                    let interest = Interest::READABLE | Interest::WRITABLE;
                    let ready = stream.set_nodelay(true).and_then(|()| stream.local_addr()).and_then(|local| {
                        self.poll.registry().register(&mut stream, Token(connection), interest)?;
                        Ok(local)
                    });
                    let Ok(local) = ready else { continue };
                    self.next += 1;
                    self.connections.insert(connection, Connection::new(stream, local, clock::now()));
                    self.advance(connection);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::ConnectionAborted) => {}
                // Such as too many open files: one that waits makes room; where none does, the next tick tries again.
                Err(_) if self.connections.is_empty() => return,
                Err(_) => self.evict(),
            }
        }
    }

    /// Closes the connection that has waited longest; one whose answer is being made only if all are.
    fn evict(&mut self) {
        let oldest = self.connections.iter().min_by_key(|(_, one)| (!one.can_go(), one.since()));
        if let Some((&connection, _)) = oldest {
            self.close(connection);
        }
    }

    fn close(&mut self, connection: usize) {
        self.shared.hub.leave(connection);
        if let Some(mut gone) = self.connections.remove(&connection) {
            // It is closed when it is dropped, whatever the system says here.
            _ = self.poll.registry().deregister(&mut gone.stream);
        }
        self.waiting.retain(|job| job.connection != connection);
    }

    /// Goes on with a connection as far as it can without waiting.
    fn advance(&mut self, connection: usize) {
        while let Some(one) = self.connections.get_mut(&connection) {
            match one.step(clock::now()) {
                Step::Wait => return,
                Step::Close => self.close(connection),
                Step::Ask(asked) => self.ask(connection, asked),
                Step::Go(request) => self.begin(connection, *request),
            }
        }
    }

    fn ask(&mut self, connection: usize, mut asked: Result<Box<Request>, BadRequest>) {
        let Some(one) = self.connections.get_mut(&connection) else { return };
        if let Ok(request) = &mut asked {
            request.is_local = one.local.ip().to_canonical().is_loopback();
        }
        let now = clock::now();
        let refused = match &asked {
            Err(BadRequest::Malformed) => Some(Answer::plain(400, "this is not a request").closing(true)),
            Err(BadRequest::TooLarge) => Some(Answer::plain(431, "the request is too large").closing(true)),
            Ok(request) => {
                let refusal = routes::refusal(request, one.local, &self.shared);
                refusal.map(|answer| answer.closing(request.method != "HEAD"))
            }
        };
        if let Some(refused) = refused {
            return one.answer(refused, now);
        }
        let Ok(request) = asked else { return };
        if request.length > 0 {
            return one.receive(request, now);
        }
        self.begin(connection, *request);
    }

    /// Has the answer to a request made that may ask.
    fn begin(&mut self, connection: usize, request: Request) {
        let Some(one) = self.connections.get_mut(&connection) else { return };
        let for_events = routes::is_events(&request);
        one.is_asked(for_events, clock::now());
        if for_events {
            self.shared.hub.join(connection, routes::open_page(&request));
        }
        let job = Job { connection, request };
        let is_ready = self.shared.snapshot().is_some() || self.shared.asking().is_some();
        if is_ready { self.pool.add(job) } else { self.waiting.push(job) }
    }

    /// Sends what the other threads have to say.
    fn deliver(&mut self) {
        if !self.waiting.is_empty() && self.shared.snapshot().is_some() {
            self.waiting.drain(..).for_each(|job| self.pool.add(job));
        }
        for message in self.shared.hub.take() {
            match message {
                Message::Answer(connection, outgoing) => {
                    if let Some(one) = self.connections.get_mut(&connection) {
                        one.answer(outgoing, clock::now());
                        self.advance(connection);
                    }
                }
                Message::Broadcast(event) => self.broadcast(&event, Connection::is_open_page),
            }
        }
    }

    fn broadcast(&mut self, event: &Arc<[u8]>, to: impl Fn(&Connection) -> bool) {
        let pages: Vec<usize> = self.connections.iter().filter(|(_, one)| to(one)).map(|(&key, _)| key).collect();
        for connection in pages {
            let keeps_up = self.connections.get_mut(&connection).is_some_and(|one| one.event(event));
            if keeps_up { self.advance(connection) } else { self.close(connection) }
        }
    }

    /// Closes what is over its time, and asks open pages whether they are still there.
    fn tick(&mut self) {
        let now = clock::now();
        self.looked = now;
        let over: Vec<usize> =
            self.connections.iter().filter(|(_, one)| one.is_over(now)).map(|(&key, _)| key).collect();
        for connection in over {
            self.close(connection);
        }
        self.broadcast(&Arc::from(&b": still here\n\n"[..]), |one| one.wants_heartbeat(now));
        self.pool.relieve();
        self.accept();
    }
}

/// How many connections the system lets this program hold, after asking for as many as it may have.
fn places() -> usize {
    let places = connections(MOST_CONNECTIONS as u64, RESERVED);
    usize::try_from(places).unwrap_or(MOST_CONNECTIONS)
}
