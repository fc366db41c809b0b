//! Pictures as exiftool reads them: it finds places, names and cameras in those of the project, and none in those of the site.

use bedside::base::ContentHash;

use super::{entries, saved, site};

const PICTURES: &str = include_str!("pictures.json");

/// Groups of tags that tell of people, places and devices.
const PRIVATE: [&str; 9] = ["IFD0", "ExifIFD", "GPS", "XMP", "IPTC", "MakerNotes", "Photoshop", "Composite:GPS", "MPF"];

/// Single tags that hold words.
const WORDS: [&str; 6] = ["Comment", "Author", "Creator", "Artist", "Description", "Title"];

fn is_private(tag: &str) -> bool {
    PRIVATE.iter().any(|group| tag.starts_with(group)) || WORDS.iter().any(|word| tag.ends_with(word))
}

#[test]
fn another_program_finds_nothing_private_in_published_pictures() {
    let saved = saved(PICTURES);
    let talkative =
        entries(&saved["project"]).filter(|(_, picture)| entries(&picture["tags"]).any(|(tag, _)| is_private(tag)));
    assert!(talkative.count() >= 6, "the project's pictures tell much");
    let mut seen: Vec<&str> = Vec::new();
    for (path, picture) in entries(&saved["site"]) {
        let private: Vec<&str> = entries(&picture["tags"]).map(|(tag, _)| tag).filter(|tag| is_private(tag)).collect();
        assert_eq!(private, Vec::<&str>::new(), "{path}");
        let ours = site().files.get(path).unwrap_or_else(|| panic!("no {path}: run make.py again"));
        assert_eq!(ContentHash::of(ours).hex(), picture["blake3"], "{path} is another file since: run make.py again");
        seen.push(path);
    }
    // As `make.py` chooses them: drawn cards and the theme's own drawings hold nothing of anybody.
    let is_picture = |path: &&String| {
        let kinds = [".jpg", ".png", ".webp", ".gif", ".svg"];
        kinds.iter().any(|kind| path.ends_with(kind)) && !path.ends_with("card.png") && !path.starts_with("assets/")
    };
    let published = site().files.keys().filter(is_picture);
    assert_eq!(published.collect::<Vec<_>>(), seen, "every picture was read");
}
