//! Problems on the desk: with their lines, and a link that opens the editor there.

use serde::Serialize;

use crate::base::VPath;
use crate::diag::{Diagnostic, Place};
use crate::serve::problems::{Spot, Texts};
use crate::serve::snapshot::Snapshot;

/// A problem.
#[derive(Serialize)]
pub(super) struct Trouble<'d> {
    code: &'static str,
    severity: String,
    message: &'d str,
    help: &'d [String],
    place: Option<Spotted>,
    notes: Vec<Remark<'d>>,
}

#[derive(Serialize)]
struct Remark<'d> {
    message: &'d str,
    place: Spotted,
}

/// A place: its name, the way into the editor where one is set, and its line around the mark.
#[derive(Serialize)]
pub(super) struct Spotted {
    name: String,
    link: Option<String>,
    line: Option<Excerpt>,
}

#[derive(Serialize)]
struct Excerpt {
    before: String,
    marked: String,
    after: String,
}

/// Finds the lines of places.
pub(super) struct Finder<'e>(Texts<'e>);

impl<'e> Finder<'e> {
    pub(super) fn new(snapshot: &'e Snapshot) -> Self {
        let editor = snapshot.compiled.as_ref().and_then(|compiled| compiled.site.config.editor);
        Self(Texts::new(&*snapshot.world, &snapshot.root, editor))
    }

    pub(super) fn trouble<'d>(&mut self, diagnostic: &'d Diagnostic) -> Trouble<'d> {
        Trouble {
            code: diagnostic.code.name,
            severity: diagnostic.severity.to_string(),
            message: &diagnostic.message,
            help: &diagnostic.help,
            place: diagnostic.place.as_ref().map(|place| self.spotted(place)),
            notes: diagnostic
                .notes
                .iter()
                .map(|note| Remark { message: &note.message, place: self.spotted(&note.place) })
                .collect(),
        }
    }

    /// The address that opens a file in the editor, where one is set.
    pub(super) fn opens(&mut self, file: &VPath) -> Option<String> {
        self.0.spot(&Place::file(file)).link
    }

    pub(super) fn spotted(&mut self, place: &Place) -> Spotted {
        let spot = self.0.spot(place);
        let name = match (spot.line, spot.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", place.file),
            _ => place.file.to_string(),
        };
        let line = excerpt(&spot);
        Spotted { name, link: spot.link, line }
    }
}

fn excerpt(spot: &Spot) -> Option<Excerpt> {
    let text = spot.text.as_deref().filter(|text| !text.is_empty())?;
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    // A mark is at least one character wide, so that it can be seen.
    let to = spot.to.max(spot.from + 1);
    Some(Excerpt { before: part(0, spot.from), marked: part(spot.from, to), after: part(to, usize::MAX) })
}
