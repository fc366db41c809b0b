//! Where secrets come from: the environment, or the key store of the system. Never from a file, never into a message.

#![expect(clippy::disallowed_methods, reason = "the system's key store is a program")]

use std::process::{Command, Stdio};

use super::super::HostError;

/// A source of secrets.
#[derive(Clone, Copy)]
pub struct Secrets<'s> {
    /// Gives a variable of the environment.
    pub environment: &'s dyn Fn(&str) -> Option<String>,
    /// The name of the target, by which the key store knows its secret.
    pub target: &'s str,
}

impl Secrets<'_> {
    /// The secret of a variable, if there is one.
    pub(super) fn get(&self, variable: &str) -> Option<String> {
        (self.environment)(variable).filter(|value| !value.is_empty()).or_else(|| stored(variable))
    }

    /// The secret of a variable, or what to do.
    pub(super) fn need(&self, variable: &str, what: &str) -> Result<String, HostError> {
        self.get(variable).ok_or_else(|| {
            let store = if cfg!(target_os = "macos") {
                format!(", or store it: `security add-generic-password -s bedside -a {variable} -w`")
            } else if cfg!(target_os = "linux") {
                format!(", or store it: `secret-tool store --label=Bedside service bedside account {variable}`")
            } else {
                String::new()
            };
            HostError::lasting(format!("{what} is not set")).help(format!("set `{variable}` in the environment{store}"))
        })
    }
}

/// The secret that the system keeps under a name.
fn stored(variable: &str) -> Option<String> {
    let mut command = if cfg!(target_os = "macos") {
        let mut command = Command::new("security");
        command.args(["find-generic-password", "-s", "bedside", "-a", variable, "-w"]);
        command
    } else if cfg!(target_os = "linux") {
        let mut command = Command::new("secret-tool");
        command.args(["lookup", "service", "bedside", "account", variable]);
        command
    } else {
        return None;
    };
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let secret = text.trim_end_matches(['\r', '\n']);
    (output.status.success() && !secret.is_empty()).then(|| secret.to_owned())
}
