//! One contract on every system.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};

use super::*;

fn name(text: &str) -> &OsStr {
    OsStr::new(text)
}

#[test]
fn a_new_file_never_opens_an_old_one_and_a_rename_replaces() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = Folder::open(top.path()).expect("opened");
    folder.new_file(name("a"), Access::Private).expect("made").write_all(b"one").expect("written");
    let error = folder.new_file(name("a"), Access::Usual).expect_err("taken");
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    folder.new_file(name("b"), Access::Usual).expect("made").write_all(b"two").expect("written");
    folder.move_new(name("b"), &folder, name("a")).expect_err("taken");
    folder.rename(name("b"), name("a")).expect("replaced");
    let mut text = String::new();
    folder.file(name("a")).expect("opened").read_to_string(&mut text).expect("read");
    assert_eq!(text, "two");
    folder.move_new(name("a"), &folder, name("c")).expect("moved");
    assert_eq!(folder.names().expect("listed"), ["c"]);
    folder.remove_file(name("c")).expect("removed");
    assert_eq!(folder.names().expect("listed"), [""; 0]);
}

#[test]
fn what_is_not_there_and_what_is_no_file_are_told_apart() {
    let top = tempfile::tempdir().expect("a folder");
    fs::create_dir(top.path().join("folder")).expect("made");
    fs::write(top.path().join("folder/file"), "text").expect("written");
    let folder = Folder::open(top.path()).expect("opened");
    let why = |error: &io::Error| why_not_opened(error);
    assert_eq!(folder.file(name("none")).as_ref().map(drop).map_err(why), Err(NotOpened::Missing));
    assert_eq!(folder.enter(name("none")).as_ref().map(drop).map_err(why), Err(NotOpened::Missing));
    let inner = folder.enter(name("folder")).expect("opened");
    assert_eq!(inner.enter(name("file")).as_ref().map(drop).map_err(why), Err(NotOpened::OtherKind));
    let root = Root::open(top.path()).expect("opened");
    root.file("folder/file").expect("opened");
    assert_eq!(root.file("folder/none").as_ref().map(drop).map_err(why), Err(NotOpened::Missing));
    assert_eq!(root.file("none/file").as_ref().map(drop).map_err(why), Err(NotOpened::Missing));
}

#[test]
fn a_second_name_is_seen() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = Folder::open(top.path()).expect("opened");
    folder.new_file(name("a"), Access::Usual).expect("made");
    assert!(is_only_name(&folder.file(name("a")).expect("opened")).expect("known"));
    if folder.link(name("a"), &folder, name("b")).expect("linked") {
        assert!(!is_only_name(&folder.file(name("a")).expect("opened")).expect("known"));
        let id = |name: &str| file_id(&top.path().join(name).symlink_metadata().expect("there"));
        assert_eq!(id("a"), id("b"));
    }
}

#[test]
fn a_locked_folder_is_seen_by_others() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = Folder::open(top.path()).expect("opened");
    let lock = folder.lock().expect("locked");
    assert!(lock.is_some());
    assert!(Folder::open(top.path()).expect("opened").lock().expect("looked").is_none());
    drop(lock);
    assert!(folder.lock().expect("locked").is_some());
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    let top = tempfile::tempdir().expect("a folder");
    fs::create_dir(top.path().join("real")).expect("made");
    fs::write(top.path().join("real/file"), "text").expect("written");
    link_to(Path::new("real"), &top.path().join("link")).expect("linked");
    link_to(Path::new("real/file"), &top.path().join("other")).expect("linked");
    let folder = Folder::open(top.path()).expect("opened");
    let root = Root::open(top.path()).expect("opened");
    for error in [
        folder.enter(name("link")).map(drop).expect_err("a link"),
        folder.file(name("other")).map(drop).expect_err("a link"),
        root.file("link/file").map(drop).expect_err("a link"),
        root.file("other").map(drop).expect_err("a link"),
    ] {
        assert_eq!(why_not_opened(&error), NotOpened::OtherKind, "{error}");
    }
}
