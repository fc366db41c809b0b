//! Files that no `mod` leads to: Cargo leaves them out without a word.

use std::collections::BTreeSet;

use super::lexer::{Kind, Token, starts_with, tokens};
use super::{Breach, Tree};

/// The files of `folder` that are compiled into nothing.
pub(crate) fn breaches(tree: &Tree, folder: &str) -> Vec<Breach> {
    let mut reached = BTreeSet::new();
    for file in tree.keys().filter(|file| is_root(file, folder)) {
        reach(tree, file, &mut reached);
    }
    let message = "this file is compiled into nothing: add `mod NAME;` to the file it belongs to, or delete it";
    let forgotten = tree.keys().filter(|file| !reached.contains(file.as_str()));
    forgotten.map(|file| Breach { file: file.clone(), line: 1, message: message.to_owned() }).collect()
}

/// Whether Cargo starts from the file: `src/lib.rs`, `tests/name.rs` or `tests/name/main.rs`.
fn is_root(file: &str, folder: &str) -> bool {
    let inside = file.trim_start_matches(folder).trim_start_matches('/');
    match inside.split_once('/') {
        None => true,
        Some((_, rest)) => rest == "main.rs",
    }
}

fn reach<'t>(tree: &'t Tree, file: &'t str, reached: &mut BTreeSet<&'t str>) {
    if !reached.insert(file) {
        return;
    }
    for candidate in declared(file, &tree[file]) {
        if let Some((file, _)) = tree.get_key_value(&candidate) {
            reach(tree, file, reached);
        }
    }
}

/// The places where the modules that `file` declares may stand.
fn declared(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let is_top = name == "main.rs" || name == "mod.rs" || !folder.contains('/');
    let below = if is_top { folder.to_owned() } else { format!("{folder}/{}", name.trim_end_matches(".rs")) };
    let mut places = Vec::new();
    for at in 0..tokens.len() {
        if let [keyword, module, end, ..] = &tokens[at..]
            && keyword.is("mod")
            && end.is(";")
        {
            match path_attribute(&tokens[..at]) {
                Some(path) => places.push(joined(folder, path)),
                None => places.extend(["", "/mod"].map(|tail| format!("{below}/{}{tail}.rs", module.text))),
            }
        }
    }
    places
}

/// `path` seen from `folder`, with `..` resolved.
fn joined(folder: &str, path: &str) -> String {
    let (mut folder, mut path) = (folder, path);
    while let Some(rest) = path.strip_prefix("../") {
        (folder, path) = (folder.rsplit_once('/').map_or("", |(above, _)| above), rest);
    }
    format!("{folder}/{path}")
}

/// The path in `#[path = ".."]` at the end of `before`.
fn path_attribute<'s>(before: &[Token<'s>]) -> Option<&'s str> {
    let end = before.len() - usize::from(before.last().is_some_and(|token| token.is("pub")));
    let attribute = &before[end.checked_sub(6)?..end];
    let is_path = starts_with(attribute, &["#", "[", "path", "="]) && attribute[4].kind == Kind::Text;
    is_path.then(|| attribute[4].text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forgotten(files: &[(&str, &str)]) -> Vec<String> {
        let tree = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        breaches(&tree, "tests").into_iter().map(|breach| breach.file).collect()
    }

    #[test]
    fn files_that_a_program_declares_are_reached() {
        let files = [
            ("tests/a.rs", "mod common; #[path = \"odd/place.rs\"] pub mod place;"),
            ("tests/common/mod.rs", "mod deep;"),
            ("tests/common/deep.rs", "mod deeper;"),
            ("tests/common/deep/deeper.rs", ""),
            ("tests/odd/place.rs", ""),
            ("tests/b/main.rs", "mod c; #[path = \"../support/mod.rs\"] mod support;"),
            ("tests/b/c.rs", ""),
            ("tests/support/mod.rs", ""),
        ];
        assert_eq!(forgotten(&files), Vec::<String>::new());
    }

    #[test]
    fn others_are_reported() {
        let files = [
            ("tests/a.rs", "// mod common;\nmod inline {}"),
            ("tests/common/mod.rs", "mod deep;"),
            ("tests/common/deep.rs", ""),
        ];
        assert_eq!(forgotten(&files), ["tests/common/deep.rs", "tests/common/mod.rs"]);
    }
}
