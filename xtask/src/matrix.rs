//! `cargo xtask matrix`: every case that the promises rest on, with the test that holds it.
//!
//! `tests/matrix.txt` lists the cases; a line that is indented names a test of the case above it. A case without a test, and a
//! test that does not exist, are errors.

use std::fs;

use crate::shell;

/// The list, seen from the root of the repository.
const LIST: &str = "tests/matrix.txt";

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
    let tests: usize = cases.iter().map(|case| case.tests.len()).sum();
    println!("{} cases, held by tests {tests} times, {} wrong", cases.len(), wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// A case and the tests that hold it.
struct Case<'t> {
    line: usize,
    name: &'t str,
    tests: Vec<&'t str>,
}

fn cases(text: &str) -> Result<Vec<Case<'_>>, String> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let name = line.trim();
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            cases.push(Case { line: at + 1, name, tests: Vec::new() });
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
    fn only_a_function_that_is_marked_is_a_test() {
        let text = "#[test]\n#[cfg(unix)]\nfn one() {\n    two();\n}\n\n// far\n// away\n// from\n// it\nfn two() {}\n";
        assert!(is_test(text, "one"));
        assert!(!is_test(text, "two"));
        assert!(!is_test(text, "three"));
        assert!(exists("house::packages::the_lock_file_stays_small"));
        assert!(!exists("house::packages::no_such_test"));
    }
}
