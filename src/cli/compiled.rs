//! From a compiled project to the figures of a run, and the rendering of all its routes.

use std::sync::Mutex;

use rayon::prelude::*;

use crate::base::{OutputPath, Zone};
use crate::diag::{Diagnostic, sort};
use crate::model::{Held, State};
use crate::session::Session;

use super::progress::Progress;
use super::summary::{self, HeldReason, Summary};

/// The figures of a compiled project.
pub(super) fn figures(session: &Session<'_>) -> Summary {
    let site = &session.site;
    let held = |document: &crate::model::Document| match document.state {
        State::HeldBack(held) => Some(summary::Held {
            file: document.parsed.source.path.to_string(),
            reason: reason(held),
            live_at: live_at(held, &site.config.zone),
        }),
        State::Public | State::Marked(_) => None,
    };
    Summary {
        documents: site.documents.len(),
        routes: session.plan.routes.len(),
        held_back: site.documents.iter().filter_map(held).collect(),
        ..Summary::default()
    }
}

fn reason(held: Held) -> HeldReason {
    match held {
        Held::Draft => HeldReason::Draft,
        Held::Scheduled(_) => HeldReason::Scheduled,
        Held::Expired(_) => HeldReason::Expired,
        Held::NoConsent => HeldReason::NoConsent,
    }
}

fn live_at(held: Held, zone: &Zone) -> Option<String> {
    match held {
        Held::Scheduled(at) => Some(zone.at(at).strftime("%Y-%m-%d %H:%M %:z").to_string()),
        _ => None,
    }
}

/// Renders every route in parallel and gives each output to `write`. Problems come back in reading order.
pub(super) fn render(
    session: &Session<'_>,
    progress: &Progress,
    write: impl Fn(&OutputPath, &[u8]) -> Result<(), Box<Diagnostic>> + Sync,
) -> Vec<Diagnostic> {
    let renderer = session.renderer();
    let problems: Mutex<Vec<Diagnostic>> = Mutex::default();
    session.plan.routes.par_iter().for_each(|route| {
        let mut outcome = session.bytes(&renderer, route);
        if let Some(bytes) = outcome.value
            && let Err(problem) = write(&route.path, &bytes)
        {
            outcome.diagnostics.push(*problem);
        }
        if !outcome.diagnostics.is_empty()
            && let Ok(mut problems) = problems.lock()
        {
            problems.extend(outcome.diagnostics);
        }
        progress.inc();
    });
    let mut problems = problems.into_inner().unwrap_or_default();
    sort(&mut problems);
    problems
}
