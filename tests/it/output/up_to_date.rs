//! When a build has nothing to do.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::support::{Project, shown};

const SITE: [(&str, &str); 3] = [("index.html", "home"), ("a/index.html", "page"), ("feed.xml", "feed")];

/// Makes every file of the output as old as an hour, as if the last build had been then.
fn age(project: &Project) {
    let hour = SystemTime::now().checked_sub(Duration::from_hours(1)).expect("an hour ago");
    for item in walkdir::WalkDir::new(project.public()) {
        let item = item.expect("an item");
        if item.file_type().is_file() {
            set_time(item.path(), hour);
        }
    }
}

fn set_time(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).and_then(|file| file.set_modified(time)).expect("a time");
}

fn record(project: &Project) -> String {
    fs::read_to_string(project.root().join(".bedside/cache/output.json")).expect("the record")
}

#[test]
fn an_untouched_site_is_up_to_date() {
    let project = Project::new();
    assert!(!project.up_to_date("first"), "nothing was published");
    project.build(&SITE);
    for _ in 0..3 {
        assert!(project.up_to_date("first"));
        assert!(!project.up_to_date("second"), "it would be made from something else");
        assert!(!project.up_to_date(""));
    }
    fs::remove_dir_all(project.root().join(".bedside/cache")).expect("deleting it is safe");
    assert!(!project.up_to_date("first"));
    project.build(&SITE);
    assert!(project.up_to_date("first"));
}

/// What happens, in words and in deed.
type Case = (&'static str, fn(&Project));

#[test]
fn what_happens_to_the_output_is_noticed() {
    let cases: [Case; 8] = [
        ("changed", |project| project.put("a/index.html", "changed")),
        ("changed, same length", |project| project.put("a/index.html", "pagE")),
        ("deleted", |project| fs::remove_file(project.public().join("feed.xml")).expect("deleted")),
        ("marker deleted", |project| {
            fs::remove_file(project.public().join(".bedside-output.json")).expect("deleted");
        }),
        ("marker changed", |project| project.put(".bedside-output.json", "{}")),
        ("folder moved", |project| {
            fs::rename(project.public().join("a"), project.public().join("b")).expect("moved");
        }),
        ("all deleted", |project| fs::remove_dir_all(project.public()).expect("deleted")),
        ("replaced by a folder", |project| {
            fs::remove_file(project.public().join("feed.xml")).expect("deleted");
            fs::create_dir(project.public().join("feed.xml")).expect("a folder");
        }),
    ];
    for (name, happens) in cases {
        for settled in [false, true] {
            let project = Project::new();
            project.build(&SITE);
            if settled {
                settle(&project);
            }
            assert!(project.up_to_date("first"), "before: {name}");
            happens(&project);
            assert!(!project.up_to_date("first"), "{name}, settled: {settled}");
        }
    }
}

/// Brings the record to the state in which stamps alone decide.
fn settle(project: &Project) {
    age(project);
    project.build(&SITE);
    set_time(&project.public().join(".bedside-output.json"), SystemTime::UNIX_EPOCH);
    let mut record: serde_json::Value = serde_json::from_str(&record(project)).expect("the record");
    for file in record["files"].as_array_mut().expect("files") {
        if file[0] == ".bedside-output.json" {
            file[1]["changed"] = 0.into(); // the build wrote it a moment ago; let it be long ago
        }
    }
    fs::write(project.root().join(".bedside/cache/output.json"), record.to_string()).expect("the record");
    assert!(project.up_to_date("first"));
    assert!(!self::record(project).contains("false]"), "all settled: {}", self::record(project));
}

#[test]
fn a_young_file_is_read_and_an_old_one_is_not() {
    // Two files are changed behind our back so that no stamp tells. For the young one the record knows better.
    let project = Project::new();
    project.build(&SITE);
    let page = project.public().join("a/index.html");
    let time = fs::metadata(&page).and_then(|metadata| metadata.modified()).expect("a time");
    overwrite(&page, "pagE");
    set_time(&page, time);
    assert!(!project.up_to_date("first"), "written in the same tick of the clock");
    overwrite(&page, "page");
    set_time(&page, time);
    assert!(project.up_to_date("first"));

    settle(&project);
    let time = fs::metadata(&page).and_then(|metadata| metadata.modified()).expect("a time");
    overwrite(&page, "pagE");
    assert!(!project.up_to_date("first"), "its time tells");
    set_time(&page, time);
    assert!(project.up_to_date("first"), "a forged time is believed: the file was not read");
}

fn overwrite(path: &Path, text: &str) {
    use std::io::Write;
    let file = fs::File::options().write(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).expect("overwritten");
}

#[test]
fn foreign_files_do_not_matter() {
    let project = Project::new();
    project.build(&SITE);
    project.put("CNAME", "clinic.example");
    assert!(project.up_to_date("first"));
}

#[test]
fn another_folder_or_a_refused_one_is_not_up_to_date() {
    let project = Project::new();
    project.build(&SITE);
    let root = project.root();
    let other = root.join("other");
    assert!(!bedside::output::up_to_date(&super::support::target(&root, &other), "first"));
    assert!(!bedside::output::up_to_date(&super::support::target(&root, &root), "first"));
    fs::rename(project.public(), &other).expect("moved");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&other, project.public()).expect("a link");
    assert!(!project.up_to_date("first"), "a link is refused");
}

#[test]
fn a_build_without_its_caches_is_the_same_build() {
    let project = Project::new();
    for round in 0..4 {
        project.build(&SITE);
        let gone = [".bedside/cache", ".bedside/spare", ".bedside"][round % 3];
        let _ = fs::remove_dir_all(project.root().join(gone));
        let report = project.build(&SITE);
        assert_eq!(report.unchanged, 3, "without {gone}");
        assert!(report.diagnostics.is_empty());
        assert_eq!(project.published(), shown(&SITE));
    }
}
