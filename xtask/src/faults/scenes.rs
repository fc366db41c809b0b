//! The commands that write, and what each starts from.

/// A command, and what it starts from.
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) args: &'static [&'static str],
    /// What it makes, seen from the project.
    pub(super) output: &'static str,
    pub(super) way: Way,
    pub(super) folder: Folder,
}

/// How a command goes with its output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The output follows the sources, which change to and fro.
    Follows,
    /// It is made from nothing each time.
    Anew,
    /// It is made from nothing each time, and a command that finds it done has nothing to do.
    Once,
}

/// How an output folder gets its new content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Folder {
    /// At once.
    Whole,
    /// At once, by two renames: the system cannot exchange two folders.
    Renamed,
    /// File by file, each of which is the old one or the new one: it is a mount of its own.
    Mounted,
    /// File by file: it is a host, or a project that is begun.
    Files,
}

const fn scene(
    name: &'static str,
    args: &'static [&'static str],
    output: &'static str,
    (way, folder): (Way, Folder),
) -> Scene {
    Scene { name, args, output, way, folder }
}

const BUILD: &[&str] = &["build", "--no-cards"];

/// The one that waits longest comes first, so that the others are tried meanwhile.
pub(super) const SCENES: [Scene; 11] = [
    scene("deploy", &["deploy", "--yes"], "../host", (Way::Follows, Folder::Files)),
    scene("build, cold", BUILD, "public", (Way::Anew, Folder::Whole)),
    scene("build, warm", BUILD, "public", (Way::Follows, Folder::Whole)),
    scene("build, two renames", BUILD, "public", (Way::Follows, Folder::Renamed)),
    scene("build, file by file", BUILD, "public", (Way::Follows, Folder::Mounted)),
    scene("kit", &["kit"], "kit", (Way::Follows, Folder::Whole)),
    scene("newsletter", &["newsletter", "--month", "2026-11"], "newsletter", (Way::Follows, Folder::Whole)),
    scene("new", &["new", "article", "Sleep and screens"], "content", (Way::Once, Folder::Whole)),
    scene("init", &["init", "other", "--yes"], "other", (Way::Once, Folder::Files)),
    scene("review", &["review", "x", "--by", "ann-roe"], "content", (Way::Once, Folder::Whole)),
    scene("schedule", &["schedule", "install", "github"], ".github", (Way::Once, Folder::Whole)),
];
