//! `bedside doctor`: what it finds, and what it says to do.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::fs;

use bedside::cli::Exit;
use serde_json::Value;

use super::commands::Desk;

/// The findings of one part, each as `state: message`.
fn findings(json: &str, part: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(json).expect("JSON");
    let parts = report["parts"].as_array().expect("parts").iter().filter(|one| one["part"] == part);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = parts.flat_map(|part| part["findings"].as_array().expect("findings"));
    all.map(|one| format!("{}: {}", word(&one["state"]), word(&one["message"]))).collect()
}

fn has(list: &[String], text: &str) -> bool {
    list.iter().any(|one| one.contains(text))
}

#[test]
fn a_new_site_is_well() {
    let desk = Desk::with_site();
    let run = desk.run(&["doctor"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.out);
    for line in [
        "Installation: bedside ",
        "  ok       the settings and all documents can be read and have no errors\n",
        "  note     the site has not been built yet\n           help: build it with `bedside build`\n",
        "  note     the settings do not say where to deploy\n",
    ] {
        assert!(run.out.contains(line), "{line}: {}", run.out);
    }
    assert!(!desk.path(".bedside").exists() && !desk.path("public").exists(), "nothing is written");
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    let run = desk.run(&["doctor"]);
    assert!(run.out.contains("  ok       the site is complete: "), "{}", run.out);
}

#[test]
fn a_clock_that_is_nowhere_is_noted() {
    let desk = Desk::with_site();
    let settings = fs::read_to_string(desk.path("bedside.yaml")).expect("settings");
    let line = settings.lines().find(|line| line.starts_with("timezone:")).expect("a zone").to_owned();
    for (zone, state) in [("Etc/UTC", "note     "), ("Europe/Madrid", "ok       ")] {
        fs::write(desk.path("bedside.yaml"), settings.replace(&line, &format!("timezone: {zone}"))).expect("written");
        let run = desk.run(&["doctor"]);
        let told = format!("  {state}in the practice's time zone, {zone}, it is ");
        assert!(run.out.contains(&told), "{told}: {}", run.out);
        assert_eq!(run.out.contains("set `timezone` in `bedside.yaml`"), state.starts_with("note"), "{}", run.out);
    }
}

#[test]
fn without_a_site_the_installation_alone_is_looked_at() {
    let desk = Desk::new();
    let run = desk.run(&["doctor"]);
    assert_eq!(run.exit, Exit::Fine);
    assert!(run.out.contains("there is no site in this folder or any folder above it"), "{}", run.out);
    assert_eq!(desk.run(&["doctor", "-r", "nowhere"]).exit, Exit::Usage);
}

#[test]
fn what_keeps_a_site_from_being_built_is_a_problem() {
    let desk = Desk::with_site();
    fs::write(desk.path("content/articles/bad.md"), "---\ntitel: x\n---\n").expect("written");
    fs::write(desk.path("content/articles/welcome (Anna's conflicted copy 2026-11-01).md"), "x").expect("written");
    fs::create_dir(desk.path("public")).expect("a folder");
    fs::write(desk.path("public/holiday.jpg"), "mine").expect("written");
    let run = desk.run(&["doctor", "--format", "json"]);
    assert_eq!(run.exit, Exit::Errors);
    let project = findings(&run.out, "project");
    assert!(
        has(&project, "problem: 3 errors, so the site cannot be built; the first is in `content/articles/bad.md`"),
        "{project:?}"
    );
    assert!(has(&project, "conflict copies from a sync program: content/articles/welcome (Anna's"), "{project:?}");
    let output = findings(&run.out, "output");
    assert!(has(&output, "problem: it contains files but none that Bedside wrote"), "{output:?}");
    assert_eq!(desk.read("public/holiday.jpg"), "mine");
}

#[test]
fn settings_that_cannot_be_read_are_told_with_the_first_reason() {
    let desk = Desk::with_site();
    fs::write(desk.path("bedside.yaml"), "title: [\n").expect("written");
    let run = desk.run(&["doctor"]);
    assert_eq!(run.exit, Exit::Errors);
    assert!(run.out.contains("the site cannot be built; the first is in `bedside.yaml`: "), "{}", run.out);
    assert!(run.out.contains("help: `bedside check` lists all of them with their lines"), "{}", run.out);
}

#[test]
fn pages_that_somebody_changed_are_told() {
    let desk = Desk::with_site();
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    fs::remove_file(desk.path("public/index.html")).expect("removed");
    let run = desk.run(&["doctor"]);
    assert_eq!(run.exit, Exit::Fine);
    assert!(run.out.contains("  warning  `index.html` was changed or deleted since the site was built"), "{}", run.out);
}

#[test]
fn a_host_without_its_secret_is_a_problem_and_no_secret_is_said() {
    let desk = Desk::with_site();
    let settings = desk.read("bedside.yaml");
    let hosts = "deploy:\n  web: {to: ftps, host: ftp.example.org, user: practice, path: www}\n  disk: {to: folder, path: ../live}\n";
    fs::write(desk.path("bedside.yaml"), settings + hosts).expect("written");
    let run = desk.run(&["doctor", "--format", "json"]);
    assert_eq!(run.exit, Exit::Errors);
    let found = findings(&run.out, "host");
    assert!(has(&found, "problem: the password of `practice` at `ftp.example.org` is not set"), "{found:?}");
    assert!(run.out.contains("set `BEDSIDE_WEB_PASSWORD` in the environment"), "{}", run.out);
    assert!(has(&found, "note: the host was not contacted"), "{found:?}");
    let run = desk.run(&["doctor", "--online", "--format", "json"]);
    let found = findings(&run.out, "host");
    assert!(has(&found, "ok: the host answers; as far as Bedside knows, this website is not there"), "{found:?}");
    assert!(!desk.path("../live").exists(), "nothing is written");
}
