//! The table of the handbook, so that its figures are those of one run.

use std::fmt::Write as _;

use super::super::numbers::thousands;
use super::super::table::Line;
use super::{Place, Task};

/// Programs in the order of the table, with what the handbook calls them.
const PROGRAMS: [(&str, &str); 8] = [
    ("bedside clean", "Bedside"),
    ("bedside edit", "Bedside, one document changed"),
    ("bedside warm", "Bedside, nothing changed"),
    ("bedside check", "Bedside, `check` alone"),
    ("hugo", "Hugo"),
    ("zola", "Zola"),
    ("blades", "blades"),
    ("cp -r", "`cp -r` of Bedside's output"),
];

/// A table in Markdown: seconds for each size, and the peak of memory and the bytes written at the last one. Programs that
/// were not measured are left out.
pub(super) fn text(lines: &[Line], sizes: &[usize]) -> String {
    let mut heads = String::new();
    for size in sizes {
        let _ = write!(heads, " {} articles |", thousands(*size));
    }
    let last = sizes.last().map_or_else(String::new, |size| thousands(*size));
    let mut out = format!("| |{heads} memory at {last} | written at {last} |\n");
    let _ = writeln!(out, "|---|{}", "---:|".repeat(sizes.len() + 2));
    for (program, name) in PROGRAMS {
        let found = |size: &usize| {
            let task = Task::Articles(*size).name();
            lines.iter().find(|line| {
                (line.place.as_str(), &line.task) == (Place::Memory.name(), &task) && line.program == program
            })
        };
        let times: Vec<Option<f64>> = sizes.iter().map(|size| found(size).and_then(Line::seconds)).collect();
        if times.iter().all(Option::is_none) {
            continue;
        }
        let cells = times.into_iter().map(|time| cell(time, |time| format!("{time:.2} s")));
        let largest = sizes.last().and_then(found);
        let memory = cell(largest.and_then(Line::peak), |kib| format!("{:.0} MiB", kib / 1024.0));
        let written = cell(largest.and_then(Line::bytes), |bytes| format!("{:.1} MB", bytes / 1e6));
        let _ = writeln!(out, "| {name} |{}{memory}{written}", cells.collect::<String>());
    }
    out
}

fn cell(value: Option<f64>, write: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| " |".to_owned(), |value| format!(" {} |", write(value)))
}

#[cfg(test)]
mod tests {
    use super::super::super::measure::Run;
    use super::*;

    fn line(place: Place, size: usize, program: &str, run: Run) -> Line {
        let task = Task::Articles(size).name();
        Line {
            place: place.name().to_owned(),
            task,
            program: program.to_owned(),
            runs: Ok(vec![run]),
            verdicts: Vec::new(),
        }
    }

    #[test]
    fn the_table_has_what_was_measured_in_memory() {
        let run = |seconds, peak| Run { seconds, peak, bytes: Some(2_000_000.0) };
        let lines = [
            line(Place::Memory, 20, "bedside clean", run(0.251, None)),
            line(Place::Memory, 1000, "bedside clean", run(1.5, Some(2048.0))),
            line(Place::Disk, 20, "bedside clean", run(9.0, None)),
            line(Place::Memory, 1000, "hugo", run(3.0, None)),
        ];
        let expected = "\
| | 20 articles | 1,000 articles | memory at 1,000 | written at 1,000 |
|---|---:|---:|---:|---:|
| Bedside | 0.25 s | 1.50 s | 2 MiB | 2.0 MB |
| Hugo | | 3.00 s | | 2.0 MB |
";
        assert_eq!(text(&lines, &[20, 1000]), expected);
    }
}
