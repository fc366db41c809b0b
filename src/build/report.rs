//! What a run came to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use rayon::prelude::*;

use crate::base::Zone;
use crate::compile::Compiled;
use crate::diag::Diagnostic;
use crate::grade::Grade;
use crate::model::{Document, Held, Horizon, Site, State};

/// The figures of a [`build`](super::build) or a [`dry_run`](super::dry_run).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BuildReport {
    /// Documents of the project, including those held back.
    pub documents: usize,
    /// Planned files of the output.
    pub routes: usize,
    /// Documents that are not public now, in path order.
    pub held_back: Vec<HeldBack>,
    /// How many warnings and suggestions the project's `baseline.yaml` knows; they are in no report.
    #[serde(default)]
    pub in_baseline: usize,
    /// The reading grade of each public post, if a check requested it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Graded>,
    /// What the baseline knows.
    #[serde(skip)]
    pub known: Vec<Diagnostic>,
    /// Whether the output folder now holds this site.
    #[serde(skip)]
    pub published: bool,
    /// Files in the output folder that Bedside did not write and kept.
    #[serde(skip)]
    pub kept: Vec<String>,
    /// Why the requested output was built again, or was not.
    #[serde(skip)]
    pub explained: Option<String>,
    /// The span of time for which the site is good, if it was published.
    #[serde(skip)]
    pub horizon: Option<Horizon>,
}

/// How hard a post is to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Graded {
    /// The document, relative to the project.
    pub file: String,
    /// The formula of the headline: `SMOG`, or `INFLESZ` for Spanish.
    pub formula: String,
    /// By this formula, to one digit after the point: a school grade, or points of 100.
    pub grade: f64,
    /// The formula next to it: `Flesch-Kincaid`, or `Fernández Huerta` for Spanish.
    pub second_formula: String,
    /// By that formula.
    pub second_grade: f64,
}

/// A document that is not public now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldBack {
    /// The document, relative to the project.
    pub file: String,
    /// Why.
    pub reason: HeldReason,
    /// When a scheduled document goes live, in the site's time zone, such as `2026-12-01 08:00 -06:00`.
    pub live_at: Option<String>,
}

/// Why a document is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
            Self::NoConsent => "no valid consent",
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
            in_baseline: compiled.known.len(),
            known: compiled.known.clone(),
            ..Self::default()
        }
    }

    /// The same, with the reading grades of the public posts.
    #[must_use]
    pub fn graded(self, site: &Site) -> Self {
        let posts = site
            .documents
            .par_iter()
            .filter(|document| document.state.is_public() && document.parsed.source.kind.is_post());
        Self { grades: posts.filter_map(|document| graded(site, document)).collect(), ..self }
    }
}

fn graded(site: &Site, document: &Document) -> Option<Graded> {
    let tenth = |grade: f64| (grade * 10.0).round() / 10.0;
    let (formulas, grades) = match site.grade(document)? {
        Grade::English { smog, flesch_kincaid } => (["SMOG", "Flesch-Kincaid"], [smog, flesch_kincaid]),
        Grade::Spanish { inflesz, fernandez_huerta } => (["INFLESZ", "Fernández Huerta"], [inflesz, fernandez_huerta]),
    };
    Some(Graded {
        file: document.parsed.source.path.to_string(),
        formula: formulas[0].to_owned(),
        grade: tenth(grades[0]),
        second_formula: formulas[1].to_owned(),
        second_grade: tenth(grades[1]),
    })
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
