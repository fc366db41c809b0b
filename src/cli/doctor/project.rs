//! The folder of the site: settings, files, disk, sync programs, versions.

#![expect(clippy::disallowed_methods, reason = "what keeps a project from being read is seen from outside it")]

use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::compile::Compiled;
use crate::diag::{Code, Diagnostic, codes};
use crate::system::{free_space, may_write};
use crate::world::{DiskWorld, World, now};

use super::super::visible::count;
use super::finding::Finding;
use super::git;

/// So many files are named; more are counted.
const MOST: usize = 5;

/// Less room than this on the disk is little, in bytes: pictures are kept in many sizes while a site is built.
const LITTLE: u64 = 200 * 1024 * 1024;

/// Less than this is none, in bytes.
const NONE: u64 = 20 * 1024 * 1024;

/// Clocks of two computers that share a folder differ by less than this.
const AHEAD: Duration = Duration::from_hours(24);

/// Names of folders that a program of the system or of a service keeps alike on several computers.
const SYNCED: [(&str, &str); 9] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("syncthing", "Syncthing"),
];

/// Looks at the project.
pub(super) fn look(world: &DiskWorld, diagnostics: &[Diagnostic], compiled: Option<&Compiled<'_>>) -> Vec<Finding> {
    let root = world.root();
    let mut found = vec![content(diagnostics, compiled.is_some())];
    found.extend(zone(world.now(), compiled));
    found.extend(files(diagnostics));
    found.extend(writable(root));
    found.extend(free_space(root).map(disk));
    found.extend(synced(root));
    found.extend(future(world));
    found.extend(kept(root));
    found.extend(git::look(root));
    found
}

/// Whether the site can be built.
fn content(diagnostics: &[Diagnostic], has_settings: bool) -> Finding {
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|one| one.is_error()).collect();
    match errors.first() {
        None if has_settings => Finding::ok("the settings and all documents can be read and have no errors"),
        None => Finding::problem("the site cannot be read").help("`bedside check` shows why"),
        Some(first) => {
            let place = first.place.as_ref().map(|place| format!(" in `{}`", place.file)).unwrap_or_default();
            let message = format!(
                "{}, so the site cannot be built; the first is{place}: {}",
                count(errors.len(), "error"),
                first.message
            );
            Finding::problem(message).help("`bedside check` lists all of them with their lines")
        }
    }
}

fn zone(at: Timestamp, compiled: Option<&Compiled<'_>>) -> Option<Finding> {
    let zone = &compiled?.site.config.zone;
    let message =
        format!("in the practice's time zone, {}, it is {}", zone.name(), zone.at(at).strftime("%Y-%m-%d %H:%M"));
    // What a computer without a zone of its own offers to a new site.
    let is_nowhere = ["UTC", "Etc/UTC"].iter().any(|name| name.eq_ignore_ascii_case(zone.name()));
    Some(if is_nowhere {
        let help = "posts go live by this clock: if your practice is elsewhere, set `timezone` in `bedside.yaml`, \
                    such as `America/Chicago`";
        Finding::note(message).help(help)
    } else {
        Finding::ok(message)
    })
}

/// Files that are there and cannot be used.
fn files(diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let kinds: [(&Code, &str, &str); 4] = [
        (&codes::UNREADABLE_FILE, "not readable", "check their permissions, and whether the disk has errors"),
        (
            &codes::CONFLICT_COPY,
            "conflict copies from a sync program",
            "compare each with its original, keep what you need there, and delete the copy",
        ),
        (&codes::SYMLINK, "links, pipes or devices", "replace them with copies of the files themselves"),
        (&codes::BAD_NAME, "names that not every operating system accepts", "rename these files"),
    ];
    let mut found = Vec::new();
    for (code, what, help) in kinds {
        let all: Vec<&Diagnostic> = diagnostics.iter().filter(|one| one.code.name == code.name).collect();
        if all.is_empty() {
            continue;
        }
        let mut names: Vec<String> = all.iter().filter_map(|one| Some(one.place.as_ref()?.file.to_string())).collect();
        names.dedup();
        let more = names.len().saturating_sub(MOST);
        names.truncate(MOST);
        let listed = if names.is_empty() { all[0].message.clone() } else { names.join(", ") };
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{what}: {listed}{more}");
        let is_problem = all.iter().any(|one| one.is_error());
        found.push(if is_problem { Finding::problem(message) } else { Finding::warning(message) }.help(help));
    }
    found
}

/// Where builds and the desk write.
fn writable(root: &Path) -> Option<Finding> {
    let private = root.join(".bedside");
    let closed = [root, private.as_path()].into_iter().find(|folder| folder.is_dir() && !may_write(folder))?;
    Some(
        Finding::problem(format!("you do not have permission to write to `{}`", closed.display()))
            .help("give yourself write permission there, or move the site's folder to a place of your own"),
    )
}

fn disk(free: u64) -> Finding {
    let megabytes = free / (1024 * 1024);
    match free {
        ..NONE => Finding::problem(format!("the disk is full: {megabytes} MB are free"))
            .help("free some disk space; a build that runs out of space leaves the site unchanged"),
        NONE..LITTLE => Finding::warning(format!("the disk is nearly full: {megabytes} MB are free"))
            .help("free some disk space: a new site is built next to the old one before it replaces it"),
        _ => Finding::ok(format!("the disk has {} free", size(megabytes))),
    }
}

fn size(megabytes: u64) -> String {
    if megabytes < 10 * 1024 { format!("{megabytes} MB") } else { format!("{} GB", megabytes / 1024) }
}

/// A folder that is kept alike on several computers works, with a cost.
fn synced(root: &Path) -> Option<Finding> {
    let names = root.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    let service = names.rev().find_map(|name| {
        let fits = |(mark, _): &&(&str, &str)| name == *mark || name.starts_with(&format!("{mark} "));
        SYNCED.iter().find(fits).map(|(_, service)| *service)
    })?;
    Some(
        Finding::note(format!("{service} syncs the site's folder between computers"))
            .help("build into a folder outside it, with `bedside build -o FOLDER`, so that built pages are not synced as well")
            .help("if the preview misses a save, start it with `bedside serve --poll`"),
    )
}

/// Files from the future: this clock, or that of another computer, is wrong.
fn future(world: &DiskWorld) -> Option<Finding> {
    let limit = std::time::SystemTime::from(now()) + AHEAD;
    let files = world.files().value;
    let mut ahead = files.iter().filter(|file| {
        let changed = fs::metadata(world.root().join(file.as_str())).and_then(|metadata| metadata.modified());
        changed.is_ok_and(|changed| changed > limit)
    });
    let first = ahead.next()?;
    let more = ahead.count();
    let more = if more > 0 { format!(" and {}", count(more, "other file")) } else { String::new() };
    Some(
        Finding::warning(format!("according to this computer's clock, `{first}`{more} was last changed in the future"))
            .help("compare the date and time of this computer with those of the other computers that write here"),
    )
}

/// Texts of people that wait for someone to look at them.
fn kept(root: &Path) -> Option<Finding> {
    let number = fs::read_dir(root.join(".bedside").join("kept")).ok()?.count();
    (number > 0).then(|| {
        Finding::note(format!("{} that people changed in the built site were set aside", count(number, "entry")))
            .help("look through `.bedside/kept`, copy what you need into the project's own files, and delete the rest")
    })
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_full_disk_is_told_before_a_build_finds_it() {
        assert_eq!(disk(5 * 1024 * 1024).state, State::Problem);
        assert_eq!(disk(100 * 1024 * 1024).state, State::Warning);
        let fine = disk(40 * 1024 * 1024 * 1024);
        assert_eq!((fine.state, fine.message.as_str()), (State::Ok, "the disk has 40 GB free"));
    }

    #[test]
    fn folders_of_sync_programs_are_known_by_their_names() {
        let told = |path: &str| synced(Path::new(path)).map(|finding| finding.message);
        assert!(told("/home/anna/Dropbox/site").is_some_and(|text| text.contains("Dropbox")));
        assert!(told("/Users/anna/OneDrive - Main Street Clinic/site").is_some_and(|text| text.contains("OneDrive")));
        assert!(
            told("/Users/anna/Library/Mobile Documents/com~apple/site").is_some_and(|text| text.contains("iCloud"))
        );
        assert_eq!(told("/home/anna/dropbox-notes/site"), None);
        assert_eq!(told("/home/anna/site"), None);
    }
}
