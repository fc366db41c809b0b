//! `bedside check`: every rule, nothing written unless asked.

mod baseline;
mod choice;
mod fix;

use clap::Args;

use crate::build::dry_run;
use crate::compile::{Request, compile};
use crate::diag::{Diagnostic, Outcome, make_strict, sort};
use crate::external::{self, AnswerCache, IdentifierServices, Manners, Online};
use crate::world::DiskWorld;

use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, exit_for, report};
use super::source::silent;
use super::source_check;
use super::summary::Summary;
use super::terminal::Terminal;
use super::{Exit, Io, Stop};
use choice::{Choice, Named};

/// As many warnings and as many suggestions of each rule are shown; `--rule` shows them all.
const MOST: usize = 100;

/// Check every document without writing anything
///
/// Finds patient details, promises, difficult words, broken links, unknown sources, missing picture descriptions, wrong
/// dates and more, and says how to fix each of them.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside check\n  bedside check --family phi --document flu-shots\n  bedside check --write-baseline           from now on, report only new findings\n  bedside check --strict --format github   in a GitHub workflow\n  bedside check --sources                  once a month: retractions and corrections"
)]
pub struct CheckArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Report only findings of this family, such as `phi` or `plain`; may be repeated
    #[arg(long, value_name = "FAMILY")]
    pub family: Vec<String>,
    /// Report only findings of this rule, such as `link/broken`; may be repeated
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Report only findings in this document or folder; may be repeated
    #[arg(long, value_name = "DOCUMENT")]
    pub document: Vec<String>,
    /// Treat every warning as an error
    #[arg(long)]
    pub strict: bool,
    /// Write the current warnings and suggestions to `baseline.yaml`, so that later checks report only new ones
    #[arg(long, conflicts_with_all = ["family", "rule", "document", "fix"])]
    pub write_baseline: bool,
    /// Fix what has only one right answer, such as the level of a heading; shows the changes first
    #[arg(long, conflicts_with = "format")]
    pub fix: bool,
    /// Do not ask before fixing
    #[arg(long, requires = "fix")]
    pub yes: bool,
    /// Also check links, DOIs and PMIDs on other hosts: politely, each once, and keep the answers for a week
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub external: bool,
    /// Also ask PubMed and Crossref whether a cited work was retracted or corrected; needs the network
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub sources: bool,
    /// Another place of PubMed and Crossref, for tests
    #[arg(long, hide = true, value_name = "URL")]
    pub services: Option<String>,
    /// Check as if it were this date, such as `2026-11-23` or `2026-11-23 07:00`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub now: Option<GivenNow>,
    /// Leave out the share cards, as `build --no-cards` does
    #[arg(long)]
    pub no_cards: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
}

/// Checks the project and reports: here the report is the result.
///
/// # Errors
/// A [`Stop`] if there is no project, or something named does not exist.
pub(super) fn run(args: &CheckArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let prefix = prefix(world.root(), &io.surroundings.folder);
    let named = Named { names: &args.document, prefix: &prefix };
    let choice = Choice::of(&args.family, &args.rule, &world, &named)?;
    let terminal = Terminal::new(io.surroundings.messages_is_terminal);
    let program = io.surroundings.program.as_deref();
    let request = Request { no_cards: args.no_cards, ..Request::default() };
    let Outcome { value: mut checked, mut diagnostics } = dry_run(&world, &request, program, &terminal);
    if args.write_baseline {
        diagnostics.append(&mut checked.known);
        baseline::write(&diagnostics, &world, io)?;
        diagnostics.retain(Diagnostic::is_error);
        return Ok(exit_for(&diagnostics));
    }
    if args.external {
        diagnostics.extend(look_elsewhere(&world));
    }
    let asked =
        if args.sources { Some(source_check::ask(&world, args.services.as_deref()).map_err(silent)?) } else { None };
    diagnostics.extend(asked.iter().flat_map(|asked| asked.diagnostics.iter().cloned()));
    sort(&mut diagnostics);
    diagnostics.retain(|diagnostic| choice.holds(diagnostic));
    if args.fix {
        return fix::fix(&diagnostics, &world, args.yes, io);
    }
    if args.strict {
        make_strict(&mut diagnostics);
    }
    let mut summary = Summary::new(checked, &diagnostics, terminal.into_stopwatch().seconds());
    summary.is_partial = choice.is_partial();
    let most = if summary.is_partial { usize::MAX } else { MOST };
    let look = Look { infos: true, most, colour: io.surroundings.colour_output(), prefix };
    io.print(&report(args.format, &diagnostics, &world, &summary, &look));
    if args.format == ReportFormat::Human {
        io.print(&summary.checked());
        if let Some(asked) = asked {
            let known = asked.known;
            io.print(&format!("Asked PubMed and Crossref about {known} works; {} are in neither.\n", asked.unknown));
        }
    }
    Ok(exit_for(&diagnostics))
}

/// What the project's pages lead to elsewhere. What the settings and waivers say of these findings holds here too.
fn look_elsewhere(world: &DiskWorld) -> Vec<Diagnostic> {
    let Some(compiled) = compile(world, &Request { no_cards: true, ..Request::default() }).value else {
        return Vec::new();
    };
    let mut memory = AnswerCache::of(world.root());
    let services = IdentifierServices::default();
    let mut found = external::check(&compiled.site, &Online::new(), &services, Manners::default(), &mut memory);
    memory.write(world.root());
    compiled.accept(&mut found);
    found
}
