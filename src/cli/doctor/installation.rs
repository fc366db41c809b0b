//! The program and the computer.

#![expect(clippy::disallowed_methods, reason = "the program looks at its own installation")]

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::system::{BROWSER, time_zone};
use crate::world::now;

use super::super::Surroundings;
use super::finding::Finding;

/// Before this, no such program was there: a clock that says so is wrong.
const BEGINNING: &str = "2026-01-01T00:00:00Z";

/// Looks at the installation.
pub(super) fn look(surroundings: &Surroundings) -> Vec<Finding> {
    let mut found = vec![program(), clock(now()), zone(surroundings)];
    found.extend(browser());
    found
}

/// The program, and whether another of its name comes first.
fn program() -> Finding {
    let Ok(own) = std::env::current_exe() else {
        return Finding::note("the program cannot find its own location");
    };
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let fine = Finding::ok(format!("the program for {system} is `{}`", own.display()));
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match on_path("bedside") {
        Some(first) if real(&first) != real(&own) => Finding::warning(format!(
            "typing `bedside` in a terminal starts another program, `{}`, not this one, `{}`",
            first.display(),
            own.display()
        ))
        .help("delete the one you do not want, or change the order of the folders in `PATH`"),
        Some(_) => fine,
        None => Finding::note(format!("the program `{}` is not in a folder of `PATH`", own.display()))
            .help("to start it from any folder, move it into a folder of `PATH`"),
    }
}

fn clock(now: Timestamp) -> Finding {
    let beginning: Timestamp = BEGINNING.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    if now < beginning {
        return Finding::problem(format!("this computer's clock is wrong: it says {}", now.strftime("%Y-%m-%d")))
            .help("set the date and time; Bedside publishes posts and ends consents by this clock");
    }
    Finding::ok(format!("the clock says {} UTC", now.strftime("%Y-%m-%d %H:%M")))
}

fn zone(surroundings: &Surroundings) -> Finding {
    match surroundings.zone.clone().or_else(time_zone) {
        Some(zone) if crate::base::Zone::named(&zone).is_some() => Finding::ok(format!("the time zone is {zone}")),
        Some(zone) => Finding::note(format!("the computer's time zone `{zone}` is not known to Bedside"))
            .help("name the practice's time zone when you start a site; each site uses its own"),
        None => Finding::note("the computer's time zone is not known")
            .help("name the practice's time zone when you start a site; each site uses its own"),
    }
}

/// Where a desktop is missing the program that opens a browser, `serve -O` only prints the address.
fn browser() -> Option<Finding> {
    let (program, _) = BROWSER;
    on_path(program).is_none().then(|| {
        Finding::note(format!("`{program}` is missing, so Bedside cannot open a browser"))
            .help("open the address that `bedside serve` prints")
    })
}

/// The first program of this name in the folders of `PATH`.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_clock_before_the_program_is_wrong() {
        let at = |text: &str| clock(text.parse().expect("an instant")).state;
        assert_eq!(at("1970-01-01T00:01:00Z"), State::Problem);
        assert_eq!(at("2026-11-27T09:00:00Z"), State::Ok);
    }
}
