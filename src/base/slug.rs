//! Slugs: the part of a page's address that names it.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{NameProblem, check_name};

/// One segment of a public address: letters, digits and hyphens, at most 200 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Takes a slug as it was written, its accents composed: file names from a Mac have them apart (NFC, UAX #15).
    ///
    /// # Errors
    /// [`NameProblem`] if the name could not be a file on some operating system, or holds something other than letters,
    /// digits, `-`, `_` and `.`.
    pub fn new(text: &str) -> Result<Self, NameProblem> {
        check_name(text)?;
        let composed: String = text.nfc().collect();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if composed.chars().all(plain) { Ok(Self(composed)) } else { Err(NameProblem::Symbol) }
    }

    /// The slug of a title or file name, as [`slugify`] makes it.
    ///
    /// # Errors
    /// [`NameProblem::Empty`] if no letter or digit is left, or another problem of the result.
    pub fn from_title(title: &str) -> Result<Self, NameProblem> {
        Self::new(&slugify(title))
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `text` in ASCII letters, digits and single hyphens: accents are dropped and other scripts are romanised. The result is
/// cut at a hyphen before its 80th character, so that an address stays readable.
#[must_use]
pub fn slugify(text: &str) -> String {
    const LONGEST: usize = 80;
    let whole = slug::slugify(text);
    if whole.len() <= LONGEST {
        return whole;
    }
    let cut = &whole[..LONGEST];
    cut.rfind('-').map_or(cut, |at| &cut[..at]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_readable_addresses() {
        assert_eq!(slugify("Flu shots: 5 questions & answers"), "flu-shots-5-questions-answers");
        assert_eq!(slugify("Fiebre en niños"), "fiebre-en-ninos");
        assert!(slugify(&"word ".repeat(40)).len() <= 80);
    }

    #[test]
    fn accents_are_one_spelling() {
        assert_eq!(Slug::new("cafe\u{301}"), Slug::new("caf\u{e9}"));
        assert_eq!(Slug::new("two words"), Err(NameProblem::Symbol));
    }

    proptest! {
        #[test]
        fn slugify_is_idempotent_and_safe(title in "\\PC{0,120}") {
            let once = slugify(&title);
            prop_assert_eq!(slugify(&once), once.clone());
            if !once.is_empty() {
                prop_assert!(once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!once.starts_with('-') && !once.ends_with('-'));
            }
        }

        #[test]
        fn a_slug_never_leaves_its_folder(text in "\\PC{0,60}") {
            if let Ok(slug) = Slug::new(&text) {
                prop_assert!(!slug.as_str().contains(['/', '\\', '\0']));
                prop_assert!(!slug.as_str().starts_with('.'));
            }
        }
    }
}
