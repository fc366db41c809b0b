//! What hosts say of a file: its type, and for how long caches may keep it.

/// Media types by the end of the name (<https://www.iana.org/assignments/media-types>). Texts are UTF-8.
const TYPES: [(&str, &str); 34] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vcf", "text/vcard; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/vnd.microsoft.icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("wasm", "application/wasm"),
];

/// Feeds, whose types the ends of their names do not tell; the same as in `_headers`.
const FEEDS: [(&str, &str); 4] = [
    ("feed.xml", "application/atom+xml; charset=utf-8"),
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("social.xml", "application/rss+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
];

/// The media type of a file, by its name.
#[must_use]
pub(super) fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some((_, media)) = FEEDS.iter().find(|(end, _)| name.ends_with(end)) {
        return media;
    }
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == end).map_or("application/octet-stream", |(_, media)| media)
}

/// For how long caches may keep a file: a year where its name changes with its content, never unasked where it is a page.
#[must_use]
pub(super) fn cache_control(path: &str) -> &'static str {
    if is_named_by_content(path) {
        "public, max-age=31536000, immutable"
    } else if is_page(path) {
        "public, max-age=0, must-revalidate"
    } else {
        "public, max-age=600"
    }
}

/// Whether a file is a page.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == "html")
}

/// Whether the name of a file changes with its content.
#[must_use]
pub(super) fn is_named_by_content(path: &str) -> bool {
    ["assets/", "media/"].iter().any(|folder| path.starts_with(folder) || path.contains(&format!("/{folder}")))
}

/// Whether a file becomes smaller by compression.
#[must_use]
pub(super) fn is_text(media: &str) -> bool {
    media.ends_with("charset=utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_lifetimes() {
        assert_eq!(media_type("articles/flu/index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("topics/flu/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("sitemap.xml"), "application/xml; charset=utf-8");
        assert_eq!(media_type("x.PNG"), "image/png");
        assert_eq!(media_type("LICENCE"), "application/octet-stream");
        assert_eq!(cache_control("assets/a.1234567890.css"), "public, max-age=31536000, immutable");
        assert_eq!(cache_control("index.html"), "public, max-age=0, must-revalidate");
        assert_eq!(cache_control("feed.xml"), "public, max-age=600");
    }
}
