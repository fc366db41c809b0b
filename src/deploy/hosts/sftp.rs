//! SFTP, by the `sftp` program of OpenSSH that every system has: it knows the user's keys, agent, known hosts and settings.
//!
//! One connection carries a batch of commands. A password, where a host knows nothing better, reaches `ssh` through its own
//! question for one (`SSH_ASKPASS`), which this program answers.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "outputs have names in lower case")]
#![expect(clippy::format_collect, clippy::format_push_string, reason = "short texts, put together once")]
#![expect(clippy::disallowed_methods, reason = "SFTP is spoken by a program, which takes files from the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::config::DeployTarget;

use super::super::tree::{Source, TreeFile};
use super::super::{Host, HostError};
use super::Secrets;

/// The variable that makes this program answer the question for a password.
const ANSWER: &str = "BEDSIDE_ASKPASS_ANSWER";

/// The end of the name of a file that is on its way.
const NEW: &str = ".bedside-new";

/// The answer to the question for a password, where this program was started to give it.
#[must_use]
pub fn askpass() -> Option<String> {
    std::env::var(ANSWER).ok()
}

/// A folder behind SSH as a host.
pub(super) struct SftpHost {
    name: String,
    root: String,
    arguments: Vec<String>,
    password: Option<String>,
    /// Folders that are there.
    folders: Mutex<BTreeSet<String>>,
    /// Whether the server takes a new file in the place of an old one.
    replaces: AtomicBool,
    scratch: Scratch,
}

/// Files on their way, on this computer.
struct Scratch {
    folder: PathBuf,
    next: AtomicUsize,
}

impl Scratch {
    fn new() -> Result<Self, HostError> {
        let folder = std::env::temp_dir().join(format!(
            "bedside-{}-{}",
            std::process::id(),
            crate::world::now().as_nanosecond()
        ));
        fs::create_dir(&folder)
            .map_err(|error| HostError::lasting(format!("`{}` cannot be made: {error}", folder.display())))?;
        Ok(Self { folder, next: AtomicUsize::new(0) })
    }

    fn place(&self) -> PathBuf {
        self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }

    fn write(&self, bytes: &[u8]) -> Result<PathBuf, HostError> {
        let place = self.place();
        fs::write(&place, bytes)
            .map_err(|error| HostError::lasting(format!("`{}` cannot be written: {error}", place.display())))?;
        Ok(place)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl SftpHost {
    pub(super) fn open(target: &DeployTarget, project: &Path, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let host = target.text("host");
        let to = target.get("user").map_or_else(|| host.to_owned(), |user| format!("{user}@{host}"));
        let password = secrets.get(&variable(secrets.target));
        let batch_mode = if password.is_some() { "no" } else { "yes" };
        let mut arguments: Vec<String> = vec![
            format!("-oBatchMode={batch_mode}"),
            "-oStrictHostKeyChecking=yes".into(),
            "-oNumberOfPasswordPrompts=1".into(),
            "-oConnectTimeout=20".into(),
            "-oServerAliveInterval=15".into(),
        ];
        arguments.extend(target.get("port").map(|port| format!("-oPort={port}")));
        arguments.extend(target.get("identity").map(|file| format!("-oIdentityFile=\"{}\"", at_home(file, project))));
        arguments.extend(
            target.get("known_hosts").map(|file| format!("-oUserKnownHostsFile=\"{}\"", at_home(file, project))),
        );
        arguments.extend(["-b".into(), "-".into(), "--".into(), to.clone()]);
        let root = target.text("path").trim_end_matches('/').to_owned();
        Ok(Self {
            name: format!("sftp://{to}/{}", root.trim_start_matches('/')),
            root,
            arguments,
            password,
            folders: Mutex::default(),
            replaces: AtomicBool::new(true),
            scratch: Scratch::new()?,
        })
    }

    fn remote(&self, path: &str) -> String {
        quoted(&format!("{}/{path}", self.root))
    }

    /// Runs a batch; `line` gets what the program prints.
    fn run(&self, batch: &str, line: &mut dyn FnMut(&str)) -> Result<String, (String, HostError)> {
        let none = |error: std::io::Error| {
            let help = "install OpenSSH's `sftp`; Windows, macOS and Linux offer it";
            (String::new(), HostError::lasting(format!("the program `sftp` cannot be started: {error}")).help(help))
        };
        let mut command = Command::new("sftp");
        command
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .env("LC_ALL", "C");
        if let Some(password) = &self.password {
            let own = std::env::current_exe().map_err(none)?;
            command
                .env("SSH_ASKPASS", own)
                .env("SSH_ASKPASS_REQUIRE", "force")
                .env("DISPLAY", ":")
                .env(ANSWER, password);
        }
        let mut child = command.spawn().map_err(none)?;
        let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let said = std::thread::scope(|scope| {
            scope.spawn(move || input.map(|mut input| input.write_all(batch.as_bytes())));
            let said = scope.spawn(move || {
                let mut said = String::new();
                let _ = errors.map(|mut errors| errors.read_to_string(&mut said));
                said
            });
            for text in output.into_iter().flat_map(|output| BufReader::new(output).lines()).map_while(Result::ok) {
                line(&text);
            }
            said.join().unwrap_or_default()
        });
        let ended = child.wait().map_err(none)?;
        if ended.success() { Ok(said) } else { Err((said.clone(), self.failed(&said))) }
    }

    fn failed(&self, said: &str) -> HostError {
        let has = |words: &str| said.contains(words);
        let host = &self.name;
        if has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            return HostError::lasting(format!("`{host}` shows another key than it used to, so nothing was sent")).help(
                "ask the host whether its key was changed; if it was, remove the old one with `ssh-keygen -R HOST`, connect \
                 once with `ssh`, and compare the fingerprint",
            );
        }
        if has("Host key verification failed") || has("host key is known") {
            return HostError::lasting(format!("the key of `{host}` is not known to this computer"))
                .help("connect once with `ssh`, compare the fingerprint with the one that the host publishes, and answer `yes`");
        }
        if has("Permission denied (") || has("Too many authentication failures") {
            return HostError::lasting(format!("`{host}` does not accept your key or password")).help(
                "check the user's name, add your public key there, and see that `ssh-add -l` lists the key or that `identity` \
                 names its file",
            );
        }
        if has("Could not resolve hostname") {
            return HostError::lasting(format!("there is no computer by the name of `{host}`"))
                .help("check `host` in the target's settings, and whether this computer is online");
        }
        let refused = [
            "Connection refused",
            "timed out",
            "Network is unreachable",
            "Connection closed",
            "Connection reset",
            "lost connection",
        ];
        if refused.iter().any(|words| has(words)) {
            return HostError::passing(format!("`{host}` cannot be reached: {}", last_line(said)))
                .help("check `host` and `port`, and whether this computer is online; what arrived stays");
        }
        if has("Permission denied") {
            return HostError::lasting(format!("`{host}` does not let you write there: {}", last_line(said)))
                .help("check `path` in the target's settings");
        }
        if has("No space") || has("quota") || has("Quota") || has("write remote") {
            return HostError::lasting(format!("`{host}` has no room: {}", last_line(said)))
                .help("make room there, then deploy again: what arrived stays");
        }
        HostError::lasting(format!("`{host}` does not do what it is asked: {}", last_line(said)))
            .help("check `path` in the target's settings")
    }

    /// The commands that make the folders of a path, where they are not known to be there.
    fn make_folders(&self, path: &str, batch: &mut String) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if folders.insert(String::new()) {
            batch.push_str(&format!("-mkdir {}\n", quoted(&self.root)));
        }
        for (at, _) in path.match_indices('/') {
            if folders.insert(path[..at].to_owned()) {
                batch.push_str(&format!("-mkdir {}\n", self.remote(&path[..at])));
            }
        }
    }

    fn local(&self, file: &TreeFile) -> Result<PathBuf, HostError> {
        let bytes = file.bytes()?; // which also looks whether they are those that were built
        match &file.source {
            Source::Folder(folder, published) if !file.gzip => Ok(folder.join(&published.path)),
            _ => self.scratch.write(&bytes),
        }
    }

    fn put_batch(&self, files: &[&TreeFile], done: &dyn Fn(usize)) -> Result<(), (usize, String, HostError)> {
        let mut batch = String::new();
        for file in files {
            let local = self.local(file).map_err(|error| (0, String::new(), error))?;
            self.make_folders(&file.path, &mut batch);
            let (new, old) = (self.remote(&format!("{}{NEW}", file.path)), self.remote(&file.path));
            batch.push_str(&format!("put {} {new}\n", quoted(&local.display().to_string())));
            if !self.replaces.load(Ordering::Relaxed) {
                batch.push_str(&format!("-rm {old}\n"));
            }
            batch.push_str(&format!("rename {new} {old}\n"));
        }
        batch.push_str("pwd\n"); // its echo says that the last one has arrived
        let (mut begun, mut arrived) = (0, 0);
        let mut line = |text: &str| {
            if text.starts_with("sftp> ") && arrived < begun {
                done(arrived);
                arrived += 1;
            }
            begun += usize::from(text.starts_with("sftp> rename "));
        };
        let result = self.run(&batch, &mut line);
        result.map(drop).map_err(|(said, error)| {
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
            (arrived, said, error)
        })
    }
}

/// The variable of a target's password: `BEDSIDE_WEBSITE_PASSWORD` for `website`.
pub(super) fn variable(target: &str) -> String {
    let name: String =
        target.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    format!("BEDSIDE_{name}_PASSWORD")
}

/// A path of the settings: from the home for `~`, else from the project.
fn at_home(path: &str, project: &Path) -> String {
    // OpenSSH knows the home itself.
    if path.starts_with('~') { path.to_owned() } else { project.join(path).display().to_string() }
}

/// A name as `sftp` takes it: in quotes, nothing in it has a meaning of its own.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

fn last_line(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("remote mkdir"));
    lines.next_back().unwrap_or("it ends without a word").chars().filter(|c| !c.is_control()).take(200).collect()
}

impl Host for SftpHost {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let local = self.scratch.place();
        match self.run(&format!("get {} {}\n", self.remote(path), quoted(&local.display().to_string())), &mut |_| {}) {
            Ok(_) => fs::read(&local)
                .map(Some)
                .map_err(|error| HostError::lasting(format!("`{}` cannot be read: {error}", local.display()))),
            Err((said, _)) if said.contains("not found") || said.contains("No such file") => Ok(None),
            Err((_, error)) => Err(error),
        }
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, HostError> {
        // A folder is made by one of two only, on every server.
        let mut folders = String::new();
        self.make_folders(path, &mut folders);
        let local = self.scratch.write(bytes)?;
        let batch = format!(
            "{folders}mkdir {}\nput {} {}\n",
            self.remote(&format!("{path}.d")),
            quoted(&local.display().to_string()),
            self.remote(path)
        );
        match self.run(&batch, &mut |_| {}) {
            Ok(_) => Ok(true),
            Err((said, _))
                if said.lines().last().is_some_and(|line| line.contains("mkdir") && line.contains("Failure")) =>
            {
                Ok(false)
            }
            Err((_, error)) => {
                self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
                Err(error)
            }
        }
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        self.put_all(&[file], &|_| {})
    }

    fn put_all(&self, files: &[&TreeFile], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let mut from = 0;
        let mut pauses = 0;
        while from < files.len() {
            match self.put_batch(&files[from..], &|at| done(from + at)) {
                Ok(()) => return Ok(()),
                Err((arrived, said, _)) if said.contains("rename") && self.replaces.swap(false, Ordering::Relaxed) => {
                    from += arrived;
                }
                Err((arrived, _, error)) if error.passes && pauses < 3 => {
                    std::thread::sleep(std::time::Duration::from_millis(500 << pauses));
                    pauses = if arrived > 0 { 0 } else { pauses + 1 };
                    from += arrived;
                }
                Err((.., error)) => return Err(error),
            }
        }
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.delete_all(&[path], &|_| {})
    }

    fn delete_all(&self, paths: &[&str], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let mut batch = String::new();
        for path in paths {
            batch.push_str(&format!("-rm {}\n", self.remote(path)));
            if path.ends_with(".lock") {
                batch.push_str(&format!("-rmdir {}\n", self.remote(&format!("{path}.d"))));
            }
        }
        let folders: BTreeSet<&str> =
            paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        for folder in folders.into_iter().rev() {
            batch.push_str(&format!("-rmdir {}\n", self.remote(folder))); // one that is not empty stays
        }
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.run(&batch, &mut |_| {}).map_err(|(_, error)| error)?;
        (0..paths.len()).for_each(done);
        Ok(())
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        let folders: BTreeSet<&str> =
            paths.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        let order: Vec<&str> = folders.into_iter().collect();
        let batch: String = order.iter().map(|folder| format!("-ls -1a {}\n", self.remote(folder))).collect();
        let mut there = BTreeSet::new();
        let mut at = 0_usize;
        let mut line = |text: &str| {
            if text.starts_with("sftp> ") {
                at += 1;
            } else if let Some(folder) = at.checked_sub(1).and_then(|at| order.get(at)) {
                let name = text.trim_end().rsplit('/').next().unwrap_or_default();
                there.insert(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") });
            }
        };
        self.run(&batch, &mut line).map_err(|(_, error)| error)?;
        Ok(paths.iter().filter(|path| there.contains(**path)).map(|path| (*path).to_owned()).collect())
    }
}
