//! One name for one thing: no two public types of different rooms share a name.

use std::collections::BTreeMap;

use super::lexer::{Kind, tokens};
use super::{Breach, Tree};

/// Words that introduce a type.
const TYPES: [&str; 5] = ["struct", "enum", "trait", "type", "union"];

/// Macros of the house that make a public type of the first name in their braces.
const MACROS: [&str; 2] = ["closed_words", "id"];

/// Every public type whose name another room uses too. A type that only its room sees may share one.
pub(crate) fn breaches(tree: &Tree) -> Vec<Breach> {
    let mut named: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for (file, source) in tree {
        for (name, line) in public_types(source) {
            named.entry(name).or_default().push((file, line));
        }
    }
    let mut found = Vec::new();
    for (name, places) in named {
        let (first, _) = places[0];
        for (file, line) in places.iter().filter(|(file, _)| room(file) != room(first)) {
            let message = format!(
                "`{name}` is also a public type of `{}` ({first}): give one of them the name that says what it alone is",
                room(first)
            );
            found.push(Breach { file: (*file).to_owned(), line: *line, message });
        }
    }
    found
}

fn room(file: &str) -> &str {
    file.split('/').nth(1).unwrap_or(file)
}

/// Names of the types that are `pub` without a limit, with their lines.
fn public_types(source: &str) -> Vec<(&str, usize)> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    for window in tokens.windows(4) {
        let name = match window {
            [public, kind, name, _] if public.is("pub") && TYPES.iter().any(|word| kind.is(word)) => name,
            [name, bang, open, first] if bang.is("!") && open.is("{") && MACROS.iter().any(|word| name.is(word)) => {
                first
            }
            _ => continue,
        };
        if name.kind == Kind::Word {
            found.push((name.text, name.line));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let tree = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        breaches(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_name_in_two_rooms_is_found() {
        let other = ("src/b/x.rs", "//! b\npub struct Report { a: u8 }");
        let cases = [
            "pub enum Report { A }",
            "pub trait Report {}",
            "pub type Report = u8;",
            "closed_words! {\n /// Doc.\n Report { A = \"a\" } }",
            "id! {\n /// Doc.\n Report\n}",
        ];
        for source in cases {
            let found = found(&[("src/a/mod.rs", source), other]);
            assert_eq!(found.len(), 1, "{source}: {found:?}");
            assert!(found[0].starts_with("src/b/x.rs:2: `Report` is also a public type of `a`"), "{found:?}");
        }
    }

    #[test]
    fn private_types_and_those_of_one_room_pass() {
        let files = [
            ("src/a/mod.rs", "pub struct Report; pub(crate) struct Entry; struct Value; pub fn state() {}"),
            ("src/a/other.rs", "pub mod deep { pub struct Report; }"),
            ("src/b/mod.rs", "pub(super) struct Report; pub struct Entry; pub struct Value; pub enum State { Report }"),
        ];
        assert_eq!(found(&files), Vec::<String>::new());
    }
}
