//! The first page: problems, then documents by state.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::VPath;
use crate::diag::{Diagnostic, Severity};
use crate::serve::answer::Answer;
use crate::serve::snapshot::Snapshot;

use super::Desk;
use super::frame::{Frame, Tab, draw};
use super::plans::gaps;
use super::rows::{Row, Tally};
use super::state::StateFilter;
use super::trouble::{Finder, Trouble};
use super::words::Words;

/// So many problems are written out; the pages of the documents and the terminal have all.
const MOST_TROUBLES: usize = 100;

/// So many documents of a state are named; the list of documents has all.
const MOST_ROWS: usize = 10;

#[derive(Serialize)]
struct Overview<'e> {
    /// `None` if nothing is wrong.
    groups: Vec<Group<'e>>,
    more: usize,
    /// What is worth a look and no problem.
    hints: Vec<Group<'e>>,
    hint_count: usize,
    filters: Vec<StateFilterView<'e>>,
    gaps: Gaps,
}

#[derive(Serialize)]
struct Gaps {
    observances: usize,
    gaps: usize,
}

/// The problems of a file.
#[derive(Serialize)]
struct Group<'e> {
    file: Option<&'e str>,
    title: Option<&'e str>,
    desk: Option<String>,
    troubles: Vec<Trouble<'e>>,
}

#[derive(Serialize)]
struct StateFilterView<'e> {
    word: &'static str,
    label: &'static str,
    count: usize,
    rows: Vec<Row<'e>>,
}

pub(super) fn page(desk: Desk<'_>) -> Answer {
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let filter = |filter: StateFilter| {
        let ids = desk.on(filter);
        let rows = ids.iter().take(MOST_ROWS).map(|id| desk.row(*id, &tally)).collect();
        StateFilterView { word: filter.word(), label: desk.words.say(filter.label()), count: ids.len(), rows }
    };
    let (observances, gaps) = gaps(desk.site());
    let (mut groups, more) = groups(desk.snapshot, |severity| severity != Severity::Info);
    let (mut hints, _) = self::groups(desk.snapshot, |severity| severity == Severity::Info);
    name(desk, &mut groups);
    name(desk, &mut hints);
    let is_hint = |one: &&Diagnostic| one.severity == Severity::Info;
    let view = Overview {
        groups,
        more,
        hints,
        hint_count: desk.snapshot.diagnostics.iter().filter(is_hint).count(),
        filters: StateFilter::ALL.into_iter().map(filter).collect(),
        gaps: Gaps { observances, gaps },
    };
    draw("overview.html", &desk.frame(desk.words.say("frame.overview"), Tab::Overview), &view)
}

/// The page of a project whose settings could never be read: its problems alone.
pub(super) fn without_site(words: &Words, snapshot: &Snapshot) -> Answer {
    let (groups, more) = groups(snapshot, |_| true);
    let view = Overview {
        groups,
        more,
        hints: Vec::new(),
        hint_count: 0,
        filters: Vec::new(),
        gaps: Gaps { observances: 0, gaps: 0 },
    };
    draw("overview.html", &Frame::new(words.say("frame.overview"), Tab::Overview, words, snapshot), &view).status(503)
}

/// The problems of some severities file by file, files with errors first; and how many more there are.
fn groups(snapshot: &Snapshot, wanted: impl Fn(Severity) -> bool) -> (Vec<Group<'_>>, usize) {
    let mut finder = Finder::new(snapshot);
    let mut sorted: Vec<&Diagnostic> = snapshot.diagnostics.iter().filter(|one| wanted(one.severity)).collect();
    sorted.sort_by_key(|diagnostic| diagnostic.severity);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: BTreeMap<Option<&VPath>, usize> = BTreeMap::new();
    let more = sorted.len().saturating_sub(MOST_TROUBLES);
    for diagnostic in sorted.into_iter().take(MOST_TROUBLES) {
        let file = diagnostic.place.as_ref().map(|place| &place.file);
        let at = *places.entry(file).or_insert_with(|| {
            groups.push(Group { file: file.map(VPath::as_str), title: None, desk: None, troubles: Vec::new() });
            groups.len() - 1
        });
        groups[at].troubles.push(finder.trouble(diagnostic));
    }
    (groups, more)
}

/// Gives the groups of documents their titles and pages.
fn name<'e>(desk: Desk<'e>, groups: &mut [Group<'e>]) {
    let mut wanted: BTreeMap<&str, &mut Group<'e>> =
        groups.iter_mut().filter_map(|group| Some((group.file?, group))).collect();
    for id in desk.site().ids() {
        let parsed = &desk.document(id).parsed;
        if let Some(group) = wanted.get_mut(parsed.source.path.as_str()) {
            group.title = Some(&parsed.front.title);
            group.desk = Some(desk.address(id));
        }
    }
}
