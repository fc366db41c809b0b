//! Which paths a file names, seen from the root of the crate.

use super::lexer::{Kind, Token, starts_with, tokens};

/// A path into the crate, such as `["diag", "Code"]` for `crate::diag::Code`. It ends in `*` for a glob, and is empty for
/// the crate itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// Every path that starts with `crate`, `self` or `super` in the text of `module`, in `use` or elsewhere. Other paths
/// lead to other packages, or to names that a `use` has brought in.
pub(crate) fn imports(source: &str, module: &[String]) -> Vec<Import> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut here = Here { module: module.to_vec(), inner: Vec::new(), depth: 0 };
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let mut paths = Vec::new();
        let after_path = at >= 2 && starts_with(&tokens[at - 2..], &[":", ":"]);
        if token.is("use") {
            let length = use_tree(&tokens[at + 1..], &[], &mut paths);
            at += 1 + length;
        } else if ["crate", "self", "super"].iter().any(|root| token.is(root))
            && starts_with(&tokens[at + 1..], &[":", ":"])
            && !after_path
        {
            at += use_tree(&tokens[at..], &[], &mut paths).max(1);
        } else {
            here.pass(&tokens[at..]);
            at += 1;
        }
        found.extend(paths.iter().filter_map(|path| here.resolve(path)).map(|path| Import { path, line: token.line }));
    }
    found
}

/// The module that the scan is in: the file's own, and those that stand in the file with braces.
struct Here {
    module: Vec<String>,
    inner: Vec<usize>,
    depth: usize,
}

impl Here {
    fn pass(&mut self, tokens: &[Token]) {
        if tokens[0].is("mod") && tokens.len() > 2 && tokens[2].is("{") {
            self.module.push(tokens[1].text.to_owned());
            self.inner.push(self.depth);
        } else if tokens[0].is("{") {
            self.depth += 1;
        } else if tokens[0].is("}") {
            self.depth = self.depth.saturating_sub(1);
            if self.inner.last() == Some(&self.depth) {
                self.inner.pop();
                self.module.pop();
            }
        }
    }

    /// The path from the root of the crate; `None` where it leads elsewhere.
    fn resolve(&self, path: &[&str]) -> Option<Vec<String>> {
        let mut base = match *path.first()? {
            "crate" => Vec::new(),
            "self" | "super" => self.module.clone(),
            _ => return None,
        };
        for segment in path {
            match *segment {
                "crate" | "self" => {}
                "super" => {
                    base.pop();
                }
                name => base.push(name.to_owned()),
            }
        }
        Some(base)
    }
}

/// Reads `a::{b, c::*}` into its paths and returns the number of tokens read. A path outside `use` is such a tree too.
fn use_tree<'s>(tokens: &[Token<'s>], prefix: &[&'s str], paths: &mut Vec<Vec<&'s str>>) -> usize {
    let mut path = prefix.to_vec();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if starts_with(&tokens[at..], &[":", ":"]) {
            at += 2;
        } else if token.is("{") {
            return at + use_group(&tokens[at..], &path, paths);
        } else if token.is("*") || token.kind == Kind::Word {
            path.push(token.text);
            at += 1;
            if !starts_with(&tokens[at..], &[":", ":"]) {
                break;
            }
        } else {
            break;
        }
    }
    if starts_with(&tokens[at..], &["as"]) {
        at += 2;
    }
    paths.push(path);
    at
}

/// Reads `{b, c::*}`.
fn use_group<'s>(tokens: &[Token<'s>], prefix: &[&'s str], paths: &mut Vec<Vec<&'s str>>) -> usize {
    let mut at = 1;
    while let Some(token) = tokens.get(at) {
        if token.is("}") {
            return at + 1;
        }
        at += if token.is(",") { 1 } else { use_tree(&tokens[at..], prefix, paths).max(1) };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str, module: &str) -> Vec<String> {
        let module: Vec<String> = module.split("::").filter(|s| !s.is_empty()).map(str::to_owned).collect();
        imports(source, &module).into_iter().map(|import| import.path.join("::")).collect()
    }

    #[test]
    fn paths_are_found_and_resolved() {
        let cases: [(&str, &str, &[&str]); 18] = [
            ("use crate::diag::Code;", "parse", &["diag::Code"]),
            ("pub(crate) use crate::diag::Code as Kind;", "parse", &["diag::Code"]),
            ("use crate::{base, diag::Code};", "parse", &["base", "diag::Code"]),
            ("use crate::diag::{self, Code, more::*};", "parse", &["diag", "diag::Code", "diag::more::*"]),
            ("use crate::{a::{b, c::{d, e}}, f,};", "", &["a::b", "a::c::d", "a::c::e", "f"]),
            ("use super::Code;", "diag::outcome", &["diag::Code"]),
            ("use super::super::base::Slug;", "diag::outcome", &["base::Slug"]),
            ("use super::base::Slug;", "diag", &["base::Slug"]),
            ("use self::outcome::Outcome;", "diag", &["diag::outcome::Outcome"]),
            ("use std::fmt; use serde::{de, ser}; use ::image::Rgb;", "image", &[]),
            ("fn f() -> crate::model::Site { g::<crate::plan::Plan>() }", "parse", &["model::Site", "plan::Plan"]),
            ("fn f() { super::super::plan::make(); }", "parse::body", &["plan::make"]),
            ("macro_rules! m { () => { $crate::plan::make() } }", "parse", &["plan::make"]),
            ("pub(crate) fn f(self) {} pub(in crate::diag) fn g() {}", "diag", &["diag"]),
            ("// use crate::a;\n/* use crate::b; */ const S: &str = \"use crate::c;\";", "d", &[]),
            (
                "mod tests { use super::*; mod deep { use super::super::x; } use super::y; }",
                "a::b",
                &["a::b::*", "a::b::x", "a::b::y"],
            ),
            ("fn f() { { } } mod m { } use super::x;", "a::b", &["a::x"]),
            ("use crate::*;", "a", &["*"]),
        ];
        for (source, module, expected) in cases {
            assert_eq!(paths(source, module), expected, "{source}");
        }
    }

    #[test]
    fn an_import_knows_its_line() {
        let found = imports("//! doc\n\nuse crate::{\n    a,\n};\n", &[]);
        assert_eq!(found, [Import { path: vec!["a".to_owned()], line: 3 }]);
    }

    #[test]
    fn unfinished_trees_do_not_panic() {
        for source in ["use", "use crate::{a", "use crate::{a::{", "use crate::a as", "crate::", "mod a", "}}"] {
            imports(source, &[]);
        }
    }
}
