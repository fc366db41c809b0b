//! `cargo xtask rooms`: the rooms of `src/` from the ground up, with their size and the rooms that each imports.
//!
//! The test `house` holds the order; this chore shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell;

/// What is known of a room.
#[derive(Default)]
struct Room {
    files: usize,
    lines: usize,
    imports: BTreeSet<String>,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("usage: cargo xtask rooms".to_owned());
    }
    let source = shell::root().join("src");
    let mut rooms = BTreeMap::new();
    for entry in entries(&source)? {
        if entry.is_dir() {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            rooms.insert(name, Room::default());
        }
    }
    let names: Vec<String> = rooms.keys().cloned().collect();
    for (name, room) in &mut rooms {
        gather(&source.join(name), name, &names, room)?;
    }
    let arrows: usize = rooms.values().map(|room| room.imports.len()).sum();
    for (name, floor) in floors(&rooms) {
        let Room { files, lines, imports } = &rooms[name];
        let imports: Vec<&str> = imports.iter().map(String::as_str).collect();
        println!("{floor:>2}  {name:<11} {files:>3} files {lines:>6} lines  imports {}", imports.join(" "));
    }
    println!("{} rooms, {arrows} arrows", rooms.len());
    Ok(())
}

/// Each room with its floor: one above the highest that it imports. Rooms in a circle stay on the floor on which it is found.
fn floors(rooms: &BTreeMap<String, Room>) -> Vec<(&String, usize)> {
    let mut floors: BTreeMap<&str, usize> = rooms.keys().map(|name| (name.as_str(), 0)).collect();
    for _ in rooms {
        for (name, room) in rooms {
            let above = room.imports.iter().filter_map(|other| floors.get(other.as_str())).max();
            floors.insert(name, above.map_or(0, |floor| (floor + 1).min(rooms.len())));
        }
    }
    let mut sorted: Vec<(&String, usize)> = rooms.keys().map(|name| (name, floors[name.as_str()])).collect();
    sorted.sort_by_key(|(_, floor)| *floor);
    sorted
}

fn gather(folder: &Path, own: &str, names: &[String], room: &mut Room) -> Result<(), String> {
    for entry in entries(folder)? {
        if entry.is_dir() {
            gather(&entry, own, names, room)?;
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).map_err(|error| format!("{}: {error}", entry.display()))?;
            room.files += 1;
            room.lines += text.lines().count();
            room.imports.extend(imports(&text, names).into_iter().filter(|name| name != own));
        }
    }
    Ok(())
}

/// The rooms that a file names behind `crate::`, but for those in comments.
fn imports(text: &str, names: &[String]) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let behind = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
        None => vec![rest],
    });
    let first = behind.filter_map(|path| path.split(|sign| !is_word(sign)).next());
    first.filter(|word| names.iter().any(|name| name == word)).map(str::to_owned).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        found.push(entry.map_err(failed)?.path());
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_in_code_alone() {
        let names = ["base", "diag", "model"].map(str::to_owned);
        let text =
            "// crate::model\nuse crate::base::Slug;\nuse crate::{diag::Code, other};\nfn f() -> crate::base::X {}";
        assert_eq!(imports(text, &names).into_iter().collect::<Vec<_>>(), ["base", "diag"]);
    }

    #[test]
    fn a_room_is_above_what_it_imports() {
        let room = |imports: &[&str]| Room {
            imports: imports.iter().map(|name| (*name).to_owned()).collect(),
            ..Room::default()
        };
        let rooms = BTreeMap::from([
            ("a".to_owned(), room(&["b", "c"])),
            ("b".to_owned(), room(&["c"])),
            ("c".to_owned(), room(&[])),
        ]);
        let floors: Vec<(String, usize)> =
            floors(&rooms).into_iter().map(|(name, floor)| (name.clone(), floor)).collect();
        assert_eq!(floors, [("c".to_owned(), 0), ("b".to_owned(), 1), ("a".to_owned(), 2)]);
    }
}
