//! One build at a time for each project.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
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
        let mut file = private.lock_file().map_err(|error| failed(&error))?;
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
    vec![Diagnostic::new(&codes::OUTPUT_LOCKED, message).help("wait until it has ended, then build again")]
}
