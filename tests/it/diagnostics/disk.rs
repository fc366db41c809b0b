//! What only a real folder can hold: links, pipes, copies of sync programs, names that are no text.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests prepare folders")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use bedside::compile::Request;
use bedside::world::DiskWorld;
use tempfile::TempDir;

use crate::support::{NOW, SETTINGS, build, lines};

fn practice() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
    fs::create_dir_all(folder.path().join("static")).expect("a folder");
    fs::write(folder.path().join("bedside.yaml"), SETTINGS).expect("a file");
    folder
}

fn problems(root: &Path) -> String {
    let world = DiskWorld::open(root, Some(NOW.parse().expect("an instant"))).expect("a project");
    lines(&build(&world, &Request::default(), true).diagnostics, &world)
}

#[test]
fn links_and_pipes_are_no_part_of_a_site() {
    let folder = practice();
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "secret").expect("a file");
    for link in ["static/link.txt", "content/articles/link.md"] {
        symlink(&secret, folder.path().join(link)).expect("a link");
    }
    symlink("/etc", folder.path().join("static/etc")).expect("a link");
    symlink("gone", folder.path().join("static/dangling")).expect("a link");
    let pipe = folder.path().join("static/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let found = problems(folder.path());
    for file in ["content/articles/link.md", "static/dangling", "static/etc", "static/link.txt", "static/pipe"] {
        assert!(found.contains(&format!("error file/symlink {file} ")), "{file}: {found}");
    }
    assert_eq!(found.lines().count(), 5, "{found}");
}

#[test]
fn copies_of_sync_programs_are_told_and_leftovers_of_editors_ignored() {
    let folder = practice();
    let text = "---\ntitle: Flu\ndate: 2026-11-02\n---\n";
    let names = [
        "flu.md",
        "flu (Anna's conflicted copy 2026-11-01).md",
        "flu.md~",
        ".#flu.md",
        "flu.md.swp",
        "#flu.md#",
        "4913",
    ];
    for name in names {
        fs::write(folder.path().join("content/articles").join(name), text).expect("a file");
    }
    let found = problems(folder.path());
    let found = found.lines().filter(|line| !line.starts_with("info ")).collect::<Vec<_>>().join("\n");
    assert!(
        found.starts_with("warning file/conflict-copy content/articles/flu (Anna's conflicted copy 2026-11-01).md "),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn names_that_are_no_text_are_told() {
    let folder = practice();
    fs::write(folder.path().join("static").join(OsStr::from_bytes(b"ni\xf1os.txt")), "x").expect("a file");
    assert!(problems(folder.path()).starts_with("error name/bad - "), "{}", problems(folder.path()));
}
