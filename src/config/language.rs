//! The languages of a site: each has an id, a place in the list of the settings.

use std::ops::{Index, IndexMut};

/// A language of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct LanguageId(u16);

impl LanguageId {
    /// The main language, `language` in the settings.
    pub const MAIN: Self = Self(0);

    fn new(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Whether this is the main language, whose addresses have no prefix.
    #[must_use]
    pub fn is_main(self) -> bool {
        self == Self::MAIN
    }
}

/// A value for each language of a site, in the order of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerLanguage<T>(Vec<T>);

impl<T> PerLanguage<T> {
    /// The languages.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = LanguageId> + use<T> {
        (0..self.0.len()).map(LanguageId::new)
    }

    /// The values.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The values, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// The values, each with its language.
    pub fn entries(&self) -> impl Iterator<Item = (LanguageId, &T)> {
        self.ids().zip(&self.0)
    }

    /// Whether the site has more than one language.
    #[must_use]
    pub fn are_many(&self) -> bool {
        self.0.len() > 1
    }
}

impl<T: PartialEq> PerLanguage<T> {
    /// The language with this value.
    #[must_use]
    pub fn find<Q: ?Sized>(&self, wanted: &Q) -> Option<LanguageId>
    where
        T: PartialEq<Q>,
    {
        self.0.iter().position(|value| value == wanted).map(LanguageId::new)
    }
}

impl<T> Default for PerLanguage<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Index<LanguageId> for PerLanguage<T> {
    type Output = T;

    fn index(&self, id: LanguageId) -> &T {
        &self.0[usize::from(id.0)]
    }
}

impl<T> IndexMut<LanguageId> for PerLanguage<T> {
    fn index_mut(&mut self, id: LanguageId) -> &mut T {
        &mut self.0[usize::from(id.0)]
    }
}

impl<T> FromIterator<T> for PerLanguage<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'p, T> IntoIterator for &'p PerLanguage<T> {
    type Item = &'p T;
    type IntoIter = std::slice::Iter<'p, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'p, T> IntoIterator for &'p mut PerLanguage<T> {
    type Item = &'p mut T;
    type IntoIter = std::slice::IterMut<'p, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
