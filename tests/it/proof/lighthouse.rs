//! What Lighthouse makes of five pages on its phone: `cargo xtask lighthouse`.

#![expect(clippy::disallowed_methods, reason = "starts a program, and reads what it wrote")]
#![expect(clippy::print_stderr, reason = "says what was measured")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::kinds::site_with_pictures;
use super::server::Host;

const PAGES: [&str; 5] = [
    "/",
    "/articles/colds-and-antibiotics/",
    "/myths/most-low-back-pain-needs-no-scan/",
    "/conditions/common-cold/",
    "/search/",
];

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// What was measured, by Lighthouse's names.
const MEASURED: [&str; 5] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "cumulative-layout-shift",
    "total-blocking-time",
    "total-byte-weight",
];

const HEAD: &str = "# Pages on Lighthouse's phone\n\nFive pages of the example site, from a host on the same computer that compresses and sends the headers of \
    `_headers`. `cargo xtask lighthouse` writes this.\n\n| Page | Performance | Accessibility | Best practices | SEO | First paint | Largest paint | \
    Shift | Blocked | Bytes |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";

#[test]
#[ignore = "takes minutes and a program of npm: cargo xtask lighthouse"]
fn five_pages_on_its_phone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("target/tools/lighthouse/node_modules/lighthouse/cli/index.js");
    assert!(program.exists(), "run `cargo xtask lighthouse`, which brings the program");
    let host = Host::of(site_with_pictures("clinic"));
    let report = root.join("target/tools/lighthouse/report.json");
    let mut short = Vec::new();
    let mut table = HEAD.to_owned();
    for path in PAGES {
        let status = Command::new("node")
            .arg(&program)
            .arg(format!("{}{path}", host.url))
            .args(["--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox --disable-gpu"])
            .arg(format!("--output-path={}", report.display()))
            .env("CHROME_PATH", "/usr/bin/chromium")
            .status()
            .expect("node");
        assert!(status.success(), "{path}");
        let report: Value = serde_json::from_slice(&std::fs::read(&report).expect("a report")).expect("JSON");
        let scores = CATEGORIES.map(|name| (name, report["categories"][name]["score"].as_f64().unwrap_or(0.0) * 100.0));
        eprintln!("{path}: {scores:?}");
        let shown = |name: &str| {
            let value = report["audits"][name]["displayValue"].as_str().unwrap_or("-").replace('\u{a0}', " ");
            value.trim_start_matches("Total size was ").to_owned()
        };
        let measured = MEASURED.map(shown).join(" | ");
        let scores_shown = scores.map(|(_, score)| format!("{score:.0}")).join(" | ");
        writeln!(table, "| `{path}` | {scores_shown} | {measured} |").expect("a string takes all");
        for (name, score) in scores.iter().filter(|(_, score)| *score < 99.5) {
            let refs = report["categories"][name]["auditRefs"].as_array().expect("a list");
            let lost = refs.iter().filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0);
            let lost = lost.map(|audit| &report["audits"][audit["id"].as_str().unwrap_or_default()]);
            let lost = lost.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0));
            let word = |value: &Value| value.as_str().unwrap_or_default().replace('\u{a0}', " ");
            let lost: Vec<String> =
                lost.map(|audit| format!("{} {}", word(&audit["title"]), word(&audit["displayValue"]))).collect();
            short.push(format!("{path}, {name} {score:.0}: {}", lost.join(", ")));
        }
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    writeln!(table, "\nThe computer's load was {load} at the end; the speed of the phone is computed from its own.")
        .expect("a string takes all");
    let reasons: Vec<String> = short.iter().map(|line| format!("- {line}\n")).collect();
    if !reasons.is_empty() {
        write!(table, "\nWhat is below 100, and what Lighthouse says of it:\n\n{}", reasons.concat())
            .expect("a string takes all");
    }
    std::fs::write(root.join("xtask/lighthouse.md"), table).expect("written");
    // Its clock is the computer's: the speed of a phone is a guess of the moment, the other three are facts.
    short.retain(|line| !line.contains(", performance "));
    assert!(short.is_empty(), "{short:#?}");
}
