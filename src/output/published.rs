//! What a published folder holds, for whoever takes the site further.

use std::path::Path;

use crate::base::ContentHash;

use super::folders::read;
use super::marker::{Marker, Product};

/// One file of a published site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The hash of its content.
    pub hash: ContentHash,
}

/// The files of the site in `folder`, by its marker; `None` if it holds no whole site.
///
/// # Errors
/// The operating system's.
pub fn published(folder: &Path) -> std::io::Result<Option<Vec<PublishedFile>>> {
    let Marker::Site(site) = Marker::read(folder)? else { return Ok(None) };
    if site.product != Product::Site {
        return Ok(None);
    }
    Ok(Some(site.entries))
}

/// The bytes of a published file; `None` if they are not those that were written.
///
/// # Errors
/// The operating system's.
pub fn read_published(folder: &Path, file: &PublishedFile) -> std::io::Result<Option<Vec<u8>>> {
    let bytes = read(&folder.join(&file.path))?;
    Ok((ContentHash::of(&bytes) == file.hash).then_some(bytes))
}
