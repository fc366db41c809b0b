//! `bedside check`: its choices, the baseline, what it mends.

use std::ffi::OsString;
use std::io::Cursor;
use std::path::PathBuf;

use crate::support::{read_file, write_file};
use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

struct Site(TempDir);

impl Site {
    /// A practice with a page that has a suggestion of `plain`, one of `a11y`, and a link that is broken.
    fn new() -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        site.write(
            "bedside.yaml",
            "title: Alder\nurl: https://alder.example\ntimezone: UTC\npractice: {name: Alder Practice}\n",
        );
        site.write(
            "content/articles/a.md",
            "---\ntitle: About edema\ndate: 2026-11-02\nsummary: About swelling.\n---\n\nYou may utilize it.\n\n### A part\n\nText.\n",
        );
        site.write("content/articles/b.md", "---\ntitle: B\ndate: 2026-11-02\nsummary: B.\n---\n\n[x](gone.md)\n");
        site
    }

    fn write(&self, path: &str, text: &str) {
        write_file(self.path(path), text);
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().expect("a path").join(path)
    }

    fn read(&self, path: &str) -> String {
        read_file(self.path(path))
    }

    fn run(&self, args: &[&str]) -> (Exit, String, String) {
        self.run_typing(args, None)
    }

    fn run_typing(&self, args: &[&str], typed: Option<&str>) -> (Exit, String, String) {
        self.run_as(&[&["check"], args].concat(), None, typed)
    }

    /// A run of the program that is told from others by `program`.
    fn run_as(&self, args: &[&str], program: Option<&str>, typed: Option<&str>) -> (Exit, String, String) {
        let (mut input, mut out, mut err) = (Cursor::new(typed.unwrap_or_default()), Vec::new(), Vec::new());
        let surroundings = Surroundings {
            folder: self.path(""),
            source_date_epoch: Some("1795411800".to_owned()),
            input_is_terminal: typed.is_some(),
            messages_is_terminal: typed.is_some(),
            no_colour: true,
            program: program.map(str::to_owned),
            ..Surroundings::default()
        };
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let exit = run_with(["bedside"].iter().chain(args).map(OsString::from), &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (exit, text(out), text(err))
    }

    fn codes(&self, args: &[&str]) -> Vec<String> {
        let (_, out, err) = self.run(&[args, &["--format", "short"]].concat());
        assert_eq!(err, "");
        let code = |line: &str| line.split_once('[').and_then(|(_, rest)| Some(rest.split_once(']')?.0.to_owned()));
        out.lines().filter_map(code).collect()
    }
}

#[test]
fn families_rules_and_documents_are_chosen() {
    let site = Site::new();
    let all = site.codes(&[]);
    for code in ["plain/jargon", "a11y/heading-order", "link/broken"] {
        assert!(all.contains(&code.to_owned()), "{all:?}");
    }
    assert!(site.codes(&["--family", "plain"]).iter().all(|code| code.starts_with("plain/")));
    assert_eq!(site.codes(&["--rule", "heading-order"]), ["a11y/heading-order"]);
    assert_eq!(site.codes(&["--rule", "link/broken", "--family", "plain", "--document", "b"]), ["link/broken"]);
    assert_eq!(site.run(&["--family", "plain"]).0, Exit::Fine);
    assert_eq!(site.run(&["--family", "link"]).0, Exit::Errors);
    for (args, message, help) in [
        (["--family", "plian"], "there is no family `plian`", "did you mean `plain`?"),
        (["--rule", "link/brokn"], "there is no rule `link/brokn`", "did you mean `link/broken`?"),
        (["--document", "flu-shots"], "there is no document `flu-shots`", "name a file"),
    ] {
        let (exit, _, err) = site.run(&args);
        assert!(exit == Exit::Usage && err.contains(message) && err.contains(help), "{err}");
    }
}

#[test]
fn the_end_of_a_report_counts_by_family() {
    let (_, out, _) = Site::new().run(&[]);
    let end = out.split_once("Checked 2 documents").expect("the end").1;
    assert!(end.contains("\n  link   1 error\n"), "{end}");
    assert!(end.contains("\n  a11y   1 suggestion\n"), "{end}");
}

#[test]
fn a_baseline_leaves_out_what_was_there_and_says_so() {
    let site = Site::new();
    let (exit, out, _) = site.run(&["--write-baseline"]);
    // The broken link is an error: no list makes it right.
    assert!(exit == Exit::Errors && out.starts_with("Wrote "), "{out}");
    let baseline = site.read("baseline.yaml");
    assert!(baseline.contains("rule: plain/jargon") && !baseline.contains("link/broken"), "{baseline}");
    assert_eq!(site.codes(&[]), ["link/broken"]);
    let (_, out, _) = site.run(&[]);
    assert!(out.contains("that `baseline.yaml` knows"), "{out}");
    // What is new is told, and what is gone is to be taken out of the list.
    let text = site.read("content/articles/a.md");
    site.write("content/articles/a.md", &text.replace("utilize it", "use it.\n\nThey commence it twice"));
    site.write("content/articles/a.md", &site.read("content/articles/a.md").replace("### A part", "## A part"));
    let codes = site.codes(&[]);
    assert!(codes.contains(&"waiver/unused-baseline".to_owned()), "{codes:?}");
    assert!(codes.contains(&"plain/jargon".to_owned()), "the second one is new: {codes:?}");
    site.run(&["--write-baseline"]);
    assert_eq!(site.codes(&[]), ["link/broken"]);
}

#[test]
fn a_broken_baseline_is_an_error_at_its_line() {
    let site = Site::new();
    site.write("baseline.yaml", "known:\n  - {rule: plain/jargn, file: a.md, finding: x}\n");
    let (_, out, _) = site.run(&["--format", "short", "--document", "baseline.yaml"]);
    assert_eq!(out, "baseline.yaml:2:5: error[yaml/bad-value]: there is no rule `plain/jargn`\n");
}

#[test]
fn what_has_one_right_answer_is_mended_after_its_difference_was_shown() {
    let site = Site::new();
    site.write(
        "content/articles/c.md",
        "---\ntitle: C\ndate: 2026-11-02\nsummary: C.\naliases: [/old/]\n---\n\n[own](/Articles/A/#a-part) and [other](/old/)\n",
    );
    let before = site.read("content/articles/a.md");
    let (exit, out, _) = site.run(&["--fix"]);
    assert_eq!(exit, Exit::Fine);
    assert!(out.contains("content/articles/a.md:9\n- ### A part\n+ ## A part\n"), "{out}");
    assert!(
        out.contains(
            "- [own](/Articles/A/#a-part) and [other](/old/)\n+ [own](/articles/a/#a-part) and [other](/articles/c/)\n"
        ),
        "{out}"
    );
    assert!(out.ends_with("This would fix 3 findings in 2 files. To write the changes, add `--yes`.\n"), "{out}");
    assert_eq!(site.read("content/articles/a.md"), before);
    let (_, out, _) = site.run_typing(&["--fix"], Some("no\n"));
    assert!(out.ends_with("Nothing was changed.\n") && site.read("content/articles/a.md") == before, "{out}");
    let (_, out, _) = site.run(&["--fix", "--yes"]);
    assert!(out.ends_with("Fixed 3 findings in 2 files. `bedside check` lists what is left.\n"), "{out}");
    assert_eq!(site.read("content/articles/a.md"), before.replace("###", "##"));
    // A word is medical: no machine changes it.
    assert!(site.codes(&[]).contains(&"plain/jargon".to_owned()));
    assert_eq!(site.run(&["--fix"]).1, "Nothing here can be fixed automatically.\n");
}

/// Notepad and many exports begin a file with a byte order mark.
#[test]
fn a_byte_order_mark_moves_no_place_and_stays_where_a_file_is_mended() {
    let site = Site::new();
    let text = "\u{feff}---\ntitle: C\ndate: 2026-11-02\nsummary: C.\naliases: [/old/]\n---\n\nA [page](/old/) and [none](/none/).\n";
    site.write("content/articles/c.md", text);
    let (_, out, _) = site.run(&["--format", "short", "--document", "content/articles/c.md"]);
    assert!(out.contains("content/articles/c.md:8:21: error[link/broken]"), "{out}");
    site.run(&["--fix", "--yes"]);
    assert_eq!(site.read("content/articles/c.md"), text.replace("(/old/)", "(/articles/c/)"));
}

#[test]
fn many_warnings_of_a_rule_are_counted_and_its_name_brings_them_all() {
    let site = Site::new();
    let links = |number: usize| {
        let links: Vec<String> = (0..number).map(|at| format!("[x](https://alder.example/gone-{at}/)")).collect();
        links.join("\n\n")
    };
    let page = |number| format!("---\ntitle: B\ndate: 2026-11-02\nsummary: B.\n---\n\n{}", links(number));
    let shown = |text: &str| text.matches("warning[link/broken]").count();
    site.write("content/articles/b.md", &page(100));
    let (_, all, _) = site.run(&[]);
    assert_eq!((shown(&all), all.contains("are not shown")), (100, false), "{all}");
    site.write("content/articles/b.md", &page(103));
    let (_, some, _) = site.run(&[]);
    assert_eq!(shown(&some), 100);
    assert!(
        some.contains("note: 3 more findings of link/broken: `bedside check --rule link/broken` shows them all\n"),
        "{some}"
    );
    assert!(some.contains("103 warnings"), "{some}");
    let (_, named, _) = site.run(&["--rule", "link/broken"]);
    assert_eq!(shown(&named), 103);
    let (_, short, _) = site.run(&["--format", "short"]);
    assert_eq!(shown(&short), 103);
}

#[test]
fn a_check_behind_a_build_finds_what_a_check_before_it_finds() {
    let site = Site::new();
    let check = || site.run_as(&["check", "--format", "json"], Some("1"), None).1;
    let found = |report: &str| {
        let report: serde_json::Value = serde_json::from_str(report).expect("a report");
        report["diagnostics"].clone()
    };
    site.write(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2026-11-02\nsummary: B.\n---\n\n[x](https://alder.example/gone/)\n",
    );
    let before = check();
    assert!(before.contains("link/broken"), "{before}");
    let (exit, _, messages) = site.run_as(&["build", "--no-cards"], Some("1"), None);
    assert_eq!(exit, Exit::Fine, "{messages}");
    assert_eq!(found(&check()), found(&before));
    // What was not there when the site was built is found: in a text, and in a template that its page is drawn with.
    site.write(
        "content/articles/a.md",
        "---\ntitle: About edema\ndate: 2026-11-02\nsummary: About.\n---\n\n[y](no.md)\n",
    );
    assert!(check().contains("no.md"));
    site.write("templates/document.html", "{{ nothing.at.all }}");
    assert!(check().contains("template-failed"), "{}", check());
}
