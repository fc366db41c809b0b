//! A bar for work that takes a while.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner is never shown: a bar that flashes by only worries.
const PATIENCE: Duration = Duration::from_millis(300);

/// Counts finished pieces of work from any thread. It goes away when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shown_from: Option<Instant>,
}

impl Progress {
    /// A bar for `total` pieces, labelled such as `pages`; drawn only if messages go to a terminal.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the clock of the bar, never of the content")]
    pub fn new(messages_is_terminal: bool, label: &'static str, total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden()).with_message(label);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { bar, shown_from: messages_is_terminal.then(|| Instant::now() + PATIENCE) }
    }

    /// One more piece is done.
    #[expect(clippy::disallowed_methods, reason = "the clock of the bar, never of the content")]
    pub fn inc(&self) {
        if self.bar.is_hidden() && self.shown_from.is_some_and(|from| Instant::now() >= from) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// How many pieces are done.
    #[must_use]
    pub fn done(&self) -> usize {
        usize::try_from(self.bar.position()).unwrap_or(usize::MAX)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_counted_from_all_threads_without_a_terminal() {
        let progress = Progress::new(false, "pages", 100);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..25).for_each(|_| progress.inc()));
            }
        });
        assert_eq!(progress.done(), 100);
    }
}
