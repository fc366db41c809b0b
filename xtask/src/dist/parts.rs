//! What is in every package beside the program: manual, completions, licences.

use std::path::Path;
use std::process::Command;

use super::archive::Entry;
use super::{SYSTEMS, licences};
use crate::shell;

/// Shells, with the names that their completions have.
const SHELLS: [(&str, &str); 4] =
    [("bash", "bedside.bash"), ("fish", "bedside.fish"), ("powershell", "_bedside.ps1"), ("zsh", "_bedside")];

/// A text with the name of its file.
pub(super) type Text = (String, String);

pub(super) struct Parts {
    /// Pages of the manual.
    pub(super) manual: Vec<Text>,
    /// Scripts for shells, in the order of `SHELLS`.
    pub(super) completions: Vec<Text>,
    /// Our licences and those of all others.
    pub(super) licences: Vec<Text>,
    pub(super) readme: String,
    pub(super) changelog: String,
}

impl Parts {
    /// Gathers them for programs of these targets, of which one has to run here: it prints its own manual.
    pub(super) fn gather(programs: &Path, targets: &[&str]) -> Result<Self, String> {
        let runs = |system: &&super::System| {
            targets.contains(&system.target)
                && shell::works(Command::new(programs.join(system.target).join(system.program)).arg("--version"))
        };
        let system = SYSTEMS.iter().find(runs).ok_or("none of the programs runs here, to print the manual")?;
        let program = programs.join(system.target).join(system.program);
        let print = |arguments: &[&str]| -> Result<String, String> {
            let output = Command::new(&program)
                .args(arguments)
                .output()
                .map_err(|error| format!("{}: {error}", program.display()))?;
            if output.status.success() {
                Ok(String::from_utf8_lossy(&output.stdout).into_owned())
            } else {
                Err(format!("`bedside {}`: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()))
            }
        };
        let mut manual = Vec::new();
        for name in print(&["man", "--list"])?.lines() {
            let words: Vec<&str> = std::iter::once("man").chain(name.split('-').skip(1)).collect();
            manual.push((format!("{name}.1"), print(&words)?));
        }
        let mut completions = Vec::new();
        for (shell, name) in SHELLS {
            completions.push((name.to_owned(), print(&["completion", shell])?));
        }
        let read =
            |name: &str| std::fs::read_to_string(shell::root().join(name)).map_err(|error| format!("{name}: {error}"));
        let mut texts = Vec::new();
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            texts.push((name.to_owned(), read(name)?));
        }
        texts.push(("LICENSES-OF-PARTS.txt".to_owned(), licences::gather(targets)?));
        Ok(Self { manual, completions, licences: texts, readme: read("README.md")?, changelog: read("CHANGELOG.md")? })
    }

    /// All of them below a folder.
    pub(super) fn all(&self, top: &str) -> Vec<Entry> {
        let mut entries = vec![
            Entry::file(format!("{top}/README.md"), self.readme.as_str()),
            Entry::file(format!("{top}/CHANGELOG.md"), self.changelog.as_str()),
        ];
        let below = |folder: &str, texts: &[Text]| -> Vec<Entry> {
            texts.iter().map(|(name, text)| Entry::file(format!("{top}/{folder}{name}"), text.as_str())).collect()
        };
        entries.extend(below("", &self.licences));
        entries.extend(below("man/", &self.manual));
        entries.extend(below("completions/", &self.completions));
        entries
    }
}
