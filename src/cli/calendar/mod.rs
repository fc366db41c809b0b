//! `bedside calendar`: which observances come, what the practice has for them, and where the gaps are.

mod json;
mod text;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::base::Moment;
use crate::compile::{Request, compile};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Coming, Shown};
use crate::observance::Occurrence;
use crate::render;
use crate::view;

use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, exit_for, number_of, report};
use super::summary::Summary;
use super::visible::count;
use super::{Exit, Io, Stop};

/// How many days are shown where no last day is given.
const DAYS: i64 = 90;

/// The years for which the dates of observances are known.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// Show upcoming health observances, your posts for them, and the gaps
///
/// The list is limited to observances for your specialties (`practice.specialties`) and for subjects that you have
/// written about.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside calendar\n  bedside calendar --from 2027-01-01 --to 2027-12-31\n  \
                  bedside calendar --format ics > planning.ics")]
pub struct CalendarArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// The first day [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day [default: 90 days after the first]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub to: Option<Date>,
    /// Show the observances of all specialties
    #[arg(long)]
    pub all: bool,
    /// Count the days from this date, such as `2026-11-23`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub now: Option<GivenNow>,
    /// The format of the list
    #[arg(long, value_enum, default_value_t = CalendarFormat::Text)]
    pub format: CalendarFormat,
}

/// The shapes of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CalendarFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// For a calendar program
    Ics,
}

/// Prints the upcoming observances.
///
/// # Errors
/// A [`Stop`] if there is no project or the days are not valid.
pub(super) fn run(args: &CalendarArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
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
    let agenda = compiled.site.agenda(span((args.from, args.to), compiled.site.today)?, args.all);
    match args.format {
        CalendarFormat::Text => io.print(&text::text(&agenda)),
        CalendarFormat::Json => io.print(&json::json(&agenda)),
        CalendarFormat::Ics if agenda.items.is_empty() => {
            io.message("No observance falls on these days, so no calendar file was written.\n");
        }
        CalendarFormat::Ics => {
            let entries: Vec<(Occurrence, Coming)> = agenda.items.iter().map(|item| (item.when, item.coming)).collect();
            io.print(&render::calendar(&view::agenda_file(compiled.scene(), &entries)));
        }
    }
    Ok(finish(&opened.diagnostics, io))
}

/// Documents with errors may be missing from the list: whoever reads it should know.
pub(super) fn finish(diagnostics: &[Diagnostic], io: &mut Io<'_>) -> Exit {
    let errors = number_of(Severity::Error, diagnostics);
    if errors > 0 {
        let errors = count(errors, "error");
        io.message(&format!(
            "\nThe project has {errors}, so the list may be incomplete. `bedside check` shows them.\n"
        ));
    }
    exit_for(diagnostics)
}

/// The requested days, by default 90 days from today.
///
/// # Errors
/// A [`Stop`] if they are given wrongly.
pub(super) fn span((from, to): (Option<Date>, Option<Date>), today: Date) -> Result<(Date, Date), Stop> {
    let from = from.unwrap_or(today);
    let later = || from.checked_add(jiff::Span::new().days(DAYS)).unwrap_or(from);
    let to = to.unwrap_or_else(later);
    if to < from {
        let message = format!("`--to {to}` is before the first day, {from}");
        return Err(Stop::usage(message).help("swap the days, or leave `--to` out"));
    }
    if !YEARS.contains(&from.year()) || !YEARS.contains(&to.year()) {
        let message = format!("the dates of observances are known only from {} to {}", YEARS.start(), YEARS.end());
        return Err(Stop::usage(message).help("choose days in these years"));
    }
    Ok((from, to))
}

/// Takes the value of `--from` or `--to`.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    let form = "expected a date such as `2026-11-23`";
    let utc = crate::base::Zone::utc();
    match Moment::parse(text, &utc) {
        Ok(moment) if !moment.timed => Ok(moment.day),
        Err(crate::base::MomentError::Impossible) => Err("this date does not exist".to_owned()),
        _ => Err(form.to_owned()),
    }
}
