//! Where links lead, in whichever style they are written.

use foldhash::HashMap;
use percent_encoding::percent_decode_str;

use unicode_normalization::UnicodeNormalization;

use crate::base::{LinkKind, VPath, encoded_address, join_path};
use crate::config::Config;

use super::{DocumentId, MediaId};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the site: another host, a mail address, a telephone number.
    External(String),
    /// A part of the same page.
    Part(String),
    /// Another document.
    Document {
        /// Which.
        id: DocumentId,
        /// What follows the path: a query, a `#part`, or nothing.
        tail: String,
    },
    /// A path of the site that does not belong to a document: a list, a feed, a static file.
    Path {
        /// The path from the site's root, starting in `/`.
        path: String,
        /// What follows it.
        tail: String,
    },
    /// A file next to the document.
    File(MediaId),
    /// A file of the project that does not exist.
    Missing(String),
}

impl LinkTarget {
    /// The `#part` of a link into the site, without its hash.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::Part(part) => Some(part),
            Self::Document { tail, .. } | Self::Path { tail, .. } => tail.split_once('#').map(|(_, part)| part),
            _ => None,
        }
    }
}

/// What links are looked up in.
pub(super) struct Index<'i> {
    pub(super) config: &'i Config,
    pub(super) by_path: &'i HashMap<String, DocumentId>,
    pub(super) by_file: &'i HashMap<VPath, DocumentId>,
    pub(super) media: &'i HashMap<VPath, MediaId>,
}

/// Where a link is written: the file, and the path at which its page answers.
#[derive(Clone, Copy)]
pub(super) struct From<'f> {
    pub(super) file: &'f VPath,
    pub(super) path: &'f str,
}

impl Index<'_> {
    /// Finds the target of a link.
    pub(super) fn target(&self, written: &str, from: From<'_>) -> LinkTarget {
        if let Some(part) = written.strip_prefix('#') {
            return LinkTarget::Part(part.to_owned());
        }
        if let Some(path) = self.config.url.within(written) {
            // The host may serve more than this site, such as a portal: what is not ours is taken as another's.
            return match self.site_path(path) {
                found @ LinkTarget::Document { .. } => found,
                _ => external(written),
            };
        }
        if has_scheme(written) || written.starts_with("//") {
            return external(written);
        }
        if written.starts_with('/') {
            return self.site_path(written);
        }
        let (path, tail) = split_tail(written);
        if path.is_empty() {
            return self.site_path(&format!("{}{tail}", from.path));
        }
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let Some(file) = from.file.join(&decoded) else { return LinkTarget::Missing(written.to_owned()) };
        if let Some(id) = self.document(&file, from) {
            return LinkTarget::Document { id, tail: tail.to_owned() };
        }
        if let Some(medium) = composed(self.media, &file) {
            return LinkTarget::File(medium);
        }
        if is_file(&decoded) {
            return LinkTarget::Missing(file.as_str().to_owned());
        }
        match resolve_url(from.path, &decoded) {
            Some(path) => self.site_path(&format!("{path}{tail}")),
            None => LinkTarget::Missing(written.to_owned()),
        }
    }

    /// The document of a file. A writer need not know which documents are folders: `flu.md` is also found as
    /// `flu/index.md`, and from within a folder also next to it.
    fn document(&self, file: &VPath, from: From<'_>) -> Option<DocumentId> {
        let beside = (from.file.name() == "index.md").then(|| from.file.join(&format!("../{}", file.name()))).flatten();
        [Some(file.clone()), beside].into_iter().flatten().find_map(|file| {
            let folder = file.as_str().strip_suffix(".md").map(|stem| VPath::new(&format!("{stem}/index.md")));
            composed(self.by_file, &file).or_else(|| composed(self.by_file, &folder?))
        })
    }

    /// The picture or file that `written` names, next to the document or from the root.
    pub(super) fn medium(&self, written: &str, file: &VPath) -> Option<MediaId> {
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        let path = match decoded.strip_prefix('/') {
            Some(rooted) => VPath::new(&format!("static/{rooted}")),
            None => file.join(&decoded)?,
        };
        composed(self.media, &path)
    }

    fn site_path(&self, written: &str) -> LinkTarget {
        let (path, tail) = split_tail(written);
        if let Some(&id) = self.by_path.get(path) {
            return LinkTarget::Document { id, tail: tail.to_owned() };
        }
        let path = percent_decode_str(path).decode_utf8_lossy();
        let path = resolve_url("/", &path).unwrap_or_else(|| path.clone().into_owned());
        let tail = tail.to_owned();
        if let Some(within) = path.strip_prefix('/').filter(|_| has_extension(&path, "md")) {
            let file = VPath::new(&format!("content/{}", within.trim_start_matches("content/")));
            return match self.by_file.get(&file) {
                Some(&id) => LinkTarget::Document { id, tail },
                None => LinkTarget::Missing(file.as_str().to_owned()),
            };
        }
        let found = self.by_path.get(&path).or_else(|| self.by_path.get(&format!("{path}/")));
        match found {
            Some(&id) => LinkTarget::Document { id, tail },
            None => LinkTarget::Path { path, tail },
        }
    }
}

/// Finds a file by its name, whichever way its accents are written: a Mac writes them apart (NFD), keyboards together (UAX #15).
fn composed<T: Copy>(files: &HashMap<VPath, T>, wanted: &VPath) -> Option<T> {
    let exact = files.get(wanted).copied();
    if exact.is_some() || wanted.as_str().is_ascii() {
        return exact;
    }
    let name: String = wanted.as_str().nfc().collect();
    let mut same: Vec<(&VPath, T)> = files
        .iter()
        .filter(|(path, _)| path.as_str().nfc().eq(name.chars()))
        .map(|(path, found)| (path, *found))
        .collect();
    same.sort_by_key(|(path, _)| *path);
    same.first().map(|(_, found)| *found)
}

/// An address out of the site, in the form that HTML and other readers take.
fn external(written: &str) -> LinkTarget {
    let is_web = LinkKind::of(written) == LinkKind::Outside;
    LinkTarget::External(if is_web { encoded_address(written) } else { written.to_owned() })
}

fn has_scheme(target: &str) -> bool {
    let scheme = target.split(['/', '?', '#']).next().unwrap_or("");
    scheme.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

fn split_tail(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}

/// Whether a relative link names a file rather than a page.
fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.rsplit_once('.').is_some_and(|(stem, _)| !stem.is_empty()))
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

/// A relative URL path seen from a page's path, as browsers resolve it (RFC 3986, section 5.2.4); `None` above the root.
fn resolve_url(from: &str, relative: &str) -> Option<String> {
    let folder = if relative.starts_with('/') { "" } else { &from[..=from.rfind('/')?] };
    let path = join_path(folder, relative)?;
    let last = relative.rsplit('/').next().unwrap_or("");
    let folder_like = matches!(last, "" | "." | "..");
    let slash = if folder_like && !path.is_empty() { "/" } else { "" };
    Some(format!("/{path}{slash}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_urls_resolve_as_in_a_browser() {
        let from = "/articles/flu/";
        assert_eq!(resolve_url(from, "../asthma/").as_deref(), Some("/articles/asthma/"));
        assert_eq!(resolve_url(from, "card.png").as_deref(), Some("/articles/flu/card.png"));
        assert_eq!(resolve_url(from, "../../").as_deref(), Some("/"));
        assert_eq!(resolve_url(from, "../../../").as_deref(), None);
        assert_eq!(resolve_url(from, "/a/./b/../c").as_deref(), Some("/a/c"));
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert!(has_scheme("mailto:a@b.example"));
        assert!(has_scheme("tel:5555550142"));
        assert!(!has_scheme("flu.md#a:b"));
        assert!(!has_scheme("a/b:c"));
    }
}
