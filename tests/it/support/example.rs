//! The example site and the handbook, read from the repository; the example site is built once for each test target.

use std::path::Path;
use std::sync::OnceLock;

use super::{Built, Project};

/// The example site as a project in memory.
pub(crate) fn example_project() -> Project {
    project_in("example-site")
}

/// The handbook for authors as a project in memory.
pub(crate) fn handbook_project() -> Project {
    project_in("docs")
}

/// A project of the repository in memory.
#[expect(clippy::disallowed_methods, reason = "the projects of the repository stand on disk")]
pub(crate) fn project_in(folder: &str) -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut project = Project::empty();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.expect("the project can be listed");
        let relative = entry.path().strip_prefix(&root).expect("below the root").to_str().expect("text");
        let built = relative.starts_with("public") || relative.starts_with('.');
        if entry.file_type().is_file() && !built {
            project = project.write(&relative.replace('\\', "/"), std::fs::read(entry.path()).expect("a file"));
        }
    }
    project
}

/// The example site, built.
pub(crate) fn example() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| example_project().build())
}
