//! Rules that each file keeps by itself.

use super::lexer::{Token, starts_with, tokens};
use super::{Breach, Tree};

/// Above this a file has a second job that wants a file of its own.
const LONGEST: usize = 600;

/// Words that put off a decision, and a name that says nothing.
const UNWANTED: [&str; 4] = ["TODO", "FIXME", "XXX", "utils"];

/// Macros that write to the terminal.
const PRINTING: [&str; 4] = ["println", "eprintln", "print", "eprint"];

/// Every habit that a file breaks.
pub(crate) fn breaches(tree: &Tree) -> Vec<Breach> {
    let found = tree.iter().flat_map(|(file, source)| {
        let mut found = layout(source);
        let tokens = tokens(source);
        found.extend((0..tokens.len()).filter_map(|at| Some((tokens[at].line, code(file, &tokens[at..])?))));
        found.extend(words(file, source));
        found.into_iter().map(|(line, message)| Breach { file: file.clone(), line, message })
    });
    found.collect()
}

fn layout(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if !source.trim_start().starts_with("//!") {
        found.push((
            1,
            "the module has no `//!` at its top: say what comes in, what goes out and what always holds".to_owned(),
        ));
    }
    let lines = source.lines().count();
    if lines > LONGEST {
        found.push((
            LONGEST + 1,
            format!("{lines} lines are more than {LONGEST}: move one of the file's jobs into a file of its own"),
        ));
    }
    found
}

/// What is wrong with the code that starts at the first of `rest`.
fn code(file: &str, rest: &[Token]) -> Option<String> {
    let first = rest[0];
    if first.is("unsafe") {
        return Some("`unsafe` code: use a safe interface, such as rustix for the system's calls".to_owned());
    }
    if starts_with(&rest[1..], &["!"]) && PRINTING.iter().any(|name| first.is(name)) && !file.starts_with("src/cli/") {
        return Some(format!("`{}!` outside `cli`: return a diagnostic, and let `cli` print it", first.text));
    }
    let inside = attribute(rest)?;
    let calls = |name| (0..inside.len()).any(|at| starts_with(&inside[at..], &[name, "("]));
    if calls("allow") {
        return Some(
            "`#[allow(..)]`: write `#[expect(.., reason = \"..\")]`, which speaks up once it is not needed".to_owned(),
        );
    }
    let has_reason = (0..inside.len()).any(|at| starts_with(&inside[at..], &["reason", "="]));
    (calls("expect") && !has_reason).then(|| "`#[expect(..)]` without a reason: add `reason = \"..\"`".to_owned())
}

/// The inside of the attribute that `rest` starts with.
fn attribute<'t, 's>(rest: &'t [Token<'s>]) -> Option<&'t [Token<'s>]> {
    let open = if starts_with(rest, &["#", "["]) {
        2
    } else if starts_with(rest, &["#", "!", "["]) {
        3
    } else {
        return None;
    };
    let mut depth = 1;
    for (at, token) in rest.iter().enumerate().skip(open) {
        match token {
            token if token.is("[") => depth += 1,
            token if token.is("]") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&rest[open..at]);
        }
    }
    None
}

/// Unwanted words, in comments and names too.
fn words(file: &str, source: &str) -> Vec<(usize, String)> {
    let unwanted = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.into_iter().find_map(|word| UNWANTED.into_iter().find(|unwanted| *unwanted == word))
    };
    let message = |word: &str| match word {
        "utils" => "`utils` says nothing of what is inside: name the thing by its job".to_owned(),
        _ => format!("`{word}`: do it now, or leave it out and write an issue"),
    };
    let lines = source.lines().enumerate().map(|(index, line)| (index + 1, line));
    let named = std::iter::once((1, file));
    named.chain(lines).filter_map(|(line, text)| Some((line, message(unwanted(text)?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str, source: &str) -> Vec<String> {
        breaches(&Tree::from([(file.to_owned(), source.to_owned())])).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn good_code_passes() {
        let source = "//! Doc with `unsafe` and println!.\n#![warn(missing_docs)]\n#[expect(clippy::x, reason = \"why\")]\n\
                      fn f() { let s = \"#[allow(x)] unsafe println!\"; s.expect(\"a\"); todo(); } #[derive(Debug)] struct S;";
        assert_eq!(found("src/base/a.rs", source), Vec::<String>::new());
        assert_eq!(found("src/cli/report.rs", "//! Doc.\nfn f() { println!(); }"), Vec::<String>::new());
    }

    #[test]
    fn each_habit_is_looked_after() {
        let long = "\n".repeat(600) + "x";
        let cases = [
            ("\n#[allow(dead_code)]", "src/base/a.rs:3: `#[allow(..)]`"),
            ("\n#![allow(dead_code)]", "src/base/a.rs:3: `#[allow(..)]`"),
            ("#[cfg_attr(test, allow(dead_code))]", "src/base/a.rs:2: `#[allow(..)]`"),
            ("#[expect(dead_code)]", "src/base/a.rs:2: `#[expect(..)]` without a reason"),
            ("fn f() { unsafe { g() } }", "src/base/a.rs:2: `unsafe` code"),
            ("fn f() { println!(\"a\") }", "src/base/a.rs:2: `println!` outside `cli`"),
            ("fn f() { std::eprintln!(\"a\") }", "src/base/a.rs:2: `eprintln!` outside `cli`"),
            ("// TODO later", "src/base/a.rs:2: `TODO`: do it now"),
            ("mod string_utils;", "src/base/a.rs:2: `utils` says nothing"),
            (long.as_str(), "src/base/a.rs:601: 602 lines are more than 600"),
        ];
        for (source, expected) in cases {
            let found = found("src/base/a.rs", &format!("//! Doc.\n{source}"));
            assert_eq!(found.len(), 1, "{source}: {found:?}");
            assert!(found[0].starts_with(expected), "{source}: {found:?}");
        }
    }

    #[test]
    fn a_module_without_its_doc_is_found() {
        for source in ["", "use std::fmt;", "// note\n//! late", "/// of the item\nfn f() {}"] {
            let found = found("src/base/a.rs", source);
            assert_eq!(found.len(), 1, "{source}");
            assert!(found[0].contains("no `//!` at its top"), "{found:?}");
        }
    }

    #[test]
    fn a_file_is_named_by_its_job() {
        assert!(found("src/base/utils.rs", "//! Doc.")[0].starts_with("src/base/utils.rs:1: `utils` says nothing"));
    }
}
