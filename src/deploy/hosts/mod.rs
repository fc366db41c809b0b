//! The hosts: each speaks to one kind of place.

mod azure;
mod bucket;
mod cloudflare;
mod folder;
mod ftps;
mod git;
mod http;
mod memory;
mod netlify;
mod secrets;
mod sftp;
mod sign;
mod ssh;
mod trust;

use std::path::Path;

use crate::config::{DeployTarget, HostKind};

use super::{Host, HostError};

pub use memory::MemoryHost;
pub use secrets::Secrets;
pub use sftp::askpass;

pub(super) use http::Web;

/// The program that a kind of host needs, and where people get it.
#[must_use]
pub fn program(kind: HostKind) -> Option<(&'static str, &'static str)> {
    match kind {
        HostKind::Sftp => Some(("sftp", sftp::WHERE_FROM)),
        HostKind::Git => Some(("git", git::WHERE_FROM)),
        _ => None,
    }
}

/// The host of a target. `project` is where relative paths of the settings count from, and the home of local copies.
///
/// # Errors
/// Where a secret is missing or the target cannot be reached at all.
pub fn open(target: &DeployTarget, project: &Path, secrets: &Secrets<'_>) -> Result<Box<dyn Host>, HostError> {
    Ok(match target.kind {
        HostKind::Folder => Box::new(folder::FolderHost::open(&project.join(target.text("path")), project)?),
        HostKind::Sftp => Box::new(sftp::SftpHost::open(target, project, secrets)?),
        HostKind::Ftps => Box::new(ftps::FtpsHost::open(target, project, secrets)?),
        HostKind::S3 | HostKind::Gcs => Box::new(bucket::BucketHost::open(target, secrets)?),
        HostKind::Azure => Box::new(azure::AzureHost::open(target, secrets)?),
        HostKind::Git => Box::new(git::GitHost::open(target, project)),
        HostKind::Netlify => Box::new(netlify::NetlifyHost::open(target, secrets)?),
        HostKind::Cloudflare => Box::new(cloudflare::CloudflareHost::open(target, project, secrets)?),
    })
}
