//! One document: its state, its problems, its page on a phone, its cards, its posts, its links.

use serde::Serialize;

use crate::diag::Severity;
use crate::grade::Grade;
use crate::model::{DocumentId, State};
use crate::serve::answer::Answer;

use super::cards::CardView;
use super::frame::{Tab, draw};
use super::links::{LinkIn, LinkOut};
use super::posts::Posts;
use super::rows::{Row, Tally};
use super::state::next_review;
use super::trouble::{Finder, Trouble};
use super::words::Words;
use super::{Desk, days};

#[derive(Serialize)]
struct DocumentView<'e> {
    row: Row<'e>,
    /// The address that opens the file in the editor.
    opens: Option<String>,
    words: usize,
    /// How hard the text is to read, in words for the practice.
    grade: Option<String>,
    updated: Option<String>,
    reviewed: Option<Reviewed<'e>>,
    /// Whether the preview leaves it out, so that there is no page to show.
    left_out: bool,
    troubles: Vec<Trouble<'e>>,
    /// What is worth a look and no problem.
    hints: Vec<Trouble<'e>>,
    hint_count: usize,
    translations: Vec<Row<'e>>,
    cards: Vec<CardView>,
    posts: Posts<'e>,
    links_out: Vec<LinkOut<'e>>,
    links_in: Vec<LinkIn<'e>>,
}

#[derive(Serialize)]
struct Reviewed<'e> {
    by: &'e str,
    on: String,
    next: Option<String>,
}

fn in_words(words: &Words, grade: Grade) -> String {
    match grade {
        Grade::English { smog, flesch_kincaid } => {
            let (smog, flesch) = (format!("{smog:.1}"), format!("{flesch_kincaid:.1}"));
            words.fill("grades.english", &[("smog", &smog), ("flesch", &flesch)])
        }
        Grade::Spanish { inflesz, fernandez_huerta } => {
            let (inflesz, huerta) = (format!("{inflesz:.0}"), format!("{fernandez_huerta:.0}"));
            words.fill("grades.spanish", &[("inflesz", &inflesz), ("huerta", &huerta)])
        }
    }
}

pub(super) fn page(desk: Desk<'_>, id: DocumentId) -> Answer {
    let (site, document) = (desk.site(), desk.document(id));
    let parsed = &document.parsed;
    let file = &parsed.source.path;
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let mut finder = Finder::new(desk.snapshot);
    let own =
        desk.snapshot.diagnostics.iter().filter(|one| one.place.as_ref().is_some_and(|place| place.file == *file));
    let mut own: Vec<_> = own.collect();
    own.sort_by_key(|diagnostic| diagnostic.severity);
    let (hints, troubles): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Info);
    let others = document.translations.iter().filter(|other| **other != id);
    let view = DocumentView {
        row: desk.row(id, &tally),
        opens: finder.opens(file),
        words: parsed.body.outline.words,
        grade: site.grade(document).map(|grade| in_words(desk.words, grade)),
        updated: parsed.front.updated.as_ref().map(|updated| days::moment(desk.words, &site.config.zone, updated)),
        reviewed: parsed.front.reviewed.as_ref().map(|reviewed| Reviewed {
            by: document.reviewer.map_or(&reviewed.by, |by| &desk.document(by).parsed.front.title),
            on: days::day(desk.words, reviewed.on),
            next: next_review(site, document).map(|day| days::day(desk.words, day)),
        }),
        left_out: matches!(document.state, State::HeldBack(_)),
        troubles: troubles.into_iter().map(|diagnostic| finder.trouble(diagnostic)).collect(),
        hint_count: hints.len(),
        hints: hints.into_iter().map(|diagnostic| finder.trouble(diagnostic)).collect(),
        translations: others.map(|other| desk.row(*other, &tally)).collect(),
        cards: desk.cards(id),
        posts: desk.posts(id),
        links_out: desk.links_out(id, &tally, &mut finder),
        links_in: desk.links_in(id, &tally, &mut finder),
    };
    draw("document.html", &desk.frame(&parsed.front.title, Tab::Documents), &view)
}
