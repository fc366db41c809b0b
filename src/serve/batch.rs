//! When to act on changes: one save is many events, and a `git checkout` is thousands.

use std::time::Duration;

/// After so long without another event the files are looked at.
const QUIET: Duration = Duration::from_millis(100);

/// After so long they are looked at even while events go on.
const LONGEST: Duration = Duration::from_millis(500);

/// Events that belong together. Times are durations since any fixed instant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch {
    first: Option<Duration>,
    last: Duration,
}

impl Batch {
    /// Something happened at `at`.
    pub fn touch(&mut self, at: Duration) {
        self.first.get_or_insert(at);
        self.last = self.last.max(at);
    }

    /// When to act; `None` if nothing happened.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        self.first.map(|first| (self.last + QUIET).min(first + LONGEST))
    }

    /// When the last event was; `None` if nothing happened.
    #[must_use]
    pub fn last(&self) -> Option<Duration> {
        self.first.map(|_| self.last)
    }

    /// Begins a new batch.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn nothing_is_due_before_anything_happened() {
        assert_eq!(Batch::default().due(), None);
    }

    #[test]
    fn a_save_of_many_events_is_one_batch() {
        let mut batch = Batch::default();
        for at in [1000, 1004, 1030] {
            batch.touch(ms(at));
        }
        assert_eq!(batch.due(), Some(ms(1130)));
    }

    #[test]
    fn events_without_end_are_cut_after_half_a_second() {
        let mut batch = Batch::default();
        (0..100).for_each(|step| batch.touch(ms(1000 + step * 50)));
        assert_eq!(batch.due(), Some(ms(1500)));
        batch.clear();
        assert_eq!(batch.due(), None);
    }

    #[test]
    fn events_may_arrive_late() {
        let mut batch = Batch::default();
        batch.touch(ms(1040));
        batch.touch(ms(1010));
        assert_eq!(batch.due(), Some(ms(1140)));
    }
}
