//! A build that takes over what the last one rendered gives the bytes of a clean one, whatever was edited before.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bedside::base::OutputPath;
use bedside::build::{BuildOptions, BuildReport, build};
use bedside::compile::Request;
use bedside::diag::Outcome;
use bedside::model::Shown;
use bedside::output::{Product, Target};
use bedside::world::{DiskWorld, World};
use jiff::{Timestamp, ToSpan};

use super::support::Project;
use crate::serve::incremental::Desk;

/// No file of the tests' projects is as large, in bytes.
const LARGEST: u64 = 1 << 20;

/// The notes that a build leaves for the next one.
const NOTES: [&str; 3] = ["build.json", "findings.json", "rendered.json"];

/// One build of the project as `program`; the output is `public` in it.
fn build_with(root: &Path, now: Timestamp, program: Option<&str>, explain: Option<&str>) -> Outcome<BuildReport> {
    let world = DiskWorld::open(root, Some(now)).expect("a project");
    let folder = root.join("public");
    let target =
        Target { project: root, folder: &folder, home: None, working: root, force: false, product: Product::Site };
    let explain = explain.map(OutputPath::new);
    let options = BuildOptions { target, strict: false, allow_empty: true, program, explain: explain.as_ref() };
    let request =
        Request { base_url: None, no_cards: true, shown: Shown { drafts: true, future: false, expired: false } };
    build(&world, &request, &options, &())
}

/// Makes the files of the project those of the desk.
fn put(desk: &Desk, root: &Path) {
    let files = desk.world.files().value;
    for folder in ["content", "data", "static", "templates"] {
        for item in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
            let is_there = |path: &Path| files.iter().any(|file| root.join(file.as_str()) == path);
            if item.file_type().is_file() && !is_there(item.path()) {
                fs::remove_file(item.path()).expect("removed");
            }
        }
    }
    for file in &files {
        let (at, bytes) = (root.join(file.as_str()), desk.world.read(file, LARGEST).expect("a file"));
        if fs::read(&at).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(at.parent().expect("a folder")).expect("made");
            fs::write(&at, bytes).expect("written");
        }
    }
}

/// Every file of an output folder but the list of them, which names the folder.
fn site(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let public = root.join("public");
    let items = walkdir::WalkDir::new(&public).into_iter().flatten().filter(|item| item.file_type().is_file());
    let named = items.map(|item| {
        let name = item.path().strip_prefix(&public).expect("below").to_string_lossy().into_owned();
        (name, fs::read(item.path()).expect("a file"))
    });
    named.filter(|(name, _)| name != ".bedside-output.json").collect()
}

/// Edits a project at random, and builds it each time; the site is that of a clean build of the same files at the same time.
fn edits_give_what_a_clean_build_gives(edits: usize) {
    let (mut desk, warm) = (Desk::new(), Project::new());
    let mut now = desk.world.now();
    let mut published = 0;
    for edit in 1..=edits {
        desk.edit();
        match desk.random.below(12) {
            0 => now = now.saturating_add(18.hours()).expect("later"),
            1 => damage(&warm.root(), desk.random.below(1000)),
            _ => {}
        }
        put(&desk, &warm.root());
        let clean = Project::new();
        put(&desk, &clean.root());
        let made = build_with(&warm.root(), now, Some("this program"), None);
        let expected = build_with(&clean.root(), now, None, None);
        assert_eq!(made.value.published, expected.value.published, "after edit {edit}");
        // What the site lost is said of the published one, which a clean build does not have.
        let problems = made.diagnostics.iter().filter(|problem| problem.code.name != "site/pages-lost");
        assert!(problems.eq(&expected.diagnostics), "after edit {edit}: {:?}", made.diagnostics);
        if !made.value.published {
            continue;
        }
        published += 1;
        let (made, expected) = (site(&warm.root()), site(&clean.root()));
        assert_eq!(made.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "after edit {edit}");
        for (path, bytes) in &expected {
            assert!(made[path] == *bytes, "after edit {edit}: {path} is another");
        }
    }
    assert!(published * 2 > edits, "most states can be published: {published}");
}

/// Something happens to the notes: a part is lost, a byte is another, or all are gone.
fn damage(root: &Path, seed: usize) {
    let note = root.join(".bedside/cache").join(NOTES[seed % NOTES.len()]);
    let Ok(mut bytes) = fs::read(&note) else { return };
    let at = seed % bytes.len().max(1);
    match seed % 4 {
        0 => bytes.truncate(at),
        1 => bytes.clear(),
        _ => bytes[at] ^= 1,
    }
    fs::write(note, bytes).expect("damaged");
}

#[test]
fn some_edits_give_what_a_clean_build_gives() {
    edits_give_what_a_clean_build_gives(30);
}

#[test]
#[ignore = "takes minutes; `cargo xtask edits` runs it"]
fn a_thousand_edits_give_what_a_clean_build_gives() {
    edits_give_what_a_clean_build_gives(1000);
}

/// What a build says of a page.
fn told(project: &Project, now: Timestamp, program: &str) -> String {
    let path = "articles/flu/index.html";
    let report = build_with(&project.root(), now, Some(program), Some(path));
    assert!(report.value.published, "{:?}", report.diagnostics);
    report.value.explained.expect("an explanation")
}

#[test]
fn a_build_says_why_a_page_was_made_again() {
    let project = Project::new();
    let (root, now) = (project.root(), "2026-11-23T12:00:00Z".parse().expect("an instant"));
    let put = |path: &str, text: &str| {
        let at = root.join(path);
        fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        fs::write(at, text).expect("written");
    };
    let article = |name: &str, title: &str| {
        let text = format!("---\ntitle: {title}\ndate: 2026-11-02\n---\n\nText.\n");
        put(&format!("content/articles/{name}.md"), &text);
    };
    put("bedside.yaml", crate::support::SETTINGS);
    article("flu", "Flu");
    let says = |program: &str, words: &str| {
        let told = told(&project, now, program);
        assert!(told.contains(words), "{told}");
    };
    says("1", "no record of an earlier build");
    says("1", "nothing in the project has changed");
    put("static/a.txt", "a");
    says("1", "everything that it shows is the same");
    article("flu", "Flu season");
    says("1", "what it shows has changed");
    article("colds", "Colds");
    says("1", "what it shows has changed");
    put("templates/partials/breadcrumbs.html", "<p>crumbs</p>");
    says("1", "templates, words, assets or settings");
    says("2", "another version of Bedside");
    fs::write(root.join("public/articles/flu/index.html"), "changed by hand").expect("written");
    put("static/a.txt", "b");
    says("2", "is not the one that the last build wrote");
    let none = build_with(&root, now, Some("3"), Some("no/such/page"));
    assert_eq!(none.value.explained.as_deref(), Some("no/such/page: the site has no such file"));
}
