//! Lengths on X as twitter-text counts them.

use bedside::social::Counting;

use super::{entries, saved};

const COUNTS: &str = include_str!("counts.json");

/// Texts that count otherwise, each with our length and why.
const DIFFERENCES: &str = include_str!("counts-differences.txt");

#[test]
fn x_counts_as_twitter_text_but_for_what_is_explained() {
    let differences: Vec<(String, usize)> = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (length, rest) = line.split_once(" | ").expect("a length");
            let (text, why) = rest.rsplit_once(" | ").expect("a reason");
            assert!(!why.is_empty(), "{line}");
            (serde_json::from_str(text).expect("a text"), length.parse().expect("a number"))
        })
        .collect();
    let saved = saved(COUNTS);
    let mut wrong = Vec::new();
    let mut used = 0;
    for (text, theirs) in entries(&saved) {
        let theirs = usize::try_from(theirs.as_u64().expect("a number")).expect("a length");
        let ours = Counting::X.count(text);
        match differences.iter().find(|(known, _)| known == text) {
            Some((_, length)) if *length == ours && ours != theirs => used += 1,
            _ if ours == theirs => {}
            _ => wrong.push(format!("{ours} | {} | theirs {theirs}", serde_json::to_string(text).expect("JSON"))),
        }
    }
    assert!(entries(&saved).count() >= 500);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(used, differences.len(), "listed and not there");
}
