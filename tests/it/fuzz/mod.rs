//! Damaged inputs for every reader: none may panic, abort, run without end or give unsafe HTML.
//!
//! A usual run tries the saved corpus of `tests/fuzz/TARGET` and some damaged inputs that are the same each time.
//! `cargo xtask fuzz --seconds N` lets each target go on with others for N seconds; what fails is saved.

mod damage;
mod run;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use bedside::image::{Format, probe, strip};

use crate::markdown::support::Case;
use crate::output::support as disk;
use crate::serve::support::Folder;
use crate::support::{Project, elements_of};
use run::{Target, fuzz};

const FRONT: &str = "---\ntitle: Flu\ndate: 2026-11-02 08:00\nsummary: \"A sentence.\"\nauthors: [ng]\nsources:\n  - {id: a, \
    type: article-journal, title: A, author: [{family: Roe, given: A}], issued: 2020, DOI: 10.1000/a}\nclaims:\n  - {id: c, claim: x, \
    verdict: false, fact: y}\ncorrections:\n  - {date: 2026-11-02, severity: correction, what: x, why: y}\naliases: [/old/]\n---\n\nText [@a].\n";

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example/blog\ntimezone: America/Chicago\nlanguages: [es]\npractice:\n  \
    name: Alder Street\n  hours: [\"Mon-Fri 8 am to 5 pm\"]\n  address: {street: x, city: y}\nchannels: [x, facebook]\n\
    navigation:\n  - {title: Articles, url: /articles/}\nfeeds: {limit: 10}\neditorial: {citation_style: nlm}\n";

const MARKDOWN: &str = "## Head {#a .b}\n\nText **bold** _em_ `code` [l](https://a.example \"t\") ![p](p.png) [@a; @b, p. 3].[^1]\n\n\
    | a | b |\n|---|--:|\n| 1 | 2 |\n\n- [ ] x\n  - y\n\n> [!NOTE]\n> z\n\n```video\ntitle: x\nurl: y\n```\n\n<div class=\"x\"><b onclick=\"a()\">t</b></div>\n\
    <script>alert(1)</script> H~2~O 10^3^ &amp; &#x3c; <!-- c -->\n\nTerm\n: Meaning\n\n[^1]: Note.\n";

const BIB: &str = "@string{j = {Journal} # \" x\"}\n@article{a, author = {M{\\\"u}ller, J. and {A B}}, title = {{\\LaTeX} $\\beta_2$ \\emph{x} \
    \\textsuperscript{2}}, journal = j, year = 2020, month = jan # \"~5\", pages = {1--9}, crossref = {b}, xdata = {c}}\n@book(b, title = \"B {\"}x\", \
    year = {2019})\n@xdata{c, url = {https://a.example/a_b}}\n@comment{x}\n% y\n";
const RIS: &str = "1.\nTY  - JOUR\nID  - a\nAU  - Müller, J., Jr\nTI  - A <i>title</i> &amp; more\n  that goes on\nJO  - Journal\nPY  - \
    2020/05/17/\nSP  - 1\nEP  - 9\nUR  - https://a.example\nER  - \n\nTY  - BOOK\nTI  - B\nSN  - 978-3-16-148410-0\nER  - \n";
const NBIB: &str = "PMID- 1\nDP  - 2020 May-Jun 17\nTI  - A title\n      that goes on.\nAU  - Müller J 2nd\nPG  - 215-25; discussion 226-9\nAID - \
    10.1000/a [doi]\nLID - e1\n\nPMID- 2\nTI  - B\n";
const CSL: &str = "[{\"id\": \"a\", \"type\": \"article-journal\", \"title\": \"Ä <i>t</i> &amp; x\", \"author\": [{\"family\": \"M\", \"given\": \
    \"J\"}, {\"literal\": \"x\"}], \"issued\": {\"date-parts\": [[2020, 5], [2021]]}, \"DOI\": \"10.1000/a\"}, {\"id\": 3, \"volume\": 3}]";

/// Compiles a project; a fault that was caught counts as one.
fn compiled(project: &Project) {
    for diagnostic in project.diagnostics() {
        assert!(diagnostic.code.name != "site/page-failed", "{}", diagnostic.message);
    }
}

#[test]
fn front_matter() {
    let run = |bytes: &[u8]| compiled(&Project::new().write("content/articles/x.md", bytes));
    fuzz(&Target { name: "front_matter", seeds: &[FRONT.as_bytes()], usual: 60, run: &run });
}

#[test]
fn settings() {
    let run = |bytes: &[u8]| compiled(&Project::empty().write("bedside.yaml", bytes).article("x", "", "Text."));
    fuzz(&Target { name: "settings", seeds: &[SETTINGS.as_bytes()], usual: 60, run: &run });
}

#[test]
fn vocabularies() {
    let seed = "version: 1\nconditions:\n  - {slug: own, name: \"Own\", also_called: [x], codes: {icd-10-cm: J11}}\ntopics:\n  - {slug: t, name: T}\n";
    let run = |bytes: &[u8]| compiled(&Project::new().write("data/conditions.yaml", bytes).article("x", "", "Text."));
    fuzz(&Target { name: "vocabularies", seeds: &[seed.as_bytes()], usual: 60, run: &run });
}

#[test]
fn libraries() {
    for (ending, seed) in [("bib", BIB), ("ris", RIS), ("nbib", NBIB), ("json", CSL)] {
        let path = format!("data/sources.{ending}");
        let run = |bytes: &[u8]| compiled(&Project::new().write(&path, bytes).article("x", "", "Text [@a]."));
        fuzz(&Target { name: &format!("libraries_{ending}"), seeds: &[seed.as_bytes()], usual: 60, run: &run });
    }
}

#[test]
fn markdown() {
    let run = |bytes: &[u8]| {
        let html = Case::new(&String::from_utf8_lossy(bytes)).html();
        crate::markdown::hostile::check_html(&html);
        for element in elements_of(&html) {
            for (name, value) in &element.attributes {
                let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let runs = name == "href" && plain.to_lowercase().starts_with("javascript:");
                assert!(!name.starts_with("on") && !runs, "{name}={value}: {html}");
            }
        }
    };
    fuzz(&Target { name: "markdown", seeds: &[MARKDOWN.as_bytes()], usual: 200, run: &run });
}

#[test]
fn pictures_and_drawings() {
    let seeds = crate::image::hostile::seeds();
    let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    let run = |bytes: &[u8]| {
        let _ = probe(bytes);
        for format in [Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Svg] {
            let _ = strip(bytes, format);
        }
    };
    fuzz(&Target { name: "pictures", seeds: &seeds, usual: 400, run: &run });
}

#[test]
fn requests() {
    let desk = Folder::new().serve();
    let seeds: [&[u8]; 3] = [
        b"GET /articles/flu/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=0-9,4-\r\nIf-None-Match: \"x\"\r\n\r\n",
        b"HEAD /%2e%2e/a?b=c#d HTTP/1.0\r\nHost: [::1]:1\r\nOrigin: http://a.example\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    ];
    let run = |bytes: &[u8]| {
        let mut stream = TcpStream::connect(desk.address()).expect("the preview is there");
        // It may answer and close before all is sent.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
    };
    fuzz(&Target { name: "requests", seeds: &seeds, usual: 100, run: &run });
    let page = desk.get("/articles/flu/");
    assert_eq!(page.status, 200, "the preview still answers");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test writes what a stranger would")]
fn journals_and_markers() {
    let project = disk::Project::new();
    std::fs::write(project.home().join("precious"), "precious").expect("a file");
    let marker = project.public().join(".bedside-output.json");
    project.build(&[("index.html", "old"), ("a/index.html", "same")]);
    let good = std::fs::read(&marker).expect("the marker");
    let private = project.root().join(".bedside");
    let journal = br#"{"step": "files", "staging": ".public.staging-1", "folder": "public"}"#;
    let run = |bytes: &[u8]| {
        for item in std::fs::read_dir(&private).expect("the folder").flatten() {
            if item.file_type().is_ok_and(|kind| kind.is_file()) && item.file_name() != "lock" {
                std::fs::write(item.path(), bytes).expect("written");
            }
        }
        crate::output::two_builds::write_journal(&project, "files", &String::from_utf8_lossy(bytes));
        std::fs::write(&marker, bytes).expect("written");
        // A marker that cannot be read is refused; whatever it says, nothing else is touched.
        let _ = project.try_build(&[("index.html", "new")], true);
        assert_eq!(std::fs::read(project.home().join("precious")).expect("there"), b"precious");
        let _ = std::fs::create_dir_all(project.public());
        std::fs::write(&marker, &good).expect("written");
    };
    fuzz(&Target { name: "journals", seeds: &[&good, journal], usual: 60, run: &run });
}
