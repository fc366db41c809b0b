//! Folders that are refused, and those that are taken over with `--force`.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::fs;
use std::path::{Path, PathBuf};

use super::support::{Project, lines, shown, target, tree};
use bedside::output::{Stage, Target};

const SITE: [(&str, &str); 2] = [("index.html", "home"), ("articles/flu/index.html", "flu")];

fn refusal(target: &Target<'_>) -> String {
    match Stage::open(target) {
        Ok(_) => panic!("{} was taken", target.folder.display()),
        Err(problems) => {
            assert!(problems.iter().all(|problem| !problem.help.is_empty()), "no way out of {problems:?}");
            lines(&problems)
        }
    }
}

#[test]
fn folders_that_hold_something_else_are_refused() {
    let project = Project::new();
    let root = project.root();
    for folder in ["data", "static", "templates", "themes", ".git", "public"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    let cases: [(PathBuf, &str); 14] = [
        ("/".into(), "the whole disk"),
        (root.clone(), "the project itself"),
        (project.home().into(), "the project itself"),
        (root.join("public/.."), "the project itself"),
        (root.join("content"), "`content/`"),
        (root.join("content/articles/new"), "`content/`"),
        (root.join("data/out"), "`data/`"),
        (root.join("static"), "`static/`"),
        (root.join("templates"), "`templates/`"),
        (root.join("themes/clinic"), "`themes/`"),
        (root.join(".git/public"), "`.git/`"),
        (root.join(".bedside/public"), "`.bedside/`"),
        (root.join("public/../data/"), "`data/`"),
        (root.join("nowhere/../data/x"), "cannot be resolved"),
    ];
    let before = tree(project.home());
    for (folder, reason) in cases {
        let message = refusal(&Target { force: true, ..target(&root, &folder) });
        assert!(message.starts_with("output/refused: "), "{message}");
        assert!(message.contains(reason), "{}: {message}", folder.display());
    }
    assert_eq!(tree(project.home()), before);
}

#[test]
fn home_and_the_working_folder_are_refused_with_all_above_them() {
    let project = Project::new();
    let (root, home) = (project.root(), project.home().join("users/anna"));
    let working = project.home().join("desk/today");
    fs::create_dir_all(&home).expect("home");
    fs::create_dir_all(&working).expect("the working folder");
    for (folder, reason) in [
        (home.clone(), "your home folder"),
        (project.home().join("users"), "your home folder"),
        (working.clone(), "the folder you are in"),
        (project.home().join("desk"), "the folder you are in"),
        (PathBuf::from("."), "the folder you are in"),
    ] {
        let asked = Target { home: Some(&home), working: &working, force: true, ..target(&root, &folder) };
        let message = refusal(&asked);
        assert!(message.contains(reason), "{}: {message}", folder.display());
    }
    let relative = Path::new("site/public");
    let asked = Target { home: Some(&home), working: &working, ..target(&root, relative) };
    drop(Stage::open(&asked).expect("a folder below the working folder is fine"));
    assert!(!working.join("site").exists(), "nothing was published, so nothing stays");
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_not_followed() {
    let project = Project::new();
    let root = project.root();
    let elsewhere = project.home().join("elsewhere");
    fs::create_dir_all(&elsewhere).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, root.join("link")).expect("a link");
    std::os::unix::fs::symlink(root.join("content"), project.home().join("alias")).expect("a link");
    for folder in [root.join("link"), root.join("link/"), root.join("link/public")] {
        let message = refusal(&target(&root, &folder));
        assert!(message.contains("symbolic link"), "{}: {message}", folder.display());
    }
    let message = refusal(&target(&root, &project.home().join("alias/public")));
    assert!(message.contains("`content/`"), "a link to the content is seen through: {message}");
    assert_eq!(fs::read_dir(&elsewhere).expect("the folder").count(), 0);
}

#[test]
fn a_file_is_no_folder() {
    let project = Project::new();
    fs::write(project.public(), "x").expect("a file");
    let problems = project.try_build(&SITE, true).expect_err("refused");
    assert!(lines(&problems).contains("`public` cannot be the output folder: it is a file"), "{}", lines(&problems));
}

#[test]
fn a_folder_that_is_not_ours_needs_force_and_keeps_its_files() {
    let project = Project::new();
    project.put("notes.txt", "mine");
    project.put("index.html", "my own page");
    let problems = project.try_build(&SITE, false).expect_err("refused");
    assert!(lines(&problems).contains("it contains files"), "{}", lines(&problems));
    assert!(problems[0].help[0].contains("`--force`"));
    assert_eq!(project.published(), shown(&[("index.html", "my own page"), ("notes.txt", "mine")]));

    let report = project.force(&SITE);
    assert_eq!(report.carried, ["public/notes.txt"]);
    assert!(lines(&report.diagnostics).starts_with("output/kept: `public/index.html` was not written by Bedside"));
    assert_eq!(project.published(), shown(&[SITE[0], SITE[1], ("notes.txt", "mine")]));
    let kept = fs::read_to_string(project.root().join(".bedside/kept/index.html")).expect("kept");
    assert_eq!(kept, "my own page");

    assert_eq!(project.build(&SITE).carried, ["public/notes.txt"], "once taken over, no force is needed");
}

#[test]
fn an_empty_folder_is_taken() {
    let project = Project::new();
    fs::create_dir(project.public()).expect("a folder");
    project.build(&SITE);
    assert_eq!(project.published(), shown(&SITE));
}

#[test]
fn a_damaged_marker_is_told() {
    let project = Project::new();
    for damaged in ["", "{", "{\"files\": {\"../content/flu.md\": [3, \"00\"]}}"] {
        project.put(".bedside-output.json", damaged);
        let problems = project.try_build(&SITE, false).expect_err("refused");
        assert!(lines(&problems).contains("is damaged"), "{damaged:?}: {}", lines(&problems));
    }
    project.force(&SITE);
    assert_eq!(project.published(), shown(&SITE));
}
