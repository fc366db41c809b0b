//! The commands, run through the library with streams of the test's own.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::support::read_file;
use bedside::base::ContentHash;
use bedside::cli::{Exit, Io, Surroundings, run_with};
use bedside::diag::Code;
use proptest::prelude::*;
use tempfile::TempDir;

/// What a run left behind.
pub(super) struct Run {
    pub(super) exit: Exit,
    pub(super) out: String,
    pub(super) err: String,
}

/// A working folder with a terminal, or without one.
pub(super) struct Desk {
    folder: TempDir,
    pub(super) surroundings: Surroundings,
}

impl Desk {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let surroundings = Surroundings {
            folder: folder.path().canonicalize().expect("a path"),
            zone: Some("America/Chicago".to_owned()),
            // 2026-11-23 05:30 UTC, still the 22nd in Chicago.
            source_date_epoch: Some("1795411800".to_owned()),
            ..Surroundings::default()
        };
        Self { folder, surroundings }
    }

    /// The same desk with a person at a terminal, without colours.
    pub(super) fn with_person() -> Self {
        let mut desk = Self::new();
        desk.surroundings.input_is_terminal = true;
        desk.surroundings.messages_is_terminal = true;
        desk.surroundings.no_colour = true;
        desk
    }

    /// The same desk with a site in the folder `site`, which is the working folder from now on.
    pub(super) fn with_site() -> Self {
        let mut desk = Self::new();
        assert_eq!(desk.run(&["init", "site", "--yes"]).exit, Exit::Fine);
        desk.surroundings.folder.push("site");
        desk
    }

    pub(super) fn run(&self, args: &[&str]) -> Run {
        self.run_typing(args, "")
    }

    pub(super) fn run_typing(&self, args: &[&str], typed: &str) -> Run {
        let (mut input, mut out, mut err) = (Cursor::new(typed), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut out, &mut err, self.surroundings.clone());
        let args = std::iter::once("bedside").chain(args.iter().copied()).map(OsString::from);
        let exit = run_with(args, &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { exit, out: text(out), err: text(err) }
    }

    pub(super) fn path(&self, path: &str) -> std::path::PathBuf {
        self.surroundings.folder.join(path)
    }

    pub(super) fn read(&self, path: &str) -> String {
        read_file(self.path(path))
    }
}

/// All files and folders below `folder`, sorted.
fn tree(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    walk.map(|entry| entry.expect("an entry").path().strip_prefix(folder).expect("below").display().to_string())
        .collect()
}

fn front_matter(text: &str) -> serde_yaml::Value {
    let yaml = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter").0;
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

// init

#[test]
fn init_without_a_terminal_takes_flags_and_defaults() {
    let desk = Desk::new();
    let run = desk.run(&["init", "site", "--name", "Main Street: \"Family\" #1", "--author", "Dr. José Ñandú, MD"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""));
    assert!(
        run.out.starts_with("Created a new site in site (17 files).\n\nNext:\n  cd site\n  bedside serve\n"),
        "{}",
        run.out
    );
    let expected = [
        ".gitignore",
        ".schemas",
        ".schemas/settings.json",
        "README.md",
        "bedside.yaml",
        "content",
        "content/articles",
        "content/articles/welcome.md",
        "content/pages",
        "content/pages/about.md",
        "content/pages/accessibility.md",
        "content/pages/comment-policy.md",
        "content/pages/contact.md",
        "content/pages/crisis-plan.md",
        "content/pages/disclaimer.md",
        "content/pages/editorial-policy.md",
        "content/pages/privacy-practices.md",
        "content/pages/privacy.md",
        "content/pages/social-media-policy.md",
        "content/people",
        "content/people/jose-nandu.md",
        "static",
        "static/practice.svg",
    ];
    assert_eq!(tree(&desk.path("site")), expected);
    let settings: serde_yaml::Value = serde_yaml::from_str(&desk.read("site/bedside.yaml")).expect("YAML");
    assert_eq!(settings["title"], "Main Street: \"Family\" #1");
    assert_eq!(settings["practice"]["name"], "Main Street: \"Family\" #1");
    assert_eq!(settings["url"], "https://practice.example");
    assert_eq!(settings["timezone"], "America/Chicago");
    assert_eq!(settings["language"], "en");
    let article = front_matter(&desk.read("site/content/articles/welcome.md"));
    assert_eq!(article["date"], "2026-11-22");
    assert_eq!(article["authors"][0], "jose-nandu");
    assert_eq!(front_matter(&desk.read("site/content/people/jose-nandu.md"))["title"], "Dr. José Ñandú, MD");
}

#[test]
fn the_settings_that_are_switched_off_are_yaml_too() {
    let desk = Desk::with_site();
    let settings = desk.read("bedside.yaml");
    let switched_on = settings.lines().map(|line| {
        let setting = line.trim_start().strip_prefix("# ").filter(|text| text.contains(": ") || text.ends_with(':'));
        let is_setting = setting.is_some_and(|text| text.trim_start().chars().next().is_some_and(char::is_lowercase));
        if is_setting { line.replacen("# ", "", 1) } else { line.to_owned() }
    });
    let text = switched_on.collect::<Vec<_>>().join("\n");
    let all: serde_yaml::Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    for key in ["theme", "brand", "languages", "profiles", "channels", "editorial", "paginate_by", "feeds"] {
        assert!(!all[key].is_null(), "{key}\n{text}");
    }
    assert_eq!(all["practice"]["address"]["postal_code"], "55555");
}

#[test]
fn init_asks_a_person_and_asks_again_after_a_wrong_answer() {
    let desk = Desk::with_person();
    let typed = "Main Street Clinic\nexample.org\nhttps://example.org/?x\nhttps://example.org/\nAmerica/New York\n\ncall us\n(555) 555-0100\nMonday to Friday, 8:00 to 17:00; Saturday, 9:00 to 12:00\n";
    let run = desk.run_typing(&["init", "site"], typed);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    let expected = "Practice name [My Practice]: Site address [https://practice.example]:   `example.org` is not a website \
        address; expected one such as `https://www.example.com`\nSite address [https://practice.example]:   the address \
        of a site cannot contain `?` or `#`\nSite address [https://practice.example]: Time zone [America/Chicago]: \
        Your name [Jane Doe, MD]: Telephone of the practice, such as (555) 555-0100 (optional):   `call us` is not a \
        telephone number; expected one such as `(555) 555-0100`\nTelephone of the practice, such as (555) 555-0100 (optional): \
        Office hours, such as Monday to Friday, 8:00 to 17:00 (optional): ";
    assert_eq!(run.err, expected);
    let settings: serde_yaml::Value = serde_yaml::from_str(&desk.read("site/bedside.yaml")).expect("YAML");
    assert_eq!(settings["url"], "https://example.org");
    assert_eq!(settings["timezone"], "America/New_York");
    assert_eq!(settings["practice"]["phone"], "(555) 555-0100");
    assert_eq!(settings["practice"]["hours"][1], "Saturday, 9:00 to 12:00");
    assert!(desk.path("site/content/people/jane-doe.md").is_file());
}

#[test]
fn questions_left_unanswered_write_nothing() {
    let desk = Desk::with_person();
    let run = desk.run_typing(&["init", "site"], "Main Street Clinic\n");
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("nothing was written") && run.err.contains("--yes"), "{}", run.err);
    assert!(tree(&desk.surroundings.folder).is_empty());
    assert_eq!(desk.run(&["init", "site", "--yes"]).err, "");
}

#[test]
fn init_changes_nothing_in_a_folder_that_is_in_use() {
    let desk = Desk::new();
    fs::create_dir(desk.path("site")).expect("a folder");
    fs::write(desk.path("site/letter.txt"), "dear").expect("a file");
    let run = desk.run(&["init", "site"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("`site` is not empty: it contains `letter.txt`; nothing was changed"), "{}", run.err);
    assert_eq!(tree(&desk.path("site")), ["letter.txt"]);
}

#[test]
fn init_takes_the_empty_working_folder_and_makes_missing_ones() {
    let desk = Desk::new();
    let run = desk.run(&["init", "deep/er/site", "--yes"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    assert!(desk.path("deep/er/site/bedside.yaml").is_file());
    let here = Desk::new();
    let run = here.run(&["init", ".", "--yes"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    assert!(run.out.starts_with("Created a new site in . (17 files).\n\nNext:\n  bedside serve\n"), "{}", run.out);
}

#[test]
fn init_follows_no_symbolic_link() {
    let desk = Desk::new();
    fs::create_dir(desk.path("elsewhere")).expect("a folder");
    std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path("site")).expect("a link");
    for name in ["site", "site/"] {
        let run = desk.run(&["init", name, "--yes"]);
        assert_eq!(run.exit, Exit::Errors, "{name}: {}", run.out);
        assert!(run.err.contains("cannot become a site"), "{}", run.err);
    }
    fs::write(desk.path("file"), "").expect("a file");
    assert_eq!(desk.run(&["init", "file", "--yes"]).exit, Exit::Errors);
    assert!(tree(&desk.path("elsewhere")).is_empty());
}

#[test]
fn wrong_flags_are_wrong_usage() {
    let cases = [
        (["--url", "example.org"], "expected one such as `https://www.example.com`"),
        (["--timezone", "America/Chigaco"], "did you mean `America/Chicago`?"),
        (["--name", " "], "the name is empty"),
        (["--language", "english"], "is not a language tag"),
    ];
    for (flags, message) in cases {
        let desk = Desk::new();
        let run = desk.run(&["init", "site", flags[0], flags[1]]);
        assert_eq!(run.exit, Exit::Usage);
        assert!(run.err.contains(message), "{}", run.err);
        assert!(tree(desk.folder.path()).is_empty());
    }
}

// new

#[test]
fn new_writes_a_draft_with_everything_in_its_place() {
    let cases = [
        ("article", "content/articles/flu-shots-5-questions.md"),
        ("myth", "content/myths/flu-shots-5-questions.md"),
        ("story", "content/stories/flu-shots-5-questions.md"),
        ("event", "content/events/flu-shots-5-questions.md"),
        ("update", "content/updates/flu-shots-5-questions.md"),
        ("page", "content/pages/flu-shots-5-questions.md"),
        ("person", "content/people/flu-shots.md"),
    ];
    let desk = Desk::with_site();
    for (kind, path) in cases {
        let run = desk.run(&["new", kind, "Flu shots, 5 questions"]);
        assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (Exit::Fine, format!("{path}\n").as_str(), ""));
        let text = desk.read(path);
        assert!(!text.contains("{{"), "{text}");
        let matter = front_matter(&text);
        assert_eq!(matter["title"], "Flu shots, 5 questions");
        assert_eq!(matter["draft"], true);
        let date = if kind == "update" { "2026-11-22 23:30" } else { "2026-11-22" };
        let dated = !matches!(kind, "page" | "person");
        assert_eq!(matter["date"].as_str(), dated.then_some(date), "{kind}");
    }
    assert_eq!(front_matter(&desk.read(cases[0].1))["authors"][0], "jane-doe");
}

#[test]
fn a_quick_correction_is_an_update_with_a_claim() {
    let desk = Desk::with_site();
    let run = desk.run(&["new", "update", "--quick-correction", "No pharmacy is closing"]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Fine, "content/updates/no-pharmacy-is-closing.md\n"));
    let matter = front_matter(&desk.read(run.out.trim_end()));
    assert_eq!(
        (matter["title"].as_str(), matter["claims"][0]["id"].as_str()),
        (Some("No pharmacy is closing"), Some("claim-1"))
    );
    let wrong = desk.run(&["new", "article", "--quick-correction", "A title"]);
    assert_eq!(wrong.exit, Exit::Usage);
    assert!(wrong.err.contains("works only with the kind `update`"), "{}", wrong.err);
}

#[test]
fn every_key_of_an_archetype_is_valid_when_it_is_switched_on() {
    let desk = Desk::with_site();
    for kind in [
        "article",
        "myth",
        "story",
        "event",
        "update",
        "page",
        "person",
        "update --quick-correction",
        "update --recall",
        "update --news-peg",
        "update --expert-comment",
        "update --observance world-diabetes-day",
        "event --question-hour",
        "page --contest-rules",
        "page --notice privacy-practices",
        "page --notice nondiscrimination",
        "page --notice language-assistance",
        "page --notice good-faith-estimate",
        "page --notice accessibility",
        "page --policy social-media",
        "page --policy comments",
        "page --policy crisis-plan",
        "page --policy editorial",
        "page --policy contact",
        "condition",
        "topic",
        "service",
    ] {
        let mut arguments: Vec<&str> = ["new"].into_iter().chain(kind.split(' ')).collect();
        let title = format!("A title of {}", kind.replace("--", ""));
        arguments.push(&title);
        let run = desk.run(&arguments);
        let text = desk.read(run.out.trim_end());
        let (matter, _) = text.split_once("\n---\n").expect("front matter");
        let switched_on =
            |line: &str| if line.trim_start().starts_with("# ") { line.replacen("# ", "", 1) } else { line.to_owned() };
        let matter: Vec<String> = matter.lines().map(switched_on).collect();
        front_matter(&format!("{}\n---\n", matter.join("\n")));
    }
}

#[test]
fn a_text_on_a_term_bears_its_name_and_its_address() {
    let desk = Desk::with_site();
    for (arguments, path, title) in [
        (&["new", "service", "colonoscopy"][..], "content/services/colonoscopy.md", "Colonoscopy"),
        (&["new", "condition", "hbp", "--slug", "hypertension"], "content/conditions/hypertension.md", "Hbp"),
        (&["new", "condition", "low back pain"], "content/conditions/back-pain.md", "Back pain"),
        (&["new", "topic", "NUTRITION"], "content/topics/nutrition.md", "Nutrition"),
        (&["new", "article", "flu-shots"], "content/articles/flu-shots.md", "Flu shots"),
        (&["new", "person", "sam lee"], "content/people/sam-lee.md", "Sam Lee"),
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (Exit::Fine, format!("{path}\n").as_str(), ""));
        assert_eq!(front_matter(&desk.read(path))["title"], title);
    }
    let run = desk.run(&["new", "service", "colonoscpy"]);
    assert!(run.err.contains("there is no service `colonoscpy`"), "{}", run.err);
    assert!(run.err.contains("did you mean `colonoscopy`?") && run.err.contains("data/services.yaml"), "{}", run.err);
}

#[test]
fn a_post_for_an_observance_knows_its_days_and_its_help_line() {
    let desk = Desk::with_site();
    let run = desk.run(&["new", "update", "--observance", "suicide-prevention-week", "You are not alone"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""));
    let text = desk.read(run.out.trim_end());
    let matter = front_matter(&text);
    assert_eq!(matter["awareness"][0].as_str(), Some("suicide-prevention-week"));
    assert_eq!(matter["date"].as_str(), Some("2027-09-05 07:00"), "it goes live when the week begins");
    assert!(matter["expires"].as_str().is_some_and(|day| day.starts_with("20")), "{text}");
    assert!(text.contains("call or text 988") && text.contains("is led by ["), "{text}");
    let wrong = desk.run(&["new", "update", "--observance", "world-diabetis-day", "A title"]);
    assert_eq!(wrong.exit, Exit::Usage);
    assert!(wrong.err.contains("did you mean `world-diabetes-day`?"), "{}", wrong.err);
    let wrong = desk.run(&["new", "event", "--recall", "A title"]);
    assert!(wrong.err.contains("`--recall` works only with the kind `update`"), "{}", wrong.err);
    let both = desk.run(&["new", "update", "--recall", "--news-peg", "A title"]);
    assert_eq!(both.exit, Exit::Usage);
}

#[test]
fn new_takes_a_slug_and_a_folder() {
    let desk = Desk::with_site();
    let run = desk.run(&["new", "article", "流感", "--slug", "flu", "--folder"]);
    assert_eq!(run.out, "content/articles/flu/index.md\n");
    let run = desk.run(&["new", "article", "?!"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("choose one with `--slug`"), "{}", run.err);
    for slug in ["../escape", "a/b", "", ".git", "con"] {
        assert_eq!(desk.run(&["new", "article", "x", "--slug", slug]).exit, Exit::Usage, "{slug}");
    }
}

#[test]
fn new_overwrites_nothing_in_either_form() {
    let desk = Desk::with_site();
    desk.run(&["new", "article", "Flu"]);
    fs::write(desk.path("content/articles/flu.md"), "mine").expect("written");
    for args in [&["new", "article", "Flu"][..], &["new", "article", "Flu", "--folder"][..]] {
        let run = desk.run(args);
        assert_eq!(run.exit, Exit::Usage);
        assert!(run.err.contains("`content/articles/flu.md` exists already; nothing was changed"), "{}", run.err);
    }
    assert_eq!(desk.read("content/articles/flu.md"), "mine");
    assert!(!desk.path("content/articles/flu").exists());
}

#[test]
fn a_loop_of_links_is_one_problem() {
    let desk = Desk::with_site();
    fs::remove_dir_all(desk.path("content")).expect("removed");
    std::os::unix::fs::symlink("round", desk.path("content")).expect("a link");
    std::os::unix::fs::symlink("content", desk.path("round")).expect("a link");
    let run = desk.run(&["build"]);
    assert_eq!(run.exit, Exit::Errors);
    let shown = format!("{}{}", run.out, run.err);
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    assert!(shown.contains("error[file/symlink]: `content` must be a folder"), "{shown}");
}

#[test]
fn new_follows_no_symbolic_link() {
    let desk = Desk::with_site();
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), desk.path("content/myths")).expect("a link");
    let run = desk.run(&["new", "myth", "A fact"]);
    assert_eq!(run.exit, Exit::Errors);
    assert!(run.err.contains("symbolic link"), "{}", run.err);
    assert!(tree(elsewhere.path()).is_empty());
    std::os::unix::fs::symlink("/nowhere", desk.path("content/articles/flu.md")).expect("a link");
    assert_eq!(desk.run(&["new", "article", "Flu"]).exit, Exit::Usage);
}

#[test]
fn an_archetype_of_the_project_wins() {
    let desk = Desk::with_site();
    fs::create_dir_all(desk.path("templates/archetypes")).expect("folders");
    fs::write(desk.path("templates/archetypes/article.md"), "---\ntitle: {{title|yaml}}\n---\n{{mine}}\n")
        .expect("written");
    let run = desk.run(&["new", "article", "Flu"]);
    assert_eq!(desk.read(run.out.trim_end()), "---\ntitle: \"Flu\"\n---\n{{mine}}\n");
}

#[test]
fn new_works_below_the_project_and_from_above_it() {
    let mut desk = Desk::with_site();
    desk.surroundings.folder.push("content");
    assert_eq!(desk.run(&["new", "page", "One"]).out, "content/pages/one.md\n");
    desk.surroundings.folder.pop();
    desk.surroundings.folder.pop();
    assert_eq!(desk.run(&["new", "page", "Two", "-r", "site"]).out, "site/content/pages/two.md\n");
    fs::write(desk.path("site/bedside.yaml"), "timezone: Mars/Olympus\n").expect("written");
    let run = desk.run(&["new", "update", "Three", "-r", "site"]);
    assert_eq!(run.exit, Exit::Fine);
    assert!(run.err.starts_with("note: ") && run.err.contains("UTC"), "{}", run.err);
    assert_eq!(front_matter(&desk.read(run.out.trim_end()))["date"], "2026-11-23 05:30");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_title_reads_back(title in prop_oneof![any::<String>(), "[\"':#{}\\[\\]&*!|>%@`🩺ñ\\\\ -]{1,20}"]) {
        prop_assume!(!title.contains('\0') && !title.starts_with('-'));
        // Without any capital letter, it would be made to begin with one.
        let title = if title.contains(char::is_uppercase) { title } else { format!("{title}A") };
        let desk = Desk::new();
        fs::write(desk.path("bedside.yaml"), "timezone: UTC\n").expect("written");
        for kind in ["article", "myth"] {
            let run = desk.run(&["new", kind, &title, "--slug", "x"]);
            prop_assert_eq!(run.exit, Exit::Fine, "{}", run.err);
            let matter = front_matter(&desk.read(run.out.trim_end()));
            prop_assert_eq!(matter["title"].as_str(), Some(title.as_str()));
        }
    }
}

// build and check

#[test]
fn without_a_project_the_way_to_one_is_shown() {
    let desk = Desk::new();
    for args in [&["build"][..], &["check"][..], &["new", "page", "x"][..], &["build", "-r", "nowhere"][..]] {
        let run = desk.run(args);
        assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""), "{args:?}");
        assert!(run.err.contains("no `bedside.yaml`") && run.err.contains("`bedside init FOLDER`"), "{}", run.err);
    }
}

#[test]
fn a_day_that_is_none_is_wrong_usage() {
    let mut desk = Desk::with_site();
    for now in ["soon", "2026-02-30", "2026-03-08 02:30"] {
        let run = desk.run(&["build", "--now", now]);
        assert_eq!(run.exit, Exit::Usage, "{now}");
        assert!(run.err.contains(now), "{}", run.err);
    }
    desk.surroundings.source_date_epoch = Some("today".to_owned());
    let run = desk.run(&["check"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("SOURCE_DATE_EPOCH"), "{}", run.err);
}

#[test]
fn check_and_build_have_the_shapes_that_the_help_names() {
    let desk = Desk::with_site();
    for format in ["human", "short", "json", "sarif", "github"] {
        assert_eq!(desk.run(&["check", "--format", format]).exit, Exit::Fine, "{format}");
    }
    assert_eq!(desk.run(&["build", "--format", "sarif"]).exit, Exit::Usage);
    let json = desk.run(&["check", "--format", "json"]).out;
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["summary"]["errors"], 0);
}

// explain, completion, help

#[test]
fn every_code_has_its_page() {
    let desk = Desk::new();
    for code in Code::all() {
        let run = desk.run(&["explain", code.name]);
        assert_eq!(run.exit, Exit::Fine);
        assert!(run.out.starts_with(&format!("# {}\n\n", code.name)), "{}", run.out);
        assert!(!run.out.contains("To be written"), "{} has no page yet", code.name);
        let lines = run.out.lines().count();
        assert!((8..=40).contains(&lines), "{}: {lines} lines", code.name);
        assert!(run.out.lines().all(|line| line.chars().count() <= 120), "{}: a line is too long", code.name);
    }
}

#[test]
fn explain_lists_every_code_with_a_sentence_in_its_family() {
    let run = Desk::new().run(&["explain"]);
    let mut listed: Vec<&str> = Vec::new();
    let mut family = "";
    for line in run.out.lines().filter(|line| !line.is_empty()) {
        let Some(entry) = line.strip_prefix("  ") else {
            family = line.split_once("/: ").expect("a family").0;
            continue;
        };
        let (name, sentence) = entry.split_once("  ").expect("the name comes first");
        assert!(name.starts_with(&format!("{family}/")), "{line} in {family}");
        assert!(sentence.ends_with('.') && sentence.trim().len() > 12, "{line}");
        listed.push(name);
    }
    listed.sort_unstable();
    let mut all: Vec<&str> = Code::all().iter().map(|code| code.name).collect();
    all.sort_unstable();
    assert_eq!(listed, all);
}

#[test]
fn explain_takes_old_names_and_families() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["explain", "link/broken"]).out, desk.run(&["explain", "link/broken"]).out);
    let family = desk.run(&["explain", "link"]).out;
    assert!(family.starts_with("link/: ") && family.contains("link/broken-anchor"), "{family}");
    assert!(!family.contains("source/"), "{family}");
}

#[test]
fn an_unknown_code_is_met_with_the_nearest() {
    let run = Desk::new().run(&["explain", "brokenlink"]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""));
    assert!(run.err.contains("did you mean `link/broken`?"), "{}", run.err);
    assert_eq!(Desk::new().run(&["explain", "Broken-Link"]).exit, Exit::Fine);
}

#[test]
fn completion_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = Desk::new().run(&["completion", shell]);
        assert_eq!(run.exit, Exit::Fine);
        assert!(run.out.contains("explain") && run.out.contains("strict"), "{shell}");
    }
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let desk = Desk::new();
    let list = desk.run(&["man", "--list"]).out;
    let names: Vec<&str> = list.lines().collect();
    for name in ["bedside", "bedside-build", "bedside-source-add", "bedside-completion"] {
        assert!(names.contains(&name), "{name}: {list}");
    }
    assert!(!names.iter().any(|name| name.contains("man") || name.contains("help")), "{list}");
    for name in names {
        let words = name.split('-').skip(1);
        let run = desk.run(&std::iter::once("man").chain(words).collect::<Vec<_>>());
        assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""), "{name}");
        assert!(run.out.contains(&format!(".TH {name} 1")), "{name}: {}", run.out);
    }
    assert!(desk.run(&["man", "build"]).out.contains("strict"));
    let run = desk.run(&["man", "source", "bild"]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""));
    assert!(run.err.contains("there is no command `source bild`"), "{}", run.err);
}

#[test]
fn help_ends_in_an_example() {
    for command in ["init", "new", "build", "check", "explain", "completion"] {
        let run = Desk::new().run(&[command, "--help"]);
        assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""), "{command}");
        let (_, example) = run.out.rsplit_once("Example").expect("an example");
        assert!(example.contains(&format!("bedside {command}")), "{command}: {example}");
    }
    let run = Desk::new().run(&[]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""));
    assert!(Desk::new().run(&["--version"]).out.starts_with("bedside "));
}

// streams

/// A stream whose reader is gone, or whose disk is full.
struct Broken(std::io::ErrorKind);

impl std::io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_went_away_is_no_failure_but_a_full_disk_is() {
    let cases = [(std::io::ErrorKind::BrokenPipe, Exit::Fine), (std::io::ErrorKind::StorageFull, Exit::Errors)];
    for (kind, expected) in cases {
        let (mut input, mut out, mut err) = (Cursor::new(""), Broken(kind), Vec::new());
        let mut io = Io::new(&mut input, &mut out, &mut err, Surroundings::default());
        assert_eq!(run_with(["bedside", "explain"].map(OsString::from), &mut io), expected);
        assert_eq!(err.is_empty(), expected == Exit::Fine);
    }
}

#[test]
fn a_card_is_drawn_once_for_each_wording() {
    let mut desk = Desk::with_site();
    desk.surroundings.program = Some("this program".to_owned());
    let root = desk.path("");
    let write = |name: &str, title: &str| {
        let text = format!("---\ntitle: {title}\ndate: 2026-11-02\n---\n\nText.\n");
        fs::write(root.join(format!("content/articles/{name}.md")), text).expect("an article");
    };
    let card = |name: &str| root.join(format!("public/articles/{name}/card.png"));
    write("one", "One");
    write("two", "Two");
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    // Another picture is put in the place of the card, in every note that a build has left, as if it had been drawn.
    let (drawn, forged) = (fs::read(card("one")).expect("a card"), b"another picture");
    let entry = |bytes: &[u8]| format!("[{}, \"{}\"]", bytes.len(), ContentHash::of(bytes).hex());
    for (file, from, to) in [
        ("public/.bedside-output.json", entry(&drawn), entry(forged)),
        (".bedside/cache/cards.json", ContentHash::of(&drawn).hex(), ContentHash::of(forged).hex()),
    ] {
        let text = desk.read(file);
        assert!(text.contains(&from), "{file}");
        fs::write(desk.path(file), text.replace(&from, &to)).expect("a note");
    }
    fs::write(card("one"), forged).expect("a card");
    fs::remove_file(desk.path(".bedside/cache/output.json")).expect("deleting it is safe");
    write("two", "Two, but longer");
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    assert_eq!(fs::read(card("one")).expect("a card"), forged, "it was not drawn again");
    assert_ne!(fs::read(card("two")).expect("a card"), forged);
    desk.surroundings.program = Some("the next version".to_owned());
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    assert_eq!(fs::read(card("one")).expect("a card"), drawn, "another program draws again");
    assert_eq!(desk.run(&["build", "--no-cards"]).exit, Exit::Fine);
    assert!(!card("one").exists(), "no cards were asked for");
}

#[test]
fn a_build_with_nothing_changed_tells_the_same() {
    let mut desk = Desk::with_site();
    desk.surroundings.program = Some("this program".to_owned());
    let told = |run: &Run| {
        let (before, after) = run.out.split_once(" in ").expect("a duration");
        format!("{before}{}", after.split_once(" s ").expect("seconds").1)
    };
    assert_eq!(desk.run(&["build"]).exit, Exit::Fine);
    fs::write(desk.path("public/CNAME"), "clinic.example").expect("a file of somebody else");
    fs::write(desk.path("content/articles/two.md"), "---\ntitle: Two\ndate: 2026-11-02\n---\n\nText.\n")
        .expect("an article");
    let first = desk.run(&["build"]);
    let second = desk.run(&["build", "--timings"]);
    assert!(!second.err.contains("parse"), "nothing was done again: {}", second.err);
    assert!(first.out.contains("CNAME") && first.out.starts_with("Built "), "{}", first.out);
    assert_eq!(told(&second), told(&first));
}
