//! Files of a project on the disk.
#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::fs;
use std::path::Path;

/// Writes a text file, with the folders that it is in.
pub(crate) fn write_file(path: impl AsRef<Path>, text: &str) {
    let path = path.as_ref();
    fs::create_dir_all(path.parent().expect("a folder")).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The text of a file.
pub(crate) fn read_file(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
