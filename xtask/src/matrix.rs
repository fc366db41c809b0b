//! `cargo xtask matrix`: every case that the promises rest on, with the test that holds it.
//!
//! `tests/matrix.txt` lists the cases; a line that is indented names a test of the case above it. A case without a test, a
//! test that does not exist, and a promise of the handbook that does not name its cases are errors.

use std::fs;

use crate::shell;

/// The list, seen from the root of the repository.
const LIST: &str = "tests/matrix.txt";

/// The text with the promises, and the heading above them.
const PROMISES: &str = "docs/content/pages/promises.md";
const HEADING: &str = "## The promises";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let is_quiet = arguments.iter().any(|word| word == "--quiet");
    if arguments.iter().any(|word| word != "--quiet") {
        return Err("usage: cargo xtask matrix [--quiet]\n\n    --quiet  only what is wrong, and the count".to_owned());
    }
    let text = fs::read_to_string(shell::root().join(LIST)).map_err(|error| format!("{LIST}: {error}"))?;
    let cases = cases(&text)?;
    let mut wrong = Vec::new();
    for case in &cases {
        if !is_quiet {
            println!("{}", case.name);
        }
        if case.tests.is_empty() {
            wrong.push(format!("{LIST}:{}: no test holds `{}`", case.line, case.name));
        }
        for test in &case.tests {
            if !is_quiet {
                println!("    {test}");
            }
            if !exists(test) {
                wrong.push(format!("{LIST}:{}: there is no test `{test}`", case.line));
            }
        }
    }
    let page = fs::read_to_string(shell::root().join(PROMISES)).map_err(|error| format!("{PROMISES}: {error}"))?;
    wrong.extend(promises(&page, &cases));
    let tests: usize = cases.iter().map(|case| case.tests.len()).sum();
    println!("{} cases, held by tests {tests} times, {} wrong", cases.len(), wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// A case and the tests that hold it.
struct Case<'t> {
    line: usize,
    name: &'t str,
    /// The promise that it belongs to, as the heading above it says.
    promise: Option<usize>,
    tests: Vec<&'t str>,
}

/// What is wrong with the promises of the handbook: each names its cases behind `Cases:`, and every case of a promise is named.
fn promises(page: &str, cases: &[Case<'_>]) -> Vec<String> {
    let lines = page.lines().skip_while(|line| *line != HEADING).skip(1).take_while(|line| !line.starts_with("## "));
    let mut told: Vec<(usize, String)> = Vec::new();
    for line in lines {
        match line.split_once(". ").and_then(|(number, text)| Some((number.parse().ok()?, text))) {
            Some((number, text)) => told.push((number, text.to_owned())),
            None => {
                if let Some((_, text)) = told.last_mut() {
                    text.push(' ');
                    text.push_str(line.trim());
                }
            }
        }
    }
    let mut wrong = Vec::new();
    let listed = |number: usize| cases.iter().filter(move |case| case.promise == Some(number)).map(|case| case.name);
    for (number, text) in &told {
        let named = text.trim_end().trim_end_matches('.').split_once("Cases: ").map_or("", |(_, named)| named);
        let named: Vec<&str> = named.split("; ").filter(|name| !name.is_empty()).collect();
        if named.is_empty() {
            wrong.push(format!("{PROMISES}: promise {number} names no case"));
        }
        let missing = listed(*number).filter(|name| !named.contains(name));
        wrong.extend(missing.map(|name| format!("{PROMISES}: promise {number} does not name `{name}`")));
        let unknown = named.iter().filter(|name| listed(*number).all(|case| case != **name));
        wrong.extend(unknown.map(|name| format!("{LIST}: promise {number} has no case `{name}`")));
    }
    let is_told = |number: usize| told.iter().any(|(known, _)| *known == number);
    let untold = cases.iter().filter(|case| case.promise.is_some_and(|number| !is_told(number)));
    wrong.extend(untold.map(|case| format!("{LIST}:{}: the promise of this case is not in {PROMISES}", case.line)));
    wrong
}

fn cases(text: &str) -> Result<Vec<Case<'_>>, String> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut promise = None;
    for (at, line) in text.lines().enumerate() {
        let name = line.trim();
        if let Some(heading) = name.strip_prefix("# ") {
            let number = heading.strip_prefix("Promise ").and_then(|rest| rest.split(':').next());
            promise = number.and_then(|number| number.parse().ok());
        }
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            cases.push(Case { line: at + 1, name, promise, tests: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            case.tests.push(name);
        } else {
            return Err(format!("{LIST}:{}: a test stands before the first case", at + 1));
        }
    }
    if cases.is_empty() { Err(format!("{LIST} lists no case")) } else { Ok(cases) }
}

/// Whether a test of this name is there: `room::file::name` below `tests/it`, `room::file::tests::name` in `src`.
fn exists(test: &str) -> bool {
    let Some((module, name)) = test.rsplit_once("::") else { return false };
    let (base, module) = match module.strip_suffix("::tests") {
        Some(module) => ("src", module),
        None => ("tests/it", module),
    };
    let path = shell::root().join(base).join(module.replace("::", "/"));
    let files = [path.with_extension("rs"), path.join("mod.rs")];
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).any(|text| is_test(&text, name))
}

/// Whether a text has the function `name`, marked as a test.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let head = format!("fn {name}(");
    let found = lines.iter().position(|line| line.starts_with(&head));
    found.is_some_and(|at| lines[at.saturating_sub(6)..at].contains(&"#[test]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_and_their_tests_are_read() {
        let found = cases("# Heading\n\nkilled\n    a::b\n    a::c\nfull\n").expect("cases");
        let found: Vec<_> = found.iter().map(|case| (case.line, case.name, case.tests.clone())).collect();
        assert_eq!(found, [(3, "killed", vec!["a::b", "a::c"]), (6, "full", vec![])]);
        assert!(cases("    a::b\n").is_err());
        assert!(cases("# nothing\n").is_err());
    }

    #[test]
    fn promises_name_their_cases() {
        let cases = cases("# Promise 1: a\n\nkilled\n    a::b\nfull, or so\n    a::b\n# Other\n\nmore\n    a::b\n")
            .expect("cases");
        let wrong = |promise: &str| promises(&format!("# x\n\n{HEADING}\n\n{promise}\n\n## Limits\n\n2. x\n"), &cases);
        assert!(wrong("1. A site.\n   Cases: killed;\n   full, or so.").is_empty());
        assert_eq!(wrong("1. A site. Cases: killed.").len(), 1);
        assert_eq!(wrong("1. A site. Cases: killed; full, or so; lost.").len(), 1);
        assert_eq!(wrong("1. A site.").len(), 3);
        assert_eq!(wrong("1. A. Cases: killed; full, or so.\n2. B.").len(), 1);
        assert_eq!(wrong("").len(), 2);
    }

    #[test]
    fn only_a_function_that_is_marked_is_a_test() {
        let text = "#[test]\n#[cfg(unix)]\nfn one() {\n    two();\n}\n\n// far\n// away\n// from\n// it\nfn two() {}\n";
        assert!(is_test(text, "one"));
        assert!(!is_test(text, "two"));
        assert!(!is_test(text, "three"));
        assert!(exists("house::packages::the_lock_file_stays_small"));
        assert!(!exists("house::packages::no_such_test"));
    }
}
