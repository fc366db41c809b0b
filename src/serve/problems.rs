//! Diagnostics as the overlay shows them: with the line of the text, the mark in it, and the way into the editor.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use crate::base::{LineIndex, VPath, url_path, without_mark};
use crate::config::Editor;
use crate::diag::{Diagnostic, Place, Severity};
use crate::world::{World, read_layered};

/// No text of a project is larger than a document may be.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The overlay lists so many problems; the terminal has all of them.
const MOST: usize = 50;

/// Characters of a line that are shown before and behind the mark.
const AROUND: usize = 120;

#[derive(Serialize)]
struct Report<'d> {
    errors: usize,
    warnings: usize,
    /// Whether problems are left out here.
    more: usize,
    /// Whether files can be opened from here.
    editor: bool,
    problems: Vec<Problem<'d>>,
}

#[derive(Serialize)]
struct Problem<'d> {
    code: &'static str,
    severity: String,
    message: &'d str,
    help: &'d [String],
    file: Option<&'d str>,
    #[serde(flatten)]
    spot: Spot,
    notes: Vec<Note<'d>>,
}

#[derive(Serialize)]
struct Note<'d> {
    message: &'d str,
    file: &'d str,
    #[serde(flatten)]
    spot: Spot,
}

/// A place as people see it; characters count from 0 in `text`, lines and columns from 1.
#[derive(Default, Serialize)]
pub(super) struct Spot {
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) text: Option<String>,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) link: Option<String>,
}

/// The data of `event: problems`.
pub(super) fn json(diagnostics: &[Diagnostic], world: &dyn World, root: &Path, editor: Option<Editor>) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut texts = Texts::new(world, root, editor);
    // What stops the site comes first.
    let mut shown: Vec<&Diagnostic> = diagnostics.iter().collect();
    shown.sort_by_key(|diagnostic| diagnostic.severity);
    let problems = shown.iter().take(MOST).map(|diagnostic| problem(diagnostic, &mut texts)).collect();
    let report = Report {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        more: diagnostics.len().saturating_sub(MOST),
        editor: editor.is_some(),
        problems,
    };
    serde_json::to_string(&report).unwrap_or_else(|_| "{}".to_owned())
}

fn problem<'d>(diagnostic: &'d Diagnostic, texts: &mut Texts<'_>) -> Problem<'d> {
    let note = |note: &'d crate::diag::Note, texts: &mut Texts<'_>| Note {
        message: &note.message,
        file: note.place.file.as_str(),
        spot: texts.spot(&note.place),
    };
    Problem {
        code: diagnostic.code.name,
        severity: diagnostic.severity.to_string(),
        message: &diagnostic.message,
        help: &diagnostic.help,
        file: diagnostic.place.as_ref().map(|place| place.file.as_str()),
        spot: diagnostic.place.as_ref().map(|place| texts.spot(place)).unwrap_or_default(),
        notes: diagnostic.notes.iter().map(|entry| note(entry, texts)).collect(),
    }
}

/// The texts that places lie in, each read once.
pub(super) struct Texts<'t> {
    world: &'t dyn World,
    root: &'t Path,
    editor: Option<Editor>,
    read: HashMap<VPath, Option<String>>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(world: &'t dyn World, root: &'t Path, editor: Option<Editor>) -> Self {
        Self { world, root, editor, read: HashMap::new() }
    }

    pub(super) fn spot(&mut self, place: &Place) -> Spot {
        let read = || String::from_utf8(read_layered(self.world, &place.file, LARGEST).ok()?).ok().map(without_mark);
        let text = self.read.entry(place.file.clone()).or_insert_with(read).as_deref();
        let mut spot = match (text, &place.range) {
            (Some(text), Some(range)) => marked(text, range.start, range.end.max(range.start)),
            _ => Spot::default(),
        };
        spot.link = self.editor.map(|editor| link(editor, self.root, &place.file, spot.line, spot.column));
        spot
    }
}

/// The line in which a range begins, with the part of the range that is in it.
fn marked(text: &str, start: usize, end: usize) -> Spot {
    let lines = LineIndex::new(text);
    let (first, last) = (lines.position(start), lines.position(end));
    let line = lines.line(first.line);
    let length = line.chars().count();
    let from = (first.column - 1).min(length);
    let to = if last.line == first.line { (last.column - 1).min(length) } else { length };
    let cut = from.saturating_sub(AROUND);
    let kept: String = line.chars().skip(cut).take((to - from).min(AROUND) + 2 * AROUND).collect();
    let shown = kept.chars().count();
    Spot {
        line: Some(first.line),
        column: Some(first.column),
        from: from - cut,
        to: (to - cut).min(shown).max(from - cut),
        text: Some(kept),
        link: None,
    }
}

/// The address that opens a file in an editor.
fn link(editor: Editor, root: &Path, file: &VPath, line: Option<usize>, column: Option<usize>) -> String {
    // `C:\Users\a` of Windows is `/C:/Users/a` here.
    let root = root.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let path = url_path(&format!("/{}/{file}", root.trim_matches('/')));
    let (line, column) = (line.unwrap_or(1), column.unwrap_or(1));
    match editor {
        Editor::VsCode => format!("vscode://file{path}:{line}:{column}"),
        Editor::Zed => format!("zed://file{path}:{line}:{column}"),
        Editor::Idea => format!("idea://open?file={path}&line={line}&column={column}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stays_in_its_line() {
        let text = "---\ntitel: Grippe é x\nmore\n";
        let spot = marked(text, 4, 9);
        assert_eq!((spot.line, spot.column, spot.from, spot.to), (Some(2), Some(1), 0, 5));
        let spot = marked(text, 19, 30);
        assert_eq!((spot.text.as_deref(), spot.from, spot.to), (Some("titel: Grippe é x"), 14, 17));
        assert_eq!(marked("", 7, 9).line, Some(1));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = "x".repeat(10_000);
        let spot = marked(&text, 5000, 9000);
        assert!(spot.text.is_some_and(|text| text.len() < 500));
        assert!(spot.to >= spot.from);
    }

    #[test]
    fn editors_are_opened_at_the_place() {
        let file = VPath::new("content/articles/flu season.md");
        let root = Path::new("/home/a");
        let (line, column) = (Some(3), Some(7));
        assert_eq!(
            link(Editor::VsCode, root, &file, line, column),
            "vscode://file/home/a/content/articles/flu%20season.md:3:7"
        );
        assert_eq!(
            link(Editor::Idea, root, &file, line, column),
            "idea://open?file=/home/a/content/articles/flu%20season.md&line=3&column=7"
        );
    }
}
