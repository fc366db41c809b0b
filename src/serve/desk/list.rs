//! All documents, or those of one state, page by page.

use serde::Serialize;

use crate::model::DocumentId;
use crate::serve::answer::Answer;
use crate::serve::request;

use super::Desk;
use super::frame::{Tab, draw};
use super::rows::{Row, Tally};
use super::state::StateFilter;

/// Documents on a page.
const ON_PAGE: usize = 100;

#[derive(Serialize)]
struct List<'e> {
    title: &'static str,
    /// The state that is shown; empty for all.
    state: &'static str,
    filters: Vec<Filter>,
    count: usize,
    rows: Vec<Row<'e>>,
    page: usize,
    pages: usize,
}

#[derive(Serialize)]
struct Filter {
    word: &'static str,
    label: &'static str,
}

pub(super) fn page(desk: Desk<'_>, query: &str) -> Answer {
    let state = request::value(query, "state").as_deref().and_then(StateFilter::named);
    let ids: Vec<DocumentId> = state.map_or_else(|| desk.site().ids().collect(), |state| desk.on(state));
    let pages = ids.len().div_ceil(ON_PAGE).max(1);
    let asked = request::value(query, "page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let page = usize::clamp(asked, 1, pages);
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let rows = ids.iter().skip((page - 1) * ON_PAGE).take(ON_PAGE).map(|id| desk.row(*id, &tally)).collect();
    let filter = |state: StateFilter| Filter { word: state.word(), label: desk.words.say(state.label()) };
    let view = List {
        title: desk.words.say(state.map_or("shelves.all", StateFilter::label)),
        state: state.map_or("", StateFilter::word),
        filters: StateFilter::ALL.into_iter().map(filter).collect(),
        count: ids.len(),
        rows,
        page,
        pages,
    };
    draw("documents.html", &desk.frame(view.title, Tab::Documents), &view)
}
