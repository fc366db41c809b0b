//! What a build left behind.

use std::collections::BTreeMap;

use bedside::base::LineIndex;
use bedside::diag::{Diagnostic, Severity};
use bedside::world::{MemoryWorld, World, read_text};
use jiff::Timestamp;

use super::Page;

/// The files of a site and the problems met on the way.
pub(crate) struct Built {
    /// Path in the output and bytes.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// All problems, in reading order.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What it was built from.
    pub(crate) sources: MemoryWorld,
}

impl Default for Built {
    fn default() -> Self {
        let sources = MemoryWorld::new(Timestamp::UNIX_EPOCH);
        Self { files: BTreeMap::new(), diagnostics: Vec::new(), sources }
    }
}

impl Built {
    /// Whether the site answers at `url`: a page, or a file.
    pub(crate) fn has(&self, url: &str) -> bool {
        self.files.contains_key(&file_of(url))
    }

    /// The text of the file at `url`.
    pub(crate) fn text(&self, url: &str) -> &str {
        let file = file_of(url);
        let bytes = self.files.get(&file).unwrap_or_else(|| {
            panic!("nothing answers at {url}: {:#?}\n{}", self.files.keys().collect::<Vec<_>>(), self.problems())
        });
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// The page at `url`.
    pub(crate) fn page(&self, url: &str) -> Page {
        Page::parse(self.text(url))
    }

    /// What stands in the `<main>` of a page, as a reader sees it.
    pub(crate) fn main(&self, url: &str) -> String {
        self.page(url).text_in("main")
    }

    /// Every HTML page with its path in the output.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, Page)> {
        let pages = self.files.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, bytes)| (path.as_str(), Page::parse(std::str::from_utf8(bytes).expect("UTF-8"))))
    }

    /// The errors, one a line.
    pub(crate) fn errors(&self) -> String {
        self.lines(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All problems but suggestions, one a line: `error link/broken content/articles/flu.md:7 message`.
    pub(crate) fn problems(&self) -> String {
        self.lines(|diagnostic| diagnostic.severity != Severity::Info)
    }

    /// All suggestions, in the same form.
    pub(crate) fn suggestions(&self) -> String {
        self.lines(|diagnostic| diagnostic.severity == Severity::Info)
    }

    /// The help of the first problem of this code.
    pub(crate) fn help(&self, code: &str) -> String {
        let found = self.diagnostics.iter().find(|diagnostic| diagnostic.code.name == code);
        found.unwrap_or_else(|| panic!("no {code} among:\n{}", self.problems())).help.join("; ")
    }

    fn lines(&self, wanted: impl Fn(&Diagnostic) -> bool) -> String {
        let found: Vec<Diagnostic> = self.diagnostics.iter().filter(|d| wanted(d)).cloned().collect();
        super::lines(&found, &self.sources)
    }

    /// Where `token` occurs, whatever the case, in the names and the bytes of the output.
    pub(crate) fn traces_of(&self, token: &str) -> Vec<&str> {
        let token = token.to_ascii_lowercase();
        let holds =
            |bytes: &[u8]| bytes.windows(token.len()).any(|window| window.eq_ignore_ascii_case(token.as_bytes()));
        let found = self.files.iter().filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes));
        found.map(|(path, _)| path.as_str()).collect()
    }
}

/// The file that answers at a URL path.
pub(crate) fn file_of(url: &str) -> String {
    let path = url.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// File and line of a problem, as far as they are known: `-`, `file`, `file:line`.
pub(super) fn place(diagnostic: &Diagnostic, world: &dyn World) -> String {
    const MIB: u64 = 1024 * 1024;
    let Some(place) = &diagnostic.place else { return "-".to_owned() };
    let text = read_text(world, &place.file, MIB);
    match (&place.range, text) {
        (Some(range), Ok(text)) => {
            // The byte order mark counts in no range.
            format!("{}:{}", place.file, LineIndex::new(&text).position(range.start).line)
        }
        _ => place.file.to_string(),
    }
}
