//! What a theme says of itself: its parent and its contract with the program.
//!
//! In: the name of the theme that the settings choose. Out: the [`Layers`]: the theme and those below it, and one
//! [`Contract`], in which a theme's own lines replace those of its parent. Invariant: whatever the program has to know of a
//! theme's templates and style sheets is in its `theme.yaml`; no other room names an id, a file or a background of a theme.

mod contract;
mod file;
mod marks;
mod merge;

use crate::base::VPath;
use crate::config::Config;
use crate::diag::{Diagnostic, Outcome, codes};
use crate::world::{TextProblem, World, built_in_text, default_theme, read_text};
use crate::yaml::{Step, Yaml};

pub use contract::{Backgrounds, Contract, Files, Lists, Part, Pictures};
use file::ThemeFile;
pub use marks::{Mark, MarkForm, MarkTemplate, Marks, gap};
use merge::Merge;

/// Largest `theme.yaml`, in bytes.
const LARGEST: u64 = 256 * 1024;

/// What a theme writes as its parent when it is on nothing but itself.
const NO_PARENT: &str = "none";

/// A theme with those that it builds on.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// Names of the themes, the lowest first: a file of a later one replaces that of an earlier one.
    pub names: Vec<String>,
    /// What they say together.
    pub contract: Contract,
}

/// Reads the theme of the settings with its parents. A theme without a word on its parent builds on the built-in default.
#[must_use]
pub fn read(world: &dyn World, config: &Config) -> Outcome<Layers> {
    let mut chain: Vec<Said> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut next = Some(config.theme.clone());
    while let Some(name) = next.take() {
        let said = read_one(world, &name).into(&mut diagnostics);
        let parent = said.parent();
        chain.push(said);
        if let Some(parent) = parent {
            if chain.iter().any(|said| said.name == parent) {
                diagnostics.push(circle(&chain, &parent));
            } else {
                next = Some(parent);
            }
        }
    }
    let mut merge = Merge::default();
    for said in chain.iter_mut().rev() {
        for (file, text) in std::mem::take(&mut said.files) {
            merge.add(file, Yaml { file: &said.path, text: &text, start: 0 }, &mut diagnostics);
        }
    }
    let names = chain.into_iter().rev().map(|said| said.name).collect();
    Outcome { value: Layers { names, contract: merge.contract }, diagnostics }
}

/// What one theme says: the built-in file, then that of the project.
struct Said {
    name: String,
    path: VPath,
    files: Vec<(ThemeFile, String)>,
}

impl Said {
    /// The theme below this one.
    fn parent(&self) -> Option<String> {
        let written = self.files.iter().rev().find_map(|(file, _)| file.parent.clone());
        match written {
            Some(parent) if parent == NO_PARENT => None,
            Some(parent) => Some(parent),
            None => Some(default_theme().to_owned()).filter(|default| *default != self.name),
        }
    }
}

fn read_one(world: &dyn World, name: &str) -> Outcome<Said> {
    let path = VPath::new(&format!("themes/{name}/theme.yaml"));
    let mut diagnostics = Vec::new();
    let mut texts: Vec<String> = built_in_text(&path).map(str::to_owned).into_iter().collect();
    match read_text(world, &path, LARGEST) {
        Ok(text) => texts.push(text),
        Err(problem) if is_missing(&problem) => {}
        Err(problem) => {
            diagnostics.push(problem.told(&path));
        }
    }
    let read = |text: String| {
        let file = Yaml { file: &path, text: &text, start: 0 }.read::<ThemeFile>().into(&mut diagnostics);
        (file, text)
    };
    let files = texts.into_iter().map(read).collect();
    Outcome { value: Said { name: name.to_owned(), path, files }, diagnostics }
}

fn is_missing(problem: &TextProblem) -> bool {
    matches!(problem, TextProblem::Read(crate::world::ReadProblem::Missing))
}

fn circle(chain: &[Said], parent: &str) -> Diagnostic {
    let names: Vec<&str> = chain.iter().map(|said| said.name.as_str()).chain([parent]).collect();
    let message = format!("a theme cannot be its own parent: {}", names.join(" -> "));
    let last = chain.last();
    let place = last.map(|said| {
        let text = said.files.last().map_or("", |(_, text)| text.as_str());
        Yaml { file: &said.path, text, start: 0 }.place(&[Step::Key("parent")])
    });
    let diagnostic = Diagnostic::new(&codes::BAD_VALUE, message).help("name another theme as `parent`, or `none`");
    place.map_or(diagnostic.clone(), |place| diagnostic.at(place))
}
