//! How long each rule takes on texts of 1 MB that are made to cost time.
//!
//! `cargo xtask bench rules` runs it and shows what was demanded. Alone, it prints lines of `milliseconds rule text`. The rules
//! for details of patients are measured together, as `phi`; `preparation` is what a compilation does before and beside the
//! rules of its check, all of them off. The figure of a rule contains the sentences and words that it is the first to ask for.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]

use std::sync::Arc;
use std::time::Instant;

use bedside::compile::{Cache, Request, compile_with};
use bedside::diag::Code;
use bedside::privacy::{Known, of_document, scan};
use bedside::world::MemoryWorld;

/// Bytes of a text.
const SIZE: usize = 1_000_000;

/// The texts: a name, and what is repeated.
const TEXTS: [(&str, &str); 24] = [
    ("digits", "7"),
    ("letters", "a"),
    ("capitals", "A"),
    ("words", "fever and a cough "),
    ("one-sentence", "the patient, who has diabetes, "),
    ("zip-codes", "60614 "),
    ("states-and-zips", "Boise, ID 83702 "),
    ("addresses", "1842 Larkspur Lane, Boise, ID 83702. "),
    ("address-lines", "1842 Larkspur Lane\n\n"),
    ("parentheses", "("),
    ("brackets", "[a]("),
    ("bidi-marks", "\u{202e}"),
    ("commas", ","),
    ("doctors", "Dr. "),
    ("titles", "Mr. Ruiz "),
    ("percents", "40% of 100, "),
    ("names", "Maria Lopez "),
    ("dates", "3/14/2026 "),
    ("phones", "312-555-0100 "),
    ("abbreviations", "COPD (CHF) "),
    ("paragraphs", "Take it.\n\n"),
    ("quotes", "\"a\" "),
    ("addresses-of-the-web", "https://example.org/a "),
    ("stars", "*a **b "),
];

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(wanted) = wanted else { return };
    for (name, part) in TEXTS.iter().filter(|(name, _)| wanted == "all" || *name == wanted) {
        let text = part.repeat(SIZE / part.len());
        let begin = Instant::now();
        let known = Known::default();
        let found: usize = of_document(&text).iter().map(|block| scan(&text[block.range.clone()], &known).len()).sum();
        println!("{:.1} phi {name} ({found} found)", milliseconds(begin));
        let usual = check(&text, None);
        println!("{usual:.1} preparation {name}");
        for code in Code::all().iter().filter(|code| is_of_texts(code)) {
            println!("{:.1} {} {name}", (check(&text, Some(code.name)) - usual).max(0.0), code.name);
        }
    }
}

/// Whether a code is of a family that reads texts.
fn is_of_texts(code: &Code) -> bool {
    ["plain/", "claim/", "a11y/", "source/", "link/", "myth/", "review/", "site/"]
        .iter()
        .any(|family| code.name.starts_with(family))
}

/// Milliseconds of the check of a project with one document in which one rule is on, the faster of two.
fn check(text: &str, on: Option<&str>) -> f64 {
    let off = Code::all().iter().filter(|code| is_of_texts(code) && Some(code.name) != on);
    let rules: Vec<String> = off.map(|code| format!("{}: off", code.name)).collect();
    let mut world = MemoryWorld::new(jiff::Timestamp::UNIX_EPOCH);
    world.write(
        "bedside.yaml",
        format!(
            "title: A\nurl: https://a.example\nlanguage: en\ntimezone: America/Chicago\npractice: {{name: A}}\nrules: {{{}}}\n",
            rules.join(", ")
        ),
    );
    world.write("content/articles/a.md", format!("---\ntitle: A\ndate: 1969-11-02\nsummary: A.\n---\n\n{text}\n"));
    let once = |world: MemoryWorld| {
        let mut from = Instant::now();
        let mut took = 0.0;
        let request = Request { no_cards: true, ..Request::default() };
        compile_with(Arc::new(world), &request, &mut Cache::default(), |stage| {
            if stage == "check" {
                took = milliseconds(from);
            }
            from = Instant::now();
        });
        took
    };
    once(world.clone()).min(once(world))
}

fn milliseconds(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1000.0
}
