//! What the host is to have.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::base::{ContentHash, Hasher};
use crate::config::{DeployTarget, HostKind};
use crate::output::{PublishedFile, published, read_published};

use super::HostError;
use super::form::{SiteRules, own_files, server_files};
use super::media::{cache_control, is_named_by_content, is_text, media_type};

/// Below this size compression saves nothing, in bytes.
const WORTH_COMPRESSING: u64 = 1024;

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteSource {
    /// In the published folder.
    Folder(PathBuf, PublishedFile),
    /// Here.
    Bytes(Vec<u8>),
}

/// One file that the host is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// Its path on the host.
    pub path: String,
    /// Its size in bytes before compression.
    pub size: u64,
    /// Hash of its bytes and of what the host says of them.
    pub hash: ContentHash,
    /// Its media type.
    pub media: &'static str,
    /// For how long it may be kept.
    pub cache: &'static str,
    /// Whether it travels and is served in gzip.
    pub gzip: bool,
    /// Where a host that can redirect sends its readers.
    pub redirect: Option<String>,
    /// Its bytes.
    pub source: ByteSource,
}

impl TreeFile {
    /// A file that is made here.
    #[must_use]
    pub fn of_bytes(path: &str, bytes: Vec<u8>) -> Self {
        let (media, cache) = (media_type(path), cache_control(path));
        let hash = ContentHash::of(&bytes);
        let (path, size) = (path.to_owned(), bytes.len() as u64);
        Self { path, size, hash, media, cache, gzip: false, redirect: None, source: ByteSource::Bytes(bytes) }
    }

    /// A file of the published folder.
    fn of_folder(folder: &Path, file: PublishedFile) -> Self {
        let (media, cache) = (media_type(&file.path), cache_control(&file.path));
        let (path, size, hash) = (file.path.clone(), file.size, file.hash);
        Self {
            path,
            size,
            hash,
            media,
            cache,
            gzip: false,
            redirect: None,
            source: ByteSource::Folder(folder.to_owned(), file),
        }
    }

    /// The bytes as they were built.
    ///
    /// # Errors
    /// Where they cannot be read, or someone changed them since.
    pub fn plain(&self) -> Result<Vec<u8>, HostError> {
        match &self.source {
            ByteSource::Bytes(bytes) => Ok(bytes.clone()),
            ByteSource::Folder(folder, file) => match read_published(folder, file) {
                Ok(Some(bytes)) => Ok(bytes),
                Ok(None) => Err(HostError::lasting(format!("`{}` was changed by hand after it was built", self.path))
                    .help("change the document that it comes from, delete this file, and deploy again")),
                Err(error) => Err(HostError::lasting(format!("`{}` cannot be read: {error}", self.path))
                    .help("delete the output folder and deploy again")),
            },
        }
    }

    /// The bytes as they travel.
    ///
    /// # Errors
    /// As [`TreeFile::plain`].
    pub fn bytes(&self) -> Result<Vec<u8>, HostError> {
        let plain = self.plain()?;
        if !self.gzip {
            return Ok(plain);
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
        let packed = encoder.write_all(&plain).and_then(|()| encoder.finish());
        packed.map_err(|error| HostError::lasting(format!("`{}` cannot be compressed: {error}", self.path)))
    }

    /// The headers that a host of objects is given, as part of the hash: where they change, the file travels again.
    fn with_headers(mut self, compress: bool, redirects: &BTreeMap<String, String>) -> Self {
        self.gzip = compress && is_text(self.media) && self.size >= WORTH_COMPRESSING;
        self.redirect = redirects.get(&self.path).cloned();
        let mut hasher = Hasher::new();
        hasher.hash(&self.hash).part(self.media).part(self.cache).part([u8::from(self.gzip)]);
        hasher.part(self.redirect.as_deref().unwrap_or_default());
        self.hash = hasher.finish();
        self
    }
}

/// All files of a deployment, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The files.
    pub files: BTreeMap<String, TreeFile>,
}

impl Tree {
    /// A tree of files that are made here.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = TreeFile>) -> Self {
        Self { files: files.into_iter().map(|file| (file.path.clone(), file)).collect() }
    }
}

/// What a target is to have: the site in `folder`, in the form that its host needs.
///
/// # Errors
/// Where the folder holds no whole site.
pub fn tree(folder: &Path, target: &DeployTarget) -> Result<Tree, HostError> {
    let cannot = |error: std::io::Error| HostError::lasting(format!("`{}` cannot be read: {error}", folder.display()));
    let Some(files) = published(folder).map_err(cannot)? else {
        return Err(HostError::lasting(format!("`{}` does not contain a complete site", folder.display()))
            .help("build it with `bedside build`"));
    };
    for_host(files.into_iter().map(|file| TreeFile::of_folder(folder, file)), target)
}

/// What a target is to have of a site with these files.
///
/// # Errors
/// Where the site's own rules cannot be read.
pub fn for_host(files: impl IntoIterator<Item = TreeFile>, target: &DeployTarget) -> Result<Tree, HostError> {
    let mut files: BTreeMap<String, TreeFile> = files.into_iter().map(|file| (file.path.clone(), file)).collect();
    let wanted = SiteRules::of(files.get("_headers"), files.get("_redirects"))?;
    for file in own_files(target).into_iter().chain(server_files(target, &wanted)) {
        // What the practice keeps in `static/` under that name is what it wants.
        files.entry(file.path.clone()).or_insert(file);
    }
    if is_bucket(target.kind) {
        files.remove("_headers");
        files.remove("_redirects");
        let usual = target.get("distribution").is_none(); // CloudFront compresses by itself
        let compress = target.flag("compress", usual);
        let pages: BTreeMap<String, String> = match target.kind {
            HostKind::S3 => wanted.redirects.iter().map(|(from, to)| (object_of(from), to.clone())).collect(),
            _ => BTreeMap::new(),
        };
        files = files.into_iter().map(|(path, file)| (path, file.with_headers(compress, &pages))).collect();
    }
    Ok(Tree { files })
}

fn is_bucket(kind: HostKind) -> bool {
    matches!(kind, HostKind::S3 | HostKind::Azure | HostKind::Gcs)
}

/// The object that answers at a path.
fn object_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Whether caches may still ask for a file after it left the site.
pub(super) fn is_remembered(path: &str) -> bool {
    is_named_by_content(path)
}
