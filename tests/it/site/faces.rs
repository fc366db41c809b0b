//! What a patient looks for first: faces, hours, numbers, what can be done, in the patient's own language.

use crate::support::{Built, Project, drawing, example};

const WEEK: &str = "  phone: (555) 555-0142
  phones: [{label: Nurse line, number: (555) 555-0143}]
  languages: [en, es]
  accepting_new_patients: true
  insurance: [Medicare]
  address: {street: 1 Main Street, city: Springfield, region: MN}
  hours: [\"Monday to Thursday, 8 am to noon\", \"Monday to Thursday, 1 pm to 5 pm\"]
  holidays: [{date: 2026-11-26, to: 2026-11-27, name: Thanksgiving}, {date: 2026-12-25, name: Christmas Day}, {date: 2026-10-12, name: Past}]
";

fn practice() -> Project {
    Project::new().settings(WEEK).article("a", "", "Text.")
}

#[test]
fn hours_are_a_table_that_a_script_can_read() {
    let site = practice().build_clean();
    let home = site.page("/");
    let rows = home.all("tr").filter(|row| row.get("data-day").is_some()).count();
    assert!(rows >= 7, "{rows}");
    let text = home.text();
    assert!(text.contains("8:00 a.m. to noon, 1:00 p.m. to 5:00 p.m."), "{text}");
    assert!(text.contains("Saturday") && text.contains("Closed"), "{text}");
    assert!(text.contains("Christmas Day") && !text.contains("Past,"), "{text}");
    assert!(text.contains("Thanksgiving, November 26 to 27, 2026"), "{text}");
    let spans = home.all("td").find_map(|cell| cell.get("data-spans"));
    assert_eq!(spans, Some("08:00/8:00\u{a0}a.m./12:00/noon;13:00/1:00\u{a0}p.m./17:00/5:00\u{a0}p.m.;"));
    // What is not certain is shown as it is written.
    let vague = Project::new().settings("  hours: by appointment\n").article("a", "", "Text.").build_clean();
    assert!(vague.page("/").text().contains("by appointment"));
    assert!(!vague.text("/").contains("data-day"));
}

#[test]
fn a_second_number_the_map_and_the_rest_are_on_home_and_footer() {
    let site = practice().build_clean();
    for url in ["/", "/articles/a/"] {
        let page = site.page(url);
        assert_eq!(page.links_called("(555) 555-0143").first(), Some(&"tel:+15555550143"), "{url}");
        let map = page.links_called("Show on a map");
        assert!(map[0].starts_with("https://www.openstreetmap.org/search?query=1%20Main%20Street"), "{map:?}");
        let text = page.text();
        for wanted in ["Accepting new patients", "We speak English and Spanish", "Medicare"] {
            assert!(text.contains(wanted), "{url}: {wanted}");
        }
    }
}

#[test]
fn actions_newsletter_and_a_way_to_report_a_mistake_are_links() {
    let lines =
        "actions: [{label: Pay a bill, url: \"https://pay.example\"}]\nnewsletter: {subscribe_url: /sign-up/}\n";
    let site =
        Project::new().settings("  email: hello@clinic.example\n").settings(lines).article("a", "", "Text.").build();
    let home = site.page("/");
    assert!(home.links_called("Pay a bill").contains(&"https://pay.example"));
    assert!(home.links_called("Sign up for the newsletter").contains(&"/sign-up/"));
    let report = site.page("/articles/a/").links_called("Report a mistake on this page")[0].to_owned();
    assert!(report.starts_with("mailto:hello@clinic.example?subject="), "{report}");
    assert!(report.contains("https%3A%2F%2Fclinic.example%2Farticles%2Fa%2F"), "{report}");
}

const SPANISH: &str = "\
languages:
  es:
    title: Calle Aliso
    description: Respuestas claras.
    navigation: [{title: Artículos, url: /es/articles/}]
    actions: [{label: Pagar, url: \"https://pay.example/es\"}]
description: Plain answers.
actions: [{label: Pay a bill, url: \"https://pay.example\"}]
hero: {title: Welcome}
";

#[test]
fn another_language_has_its_own_settings_and_marks_what_it_lacks() {
    let insurance = "  insurance: [Most plans]\n";
    let project = |lines: &str| {
        let page = "title: Sobre a\ndate: 2026-11-02";
        let site = Project::new().settings(insurance).settings(lines);
        site.article("a", "", "Text.").document("articles/a.es.md", page, "Texto.").build()
    };
    let site = project(SPANISH);
    let lacking = "warning site/untranslated-setting bedside.yaml the settings have no `insurance` in `es`, so its pages show the \
                   text in `en`\n";
    assert_eq!(site.problems(), lacking);
    let page = site.page("/es/");
    assert_eq!(page.text_in("h1"), "Respuestas claras.");
    assert!(page.links_called("Pagar").contains(&"https://pay.example/es"));
    assert_eq!(page.links_called("Artículos").first(), Some(&"/es/articles/"));
    assert!(site.text("/es/").contains("<title>Calle Aliso</title>"));
    // The insurance is said in English only.
    assert!(site.text("/es/").contains("<ul class=\"plain\" lang=\"en\">"), "{}", site.text("/es/"));
    let bare = project("languages: [es]\ndescription: Plain answers.\n");
    assert!(bare.text("/es/").contains("<h1 lang=\"en\">Plain answers.</h1>"));
    assert!(!bare.text("/").contains("lang=\"en\">Plain"));
}

#[test]
fn the_home_page_has_the_parts_of_the_settings_in_their_order() {
    let base = || {
        practice().document("people/ng.md", "title: Ana Ng", "").document(
            "events/e.md",
            "title: E\ndate: 2026-11-02\nstarts: 2026-12-02\nplace: Here",
            "",
        )
    };
    let at = |site: &Built, id: &str| site.text("/").find(&format!("id=\"{id}\""));
    let usual = base().build();
    assert!(at(&usual, "events") < at(&usual, "latest") && at(&usual, "team").is_some());
    let own = base().settings("home: [latest, hero, events]\n").build();
    assert!(at(&own, "latest") < at(&own, "events"));
    assert_eq!(at(&own, "team"), None);
    assert_eq!(own.page("/").all("h1").count(), 1);
    let without = base().settings("home: [latest]\n").build();
    assert_eq!(without.page("/").all("h1").count(), 1, "a page has a heading whatever it leaves out");
    let wrong = base().settings("home: [latest, peple]\n").build();
    assert!(wrong.problems().contains("the home page has no section `peple`"), "{}", wrong.problems());
    assert!(wrong.help("yaml/bad-value").contains("did you mean `people`?"));
}

#[test]
fn the_picture_of_the_home_page_has_sizes_and_is_missed_where_it_is_not_there() {
    let hero = "hero:\n  image: {src: /front.png, alt: Our door, focus: top}\n";
    let site = practice().settings(hero).write("static/front.png", drawing(1300, 900, [9, 9, 9])).build_clean();
    let page = site.page("/");
    let picture = page.all("img").find(|img| img.get("alt") == Some("Our door")).expect("a picture");
    assert!(picture.get("srcset").is_some_and(|set| set.contains("800w")), "{picture:?}");
    assert_eq!(picture.get("class"), Some("focus-top"));
    let gone = practice().settings(hero).build();
    assert!(gone.problems().contains("there is no picture `/front.png`"), "{}", gone.problems());
}

#[test]
fn a_person_without_a_picture_has_initials_in_the_same_place() {
    let site = Project::new()
        .document(
            "people/ng.md",
            "title: \"Ana Ng, MD\"\ncredentials: [MD]\nlanguages: [es]\ncertifications: [Board of Pediatrics]",
            "",
        )
        .document("people/lee.md", "title: Sam Lee\nimage: {src: lee.png, alt: Sam Lee}", "")
        .write("content/people/lee.png", drawing(600, 600, [1, 2, 3]))
        .article("a", "authors: [ng]\nreviewed: {by: lee, on: 2026-11-01}", "Text.")
        .build();
    for url in ["/", "/people/", "/people/ng/", "/articles/a/"] {
        assert!(site.text(url).contains("portrait-initials\" aria-hidden=\"true\">AN</span>"), "{url}");
    }
    for url in ["/", "/people/", "/articles/a/"] {
        assert!(site.text(url).contains("<span class=\"portrait\"><img"), "{url}");
    }
    let people = site.main("/people/");
    assert!(people.find("Sam Lee") < people.find("Ana Ng"), "by family name: {people}");
    let person = site.page("/people/ng/").text();
    assert!(person.contains("Spanish") && person.contains("Board of Pediatrics"), "{person}");
}

#[test]
fn notices_grow_old_and_alerts_weigh_what_they_say() {
    let update = |title: &str, more: &str| format!("title: {title}\ndate: 2026-11-20\n{more}");
    let site = Project::new()
        .document("updates/old.md", "title: Old notice\ndate: 2026-08-31", "")
        .document("updates/new.md", &update("New notice", ""), "")
        .document("updates/shots.md", &update("Flu shots", "expires: 2027-01-01"), "")
        .document("updates/recall.md", &update("Recall", "expires: 2027-01-01\nlevel: urgent"), "")
        .build_clean();
    let home = site.main("/");
    assert!(home.contains("New notice") && !home.contains("Old notice"), "{home}");
    assert!(home.find("Recall") < home.find("Flu shots"), "the urgent first");
    assert!(site.text("/").contains("alert-urgent") && site.text("/").contains("alert-info"));
    assert!(site.main("/updates/").contains("Old notice"), "the list keeps it");
    let wrong = Project::new().document("updates/u.md", &update("U", "level: loud"), "").build();
    assert!(wrong.help("yaml/bad-value").contains("info, warning, urgent"), "{}", wrong.problems());
}

#[test]
fn one_event_can_be_put_into_a_calendar() {
    let front = "title: Talk\ndate: 2026-11-02\nstarts: 2026-12-02 18:00\nplace: \"1 Main Street, Springfield\"";
    let site = Project::new().document("events/talk.md", front, "").build_clean();
    assert!(site.page("/events/talk/").links_called("Add to your calendar").contains(&"/events/talk/event.ics"));
    let file = site.text("/events/talk/event.ics");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 1);
    assert!(file.contains("SUMMARY:Talk"));
    assert!(!site.page("/events/talk/").links_called("Show on a map").is_empty());
}

#[test]
fn every_page_of_the_example_has_a_picture_to_share() {
    for (path, page) in example().pages() {
        let robots =
            page.all("meta").find(|meta| meta.get("name") == Some("robots")).and_then(|meta| meta.get("content"));
        let Some(robots) = robots.filter(|robots| !robots.contains("noindex")) else { continue };
        let image = page.all("meta").find(|meta| meta.get("property") == Some("og:image"));
        let image = image.and_then(|meta| meta.get("content")).unwrap_or_else(|| panic!("{path} ({robots})"));
        let own = image.strip_prefix("https://alderstreet.example").expect("an absolute address");
        assert!(example().has(own), "{path}: {image}");
    }
}

#[test]
fn every_card_of_the_example_is_named_by_a_page() {
    let named: Vec<&str> = example()
        .pages()
        .flat_map(|(path, _)| example().text(path).split("https://alderstreet.example").skip(1).collect::<Vec<_>>())
        .filter_map(|rest| rest.split('"').next())
        .collect();
    for path in example().files.keys().filter(|path| path.ends_with("card.png")) {
        assert!(named.contains(&format!("/{path}").as_str()), "{path}");
    }
}

#[test]
fn the_mark_is_the_practices_own() {
    let plain = practice().settings("brand: {color: \"#fff3c4\"}\n").build_clean();
    let icon = plain.files.iter().find(|(path, _)| path.starts_with("assets/brand-icon.")).expect("an icon");
    let icon = String::from_utf8_lossy(icon.1).into_owned();
    assert!(icon.contains("#fff3c4") && icon.contains(">A<"), "{icon}");
    assert!(plain.text("/").contains("class=\"brand-initial\""));
    let lines = "brand: {logo: /logo.svg, logo_dark: /night.svg}\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    let night = svg.replace("<path", "<path fill=\"#fff\"");
    let site = practice().settings(lines).write("static/logo.svg", svg).write("static/night.svg", night).build_clean();
    let home = site.text("/");
    assert!(home.contains("<source srcset=\"/night.svg\" media=\"(prefers-color-scheme: dark)\">"));
    assert!(!home.contains("brand-initial") && !home.contains("has-mark"));
}
