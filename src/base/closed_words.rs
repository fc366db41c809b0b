//! Closed lists of words, as front matter and settings use them.

/// An enum whose values are written as words.
pub trait Worded: Sized + 'static {
    /// The words that are taken.
    const ALL: &'static [&'static str];

    /// The value that a word names.
    fn of_word(word: &str) -> Option<Self>;
}

/// A closed list of words, each the value of an enum.
macro_rules! closed_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The words that are taken.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The value that a word names.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The word that is written.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::base::Worded for $name {
            const ALL: &'static [&'static str] = Self::WORDS;

            fn of_word(word: &str) -> Option<Self> {
                Self::named(word)
            }
        }
    };
}

pub(crate) use closed_words;
