//! `kill -9` at random moments: the folder holds the old site or the new one, whole.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::support::{Mount, Project, build, lines, tree};

const KEY: &str = "BEDSIDE_TEST_KILLED";

/// Site number `number`: some pages stay the same, some change each time, some come and go.
fn site(number: u32) -> Vec<(String, String)> {
    let same = (0..30).map(|at| (format!("same/{at}/index.html"), format!("page {at}")));
    let changing = (0..30).map(|at| (format!("new/{at}/index.html"), format!("{at} in site {number}")));
    let passing = (0..10).map(|at| (format!("only-{}/{at}.html", number % 3), format!("{at} in site {number}")));
    same.chain(changing).chain(passing).chain([("index.html".to_owned(), number.to_string())]).collect()
}

fn publish(root: &Path, number: u32) -> Result<bedside::output::Report, Vec<bedside::diag::Diagnostic>> {
    let site = site(number);
    let site: Vec<(&str, &str)> = site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    build(root, &root.join("public"), &site, false)
}

/// The number of the site in `folder`; panics unless it is whole, with the foreign file and nothing else.
fn whole(folder: &Path, moment: &str) -> u32 {
    let found = tree(folder);
    let number = found.get("index.html").unwrap_or_else(|| panic!("no site {moment}")).parse().expect("a number");
    let mut expected: std::collections::BTreeMap<String, String> = site(number).into_iter().collect();
    expected.insert("CNAME".to_owned(), "clinic.example".to_owned());
    assert!(found == expected, "site {number} is not whole {moment}: {}", difference(&found, &expected));
    number
}

type Files = std::collections::BTreeMap<String, String>;

fn difference(found: &Files, expected: &Files) -> String {
    let paths: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let differ = paths.into_iter().filter(|path| found.get(*path) != expected.get(*path));
    differ.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The child's part: publishes one site after the other until it is killed.
fn publish_for_ever(root: &Path) {
    #[expect(clippy::print_stdout, reason = "the parent waits for it")]
    fn ready() {
        println!("ready");
    }
    let mut number: u32 = fs::read_to_string(root.join("public/index.html")).map_or(0, |at| at.parse().unwrap_or(0));
    ready();
    loop {
        number += 1;
        publish(root, number).expect("published");
    }
}

/// Starts the child and kills it after `moment`.
fn kill_at(name: &str, project: &Project, moment: Duration) {
    let mut command = super::support::again(&format!("kill::{name}"), KEY, &project.root());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a child");
    let mut out = BufReader::new(child.stdout.take().expect("its output")).lines();
    assert!(out.any(|line| line.is_ok_and(|line| line.contains("ready"))), "the child did not start");
    let ready = Instant::now();
    while ready.elapsed() < moment {
        std::thread::yield_now();
    }
    child.kill().expect("killed");
    child.wait().expect("dead");
}

/// Moments spread over the first 12 ms, in which a child publishes several times.
fn moments(kills: u32) -> impl Iterator<Item = Duration> {
    (0..kills).map(|at| Duration::from_micros(u64::from(at.wrapping_mul(2_654_435_761) % 12_000)))
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    if let Some(root) = super::support::child(KEY) {
        return publish_for_ever(&root);
    }
    let project = Project::new();
    publish(&project.root(), 1).expect("published");
    project.put("CNAME", "clinic.example");
    let mut states = BTreeSet::new();
    for (at, moment) in moments(240).enumerate() {
        kill_at("a_killed_build_leaves_the_old_site_or_the_new_one", &project, moment);
        let number = whole(&project.public(), &format!("after kill {at}"));
        states.insert(project.leftovers().len());
        if at % 3 == 0 {
            let report = publish(&project.root(), number + 1).expect("the next build succeeds");
            assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
            assert_eq!(whole(&project.public(), "after the next build"), number + 1);
            assert_eq!(project.leftovers(), [""; 0]);
        }
    }
    assert!(states.contains(&1), "no kill came in the middle of a build");
    assert_eq!(tree(&project.root().join(".bedside/kept")), Files::new(), "nobody changed a file by hand");
}

#[test]
fn a_publication_file_by_file_that_is_killed_is_finished_by_the_next_build() {
    if let Some(root) = super::support::child(KEY) {
        return publish_for_ever(&root);
    }
    let project = Project::new();
    let Some(_mount) = Mount::new(&project.public(), "size=16m") else {
        assert!(!super::support::is_root(), "the superuser can mount");
        return;
    };
    publish(&project.root(), 1).expect("published");
    project.put("CNAME", "clinic.example");
    for (at, moment) in moments(60).enumerate() {
        kill_at("a_publication_file_by_file_that_is_killed_is_finished_by_the_next_build", &project, moment);
        drop(project.open().expect("recovered"));
        let number = whole(&project.public(), &format!("after kill {at}"));
        let report = publish(&project.root(), number + 1).expect("the next build succeeds");
        assert!(report.one_by_one);
        assert!(report.diagnostics.is_empty(), "{}", lines(&report.diagnostics));
    }
    assert_eq!(tree(&project.root().join(".bedside/kept")), Files::new(), "nobody changed a file by hand");
}
