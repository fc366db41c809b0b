//! `theme.yaml` as written: every key optional, nothing resolved.

use serde::Deserialize;

use crate::yaml::Entries;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ThemeFile {
    #[serde(rename = "name")]
    pub(super) _name: Option<String>,
    #[serde(rename = "description")]
    pub(super) _description: Option<String>,
    #[serde(rename = "version")]
    pub(super) _version: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) parts: Option<Entries<String>>,
    pub(super) ids: Option<Vec<String>>,
    pub(super) grounds: Option<Entries<String>>,
    pub(super) pictures: Option<PicturesFile>,
    pub(super) files: Option<FilesFile>,
    pub(super) contents_from: Option<usize>,
    pub(super) lists: Option<Entries<usize>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PicturesFile {
    pub(super) head: Option<String>,
    pub(super) text: Option<String>,
    pub(super) list: Option<String>,
    pub(super) tile: Option<String>,
    pub(super) portrait: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FilesFile {
    pub(super) style: Option<String>,
    pub(super) code: Option<String>,
    pub(super) script: Option<String>,
    pub(super) icon: Option<String>,
    pub(super) preload: Option<Vec<String>>,
}
