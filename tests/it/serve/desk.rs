//! The desk: what the practice sees beside its site, and what nobody else ever does.

use super::support::{Answer, Desk, Folder, SETTINGS, article};

const OVERVIEW: &str = "/_bedside/";
const FLU: &str = "/_bedside/documents/articles/flu.md";

/// A document with lines of front matter beside its title.
fn with(title: &str, lines: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n{lines}\n---\n\n{text}\n")
}

/// A practice with a document in every state.
fn practice() -> Folder {
    Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook, instagram]\n"))
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .write("content/articles/draft.md", &with("Not ready", "date: 2026-11-30\ndraft: true", "See [flu](flu.md)."))
        .write("content/articles/soon.md", &with("Soon", "date: 2026-12-02 07:30", "Text."))
        .write("content/updates/over.md", &with("Over", "date: 2026-11-01\nexpires: 2026-11-10", "Text."))
        .write("content/stories/told.md", &with("Told", "date: 2026-11-01", "Text."))
        .write(
            "content/articles/old.md",
            &with("Old", "date: 2024-01-02\nreviewed: {by: ng, on: 2024-01-02, due: 2026-11-01}", "Text."),
        )
}

/// The part of a page from a heading's id to the next section.
fn part<'a>(answer: &'a Answer, id: &str) -> &'a str {
    let from = answer.body.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {}", answer.body));
    let rest = &answer.body[from..];
    &rest[..rest.find("</section>").unwrap_or(rest.len())]
}

fn page(desk: &Desk, path: &str) -> Answer {
    let answer = desk.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer
}

#[test]
fn documents_are_sorted_by_state() {
    let desk = practice().serve();
    let overview = page(&desk, OVERVIEW);
    let shelves = [
        ("draft", "Not ready", "dated Mon, Nov 30, 2026"),
        ("scheduled", "Soon", "goes live Wed, Dec 2, 2026, 07:30"),
        ("review", "Old", "review was due Sun, Nov 1, 2026"),
        ("expired", "Over", "expired Tue, Nov 10, 2026"),
        ("no-consent", "Told", "consent is missing"),
        ("public", "Flu", "Mon, Nov 2, 2026"),
    ];
    for (shelf, title, when) in shelves {
        let listed = part(&overview, &format!("shelf-{shelf}"));
        assert!(listed.contains(title) && listed.contains(when), "{shelf}: {listed}");
        let list = page(&desk, &format!("/_bedside/documents?state={shelf}"));
        assert!(list.body.contains(&format!(">{title}</a>")), "{shelf}");
    }
    assert!(!part(&overview, "shelf-public").contains("Not ready"));
    assert!(part(&overview, "states").contains("<strong>1</strong> Drafts"));
    let all = page(&desk, "/_bedside/documents");
    assert!(all.body.contains("7 documents"), "{}", all.body);
}

#[test]
fn long_lists_have_pages() {
    let mut folder = Folder::new();
    for number in 0..120 {
        folder =
            folder.write(&format!("content/updates/note-{number:03}.md"), &article(&format!("Note {number}"), "x"));
    }
    let desk = folder.serve();
    let first = page(&desk, "/_bedside/documents?state=public");
    assert!(first.body.contains("121 documents, page 1 of 2"), "{}", first.body);
    assert!(first.body.contains("/_bedside/documents?state=public&amp;page=2"));
    assert_eq!(page(&desk, "/_bedside/documents?state=public&page=2").body.matches("class=\"row-title\"").count(), 21);
    for odd in ["page=0", "page=-1", "page=99999999999999999999", "page=x", "state=%ff", "state=<script>", ""] {
        page(&desk, &format!("/_bedside/documents?{odd}"));
    }
}

#[test]
fn problems_open_the_editor_at_their_line() {
    let text = with("Flu", "date: 2026-11-02\ntitel: <b>x</b>", "Text.");
    let desk = Folder::new().write("content/articles/flu.md", &text).serve();
    let overview = page(&desk, OVERVIEW);
    let problems = part(&overview, "problems");
    let link = "/content/articles/flu.md:4:1\"";
    assert!(problems.contains("vscode://file/") && problems.contains(link), "{problems}");
    assert!(problems.contains("unknown key `titel`") && problems.contains("did you mean `title`?"), "{problems}");
    assert!(problems.contains("<mark>titel</mark>: &lt;b&gt;x"), "{problems}");
    desk.write("content/articles/flu.md", &article("Flu", "[lost](nowhere.md)"));
    let mut tab = desk.open("/");
    while !desk.get(FLU).body.contains("nowhere.md") {
        tab.next();
    }
    let own = page(&desk, FLU);
    assert!(part(&own, "problems").contains("/content/articles/flu.md:6:1\""), "{}", part(&own, "problems"));
    assert!(page(&desk, OVERVIEW).body.contains(&format!("<h3><a href=\"{FLU}\">Flu</a>")));
}

#[test]
fn without_an_editor_places_are_text_and_the_desk_says_how_to_set_one() {
    let settings = SETTINGS.replace("preview: {editor: vscode}\n", "");
    let desk = Folder::new().write("bedside.yaml", &settings).write("content/articles/bad.md", "nothing").serve();
    let overview = page(&desk, OVERVIEW);
    assert!(!overview.body.contains("vscode://") && overview.body.contains("preview: {editor: vscode}"));
    assert!(part(&overview, "problems").contains("content/articles/bad.md"));
}

#[test]
fn a_document_shows_what_a_patient_and_a_network_get() {
    let desk = practice().serve_with(|options| options.request.no_cards = false);
    let flu = page(&desk, FLU);
    assert!(part(&flu, "phone").contains("src=\"/articles/flu/\"") && part(&flu, "phone").contains("width=\"390\""));
    let posts = part(&flu, "posts");
    for network in ["X", "Facebook", "Instagram"] {
        assert!(posts.contains(&format!(">{network}</h3>")), "{network}: {posts}");
    }
    assert!(posts.contains("https:&#x2F;&#x2F;clinic.example") || posts.contains("https://clinic.example"), "{posts}");
    assert!(posts.contains(" of 280<") && posts.contains(" of 2200<"), "{posts}");
    assert!(posts.contains("data-copy=\"text-x\"") && !posts.contains("Do not post yet"));
    // Every card that is named is there, at its size.
    let cards = part(&flu, "cards");
    let sources = cards.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let sources: Vec<&str> = sources.collect();
    assert_eq!(sources.len(), cards.matches("<figure>").count());
    assert!(sources.len() > 5 && sources[0].ends_with("/link/articles/flu.md"), "{sources:?}");
    for source in [sources[0], sources[1]] {
        let card = desk.get(source);
        assert_eq!((card.status, card.header("Content-Type")), (200, Some("image/png")), "{source}");
    }
    assert_eq!(desk.get("/_bedside/cards/link/articles/flu.md?form=number").status, 404);
    assert_eq!(desk.get("/_bedside/cards/no-size/articles/flu.md").status, 404);
    assert_eq!(desk.get("/_bedside/cards/link/articles/no.md").status, 404);
}

#[test]
fn posts_wait_with_their_page_and_need_consent() {
    let desk = practice().serve();
    let posts = |path: &str| part(&page(&desk, path), "posts").to_owned();
    let soon = posts("/_bedside/documents/articles/soon.md");
    assert!(soon.contains("Do not post yet") && soon.contains("Wed, Dec 2, 2026, 07:30"), "{soon}");
    assert!(!soon.contains("x.com/intent") && posts(FLU).contains("intent"));
    assert!(posts("/_bedside/documents/articles/draft.md").contains("not public: draft"));
    let story = posts("/_bedside/documents/stories/told.md");
    let card = "/_bedside/cards/link/stories/told.md";
    assert_eq!(desk.get(card).status, 404);
    assert!(story.contains("None: the consent") && !story.contains("<textarea"), "{story}");
    assert!(posts("/_bedside/documents/people/ng.md").contains("None: pages and people"));
    let over = page(&desk, "/_bedside/documents/updates/over.md");
    assert!(part(&over, "phone").contains("does not show") && !over.body.contains("<iframe"));
}

#[test]
fn counts_are_the_networks() {
    let desk = practice().serve();
    let count = |query: &str| desk.get(&format!("/_bedside/count?{query}")).body;
    // An address is 23 on X, a family of four is one emoji.
    let family = "%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7%E2%80%8D%F0%9F%91%A6";
    let text = format!("Flu+https%3A%2F%2Fclinic.example%2Fa%2Flong%2Faddress+{family}");
    assert_eq!(count(&format!("channel=x&text={text}")), r#"{"count":30,"limit":280,"over":false}"#);
    assert_eq!(count(&format!("channel=x&text={}", "a".repeat(281))), r#"{"count":281,"limit":280,"over":true}"#);
    assert_eq!(count("channel=x&text="), r#"{"count":0,"limit":280,"over":false}"#);
    for bad in ["", "channel=x", "text=a", "channel=nowhere&text=a", "channel=x&text=%ff"] {
        assert_eq!(desk.get(&format!("/_bedside/count?{bad}")).status, 400, "{bad}");
    }
    let foreign = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n";
    assert_eq!(desk.ask("GET", "/_bedside/count?channel=x&text=a", foreign).status, 403);
}

#[test]
fn links_are_followed_both_ways() {
    let text = "[old](old.md) [lost](lost.md) [far](https://far.example/) [list](/articles/) [here](#x)\n\n## X {#x}";
    let call = "date: 2026-11-03\ncall_to_action: {label: Flu, url: flu.md}";
    let desk = practice()
        .write("content/articles/flu.md", &article("Flu", text))
        .write("content/articles/call.md", &with("Call", call, "Text."))
        .serve();
    let flu = page(&desk, FLU);
    let links = part(&flu, "links");
    let (to, from) = links.split_once("From this document").expect("both ways");
    assert!(to.contains("Not ready") && to.contains("state-draft") && to.contains("draft.md:7:5"), "{to}");
    assert!(to.contains(">Call</a>") && to.contains("call.md:4:"), "{to}");
    for found in [">Old</a>", "lost.md", "another website", "a page of the website", "missing"] {
        assert!(from.contains(found), "{found}: {from}");
    }
    assert!(!from.contains(">#x<"));
    let call = page(&desk, "/_bedside/documents/articles/call.md");
    assert!(part(&call, "links").split("From this document").nth(1).is_some_and(|from| from.contains(">Flu</a>")));
    assert!(part(&page(&desk, "/_bedside/documents/articles/old.md"), "links").contains(">Flu</a>"));
}

#[test]
fn the_calendar_shows_the_gaps() {
    let desk = practice()
        .write("content/articles/heart.md", &with("Heart", "date: 2026-11-20\nawareness: [american-heart-month]", "x"))
        .serve();
    let calendar = page(&desk, "/_bedside/calendar");
    assert!(calendar.body.contains("Mon, Nov 23, 2026 to Sun, Feb 21, 2027"), "{}", calendar.body);
    let observances = part(&calendar, "observances");
    assert!(observances.contains("<h3>February 2027</h3>") && observances.contains("gap: nothing yet"));
    let heart = observances.split("American Heart Month").nth(1).expect("the observance");
    let heart = heart.split("class=\"dates\"").next().expect("its entry");
    assert!(heart.contains(">Heart</a>") && !heart.contains("gap:"), "{heart}");
    let weeks = part(&calendar, "weeks");
    let day = weeks.split("data-day=\"2026-12-02\"").nth(1).and_then(|rest| rest.split("data-day=").next());
    let day = day.expect("the day");
    assert!(day.contains("Wed, Dec 2, 2026") && day.contains("goes live"), "{day}");
    assert!(weeks.contains("gap: no post goes live"));
    assert_eq!(weeks.matches("Week of").count(), 13);
}

#[test]
fn whatever_is_written_stays_text() {
    let evil = "<script>alert(1)</script>\"'&";
    let title = format!("'{}'", evil.replace('\'', "''"));
    let text = format!("[x](</{evil}>) [y](javascript:alert(1))");
    let desk = practice()
        .write("content/articles/flu.md", &with(&title, "date: 2026-11-02\nsummary: \"</textarea><b>\"", &text))
        .serve();
    for path in [OVERVIEW, "/_bedside/documents", FLU, "/_bedside/calendar"] {
        let body = page(&desk, path).body;
        assert!(!body.contains("<script>") && !body.contains("</textarea><b>"), "{path}: {body}");
        assert!(!body.contains("href=\"javascript:"), "{path}");
    }
    let missing = desk.get("/_bedside/documents/%3Cscript%3E");
    assert!(missing.status == 404 && !missing.body.contains("<script>"), "{}", missing.body);
}

#[test]
fn it_obeys_the_sites_policy_and_only_its_own_pages_may_frame() {
    let desk = practice().serve();
    let policy = |answer: &Answer| answer.header("Content-Security-Policy").unwrap_or_default().to_owned();
    for path in [OVERVIEW, "/_bedside/documents", FLU, "/_bedside/calendar"] {
        let answer = page(&desk, path);
        let policy = policy(&answer);
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("frame-src 'self'"), "{path}: {policy}");
        assert_eq!(answer.header("X-Frame-Options"), Some("DENY"), "{path}");
        assert!(!policy.contains("unsafe") && !answer.body.contains("<style") && !answer.body.contains(" style="));
        let inline = answer.body.matches("<script").count() - answer.body.matches("<script src=").count();
        assert_eq!(inline, 0, "{path}");
    }
    let framed = |site: &str, dest: &str, path: &str| {
        let headers = format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: {dest}\r\n");
        let answer = desk.ask("GET", path, &headers);
        (policy(&answer).contains("frame-ancestors 'self'"), answer.header("X-Frame-Options") == Some("SAMEORIGIN"))
    };
    assert_eq!(framed("same-origin", "iframe", "/articles/flu/"), (true, true));
    for (site, dest) in
        [("cross-site", "iframe"), ("same-site", "iframe"), ("none", "iframe"), ("same-origin", "document")]
    {
        assert_eq!(framed(site, dest, "/articles/flu/"), (false, false), "{site} {dest}");
    }
    assert_eq!(framed("same-origin", "iframe", OVERVIEW), (false, false), "the desk itself is never in a frame");
    assert!(policy(&desk.get("/articles/flu/")).contains("frame-ancestors 'none'"));
}

#[test]
fn it_is_there_while_the_settings_cannot_be_read() {
    let desk = Folder::new().write("bedside.yaml", "title: [").serve();
    let answer = desk.get(OVERVIEW);
    assert!(answer.body.contains("<h1>Overview</h1>") && part(&answer, "problems").contains("bedside.yaml"));
    let mut tab = desk.open("/");
    desk.write("bedside.yaml", SETTINGS);
    tab.until("ok", |_| true);
    let problems = desk.get(OVERVIEW).body;
    assert!(!problems.contains("yaml/") && !problems.contains("title: ["), "{problems}");
}

#[test]
fn no_path_of_the_desk_reaches_a_file_and_a_slash_is_forgiven() {
    let desk = practice().write("secret.txt", "secret").serve();
    for path in [
        "/_bedside/documents/../../secret.txt",
        "/_bedside/documents/../bedside.yaml",
        "/_bedside/cards/link/../../secret.txt",
        "/_bedside/documents/",
        "/_bedside/documents/articles/flu",
        "/_bedside/desk.html",
    ] {
        assert_eq!(desk.get(path).status, 404, "{path}");
    }
    let bare = desk.get("/_bedside");
    assert_eq!((bare.status, bare.header("Location")), (302, Some(OVERVIEW)));
}

#[test]
fn a_site_in_a_folder_has_its_desk_at_the_same_place() {
    let settings = SETTINGS.replace("https://clinic.example", "https://clinic.example/blog");
    let desk = practice().write("bedside.yaml", &settings).serve();
    assert!(page(&desk, OVERVIEW).body.contains("href=\"/blog/\">Website"));
    assert!(part(&page(&desk, FLU), "phone").contains("src=\"/blog/articles/flu/\""));
}

#[test]
fn replies_are_copied_and_checked_and_nothing_of_them_is_kept() {
    let settings = SETTINGS.replace("Practice}", "Practice, phone: \"555-0100\"}");
    let own =
        "contact: Rosa Medina\nreplies:\n  - {case: wait, language: en, text: \"Sorry. Call {contact} at {phone}.\"}\n";
    let desk = Folder::new().write("bedside.yaml", &settings).write("data/replies.yaml", own).serve();
    let replies = page(&desk, "/_bedside/replies");
    assert!(replies.body.contains("Sorry. Call Rosa Medina at 555-0100."), "{}", replies.body);
    for language in ["lang=\"en\">", "lang=\"es\">"] {
        assert!(part(&replies, "replies").matches(language).count() > 4, "{language}");
    }
    let before = desk.files();
    let check = |text: &str| super::writing::ask(&desk, "check-reply", &serde_json::json!({ "text": text })).1;
    assert_eq!(check("Thank you for your kind words.")["found"], serde_json::json!([]));
    let found = check("Thank you for being our patient, Mrs. Jane Miller, born 03/04/1961.");
    let found = found["found"].as_array().expect("findings").clone();
    assert!(found.iter().any(|one| one["confirms"] == true), "{found:?}");
    assert!(found.iter().any(|one| one["words"].as_str().is_some_and(|words| words.contains("1961"))), "{found:?}");
    assert_eq!(desk.files(), before);
}
