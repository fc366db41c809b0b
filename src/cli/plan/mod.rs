//! `bedside plan`: the work of the coming weeks.

mod ics;
mod json;
mod text;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::compile::{Request, compile};
use crate::model::Shown;

use super::calendar::{finish, parse_day, span};
use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, exit_for, report};
use super::summary::Summary;
use super::{Exit, Io, Stop};

/// Show the coming weeks: posts, events, reviews due, expiry dates, observances, and weeks without a post
///
/// Drafts and scheduled posts are shown on their dates. Observances are ranked by how much you have written about their
/// conditions and topics.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside plan\n  bedside plan --to 2027-06-30\n  bedside plan --format ics > plan.ics"
)]
pub(super) struct PlanArgs {
    /// Where the project is
    #[command(flatten)]
    pub(super) project: ProjectArgs,
    /// The first day [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(super) from: Option<Date>,
    /// The last day [default: 90 days after the first]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(super) to: Option<Date>,
    /// Count the days from this date, such as `2026-11-23`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub(super) now: Option<GivenNow>,
    /// The format of the plan
    #[arg(long, value_enum, default_value_t = PlanFormat::Text)]
    pub(super) format: PlanFormat,
}

/// The shapes of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// For a calendar program
    Ics,
}

/// Prints the plan.
///
/// # Errors
/// A [`Stop`] if there is no project or the days are not valid.
pub(super) fn run(args: &PlanArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let shown = Shown { drafts: true, future: true, expired: false };
    let opened = compile(&world, &Request { shown, ..Request::default() });
    let Some(compiled) = opened.value else {
        let look = Look {
            colour: io.surroundings.colour_messages(),
            prefix: prefix(world.root(), &io.surroundings.folder),
            ..Look::default()
        };
        io.message(&report(ReportFormat::Human, &opened.diagnostics, &world, &Summary::default(), &look));
        return Ok(exit_for(&opened.diagnostics));
    };
    let site = &compiled.site;
    let days = span((args.from, args.to), site.today)?;
    let weeks = site.weeks(days);
    match args.format {
        PlanFormat::Text => io.print(&text::text(site, &weeks, days)),
        PlanFormat::Json => io.print(&json::json(site, &weeks, days)),
        PlanFormat::Ics => match ics::ics(site, &weeks) {
            Some(file) => io.print(&file),
            None => io.message("Nothing is planned for these days, so no calendar file was written.\n"),
        },
    }
    Ok(finish(&opened.diagnostics, io))
}
