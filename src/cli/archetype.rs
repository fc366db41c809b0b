//! The first form of a new document: the project's own, else the one that travels in the program.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::base::VPath;
use crate::source::{Kind, archetype as own};
use crate::world::{ReadProblem, World};

use super::Stop;

/// `bedside new` can start any kind of document.
impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(match self {
            Self::Article => "A long post",
            Self::Myth => "A page that corrects a myth",
            Self::Story => "A patient's story, published with consent",
            Self::Event => "A community event or a question-and-answer hour",
            Self::Update => "A short post: an alert, a recall, a commemoration, a quick correction",
            Self::Page => "A page such as \"About us\"",
            Self::Person => "An author or reviewer",
            Self::Condition => "Text for the page of a condition; `--slug` names the condition",
            Self::Topic => "Text for the page of a topic; `--slug` names the topic",
            Self::Service => "Text for the page of a service; `--slug` names the service",
        }))
    }
}

/// A form of a kind for an occasion, with its own archetype.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    /// The flag that asks for it, and the name of its archetype.
    pub(super) name: &'static str,
    /// The kind of document that it is.
    pub(super) kind: Kind,
}

/// All occasions.
pub(super) const OCCASIONS: [Occasion; 17] = [
    Occasion { name: "quick-correction", kind: Kind::Update },
    Occasion { name: "recall", kind: Kind::Update },
    Occasion { name: "news-peg", kind: Kind::Update },
    Occasion { name: COMMEMORATION, kind: Kind::Update },
    Occasion { name: "expert-comment", kind: Kind::Update },
    Occasion { name: "question-hour", kind: Kind::Event },
    Occasion { name: "contest-rules", kind: Kind::Page },
    Occasion { name: "notice-privacy-practices", kind: Kind::Page },
    Occasion { name: "notice-nondiscrimination", kind: Kind::Page },
    Occasion { name: "notice-language-assistance", kind: Kind::Page },
    Occasion { name: "notice-good-faith-estimate", kind: Kind::Page },
    Occasion { name: "notice-accessibility", kind: Kind::Page },
    Occasion { name: "policy-social-media", kind: Kind::Page },
    Occasion { name: "policy-comments", kind: Kind::Page },
    Occasion { name: "policy-crisis-plan", kind: Kind::Page },
    Occasion { name: "policy-editorial", kind: Kind::Page },
    Occasion { name: "policy-contact", kind: Kind::Page },
];

/// The names of the policies that a page may be begun as.
pub(super) const POLICIES: [&str; 5] = ["social-media", "comments", "crisis-plan", "editorial", "contact"];

/// The archetype of a post for a health observance, which `--observance ID` fills.
pub(super) const COMMEMORATION: &str = "commemoration";

/// An archetype by its name, a kind's or an occasion's: `templates/archetypes/<name>.md` of the project, if there is
/// one.
///
/// # Errors
/// A [`Stop`] if the project has one that cannot be read.
pub(super) fn archetype(name: &str, world: &dyn World) -> Result<String, Stop> {
    const LIMIT: u64 = 1024 * 1024;
    let path = VPath::new(&format!("templates/archetypes/{name}.md"));
    let unusable = |reason: String| {
        Stop::failed(format!("`{path}` cannot be used: {reason}"))
            .help("correct it, or delete it to use the one that comes with Bedside")
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
        for kind in kinds.chain(OCCASIONS.map(|occasion| occasion.name)) {
            let text = own(kind);
            assert!(text.starts_with("---\ntitle: {{title|yaml}}"), "{kind:?}");
            assert!(text.contains("\ndraft: true"), "{kind:?}");
        }
    }
}
