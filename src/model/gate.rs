//! The gate: what is public at an instant.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::parse::{Consent, ConsentScope, FrontMatter};
use crate::source::Kind;

/// Whether a document is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everyone may see it.
    Public,
    /// It would be held back, but a flag of the command includes it.
    Marked(Held),
    /// Nobody may see it or learn of it.
    HeldBack(Held),
}

/// Why a document is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// `draft: true`.
    Draft,
    /// Its date is still to come.
    Scheduled(Timestamp),
    /// Its `expires` has passed.
    Expired(Timestamp),
    /// A story whose consent is missing, expired or revoked, or does not cover the web site.
    NoConsent,
}

impl Held {
    /// The word that themes and summaries use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled(_) => "scheduled",
            Self::Expired(_) => "expired",
            Self::NoConsent => "no-consent",
        }
    }
}

/// Which held-back documents a command asked to see.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// Drafts.
    pub drafts: bool,
    /// Scheduled documents.
    pub future: bool,
    /// Expired documents.
    pub expired: bool,
}

impl State {
    /// Whether the site shows the document.
    #[must_use]
    pub fn is_public(self) -> bool {
        !matches!(self, Self::HeldBack(_))
    }

    /// The mark of a document that is shown only because a flag includes it.
    #[must_use]
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Marked(held) => Some(held.word()),
            Self::Public | Self::HeldBack(_) => None,
        }
    }
}

/// Decides on one document at `now`, whose day in the practice's zone is `today`.
pub(super) fn decide(front: &FrontMatter, kind: Kind, now: Timestamp, today: Date, shown: Shown) -> State {
    match held(front, kind, now, today) {
        None => State::Public,
        Some(held) => {
            let asked = match held {
                Held::Draft => shown.drafts,
                Held::Scheduled(_) => shown.future,
                Held::Expired(_) => shown.expired,
                Held::NoConsent => false,
            };
            if asked { State::Marked(held) } else { State::HeldBack(held) }
        }
    }
}

fn held(front: &FrontMatter, kind: Kind, now: Timestamp, today: Date) -> Option<Held> {
    if kind == Kind::Story && !has_consent(front, today) {
        return Some(Held::NoConsent);
    }
    if front.draft {
        return Some(Held::Draft);
    }
    if let Some(expires) = front.expires.filter(|expires| expires.at <= now) {
        return Some(Held::Expired(expires.at));
    }
    front.date.filter(|date| date.at > now).map(|date| Held::Scheduled(date.at))
}

fn has_consent(front: &FrontMatter, today: Date) -> bool {
    front.consent.as_ref().is_some_and(|consent| consent_problem(consent, today).is_none())
}

/// Why a consent does not allow a story on the web site today. It counts from the day it was signed through its last day.
pub(super) fn consent_problem(consent: &Consent, today: Date) -> Option<String> {
    if consent.revoked {
        return Some("was revoked".to_owned());
    }
    if let Some(last) = consent.expires_on.filter(|last| *last < today) {
        return Some(format!("ended on {last}"));
    }
    if consent.signed_on > today {
        return Some(format!("is signed on {}, which is in the future", consent.signed_on));
    }
    (!consent.covers(ConsentScope::Website)).then(|| "does not cover the website".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Moment, Zone};

    fn decide_at(now: &str, edit: impl Fn(&mut FrontMatter, &Zone)) -> State {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let now: Timestamp = now.parse().expect("an instant");
        let mut front = FrontMatter::default();
        edit(&mut front, &zone);
        decide(&front, Kind::Article, now, zone.day(now), Shown::default())
    }

    #[test]
    fn a_scheduled_post_appears_at_local_time_and_never_early() {
        let at_seven = |front: &mut FrontMatter, zone: &Zone| front.date = Moment::parse("2026-12-14 07:00", zone).ok();
        assert!(!decide_at("2026-12-14T12:59:59Z", at_seven).is_public());
        assert_eq!(decide_at("2026-12-14T13:00:00Z", at_seven), State::Public);
    }

    #[test]
    fn expiry_ends_at_its_instant() {
        let march = |front: &mut FrontMatter, zone: &Zone| front.expires = Moment::parse("2026-03-01", zone).ok();
        assert!(decide_at("2026-03-01T05:59:59Z", march).is_public());
        assert!(!decide_at("2026-03-01T06:00:00Z", march).is_public());
    }
}
