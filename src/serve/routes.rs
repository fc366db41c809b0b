//! Which answer belongs to a request: first whether it may ask, then what for.
//!
//! Everything that is not refused by [`refusal`] is answered. What writes has its own guard there (`writing`), and is
//! refused by its head, before its body is taken in.

use std::net::SocketAddr;

use super::answer::{self, Answer, Frames};
use super::assistant::Assistant;
use super::changes;
use super::connection::{Chunk, Outgoing};
use super::desk;
use super::guard::{self, Refused};
use super::hub::Open;
use super::pages;
use super::request::{self, Request};
use super::reserved;
use super::shared::Shared;
use super::writing;

/// Whether a request opens the stream of events.
pub(super) fn is_events(request: &Request) -> bool {
    request.path == reserved::EVENTS && request.method == "GET"
}

/// The page that a stream of events is for.
pub(super) fn open_page(request: &Request) -> Open {
    let value = |key| request::value(&request.query, key).unwrap_or_default();
    Open { page: value("page"), seen: value("was") }
}

/// The answer to a request that came to `local` and is not allowed.
pub(super) fn refusal(request: &Request, local: SocketAddr, shared: &Shared) -> Option<Answer> {
    let mut checked = guard::check(request, local);
    if request.path == reserved::EVENTS {
        checked = checked.and_then(|()| guard::check_events(request));
    }
    match checked {
        Err(Refused::Malformed) => Some(Answer::plain(400, "no host")),
        Err(Refused::Foreign) => Some(Answer::plain(403, "this preview answers its own pages only")),
        Ok(()) if request.method == "POST" && request.path.starts_with(reserved::WRITE) => match shared.asking() {
            Some(_) => Assistant::refusal(request),
            None => writing::refusal(request, shared),
        },
        Ok(()) if !matches!(request.method.as_str(), "GET" | "HEAD") => {
            Some(Answer::plain(405, "this preview is read-only").header("Allow", "GET, HEAD"))
        }
        Ok(()) => None,
    }
}

/// The answer to a request that is allowed.
pub(super) fn answer(request: &Request, shared: &Shared) -> Outgoing {
    if let Some(assistant) = shared.asking() {
        return assistant.answer(request).outgoing(request);
    }
    if request.path == reserved::EVENTS {
        return events(request, shared);
    }
    match shared.writing.get().filter(|_| request.method == "POST") {
        Some(writing) => writing.answer(request, shared).outgoing(request),
        None => site(request, shared).outgoing(request),
    }
}

fn site(request: &Request, shared: &Shared) -> Answer {
    if request.path.starts_with(reserved::FOLDER) {
        return desk::answer(request, shared).unwrap_or_else(|| reserved::answer(&request.path));
    }
    if request.path == reserved::FOLDER.trim_end_matches('/') {
        return Answer::redirect(reserved::FOLDER.to_owned());
    }
    match shared.snapshot() {
        Some(snapshot) => pages::answer(shared, &snapshot, request).frames(frames(request)),
        None => Answer::plain(503, "the site is still being read; try again in a moment"),
    }
}

/// The desk shows pages in a frame. A page may be in one only if the browser itself says that a page of this very
/// server asks for it, and then the policy allows no other page to hold it either.
fn frames(request: &Request) -> Frames {
    let fetch = &request.fetch;
    let own = fetch.site.as_deref() == Some("same-origin") && fetch.destination.as_deref() == Some("iframe");
    if own { Frames::Shown } else { Frames::None }
}

/// How a stream of events begins: what the page has missed since it was served, and what is wrong now.
fn events(request: &Request, shared: &Shared) -> Outgoing {
    let mut begin = answer::head(200, "text/event-stream", Frames::None);
    begin.push_str("Connection: close\r\n\r\n");
    if request.method == "HEAD" {
        return Outgoing { chunks: vec![Chunk::whole(begin.into_bytes())], keep: false };
    }
    begin.push_str("retry: 1000\n\n");
    if let Some(snapshot) = shared.snapshot() {
        let open = open_page(request);
        if let Some(late) = changes::late(&snapshot, &open) {
            shared.hub.now_seen(&open.page, &late.mark);
            begin.push_str(&late.event);
        }
        begin.push_str(&snapshot.verdict);
    }
    Outgoing { chunks: vec![Chunk::whole(begin.into_bytes())], keep: false }
}
