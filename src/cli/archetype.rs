//! The first form of a new document: the project's own, else the one that travels in the program.

use clap::ValueEnum;
use include_dir::{Dir, include_dir};

use crate::base::VPath;
use crate::world::{ReadProblem, World};

use super::Stop;

static ARCHETYPES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/archetypes");

/// What `bedside new` can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// A long post
    Article,
    /// A page that puts a myth right
    Myth,
    /// A patient's story, told with consent
    Story,
    /// A community event or a question hour
    Event,
    /// A short post: an alert, a commemoration, a quick correction
    Update,
    /// A page such as "About us"
    Page,
    /// An author or reviewer
    Person,
}

impl NewKind {
    /// The kind's name, as in the name of its archetype.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Myth => "myth",
            Self::Story => "story",
            Self::Event => "event",
            Self::Update => "update",
            Self::Page => "page",
            Self::Person => "person",
        }
    }

    /// The folder of the kind's documents, below `content`.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Myth => "myths",
            Self::Story => "stories",
            Self::Event => "events",
            Self::Update => "updates",
            Self::Page => "pages",
            Self::Person => "people",
        }
    }
}

/// The archetype of a kind: `templates/archetypes/<kind>.md` of the project, where there is one.
///
/// # Errors
/// A [`Stop`] where the project has one that cannot be read.
pub(super) fn archetype(kind: NewKind, world: &dyn World) -> Result<String, Stop> {
    const LIMIT: u64 = 1024 * 1024;
    let path = VPath::new(&format!("templates/archetypes/{}.md", kind.name()));
    let unusable = |reason: String| {
        Stop::failed(format!("`{path}` cannot be used: {reason}"))
            .help("put it right, or delete it to use Bedside's own")
    };
    match world.read(&path, LIMIT) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8 text".to_owned())),
        Err(ReadProblem::Missing) => Ok(own(kind).to_owned()),
        Err(problem) => Err(unusable(problem.to_string())),
    }
}

fn own(kind: NewKind) -> &'static str {
    let file = ARCHETYPES.get_file(format!("{}.md", kind.name()));
    file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_archetype() {
        for kind in NewKind::value_variants() {
            let text = own(*kind);
            assert!(text.starts_with("---\ntitle: {{title|yaml}}"), "{kind:?}");
            assert!(text.contains("\ndraft: true"), "{kind:?}");
        }
    }
}
