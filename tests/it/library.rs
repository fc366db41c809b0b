//! Library files as they come: cut off, of other encodings, huge, or of no format at all. Each gives an answer with a place.

use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::support::{Built, Project};

const MIB: usize = 1024 * 1024;

const BIB: &str = "@string{j = {Journal}}\n@article{a-2020,\n  author = {M{\\\"u}ller, J. and others},\n  title = {{\\LaTeX} in \\\"Osterreich \\& more},\n  journal = j, year = 2020, pages = {1--9}, doi = {10.1000/a}\n}\n\n@book{b,\n  title = \"B\", editor = {C, D}, publisher = {P}, year = {2019}, crossref = {a-2020}\n}\n";
const RIS: &str = "TY  - JOUR\nID  - a\nAU  - Müller, J.\nTI  - A title\n  that goes on\nJO  - Journal\nPY  - 2020/05/17/\nSP  - 1\nEP  - 9\nDO  - 10.1000/a\nER  - \n\nTY  - BOOK\nTI  - B\nID  - b\nSN  - 978-3-16-148410-0\nER  - \n";
const NBIB: &str = "PMID- 1\nDP  - 2020 May 17\nTI  - A title\n      that goes on.\nAU  - Müller J\nPT  - Systematic Review\nAID - 10.1000/a [doi]\n\nPMID- 2\nTI  - B\n";
const CSL: &str = "[\n  {\"id\": \"a\", \"type\": \"article-journal\", \"title\": \"Ä <i>t</i>\", \"author\": [{\"family\": \"Müller\", \"given\": \"J\"}], \"issued\": {\"date-parts\": [[2020, 5]]}, \"DOI\": \"10.1000/a\"},\n  {\"id\": \"b\", \"title\": \"B\", \"volume\": 3}\n]\n";

const FILES: [(&str, &str); 4] =
    [("data/sources.bib", BIB), ("data/sources.ris", RIS), ("data/sources.nbib", NBIB), ("data/sources.json", CSL)];

fn built(path: &str, bytes: impl AsRef<[u8]>) -> Built {
    Project::new().write(path, bytes).build()
}

#[test]
fn whole_files_have_no_errors() {
    for (path, text) in FILES {
        assert_eq!(built(path, text).errors(), "", "{path}");
        assert_eq!(
            built(path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).errors(),
            "",
            "{path} of another system"
        );
        assert_eq!(built(path, "").errors(), "", "{path} without anything");
    }
}

#[test]
fn other_encodings_are_named() {
    for (path, text) in FILES {
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[latin.as_slice(), b"\xfc"].concat(), utf16] {
            let site = built(path, bytes);
            assert!(site.errors().starts_with(&format!("error not-text {path} ")), "{path}: {}", site.errors());
            assert!(site.help("not-text").contains("UTF-8"));
        }
    }
}

#[test]
fn a_missing_end_is_told_and_the_other_entries_count() {
    let cases = [
        (
            "data/sources.bib",
            "@article{a, title = {A, year = 2020}\n\n@book{b, title = {B}, year = 2020}\n",
            "bad-library data/sources.bib:1 this entry has no end",
        ),
        (
            "data/sources.ris",
            "TY  - BOOK\nID  - a\nTI  - A\n\nTY  - BOOK\nID  - b\nTI  - B\nER  - \n",
            "bad-library data/sources.ris:1 this entry has no end",
        ),
        ("data/sources.ris", "TY  - BOOK\nID  - b\nTI  - B", "bad-library data/sources.ris:1 this entry has no end"),
        (
            "data/sources.json",
            "[\n{\"id\": \"b\", \"title\": \"B\"}\n",
            "bad-library data/sources.json:3 the file ends before its last bracket",
        ),
        (
            "data/sources.json",
            "[\n{\"id\": \"b\", \"title\" \"B\"}]\n",
            "bad-library data/sources.json:2 this is not JSON",
        ),
        ("data/sources.json", "\"b\"", "bad-library data/sources.json:1 this is not a list of sources"),
        (
            "data/sources.json",
            "[1, {\"id\": \"b\", \"title\": \"B\"}]",
            "bad-library data/sources.json:1 a source is a group",
        ),
        ("data/sources.nbib", "TI  - A\n\nPMID- 2\nTI  - B\n", "bad-library data/sources.nbib:1 "),
        ("data/sources.nbib", "<html>\n<body>\n", "bad-library data/sources.nbib:1 this line belongs to no entry"),
        ("data/sources.bib", "no entry here", "bad-library data/sources.bib:1 this file has no entry"),
        (
            "data/sources.bib",
            "@article{a, title = jan2, year = 2020}\n",
            "bad-library data/sources.bib:1 the abbreviation `jan2` is not defined",
        ),
    ];
    for (path, text, expected) in cases {
        let site = built(path, text);
        assert!(site.errors().contains(&format!("error {expected}")), "{expected} in {}", site.errors());
        assert!(!site.help("bad-library").is_empty());
    }
    let rest = Project::new().write("data/sources.bib", cases[0].1).article("x", "", "B [@b].").build();
    assert!(!rest.errors().contains("unknown-source"), "{}", rest.errors());
}

#[test]
fn empty_fields_are_as_if_they_were_not_there() {
    let cases = [
        ("data/sources.bib", "@article{a, title = {A}, author = {}, year = {}, volume = {}, pages = {}, doi = {}}\n"),
        ("data/sources.ris", "TY  - JOUR\nID  - a\nTI  - A\nAU  - \nPY  - \nDO  - \nSP  -\nER  - \n"),
        ("data/sources.nbib", "PMID- 1\nTI  - A\nAU  - \nDP  - \nPG  - \nAID - \n"),
        (
            "data/sources.json",
            "[{\"id\": \"a\", \"title\": \"A\", \"author\": [], \"issued\": {}, \"DOI\": \"\", \"page\": null}]",
        ),
    ];
    for (path, text) in cases {
        assert_eq!(built(path, text).problems(), "", "{path}");
    }
    for (path, text) in [
        ("data/sources.bib", "@article{a, title = {}, year = 2020}\n"),
        ("data/sources.ris", "TY  - JOUR\nID  - a\nER  - \n"),
        ("data/sources.nbib", "PMID- 1\nDP  - 2020\n"),
        ("data/sources.json", "[{\"id\": \"a\"}]"),
    ] {
        let site = built(path, text);
        assert!(site.errors().starts_with(&format!("error missing-key {path}:1 ")), "{path}: {}", site.problems());
    }
}

#[test]
fn accents_of_latex_are_letters() {
    let site = Project::new().write("data/sources.bib", BIB).article("x", "", "A [@a-2020].").build();
    assert!(
        site.main("/articles/x/").contains("Müller J, et al. LaTeX in Österreich & more. Journal. 2020:1-9."),
        "{}",
        site.main("/articles/x/")
    );
}

#[test]
fn foreign_keys_are_passed_over_and_slips_are_told() {
    let csl = "[{\"id\": \"a\", \"title\": \"A\", \"citation-label\": \"x\", \"custom\": {\"y\": 1},\n\"isued\": 2020, \"DOI\": \"10.1/x\"}]";
    let site = built("data/sources.json", csl);
    let expected = "warning unknown-key data/sources.json:2 the key `isued`";
    assert!(site.problems().contains(expected), "{}", site.problems());
    assert!(
        site.problems().contains("warning bad-identifier data/sources.json:1 `10.1/x` is no DOI"),
        "{}",
        site.problems()
    );
    assert_eq!(site.problems().lines().count(), 2, "{}", site.problems());
}

#[test]
fn a_file_that_is_too_large_or_of_no_format_is_told() {
    let site = built("data/sources.ris", vec![b'\n'; 33 * MIB]);
    assert!(site.errors().starts_with("error file-too-large data/sources.ris "), "{}", site.errors());
    let site = built("data/sources.docx", "PK");
    assert!(site.problems().starts_with("warning unused-file data/sources.docx "), "{}", site.problems());
}

#[test]
fn thousands_of_entries_are_read_and_thousands_of_faults_are_counted() {
    let entries: String = (0..5000)
        .map(|at| {
            RIS.replace("ID  - a", &format!("ID  - a{at}"))
                .replace("10.1000/a", &format!("10.1000/{at}"))
                .replace("ID  - b", &format!("ID  - b{at}"))
        })
        .collect();
    assert_eq!(built("data/sources.ris", &entries).problems(), "");
    let faults = built("data/sources.ris", "AU  - Nobody\n".repeat(5000));
    assert_eq!(faults.errors().lines().count(), 21);
    assert!(faults.errors().contains("more"), "{}", faults.errors());
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    /// Whatever is cut out, doubled or written over, there is an answer, and no entry makes the program fail.
    #[test]
    fn damaged_files_have_an_answer(file in 0..4usize, at in 0.0..1.0f64, length in 0..40usize, piece in "[@{}\\[\\]\",=\\\\\\-A-Z \n:é0-9]{0,6}") {
        let (path, text) = FILES[file];
        let signs: Vec<char> = text.chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let from = (at * signs.len() as f64) as usize;
        let to = (from + length).min(signs.len());
        let damaged: String = signs[..from].iter().copied().chain(piece.chars()).chain(signs[to..].iter().copied()).collect();
        let site = built(path, &damaged);
        prop_assert!(!site.problems().contains("page-failed"), "{damaged}\n{}", site.problems());
        let cut: String = signs[..from].iter().collect();
        let site = built(path, &cut);
        prop_assert!(!site.problems().contains("page-failed"), "{cut}\n{}", site.problems());
    }
}
