//! The commands, on folders and repositories.

#![expect(clippy::disallowed_methods, reason = "a test prepares its project by hand")]

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

pub(super) struct Run {
    exit: Exit,
    pub(super) out: String,
    err: String,
}

impl Run {
    fn figures(&self) -> (u64, u64, u64) {
        let value: serde_json::Value =
            serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}\n{}", self.out, self.err));
        let figure = |key: &str| value[key].as_u64().expect("a figure");
        assert!(value["target"].is_string() && value["bytes"].is_u64() && value["seconds"].is_f64(), "{}", self.out);
        (figure("uploaded"), figure("deleted"), figure("unchanged"))
    }
}

/// A practice with three posts, and room beside it.
pub(super) struct Practice {
    folder: TempDir,
    now: &'static str,
}

impl Practice {
    pub(super) fn new(deploy: &str) -> Self {
        let practice = Self { folder: tempfile::tempdir().expect("a folder"), now: "1795435200" }; // 2026-11-23 12:00 UTC
        practice.write(
            "bedside.yaml",
            &format!("title: Alder Street\nurl: https://clinic.example\ntimezone: America/Chicago\npractice:\n  name: Alder Street\ndeploy:\n{deploy}"),
        );
        for post in ["flu", "colds", "sleep"] {
            practice.post(post, "2026-11-20", "Text.");
        }
        practice
    }

    /// The same practice with another target.
    pub(super) fn aim(&self, target: &str) {
        let settings = fs::read_to_string(self.root().join("bedside.yaml")).expect("settings");
        let kept = settings.split("deploy:\n").next().unwrap_or_default();
        self.write("bedside.yaml", &format!("{kept}deploy:\n  web: {{{target}}}\n"));
    }

    /// The folder around the project.
    pub(super) fn outside(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    pub(super) fn post(&self, name: &str, date: &str, text: &str) {
        self.write(
            &format!("content/updates/{name}.md"),
            &format!("---\ntitle: About {name}\ndate: {date}\n---\n{text}\n"),
        );
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        let surroundings = Surroundings {
            folder: self.root(),
            home: Some(self.folder.path().join("home")),
            source_date_epoch: Some(self.now.to_owned()),
            ..Surroundings::default()
        };
        let (mut input, mut out, mut err) = (Cursor::new(Vec::new()), Vec::new(), Vec::new());
        let exit = run_with(
            ["bedside"].iter().chain(arguments).map(Into::into),
            &mut Io::new(&mut input, &mut out, &mut err, surroundings),
        );
        Run { exit, out: String::from_utf8(out).expect("text"), err: String::from_utf8(err).expect("text") }
    }

    fn deploy(&self, more: &[&str]) -> Run {
        self.run(&[&["deploy", "--format", "json"][..], more].concat())
    }
}

fn files(folder: &Path) -> Vec<String> {
    let all = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let files = all.filter(|entry| entry.file_type().is_file());
    let mut names: Vec<String> = files
        .map(|entry| entry.path().strip_prefix(folder).expect("below").to_str().expect("text").to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_gets_the_site_once_then_changes_only() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    let web = practice.folder.path().join("web");
    let looked = practice.run(&["deploy", "--dry-run"]).out;
    assert!(looked.contains("  new     /  Alder Street\n") && !looked.contains("  changed "), "{looked}");
    assert!(looked.trim_end().ends_with("web") && !looked.contains(".."), "{looked}");
    let first = practice.deploy(&[]);
    assert_eq!(first.exit, Exit::Fine, "{}", first.err);
    let (uploaded, deleted, unchanged) = first.figures();
    assert!(uploaded > 20 && deleted == 0 && unchanged == 0, "{}", first.out);
    let there = files(&web);
    assert_eq!(there.len() as u64, uploaded + 1, "and the list");
    assert!(
        there.contains(&".bedside-deploy.json".to_owned())
            && !there.iter().any(|path| path.contains(".bedside-output"))
    );
    assert_eq!(practice.deploy(&[]).figures(), (0, 0, uploaded));
    fs::write(web.join("own.txt"), "mine").unwrap();
    practice.post("flu", "2026-11-20", "Other text.");
    let dry = practice.deploy(&["--dry-run"]);
    let (changed, ..) = dry.figures();
    assert!(changed > 0 && changed < uploaded);
    assert!(
        !fs::read_to_string(web.join("updates/flu/index.html")).unwrap().contains("Other text."),
        "nothing is sent in a dry run"
    );
    assert_eq!(practice.deploy(&[]).figures().0, changed);
    assert!(fs::read_to_string(web.join("updates/flu/index.html")).unwrap().contains("Other text."));
    assert_eq!(fs::read_to_string(web.join("own.txt")).unwrap(), "mine");
}

#[test]
fn what_leaves_goes_where_somebody_said_yes() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    let names: Vec<String> = (0..40).map(|at| format!("note-{at}")).collect();
    for name in &names {
        practice.post(name, "2026-11-20", "Text.");
    }
    practice.deploy(&[]).figures();
    for name in names.iter().map(String::as_str).chain(["flu"]) {
        fs::remove_file(practice.root().join(format!("content/updates/{name}.md"))).unwrap();
    }
    let asked = practice.deploy(&[]);
    assert_eq!(asked.exit, Exit::Errors);
    assert!(asked.err.contains("would be deleted on the host") && asked.err.contains("--yes"), "{}", asked.err);
    assert!(practice.folder.path().join("web/updates/flu/index.html").exists());
    let told = practice.deploy(&["--yes"]);
    assert!(told.figures().1 >= 4, "{}", told.out);
    assert!(!practice.folder.path().join("web/updates/flu").exists());
}

#[test]
fn only_a_clean_site_goes_online() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    practice.run(&["build", "--drafts", "--future"]);
    practice.write("content/updates/secret.md", "---\ntitle: Secret\ndate: 2026-11-20\ndraft: true\n---\nDraft.\n");
    practice.post("later", "2026-12-20", "Later.");
    practice.run(&["build", "--drafts", "--future"]);
    assert_eq!(practice.deploy(&[]).exit, Exit::Fine);
    let there = files(&practice.folder.path().join("web"));
    assert!(!there.iter().any(|path| path.contains("secret") || path.contains("later")), "{there:?}");
    practice.write("content/updates/broken.md", "---\ntitle: [\n---\n");
    let broken = practice.deploy(&[]);
    assert_eq!(broken.exit, Exit::Errors);
    assert!(broken.err.contains("so nothing was sent"), "{}", broken.err);
}

#[test]
fn one_process_of_a_copy_deploys_at_a_time() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    let held = bedside::output::hold(&practice.root(), "deploy-web.lock").expect("an answer").expect("it is free");
    let refused = practice.deploy(&[]);
    assert_eq!(refused.exit, Exit::Errors);
    assert!(refused.err.contains("this computer is already deploying to `web`"), "{}", refused.err);
    assert_eq!(practice.deploy(&["--dry-run"]).exit, Exit::Fine, "who only looks is in nobody's way");
    drop(held);
    assert_eq!(practice.deploy(&[]).exit, Exit::Fine);
}

#[test]
fn a_page_changed_by_hand_is_never_sent() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    practice.run(&["build"]);
    fs::write(practice.root().join("public/updates/flu/index.html"), "by hand").unwrap();
    let run = practice.deploy(&[]);
    let sent = fs::read_to_string(practice.folder.path().join("web/updates/flu/index.html")).unwrap_or_default();
    assert!(!sent.contains("by hand"), "{} {}", run.out, run.err);
}

#[test]
fn a_timer_does_nothing_until_something_is_due() {
    let mut practice = Practice::new("  web: {to: folder, path: ../web}\n");
    practice.post("later", "2026-11-24 08:00", "Later.");
    assert_eq!(practice.deploy(&[]).exit, Exit::Fine);
    practice.post("flu", "2026-11-20", "Other text.");
    let early = practice.run(&["deploy", "--if-due"]);
    assert_eq!(early.out, "Nothing is due before 2026-11-24 08:00\n", "{}", early.err);
    practice.now = "1795529100"; // 2026-11-24 14:05 UTC, 08:05 in Chicago
    let due = practice.run(&["deploy", "--if-due"]);
    assert!(due.out.contains("/updates/later/"), "{} {}", due.out, due.err);
    assert!(practice.folder.path().join("web/updates/later/index.html").exists());
    assert!(practice.run(&["deploy", "--if-due"]).out.starts_with("Nothing is due before "));
}

#[test]
fn a_branch_gets_one_commit_and_keeps_what_is_not_bedside_s() {
    let practice =
        Practice::new("  pages: {to: git, repository: ../web.git, branch: gh-pages, domain: clinic.example}\n");
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("--git-dir")
            .arg(practice.folder.path().join("web.git"))
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet", "--bare"]);
    let first = practice.deploy(&[]);
    assert_eq!(first.exit, Exit::Fine, "{}", first.err);
    let (uploaded, ..) = first.figures();
    let names = git(&["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert_eq!(names.lines().count() as u64, uploaded + 1);
    assert!(names.contains(".nojekyll"));
    assert_eq!(git(&["show", "gh-pages:CNAME"]), "clinic.example\n");
    let commit = git(&["rev-parse", "gh-pages"]);
    assert_eq!(practice.deploy(&[]).figures().0, 0);
    assert_eq!(git(&["rev-parse", "gh-pages"]), commit, "nothing changed, nothing was pushed");
    practice.post("flu", "2026-11-20", "Other text.");
    // What a run leaves that is killed while git writes.
    let copy = practice.root().join(".bedside/cache/deploy-pages.git");
    for left in ["bedside-index.lock", "shallow.lock", "packed-refs.lock", "refs/bedside/there.lock"] {
        fs::write(copy.join(left), "").unwrap();
    }
    let next = practice.deploy(&[]);
    assert_eq!(next.exit, Exit::Fine, "{}", next.err);
    assert!(next.figures().0 > 0);
    assert!(!files(&copy).iter().any(|path| path.contains("bedside-index")), "{:?}", files(&copy));
    assert!(git(&["show", "gh-pages:updates/flu/index.html"]).contains("Other text."));
    assert_eq!(git(&["rev-list", "--count", "gh-pages"]), "1\n", "what was taken back is not kept");
}

#[test]
fn targets_are_named() {
    let nowhere = Practice::new("  {}\n").run(&["deploy"]);
    assert!(nowhere.err.contains("such as `deploy: {website: {to: sftp, host: "), "{}", nowhere.err);
    let none = Practice::new("  web: {to: folder, path: ../web}\n  other: {to: folder, path: ../other}\n");
    let run = none.run(&["deploy"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("name one of `web`, `other`"), "{}", run.err);
    assert!(none.run(&["deploy", "x"]).err.contains("there is no target `x`"));
    let away = Practice::new("  web: {to: folder, path: /nowhere/at/all}\n");
    let run = away.run(&["deploy"]);
    assert!(run.err.contains("check that the disk or share is connected"), "{}", run.err);
    let own = Practice::new("  web: {to: folder, path: content/web}\n");
    assert!(own.run(&["deploy"]).err.contains("contains the project's own files"));
}

#[test]
fn status_says_what_is_live_and_what_is_due() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    practice.post("later", "2026-11-24 08:00", "Later.");
    assert!(practice.run(&["status"]).out.contains("as far as Bedside knows, this website is not there"));
    practice.deploy(&[]);
    let calm = practice.run(&["status"]).out;
    assert!(calm.contains("online since 2026-11-23 06:00") && calm.contains("no page would change"), "{calm}");
    assert!(calm.contains("2026-11-24 08:00  goes live: content/updates/later.md"), "{calm}");
    practice.post("flu", "2026-11-20", "Other text.");
    assert!(practice.run(&["status"]).out.contains(" changed, "));
}

#[test]
fn servers_and_timers_are_printed() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    let nginx = practice.run(&["deploy", "--print-config", "nginx"]).out;
    assert!(nginx.contains("server_name clinic.example;") && nginx.contains("Content-Security-Policy"), "{nginx}");
    assert!(practice.run(&["deploy", "--print-config", "caddy"]).out.contains("handle_errors"));
    for by in ["systemd", "cron", "launchd", "windows", "github", "gitlab", "codeberg"] {
        let printed = practice.run(&["schedule", "print", by]);
        assert!(
            printed.out.contains("--if-due") && printed.out.contains("web"),
            "{by}: {} {}",
            printed.out,
            printed.err
        );
    }
    let github = practice.run(&["schedule", "install", "github"]);
    assert_eq!(github.exit, Exit::Fine, "{}", github.err);
    let file = practice.root().join(".github/workflows/website.yml");
    assert!(fs::read_to_string(&file).unwrap().contains("60"), "it says that timers sleep");
    fs::write(&file, "own").unwrap();
    assert_eq!(
        practice.run(&["schedule", "install", "github"]).exit,
        Exit::Errors,
        "a file of the practice is never replaced"
    );
}
