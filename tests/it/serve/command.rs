//! The command: what the terminal says, and how it ends.

#![allow(clippy::disallowed_methods, reason = "these tests run the program")]

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::support::{SETTINGS, article};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

pub(super) fn project() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    std::fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
    std::fs::write(folder.path().join("bedside.yaml"), SETTINGS).expect("written");
    std::fs::write(folder.path().join("content/articles/flu.md"), article("Flu", "Text.")).expect("written");
    folder
}

/// A program that a lost test takes with it.
pub(super) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Most have ended by themselves.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn serve(folder: &TempDir, flags: &[&str]) -> (Running, BufReader<std::process::ChildStdout>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedside"));
    command.arg("serve").arg("-r").arg(folder.path()).args(flags).env_remove("SOURCE_DATE_EPOCH");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    (Running(child), output)
}

pub(super) fn line(output: &mut BufReader<std::process::ChildStdout>) -> String {
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    line
}

fn messages(child: &mut Child) -> String {
    let mut text = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn it_tells_where_it_is_and_ends_at_once() {
    let folder = project();
    std::fs::write(
        folder.path().join("content/articles/draft.md"),
        article("Draft", "x").replace("date", "draft: true\ndate"),
    )
    .expect("written");
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let (mut child, mut output) = serve(&folder, &["-p", "0"]);
        let first = line(&mut output);
        assert!(first.starts_with("Showing 2 documents, 1 of them not public, as "), "{first}");
        assert!(first.contains(" at http://127.0.0.1:"), "{first}");
        let asked = Instant::now();
        kill_process(Pid::from_child(&child.0), signal).expect("a signal");
        assert_eq!(child.0.wait().expect("it ends").code(), Some(0));
        assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
        assert_eq!(line(&mut output), "The preview has ended.\n");
    }
}

#[test]
fn problems_and_changes_are_told_in_one_line_each() {
    let folder = project();
    let (mut child, mut output) = serve(&folder, &["-p", "0", "--poll"]);
    line(&mut output);
    std::fs::write(folder.path().join("content/articles/flu.md"), "---\ntitel: Flu\ndate: 2026-11-02\n---\n")
        .expect("written");
    let told = line(&mut output);
    assert!(told.starts_with("Shown after ") && told.ends_with(", 2 errors\n"), "{told}");
    assert!(told.contains("content/articles/flu.md"), "{told}");
    kill_process(Pid::from_child(&child.0), Signal::INT).expect("a signal");
    child.0.wait().expect("it ends");
    let messages = messages(&mut child.0);
    assert!(
        messages.contains("content/articles/flu.md:2:1: error[yaml/unknown-key]: unknown key `titel`\n"),
        "{messages}"
    );
}

#[test]
fn a_taken_port_that_was_asked_for_is_an_error() {
    let folder = project();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (mut child, _) = serve(&folder, &["-p", &port]);
    assert_eq!(child.0.wait().expect("it ends").code(), Some(1));
    let messages = messages(&mut child.0);
    assert!(messages.contains(&format!("another program is using port {port}")), "{messages}");
    assert!(messages.contains("-p"), "{messages}");
}

#[test]
fn others_on_the_network_are_warned_of() {
    let folder = project();
    let (mut child, mut output) = serve(&folder, &["-p", "0", "-i", "0.0.0.0"]);
    line(&mut output);
    kill_process(Pid::from_child(&child.0), Signal::INT).expect("a signal");
    child.0.wait().expect("it ends");
    let messages = messages(&mut child.0);
    assert!(messages.contains("Everyone on this network can see this preview, including drafts"), "{messages}");
}

#[test]
fn wrong_use_is_told() {
    let folder = project();
    for flags in [["-i", "nowhere"], ["-p", "70000"], ["--now", "soon"]] {
        let (mut child, _) = serve(&folder, &flags);
        assert_eq!(child.0.wait().expect("it ends").code(), Some(2), "{flags:?}");
    }
    let empty = TempDir::new().expect("a folder");
    let (mut child, _) = serve(&empty, &[]);
    assert_eq!(child.0.wait().expect("it ends").code(), Some(2));
}

#[test]
fn write_opens_the_desk_in_the_browser() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = project();
    let bin = TempDir::new().expect("a folder");
    let (browser, note) = (bin.path().join("xdg-open"), bin.path().join("opened"));
    // A pipe: whoever reads the address waits for the browser to be opened.
    Command::new("mkfifo").arg(&note).status().expect("a pipe");
    std::fs::write(&browser, format!("#!/bin/sh\necho \"$1\" > '{}'\n", note.display())).expect("written");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedside"));
    command.args(["write", "-p", "0", "-r"]).arg(folder.path()).env("PATH", bin.path());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = Running(child.expect("it starts"));
    let mut output = BufReader::new(child.0.stdout.take().expect("a pipe"));
    let opened = std::fs::read_to_string(&note).expect("an address");
    assert!(line(&mut output).starts_with("Showing 1 document as "));
    let told = line(&mut output);
    assert_eq!(told.trim_end(), format!("The desk of the practice is at {}", opened.trim()));
    assert!(opened.starts_with("http://127.0.0.1:") && opened.ends_with("/_bedside/\n"), "{opened}");
    kill_process(Pid::from_child(&child.0), Signal::INT).expect("a signal");
    assert_eq!(child.0.wait().expect("it ends").code(), Some(0));
}
