//! The first forms of documents that travel in the program.

use include_dir::{Dir, include_dir};

static ARCHETYPES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/archetypes");

/// The archetype of a name, such as `article`, with gaps for [`fill`](super::fill()); empty where there is none.
#[must_use]
pub fn archetype(name: &str) -> &'static str {
    let file = ARCHETYPES.get_file(format!("{name}.md"));
    file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
}
