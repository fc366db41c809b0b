//! `bedside newsletter`: a letter to readers on what a month brought.

use clap::Args;
use jiff::civil::Date;

use crate::base::OutputPath;
use crate::compile::Compiled;
use crate::diag::Diagnostic;
use crate::kit::{Kit, choose};
use crate::model::DocumentId;
use crate::newsletter::{Letter, MOST_BYTES, Problem, Wishes, letters};
use crate::output::{Product, Stage};
use crate::social::Channels;

use super::beside::{Beside, BesideArgs, tell};
use super::report::exit_for;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// Write a newsletter: what is new in a month, and what is coming up
///
/// Makes a page for mail programs, the same content as plain text, and a draft message with both, in a folder for the
/// month in `newsletter`, separate from the website. Your mailing service replaces the values of
/// `newsletter.unsubscribe` and `newsletter.view_online` in `bedside.yaml` with its own links.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside newsletter --month 2026-11\n  bedside newsletter --month 2026-11 --intro \"The flu is here. Two minutes on the shot.\" flu-shots saturday-clinic"
)]
pub(super) struct NewsletterArgs {
    /// Where to work
    #[command(flatten)]
    pub(super) beside: BesideArgs,
    /// The month, such as `2026-11`
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    pub(super) month: Date,
    /// Your own opening text, instead of the greeting
    #[arg(long, value_name = "TEXT")]
    pub(super) intro: Option<String>,
    /// Documents in the order you want, by file, address or last part of the address [default: all of the month]
    #[arg(value_name = "DOCUMENT")]
    pub(super) documents: Vec<String>,
}

fn parse_month(text: &str) -> Result<Date, String> {
    let is_month = text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == (at == 4));
    let day = if is_month { format!("{text}-01").parse().ok() } else { None };
    day.ok_or_else(|| "expected a year and a month, such as `2026-11`".to_owned())
}

/// Writes the letters and says where they are.
///
/// # Errors
/// A [`Stop`] if there is no project, or nothing to report.
pub(super) fn run(args: &NewsletterArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let beside = Beside { args: &args.beside, product: Product::Newsletter, name: "newsletter" };
    let world = beside.world(io)?;
    let mut diagnostics = Vec::new();
    let Some(compiled) = beside.compiled(&world, &mut diagnostics, io) else { return Ok(Exit::Errors) };
    let chosen = chosen(&compiled, &args.documents)?;
    let wishes = Wishes { intro: args.intro.as_deref().filter(|text| !text.trim().is_empty()), documents: &chosen };
    let letters = match made(&compiled, args.month, wishes) {
        Ok(letters) => letters?,
        Err(problems) => {
            diagnostics.extend(problems);
            tell(&world, &diagnostics, io);
            return Ok(Exit::Errors);
        }
    };
    let month = args.month.strftime("%Y-%m").to_string();
    let published = beside.publish(&compiled, world.root(), io, |stage| write(stage, &letters, &month));
    let is_written = published.is_ok();
    diagnostics.extend(published.map_or_else(|problems| problems, |report| report.diagnostics));
    tell(&world, &diagnostics, io);
    if is_written {
        let place = format!("{}/{month}/", beside.place(world.root(), io));
        io.print(&summary(&letters, &compiled, &place));
    }
    Ok(exit_for(&diagnostics))
}

/// The documents that the editor named; a [`Stop`] if one is not there, or may not be sent around.
fn chosen(compiled: &Compiled<'_>, names: &[String]) -> Result<Vec<DocumentId>, Stop> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let channels = Channels::shared();
    let choice = choose(Kit { compiled, channels }, names);
    if let Some((name, nearest)) = choice.unknown.first() {
        let stop = Stop::usage(format!("there is no document `{}`", visible(name)));
        return Err(stop.helps(nearest.clone()).help("name it by its file, such as `content/articles/flu.md`"));
    }
    if let Some((file, reason)) = choice.left_out.first() {
        return Err(
            Stop::failed(format!("`{}` cannot be in the newsletter: {reason}", visible(file))).help("leave it out")
        );
    }
    let is_public = |id: &DocumentId| compiled.site.document(*id).state.is_public();
    if let Some(id) = choice.documents.iter().find(|id| !is_public(id)) {
        let file = &compiled.site.document(*id).parsed.source.path;
        let stop = Stop::failed(format!("`{file}` is not public yet, so nobody could open it"));
        return Err(stop.help("leave it out, or write the newsletter once it is online"));
    }
    Ok(choice.documents)
}

/// The letters; a [`Stop`] if there are none, diagnostics where templates failed.
fn made(
    compiled: &Compiled<'_>,
    month: Date,
    wishes: Wishes<'_>,
) -> Result<Result<Vec<Letter>, Stop>, Vec<Diagnostic>> {
    let channels = Channels::shared();
    let Some(channel) = channels.named("newsletter") else { return Ok(Ok(Vec::new())) };
    match letters(compiled, channel, month, wishes) {
        Ok(letters) if letters.is_empty() => {
            let stop = Stop::failed(format!("there is nothing to report for {}", month.strftime("%Y-%m")));
            let help = "a newsletter contains what went public in the month, and upcoming events";
            Ok(Err(stop.help(help).help("to prepare one ahead, add `--now` with a date in the month")))
        }
        Ok(letters) => Ok(Ok(letters)),
        Err(Problem::Templates(problems)) => Err(problems),
        Err(Problem::TooLong(bytes)) => {
            let message = format!("the newsletter has {bytes} bytes even with one entry; the limit is {MOST_BYTES}");
            let stop = Stop::failed(message);
            Ok(Err(stop.help("shorten your copy of the template `newsletter.html`, or the entry's summary")))
        }
    }
}

/// Writes the month's folder; those of other months stay.
fn write(stage: &Stage, letters: &[Letter], month: &str) -> Result<(), Vec<Diagnostic>> {
    for letter in letters {
        let below = below(letter);
        for (ending, text) in [("html", &letter.html), ("txt", &letter.text), ("eml", &letter.eml)] {
            let path = OutputPath::new(&format!("{month}/{below}newsletter.{ending}"));
            stage.write(&path, text.as_bytes())?;
        }
    }
    stage.keep_all(|path| !path.starts_with(&format!("{month}/")));
    Ok(())
}

fn summary(letters: &[Letter], compiled: &Compiled<'_>, place: &str) -> String {
    let mut lines: Vec<String> = letters.iter().flat_map(|letter| told(letter, place)).collect();
    let practice = &compiled.site.config.practice;
    if practice.address.lines().is_empty() {
        let way_out = "add `practice.address` to `bedside.yaml`. A bulk email must include a postal address.";
        lines.push(format!("Before you send it: {way_out}"));
    }
    if practice.email.is_none() {
        lines.push("The draft has no reply address: add `practice.email` to `bedside.yaml`.".to_owned());
    }
    lines.join("\n") + "\n"
}

fn told(letter: &Letter, place: &str) -> Vec<String> {
    let subject = visible(&letter.subject);
    let entries = if letter.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", letter.entries) };
    let kilobytes = letter.html.len().div_ceil(1000);
    let mut lines = vec![format!("Wrote \"{subject}\" with {entries}, {kilobytes} kB -> {place}{}", below(letter))];
    if letter.left_out > 0 {
        let left_out = count(letter.left_out, "document");
        lines.push(format!("Left out {left_out} to keep the newsletter short; it links to the site for them."));
    }
    lines
}

/// The folder of a letter's language within that of the month.
fn below(letter: &Letter) -> String {
    letter.language.as_ref().map_or(String::new(), |language| format!("{language}/"))
}
