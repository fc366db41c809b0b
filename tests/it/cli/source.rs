//! `bedside source add` and `bedside check --sources`, on answers of PubMed and Crossref that a server on this computer gives.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

use crate::deploy::fakes::Fake;
use crate::support::write_file;

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example\ntimezone: America/Chicago\n\
    practice: {name: Alder Street, email: hello@clinic.example}\n";

/// As PubMed writes it, shortened.
const WAKEFIELD: &str = "PMID- 9500320\nOWN - NLM\nDP  - 1998 Feb 28\nTI  - Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and \n      pervasive developmental disorder in children.\nPG  - 637-41\nFAU - Wakefield, A J\nAU  - Wakefield AJ\nLA  - eng\nPT  - Journal Article\nPT  - Retracted Publication\nTA  - Lancet\nJT  - Lancet (London, England)\nVI  - 351\nIP  - 9103\nRIN - Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.\nAID - S0140673697110960 [pii]\nSO  - Lancet. 1998 Feb 28;351(9103):637-41.\n";
const SPRINT: &str = "PMID- 26551272\nOWN - NLM\nDP  - 2015 Nov 26\nTI  - A Randomized Trial of Intensive versus Standard Blood-Pressure Control.\nPG  - 2103-16\nCN  - SPRINT Research Group\nLA  - eng\nPT  - Journal Article\nTA  - N Engl J Med\nVI  - 373\nIP  - 22\nEIN - N Engl J Med. 2017 Dec 21;377(25):2506.\nAID - 10.1056/NEJMoa1511939 [doi]\n";
const WORK: &str = r#"{"status":"ok","message":{"DOI":"10.1371/journal.pmed.0020124","type":"journal-article",
    "title":["Why Most Published Research Findings Are False"],"container-title":["PLoS Medicine"],"short-container-title":["PLoS Med"],
    "author":[{"family":"Ioannidis","given":"John P. A."}],"issued":{"date-parts":[[2005,8,30]]},"volume":"2","issue":"8","page":"e124",
    "updated-by":[{"DOI":"10.1371/journal.pmed.1004085","type":"correction","updated":{"date-parts":[[2022,8,25]]}}]}}"#;

fn services() -> Fake {
    Fake::start(|request| {
        let body = match request.path.as_str() {
            path if path.starts_with("/pubmed/efetch.fcgi?db=pubmed&rettype=medline&retmode=text&tool=bedside&id=") => {
                let ids = path.split("&id=").nth(1).unwrap_or_default().split('&').next().unwrap_or_default();
                let records = ids.split("%2C").flat_map(|ids| ids.split(',')).map(|id| match id {
                    "9500320" => WAKEFIELD,
                    "26551272" => SPRINT,
                    _ => "",
                });
                format!("\n{}", records.collect::<Vec<_>>().join("\n"))
            }
            path if path.starts_with("/crossref/works/10.1371%2Fjournal.pmed.0020124") => WORK.to_owned(),
            path if path.starts_with("/crossref/works/10.1000%2Fbusy") => return (429, Vec::new(), Vec::new()),
            _ => return (404, Vec::new(), b"Resource not found.".to_vec()),
        };
        (200, Vec::new(), body.into_bytes())
    })
}

struct Desk {
    folder: TempDir,
    working: PathBuf,
}

struct Run {
    exit: Exit,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let working = folder.path().canonicalize().expect("a path");
        let desk = Self { folder, working };
        desk.write("bedside.yaml", SETTINGS);
        desk
    }

    fn write(&self, path: &str, text: &str) {
        write_file(self.folder.path().join(path), text);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap_or_default()
    }

    fn run(&self, services: &str, args: &[&str]) -> Run {
        let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
        let surroundings = Surroundings {
            folder: self.working.clone(),
            source_date_epoch: Some("1795456800".to_owned()),
            ..Surroundings::default()
        };
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let args = std::iter::once("bedside").chain(args.iter().copied()).chain(["--services", services]);
        let exit = run_with(args.map(OsString::from), &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { exit, out: text(out), err: text(err) }
    }
}

#[test]
fn a_number_becomes_a_reference_that_can_be_cited() {
    let (desk, fake) = (Desk::new(), services());
    let run = desk.run(&fake.url, &["source", "add", "26551272", "https://doi.org/10.1371/journal.pmed.0020124"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""));
    assert_eq!(
        run.out,
        "pmid:26551272: \"A Randomized Trial of Intensive versus Standard Blood-Pressure Control\" is in data/sources.nbib, cite it with [@pmid:26551272].\n\
         doi:10.1371/journal.pmed.0020124: \"Why Most Published Research Findings Are False\" is in data/sources.json, cite it with [@ioannidis-2005].\n"
    );
    assert!(desk.read("data/sources.nbib").starts_with("PMID- 26551272\n"));
    desk.write("content/articles/a.md", "---\ntitle: A\ndate: 2026-11-02\nsources: [ioannidis-2005, \"pmid:26551272\"]\n---\n\nText.[@ioannidis-2005; @pmid:26551272]\n");
    let build = desk.run(&fake.url, &["check"]);
    assert!(!build.out.contains("error"), "{}", build.out);
    // Who asks is said, and what is there already is not asked for again.
    let asked = fake.asked("GET");
    assert!(asked.iter().all(|request| request.path.contains("hello%40clinic.example")), "{asked:?}");
    assert!(asked.iter().all(|request| request.headers["user-agent"].contains("mailto:hello@clinic.example")));
    let again = desk.run(&fake.url, &["source", "add", "PMID: 26551272", "10.1371/JOURNAL.pmed.0020124"]);
    assert!(again.out.contains("already in the library, cite it with [@pmid:26551272]"), "{}", again.out);
    assert!(again.out.contains("cite it with [@ioannidis-2005]"), "{}", again.out);
    assert_eq!(fake.asked("GET").len(), asked.len());
}

#[test]
fn a_retracted_work_says_so_when_it_is_added() {
    let (desk, fake) = (Desk::new(), services());
    let run = desk.run(&fake.url, &["source", "add", "9500320"]);
    assert!(run.out.contains("It was RETRACTED"), "{}", run.out);
}

#[test]
fn an_export_goes_into_the_file_of_its_format() {
    let (desk, fake) = (Desk::new(), services());
    desk.write("data/sources.bib", "@article{one, title = {One}, year = 2020, doi = {10.1000/one}}\n");
    desk.write("in/more.bib", "@article{two, title = {Two}, year = 2021, doi = {10.1000/two}}\n");
    desk.write("in/same.bib", "@article{three, title = {One}, year = 2020, doi = {10.1000/ONE}}\n");
    desk.write("in/list.json", "[{\"id\": \"four\", \"title\": \"Four\", \"type\": \"book\"}]");
    desk.write("in/broken.json", "{");
    let run = desk.run(&fake.url, &["source", "add", "in/more.bib", "in/list.json"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    assert_eq!(
        desk.read("data/sources.bib"),
        "@article{one, title = {One}, year = 2020, doi = {10.1000/one}}\n\n@article{two, title = {Two}, year = 2021, doi = {10.1000/two}}\n"
    );
    assert!(desk.read("data/sources.json").contains("\"four\""));
    let before = desk.read("data/sources.bib");
    for (file, message) in [
        ("in/same.bib", "which is already in the library"),
        ("in/broken.json", "`in/broken.json` cannot be added"),
        ("in/none.bib", "is not a PMID, a DOI or a readable file"),
    ] {
        let run = desk.run(&fake.url, &["source", "add", file]);
        assert!(run.exit != Exit::Fine && run.err.contains(message), "{file}: {}", run.err);
    }
    assert_eq!(desk.read("data/sources.bib"), before);
    assert!(fake.asked("GET").is_empty(), "files need no network");
}

#[test]
fn without_an_answer_nothing_is_changed() {
    let (desk, fake) = (Desk::new(), services());
    let cases = [
        (fake.url.as_str(), "99999999", "PubMed has no article with the PMID 99999999"),
        (fake.url.as_str(), "10.1000/nothing", "Crossref has no work with the DOI 10.1000/nothing"),
        (fake.url.as_str(), "10.1000/busy", "Crossref asks to wait before the next request"),
        ("http://127.0.0.1:9", "26551272", "PubMed cannot be reached"),
        ("http://127.0.0.1:9", "10.1371/journal.pmed.0020124", "Crossref cannot be reached"),
    ];
    for (services, what, message) in cases {
        // The first is found, and still not written.
        let first = (!services.ends_with(":9")).then_some("26551272");
        let args: Vec<&str> = ["source", "add"].into_iter().chain(first).chain([what]).collect();
        let run = desk.run(services, &args);
        assert!(run.exit == Exit::Errors && run.err.contains(message), "{what}: {}", run.err);
        assert!(run.err.contains("nothing was changed"), "{what}: {}", run.err);
        assert_eq!((desk.read("data/sources.nbib"), desk.read("data/sources.json")), (String::new(), String::new()));
    }
}

#[test]
fn retractions_and_corrections_are_told_at_the_source() {
    let (desk, fake) = (Desk::new(), services());
    desk.write(
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2026-11-02\nsources:\n  - {id: w, type: article-journal, title: W, issued: 1998, PMID: \"9500320\"}\n  \
         - {id: s, type: article-journal, title: S, issued: 2015, PMID: \"26551272\"}\n  \
         - {id: i, type: article-journal, title: I, issued: 2005, DOI: 10.1371/journal.pmed.0020124}\n  \
         - {id: n, type: article-journal, title: N, issued: 2005, PMID: \"99999999\"}\n  \
         - {id: r, type: article-journal, title: R, issued: 1998, PMID: \"9500320\", retracted: true}\n---\n\nText.[@w; @s; @i; @n]\n",
    );
    let plain = desk.run(&fake.url, &["check", "--format", "short"]);
    assert!(!plain.out.contains("was corrected") && fake.asked("GET").is_empty(), "a check asks nobody: {}", plain.out);
    let run = desk.run(&fake.url, &["check", "--sources", "--format", "short"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    for line in [
        "a.md:5:5: warning[source/retracted] the source `w` was retracted: Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.",
        "a.md:6:5: warning[source/corrected] the source `s` was corrected: N Engl J Med. 2017 Dec 21;377(25):2506.",
        "a.md:7:5: warning[source/corrected] the source `i` was corrected: doi:10.1371/journal.pmed.1004085, 2022-08-25",
        "a.md:8:5: warning[source/no-record] PubMed has no article with the PMID 99999999 of the source `n`",
    ] {
        let (place, message) = line.split_once(' ').expect("a place");
        let found = run.out.lines().find(|found| found.contains(message.split_once(' ').expect("a message").1));
        assert!(found.is_some_and(|found| found.contains(place.trim_end_matches(':'))), "{line}\n{}", run.out);
    }
    assert!(!run.out.contains("the source `r` was retracted: "), "what is marked is no news: {}", run.out);
    let accepted = desk
        .read("content/articles/a.md")
        .replace("title: A\n", "title: A\nwaive: [{rule: source/corrected, because: a table that we do not use}]\n");
    desk.write("content/articles/a.md", &accepted);
    let waived = desk.run(&fake.url, &["check", "--sources", "--format", "short"]);
    assert!(!waived.out.contains("was corrected") && waived.out.contains("source/no-record"), "{}", waived.out);
    let plain = desk.run(&fake.url, &["check", "--format", "short"]);
    assert!(!plain.out.contains("waiver/unused"), "{}", plain.out);
    let offline = desk.run("http://127.0.0.1:9", &["check", "--sources"]);
    assert!(offline.exit == Exit::Errors && offline.err.contains("PubMed cannot be reached"), "{}", offline.err);
    let human = desk.run(&fake.url, &["check", "--sources"]);
    assert!(human.out.contains("Asked PubMed and Crossref about 3 works; 1 are in neither."), "{}", human.out);
}
