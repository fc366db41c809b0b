//! SFTP, by the `sftp` program of OpenSSH that every system has: it knows the user's keys, agent, known hosts and settings.
//!
//! One connection carries a batch of commands. A password, where a host knows nothing better, reaches `ssh` through its own
//! question for one (`SSH_ASKPASS`), which this program answers.

#![expect(clippy::disallowed_methods, reason = "SFTP is spoken by a program, which takes files from the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::config::DeployTarget;

use super::super::host::{each, patiently};
use super::super::lock::{LOCK, folder};
use super::super::tree::{ByteSource, TreeFile};
use super::super::{Host, HostError};
use super::Secrets;
use super::ssh;

/// The variable that makes this program answer the question for a password.
const ANSWER: &str = "BEDSIDE_ASKPASS_ANSWER";

/// The end of the name of a file that is on its way.
const NEW: &str = ".bedside-new";

/// So many commands are with the program at once. Should this program die, no more than these are still carried out.
const WINDOW: usize = 48;

/// Connections at once, where there is much to send.
const LANES: usize = 4;

/// Fewer files than this are not worth a connection of their own.
const WORTH_A_LANE: usize = 25;

/// How often a broken line is tried again.
const PATIENCE: u32 = 3;

/// The answer to the question for a password, where this program was started to give it.
#[must_use]
pub fn askpass() -> Option<String> {
    std::env::var(ANSWER).ok()
}

/// A folder behind SSH as a host.
pub(super) struct SftpHost {
    host: String,
    name: String,
    root: String,
    arguments: Vec<String>,
    password: Option<String>,
    /// Folders that are there.
    folders: Mutex<BTreeSet<String>>,
    /// Whether the server can replace an old file with a new one.
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
            host: host.to_owned(),
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

    /// Runs commands; `line` gets what the program prints. Each command is written by itself, which a pipe does whole or not
    /// at all, so that a death of this program leaves no half of one behind.
    fn run(&self, commands: &[String], line: &mut dyn FnMut(&str)) -> Result<String, (String, HostError)> {
        let mut child = self.start().map_err(|error| (String::new(), error))?;
        let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (echoed, heard) = channel();
        let said = std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = input?;
                for (at, command) in commands.iter().enumerate() {
                    if at >= WINDOW {
                        heard.recv().ok()?;
                    }
                    input.write_all(format!("{command}\n").as_bytes()).ok()?;
                }
                Some(())
            });
            let said = scope.spawn(move || {
                let mut said = String::new();
                let _ = errors.map(|mut errors| errors.read_to_string(&mut said));
                said
            });
            for text in output.into_iter().flat_map(|output| BufReader::new(output).lines()).map_while(Result::ok) {
                if text.starts_with(PROMPT) {
                    let _ = echoed.send(()); // nobody waits for it once all is written
                }
                line(&text);
            }
            drop(echoed);
            said.join().unwrap_or_default()
        });
        let ended = child.wait().map_err(|error| (String::new(), cannot_start(&error)))?;
        if ended.success() { Ok(said) } else { Err((said.clone(), ssh::failed(&self.host, &self.name, &said))) }
    }

    fn start(&self) -> Result<Child, HostError> {
        let mut command = Command::new("sftp");
        command.args(&self.arguments).env("LC_ALL", "C");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(password) = &self.password {
            let own = std::env::current_exe().map_err(|error| cannot_start(&error))?;
            command
                .env("SSH_ASKPASS", own)
                .env("SSH_ASKPASS_REQUIRE", "force")
                .env("DISPLAY", ":")
                .env(ANSWER, password);
        }
        command.spawn().map_err(|error| cannot_start(&error))
    }

    fn folders(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The commands that make the folders of paths, where they are not known to be there.
    fn new_folders<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<String> {
        let mut folders = self.folders();
        let mut commands = Vec::new();
        for path in paths {
            if folders.insert(String::new()) {
                commands.push(format!("-mkdir {}", quoted(&self.root)));
            }
            for (at, _) in path.match_indices('/') {
                if folders.insert(path[..at].to_owned()) {
                    commands.push(format!("-mkdir {}", self.remote(&path[..at])));
                }
            }
        }
        commands
    }

    fn local(&self, file: &TreeFile) -> Result<PathBuf, HostError> {
        let bytes = file.bytes()?; // which also looks whether they are those that were built
        match &file.source {
            ByteSource::Folder(folder, published) if !file.gzip => Ok(folder.join(&published.path)),
            _ => self.scratch.write(&bytes),
        }
    }

    /// The commands that put a file, the last of which is its renaming.
    fn put_commands(&self, file: &TreeFile, replaces: bool) -> Result<Vec<String>, HostError> {
        let local = self.local(file)?;
        let (new, old) = (self.remote(&format!("{}{NEW}", file.path)), self.remote(&file.path));
        let mut commands = vec![format!("put {} {new}", quoted(&local.display().to_string()))];
        if !replaces {
            commands.push(format!("-rm {old}"));
        }
        commands.push(format!("rename {new} {old}"));
        Ok(commands)
    }

    /// Puts files by one connection, again where the line breaks. Their folders are there.
    fn put_lane(&self, files: &[&TreeFile], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let (mut from, mut pauses) = (0, 0);
        while from < files.len() {
            let replaces = self.replaces.load(Ordering::Relaxed);
            let mut commands = Vec::new();
            for file in &files[from..] {
                commands.extend(self.put_commands(file, replaces)?);
            }
            commands.push("pwd".to_owned()); // its echo says that the last one has arrived
            let (mut begun, mut arrived) = (0, 0);
            let mut line = |text: &str| {
                if text.starts_with(PROMPT) && arrived < begun {
                    done(from + arrived);
                    arrived += 1;
                }
                begun += usize::from(text.strip_prefix(PROMPT).is_some_and(|text| text.starts_with("rename ")));
            };
            let Err((said, error)) = self.run(&commands, &mut line) else { return Ok(()) };
            from += arrived;
            if replaces && said.contains("rename") {
                self.replaces.store(false, Ordering::Relaxed);
            } else if error.passes && pauses < PATIENCE {
                pauses = if arrived > 0 { 0 } else { pauses + 1 };
                std::thread::sleep(Duration::from_millis(500 << pauses));
            } else {
                return Err(error);
            }
        }
        Ok(())
    }

    /// The commands that give the lock its words. They have their name once they are whole.
    fn words_commands(&self, local: &str, name: &str) -> [String; 2] {
        let place = format!("{}/{name}", folder::place());
        let (new, words) = (self.remote(&format!("{place}{NEW}")), self.remote(&place));
        [format!("put {local} {new}"), format!("rename {new} {words}")]
    }

    /// Takes the lock on a server that renames no folders: it is there before its words are.
    fn lock_in_place(&self, local: &str, name: &str) -> Result<bool, HostError> {
        let mut commands = vec![format!("mkdir {}", self.remote(&folder::place()))];
        commands.extend(self.words_commands(local, name));
        match self.run(&commands, &mut |_| {}) {
            Ok(_) => Ok(true),
            Err((said, _))
                if said.lines().last().is_some_and(|line| line.contains("mkdir") && line.contains("Failure")) =>
            {
                Ok(false)
            }
            Err((_, error)) => Err(error),
        }
    }

    /// The names in folders; a folder that is not there has none.
    fn list(&self, folders: &[&str], there: &mut BTreeSet<String>) -> Result<(), HostError> {
        let commands: Vec<String> = folders.iter().map(|folder| format!("-ls -1a {}", self.remote(folder))).collect();
        let mut at = 0_usize;
        let mut line = |text: &str| {
            if text.starts_with(PROMPT) {
                at += 1;
            } else if let Some(folder) = at.checked_sub(1).and_then(|at| folders.get(at)) {
                let name = text.trim_end().rsplit('/').next().unwrap_or_default();
                there.insert(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") });
            }
        };
        self.run(&commands, &mut line).map_err(|(_, error)| error).map(drop)
    }
}

/// Whether the program complains that something is not there.
fn is_missing(said: &str) -> bool {
    said.contains("not found") || said.contains("No such file")
}

/// What the program prints before each command.
const PROMPT: &str = "sftp> ";

/// Where people get the program.
pub(super) const WHERE_FROM: &str = "install OpenSSH's `sftp`; Windows, macOS and Linux offer it";

fn cannot_start(error: &std::io::Error) -> HostError {
    HostError::lasting(format!("the program `sftp` cannot be started: {error}")).help(WHERE_FROM)
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

/// A name as `sftp` takes it: in quotes, nothing in it has its own meaning.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Host for SftpHost {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let local = self.scratch.place();
        let get = format!("get {} {}", self.remote(path), quoted(&local.display().to_string()));
        match self.run(&[get], &mut |_| {}) {
            Ok(_) => fs::read(&local)
                .map(Some)
                .map_err(|error| HostError::lasting(format!("`{}` cannot be read: {error}", local.display()))),
            Err((said, _)) if is_missing(&said) => Ok(None),
            Err((_, error)) => Err(error),
        }
    }

    fn lock(&self, words: &[u8], by: &str) -> Result<bool, HostError> {
        let mut commands = self.new_folders([LOCK].into_iter());
        let (staging, name) = (folder::staging(by), folder::name(words));
        let local = quoted(&self.scratch.write(words)?.display().to_string());
        commands.extend([
            format!("-mkdir {}", self.remote(&staging)),
            format!("-rm {}*", self.remote(&format!("{staging}/"))), // of a run that died
            format!("put {local} {}", self.remote(&format!("{staging}/{name}"))),
            // A folder takes the place of no folder that holds anything. Some servers want none there at all.
            format!("-rmdir {}", self.remote(&folder::place())),
            format!("rename {} {}", self.remote(&staging), self.remote(&folder::place())),
        ]);
        let Err((said, error)) = self.run(&commands, &mut |_| {}) else { return Ok(true) };
        if !said.contains("rename") {
            self.folders().clear();
            return Err(error);
        }
        let undo =
            [format!("-rm {}", self.remote(&format!("{staging}/{name}"))), format!("-rmdir {}", self.remote(&staging))];
        self.run(&undo, &mut |_| {}).map_err(|(_, error)| error)?;
        if self.locked()?.is_some() { Ok(false) } else { self.lock_in_place(&local, &name) }
    }

    fn locked(&self) -> Result<Option<Vec<u8>>, HostError> {
        let local = self.scratch.place();
        let get = format!("get -r {} {}", self.remote(&folder::place()), quoted(&local.display().to_string()));
        let broken =
            |error: std::io::Error| HostError::lasting(format!("`{}` cannot be read: {error}", local.display()));
        match self.run(&[get], &mut |_| {}) {
            Ok(_) => {}
            Err((said, _)) if is_missing(&said) => return Ok(None),
            Err((_, error)) => return Err(error),
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&local).map_err(broken)? {
            names.push(entry.map_err(broken)?.file_name().to_string_lossy().into_owned());
        }
        let name = names.into_iter().filter(|name| !name.ends_with(NEW)).max();
        name.map_or(Ok(Vec::new()), |name| fs::read(local.join(name)).map_err(broken)).map(Some)
    }

    fn renew(&self, old: &[u8], new: &[u8]) -> Result<bool, HostError> {
        let (old, name) = (folder::name(old), folder::name(new));
        let local = quoted(&self.scratch.write(new)?.display().to_string());
        let mut commands = self.words_commands(&local, &name).to_vec();
        commands.push(format!("rm {}", self.remote(&format!("{}/{old}", folder::place()))));
        match self.run(&commands, &mut |_| {}) {
            Ok(_) => Ok(true),
            Err((_, error)) if error.passes => Err(error),
            Err((said, _)) if is_missing(&said) => {
                let undo = format!("-rm {}", self.remote(&format!("{}/{name}", folder::place())));
                self.run(&[undo], &mut |_| {}).map_err(|(_, error)| error)?;
                Ok(false)
            }
            Err((_, error)) => Err(error),
        }
    }

    fn unlock(&self, words: &[u8]) -> Result<(), HostError> {
        let place = folder::place();
        let words = if words.is_empty() {
            format!("-rm {}*{NEW}", self.remote(&format!("{place}/"))) // half written, of a run that died
        } else {
            format!("-rm {}", self.remote(&format!("{place}/{}", folder::name(words))))
        };
        let commands = [words, format!("-rmdir {}", self.remote(&place))];
        self.run(&commands, &mut |_| {}).map_err(|(_, error)| error).map(drop)
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        self.put_all(&[file], &|_| {})
    }

    fn put_all(&self, files: &[&TreeFile], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let folders = self.new_folders(files.iter().map(|file| file.path.as_str()));
        let put = || {
            if files.len() < 2 * WORTH_A_LANE {
                return self.put_lane(files, done);
            }
            let share = files.len().div_ceil(LANES).max(WORTH_A_LANE);
            let shares: Vec<&[&TreeFile]> = files.chunks(share).collect();
            each(&shares, LANES, |lane, files| self.put_lane(files, &|at| done(lane * share + at)))
        };
        let run = || self.run(&folders, &mut |_| {}).map(drop).map_err(|(_, error)| error);
        let made = if folders.is_empty() { Ok(()) } else { patiently(run) };
        made.and_then(|()| put()).inspect_err(|_| self.folders().clear())
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.delete_all(&[path], &|_| {})
    }

    fn delete_all(&self, paths: &[&str], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let mut commands: Vec<String> = paths.iter().map(|path| format!("-rm {}", self.remote(path))).collect();
        let folders: BTreeSet<&str> =
            paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        // One that is not empty stays.
        commands.extend(folders.into_iter().rev().map(|folder| format!("-rmdir {}", self.remote(folder))));
        self.folders().clear();
        self.run(&commands, &mut |_| {}).map_err(|(_, error)| error)?;
        (0..paths.len()).for_each(done);
        Ok(())
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        // Folder by folder from the top: below one that is not there, nothing is.
        let depth = |folder: &str| if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 };
        let mut wanted = BTreeSet::from([""]);
        wanted.extend(paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])));
        let mut there = BTreeSet::new();
        for level in 0.. {
            let folders: Vec<&str> = wanted
                .iter()
                .filter(|folder| depth(folder) == level && (level == 0 || there.contains(**folder)))
                .copied()
                .collect();
            if folders.is_empty() {
                break;
            }
            self.list(&folders, &mut there)?;
        }
        Ok(paths.iter().filter(|path| there.contains(**path)).map(|path| (*path).to_owned()).collect())
    }
}
