//! Disks that are full, read-only, or mounted at the output folder.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::fs;

use super::support::{Mount, Project, build, is_root, lines, shown, write_all};

const OLD: [(&str, &str); 3] = [("index.html", "old"), ("a/index.html", "same"), ("b/index.html", "going")];
const NEW: [(&str, &str); 3] = [("index.html", "new"), ("a/index.html", "same"), ("c/index.html", "coming")];

/// Whether a test goes on: it may be skipped only where mounting is not allowed.
fn mounted(mount: Option<Mount>) -> Option<Mount> {
    assert!(mount.is_some() || !is_root(), "the superuser can mount");
    mount
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let project = Project::new();
    let Some(mount) = mounted(Mount::new(&project.root(), "size=1m")) else { return };
    fs::create_dir(project.root().join("content")).expect("the project");
    project.build(&OLD);
    let big = "x".repeat(300_000);
    let site = [("index.html", "new"), ("1", &big), ("2", &big), ("3", &big), ("4", &big)];
    let problems = project.try_build(&site, false).expect_err("the disk is full");
    let full: Vec<_> = lines(&problems).lines().map(str::to_owned).collect();
    assert!(full[0].ends_with("cannot be written: the disk is full"), "{full:?}");
    assert!(full[0].starts_with("output/cannot-write: `public/"), "{full:?}");
    assert_eq!(project.published(), shown(&OLD));
    assert_eq!(project.leftovers(), [""; 0], "the space is given back");
    project.build(&NEW);
    assert_eq!(project.published(), shown(&NEW));
    drop(mount);
}

#[test]
fn a_folder_that_is_a_mount_point_is_filled_file_by_file() {
    let project = Project::new();
    let Some(mount) = mounted(Mount::new(&project.public(), "size=1m")) else { return };
    for (round, site) in [&OLD, &NEW, &NEW, &OLD].into_iter().enumerate() {
        let report = project.build(site);
        assert!(report.one_by_one);
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
        let mut expected = shown(site);
        if round > 0 {
            expected.extend(shown(&[("CNAME", "clinic.example")]));
        }
        assert_eq!(project.published(), expected);
        assert_eq!(project.leftovers(), [""; 0]);
        assert!(project.up_to_date("first"));
        project.put("CNAME", "clinic.example");
    }
    let folders = fs::read_dir(project.public())
        .expect("public")
        .filter(|item| item.as_ref().is_ok_and(|item| item.path().is_dir()));
    assert_eq!(folders.count(), 2, "no empty folder stays");
    drop(mount);
}

#[test]
fn changed_files_are_kept_on_a_mount_point_too() {
    let project = Project::new();
    let Some(mount) = mounted(Mount::new(&project.public(), "size=1m")) else { return };
    project.build(&OLD);
    project.put("index.html", "my index");
    project.put("b/index.html", "my b");
    project.put("c", "a file where a folder comes");
    let report = project.build(&NEW);
    assert_eq!(report.diagnostics.len(), 3, "{}", lines(&report.diagnostics));
    let mut expected = shown(&NEW);
    expected.extend(shown(&[("b/index.html", "my b")]));
    assert_eq!(project.published(), expected);
    let kept = super::support::tree(&project.root().join(".bedside/kept"));
    assert_eq!(kept, shown(&[("index.html", "my index"), ("c", "a file where a folder comes")]));
    drop(mount);
}

#[test]
fn a_read_only_disk_is_told() {
    let project = Project::new();
    let away = project.home().join("away");
    let Some(mount) = mounted(Mount::new(&away, "size=1m,ro")) else { return };
    let problems = build(&project.root(), &away.join("public"), &OLD, false).expect_err("read-only");
    assert!(lines(&problems).ends_with("cannot be written: the disk is read-only\n"), "{}", lines(&problems));
    assert!(!problems[0].help.is_empty());
    drop(mount);
}

/// Runs the test `name` again as the user `nobody`, who is bound by permissions, in a project that `prepare` has made:
/// there, this returns its root; in the parent, `None`.
#[cfg(unix)]
fn as_nobody(name: &str, key: &str, prepare: fn(&Project)) -> Option<std::path::PathBuf> {
    use std::os::unix::process::CommandExt;
    if let Some(root) = super::support::child(key) {
        return Some(root);
    }
    let project = Project::new();
    prepare(&project);
    // The checkout may lie below a folder that only its owner may enter, such as `/root`.
    let within_reach = tempfile::tempdir().expect("a folder");
    let mut command = super::support::again(&format!("disk::{name}"), key, &project.root());
    if is_root() {
        command = moved(&command, within_reach.path());
        command.env(key, project.root()).current_dir("/").uid(65534).gid(65534);
    }
    let output = command.output().expect("a child");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    open_to_all(project.home(), 0o777); // so that it can be removed
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
    None
}

/// A command with its program copied into `folder`, which is opened to everybody.
#[cfg(unix)]
fn moved(command: &std::process::Command, folder: &std::path::Path) -> std::process::Command {
    let program = folder.join("tests");
    // A second name costs nothing where both lie on one disk.
    if fs::hard_link(command.get_program(), &program).is_err() {
        fs::copy(command.get_program(), &program).expect("a copy");
    }
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("permissions");
    let mut moved = std::process::Command::new(program);
    moved.args(command.get_args());
    moved
}

#[cfg(unix)]
fn open_to_all(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    for item in walkdir::WalkDir::new(path) {
        let path = item.expect("an item").into_path();
        let mode = if path.is_dir() { mode } else { mode & 0o666 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    let child = as_nobody("a_folder_that_may_not_be_written_to_is_told", "BEDSIDE_TEST_UNWRITABLE", |project| {
        open_to_all(project.home(), 0o777);
        let closed = project.home().join("closed");
        fs::create_dir_all(&closed).expect("a folder");
        open_to_all(&closed, 0o555);
    });
    let Some(root) = child else { return };
    let closed = root.parent().expect("home").join("closed");
    fs::write(closed.join("x"), "x").expect_err("the folder is closed to this user");
    let problems = build(&root, &closed.join("public"), &OLD, false).expect_err("closed");
    assert!(
        lines(&problems).ends_with("cannot be written: you do not have permission to write there\n"),
        "{}",
        lines(&problems)
    );
}

#[cfg(unix)]
#[test]
fn a_folder_whose_parent_is_closed_is_filled_file_by_file() {
    let name = "a_folder_whose_parent_is_closed_is_filled_file_by_file";
    let child = as_nobody(name, "BEDSIDE_TEST_CLOSED_PARENT", |project| {
        let server = project.home().join("server");
        fs::create_dir_all(server.join("html")).expect("a folder");
        open_to_all(project.home(), 0o777);
        fs::set_permissions(&server, std::os::unix::fs::PermissionsExt::from_mode(0o555)).expect("permissions");
    });
    let Some(root) = child else { return };
    let html = root.parent().expect("home").join("server/html");
    for site in [&OLD, &NEW] {
        let report = build(&root, &html, site, false).expect("published");
        assert!(report.one_by_one);
        assert_eq!(super::support::tree(&html), shown(site));
    }
}

#[test]
fn a_stage_on_a_mount_point_that_is_dropped_changes_nothing() {
    let project = Project::new();
    let Some(mount) = mounted(Mount::new(&project.public(), "size=1m")) else { return };
    project.build(&OLD);
    let stage = project.open().expect("a stage");
    write_all(&stage, &NEW).expect("written");
    drop(stage);
    assert_eq!(project.published(), shown(&OLD));
    drop(mount);
}

#[test]
fn a_journal_about_a_folder_on_another_disk_stops_no_build() {
    let project = Project::new();
    let Some(mount) = mounted(Mount::new(&project.public(), "size=1m")) else { return };
    project.build(&OLD);
    let staging = project.root().join(".public.staging-1");
    let other = Project::new();
    other.build(&NEW);
    fs::create_dir(&staging).expect("the staging folder");
    for item in walkdir::WalkDir::new(other.public()).min_depth(1) {
        let item = item.expect("an item");
        let to = staging.join(item.path().strip_prefix(other.public()).expect("below"));
        let made = if item.file_type().is_dir() { fs::create_dir(to) } else { fs::copy(item.path(), to).map(drop) };
        made.expect("copied");
    }
    super::support::write_journal(&project, "files", ".public.staging-1");
    for site in [&OLD, &NEW] {
        let report = project.build(site);
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
        assert_eq!(project.published(), shown(site));
        assert_eq!(project.leftovers(), [""; 0]);
    }
    drop(mount);
}
