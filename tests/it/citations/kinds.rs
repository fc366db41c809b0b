//! Every kind of work in every style, beside what the manuals print for their kind.

use std::collections::BTreeMap;

use super::lines;

const WORKS: &str = include_str!("kinds.json");
const EXPECTED: &str = include_str!("kinds.txt");

#[test]
fn every_kind_of_work_has_the_form_of_its_manual() {
    let works: Vec<serde_json::Value> = serde_json::from_str(WORKS).expect("JSON");
    let ids: Vec<String> = works.iter().map(|work| work["id"].as_str().expect("an id").to_owned()).collect();
    let mut wrong = Vec::new();
    for style in ["ama", "nlm", "apa"] {
        let ours = lines(style, "data/sources.json", WORKS, &ids);
        let start = format!("{style} | ");
        let expected: BTreeMap<&str, &str> =
            EXPECTED.lines().filter_map(|line| line.strip_prefix(&start)?.split_once(" | ")).collect();
        assert_eq!(expected.len(), ids.len(), "{style}");
        for (id, line) in expected {
            if ours[id] != line {
                wrong.push(format!("{style} {id}\n  expected {line}\n  found    {}", ours[id]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
