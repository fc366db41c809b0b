//! Pictures and files that documents show or link to.

use crate::base::{ContentHash, VPath, slugify};
use crate::image::{Format, Picture};
use crate::parse::Unshown;

/// A file beside documents, or a picture of `static/`.
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
