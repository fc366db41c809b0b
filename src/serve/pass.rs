//! The pass of another device: where the preview listens beyond this computer, a link that works once lets a browser elsewhere write.
//!
//! In: the key of the link that was printed last. Out: a cookie for that browser, good until the preview ends. Invariants: a key
//! works once; a new one takes the place of the one before; neither a key nor a pass is kept on the disk.

use std::sync::Mutex;

use crate::base::ContentHash;

use super::sync::lock;

/// The name of the cookie.
pub(super) const COOKIE: &str = "bedside-pass";

/// Passes of this run.
#[derive(Default)]
pub(super) struct Passes {
    key: Mutex<Option<String>>,
    given: Mutex<Vec<String>>,
}

impl Passes {
    /// A new key for one browser.
    ///
    /// # Errors
    /// The system's, where it gives no random numbers.
    pub(super) fn key(&self) -> std::io::Result<String> {
        // Someone may have to type it: 64 bits that nobody guesses over a network in the time of a run.
        let key = random()?[..16].to_owned();
        *lock(&self.key) = Some(key.clone());
        Ok(key)
    }

    /// The pass for who knows the key, which does not work again.
    pub(super) fn redeem(&self, said: &str) -> Option<String> {
        let mut key = lock(&self.key);
        if !key.as_deref().is_some_and(|key| is_same(key, said)) {
            return None;
        }
        let pass = random().ok()?;
        *key = None;
        lock(&self.given).push(pass.clone());
        Some(pass)
    }

    /// Whether a browser has a pass of this run.
    pub(super) fn knows(&self, pass: Option<&str>) -> bool {
        pass.is_some_and(|said| lock(&self.given).iter().any(|given| is_same(given, said)))
    }
}

fn random() -> std::io::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(ContentHash::of(&bytes).hex())
}

/// Compared by their hashes, so that the time it takes tells nothing.
fn is_same(one: &str, other: &str) -> bool {
    ContentHash::of(one.as_bytes()) == ContentHash::of(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_works_once_and_a_new_one_takes_its_place() {
        let passes = Passes::default();
        assert!(passes.redeem("").is_none(), "without a key nobody gets a pass");
        let old = passes.key().expect("a key");
        let key = passes.key().expect("a key");
        assert!(passes.redeem(&old).is_none());
        let pass = passes.redeem(&key).expect("a pass");
        assert!(passes.redeem(&key).is_none());
        assert!(passes.knows(Some(&pass)) && !passes.knows(Some(&key)) && !passes.knows(None));
        let other = passes.key().and_then(|key| passes.redeem(&key).ok_or_else(|| std::io::Error::other("none")));
        assert!(passes.knows(other.ok().as_deref()) && passes.knows(Some(&pass)), "two devices");
    }
}
