//! The table that a benchmark prints: a line for each program, with what was demanded and whether it was met.

use std::fmt;

use serde_json::{Value, json};

use super::measure::Run;
use super::numbers::{mebibytes, median, ratio, seconds};

/// One program on one task in one place.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) place: String,
    pub(crate) task: String,
    pub(crate) program: String,
    /// The runs that count, or why there are none.
    pub(crate) runs: Result<Vec<Run>, String>,
    pub(crate) verdicts: Vec<Verdict>,
}

/// A demand and what was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) what: String,
    /// `None` where it could not be found out.
    pub(crate) found: Option<f64>,
    pub(crate) at_most: f64,
}

impl Line {
    /// The median of the durations.
    pub(crate) fn seconds(&self) -> Option<f64> {
        median(&self.runs.as_ref().ok()?.iter().map(|run| run.seconds).collect::<Vec<_>>())
    }

    /// The median of the peaks of memory, in KiB.
    pub(crate) fn peak(&self) -> Option<f64> {
        median(&self.runs.as_ref().ok()?.iter().filter_map(|run| run.peak).collect::<Vec<_>>())
    }

    /// The bytes that the last run wrote.
    pub(crate) fn bytes(&self) -> Option<f64> {
        self.runs.as_ref().ok()?.last()?.bytes
    }

    fn cells(&self, multiple: Option<f64>) -> [String; 8] {
        let none = || "-".to_owned();
        let verdicts = self.verdicts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let last = match &self.runs {
            Ok(_) => verdicts,
            Err(reason) if verdicts.is_empty() => reason.clone(),
            Err(reason) => format!("{reason} [{verdicts}]"),
        };
        [
            self.place.clone(),
            self.task.clone(),
            self.program.clone(),
            self.seconds().map_or_else(none, seconds),
            multiple.map_or_else(none, |multiple| format!("{multiple:.2}")),
            self.peak().map_or_else(none, mebibytes),
            self.bytes().map_or_else(none, |bytes| mebibytes(bytes / 1024.0)),
            last,
        ]
    }

    fn json(&self) -> Value {
        let runs = self.runs.as_deref().unwrap_or_default();
        json!({
            "place": self.place,
            "task": self.task,
            "program": self.program,
            "seconds": self.seconds(),
            "peak_kib": self.peak(),
            "bytes": self.bytes(),
            "runs": runs.iter().map(|run| run.seconds).collect::<Vec<_>>(),
            "error": self.runs.as_ref().err(),
            "demands": self.verdicts.iter().map(Verdict::json).collect::<Vec<_>>(),
        })
    }
}

impl Verdict {
    /// Whether the demand was met; `None` where it could not be judged.
    pub(crate) fn is_met(&self) -> Option<bool> {
        self.found.map(|found| found <= self.at_most)
    }

    fn json(&self) -> Value {
        json!({"what": self.what, "found": self.found, "at_most": self.at_most, "met": self.is_met()})
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, at_most) = (&self.what, self.at_most);
        match (self.found, self.is_met()) {
            (Some(found), Some(true)) => write!(f, "pass {what} {found:.3} <= {at_most}"),
            (Some(found), _) => write!(f, "MISS {what} {found:.3} > {at_most}"),
            (None, _) => write!(f, "not judged: {what} <= {at_most}"),
        }
    }
}

/// The whole table.
#[derive(Debug)]
pub(crate) struct Table {
    /// What was measured, with what, on what.
    pub(crate) notes: Vec<String>,
    pub(crate) lines: Vec<Line>,
}

impl Table {
    /// How many demands were met, missed and not judged.
    pub(crate) fn counts(&self) -> [usize; 3] {
        let verdicts = || self.lines.iter().flat_map(|line| &line.verdicts);
        [Some(true), Some(false), None].map(|met| verdicts().filter(|verdict| verdict.is_met() == met).count())
    }

    /// The figures, for programs.
    pub(crate) fn json(&self) -> Value {
        json!({"notes": self.notes, "lines": self.lines.iter().map(Line::json).collect::<Vec<_>>()})
    }

    /// The time of a line as a multiple of that of Bedside from nothing on the same task.
    fn multiple(&self, line: &Line) -> Option<f64> {
        let same = |other: &&Line| (&other.place, &other.task) == (&line.place, &line.task);
        let clean = self.lines.iter().filter(same).find(|other| other.program == "bedside clean")?;
        ratio(line.seconds()?, clean.seconds()?)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        let head = ["place", "task", "program", "time", "/clean", "memory", "written", "demands"].map(str::to_owned);
        let rows: Vec<_> =
            std::iter::once(head).chain(self.lines.iter().map(|line| line.cells(self.multiple(line)))).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let [place, task, program, time, multiple, memory, bytes] = [0, 1, 2, 3, 4, 5, 6].map(width);
        writeln!(f)?;
        for [a, b, c, d, e, m, g, rest] in &rows {
            let head = format!("{a:<place$}  {b:>task$}  {c:<program$}  {d:>time$}  {e:>multiple$}");
            let line = format!("{head}  {m:>memory$}  {g:>bytes$}  {rest}");
            writeln!(f, "{}", line.trim_end())?;
        }
        let [met, missed, unjudged] = self.counts();
        write!(f, "\ndemands: {met} met, {missed} missed, {unjudged} not judged")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(program: &str, runs: Result<Vec<Run>, String>, verdicts: Vec<Verdict>) -> Line {
        Line {
            place: "memory".to_owned(),
            task: "1,000 articles".to_owned(),
            program: program.to_owned(),
            runs,
            verdicts,
        }
    }

    fn table() -> Table {
        let verdict = |what: &str, found, at_most| Verdict { what: what.to_owned(), found, at_most };
        let run = |seconds, peak| Run { seconds, peak, bytes: Some(3_145_728.0) };
        Table {
            notes: vec!["2 cores".to_owned()],
            lines: vec![
                line("bedside clean", Ok(vec![run(0.3, Some(2048.0)), run(0.1, None), run(0.2, Some(1024.0))]), vec![]),
                line("hugo", Ok(vec![run(1.25, None)]), vec![verdict("bedside/hugo", Some(0.16), 0.15)]),
                line("cp -r", Ok(vec![run(0.1, None)]), vec![verdict("bedside/cp", Some(2.0), 3.5)]),
                line("blades", Err("not installed".to_owned()), vec![verdict("bedside/blades", None, 1.0)]),
            ],
        }
    }

    #[test]
    fn the_table_reads_well() {
        let expected = "\
2 cores

place             task  program            time  /clean   memory  written  demands
memory  1,000 articles  bedside clean  200.0 ms    1.00  1.5 MiB  3.0 MiB
memory  1,000 articles  hugo             1.25 s    6.25        -  3.0 MiB  MISS bedside/hugo 0.160 > 0.15
memory  1,000 articles  cp -r          100.0 ms    0.50        -  3.0 MiB  pass bedside/cp 2.000 <= 3.5
memory  1,000 articles  blades                -       -        -        -  not installed [not judged: bedside/blades <= 1]

demands: 1 met, 1 missed, 1 not judged";
        assert_eq!(table().to_string(), expected);
    }

    #[test]
    fn a_limit_reached_is_met() {
        let verdict = |found| Verdict { what: String::new(), found: Some(found), at_most: 0.25 };
        assert_eq!([0.24, 0.25, 0.26].map(|found| verdict(found).is_met()), [Some(true), Some(true), Some(false)]);
    }

    #[test]
    fn the_copy_for_programs_has_every_run() {
        let json = table().json();
        let clean = &json["lines"][0];
        assert_eq!((&clean["seconds"], &clean["peak_kib"]), (&json!(0.2), &json!(1536.0)));
        assert_eq!(clean["runs"], json!([0.3, 0.1, 0.2]));
        let unknown = json!([{"what": "bedside/blades", "found": null, "at_most": 1.0, "met": null}]);
        assert_eq!(json["lines"][3]["demands"], unknown);
    }
}
