//! What programs are told of each kind of page.

use serde_json::{Value, json};

use super::graph::{graph, node, nodes, several};
use crate::support::{Built, Project, drawing};

const URL: &str = "https://clinic.example/articles/flu/";

fn practice() -> Project {
    Project::new()
        .settings("  specialties: [PrimaryCare]\nlanguages: [es]\n")
        .document("people/ng.md", "title: Ana Ng, MD\ncredentials: [MD]\nrole: Physician\norcid: 0000-0002-1825-0097\nprofiles: {linkedin: \"https://social.example/ng\"}", "")
        .document("people/lee.md", "title: Sam Lee", "")
}

fn flu(front: &str) -> Built {
    practice().article("flu", front, "Wash your hands.").build()
}

#[test]
fn an_article_is_a_page_and_a_post_that_know_each_other() {
    let front = "updated: 2026-11-20\nauthors: [ng]\nreviewed: {by: lee, on: 2026-11-03}\nconditions: [influenza]\n\
                 summary: What to do.\nimage: {src: p.png, alt: A thermometer}";
    let project = practice().article("flu", front, "Wash your hands.");
    let site = project.write("content/articles/p.png", drawing(1200, 630, [1, 2, 3])).build();
    let (page, post) = (node(&site, "/articles/flu/", "MedicalWebPage"), node(&site, "/articles/flu/", "BlogPosting"));
    assert_eq!(page["mainEntity"]["@id"], format!("{URL}#post"));
    assert_eq!(post["mainEntityOfPage"]["@id"], format!("{URL}#page"));
    assert_eq!(page["lastReviewed"], "2026-11-03");
    let lee = json!({"@type": "Person", "@id": "https://clinic.example/people/lee/#person", "name": "Sam Lee",
                     "url": "https://clinic.example/people/lee/"});
    assert_eq!(page["reviewedBy"], lee);
    assert_eq!(page["medicalAudience"]["audienceType"], "Patient");
    assert_eq!(page["breadcrumb"]["@id"], format!("{URL}#breadcrumbs"));
    assert_eq!(post["headline"], "About flu");
    assert_eq!(post["author"]["name"], "Ana Ng");
    assert_eq!(post["author"]["honorificSuffix"], "MD");
    assert_eq!(post["publisher"]["@id"], "https://clinic.example/#practice");
    assert_eq!((&post["datePublished"], &post["dateModified"]), (&json!("2026-11-02"), &json!("2026-11-20")));
    assert_eq!(post["keywords"], "Flu");
    assert_eq!((&post["articleSection"], &post["wordCount"]), (&json!("Articles"), &json!(3)));
    assert_eq!(
        post["image"]["caption"],
        "Card of Alder Street Family Practice. Article: About flu. Medically reviewed by Sam Lee. A thermometer."
    );
    assert_eq!(
        post["image"]["url"],
        site.page("/articles/flu/")
            .all("meta")
            .find(|meta| meta.get("property") == Some("og:image"))
            .and_then(|meta| meta.get("content"))
            .expect("a picture")
    );
}

#[test]
fn what_a_patient_tells_is_no_medical_page() {
    let front = "title: Back on my bike\ndate: 2026-11-02\nauthors: [ng]\nconditions: [influenza]\n\
                 consent: {ref: C-2026-014, type: hipaa-authorization, scope: [website], signed_on: 2026-10-01}";
    let site = practice().document("stories/bike.md", front, "I ride again.").build();
    let (page, post) = (node(&site, "/stories/bike/", "WebPage"), node(&site, "/stories/bike/", "Article"));
    assert_eq!(page["mainEntity"]["@id"], post["@id"]);
    assert!(nodes(&site, "/stories/bike/", "MedicalWebPage").is_empty());
}

#[test]
fn a_retracted_post_says_so() {
    let front = "corrections:\n  - {date: 2026-11-20, severity: retraction, what: The dose was wrong.}";
    let status = |front: &str| node(&flu(front), "/articles/flu/", "BlogPosting")["creativeWorkStatus"].clone();
    assert_eq!((status(front), status("")), (json!("Retracted"), Value::Null));
}

#[test]
fn only_a_change_of_substance_modifies_a_post() {
    let modified = |front: &str| node(&flu(front), "/articles/flu/", "BlogPosting")["dateModified"].clone();
    let corrected = |severity: &str, date: &str| {
        modified(&format!("corrections:\n  - {{date: {date}, severity: {severity}, what: The dose was wrong.}}"))
    };
    assert_eq!(modified(""), Value::Null);
    assert_eq!(modified("updated: 2026-11-20 18:30"), "2026-11-20T18:30:00-06:00");
    assert_eq!(corrected("clarification", "2026-11-21"), Value::Null);
    assert_eq!(corrected("correction", "2026-11-21"), "2026-11-21");
    assert_eq!(corrected("retraction", "2026-11-21"), "2026-11-21");
    assert_eq!(corrected("correction", "2026-10-01"), Value::Null, "before it was published");
}

#[test]
fn corrections_are_comments_newest_first() {
    let front = "corrections:\n  - {date: 2026-11-10, severity: clarification, what: Clearer words.}\n  \
                 - {date: 2026-11-12, severity: correction, what: The dose was wrong., why: A slip.}";
    let post = node(&flu(front), "/articles/flu/", "BlogPosting");
    let first =
        json!({"@type": "CorrectionComment", "text": "The dose was wrong. A slip.", "datePublished": "2026-11-12"});
    assert_eq!(post["correction"][0], first);
    assert_eq!(post["correction"][1]["text"], "Clearer words.");
}

#[test]
fn references_are_works_with_their_identifiers() {
    let front = "sources:\n  - {id: a, type: article-journal, title: Masks, author: [{family: Ng, given: Ana}, {literal: A Group}], \
                 container-title: A Journal, issued: 2024-05, DOI: 10.1000/a<b>, PMID: \"12345678\", PMCID: PMC42}\n  \
                 - {id: b, type: webpage, title: Flu, URL: \"https://agency.example/flu\", issued: 2025}";
    let post = node(&flu(front), "/articles/flu/", "BlogPosting");
    let [journal, web] = several(&post["citation"])[..] else { panic!("two works") };
    assert_eq!((&journal["@type"], &web["@type"]), (&json!("ScholarlyArticle"), &json!("WebPage")));
    assert_eq!(journal["author"][0], json!({"@type": "Person", "name": "Ana Ng"}));
    assert_eq!(journal["author"][1]["@type"], "Organization");
    assert_eq!(journal["isPartOf"], json!({"@type": "Periodical", "name": "A Journal"}));
    assert_eq!(journal["datePublished"], "2024-05");
    assert_eq!(journal["identifier"][1], json!({"@type": "PropertyValue", "propertyID": "pmid", "value": "12345678"}));
    let addresses = [
        "https://doi.org/10.1000/a%3Cb%3E",
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC42/",
    ];
    assert_eq!(journal["sameAs"], json!(addresses));
    assert_eq!(web["url"], "https://agency.example/flu");
}

#[test]
fn who_is_held_back_is_in_no_graph() {
    let site = Project::new()
        .document("people/ng.md", "title: Ana Secretname\ndraft: true", "")
        .article("flu", "authors: [ng]\nreviewed: {by: ng, on: 2026-11-03}", "Text.")
        .build();
    assert_eq!(site.traces_of("secretname"), [] as [&str; 0]);
    let (page, post) = (node(&site, "/articles/flu/", "MedicalWebPage"), node(&site, "/articles/flu/", "BlogPosting"));
    assert_eq!((&page["lastReviewed"], &page["reviewedBy"]), (&Value::Null, &Value::Null));
    assert_eq!(post["author"]["@id"], "https://clinic.example/#practice");
}

#[test]
fn a_person_has_a_profile() {
    let site = practice().article("flu", "authors: [ng]", "Text.").build();
    let (page, person) = (node(&site, "/people/ng/", "ProfilePage"), node(&site, "/people/ng/", "Person"));
    assert_eq!(page["mainEntity"]["@id"], person["@id"]);
    assert_eq!((&person["name"], &person["jobTitle"]), (&json!("Ana Ng"), &json!("Physician")));
    assert_eq!(person["hasCredential"]["name"], "MD");
    assert_eq!(person["identifier"]["propertyID"], "ORCID");
    assert_eq!(person["sameAs"], json!(["https://orcid.org/0000-0002-1825-0097", "https://social.example/ng"]));
    assert_eq!(person["worksFor"]["@id"], "https://clinic.example/#practice");
    assert_eq!(node(&site, "/articles/flu/", "BlogPosting")["author"]["@id"], person["@id"]);
}

#[test]
fn an_event_has_its_time_with_the_zone_and_its_place() {
    let event = |front: &str| {
        let front = format!("title: Flu shots\ndate: 2026-11-02\n{front}");
        let site = practice().document("events/shots.md", &front, "Come.").build();
        assert_eq!(
            node(&site, "/events/shots/", "WebPage")["mainEntity"]["@id"],
            "https://clinic.example/events/shots/#event"
        );
        node(&site, "/events/shots/", "Event")
    };
    let here = event("starts: 2026-12-05 10:00\nends: 2026-12-05 12:00\nplace: Town hall\nregistration_url: /about/");
    assert_eq!(here["startDate"], "2026-12-05T10:00:00-06:00");
    assert_eq!(here["endDate"], "2026-12-05T12:00:00-06:00");
    assert_eq!(here["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(here["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
    assert_eq!(here["location"], json!({"@type": "Place", "name": "Town hall"}));
    assert_eq!(here["potentialAction"]["target"], "https://clinic.example/about/");
    let online = event("starts: 2026-07-05 10:00\nonline: \"https://meet.example/1\"");
    assert_eq!(online["startDate"], "2026-07-05T10:00:00-05:00");
    assert_eq!(online["location"], json!({"@type": "VirtualLocation", "url": "https://meet.example/1"}));
    let both = event("starts: 2026-12-05\nplace: Town hall\nonline: \"https://meet.example/1\"");
    assert_eq!((&both["startDate"], &both["endDate"]), (&json!("2026-12-05"), &Value::Null));
    assert_eq!(both["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
}

#[test]
fn a_condition_has_its_codes_and_names() {
    let site = flu("conditions: [influenza]");
    let about = node(&site, "/conditions/influenza/", "MedicalWebPage")["about"].clone();
    assert_eq!((&about["@type"], &about["name"]), (&json!("MedicalCondition"), &json!("Flu")));
    assert!(several(&about["code"]).iter().any(|code| code["codingSystem"] == "MeSH"), "{about:#}");
    let mentioned = &node(&site, "/articles/flu/", "MedicalWebPage")["about"];
    assert_eq!(mentioned["@id"], about["@id"]);
    assert_eq!(mentioned["alternateName"], Value::Null);
}

#[test]
fn a_code_stands_only_for_what_it_means() {
    let codes = |condition: &str| {
        let data = format!("conditions:\n  - {{slug: own, name: Own, {condition}}}\n");
        let site = practice().write("data/conditions.yaml", data).article("flu", "conditions: [own]", "").build();
        let about = node(&site, "/conditions/own/", "MedicalWebPage")["about"].clone();
        several(&about["code"]).iter().map(|code| code["codeValue"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(codes("icd10cm: [J45]"), ["J45"]);
    assert_eq!(codes("icd10cm: [J09, J10]"), ["J09", "J10"], "several categories hold it between them");
    assert_eq!(codes("icd10cm: [M54], icd10cm_specific: M54.5"), ["M54.5"]);
}

#[test]
fn home_lists_pages_and_the_way_to_them_are_told() {
    let site = practice()
        .article("flu", "conditions: [influenza]", "Text.")
        .document("pages/about.md", "title: About us", "Text.")
        .document("articles/flu.es.md", "title: La gripe\ndate: 2026-11-02", "Texto.")
        .build();
    assert_eq!(node(&site, "/", "WebSite")["@id"], "https://clinic.example/#website");
    assert_eq!(node(&site, "/es/", "WebSite")["inLanguage"], "es");
    assert_eq!(
        node(&site, "/es/articles/flu/", "MedicalWebPage")["isPartOf"]["@id"],
        "https://clinic.example/es/#website"
    );
    let list = node(&site, "/articles/", "CollectionPage");
    let entry = json!({"@type": "ListItem", "position": 1, "name": "About flu", "url": URL});
    assert_eq!(list["mainEntity"]["itemListElement"], entry);
    assert_eq!(nodes(&site, "/about/", "AboutPage").len(), 1);
    assert_eq!(nodes(&site, "/404.html", "WebPage").len(), 1);
    let way = node(&site, "/articles/flu/", "BreadcrumbList")["itemListElement"].clone();
    let steps: Vec<(&Value, &Value)> = several(&way).iter().map(|step| (&step["position"], &step["item"])).collect();
    let urls = [json!("https://clinic.example/"), json!("https://clinic.example/articles/"), json!(URL)];
    assert_eq!(steps, [(&json!(1), &urls[0]), (&json!(2), &urls[1]), (&json!(3), &urls[2])]);
    assert!(graph(&site.page("/")).iter().all(|node| node["@type"] != "BreadcrumbList"));
}

#[test]
fn an_event_says_whether_it_takes_place_what_it_costs_and_how_it_comes_back() {
    let event = |front: &str| {
        let front = format!("title: Flu shots\ndate: 2026-11-02\nstarts: 2026-12-05 10:00\nplace: Town hall\n{front}");
        node(&practice().document("events/shots.md", &front, "Come.").build(), "/events/shots/", "Event")
    };
    let status =
        |front: &str| event(front)["eventStatus"].as_str().expect("a status").rsplit('/').next().map(str::to_owned);
    for (front, member) in [
        ("status: moved\nmoved_from: 2026-12-01 10:00", "EventRescheduled"),
        ("status: canceled", "EventCancelled"),
        ("status: full", "EventScheduled"),
        ("status: online\nonline: https://meet.example/1", "EventMovedOnline"),
    ] {
        assert_eq!(status(front).as_deref(), Some(member), "{front}");
    }
    let moved = event("status: moved\nmoved_from: 2026-12-01 10:00");
    assert_eq!(moved["previousStartDate"], "2026-12-01T10:00:00-06:00");
    let online = event("status: online\nonline: https://meet.example/1");
    assert_eq!(online["location"]["@type"], "VirtualLocation");
    let free = event("cost: free\nlanguages: [en, es]\nregistration_url: /about/");
    assert_eq!((&free["isAccessibleForFree"], &free["inLanguage"]), (&json!(true), &json!(["en", "es"])));
    assert_eq!((&free["offers"]["price"], &free["offers"]["priceCurrency"]), (&json!("0"), &json!("USD")));
    let full = event("cost: $10.50 a family\nstatus: full");
    assert_eq!(full["offers"]["price"], "10.50");
    assert_eq!(full["offers"]["availability"], "https://schema.org/SoldOut");
    assert_eq!(event("cost: what you can give")["offers"], Value::Null);
    let place = event("address: {street: 1 Main Street, city: Marlow}");
    assert_eq!(place["location"]["address"]["streetAddress"], "1 Main Street");
    let weekly = event("repeat: {every: two-weeks, until: 2027-01-31}");
    assert_eq!(weekly["eventSchedule"]["repeatFrequency"], "P2W");
    assert_eq!(weekly["eventSchedule"]["scheduleTimezone"], "America/Chicago");
}
