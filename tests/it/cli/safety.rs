//! What a project from elsewhere, a disk that fails or a program that is killed must not do.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
    site: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().canonicalize().expect("a path").join("site");
        let desk = Self { folder, site };
        desk.fine(&["init", desk.site.to_str().expect("text"), "--yes"]);
        desk
    }

    fn run_in(working: &Path, args: &[&str]) -> (Exit, String) {
        let surroundings = Surroundings {
            folder: working.to_owned(),
            program: Some("this program".to_owned()),
            source_date_epoch: Some("1795411800".to_owned()),
            ..Surroundings::default()
        };
        let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let args = std::iter::once("bedside").chain(args.iter().copied()).map(OsString::from);
        let exit = run_with(args, &mut io);
        (exit, String::from_utf8_lossy(&[err, out].concat()).into_owned())
    }

    fn run(&self, args: &[&str]) -> (Exit, String) {
        let working = if self.site.is_dir() { &self.site } else { self.folder.path() };
        Self::run_in(working, args)
    }

    fn fine(&self, args: &[&str]) -> String {
        let (exit, text) = self.run(args);
        assert_eq!(exit, Exit::Fine, "{args:?}: {text}");
        text
    }

    fn refused(&self, args: &[&str]) -> String {
        let (exit, text) = self.run(args);
        assert_eq!(exit, Exit::Errors, "{args:?}: {text}");
        text
    }

    fn build(&self) -> String {
        self.fine(&["build", "--no-cards"])
    }

    fn article(&self, name: &str) {
        let text = format!("---\ntitle: {name}\ndate: 2026-11-02\nsummary: A sentence.\n---\n\nText.\n");
        fs::write(self.site.join(format!("content/articles/{name}.md")), text).expect("an article");
    }

    fn victim(&self) -> PathBuf {
        let victim = self.folder.path().join("victim");
        fs::write(&victim, "precious").expect("written");
        victim
    }
}

#[test]
fn links_and_pipes_in_the_private_folder_touch_nothing_and_stop_nothing() {
    let names = ["lock", "cache", "spare", "kept", "cache/build.json", "cache/build.json.new", "cache/output.json.new"];
    for name in names {
        for pipe in [false, true] {
            let desk = Desk::new();
            let victim = desk.victim();
            let at = desk.site.join(".bedside").join(name);
            fs::create_dir_all(at.parent().expect("a folder")).expect("made");
            if pipe {
                let made = std::process::Command::new("mkfifo").arg(&at).status().expect("mkfifo");
                assert!(made.success());
            } else {
                symlink(&victim, &at).expect("a link");
            }
            desk.build();
            desk.article("x");
            desk.build();
            assert_eq!(fs::read(&victim).expect("there"), b"precious", "{name}");
        }
    }
    let desk = Desk::new();
    let elsewhere = desk.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("made");
    symlink(&elsewhere, desk.site.join(".bedside")).expect("a link");
    assert!(desk.refused(&["build", "--no-cards"]).contains("symbolic link"));
    assert_eq!(fs::read_dir(&elsewhere).expect("listed").count(), 0);
}

#[test]
fn the_private_folder_is_for_the_user_alone_and_deleting_it_costs_time_only() {
    let desk = Desk::new();
    desk.build();
    for item in walkdir::WalkDir::new(desk.site.join(".bedside")).into_iter().map(|item| item.expect("an item")) {
        let mode = item.metadata().expect("known").permissions().mode() & 0o077;
        let within_spare = item.path().starts_with(desk.site.join(".bedside/spare"));
        assert!(mode == 0 || within_spare, "{}", item.path().display());
    }
    for part in ["cache", "spare", "lock", "cache/output.json", ""] {
        desk.article("x");
        desk.build();
        desk.article(if part.is_empty() { "y" } else { "z" });
        desk.build();
        let path = desk.site.join(".bedside").join(part);
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        desk.build();
    }
}

#[test]
fn content_that_is_not_a_folder_leaves_the_site() {
    type Put = fn(&Path);
    let kinds: [(&str, Put); 4] = [
        ("dangling", |at| symlink("nowhere", at).expect("a link")),
        ("loop", |at| symlink(at, at).expect("a link")),
        ("file", |at| fs::write(at, "").expect("a file")),
        ("absent", |_| {}),
    ];
    for (kind, put) in kinds {
        let desk = Desk::new();
        desk.build();
        let before = fs::read(desk.site.join("public/index.html")).expect("a page");
        fs::rename(desk.site.join("content"), desk.site.join("away")).expect("moved");
        put(&desk.site.join("content"));
        let text = desk.refused(&["build", "--no-cards"]);
        assert!(text.contains("content"), "{kind}: {text}");
        assert_eq!(fs::read(desk.site.join("public/index.html")).expect("a page"), before, "{kind}");
    }
}

#[test]
fn a_site_that_becomes_empty_stops_and_one_that_shrinks_says_so_once() {
    let desk = Desk::new();
    for at in 0..60 {
        desk.article(&format!("a{at}"));
    }
    desk.build();
    for at in 0..60 {
        fs::remove_file(desk.site.join(format!("content/articles/a{at}.md"))).expect("removed");
    }
    assert!(desk.build().contains("site/pages-lost"));
    assert!(!desk.build().contains("site/pages-lost"), "it is told once");
    fs::remove_dir_all(desk.site.join("content")).expect("removed");
    fs::create_dir(desk.site.join("content")).expect("made");
    assert!(desk.refused(&["build", "--no-cards"]).contains("site/no-documents"));
    desk.fine(&["build", "--no-cards", "--allow-empty"]);
}

#[test]
fn what_is_not_ours_stays_as_it_was() {
    let desk = Desk::new();
    desk.build();
    let theirs = desk.site.join("public/theirs");
    fs::create_dir(&theirs).expect("made");
    fs::write(theirs.join("x"), "x").expect("written");
    fs::set_permissions(&theirs, fs::Permissions::from_mode(0o2775)).expect("set");
    fs::set_permissions(desk.site.join("public"), fs::Permissions::from_mode(0o751)).expect("set");
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::open(&theirs).and_then(|folder| folder.set_modified(old)).expect("set");
    for name in ["x", "y"] {
        desk.article(name);
        desk.build();
        let found = theirs.metadata().expect("there");
        assert_eq!((found.mode() & 0o7777, found.mtime()), (0o2775, 1_000_000_000));
        assert_eq!(desk.site.join("public").metadata().expect("there").mode() & 0o7777, 0o751);
    }
}

#[test]
fn a_second_project_is_told_that_the_folder_is_taken() {
    let (one, two) = (Desk::new(), Desk::new());
    let shared = one.folder.path().join("shared");
    let output = shared.to_str().expect("text");
    one.fine(&["build", "--no-cards", "-o", output]);
    one.fine(&["build", "--no-cards", "-o", output]);
    if has_no_attributes(&shared) {
        return;
    }
    assert!(two.refused(&["build", "--no-cards", "-o", output]).contains("another project publishes there"));
    two.fine(&["build", "--no-cards", "-o", output, "--force"]);
}

/// Whether the file system keeps no extended attributes.
fn has_no_attributes(folder: &Path) -> bool {
    let mut names = [0_u8; 1024];
    rustix::fs::llistxattr(folder.join(".bedside-output.json"), &mut names[..]).map_or(true, |length| length == 0)
}

#[test]
fn init_goes_on_where_it_was_killed() {
    let desk = Desk::new();
    let (half, file) = (desk.folder.path().join("half"), "content/articles/welcome.md");
    let staged = half.join(".bedside-init-1");
    fs::create_dir_all(staged.join("content/articles")).expect("made");
    fs::create_dir_all(half.join("content/articles")).expect("made");
    fs::write(staged.join(file), "x").expect("written");
    fs::hard_link(staged.join(file), half.join(file)).expect("linked");
    let path = half.to_str().expect("text");
    desk.fine(&["init", path, "--yes"]);
    assert!(half.join("bedside.yaml").is_file() && !staged.exists());
    assert_ne!(fs::read(half.join(file)).expect("there"), b"x");
}
