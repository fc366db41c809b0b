//! The shared library of sources, in four formats, and what a careful editor would say of sources.

use crate::support::{Built, Project};

const BIB: &str = "\
@string{nejm = {The New England Journal of Medicine}}

@article{sprint-2015,
  author = {{SPRINT Research Group} and Wright, Jr, J. T. and Williamson, J. D. and others},
  title  = {A Randomized Trial of Intensive versus Standard Blood-Pressure Control},
  journal = nejm, year = 2015, month = nov, volume = 373, number = 22, pages = {2103--2116},
  doi = {10.1056/NEJMoa1511939},
  abstract = {Not shown.},
}

@article{hemila-2013,
  author = {Hemil{\\\"a}, H. and G{\\o}tzsche, P. C.},
  title  = \"Vitamin {C} for preventing and treating the common cold\",
  journal = {Cochrane Database of Systematic Reviews},
  year = {2013}, pages = {CD000980}, doi = {10.1002/14651858.CD000980.pub4}
}
";

const NBIB: &str = "\
PMID- 9500320
OWN - NLM
DP  - 1998 Feb 28
TI  - Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive
      developmental disorder in children.
PG  - 637-41
FAU - Wakefield, A J
AU  - Wakefield AJ
AU  - Murch SH
PT  - Journal Article
PT  - Retracted Publication
TA  - Lancet
JT  - Lancet (London, England)
VI  - 351
IP  - 9103
AID - 10.1016/S0140-6736(97)11096-0 [doi]

PMID- 30566567
DP  - 2019 Mar 5
TI  - 2018 Update on Diagnosis of Seasonal Influenza.
AU  - Uyeki TM
PT  - Practice Guideline
TA  - Clin Infect Dis
PMC - PMC6653685
";

const RIS: &str = "\
TY  - CHAP\r
ID  - solensky-2004\r
AU  - Solensky, R.\r
A2  - Lockey, P.\r
TI  - Drug allergy\r
T2  - Allergens and Allergen Immunotherapy\r
ET  - 3\r
PB  - Marcel Dekker\r
PY  - 2004///\r
SP  - 585\r
EP  - 606\r
ER  - \r
";

const CSL: &str = r#"[
  {"id": "common-cold", "type": "webpage", "title": "Common Cold", "author": [{"literal": "Centers for Disease Control and Prevention"}],
   "URL": "https://www.cdc.gov/common-cold/", "accessed": {"date-parts": [[2026, 11, 22]]}, "note": "not shown"}
]"#;

fn library() -> Project {
    Project::new()
        .write("data/sources.bib", BIB)
        .write("data/sources.nbib", NBIB)
        .write("data/sources/books.ris", RIS)
        .write("data/sources-web.json", CSL)
}

fn listed(built: &Built, url: &str) -> Vec<String> {
    let texts = built.page(url).texts_in("li");
    texts.into_iter().filter(|text| text.contains("↑") || text.contains("doi:")).collect()
}

#[test]
fn every_format_is_cited_by_its_ids_without_a_list() {
    let text = "Pressure [@sprint-2015]. Cold [@hemila-2013; @common-cold, p. 4]. Allergy [@solensky-2004]; flu [@pmid:30566567].";
    let site = library().article("cited", "", text).build();
    assert_eq!(site.errors(), "");
    let list = listed(&site, "/articles/cited/").join("\n");
    for expected in [
        "SPRINT Research Group; Wright JT Jr, Williamson JD, et al. A Randomized Trial of Intensive versus Standard Blood-Pressure Control. The New England Journal of Medicine. 2015;373(22):2103-2116. doi:10.1056/NEJMoa1511939",
        "Hemilä H, Gøtzsche PC. Vitamin C for preventing and treating the common cold. Cochrane Database of Systematic Reviews. 2013:CD000980. doi:10.1002/14651858.CD000980.pub4",
        "Centers for Disease Control and Prevention. Common Cold. Accessed November 22, 2026. https://www.cdc.gov/common-cold/",
        "Solensky R. Drug allergy. In: Lockey P, ed. Allergens and Allergen Immunotherapy. 3rd ed. Marcel Dekker; 2004:585-606.",
        "Uyeki TM. 2018 Update on Diagnosis of Seasonal Influenza. Clin Infect Dis. Published March 5, 2019. PMID 30566567 PMC6653685 Guideline",
    ] {
        assert!(list.contains(expected), "{expected}\nin\n{list}");
    }
    assert!(
        site.main("/articles/cited/").contains("Pressure.1 Cold.2,3(p4) Allergy4; flu.5"),
        "{}",
        site.main("/articles/cited/")
    );
}

#[test]
fn the_other_style_shortens_pages_and_names_its_identifiers() {
    let site = library().settings("editorial: {citation_style: nlm}\n");
    let site = site.article("cited", "", "A [@sprint-2015]. B [@common-cold]. C [@solensky-2004].").build_clean();
    let list = listed(&site, "/articles/cited/").join("\n");
    for expected in [
        "2015 Nov;373(22):2103-16. doi: 10.1056/NEJMoa1511939",
        "Common Cold [Internet]. [cited 2026 Nov 22]. Available from: https://www.cdc.gov/common-cold/",
        "In: Lockey P, editor. Allergens and Allergen Immunotherapy. 3rd ed. Marcel Dekker; 2004. p. 585-606.",
    ] {
        assert!(list.contains(expected), "{expected}\nin\n{list}");
    }
}

#[test]
fn a_listed_id_and_a_direct_citation_are_one_source() {
    let text = "One [@pmid:30566567]. Two [@doi:10.1056/nejmoa1511939; @sprint-2015].";
    let front = "sources: [sprint-2015, \"pmid:30566567\"]";
    let site = library().article("cited", front, text).build();
    assert_eq!(site.errors(), "");
    assert_eq!(listed(&site, "/articles/cited/").len(), 2);
    assert!(!site.problems().contains("source/unused"), "{}", site.problems());
}

#[test]
fn marks_beside_each_other_are_one_and_lead_both_ways() {
    let site = library().article("cited", "", "Text [@sprint-2015] [@hemila-2013][@common-cold].").build_clean();
    let page = site.page("/articles/cited/");
    assert!(page.text().contains("Text.1-3"), "{}", page.text());
    let ids: Vec<&str> = page.all("a").chain(page.all("span")).filter_map(|e| e.get("id")).collect();
    for number in 1..=3 {
        assert!(ids.contains(&format!("cite-{number}-1").as_str()), "{ids:?}");
        assert!(page.attributes("a", "href").contains(&format!("#cite-{number}-1").as_str()));
    }
}

#[test]
fn a_retracted_source_is_told_to_the_author_and_to_the_reader() {
    let site = library().article("cited", "", "It was withdrawn [@pmid:9500320].").build();
    assert!(site.problems().contains("warning source/retracted content/articles/cited.md:6 "), "{}", site.problems());
    assert!(listed(&site, "/articles/cited/")[0].starts_with("Retracted Wakefield AJ, Murch SH. Ileal"));
}

#[test]
fn an_editor_hears_of_what_is_missing_at_its_line() {
    let front = "\
sources:
  - {id: a, title: A, DOI: 10.1000/x, issued: 2024}
  - {id: b, title: B, DOI: \"https://doi.org/10.1000/X\", issued: 2024}
  - {id: c, title: C, URL: \"https://c.example/\"}
  - {id: d, title: D, issued: 2020}
  - {id: e, title: E, PMID: \"12x\", URL: \"https://e.example/\", issued: 2024}
  - {id: f, title: F, evidence: guideline, URL: \"https://f.example/\", issued: 2021-10}
  - {id: g, title: G, evidence: randomized-trial, URL: \"https://g.example/\", issued: 1991}
  - {id: h, title: H, type: webpge, URL: \"https://h.example/\", issued: 2024}";
    let project = Project::new().settings("editorial: {source_age: 5 years}\n");
    let site = project.article("cited", front, "All [@a; @b; @c; @d; @e; @f; @g].").build();
    let found: Vec<String> =
        site.problems().lines().map(|line| line.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
    let file = "content/articles/cited.md";
    let expected = [
        format!("warning source/same-work {file}:6"),
        format!("warning source/undated {file}:7"),
        format!("warning source/untraceable {file}:8"),
        format!("error source/bad-identifier {file}:9"),
        format!("warning source/old {file}:10"),
        format!("warning yaml/bad-value {file}:12"),
        format!("warning source/unused {file}:12"),
    ];
    for line in &expected {
        assert!(found.contains(line), "{line} in\n{}", site.problems());
    }
    assert_eq!(found.len(), expected.len(), "{}", site.problems());
}

#[test]
fn a_source_grows_old_on_its_day_and_a_build_before_it_knows_until_when() {
    let front = "sources:\n  - {id: a, title: A, evidence: guideline, URL: \"https://a.example/\", issued: 2021-11-30}";
    let project = Project::new().settings("editorial: {source_age: 5 years}\n").article("cited", front, "A [@a].");
    assert!(!project.clone().at("2026-11-30T20:00:00Z").build().problems().contains("source/old"));
    assert!(project.at("2026-12-01T07:00:00Z").build().problems().contains("older than 5 years"));
}

#[test]
fn two_entries_with_one_id_are_told_with_both_places() {
    let again = "TY  - JOUR\nID  - sprint-2015\nTI  - Another\nDO  - 10.1000/x\nER  - \n";
    let site = library().write("data/sources/more.ris", again).build();
    assert_eq!(site.errors(), "");
    assert!(site.problems().contains("warning yaml/duplicate-key data/sources/more.ris:1 "), "{}", site.problems());
    let note = &site.diagnostics.iter().find(|d| d.code.name == "yaml/duplicate-key").expect("told").notes[0];
    assert_eq!(note.place.file.as_str(), "data/sources.bib");
}

#[test]
fn an_unknown_id_is_compared_with_the_library() {
    let site = library().article("cited", "sources: [sprint-2016]", "Text [@hemila-2031].").build();
    assert!(
        site.errors().contains("error source/unknown content/articles/cited.md:4 the library has no source"),
        "{}",
        site.errors()
    );
    assert!(site.help("source/unknown").contains("did you mean `sprint-2015`?"));
}

#[test]
fn practice_numbers_are_checked() {
    let site = Project::new().settings("  npi: \"1234567890\"\n").build();
    assert!(site.errors().starts_with("error source/bad-identifier bedside.yaml:6 "), "{}", site.errors());
    Project::new().settings("  npi: \"1234567893\"\n").build_clean();
}

#[test]
fn what_the_library_holds_of_markup_is_text() {
    let csl = r#"[{"id": "x", "type": "book", "title": "<script>alert(1)</script> & <i>E. coli</i>", "author": [{"literal": "A <b>"}],
        "URL": "javascript:alert(1)", "DOI": "10.1000/<img onerror=x>", "issued": 2024, "publisher": "P\"><script>"}]"#;
    let site = Project::new().write("data/sources.json", csl).article("cited", "", "A [@x].").build();
    let html = site.text("/articles/cited/");
    assert!(
        !html.contains("<script>alert") && !html.contains("javascript:alert") && !html.contains("<img onerror"),
        "{html}"
    );
    assert!(html.contains("&amp; <i>E. coli</i>"), "{html}");
}
