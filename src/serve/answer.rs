//! An answer and the headers that all of them carry.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use crate::base::ContentHash;
use crate::render::POLICY;

use super::connection::{Chunk, Outgoing};
use super::range::{Part, part};
use super::request::Request;

/// Headers of every answer: not to be kept, guessed at, indexed or read by another origin.
const EVERYWHERE: &str = "Cache-Control: no-store\r\n\
                          X-Content-Type-Options: nosniff\r\n\
                          X-Robots-Tag: noindex, nofollow\r\n\
                          Referrer-Policy: no-referrer\r\n\
                          Cross-Origin-Opener-Policy: same-origin\r\n\
                          Cross-Origin-Resource-Policy: same-origin\r\n";

/// What a page may frame, and what may frame it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Frames {
    /// Nothing: it is as on the site.
    #[default]
    None,
    /// The page may show pages of this server in a frame: the desk shows a phone.
    Shows,
    /// Pages of this server may show it in a frame.
    Shown,
}

impl Frames {
    /// The site's policy with the one change that is needed, and the older header that says the same.
    fn headers(self) -> (Cow<'static, str>, &'static str) {
        match self {
            Self::None => (Cow::Borrowed(POLICY), "DENY"),
            Self::Shows => (Cow::Owned(format!("{POLICY}; frame-src 'self'")), "DENY"),
            Self::Shown => {
                (Cow::Owned(POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")), "SAMEORIGIN")
            }
        }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) body: Arc<[u8]>,
    /// A header of this answer alone: name and value.
    pub(super) header: Option<(&'static str, String)>,
    pub(super) frames: Frames,
}

impl Answer {
    /// Requested bytes.
    pub(super) fn of(media_type: &'static str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status: 200, media_type, body: body.into(), header: None, frames: Frames::None }
    }

    /// A sentence with a status.
    pub(super) fn plain(status: u16, text: &str) -> Self {
        Self { status, ..Self::of("text/plain; charset=utf-8", format!("{text}\n").into_bytes()) }
    }

    /// The way to another path of this server.
    pub(super) fn redirect(to: String) -> Self {
        Self { header: Some(("Location", to)), ..Self::plain(302, "this page is at another address") }
    }

    pub(super) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn header(self, name: &'static str, value: &str) -> Self {
        Self { header: Some((name, value.to_owned())), ..self }
    }

    pub(super) fn frames(self, frames: Frames) -> Self {
        Self { frames, ..self }
    }

    /// The answer as a request asks for it: without its body, a part of it, or the news that nothing is new.
    pub(super) fn outgoing(self, request: &Request) -> Outgoing {
        let with_body = request.method != "HEAD";
        if self.status != 200 {
            let length = self.body.len();
            return self.write("", 0..length, with_body, request.keep);
        }
        let (tag, length) = (tag(&self.body), self.body.len());
        let about = format!("ETag: {tag}\r\nAccept-Ranges: bytes\r\n");
        match part(request, &tag, length) {
            Part::Whole => self.write(&about, 0..length, with_body, request.keep),
            Part::Range(from, to) => {
                let about = format!("{about}Content-Range: bytes {from}-{}/{length}\r\n", to - 1);
                self.status(206).write(&about, from..to, with_body, request.keep)
            }
            Part::Unsatisfiable => {
                let about = format!("{about}Content-Range: bytes */{length}\r\n");
                self.status(416).write(&about, 0..0, with_body, request.keep)
            }
            Part::Changed => self.status(412).write(&about, 0..0, with_body, request.keep),
            Part::Unchanged => self.status(304).write(&about, 0..0, false, request.keep),
        }
    }

    /// The answer after which the connection is closed.
    pub(super) fn closing(self, with_body: bool) -> Outgoing {
        let length = self.body.len();
        self.write("", 0..length, with_body, false)
    }

    fn write(self, about: &str, part: Range<usize>, with_body: bool, keep: bool) -> Outgoing {
        let mut head = head(self.status, self.media_type, self.frames);
        if let Some((name, value)) = &self.header {
            _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str(about);
        // What has not changed has no body, so no length.
        if self.status != 304 {
            _ = write!(head, "Content-Length: {}\r\n", part.len());
        }
        _ = write!(head, "Connection: {}\r\n\r\n", if keep { "keep-alive" } else { "close" });
        let mut chunks = vec![Chunk::whole(head.into_bytes())];
        if with_body {
            chunks.push(Chunk::part(self.body, part.start, part.end));
        }
        Outgoing { chunks, keep }
    }
}

/// The tag of a body (`ETag`): another body has another one.
fn tag(body: &[u8]) -> String {
    format!("\"{}\"", &ContentHash::of(body).hex()[..32])
}

/// The lines that begin every answer.
pub(super) fn head(status: u16, media_type: &str, frames: Frames) -> String {
    let reason = match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    };
    let (policy, options) = frames.headers();
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {media_type}\r\nContent-Security-Policy: {policy}\r\n\
         X-Frame-Options: {options}\r\n{EVERYWHERE}"
    )
}

/// The media type of a file by the extension of its name.
pub(super) fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" | "" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}
