//! What has to travel, in which order, and what has to go.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::manifest::Manifest;
use super::media::{is_named_by_content, is_page};
use super::tree::{Tree, TreeFile, is_remembered};

/// What a file is to a reader, in the order in which files travel. A page is there before anything leads to it, and so is
/// all that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Styles, scripts, fonts.
    Asset,
    /// Pictures and other files that pages show or offer.
    Picture,
    /// Pages that the host never had: nothing there leads to them.
    NewPage,
    /// Pages that an interrupted deployment may have put there.
    DoubtfulPage,
    /// Pages that replace others.
    Page,
    /// Lists of pages, the home page among them.
    List,
    /// Feeds, calendars, the site map, rules for hosts and robots.
    Feed,
}

impl Class {
    /// All, in their order.
    pub const ALL: [Self; 7] =
        [Self::Asset, Self::Picture, Self::NewPage, Self::DoubtfulPage, Self::Page, Self::List, Self::Feed];

    fn of(path: &str, known: &Manifest) -> Self {
        let end = path.rsplit_once('.').map_or("", |(_, end)| end);
        let is_rule = !path.contains('/') && (path.starts_with(['_', '.']) || matches!(path, "CNAME" | "web.config"));
        if path.starts_with("assets/") {
            Self::Asset
        } else if path == "index.html" {
            Self::List // it leads everywhere, also where the host has nothing yet
        } else if end == "html" {
            match (known.files.contains_key(path), known.doubtful.contains(path)) {
                (false, false) => Self::NewPage,
                (false, true) => Self::DoubtfulPage,
                (true, _) if is_list(path) => Self::List,
                (true, _) => Self::Page,
            }
        } else if is_rule || matches!(end, "xml" | "ics" | "json" | "txt") && !is_named_by_content(path) {
            Self::Feed
        } else {
            Self::Picture
        }
    }
}

/// Whether a page lists others: the home pages, the pages of kinds and the further pages of any list.
fn is_list(path: &str) -> bool {
    path.matches('/').count() <= 1 || path.contains("/page/")
}

/// What a deployment does.
#[derive(Debug, Default)]
pub struct DeployPlan<'t> {
    /// What travels, in waves.
    pub puts: Vec<(Class, Vec<&'t TreeFile>)>,
    /// What is deleted now.
    pub deletes: Vec<String>,
    /// What stays for the caches, and since when it is on its way out.
    pub leaving: BTreeMap<String, Timestamp>,
    /// Files that are there as they should be.
    pub unchanged: usize,
    /// What the site no longer has, of what counts as content.
    pub withdrawn: Vec<String>,
    /// How much content there was.
    pub content: usize,
}

impl<'t> DeployPlan<'t> {
    /// Compares what is to be there with what is known to be there.
    pub(super) fn new(tree: &'t Tree, known: &Manifest, now: Timestamp, grace: i64) -> Self {
        let mut waves: BTreeMap<Class, Vec<&'t TreeFile>> = BTreeMap::new();
        let mut unchanged = 0;
        for file in tree.files.values() {
            let same = known.files.get(&file.path).is_some_and(|(_, hash)| *hash == file.hash.hex());
            if same && !known.doubtful.contains(&file.path) {
                unchanged += 1;
            } else {
                waves.entry(Class::of(&file.path, known)).or_default().push(file);
            }
        }
        let ours: BTreeSet<&String> = known.files.keys().chain(&known.doubtful).collect();
        let gone: Vec<&String> = ours.iter().filter(|path| !tree.files.contains_key(**path)).copied().collect();
        let is_content = |path: &&&String| !is_remembered(path);
        let withdrawn: Vec<String> = gone.iter().filter(is_content).map(|path| (**path).clone()).collect();
        // A picture that goes with a page may be the reason why the page goes.
        let at_once = withdrawn.iter().any(|path| is_page(path));
        let mut leaving = BTreeMap::new();
        let mut deletes = Vec::new();
        for path in gone {
            let since = known.leaving.get(path).copied().unwrap_or(now);
            let is_asset = path.starts_with("assets/");
            let waits = is_remembered(path) && (is_asset || !at_once) && grace > 0;
            let over = since.checked_add(SignedDuration::from_mins(grace)).is_ok_and(|end| end <= now);
            if waits && !over {
                leaving.insert(path.clone(), since);
            } else {
                deletes.push(path.clone());
            }
        }
        let content = ours.iter().filter(is_content).count();
        Self { puts: waves.into_iter().collect(), deletes, leaving, unchanged, withdrawn, content }
    }

    /// Whether nothing must be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty()
    }

    /// Whether so much goes that someone must say that it is meant: more than a tenth.
    #[must_use]
    pub fn is_large_deletion(&self) -> bool {
        self.withdrawn.len() * 10 > self.content
    }

    /// All that travels.
    pub fn files(&self) -> impl Iterator<Item = &'t TreeFile> + '_ {
        self.puts.iter().flat_map(|(_, files)| files.iter().copied())
    }
}
