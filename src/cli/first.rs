//! `bedside` without a command: the first minute.
//!
//! In a project, its desk opens in the browser. If there is none, Bedside asks for what a new site needs: in the
//! terminal or, after a double-click, in the browser. If there is nobody to ask, it lists the commands and reports that
//! one is missing.

use std::path::{Path, PathBuf};

use crate::base::check_name;
use crate::config::Specialty;
use crate::serve::{Offer, Wished, Wrong};
use crate::world::{SETTINGS, find_root};

use super::answers::{self, Answers};
use super::ask::{Question, Way, ask, ask_way};
use super::init::{DEFAULT_AUTHOR, DEFAULT_NAME, DEFAULT_URL, HOURS, PHONE, make, zone_here};
use super::project::shown;
use super::visible::visible;
use super::{Exit, Io, Stop, Surroundings, create, serve};

/// What is said before the commands.
pub(super) const NEXT: &str = "Start a site with `bedside init FOLDER`; `bedside --help` lists all commands.\n";

/// The specialties that the assistant lists; all others can be written.
const SPECIALTIES: [&str; 12] = [
    "family medicine",
    "internal medicine",
    "pediatrics",
    "obstetrics and gynecology",
    "cardiology",
    "dermatology",
    "dentistry",
    "ophthalmology",
    "orthopedics",
    "psychiatry",
    "surgery",
    "urology",
];

/// The colors that the assistant offers. The first is the theme's.
const COLORS: [(&str, &str); 8] = [
    ("#0b6e69", "Teal"),
    ("#1d4f91", "Blue"),
    ("#3b4a9c", "Indigo"),
    ("#7a2e6d", "Plum"),
    ("#a3243b", "Red"),
    ("#9a4a12", "Rust"),
    ("#2f6b2f", "Green"),
    ("#45505c", "Slate"),
];

/// Does what helps most here. `help` is the list of commands.
///
/// # Errors
/// A [`Stop`] if a site cannot be made or shown.
pub(super) fn run(help: &str, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let working = io.surroundings.folder.clone();
    let root = find_root(&working).or_else(|| if io.surroundings.is_clicked { beside(&working) } else { None });
    if !io.surroundings.can_ask() {
        io.message(&match root {
            Some(root) => format!("The site is in `{}`; choose a command.\n\n{help}", root.display()),
            None => format!("There is no site in `{}` or above it. {NEXT}\n{help}", working.display()),
        });
        return Ok(Exit::Usage);
    }
    match root {
        Some(root) => serve::desk(&root, io),
        None if io.surroundings.is_clicked => assist(io),
        None => offer(io),
    }
}

/// The only project in a folder next to the program.
fn beside(working: &Path) -> Option<PathBuf> {
    let names = create::entries(working).ok()?;
    let mut projects = names.iter().map(|name| working.join(name)).filter(|folder| folder.join(SETTINGS).is_file());
    let first = projects.next()?;
    projects.next().is_none().then_some(first)
}

/// Asks on the terminal, and opens the desk of the new site.
fn offer(io: &mut Io<'_>) -> Result<Exit, Stop> {
    let working = io.surroundings.folder.clone();
    io.message(&format!("There is no site in `{}` yet.\n", working.display()));
    match ask_way(io)? {
        Way::Here => {}
        Way::Browser => return assist(io),
        Way::Not => {
            io.message(NEXT);
            return Ok(Exit::Fine);
        }
    }
    let zone = zone_here(&io.surroundings);
    let name = ask(&Question { text: "Practice name", default: DEFAULT_NAME, check: answers::name }, io)?;
    let town = Question { text: "Town, such as Springfield, MN (optional)", default: "", check: known_place };
    let place = answers::place(&ask(&town, io)?).unwrap_or_default();
    let timezone = ask(&Question { text: "Time zone", default: &zone, check: answers::timezone }, io)?;
    let author = ask(&Question { text: "Your name", default: DEFAULT_AUTHOR, check: answers::name }, io)?;
    let phone = ask(&PHONE, io)?;
    let hours = ask(&HOURS, io)?;
    let is_empty = create::entries(&working).is_ok_and(|names| names.is_empty());
    let folder = if is_empty { ".".to_owned() } else { answers::folder_name(&name) };
    let folder = ask(&Question { text: "Folder", default: &folder, check: answers::name }, io)?;
    let answers = Answers { place, phone, hours, ..plain(name, timezone, author) };
    let root = make(Path::new(&folder), &answers, &io.surroundings)?;
    let place = if root == working { root.display().to_string() } else { shown(&root, &working) };
    io.print(&format!("Created a new site in {}\n", visible(&place)));
    serve::desk(&root, io)
}

fn plain(name: String, timezone: String, author: String) -> Answers {
    Answers {
        name,
        url: DEFAULT_URL.to_owned(),
        timezone,
        author,
        language: "en".to_owned(),
        place: answers::Place::default(),
        color: String::new(),
        specialties: Vec::new(),
        phone: String::new(),
        hours: String::new(),
    }
}

fn known_place(text: &str) -> Result<String, String> {
    answers::place(text).map(|_| text.trim().to_owned())
}

/// Asks in the browser, and shows the desk of the new site there.
fn assist(io: &mut Io<'_>) -> Result<Exit, Stop> {
    let surroundings = io.surroundings.clone();
    let offer = Offer {
        first: Wished {
            zone: zone_here(&surroundings),
            color: COLORS[0].0.to_owned(),
            folder: "my-practice".to_owned(),
            ..Wished::default()
        },
        above: surroundings.folder.display().to_string(),
        zones: crate::base::Zone::names(),
        specialties: SPECIALTIES
            .iter()
            .filter(|word| Specialty::named(word).is_some())
            .map(|word| (*word).to_owned())
            .collect(),
        colors: COLORS.iter().map(|(color, name)| ((*color).to_owned(), (*name).to_owned())).collect(),
    };
    serve::assist(offer, Box::new(move |wished| begin(wished, &surroundings)), io)
}

/// Makes a site from a form, in a folder next to the program, or says what is wrong with the form.
fn begin(wished: &Wished, surroundings: &Surroundings) -> Result<PathBuf, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut take = |field: &'static str, taken: Result<String, String>| {
        taken.map_err(|message| wrong.push(Wrong { field, message })).unwrap_or_default()
    };
    let name = take("name", answers::name(&wished.name));
    let place = take("place", known_place(&wished.place));
    let timezone = take("zone", answers::timezone(&wished.zone));
    let author = take("author", answers::name(&wished.author));
    let phone = take("phone", answers::phone(&wished.phone));
    let hours = take("hours", answers::hours(&wished.hours));
    let color = take("color", answers::color(&wished.color));
    let specialties = wished.specialties.iter().map(|word| take("specialties", answers::specialty(word))).collect();
    let folder = take("folder", folder_of(&wished.folder));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let color = if color == COLORS[0].0 { String::new() } else { color };
    let place = answers::place(&place).unwrap_or_default();
    let answers = Answers { place, color, specialties, phone, hours, ..plain(name, timezone, author) };
    make(Path::new(&folder), &answers, surroundings)
        .map_err(|stop| vec![Wrong { field: "folder", message: stop.sentence() }])
}

/// The name of a folder: one name, so that the site is next to the program.
fn folder_of(text: &str) -> Result<String, String> {
    let name = answers::name(text)?;
    let help = "use a name of letters, digits and hyphens, such as `my-practice`";
    match check_name(&name) {
        Ok(()) if !name.starts_with('.') => Ok(name),
        _ => Err(format!("`{}` cannot be the name of a folder; {help}", visible(&name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_assistant_offers_is_taken() {
        for word in SPECIALTIES {
            assert_eq!(answers::specialty(word).as_deref(), Ok(word));
        }
        for (color, _) in COLORS {
            assert_eq!(answers::color(color).as_deref(), Ok(color));
        }
    }

    #[test]
    fn a_site_is_made_beside_the_program_alone() {
        for name in ["../x", "a/b", "a\\b", "..", ".", "", "con", ".hidden", "C:"] {
            assert!(folder_of(name).is_err(), "{name}");
        }
        assert_eq!(folder_of(" my-practice ").as_deref(), Ok("my-practice"));
    }
}
