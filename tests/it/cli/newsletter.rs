//! `bedside newsletter`, run through the library on a project on disk: what a reader's mail program gets.

use super::desk::Desk;
use bedside::cli::Exit;

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example/blog\ntimezone: America/Chicago\nlanguages: [es]\n\
    practice:\n  name: Alder Street Family Practice\n  email: hello@clinic.example\n  phone: \"(555) 555-0100\"\n  \
    address: {street: 12 Alder Street, city: Springfield, region: IL, postal_code: \"62701\"}\n";

/// A project with an article of November, one of October, and one that is still to come.
fn desk() -> Desk {
    let desk = Desk::with_settings(SETTINGS);
    article(&desk, "flu", "2026-11-02", "summary: No living virus <in> it.\nconditions: [influenza]");
    article(&desk, "old", "2026-10-31", "");
    article(&desk, "soon", "2026-11-30", "");
    desk
}

fn article(desk: &Desk, name: &str, date: &str, front: &str) {
    desk.document(&format!("articles/{name}.md"), &format!("title: About {name} & more\ndate: {date}\n{front}"));
}

/// Writes the letter of November without any problem.
fn november(desk: &Desk) -> String {
    desk.fine(&["newsletter", "--month", "2026-11"])
}

/// The page and the text of November.
fn letter(desk: &Desk) -> (String, String) {
    let read = |ending: &str| desk.read(&format!("newsletter/2026-11/newsletter.{ending}"));
    (read("html"), read("txt"))
}

#[test]
fn a_letter_brings_what_went_public_in_the_month_and_nothing_else() {
    let desk = desk();
    let out = november(&desk);
    assert_eq!(
        out,
        "Wrote \"Alder Street Family Practice, November 2026\" with 1 entry, 6 kB -> newsletter/2026-11/\n"
    );
    let (html, text) = letter(&desk);
    assert!(html.contains(">About flu &amp; more</a>") && html.contains("No living virus &lt;in&gt; it."), "{html}");
    assert!(text.contains("* About flu & more\n  No living virus <in> it.\n  https://"), "{text}");
    for other in ["About old", "About soon"] {
        assert!(!html.contains(other) && !text.contains(other), "{other}");
    }
    let link = "https://clinic.example/blog/articles/flu/?utm_source=newsletter&utm_medium=email&utm_campaign=flu&\
                utm_content=newsletter-2026-11";
    assert!(text.contains(link) && html.contains(&link.replace('&', "&amp;")), "{text}");
}

#[test]
fn mail_programs_find_no_style_sheet_script_or_drawing_and_two_ways_out() {
    let desk = desk();
    november(&desk);
    let (html, text) = letter(&desk);
    assert!(html.len() <= 90_000);
    for banned in ["<script", "<link", "<svg", "<form", "<iframe", "@import", "url(", "src=\"/", "href=\"/", "data:"] {
        assert!(!html.contains(banned), "{banned}");
    }
    assert_eq!(html.matches("<table").count(), html.matches("<table role=\"presentation\"").count());
    for wanted in ["12 Alder Street", "Springfield, IL 62701", "{{unsubscribe}}"] {
        assert!(html.contains(wanted) && text.contains(wanted), "{wanted}: {text}");
    }
    desk.write(
        "bedside.yaml",
        &format!("{SETTINGS}newsletter: {{unsubscribe: \"*|UNSUB|*\", view_online: \"*|ARCHIVE|*\"}}\n"),
    );
    november(&desk);
    let (html, _) = letter(&desk);
    assert!(html.contains("href=\"*|UNSUB|*\"") && html.contains("href=\"*|ARCHIVE|*\""), "{html}");
}

#[test]
fn events_are_told_ahead_stories_with_consent_and_retracted_pages_not_at_all() {
    let desk = desk();
    let event = |name: &str, starts: &str| {
        let front = format!("title: {name}\ndate: 2026-09-01\nstarts: {starts}\nplace: Town hall");
        desk.document(&format!("events/{}.md", name.to_lowercase()), &front);
    };
    event("Blood drive", "2026-12-05 10:00");
    event("Past", "2026-11-20 10:00");
    event("Far", "2027-01-02 10:00");
    let story = |name: &str, scope: &str| {
        let consent = format!(
            "{{ref: C-1, type: hipaa-authorization, scope: {scope}, signed_on: 2026-10-01, expires_on: 2027-10-01}}"
        );
        desk.document(
            &format!("stories/{name}.md"),
            &format!("title: {name} story\ndate: 2026-11-05\nconsent: {consent}"),
        );
    };
    story("Told", "[website, social]");
    story("Quiet", "[website]");
    article(&desk, "wrong", "2026-11-04", "corrections: [{date: 2026-11-10, severity: retraction, what: All}]");
    november(&desk);
    let (_, text) = letter(&desk);
    let when = "COMING UP\n\n* Blood drive\n  Saturday, December 5, 2026, 10:00\u{a0}a.m. CST, Town hall\n";
    assert!(text.contains(when), "{text}");
    assert!(text.contains("Told story"), "{text}");
    for other in ["Past", "Far", "Quiet", "About wrong"] {
        assert!(!text.contains(other), "{other}: {text}");
    }
}

#[test]
fn the_subject_is_short_and_names_no_condition() {
    let desk = desk();
    let subject = |name: &str| {
        desk.write("bedside.yaml", &SETTINGS.replace("Alder Street Family Practice", name));
        let out = november(&desk);
        out.split('"').nth(1).expect("a subject").to_owned()
    };
    assert_eq!(subject("Alder Street"), "Alder Street, November 2026");
    assert_eq!(subject("Springfield Diabetes Clinic"), "News for November 2026");
    assert_eq!(subject("The Very Long Name of a Practice in Springfield"), "News for November 2026");
    let (html, _) = letter(&desk);
    let (head, _) = html.split_once("<h1").expect("a heading");
    assert!(!head.to_lowercase().contains("influenza") && !head.contains("About flu"), "what a mailbox shows: {head}");
}

#[test]
fn a_letter_that_grows_too_long_sends_readers_to_the_site() {
    let desk = desk();
    for at in 0..25 {
        article(&desk, &format!("a{at:02}"), "2026-11-03", &format!("summary: {}", "Long words. ".repeat(500)));
    }
    let out = november(&desk);
    let (html, text) = letter(&desk);
    assert!(html.len() <= 90_000 && html.contains("on our site"), "{}", html.len());
    assert!(out.contains("Left out ") && text.contains(" more on our site: https://"), "{out}");
}

#[test]
fn each_language_has_its_letter_and_other_months_stay() {
    let desk = desk();
    desk.document("articles/flu.es.md", "title: La vacuna\ndate: 2026-11-02");
    let run = desk.run(&["newsletter", "--month", "2026-10"]);
    assert_eq!(run.exit, Exit::Fine, "{}", run.err);
    november(&desk);
    let files = [
        "es/newsletter.eml",
        "es/newsletter.html",
        "es/newsletter.txt",
        "newsletter.eml",
        "newsletter.html",
        "newsletter.txt",
    ];
    assert_eq!(desk.files("newsletter/2026-11"), files);
    let text = desk.read("newsletter/2026-11/es/newsletter.txt");
    assert!(text.starts_with("Novedades de noviembre de 2026\n") && text.contains("* La vacuna\n"), "{text}");
    assert!(!text.contains("About flu"));
    assert!(desk.path("newsletter/2026-10/newsletter.html").exists());
    let before = desk.bytes("newsletter/2026-11/newsletter.eml");
    november(&desk);
    assert_eq!(desk.bytes("newsletter/2026-11/newsletter.eml"), before);
}

#[test]
fn the_message_has_both_parts_in_seven_bits_and_no_recipient() {
    let desk = desk();
    desk.write("bedside.yaml", &SETTINGS.replace("Alder Street Family Practice", "Clínica Álamo"));
    november(&desk);
    let message = desk.read("newsletter/2026-11/newsletter.eml");
    let (head, body) = message.split_once("\r\n\r\n").expect("a head");
    assert!(message.is_ascii() && message.replace("\r\n", "").find(['\r', '\n']).is_none());
    assert!(message.split("\r\n").all(|line| line.len() <= 78), "short lines");
    assert!(head.contains("From: =?utf-8?b?Q2zDrW5pY2Egw4FsYW1v?= <hello@clinic.example>"), "{head}");
    assert!(head.contains("Date: Mon, 30 Nov 2026 12:00:00 -0600") && head.contains("X-Unsent: 1"), "{head}");
    assert!(!head.contains("\nTo:") && head.contains("MIME-Version: 1.0"), "{head}");
    let boundary = head.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4, "before, text, page, end");
    assert!(parts[1].contains("text/plain; charset=utf-8") && parts[2].contains("text/html; charset=utf-8"));
    assert_eq!(parts[3], "--\r\n");
}

#[test]
fn what_cannot_be_written_is_said() {
    let desk = desk();
    let run = desk.run(&["newsletter", "--month", "2026-07"]);
    assert!(run.exit == Exit::Errors && run.err.contains("there is nothing to report for 2026-07"), "{}", run.err);
    for month in ["2026-13", "November", "2026-11-02"] {
        let run = desk.run(&["newsletter", "--month", month]);
        assert!(run.exit == Exit::Usage && run.err.contains("such as `2026-11`"), "{month}: {}", run.err);
    }
    let run = desk.run(&["newsletter", "--month", "2026-11", "-o", "public/letters"]);
    assert!(
        run.err.contains("output/refused") && run.err.contains("a newsletter must not be published"),
        "{}",
        run.err
    );
    desk.write("bedside.yaml", "title: A\nurl: https://a.example\ntimezone: UTC\npractice: {name: A}\n");
    assert!(november(&desk).contains("A bulk email must include a postal address."));
}

#[test]
fn one_picture_is_shown_at_the_width_of_the_column() {
    let desk = desk();
    for name in ["first", "second"] {
        let file = desk.path(&format!("content/articles/{name}.png"));
        image::RgbImage::new(800, 400).save(file).expect("a picture");
        article(&desk, name, "2026-11-01", &format!("image: {{src: {name}.png, alt: A porch}}"));
    }
    november(&desk);
    let (html, _) = letter(&desk);
    assert_eq!(html.matches("<img ").count(), 1);
    assert!(
        html.contains("src=\"https://clinic.example/blog/media/")
            && html.contains("width=\"536\" height=\"268\" alt=\"A porch\"")
    );
}

#[test]
fn an_editor_chooses_the_entries_their_order_and_the_first_words() {
    let desk = desk();
    article(&desk, "rsv", "2026-11-05", "");
    desk.fine(&["newsletter", "--month", "2026-11", "--intro", "Two minutes on <the> flu.", "old", "flu"]);
    let (html, text) = letter(&desk);
    let place = |title: &str| text.find(title).unwrap_or_else(|| panic!("{title} in {text}"));
    assert!(place("About old") < place("About flu"), "{text}");
    assert!(!text.contains("About rsv"), "{text}");
    assert!(
        text.contains("\nTwo minutes on <the> flu.\n") && html.contains("Two minutes on &lt;the&gt; flu."),
        "{text}"
    );
    assert!(!text.contains("Dear reader"), "{text}");
    let soon = desk.run(&["newsletter", "--month", "2026-11", "soon"]);
    assert!(soon.err.contains("is not public yet"), "{}", soon.err);
    let gone = desk.run(&["newsletter", "--month", "2026-11", "flo"]);
    assert!(gone.err.contains("there is no document `flo`"), "{}", gone.err);
}
