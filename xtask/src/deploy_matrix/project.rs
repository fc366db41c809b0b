//! Projects that are deployed, and the program that deploys them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::place::Access;

/// The secrets of a run of this chore: if one of these is in a message or a file, something is wrong.
pub(crate) const SECRET: &str = "hunter2-matrix-secret";

/// The same for Azure, where keys are in base 64, and its bytes in hexadecimal.
pub(crate) const AZURE_KEY: &str = "aHVudGVyMi1tYXRyaXgtc2VjcmV0LW9mLWF6dXJlLTAxMjM0NTY3ODk=";
pub(crate) const AZURE_KEY_HEX: &str =
    "68756e746572322d6d61747269782d7365637265742d6f662d617a7572652d30313233343536373839";

/// A project in a folder of its own.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    program: PathBuf,
}

/// What a run of the program came to.
pub(crate) struct Run {
    pub(crate) fine: bool,
    pub(crate) text: String,
    pub(crate) uploaded: u64,
    pub(crate) deleted: u64,
    pub(crate) seconds: f64,
}

impl Run {
    fn of(output: &Output, seconds: f64) -> Self {
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        let value: serde_json::Value = serde_json::from_str(&out).unwrap_or_default();
        let figure = |key: &str| value[key].as_u64().unwrap_or(u64::MAX);
        let text = format!("{out}{}", String::from_utf8_lossy(&output.stderr));
        Self { fine: output.status.success(), text, uploaded: figure("uploaded"), deleted: figure("deleted"), seconds }
    }

    /// The run, where it did what it was to do.
    pub(crate) fn must(self, what: &str) -> Result<Self, String> {
        if [SECRET, AZURE_KEY].iter().any(|secret| self.text.contains(secret)) {
            return Err(format!("{what}: a secret is in a message"));
        }
        if self.fine { Ok(self) } else { Err(format!("{what}: {}", self.text.trim())) }
    }

    /// The message of a refusal; an error where it was none.
    pub(crate) fn refused(self, what: &str, words: &[&str]) -> Result<String, String> {
        if [SECRET, AZURE_KEY].iter().any(|secret| self.text.contains(secret)) {
            return Err(format!("{what}: a secret is in a message"));
        }
        let start = self.text.find("error").unwrap_or(0);
        let said = self.text[start..].trim();
        if self.fine {
            return Err(format!("{what}: it was not refused"));
        }
        if words.iter().all(|word| said.contains(word)) { Ok(said.to_owned()) } else { Err(format!("{what}: {said}")) }
    }
}

impl Project {
    /// The example site of the repository.
    pub(crate) fn example(root: &Path, program: &Path) -> Result<Self, String> {
        let from = crate::shell::root().join("example-site");
        copy(&from, root)?;
        Ok(Self { root: root.to_owned(), program: program.to_owned() })
    }

    /// A small site with `posts` posts in the words of `version`, and `pages` small pages of which the first `edited`
    /// have other words.
    pub(crate) fn write(root: &Path, program: &Path, of: &Site) -> Result<Self, String> {
        let said = |error: std::io::Error| format!("{}: {error}", root.display());
        for folder in ["content/updates", "static/small"] {
            fs::create_dir_all(root.join(folder)).map_err(said)?;
        }
        for post in of.posts.clone() {
            let text =
                format!("---\ntitle: Post {post}\ndate: 2026-11-01\n---\n\nThe words of {}, [home](/).\n", of.version);
            fs::write(root.join(format!("content/updates/post-{post}.md")), text).map_err(said)?;
        }
        for page in 0..of.pages {
            let words = if page < of.edited { "new" } else { "old" };
            let text = format!("<!doctype html><html lang=\"en\"><title>{page}</title><p>{words} words\n");
            fs::write(root.join(format!("static/small/{page}.html")), text).map_err(said)?;
        }
        Ok(Self { root: root.to_owned(), program: program.to_owned() })
    }

    /// The same settings with another target.
    pub(crate) fn aim(&self, access: &Access, color: &str) -> Result<(), String> {
        let file = self.root.join("bedside.yaml");
        let old = fs::read_to_string(&file).unwrap_or_else(|_| {
            format!(
                "title: Alder Street\nurl: http://localhost\ntimezone: America/Chicago\nbrand: {{color: \"{color}\"}}\n\
                 practice: {{name: Alder Street}}\n"
            )
        });
        let kept = old.split("\n# the target\n").next().unwrap_or_default().trim_end();
        let text = format!("{kept}\n# the target\ndeploy:\n  web: {{{}}}\n", access.settings);
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// The program with its words, ready to start.
    pub(crate) fn command(&self, access: &Access, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).current_dir(&self.root).stdin(Stdio::null()).env_clear();
        for name in ["PATH", "TMPDIR", "LANG"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("HOME", &self.root).env("NO_COLOR", "1").env("USER", "matrix").env("GIT_CONFIG_NOSYSTEM", "1");
        command.envs(access.secrets.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        command
    }

    /// Deploys to a target.
    pub(crate) fn deploy(&self, access: &Access, words: &[&str]) -> Result<Run, String> {
        self.aim(access, "#1f5f8b")?;
        let begun = Instant::now();
        let words = [&["deploy", "--format", "json"][..], words].concat();
        let output = self.command(access, &words).output().map_err(|error| error.to_string())?;
        Ok(Run::of(&output, begun.elapsed().as_secs_f64()))
    }

    /// Begins to deploy and kills the program after a while. Whether it was still at work then.
    pub(crate) fn killed(&self, access: &Access, after: Duration) -> Result<bool, String> {
        self.aim(access, "#1f5f8b")?;
        let mut command = self.command(access, &["deploy", "--format", "json"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
        std::thread::sleep(after);
        let at_work = matches!(child.try_wait(), Ok(None));
        let _ = child.kill();
        let _ = child.wait();
        Ok(at_work)
    }

    /// Gives another copy what this one remembers of the styles that are online, as if both were one computer.
    pub(crate) fn lend_notes(&self, other: &Self) -> Result<(), String> {
        const NOTE: &str = ".bedside/cache/deploy-web-assets.json";
        match fs::read(self.root.join(NOTE)) {
            Ok(bytes) => fs::write(other.root.join(NOTE), bytes).map_err(|error| format!("{NOTE}: {error}")),
            Err(_) => Ok(()), // only one kind of host has such a note
        }
    }

    /// All files that are published, by path.
    pub(crate) fn published(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.root.join("public")).into_iter().filter(|(path, _)| !path.starts_with(".bedside")).collect()
    }

    /// Files of the project in which a secret is.
    pub(crate) fn leaks(&self) -> Vec<String> {
        let has = |bytes: &[u8], secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        let holds = |bytes: &[u8]| has(bytes, SECRET) || has(bytes, AZURE_KEY);
        files(&self.root).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
    }
}

/// What a small site holds.
pub(crate) struct Site {
    pub(crate) posts: std::ops::Range<usize>,
    pub(crate) version: &'static str,
    pub(crate) pages: usize,
    pub(crate) edited: usize,
}

/// All files below a folder, by path with `/`.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for item in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = item.path();
            if item.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    for (path, bytes) in files(from).into_iter().filter(|(path, _)| !path.starts_with("public/")) {
        let place = to.join(&path);
        let folder = place.parent().unwrap_or(to);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&place, bytes))
            .map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}

/// A text on one line, cut to what fits a cell.
pub(crate) fn cell(text: &str) -> String {
    let plain = text.replace('|', " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(240).collect()
}
