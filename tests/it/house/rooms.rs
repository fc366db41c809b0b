//! The rooms and the one way that data crosses them.

use std::collections::BTreeSet;

use super::imports::imports;
use super::lexer::{Token, starts_with, tokens};
use super::{Breach, Tree};

/// The rooms in the order of import. A room imports rooms of earlier lines only, never one of its own line.
const ORDER: [&[&str]; 29] = [
    &["base"],
    &["grade"],
    &["privacy"],
    &["diag"],
    &["system"],
    &["world"],
    &["yaml"],
    &["search"],
    &["config"],
    &["theme"],
    &["source"],
    &["image"],
    &["reference"],
    &["markdown"],
    &["parse"],
    &["observance"],
    &["model"],
    &["social"],
    &["plan"],
    &["view", "check"],
    &["render", "card"],
    &["output"],
    &["compile"],
    &["build"],
    &["external"],
    &["kit", "newsletter"],
    &["write"],
    &["serve", "deploy", "lookup"],
    &["cli"],
];

/// Arrows that the order would allow: from, to, why not.
const CLOSED: [(&str, &str, &str); 1] =
    [("render", "model", "a view is the whole input of a page: put what the page needs into a view")];

/// The files that stand above the rooms and may import all of them.
const FACADES: [&str; 2] = ["src/lib.rs", "src/main.rs"];

/// Every import that leads the wrong way, and every file that is in no room.
pub(crate) fn breaches(tree: &Tree) -> Vec<Breach> {
    tree.iter()
        .filter(|(file, _)| !FACADES.contains(&file.as_str()))
        .flat_map(|(file, source)| file_breaches(tree, file, source))
        .collect()
}

fn file_breaches(tree: &Tree, file: &str, source: &str) -> Vec<Breach> {
    let breach = |line, message| Breach { file: file.to_owned(), line, message };
    let module = module_of(file);
    let room = &module[0];
    if rank(room).is_none() {
        let message = format!(
            "`{room}` is not a room: move the file into the room whose job it does, or, for a new room, give it a place in \
             the order of tests/it/house/rooms.rs and in ARCHITECTURE.md"
        );
        return vec![breach(1, message)];
    }
    let judged =
        imports(source, &module).into_iter().filter_map(|import| Some((import.line, judge(tree, room, &import.path)?)));
    let unique: BTreeSet<(usize, String)> = judged.collect();
    unique.into_iter().map(|(line, message)| breach(line, message)).collect()
}

/// The module that a file is, such as `["diag", "code"]` for `src/diag/code.rs`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

fn rank(room: &str) -> Option<usize> {
    ORDER.iter().position(|line| line.contains(&room))
}

/// What is wrong with an import of `path` in `room`, if anything is.
fn judge(tree: &Tree, room: &str, path: &[String]) -> Option<String> {
    let target = path.first().map_or("", String::as_str);
    if target == room {
        return None;
    }
    let Some(target_rank) = rank(target) else {
        let named = if target.is_empty() { "the crate itself".to_owned() } else { format!("`crate::{target}`") };
        return Some(format!(
            "`{room}` imports {named}, which is not a room: import the item from the room that owns it"
        ));
    };
    if let Some((.., why)) = CLOSED.iter().find(|(from, to, _)| *from == room && *to == target) {
        return Some(format!("`{room}` must not import `{target}`: {why}"));
    }
    let own_rank = rank(room)?;
    if target_rank >= own_rank {
        let what = if target_rank == own_rank { "beside it" } else { "after it" };
        return Some(format!(
            "`{room}` must not import `{target}`, the room {what}: move what both need into an earlier room, or take it as \
             an argument"
        ));
    }
    let part = path.get(1).filter(|part| is_private_part(tree, target, part))?;
    Some(format!("`{target}::{part}` is a file inside the room `{target}`: import what its mod.rs exports"))
}

/// Whether `part` is a file of the room that its `mod.rs` does not open to everyone.
fn is_private_part(tree: &Tree, room: &str, part: &str) -> bool {
    let is_file =
        [format!("src/{room}/{part}.rs"), format!("src/{room}/{part}/mod.rs")].iter().any(|f| tree.contains_key(f));
    let entrance = tree.get(&format!("src/{room}/mod.rs")).map(|source| tokens(source)).unwrap_or_default();
    let mut windows = (0..entrance.len()).map(|at| &entrance[at..]);
    is_file && !windows.any(|rest| starts_with(rest, &["pub", "mod", part]) || exports_namesake(rest, part))
}

/// Whether `rest` starts with `use part::{.., part}`: an item of the file's own name, which the room exports.
fn exports_namesake(rest: &[Token<'_>], part: &str) -> bool {
    starts_with(rest, &["use", part]) && rest[2..].iter().take_while(|token| !token.is(";")).any(|token| token.is(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let tree = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        breaches(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn right_arrows_pass() {
        let right = [
            ("src/parse/mod.rs", "use crate::base::Slug; use super::diag::Code; mod body;"),
            ("src/parse/body.rs", "use super::Document; use super::super::base; use crate::parse::x::Y;"),
            ("src/render/page.rs", "use crate::view::View; use crate::markdown::Body;"),
            ("src/cli/build.rs", "use crate::{output, compile, serve};"),
            ("src/lib.rs", "pub mod cli; pub use crate::cli::run; use crate::model::Site;"),
            ("src/main.rs", "use bedside::cli;"),
            ("src/image/mod.rs", "use image::DynamicImage;"),
        ];
        assert_eq!(found(&right), Vec::<String>::new());
    }

    #[test]
    fn wrong_arrows_are_found_with_their_line() {
        let cases = [
            (
                "src/parse/mod.rs",
                "\nuse crate::model::Site;",
                "src/parse/mod.rs:2: `parse` must not import `model`, the room after it",
            ),
            ("src/parse/body.rs", "use crate::{base, plan::x};", "src/parse/body.rs:1: `parse` must not import `plan`"),
            ("src/parse/body.rs", "use super::super::cli;", "src/parse/body.rs:1: `parse` must not import `cli`"),
            (
                "src/plan/a.rs",
                "use crate::check::check;",
                "src/plan/a.rs:1: `plan` must not import `check`, the room after it",
            ),
            ("src/card/mod.rs", "use crate::render::Page;", "src/card/mod.rs:1: `card` must not import `render`"),
            (
                "src/render/mod.rs",
                "use crate::model::Site;",
                "src/render/mod.rs:1: `render` must not import `model`: a view is",
            ),
            ("src/base/mod.rs", "fn f() -> crate::diag::Code {}", "src/base/mod.rs:1: `base` must not import `diag`"),
            (
                "src/base/mod.rs",
                "mod tests { use super::super::world::World; }",
                "src/base/mod.rs:1: `base` must not import `world`",
            ),
            (
                "src/diag/mod.rs",
                "use crate::Thing;",
                "src/diag/mod.rs:1: `diag` imports `crate::Thing`, which is not a room",
            ),
            ("src/diag/mod.rs", "use super::*;", "src/diag/mod.rs:1: `diag` imports `crate::*`, which is not a room"),
            ("src/helpers/mod.rs", "", "src/helpers/mod.rs:1: `helpers` is not a room: move the file"),
            ("src/loose.rs", "", "src/loose.rs:1: `loose` is not a room"),
        ];
        for (file, source, expected) in cases {
            let breaches = found(&[(file, source)]);
            assert_eq!(breaches.len(), 1, "{source}: {breaches:?}");
            assert!(breaches[0].starts_with(expected), "{source}: {breaches:?}");
        }
    }

    #[test]
    fn only_what_a_room_exports_is_imported() {
        let entrance = |declaration| {
            [
                ("src/diag/mod.rs", declaration),
                ("src/diag/code.rs", ""),
                ("src/parse/mod.rs", "use crate::diag::code::Code;"),
            ]
        };
        let expected =
            "src/parse/mod.rs:1: `diag::code` is a file inside the room `diag`: import what its mod.rs exports";
        assert_eq!(found(&entrance("mod code; pub use code::Code;")), [expected]);
        assert_eq!(found(&entrance("pub(crate) mod code;")), [expected]);
        assert_eq!(found(&entrance("pub mod code;")), Vec::<String>::new());
    }
}
