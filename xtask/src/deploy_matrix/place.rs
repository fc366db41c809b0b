//! What a trial knows of a place to deploy to.

use std::path::PathBuf;

/// The way to a place: a target as it stands between the braces of `deploy: {web: {..}}`, and the secrets for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access {
    pub(crate) settings: String,
    pub(crate) secrets: Vec<(String, String)>,
}

impl Access {
    pub(crate) fn new(settings: impl Into<String>, secrets: &[(&str, &str)]) -> Self {
        let secrets = secrets.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { settings: settings.into(), secrets }
    }
}

/// A way in on which nothing may arrive, and words that the message must have.
pub(crate) struct Barred {
    pub(crate) access: Access,
    pub(crate) words: &'static [&'static str],
}

impl Barred {
    pub(crate) fn new(access: Access, words: &'static [&'static str]) -> Self {
        Self { access, words }
    }
}

/// Where a place keeps its files, for a reader and for people who put files there by hand.
pub(crate) trait Store: Sync {
    /// The bytes at a path; `None` where there is nothing.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String>;

    /// Puts a file there, past Bedside.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String>;
}

/// A kind of host on this computer.
pub(crate) struct Place {
    /// The word after `to:`.
    pub(crate) name: &'static str,
    /// What answers.
    pub(crate) server: String,
    /// The way that works.
    pub(crate) access: Access,
    pub(crate) store: Box<dyn Store>,
    /// A way over a slow line.
    pub(crate) slow: Option<Access>,
    pub(crate) wrong_key: Option<Barred>,
    pub(crate) wrong_host: Option<Barred>,
    pub(crate) wrong_certificate: Option<Barred>,
    pub(crate) changed_host_key: Option<Barred>,
    /// A way to a place of the same kind without room.
    pub(crate) full: Option<Barred>,
    /// A way to a server that checks what the usual one takes unseen, such as a signature.
    pub(crate) checked_signature: Option<Access>,
    /// What caches in front of the place were told.
    pub(crate) caches: Option<Box<dyn Fn() -> Result<String, String>>>,
    /// Whether files of others can be there beside the site, and a list that was cut off.
    pub(crate) keeps_others: bool,
    /// How many small pages are tried.
    pub(crate) pages: usize,
    /// What has to live as long as this.
    #[expect(dead_code, reason = "it is held, and nobody asks it")]
    pub(crate) held: Vec<Box<dyn std::any::Any>>,
}

/// A folder of this computer behind any server.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Store for Folder {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{path}: {error}")),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let place = self.0.join(path);
        let folder = place.parent().unwrap_or(&self.0);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&place, bytes));
        written.map_err(|error| format!("{path}: {error}"))?;
        // Who deploys may be another user than who runs this, and puts files beside this one.
        super::servers::must(std::process::Command::new("chmod").arg("a+rwX").arg(folder).arg(&place)).map(drop)
    }
}

/// A folder that nginx shows to readers.
pub(crate) struct Shown {
    pub(crate) folder: Folder,
    pub(crate) port: u16,
}

impl Store for Shown {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        if path.starts_with('.') { self.folder.get(path) } else { super::http::get(self.port, &format!("/{path}")) }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.folder.put(path, bytes)
    }
}

/// A folder on a small disk of its own; `None` where none can be mounted here.
pub(crate) struct SmallDisk(pub(crate) PathBuf);

impl SmallDisk {
    pub(crate) fn mount(folder: PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&folder).ok()?;
        let mut command = std::process::Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &format!("size={size}"), "bedside-matrix"]).arg(&folder);
        super::servers::must(&mut command).ok()?;
        Some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").args(["-l"]).arg(&self.0).status();
    }
}
