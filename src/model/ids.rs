//! Ids: small numbers for documents, media and terms.

use crate::parse::Verdict;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(super) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The place in the site's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A document of the site.
    DocumentId
}
id! {
    /// A picture or file of the site.
    MediaId
}
id! {
    /// A health observance.
    ObservanceId
}

/// What a term belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// Illnesses.
    Conditions,
    /// Anything else that documents are about.
    Topics,
    /// What the practice does.
    Services,
}

impl Taxonomy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Conditions, Self::Topics, Self::Services];

    /// The word that keys, addresses and templates use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Conditions => "conditions",
            Self::Topics => "topics",
            Self::Services => "services",
        }
    }
}

/// A condition, topic or service of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    /// Which of the lists.
    pub taxonomy: Taxonomy,
    index: u32,
}

impl TermId {
    pub(super) fn new(taxonomy: Taxonomy, index: usize) -> Self {
        Self { taxonomy, index: u32::try_from(index).unwrap_or(u32::MAX) }
    }

    /// The place in the vocabulary's list.
    #[must_use]
    pub fn index(self) -> usize {
        self.index as usize
    }
}

/// What myth pages have in common on a list of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MythGroup {
    /// A claim has this verdict.
    Verdict(Verdict),
    /// They are about this condition.
    Condition(TermId),
    /// They are tagged with this observance.
    Observance(ObservanceId),
}
