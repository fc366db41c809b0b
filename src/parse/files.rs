//! Files next to documents and pictures of `static/`: hashed, and looked at where they are pictures.

use crate::base::{ContentHash, VPath, slugify};
use crate::diag::{Diagnostic, Outcome, Place, Severity, codes};
use crate::image::{Format, Picture, other_kind, probe};
use crate::source::SourceSet;
use crate::world::{ReadProblem, World};

use super::cache::FileCache;

/// Largest file next to a document, in bytes; what does not fit belongs to a host for media.
pub const LARGEST_FILE: u64 = 40 * 1024 * 1024;

/// A picture or file that documents may show or link to: a file next to a document, or a picture of `static/`.
#[derive(Clone, Debug)]
pub struct Media {
    /// The file.
    pub file: VPath,
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// What is known of it as a picture; `None` for other files.
    pub picture: Option<Picture>,
    /// Why it is not shown as a picture.
    pub unshown: Option<Unshown>,
}

impl Media {
    /// Where the file is published as it is: `/media/plan.3f2a.pdf`. The name changes with the content, so that a copy may
    /// be kept for ever.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/media/{}.{}.{}", self.stem(), self.hash.short(), self.file.extension())
    }

    /// Whether it is a still picture made of pixels.
    #[must_use]
    pub fn has_pixels(&self) -> bool {
        let still = |picture: &Picture| matches!(picture.format, Format::Jpeg | Format::Png | Format::WebP);
        self.picture.as_ref().is_some_and(still)
    }

    /// The file's name without extension, in plain letters.
    #[must_use]
    pub fn stem(&self) -> String {
        let name = self.file.name();
        let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        if stem.is_empty() { "file".to_owned() } else { stem }
    }
}

/// Why a file that is there is not shown as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unshown {
    /// Something is wrong with it, which is reported at the file.
    Refused,
    /// It is of another kind, such as an `AVIF picture`.
    OtherKind(&'static str),
}

/// Extensions of pictures that are published as they are, without smaller sizes: where one is used as a picture of a
/// document, the file must be known.
const OTHER_PICTURES: [&str; 14] =
    ["avif", "heic", "heif", "hif", "tif", "tiff", "bmp", "dib", "jxl", "ico", "psd", "jp2", "raw", "dng"];

/// Looks at all files next to documents and at the pictures of `static/`, in parallel, in path order.
#[must_use]
pub fn neighbour_files(world: &dyn World, sources: &SourceSet, cache: &mut FileCache) -> Outcome<Vec<Media>> {
    let is_picture = |extension: &str| Format::of_extension(extension).is_some() || OTHER_PICTURES.contains(&extension);
    let pictures = sources.statics.iter().filter(|path| is_picture(&path.extension()));
    let mut paths: Vec<&VPath> = sources.neighbours.iter().chain(pictures).collect();
    paths.sort();
    let files = cache.files(world, &paths, |path| file(world, path));
    let mut outcome = Outcome::fine(Vec::with_capacity(files.len()));
    for file in files {
        outcome.value.push(file.into(&mut outcome.diagnostics));
    }
    outcome
}

/// A file is known, whatever is wrong with it: else what shows it would call it missing.
fn file(world: &dyn World, path: &VPath) -> Outcome<Media> {
    let refused = |hash: ContentHash, diagnostic: Diagnostic| {
        let value = Media { file: path.clone(), hash, picture: None, unshown: Some(Unshown::Refused) };
        Outcome { value, diagnostics: vec![diagnostic] }
    };
    let is_copied = path.as_str().starts_with("static/") && OTHER_PICTURES.contains(&path.extension().as_str());
    let bytes = match world.read(path, LARGEST_FILE) {
        Ok(bytes) => bytes,
        // What is only copied may be larger.
        Err(ReadProblem::TooLarge(_)) if is_copied => {
            return Outcome::fine(Media {
                file: path.clone(),
                hash: ContentHash::of(b""),
                picture: None,
                unshown: None,
            });
        }
        Err(problem) => return refused(ContentHash::of(b""), unreadable(path, &problem)),
    };
    let extension = path.extension();
    let hash = ContentHash::of(&bytes);
    if Format::of_extension(&extension).is_none() {
        let kind = other_kind(&bytes);
        let value = Media { file: path.clone(), hash, picture: None, unshown: kind.map(Unshown::OtherKind) };
        let talks = kind.filter(|_| is_copied);
        return Outcome { value, diagnostics: talks.map(|kind| published_whole(path, kind)).into_iter().collect() };
    }
    match probe(&bytes).and_then(|picture| picture.check_extension(&extension).map(|()| picture)) {
        Ok(picture) => Outcome::fine(Media { file: path.clone(), hash, picture: Some(picture), unshown: None }),
        Err(problem) => refused(hash, problem.diagnostic(path)),
    }
}

fn unreadable(path: &VPath, problem: &ReadProblem) -> Diagnostic {
    let (code, help) = match problem {
        ReadProblem::TooLarge(_) => (&codes::FILE_TOO_LARGE, "make it smaller, or keep it on a media host"),
        _ => (&codes::UNREADABLE_FILE, "check that the file exists and that you have permission to read it"),
    };
    Diagnostic::new(code, format!("cannot be read: {problem}")).at(Place::file(path)).help(help)
}

/// The warning of a picture in `static/` that is copied: its metadata cannot be taken out.
fn published_whole(path: &VPath, kind: &str) -> Diagnostic {
    let message = format!(
        "this {kind} is published unchanged: without smaller sizes, and with all data that the camera stored in it"
    );
    let mut diagnostic = Diagnostic::new(&codes::BAD_PICTURE, message).at(Place::file(path));
    diagnostic.severity = Severity::Warning;
    let help = if kind.starts_with("AVIF") {
        "all browsers show AVIF; to remove the place and time from a photo, export it as JPEG or PNG"
    } else {
        "most browsers cannot show it: export it as JPEG or PNG"
    };
    diagnostic.help(help)
}
