//! What is demanded of Bedside, in multiples of what others need for the same.

use super::super::numbers::{ratio, thousands};
use super::super::table::{Line, Verdict};
use super::arena::Contestant;
use super::{Entry, Place, Task};

const SMALL: usize = 1000;
const LARGE: usize = 10_000;
const LARGEST: usize = 100_000;

/// Time of a clean build, as a part of Hugo's.
const OF_HUGO: f64 = 0.12;
/// The same of Zola's.
const OF_ZOLA: f64 = 0.12;
/// Peak of memory at `LARGE`, as a part of Hugo's.
const OF_HUGO_MEMORY: f64 = 0.12;
/// Bytes written, as a multiple of Hugo's.
const OF_HUGO_BYTES: f64 = 2.0;
/// Time of a check, as a part of a clean build's.
const CHECK: f64 = 0.5;
/// Time of a clean build, as a part of blades'.
const OF_BLADES: f64 = 1.0;
/// Time of a clean build in memory, as a multiple of copying its output.
const OF_COPY: f64 = 3.5;
/// Time of a build with nothing changed, as a part of a clean one.
const WARM: f64 = 0.25;
/// Time of a build with one document changed, as a part of a clean one.
const EDIT: f64 = 0.10;
/// Time for `LARGEST` as a multiple of the time for `LARGE`.
const GREAT_GROWTH: f64 = 11.0;
/// Peaks of memory, in KiB: 230 MB at `LARGE`, 2.3 GB at `LARGEST`.
const MEMORY: [(usize, f64); 2] = [(LARGE, 224_609.0), (LARGEST, 2_246_094.0)];
/// Time for `LARGE` as a multiple of the time for `SMALL`, which has a tenth of the articles.
const GROWTH: f64 = 10.5;
/// Seconds for the example site.
const EXAMPLE: f64 = 0.25;

/// Makes the table's lines, each with the demands that it is the measure of.
pub(super) fn judge(entries: &[Entry]) -> Vec<Line> {
    let line = |entry: &Entry| Line {
        place: entry.place.name().to_owned(),
        task: entry.task.name(),
        program: entry.contestant.name().to_owned(),
        runs: entry.runs.clone(),
        verdicts: Vec::new(),
    };
    let mut lines: Vec<Line> = entries.iter().map(line).collect();
    let found = Found { entries, lines: &lines };
    let verdicts: Vec<Vec<Verdict>> = entries.iter().map(|entry| found.verdicts(entry)).collect();
    for (line, verdicts) in lines.iter_mut().zip(verdicts) {
        line.verdicts = verdicts;
    }
    lines
}

struct Found<'e> {
    entries: &'e [Entry],
    lines: &'e [Line],
}

impl Found<'_> {
    fn line(&self, place: Place, task: Task, contestant: Contestant) -> Option<&Line> {
        let is_wanted = |entry: &Entry| (entry.place, entry.task, entry.contestant) == (place, task, contestant);
        self.lines.get(self.entries.iter().position(is_wanted)?)
    }

    fn verdicts(&self, entry: &Entry) -> Vec<Verdict> {
        let Entry { place, task, contestant, .. } = *entry;
        let clean = self.line(place, task, Contestant::Clean);
        let own = self.line(place, task, contestant);
        let time = |part: Option<&Line>, whole: Option<&Line>| ratio(part?.seconds()?, whole?.seconds()?);
        let memory = |part: Option<&Line>, whole: Option<&Line>| ratio(part?.peak()?, whole?.peak()?);
        let bytes = |part: Option<&Line>, whole: Option<&Line>| ratio(part?.bytes()?, whole?.bytes()?);
        let demand = |what: &str, found, at_most| Verdict { what: what.to_owned(), found, at_most };
        match (contestant, task) {
            (Contestant::Clean, Task::Example) => {
                vec![demand("seconds", own.and_then(Line::seconds), EXAMPLE)]
            }
            (Contestant::Clean, Task::Articles(count)) => {
                let grown = [(SMALL, LARGE, GROWTH), (LARGE, LARGEST, GREAT_GROWTH)];
                let grown = grown.into_iter().filter(|(_, more, _)| *more == count).map(|(fewer, more, at_most)| {
                    let fewer_line = self.line(place, Task::Articles(fewer), Contestant::Clean);
                    let what = format!("{}/{} articles", thousands(more), thousands(fewer));
                    demand(&what, time(own, fewer_line), at_most)
                });
                let peaks = MEMORY.into_iter().filter(|(size, _)| *size == count);
                grown.chain(peaks.map(|(_, at_most)| demand("peak KiB", own.and_then(Line::peak), at_most))).collect()
            }
            (Contestant::Edit, _) => vec![demand("edit/clean", time(own, clean), EDIT)],
            (Contestant::Warm, _) => vec![demand("warm/clean", time(own, clean), WARM)],
            (Contestant::Copy, _) if place == Place::Memory => vec![demand("bedside/cp", time(clean, own), OF_COPY)],
            (Contestant::Hugo, _) => {
                let mut demands = vec![
                    demand("bedside/hugo", time(clean, own), OF_HUGO),
                    demand("bytes/hugo", bytes(clean, own), OF_HUGO_BYTES),
                ];
                if task == Task::Articles(LARGE) {
                    demands.push(demand("memory/hugo", memory(clean, own), OF_HUGO_MEMORY));
                }
                demands
            }
            (Contestant::Check, _) => vec![demand("check/clean", time(own, clean), CHECK)],
            (Contestant::Zola, _) => vec![demand("bedside/zola", time(clean, own), OF_ZOLA)],
            (Contestant::Blades, _) => vec![demand("bedside/blades", time(clean, own), OF_BLADES)],
            (Contestant::Copy, _) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::measure::Run;
    use super::*;

    fn entry(place: Place, task: Task, contestant: Contestant, seconds: f64, peak: f64) -> Entry {
        Entry { place, task, contestant, runs: Ok(vec![Run { seconds, peak: Some(peak), bytes: Some(peak) }]) }
    }

    fn judged(entries: &[Entry]) -> Vec<String> {
        let lines = judge(entries);
        lines.iter().flat_map(|line| &line.verdicts).map(ToString::to_string).collect()
    }

    #[test]
    fn each_program_is_the_measure_of_its_demands() {
        let small = Task::Articles(SMALL);
        let large = Task::Articles(LARGE);
        let entries = vec![
            entry(Place::Memory, small, Contestant::Clean, 0.2, 100.0),
            entry(Place::Memory, small, Contestant::Warm, 0.1, 100.0),
            entry(Place::Memory, small, Contestant::Edit, 0.02, 100.0),
            entry(Place::Memory, small, Contestant::Copy, 0.1, 1.0),
            entry(Place::Memory, small, Contestant::Check, 0.1, 100.0),
            entry(Place::Memory, small, Contestant::Hugo, 2.0, 400.0),
            entry(Place::Memory, small, Contestant::Zola, 1.0, 50.0),
            entry(Place::Memory, small, Contestant::Blades, 0.16, 50.0),
            entry(Place::Memory, large, Contestant::Clean, 2.0, 100.0),
            entry(Place::Memory, large, Contestant::Hugo, 10.0, 1000.0),
            entry(Place::Memory, Task::Articles(LARGEST), Contestant::Clean, 24.0, 3_000_000.0),
            entry(Place::Memory, Task::Example, Contestant::Clean, 0.125, 100.0),
        ];
        let expected = [
            "MISS warm/clean 0.500 > 0.25",
            "pass edit/clean 0.100 <= 0.1",
            "pass bedside/cp 2.000 <= 3.5",
            "pass check/clean 0.500 <= 0.5",
            "pass bedside/hugo 0.100 <= 0.12",
            "pass bytes/hugo 0.250 <= 2",
            "MISS bedside/zola 0.200 > 0.12",
            "MISS bedside/blades 1.250 > 1",
            "pass 10,000/1,000 articles 10.000 <= 10.5",
            "pass peak KiB 100.000 <= 224609",
            "MISS bedside/hugo 0.200 > 0.12",
            "pass bytes/hugo 0.100 <= 2",
            "pass memory/hugo 0.100 <= 0.12",
            "MISS 100,000/10,000 articles 12.000 > 11",
            "MISS peak KiB 3000000.000 > 2246094",
            "pass seconds 0.125 <= 0.25",
        ];
        assert_eq!(judged(&entries), expected);
    }

    #[test]
    fn places_are_not_mixed_and_copying_counts_in_memory_only() {
        let small = Task::Articles(SMALL);
        let entries = vec![
            entry(Place::Memory, small, Contestant::Clean, 0.2, 1.0),
            entry(Place::Disk, small, Contestant::Copy, 0.1, 1.0),
            entry(Place::Disk, small, Contestant::Hugo, 0.1, 1.0),
        ];
        assert_eq!(judged(&entries), ["not judged: bedside/hugo <= 0.12", "not judged: bytes/hugo <= 2"]);
    }

    #[test]
    fn a_program_that_is_not_there_judges_nothing() {
        let small = Task::Articles(SMALL);
        let absent = Entry {
            place: Place::Disk,
            task: small,
            contestant: Contestant::Blades,
            runs: Err("not installed".to_owned()),
        };
        let entries = vec![entry(Place::Disk, small, Contestant::Clean, 0.2, 1.0), absent];
        assert_eq!(judged(&entries), ["not judged: bedside/blades <= 1"]);
    }
}
