//! A week at a new practice: a recall on Monday, a myth on Tuesday, a commemoration on Wednesday, a review on Thursday, the
//! newsletter on Friday, by the commands that a physician types and the words that she writes in their place.

#![expect(clippy::disallowed_methods, reason = "a test writes as its person does")]

use std::fs;

use bedside::cli::Exit;

use super::commands::{Desk, Run};

/// A desk on a morning of the week of 14 December 2026, 8 o'clock in Chicago.
fn morning(desk: &mut Desk, day: u32) {
    const MONDAY: u64 = 1_797_256_800;
    desk.surroundings.source_date_epoch = Some((MONDAY + u64::from(day) * 86_400).to_string());
}

#[track_caller]
fn fine(desk: &Desk, args: &[&str]) -> Run {
    let run = desk.run(args);
    assert_eq!(run.exit, Exit::Fine, "{args:?}: {}{}", run.out, run.err);
    run
}

/// Begins a document and gives its path.
#[track_caller]
fn begin(desk: &Desk, args: &[&str]) -> String {
    let run = fine(desk, &[&["new"], args].concat());
    run.out.trim().to_owned()
}

/// Puts words in the place of others, as in an editor. Each must be there.
#[track_caller]
fn write(desk: &Desk, path: &str, words: &[(&str, &str)]) {
    let mut text = desk.read(path);
    for (old, new) in words {
        assert!(text.contains(old), "`{old}` is not in {path}:\n{text}");
        text = text.replacen(old, new, 1);
    }
    fs::write(desk.path(path), text).expect("written");
}

/// Takes the draft line out.
fn publish(desk: &Desk, path: &str) {
    write(desk, path, &[("draft: true  # remove this line when the text is ready\n", "")]);
}

/// The text below the front matter is another from now on.
fn rewrite(desk: &Desk, path: &str, body: &str) {
    let text = desk.read(path);
    let head = text.rsplit_once("\n---\n").map(|(head, _)| head.to_owned()).expect("front matter");
    let head = head.split("\n---\n").next().unwrap_or(&head).to_owned();
    fs::write(desk.path(path), format!("{head}\n---\n\n{body}\n")).expect("written");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one week, told from its first day to its last")]
fn five_days_from_a_recall_to_the_newsletter() {
    let mut desk = Desk::new();
    fine(&desk, &["init", "site", "--yes", "--name", "Elm Street Family Practice", "--author", "Jane Doe, MD"]);
    desk.surroundings.folder.push("site");
    write(&desk, "bedside.yaml", &[("# channels: [facebook]", "channels: [facebook]")]);

    // Monday: a recall.
    morning(&mut desk, 0);
    let recall = begin(&desk, &["update", "--recall", "Recalled spinach: throw it away"]);
    fine(&desk, &["check"]);
    publish(&desk, &recall);
    let unready = desk.run(&["build", "--no-cards"]);
    assert_eq!(unready.exit, Exit::Errors, "{}{}", unready.out, unready.err);
    assert!(unready.err.contains("site/unfinished"), "{}", unready.err);
    assert!(!desk.path("public/updates/recalled-spinach-throw-it-away/index.html").exists(), "a form is not published");
    write(
        &desk,
        &recall,
        &[
            ("summary: \"\"", "summary: \"Green Field spinach in bags of 9 ounces may hold germs. Throw it away.\""),
            (
                "agency_source: \"REPLACE: the address of the recall on fda.gov, cpsc.gov or fsis.usda.gov\"",
                "agency_source: \"https://www.fda.gov/safety/recalls-market-withdrawals-safety-alerts\"",
            ),
            ("conditions: []", "conditions: [e-coli]"),
        ],
    );
    rewrite(
        &desk,
        &recall,
        "**What is recalled:** Green Field spinach, bags of 9 ounces, lots 4411 to 4419.\n\n**Why:** A test found germs that \
         can make people ill.\n\n## What to do now\n\n1. Look for the lot number on the bag.\n2. Throw the spinach away.\n3. Clean \
         what it touched.\n\n## When to call\n\nCall us if you ate it and have cramps or diarrhea. Call 911 for blood in the \
         stool with faintness.",
    );
    fine(&desk, &["build", "--no-cards"]);
    assert!(
        desk.read("public/index.html").contains("Recalled spinach: throw it away"),
        "the notice is on the home page"
    );

    // Tuesday: a myth.
    morning(&mut desk, 1);
    let myth = begin(&desk, &["myth", "Flu shots contain no live virus"]);
    write(
        &desk,
        &myth,
        &[
            ("summary: \"\"", "summary: \"The flu shot holds no virus that can multiply.\""),
            ("conditions: []", "conditions: [influenza]"),
            (
                "claim: \"REPLACE: the sentence that people share, word for word\"",
                "claim: \"The flu shot gives you the flu\"",
            ),
            ("verdict: unproven", "verdict: false"),
            (
                "fact: \"REPLACE: what is true instead, in one sentence\"",
                "fact: \"The shot holds no virus that can multiply.\"",
            ),
            (
                "why_believed: \"REPLACE: the grain of truth or the experience behind it\"",
                "why_believed: \"A sore arm and a day of fever after the shot are common.\"",
            ),
            ("# fallacy: anecdote", "fallacy: false-cause"),
            ("what_to_do: \"REPLACE: what the reader can do now\"", "what_to_do: \"Ask us about your own shot.\""),
        ],
    );
    write(&desk, &myth, &[("    # sources: [smith-2024]\n", "    sources: [cdc-flu-misconceptions]\n")]);
    let source = "sources:\n  - {id: cdc-flu-misconceptions, type: webpage, title: \"Misconceptions about Flu Vaccines\", author: [{literal: \
                  Centers for Disease Control and Prevention}], URL: \"https://www.cdc.gov/flu/prevent/misconceptions.htm\", accessed: \
                  2026-12-15, evidence: government}\n---\n";
    write(&desk, &myth, &[("\n---\n\nREPLACE", &format!("\n{source}\nREPLACE"))]);
    rewrite(
        &desk,
        &myth,
        "The shot is made from parts of the virus, or from a virus that was killed.[@cdc-flu-misconceptions]",
    );
    publish(&desk, &myth);
    let built = fine(&desk, &["build", "--no-cards"]);
    assert!(!built.err.contains("warning"), "{}", built.err);
    assert!(desk.read("public/myths/flu-shots-contain-no-live-virus/index.html").contains("What you may have heard"));

    // Wednesday: a commemoration. The calendar names what is near, and the form comes filled.
    morning(&mut desk, 2);
    let near = fine(&desk, &["calendar", "--from", "2026-12-16", "--to", "2027-02-28"]);
    assert!(near.out.contains("nothing yet for `cervical-health-awareness-month`"), "{}", near.out);
    let post =
        begin(&desk, &["update", "--observance", "cervical-health-awareness-month", "A test that can wait no longer"]);
    let form = desk.read(&post);
    assert!(
        form.contains("awareness: [cervical-health-awareness-month]")
            && form.contains("date: 2027-01-01 07:00")
            && form.contains("expires: 2027-02-01"),
        "{form}"
    );
    rewrite(
        &desk,
        &post,
        "In January we remember to book the test.\n\n**One thing you can do:** Call us for an appointment.",
    );
    write(
        &desk,
        &post,
        &[("summary: \"\"", "summary: \"January is the month to book a test that finds changes early.\"")],
    );
    publish(&desk, &post);
    fine(&desk, &["build", "--no-cards"]);

    // Thursday: a colleague reads what nobody has read yet.
    morning(&mut desk, 3);
    let colleague = begin(&desk, &["person", "John Roe, MD"]);
    write(
        &desk,
        &colleague,
        &[("summary: \"\"", "summary: \"Family physician.\""), ("credentials: []", "credentials: [MD]")],
    );
    rewrite(&desk, &colleague, "John Roe cares for adults and children.");
    publish(&desk, &colleague);
    let told = format!("{myth}: info[review/missing]");
    let open = fine(&desk, &["check", "--format", "short"]);
    assert!(open.out.contains(&told), "{}", open.out);
    fine(&desk, &["build", "--no-cards"]);
    let page = "public/myths/flu-shots-contain-no-live-virus/index.html";
    assert!(desk.read(page).contains("Not yet reviewed by a second person"));
    fine(&desk, &["review", &myth, "--by", "john-roe", "--conflicts", "none"]);
    let read = fine(&desk, &["check", "--format", "short"]);
    assert!(!read.out.contains(&told), "{}", read.out);
    fine(&desk, &["build", "--no-cards"]);
    assert!(desk.read(page).contains("John Roe") && !desk.read(page).contains("Not yet reviewed"));

    // The pages that every practice should have are there as forms.
    for page in ["contact", "editorial-policy", "social-media-policy", "comment-policy", "crisis-plan"] {
        assert!(desk.read(&format!("content/pages/{page}.md")).contains("REPLACE"), "{page}");
    }
    fine(&desk, &["build", "--no-cards"]);
    assert!(!desk.path("public/contact/index.html").exists(), "a form is a draft");

    // Friday: posts and the letter of the month.
    morning(&mut desk, 4);
    fine(&desk, &["kit", &myth]);
    let posts = desk.read("kit/myths/flu-shots-contain-no-live-virus/posts.md");
    assert!(posts.contains("The shot holds no virus that can multiply."), "{posts}");
    let reply = desk.read("kit/myths/flu-shots-contain-no-live-virus/correction.md");
    assert!(
        reply
            .contains("> Thank you for asking. The shot holds no virus that can multiply. Ask us about your own shot."),
        "{reply}"
    );
    fine(&desk, &["newsletter", "--month", "2026-12"]);
    let letter = desk.read("newsletter/2026-12/newsletter.txt");
    for title in ["Recalled spinach: throw it away", "Flu shots contain no live virus"] {
        assert!(letter.contains(title), "{title} in {letter}");
    }
    assert!(!letter.contains("A test that can wait no longer"), "it goes live in January");
}
