//! `bedside init`: a new site from the starter.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::Zone;
use crate::world::{DiskWorld, SETTINGS, World};

use super::answers::{self, Answers};
use super::ask::{Question, ask};
use super::clock::fixed_now;
use super::create::{Interrupted, create_project, end_interrupted, entries, is_being_written, remove_tree};
use super::project::shown;
use super::visible::visible;
use super::{Exit, Io, Stop, starter};

/// How the name of the folder begins in which a new site is written; the process's number follows.
const STAGING: &str = ".bedside-init-";

const DEFAULT_NAME: &str = "My Practice";
const DEFAULT_URL: &str = "https://practice.example";
const DEFAULT_TIMEZONE: &str = "UTC";
const DEFAULT_AUTHOR: &str = "Jane Doe, MD";

/// Start a new site in a new or empty folder
///
/// Asks for the practice's name, the address of the site, the time zone and your name; what you give as a flag is not
/// asked. Everything can be changed later in `bedside.yaml`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside init my-practice\n  bedside init my-practice --yes --name \"Main Street Clinic\" --timezone America/Chicago"
)]
pub(super) struct InitArgs {
    /// The folder to make
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The name of your practice [default: My Practice]
    #[arg(long, value_parser = answers::name)]
    name: Option<String>,
    /// The address your site will have [default: `https://practice.example`]
    #[arg(long, value_parser = answers::url)]
    url: Option<String>,
    /// The time zone of your practice, such as `America/New_York` [default: the computer's, else UTC]
    #[arg(long, value_name = "ZONE", value_parser = answers::timezone)]
    timezone: Option<String>,
    /// Your name as patients see it [default: Jane Doe, MD]
    #[arg(long, value_name = "NAME", value_parser = answers::name)]
    author: Option<String>,
    /// The language you write in
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = answers::language)]
    language: String,
    /// Ask nothing: take the defaults for what no flag says
    #[arg(short, long)]
    yes: bool,
}

/// Writes the new site.
///
/// # Errors
/// A [`Stop`] where the folder is in use, the questions are not answered, or the disk refuses. Nothing is left behind.
pub(super) fn run(args: &InitArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    // Collecting the parts drops a final `/`, which would make a symbolic link look like a folder.
    let folder: PathBuf = io.surroundings.folder.join(&args.folder).components().collect();
    if end_attempts(&folder, &args.folder)? == Interrupted::Whole {
        io.print("An earlier `bedside init` was interrupted at its very end: the site is whole.\n");
        return Ok(Exit::Fine);
    }
    refuse_occupied(&folder, &args.folder)?;
    let answers = collect(args, io)?;
    let files = starter::files(&answers, today(&answers, io)?);
    let staging = format!("{STAGING}{}", std::process::id());
    create_project(&folder, &staging, &starter::EMPTY_FOLDERS, &files).map_err(|(path, error)| {
        Stop::failed(format!("`{}` cannot be written: {error}; nothing was left behind", path.display()))
            .help("check that you may write there and that the disk has room")
    })?;
    if let Err(error) = remove_tree(&folder.join(&staging)) {
        io.message(&format!("note: the site is whole, but `{staging}` in it could not be removed: {error}\n"));
    }
    let shown = shown(&folder, &io.surroundings.folder);
    io.print(&format!("Made a new site in {} ({} files).\n\nNext:\n", visible(&shown), files.len()));
    if shown != "." {
        io.print(&format!("  cd {}\n", shell_word(&shown)));
    }
    io.print("  bedside build\n\nThen open `bedside.yaml` and `content/articles/welcome.md` in your editor.\n");
    Ok(Exit::Fine)
}

/// Ends attempts that were killed. One that is still going on is somebody else's.
fn end_attempts(folder: &Path, written: &Path) -> Result<Interrupted, Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(format!("`{}` holds what an interrupted `bedside init` has left: {error}", written.display()))
            .help("delete the folder, or name a new one")
    };
    let mut ended = Interrupted::Nothing;
    for name in entries(folder).unwrap_or_default() {
        if name.strip_prefix(STAGING).is_none_or(|number| number.parse::<u32>().is_err()) {
            continue;
        }
        if is_being_written(&folder.join(&name)) {
            return Err(Stop::failed(format!("another `bedside init` is writing into `{}`", written.display()))
                .help("wait until it has ended"));
        }
        if end_interrupted(folder, &name, SETTINGS).map_err(failed)? == Interrupted::Whole {
            ended = Interrupted::Whole;
        }
    }
    Ok(ended)
}

fn refuse_occupied(folder: &Path, written: &Path) -> Result<(), Stop> {
    const NAMED: usize = 8;
    let found = entries(folder).map_err(|error| {
        Stop::failed(format!("`{}` cannot become a site: {error}", written.display()))
            .help("name a new folder, or an empty one that is no symbolic link")
    })?;
    if found.is_empty() {
        return Ok(());
    }
    let list = found.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if found.len() > NAMED { format!(" and {} more", found.len() - NAMED) } else { String::new() };
    Err(Stop::usage(format!("`{}` is not empty: it holds {list}{more}; nothing was changed", written.display()))
        .help("name a new folder"))
}

fn collect(args: &InitArgs, io: &mut Io<'_>) -> Result<Answers, Stop> {
    let asking = io.surroundings.can_ask() && !args.yes;
    let zone = io.surroundings.zone.as_deref().and_then(|zone| answers::timezone(zone).ok());
    let zone = zone.unwrap_or_else(|| DEFAULT_TIMEZONE.to_owned());
    let mut answer = |given: &Option<String>, question: Question<'_>| match given {
        Some(given) => Ok(given.clone()),
        None if asking => ask(&question, io),
        None => Ok(question.default.to_owned()),
    };
    Ok(Answers {
        name: answer(&args.name, Question { text: "Practice name", default: DEFAULT_NAME, check: answers::name })?,
        url: answer(&args.url, Question { text: "Site address", default: DEFAULT_URL, check: answers::url })?,
        timezone: answer(&args.timezone, Question { text: "Time zone", default: &zone, check: answers::timezone })?,
        author: answer(&args.author, Question { text: "Your name", default: DEFAULT_AUTHOR, check: answers::name })?,
        language: args.language.clone(),
    })
}

/// Today in the practice's time zone.
fn today(answers: &Answers, io: &Io<'_>) -> Result<Date, Stop> {
    let surroundings = &io.surroundings;
    let zone = Zone::named(&answers.timezone)
        .ok_or_else(|| Stop::usage(format!("there is no time zone `{}`", answers.timezone)))?;
    let now = match fixed_now(None, &zone, surroundings)? {
        Some(fixed) => fixed,
        None => DiskWorld::open(&surroundings.folder, None).map_or(Timestamp::UNIX_EPOCH, |world| world.now()),
    };
    Ok(zone.day(now))
}

/// A path as one word of a shell.
fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if path.chars().all(plain) && !path.starts_with('-') {
        path.to_owned()
    } else {
        format!("'{}'", visible(path).replace('\'', "'\\''"))
    }
}
