//! Letters typed in a terminal.
//!
//! The terminal stays as it is: a letter arrives with Enter. A program that asks for single keys has to switch the echo off,
//! and leaves it off where it is killed, aborted or suspended.

use std::io::Read;
use std::sync::mpsc::Sender;
use std::thread;

use crate::system::{self, is_in_front};

/// Sends every letter that is typed in the terminal. `false` if another program is in front of it.
pub(super) fn listen<E: Send + 'static>(to: Sender<E>, event: impl Fn(u8) -> E + Send + 'static) -> bool {
    if !is_in_front() {
        return false;
    }
    // Not `stdin()`, which the command holds.
    let Ok(mut input) = system::typed() else { return false };
    thread::spawn(move || {
        let mut typed = [0; 64];
        while let Ok(length) = input.read(&mut typed) {
            let letters = typed[..length].iter().filter(|letter| !letter.is_ascii_whitespace());
            let sent = letters.map(|letter| to.send(event(*letter))).all(|sent| sent.is_ok());
            if length == 0 || !sent {
                return;
            }
        }
    });
    true
}

/// Sends an event each time something asks the program to end.
///
/// # Errors
/// The operating system's, where signals cannot be received.
pub(super) fn on_end<E: Send + 'static>(to: Sender<E>, event: impl Fn() -> E + Send + 'static) -> std::io::Result<()> {
    system::on_end(move || to.send(event()).is_ok())
}
