//! `bedside review`, run through the library on a project on disk.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::support::{read_file, write_file};
use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example\ntimezone: America/Chicago\n\
    practice: {name: Alder Street}\neditorial: {review_every: 12 months}\n";

/// A project on disk, looked at on 23 November 2026.
struct Desk {
    folder: TempDir,
    working: PathBuf,
}

struct Run {
    exit: Exit,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let working = folder.path().canonicalize().expect("a path");
        let desk = Self { folder, working };
        desk.write("bedside.yaml", SETTINGS);
        for id in ["lee", "ng"] {
            desk.write(&format!("content/people/{id}.md"), &format!("---\ntitle: {id}\n---\n"));
        }
        desk
    }

    fn write(&self, path: &str, text: &str) {
        write_file(self.folder.path().join(path), text);
    }

    fn read(&self, path: &str) -> String {
        read_file(self.folder.path().join(path))
    }

    fn run(&self, args: &[&str]) -> Run {
        let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
        let surroundings = Surroundings {
            folder: self.working.clone(),
            source_date_epoch: Some("1795456800".to_owned()),
            ..Surroundings::default()
        };
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let exit = run_with(std::iter::once("bedside").chain(args.iter().copied()).map(OsString::from), &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { exit, out: text(out), err: text(err) }
    }

    /// Runs what must be refused: the message, and no change.
    fn refused(&self, args: &[&str]) -> String {
        let before = self.read(FLU);
        let run = self.run(args);
        assert_ne!(run.exit, Exit::Fine, "{args:?}: {}", run.out);
        assert_eq!(self.read(FLU), before, "{args:?}");
        run.err
    }
}

const FLU: &str = "content/articles/flu.md";

/// A document with everything that an edit could spoil.
const TEXT: &str = "\u{FEFF}---\r\n# A note\r\ntitle:   Flu   # why\r\ndate: 2026-11-02\r\nauthors: [ng]\r\n\r\ntopics: [immunization]\r\n---\r\nText.  \r\n";

#[test]
fn a_review_is_one_line_of_front_matter_and_every_other_byte_stays() {
    let desk = Desk::new();
    desk.write(FLU, TEXT);
    let run = desk.run(&["review", FLU, "--by", "lee"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""));
    assert_eq!(run.out, format!("{FLU}: reviewed by lee on 2026-11-23; the next review is due on 2027-11-23\n"));
    let signed = desk.read(FLU);
    let line = signed.lines().find(|line| line.starts_with("reviewed: ")).expect("a review").to_owned();
    assert!(line.starts_with("reviewed: {by: lee, on: 2026-11-23, fingerprint: "), "{line}");
    assert_eq!(signed.replace(&format!("{line}\r\n"), ""), TEXT);
    assert_eq!(desk.run(&["check", "--strict"]).exit, Exit::Fine, "a signed text has no problem");
    desk.run(&["review", FLU, "--by", "lee"]);
    assert_eq!(desk.read(FLU), signed, "signing twice is signing once");
    desk.write(FLU, &signed.replace("Text.", "Other text."));
    let checked = desk.run(&["check"]);
    assert!(checked.out.contains("review/edited-since") && checked.exit == Exit::Fine, "{}", checked.out);
    assert_eq!(desk.run(&["check", "--strict"]).exit, Exit::Errors);
}

#[test]
fn the_document_is_found_by_file_address_and_name() {
    let desk = Desk::new();
    let text = "---\ntitle: Flu\ndate: 2026-11-02\nslug: flu-season\n---\nText.\n";
    for asked in [
        FLU,
        "./content/../content/articles/flu.md",
        "/articles/flu-season/",
        "https://clinic.example/articles/flu-season/",
        "flu",
        "flu-season",
    ] {
        desk.write(FLU, text);
        let run = desk.run(&["review", asked, "--by", "lee"]);
        assert_eq!(run.exit, Exit::Fine, "{asked}: {}", run.err);
        assert!(desk.read(FLU).contains("fingerprint"), "{asked}");
    }
    desk.write("content/myths/flu.md", "---\ntitle: Flu\ndate: 2026-11-02\n---\nText.\n");
    desk.write(FLU, text);
    let message = desk.refused(&["review", "flu", "--by", "lee"]);
    assert!(message.contains("more than one document") && message.contains("content/myths/flu.md"), "{message}");
    assert!(desk.refused(&["review", "flue", "--by", "lee"]).contains("did you mean `flu`?"));
    desk.write("content/articles/cold/index.md", text.replace("flu-season", "cold-season").as_str());
    assert_eq!(desk.run(&["review", "content/articles/cold", "--by", "lee"]).exit, Exit::Fine);
}

#[test]
fn a_due_day_to_come_stays_and_a_past_one_goes() {
    let desk = Desk::new();
    let with = |due: &str| {
        format!(
            "---\ntitle: Flu\ndate: 2026-11-02\nreviewed:\n  by: ng # before\n  on: 2025-01-01\n  due: {due}\n---\nText.\n"
        )
    };
    desk.write(FLU, &with("2027-02-01"));
    assert!(desk.run(&["review", FLU, "--by", "lee", "--on", "2026-11-20"]).out.contains("due on 2027-02-01"));
    assert!(
        desk.read(FLU).contains("reviewed:\n  by: lee # before\n  on: 2026-11-20\n  due: 2027-02-01\n  fingerprint: ")
    );
    desk.write(FLU, &with("2026-02-01"));
    assert!(desk.run(&["review", FLU, "--by", "lee"]).out.contains("due on 2027-11-23"));
    assert!(!desk.read(FLU).contains("due:"));
}

#[test]
fn nobody_signs_their_own_text_and_no_stranger_signs() {
    let desk = Desk::new();
    desk.write(FLU, "---\ntitle: Flu\ndate: 2026-11-02\nauthors: [ng]\n---\nText.\n");
    assert!(desk.refused(&["review", FLU, "--by", "ng"]).contains("`ng` wrote this document and cannot review it"));
    let stranger = desk.refused(&["review", FLU, "--by", "le"]);
    assert!(stranger.contains("there is no person `le`"), "{stranger}");
    assert!(desk.refused(&["review", FLU, "--by", "lee", "--on", "2026-11-24"]).contains("in the future"));
    assert!(desk.refused(&["review", FLU]).contains("--by"));
}

#[test]
fn a_document_with_errors_is_not_signed_but_a_wrong_review_is_put_right() {
    let desk = Desk::new();
    desk.write(FLU, "---\ntitle: Flu\ndate: 2026-11-02\nbadkey: 1\n---\nText.\n");
    let message = desk.refused(&["review", FLU, "--by", "lee"]);
    assert!(message.contains("badkey") && message.contains("nothing was changed"), "{message}");
    desk.write(FLU, "title: Flu");
    assert!(desk.refused(&["review", FLU, "--by", "lee"]).contains("does not start with its front matter"));
    for review in ["{by: ng, on: 2026-11-02}", "{on: 2026-11-02}", "\n  by: nobody\n  on: 2026-02-30"] {
        desk.write(FLU, &format!("---\ntitle: Flu\ndate: 2026-11-02\nauthors: [ng]\nreviewed: {review}\n---\nText.\n"));
        assert_eq!(desk.run(&["check"]).exit, Exit::Errors, "{review}");
        let run = desk.run(&["review", FLU, "--by", "lee"]);
        assert_eq!(run.exit, Exit::Fine, "{review}: {}", run.err);
        assert_eq!(desk.run(&["check", "--strict"]).exit, Exit::Fine, "{review}");
    }
}

#[test]
fn a_linked_file_is_not_followed() {
    let desk = Desk::new();
    desk.write("elsewhere.md", "---\ntitle: Flu\ndate: 2026-11-02\n---\nText.\n");
    fs::create_dir_all(desk.folder.path().join("content/articles")).expect("made");
    symlink("../../elsewhere.md", desk.folder.path().join(FLU)).expect("linked");
    let run = desk.run(&["review", FLU, "--by", "lee"]);
    assert_ne!(run.exit, Exit::Fine);
    assert!(!desk.read("elsewhere.md").contains("reviewed"));
}
