//! From a compiled project to the figures of a run, and the rendering of all its routes.

use rayon::prelude::*;

use crate::base::{OutputPath, Zone};
use crate::diag::{Diagnostic, sort};
use crate::model::{Held, MediaId, State};
use crate::plan::{Recipe, Route};
use crate::render::Renderer;
use crate::session::{CardInputs, Session};

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
        held_back: site.documents.iter().filter_map(|document| held(document)).collect(),
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

/// Where rendered outputs go.
pub(super) trait Sink: Sync {
    /// Takes an output over from the last build, where its name says that it is the same; `false` where it has to be made.
    fn keep(&self, path: &OutputPath) -> bool;

    /// Takes a share card over from the last build, where it was drawn from the same; `false` where it has to be drawn.
    fn keep_card(&self, path: &OutputPath, inputs: &CardInputs) -> bool;

    /// Takes a share card that was drawn.
    fn write_card(&self, path: &OutputPath, inputs: &CardInputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let _ = inputs;
        self.write(path, bytes)
    }

    /// Takes the bytes of an output.
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Vec<Diagnostic>>;
}

/// Renders every route in parallel and gives each output to `sink`. Problems come back in reading order.
pub(super) fn render(session: &Session<'_>, progress: &Progress, sink: &dyn Sink) -> Vec<Diagnostic> {
    let renderer = session.renderer();
    let work: Vec<&[Route]> =
        session.plan.routes.chunk_by(|a, b| medium(a).is_some() && medium(a) == medium(b)).collect();
    // From the end: site map and feeds are the longest pieces, and nobody should wait for them alone.
    let found = work.par_iter().rev().flat_map_iter(|routes| {
        let problems = match (medium(&routes[0]), routes) {
            (Some(id), routes) => picture(session, id, routes, sink),
            (None, routes) => routes.iter().flat_map(|route| page(session, &renderer, route, sink)).collect(),
        };
        routes.iter().for_each(|_| progress.inc());
        problems
    });
    let mut problems: Vec<Diagnostic> = found.collect();
    problems.extend_from_slice(renderer.problems());
    sort(&mut problems);
    problems
}

/// The picture of which a route is one size.
fn medium(route: &Route) -> Option<MediaId> {
    match route.recipe {
        Recipe::Picture { medium, .. } => Some(medium),
        _ => None,
    }
}

fn page(session: &Session<'_>, renderer: &Renderer<'_>, route: &Route, sink: &dyn Sink) -> Vec<Diagnostic> {
    let card = session.card_inputs(route);
    if card.is_some_and(|inputs| sink.keep_card(&route.path, &inputs)) {
        return Vec::new();
    }
    let mut outcome = session.bytes(renderer, route);
    let write = |bytes: &[u8]| match &card {
        Some(inputs) => sink.write_card(&route.path, inputs, bytes),
        None => sink.write(&route.path, bytes),
    };
    if let Some(bytes) = outcome.value
        && let Err(failure) = write(&bytes)
    {
        outcome.diagnostics.extend(failure);
    }
    outcome.diagnostics
}

/// The sizes of a picture: decoded once, and not at all where the last build has them, since their names tell their content.
fn picture(session: &Session<'_>, id: MediaId, routes: &[Route], sink: &dyn Sink) -> Vec<Diagnostic> {
    let missing: Vec<&Route> = routes.iter().filter(|route| !sink.keep(&route.path)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let mut outcome = session.picture_sizes(id);
    for route in missing {
        let Recipe::Picture { variant, .. } = route.recipe else { continue };
        let Some(bytes) = outcome.value.as_ref().and_then(|sizes| sizes.get(variant)) else { continue };
        if let Err(failure) = sink.write(&route.path, bytes) {
            outcome.diagnostics.extend(failure);
        }
    }
    outcome.diagnostics
}
