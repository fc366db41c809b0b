//! One build at a time for each project, and one of whatever else must not be done twice at once.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::Path;

use crate::diag::{Diagnostic, codes};

use super::private::Private;
use super::problem::{Fallible, cannot_write};

/// The lock of a project. The operating system gives it back when the program ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    pub(super) fn take(project: &Path, private: &Private) -> Fallible<Self> {
        private.make().map_err(|error| cannot_write(&private.path(), project, &error))?;
        let failed = |error: &std::io::Error| cannot_write(&private.path().join("lock"), project, error);
        let mut file = private.lock_file("lock").map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            // Some network drives know no locks: there, the staging folder's own name has to do.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
            Err(TryLockError::WouldBlock) => return Err(held(&mut file)),
        }
        let noted = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        noted.map_err(|error| failed(&error))?;
        Ok(Self { file })
    }
}

/// What one process of this computer does with a project, while it lives.
#[derive(Debug)]
pub struct RunLock(File);

/// Takes the name of an errand, such as `deploy-website.lock`; `None` if another process is at it.
///
/// # Errors
/// The operating system's.
pub fn hold(project: &Path, name: &str) -> io::Result<Option<RunLock>> {
    let private = Private::of(project);
    private.make()?;
    let file = private.lock_file(name)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(RunLock(file))),
        // Some network drives know no locks.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Some(RunLock(file))),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => Ok(None),
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        let _ = self.0.unlock(); // as below
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.unlock(); // now, even if a program that is just being started holds a copy of the file
    }
}

fn held(file: &mut File) -> Vec<Diagnostic> {
    let mut holder = String::new();
    let known = file.read_to_string(&mut holder).is_ok() && holder.parse::<u32>().is_ok();
    let by = if known { format!(" (process {holder})") } else { String::new() };
    let message = format!("another build of this project is running{by}");
    vec![Diagnostic::new(&codes::OUTPUT_LOCKED, message).help("wait until it has finished, then build again")]
}
