//! The pages before the Nu Html Checker, which `.ci/run` brings where there is Java.
//!
//! It is `target/tools/vnu.jar`, from the package `vnu-jar` of npm. Where it or Java is missing, this says `NOT CHECKED`.

#![expect(clippy::disallowed_methods, reason = "pages are written for a program that reads files")]
#![expect(clippy::print_stderr, reason = "says what is not checked")]

use std::path::Path;
use std::process::Command;

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
