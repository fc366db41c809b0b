//! What people write and keep: each reader of it with a project around it.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;

use bedside::compile::{Cache, Request, compile_with};
use bedside::world::MemoryWorld;

use super::Target;
use crate::markdown::support::{Case, check_html};
use crate::serve::support::Folder;
use crate::support::{NOW, SETTINGS as PRACTICE, elements_of};

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

/// The files beside the one that is damaged.
const ARTICLE: (&str, &str) = (
    "content/articles/cited.md",
    "---\ntitle: Cited\ndate: 2026-11-02\nauthors: [ng]\nconditions: [influenza]\n---\n\nText [@a].\n",
);

/// A project that is compiled again and again, with what did not change remembered, as the preview does it.
struct Reader {
    world: RefCell<MemoryWorld>,
    cache: RefCell<Cache>,
    request: Request,
}

impl Reader {
    fn new() -> Self {
        let mut world = MemoryWorld::new(NOW.parse().expect("an instant"));
        world.write("bedside.yaml", PRACTICE).write(ARTICLE.0, ARTICLE.1);
        Self {
            world: RefCell::new(world),
            cache: RefCell::default(),
            request: Request { no_cards: true, ..Request::default() },
        }
    }

    /// Compiles the project with this file and renders the page at `page`; a fault that was caught counts as one.
    fn read(&self, path: &str, bytes: &[u8], page: &str) {
        let world = self.world.borrow_mut().write(path, bytes).clone();
        let compiled = compile_with(Arc::new(world), &self.request, &mut self.cache.borrow_mut(), |_| {});
        let mut diagnostics = compiled.diagnostics;
        if let Some(compiled) = compiled.value
            && let Some(route) = compiled.plan.route(page)
        {
            diagnostics.extend(compiled.bytes(&compiled.renderer(), route).diagnostics);
        }
        for diagnostic in diagnostics {
            assert!(diagnostic.code.name != "site/page-failed", "{}", diagnostic.message);
        }
    }
}

pub(super) fn front_matter() -> Target {
    let reader = Reader::new();
    let run = move |bytes: &[u8]| reader.read("content/articles/x.md", bytes, "/articles/x/");
    Target::new(&[FRONT.as_bytes()], run)
}

pub(super) fn settings() -> Target {
    let reader = Reader::new();
    let run = move |bytes: &[u8]| reader.read("bedside.yaml", bytes, "/");
    Target::new(&[SETTINGS.as_bytes()], run)
}

pub(super) fn vocabularies() -> Target {
    let seed = "version: 1\nconditions:\n  - {slug: own, name: \"Own\", also_called: [x], codes: {icd-10-cm: J11}}\ntopics:\n  - {slug: t, name: T}\n";
    let reader = Reader::new();
    let run = move |bytes: &[u8]| reader.read("data/conditions.yaml", bytes, "/articles/cited/");
    Target::new(&[seed.as_bytes()], run)
}

pub(super) fn observances() -> Target {
    let seed = "version: 1\nobservances:\n  - id: own-week\n    name: \"Own\"\n    rule: {week: {month: 10, starts: mon, nth: 2, days: 5}}\n    \
        topics: [healthy-aging]\n    url: https://a.example\n  - {id: own-day, name: x, rule: {day: 11-14}}\n  - id: world-diabetes-day\n    \
        names: {es: x}\n    hashtags: [A]\n  - {id: world-aids-day, off: true}\n";
    let reader = Reader::new();
    let run = move |bytes: &[u8]| reader.read("data/observances.yaml", bytes, "/awareness.ics");
    Target::new(&[seed.as_bytes()], run)
}

pub(super) fn libraries_bib() -> Target {
    library("data/sources.bib", BIB)
}

pub(super) fn libraries_ris() -> Target {
    library("data/sources.ris", RIS)
}

pub(super) fn libraries_nbib() -> Target {
    library("data/sources.nbib", NBIB)
}

pub(super) fn libraries_json() -> Target {
    library("data/sources.json", CSL)
}

fn library(path: &'static str, seed: &str) -> Target {
    let reader = Reader::new();
    let run = move |bytes: &[u8]| reader.read(path, bytes, "/articles/cited/");
    Target::new(&[seed.as_bytes()], run)
}

pub(super) fn markdown() -> Target {
    let run = move |bytes: &[u8]| {
        let html = Case::new(&String::from_utf8_lossy(bytes)).html();
        check_html(&html);
        for element in elements_of(&html) {
            for (name, value) in &element.attributes {
                let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let runs = name == "href" && plain.to_lowercase().starts_with("javascript:");
                assert!(!name.starts_with("on") && !runs, "{name}={value}: {html}");
            }
        }
    };
    Target::new(&[MARKDOWN.as_bytes()], run)
}

pub(super) fn requests() -> Target {
    let desk = Folder::new().serve();
    let seeds: [&[u8]; 3] = [
        b"GET /articles/flu/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=0-9,4-\r\nIf-None-Match: \"x\"\r\n\r\n",
        b"HEAD /%2e%2e/a?b=c#d HTTP/1.0\r\nHost: [::1]:1\r\nOrigin: http://a.example\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    ];
    let run = move |bytes: &[u8]| {
        let mut stream = TcpStream::connect(desk.address()).expect("the preview is there");
        // It may answer and close before all is sent.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
        let page = desk.get("/articles/flu/");
        assert_eq!(page.status, 200, "the preview still answers");
    };
    Target::new(&seeds, run)
}
