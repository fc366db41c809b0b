//! The first form of a new document: the project's own, else the one that travels in the program.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::base::VPath;
use crate::source::Kind;
use crate::world::{ReadProblem, World};
use crate::write::archetype as own;

use super::Stop;

/// `bedside new` can start any kind of document.
impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(match self {
            Self::Article => "A long post",
            Self::Myth => "A page that puts a myth right",
            Self::Story => "A patient's story, told with consent",
            Self::Event => "A community event or a question hour",
            Self::Update => "A short post: an alert, a commemoration, a quick correction (`--quick-correction`)",
            Self::Page => "A page such as \"About us\"",
            Self::Person => "An author or reviewer",
            Self::Condition => "The text of a condition's page; `--slug` names the condition",
            Self::Topic => "The text of a topic's page; `--slug` names the topic",
        }))
    }
}

/// The archetype of a short post that puts a rumor right.
pub(super) const QUICK_CORRECTION: &str = "quick-correction";

/// An archetype by its name, a kind's or [`QUICK_CORRECTION`]: `templates/archetypes/<name>.md` of the project, where there
/// is one.
///
/// # Errors
/// A [`Stop`] where the project has one that cannot be read.
pub(super) fn archetype(name: &str, world: &dyn World) -> Result<String, Stop> {
    const LIMIT: u64 = 1024 * 1024;
    let path = VPath::new(&format!("templates/archetypes/{name}.md"));
    let unusable = |reason: String| {
        Stop::failed(format!("`{path}` cannot be used: {reason}"))
            .help("put it right, or delete it to use Bedside's own")
    };
    match world.read(&path, LIMIT) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8 text".to_owned())),
        Err(ReadProblem::Missing) => Ok(own(name).to_owned()),
        Err(problem) => Err(unusable(problem.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_archetype() {
        let kinds = Kind::value_variants().iter().map(|kind| kind.word());
        for kind in kinds.chain([QUICK_CORRECTION]) {
            let text = own(kind);
            assert!(text.starts_with("---\ntitle: {{title|yaml}}"), "{kind:?}");
            assert!(text.contains("\ndraft: true"), "{kind:?}");
        }
    }
}
