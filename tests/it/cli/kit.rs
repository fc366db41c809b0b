//! `bedside kit`, run through the library on a project on disk: what staff finds in the folder, and what is never in it.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::fs;

use super::desk::Desk;
use bedside::cli::Exit;
use serde_json::Value;

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example/blog\ntimezone: America/Chicago\n\
    practice: {name: Alder Street}\n\
    channels: [x, facebook, instagram, linkedin, threads, bluesky, mastodon, pinterest, tiktok, youtube, google-business, newsletter]\n";

const FLU: &str = "title: The flu shot cannot give you the flu\ndate: 2026-11-02 08:00\n\
    summary: It holds no living virus. A sore arm for a day is your immune system at work.\nconditions: [influenza]\n\
    awareness: [influenza-vaccination-week]\n";

const STORY: &str = "title: Breathing easier\ndate: 2026-11-03\nconsent:\n  ref: C-2026-014\n  type: hipaa-authorization\n  \
    signed_on: 2026-10-01\n  expires_on: 2027-10-01\n";

/// A project with an article on the flu.
fn desk() -> Desk {
    let desk = Desk::with_settings(SETTINGS);
    desk.write("content/articles/flu.md", &format!("---\n{FLU}---\n\n## Can the flu shot give you the flu?\n\nNo.\n"));
    desk
}

/// Writes a kit without any problem.
fn kit(desk: &Desk, args: &[&str]) -> String {
    desk.fine(&[&["kit"], args].concat())
}

fn posts_of(desk: &Desk, document: &str) -> Value {
    serde_json::from_str(&desk.read(&format!("kit/{document}/posts.json"))).expect("JSON")
}

/// A table as a scheduler reads it.
fn table(desk: &Desk, path: &str) -> Vec<Vec<String>> {
    let bytes = desk.bytes(path);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let record = |record: csv::Result<csv::StringRecord>| {
        record.expect("a row as long as the others").iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}

fn post<'p>(posts: &'p Value, channel: &str) -> &'p Value {
    let all = posts["posts"].as_array().expect("posts");
    all.iter().find(|post| post["channel"] == channel).unwrap_or_else(|| panic!("no post for {channel}"))
}

fn text<'p>(post: &'p Value, key: &str) -> &'p str {
    post[key].as_str().unwrap_or_else(|| panic!("no {key} in {post}"))
}

const FORMS: &str = "sources: [{id: brin, type: article-journal, title: Discs, container-title: A Journal, issued: 2015, volume: \"3\", page: 1-9, DOI: 10.1000/182}]\n\
    card:\n  number: {value: 37 of 100, text: people without back pain have a worn disc, source: brin}\n  \
    points: [Keep moving, Warmth helps, Call us about a fever]\n  quote: {text: It got better by itself., by: A neighbor}\n\
    social: {instagram: {card: number}, facebook: {card: quote}}\n";

#[test]
fn posts_carry_a_number_three_points_or_a_quotation() {
    let desk = desk();
    desk.write(
        "content/articles/flu.md",
        &format!("---\n{FLU}{FORMS}---\n\n## Flu?\n\nIt got better by itself.[@brin]\n"),
    );
    kit(&desk, &[]);
    let posts = posts_of(&desk, "articles/flu");
    let said = [
        ("number", "37 of 100: people without back pain have a worn disc. Source: A Journal, 2015."),
        ("points", "The flu shot cannot give you the flu. 1. Keep moving. 2. Warmth helps. 3. Call us about a fever."),
        ("quote", "“It got better by itself.” A neighbor."),
    ];
    for (card, (form, said)) in posts["cards"].as_array().expect("cards").iter().zip(said) {
        assert_eq!(text(card, "form"), form);
        assert_eq!(text(card, "alt"), format!("Card of Alder Street. {said}"));
        let files: Vec<&str> =
            card["pictures"].as_array().expect("files").iter().map(|one| text(one, "file")).collect();
        assert!(files.len() > 3, "{files:?}");
        for file in files {
            let bytes = desk.bytes(&format!("kit/articles/flu/{file}"));
            assert!(bytes.starts_with(b"\x89PNG"), "{file}");
            assert!(!file.ends_with("-link.png") || bytes.len() <= 60_000, "{file}: {} bytes", bytes.len());
        }
    }
    let instagram = post(&posts, "instagram");
    assert_eq!(text(instagram, "picture"), "number-portrait.png");
    assert!(text(instagram, "alt").contains("37 of 100"));
    assert!(text(post(&posts, "facebook"), "picture").starts_with("quote-"));
    assert!(!text(post(&posts, "x"), "alt").contains("37 of 100"));
    let written = desk.read("kit/articles/flu/posts.md");
    assert!(written.contains("- Picture: number-portrait.png") && written.contains("### Three points"), "{written}");
}

#[test]
fn what_does_not_fit_a_picture_is_an_error_at_its_place() {
    let cases = [
        (
            "card: {number: {value: one hundred and twelve, text: a}}",
            "has 22 characters, but the picture has room for 14",
        ),
        ("card: {number: {value: \"7\"}}", "the key `text` is missing"),
        ("card: {number: {value: \"7\", text: days, source: nobody}}", "there is no source `nobody`"),
        ("card: {points: [one, two]}", "needs three points, but this one has 2"),
        ("card: {quote: {text: It helped., by: ana-ng}}", "there is no person `ana-ng`"),
        ("card: {quote: {text: It helped at once.}}", "social/quote-not-in-text"),
        ("social: {x: {card: number}}", "uses the picture `number`, but `card` does not have it"),
        ("social: {x: {card: poster}}", "`poster` is not one of the words expected here"),
    ];
    let desk = desk();
    for (line, message) in cases {
        desk.write("content/articles/flu.md", &format!("---\n{FLU}{line}\n---\n\nText.\n"));
        let run = desk.run(&["check"]);
        assert!(run.err.contains(message) || run.out.contains(message), "{line}: {}{}", run.out, run.err);
        assert!(run.out.contains("content/articles/flu.md") || run.err.contains("content/articles/flu.md"));
    }
}

#[test]
fn a_poll_is_told_to_each_network_that_has_polls_within_its_limits() {
    let desk = desk();
    let poll =
        "poll: {question: Does the flu shot hold a living virus?, answers: [It does, It does not, I am not sure]}\n";
    desk.write("content/articles/flu.md", &format!("---\n{FLU}{poll}---\n\n## Flu?\n\nNo.\n"));
    kit(&desk, &[]);
    let posts = posts_of(&desk, "articles/flu");
    let asked = &post(&posts, "linkedin")["poll"];
    assert_eq!(asked["question"], "Does the flu shot hold a living virus?");
    assert_eq!((asked["count"].as_u64(), asked["limit"].as_u64()), (Some(38), Some(140)));
    assert_eq!(asked["answers"][1]["text"], "It does not");
    assert_eq!((asked["answers"][1]["count"].as_u64(), asked["answers"][1]["limit"].as_u64()), (Some(11), Some(30)));
    assert!(post(&posts, "facebook")["poll"].is_null());
    let words = desk.read("kit/articles/flu/posts.md");
    assert!(words.contains("### Poll on X") && words.contains("- It does not (11 of 25)"), "{words}");
    assert!(words.contains("Facebook does not accept polls from a practice"), "{words}");
    let long = "poll: {question: Does it?, answers: [\"It does, and this is more than any of them takes\", No]}\n";
    desk.write("content/articles/flu.md", &format!("---\n{FLU}{long}---\n\nNo.\n"));
    let told = desk.run(&["check"]);
    assert!(
        told.out.contains("social/post-too-long") || told.err.contains("social/post-too-long"),
        "{}{}",
        told.out,
        told.err
    );
    assert!(
        format!("{}{}", told.out, told.err).contains("this answer has 48 characters, but X allows 25"),
        "{}{}",
        told.out,
        told.err
    );
    let one = "poll: {question: Does it?, answers: [No]}\n";
    desk.write("content/articles/flu.md", &format!("---\n{FLU}{one}---\n\nNo.\n"));
    let told = desk.run(&["check"]);
    assert!(format!("{}{}", told.out, told.err).contains("two to four answers, but this one has 1"), "{}", told.err);
}

#[test]
fn the_profiles_have_one_voice_a_picture_and_their_banners() {
    let desk = desk();
    kit(&desk, &[]);
    let words = desk.read("kit/profile/profile.md");
    for part in [
        "### X",
        "- Name: Alder Street",
        "of 160 characters",
        "of 80 characters",
        "In an emergency, call 911.",
        "https://clinic.example/blog/links/x/?utm_source=x&utm_medium=social&utm_campaign=profile",
        "banner-3x1.png: 1500 by 500 pixels, for X, Bluesky, Mastodon",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    for line in words.lines().filter(|line| line.starts_with("- Text, ")) {
        let numbers: Vec<usize> =
            line.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
        assert!(numbers[0] <= numbers[1], "{line}");
    }
    let size = |name: &str| {
        let picture = image::load_from_memory(&desk.bytes(&format!("kit/profile/{name}.png"))).expect("a picture");
        (picture.width(), picture.height())
    };
    assert_eq!(
        (size("avatar"), size("banner-linkedin"), size("banner-youtube")),
        ((800, 800), (4200, 700), (2560, 1440))
    );
    let links = table(&desk, "kit/links.csv");
    assert_eq!(links[0], ["Document", "Title", "Network", "Link"]);
    assert_eq!(links.len(), 13, "a link for each network");
    // A kit of one document keeps them.
    kit(&desk, &["flu"]);
    assert!(desk.read("kit/profile/profile.md").contains("### X"));
}

#[test]
fn each_network_has_a_text_within_its_limit_with_link_and_hashtags() {
    let desk = desk();
    let out = kit(&desk, &[]);
    assert!(out.starts_with("Wrote posts of 1 document for X, Facebook, Instagram"), "{out}");
    let posts = posts_of(&desk, "articles/flu");
    assert_eq!(posts["url"], "https://clinic.example/blog/articles/flu/");
    assert_eq!(posts["posts"].as_array().map(Vec::len), Some(12));
    for post in posts["posts"].as_array().expect("posts") {
        assert!(post["count"].as_u64() <= post["limit"].as_u64(), "{post}");
        assert!(!text(post, "text").is_empty() && !text(post, "alt").is_empty());
    }
    let x = post(&posts, "x");
    let link = "https://clinic.example/blog/articles/flu/?utm_source=x&utm_medium=social&\
                utm_campaign=influenza-vaccination-week-2026";
    assert_eq!(x["link"], link);
    assert!(
        text(x, "text").starts_with("Can the flu shot give you the flu?\n\nThe flu shot cannot give you the flu\n\n")
    );
    assert!(
        text(x, "text").ends_with(link) && text(x, "intent").starts_with("https://x.com/intent/tweet?text=Can%20the")
    );
    assert!(text(post(&posts, "newsletter"), "link").contains("utm_source=newsletter&utm_medium=email"));
    let instagram = post(&posts, "instagram");
    assert!(!text(instagram, "text").contains("https://") && instagram["intent"].is_null());
    assert!(instagram["hashtags"].as_array().is_some_and(|tags| (1..=5).contains(&tags.len())));
}

#[test]
fn staff_can_copy_every_post_from_a_page_of_text() {
    let desk = desk();
    kit(&desk, &[]);
    let page = desk.read("kit/articles/flu/posts.md");
    let posts = posts_of(&desk, "articles/flu");
    assert!(
        page.starts_with("# The flu shot cannot give you the flu\n\n<https://clinic.example/blog/articles/flu/>\n")
    );
    for post in posts["posts"].as_array().expect("posts") {
        let fenced = format!("\n```text\n{}\n```\n", text(post, "text"));
        assert!(page.contains(&format!("\n## {}\n", text(post, "name"))) && page.contains(&fenced), "{page}");
        assert!(page.contains(&format!("\n{} of {} characters", post["count"], post["limit"])), "{page}");
    }
}

#[test]
fn pictures_have_the_sizes_that_networks_ask_for_and_are_drawn_once() {
    let desk = desk();
    kit(&desk, &[]);
    let posts = posts_of(&desk, "articles/flu");
    let pictures = posts["pictures"].as_array().expect("pictures");
    let sizes = [
        "1200x630",
        "1080x1080",
        "1080x1350",
        "1080x1440",
        "1080x1920",
        "1000x1500",
        "1600x900",
        "1200x900",
        "1200x600",
    ];
    assert_eq!(pictures.len(), sizes.len());
    for (picture, size) in pictures.iter().zip(sizes) {
        let png = desk.bytes(&format!("kit/articles/flu/{}", text(picture, "file")));
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        assert_eq!(format!("{}x{}", side(16), side(20)), size);
        assert_eq!(format!("{}x{}", picture["width"], picture["height"]), size);
        assert!(png.len() < 1_000_000, "{} bytes", png.len());
    }
    let names: Vec<&str> = pictures.iter().map(|picture| text(picture, "file")).collect();
    for post in posts["posts"].as_array().expect("posts") {
        assert!(names.contains(&text(post, "picture")), "{post}");
    }
    let note = desk.read(".bedside/cache/kit.json");
    assert_eq!(note.matches("articles/flu/").count(), sizes.len(), "{note}");
    let made = || fs::metadata(desk.path("kit/articles/flu/story.png")).expect("a picture").modified().expect("a time");
    let before = made();
    kit(&desk, &["flu"]);
    assert_eq!(made(), before);
}

#[test]
fn what_the_author_wrote_is_posted_as_it_stands() {
    let desk = desk();
    let social = "social:\n  bluesky:\n    text: \"=Shots on Saturday, 9 to 12.\"\n    hashtags: [FluDay]\n    publish_at: 2026-12-01 09:30\n";
    desk.document("articles/flu.md", &format!("{FLU}{social}"));
    kit(&desk, &[]);
    let posts = posts_of(&desk, "articles/flu");
    let bluesky = post(&posts, "bluesky");
    assert!(text(bluesky, "text").starts_with("=Shots on Saturday, 9 to 12.\n\n#FluDay\n\nhttps://"), "{bluesky}");
    assert_eq!(bluesky["written"], true);
    assert_eq!(bluesky["publish_at"], "2026-12-01T09:30:00-06:00");
}

#[test]
fn a_text_that_is_too_long_stops_the_kit_at_its_line() {
    let desk = desk();
    desk.document("articles/flu.md", &format!("{FLU}social:\n  x:\n    text: {}\n", "word ".repeat(60)));
    let run = desk.run(&["kit"]);
    assert_eq!(run.exit, Exit::Errors);
    assert!(run.err.contains("social/post-too-long") && run.err.contains("content/articles/flu.md:9:"), "{}", run.err);
    assert!(run.err.contains("characters as X counts") && run.err.contains("it would be cut after `"), "{}", run.err);
    assert!(!desk.path("kit").exists());
}

#[test]
fn schedulers_read_their_tables_back_in_local_time() {
    let desk = desk();
    let networks = ["facebook", "bluesky", "pinterest", "youtube"];
    let social: String = networks.iter().flat_map(|on| ["  ", on, ": {publish_at: 2026-12-01 09:31}\n"]).collect();
    let bluesky = "  x: {text: \"=1+1, \\\"quoted\\\"\\nand a line\", publish_at: 2026-12-02 10:00}\n";
    desk.document("articles/flu.md", &format!("{FLU}social:\n{social}{bluesky}"));
    kit(&desk, &[]);
    let posts = posts_of(&desk, "articles/flu");
    let x = format!("'{}", text(post(&posts, "x"), "text"));
    let card = "https://clinic.example/blog/articles/flu/card.png";
    let buffer = table(&desk, "kit/schedulers/buffer/x.csv");
    assert_eq!(buffer, [["Text", "Image URL", "Tags", "Posting Time"], [x.as_str(), card, "", "2026-12-02 10:00"]]);
    let pins = table(&desk, "kit/schedulers/buffer/pinterest.csv");
    assert_eq!(pins[0], ["Text", "Image URL", "Tags", "Posting Time", "Board Name"]);
    let hootsuite = table(&desk, "kit/schedulers/hootsuite/facebook.csv");
    let facebook = post(&posts, "facebook");
    assert_eq!(
        hootsuite,
        [["12/01/2026 09:35", text(facebook, "text"), text(facebook, "link")]],
        "no minute but 0 or 5"
    );
    let pinterest = table(&desk, "kit/schedulers/pinterest.csv");
    let pin = post(&posts, "pinterest");
    assert_eq!(pinterest[0][..3], ["Title", "Media URL", "Pinterest board"]);
    assert_eq!(pinterest[1][..2], [text(pin, "title"), card]);
    assert_eq!(pinterest[1][4..7], [text(pin, "text"), text(pin, "link"), "2026-12-01T09:31:00"]);
    let metricool = table(&desk, "kit/schedulers/metricool.csv");
    let bytes = desk.bytes("kit/schedulers/metricool.csv");
    assert!(bytes.starts_with("\u{FEFF}\"Text\",\"Date\",\"Time\",\"Draft\",\"Facebook\"".as_bytes()));
    let column = |name: &str| metricool[0].iter().position(|column| column == name).expect("a column");
    let row = metricool.iter().find(|row| row[column("Bluesky")] == "TRUE").expect("Bluesky");
    assert_eq!((row[1].as_str(), row[2].as_str(), row[3].as_str()), ("2026-12-01", "09:31:00", "FALSE"));
    assert_eq!(row[column("Alt text picture 1")], text(post(&posts, "bluesky"), "alt"));
    assert_eq!(metricool.len(), 6, "a head and five posts");
}

#[test]
fn pins_of_one_title_are_uploaded_one_after_the_other() {
    let desk = desk();
    for name in ["a", "b"] {
        desk.document(
            &format!("articles/{name}.md"),
            &format!("{FLU}social:\n  pinterest: {{publish_at: 2026-12-01 09:30}}\n"),
        );
    }
    kit(&desk, &[]);
    for file in ["pinterest.csv", "pinterest-2.csv"] {
        assert_eq!(table(&desk, &format!("kit/schedulers/{file}")).len(), 2, "{file}");
    }
    assert!(!desk.path("kit/schedulers/pinterest-3.csv").exists());
}

#[test]
fn what_is_held_back_has_no_kit_unless_it_is_scheduled_and_asked_for() {
    let desk = desk();
    let soon = FLU.replace("2026-11-02 08:00", "2026-12-07 07:00").replace("flu shot", "shingles shot");
    desk.document("articles/soon.md", &soon);
    desk.document("articles/draft.md", &format!("{FLU}draft: true\n"));
    desk.document(
        "articles/wrong.md",
        &format!("{FLU}corrections: [{{date: 2026-11-10, severity: retraction, what: All}}]\n"),
    );
    let out = kit(&desk, &[]);
    assert!(out.contains("Left out content/articles/wrong.md: it was retracted\n"), "{out}");
    assert_eq!(desk.files("kit/articles").iter().filter(|file| file.ends_with("/posts.json")).count(), 1);
    let out = kit(&desk, &["content/articles/soon.md", "draft"]);
    assert!(out.contains("Not online before 2026-12-07T07:00:00-06:00: content/articles/soon.md\n"), "{out}");
    assert!(out.contains("Left out content/articles/draft.md: it is a draft"), "{out}");
    assert!(desk.read("kit/articles/soon/posts.md").contains("**Not online yet.**"));
    assert!(desk.path("kit/articles/flu/posts.md").exists(), "other folders stay");
    let buffer = table(&desk, "kit/schedulers/buffer/facebook.csv");
    assert_eq!(buffer[1][3], "2026-12-07 07:00", "a post of what is to come has the time at which it goes live");
}

#[test]
fn a_story_is_posted_only_where_the_patient_agreed_to_that() {
    let desk = desk();
    desk.document("stories/porch.md", STORY);
    let out = kit(&desk, &[]);
    assert!(out.contains("Left out content/stories/porch.md: the consent does not cover social networks"), "{out}");
    assert!(!desk.path("kit/stories").exists());
    desk.document("stories/porch.md", &format!("{STORY}  scope: [website, social]\n"));
    kit(&desk, &[]);
    assert!(desk.path("kit/stories/porch/posts.json").exists());
    desk.document("stories/porch.md", &format!("{STORY}  scope: [website, social]\n  revoked: true\n"));
    desk.run(&["kit", "flu"]);
    assert!(!desk.path("kit/stories").exists(), "a consent that was taken back takes its folder with it");
    assert!(desk.path("kit/articles/flu/posts.json").exists());
}

#[test]
fn the_kit_is_never_written_into_the_website() {
    let desk = desk();
    for folder in ["public", "public/kit", "content/kit", ".", "static"] {
        let run = desk.run(&["kit", "-o", folder]);
        assert!(run.exit == Exit::Errors && run.err.contains("output/refused"), "{folder}: {}", run.err);
    }
    assert_eq!(desk.run(&["build", "-o", "www"]).exit, Exit::Fine);
    assert!(desk.run(&["kit", "-o", "www/kit"]).err.contains("a published folder"));
    assert!(desk.run(&["kit", "-o", "www"]).err.contains("keeps a website there, not a social kit"));
    kit(&desk, &[]);
    assert!(desk.run(&["build", "-o", "kit"]).err.contains("keeps a social kit there"));
    assert!(desk.files("www").iter().all(|file| !file.contains("posts.")));
}

#[test]
fn names_are_found_and_what_is_not_known_is_said() {
    let desk = desk();
    for name in ["flu", "articles/flu", "content/articles/flu.md", "https://clinic.example/blog/articles/flu/"] {
        assert!(kit(&desk, &[name]).contains("1 document"), "{name}");
    }
    let run = desk.run(&["kit", "flue"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("there is no document `flue`") && run.err.contains("did you mean `flu`"), "{}", run.err);
    desk.write("bedside.yaml", &SETTINGS[..SETTINGS.find("channels").expect("channels")]);
    let run = desk.run(&["kit"]);
    assert!(run.err.contains("channels: [facebook, instagram]"), "{}", run.err);
}

#[test]
fn the_same_project_gives_the_same_kit() {
    let desk = desk();
    kit(&desk, &[]);
    kit(&desk, &["-o", "other"]);
    let bytes = |folder: &str| -> Vec<(String, Vec<u8>)> {
        let files = desk.files(folder).into_iter().filter(|file| !file.starts_with('.'));
        files.map(|file| (file.clone(), desk.bytes(&format!("{folder}/{file}")))).collect()
    };
    assert_eq!(bytes("kit"), bytes("other"));
}

#[test]
fn a_page_that_judges_a_claim_has_a_reply_and_a_script() {
    let desk = desk();
    let myth = "title: No live virus\ndate: 2026-11-02\nsummary: So it is.\nclaims:\n  - id: flu\n    claim: The flu shot gives you the \
                flu\n    verdict: false\n    fact: The shot holds **no** live virus.\n    fallacy: anecdote\n    why_believed: A sore arm is \
                common [@s].\n    what_to_do: Ask us.\n    sources: [s]\nsources: [{id: s, title: S, issued: 2026, evidence: guideline, URL: \
                \"https://s.example\"}]\n";
    desk.write("content/myths/live.md", &format!("---\n{myth}---\n\nText.\n"));
    kit(&desk, &["live"]);
    let text = desk.read("kit/myths/live/correction.md");
    let url = "https://clinic.example/blog/myths/live/";
    let reply = format!(
        "> Thank you for asking. The shot holds no live virus. Ask us. We say why, with our sources, here: {url}\n"
    );
    assert!(text.contains(&reply), "{text}");
    let (reply, script) = text.split_once("### Script").expect("a script");
    assert!(!reply.contains("gives you the flu"), "a reply repeats no claim: {reply}");
    assert_eq!(script.matches("The flu shot gives you the flu").count(), 1, "{script}");
    assert!(script.contains("1. **What is true.** The shot holds no live virus."), "{script}");
    assert!(
        script.contains("What you may have heard is false.")
            && script.contains("3. **Why it misleads.** A sore arm is common")
    );
    kit(&desk, &["flu"]);
    assert!(!desk.path("kit/articles/flu/correction.md").exists(), "an article judges no claim");
}
