//! Connections: one thread each, few at a time, none for long without a request.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use super::answer::{self, Answer, Frames};
use super::changes;
use super::desk;
use super::guard::{self, Trespass};
use super::hub::Open;
use super::own;
use super::page;
use super::request::{self, Refused, Request};
use super::shared::Shared;

/// More connections than all tabs of a browser open.
const MOST_CONNECTIONS: usize = 256;

/// How long a connection may be silent, or take to send a request or receive an answer.
const SILENCE: Duration = Duration::from_secs(30);

/// How often an open page is asked whether it is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Answers connections for as long as the program runs.
pub(super) fn run(listener: &TcpListener, shared: &Arc<Shared>) {
    let connections = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Such as too many open files: it passes.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let (shared, count) = (shared.clone(), connections.clone());
        if count.fetch_add(1, Ordering::Relaxed) >= MOST_CONNECTIONS {
            let mut stream = stream;
            _ = Answer::plain(503, "too many connections").send(&mut stream, true, false);
            count.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let spawned = thread::Builder::new().name("connection".to_owned()).spawn(move || {
            // A connection that breaks is the other side's loss alone.
            _ = catch_unwind(AssertUnwindSafe(|| connection(stream, &shared)));
            count.fetch_sub(1, Ordering::Relaxed);
        });
        if spawned.is_err() {
            connections.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

fn connection(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let local = stream.local_addr()?;
    let mut buffer = Vec::new();
    loop {
        let request = match request::read(&mut stream, &mut buffer) {
            Ok(request) => request,
            Err(Refused::Gone) => return Ok(()),
            Err(Refused::Malformed) => return Answer::plain(400, "no request").send(&mut stream, true, false),
            Err(Refused::TooLarge) => return Answer::plain(431, "too large").send(&mut stream, true, false),
        };
        let with_body = request.method != "HEAD";
        if let Some(refusal) = refusal(&request, local) {
            return refusal.send(&mut stream, with_body, false);
        }
        if request.path == own::EVENTS && with_body {
            return events(&mut stream, &request, shared);
        }
        site(&request, shared).send(&mut stream, with_body, request.keep)?;
        if !request.keep {
            return Ok(());
        }
    }
}

fn refusal(request: &Request, local: SocketAddr) -> Option<Answer> {
    let mut checked = guard::check(request, local);
    if request.path == own::EVENTS {
        checked = checked.and_then(|()| guard::check_events(request));
    }
    match checked {
        Err(Trespass::Malformed) => Some(Answer::plain(400, "no host")),
        Err(Trespass::Foreign) => Some(Answer::plain(403, "this preview answers its own pages only")),
        Ok(()) if !matches!(request.method.as_str(), "GET" | "HEAD") => {
            Some(Answer::plain(405, "this preview is for reading only").header("Allow", "GET, HEAD"))
        }
        Ok(()) => None,
    }
}

fn site(request: &Request, shared: &Shared) -> Answer {
    if request.path.starts_with(own::FOLDER) {
        return desk::answer(request, shared).unwrap_or_else(|| own::answer(&request.path));
    }
    if request.path == own::FOLDER.trim_end_matches('/') {
        return Answer::redirect(own::FOLDER.to_owned());
    }
    match shared.edition() {
        Some(edition) => page::answer(shared, &edition, &request.path).frames(frames(request)),
        None => Answer::plain(503, "the site is still being read; try again in a moment"),
    }
}

/// The desk shows pages in a frame. A page may be in one only where the browser itself says that a page of this very server
/// asks for it, and then the policy allows no other page to hold it either.
fn frames(request: &Request) -> Frames {
    let own = request.fetch.0.as_deref() == Some("same-origin");
    if request.for_frame && own { Frames::Shown } else { Frames::None }
}

/// Sends events until the page is closed.
fn events(stream: &mut TcpStream, request: &Request, shared: &Shared) -> std::io::Result<()> {
    let value = |key| request::value(&request.query, key).unwrap_or_default();
    let open = Open { page: value("page"), seen: value("was") };
    let mut begin = answer::head(200, "text/event-stream", Frames::None);
    begin.push_str("Connection: close\r\n\r\nretry: 1000\n\n");
    stream.write_all(begin.as_bytes())?;
    let messages = shared.hub.join(open.clone());
    let Some(edition) = shared.edition() else { return Ok(()) };
    // Between loading the page and asking for events, the page may have changed.
    let late = changes::late(&edition, &open);
    stream.write_all(format!("{late}{}", edition.verdict).as_bytes())?;
    drop(edition);
    loop {
        match messages.recv_timeout(HEARTBEAT) {
            Ok(message) => stream.write_all(message.as_bytes())?,
            Err(RecvTimeoutError::Timeout) => stream.write_all(b": still here\n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}
