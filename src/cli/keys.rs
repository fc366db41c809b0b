//! Single keys from a terminal, and the signals that end a program.

use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// A terminal that gives each key at once and does not print it; as it was before when dropped.
pub(super) struct Keys {
    before: Termios,
}

impl Keys {
    /// Sends every key of the terminal to `keys`. `None` where there is no terminal, or another program is in front of it.
    pub(super) fn listen<E: Send + 'static>(to: Sender<E>, event: impl Fn(u8) -> E + Send + 'static) -> Option<Self> {
        let input = std::io::stdin();
        let before = tcgetattr(input.as_fd()).ok()?;
        if tcgetpgrp(input.as_fd()).ok()? != rustix::process::getpgrp() {
            return None;
        }
        let mut single = before.clone();
        single.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
        tcsetattr(input.as_fd(), OptionalActions::Now, &single).ok()?;
        thread::spawn(move || {
            let mut key = [0; 1];
            while rustix::io::read(std::io::stdin().as_fd(), &mut key).is_ok_and(|length| length == 1) {
                if to.send(event(key[0])).is_err() {
                    return;
                }
            }
        });
        Some(Self { before })
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // The program ends; nobody is left to be told.
        let _ = tcsetattr(std::io::stdin().as_fd(), OptionalActions::Now, &self.before);
    }
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
