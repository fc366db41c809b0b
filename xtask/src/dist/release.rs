//! What is released: the facts of `Cargo.toml`, and one time for everything in it.

use std::process::Command;

use serde_json::Value;

use crate::shell;

/// A domain that nobody has: packages that name it are for trials.
const NOWHERE: &str = "example.org";

/// The facts of a release.
pub(super) struct Release {
    pub(super) version: String,
    pub(super) description: String,
    /// The address of the repository, without a slash at its end.
    pub(super) repository: String,
    /// A name and an address of mail.
    pub(super) maintainer: String,
    /// Who publishes, as winget names it.
    pub(super) publisher: String,
    /// Seconds since 1970 that every file has.
    pub(super) epoch: u64,
}

impl Release {
    pub(super) fn read(repository: Option<String>) -> Result<Self, String> {
        let output = shell::cargo("metadata --locked --no-deps --format-version 1").output();
        let output = output.map_err(|error| format!("cargo did not start: {error}"))?;
        let metadata: Value =
            serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
        let packages = metadata["packages"].as_array().into_iter().flatten();
        let package = packages.clone().find(|package| package["name"] == "bedside").ok_or("no package `bedside`")?;
        let text =
            |value: &Value, what: &str| value.as_str().map(str::to_owned).ok_or(format!("Cargo.toml has no {what}"));
        let settings = &package["metadata"]["dist"];
        let repository = match repository {
            Some(address) => address,
            None => text(&package["repository"], "package.repository")?,
        };
        Ok(Self {
            version: text(&package["version"], "version")?,
            description: text(&package["description"], "description")?,
            repository: repository.trim_end_matches('/').to_owned(),
            maintainer: text(&settings["maintainer"], "package.metadata.dist.maintainer")?,
            publisher: text(&settings["publisher"], "package.metadata.dist.publisher")?,
            epoch: epoch()?,
        })
    }

    /// The name of a package for a system, without its ending.
    pub(super) fn file(&self, system: &str) -> String {
        format!("bedside-{}-{system}", self.version)
    }

    /// The address of a file of the release.
    pub(super) fn address(&self, file: &str) -> String {
        format!("{}/releases/download/v{}/{file}", self.repository, self.version)
    }

    /// An error where the packages would lead people to nothing; a trial says so and goes on.
    pub(super) fn is_filled_in(&self, is_trial: bool) -> Result<(), String> {
        let facts = [("package.repository", &self.repository), ("package.metadata.dist.maintainer", &self.maintainer)];
        let open: Vec<&str> =
            facts.iter().filter(|(_, value)| value.contains(NOWHERE)).map(|(name, _)| *name).collect();
        if open.is_empty() {
            return Ok(());
        }
        let what = format!("Cargo.toml still has {NOWHERE}, which is nobody's, in {}", open.join(" and "));
        if is_trial {
            eprintln!("note: {what}: do not give these packages to anybody");
            return Ok(());
        }
        Err(format!("{what}: fill in your own, or make packages to try here with `--trial`"))
    }
}

/// `SOURCE_DATE_EPOCH`, else the time of the commit.
fn epoch() -> Result<u64, String> {
    let text = if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        text
    } else {
        let output = Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(shell::root()).output();
        let output = output.map_err(|error| format!("git did not start: {error}"))?;
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    text.trim().parse().map_err(|_| "no time of the release: set SOURCE_DATE_EPOCH, or pack in a clone".to_owned())
}
