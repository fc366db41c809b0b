//! Limits that the system sets: reaching one is an error with a message, never the end of the program by a signal.

#![expect(clippy::disallowed_methods, reason = "these tests run the program")]

use std::process::Command;

#[test]
fn a_file_over_the_systems_limit_is_told() {
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
    let settings = "title: T\nurl: https://clinic.example\ntimezone: America/Chicago\npractice: {name: P}\n";
    std::fs::write(folder.path().join("bedside.yaml"), settings).expect("written");
    std::fs::write(folder.path().join("content/articles/flu.md"), "---\ntitle: Flu\ndate: 2026-11-02\n---\n\nText.\n")
        .expect("written");
    let mut command = Command::new("sh");
    let script = "ulimit -f 4 && exec \"$0\" build -r \"$1\"";
    let output = command.args(["-c", script, env!("CARGO_BIN_EXE_bedside")]).arg(folder.path()).output();
    let output = output.expect("it runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert!(messages.contains("file too large"), "{messages}");
}
