//! The project a command works on.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::base::{VPath, Zone};
use crate::world::{DiskWorld, SETTINGS, World, find_root};

use super::clock::{GivenNow, fixed_now};
use super::{Stop, Surroundings};

/// Where the project is.
#[derive(Args, Clone, Debug)]
pub struct ProjectArgs {
    /// The folder of your site [default: this folder or the nearest one above it with `bedside.yaml`]
    #[arg(short = 'r', long = "root", value_name = "FOLDER")]
    root: Option<PathBuf>,
}

impl ProjectArgs {
    /// The project in a folder that is known.
    pub(super) fn at(root: &Path) -> Self {
        Self { root: Some(root.to_owned()) }
    }

    /// Whether a folder was named.
    pub(super) fn is_named(&self) -> bool {
        self.root.is_some()
    }

    /// Finds the project and opens it with the clock that the run goes by.
    ///
    /// # Errors
    /// A [`Stop`] if there is no project, it cannot be opened, or `now` is not an instant.
    pub(super) fn open(&self, now: Option<&GivenNow>, surroundings: &Surroundings) -> Result<DiskWorld, Stop> {
        self.open_at(now, surroundings).map(|(world, _)| world)
    }

    /// As [`ProjectArgs::open`], with the fixed time of the clock, if one was given.
    pub(super) fn open_at(
        &self,
        now: Option<&GivenNow>,
        surroundings: &Surroundings,
    ) -> Result<(DiskWorld, Option<jiff::Timestamp>), Stop> {
        let root = self.find(&surroundings.folder)?;
        let world = open_disk(&root, None)?;
        let zone = zone_of(&world).or_else(|| Zone::named("UTC"));
        let fixed = zone.map_or(Ok(None), |zone| fixed_now(now, &zone, surroundings))?;
        Ok((if fixed.is_some() { open_disk(&root, fixed)? } else { world }, fixed))
    }

    fn find(&self, working: &Path) -> Result<PathBuf, Stop> {
        let way_out = "start a new site with `bedside init FOLDER`";
        match &self.root {
            Some(root) if working.join(root).join(SETTINGS).symlink_metadata().is_ok() => Ok(working.join(root)),
            Some(root) => {
                Err(Stop::usage(format!("`{}` is not a Bedside site: it has no `{SETTINGS}`", root.display()))
                    .help(way_out))
            }
            None => find_root(working).ok_or_else(|| {
                let message = format!("there is no `{SETTINGS}` in `{}` or in any folder above it", working.display());
                Stop::usage(message).help("go to your site's folder, or name it with `-r FOLDER`").help(way_out)
            }),
        }
    }
}

fn open_disk(root: &Path, now: Option<jiff::Timestamp>) -> Result<DiskWorld, Stop> {
    DiskWorld::open(root, now).map_err(|error| {
        Stop::failed(format!("the folder `{}` cannot be opened: {error}", root.display()))
            .help("check the permissions of this folder")
    })
}

/// The site's time zone, found without reading the settings as a whole: they may have errors that do not matter here.
pub(super) fn zone_of(world: &dyn World) -> Option<Zone> {
    const SETTINGS_LIMIT: u64 = 1024 * 1024;
    let bytes = world.read(&VPath::new(SETTINGS), SETTINGS_LIMIT).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let value = text.trim_start_matches('\u{FEFF}').lines().find_map(|line| line.strip_prefix("timezone:"))?;
    let name = value.split('#').next().unwrap_or(value).trim().trim_matches(['"', '\'']);
    Zone::named(name)
}

/// A path as people see it: relative to the working folder where it is below, else whole.
pub(super) fn shown(path: &Path, working: &Path) -> String {
    match path.strip_prefix(working) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Ok(below) => below.display().to_string(),
        Err(_) => path.display().to_string(),
    }
}

/// What precedes the project's paths so that they open from the working folder: `site/` where the project is
/// below it, nothing elsewhere.
pub(super) fn prefix(root: &Path, working: &Path) -> String {
    match root.strip_prefix(working) {
        Ok(below) if !below.as_os_str().is_empty() => format!("{}/", below.display()),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn the_zone_is_found_even_where_the_settings_are_broken() {
        let noon = "2026-11-23T12:00:00Z".parse::<Timestamp>().expect("an instant");
        let cases = [
            ("title: x\ntimezone: America/Chicago\n", true),
            ("\u{FEFF}timezone: \"America/Chicago\" # ours\r\n\t: broken", true),
            ("practice:\n  timezone: America/Chicago\n", false),
            ("timezone: America/Springfield\n", false),
        ];
        for (settings, found) in cases {
            let mut world = MemoryWorld::new(noon);
            world.write(SETTINGS, settings);
            let hour = zone_of(&world).map(|zone| zone.at(noon).hour());
            assert_eq!(hour, found.then_some(6), "{settings:?}");
        }
    }

    #[test]
    fn paths_open_from_the_working_folder() {
        assert_eq!(prefix(Path::new("/home/a/site"), Path::new("/home/a")), "site/");
        assert_eq!(prefix(Path::new("/home/a"), Path::new("/home/a/content")), "");
        assert_eq!(shown(Path::new("/home/a/public"), Path::new("/home/a")), "public");
        assert_eq!(shown(Path::new("/srv/www"), Path::new("/home/a")), "/srv/www");
    }
}
