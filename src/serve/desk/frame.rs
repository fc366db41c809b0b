//! Templates of the desk, and what all of its pages show.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::diag::Severity;
use crate::serve::answer::{Answer, Frames};
use crate::serve::snapshot::Snapshot;

use super::words::{self, Words};

/// The templates by their names. They are part of the program: a theme does not change the desk.
static FILES: [(&str, &str); 12] = [
    ("base.html", include_str!("../../../content/desk/base.html")),
    ("pieces.html", include_str!("../../../content/desk/pieces.html")),
    ("overview.html", include_str!("../../../content/desk/overview.html")),
    ("documents.html", include_str!("../../../content/desk/documents.html")),
    ("document.html", include_str!("../../../content/desk/document.html")),
    ("calendar.html", include_str!("../../../content/desk/calendar.html")),
    ("new.html", include_str!("../../../content/desk/new.html")),
    ("write.html", include_str!("../../../content/desk/write.html")),
    ("publish.html", include_str!("../../../content/desk/publish.html")),
    ("replies.html", include_str!("../../../content/desk/replies.html")),
    ("pictures.html", include_str!("../../../content/desk/pictures.html")),
    ("notice.html", include_str!("../../../content/desk/notice.html")),
];

/// An engine for each language of the desk, with its words.
static ENGINES: LazyLock<Result<BTreeMap<&'static str, Tera>, String>> = LazyLock::new(|| {
    let engine = |words: &'static Words| {
        let mut tera = Tera::new();
        words::equip(&mut tera, words);
        tera.add_raw_templates(FILES).map_err(|problem| problem.to_string())?;
        Ok((words.tag, tera))
    };
    Words::all().iter().map(engine).collect()
});

/// The parts of the desk that its navigation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tab {
    Overview,
    Documents,
    Calendar,
    Pictures,
    Replies,
    Write,
    Publish,
}

/// What all pages show.
#[derive(Serialize)]
pub(super) struct Frame<'e> {
    title: String,
    language: &'static str,
    tab: Tab,
    site: &'e str,
    /// The home page of the site.
    home: String,
    errors: usize,
    warnings: usize,
    /// Whether files can be opened from here.
    editor: bool,
}

impl<'e> Frame<'e> {
    pub(super) fn new(title: &str, tab: Tab, words: &Words, snapshot: &'e Snapshot) -> Self {
        let count = |severity| snapshot.diagnostics.iter().filter(|one| one.severity == severity).count();
        let config = snapshot.compiled.as_ref().map(|compiled| &compiled.site.config);
        Self {
            title: title.to_owned(),
            language: words.tag,
            tab,
            site: config.map_or("", |config| config.title.as_str()),
            home: format!("{}/", snapshot.base()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            editor: config.is_some_and(|config| config.editor.is_some()),
        }
    }
}

/// Draws a page.
pub(super) fn draw(template: &'static str, frame: &Frame<'_>, view: &impl Serialize) -> Answer {
    let engines = ENGINES.as_ref().map_err(Clone::clone);
    let drawn = engines.and_then(|engines| engines.get(frame.language).ok_or_else(String::new)).and_then(|engine| {
        let mut context = Context::new();
        context.insert("frame", frame);
        context.insert("view", view);
        engine.render(template, &context).map_err(|problem| problem.to_string())
    });
    match drawn {
        Ok(html) => Answer::of("text/html; charset=utf-8", html.into_bytes()).frames(Frames::Shows),
        Err(problem) => Answer::plain(500, &format!("the desk cannot be shown: {problem}")),
    }
}

/// A page that says one sentence.
pub(super) fn notice(frame: &Frame<'_>, text: &str) -> Answer {
    draw("notice.html", frame, &text)
}
