//! How long each stage of a run took: what `--timings` prints.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// Measures stages one after the other.
#[derive(Debug)]
pub struct Stopwatch {
    begun: Instant,
    lap: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// Starts the first stage.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the clock of the measurement, never of the content")]
    pub fn start() -> Self {
        let now = Instant::now();
        Self { begun: now, lap: now, stages: Vec::new() }
    }

    /// Ends the stage that is running and starts the next.
    #[expect(clippy::disallowed_methods, reason = "the clock of the measurement, never of the content")]
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now - self.lap));
        self.lap = now;
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// The stages that have ended.
    #[must_use]
    pub fn stages(&self) -> &[(&'static str, Duration)] {
        &self.stages
    }
}

/// The table of stages in milliseconds, with their sum.
#[must_use]
pub fn table(stages: &[(&str, Duration)]) -> String {
    let total: Duration = stages.iter().map(|(_, taken)| *taken).sum();
    let rows = stages.iter().copied().chain(std::iter::once(("total", total)));
    let width = rows.clone().map(|(name, _)| name.len()).max().unwrap_or(0);
    rows.fold(String::new(), |mut out, (name, taken)| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {name:width$} {:>9.1} ms", taken.as_secs_f64() * 1000.0);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_and_their_sum_stand_in_columns() {
        let stages = [("parse", Duration::from_micros(1500)), ("render", Duration::from_millis(1020))];
        assert_eq!(table(&stages), "  parse        1.5 ms\n  render    1020.0 ms\n  total     1021.5 ms\n");
    }

    #[test]
    fn a_stopwatch_keeps_the_order_of_stages() {
        let mut watch = Stopwatch::start();
        watch.stage("source");
        watch.stage("parse");
        let names: Vec<&str> = watch.stages().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["source", "parse"]);
    }
}
