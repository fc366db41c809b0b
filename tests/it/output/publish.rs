//! What a publication does to the files in the output folder.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::fs;

use super::support::{Project, Site, build, lines, meta, shown, tree, write_all};
use bedside::base::OutputPath;

const OLD: [(&str, &str); 4] =
    [("index.html", "home 1"), ("a/one/index.html", "one"), ("a/two/index.html", "two"), ("feed.xml", "feed 1")];
const NEW: [(&str, &str); 4] =
    [("index.html", "home 2"), ("a/one/index.html", "one"), ("b/three/index.html", "three"), ("feed.xml", "feed 2")];

#[test]
fn the_new_site_replaces_the_old_one() {
    let project = Project::new();
    project.build(&OLD);
    for (site, unchanged, removed) in [(&NEW, 1, 1), (&NEW, 4, 0), (&OLD, 1, 1), (&NEW, 1, 1), (&NEW, 4, 0)] {
        let report = project.build(site);
        assert_eq!((report.files, report.unchanged, report.removed), (4, unchanged, removed));
        assert_eq!(project.published(), shown(site));
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
        assert!(!report.one_by_one);
        assert_eq!(project.leftovers(), [""; 0]);
    }
    let folders = fs::read_dir(project.public())
        .expect("public")
        .filter(|item| item.as_ref().is_ok_and(|item| item.path().is_dir()));
    assert_eq!(folders.count(), 2, "`a` and `b`: no empty folder stays");
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let project = Project::new();
    let (left, right): (&Site<'_>, &Site<'_>) =
        (&[("a", "file"), ("b/c/d", "deep")], &[("a/x/y", "deep"), ("b", "file")]);
    for site in [left, right, left, left, right, right, left] {
        let report = project.build(site);
        assert_eq!(project.published(), shown(site));
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
    }
}

#[cfg(unix)]
#[test]
fn an_unchanged_file_is_the_same_file() {
    use std::os::unix::fs::MetadataExt;
    let project = Project::new();
    let inode = |path: &str| fs::metadata(project.public().join(path)).expect("published").ino();
    project.build(&OLD);
    let first = (inode("a/one/index.html"), inode("index.html"));
    for _ in 0..3 {
        project.build(&NEW);
        assert_eq!(inode("a/one/index.html"), first.0, "linked from the previous site");
        assert_ne!(inode("index.html"), first.1, "its bytes are new");
    }
}

#[test]
fn a_file_can_be_kept_without_its_bytes() {
    let project = Project::new();
    project.build(&OLD);
    project.put("a/two/index.html", "changed");
    let stage = project.open().expect("a stage");
    assert!(stage.keep(&OutputPath::new("a/one/index.html")));
    assert!(!stage.keep(&OutputPath::new("a/two/index.html")), "it was touched");
    assert!(!stage.keep(&OutputPath::new("b/index.html")), "it was never there");
    stage.publish(&meta()).expect("published");
    assert_eq!(project.published(), shown(&[OLD[1], ("a/two/index.html", "changed")]));
}

#[test]
fn what_is_not_ours_survives_any_number_of_builds() {
    let project = Project::new();
    project.build(&OLD);
    let foreign = [
        (".git/HEAD", "ref: refs/heads/pages"),
        (".git/objects/ab/cd", "blob"),
        (".well-known/security.txt", "mailto:"),
        ("CNAME", "clinic.example"),
        ("a/two/notes.txt", "beside a page"),
    ];
    for (path, text) in foreign {
        project.put(path, text);
    }
    fs::create_dir_all(project.public().join(".git/refs/tags")).expect("an empty folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", project.public().join("link")).expect("a link");
    for round in 0..5 {
        let site = if round % 2 == 0 { &NEW } else { &OLD };
        let report = project.build(site);
        let mut expected = shown(site);
        expected.extend(shown(&foreign));
        #[cfg(unix)]
        expected.extend(shown(&[("link", "")]));
        assert_eq!(project.published(), expected);
        assert_eq!(report.carried.len(), expected.len() - 4, "{:?}", report.carried);
        assert!(report.carried.contains(&"public/.git/HEAD".to_owned()));
        assert!(project.public().join(".git/refs/tags").is_dir());
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
        assert_eq!(project.leftovers(), [""; 0]);
    }
}

#[test]
fn a_file_changed_by_hand_is_kept_aside() {
    let project = Project::new();
    let kept = project.root().join(".bedside/kept");
    project.build(&OLD);
    for (round, edit) in ["first edit", "other edit", "other edit"].into_iter().enumerate() {
        project.put("index.html", edit);
        project.put("a/one/index.html", "one"); // written again with the same text: not changed
        let report = project.build(if round % 2 == 0 { &NEW } else { &OLD });
        let expected = format!(
            "output/kept: `public/index.html` was changed by hand; the site's version replaces it, \
            and the changed file is kept as `.bedside/kept/index.html{}`\n",
            if round == 0 { "" } else { ".2" }
        );
        assert_eq!(lines(&report.diagnostics), expected);
    }
    assert_eq!(project.published(), shown(&NEW));
    assert_eq!(tree(&kept), shown(&[("index.html", "first edit"), ("index.html.2", "other edit")]));
}

#[test]
fn an_edit_in_place_does_not_reach_the_new_site() {
    use std::io::Write;
    let project = Project::new();
    project.build(&OLD);
    project.build(&OLD);
    let page = project.public().join("a/one/index.html");
    let mut page = fs::OpenOptions::new().append(true).open(page).expect("the page");
    page.write_all(b" and more").expect("an edit");
    let report = project.build(&OLD);
    assert_eq!(project.published(), shown(&OLD));
    assert!(lines(&report.diagnostics).contains("a/one/index.html` was changed by hand"));
    assert_eq!(tree(&project.root().join(".bedside/kept")), shown(&[("a/one/index.html", "one and more")]));
}

#[test]
fn a_changed_file_that_the_site_has_no_more_stays() {
    let project = Project::new();
    project.build(&OLD);
    project.put("a/two/index.html", "my two");
    let report = project.build(&NEW);
    assert!(lines(&report.diagnostics).contains("`public/a/two/index.html` was changed by hand and is no longer part"));
    let mut expected = shown(&NEW);
    expected.extend(shown(&[("a/two/index.html", "my two")]));
    assert_eq!(project.published(), expected);
    assert_eq!(project.build(&NEW).carried, ["public/a/two/index.html"]);
    assert_eq!(project.published(), expected);
}

#[test]
fn what_is_in_the_way_of_the_new_site_is_kept_aside() {
    let project = Project::new();
    project.build(&OLD);
    project.put("b", "a file where a folder comes");
    project.put("robots.txt/readme", "a folder where a file comes");
    project.put("same.txt", "the same");
    let site = [NEW[0], NEW[1], NEW[2], ("robots.txt", "all"), ("same.txt", "the same")];
    let report = project.build(&site);
    assert_eq!(project.published(), shown(&site));
    assert_eq!(report.diagnostics.len(), 2, "{}", lines(&report.diagnostics));
    let expected = shown(&[("b", "a file where a folder comes"), ("robots.txt/readme", "a folder where a file comes")]);
    assert_eq!(tree(&project.root().join(".bedside/kept")), expected);
}

#[test]
fn a_link_in_the_output_is_not_followed() {
    let project = Project::new();
    project.build(&OLD);
    let elsewhere = project.home().join("elsewhere");
    fs::rename(project.public().join("a"), &elsewhere).expect("moved");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&elsewhere, project.public().join("a")).expect("a link");
    let before = tree(&elsewhere);
    for site in [&NEW, &OLD, &NEW] {
        project.build(site);
        assert_eq!(project.published(), shown(site));
        assert_eq!(tree(&elsewhere), before);
    }
}

#[test]
#[cfg(unix)]
fn a_link_in_the_second_copy_of_a_site_is_never_published() {
    let project = Project::new();
    for site in [&OLD, &NEW, &OLD] {
        project.build(site);
    }
    // The copy of a project from elsewhere: a folder that the next site does not have leads to another place.
    let spare = project.root().join(".bedside/spare");
    let elsewhere = project.home().join("elsewhere");
    fs::rename(spare.join("a"), &elsewhere).expect("there is a copy");
    std::os::unix::fs::symlink(&elsewhere, spare.join("a")).expect("a link");
    let before = tree(&elsewhere);
    let last = [("index.html", "home 3")];
    project.build(&last);
    assert!(project.public().join("a").symlink_metadata().is_err(), "the link is gone");
    assert_eq!((project.published(), tree(&elsewhere)), (shown(&last), before));
}

#[test]
fn dropping_a_stage_changes_nothing() {
    let project = Project::new();
    let stage = project.open().expect("a stage");
    write_all(&stage, &OLD).expect("written");
    drop(stage);
    assert!(!project.public().exists());
    for _ in 0..3 {
        project.build(&OLD);
        let marker = fs::read(project.public().join(".bedside-output.json")).expect("the marker");
        let stage = project.open().expect("a stage");
        write_all(&stage, &NEW).expect("written");
        drop(stage);
        assert_eq!(project.published(), shown(&OLD));
        assert_eq!(fs::read(project.public().join(".bedside-output.json")).expect("the marker"), marker);
        assert_eq!(project.leftovers(), [""; 0]);
    }
}

#[test]
fn a_deleted_output_folder_comes_back() {
    let project = Project::new();
    for site in [&OLD, &NEW, &OLD, &NEW, &NEW] {
        project.build(site);
        project.build(site);
        project.put("CNAME", "deleted with the rest");
        fs::remove_dir_all(project.public()).expect("deleted");
        drop(project.open().expect("a stage"));
        assert!(!project.public().exists(), "only a publication brings it back");
        project.build(site);
        project.build(site);
        fs::remove_dir_all(project.public()).expect("deleted");
        let report = project.build(&NEW);
        assert_eq!(project.published(), shown(&NEW));
        assert_eq!(report.removed, 0);
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
    }
}

#[test]
fn a_panic_while_rendering_changes_nothing() {
    let project = Project::new();
    project.build(&OLD);
    let panicked = std::panic::catch_unwind(|| {
        let stage = project.open().expect("a stage");
        write_all(&stage, &NEW[..2]).expect("written");
        panic!("a page");
    });
    panicked.expect_err("it panicked");
    assert_eq!(project.published(), shown(&OLD));
    assert_eq!(project.leftovers(), [""; 0]);
    project.build(&NEW);
    assert_eq!(project.published(), shown(&NEW));
}

#[test]
fn a_name_that_leads_outside_or_comes_twice_is_not_written() {
    for bad in ["../content/flu.md", "/etc/x", "a//b", "", ".bedside-output.json"] {
        let project = Project::new();
        project.build(&OLD);
        let stage = project.open().expect("a stage");
        write_all(&stage, &NEW).expect("written");
        let problem = stage.write(&OutputPath::new(bad), b"x").expect_err(bad);
        assert_eq!(problem[0].code.name, "output/cannot-write");
        let problems = stage.publish(&meta()).expect_err("a stage that failed is not published");
        assert_eq!(problems, problem);
        assert_eq!(project.published(), shown(&OLD));
    }
    let project = Project::new();
    let problems = project.try_build(&[("a", "1"), ("a", "1")], false).expect_err("twice");
    assert!(lines(&problems).contains("`public/a` cannot be written"), "{}", lines(&problems));
    assert!(!project.public().exists());
}

#[test]
fn the_marker_is_sorted_and_the_same_every_time() {
    let marker = |site: &Site<'_>| {
        let project = Project::new();
        project.build(&OLD);
        project.build(site);
        fs::read_to_string(project.public().join(".bedside-output.json")).expect("the marker")
    };
    let mut turned = NEW;
    turned.reverse();
    let text = marker(&NEW);
    assert_eq!(text, marker(&turned));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[1..5],
        [
            "\"bedside\": \"0.1.0\",",
            "\"base_url\": \"https://clinic.example\",",
            "\"mode\": \"public\",",
            "\"now\": \"1970-01-01T00:00:00Z\",",
        ]
    );
    let paths: Vec<&str> =
        lines.iter().filter(|line| line.contains('[')).map(|line| &line[1..line.len().min(9)]).collect();
    assert_eq!(paths, ["a/one/in", "b/three/", "feed.xml", "index.ht"]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["files"]["feed.xml"][0], 6);
}

#[cfg(unix)]
#[test]
fn permissions_do_not_depend_on_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    const KEY: &str = "BEDSIDE_TEST_UMASK";
    if let Some(root) = super::support::child(KEY) {
        let folder = root.join("public");
        for site in [&OLD, &NEW, &NEW, &OLD] {
            build(&root, &folder, site, false).expect("published");
        }
        return;
    }
    for umask in [0o000, 0o022, 0o077, 0o277] {
        let project = Project::new();
        let again = super::support::again("publish::permissions_do_not_depend_on_the_umask", KEY, &project.root());
        let mut shell = std::process::Command::new("sh");
        shell.arg("-c").arg(format!("umask {umask:03o}; exec \"$0\" \"$@\"")).arg(again.get_program());
        shell.args(again.get_args()).env(KEY, project.root());
        assert!(shell.output().expect("a shell").status.success());
        for item in walkdir::WalkDir::new(project.public()) {
            let item = item.expect("an item");
            let mode = item.metadata().expect("its permissions").permissions().mode() & 0o777;
            let expected = if item.file_type().is_dir() { 0o755 } else { 0o644 };
            assert_eq!(mode, expected, "{} under {umask:o}", item.path().display());
        }
    }
}

#[cfg(unix)]
#[test]
fn permissions_that_someone_changed_are_set_right() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.build(&OLD);
    let page = project.public().join("a/one/index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).expect("changed");
    let report = project.build(&OLD);
    assert!(report.diagnostics.is_empty(), "its text is ours: {}", lines(&report.diagnostics));
    assert_eq!(fs::metadata(&page).expect("the page").permissions().mode() & 0o777, 0o644);
}
