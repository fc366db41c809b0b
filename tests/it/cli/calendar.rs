//! `bedside calendar`, run through the library with streams of the test's own.

use std::ffi::OsString;
use std::io::Cursor;

use crate::support::write_file;
use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

const SETTINGS: &str =
    "title: Alder\nurl: https://clinic.example\ntimezone: America/Chicago\npractice:\n  name: Alder\n";

/// A project on disk, on November 23, 2026.
struct Desk(TempDir);

impl Desk {
    fn new(settings: &str) -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.write("bedside.yaml", &format!("{SETTINGS}{settings}"));
        desk
    }

    fn write(&self, path: &str, text: &str) {
        write_file(self.0.path().join(path), text);
    }

    fn article(&self, name: &str, front: &str) {
        let text = format!("---\ntitle: About {name}\ndate: 2026-11-02\n{front}\n---\n\nText.\n");
        self.write(&format!("content/articles/{name}.md"), &text);
    }

    fn run(&self, args: &[&str]) -> (Exit, String, String) {
        self.command("calendar", args)
    }

    fn plan(&self, args: &[&str]) -> (Exit, String, String) {
        self.command("plan", args)
    }

    fn command(&self, command: &str, args: &[&str]) -> (Exit, String, String) {
        let surroundings = Surroundings {
            folder: self.0.path().canonicalize().expect("a path"),
            // 2026-11-23 17:00 UTC, eleven in the morning in Chicago.
            source_date_epoch: Some("1795453200".to_owned()),
            ..Surroundings::default()
        };
        let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let args = ["bedside", command].into_iter().chain(args.iter().copied()).map(OsString::from);
        let exit = run_with(args, &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (exit, text(out), text(err))
    }

    fn fine(&self, args: &[&str]) -> String {
        let (exit, out, err) = self.run(args);
        assert_eq!((exit, err.as_str()), (Exit::Fine, ""), "{out}");
        out
    }
}

#[test]
fn the_next_ninety_days_with_what_there_is_and_what_is_missing() {
    let desk = Desk::new("");
    desk.article("aids", "conditions: [hiv]\nawareness: [world-aids-day]");
    desk.article("flu", "draft: true\nawareness: [influenza-vaccination-week]");
    desk.article("later", "awareness: [{name: Open house, from: 2026-12-05, to: 2026-12-06}]\ntopics: [hand-hygiene]");
    let out = desk.fine(&[]);
    assert!(
        out.starts_with("Health observances from 2026-11-23 to 2027-02-21\n\nNovember 2026\n  all month "),
        "{out}"
    );
    let lines: Vec<&str> = out.lines().collect();
    let below = |name: &str| {
        let at = lines.iter().position(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name} in {out}"));
        (lines[at].split_whitespace().collect::<Vec<_>>().join(" "), lines[at + 1].trim())
    };
    let aids = below("World AIDS Day");
    assert_eq!(aids, ("Dec 1 World AIDS Day in 8 days".to_owned(), "+ About aids (content/articles/aids.md)"));
    let flu = below("National Influenza Vaccination Week");
    assert!(
        flu.0.starts_with("Dec 7 - 11 ") && flu.0.ends_with("in 14 days check the date with the sponsor"),
        "{flu:?}"
    );
    assert_eq!(flu.1, "+ draft: About flu (content/articles/flu.md)");
    assert_eq!(below("Open house").0, "Dec 5 - 6 Open house in 12 days");
    let diabetes = below("American Diabetes Month");
    assert_eq!(
        diabetes.0,
        "all month American Diabetes Month now, 7 days left nothing yet for `american-diabetes-month`"
    );
    assert!(below("National Handwashing").0.ends_with("`; 1 post on its conditions or topics"), "{out}");
    assert!(lines.last().expect("a line").ends_with(" gaps."), "{out}");
    assert!(!out.contains("World Diabetes Day"), "it was over on the 14th");
}

#[test]
fn days_are_chosen_and_other_specialties_left_out() {
    let desk = Desk::new("  specialties: [Dermatology]\n");
    let span = ["--from", "2027-10-01", "--to", "2027-10-31"];
    let out = desk.fine(&span);
    assert!(out.contains("Psoriasis") && !out.contains("Breast Cancer"), "{out}");
    assert!(out.contains("for other specialties: `--all` shows them too."), "{out}");
    let all = desk.fine(&[&span[..], &["--all"]].concat());
    assert!(all.contains("Breast Cancer Awareness") && !all.contains("`--all`"), "{all}");
    let past = desk.fine(&["--from", "2026-11-14", "--to", "2026-11-14", "--all"]);
    assert!(past.lines().any(|line| line.contains("World Diabetes Day") && line.contains("  over  ")), "{past}");
}

#[test]
fn programs_get_json_and_calendars_a_file() {
    let desk = Desk::new("");
    desk.article("aids", "conditions: [hiv]\nawareness: [world-aids-day]");
    let span = ["--from", "2026-12-01", "--to", "2026-12-01", "--format"];
    let json: serde_json::Value = serde_json::from_str(&desk.fine(&[&span[..], &["json"]].concat())).expect("JSON");
    let found = json["observances"].as_array().expect("a list");
    let day = found.iter().find(|entry| entry["id"] == "world-aids-day").expect("the day");
    assert_eq!((day["first"].as_str(), day["days_left"].as_i64()), (Some("2026-12-01"), Some(8)));
    assert_eq!(day["documents"][0]["file"], "content/articles/aids.md");
    assert_eq!(day["documents"][0]["state"], "public");
    let ics = desk.fine(&[&span[..], &["ics"]].concat());
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.contains("\r\nUID:world-aids-day-2026@clinic.example\r\n"));
}

#[test]
fn nothing_to_come_is_said_and_is_no_file() {
    let desk = Desk::new("  specialties: [Cardiovascular]\n");
    let span = ["--from", "2027-01-02", "--to", "2027-01-02"];
    assert!(desk.fine(&span).contains("No observance falls on these days."));
    let (exit, out, err) = desk.run(&[&span[..], &["--format", "ics"]].concat());
    assert_eq!((exit, out.as_str()), (Exit::Fine, ""));
    assert!(err.contains("no calendar file was written"), "{err}");
}

#[test]
fn wrong_use_is_explained() {
    let desk = Desk::new("");
    let cases: [(&[&str], &str); 4] = [
        (&["--from", "2026-02-30"], "this date does not exist"),
        (&["--from", "soon"], "expected a date such as `2026-11-23`"),
        (&["--from", "2026-12-02", "--to", "2026-12-01"], "`--to 2026-12-01` is before the first day, 2026-12-02"),
        (&["--from", "2150-01-01"], "known only from 2000 to 2100"),
    ];
    for (args, message) in cases {
        let (exit, out, err) = desk.run(args);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{args:?}");
        assert!(err.contains(message), "{args:?}: {err}");
    }
}

#[test]
fn errors_of_the_project_are_not_hidden() {
    let desk = Desk::new("");
    desk.article("aids", "awareness: [world-aids-dya]");
    let (exit, out, err) = desk.run(&[]);
    assert_eq!(exit, Exit::Errors);
    assert!(out.contains("World AIDS Day") && err.contains("The project has 1 error"), "{err}");
}

#[test]
fn the_plan_of_the_weeks_names_posts_ends_reviews_and_gaps() {
    let desk = Desk::new("");
    desk.write("content/people/ann-lee.md", "---\ntitle: Ann Lee\n---\n\nText.\n");
    desk.write(
        "content/articles/flu.md",
        "---\ntitle: About flu\ndate: 2026-11-02\nexpires: 2026-12-09\nreviewed: {by: ann-lee, on: 2026-01-08, due: 2026-12-01}\n---\n\nText.\n",
    );
    desk.write(
        "content/events/walk.md",
        "---\ntitle: A walk\ndate: 2026-11-24\nstarts: 2026-12-02 10:00\nplace: Park\n---\n\nText.\n",
    );
    desk.write("content/updates/later.md", "---\ntitle: Later\ndate: 2026-12-08\ndraft: true\n---\n\nText.\n");
    let (_, out, _) = desk.plan(&["--to", "2026-12-20"]);
    let lines: Vec<&str> = out.lines().collect();
    let line = |start: &str| {
        *lines.iter().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{start}: {out}"))
    };
    assert_eq!(line("Nov 23 to Nov 29"), "Nov 23 to Nov 29");
    assert_eq!(
        line("Nov 24  post"),
        "  Nov 24  post          A walk (content/events/walk.md)".replace("A walk", "scheduled: A walk")
    );
    assert_eq!(line("Nov 30 to Dec  6"), "Nov 30 to Dec  6  nothing goes live this week");
    assert_eq!(line("Dec  1  review due"), "  Dec  1  review due    About flu (content/articles/flu.md)");
    assert_eq!(line("Dec  2  event"), "  Dec  2  event         A walk (content/events/walk.md)");
    assert_eq!(line("Dec  8  post"), "  Dec  8  post          draft: Later (content/updates/later.md)");
    assert_eq!(line("Dec  9  expires"), "  Dec  9  expires       About flu (content/articles/flu.md)");
    assert!(out.contains("`--observance world-aids-day`"), "{out}");
    assert!(out.ends_with("4 weeks, 2 without a post. Planned: 1 update, 1 event.\n"), "{out}");
    let (_, json, _) = desk.plan(&["--to", "2026-12-20", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((json["weeks"].as_array().map(Vec::len), json["mix"]["update"].as_i64()), (Some(4), Some(1)));
    assert_eq!(json["weeks"][1]["gap"], true);
    let (_, ics, _) = desk.plan(&["--to", "2026-12-20", "--format", "ics"]);
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 5);
}
