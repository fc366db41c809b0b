//! The awareness calendar: what a tag does, what a practice sees first, and what a project changes.

use bedside::model::Shown;

use crate::support::{Built, Project};

/// The names of the observances that are shown at once, in the section of a month.
fn shown(site: &Built, month: &str) -> String {
    let html = site.text("/awareness/");
    let start = html.find(&format!("aria-labelledby=\"month-{month}\"")).expect("the month");
    let section = &html[start..];
    let section = &section[..section.find("</section>").expect("its end")];
    section.split("<details class=\"month-more\"").next().unwrap_or_default().to_owned()
}

fn tagged() -> Project {
    Project::new().article("sugar", "conditions: [type-2-diabetes]\nawareness: [world-diabetes-day]", "Text.")
}

#[test]
fn a_tag_leads_to_the_observance_and_back() {
    let site = tagged().build_clean();
    let page = site.page("/articles/sugar/");
    assert_eq!(page.links_called("World Diabetes Day"), ["/awareness/world-diabetes-day/"]);
    assert!(site.main("/articles/sugar/").contains("November 14, 2026"), "the year next to the document's date");
    let page = site.page("/awareness/world-diabetes-day/");
    assert_eq!(page.links_called("About sugar"), ["/articles/sugar/"]);
    let main = site.main("/awareness/world-diabetes-day/");
    for text in ["November 14, 2026", "November 14, 2027", "#WorldDiabetesDay", "Type 2 diabetes", "worldwide"] {
        assert!(main.contains(text), "{text}: {main}");
    }
    assert!(shown(&site, "2026-11").contains("About sugar"));
    assert!(site.text("/sitemap.xml").contains("https://clinic.example/awareness/world-diabetes-day/"));
}

#[test]
fn an_observance_that_is_over_leaves_the_home_page() {
    let before = tagged().at("2026-11-15T05:59:59Z").build_clean();
    let after = tagged().at("2026-11-15T06:00:00Z").build_clean();
    assert_eq!(before.page("/").links_called("World Diabetes Day"), ["/awareness/world-diabetes-day/"], "today's");
    assert_eq!(after.page("/").links_called("World Diabetes Day"), [""; 0], "midnight in Chicago");
    assert_eq!(after.page("/").links_called("American Diabetes Month").len(), 1, "the month goes on");
    assert!(shown(&after, "2026-11").contains("World Diabetes Day"), "the calendar has the whole month");
}

#[test]
fn the_year_begins_with_this_month_and_what_the_practice_writes_about_comes_first() {
    let site = tagged().build_clean();
    let html = site.text("/awareness/");
    let months: Vec<&str> =
        html.match_indices("href=\"#month-").map(|(at, found)| &html[at + found.len()..][..7]).collect();
    let expected = [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06", "2027-07", "2027-08",
        "2027-09", "2027-10",
    ];
    assert_eq!(months, expected);
    let november = shown(&site, "2026-11");
    assert!(november.contains("American Diabetes Month") && !november.contains("Lung Cancer Awareness Month"));
    assert!(html.contains("Lung Cancer Awareness Month"), "the rest can be opened");
    assert!(site.has("/awareness/american-diabetes-month/"), "a page, since a post is about its condition");
    assert!(!site.has("/awareness/lung-cancer-awareness-month/"), "no page that holds nothing but a date");
}

#[test]
fn a_month_that_begins_changes_the_calendar() {
    let project = tagged();
    let before = project.clone().at("2026-12-01T05:59:59Z").build_clean();
    let after = project.at("2026-12-01T06:00:00Z").build_clean();
    assert!(before.text("/awareness/").contains("#month-2026-11"));
    assert!(!after.text("/awareness/").contains("#month-2026-11"), "midnight in Chicago");
}

#[test]
fn a_practice_of_one_specialty_sees_its_own() {
    let site = Project::new()
        .settings("  specialties: [Dermatology]\n")
        .article("skin", "topics: [sun-safety]", "Text.")
        .build_clean();
    let html = site.text("/awareness/");
    assert!(html.contains("Psoriasis") && site.has("/awareness/world-psoriasis-day/"));
    assert!(!html.contains("Lung Cancer Awareness Month"), "what belongs to others is left out");
}

#[test]
fn a_practice_without_posts_still_has_a_calendar() {
    let site = Project::new().build_clean();
    assert!(shown(&site, "2026-11").contains("American Diabetes Month"), "all of them, since none is nearer");
    assert!(!site.has("/awareness/world-diabetes-day/"));
    assert!(!site.main("/").contains("health observances"), "nothing to show on the home page");
}

#[test]
fn a_document_may_bring_an_observance_of_its_own() {
    let site = Project::new()
        .article("door", "awareness: [{name: Open house, from: 2026-12-05, to: 2026-12-06}]", "Text.")
        .build_clean();
    assert!(site.main("/articles/door/").contains("Open house December 5 to 6, 2026"));
    let december = shown(&site, "2026-12");
    assert!(december.contains("Open house") && december.contains("/articles/door/"));
    assert!(!shown(&site, "2026-11").contains("Open house"));
}

#[test]
fn held_back_documents_leave_no_trace_in_the_calendar() {
    let front = "draft: true\nconditions: [gout]\nawareness: [gout-awareness-day, {name: Zebra day, from: 2026-12-05, to: 2026-12-05}]";
    let project = tagged().article("zebra", front, "Text.");
    let site = project.clone().build_clean();
    assert_eq!(site.traces_of("zebra"), Vec::<&str>::new());
    assert!(!site.has("/awareness/gout-awareness-day/") && !site.has("/awareness/gout.ics"));
    let site = project.showing(Shown { drafts: true, ..Shown::default() }).build_clean();
    assert!(site.main("/awareness/gout-awareness-day/").contains("About zebra"));
}

#[test]
fn a_project_adds_changes_and_switches_off() {
    let observances = "\
observances:
  - {id: world-diabetes-day, name: Sugar day, names: {es: Día del azúcar}}
  - {id: american-diabetes-month, off: true}
  - id: marlow-week
    name: Marlow Health Week
    rule: {week: {month: 12, starts: mon, nth: 1, days: 5}}
    url: https://marlow.example/
";
    let site = tagged()
        .settings("languages: [es]\n")
        .write("data/observances.yaml", observances)
        .document("articles/sugar.es.md", "title: Azúcar\ndate: 2026-11-02\nawareness: [world-diabetes-day]", "Texto.")
        .build_clean();
    assert!(site.main("/awareness/world-diabetes-day/").contains("Sugar day"));
    assert!(site.main("/es/awareness/world-diabetes-day/").contains("Día del azúcar"));
    assert!(site.main("/awareness/world-diabetes-day/").contains("November 14, 2026"), "its rule stays");
    assert!(!site.text("/awareness/").contains("American Diabetes Month"));
    assert!(site.text("/awareness/").contains("Marlow Health Week"));
    let errors = tagged()
        .write("data/observances.yaml", observances)
        .article("month", "awareness: [american-diabetes-month]", "Text.")
        .build()
        .errors();
    assert!(errors.contains("content/articles/month.md:4") && errors.contains("switched off"), "{errors}");
}

#[test]
fn names_without_a_translation_say_their_language() {
    let site = tagged()
        .settings("languages: [es]\n")
        .document("articles/sugar.es.md", "title: Azúcar\ndate: 2026-11-02\nawareness: [world-diabetes-day]", "Texto.")
        .build_clean();
    let html = site.text("/es/awareness/");
    assert!(html.contains("Calendario de la salud") && html.contains("noviembre de 2026"));
    assert!(
        html.contains("<a href=\"/es/awareness/world-diabetes-day/\">Día Mundial de la Diabetes</a>"),
        "a name that is known in Spanish: {html}"
    );
    assert!(html.contains(" lang=\"en\">"), "a name that is not: {html}");
    assert!(!site.text("/awareness/").contains("lang=\"en\">World"));
}

#[test]
fn many_posts_on_one_observance_are_divided_into_pages() {
    let project = (1..=5).fold(Project::new().settings("paginate_by: 2\n"), |project, day| {
        let front = format!("title: Number {day}\ndate: 2026-10-{day:02}\nawareness: [world-diabetes-day]");
        project.document(&format!("articles/n{day}.md"), &front, "Text.")
    });
    let site = project.build_clean();
    assert!(site.main("/awareness/world-diabetes-day/").contains("Number 5"));
    assert!(site.main("/awareness/world-diabetes-day/page/3/").contains("Number 1"));
    assert!(!site.has("/awareness/world-diabetes-day/page/4/"));
}
