//! Files beside documents and pictures of `static/`: hashed, and looked at where they are pictures.

use crate::base::{ContentHash, VPath};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::image::{Format, Picture, PictureProblem, probe};
use crate::source::SourceSet;
use crate::world::{ReadProblem, World};

use super::memory::FileMemory;

/// Largest file beside a document, in bytes; what does not fit belongs to a host for media.
pub const LARGEST_FILE: u64 = 40 * 1024 * 1024;

/// A file that documents may show or link to.
#[derive(Clone, Debug)]
pub struct NeighbourFile {
    /// The file.
    pub file: VPath,
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// What is known of it as a picture.
    pub picture: Option<Picture>,
}

/// Looks at all files beside documents and at the pictures of `static/`, in parallel, in path order.
#[must_use]
pub fn neighbour_files(world: &dyn World, sources: &SourceSet, memory: &mut FileMemory) -> Outcome<Vec<NeighbourFile>> {
    let pictures = sources.statics.iter().filter(|path| Format::of_extension(&path.extension()).is_some());
    let mut paths: Vec<&VPath> = sources.neighbours.iter().chain(pictures).collect();
    paths.sort();
    let files = memory.files(world, &paths, |path| file(world, path));
    let mut outcome = Outcome::fine(Vec::with_capacity(files.len()));
    for file in files {
        match file {
            Ok(file) => outcome.value.push(file),
            Err(diagnostic) => outcome.diagnostics.push(diagnostic),
        }
    }
    outcome
}

fn file(world: &dyn World, path: &VPath) -> Result<NeighbourFile, Diagnostic> {
    let bytes = world.read(path, LARGEST_FILE).map_err(|problem| {
        let (code, help) = match problem {
            ReadProblem::TooLarge(_) => (&codes::FILE_TOO_LARGE, "save it smaller, or keep it on a host for media"),
            _ => (&codes::UNREADABLE_FILE, "check that the file exists and that you may read it"),
        };
        Diagnostic::new(code, format!("cannot be read: {problem}")).at(Place::file(path)).help(help)
    })?;
    let extension = path.extension();
    if Format::of_extension(&extension).is_none() {
        return Ok(NeighbourFile { file: path.clone(), hash: ContentHash::of(&bytes), picture: None });
    }
    let picture = probe(&bytes).and_then(|picture| picture.check_extension(&extension).map(|()| picture));
    let picture = picture.map_err(|problem| picture_problem(&problem).at(Place::file(path)))?;
    Ok(NeighbourFile { file: path.clone(), hash: picture.hash, picture: Some(picture) })
}

/// The diagnostic of a picture that cannot be published.
#[must_use]
pub fn picture_problem(problem: &PictureProblem) -> Diagnostic {
    Diagnostic::new(problem.code(), problem.to_string()).help(problem.help())
}
