//! The same input gives the same bytes: on any number of threads, cold or warm, after any detour.

#![expect(clippy::disallowed_methods, reason = "warm builds need a folder")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use bedside::cli::{Exit, Io, Surroundings, run_with};

use crate::support::{Project, drawing, example, example_project, photo_with_place};

fn with_pictures() -> Project {
    (0..12_u8).fold(Project::new(), |project, at| {
        let name = format!("a{at}");
        project
            .write(&format!("content/articles/{name}.jpg"), photo_with_place(320 + u32::from(at), 240, "x"))
            .write(&format!("content/articles/{name}.png"), drawing(64, 64, [at, 2, 3]))
            .article(&name, "conditions: [asthma]", &format!("![x]({name}.jpg) ![y]({name}.png) [z](gone{at}.md)"))
    })
}

#[test]
fn any_number_of_threads_makes_the_same_site_and_the_same_report() {
    let on = |threads: usize, project: &Project| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| project.build())
    };
    let projects = [with_pictures().settings("images: {sizes: [100, 200]}\n"), example_project().without_pictures()];
    for project in &projects {
        let first = on(1, project);
        for threads in [1, 2, 8] {
            let other = on(threads, project);
            assert!(first.files == other.files, "{threads} threads make another site");
            assert_eq!(first.problems(), other.problems(), "{threads} threads make another report");
        }
    }
    let whole = example();
    let pages = on(2, &projects[1].clone().with_cards());
    assert!(pages.files.iter().all(|(path, bytes)| whole.files[path] == *bytes), "a second run differs");
}

fn build(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let surroundings = Surroundings { folder: root.to_owned(), ..Surroundings::default() };
    let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
    let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
    let args = ["bedside", "build", "--now", "2026-11-23T12:00:00Z"].map(OsString::from);
    let exit = run_with(args, &mut io);
    assert_eq!(exit, Exit::Fine, "{}", String::from_utf8_lossy(&err));
    let public = root.join("public");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&public) {
        let entry = entry.expect("the output can be listed");
        let path = entry.path().strip_prefix(&public).expect("below").to_string_lossy().into_owned();
        if entry.file_type().is_file() && path != ".bedside-output.json" {
            files.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    fs::write(path, bytes).expect("the file");
}

#[test]
fn a_warm_build_equals_a_cold_one_after_any_detour() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let article = "---\ntitle: A\ndate: 2026-11-02\naliases: [/old/]\n---\n\n![x](p.jpg)\n";
    let settings = format!("{}images: {{sizes: [100, 200]}}\n", crate::support::SETTINGS);
    let files: [(&str, Vec<u8>); 4] = [
        ("bedside.yaml", settings.into_bytes()),
        ("content/articles/a.md", article.into()),
        ("content/articles/p.jpg", photo_with_place(320, 240, "x")),
        ("static/s.txt", b"static".to_vec()),
    ];
    for (path, bytes) in &files {
        write(root, path, bytes);
    }
    let cold = build(root);
    let memory = files.iter().fold(Project::empty(), |project, (path, bytes)| project.write(path, bytes));
    assert!(cold == memory.build().files, "the folder holds what the library makes");
    assert!(cold == build(root), "a second build changes nothing");
    // A detour: another text, another picture, a new post, a file fewer; and back.
    write(root, "content/articles/a.md", article.replace("title: A", "title: B"));
    write(root, "content/articles/p.jpg", photo_with_place(300, 200, "x"));
    write(root, "content/articles/new.md", article.replace("/old/", "/older/"));
    fs::remove_file(root.join("static/s.txt")).expect("removed");
    let detour = build(root);
    assert!(detour != cold && detour.contains_key("articles/new/index.html") && !detour.contains_key("s.txt"));
    fs::remove_file(root.join("content/articles/new.md")).expect("removed");
    for (path, bytes) in &files {
        write(root, path, bytes);
    }
    assert!(build(root) == cold, "back where it began");
}

#[test]
fn another_folder_and_another_home_make_the_same_bytes() {
    let build_in = |name: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join(name);
        write(&root, "bedside.yaml", crate::support::SETTINGS);
        write(&root, "content/articles/a.md", "---\ntitle: A\ndate: 2026-11-02\n---\nText.\n");
        build(&root)
    };
    assert!(build_in("practice") == build_in("eine Praxis mit ü"));
}
