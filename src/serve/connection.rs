//! One connection: what came in, what has to go out, and how long it has been waiting. Nothing here blocks.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::request::{self, BadRequest, LARGEST, Request};

/// How long a whole head may take from its first byte.
const HEAD: Duration = Duration::from_secs(10);

/// How long a connection may be open without a request.
const IDLE: Duration = Duration::from_secs(30);

/// How long nothing more of a body may come.
const BODY: Duration = Duration::from_secs(30);

/// How long the other side may take nothing of its answer.
const STALLED: Duration = Duration::from_secs(30);

/// How often an open page is asked whether it is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Events that may wait for a page that does not read; one that is so far behind asks again when it wakes.
const BACKLOG: usize = 64;

/// Bytes that are sent again and again, and how far they were sent.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    bytes: Arc<[u8]>,
    at: usize,
    end: usize,
}

impl Chunk {
    /// The bytes from `at` up to `end`.
    pub(super) fn part(bytes: Arc<[u8]>, at: usize, end: usize) -> Self {
        Self { bytes, at, end }
    }

    /// All of the bytes.
    pub(super) fn whole(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let end = bytes.len();
        Self { bytes, at: 0, end }
    }
}

/// An answer on its way.
pub(super) struct Outgoing {
    pub(super) chunks: Vec<Chunk>,
    /// Whether another request may follow.
    pub(super) keep: bool,
}

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It waits for a request.
    Idle,
    /// It waits for the body of a request that may ask.
    Receiving,
    /// Its answer is being made.
    Answering,
    /// Its stream of events is about to begin.
    Opening,
    /// It takes events.
    Streaming,
    /// It takes an answer; whether another request may follow.
    Sending(bool),
}

/// What is to be done with a connection.
pub(super) enum Step {
    /// Nothing until it is ready again.
    Wait,
    /// To close it.
    Close,
    /// To decide whether this may ask, and to answer it.
    Ask(Result<Box<Request>, BadRequest>),
    /// To answer this, whose body is there now.
    Go(Box<Request>),
}

/// A connection.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) local: SocketAddr,
    input: Vec<u8>,
    /// The request whose body is on its way.
    asked: Option<Box<Request>>,
    /// Whether the other side sends no more.
    ended: bool,
    output: VecDeque<Chunk>,
    state: State,
    /// When it came into its state, or began a head.
    since: Instant,
    /// When bytes last went out.
    sent: Instant,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, local: SocketAddr, now: Instant) -> Self {
        Self {
            stream,
            local,
            input: Vec::new(),
            asked: None,
            ended: false,
            output: VecDeque::new(),
            state: State::Idle,
            since: now,
            sent: now,
        }
    }

    /// Reads and writes what can be without waiting.
    pub(super) fn step(&mut self, now: Instant) -> Step {
        loop {
            if self.fill(now).is_err() || self.flush(now).is_err() {
                return Step::Close;
            }
            match self.state {
                State::Idle => return self.head(),
                State::Receiving => match self.whole() {
                    Some(request) => return Step::Go(request),
                    None if self.ended => return Step::Close,
                    None => return Step::Wait,
                },
                State::Opening | State::Streaming if self.ended => return Step::Close,
                State::Answering | State::Opening | State::Streaming => return Step::Wait,
                State::Sending(_) if !self.output.is_empty() => return Step::Wait,
                State::Sending(keep) if !keep => return Step::Close,
                State::Sending(_) => {
                    self.enter(State::Idle, now);
                    // Bytes of the next head are known already: its time begins now.
                    self.input.shrink_to_fit();
                }
            }
        }
    }

    fn head(&mut self) -> Step {
        match request::parse(&self.input) {
            Ok(Some((request, length))) => {
                self.input.drain(..length);
                self.input.shrink_to_fit();
                Step::Ask(Ok(Box::new(request)))
            }
            Ok(None) if self.ended => Step::Close,
            Ok(None) if self.input.len() > LARGEST => Step::Ask(Err(BadRequest::TooLarge)),
            Ok(None) => Step::Wait,
            Err(problem) => Step::Ask(Err(problem)),
        }
    }

    /// Its request may ask: the body is taken in.
    pub(super) fn receive(&mut self, request: Box<Request>, now: Instant) {
        self.asked = Some(request);
        self.enter(State::Receiving, now);
    }

    /// The request with its body, once all of it is there.
    fn whole(&mut self) -> Option<Box<Request>> {
        let length = self.asked.as_ref()?.length;
        if self.input.len() < length {
            return None;
        }
        let mut request = self.asked.take()?;
        request.body = self.input.drain(..length).collect();
        self.input.shrink_to_fit();
        Some(request)
    }

    /// How many bytes are taken in.
    fn room(&self) -> usize {
        self.asked.as_ref().map_or(LARGEST, |request| request.length.max(LARGEST))
    }

    /// Its answer is being made.
    pub(super) fn is_asked(&mut self, for_events: bool, now: Instant) {
        self.enter(if for_events { State::Opening } else { State::Answering }, now);
    }

    /// Starts to send the response.
    pub(super) fn answer(&mut self, outgoing: Outgoing, now: Instant) {
        if self.state == State::Opening {
            // Events that happened since it was asked for come after the beginning.
            outgoing.chunks.into_iter().rev().for_each(|chunk| self.output.push_front(chunk));
            self.enter(State::Streaming, now);
        } else {
            self.output.extend(outgoing.chunks);
            self.enter(State::Sending(outgoing.keep), now);
        }
        self.sent = now;
    }

    /// An event for an open page; `false` if it is too far behind.
    pub(super) fn event(&mut self, event: &Arc<[u8]>) -> bool {
        self.output.push_back(Chunk::whole(event.clone()));
        self.output.len() <= BACKLOG
    }

    pub(super) fn is_open_page(&self) -> bool {
        matches!(self.state, State::Opening | State::Streaming)
    }

    /// Whether it waits for the other side rather than for this program.
    pub(super) fn can_go(&self) -> bool {
        self.state != State::Answering
    }

    /// When its state last changed.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// Whether its time is over.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        match self.state {
            State::Idle => now - self.since > if self.input.is_empty() { IDLE } else { HEAD },
            State::Receiving => now - self.since > BODY,
            State::Answering | State::Opening => false,
            State::Streaming | State::Sending(_) => !self.output.is_empty() && now - self.sent > STALLED,
        }
    }

    /// Whether an open page is to be asked whether it is still there.
    pub(super) fn wants_heartbeat(&self, now: Instant) -> bool {
        self.state == State::Streaming && self.output.is_empty() && now - self.sent > HEARTBEAT
    }

    fn enter(&mut self, state: State, now: Instant) {
        self.state = state;
        self.since = now;
    }

    fn fill(&mut self, now: Instant) -> std::io::Result<()> {
        let mut chunk = [0; 4096];
        while !self.ended && self.input.len() <= self.room() {
            match self.stream.read(&mut chunk) {
                Ok(0) => self.ended = true,
                // An open page has nothing more to say.
                Ok(_) if self.is_open_page() => {}
                Ok(length) => {
                    if self.state == State::Receiving || self.input.is_empty() && self.state == State::Idle {
                        self.since = now;
                    }
                    self.input.extend_from_slice(&chunk[..length]);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn flush(&mut self, now: Instant) -> std::io::Result<()> {
        if self.state == State::Opening {
            return Ok(());
        }
        while let Some(chunk) = self.output.front_mut() {
            if chunk.at == chunk.end {
                self.output.pop_front();
                continue;
            }
            match self.stream.write(&chunk.bytes[chunk.at..chunk.end]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(length) => {
                    chunk.at += length;
                    self.sent = now;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
