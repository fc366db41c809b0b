//! Findings that somebody has accepted, and the levels and options of rules.

use crate::support::Project;

const RULES: &str = "rules:\n  link/broken: off\n  source/made-id: shout\n  brokn-link: off\n  a11y/missing-alt: {level: info}\n  \
                     a11y/long-alt: {characters: 5, colour: red}\n";

fn project(settings: &str) -> Project {
    Project::new()
        .settings(settings)
        .article("a", "", "![](picture.png)\n\nText.")
        .write("content/articles/picture.png", crate::support::drawing(8, 8, [1, 2, 3]))
}

#[test]
fn findings_are_accepted_by_path() {
    assert!(project("").build().problems().contains("warning a11y/missing-alt content/articles/a.md"));
    for path in ["content/articles/a.md", "content/articles/", "content/*.md", "content/*/a*"] {
        let waived = project(&format!("waive:\n  - {{rule: a11y/missing-alt, path: \"{path}\", because: a test}}\n"));
        assert_eq!(waived.build().problems(), "", "{path}");
    }
    let elsewhere = project("waive:\n  - {rule: a11y/missing-alt, path: content/pages/, because: a test}\n").build();
    assert!(elsewhere.problems().contains("warning a11y/missing-alt content/articles/a.md"));
    assert!(elsewhere.problems().contains("warning waiver/unused bedside.yaml"), "{}", elsewhere.problems());
    let switched_off = project(
        "rules: {a11y/missing-alt: off}\nwaive:\n  - {rule: a11y/missing-alt, path: content/, because: a test}\n",
    );
    assert_eq!(switched_off.build().problems(), "", "what is off may stay accepted");
}

#[test]
fn a_finding_has_the_level_that_the_settings_give_it() {
    for name in ["a11y/missing-alt", "a11y/missing-alt"] {
        let info = project(&format!("rules: {{{name}: info}}\n")).build();
        assert_eq!(info.problems(), "");
        assert!(info.suggestions().contains("info a11y/missing-alt content/articles/a.md"), "{}", info.suggestions());
        let error = project(&format!("rules: {{{name}: {{level: error}}}}\n")).build();
        assert!(error.errors().contains("error a11y/missing-alt"), "{}", error.problems());
    }
}

#[test]
fn what_rules_do_not_take_is_reported_at_its_place() {
    let found = project(RULES).build().problems();
    for expected in ["`link/broken` is always an error", "`shout` is not a level", "there is no rule `brokn-link`"] {
        assert!(found.contains(expected), "{expected}: {found}");
    }
}

#[test]
fn a_remark_is_read_as_people_write_it_and_told_where_it_is_not() {
    let text = |remark: &str| format!("{remark}\n\n![](picture.png)\n\nText.");
    let site = |remark: &str| {
        let project = Project::new().article("a", "", &text(remark));
        project.write("content/articles/picture.png", crate::support::drawing(8, 8, [1, 2, 3])).build().problems()
    };
    for remark in [
        "<!-- bedside: allow a11y/missing-alt because it is a test -->",
        "<!-- bedside : allow a11y/missing-alt because it is a test -->",
        "<!-- Bedside: Allow a11y/missing-alt Because it is a test -->",
        "<!-- bedside allow a11y/missing-alt because it is a test -->",
        "<!--- BEDSIDE:allow a11y/missing-alt because it is a test --->",
    ] {
        assert_eq!(site(remark), "", "{remark}");
    }
    let both = site("<!-- bedside: allow a11y/missing-alt, a11y/vague-link because it is a test -->");
    assert!(both.contains("waiver/unused") && !both.contains("a11y/missing-alt content"), "{both}");
    for remark in
        ["%% bedside: allow a11y/missing-alt because x %%", "[//]: # (bedside: allow a11y/missing-alt because x)"]
    {
        let told = site(remark);
        assert!(told.contains("waiver/bad") && told.contains("a11y/missing-alt"), "{remark}: {told}");
    }
    let keys = Project::new().article("a", "summary: x # bedside: allow a11y/missing-alt because x", "Text.").build();
    assert!(keys.problems().contains("comments among keys are not read"), "{}", keys.problems());
}
