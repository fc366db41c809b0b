//! What a run did, in a few lines.

use std::fmt::Write;

use serde::{Serialize, Serializer};

use crate::build::{BuildReport, Graded};
use crate::diag::{Diagnostic, Family, Severity};
use crate::world::BASELINE;

use super::report::{number_of, tally};
use super::visible::{count, visible};

/// The figures of one `build` or `check`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// What the run came to.
    #[serde(flatten)]
    pub report: BuildReport,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of infos.
    pub infos: usize,
    /// The same by family, in the order of [`Family::ALL`]; families without findings are left out.
    pub families: Vec<FamilySummary>,
    /// Whether only some rules or documents were requested.
    #[serde(skip)]
    pub is_partial: bool,
    /// How long it took.
    #[serde(serialize_with = "milliseconds")]
    pub seconds: f64,
    /// The output folder as shown, if something was written.
    #[serde(skip)]
    pub output: Option<String>,
}

/// The findings of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FamilySummary {
    /// Its name.
    pub family: &'static str,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of infos.
    pub infos: usize,
}

impl FamilySummary {
    fn all(diagnostics: &[Diagnostic]) -> Vec<Self> {
        let of = |family: &Family| {
            let number = |severity| {
                diagnostics.iter().filter(|one| one.severity == severity && one.code.family() == family.name).count()
            };
            let [errors, warnings, infos] = Severity::ALL.map(number);
            Self { family: family.name, errors, warnings, infos }
        };
        Family::ALL.iter().map(of).filter(|one| one.errors + one.warnings + one.infos > 0).collect()
    }
}

/// Three digits after the point are enough for a person and stable enough for a file.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn milliseconds<S: Serializer>(seconds: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((seconds * 1000.0).round() / 1000.0)
}

impl Summary {
    /// The figures of a run with these problems, without an output folder.
    #[must_use]
    pub fn new(report: BuildReport, diagnostics: &[Diagnostic], seconds: f64) -> Self {
        let (errors, warnings) = (number_of(Severity::Error, diagnostics), number_of(Severity::Warning, diagnostics));
        let infos = number_of(Severity::Info, diagnostics);
        let families = FamilySummary::all(diagnostics);
        Self { report, errors, warnings, infos, families, is_partial: false, seconds, output: None }
    }

    /// What `build` prints at its end.
    #[must_use]
    pub fn built(&self) -> String {
        let mut out = match &self.output {
            Some(output) => format!(
                "Built {} into {} in {:.2} s -> {}\n",
                count(self.report.documents, "document"),
                count(self.report.routes, "file"),
                self.seconds,
                visible(output),
            ),
            None => format!("Not built: {}. The output folder is unchanged.\n", tally(self.errors, self.warnings)),
        };
        self.push_details(&mut out);
        out
    }

    /// What `check` prints at its end.
    #[must_use]
    pub fn checked(&self) -> String {
        let all = found(self.errors, self.warnings, self.infos);
        let mut out = format!("Checked {} in {:.2} s: {all}\n", count(self.report.documents, "document"), self.seconds);
        if self.families.len() > 1 {
            let width = self.families.iter().map(|one| one.family.len()).max().unwrap_or(0);
            for FamilySummary { family, errors, warnings, infos } in &self.families {
                push_line(&mut out, format_args!("  {family:width$}  {}", found(*errors, *warnings, *infos)));
            }
        }
        if self.is_partial {
            return out;
        }
        self.push_grades(&mut out);
        if self.report.in_baseline > 0 {
            let known = count(self.report.in_baseline, "older finding");
            push_line(&mut out, format_args!("Left out {known} that `{BASELINE}` knows"));
        }
        self.push_held(&mut out);
        out
    }

    /// The span of the reading grades by SMOG, and the hardest post.
    fn push_grades(&self, out: &mut String) {
        let mut grades: Vec<&Graded> = self.report.grades.iter().filter(|graded| graded.formula == "SMOG").collect();
        grades.sort_by(|a, b| a.grade.total_cmp(&b.grade));
        let (Some(easiest), Some(hardest)) = (grades.first(), grades.last()) else { return };
        let middle = grades[grades.len() / 2];
        push_line(
            out,
            format_args!(
                "Reading grades by SMOG: {:.1} to {:.1}, half of the posts at most {:.1}; the hardest is {}",
                easiest.grade,
                hardest.grade,
                middle.grade,
                visible(&hardest.file)
            ),
        );
    }

    fn push_details(&self, out: &mut String) {
        self.push_held(out);
        if !self.report.kept.is_empty() {
            let files =
                if self.report.kept.len() == 1 { "1 file" } else { &format!("{} files", self.report.kept.len()) };
            push_line(out, format_args!("Kept {files} that Bedside did not write:"));
            self.report.kept.iter().for_each(|file| push_line(out, format_args!("  {}", visible(file))));
        }
        if self.output.is_some() && self.warnings > 0 {
            push_line(out, format_args!("{}", count(self.warnings, "warning")));
        }
    }

    fn push_held(&self, out: &mut String) {
        if self.report.held_back.is_empty() {
            return;
        }
        push_line(out, format_args!("Held back {}:", count(self.report.held_back.len(), "document")));
        let width = self.report.held_back.iter().map(|held| visible(&held.file).chars().count()).max().unwrap_or(0);
        for held in &self.report.held_back {
            let live = held.live_at.as_ref().map_or(String::new(), |at| format!(", goes live {at}"));
            push_line(out, format_args!("  {:width$}  {}{live}", visible(&held.file), held.reason.words()));
        }
    }
}

/// `2 errors, 1 warning, 3 suggestions`.
fn found(errors: usize, warnings: usize, infos: usize) -> String {
    match (errors + warnings, infos) {
        (0, 0) => "nothing to report".to_owned(),
        (0, infos) => count(infos, "suggestion"),
        (_, 0) => tally(errors, warnings),
        (_, infos) => format!("{}, {}", tally(errors, warnings), count(infos, "suggestion")),
    }
}

fn push_line(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{HeldBack, HeldReason};

    fn held(file: &str, reason: HeldReason, live_at: Option<&str>) -> HeldBack {
        HeldBack { file: file.to_owned(), reason, live_at: live_at.map(str::to_owned) }
    }

    #[test]
    fn a_build_tells_what_it_made_and_what_it_held_back() {
        let summary = Summary {
            report: BuildReport {
                documents: 21,
                routes: 87,
                held_back: vec![
                    held("content/articles/flu.md", HeldReason::Scheduled, Some("2026-12-01 08:00 -06:00")),
                    held("content/myths/a.md", HeldReason::Draft, None),
                    held("content/updates/b.md", HeldReason::Expired, None),
                ],
                published: true,
                kept: vec!["CNAME".to_owned()],
                ..BuildReport::default()
            },
            warnings: 1,
            seconds: 0.2137,
            output: Some("public/".to_owned()),
            ..Summary::default()
        };
        assert_eq!(
            summary.built(),
            "Built 21 documents into 87 files in 0.21 s -> public/\n\
             Held back 3 documents:\n\
             \x20 content/articles/flu.md  scheduled, goes live 2026-12-01 08:00 -06:00\n\
             \x20 content/myths/a.md       draft\n\
             \x20 content/updates/b.md     expired\n\
             Kept 1 file that Bedside did not write:\n\
             \x20 CNAME\n\
             1 warning\n"
        );
    }

    #[test]
    fn a_failed_build_says_that_nothing_changed() {
        let summary = Summary { errors: 2, warnings: 1, ..Summary::default() };
        assert_eq!(summary.built(), "Not built: 2 errors, 1 warning. The output folder is unchanged.\n");
    }

    #[test]
    fn a_check_counts() {
        let mut summary = Summary {
            report: BuildReport { documents: 1, ..BuildReport::default() },
            seconds: 0.04,
            ..Summary::default()
        };
        assert_eq!(summary.checked(), "Checked 1 document in 0.04 s: nothing to report\n");
        summary.warnings = 2;
        assert_eq!(summary.checked(), "Checked 1 document in 0.04 s: 2 warnings\n");
    }
}
