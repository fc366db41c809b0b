//! What Lighthouse makes of five pages on its phone: `cargo xtask lighthouse`.

#![expect(clippy::disallowed_methods, reason = "starts a program, and reads what it wrote")]
#![expect(clippy::print_stderr, reason = "says what was measured")]

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

#[test]
#[ignore = "takes minutes and a program of npm: cargo xtask lighthouse"]
fn five_pages_on_its_phone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("target/tools/lighthouse/node_modules/lighthouse/cli/index.js");
    assert!(program.exists(), "run `cargo xtask lighthouse`, which brings the program");
    let host = Host::of(site_with_pictures());
    let report = root.join("target/tools/lighthouse/report.json");
    let mut short = Vec::new();
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
        for (name, score) in scores.iter().filter(|(_, score)| *score < 99.5) {
            let refs = report["categories"][name]["auditRefs"].as_array().expect("a list");
            let lost = refs.iter().filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0);
            let lost = lost.map(|audit| &report["audits"][audit["id"].as_str().unwrap_or_default()]);
            let lost = lost.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0));
            let lost: Vec<String> = lost.map(|audit| format!("{} {}", audit["title"], audit["displayValue"])).collect();
            short.push(format!("{path}, {name} {score:.0}: {lost:?}"));
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}
