//! What a careful editor notices beyond single words: each rule with a text that it speaks of and one that it leaves alone.

use crate::support::Project;

/// Three hundred words that say nothing.
fn long() -> String {
    "We care for you and your family here at home. ".repeat(35)
}

/// All that is reported of a project with an article of this text.
fn of_text(settings: &str, front: &str, text: &str) -> String {
    let site = Project::new().settings(settings).article("a", front, text).build();
    format!("{}\n{}", site.problems(), site.suggestions())
}

#[track_caller]
fn reports(code: &str, with: &str, without: &str) {
    let (with, without) = (of_text("", "", with), of_text("", "", without));
    assert!(with.contains(code), "{with}");
    assert!(!without.contains(code), "{without}");
}

#[test]
fn claim_testimonial() {
    let praise = "\"This surgery changed my life,\" says a patient.";
    reports("claim/testimonial", praise, &format!("{praise} Most patients have less pain after it."));
    reports("claim/testimonial", "Un paciente dice: me cambió la vida.", "Nothing changed my life.");
}

#[test]
fn claim_speculation() {
    reports("claim/speculation", "President Smith may have Parkinson's disease.", "President Smith may have lunch.");
    reports(
        "claim/speculation",
        "The singer Ana Ruiz shows signs of depression.",
        "The singer Ana Ruiz has said that she has depression.",
    );
}

#[test]
fn claim_brand_without_risks() {
    let benefit = "Ozempic (semaglutide) helps people with diabetes.";
    reports("claim/brand-without-risks", benefit, &format!("{benefit} Side effects are frequent."));
}

#[test]
fn plain_main_message() {
    let front = "summary: Flu shots protect.";
    let vague = of_text("", front, &format!("Autumn is a lovely season for walks.\n\n{}", long()));
    let clear = of_text("", front, &format!("Flu shots protect you.\n\n{}", long()));
    assert!(vague.contains("plain/main-message") && !clear.contains("plain/main-message"), "{vague}{clear}");
}

#[test]
fn plain_calls_to_action() {
    let call = "call_to_action: {label: Call us, url: /}";
    let block = "\n\n```call-to-action\nlabel: Write\nurl: /\n```\n";
    for (front, text, hits) in
        [("", long(), true), (call, long(), false), (call, long() + block, true), ("", long() + block, false)]
    {
        let found = of_text("", front, &text);
        assert_eq!(found.contains("plain/calls-to-action"), hits, "{found}");
    }
}

#[test]
fn source_stale() {
    let front = |evidence: &str, year: &str| {
        format!("sources: [{{id: a, title: A, {year}, evidence: {evidence}, URL: \"https://a.example/\"}}]")
    };
    for (evidence, year, hits) in [
        ("guideline", "issued: 2019", true),
        ("guideline", "issued: 2023", false),
        ("preprint", "issued: 2024", true),
        ("news", "issued: 2022", true),
        ("government", "issued: 2019, accessed: 2025-01-02", true),
        ("government", "issued: 2019, accessed: 2026-10-02", false),
        ("randomized-trial", "issued: 1999", false),
    ] {
        let found = of_text("", &front(evidence, year), "One [@a].");
        assert_eq!(found.contains("source/stale"), hits, "{evidence} {year}: {found}");
    }
    let own = of_text("editorial: {source_age: 9 years}\n", &front("guideline", "issued: 2019"), "One [@a].");
    assert!(!own.contains("source/stale"), "{own}");
}

#[test]
fn plain_packed_emergency() {
    for (text, hits) in [
        ("Call 911 for chest pain, trouble breathing, a cold sweat or weakness of an arm.", true),
        ("With chest pain, a cold sweat, weakness of an arm, or trouble speaking, call 911.", true),
        ("Call 911 for a seizure, chest pain, or swelling of the face or throat.", false),
        ("Call 911 if you have\n\n- chest pain\n- trouble breathing\n- a cold sweat\n- weakness of an arm", false),
        ("Call us for a rash, a fever, a headache or a cough.", false),
    ] {
        let found = of_text("", "", text);
        assert_eq!(found.contains("plain/packed-emergency"), hits, "{text}: {found}");
    }
}

#[test]
fn claim_emergency_form() {
    let list = "- chest pain\n- trouble breathing\n- a cold sweat\n- weakness of an arm";
    let quoted = list.replace("- ", "> - ");
    for (text, hits) in [
        (format!("Call 911 for\n\n{list}"), true),
        (format!("## Call 911 for\n\n{list}"), true),
        (format!("> [!WARNING]\n> **Call 911** for\n>\n{quoted}"), true),
        (format!("> [!WARNING] Call 911 for:\n>\n{quoted}"), true),
        ("Llame al 911 si hay\n\n- dolor, mareo o fiebre\n- un desmayo".to_owned(), true),
        ("Call 911 for\n\n- chest pain, a cold sweat, or weakness\n- a seizure".to_owned(), true),
        (format!("> [!EMERGENCY] Call 911 for:\n>\n{quoted}"), false),
        (format!("> [!EMERGENCY]\n> Call 911 for:\n>\n{quoted}"), false),
        ("Call 911 for\n\n- chest pain\n- trouble breathing\n- a cold sweat".to_owned(), false),
        (format!("After you called 911, look for\n\n{list}"), false),
        (format!("Call 911 in an emergency. Call us for\n\n{list}"), false),
        (format!("Call us for\n\n{list}"), false),
    ] {
        let text = if text.starts_with("Llame") { format!("<div lang=\"es\">\n\n{text}\n\n</div>") } else { text };
        let found = of_text("", "", &text);
        assert_eq!(found.contains("claim/emergency-form"), hits, "{text}: {found}");
    }
    let project = Project::new().article("a", "", &format!("Call 911 for\n\n{list}"));
    let found = project.diagnostics().into_iter().find(|found| found.code.name == "claim/emergency-form");
    assert!(found.is_some_and(|found| found.help.iter().any(|help| help.contains("`Call 911 if:`"))));
}

#[test]
fn a_box_for_an_emergency_is_read_like_any_other_text() {
    let text = "> [!EMERGENCY] Call 911 if:\n>\n> - you take 800 mg of ibuprofen and feel ill";
    let found = of_text("", "", text);
    assert!(found.contains("claim/dose-without-source"), "{found}");
    let about = of_text("", "", "> [!EMERGENCY] Call 911 if your face droops\n\n## Signs of a stroke\n\nOne.");
    assert!(!about.contains("claim/no-emergency-line"), "{about}");
}

#[test]
fn link_untrusted() {
    let text = "[a](https://www.cdc.gov/flu) [b](https://pills.example/x) [c](https://clinic.example/)";
    let found = of_text("editorial: {trusted_sources: [cdc.gov]}\n", "", text);
    assert_eq!(found.matches("link/untrusted").count(), 1, "{found}");
    assert!(!of_text("", "", text).contains("link/untrusted"));
}

#[test]
fn link_redirected_and_mixed_case() {
    let found = of_text("", "aliases: [/old/a/]", "[a](/old/a/) [b](/Articles/A/) [c](/articles/a/)");
    assert_eq!(found.matches("link/redirected").count(), 1, "{found}");
    assert_eq!(found.matches("error link/mixed-case").count(), 1, "{found}");
    assert!(!found.contains("link/broken"), "{found}");
}

#[test]
fn a11y_table_without_header() {
    reports(
        "a11y/table-without-header",
        "|  |  |  |\n| --- | --- | --- |\n| a | b | c |",
        "|  | Dose |  |\n| --- | --- | --- |\n| a | b | c |",
    );
}

#[test]
fn a11y_video_without_captions() {
    let video = |more: &str| format!("```video\ntitle: A film\nurl: https://video.example/1\n{more}\n```");
    reports("a11y/video-without-captions", &video(""), &video("transcript: We show how."));
}

#[test]
fn a11y_brand_contrast() {
    let pale = of_text("brand: {color: \"#8fd3ff\"}\n", "", "Text.");
    let dark = of_text("brand: {color: \"#0b4f4a\", accent: \"#a03010\"}\n", "", "Text.");
    assert!(pale.contains("a11y/brand-contrast") && !dark.contains("a11y/brand-contrast"), "{pale}{dark}");
}

#[test]
fn a11y_foreign_passage() {
    let spanish = "La vacuna de la gripe es segura para los niños y para las personas mayores.";
    reports("a11y/foreign-passage", spanish, &format!("<div lang=\"es\">\n\n{spanish}\n\n</div>"));
}

#[test]
fn myth_on_card() {
    let myth = |card: &str| {
        let front = format!(
            "title: Flu shots contain no live virus\ndate: 2026-11-02\ncard: {{title: \"{card}\"}}\nclaims:\n  - {{id: a, claim: The flu shot gives you the flu, verdict: false, fact: It cannot., fallacy: anecdote}}"
        );
        Project::new().document("myths/a.md", &front, "Text.").build().problems()
    };
    assert!(myth("The flu shot gives you the flu").contains("myth/on-card"));
    assert!(!myth("No live virus in flu shots").contains("myth/on-card"));
}

#[test]
fn site_quiet_weeks_and_old_drafts() {
    let old = Project::new().document("articles/a.md", "title: A\ndate: 2026-06-01", "Text.");
    assert!(old.build().suggestions().contains("site/quiet-weeks"));
    let scheduled = old.clone().document("articles/b.md", "title: B\ndate: 2026-11-25", "Text.");
    assert!(!scheduled.build().suggestions().contains("site/quiet-weeks"));
    let patient = old.clone().settings("rules: {site/quiet-weeks: {weeks: 40}}\n");
    assert!(!patient.build().suggestions().contains("site/quiet-weeks"));
    let draft = |date: &str| {
        let front = format!("title: D\ndate: {date}\ndraft: true");
        old.clone().document("articles/d.md", &front, "Text.").build().suggestions()
    };
    assert!(draft("2026-07-01").contains("site/old-draft") && !draft("2026-11-01").contains("site/old-draft"));
}

#[test]
fn site_observance_gap() {
    let with = of_text("  specialties: [Endocrine]\n", "", "Text.");
    assert!(!with.contains("site/observance-gap") || with.contains("no post covers them"), "{with}");
    let october =
        Project::new().settings("  specialties: [Endocrine]\n").at("2026-10-20T12:00:00Z").article("a", "", "Text.");
    let found = october.build().suggestions();
    assert!(found.contains("site/observance-gap") && found.contains("Diabetes"), "{found}");
    assert!(!of_text("", "", "Text.").contains("site/observance-gap"));
}

#[test]
fn site_mix_and_off_specialty() {
    let twelve = |settings: &str| {
        let mut project = Project::new().settings(settings);
        for at in 0..12 {
            project = project.article(&format!("a{at}"), "conditions: [asthma]", "Text.");
        }
        project.build().suggestions()
    };
    let found = twelve("editorial: {mix: {article: 60, myth: 40}}\n");
    assert!(found.contains("12 of 12 posts from the last year are of the kind `article`: 100 percent"), "{found}");
    assert!(!twelve("editorial: {mix: {article: 90, myth: 10}}\n").contains("site/mix"));
    assert!(twelve("  specialties: [Dermatology]\n").contains("site/off-specialty"));
    assert!(!twelve("  specialties: [PrimaryCare]\n").contains("site/off-specialty"));
    let wrong = Project::new().settings("editorial: {mix: {article: 60}}\n").build().problems();
    assert!(wrong.contains("yaml/bad-value"), "{wrong}");
}

#[test]
fn site_orphan() {
    let old = |name: &str, text: &str| {
        (format!("articles/{name}.md"), format!("title: {name}\ndate: 2026-06-01"), text.to_owned())
    };
    let mut project = Project::new();
    for (path, front, text) in [old("a", "[b](b.md)"), old("b", "Text.")] {
        project = project.document(&path, &front, &text);
    }
    let found = project.build().suggestions();
    assert!(
        found.contains("info site/orphan content/articles/a.md") && found.matches("site/orphan").count() == 1,
        "{found}"
    );
}

#[test]
fn site_missing_policy() {
    let page = |project: Project, name: &str| project.document(&format!("pages/{name}.md"), "title: A page", "Text.");
    let some = page(page(Project::new(), "about"), "privacy").build().suggestions();
    assert!(some.contains("no page about a disclaimer, about accessibility, about help in other languages"), "{some}");
    let all = ["privacy", "disclaimer", "accessibility", "language-help"].into_iter().fold(Project::new(), page);
    assert!(!all.build().suggestions().contains("site/missing-policy"));
}

#[test]
fn phi_undeclared_people() {
    let with = |alt: &str, people: &str| {
        let front = format!("image: {{src: a.png, alt: {alt}{people}}}");
        let picture = crate::support::drawing(8, 8, [1, 2, 3]);
        let site = Project::new().article("a", &front, "Text.").write("content/articles/a.png", picture).build();
        format!("{}{}", site.problems(), site.suggestions())
    };
    assert!(with("A woman waters tomatoes", "").contains("phi/undeclared-people"));
    for people in [", people: staff", ", people: none", ", people: {consented: C-1}"] {
        let found = with("A woman waters tomatoes", people);
        assert!(!found.contains("phi/undeclared-people") && !found.contains("yaml/"), "{found}");
    }
    assert!(!with("A red tomato", "").contains("phi/undeclared-people"));
    assert!(with("A red tomato", ", people: somebody").contains("yaml/bad-value"));
    let figure = |more: &str| of_text("", "", &format!("```figure\nsrc: a.png\nalt: A child runs\n{more}```"));
    assert!(figure("").contains("phi/undeclared-people"));
    assert!(!figure("people: staff\n").contains("phi/undeclared-people"));
}
