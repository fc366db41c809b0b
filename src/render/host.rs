//! Plain files that hosts and crawlers read.

use std::fmt::Write;

use crate::view::HeadersView;

/// What the pages may load, and from where: only this site, no inline script or style, no frames, no forms to elsewhere
/// (Content Security Policy Level 3). Films may come from this site too.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

/// Headers of every answer.
const EVERYWHERE: [(&str, &str); 6] = [
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

/// Files whose names change with their content may be kept for a year.
const FOREVER: &str = "Cache-Control: public, max-age=31536000, immutable";

/// `_headers`, which Netlify, Cloudflare Pages and others read.
pub(super) fn headers(view: &HeadersView) -> String {
    let mut out = format!("{}/*\n", view.path);
    for (name, value) in EVERYWHERE {
        let _ = writeln!(out, "  {name}: {value}");
    }
    for folder in ["assets", "media"] {
        let _ = write!(out, "\n{}/{folder}/*\n  {FOREVER}\n", view.path);
    }
    let types = [
        ("feed.xml", "application/atom+xml"),
        ("rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        (".ics", "text/calendar"),
    ];
    for (file, media_type) in types {
        let _ = write!(out, "\n{}/*{file}\n  Content-Type: {media_type}; charset=utf-8\n", view.path);
    }
    out
}

/// `_redirects`: one permanent redirect a line.
pub(super) fn redirects(redirects: &[(String, String)]) -> String {
    let mut out = String::new();
    for (from, to) in redirects {
        let _ = writeln!(out, "{from} {to} 301");
    }
    out
}

/// `robots.txt` (RFC 9309): everything may be read, and the site map is named.
pub(super) fn robots(sitemap: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}
