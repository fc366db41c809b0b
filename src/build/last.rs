//! What the last build reported, so that the next one, if nothing changed, can report the same without doing the work.

use std::path::Path;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::diag::{Diagnostic, Noted};
use crate::model::Horizon;
use crate::output::{leave_sealed_note, read_sealed_note};

use super::BuildReport;

const NAME: &str = "build.json";

/// The last build of a project.
#[derive(Serialize, Deserialize)]
pub(super) struct LastBuild {
    /// Hash of everything it was made from.
    pub(super) key: String,
    from: Timestamp,
    until: Timestamp,
    report: BuildReport,
    /// Files of others in the output folder, which are not part of the report that programs get.
    kept: Vec<String>,
    /// Lists of [`Noted`], which are read only if nothing changed.
    problems: Vec<Box<RawValue>>,
}

/// As many problems are in one list, so that an old blog with many of them is read on all cores.
const IN_ONE_LIST: usize = 1000;

impl LastBuild {
    /// What the next build needs to know of one that was published.
    pub(super) fn new(key: String, horizon: Horizon, report: &BuildReport, problems: &[Diagnostic]) -> Self {
        // A list that could not be written cannot be read either, and the next build does the work again.
        let list = |part: &[Diagnostic]| to_raw_value(&part.iter().map(Noted::of).collect::<Vec<_>>());
        let problems = problems.par_chunks(IN_ONE_LIST).map(|part| list(part).unwrap_or_default()).collect();
        let (report, kept) = (report.clone(), report.kept.clone());
        Self { key, from: horizon.from, until: horizon.until, report, kept, problems }
    }

    /// The last build of a project, where it left its note.
    pub(super) fn of(project: &Path) -> Option<Self> {
        serde_json::from_slice(&read_sealed_note(project, NAME)?).ok()
    }

    /// Its figures.
    pub(super) fn report(self) -> BuildReport {
        BuildReport { published: true, horizon: Some(self.horizon()), kept: self.kept, ..self.report }
    }

    /// The span of time for which it is good.
    pub(super) fn horizon(&self) -> Horizon {
        Horizon { from: self.from, until: self.until }
    }

    /// Leaves the note for the next build. Where that fails, the next build does the work again.
    pub(super) fn write(&self, project: &Path) {
        if let Ok(bytes) = serde_json::to_vec(self) {
            let _ = leave_sealed_note(project, NAME, &bytes);
        }
    }

    /// The problems that the build reported; `None` if one of them is unknown by now.
    pub(super) fn problems(&self) -> Option<Vec<Diagnostic>> {
        let list = |list: &RawValue| {
            let noted: Vec<Noted> = serde_json::from_str(list.get()).ok()?;
            noted.iter().map(Noted::diagnostic).collect::<Option<Vec<_>>>()
        };
        let lists: Option<Vec<_>> = self.problems.par_iter().map(|part| list(part)).collect();
        lists.map(|lists| lists.concat())
    }
}
