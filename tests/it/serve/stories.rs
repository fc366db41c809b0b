//! A writer saves, and open pages follow.

#![allow(clippy::disallowed_methods, reason = "these tests write to the disk")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "published names are in lower case")]

use std::fs;
use std::io::Write as _;

use super::support::{Desk, Folder, SETTINGS, Tab, article, has};
use jiff::{Timestamp, ToSpan as _};

const FLU: &str = "/articles/flu/";

#[test]
fn every_output_is_served_and_nothing_is_written() {
    let draft = "---\ntitle: Not yet\ndate: 2026-11-01\ndraft: true\n---\n\nHidden.\n";
    let scheduled = "---\ntitle: Soon\ndate: 2026-12-24\naliases: [/old/soon/]\n---\n\nLater.\n";
    let desk = Folder::new()
        .write("content/articles/draft.md", draft)
        .write("content/articles/soon.md", scheduled)
        .write("static/hello.txt", "hello")
        .serve();
    desk.open("/");
    let before = desk.files();
    assert!(desk.get(FLU).body.contains("About the flu."));
    assert!(desk.get("/articles/draft/").body.contains("class=\"preview-mark\""));
    assert!(desk.get("/articles/soon/").body.contains("Scheduled"));
    assert!(desk.get("/articles/").body.contains("Not yet"));
    for (path, media_type, text) in [
        ("/feed.xml", "application/xml; charset=utf-8", "<title>Flu</title>"),
        ("/feed.json", "application/json", "\"Flu\""),
        ("/sitemap.xml", "application/xml; charset=utf-8", "/articles/flu/"),
        ("/robots.txt", "text/plain; charset=utf-8", "Sitemap:"),
        ("/hello.txt", "text/plain; charset=utf-8", "hello"),
    ] {
        let answer = desk.get(path);
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(media_type)), "{path}");
        assert!(answer.body.contains(text), "{path}: {}", answer.body);
    }
    let moved = desk.get("/old/soon/");
    assert_eq!((moved.status, moved.header("Location")), (302, Some("/articles/soon/")));
    assert_eq!(desk.get("/articles/flu").header("Location"), Some("/articles/flu/"));
    let missing = desk.get("/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("data-page="), "the page of the site, which follows when it comes into being");
    assert_eq!(desk.files(), before);
}

#[test]
fn without_drafts_the_site_is_what_readers_see() {
    let draft = "---\ntitle: Not yet\ndate: 2026-11-01\ndraft: true\n---\n\nHidden.\n";
    let desk = Folder::new().write("content/articles/draft.md", draft).serve_with(|options| {
        options.request.shown = bedside::model::Shown::default();
    });
    assert_eq!(desk.get("/articles/draft/").status, 404);
    assert!(!desk.get("/articles/").body.contains("Not yet"));
}

#[test]
fn a_site_in_a_folder_is_served_in_its_folder() {
    let settings = SETTINGS.replace("clinic.example", "clinic.example/blog");
    let desk = Folder::new().write("bedside.yaml", &settings).serve();
    assert_eq!(desk.get("/").header("Location"), Some("/blog/"));
    assert_eq!(desk.get("/articles/flu/").status, 404);
    let mut tab = desk.open("/blog/articles/flu/");
    desk.write("content/articles/flu.md", &article("Flu", "Put right."));
    tab.reload("/blog/articles/flu/");
    assert!(desk.get("/blog/articles/flu/").body.contains("Put right."));
}

/// What an editor does with a text.
type Save<'s> = &'s dyn Fn(&Desk, &str);

/// The ways in which editors, scripts and sync programs save.
#[test]
fn nine_ways_to_save_are_followed() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    let file = "content/articles/flu.md";
    let ways: [(&str, Save<'_>); 9] = [
        ("truncates and writes", &|desk, text| fs::write(desk.path(file), text).expect("saved")),
        ("writes aside and renames over it", &|desk, text| {
            desk.write("content/articles/.flu.md.tmp", text);
            desk.rename("content/articles/.flu.md.tmp", file);
        }),
        ("renames to a backup and writes anew", &|desk, text| {
            desk.rename(file, "content/articles/flu.md~");
            desk.write(file, text);
            desk.remove("content/articles/flu.md~");
        }),
        ("deletes and writes anew", &|desk, text| {
            desk.remove(file);
            desk.write(file, text);
        }),
        ("writes in many small pieces", &|desk, text| {
            let mut open = fs::File::create(desk.path(file)).expect("opened");
            for piece in text.as_bytes().chunks(7) {
                open.write_all(piece).expect("written");
                open.sync_data().expect("flushed");
            }
        }),
        ("writes over it without truncating first", &|desk, text| {
            let mut open = fs::OpenOptions::new().write(true).open(desk.path(file)).expect("opened");
            open.write_all(text.as_bytes()).expect("written");
            open.set_len(text.len() as u64).expect("cut");
        }),
        ("links a new file into its place", &|desk, text| {
            desk.write("static/other.txt", text);
            desk.remove(file);
            fs::hard_link(desk.path("static/other.txt"), desk.path(file)).expect("linked");
        }),
        ("copies from another folder and sets an old time", &|desk, text| {
            let aside = desk.path("aside.md");
            fs::write(&aside, text).expect("written");
            let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
            fs::File::options().write(true).open(&aside).expect("opened").set_modified(old).expect("dated");
            fs::rename(&aside, desk.path(file)).expect("moved");
        }),
        ("saves through lock and swap files", &|desk, text| {
            desk.write("content/articles/.flu.md.swp", "swap");
            desk.write("content/articles/4913", "");
            desk.remove("content/articles/4913");
            desk.write("content/articles/.#flu.md", "lock");
            desk.write(file, text);
            desk.remove("content/articles/.#flu.md");
            desk.remove("content/articles/.flu.md.swp");
        }),
    ];
    for (way, save) in ways {
        let text = format!("It {way}.");
        save(&desk, &article("Flu", &text));
        tab.reload(FLU);
        assert!(desk.get(FLU).body.contains(&text), "{way}");
    }
}

#[test]
fn a_page_that_stays_as_it_is_is_left_alone() {
    let desk = Folder::new().write("content/articles/asthma.md", &article("Asthma", "Breathe.")).serve();
    let mut flu = desk.open("/articles/asthma/");
    // Saved without a change.
    desk.write("content/articles/asthma.md", &article("Asthma", "Breathe."));
    assert_eq!(names(&mut flu), ["ok"]);
    // The text of a neighbour.
    desk.write("content/articles/flu.md", &article("Flu", "Other words, same title."));
    let told = flu.next();
    assert_eq!(told[0].0, "reload");
    assert!(has(&told[0].1["paths"], FLU) && !has(&told[0].1["paths"], "/articles/asthma/"), "{told:?}");
}

fn names(tab: &mut Tab) -> Vec<String> {
    tab.next().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_page_follows_its_document() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    desk.write("content/articles/flu.md", &article("Flu", "Text.").replace("title:", "slug: influenza\ntitle:"));
    let told = tab.until("reload", |data| data["moved"][FLU] == "/articles/influenza/");
    assert!(!has(&told["gone"], FLU));
    let mut tab = desk.open("/articles/influenza/");
    desk.write("content/articles/flu.md", &article("Flu", "Text."));
    tab.until("reload", |data| data["moved"]["/articles/influenza/"] == FLU);
    let mut tab = desk.open(FLU);
    desk.rename("content/articles/flu.md", "content/articles/grippe.md");
    tab.until("reload", |data| data["moved"][FLU] == "/articles/grippe/");
}

#[test]
fn a_deleted_page_says_so_and_comes_back() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    desk.remove("content/articles/flu.md");
    tab.until("reload", |data| has(&data["gone"], FLU));
    assert_eq!(desk.get(FLU).status, 404);
    desk.write("content/articles/flu.md", &article("Flu", "Back again."));
    tab.reload(FLU);
    assert!(desk.get(FLU).body.contains("Back again."));
}

#[test]
fn lists_feeds_and_neighbours_follow() {
    let desk = Folder::new().write("content/articles/asthma.md", &article("Asthma", "Breathe.")).serve();
    let mut home = desk.open("/");
    desk.write("content/articles/new.md", &article("Brand new", "Text.").replace("11-02", "11-20"));
    home.reload("/");
    for page in ["/", "/articles/", "/feed.xml", "/rss.xml", "/feed.json", "/articles/new/", "/articles/asthma/"] {
        assert!(desk.get(page).body.contains("Brand new"), "{page}");
    }
    desk.remove("content/articles/new.md");
    home.reload("/");
    for page in ["/", "/articles/", "/feed.xml", "/sitemap.xml", "/articles/asthma/"] {
        let body = desk.get(page).body;
        assert!(!body.contains("Brand new") && !body.contains("/articles/new/"), "{page}");
    }
}

#[test]
fn whole_folders_come_and_go() {
    let mut folder = Folder::new();
    for number in 0..40 {
        folder =
            folder.write(&format!("content/articles/year/part-{number}.md"), &article(&format!("Part {number}"), "x"));
    }
    let desk = folder.serve();
    let mut home = desk.open("/articles/");
    fs::rename(desk.path("content/articles/year"), desk.path("aside")).expect("moved away");
    home.reload("/articles/");
    assert_eq!(desk.get("/articles/part-7/").status, 404);
    fs::rename(desk.path("aside"), desk.path("content/articles/again")).expect("moved back");
    home.reload("/articles/");
    assert_eq!(desk.get("/articles/part-7/").status, 200);
    // As `git checkout` does: many files at once, some new, some others, some gone.
    for number in 0..40 {
        let file = format!("content/articles/again/part-{number}.md");
        if number % 3 == 0 {
            desk.remove(&file);
        } else {
            desk.write(&file, &article(&format!("Branch {number}"), "y"));
        }
        desk.write(&format!("content/updates/note-{number}.md"), &article(&format!("Note {number}"), "z"));
    }
    while desk.get("/updates/note-39/").status != 200 || desk.get("/articles/part-39/").status != 404 {
        home.next();
    }
    assert!(desk.get("/articles/part-38/").body.contains("Branch 38"));
}

/// Notepad begins a file with a byte order mark: the editor, the note on the page and the desk find the same place.
#[test]
fn a_byte_order_mark_moves_no_place_of_a_finding() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    let text = article("Flu", "A [lost](nowhere.md) page.");
    let mut places = Vec::new();
    for mark in ["", "\u{feff}"] {
        desk.write("content/articles/flu.md", &article("Flu", "Nothing is lost."));
        tab.until("ok", |_| true);
        desk.write("content/articles/flu.md", &format!("{mark}{text}"));
        let problems = tab.until("problems", |_| true);
        let problem = &problems["problems"][0];
        assert_eq!(problem["code"], "link/broken");
        assert_eq!((&problem["from"], &problem["to"]), (&2.into(), &20.into()), "{problem}");
        assert!(problem["link"].as_str().is_some_and(|link| link.ends_with("/flu.md:6:3")), "{problem}");
        assert!(desk.get("/_bedside/").body.contains("/content/articles/flu.md:6:3\""), "{mark:?}");
        places.push(problem.clone());
    }
    assert_eq!(places[0], places[1]);
    // In the first line of the front matter too.
    desk.write("content/articles/flu.md", &format!("\u{feff}{}", text.replacen("title:", "titel:", 1)));
    let problems = tab.until("problems", |data| data["problems"][0]["code"] == "yaml/unknown-key");
    let problem = &problems["problems"][0];
    assert_eq!((&problem["line"], &problem["from"], &problem["to"]), (&2.into(), &0.into(), &5.into()), "{problem}");
}

#[test]
fn what_cannot_be_understood_is_shown_as_it_last_was() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    desk.write(
        "content/articles/flu.md",
        "---\ntitle: Flu\ntitel: <script>alert(1)</script>\ndate: 2026-11-02\n---\n\nNew text.\n",
    );
    let problems = tab.until("problems", |_| true);
    let problem = &problems["problems"][0];
    assert_eq!(
        (&problems["errors"], &problem["code"], &problem["line"]),
        (&1.into(), &"yaml/unknown-key".into(), &3.into())
    );
    assert_eq!(problem["text"], "titel: <script>alert(1)</script>");
    assert_eq!((&problem["from"], &problem["to"]), (&0.into(), &5.into()));
    assert_eq!(problem["help"][0], "did you mean `title`?");
    let link = problem["link"].as_str().expect("a link into the editor");
    assert!(link.starts_with("vscode://file/") && link.ends_with("/content/articles/flu.md:3:1"), "{link}");
    assert!(desk.get(FLU).body.contains("About the flu."), "the last good page");
    assert!(desk.get("/articles/").body.contains("Flu"));
    // A tab that opens now is told at once.
    let (_, told) = desk.listen(FLU, &desk.get(FLU).mark());
    assert_eq!(told[0].0, "problems");
    desk.write("content/articles/flu.md", &article("Flu", "New text."));
    tab.reload(FLU);
    assert!(desk.get(FLU).body.contains("New text."));
}

#[test]
fn errors_in_any_file_leave_the_preview_alive() {
    let desk = Folder::new().write("data/conditions.yaml", "conditions:\n  - {slug: cold, name: Cold}\n").serve();
    let mut tab = desk.open(FLU);
    let broken = [
        ("bedside.yaml", "title: [", SETTINGS),
        ("data/conditions.yaml", "conditions: nothing\n", "conditions:\n  - {slug: cold, name: Cold}\n"),
        (
            "templates/document.html",
            "{% if %}",
            "{% extends \"base.html\" %}{% block main %}{{ body }}{% endblock main %}",
        ),
        ("templates/partials/breadcrumbs.html", "{{ page.no_such_field }}", "<p>crumbs</p>"),
        ("themes/clinic/words/en.yaml", "skip_to_content: [", "skip_to_content: Skip\n"),
        ("content/articles/other.md", "no front matter", "---\ntitle: Other\ndate: 2026-11-01\n---\n\nText.\n"),
        (
            "content/articles/other.md",
            "---\ntitle: Other\ndate: 2026-11-01\n---\n\n[x](nowhere.md)\n",
            "---\ntitle: Other\ndate: 2026-11-01\n---\n\nText.\n",
        ),
    ];
    for (file, bad, good) in broken {
        desk.write(file, bad);
        let problems = tab.until("problems", |data| data["errors"] != 0);
        assert!(problems["problems"][0]["file"].as_str().is_some(), "{file}: {problems}");
        let answer = desk.get(FLU);
        assert!(answer.status == 200 && answer.body.contains("About the flu."), "{file}");
        desk.write(file, good);
        tab.until("ok", |_| true);
        assert!(desk.get(FLU).body.contains("About the flu."), "{file}");
    }
}

#[test]
fn edits_after_a_text_that_is_slow_to_read_are_shown() {
    let doubling =
        (1..40).fold(String::new(), |text, at| format!("{text}@string{{c{at} = c{} # c{}}}\n", at - 1, at - 1));
    let doubling = format!(
        "@string{{c0 = \"xxxxxxxxxx\"}}\n{doubling}@article{{a, title = c39, year = 2020, author = \"A B\"}}\n"
    );
    let slow = "[a](b.md) *c **d*** `e` ~f~\n> g\n\n".repeat(60_000);
    let slow = [("data/sources.bib", doubling), ("content/articles/slow.md", article("Slow", &slow))];
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    for (number, (file, text)) in slow.into_iter().enumerate() {
        desk.write(file, &text);
        // Meanwhile, readers are answered, and work on it begins.
        for _ in 0..50 {
            assert_eq!(desk.get(FLU).status, 200, "{file}");
        }
        desk.remove(file);
        let edit = format!("Edit {number}.");
        desk.write("content/articles/flu.md", &article("Flu", &edit));
        while !desk.get(FLU).body.contains(&edit) {
            tab.reload(FLU);
        }
    }
}

#[test]
fn errors_at_the_start_are_shown_too() {
    let desk = Folder::new().write("bedside.yaml", "title: [").write("content/articles/flu.md", "nothing").serve();
    let answer = desk.get(FLU);
    let (mut tab, told) = desk.listen(FLU, &answer.mark());
    assert_eq!(told[0].0, "problems");
    desk.write("bedside.yaml", SETTINGS);
    desk.write("content/articles/flu.md", &article("Flu", "There it is."));
    tab.until("ok", |_| true);
    assert!(desk.get(FLU).body.contains("There it is."));
}

#[test]
fn a_change_between_loading_and_listening_is_not_missed() {
    let desk = Folder::new().serve();
    let mark = desk.get(FLU).mark();
    let mut other = desk.open("/");
    desk.write("content/articles/flu.md", &article("Flu", "Quickly saved."));
    other.until("reload", |data| has(&data["paths"], FLU));
    let (_, told) = desk.listen(FLU, &mark);
    assert_eq!(told[0].0, "reload");
    assert!(has(&told[0].1["paths"], FLU));
}

#[test]
fn styles_and_files_of_static_are_told() {
    let theme = "body { color: red }";
    let desk = Folder::new().write("themes/clinic/assets/extra.css", theme).write("static/photo.txt", "one").serve();
    let mut tab = desk.open(FLU);
    desk.write("static/photo.txt", "two");
    let told = tab.reload("/photo.txt");
    assert_eq!(told["css"], false);
    assert!(!has(&told["paths"], FLU));
    let sheets = |body: &str| -> Vec<String> {
        let links = body.split("href=\"").filter_map(|rest| rest.split('"').next());
        links.filter(|href| href.ends_with(".css")).map(str::to_owned).collect()
    };
    let before = sheets(&desk.get(FLU).body);
    desk.write("themes/clinic/assets/theme.css", "body { color: blue }");
    assert_eq!(tab.reload(FLU)["css"], true);
    assert_ne!(sheets(&desk.get(FLU).body), before);
}

#[test]
fn open_pages_go_to_the_edited_document_where_that_is_asked_for() {
    let desk = Folder::new().serve_with(|options| options.navigate = true);
    let mut tab = desk.open("/");
    desk.write("content/articles/flu.md", &article("Flu", "Look here."));
    tab.until("reload", |data| data["navigate"] == FLU);
}

#[test]
fn polling_sees_what_events_do_not_tell() {
    let desk = Folder::new().serve_with(|options| options.poll = true);
    let mut tab = desk.open(FLU);
    desk.write("content/articles/flu.md", &article("Flu", "Seen by looking."));
    tab.reload(FLU);
    desk.remove("content/articles/flu.md");
    tab.until("reload", |data| has(&data["gone"], FLU));
}

#[test]
fn folders_made_while_it_runs_are_watched() {
    let desk = Folder::new().serve();
    let mut tab = desk.open(FLU);
    desk.write("templates/partials/breadcrumbs.html", "<p>first</p>");
    tab.reload(FLU);
    desk.write("templates/partials/breadcrumbs.html", "<p>second</p>");
    tab.reload(FLU);
    assert!(desk.get(FLU).body.contains("<p>second</p>"));
}

#[test]
fn a_scheduled_post_goes_live_by_itself() {
    let soon = (Timestamp::now() + 3.seconds()).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let text = format!("---\ntitle: Soon\ndate: {soon}\n---\n\nText.\n");
    let desk = Folder::new().write("content/articles/soon.md", &text).serve_with(|options| options.now = None);
    let mut tab = desk.open("/articles/soon/");
    tab.reload("/articles/soon/");
    assert!(!desk.get("/articles/soon/").body.contains("preview-mark"));
}
