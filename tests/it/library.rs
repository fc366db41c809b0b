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
            assert!(site.errors().starts_with(&format!("error file/not-text {path} ")), "{path}: {}", site.errors());
            assert!(site.help("file/not-text").contains("UTF-8"));
        }
    }
}

#[test]
fn a_flaw_of_one_entry_is_a_warning_and_the_other_entries_count() {
    let cases = [
        (
            "data/sources.bib",
            "@article{a, title = {A, year = 2020}\n\n@book{b, title = {B}, year = 2020}\n",
            "warning source/bad-library data/sources.bib:1 this entry has no end",
        ),
        (
            "data/sources.bib",
            "@article{a, title = {A}, abstract = {x } y}, journal = {J}, year = 2020}\n\n@book{b, title = {B}, year = 2020}\n",
            "warning source/bad-library data/sources.bib:1 a brace closes `a` before its last fields",
        ),
        (
            "data/sources.bib",
            "@article{b, title = jan2, year = 2020}\n",
            "warning source/bad-library data/sources.bib:1 the abbreviation `jan2` is not defined",
        ),
        (
            "data/sources.ris",
            "AU  - Nobody\nTY  - BOOK\nID  - b\nTI  - B\nER  - \n",
            "warning source/bad-library data/sources.ris:1 this line is not part of an entry",
        ),
        (
            "data/sources.json",
            "[1, {\"id\": \"b\", \"title\": \"B\"}]",
            "warning source/bad-library data/sources.json:1 a source must be a group",
        ),
    ];
    for (path, text, expected) in cases {
        let site = Project::new().write(path, text).article("x", "", "B [@b].").build();
        assert!(site.problems().contains(expected), "{expected} in {}", site.problems());
        assert!(!site.help("source/bad-library").is_empty());
        assert_eq!(site.errors(), "", "{path}");
    }
}

#[test]
fn a_file_without_any_entry_is_an_error() {
    let cases = [
        ("data/sources.json", "[\n{\"id\": \"b\", \"title\": \"B\"}\n", ":3 the file ends before its last bracket"),
        ("data/sources.json", "[\n{\"id\": \"b\", \"title\" \"B\"}]\n", ":2 this is not JSON"),
        ("data/sources.json", "\"b\"", ":1 this is not a list of sources"),
        ("data/sources.json", "{\"a\": 1, \"b\": {\"x\": 2}}", ":1 this is not a list of sources"),
        ("data/sources.nbib", "<html>\n<body>\n", ":1 this file has no entry in PubMed's format"),
        ("data/sources.bib", "no entry here", ":1 this file has no entry"),
        ("data/sources.ris", "<html>\n<body>\n", ":1 this file has no entry"),
    ];
    for (path, text, expected) in cases {
        let site = built(path, text);
        let expected = format!("error source/bad-library {path}{expected}");
        assert!(site.errors().contains(&expected), "{expected} in {}", site.errors());
    }
}

#[test]
fn only_what_is_cited_has_to_be_complete() {
    for (path, text) in [
        ("data/sources.bib", "@article{a, year = 2020, author = {Roe, A}}\n@book{b, title = {B}}\n"),
        ("data/sources.ris", "TY  - JOUR\nID  - a\nAU  - Roe, A\nER  - \nTY  - BOOK\nID  - b\nTI  - B\nER  - \n"),
        (
            "data/sources.json",
            "[{\"id\": \"a\", \"author\": [{\"family\": \"Roe\"}]}, {\"id\": \"b\", \"title\": \"B\"}]",
        ),
    ] {
        let quiet = Project::new().write(path, text).article("x", "", "B [@b].").build();
        assert_eq!(quiet.errors(), "", "{path}");
        assert!(
            quiet.problems().contains(&format!("warning yaml/missing-key {path}:1 a has no title")),
            "{}",
            quiet.problems()
        );
        let cited = Project::new().write(path, text).article("x", "", "A [@a].").build();
        let expected = format!("error yaml/missing-key {path}:1 the source `a` is cited but has no title");
        assert!(cited.errors().contains(&expected), "{}", cited.errors());
    }
    let twice = "@book{a, title = {A}, year = 2019}\n@book{a, title = {B}, year = 2020}\n@book{c, title = {C}}\n";
    let quiet = Project::new().write("data/sources.bib", twice).article("x", "", "C [@c].").build();
    assert_eq!(quiet.errors(), "");
    assert!(quiet.problems().contains("warning yaml/duplicate-key data/sources.bib:2"), "{}", quiet.problems());
    let cited = Project::new().write("data/sources.bib", twice).article("x", "", "A [@a].").build();
    assert!(cited.errors().contains("error yaml/duplicate-key data/sources.bib:1 `a` is cited"), "{}", cited.errors());
    let same = "@book{a, title = {A}, year = 2020}\n@book{a, title = {A}, year = 2020}\n";
    let cited = Project::new().write("data/sources.bib", same).article("x", "", "A [@a].").build();
    assert_eq!(cited.errors(), "", "the same work twice");
}

#[test]
fn a_text_file_is_read_by_what_it_holds() {
    let cases = [
        ("PMID- 1\nTI  - A title.\n", "pmid:1"),
        ("Provider: X\n\nTY  - BOOK\nID  - b\nTI  - A title\nER  - \n", "b"),
        ("@book{b, title = {A title}}\n", "b"),
    ];
    for (text, id) in cases {
        let site =
            Project::new().write("data/sources/export.txt", text).article("x", "", &format!("A [@{id}].")).build();
        assert_eq!(site.errors(), "", "{text}");
    }
    let notes = built("data/sources/notes.txt", "Where we look for sources\n");
    assert!(notes.problems().starts_with("warning file/unused data/sources/notes.txt "), "{}", notes.problems());
}

#[test]
fn ids_are_made_where_a_file_has_none() {
    let ris = "TY  - JOUR\nT1  - Rest\nA1  - Roe, Ann\nY1  - 2001\nER  - \n\nTY  - JOUR\nT1  - Fluids\nA1  - Roe, Ann\nY1  - 2001\nER  - \n";
    let bib = "@article{, title = {Rest}, author = {Roe, Ann}, year = 2001}\n@article{\n title = {Fluids}, author = {Roe, Ann}, year = 2001}\n";
    let json = "[{\"title\": \"Rest\", \"author\": [{\"family\": \"Roe\", \"given\": \"Ann\"}], \"issued\": 2001}, {\"title\": \"Fluids\", \"author\": [{\"family\": \"Roe\", \"given\": \"Ann\"}], \"issued\": 2001}]";
    let nbib = "TI  - Rest\nFAU - Roe, Ann\nDP  - 2001\n\nTI  - Fluids\nFAU - Roe, Ann\nDP  - 2001\n";
    for (path, text) in [("ris", ris), ("bib", bib), ("json", json), ("nbib", nbib)] {
        let path = format!("data/sources.{path}");
        let site = Project::new().write(&path, text).article("x", "", "A [@roe-2001; @roe-2001-b].").build();
        assert_eq!(site.errors(), "", "{path}");
        assert!(site.problems().contains(&format!("warning source/made-id {path} ")), "{}", site.problems());
        assert!(site.problems().contains("`roe-2001`, `roe-2001-b`"), "{}", site.problems());
        let page = site.main("/articles/x/");
        assert!(page.contains("Roe A. Rest.") && page.contains("Roe A. Fluids."), "{page}");
    }
}

#[test]
fn ris_is_read_as_programs_write_it() {
    let record = "TY  - JOUR\nID  - x\nTI  - A trial\nPY  - 2020\nJO  - J\nVL  - 1\nSP  - 1\nEP  - 9\nER  - \n";
    let forms = [
        ("a header", format!("Record #1 of 1\nProvider: A\nContent: text/plain; charset=\"UTF-8\"\n\n{record}")),
        ("numbers", format!("1. \n{record}\n2.\n{}", record.replace("ID  - x", "ID  - y"))),
        ("no end", record.replace("ER  - \n", "")),
        ("one blank", record.replace("  - ", " - ")),
        ("more blanks", record.replace("  - ", "  -  ")),
        ("tabs", record.replace("  - ", "\t-\t")),
        ("indentation", record.replace("\nID", "\n  ID").replace("\nTI", "\n\tTI")),
        ("records joined", format!("{}{record}", record.replace("ID  - x", "ID  - y").replace("ER  - \n", "ER  - "))),
        ("blank lines", record.replace("\nPY", "\n\nPY")),
        ("old Macs", record.replace('\n', "\r")),
        ("Windows", format!("\u{feff}{}", record.replace('\n', "\r\n"))),
        ("a note", record.replace("PY", "N1  - BACKGROUND - x\n\nRESULTS: y\nPY")),
    ];
    for (form, text) in forms {
        let site = Project::new().write("data/sources.ris", &text).article("x", "", "A [@x].").build();
        assert_eq!(site.errors(), "", "{form}");
        assert!(site.main("/articles/x/").contains("A trial. J. 2020;1:1-9."), "{form}: {}", site.main("/articles/x/"));
    }
}

#[test]
fn one_work_gives_one_line_wherever_it_is_kept() {
    let front = "sources:\n  - {id: a, type: article-journal, title: \"Rest in <i>E. coli</i> &amp; CO<sub>2</sub>\", author: [{family: Roe, given: Ann B., suffix: Jr}, {literal: Rest Study Group}], container-title: Journal of Tests, container-title-short: J. Tests, issued: 2020-05-17, volume: 12, issue: 3, page: 101-9, DOI: 10.1000/a, ISSN: 1234-5679}\n";
    let libraries = [
        (
            "json",
            "[{\"id\": \"a\", \"type\": \"article-journal\", \"title\": \"Rest in <i>E. coli</i> &amp; CO<sub>2</sub>\", \"author\": [{\"family\": \"Roe\", \"given\": \"Ann B.\", \"suffix\": \"Jr.\"}, {\"literal\": \"Rest Study Group\"}], \"container-title\": \"Journal of Tests\", \"container-title-short\": \"J. Tests\", \"issued\": {\"date-parts\": [[2020, 5, 17]]}, \"volume\": 12, \"issue\": \"3\", \"page\": \"101–9\", \"DOI\": \"https://doi.org/10.1000/a\", \"ISSN\": \"1234-5679\"}]",
        ),
        (
            "bib",
            "@article{a, title = {Rest in {\\textit{E.~coli}} \\& {CO}$_2$}, author = {Roe, Jr., Ann B. and {Rest Study Group}}, journal = {Journal of Tests}, shortjournal = {J. Tests}, date = {2020-05-17}, volume = 12, number = 3, pages = {101--9}, doi = {10.1000/a}, isbn = {1234-5679}}",
        ),
        (
            "ris",
            "TY  - JOUR\nID  - a\nTI  - Rest in <i>E. coli</i> &amp; CO<sub>2</sub>.\nAU  - Roe, Ann B., Jr.\nAU  - Rest Study Group\nT2  - Journal of Tests\nJ2  - J. Tests\nPY  - 2020\nDA  - 2020/05/17\nVL  - 12\nIS  - 3\nSP  - 101\nEP  - 9\nDO  - 10.1000/a\nSN  - 1234-5679\nER  - \n",
        ),
    ];
    for style in ["ama", "nlm", "apa"] {
        let page = |project: Project| {
            let site = project.settings(&format!("editorial: {{citation_style: {style}}}\n")).build();
            assert_eq!(site.problems(), "", "{style}");
            let html = site.text("/articles/x/");
            let from = html.find("<li id=\"source-1\"").expect("a source");
            html[from..from + html[from..].find("</li>").expect("an end")].to_owned()
        };
        let expected = page(Project::new().article("x", front, "A [@a]."));
        assert!(expected.contains("<i>E. coli</i> &amp; CO<sub>2</sub>"), "{expected}");
        for (kind, text) in libraries {
            let path = format!("data/sources.{kind}");
            assert_eq!(page(Project::new().write(&path, text).article("x", "", "A [@a].")), expected, "{style} {kind}");
        }
    }
}

#[test]
fn addresses_of_every_format_go_through_one_test_of_schemes() {
    let cases = [
        ("ris", "TY  - JOUR\nID  - a\nTI  - A\nUR  - javascript:alert(1)//\nER  - \n"),
        ("bib", "@article{a, title = {A}, url = {javascript:alert(1)//}}"),
        ("json", "[{\"id\": \"a\", \"title\": \"A\", \"URL\": \"java\\tscript:alert(1)//\"}]"),
    ];
    for (kind, text) in cases {
        let path = format!("data/sources.{kind}");
        let site = Project::new().write(&path, text).article("x", "", "A [@a].").build();
        assert!(!site.text("/articles/x/").contains("script:alert"), "{kind}");
        let told = format!("warning source/bad-identifier {path}:1 `java");
        assert!(
            site.problems().contains(&told) && site.problems().contains("not a web address"),
            "{}",
            site.problems()
        );
    }
    let several = "TY  - JOUR\nID  - a\nTI  - A\nUR  - https://example.org/a; https://example.org/b\nER  - \n";
    let site = Project::new().write("data/sources.ris", several).article("x", "", "A [@a].").build();
    assert!(site.text("/articles/x/").contains("href=\"https://example.org/a\""), "{}", site.main("/articles/x/"));
}

#[test]
fn circles_chains_and_what_doubles_are_named_and_bounded() {
    let bomb: String = std::iter::once("@string{c0 = \"xxxxxxxxxx\"}\n".to_owned())
        .chain((1..40).map(|at| format!("@string{{c{at} = c{} # c{}}}\n", at - 1, at - 1)))
        .chain((0..200).map(|at| format!("@article{{a{at}, title = c39}}\n")))
        .collect();
    let links = (0..2000).map(|at| format!("@book{{k{at}, crossref = {{k{}}}, title = {{T}}}}", at + 1));
    let chain = links.collect::<Vec<_>>().join(
        "
",
    );
    let cases = [
        ("@article{k, crossref={k}, title={x}}".to_owned(), "`k` takes its fields from itself"),
        (
            "@book{a, crossref={b}, title={x}}\n@book{b, xdata={c}, title={y}}\n@xdata{c, crossref={a}}".to_owned(),
            "takes its fields from itself",
        ),
        (chain, "takes its fields through more than 8 other entries"),
        (bomb, "the abbreviations in this file grow too long"),
        (format!("@article{{a, title = {}", "{".repeat(1_000_000)), "this entry has no end"),
        (format!("@article{{a, title = x {}", "# x ".repeat(200_000)), "the abbreviation `x` is not defined"),
        (format!("@article{{a, title = {{{}x", "\\emph{".repeat(300_000)), "this entry has no end"),
    ];
    for (text, expected) in cases {
        let site = built("data/sources.bib", &text);
        assert!(
            site.problems().contains(expected),
            "{expected}: {}",
            site.problems().lines().take(5).collect::<String>()
        );
        assert_eq!(site.errors(), "", "{expected}");
    }
    let deep = format!(
        "[{{\"id\": \"a\", \"title\": {}1{}}}, {{\"id\": \"b\", \"title\": \"B\"}}]",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let site = Project::new().write("data/sources.json", &deep).article("x", "", "B [@b].").build();
    assert!(site.problems().contains("warning source/bad-library data/sources.json:1"), "{}", site.problems());
    assert_eq!(site.errors(), "");
}

#[test]
fn the_cap_on_messages_weighs_as_much_as_what_it_hides() {
    let warnings = format!("[{}1]", "1, ".repeat(400));
    let site = built("data/sources.json", &warnings);
    assert_eq!(site.errors(), "");
    assert!(
        site.problems().contains("warning source/bad-library data/sources.json:1 this file has 201 more problems"),
        "{}",
        site.problems()
    );
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
    let expected = "warning yaml/unknown-key data/sources.json:2 the key `isued`";
    assert!(site.problems().contains(expected), "{}", site.problems());
    assert!(
        site.problems().contains("warning source/bad-identifier data/sources.json:1 `10.1/x` is not a valid DOI"),
        "{}",
        site.problems()
    );
    assert_eq!(site.problems().lines().count(), 2, "{}", site.problems());
}

#[test]
fn a_file_that_is_too_large_or_of_no_format_is_told() {
    let site = built("data/sources.ris", vec![b'\n'; 33 * MIB]);
    assert!(site.errors().starts_with("error file/too-large data/sources.ris "), "{}", site.errors());
    let site = built("data/sources.docx", "PK");
    assert!(site.problems().starts_with("warning file/unused data/sources.docx "), "{}", site.problems());
}

#[test]
fn thousands_of_entries_are_read_and_thousands_of_flaws_are_counted() {
    let entries: String = (0..5000)
        .map(|at| {
            RIS.replace("ID  - a", &format!("ID  - a{at}"))
                .replace("10.1000/a", &format!("10.1000/{at}"))
                .replace("ID  - b", &format!("ID  - b{at}"))
        })
        .collect();
    assert_eq!(built("data/sources.ris", &entries).problems(), "");
    let faults = built("data/sources.bib", "@strange{x, title = {T}, doi = {10.1}}\n".repeat(5000));
    assert_eq!(faults.errors(), "");
    assert!(faults.problems().contains("more problems"));
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
        prop_assert!(!site.problems().contains("site/page-failed"), "{damaged}\n{}", site.problems());
        let cut: String = signs[..from].iter().collect();
        let site = built(path, &cut);
        prop_assert!(!site.problems().contains("site/page-failed"), "{cut}\n{}", site.problems());
    }
}
