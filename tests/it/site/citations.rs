//! Citations and the list of sources.

use crate::support::Project;

fn article(text: &str) -> Project {
    let sources = ["a", "b", "c"]
        .map(|id| format!("  - {{id: {id}, title: Source {id}, issued: 2020, URL: \"https://{id}.example/\"}}"));
    Project::new().article("cited", &format!("sources:\n{}", sources.join("\n")), text)
}

#[test]
fn sources_are_numbered_as_they_are_cited_and_the_rest_follows() {
    let site = article("First [@c]. Then [@a; @c, p. 4]. Again [@c].").build();
    assert_eq!(site.errors(), "");
    let page = site.page("/articles/cited/");
    let marks: Vec<(&str, &str)> = page
        .all("a")
        .filter_map(|link| Some((link.get("href")?, link.get("id").filter(|id| id.starts_with("cite-"))?)))
        .collect();
    let expected =
        [("#source-1", "cite-1-1"), ("#source-1", "cite-1-2"), ("#source-2", "cite-2-1"), ("#source-1", "cite-1-3")];
    assert_eq!(marks, expected);
    let listed: Vec<String> = page.texts_in("li").into_iter().filter(|text| text.contains("Source ")).collect();
    let order: Vec<usize> = ["c", "a", "b"]
        .map(|id| listed.iter().position(|text| text.contains(&format!("Source {id}"))).expect("listed"))
        .to_vec();
    assert_eq!(order, [0, 1, 2], "{listed:?}");
    let back: Vec<&str> = page.attributes("a", "href").into_iter().filter(|href| href.starts_with("#cite-")).collect();
    assert_eq!(back, ["#cite-1-1", "#cite-1-2", "#cite-1-3", "#cite-2-1"]);
    assert!(page.text().contains("First.1 Then.1(p4),2 Again.1"), "{}", page.text());
}

#[test]
fn sources_that_are_not_cited_keep_their_order() {
    let site = article("No mark.").build_clean();
    let text = site.main("/articles/cited/");
    let at = |id: &str| text.find(&format!("Source {id}")).expect("listed");
    assert!(at("a") < at("b") && at("b") < at("c"));
}

#[test]
fn an_unknown_source_is_an_error_at_its_mark() {
    let sources = "sources:\n  - {id: smith-2020-flu, title: S}";
    let site = Project::new().article("cited", sources, "Text [@smith-2020-flu; @smith-2021-flu].").build();
    assert!(site.errors().starts_with("error source/unknown content/articles/cited.md:8 "), "{}", site.problems());
    assert!(site.help("source/unknown").contains("did you mean `smith-2020-flu`?"));
    let page = site.page("/articles/cited/");
    assert_eq!(page.attributes("a", "href").iter().filter(|href| href.starts_with("#source-")).count(), 1);
}

#[test]
fn references_lead_to_where_they_can_be_read() {
    let sources = "sources:\n  - {id: a, title: A, DOI: \"https://doi.org/10.1000/x<y>\", PMID: \"123\", issued: 2024}\n  - {id: b, title: B, issued: 2024, URL: \"https://b.example/?a=1&b=2\"}";
    let site = Project::new().article("cited", sources, "").build_clean();
    let page = site.page("/articles/cited/");
    let links = page.attributes("a", "href");
    assert!(links.iter().any(|href| href.starts_with("https://doi.org/10.1000/x")), "{links:?}");
    assert!(links.contains(&"https://b.example/?a=1&b=2"), "{links:?}");
}

#[test]
fn a_source_leads_back_to_the_marks_that_the_page_has_and_to_no_other() {
    let chart = |source: &str| {
        format!(
            "```chart\ntype: bars\ntitle: People\nlabels: [One, Two]\nseries: [{{name: With, values: [1, 2]}}]\nsource: \"{source}\"\n```"
        )
    };
    let text = format!("First.[@a]\n\n{}\n\nAgain.[@a]\n\n{}", chart("a trial.[@a]"), chart("[@b]"));
    let back = |site: &crate::support::Built| {
        let page = site.page("/articles/cited/");
        let ids: Vec<String> = page.elements().filter_map(|part| part.get("id").map(str::to_owned)).collect();
        let back = page.attributes("a", "href").into_iter().filter_map(|href| href.strip_prefix("#cite-"));
        let back: Vec<String> = back.map(str::to_owned).collect();
        assert!(back.iter().all(|mark| ids.contains(&format!("cite-{mark}"))), "{back:?}");
        back
    };
    assert_eq!(back(&article(&text).build()), ["1-1", "1-2", "1-3", "2-1"]);
    // A theme whose charts have no line for their source.
    let template = "{% component chart(type: string, title: string, source: string, unit: string = \"\", labels: array = [], \
                    series: array = [], of: integer = 100, groups: array = [], drawing: map = {}, numbers: map = {}, \
                    name: string = \"chart\", @words) -%}<p>{{ title }}</p>{%- endcomponent chart %}";
    let bare = article(&text).write("templates/components/chart.html", template).build();
    assert_eq!(bare.errors(), "");
    assert_eq!(back(&bare), ["1-1", "1-3"]);
}

/// Forms of pandoc, and slips of the pen. A citation is a citation or an error, never raw text without a word.
#[test]
fn each_form_of_a_citation_cites_or_is_an_error() {
    let cites = [
        ("X [@a].", "X.1"),
        ("X [-@a].", "X.1"),
        ("X [@a, pp. 3-5].", "X.1(pp3-5)"),
        ("X [@a p. 4].", "X.1(p4)"),
        ("X [@a,@b].", "X.1,2"),
        ("X [@a, @b].", "X.1,2"),
        ("X [@a @b].", "X.1,2"),
        ("X [@a & @b].", "X.1,2"),
        ("X [@a; @b].", "X.1,2"),
        ("X [ @a ;\n@b ].", "X.1,2"),
        ("X[@a][@b]", "X1,2"),
        ("X [@{a}].", "X.1"),
        ("X ([@a]).", "X (1)."),
        ("X[@a], next.", "X,1 next."),
        ("\"X\"[@a].", "“X”.1"),
        ("X [@a; @a].", "X.1"),
    ];
    for (text, shown) in cites {
        let site = article(text).build();
        assert_eq!(site.errors(), "", "{text}");
        let main = site.page("/articles/cited/").text_in("main");
        assert!(main.contains(shown), "{text}: {main}");
        assert!(!main.contains('@'), "{text}: {main}");
    }
    let errors = [
        "X [see @a].",
        "X [e.g., @a].",
        "X [@a; see also @b].",
        "X [@a; p. 4].",
        "X [@a!].",
        "X @a says.",
        "X (@a).",
        "X {@a}.",
        "X [a].",
        "X [#a].",
        "X @[a].",
        "X [@ a].",
        "X ［@a］.",
        "X [＠a].",
        "X [@a, p. [4]].",
        "X [@a](https://a.example).",
        "X \\cite{a}.",
        "X [@a.].",
    ];
    for text in errors {
        let errors = article(text).build().errors();
        let is_told = errors.starts_with("error source/bad-citation content/articles/cited.md:10 ")
            || errors.starts_with("error source/unknown content/articles/cited.md:10 ");
        assert!(is_told, "{text}: {errors}");
    }
    for text in ["X [\\@a].", "X \\[@a\\].", "X `[@a]`.", "X \\@a."] {
        assert_eq!(article(text).build().errors(), "", "{text}: shown on purpose");
    }
}
