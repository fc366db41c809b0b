//! Tags of languages (BCP 47), such as `en` and `es-mx`.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

/// The tag of a language, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The tag as text; letters are lowered.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(tag.to_ascii_lowercase())
    }

    /// The language without its region: `es` for `es-mx`.
    #[must_use]
    pub fn main(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for LanguageTag {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for LanguageTag {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for LanguageTag {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<String> for LanguageTag {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}
