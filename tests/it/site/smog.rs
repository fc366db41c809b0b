//! Reading grades beside those of another program, textstat, on the same texts (`smog/make.py` writes them).

#![expect(clippy::disallowed_methods, reason = "a fixture is a file")]

use bedside::grade::{Language, count};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    name: String,
    #[serde(rename = "text")]
    words: String,
    smog: f64,
    flesch_kincaid: f64,
}

#[test]
fn grades_are_those_of_textstat() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/site/smog/textstat.json");
    let texts: Vec<Text> = serde_json::from_str(&std::fs::read_to_string(path).expect("the texts")).expect("JSON");
    assert!(texts.len() >= 30, "{}", texts.len());
    let mut apart = Vec::new();
    let mut worst = 0.0_f64;
    for text in &texts {
        let counts = count(&text.words, Language::English);
        let (smog, kincaid) = (counts.smog() - text.smog, counts.flesch_kincaid() - text.flesch_kincaid);
        worst = worst.max(smog.abs());
        if smog.abs() > 0.5 || kincaid.abs() > 1.0 {
            apart.push(format!("{}: SMOG {smog:+.2}, Flesch-Kincaid {kincaid:+.2}", text.name));
        }
    }
    // The two count some words of medicine and short sentences differently.
    assert!(texts.len() - apart.len() >= 30 && worst < 1.2, "\n{}", apart.join("\n"));
}
