//! Letters typed in a terminal, and the signals that end a program or would.
//!
//! The terminal stays as it is: a letter arrives with Enter. A program that asks for single keys has to switch the echo off,
//! and leaves it off where it is killed, aborted or suspended.

use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::termios::tcgetpgrp;
use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// The signal of a file that grows larger than the system allows; 25 on Linux, macOS and the BSDs.
const SIGXFSZ: i32 = 25;

/// Sends every letter that is typed in the terminal. `false` where another program is in front of it.
pub(super) fn listen<E: Send + 'static>(to: Sender<E>, event: impl Fn(u8) -> E + Send + 'static) -> bool {
    let input = std::io::stdin();
    if tcgetpgrp(input.as_fd()).ok() != Some(rustix::process::getpgrp()) {
        return false;
    }
    thread::spawn(move || {
        let mut typed = [0; 64];
        while let Ok(length) = rustix::io::read(std::io::stdin().as_fd(), &mut typed) {
            let letters = typed[..length].iter().filter(|letter| !letter.is_ascii_whitespace());
            let sent = letters.map(|letter| to.send(event(*letter))).all(|sent| sent.is_ok());
            if length == 0 || !sent {
                return;
            }
        }
    });
    true
}

/// Makes a file that grows larger than the system allows an error of that file, which is told, instead of the end of the
/// program.
pub(super) fn keep_running_at_size_limit() {
    // Where the signal cannot be caught, its limit ends the program as it did before.
    _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Sends an event at each signal that asks the program to end.
///
/// # Errors
/// The operating system's, where signals cannot be received.
pub(super) fn on_end<E: Send + 'static>(to: Sender<E>, event: impl Fn() -> E + Send + 'static) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if to.send(event()).is_err() {
                return;
            }
        }
    });
    Ok(())
}
