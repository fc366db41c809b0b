//! Content hashes: BLAKE3, 256 bits (<https://github.com/BLAKE3-team/BLAKE3-specs>).

use std::fmt;

/// The BLAKE3 hash of some bytes: equal hashes mean equal content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Hashes `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// All 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// The first 10 hexadecimal digits (40 bits), for names of published files.
    #[must_use]
    pub fn short(&self) -> String {
        self.hex()[..10].to_owned()
    }

    /// Reads the 64 digits that [`ContentHash::hex`] writes.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Self(*hash.as_bytes()))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({})", self.short())
    }
}

/// Hashes several parts as one value; each part is framed by its length, so that `("ab", "c")` and `("a", "bc")` differ.
#[derive(Default)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// An empty hasher.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one part.
    pub fn part(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let bytes = bytes.as_ref();
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds the hash of something hashed before.
    pub fn hash(&mut self, hash: &ContentHash) -> &mut Self {
        self.0.update(&hash.0);
        self
    }

    /// The hash of all parts.
    #[must_use]
    pub fn finish(&self) -> ContentHash {
        ContentHash(*self.0.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_reads_back() {
        let hash = ContentHash::of(b"flu");
        assert_eq!(ContentHash::from_hex(&hash.hex()), Some(hash));
        assert_eq!(hash.short().len(), 10);
    }

    #[test]
    fn parts_are_framed() {
        let (mut left, mut right) = (Hasher::new(), Hasher::new());
        left.part("ab").part("c");
        right.part("a").part("bc");
        assert_ne!(left.finish(), right.finish());
    }
}
