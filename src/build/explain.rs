//! Why an output was made again, in words.

use crate::base::OutputPath;
use crate::plan::Recipe;

/// What decided whether an output was rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is the same as in the last build.
    Same,
    /// There is no note from a previous build, or the running program is unknown.
    NothingKnown,
    /// Another program made the last site.
    Program,
    /// The last build did not make it, or reported a problem in it.
    New,
    /// What all pages share is another.
    Shared,
    /// What this page alone shows is another.
    Own,
    /// The published file is not the one that the last build wrote.
    FileDiffers,
}

impl Reason {
    /// A sentence about the output.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Same => "reused from the last build: everything that it shows is the same",
            Self::NothingKnown => "made: `.bedside/cache` has no record of an earlier build of this project",
            Self::Program => "made again: another version of Bedside made the last one",
            Self::New => "made: the last build did not have this file, or reported a problem in it",
            Self::Shared => "made again: templates, words, assets or settings that all pages share have changed",
            Self::Own => {
                "made again: what it shows has changed: its own document, or one that it lists, links to or appears next to"
            }
            Self::FileDiffers => {
                "made again: the published file is missing or is not the one that the last build wrote"
            }
        }
    }
}

/// What is said of any output where the whole build was spared.
pub(super) const NOTHING_CHANGED: &str = "reused from the last build: nothing in the project has changed";

/// What is to be said of an output; one without a recipe is not of the site.
pub(super) fn of(path: &OutputPath, recipe: Option<&Recipe>, reason: Option<Reason>) -> String {
    let words = match (recipe, reason) {
        (None, _) => "the site has no such file",
        (_, Some(reason)) => reason.words(),
        (Some(Recipe::Picture { .. }), None) => "made again only when its content, and so its name, changes",
        (Some(Recipe::Card { .. } | Recipe::SiteCard(_)), None) => {
            "a share card: drawn again only if its words, its picture or the design changed"
        }
        (Some(_), None) => "made by every build, which takes no time, and written only if its bytes changed",
    };
    format!("{path}: {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_said_to_be_none() {
        let said = of(&OutputPath::new("a/index.html"), None, None);
        assert_eq!(said, "a/index.html: the site has no such file");
    }
}
