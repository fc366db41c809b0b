//! What only a real folder can hold: links, pipes, copies of sync programs, names that are no text.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests prepare folders")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use bedside::compile::Request;
use bedside::world::{DiskWorld, find_root};
use tempfile::TempDir;

use crate::support::{NOW, SETTINGS, build, lines};

fn practice() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
    fs::create_dir_all(folder.path().join("static")).expect("a folder");
    fs::write(folder.path().join("bedside.yaml"), SETTINGS).expect("a file");
    folder
}

fn problems(root: &Path) -> String {
    let world = DiskWorld::open(root, Some(NOW.parse().expect("an instant"))).expect("a project");
    lines(&build(&world, &Request::default(), true).diagnostics, &world)
}

#[test]
fn links_and_pipes_are_no_part_of_a_site() {
    let folder = practice();
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "secret").expect("a file");
    for link in ["static/link.txt", "content/articles/link.md"] {
        symlink(&secret, folder.path().join(link)).expect("a link");
    }
    symlink("/etc", folder.path().join("static/etc")).expect("a link");
    symlink("gone", folder.path().join("static/dangling")).expect("a link");
    let pipe = folder.path().join("static/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let found = problems(folder.path());
    for file in ["content/articles/link.md", "static/dangling", "static/etc", "static/link.txt", "static/pipe"] {
        assert!(found.contains(&format!("error file/symlink {file} ")), "{file}: {found}");
    }
    assert_eq!(found.lines().count(), 5, "{found}");
}

#[test]
fn copies_of_sync_programs_are_told_and_leftovers_of_editors_ignored() {
    let folder = practice();
    let text = "---\ntitle: Flu\ndate: 2026-11-02\n---\n";
    let names = [
        "flu.md",
        "flu (Anna's conflicted copy 2026-11-01).md",
        "flu.md~",
        ".#flu.md",
        "flu.md.swp",
        "#flu.md#",
        "4913",
    ];
    for name in names {
        fs::write(folder.path().join("content/articles").join(name), text).expect("a file");
    }
    let found = problems(folder.path());
    let found = found.lines().filter(|line| !line.starts_with("info ")).collect::<Vec<_>>().join("\n");
    assert!(
        found.starts_with("warning file/conflict-copy content/articles/flu (Anna's conflicted copy 2026-11-01).md "),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn litter_of_file_systems_is_neither_read_nor_published_nor_told() {
    let folder = practice();
    let put = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("content/articles/flu.md", b"---\ntitle: Flu\ndate: 2026-11-02\n---\n\nText.\n");
    put("static/note.pdf", b"%PDF-1.4\n");
    let litter = [
        "static/._logo.png",
        "static/._note.pdf",
        "static/.gitkeep",
        "static/.DS_Store",
        "static/Thumbs.db",
        "static/desktop.ini",
        "static/@eaDir/note.pdf",
        "static/__MACOSX/note.pdf",
        "content/articles/._flu.md",
        "data/._sources.bib",
        "templates/._page.html",
    ];
    for name in litter {
        put(name, b"\0\x05\x16\x07Zq8-litter");
    }
    let world = DiskWorld::open(folder.path(), Some(NOW.parse().expect("an instant"))).expect("a project");
    let site = build(&world, &Request::default(), true);
    assert_eq!(site.problems(), "");
    assert_eq!(site.traces_of("Zq8-litter"), [""; 0]);
    assert!(site.has("/note.pdf") && site.has("/articles/flu/"));
}

#[test]
fn names_that_are_no_text_are_told() {
    let folder = practice();
    fs::write(folder.path().join("static").join(OsStr::from_bytes(b"ni\xf1os.txt")), "x").expect("a file");
    assert!(problems(folder.path()).starts_with("error name/bad - "), "{}", problems(folder.path()));
}

#[test]
fn what_lies_behind_a_link_is_never_called_missing() {
    let about = "---\ntitle: About\n---\n\n![Our house](/house.jpg) [Jane](../people/jane.md) [Form](/form.pdf)\n";
    let post = "---\ntitle: Flu\ndate: 2026-11-02\nsummary: A sentence.\nauthors: [jane]\nconditions: [swimmers-ear-of-ours]\n---\n\n\
                A fact.[@roe]\n";
    let files = [
        ("content/pages/about.md", about),
        ("content/articles/flu.md", post),
        ("content/people/jane.md", "---\ntitle: Jane\n---\n\nText.\n"),
        ("data/conditions.yaml", "version: 1\nconditions: [{slug: swimmers-ear-of-ours, name: Ear}]\n"),
        (
            "data/sources.bib",
            "@book{roe, title={A Book}, author={Roe, Ann}, year=2025, publisher={P}, url={https://example.org/b}}\n",
        ),
        ("static/form.pdf", "%PDF-1.4\n"),
    ];
    let house = crate::image::makers::jpeg(&crate::image::makers::quarters(40, 30));
    for moved in ["content/people", "static", "static/house.jpg", "data", "data/sources.bib", "content/people/jane.md"]
    {
        let folder = practice();
        let put = |file: &str, bytes: &[u8]| {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        };
        for (file, text) in files {
            put(file, text.as_bytes());
        }
        put("static/house.jpg", &house);
        let away = folder.path().join("away");
        fs::rename(folder.path().join(moved), &away).expect("moved");
        symlink(&away, folder.path().join(moved)).expect("a link");
        let found = problems(folder.path());
        let errors: Vec<&str> = found.lines().filter(|line| line.starts_with("error")).collect();
        assert_eq!(errors.len(), 1, "{moved}: {found}");
        assert!(errors[0].starts_with(&format!("error file/symlink {moved} ")), "{moved}: {found}");
    }
    // A document that cannot be understood is there.
    let folder = practice();
    fs::write(folder.path().join("content/articles/cold.md"), "Just words.\n").expect("a file");
    let link = "---\ntitle: Flu\ndate: 2026-11-02\nsummary: A.\n---\n\nSee [colds](cold.md).\n";
    fs::write(folder.path().join("content/articles/flu.md"), link).expect("a file");
    let found = problems(folder.path());
    assert!(found.contains("error yaml/no-front-matter") && !found.contains("link/broken"), "{found}");
    // What is missing elsewhere is told all the same.
    let folder = practice();
    fs::create_dir_all(folder.path().join("content/pages")).expect("a folder");
    fs::write(folder.path().join("content/pages/about.md"), about).expect("a file");
    symlink("gone", folder.path().join("static/house.jpg")).expect("a link");
    let found = problems(folder.path());
    assert!(!found.contains("house.jpg`") && found.contains("link/broken"), "{found}");
}

#[test]
fn a_file_with_the_name_of_a_folder_of_documents_is_an_error() {
    for name in ["content/articles", "content/people"] {
        let folder = practice();
        let _ = fs::remove_dir(folder.path().join(name));
        fs::write(folder.path().join(name), "").expect("a file");
        let found = problems(folder.path());
        assert!(found.contains(&format!("error file/symlink {name} ")), "{found}");
        assert!(found.contains("must be a folder, but a file has this name"), "{found}");
    }
}

#[test]
fn a_file_that_icloud_took_away_is_an_error() {
    let folder = practice();
    for name in ["content/articles/.flu.md.icloud", "static/.form.pdf.icloud", "data/.sources.bib.icloud"] {
        fs::create_dir_all(folder.path().join(name).parent().expect("a folder")).expect("a folder");
        fs::write(folder.path().join(name), "bplist00").expect("a file");
    }
    let found = problems(folder.path());
    for file in ["content/articles/flu.md", "static/form.pdf", "data/sources.bib"] {
        assert!(found.contains(&format!("error file/unreadable {file} this file is only in iCloud")), "{found}");
    }
}

#[test]
fn settings_that_are_no_file_are_told_as_such() {
    let folder = practice();
    let settings = folder.path().join("bedside.yaml");
    fs::remove_file(&settings).expect("removed");
    assert!(std::process::Command::new("mkfifo").arg(&settings).status().expect("mkfifo runs").success());
    assert_eq!(find_root(&folder.path().join("content")).as_deref(), Some(folder.path()));
    assert!(
        problems(folder.path()).contains("error file/unreadable bedside.yaml cannot be read: it is not a regular file")
    );
}
