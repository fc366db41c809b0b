//! The folder with the built site.

#![expect(clippy::disallowed_methods, reason = "the folder is looked at, not read")]

use std::fs;
use std::path::Path;

use crate::output::{PublishedFile, published};
use crate::system::{is_mount_point, may_write};

use super::super::visible::count;
use super::finding::Finding;

/// Looks at the folder.
pub(super) fn look(project: &Path, folder: &Path) -> Vec<Finding> {
    let mut found = vec![state(folder)];
    if is_interrupted(project) {
        found.push(
            Finding::warning("a build was interrupted while it was publishing the site")
                .help("run `bedside build` to complete it"),
        );
    }
    let above = folder.parent().filter(|above| above.is_dir() && !may_write(above));
    if let Some(above) = above {
        found.push(
            Finding::warning(format!("you do not have permission to write to `{}`, which contains the folder", above.display()))
                .help("files are therefore replaced one by one; give yourself write permission there, and the whole site changes at once"),
        );
    } else if folder.is_dir() && is_mount_point(folder).unwrap_or(false) {
        found.push(
            Finding::note("the folder is a separate disk or share, so files are replaced one by one")
                .help("build into a folder on it, such as `-o DISK/site`, and the whole site changes at once"),
        );
    }
    found
}

fn state(folder: &Path) -> Finding {
    match folder.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Finding::note("the site has not been built yet").help("build it with `bedside build`");
        }
        Err(error) => {
            return Finding::problem(format!("it cannot be inspected: {error}")).help("check its permissions");
        }
        Ok(metadata) if !metadata.is_dir() => {
            return Finding::problem("a link or a file has this name, so the site cannot be built there")
                .help("choose a real folder with `-o`, or delete what is there");
        }
        Ok(_) if !may_write(folder) => {
            return Finding::problem("you do not have permission to write to it")
                .help("give yourself write permission there");
        }
        Ok(_) => {}
    }
    match published(folder) {
        Err(error) => Finding::problem(format!("it cannot be read: {error}")).help("check its permissions"),
        Ok(None) if fs::read_dir(folder).is_ok_and(|mut names| names.next().is_none()) => {
            Finding::note("the folder is empty").help("build the site with `bedside build`")
        }
        Ok(None) => Finding::problem("it contains files but none that Bedside wrote, so a build leaves it alone")
            .help("choose another folder with `-o`, or use this one with `--force`: its files stay"),
        Ok(Some(files)) => sound(folder, &files),
    }
}

/// Whether every file is there with its size; what was changed by hand is in no marker.
fn sound(folder: &Path, files: &[PublishedFile]) -> Finding {
    let is_other = |file: &&PublishedFile| {
        let found = folder.join(&file.path).symlink_metadata();
        !found.is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.size)
    };
    let mut others = files.iter().filter(is_other);
    let Some(first) = others.next() else {
        return Finding::ok(format!("the site is complete: {}", count(files.len(), "file")));
    };
    let more = others.count();
    let more = if more > 0 { format!(" and {}", count(more, "other file")) } else { String::new() };
    Finding::warning(format!("`{}`{more} was changed or deleted since the site was built", first.path))
        .help("run `bedside build`: it makes them again, and keeps a copy of what someone wrote")
}

fn is_interrupted(project: &Path) -> bool {
    let names = fs::read_dir(project.join(".bedside")).into_iter().flatten().flatten();
    names.map(|entry| entry.file_name().to_string_lossy().into_owned()).any(|name| {
        name.strip_prefix("publishing-")
            .is_some_and(|rest| Path::new(rest).extension().is_some_and(|end| end == "json"))
    })
}
