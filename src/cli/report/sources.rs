//! The texts that diagnostics are about, each read once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::base::{LineIndex, Position, VPath, without_mark, without_old_line_ends};
use crate::diag::{Diagnostic, Place};
use crate::world::{World, read_layered};

use super::super::visible::visible;
use super::excerpt::{Excerpt, excerpt};

/// No file of a project may be larger than a Markdown document may.
const LIMIT: u64 = 10 * 1024 * 1024;

/// The texts of all files that some diagnostics name.
pub(super) struct Texts(BTreeMap<VPath, String>);

impl Texts {
    /// Reads what can be read. Of a file that is not UTF-8 throughout, the part before the first wrong byte is kept:
    /// a diagnostic about that byte then is at its end. A byte order mark counts in no place, as in `world::read_text`.
    pub(super) fn read<'d>(world: &dyn World, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let places = diagnostics.into_iter().flat_map(|d| d.place.iter().chain(d.notes.iter().map(|note| &note.place)));
        let files: BTreeSet<&VPath> = places.filter(|place| place.range.is_some()).map(|place| &place.file).collect();
        let text = |file: &VPath| {
            let read = read_layered(world, file, LIMIT).map(valid_part).map(without_mark);
            read.map(without_old_line_ends).unwrap_or_default()
        };
        Self(files.into_par_iter().map(|file| (file.clone(), text(file))).collect())
    }
}

fn valid_part(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = error.utf8_error().valid_up_to();
        String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned()
    })
}

/// The same texts with their line starts.
pub(super) struct Sources<'t> {
    files: BTreeMap<&'t VPath, LineIndex<'t>>,
    prefix: &'t str,
}

/// Where something is, as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Its first character.
    pub(super) start: Position,
    /// The character after its last.
    pub(super) end: Position,
}

impl<'t> Sources<'t> {
    /// Finds the lines of all texts. A file without text is as good as unread.
    pub(super) fn new(texts: &'t Texts, prefix: &'t str) -> Self {
        let read = texts.0.iter().filter(|(_, text)| !text.is_empty());
        let files = read.map(|(path, text)| (path, LineIndex::new(text))).collect();
        Self { files, prefix }
    }

    /// The file of a place, to be shown.
    pub(super) fn file(&self, place: &Place) -> String {
        visible(&self.path(place)).into_owned()
    }

    /// The file of a place, as it opens from the working folder.
    pub(super) fn path(&self, place: &Place) -> String {
        format!("{}{}", self.prefix, place.file)
    }

    /// Line and column of a place, if it has them and its file can be read.
    pub(super) fn region(&self, place: &Place) -> Option<Region> {
        let (lines, range) = self.locate(place)?;
        Some(Region { start: lines.position(range.start), end: lines.position(range.end) })
    }

    /// The line in which a place begins, with the place marked in it.
    pub(super) fn excerpt(&self, place: &Place) -> Option<Excerpt> {
        let (lines, range) = self.locate(place)?;
        let line = lines.position(range.start).line;
        let begin = lines.offset(Position { line, column: 1 });
        let text = lines.line(line);
        let within = |offset: usize| floor(text, offset.saturating_sub(begin));
        Some(excerpt(text, within(range.start)..within(range.end)))
    }

    fn locate(&self, place: &Place) -> Option<(&LineIndex<'t>, Range<usize>)> {
        let range = place.range.as_ref()?;
        Some((self.files.get(&place.file)?, range.start..range.end.max(range.start)))
    }
}

/// The nearest character start at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
