//! What a report looks like, in each of its shapes.

use bedside::base::VPath;
use bedside::build::{BuildReport, HeldBack, HeldReason};
use bedside::cli::report::{Look, ReportFormat, report};
use bedside::cli::summary::Summary;
use bedside::diag::{Diagnostic, Place, codes};
use bedside::world::MemoryWorld;
use jiff::Timestamp;

fn world() -> MemoryWorld {
    let mut world = MemoryWorld::new(Timestamp::UNIX_EPOCH);
    world.write("content/a.md", "---\ntitle: A\n---\nSee [our page](flu-shot.md) now.\n");
    world.write("content/b.md", "---\r\ntitle: B\r\nslug: a\r\n---\r\n");
    world.write("content/c.md", "\u{FEFF}titel: x\n\tkey:\u{1b}[31m red\u{9b}0m\u{202e}x\n");
    world.write("content/latin.md", b"---\ntitle: ni\xF1os\n---\n");
    world.write("content/long.md", format!("{}WRONG{}", "á ".repeat(3000), " z".repeat(3000)));
    world.write("content/empty.md", "");
    world
}

fn at(file: &str, range: std::ops::Range<usize>) -> Place {
    Place::at(&VPath::new(file), range)
}

fn broken_link() -> Diagnostic {
    Diagnostic::new(&codes::BROKEN_LINK, "there is no document `flu-shot.md`")
        .at(at("content/a.md", 32..43))
        .help("did you mean `flu-shots.md`?")
        .help("or remove the link")
}

fn shape(format: ReportFormat, diagnostics: &[Diagnostic]) -> String {
    report(format, diagnostics, &world(), &Summary::default(), &Look::default())
}

/// One diagnostic for people, without the last line, which counts.
fn human(diagnostic: Diagnostic) -> String {
    let text = shape(ReportFormat::Human, &[diagnostic]);
    text.rsplit_once("\n\n").map_or(text.clone(), |(report, _)| format!("{report}\n"))
}

#[test]
fn people_see_the_line_and_the_way_out() {
    let warning = Diagnostic::new(&codes::LARGE_DOCUMENT, "this document is larger than 1 MiB")
        .at(Place::file(&VPath::new("content/a.md")));
    let expected = "\
error[link/broken]: there is no document `flu-shot.md`
 --> content/a.md:4:16
  |
4 | See [our page](flu-shot.md) now.
  |                ^^^^^^^^^^^
  |
  = help: did you mean `flu-shots.md`?
  = help: or remove the link

warning[file/large-document]: this document is larger than 1 MiB
--> content/a.md

1 error, 1 warning; `bedside explain link/broken` says more
";
    assert_eq!(shape(ReportFormat::Human, &[broken_link(), warning]), expected);
}

#[test]
fn a_collision_shows_both_culprits() {
    let collision = Diagnostic::new(&codes::SAME_ADDRESS, "two documents have the address `/a/`")
        .at(at("content/a.md", 4..12))
        .note("the other document is here", at("content/b.md", 15..22))
        .help("give one of them another `slug`");
    let expected = "\
error[site/same-address]: two documents have the address `/a/`
 --> content/a.md:2:1
  |
2 | title: A
  | ^^^^^^^^
  |
  = help: give one of them another `slug`
note: the other document is here
 --> content/b.md:3:1
  |
3 | slug: a
  | ^^^^^^^
";
    assert_eq!(human(collision), expected);
}

#[test]
fn nothing_in_a_file_or_a_message_reaches_the_terminal_as_a_command() {
    let hostile = Diagnostic::new(&codes::UNKNOWN_KEY, "unknown key `\u{1b}]0;owned\u{7}`\nfake: line")
        .at(at("content/c.md", 10..13))
        .note("here\u{9b}2J", Place::file(&VPath::new("content/\u{1b}[2Jx.md")))
        .help("\u{202e}remove it");
    let expected = "\
error[yaml/unknown-key]: unknown key `\\u{1b}]0;owned\\u{7}`\\nfake: line
 --> content/c.md:2:2
  |
2 |     key:\\u{1b}[31m red\\u{9b}0m\\u{202e}x
  |     ^^^
  |
  = help: \\u{202e}remove it
note: here\\u{9b}2J
 --> content/\\u{1b}[2Jx.md
";
    assert_eq!(human(hostile.clone()), expected);
    for format in
        [ReportFormat::Human, ReportFormat::Short, ReportFormat::Json, ReportFormat::Sarif, ReportFormat::Github]
    {
        let text = shape(format, std::slice::from_ref(&hostile));
        let obeyed = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(obeyed), "{format:?}: {text:?}");
    }
}

#[test]
fn a_long_line_is_cut_around_the_place_and_keeps_its_column() {
    let long = Diagnostic::new(&codes::BROKEN_LINK, "long").at(at("content/long.md", 9000..9005));
    let text = human(long);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["error[link/broken]: long", " --> content/long.md:1:6001"]);
    let (line, caret) = (lines[3], lines[4]);
    assert!(line.starts_with("1 | ...á á") && line.ends_with("z z...") && line.chars().count() < 120, "{line}");
    assert_eq!(caret.trim_start_matches([' ', '|']), "^^^^^");
    assert_eq!(line.chars().position(|c| c == 'W'), caret.chars().position(|c| c == '^'));
}

#[test]
fn a_byte_order_mark_counts_in_no_place() {
    let key = Diagnostic::new(&codes::UNKNOWN_KEY, "unknown key `titel`").at(at("content/c.md", 0..5));
    let expected = "\
error[yaml/unknown-key]: unknown key `titel`
 --> content/c.md:1:1
  |
1 | titel: x
  | ^^^^^
";
    assert_eq!(human(key), expected);
}

#[test]
fn a_file_that_is_not_text_is_shown_up_to_the_place() {
    let latin = Diagnostic::new(&codes::NOT_TEXT, "not UTF-8 text").at(at("content/latin.md", 13..14));
    let expected = "\
error[file/not-text]: not UTF-8 text
 --> content/latin.md:2:10
  |
2 | title: ni
  |          ^
";
    assert_eq!(human(latin), expected);
}

#[test]
fn places_that_cannot_be_shown_still_have_their_message() {
    let cases = [at("content/missing.md", 3..9), at("content/empty.md", 0..0)];
    for place in cases {
        let shown = place.file.to_string();
        let problem = Diagnostic::new(&codes::UNREADABLE_FILE, "cannot be read").at(place);
        assert_eq!(human(problem.clone()), format!("error[file/unreadable]: cannot be read\n--> {shown}\n"));
        assert_eq!(
            shape(ReportFormat::Short, &[problem]),
            format!("{shown}: error[file/unreadable]: cannot be read\n")
        );
    }
    let past = Diagnostic::new(&codes::BAD_YAML, "past").at(at("content/b.md", 999..9999));
    assert_eq!(shape(ReportFormat::Short, std::slice::from_ref(&past)), "content/b.md:5:1: error[yaml/broken]: past\n");
    assert!(human(past).contains("--> content/b.md:5:1"));
    // A range that is turned round is as good as an empty one.
    let turned = std::ops::Range { start: 9, end: 2 };
    let turned = Diagnostic::new(&codes::BAD_YAML, "turned").at(at("content/b.md", turned));
    assert!(human(turned).contains("--> content/b.md:2:5"));
}

#[test]
fn a_problem_of_the_project_has_no_place() {
    let whole = Diagnostic::new(&codes::NO_CONFIG, "there is no `bedside.yaml`").help("run `bedside init`");
    let expected = "error[site/no-config]: there is no `bedside.yaml`\n |\n = help: run `bedside init`\n";
    assert_eq!(human(whole.clone()), expected);
    let short = shape(ReportFormat::Short, std::slice::from_ref(&whole));
    assert_eq!(short, "error[site/no-config]: there is no `bedside.yaml`\n");
    let github = "::error title=site/no-config::there is no `bedside.yaml`%0Ahelp: run `bedside init`\n";
    assert_eq!(shape(ReportFormat::Github, &[whole]), github);
}

#[test]
fn nothing_to_report_is_nothing_to_read() {
    for format in [ReportFormat::Human, ReportFormat::Short, ReportFormat::Github] {
        assert_eq!(shape(format, &[]), "");
    }
}

#[test]
fn colours_are_for_terminals_only() {
    let look = Look { colour: true, ..Look::default() };
    let coloured = report(ReportFormat::Human, &[broken_link()], &world(), &Summary::default(), &look);
    assert!(coloured.contains("\u{1b}[") && coloured.contains("content/a.md:4:16"), "{coloured:?}");
    let mut parts = coloured.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let plain = parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, text)| text));
    assert_eq!(plain, shape(ReportFormat::Human, &[broken_link()]));
}

#[test]
fn files_open_from_the_working_folder() {
    let look = Look { prefix: "site/".to_owned(), ..Look::default() };
    let text = report(ReportFormat::Short, &[broken_link()], &world(), &Summary::default(), &look);
    assert_eq!(text, "site/content/a.md:4:16: error[link/broken]: there is no document `flu-shot.md`\n");
}

#[test]
fn github_commands_are_escaped_for_their_place() {
    let odd = Diagnostic::new(&codes::BROKEN_LINK, "100% wrong: a, b")
        .at(Place::file(&VPath::new("content/a,b:c%.md")))
        .help("do this");
    let expected = "::error file=content/a%2Cb%3Ac%25.md,title=link/broken::100%25 wrong: a, b%0Ahelp: do this\n";
    assert_eq!(shape(ReportFormat::Github, &[odd]), expected);
    let expected = "::error file=content/a.md,line=4,col=16,title=link/broken::there is no document `flu-shot.md`\
        %0Ahelp: did you mean `flu-shots.md`?%0Ahelp: or remove the link\n";
    assert_eq!(shape(ReportFormat::Github, &[broken_link()]), expected);
}

#[test]
fn json_has_the_documented_shape() {
    let held = HeldBack {
        file: "content/x.md".to_owned(),
        reason: HeldReason::Scheduled,
        live_at: Some("2026-12-01 08:00".to_owned()),
    };
    let summary = Summary {
        report: BuildReport { documents: 3, routes: 12, held_back: vec![held], ..BuildReport::default() },
        errors: 1,
        seconds: 0.123_456,
        output: Some("public/".to_owned()),
        ..Summary::default()
    };
    let text = report(ReportFormat::Json, &[broken_link()], &world(), &summary, &Look::default());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let expected = serde_json::json!({
        "diagnostics": [{
            "code": "link/broken",
            "family": "link",
            "severity": "error",
            "fixable": false,
            "file": "content/a.md",
            "line": 4,
            "column": 16,
            "message": "there is no document `flu-shot.md`",
            "help": ["did you mean `flu-shots.md`?", "or remove the link"],
        }],
        "summary": {
            "documents": 3,
            "routes": 12,
            "held_back": [{ "file": "content/x.md", "reason": "scheduled", "live_at": "2026-12-01 08:00" }],
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "families": [],
            "in_baseline": 0,
            "seconds": 0.123,
        },
    });
    assert_eq!(value, expected);
}

#[test]
fn sarif_names_rules_places_and_related_places() {
    let collision = Diagnostic::new(&codes::SAME_ADDRESS, "two documents have one address")
        .at(at("content/a.md", 4..12))
        .note("the other", at("content/b.md", 15..22));
    let whole = Diagnostic::new(&codes::NO_CONFIG, "no settings");
    let text = shape(ReportFormat::Sarif, &[collision, broken_link(), broken_link(), whole]);
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let rules: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rules, ["site/same-address", "link/broken", "site/no-config"]);
    assert_eq!(run["tool"]["driver"]["rules"][1]["properties"]["family"], "link");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 4);
    assert_eq!(results[2]["ruleIndex"], 1);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
    let region = serde_json::json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 9 });
    assert_eq!(place["region"], region);
    assert_eq!(results[0]["relatedLocations"][0]["message"]["text"], "the other");
    assert_eq!(results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "bedside.yaml");
}
