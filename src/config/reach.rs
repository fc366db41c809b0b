//! What goes out to readers by itself: feeds and letters.
//!
//! In: those settings as written. Out: the same with defaults.

use super::file::{FeedsFile, NewsletterFile};
use super::{Feeds, Newsletter, TermFeeds};

/// Feeds of the whole site hold whole texts, those of its parts only summaries, unless the settings say otherwise.
pub(super) fn feeds(file: FeedsFile) -> Feeds {
    let limit = file.limit.unwrap_or(20).max(1);
    let terms = file.terms.unwrap_or_default();
    Feeds {
        limit,
        full_content: file.full_content.unwrap_or(true),
        terms: TermFeeds {
            limit: terms.limit.unwrap_or(limit).max(1),
            full_content: terms.full_content.unwrap_or(false),
        },
    }
}

/// The placeholders of mailing services can have any form, so they are used as written.
pub(super) fn newsletter(file: NewsletterFile, subscribe_url: Option<String>) -> Newsletter {
    let written = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Newsletter {
        unsubscribe: written(file.unsubscribe).unwrap_or_else(|| "{{unsubscribe}}".to_owned()),
        view_online: written(file.view_online),
        subscribe_url,
    }
}
