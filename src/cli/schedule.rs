//! `bedside schedule`: what publishes due posts without a person.
#![expect(clippy::disallowed_methods, reason = "sets up timers of the system, by its own programs")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, Subcommand, ValueEnum};

use crate::base::VPath;
use crate::deploy::{Schedule, Scheduler, Subject, install};
use crate::output::Private;
use crate::system::Folder;
use crate::write::{Store, put};

use super::deploy::{choose, settings};
use super::project::{ProjectArgs, shown};
use super::{Exit, Io, Stop};

/// Publish posts automatically when they are due
///
/// Sets up, or prints, what runs `bedside deploy --if-due` every few minutes: a timer on this computer, or a file for
/// the service that hosts your repository.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside schedule install           set a timer on this computer\n  bedside schedule print github      show the file for GitHub"
)]
pub(super) struct ScheduleArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Set up the timer
    Install(ChoiceArgs),
    /// Print what `install` would set up
    Print(ChoiceArgs),
}

#[derive(Args, Debug)]
struct ChoiceArgs {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// What runs it [default: this computer's own timer]
    #[arg(value_enum)]
    by: Option<By>,
    /// The name of the target in `bedside.yaml`; optional if there is only one
    #[arg(short, long, value_name = "TARGET")]
    target: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// A user timer on Linux
    Systemd,
    /// cron
    Cron,
    /// macOS
    Launchd,
    /// The Windows Task Scheduler
    Windows,
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
    /// Codeberg's Woodpecker CI
    Codeberg,
}

impl By {
    fn of_this_system() -> Self {
        if cfg!(target_os = "macos") {
            Self::Launchd
        } else if cfg!(windows) {
            Self::Windows
        } else {
            Self::Systemd
        }
    }

    fn scheduler(self) -> Scheduler {
        match self {
            Self::Systemd => Scheduler::Systemd,
            Self::Cron => Scheduler::Cron,
            Self::Launchd => Scheduler::Launchd,
            Self::Windows => Scheduler::Windows,
            Self::Github => Scheduler::Github,
            Self::Gitlab => Scheduler::Gitlab,
            Self::Codeberg => Scheduler::Codeberg,
        }
    }
}

/// Sets the schedule up, or prints it.
///
/// # Errors
/// A [`Stop`] if there is no project or target, or the system does not accept the timer.
pub(super) fn run(args: &ScheduleArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let (What::Install(choice) | What::Print(choice)) = &args.what;
    let world = choice.project.open(None, &io.surroundings)?;
    let Some(config) = settings(&world, io)? else { return Ok(Exit::Errors) };
    let target = choose(&config, choice.target.as_deref())?;
    let project = std::path::absolute(world.root()).unwrap_or_else(|_| world.root().to_owned());
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("bedside"));
    let home =
        io.surroundings.home.clone().ok_or_else(|| Stop::failed("your home folder is not known").help("set `HOME`"))?;
    let subject = Subject { project: &project, program: &program, home: &home, target: &target.name };
    let schedule = install(choice.by.unwrap_or_else(By::of_this_system).scheduler(), subject);
    match &args.what {
        What::Print(_) => io.print(&printed(&schedule)),
        What::Install(_) => set_up(&schedule, &project, io)?,
    }
    for note in &schedule.notes {
        io.message(&format!("note: {note}\n"));
    }
    Ok(Exit::Fine)
}

fn printed(schedule: &Schedule) -> String {
    let several = schedule.files.len() > 1;
    let files = schedule
        .files
        .iter()
        .map(|(file, text)| if several { format!("# {}\n{text}\n", file.display()) } else { text.clone() });
    files.collect()
}

/// Writes a file of a schedule, whole or not at all. What has its name already is left alone, unless it has this very text.
fn write_new(file: &Path, project: &Path, text: &str) -> std::io::Result<()> {
    let written = match (file.strip_prefix(".bedside"), file.parent().zip(file.file_name())) {
        (Ok(own), _) => return Private::of(project).write(&own.to_string_lossy(), text.as_bytes()),
        // What lies in the project may be someone else's, so no link is followed there.
        _ if file.is_relative() => Store::of(project).create(&VPath::new(&file.to_string_lossy()), text.as_bytes()),
        (_, Some((folder, name))) => {
            std::fs::create_dir_all(folder)?;
            put(&Folder::open(folder)?, name, text.as_bytes())
        }
        (_, None) => Err(ErrorKind::InvalidFilename.into()),
    };
    let place = project.join(file);
    let is_same = || {
        let is_file = std::fs::symlink_metadata(&place).is_ok_and(|found| found.is_file());
        is_file && std::fs::read_to_string(&place).is_ok_and(|old| old == text)
    };
    written.or_else(|error| if error.kind() == ErrorKind::AlreadyExists && is_same() { Ok(()) } else { Err(error) })
}

fn set_up(schedule: &Schedule, project: &Path, io: &mut Io<'_>) -> Result<(), Stop> {
    for (file, text) in &schedule.files {
        let place = project.join(file);
        write_new(file, project, text).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                Stop::failed(format!("`{}` exists already with other content", place.display()))
                    .help("look at it, and delete it or write it again from `bedside schedule print`")
            }
            _ => Stop::failed(format!("`{}` cannot be written: {error}", place.display())),
        })?;
        io.print(&format!("Wrote {}\n", shown(&place, &io.surroundings.folder)));
    }
    for command in &schedule.commands {
        let [program, arguments @ ..] = command.as_slice() else { continue };
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
        let failed = match output {
            Ok(output) if output.status.success() => continue,
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        return Err(Stop::failed(format!("`{}` did not work: {failed}", command.join(" ")))
            .help("run it yourself, or choose another timer, such as `bedside schedule print cron`"));
    }
    Ok(())
}
