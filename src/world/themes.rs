//! The themes that travel inside the program, under the paths they would have in a project.

use include_dir::{Dir, include_dir};

use crate::base::VPath;

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The theme of a project that names none; other themes build on it unless they say otherwise.
#[must_use]
pub fn default_theme() -> &'static str {
    include_str!("../../themes/default.txt").trim()
}

/// The bytes of a built-in file, such as `themes/clinic/theme.css`.
#[must_use]
pub fn built_in(path: &VPath) -> Option<&'static [u8]> {
    THEMES.get_file(path.below("themes")?).map(include_dir::File::contents)
}

/// The text of a built-in file; `None` if there is none, or it is no text.
#[must_use]
pub fn built_in_text(path: &VPath) -> Option<&'static str> {
    std::str::from_utf8(built_in(path)?).ok()
}

/// All built-in files in path order.
#[must_use]
pub fn built_in_files() -> Vec<VPath> {
    fn collect(folder: &Dir<'_>, into: &mut Vec<VPath>) {
        for file in folder.files() {
            let path = VPath::new(&format!("themes/{}", file.path().to_string_lossy().replace('\\', "/")));
            into.push(path);
        }
        folder.dirs().for_each(|folder| collect(folder, into));
    }
    let mut files = Vec::new();
    collect(&THEMES, &mut files);
    files.sort();
    files
}
