//! What OpenSSH says, in words for a person.

use super::super::HostError;

/// Words that mean that a line broke.
const BROKEN: [&str; 6] = [
    "Connection refused",
    "timed out",
    "Network is unreachable",
    "Connection closed",
    "Connection reset",
    "lost connection",
];

/// What is wrong between this computer and the one at the other end, where it is SSH that complains.
pub(super) fn connection(host: &str, said: &str) -> Option<HostError> {
    let has = |words: &str| said.contains(words);
    if has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
        return Some(HostError::lasting(format!("`{host}` has a different key than before, so nothing was sent")).help(
            "ask the host whether its key changed; if it did, remove the old one with `ssh-keygen -R HOST`, connect \
             once with `ssh`, and compare the fingerprint",
        ));
    }
    if has("Host key verification failed") || has("host key is known") {
        return Some(HostError::lasting(format!("this computer does not know the key of `{host}`")).help(
            "connect once with `ssh`, compare the fingerprint with the one the host publishes, and answer `yes`",
        ));
    }
    if has("Permission denied (") || has("Too many authentication failures") {
        return Some(HostError::lasting(format!("`{host}` does not accept your key or password")).help(
            "check the user's name, add your public key there, and check that `ssh-add -l` lists the key or that `identity` \
             names its file",
        ));
    }
    if has("Could not resolve hostname") {
        return Some(
            HostError::lasting(format!("the host `{host}` does not exist"))
                .help("check `host` in the target's settings, and whether this computer is online"),
        );
    }
    BROKEN.iter().any(|words| has(words)).then(|| {
        HostError::passing(format!("`{host}` cannot be reached: {}", last_line(said)))
            .help("check `host` and `port`, and whether this computer is online; files that already arrived are kept")
    })
}

/// What `sftp` complains of. `shown` is what messages call the place on `host`.
pub(super) fn failed(host: &str, shown: &str, said: &str) -> HostError {
    let has = |words: &str| said.contains(words);
    if let Some(error) = connection(host, said) {
        return error;
    }
    if has("Permission denied") {
        return HostError::lasting(format!("you do not have permission to write `{shown}`: {}", last_line(said)))
            .help("check `path` in the target's settings");
    }
    // OpenSSH's server says no more than `Failure` where its disk is full.
    if ["No space", "quota", "Quota", "write remote"].iter().any(|words| has(words)) {
        return HostError::lasting(format!(
            "`{shown}` accepts no more files; it may be out of space: {}",
            last_line(said)
        ))
        .help("free some space there, then deploy again: files that already arrived are kept");
    }
    HostError::lasting(format!("a request for `{shown}` failed: {}", last_line(said)))
        .help("check `path` in the target's settings")
}

fn last_line(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("remote mkdir"));
    lines.next_back().unwrap_or("it gave no reason").chars().filter(|c| !c.is_control()).take(200).collect()
}
