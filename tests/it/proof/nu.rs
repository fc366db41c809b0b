//! The pages before the Nu Html Checker, which `.ci/run` brings where there is Java.
//!
//! It is `target/tools/vnu.jar`, from the package `vnu-jar` of npm. Where it or Java is missing, this says `NOT CHECKED`.

#![expect(clippy::disallowed_methods, reason = "pages are written for a program that reads files")]
#![expect(clippy::print_stderr, reason = "says what is not checked")]

use std::ffi::OsString;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use bedside::cli::{Exit, Io, Surroundings, run_with};

use super::kinds::site;

#[test]
fn the_checker_of_html_finds_no_error() {
    let jar = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/vnu.jar");
    let has_java = Command::new("java").arg("-version").output().is_ok_and(|answer| answer.status.success());
    if !jar.exists() || !has_java {
        eprintln!("NOT CHECKED: there is no Java, or no `target/tools/vnu.jar`; `.ci/run` brings it");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in site().files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html")) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, bytes).expect("written");
    }
    letters(&folder.path().join("letters"));
    let checked = Command::new("java")
        .args(["-Xss4m", "-jar"])
        .arg(&jar)
        .args(["--errors-only", "--skip-non-html"])
        .arg(folder.path())
        .output()
        .expect("Java");
    let said = String::from_utf8_lossy(&checked.stderr).replace(&folder.path().display().to_string(), "");
    assert!(checked.status.success(), "{said}");
}

/// Writes the newsletters of the example site, with addresses where the mailing service puts its own.
fn letters(folder: &Path) {
    let root = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
    for entry in walkdir::WalkDir::new(&example) {
        let entry = entry.expect("the example site can be listed");
        let below = entry.path().strip_prefix(&example).expect("below it");
        let to = root.path().join(below);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).expect("a folder");
        } else if !below.starts_with(".bedside") && !below.starts_with("public") {
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::copy(entry.path(), &to).expect("a copy");
        }
    }
    let surroundings = Surroundings {
        folder: root.path().to_owned(),
        source_date_epoch: Some("1795411800".to_owned()),
        ..Surroundings::default()
    };
    let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
    let arguments = ["bedside", "newsletter", "--month", "2026-11"].map(OsString::from);
    let exit = run_with(arguments, &mut Io::new(&mut input, &mut out, &mut err, surroundings));
    assert_eq!(exit, Exit::Fine, "{}", String::from_utf8_lossy(&err));
    std::fs::create_dir_all(folder).expect("a folder");
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(root.path().join("newsletter")) {
        let entry = entry.expect("the letters can be listed");
        if entry.path().extension().is_some_and(|extension| extension == "html") {
            let text = std::fs::read_to_string(entry.path()).expect("a letter");
            let mut parts = text.split("{{");
            let mut whole = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (_, rest) = part.split_once("}}").expect("a closed mark");
                whole.push_str("https://mail.example/x");
                whole.push_str(rest);
            }
            seen += 1;
            std::fs::write(folder.join(format!("{seen}.html")), whole).expect("written");
        }
    }
    assert!(seen >= 1, "{}", String::from_utf8_lossy(&out));
}
