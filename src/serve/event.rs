//! What the preview reports to whoever started it.

use std::sync::Arc;
use std::time::Duration;

use crate::base::VPath;
use crate::diag::Diagnostic;
use crate::world::World;

/// Something that the preview has to report.
pub enum PreviewEvent {
    /// A compilation, the first or after a change.
    Compiled(Box<Compilation>),
    /// The project is now looked at every half second, and why.
    Polling(String),
    /// The project that the assistant began cannot be shown, and why.
    Failed(String),
}

/// A compilation.
pub struct Compilation {
    /// Whether it is the first.
    pub first: bool,
    /// The files that changed, in path order; empty for the first and for those that time brought about.
    pub changed: Vec<VPath>,
    /// Documents of the project.
    pub documents: usize,
    /// Outputs of the site.
    pub routes: usize,
    /// Documents that are shown although they are not public.
    pub marked: usize,
    /// How long looking and compiling took.
    pub taken: Duration,
    /// Open pages.
    pub open: usize,
    /// The address path of the home page: `/`, or that of the site's folder.
    pub home: String,
    /// What was wrong, in reading order.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The files that the diagnostics are about.
    pub world: Box<dyn World + Send>,
}
