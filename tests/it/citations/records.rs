//! Single records as people's files have them, each with the line that the list of sources gives it. What only happens between
//! records, such as headers and missing ends, is in `library.rs`.

use super::lines;

/// A record: what is odd about it, the ending of its file, its text, its id, the style, and the line.
type Record = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const RECORDS: [Record; 51] = [
    (
        "no id, no DOI, as Google Scholar and EBSCO write it",
        "ris",
        "TY  - JOUR\nT1  - Rest for colds\nA1  - Roe, Ann M\nA1  - Poe, Bob\nJO  - Journal of Tests\nVL  - 76\nIS  - 3\nSP  - 411\nEP  - 447\nSN  - 1469-1850\nY1  - 2001\nER  - \n",
        "roe-2001",
        "ama",
        "Roe AM, Poe B. Rest for colds. Journal of Tests. 2001;76(3):411-447.",
    ),
    (
        "the number of an article in C7, an abbreviation with points in J2",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nPY  - 2024\nT2  - Nature Communications\nJ2  - Nat. Commun.\nVL  - 15\nIS  - 1\nC7  - 2864\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. Nat Commun. 2024;15(1):2864.",
    ),
    (
        "the same in NLM's style",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nPY  - 2024\nT2  - The New England Journal of Medicine\nJ2  - N. Engl. J. Med.\nVL  - 15\nIS  - 1\nSP  - 1\nEP  - 9\nER  - \n",
        "a",
        "nlm",
        "Roe A. Rest. N Engl J Med. 2024;15(1):1-9.",
    ),
    (
        "the full name in JF, its abbreviation in JO, three dates",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nT1  - Rest\nY1  - 2014/03/26\nPY  - 2014\nDA  - 2014/03/27\nT2  - New England Journal of Medicine\nJF  - New England Journal of Medicine\nJO  - N Engl J Med\nVL  - 370\nIS  - 13\nSP  - 1209\nEP  - 1219\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. N Engl J Med. 2014;370(13):1209-1219.",
    ),
    (
        "a DOI in M3, as older exports of publishers have it",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nJO  - J Tests\nPY  - 2011\nVL  - 3\nSP  - 4\nM3  - 10.1000/m3.1\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. J Tests. 2011;3:4. doi:10.1000/m3.1",
    ),
    (
        "a DOI with its resolver in M3, and the kind of work too",
        "ris",
        "TY  - THES\nID  - a\nAU  - Roe, A.\nTI  - Rest\nPB  - University of Test\nPY  - 2011\nM3  - https://doi.org/10.1000/m3.2\nM3  - Ph.D.\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. Dissertation. University of Test; 2011. doi:10.1000/m3.2",
    ),
    (
        "`Journal Article` in M3 is no part of a reference",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nJO  - J Tests\nPY  - 2011\nVL  - 3\nSP  - 4\nM3  - Journal Article\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. J Tests. 2011;3:4.",
    ),
    (
        "no date, AMA",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nJF  - Tests\nVL  - 1\nSP  - 1\nEP  - 9\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. Tests. 1:1-9.",
    ),
    (
        "no date, NLM",
        "ris",
        "TY  - JOUR\nID  - a\nAU  - Roe, A.\nTI  - Rest\nJF  - Tests\nVL  - 1\nSP  - 1\nEP  - 9\nER  - \n",
        "a",
        "nlm",
        "Roe A. Rest. Tests. 1:1-9.",
    ),
    (
        "the number of an article in LID alone",
        "nbib",
        "PMID- 10000005\nVI  - 11\nDP  - 2022 Nov 30\nTI  - Rest.\nLID - 10.1000/eLife.80092 [doi]\nLID - e80092\nAU  - Roe A\nTA  - Elife\nJT  - eLife\nAID - 80092 [pii]\nAID - 10.1000/eLife.80092 [doi]\n",
        "pmid:10000005",
        "ama",
        "Roe A. Rest. Elife. 2022;11:e80092. doi:10.1000/eLife.80092 PMID 10000005",
    ),
    (
        "the number of an article of BMJ",
        "nbib",
        "PMID- 10000006\nVI  - 342\nDP  - 2011 Jan 5\nTI  - Rest.\nLID - c5347 [pii]\nAU  - Roe A\nTA  - BMJ\n",
        "pmid:10000006",
        "ama",
        "Roe A. Rest. BMJ. 2011;342:c5347. PMID 10000006",
    ),
    (
        "a year alone on the last line of a title",
        "nbib",
        "PMID- 10000007\nVI  - 71\nDP  - 2022 Nov 4\nTI  - Guideline for Prescribing Rest - United States,\n      2022.\nPG  - 1-95\nAU  - Roe A\nTA  - MMWR Recomm Rep\n",
        "pmid:10000007",
        "ama",
        "Roe A. Guideline for Prescribing Rest - United States, 2022. MMWR Recomm Rep. 2022;71:1-95. PMID 10000007",
    ),
    (
        "persons and a group, two months, a rank, a discussion, in German, AMA",
        "nbib",
        "PMID- 10000001\nVI  - 380\nIP  - 5\nDP  - 2019 Jan-Feb\nTI  - Ruhe.\nPG  - 215-25; discussion 226-9\nAU  - Roe AB 2nd\nAU  - van der Berg A\nCN  - Rest Study Group\nLA  - ger\nTA  - Test Med J\n",
        "pmid:10000001",
        "ama",
        "Roe AB II, van der Berg A; Rest Study Group. Ruhe. Test Med J. 2019;380(5):215-225; discussion 226-229. PMID 10000001",
    ),
    (
        "the same in NLM's style",
        "nbib",
        "PMID- 10000001\nVI  - 380\nIP  - 5\nDP  - 2019 Jan-Feb\nTI  - Ruhe.\nPG  - 215-25; discussion 226-9\nAU  - Roe AB 2nd\nAU  - van der Berg A\nCN  - Rest Study Group\nLA  - ger\nTA  - Test Med J\n",
        "pmid:10000001",
        "nlm",
        "Roe AB 2nd, van der Berg A; Rest Study Group. Ruhe. Test Med J. 2019 Jan-Feb;380(5):215-25; discussion 226-9. German. PMID: 10000001.",
    ),
    (
        "an ISSN",
        "json",
        r#"[{"id": "a", "type": "article-journal", "title": "Rest", "author": [{"family": "Roe", "given": "Ann"}], "container-title": "Tests", "ISSN": "1234-5679", "issued": {"date-parts": [[2020, 3, 1]]}, "volume": "12", "issue": "3", "page": "1-10"}]"#,
        "a",
        "ama",
        "Roe A. Rest. Tests. 2020;12(3):1-10.",
    ),
    (
        "entities, italics and a subscript",
        "json",
        r#"[{"id": "a", "type": "article-journal", "title": "Rest &amp; fluids in <i>Escherichia coli</i>: CO<sub>2</sub>", "author": [{"family": "Roe", "given": "Ann"}], "container-title": "Tests &amp; Trials", "issued": {"date-parts": [[2020]]}, "volume": "1", "page": "1-9"}]"#,
        "a",
        "ama",
        "Roe A. Rest & fluids in Escherichia coli: CO2. Tests & Trials. 2020;1:1-9.",
    ),
    (
        "a citation key beside an address for an id, an abbreviation with points, identifiers in a note",
        "json",
        r#"[{"id": "http://zotero.org/users/1/items/H8KQMTYV", "citation-key": "roeTrial2020", "type": "article-journal", "container-title": "Journal of Neurology &amp; Tests", "journalAbbreviation": "J. Neurol. Tests", "ISSN": "0022-3050, 1468-330X", "note": "PMID: 23456789\nPMCID: PMC3456789", "page": "1-9", "title": "Rest", "volume": "12", "author": [{"family": "Roe", "given": "Ann"}], "issued": {"date-parts": [["2020", 3]]}}]"#,
        "roeTrial2020",
        "ama",
        "Roe A. Rest. J Neurol Tests. 2020;12:1-9. PMID 23456789 PMC3456789",
    ),
    (
        "the same by its address",
        "json",
        r#"[{"id": "http://zotero.org/users/1/items/H8KQMTYV", "citation-key": "roeTrial2020", "type": "book", "title": "Rest", "publisher": "Test Press", "issued": {"date-parts": [[2020]]}}]"#,
        "http://zotero.org/users/1/items/H8KQMTYV",
        "ama",
        "Rest. Test Press; 2020.",
    ),
    (
        "a list within `items`",
        "json",
        r#"{"items": [{"id": "a", "type": "book", "title": "Rest", "publisher": "Test Press", "issued": {"date-parts": [[2020]]}}]}"#,
        "a",
        "ama",
        "Rest. Test Press; 2020.",
    ),
    (
        "two ISSNs in the field for the ISBN",
        "bib",
        "@article{a, author={Roe, Ann}, isbn={1877-0657\\r1877-0665}, issn={18770657}, journal={Tests}, pages={1--5}, title={{Rest}}, volume={12}, year={2020}}",
        "a",
        "ama",
        "Roe A. Rest. Tests. 2020;12:1-5.",
    ),
    (
        "given names in capitals, and initials",
        "bib",
        "@article{a, author={MEIER, GILLES and ROE, BENITA and POE, JC}, title={Rest}, journal={J Test Med}, year={2007}, volume={16}, number={2}, pages={148--155}}",
        "a",
        "ama",
        "MEIER G, ROE B, POE JC. Rest. J Test Med. 2007;16(2):148-155.",
    ),
    (
        "an article that Mendeley calls `misc`",
        "bib",
        "@misc{a, author={Roe, Ann}, title={Rest}, booktitle={Journal of Tests}, volume={10}, number={1}, pages={88--101}, year={2005}, month={jan}}",
        "a",
        "ama",
        "Roe A. Rest. Journal of Tests. 2005;10(1):88-101.",
    ),
    (
        "a dissertation",
        "bib",
        "@phdthesis{a, author={Roe, Ann}, title={Rest}, school={University of Test}, year={2002}}",
        "a",
        "ama",
        "Roe A. Rest. Dissertation. University of Test; 2002.",
    ),
    (
        "a master's thesis",
        "bib",
        "@mastersthesis{a, author={Roe, Ann}, title={Rest}, school={University of Test}, year={2002}}",
        "a",
        "ama",
        "Roe A. Rest. Master's thesis. University of Test; 2002.",
    ),
    (
        "a key with letters beyond ASCII",
        "bib",
        "@article{Jørgensen2016, author={Jørgensen, A}, title={Rest}, journal={J}, year=2016, volume=1, pages={1-2}}",
        "Jørgensen2016",
        "ama",
        "Jørgensen A. Rest. J. 2016;1:1-2.",
    ),
    (
        "no key",
        "bib",
        "@article{\n  author = {Roe, A.},\n  title = {Rest},\n  journal = {Cell},\n  volume = {148},\n  pages = {1204-22},\n  year = {2012}\n}",
        "roe-2012",
        "ama",
        "Roe A. Rest. Cell. 2012;148:1204-1222.",
    ),
    (
        "a page as Mendeley calls it",
        "bib",
        "@web_page{a, author={{WHO}}, title={Rest}, url={https://example.org/x}, year={2020}, urldate={2026-01-05}}",
        "a",
        "ama",
        "WHO. Rest. 2020. Accessed January 5, 2026. https://example.org/x",
    ),
    (
        "round brackets, and an abbreviation that is not defined",
        "bib",
        "@article(a, author={Roe, Ann}, title={Rest}, journal=nej, year=2020, volume=1, pages={1-2})",
        "a",
        "ama",
        "Roe A. Rest. nej. 2020;1:1-2.",
    ),
    (
        "commands of LaTeX in title and journal",
        "bib",
        r"@article{a, author={M{\'e}ni{\`e}re, P}, title={\textit{H. pylori} in {CO$_2$}: $\beta$ \& 37\textdegree C, ``so'' \emph{all}, T\textsubscript{H}17}, journal={N.~Engl.\ J.~Med.}, year=2020, volume=1, pages={1-2}}",
        "a",
        "ama",
        "Ménière P. H. pylori in CO2: β & 37°C, “so” all, TH17. N Engl J Med. 2020;1:1-2.",
    ),
    (
        "tags of HTML as Zotero writes them",
        "bib",
        r"@article{a, author={Roe, A}, title={Vitamin {\textless}i{\textgreater}D{\textless}/i{\textgreater} in CO{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}}, journal={J}, year=2020, volume=1, pages={1-2}}",
        "a",
        "ama",
        "Roe A. Vitamin D in CO2. J. 2020;1:1-2.",
    ),
    (
        "prices, not mathematics",
        "bib",
        "@article{a, author={Roe, A}, title={From $5 to $10 per pill}, journal={J}, year=2020, volume=1, pages={1-2}}",
        "a",
        "ama",
        "Roe A. From $5 to $10 per pill. J. 2020;1:1-2.",
    ),
    (
        "a year in brackets, as of a catalog",
        "bib",
        "@article{a, author={Roe, A}, title={Rest}, journal={J}, year={[1950]}, volume=3, pages={1}}",
        "a",
        "ama",
        "Roe A. Rest. J. 1950;3:1.",
    ),
    (
        "a season",
        "bib",
        "@article{a, author={Roe, A}, title={Rest}, journal={J}, date={2019-21}, volume=3, pages={1}}",
        "a",
        "nlm",
        "Roe A. Rest. J. 2019 Spring;3:1.",
    ),
    (
        "an address that is a DOI",
        "bib",
        "@article{a, author={Roe, A}, title={Rest.}, journal={JAMA}, year=2020, volume=3, pages={1}, url={https://doi.org/10.1000/jama.2020.1585}}",
        "a",
        "ama",
        "Roe A. Rest. JAMA. 2020;3:1. doi:10.1000/jama.2020.1585",
    ),
    (
        "a title that asks",
        "bib",
        "@article{a, author={Roe, A}, title={Does rest help?}, journal={JAMA}, year=2020, month=mar, day=5, volume=323, number=10, pages={900, 905-7}}",
        "a",
        "ama",
        "Roe A. Does rest help? JAMA. 2020;323(10):900,905-907.",
    ),
    (
        "a chapter",
        "bib",
        "@incollection{a, author={Roe, Ann}, editor={Poe, Ed and Moe, Al}, title={Rest}, booktitle={Big Book}, edition={2nd}, publisher={Test Press}, address={New York}, year=2015, pages={10-20}}",
        "a",
        "ama",
        "Roe A. Rest. In: Poe E, Moe A, eds. Big Book. 2nd ed. Test Press; 2015:10-20.",
    ),
    (
        "ranks and particles",
        "bib",
        "@article{a, author={King, Jr., Martin and de la Cruz, Juan and {van Gogh}, V and Roe, Ann, III}, title={Rest}, journal={J}, year=2020, volume=1, pages={1023--9}}",
        "a",
        "ama",
        "King M Jr, de la Cruz J, van Gogh V, Roe A III. Rest. J. 2020;1:1023-1029.",
    ),
    (
        "an abbreviation of the journal alone",
        "json",
        r#"[{"id": "a", "type": "article-journal", "title": "Rest", "author": [{"family": "Roe", "given": "A"}], "container-title-short": "J Test Med", "issued": {"date-parts": [[2018]]}, "volume": 10, "issue": 1, "page": "10-12"}]"#,
        "a",
        "ama",
        "Roe A. Rest. J Test Med. 2018;10(1):10-12.",
    ),
    (
        "no space after the hyphen",
        "ris",
        "TY  -JOUR\nID  -a\nTI  -Rest\nAU  -Roe, A\nPY  -2020\nJO  -J\nVL  -1\nSP  -1\nER  -\n",
        "a",
        "ama",
        "Roe A. Rest. J. 2020;1:1.",
    ),
    (
        "a line of a title that looks like a tag",
        "ris",
        "TY  - JOUR\nID  - a\nTI  - Rest and\nAC - a new mode\nAU  - Roe, A\nPY  - 2020\nJO  - J\nVL  - 1\nSP  - 1\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest and AC - a new mode. J. 2020;1:1.",
    ),
    (
        "all authors on one line, as copied from PubMed",
        "ris",
        "TY  - JOUR\nID  - a\nTI  - Rest\nAU  - Roe AB, van der Berg C, Moe E.\nPY  - 2020\nJO  - J\nVL  - 1\nSP  - 1\nER  - \n",
        "a",
        "ama",
        "Roe AB, van der Berg C, Moe E. Rest. J. 2020;1:1.",
    ),
    (
        "the same in BibTeX",
        "bib",
        "@article{a, title={Rest}, author={Roe AB, van der Berg C, Moe E}, journal={J}, year={2020}, volume={1}, pages={1}}",
        "a",
        "ama",
        "Roe AB, van der Berg C, Moe E. Rest. J. 2020;1:1.",
    ),
    (
        "a DOI as PubMed marks it",
        "ris",
        "TY  - JOUR\nID  - a\nTI  - Rest\nAU  - Roe, A\nPY  - 2020\nJO  - J\nVL  - 1\nSP  - 1\nDO  - 10.1000/x [doi]\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. J. 2020;1:1. doi:10.1000/x",
    ),
    (
        "an encoded DOI",
        "ris",
        "TY  - JOUR\nID  - a\nTI  - Rest\nAU  - Roe, A\nPY  - 2020\nJO  - J\nVL  - 1\nSP  - 1\nDO  - https://doi.org/10.1000%2Fx%3C1%3E\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. J. 2020;1:1. doi:10.1000/x<1>",
    ),
    (
        "LaTeX in a DOI",
        "bib",
        "@article{a, title={Rest}, author={Roe, A}, journal={Cancer}, year={1998}, volume={82}, pages={1}, doi={10.1002/(SICI)1097-0142(19980301)82:5$<$1014::AID{\\textgreater}3.0.CO;2{\\_}D}}",
        "a",
        "ama",
        "Roe A. Rest. Cancer. 1998;82:1. doi:10.1002/(SICI)1097-0142(19980301)82:5<1014::AID>3.0.CO;2_D",
    ),
    (
        "commas that nothing follows",
        "json",
        r#"[{"id": "a", "type": "book", "title": "Rest, \"quoted,\"", "publisher": "P", "issued": {"date-parts": [[2020,],]},},],"#,
        "a",
        "ama",
        "Rest, \"quoted,\". P; 2020.",
    ),
    (
        "a source in each line",
        "json",
        "{\"id\": \"a\", \"type\": \"book\", \"title\": \"Rest\", \"publisher\": \"P\", \"issued\": 2020}\n{\"id\": \"b\", \"type\": \"book\", \"title\": \"B\", \"publisher\": \"P\", \"issued\": 2020}\n",
        "b",
        "ama",
        "B. P; 2020.",
    ),
    (
        "sources under their ids",
        "json",
        r#"{"z": {"type": "book", "title": "Z", "publisher": "P", "issued": 2020}, "a": {"type": "book", "title": "Rest", "publisher": "P", "issued": 2020}}"#,
        "a",
        "ama",
        "Rest. P; 2020.",
    ),
    (
        "an answer of Crossref's service",
        "json",
        r#"{"status": "ok", "message-type": "work", "message": {"DOI": "10.1000/x", "type": "journal-article", "title": ["Rest"], "container-title": ["Tests"], "author": [{"given": "Ann", "family": "Roe"}], "issued": {"date-parts": [[2020]]}, "volume": "1", "page": "1-9"}}"#,
        "doi:10.1000/x",
        "ama",
        "Roe A. Rest. Tests. 2020;1:1-9. doi:10.1000/x",
    ),
    (
        "a year of copyright, labels of volume and pages",
        "ris",
        "TY  - JOUR\nID  - a\nTI  - Rest\nAU  - Roe, A\nPY  - c2020\nJO  - J.\nVL  - Vol. 3\nIS  - Suppl 1\nSP  - pp. 12–19\nER  - \n",
        "a",
        "ama",
        "Roe A. Rest. J. 2020;3(Suppl 1):12-19.",
    ),
    (
        "several addresses in one line",
        "ris",
        "TY  - ELEC\nID  - a\nTI  - Rest\nUR  - https://a.example/x;https://b.example/y\nPY  - 2020\nER  - \n",
        "a",
        "ama",
        "Rest. 2020. https://a.example/x",
    ),
];

#[test]
fn each_record_gives_its_line() {
    let wrong: Vec<String> = RECORDS
        .iter()
        .filter_map(|(what, ending, text, id, style, expected)| {
            let found = lines(style, &format!("data/sources.{ending}"), text, &[(*id).to_owned()]);
            (found[*id] != *expected).then(|| format!("{what}\n  expected {expected}\n  found    {}", found[*id]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing is said of what every program writes.
#[test]
fn a_whole_record_of_a_program_has_no_warning() {
    for (what, ending, text, id, ..) in RECORDS {
        let project = crate::support::Project::new().write(&format!("data/sources.{ending}"), text);
        let problems = project.article("a", &format!("sources: [\"{id}\"]"), "Text.").build().problems();
        let odd: Vec<&str> = problems
            .lines()
            .filter(|line| !(line.contains(" source/made-id ") && what.starts_with("no ")))
            .filter(|line| !(line.contains(" source/undated ") && what.starts_with("no date")))
            .filter(|line| !(line.contains("is not defined") && what.contains("not defined")))
            .collect();
        assert_eq!(odd, [""; 0], "{what}");
    }
}
