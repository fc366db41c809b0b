//! `bedside theme`, and a newcomer who changes the look with nothing but the program.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use bedside::cli::{Exit, Io, Surroundings, run_with};

fn run(folder: &Path, args: &[&str]) -> (Exit, String, String) {
    let surroundings = Surroundings {
        folder: folder.to_owned(),
        zone: Some("America/Chicago".to_owned()),
        source_date_epoch: Some("1795411800".to_owned()),
        ..Surroundings::default()
    };
    let (mut input, mut out, mut err) = (Cursor::new(Vec::new()), Vec::new(), Vec::new());
    let all = std::iter::once("bedside").chain(args.iter().copied()).map(Into::into);
    let exit = run_with(all, &mut Io::new(&mut input, &mut out, &mut err, surroundings));
    (exit, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let (exit, _, err) = run(folder.path(), &["init", "site", "--yes"]);
    assert_eq!(exit, Exit::Fine, "{err}");
    folder
}

#[test]
fn themes_and_their_files_are_listed_and_shown() {
    let folder = site();
    let site = folder.path().join("site");
    let (_, list, _) = run(&site, &["theme", "list"]);
    assert!(list.contains("clinic  in use  A calm, warm theme"), "{list}");
    assert!(list.contains("letter"), "{list}");
    let (_, files, _) = run(&site, &["theme", "show"]);
    assert!(files.contains("partials/footer.html") && files.contains("assets/theme.css"), "{files}");
    let (_, footer, _) = run(&site, &["theme", "show", "partials/footer.html"]);
    assert!(footer.contains("<footer class=\"footer\">"), "{footer}");
    let (exit, _, err) = run(&site, &["theme", "show", "partials/foter.html"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("did you mean `partials/footer.html`?"), "{err}");
}

#[test]
fn a_copy_is_made_once_and_belongs_to_the_project() {
    let folder = site();
    let site = folder.path().join("site");
    let (exit, out, err) = run(&site, &["theme", "copy", "partials/footer.html", "assets/theme.js"]);
    assert_eq!(
        (exit, out.as_str()),
        (Exit::Fine, "templates/partials/footer.html\nthemes/clinic/assets/theme.js\n"),
        "{err}"
    );
    let (_, files, _) = run(&site, &["theme", "show"]);
    assert!(files.contains("yours: templates/partials/footer.html"), "{files}");
    let (exit, _, err) = run(&site, &["theme", "copy", "partials/footer.html"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("exists already"), "{err}");
    fs::write(site.join("templates/partials/footer.html"), "{{ words.map | urlencod }}").expect("a template");
    let (exit, out, _) = run(&site, &["theme", "check"]);
    assert_eq!(exit, Exit::Errors);
    assert!(out.contains("templates/partials/footer.html:1") && out.contains("did you mean `urlencode`?"), "{out}");
}

#[test]
fn a_new_theme_stands_on_the_one_in_use() {
    let folder = site();
    let site = folder.path().join("site");
    let (exit, _, err) = run(&site, &["theme", "new", "ours"]);
    assert_eq!(exit, Exit::Fine, "{err}");
    assert!(err.contains("`theme: ours`"), "{err}");
    let settings = fs::read_to_string(site.join("bedside.yaml")).expect("settings");
    fs::write(site.join("bedside.yaml"), settings + "\ntheme: ours\n").expect("settings");
    let (exit, out, err) = run(&site, &["theme", "check"]);
    assert_eq!(exit, Exit::Fine, "{out}{err}");
    let (_, list, _) = run(&site, &["theme", "list"]);
    assert!(list.contains("ours    in use  A theme of our own."), "{list}");
}

/// With only the program and its handbook: another typeface, no health observances, a map link, a rule of style. A later
/// version builds the same project, so whatever it may not change stands in the project alone.
#[test]
fn a_newcomer_changes_four_things_and_keeps_them() {
    let folder = site();
    let site = folder.path().join("site");
    let more = "
brand: {font: sans}
home: [alerts, hero, notices, events, latest, people, conditions]
";
    let settings = fs::read_to_string(site.join("bedside.yaml")).expect("settings");
    let place =
        "practice:\n  map_url: https://maps.example/clinic\n  address: {street: 1 Main Street, city: Springfield}\n";
    fs::write(site.join("bedside.yaml"), settings.replace("practice:\n", place) + more).expect("settings");
    fs::create_dir_all(site.join("assets")).expect("a folder");
    fs::write(site.join("assets/site.css"), ".hero { border-bottom: 4px solid }\n").expect("a sheet");
    let (exit, out, err) = run(&site, &["build"]);
    assert_eq!(exit, Exit::Fine, "{out}{err}");
    let home = fs::read_to_string(site.join("public/index.html")).expect("a page");
    assert!(home.contains("href=\"https://maps.example/clinic\""));
    assert!(!home.contains("id=\"this-month\""));
    let sheet = |name: &str| {
        let path = home.split("/assets/").find(|rest| rest.starts_with(name)).and_then(|rest| rest.split('"').next());
        fs::read_to_string(site.join("public/assets").join(path.expect("a sheet"))).expect("a sheet")
    };
    assert!(sheet("brand.").contains("--brand-title:var(--sans)"));
    assert!(sheet("site.").contains("border-bottom: 4px solid"));
    assert!(home.find("/assets/theme.") < home.find("/assets/site."), "the own rules come last");
}

#[test]
fn a_misspelled_name_in_a_template_is_told_once_with_the_number_of_pages() {
    let folder = site();
    let site = folder.path().join("site");
    run(&site, &["theme", "copy", "document.html"]);
    let template = site.join("templates/document.html");
    let text = fs::read_to_string(&template).expect("a template");
    fs::write(&template, text.replace("<h1>{{ document.title }}</h1>", "<h1>{{ document.titel }}</h1>"))
        .expect("written");
    for name in ["one", "two", "three"] {
        let text = format!("---\ntitle: About {name}\ndate: 2026-11-02\n---\n\nText.\n");
        fs::write(site.join(format!("content/articles/{name}.md")), text).expect("written");
    }
    let (exit, _, err) = run(&site, &["build", "--no-cards"]);
    assert_eq!(exit, Exit::Errors);
    assert_eq!(err.matches("error[theme/template-failed]").count(), 1, "{err}");
    assert!(err.contains(" more pages fail in the same way"), "{err}");
    // A second fault is told too.
    let text = fs::read_to_string(&template).expect("a template");
    fs::write(&template, text.replace("{{ document.summary }}", "{{ document.sumary }}").replace("titel", "title"))
        .expect("written");
    let (_, _, err) = run(&site, &["build", "--no-cards"]);
    assert!(err.contains("sumary") && !err.contains("titel"), "{err}");
}
