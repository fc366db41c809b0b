//! What a file that is carried over keeps.

use std::io;
use std::path::Path;

use crate::system::{keep_access, keep_times};

/// Gives `to` the attributes of `from`, its times included, where the system allows it.
pub(super) fn keep(from: &Path, to: &Path) -> io::Result<()> {
    keep_access(from, to)?;
    keep_times(from, to)
}
