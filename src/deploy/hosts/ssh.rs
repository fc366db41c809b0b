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
        return Some(HostError::lasting(format!("`{host}` shows another key than it used to, so nothing was sent")).help(
            "ask the host whether its key was changed; if it was, remove the old one with `ssh-keygen -R HOST`, connect \
             once with `ssh`, and compare the fingerprint",
        ));
    }
    if has("Host key verification failed") || has("host key is known") {
        return Some(HostError::lasting(format!("the key of `{host}` is not known to this computer")).help(
            "connect once with `ssh`, compare the fingerprint with the one that the host publishes, and answer `yes`",
        ));
    }
    if has("Permission denied (") || has("Too many authentication failures") {
        return Some(HostError::lasting(format!("`{host}` does not accept your key or password")).help(
            "check the user's name, add your public key there, and see that `ssh-add -l` lists the key or that `identity` \
             names its file",
        ));
    }
    if has("Could not resolve hostname") {
        return Some(
            HostError::lasting(format!("there is no computer named `{host}`"))
                .help("check `host` in the target's settings, and whether this computer is online"),
        );
    }
    BROKEN.iter().any(|words| has(words)).then(|| {
        HostError::passing(format!("`{host}` cannot be reached: {}", last_line(said)))
            .help("check `host` and `port`, and whether this computer is online; what arrived stays")
    })
}

/// What `sftp` complains of. `shown` is what messages call the place on `host`.
pub(super) fn failed(host: &str, shown: &str, said: &str) -> HostError {
    let has = |words: &str| said.contains(words);
    if let Some(error) = connection(host, said) {
        return error;
    }
    if has("Permission denied") {
        return HostError::lasting(format!("`{shown}` does not let you write there: {}", last_line(said)))
            .help("check `path` in the target's settings");
    }
    // OpenSSH's server says no more than `Failure` where its disk is full.
    if ["No space", "quota", "Quota", "write remote"].iter().any(|words| has(words)) {
        return HostError::lasting(format!("`{shown}` takes no more; it may have no room: {}", last_line(said)))
            .help("make room there, then deploy again: what arrived stays");
    }
    HostError::lasting(format!("`{shown}` does not do what it is asked: {}", last_line(said)))
        .help("check `path` in the target's settings")
}

fn last_line(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("remote mkdir"));
    lines.next_back().unwrap_or("it ends without a word").chars().filter(|c| !c.is_control()).take(200).collect()
}
