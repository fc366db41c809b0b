//! `bedside init`: a new site from the starter.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::Zone;
use crate::world::{DiskWorld, SETTINGS, World};

use super::answers::{self, Answers, Place};
use super::ask::{Question, ask};
use super::clock::fixed_now;
use super::create::{Interrupted, create_project, end_interrupted, entries, is_being_written, remove_tree};
use super::project::shown;
use super::visible::visible;
use super::{Exit, Io, Stop, Surroundings, starter};

/// How the name of the folder begins in which a new site is written; the process's number follows.
const STAGING: &str = ".bedside-init-";

/// What to do with a new site.
const NEXT: &str = "  bedside serve\n\n\
    opens the desk in your browser, where you view and write your pages; `bedside build` writes the finished site.\n\
    Set the telephone number, hours, address and picture in `bedside.yaml`. The drafts in `content/pages/` are forms to fill in.\n";

/// The practice of those who do not say its name.
pub(super) const DEFAULT_NAME: &str = "My Practice";
/// The address of a site that has none yet.
pub(super) const DEFAULT_URL: &str = "https://practice.example";
const DEFAULT_TIMEZONE: &str = "UTC";
/// The author of those who do not say their name.
pub(super) const DEFAULT_AUTHOR: &str = "Jane Doe, MD";

/// What patients look for first; both may be said later.
pub(super) const PHONE: Question<'static> = Question {
    text: "Telephone of the practice, such as (555) 555-0100 (optional)",
    default: "",
    check: answers::phone,
};
pub(super) const HOURS: Question<'static> = Question {
    text: "Office hours, such as Monday to Friday, 8:00 to 17:00 (optional)",
    default: "",
    check: answers::hours,
};

/// Start a new site in a new or empty folder
///
/// Asks for the practice's name, the address of the site, the time zone, your name, the telephone number and the hours,
/// except for what you give as a flag. You can change everything later in `bedside.yaml`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside init my-practice\n  bedside init my-practice --yes --name \"Main Street Clinic\" --timezone America/Chicago"
)]
pub(super) struct InitArgs {
    /// The folder to create
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The name of your practice [default: My Practice]
    #[arg(long, value_parser = answers::name)]
    name: Option<String>,
    /// The address your site will have [default: `https://practice.example`]
    #[arg(long, value_parser = answers::url)]
    url: Option<String>,
    /// The time zone of your practice, such as `America/New_York` [default: the computer's, or UTC]
    #[arg(long, value_name = "ZONE", value_parser = answers::timezone)]
    timezone: Option<String>,
    /// Your name as patients see it [default: Jane Doe, MD]
    #[arg(long, value_name = "NAME", value_parser = answers::name)]
    author: Option<String>,
    /// The town of your practice, such as `Springfield, MN`
    #[arg(long, value_name = "TOWN", value_parser = answers::place)]
    place: Option<Place>,
    /// The telephone number of your practice, such as `(555) 555-0100`
    #[arg(long, value_parser = answers::phone)]
    phone: Option<String>,
    /// Your office hours, such as `Monday to Friday, 8:00 to 17:00`; `;` starts a new line
    #[arg(long, value_parser = answers::hours)]
    hours: Option<String>,
    /// The color of your practice, such as `#0b6e69` [default: the theme's]
    #[arg(long, value_parser = answers::color)]
    color: Option<String>,
    /// A specialty of your practice, such as `pediatrics`; may be repeated
    #[arg(long = "specialty", value_name = "SPECIALTY", value_parser = answers::specialty)]
    specialties: Vec<String>,
    /// The language you write in
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = answers::language)]
    language: String,
    /// Ask no questions: use the default for everything that is not a flag
    #[arg(short, long)]
    yes: bool,
}

/// Writes the new site.
///
/// # Errors
/// A [`Stop`] if the folder is in use, the questions are not answered, or the disk refuses. Nothing is left behind.
pub(super) fn run(args: &InitArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let folder = place_of(&args.folder, &io.surroundings);
    if end_attempts(&folder, &args.folder)? == Interrupted::Whole {
        io.print("An earlier `bedside init` was interrupted at the very end: the site is complete.\n");
        return Ok(Exit::Fine);
    }
    refuse_occupied(&folder, &args.folder)?;
    let answers = collect(args, io)?;
    let written = write(&folder, &answers, &io.surroundings)?;
    if let Some(left) = written.left {
        io.message(&format!("note: {left}\n"));
    }
    let shown = shown(&folder, &io.surroundings.folder);
    io.print(&format!("Created a new site in {} ({} files).\n\nNext:\n", visible(&shown), written.files));
    if shown != "." {
        io.print(&format!("  cd {}\n", shell_word(&shown)));
    }
    io.print(NEXT);
    Ok(Exit::Fine)
}

/// The folder that a person means. Collecting the parts drops a final `/`, which would make a symbolic link look like a
/// folder.
fn place_of(written: &Path, surroundings: &Surroundings) -> PathBuf {
    surroundings.folder.join(written).components().collect()
}

/// Makes a site of these answers in a folder that is new or empty, and says where it is.
///
/// # Errors
/// A [`Stop`] if the folder is in use or the disk refuses. Nothing is left behind.
pub(super) fn make(folder: &Path, answers: &Answers, surroundings: &Surroundings) -> Result<PathBuf, Stop> {
    let place = place_of(folder, surroundings);
    if end_attempts(&place, folder)? != Interrupted::Whole {
        refuse_occupied(&place, folder)?;
        write(&place, answers, surroundings)?;
    }
    Ok(place)
}

/// What was written.
struct Written {
    files: usize,
    /// What could not be cleared away.
    left: Option<String>,
}

fn write(folder: &Path, answers: &Answers, surroundings: &Surroundings) -> Result<Written, Stop> {
    let files = starter::files(answers, today(answers, surroundings)?);
    let staging = format!("{STAGING}{}", std::process::id());
    create_project(folder, &staging, &starter::EMPTY_FOLDERS, &files).map_err(|(path, error)| {
        Stop::failed(format!("`{}` cannot be written: {error}; no files were left behind", path.display()))
            .help("check that you have permission to write there and that the disk has space")
    })?;
    let removed = remove_tree(&folder.join(&staging)).err();
    let left =
        removed.map(|error| format!("the site is complete, but `{staging}` in it could not be removed: {error}"));
    Ok(Written { files: files.len(), left })
}

/// Ends attempts that were killed. One that is still going on is someone else's.
fn end_attempts(folder: &Path, written: &Path) -> Result<Interrupted, Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(format!("`{}` contains files from an interrupted `bedside init`: {error}", written.display()))
            .help("delete the folder, or name a new one")
    };
    let mut ended = Interrupted::Nothing;
    for name in entries(folder).unwrap_or_default() {
        if name.strip_prefix(STAGING).is_none_or(|number| number.parse::<u32>().is_err()) {
            continue;
        }
        if is_being_written(&folder.join(&name)) {
            return Err(Stop::failed(format!("another `bedside init` is writing into `{}`", written.display()))
                .help("wait until it has finished"));
        }
        if end_interrupted(folder, &name, SETTINGS).map_err(failed)? == Interrupted::Whole {
            ended = Interrupted::Whole;
        }
    }
    Ok(ended)
}

/// Refuses a folder that holds something.
///
/// # Errors
/// A [`Stop`] that names what is there.
pub(super) fn refuse_occupied(folder: &Path, written: &Path) -> Result<(), Stop> {
    const NAMED: usize = 8;
    let found = entries(folder).map_err(|error| {
        Stop::failed(format!("`{}` cannot become a site: {error}", written.display()))
            .help("name a new folder, or an empty one that is not a symbolic link")
    })?;
    if found.is_empty() {
        return Ok(());
    }
    let list = found.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if found.len() > NAMED { format!(" and {} more", found.len() - NAMED) } else { String::new() };
    Err(Stop::usage(format!("`{}` is not empty: it contains {list}{more}; nothing was changed", written.display()))
        .help("name a new folder"))
}

fn collect(args: &InitArgs, io: &mut Io<'_>) -> Result<Answers, Stop> {
    let asking = io.surroundings.can_ask() && !args.yes;
    let zone = zone_here(&io.surroundings);
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
        phone: answer(&args.phone, PHONE)?,
        hours: answer(&args.hours, HOURS)?,
        language: args.language.clone(),
        place: args.place.clone().unwrap_or_default(),
        color: args.color.clone().unwrap_or_default(),
        specialties: args.specialties.clone(),
    })
}

/// The time zone of this computer, else UTC.
pub(super) fn zone_here(surroundings: &Surroundings) -> String {
    let zone = surroundings.zone.as_deref().and_then(|zone| answers::timezone(zone).ok());
    zone.unwrap_or_else(|| DEFAULT_TIMEZONE.to_owned())
}

/// Today in the practice's time zone.
fn today(answers: &Answers, surroundings: &Surroundings) -> Result<Date, Stop> {
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
