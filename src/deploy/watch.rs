//! When the site changes by itself, and the waiting for it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A clock that can be waited for. Tests have one that does not take its time.
pub trait Alarm {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Returns at `at` or soon after; `false` if nobody wants to wait anymore.
    fn wait_until(&self, at: Timestamp) -> bool;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemAlarm;

/// So long a nap lasts at most: a computer that slept, or whose clock was set, is noticed after it.
const NAP: Duration = Duration::from_secs(30);

impl Alarm for SystemAlarm {
    fn now(&self) -> Timestamp {
        crate::world::now()
    }

    fn wait_until(&self, at: Timestamp) -> bool {
        loop {
            let left = at.duration_since(self.now());
            let Ok(left) = Duration::try_from(left) else { return true };
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(NAP));
        }
    }
}

/// When to publish next: at the site's next turn, or, after `failures` in a row, in a while: 1, 2, 4 .. 30 minutes.
#[must_use]
pub fn next_turn(now: Timestamp, until: Timestamp, failures: u32) -> Timestamp {
    if failures == 0 {
        return until;
    }
    let minutes = 1_i64 << (failures - 1).min(5);
    now.checked_add(SignedDuration::from_mins(minutes.min(30))).unwrap_or(until)
}

/// Publishes at every turn of the site. `turn` publishes at an instant and says until when that is good; `None` if it
/// failed, so that it is tried again soon.
pub fn watch(alarm: &dyn Alarm, turn: &mut dyn FnMut(Timestamp) -> Option<Timestamp>) {
    let mut failures = 0;
    let mut until = alarm.now();
    while alarm.wait_until(until) {
        let now = alarm.now();
        let good = turn(now);
        failures = if good.is_some() { 0 } else { failures + 1 };
        // A turn in the past must not make the program run without a pause.
        let soonest = now.checked_add(SignedDuration::from_mins(1)).unwrap_or(now);
        until = next_turn(now, good.unwrap_or(now), failures).max(soonest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_tried_again_sooner_than_the_next_turn() {
        let now: Timestamp = "2026-12-01T14:00:00Z".parse().unwrap();
        let until: Timestamp = "2026-12-08T14:00:00Z".parse().unwrap();
        let after = |failures| next_turn(now, until, failures).duration_since(now).as_mins();
        assert_eq!([0, 1, 2, 3, 6, 60].map(after), [7 * 24 * 60, 1, 2, 4, 30, 30]);
    }
}
