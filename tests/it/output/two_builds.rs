//! One build at a time, and what an interrupted one leaves.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use bedside::build::BuildOptions;
use bedside::compile::Request;
use bedside::diag::Diagnostic;
use bedside::output::{Product, Target};
use bedside::world::DiskWorld;

use super::support::{Project, lines, meta, shown, write_all, write_journal};

const OLD: [(&str, &str); 2] = [("index.html", "old"), ("a/index.html", "same")];
const NEW: [(&str, &str); 2] = [("index.html", "new"), ("a/index.html", "same")];

#[test]
fn a_second_build_is_told_who_holds_the_project() {
    let project = Project::new();
    let first = project.open().expect("a stage");
    let problems = project.open().expect_err("the first is still open");
    let expected =
        format!("output/locked: another build of this project is running (process {})\n", std::process::id());
    assert_eq!(lines(&problems), expected);
    write_all(&first, &OLD).expect("the first is not disturbed");
    first.publish(&meta()).expect("published");
    project.build(&NEW);
    assert_eq!(project.published(), shown(&NEW));
}

#[test]
fn a_dead_holder_is_no_obstacle() {
    const KEY: &str = "BEDSIDE_TEST_HOLDER";
    if let Some(root) = super::support::child(KEY) {
        let folder = root.join("public");
        let stage = bedside::output::Stage::open(&super::support::target(&root, &folder)).expect("a stage");
        write_all(&stage, &NEW).expect("written");
        println_ready();
        loop {
            std::thread::park();
        }
    }
    let project = Project::new();
    project.build(&OLD);
    let mut holder = super::support::again("two_builds::a_dead_holder_is_no_obstacle", KEY, &project.root())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let out = BufReader::new(holder.stdout.take().expect("its output"));
    assert!(out.lines().any(|line| line.is_ok_and(|line| line.contains("ready"))));
    let problems = project.open().expect_err("the child holds it");
    assert!(lines(&problems).contains(&format!("(process {})", holder.id())), "{}", lines(&problems));
    assert_eq!(project.leftovers().len(), 1, "its staging folder is left alone");

    holder.kill().expect("killed");
    holder.wait().expect("dead");
    assert_eq!(project.published(), shown(&OLD));
    project.build(&NEW);
    assert_eq!(project.published(), shown(&NEW));
    assert_eq!(project.leftovers(), [""; 0]);
}

#[expect(clippy::print_stdout, reason = "the parent waits for it")]
fn println_ready() {
    println!("ready");
}

/// A project that was interrupted while `old` and `new` were being exchanged.
fn interrupted(step: &str) -> Project {
    let project = Project::new();
    let other = Project::new();
    other.build(&NEW);
    project.build(&OLD);
    let staging = project.root().join(".public.staging-1");
    fs::create_dir(&staging).expect("the staging folder");
    for (path, text) in NEW {
        fs::create_dir_all(staging.join("a")).expect("a folder");
        fs::write(staging.join(path), text).expect("a file");
    }
    fs::copy(other.public().join(".bedside-output.json"), staging.join(".bedside-output.json")).expect("the marker");
    write_journal(&project, step, ".public.staging-1");
    project
}

#[test]
fn a_swap_that_was_interrupted_is_finished() {
    let project = interrupted("folders");
    fs::rename(project.public(), project.root().join(".public.staging-1-old")).expect("the first of two renames");
    assert!(!project.up_to_date("first"), "a build is needed to finish it");
    drop(project.open().expect("a stage"));
    assert_eq!(project.published(), shown(&NEW));
    assert_eq!(project.leftovers(), [""; 0]);
}

#[test]
fn a_build_with_errors_finishes_an_interrupted_swap_all_the_same() {
    let project = interrupted("folders");
    fs::rename(project.public(), project.root().join(".public.staging-1-old")).expect("the first of two renames");
    fs::write(project.root().join("bedside.yaml"), "title: [\n").expect("settings that cannot be read");
    let (world, root) = (DiskWorld::open(&project.root(), None).expect("a project"), project.root());
    let (folder, product) = (project.public(), Product::Site);
    let target = Target { project: &root, folder: &folder, home: None, working: &root, force: false, product };
    let options = BuildOptions { target, strict: false, allow_empty: true, program: None, explain: None };
    let outcome = bedside::build::build(&world, &Request::default(), &options, &());
    assert!(!outcome.value.published && outcome.diagnostics.iter().any(Diagnostic::is_error));
    assert_eq!(project.published(), shown(&NEW));
    assert_eq!(project.leftovers(), ["bedside.yaml"]);
}

#[test]
fn what_a_killed_write_of_the_journal_has_left_goes_with_the_next_build() {
    let project = Project::new();
    project.build(&OLD);
    write_journal(&project, "folders", ".public.staging-1");
    let private = project.root().join(".bedside");
    let journal = |end: &str| {
        let mut names = fs::read_dir(&private).expect("listed").flatten().map(|item| item.path());
        names.find(|path| path.to_string_lossy().contains("publishing-") && path.to_string_lossy().ends_with(end))
    };
    let whole = journal(".json").expect("a journal");
    fs::rename(&whole, whole.with_extension("json.new")).expect("as it is until it is whole");
    assert!(!project.up_to_date("first"), "a build has to clear it away");
    drop(project.open().expect("a stage"));
    assert_eq!(journal(""), None);
}

#[test]
fn a_swap_that_had_not_begun_is_given_up() {
    let project = interrupted("folders");
    drop(project.open().expect("a stage"));
    assert_eq!(project.published(), shown(&OLD));
    // The new index page differs from the old one; it was never public, and its marker tells that it is ours.
    assert_eq!(project.leftovers(), [""; 0]);
    assert!(!project.root().join(".bedside/kept").exists());
}

#[test]
fn a_publication_file_by_file_is_finished() {
    for moved in [false, true] {
        let project = interrupted("files");
        if moved {
            let staged = project.root().join(".public.staging-1/index.html");
            fs::rename(staged, project.public().join("index.html")).expect("half way");
        }
        drop(project.open().expect("a stage"));
        assert_eq!(project.published(), shown(&NEW));
        assert_eq!(project.leftovers(), [""; 0]);
        assert!(!project.root().join(".bedside/kept").exists(), "nobody changed anything by hand");
    }
}

#[test]
fn a_foreign_file_in_a_leftover_is_kept() {
    let project = Project::new();
    project.build(&OLD);
    let leftover = project.root().join(".public.staging-77");
    fs::create_dir_all(leftover.join("x")).expect("a folder");
    fs::copy(project.public().join(".bedside-output.json"), leftover.join(".bedside-output.json")).expect("the marker");
    fs::write(leftover.join("x/late.txt"), "appeared during the exchange").expect("a file");
    fs::write(leftover.join("index.html"), "old").expect("a file");
    let report = project.build(&NEW);
    assert_eq!(project.leftovers(), [""; 0]);
    let kept = project.root().join(".bedside/kept/x/late.txt");
    assert_eq!(fs::read_to_string(kept).expect("kept"), "appeared during the exchange");
    assert!(lines(&report.diagnostics).contains("output/kept"), "{}", lines(&report.diagnostics));
}

#[test]
fn a_journal_cannot_name_any_other_folder() {
    let project = Project::new();
    let precious = project.home().join("precious");
    fs::create_dir(&precious).expect("a folder");
    project.build(&OLD);
    for staging in [precious.to_str().expect("text"), "../precious", "precious", "../../precious/.public.staging-1"] {
        for step in ["folders", "files"] {
            write_journal(&project, step, staging);
            project.build(&NEW);
            assert!(precious.is_dir(), "{staging}");
            assert_eq!(project.published(), shown(&NEW), "{staging}");
        }
    }
}
