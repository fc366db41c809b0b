//! Where the system has no more file watches, the preview looks by itself and says so.
//!
//! The limit is that of a user namespace of its own; where none can be made, the test says `NOT CHECKED` and passes.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "this test runs the program, and says what is not checked"
)]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::support::{SETTINGS, article};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

#[test]
fn without_watches_it_looks_by_itself() {
    let limited = |program: &str| {
        let mut command = Command::new("unshare");
        let script = "echo 1 > /proc/sys/user/max_inotify_watches && exec \"$@\"";
        command.args(["--user", "--map-root-user", "sh", "-c", script, "sh", program]);
        command
    };
    let possible = limited("true").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !possible.is_ok_and(|status| status.success()) {
        eprintln!("NOT CHECKED: the number of watches cannot be limited here");
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let flu = folder.path().join("content/articles/flu.md");
    std::fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
    std::fs::write(folder.path().join("bedside.yaml"), SETTINGS).expect("written");
    std::fs::write(&flu, article("Flu", "Text.")).expect("written");
    let mut command = limited(env!("CARGO_BIN_EXE_bedside"));
    command.args(["serve", "-p", "0", "-r"]).arg(folder.path()).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut messages = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    messages.read_line(&mut line).expect("a message");
    assert_eq!(line, "Checking the files every half second: the system has no more file watches.\n");
    line.clear();
    output.read_line(&mut line).expect("where it is");
    assert!(line.starts_with("Showing 1 document"), "{line}");
    std::fs::write(&flu, article("Flu", "Seen all the same.")).expect("written");
    line.clear();
    output.read_line(&mut line).expect("what changed");
    assert!(line.starts_with("Shown after "), "{line}");
    kill_process(Pid::from_child(&child), Signal::INT).expect("a signal");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
