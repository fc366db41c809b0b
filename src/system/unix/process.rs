//! The terminal, signals and limits.

use std::io::IsTerminal;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// The signal of a file that grows larger than the system allows; 25 on Linux, macOS and the BSDs.
const SIGXFSZ: i32 = 25;

/// The program that opens an address in the browser, and what precedes the address.
pub const BROWSER: (&str, &[&str]) = if cfg!(target_os = "macos") { ("open", &[]) } else { ("xdg-open", &[]) };

/// Whether the program was started by a double click, with its own window that closes with it: here a file manager
/// starts no program of the terminal.
#[must_use]
pub fn is_clicked(_: &std::path::Path) -> bool {
    false
}

/// The IANA name of the computer's time zone: Linux and macOS keep the zone as a link into the zone database.
#[must_use]
pub fn time_zone() -> Option<String> {
    let target = std::fs::read_link("/etc/localtime").ok()?;
    target.to_str()?.split_once("zoneinfo/").map(|(_, name)| name.to_owned())
}

/// Whether this program is the one in front of the terminal, to which letters are typed.
#[must_use]
pub fn is_in_front() -> bool {
    let input = std::io::stdin();
    input.is_terminal() && tcgetpgrp(input.as_fd()).ok() == Some(rustix::process::getpgrp())
}

/// What is typed to this program, line by line.
///
/// # Errors
/// The operating system's.
pub fn typed() -> std::io::Result<std::fs::File> {
    Ok(std::io::stdin().as_fd().try_clone_to_owned()?.into())
}

/// Makes a file that grows larger than the system allows an error of that file, which is reported, instead of the end of
/// the program.
pub fn keep_running_at_size_limit() {
    // Where the signal cannot be caught, its limit ends the program as it did before.
    _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Calls `tell` at each signal that asks the program to end, until it says `false`.
///
/// # Errors
/// The operating system's, where signals cannot be received.
pub fn on_end(tell: impl Fn() -> bool + Send + 'static) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if !tell() {
                return;
            }
        }
    });
    Ok(())
}

/// How many connections may be open at once: at most `wanted`, with `reserved` descriptors left for the rest. The limit of
/// the process is raised as far as the system allows.
#[must_use]
pub fn connections(wanted: u64, reserved: u64) -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let all = wanted + reserved;
    let most = limit.maximum.unwrap_or(all).min(all);
    let mut current = limit.current.unwrap_or(all);
    if current < most && setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: limit.maximum }).is_ok() {
        current = most;
    }
    current.saturating_sub(reserved).clamp(16, wanted)
}
