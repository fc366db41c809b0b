//! The states that documents are sorted by.

use jiff::civil::Date;

use crate::model::{Document, Held, Site, State};

/// How many days before a review falls due the desk begins to say so.
const NOTICE: i64 = 30;

/// Documents that have something in common; one may be in several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateFilter {
    Draft,
    Scheduled,
    Review,
    Expired,
    NoConsent,
    Public,
}

impl StateFilter {
    /// All of them, in the order in which someone has to do something.
    pub(super) const ALL: [Self; 6] =
        [Self::Draft, Self::Scheduled, Self::Review, Self::Expired, Self::NoConsent, Self::Public];

    /// Its word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Review => "review",
            Self::Expired => "expired",
            Self::NoConsent => "no-consent",
            Self::Public => "public",
        }
    }

    /// The filter of a word.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.word() == word)
    }

    /// The key of its name for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Draft => "shelves.draft",
            Self::Scheduled => "shelves.scheduled",
            Self::Review => "shelves.review",
            Self::Expired => "shelves.expired",
            Self::NoConsent => "shelves.no-consent",
            Self::Public => "shelves.public",
        }
    }

    /// Whether a document has it.
    pub(super) fn holds(self, site: &Site, document: &Document) -> bool {
        match (self, held(document)) {
            (Self::Review, _) => due(site, document).is_some() || is_edited(document),
            (Self::Draft, Some(Held::Draft))
            | (Self::Scheduled, Some(Held::Scheduled(_)))
            | (Self::Expired, Some(Held::Expired(_)))
            | (Self::NoConsent, Some(Held::NoConsent))
            | (Self::Public, None) => true,
            _ => false,
        }
    }
}

/// Why a document is not public, whether or not the preview shows it.
pub(super) fn held(document: &Document) -> Option<Held> {
    match document.state {
        State::Public => None,
        State::Marked(held) | State::HeldBack(held) => Some(held),
    }
}

/// Whether nobody has to look at a document anymore, since readers do not see it.
fn is_over(document: &Document) -> bool {
    matches!(held(document), Some(Held::Expired(_) | Held::NoConsent))
}

/// Whether a document was edited since its review and must be looked at again.
pub(super) fn is_edited(document: &Document) -> bool {
    document.parsed.edited_since_review && !is_over(document)
}

/// The day of the next review.
pub(super) fn next_review(site: &Site, document: &Document) -> Option<Date> {
    let reviewed = document.parsed.front.reviewed.as_ref().filter(|_| !is_over(document))?;
    site.review_due(reviewed)
}

/// The day of the next review, where it has passed or is near.
pub(super) fn due(site: &Site, document: &Document) -> Option<Date> {
    let due = next_review(site, document)?;
    let last = site.today.checked_add(jiff::Span::new().days(NOTICE)).unwrap_or(site.today);
    (due <= last).then_some(due)
}
