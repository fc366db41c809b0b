//! A value of the wrong type at any key is an error at its line.

use crate::support::Project;

/// What a key holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Bool,
    Number,
    List,
    Group,
}

impl Holds {
    /// Values of other types.
    fn wrong(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["[a]", "{a: b}", "[[a]]"],
            Self::Bool => &["maybe", "5", "[true]", "{a: b}", "\"true\""],
            Self::Number => &["many", "[5]", "{a: b}", "-1", "1.5", "true", "99999999999999999999999"],
            Self::List => &["word", "5", "true", "{a: b}"],
            Self::Group => &["word", "5", "true", "[a]"],
        }
    }
}

/// Keys of documents: the folder, the lines down to the key, and what it holds.
const FRONT: [(&str, &str, Holds); 77] = [
    ("articles", "title", Holds::Text),
    ("articles", "date", Holds::Text),
    ("articles", "updated", Holds::Text),
    ("articles", "summary", Holds::Text),
    ("articles", "slug", Holds::Text),
    ("articles", "aliases", Holds::List),
    ("articles", "aliases.-", Holds::Text),
    ("articles", "draft", Holds::Bool),
    ("articles", "expires", Holds::Text),
    ("articles", "authors", Holds::List),
    ("articles", "authors.-", Holds::Text),
    ("articles", "reviewed", Holds::Group),
    ("articles", "reviewed.by", Holds::Text),
    ("articles", "reviewed.on", Holds::Text),
    ("articles", "reviewed.due", Holds::Text),
    ("articles", "conditions", Holds::List),
    ("articles", "conditions.-", Holds::Text),
    ("articles", "topics", Holds::List),
    ("articles", "topics.-", Holds::Text),
    ("articles", "awareness", Holds::List),
    ("articles", "awareness.-.name", Holds::Text),
    ("articles", "awareness.-.from", Holds::Text),
    ("articles", "awareness.-.to", Holds::Text),
    ("articles", "sources", Holds::List),
    ("articles", "sources.-.id", Holds::Text),
    ("articles", "sources.-.type", Holds::Text),
    ("articles", "sources.-.title", Holds::Text),
    ("articles", "sources.-.author", Holds::List),
    ("articles", "sources.-.author.-.family", Holds::Text),
    ("articles", "sources.-.author.-.given", Holds::Text),
    ("articles", "sources.-.editor", Holds::List),
    ("articles", "sources.-.container-title", Holds::Text),
    ("articles", "sources.-.volume", Holds::Text),
    ("articles", "sources.-.page", Holds::Text),
    ("articles", "sources.-.publisher", Holds::Text),
    ("articles", "sources.-.DOI", Holds::Text),
    ("articles", "sources.-.PMID", Holds::Text),
    ("articles", "sources.-.URL", Holds::Text),
    ("articles", "sources.-.evidence", Holds::Text),
    ("articles", "sources.-.retracted", Holds::Bool),
    ("articles", "sources.-.issued.date-parts", Holds::List),
    ("articles", "corrections", Holds::List),
    ("articles", "corrections.-", Holds::Group),
    ("articles", "corrections.-.date", Holds::Text),
    ("articles", "corrections.-.severity", Holds::Text),
    ("articles", "corrections.-.what", Holds::Text),
    ("articles", "corrections.-.why", Holds::Text),
    ("articles", "disclosures", Holds::Group),
    ("articles", "disclosures.funding", Holds::Text),
    ("articles", "disclosures.conflicts", Holds::Text),
    ("articles", "disclosures.ai_assisted", Holds::Bool),
    ("articles", "image", Holds::Group),
    ("articles", "image.src", Holds::Text),
    ("articles", "image.alt", Holds::Text),
    ("articles", "call_to_action", Holds::Group),
    ("articles", "call_to_action.label", Holds::Text),
    ("articles", "call_to_action.url", Holds::Text),
    ("articles", "card", Holds::Group),
    ("articles", "card.title", Holds::Text),
    ("articles", "card.image", Holds::Text),
    ("articles", "social", Holds::Group),
    ("articles", "social.x.text", Holds::Text),
    ("articles", "social.x.hashtags", Holds::List),
    ("articles", "social.x.publish_at", Holds::Text),
    ("articles", "discussion", Holds::Group),
    ("articles", "discussion.x", Holds::Text),
    ("articles", "lang", Holds::Text),
    ("myths", "claims", Holds::List),
    ("myths", "claims.-.verdict", Holds::Text),
    ("myths", "claims.-.seen", Holds::List),
    ("myths", "claims.-.seen.-.url", Holds::Text),
    ("stories", "consent", Holds::Group),
    ("stories", "consent.scope", Holds::List),
    ("stories", "consent.revoked", Holds::Bool),
    ("events", "starts", Holds::Text),
    ("events", "registration_url", Holds::Text),
    ("updates", "agency_source", Holds::Text),
];

/// Keys of the settings.
const SETTINGS: [(&str, Holds); 52] = [
    ("title", Holds::Text),
    ("url", Holds::Text),
    ("timezone", Holds::Text),
    ("practice", Holds::Group),
    ("practice.name", Holds::Text),
    ("practice.legal_name", Holds::Text),
    ("practice.type", Holds::Text),
    ("practice.specialties", Holds::List),
    ("practice.phone", Holds::Text),
    ("practice.email", Holds::Text),
    ("practice.address", Holds::Group),
    ("practice.address.street", Holds::Text),
    ("practice.address.postal_code", Holds::Text),
    ("practice.npi", Holds::Text),
    ("practice.appointments_url", Holds::Text),
    ("practice.emergency", Holds::Text),
    ("language", Holds::Text),
    ("languages", Holds::List),
    ("languages.-", Holds::Text),
    ("description", Holds::Text),
    ("theme", Holds::Text),
    ("brand", Holds::Group),
    ("brand.color", Holds::Text),
    ("brand.accent", Holds::Text),
    ("brand.logo", Holds::Text),
    ("profiles", Holds::Group),
    ("profiles.x", Holds::Text),
    ("channels", Holds::List),
    ("editorial", Holds::Group),
    ("editorial.review_every", Holds::Text),
    ("editorial.citation_style", Holds::Text),
    ("editorial.reading_grade", Holds::Number),
    ("editorial.source_age", Holds::Text),
    ("editorial.disclaimer", Holds::Text),
    ("editorial.trusted_sources", Holds::List),
    ("editorial.claim_review", Holds::Bool),
    ("feeds", Holds::Group),
    ("feeds.limit", Holds::Number),
    ("feeds.full_content", Holds::Bool),
    ("feeds.terms", Holds::Group),
    ("feeds.terms.limit", Holds::Number),
    ("feeds.terms.full_content", Holds::Bool),
    ("images", Holds::Group),
    ("images.sizes", Holds::List),
    ("images.quality", Holds::Number),
    ("markdown", Holds::Group),
    ("markdown.raw_html", Holds::Text),
    ("paginate_by", Holds::Number),
    ("navigation", Holds::List),
    ("navigation.-.title", Holds::Text),
    ("rules", Holds::Group),
    ("bedside", Holds::Text),
];

/// `a.-.b` with a value, one step a line; and the number of lines.
fn lines(path: &str, value: &str) -> (String, usize) {
    let steps: Vec<&str> = path.split('.').collect();
    let line = |(depth, step): (usize, &&str)| {
        let colon = if *step == "-" { "" } else { ":" };
        format!("{}{step}{colon}", "  ".repeat(depth))
    };
    let lines: Vec<String> = steps.iter().enumerate().map(line).collect();
    (format!("{} {value}\n", lines.join("\n")), steps.len())
}

fn assert_told(project: &Project, place: &str, what: &str) {
    let built = project.build();
    let told = built.errors().lines().any(|line| line.contains(&format!(" {place} ")));
    assert!(told, "{what}: nothing at {place}:\n{}", built.problems());
    assert!(!built.errors().contains("site/page-failed"), "{what}: {}", built.errors());
    let plain = !built.errors().contains("invalid type") && !built.errors().contains("struct ");
    assert!(plain, "{what}: {}", built.errors());
}

#[test]
fn a_wrong_type_in_a_document_is_told_at_its_line() {
    for (folder, path, holds) in FRONT {
        for value in holds.wrong() {
            let (key, count) = lines(path, value);
            let rest = if path == "title" {
                "date: 2026-11-02"
            } else if path == "date" {
                "title: A"
            } else {
                "title: A\ndate: 2026-11-02"
            };
            let project = Project::new().write(&format!("content/{folder}/a.md"), format!("---\n{key}{rest}\n---\n"));
            assert_told(&project, &format!("content/{folder}/a.md:{}", count + 1), &format!("{path}: {value}"));
        }
    }
}

#[test]
fn a_wrong_type_in_the_settings_is_told_at_its_line() {
    for (path, holds) in SETTINGS {
        for value in holds.wrong() {
            let (key, count) = lines(path, value);
            let project = Project::empty().settings(&key);
            assert_told(&project, &format!("bedside.yaml:{count}"), &format!("{path}: {value}"));
        }
    }
}

/// What to write instead, where that can be said.
#[test]
fn a_wrong_type_in_the_settings_is_told_what_to_write() {
    let cases = [
        ("paginate_by: ten", "expected a whole number, but found the text \"ten\"", ""),
        ("paginate_by: 5.5", "expected a whole number, but found the number `5.5`", ""),
        ("editorial: {reading_grade: \"8\"}", "expected a whole number", "write it without quotes: `8`"),
        (
            "channels: facebook",
            "expected a list, but found the text \"facebook\"",
            "write it in brackets: `[facebook]`",
        ),
        ("images: {sizes: 480}", "expected a list, but found the number `480`", "write it in brackets: `[480]`"),
        ("feeds: {full_content: yes}", "expected `true` or `false`", "write `true` or `false`, without quotes"),
        ("feeds: {full_content: \"true\"}", "expected `true` or `false`", "write `true` or `false`, without quotes"),
        ("brand: teal", "expected a group of keys, but found the text \"teal\"", ""),
        ("rules: [a]", "expected a group of keys, but found a list", ""),
        ("description: [a]", "expected text, but found a list", ""),
    ];
    for (line, message, help) in cases {
        let site = Project::new().settings(&format!("{line}\n")).build();
        let expected = format!("error yaml/wrong-type bedside.yaml:6 {message}");
        assert!(site.errors().starts_with(&expected), "{line}: {}", site.errors());
        assert_eq!(site.help("yaml/wrong-type"), help, "{line}");
    }
}
