//! What a stranger's project brings in `.bedside` and in its output folder.
#![expect(clippy::disallowed_methods, reason = "the targets write what a stranger would")]

use std::fs;

use bedside::base::ContentHash;
use bedside::build::{BuildOptions, build};
use bedside::compile::Request;
use bedside::output::{Product, Target as Folder};
use bedside::world::DiskWorld;

use super::Target;
use crate::output::support::{Project, tree, write_journal};
use crate::support::{NOW, SETTINGS};

/// Length of the seal at the start of some notes: a hash in hexadecimal digits, and the end of its line.
const SEAL: usize = 65;

pub(super) fn journals_and_markers() -> Target {
    let project = Project::new();
    fs::write(project.home().join("precious"), "precious").expect("a file");
    let marker = project.public().join(".bedside-output.json");
    project.build(&[("index.html", "old"), ("a/index.html", "same")]);
    let good = fs::read(&marker).expect("the marker");
    let good_seed = good.clone();
    let private = project.root().join(".bedside");
    let journal = br#"{"step": "files", "staging": ".public.staging-1", "folder": "public"}"#;
    let run = move |bytes: &[u8]| {
        for item in fs::read_dir(&private).expect("the folder").flatten() {
            if item.file_type().is_ok_and(|kind| kind.is_file()) && item.file_name() != "lock" {
                fs::write(item.path(), bytes).expect("written");
            }
        }
        write_journal(&project, "files", &String::from_utf8_lossy(bytes));
        fs::write(&marker, bytes).expect("written");
        // A marker that cannot be read is refused; whatever it says, nothing else is touched.
        let _ = project.try_build(&[("index.html", "new")], true);
        assert_eq!(fs::read(project.home().join("precious")).expect("there"), b"precious");
        let _ = fs::create_dir_all(project.public());
        fs::write(&marker, &good).expect("written");
    };
    Target::new(&[good_seed.as_slice(), journal], run)
}

pub(super) fn caches() -> Target {
    let project = Project::new();
    let (root, public) = (project.root(), project.public());
    fs::write(root.join("bedside.yaml"), SETTINGS).expect("written");
    fs::create_dir_all(root.join("content/articles")).expect("made");
    let cache = root.join(".bedside/cache");
    let made = move |number: usize| {
        let text = format!("---\ntitle: Flu\ndate: 2026-11-02\n---\n\nText {}.\n", number % 2);
        fs::write(root.join("content/articles/flu.md"), text).expect("written");
        let world = DiskWorld::open(&root, Some(NOW.parse().expect("an instant"))).expect("a project");
        let target = Folder {
            project: &root,
            folder: &public,
            home: None,
            working: &root,
            force: false,
            product: Product::Site,
        };
        let options = BuildOptions { target, strict: false, allow_empty: true, program: Some("1"), explain: None };
        let outcome = build(&world, &Request { no_cards: true, ..Request::default() }, &options, &());
        assert!(outcome.diagnostics.iter().all(|problem| !problem.is_error()), "{:?}", outcome.diagnostics);
        tree(&public)
    };
    let clean = [made(0), made(1)];
    let notes = move || fs::read_dir(&cache).expect("the folder").flatten().map(|item| item.path());
    let seeds: Vec<Vec<u8>> = notes().map(|note| fs::read(note).expect("a note")).collect();
    assert!(seeds.len() >= 3, "{seeds:?}");
    let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    let run = move |bytes: &[u8]| {
        // What else there is to choose follows from the input, so that it does the same each time.
        let choice = bytes.iter().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
        // The seal of a note is no secret: half of the inputs have a right one.
        let text = bytes.get(SEAL..).unwrap_or(bytes);
        let sealed = [ContentHash::of(text).hex().as_bytes(), b"\n", text].concat();
        let text = if choice & 2 == 0 { sealed } else { bytes.to_vec() };
        for note in notes() {
            fs::write(note, &text).expect("written");
        }
        // The folder of the project is there as long as this is called.
        let _project = &project;
        // Some inputs meet the state of the sources that is published, the others an edit.
        let state = usize::from(choice & 1);
        assert!(made(state) == clean[state], "what a note says may cost time, never change the site");
    };
    Target::new(&seeds, run)
}
