//! The clock of the preview's waiting; never of the content.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "how long it has been quiet, never what time it is")]
pub(super) fn now() -> Instant {
    Instant::now()
}
