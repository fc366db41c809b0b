//! A branch of a repository, by the installed `git`: the pages of GitHub, GitLab and Codeberg.
//!
//! All changes go into one commit, which is pushed only if the branch is still what it was: readers and other people
//! meet one version or the next. Unless the settings ask for history, the branch has that one commit, so that what was
//! taken back is not kept there.

#![expect(clippy::disallowed_methods, reason = "git is a program, and its copy of the branch a folder")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::config::DeployTarget;
use crate::output::{RunLock, hold};

use super::super::tree::{ByteSource, TreeFile};
use super::super::{Host, HostError, Sent};
use super::ssh;

/// How the names of indexes begin.
const INDEX: &str = "bedside-index";

/// The name under which the copy keeps what is online.
const THERE: &str = "refs/bedside/there";

/// A branch as a host.
pub(super) struct GitHost {
    folder: PathBuf,
    repository: String,
    branch: String,
    history: bool,
    /// The index of this process: one that was killed may have a child that still writes its own.
    index: PathBuf,
    state: Mutex<State>,
    /// The copy of the branch, where no other process of this computer uses it.
    held: Option<RunLock>,
}

#[derive(Default)]
struct State {
    fetched: bool,
    /// The commit that is online.
    old: Option<String>,
    /// What changes: the new blob of a path, or none where it goes.
    changes: BTreeMap<String, Option<String>>,
}

impl GitHost {
    pub(super) fn open(target: &DeployTarget, project: &Path) -> Self {
        let written = target.text("repository");
        // A path counts from the project; everything else is git's to understand.
        let is_path = !written.contains("://") && !written.contains('@') && project.join(written).exists();
        let folder = project.join(".bedside").join("cache").join(format!("deploy-{}.git", target.name));
        Self {
            index: folder.join(format!("{INDEX}-{}", std::process::id())),
            folder,
            held: hold(project, &format!("git-{}.lock", target.name)).ok().flatten(),
            repository: if is_path { project.join(written).display().to_string() } else { written.to_owned() },
            branch: target.text("branch").to_owned(),
            history: target.flag("history", false),
            state: Mutex::default(),
        }
    }

    fn git(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, (String, HostError)> {
        let mut command = self.command(arguments);
        let none = |error: std::io::Error| (String::new(), cannot_start(&error));
        let mut child = command.spawn().map_err(none)?;
        let pipe = child.stdin.take();
        let output = std::thread::scope(|scope| {
            scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(none)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let error = self.failed(&said);
        Err((said, error))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(&self.folder).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
            command.env_remove(variable);
        }
        // A person may have a way of their own to call SSH; that nobody is asked for anything is added to it.
        let ssh = std::env::var("GIT_SSH_COMMAND").unwrap_or_else(|_| "ssh".to_owned());
        command.env("GIT_SSH_COMMAND", format!("{ssh} -oBatchMode=yes -oStrictHostKeyChecking=yes"));
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_INDEX_FILE", &self.index).env("LC_ALL", "C");
        command
    }

    /// The computer that keeps the repository; the rest of the address may hold a secret.
    fn computer(&self) -> &str {
        let rest = self.repository.split_once("://").map_or(self.repository.as_str(), |(_, rest)| rest);
        let rest = rest.split('/').next().unwrap_or_default();
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        host.split(':').next().filter(|host| !host.is_empty()).unwrap_or("this computer")
    }

    fn failed(&self, said: &str) -> HostError {
        let has = |words: &[&str]| words.iter().any(|words| said.contains(words));
        let (shown, computer) = (self.name(), self.computer());
        if has(&[".lock': File exists"]) {
            return at_work();
        }
        if has(&["stale info", "fetch first", "non-fast-forward", "cannot lock ref"]) {
            return HostError::raced(format!("someone else published to {shown} at the same time"))
                .help("get their changes, then deploy again");
        }
        if has(&["SSL certificate problem", "certificate verification failed", "no alternative certificate"]) {
            return HostError::lasting(format!("the certificate of `{computer}` is not valid, so nothing was sent"))
                .help("do not send anything there; ask the host, or check `repository` in the target's settings");
        }
        if has(&["Could not resolve host"]) {
            return HostError::lasting(format!("the host `{computer}` does not exist"))
                .help("check `repository` in the target's settings, and whether this computer is online");
        }
        if let Some(error) = ssh::connection(computer, said) {
            return error;
        }
        if has(&[
            "No space left",
            "quota exceeded",
            "Quota exceeded",
            "exceeded the limit",
            "unpacker error",
            "unpack failed",
        ]) {
            return HostError::lasting(format!(
                "`{computer}` accepts no more files for {shown}; it may be out of space"
            ))
            .help("free some space there, then deploy again");
        }
        if has(&["Permission denied", "Authentication failed", "could not read Username", "403"]) {
            return HostError::lasting(format!("you do not have permission to write to {shown} at `{computer}`"))
                .help("add your SSH key to your account there, or let git remember a token: `git credential`");
        }
        if has(&["does not appear to be a git repository", "not found", "does not exist"]) {
            return HostError::lasting(format!("there is no repository for {shown} at `{computer}`"))
                .help("check `repository` in the target's settings");
        }
        if has(&["unable to access", "the remote end hung up", "RPC failed"]) {
            return HostError::passing(format!("`{computer}` cannot be reached"))
                .help("check `repository`, and whether this computer is online");
        }
        let mut lines =
            said.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("error: failed to push"));
        let last = lines.next_back().unwrap_or("it gave no reason").replace(&self.repository, "the repository");
        let last: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
        HostError::lasting(format!("git cannot publish to {shown}: {last}"))
    }

    /// The state, with what is online at hand.
    fn state(&self) -> Result<MutexGuard<'_, State>, HostError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.fetched {
            return Ok(state);
        }
        if self.held.is_some() {
            self.clear();
        }
        if !self.folder.join("HEAD").exists() {
            std::fs::create_dir_all(&self.folder)
                .map_err(|error| HostError::lasting(format!("`{}` cannot be made: {error}", self.folder.display())))?;
            self.git(&["init", "--quiet", "--bare"], b"").map_err(|(_, error)| error)?;
        }
        let wanted = format!("+refs/heads/{}:{THERE}", self.branch);
        match self
            .git(&["fetch", "--quiet", "--depth=1", "--no-tags", "--end-of-options", &self.repository, &wanted], b"")
        {
            Ok(_) => {
                let commit = self.git(&["rev-parse", THERE], b"").map_err(|(_, error)| error)?;
                state.old = Some(String::from_utf8_lossy(&commit).trim().to_owned());
            }
            Err((said, _)) if said.contains("couldn't find remote ref") => state.old = None,
            // A fetch of a run that was killed may still be at work here.
            Err((said, _))
                if ["cannot lock ref", "shallow file has changed"].iter().any(|words| said.contains(words)) =>
            {
                return Err(at_work());
            }
            Err((_, error)) => return Err(error),
        }
        state.fetched = true;
        Ok(state)
    }

    /// Removes what a run that was killed has left: git takes each `.lock` for a sign of another git at work.
    fn clear(&self) {
        let objects = self.folder.join("objects");
        let all = walkdir::WalkDir::new(&self.folder).into_iter().filter_entry(|entry| entry.path() != objects);
        for entry in all.flatten().filter(|entry| entry.file_type().is_file()) {
            let name = entry.file_name().to_string_lossy();
            if name.starts_with(INDEX) || entry.path().extension().is_some_and(|end| end == "lock") {
                let _ = std::fs::remove_file(entry.path()); // git says so itself where it is still in the way
            }
        }
    }

    fn blobs(&self, files: &[&TreeFile]) -> Result<Vec<String>, HostError> {
        let mut paths = Vec::new();
        let mut order = Vec::new();
        let mut blobs = vec![String::new(); files.len()];
        for (at, file) in files.iter().enumerate() {
            let bytes = file.bytes()?; // which also looks whether they are those that were built
            match &file.source {
                ByteSource::Folder(folder, published) if !file.gzip => {
                    let path = std::path::absolute(folder.join(&published.path))
                        .map_err(|error| HostError::lasting(error.to_string()))?;
                    paths.push(path.display().to_string());
                    order.push(at);
                }
                _ => blobs[at] = self.ask(&["hash-object", "-w", "--stdin"], &bytes)?,
            }
        }
        let written = self.ask(&["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.join("\n").as_bytes())?;
        for (at, blob) in order.into_iter().zip(written.lines()) {
            blob.clone_into(&mut blobs[at]);
        }
        Ok(blobs)
    }

    /// What git prints, without the end of the line.
    fn ask(&self, arguments: &[&str], input: &[u8]) -> Result<String, HostError> {
        let output = self.git(arguments, input).map_err(|(_, error)| error)?;
        Ok(String::from_utf8_lossy(&output).trim_end().to_owned())
    }

    fn commit(&self, state: &State) -> Result<String, HostError> {
        let start = if state.old.is_some() { THERE } else { "--empty" };
        self.ask(&["read-tree", start], b"")?;
        let mut index = Vec::new();
        for (path, blob) in &state.changes {
            let (mode, blob) =
                blob.as_deref().map_or(("0", "0000000000000000000000000000000000000000"), |blob| ("100644", blob));
            index.extend_from_slice(format!("{mode} {blob}\t{path}\0").as_bytes());
        }
        self.ask(&["update-index", "-z", "--index-info"], &index)?;
        let tree = self.ask(&["write-tree"], b"")?;
        let has_name = self.git(&["config", "user.email"], b"").is_ok();
        let mut arguments =
            if has_name { Vec::new() } else { vec!["-c", "user.name=Bedside", "-c", "user.email=bedside@localhost"] };
        arguments.extend(["commit-tree", tree.as_str(), "-m", "Publish the website"]);
        if self.history {
            arguments.extend(state.old.as_deref().into_iter().flat_map(|old| ["-p", old]));
        }
        self.ask(&arguments, b"")
    }
}

/// Where people get the program.
pub(super) const WHERE_FROM: &str = "install git from git-scm.com";

fn at_work() -> HostError {
    HostError::passing("another git process is using this project's copy of the branch")
        .help("wait until it is done, then deploy again")
}

fn cannot_start(error: &std::io::Error) -> HostError {
    HostError::lasting(format!("the program `git` cannot be started: {error}")).help(WHERE_FROM)
}

impl Drop for GitHost {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.index); // there is none where nothing was committed
    }
}

impl Host for GitHost {
    fn name(&self) -> String {
        format!("the branch `{}`", self.branch)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let state = self.state()?;
        if state.old.is_none() {
            return Ok(None);
        }
        Ok(self.git(&["cat-file", "blob", &format!("{THERE}:{path}")], b"").ok())
    }

    fn lock(&self, _: &[u8], _: &str) -> Result<bool, HostError> {
        Ok(true) // the push is refused where somebody else was faster
    }

    fn renew(&self, _: &[u8], _: &[u8]) -> Result<bool, HostError> {
        Ok(true)
    }

    fn unlock(&self, _: &[u8]) -> Result<(), HostError> {
        Ok(())
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        self.put_all(&[file], &|_| {})
    }

    fn put_all(&self, files: &[&TreeFile], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        let mut state = self.state()?;
        let blobs = self.blobs(files)?;
        state.changes.extend(files.iter().zip(blobs).map(|(file, blob)| (file.path.clone(), Some(blob))));
        (0..files.len()).for_each(done);
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.state()?.changes.insert(path.to_owned(), None);
        Ok(())
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        let state = self.state()?;
        if state.old.is_none() {
            return Ok(BTreeSet::new());
        }
        let names = self.git(&["ls-tree", "-r", "-z", "--name-only", THERE], b"").map_err(|(_, error)| error)?;
        let names = String::from_utf8_lossy(&names).into_owned();
        let there: BTreeSet<&str> = names.split('\0').collect();
        Ok(paths.iter().filter(|path| there.contains(**path)).map(|path| (*path).to_owned()).collect())
    }

    fn finish(&self, _: &[String]) -> Result<Option<Sent>, HostError> {
        let mut state = self.state()?;
        let commit = self.commit(&state)?;
        let lease =
            format!("--force-with-lease=refs/heads/{}:{}", self.branch, state.old.as_deref().unwrap_or_default());
        let to = format!("{commit}:refs/heads/{}", self.branch);
        // What is online is looked at anew, whatever comes next.
        *state = State::default();
        self.ask(&["push", "--quiet", "--no-verify", &lease, "--end-of-options", &self.repository, &to], b"")?;
        Ok(None)
    }
}
