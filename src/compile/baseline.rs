//! Findings that were there when a practice began to use the rules: `baseline.yaml`, so that an old blog starts clean.
//!
//! In: all findings. Out: those that are new; the known ones are kept apart, and counted in reports. Invariants: an error
//! never is in the baseline; an entry that no longer catches anything is reported, so that the list only grows shorter.

use std::collections::HashMap;

use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Outcome, codes};
use crate::source::SourceSet;
use crate::world::{World, read_text};
use crate::yaml::{Step, Yaml};

/// Largest baseline, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// One entry as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EntryFile {
    rule: Option<String>,
    file: Option<String>,
    finding: Option<String>,
    times: Option<usize>,
}

/// The baseline as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BaselineFile {
    known: Option<Vec<EntryFile>>,
}

/// What tells a finding from another: its code, its file, its words. Lines move with every edit, so they are no part of it.
type Key = (&'static str, String, String);

fn key(diagnostic: &Diagnostic) -> Key {
    let file = diagnostic.place.as_ref().map_or(String::new(), |place| place.file.to_string());
    (diagnostic.code.name, file, diagnostic.message.clone())
}

/// Takes out of `diagnostics` what the baseline knows, and returns it. What is wrong with the baseline is added. `late` are
/// codes whose findings come later.
pub(super) fn apply(
    world: &dyn World,
    sources: &SourceSet,
    late: impl Fn(&Code) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let Some(path) = &sources.baseline else { return Vec::new() };
    let text = match read_text(world, path, LARGEST) {
        Ok(text) => text,
        Err(problem) => {
            diagnostics.push(problem.told(path));
            return Vec::new();
        }
    };
    let yaml = Yaml { file: path, text: &text, start: 0 };
    let Outcome { value: BaselineFile { known }, diagnostics: mut problems } = yaml.read();
    let entries = known.unwrap_or_default();
    let mut wanted: HashMap<Key, (usize, usize)> = HashMap::with_capacity(entries.len());
    let mut codes_of: Vec<Option<Key>> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let place = || yaml.place(&[Step::Key("known"), Step::Item(at)]);
        let written = entry.rule.as_deref().unwrap_or_default();
        let Some(code) = Code::named(written) else {
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("there is no rule `{written}`")).at(place());
            let near = Code::nearest(written).map(|near| format!("did you mean `{near}`?"));
            problems.push(diagnostic.help(near.unwrap_or_else(|| "remove this entry".to_owned())));
            codes_of.push(None);
            continue;
        };
        let key = (code.name, entry.file.clone().unwrap_or_default(), entry.finding.clone().unwrap_or_default());
        wanted.entry(key.clone()).or_insert((0, 0)).0 += entry.times.unwrap_or(usize::MAX / 2);
        codes_of.push(Some(key));
    }
    let mut known = Vec::new();
    diagnostics.retain(|diagnostic| {
        if diagnostic.is_error() {
            return true;
        }
        let Some((times, used)) = wanted.get_mut(&key(diagnostic)) else { return true };
        if used >= times {
            return true;
        }
        *used += 1;
        known.push(diagnostic.clone());
        false
    });
    for (at, key) in codes_of.iter().enumerate() {
        let Some(key) = key else { continue };
        let is_late = Code::named(key.0).is_some_and(&late);
        if wanted.get(key).is_some_and(|(_, used)| *used == 0) && !is_late {
            let message = format!("`{}` no longer reports what this entry says", key.0);
            let diagnostic = Diagnostic::new(&codes::UNUSED_BASELINE, message);
            let place = yaml.place(&[Step::Key("known"), Step::Item(at)]);
            problems.push(
                diagnostic.at(place).help("remove it, or write the file again: `bedside check --write-baseline`"),
            );
        }
    }
    diagnostics.extend(problems);
    known
}
