//! Diagnostics as text, in five shapes.
//!
//! In: diagnostics, the world whose files they are about, a summary. Out: text to print. Invariants: every file is read
//! once; a file that cannot be read costs its line and column, never the message; whatever a file or a message
//! contains, a terminal shows it and does not obey it.

mod excerpt;
mod github;
mod human;
mod json;
mod sarif;
mod short;
mod sources;

use std::collections::BTreeMap;

use clap::ValueEnum;

use crate::diag::{Diagnostic, Severity};
use crate::world::World;

use super::Exit;
use super::summary::Summary;
use super::visible::count;
use sources::{Sources, Texts};

pub(super) use human::message_text;
pub(super) use json::{schema as report_schema, to_text};

/// The shape of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// With the lines of your text, for reading
    Human,
    /// One line for each problem, for editors
    Short,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// For GitHub Actions
    Github,
}

/// So many diagnostics are written at once, and those that follow in the same file.
const AT_ONCE: usize = 2000;

/// How a report is dressed.
#[derive(Clone, Debug)]
pub struct Look {
    /// Whether infos are among what is for people to read; programs get all of them.
    pub infos: bool,
    /// As many warnings and suggestions of each rule are shown to people; errors are all shown, and programs get everything.
    pub most: usize,
    /// Whether colors may be used (only [`ReportFormat::Human`] does).
    pub colour: bool,
    /// Stands before each file so that it opens from the working folder, such as `site/`; often empty.
    pub prefix: String,
}

impl Default for Look {
    /// A few findings of each rule: a build is not a to-do list.
    fn default() -> Self {
        Self { infos: false, most: 20, colour: false, prefix: String::new() }
    }
}

/// A report as text, ending in a line end; empty if the shape has nothing to say.
#[must_use]
pub fn report(
    format: ReportFormat,
    diagnostics: &[Diagnostic],
    world: &dyn World,
    summary: &Summary,
    look: &Look,
) -> String {
    if format == ReportFormat::Human {
        return for_people(diagnostics, world, look);
    }
    let texts = Texts::read(world, diagnostics);
    let sources = Sources::new(&texts, &look.prefix);
    match format {
        ReportFormat::Human => String::new(),
        ReportFormat::Short => short::short(diagnostics, &sources),
        ReportFormat::Json => json::json(diagnostics, &sources, summary),
        ReportFormat::Sarif => sarif::sarif(diagnostics, &sources),
        ReportFormat::Github => github::github(diagnostics, &sources),
    }
}

/// The report for people. An old blog may have a hundred thousand findings in ten thousand files: the first of each rule are
/// shown, and only some files at a time are in memory; the findings of one file are not parted.
fn for_people(diagnostics: &[Diagnostic], world: &dyn World, look: &Look) -> String {
    let for_people = |one: &&Diagnostic| look.infos || one.severity != Severity::Info;
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let shown: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(for_people)
        .filter(|one| {
            let number = numbers.entry(one.code.name).or_default();
            *number += usize::from(!one.is_error());
            one.is_error() || *number <= look.most
        })
        .collect();
    let mut text = String::new();
    let file = |one: &Diagnostic| one.place.as_ref().map(|place| place.file.clone());
    let mut rest = &shown[..];
    while !rest.is_empty() {
        let mut end = rest.len().min(AT_ONCE);
        while end < rest.len() && file(rest[end]) == file(rest[end - 1]) {
            end += 1;
        }
        let (part, behind) = rest.split_at(end);
        let texts = Texts::read(world, part.iter().copied());
        text.push_str(&human::all(part, &Sources::new(&texts, &look.prefix), look.colour));
        rest = behind;
    }
    for (rule, number) in numbers.into_iter().filter(|(_, number)| *number > look.most) {
        let more = human::more(rule, number - look.most, look.colour);
        text.push_str(&more);
    }
    text.push_str(&human::counted(&diagnostics.iter().filter(for_people)));
    text
}

/// How many diagnostics have this severity.
#[must_use]
pub fn number_of<'d>(severity: Severity, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> usize {
    diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// The exit that these diagnostics call for.
#[must_use]
pub fn exit_for(diagnostics: &[Diagnostic]) -> Exit {
    if diagnostics.iter().any(Diagnostic::is_error) { Exit::Errors } else { Exit::Fine }
}

/// `2 errors, 1 warning`; what there is none of is left out.
pub(super) fn tally(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}
