//! `bedside check`: every rule, nothing written.

use clap::Args;

use crate::base::OutputPath;
use crate::diag::{Diagnostic, Outcome, Severity};
use crate::session::{CardInputs, Request, Session};
use crate::world::DiskWorld;

use super::compiled::{self, Sink};
use super::progress::Progress;
use super::project::{ProjectArgs, prefix};
use super::report::{Format, Look, exit_for, make_strict, number_of, report};
use super::summary::Summary;
use super::timings::Stopwatch;
use super::{Exit, Io, Stop};

/// Check every document without writing anything
///
/// Finds broken links, unknown sources, missing picture texts, wrong dates and more, and says for each what to do.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside check\n  bedside check --strict --format github   in a workflow on GitHub"
)]
pub struct CheckArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Treat every warning as an error
    #[arg(long)]
    pub strict: bool,
    /// The shape of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Checks the project and reports: here the report is the result.
///
/// # Errors
/// A [`Stop`] where there is no project.
pub(super) fn run(args: &CheckArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    let watch = Stopwatch::start();
    let Outcome { value: mut summary, mut diagnostics } = check_site(&world, io);
    if args.strict {
        make_strict(&mut diagnostics);
    }
    summary.errors = number_of(Severity::Error, &diagnostics);
    summary.warnings = number_of(Severity::Warning, &diagnostics);
    summary.seconds = watch.seconds();
    let prefix = prefix(world.root(), &io.surroundings.folder);
    let look = Look { colour: io.surroundings.colour_output(), prefix };
    io.print(&report(args.format, &diagnostics, &world, &summary, &look));
    if args.format == Format::Human {
        io.print(&summary.checked());
    }
    Ok(exit_for(&diagnostics))
}

/// Compiles the project, applies every rule and renders every page, so that `check` and `build` find the same. The summary's
/// counts of problems and its time are filled in by [`run`].
fn check_site(world: &DiskWorld, io: &Io<'_>) -> Outcome<Summary> {
    let opened = Session::open(world, &Request::default(), |_| {});
    let Outcome { value: Some(session), mut diagnostics } = opened else {
        return Outcome { value: Summary::default(), diagnostics: opened.diagnostics };
    };
    let progress = Progress::new(io.surroundings.messages_is_terminal, "pages", session.plan.routes.len());
    diagnostics.extend(compiled::render(&session, &progress, &Nowhere));
    Outcome { value: compiled::figures(&session), diagnostics }
}

/// Takes every output and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn keep(&self, _: &OutputPath) -> bool {
        false
    }

    /// Only a picture can be wrong with a card; what its fonts lack is known without drawing it.
    fn keep_card(&self, _: &OutputPath, inputs: &CardInputs) -> bool {
        !inputs.has_picture
    }

    fn write(&self, _: &OutputPath, _: &[u8]) -> Result<(), Vec<Diagnostic>> {
        Ok(())
    }
}
