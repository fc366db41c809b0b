//! The lock on the host: who deploys, and whether they still do.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::host::{Host, HostError, patiently};
use super::run::{DeployOptions, Refusal};

/// The sign of a deployment that is under way, on the host.
pub(super) const LOCK: &str = ".bedside-deploy.lock";

/// A lock that nobody renewed for this long belongs to a run that died, in minutes.
const DEAD_AFTER: i64 = 30;

/// A lock is renewed after this long, in minutes.
const RENEWED_AFTER: i64 = 5;

#[derive(Serialize, Deserialize)]
struct Holder {
    who: String,
    id: String,
    at: Timestamp,
}

impl Holder {
    fn refusal(self) -> Refusal {
        Refusal::Locked { who: self.who, since: self.at }
    }
}

/// The words of a lock that is taken, or renewed, at an instant.
fn words(terms: &DeployOptions, at: Timestamp) -> Vec<u8> {
    let own = Holder { who: terms.who.clone(), id: terms.id.clone(), at };
    serde_json::to_vec(&own).unwrap_or_default()
}

fn holder(words: &[u8]) -> Option<Holder> {
    serde_json::from_slice(words).ok()
}

/// The words of the lock, as far as it has any. On some hosts it is there before its words are, so it gets the time to be
/// written to its end; one that says nothing even then was left by a run that died.
fn held(host: &dyn Host, terms: &DeployOptions) -> Result<Option<Vec<u8>>, HostError> {
    let words = patiently(|| host.locked())?;
    if words.as_deref().is_none_or(|words| holder(words).is_some()) {
        return Ok(words);
    }
    std::thread::sleep(terms.pause);
    patiently(|| host.locked())
}

/// The lock on the host. Where the program dies, it stays, and this copy of the project takes it back.
pub(super) struct Lock<'h> {
    host: &'h dyn Host,
    terms: &'h DeployOptions,
    words: Vec<u8>,
    /// When it was taken, and when it was last renewed, by this computer's clock.
    taken: Timestamp,
    renewed: Timestamp,
}

impl<'h> Lock<'h> {
    /// Takes the lock, replacing that of a dead run.
    pub(super) fn take(host: &'h dyn Host, terms: &'h DeployOptions) -> Result<Self, Refusal> {
        let own = words(terms, terms.now);
        let mut was_of_others = false;
        for _ in 0..3 {
            if patiently(|| host.lock(&own, &terms.id))? {
                let now = crate::world::now();
                let lock = Self { host, terms, words: own, taken: now, renewed: now };
                if was_of_others {
                    // Someone else may have found the same dead lock, and removed this one in its place.
                    std::thread::sleep(terms.pause);
                    lock.look()?;
                }
                return Ok(lock);
            }
            let Some(found) = held(host, terms)? else { continue };
            let holder = holder(&found);
            was_of_others = holder.as_ref().is_none_or(|holder| holder.id != terms.id);
            if let Some(holder) = holder.filter(|_| was_of_others) {
                let dead = holder.at.checked_add(SignedDuration::from_mins(DEAD_AFTER));
                if dead.is_ok_and(|dead| dead > terms.now) {
                    return Err(holder.refusal());
                }
            }
            patiently(|| host.unlock(&found))?;
        }
        Err(Refusal::Locked { who: "somebody".to_owned(), since: terms.now })
    }

    /// Renews it where that is due; a refusal where someone took this run for dead.
    pub(super) fn keep(&mut self, is_due: bool) -> Result<(), Refusal> {
        let now = crate::world::now();
        let since = now.duration_since(self.renewed);
        if !is_due && since < SignedDuration::from_mins(RENEWED_AFTER) {
            return Ok(());
        }
        let at = self.terms.now.checked_add(now.duration_since(self.taken)).unwrap_or(self.terms.now);
        let new = words(self.terms, at);
        if new != self.words && !patiently(|| self.host.renew(&self.words, &new))? {
            return Err(self.lost()?);
        }
        (self.words, self.renewed) = (new, now);
        Ok(())
    }

    /// A refusal where the lock is someone else's.
    fn look(&self) -> Result<(), Refusal> {
        let is_own = patiently(|| self.host.locked())?.is_some_and(|found| found == self.words);
        if is_own { Ok(()) } else { Err(self.lost()?) }
    }

    fn lost(&self) -> Result<Refusal, HostError> {
        let by = patiently(|| self.host.locked())?.and_then(|found| holder(&found));
        let unknown = || Refusal::Locked { who: "somebody".to_owned(), since: self.terms.now };
        Ok(by.map_or_else(unknown, Holder::refusal))
    }

    /// Gives it back.
    pub(super) fn release(self) -> Result<(), HostError> {
        patiently(|| self.host.unlock(&self.words))
    }
}

/// Hosts on which a folder is the lock: its words are a file in it, and have its name from the moment on at which they are
/// whole. The name comes from the words, so that who removes them removes no others.
pub(super) mod folder {
    use crate::base::ContentHash;

    use super::LOCK;

    /// The folder that is the lock.
    pub(in crate::deploy) fn place() -> String {
        format!("{LOCK}.d")
    }

    /// The folder that becomes the lock, of a copy of the project.
    pub(in crate::deploy) fn staging(by: &str) -> String {
        format!("{LOCK}.{}", short(by.as_bytes()))
    }

    /// The name of the file with these words.
    pub(in crate::deploy) fn name(words: &[u8]) -> String {
        short(words)
    }

    fn short(bytes: &[u8]) -> String {
        ContentHash::of(bytes).hex().chars().take(16).collect()
    }
}
