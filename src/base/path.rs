//! Paths inside the project and inside the output: relative, with `/`, the same on every operating system.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// A file of the project, relative to its root, segments joined by `/`: `content/articles/flu.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VPath(Arc<str>);

impl VPath {
    /// Wraps a relative path that is already joined by `/`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder that holds the file, without a trailing `/`; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The extension in lower case, without its dot; empty without one.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
    }

    /// The path below `folder`, if it is there.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// `relative` seen from this path's folder, with `.` and `..` resolved; `None` if it leaves the project.
    #[must_use]
    pub fn join(&self, relative: &str) -> Option<Self> {
        join_path(self.folder(), relative).map(|path| Self(Arc::from(path)))
    }
}

impl fmt::Display for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the output, relative to its root: `articles/flu/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Wraps a relative path that is already joined by `/`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The page that answers at `url`, a path that starts and ends in `/`.
    #[must_use]
    pub fn page(url: &str) -> Self {
        Self(Arc::from(format!("{}index.html", url.trim_start_matches('/'))))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL path that serves this file below the site's root, starting in `/`; `index.html` is left out.
    #[must_use]
    pub fn url(&self) -> String {
        let path = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        format!("/{path}")
    }

    /// What decides whether two outputs are one file on some operating system: NFC (UAX #15), lower case.
    #[must_use]
    pub fn collision_key(&self) -> String {
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfc().flat_map(char::to_lowercase).nfc().collect()
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `relative` seen from `folder`, with `.` and `..` resolved and no slash at either end; `None` above the root.
#[must_use]
pub fn join_path(folder: &str, relative: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_stays_inside_the_project() {
        let page = VPath::new("content/articles/flu/index.md");
        assert_eq!(page.join("photo.jpg"), Some(VPath::new("content/articles/flu/photo.jpg")));
        assert_eq!(page.join("../asthma.md#plan"), Some(VPath::new("content/articles/asthma.md#plan")));
        assert_eq!(page.join("../../../../etc/passwd"), None);
    }

    #[test]
    fn a_page_is_served_by_its_folder() {
        assert_eq!(OutputPath::page("/articles/flu/").url(), "/articles/flu/");
        assert_eq!(OutputPath::page("/").as_str(), "index.html");
        assert_eq!(OutputPath::new("feed.xml").url(), "/feed.xml");
    }

    #[test]
    fn case_and_accent_spelling_collide() {
        let composed = OutputPath::new("caf\u{e9}/index.html");
        let decomposed = OutputPath::new("CAFE\u{301}/index.html");
        assert_eq!(composed.collision_key(), decomposed.collision_key());
    }
}
