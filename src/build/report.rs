//! What a run came to.

use serde::{Deserialize, Serialize};

use crate::base::Zone;
use crate::compile::Compiled;
use crate::model::{Document, Held, State};

/// The figures of a [`build`](super::build) or a [`dry_run`](super::dry_run).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildReport {
    /// Documents of the project, including those held back.
    pub documents: usize,
    /// Planned files of the output.
    pub routes: usize,
    /// Documents that are not public now, in path order.
    pub held_back: Vec<HeldBack>,
    /// Whether the output folder now holds this site.
    #[serde(skip)]
    pub published: bool,
    /// Files in the output folder that Bedside did not write and kept.
    #[serde(skip)]
    pub kept: Vec<String>,
    /// Why the output that was asked for was made again, or was not.
    #[serde(skip)]
    pub explained: Option<String>,
}

/// A document that is not public now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// The document, relative to the project.
    pub file: String,
    /// Why.
    pub reason: HeldReason,
    /// When a scheduled document goes live, in the site's time zone, such as `2026-12-01 08:00 -06:00`.
    pub live_at: Option<String>,
}

/// Why a document is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeldReason {
    /// It says `draft: true`.
    Draft,
    /// Its date is still to come.
    Scheduled,
    /// Its `expires` is past.
    Expired,
    /// The consent for a patient's story is missing, past or withdrawn.
    NoConsent,
}

impl HeldReason {
    /// Some words for people, such as `no live consent`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
            Self::NoConsent => "no live consent",
        }
    }
}

impl BuildReport {
    /// The figures of a compiled project of which nothing is published yet.
    #[must_use]
    pub fn of(compiled: &Compiled<'_>) -> Self {
        let site = &compiled.site;
        Self {
            documents: site.documents.len(),
            routes: compiled.plan.routes.len(),
            held_back: site.documents.iter().filter_map(|document| held_back(document, &site.config.zone)).collect(),
            ..Self::default()
        }
    }
}

fn held_back(document: &Document, zone: &Zone) -> Option<HeldBack> {
    let State::HeldBack(held) = document.state else { return None };
    let (reason, live_at) = match held {
        Held::Draft => (HeldReason::Draft, None),
        Held::Scheduled(at) => (HeldReason::Scheduled, Some(zone.at(at).strftime("%Y-%m-%d %H:%M %:z").to_string())),
        Held::Expired(_) => (HeldReason::Expired, None),
        Held::NoConsent => (HeldReason::NoConsent, None),
    };
    Some(HeldBack { file: document.parsed.source.path.to_string(), reason, live_at })
}
