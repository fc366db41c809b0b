//! The first forms of documents that travel in the program.

use include_dir::{Dir, include_dir};

static ARCHETYPES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/archetypes");

/// The word that marks, in a form, what a writer has to put in its place.
pub const REPLACE: &str = "REPLACE";

/// The archetype of a name, such as `article`, with gaps that are filled when a document begins; empty if there is
/// none.
#[must_use]
pub fn archetype(name: &str) -> &'static str {
    let file = ARCHETYPES.get_file(format!("{name}.md"));
    file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

/// All archetypes: name and text.
pub fn archetypes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let name = |file: &include_dir::File<'static>| file.path().file_stem().and_then(std::ffi::OsStr::to_str);
    ARCHETYPES.files().filter_map(move |file| Some((name(file)?, file.contents_utf8()?)))
}
