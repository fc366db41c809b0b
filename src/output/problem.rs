//! What goes wrong while writing, in words.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diag::{Diagnostic, codes};

use crate::system::Unread;

/// A value, or what is in its way.
pub(super) type Fallible<T> = Result<T, Vec<Diagnostic>>;

/// `path` could not be written, or what `error` itself names could not be read.
pub(super) fn cannot_write(path: &Path, project: &Path, error: &io::Error) -> Vec<Diagnostic> {
    if let Some(Unread { path, error }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        let message = format!("`{}` cannot be read: {}", show(path, project), plain(error));
        let help = "nothing was published; check its permissions and whether the disk has errors, or delete it, then build again";
        return vec![Diagnostic::new(&codes::CANNOT_WRITE, message).help(help)];
    }
    let what = show(path, project);
    let (reason, help) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("the disk is full", "free some space, then build again"),
        ErrorKind::PermissionDenied => {
            ("you do not have permission to write there", "check who owns the folder, or choose another one with `-o`")
        }
        ErrorKind::ReadOnlyFilesystem => ("the disk is read-only", "choose another folder with `-o`"),
        _ => ("", "the site on disk is unchanged; build again, or choose another folder with `-o`"),
    };
    let reason = if reason.is_empty() { plain(error) } else { reason.to_owned() };
    vec![Diagnostic::new(&codes::CANNOT_WRITE, format!("`{what}` cannot be written: {reason}")).help(help)]
}

/// A failure of work that is done after the new site is in place: worth a look, but the site is whole.
pub(super) fn left_behind(what: &str, error: &io::Error) -> Diagnostic {
    let message = format!("the new site is in place, but `{what}` could not be removed: {}", plain(error));
    let mut diagnostic = Diagnostic::new(&codes::CANNOT_WRITE, message);
    diagnostic.severity = crate::diag::Severity::Warning;
    diagnostic.help("the next build tries again; you can also delete it yourself")
}

/// The words of the operating system without its number, in lower case.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text).trim_end_matches('.'); // Windows writes sentences
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A path as messages show it: relative to the project where it is inside, with `/`.
pub(super) fn show(path: &Path, project: &Path) -> String {
    let path = path.strip_prefix(project).unwrap_or(path);
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_in_plain_words() {
        let full = cannot_write(Path::new("/p/public"), Path::new("/p"), &io::Error::from(ErrorKind::StorageFull));
        assert_eq!(full[0].message, "`public` cannot be written: the disk is full");
        let other = cannot_write(Path::new("/p/public"), Path::new("/p"), &io::Error::from_raw_os_error(5));
        assert!(!other[0].message.contains("os error"), "{}", other[0].message);
        let unread = crate::system::unread(Path::new("/p/public/x"), io::Error::from_raw_os_error(5));
        let unread = cannot_write(Path::new("/p/public"), Path::new("/p"), &unread);
        let words = if cfg!(windows) { "access denied" } else { "input/output error" }; // number 5 of the system
        assert_eq!(unread[0].message, format!("`public/x` cannot be read: {words}"));
    }
}
