//! `bedside check`: every rule, nothing written.

use clap::Args;

use crate::build::dry_run;
use crate::compile::Request;
use crate::diag::{Outcome, make_strict, sort};

use super::project::{ProjectArgs, prefix};
use super::report::{Format, Look, exit_for, report};
use super::source::silent;
use super::source_check;
use super::summary::Summary;
use super::terminal::Terminal;
use super::{Exit, Io, Stop};

/// Check every document without writing anything
///
/// Finds broken links, unknown sources, missing picture texts, wrong dates and more, and says for each what to do.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside check\n  bedside check --strict --format github   in a workflow on GitHub\n  bedside check --sources                  once a month: retractions and corrections"
)]
pub struct CheckArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Treat every warning as an error
    #[arg(long)]
    pub strict: bool,
    /// Also ask PubMed and Crossref whether a cited work was retracted or corrected; needs the network
    #[arg(long)]
    pub sources: bool,
    /// Another place of PubMed and Crossref, for tests
    #[arg(long, hide = true, value_name = "URL")]
    pub services: Option<String>,
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
    let terminal = Terminal::new(io.surroundings.messages_is_terminal);
    let Outcome { value: checked, mut diagnostics } = dry_run(&world, &Request::default(), &terminal);
    let asked = match args.sources {
        true => Some(source_check::ask(&world, args.services.as_deref()).map_err(silent)?),
        false => None,
    };
    if let Some(asked) = &asked {
        diagnostics.extend(asked.diagnostics.iter().cloned());
        sort(&mut diagnostics);
    }
    if args.strict {
        make_strict(&mut diagnostics);
    }
    let summary = Summary::new(checked, &diagnostics, terminal.into_stopwatch().seconds());
    let prefix = prefix(world.root(), &io.surroundings.folder);
    let look = Look { infos: true, colour: io.surroundings.colour_output(), prefix };
    io.print(&report(args.format, &diagnostics, &world, &summary, &look));
    if args.format == Format::Human {
        io.print(&summary.checked());
        if let Some(asked) = asked {
            let known = asked.known;
            io.print(&format!(
                "Asked PubMed and Crossref about {known} works; {} are known to neither.\n",
                asked.unknown
            ));
        }
    }
    Ok(exit_for(&diagnostics))
}
