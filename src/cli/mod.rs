//! The command line: arguments in, an exit code out.
//!
//! In: arguments and an [`Io`]: three streams and what is known of the terminal. Out: an [`Exit`]. Invariants: one
//! command, one file; results go to the output, messages to the messages; text that came from files or names is shown
//! with its control characters escaped; a reader that went away (`bedside explain | head`) is no failure.

mod answers;
mod archetype;
mod ask;
mod beside;
pub mod build;
pub mod calendar;
pub mod check;
mod clock;
mod commemoration;
mod completion;
mod create;
mod deploy;
mod doctor;
mod explain;
mod first;
mod init;
mod io;
mod keys;
mod kit;
mod man;
mod new;
mod newsletter;
mod plan;
pub mod progress;
mod project;
mod reply;
pub mod report;
mod review;
mod schedule;
mod schema;
mod serve;
mod source;
mod source_check;
mod starter;
mod status;
mod stop;
pub mod summary;
mod terminal;
mod theme;
pub mod timings;
mod visible;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use io::{Io, Surroundings};
pub use stop::Stop;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Fine,
    /// The content or the output has errors: 1.
    Errors,
    /// The command was used wrongly: 2.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Errors => 1,
            Exit::Usage => 2,
        })
    }
}

/// Turns a medical practice's folder of Markdown into a fast, private, accessible website.
#[derive(Debug, Parser)]
#[command(
    name = "bedside",
    bin_name = "bedside",
    version,
    disable_help_subcommand = true,
    after_help = "Start with:\n  bedside init my-practice\n  cd my-practice\n  bedside write\n\nWithout a command, `bedside` opens the desk of the site, or starts a new site."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    New(new::NewArgs),
    Build(build::BuildArgs),
    Write(write::WriteArgs),
    Serve(serve::ServeArgs),
    Check(check::CheckArgs),
    Review(review::ReviewArgs),
    Source(source::SourceArgs),
    Reply(reply::ReplyArgs),
    Calendar(calendar::CalendarArgs),
    Plan(plan::PlanArgs),
    Kit(kit::KitArgs),
    Newsletter(newsletter::NewsletterArgs),
    Deploy(deploy::DeployArgs),
    Status(status::StatusArgs),
    Schedule(schedule::ScheduleArgs),
    Doctor(doctor::DoctorArgs),
    Theme(theme::ThemeArgs),
    Explain(explain::ExplainArgs),
    Schema(schema::SchemaArgs),
    Completion(completion::CompletionArgs),
    #[command(hide = true)]
    Man(man::ManArgs),
}

/// Runs the program with the terminal of this process.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    if let Some(answer) = crate::deploy::askpass() {
        let _ = std::io::Write::write_all(&mut std::io::stdout(), format!("{answer}\n").as_bytes()); // `ssh` asks, and waits
        return ExitCode::SUCCESS;
    }
    let mut input = std::io::stdin().lock();
    // Not locked: the progress bar draws on the same stream from other threads.
    let (mut output, mut messages) = (std::io::stdout(), std::io::stderr());
    crate::system::keep_running_at_size_limit();
    let mut io = Io::new(&mut input, &mut output, &mut messages, Surroundings::of_this_process());
    run_with(args, &mut io).into()
}

/// Runs the program with the given streams. The first argument is the program's name.
pub fn run_with(args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Exit {
    let exit = match Cli::try_parse_from(args) {
        Ok(cli) => {
            let done = match &cli.command {
                Some(command) => dispatch(command, io),
                None => first::run(&Cli::command().render_help().to_string(), io),
            };
            done.unwrap_or_else(|stop| {
                io.message(&stop.text(io.surroundings.colour_messages()));
                if cli.command.is_none() {
                    keep_window(io);
                }
                stop.exit
            })
        }
        Err(answer) => print_clap(&answer, io),
    };
    match io.lost() {
        Some(reason) => {
            let reason = format!("the output could not be printed: {reason}");
            io.message(&Stop::failed(reason).text(io.surroundings.colour_messages()));
            Exit::Errors
        }
        None => exit,
    }
}

/// A window that was opened by a double click closes with the program: it stays until its message is read.
fn keep_window(io: &mut Io<'_>) {
    if io.surroundings.is_clicked {
        io.message("Press Enter to close this window.\n");
        let _ = io.input.read_line(&mut String::new()); // whatever comes, the window closes
    }
}

fn dispatch(command: &Command, io: &mut Io<'_>) -> Result<Exit, Stop> {
    match command {
        Command::Init(args) => init::run(args, io),
        Command::New(args) => new::run(args, io),
        Command::Build(args) => build::run(args, io),
        Command::Write(args) => write::run(args, io),
        Command::Serve(args) => serve::run(args, io),
        Command::Check(args) => check::run(args, io),
        Command::Review(args) => review::run(args, io),
        Command::Source(args) => source::run(args, io),
        Command::Reply(args) => reply::run(args, io),
        Command::Calendar(args) => calendar::run(args, io),
        Command::Plan(args) => plan::run(args, io),
        Command::Kit(args) => kit::run(args, io),
        Command::Newsletter(args) => newsletter::run(args, io),
        Command::Deploy(args) => deploy::run(args, io),
        Command::Status(args) => status::run(args, io),
        Command::Schedule(args) => schedule::run(args, io),
        Command::Doctor(args) => doctor::run(args, io),
        Command::Theme(args) => theme::run(args, io),
        Command::Explain(args) => explain::run(args, io),
        Command::Schema(args) => Ok(schema::run(args, io)),
        Command::Completion(args) => Ok(completion::run(args, &mut Cli::command(), io)),
        Command::Man(args) => man::run(args, Cli::command(), io),
    }
}

/// What `clap` has to say: help and version are results, wrong usage is a message.
fn print_clap(answer: &clap::Error, io: &mut Io<'_>) -> Exit {
    let text = |colour: bool| {
        let styled = answer.render();
        if colour { styled.ansi().to_string() } else { styled.to_string() }
    };
    if answer.use_stderr() {
        io.message(&text(io.surroundings.colour_messages()));
        Exit::Usage
    } else {
        io.print(&text(io.surroundings.colour_output()));
        Exit::Fine
    }
}
