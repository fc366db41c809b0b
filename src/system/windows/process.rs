//! The terminal, and what asks the program to end.

use std::io::IsTerminal;
use std::path::Path;

/// The program that opens an address in the browser, and what precedes the address.
pub const BROWSER: (&str, &[&str]) = ("rundll32", &["url.dll,FileProtocolHandler"]);

/// Whether the program was started by a double click, with its own window that closes with it: the Explorer starts it
/// in the folder in which it is, and not from a shell, which sets `PROMPT`.
#[must_use]
pub fn is_clicked(working: &Path) -> bool {
    let beside = std::env::current_exe().is_ok_and(|program| program.parent() == Some(working));
    beside && is_in_front() && std::env::var_os("PROMPT").is_none()
}

/// The IANA name of the computer's time zone.
#[must_use]
pub fn time_zone() -> Option<String> {
    jiff::tz::TimeZone::system().iana_name().map(str::to_owned)
}

/// Whether letters are typed to this program: it has the console.
#[must_use]
pub fn is_in_front() -> bool {
    std::io::stdin().is_terminal()
}

/// What is typed to this program, line by line.
///
/// # Errors
/// The operating system's.
pub fn typed() -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().read(true).write(true).open("CONIN$")
}

/// Windows has no limit of a file's size that ends programs.
pub fn keep_running_at_size_limit() {}

/// Calls `tell` at each Ctrl-C, Ctrl-Break and closed console.
///
/// # Errors
/// The operating system's.
pub fn on_end(tell: impl Fn() -> bool + Send + 'static) -> std::io::Result<()> {
    let tell = std::sync::Mutex::new(tell);
    let called = move || {
        let _ = tell.lock().unwrap_or_else(std::sync::PoisonError::into_inner)();
    };
    ctrlc::set_handler(called).map_err(std::io::Error::other)
}

/// How many connections may be open at once: Windows sets no limit that a program of this size meets.
#[must_use]
pub fn connections(wanted: u64, _: u64) -> u64 {
    wanted
}
