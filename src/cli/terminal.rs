//! What a run shows while it works: a bar, and the time that each stage took.

use std::sync::{Mutex, OnceLock, PoisonError};

use crate::build::Observer;

use super::progress::Progress;
use super::timings::Stopwatch;

/// Follows a run on the terminal.
#[derive(Debug)]
pub(super) struct Terminal {
    draws_bar: bool,
    watch: Mutex<Stopwatch>,
    bar: OnceLock<Progress>,
}

impl Terminal {
    /// Starts the clock. A bar is drawn only if messages go to a terminal.
    pub(super) fn new(draws_bar: bool) -> Self {
        Self { draws_bar, watch: Mutex::new(Stopwatch::start()), bar: OnceLock::new() }
    }

    /// The stages that have ended, and the clock.
    pub(super) fn into_stopwatch(self) -> Stopwatch {
        self.watch.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Terminal {
    fn stage(&self, name: &'static str) {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner).stage(name);
    }

    fn rendering(&self, outputs: usize) {
        self.bar.get_or_init(|| Progress::new(self.draws_bar, "pages", outputs));
    }

    fn rendered(&self) {
        if let Some(bar) = self.bar.get() {
            bar.inc();
        }
    }

    fn rendered_all(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish();
        }
    }
}
