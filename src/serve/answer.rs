//! An answer and the headers that all of them carry.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use crate::render::POLICY;

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
    /// Bytes that were asked for.
    pub(super) fn of(media_type: &'static str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status: 200, media_type, body: body.into(), header: None, frames: Frames::None }
    }

    /// A sentence with a status.
    pub(super) fn plain(status: u16, text: &str) -> Self {
        Self { status, ..Self::of("text/plain; charset=utf-8", format!("{text}\n").into_bytes()) }
    }

    /// The way to another path of this server.
    pub(super) fn redirect(to: String) -> Self {
        Self { header: Some(("Location", to)), ..Self::plain(302, "this page is elsewhere") }
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

    /// Sends the answer; to HEAD without its body.
    pub(super) fn send(&self, to: &mut impl Write, with_body: bool, keep: bool) -> std::io::Result<()> {
        let mut head = head(self.status, self.media_type, self.frames);
        if let Some((name, value)) = &self.header {
            _ = write!(head, "{name}: {value}\r\n");
        }
        let connection = if keep { "keep-alive" } else { "close" };
        _ = write!(head, "Content-Length: {}\r\nConnection: {connection}\r\n\r\n", self.body.len());
        let mut bytes = head.into_bytes();
        if with_body {
            bytes.extend_from_slice(&self.body);
        }
        to.write_all(&bytes)
    }
}

/// The lines that begin every answer.
pub(super) fn head(status: u16, media_type: &str, frames: Frames) -> String {
    let reason = match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
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
