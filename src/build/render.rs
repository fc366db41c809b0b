//! The rendering of all routes of a compiled project, in parallel.

use std::fmt::Write as _;

use rayon::prelude::*;

use crate::base::OutputPath;
use crate::compile::{CardInputs, Compiled, Made};
use crate::diag::{Diagnostic, Place, codes, sort};
use crate::model::MediaId;
use crate::plan::{Recipe, Route};
use crate::render::{Inputs, Renderer};

use super::Observer;
use super::outputs::OutputCache;

/// Where rendered outputs go.
pub(super) trait Sink: Sync {
    /// Takes an output over from the last build, where its name says that it is the same; `false` if it must be made.
    fn keep(&self, path: &OutputPath) -> bool;

    /// Takes a share card over from the last build, where it was drawn from the same; `false` if it must be drawn.
    fn keep_card(&self, path: &OutputPath, inputs: &CardInputs) -> bool;

    /// Takes a share card that was drawn.
    fn write_card(&self, path: &OutputPath, inputs: &CardInputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let _ = inputs;
        self.write(path, bytes)
    }

    /// Takes a rendered output over from the last build, where it was rendered from the same; `false` if it must be
    /// rendered.
    fn keep_rendered(&self, path: &OutputPath, inputs: &Inputs) -> bool {
        let _ = (path, inputs);
        false
    }

    /// Takes an output that was rendered without a problem.
    fn write_rendered(&self, path: &OutputPath, inputs: &Inputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let _ = inputs;
        self.write(path, bytes)
    }

    /// Takes the bytes of an output.
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Vec<Diagnostic>>;
}

/// Renders every route in parallel and gives each output to `sink`. Problems come back in reading order.
pub(super) fn render(compiled: &Compiled<'_>, observer: &dyn Observer, sink: &dyn Sink) -> Vec<Diagnostic> {
    observer.rendering(compiled.plan.routes.len());
    let renderer = compiled.renderer();
    let work: Vec<&[Route]> =
        compiled.plan.routes.chunk_by(|a, b| medium(a).is_some() && medium(a) == medium(b)).collect();
    // From the end: site map and feeds are the longest pieces, and nobody should wait for them alone.
    let found = work.par_iter().rev().flat_map_iter(|routes| {
        let problems = match (medium(&routes[0]), routes) {
            (Some(id), routes) => picture(compiled, id, routes, sink),
            (None, routes) => routes.iter().flat_map(|route| page(compiled, &renderer, route, sink)).collect(),
        };
        routes.iter().for_each(|_| observer.rendered());
        problems
    });
    let mut problems: Vec<Diagnostic> = found.collect();
    observer.rendered_all();
    problems.extend_from_slice(renderer.problems());
    sort(&mut problems);
    once(&mut problems);
    problems
}

/// Leaves the first page that a fault of a template stops, and has it say how many others there are.
fn once(problems: &mut Vec<Diagnostic>) {
    type Fault = (Place, String);
    let fault = |problem: &Diagnostic| -> Option<Fault> {
        let place = problem.place.clone().filter(|_| problem.code == &codes::TEMPLATE_FAILED)?;
        Some((place, problem.message.split_once(": ")?.1.to_owned()))
    };
    let mut first: Vec<(Fault, usize, usize)> = Vec::new();
    let mut kept = 0;
    problems.retain(|problem| {
        let fault = fault(problem);
        let known = fault.as_ref().and_then(|fault| first.iter_mut().find(|(known, ..)| known == fault));
        match (known, fault) {
            (Some((_, _, more)), _) => {
                *more += 1;
                return false;
            }
            (None, Some(fault)) => first.push((fault, kept, 0)),
            (None, None) => {}
        }
        kept += 1;
        true
    });
    for (_, at, more) in first.into_iter().filter(|(.., more)| *more > 0) {
        let fail = if more == 1 { "page fails" } else { "pages fail" };
        let _ = write!(problems[at].message, "; {more} more {fail} in the same way");
    }
}

/// The picture of which a route is one size.
fn medium(route: &Route) -> Option<MediaId> {
    match route.recipe {
        Recipe::Picture { medium, .. } => Some(medium),
        _ => None,
    }
}

fn page(compiled: &Compiled<'_>, renderer: &Renderer<'_>, route: &Route, sink: &dyn Sink) -> Vec<Diagnostic> {
    let card = compiled.card_inputs(route);
    if card.is_some_and(|inputs| sink.keep_card(&route.path, &inputs)) {
        return Vec::new();
    }
    let outcome = compiled.bytes_unless(renderer, route, &|inputs| sink.keep_rendered(&route.path, inputs));
    let mut diagnostics = outcome.diagnostics;
    let Made::Bytes(Some(bytes), inputs) = outcome.value else { return diagnostics };
    let written = match (&card, inputs) {
        (Some(card), _) => sink.write_card(&route.path, card, &bytes),
        (None, Some(inputs)) => sink.write_rendered(&route.path, &inputs, &bytes),
        (None, None) => sink.write(&route.path, &bytes),
    };
    diagnostics.extend(written.err().unwrap_or_default());
    diagnostics
}

/// The sizes of a picture: decoded once, and not at all if the last build has them, since their names tell their
/// content.
fn picture(compiled: &Compiled<'_>, id: MediaId, routes: &[Route], sink: &dyn Sink) -> Vec<Diagnostic> {
    let missing: Vec<&Route> = routes.iter().filter(|route| !sink.keep(&route.path)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let mut outcome = compiled.picture_sizes(id);
    for route in missing {
        let Recipe::Picture { variant, .. } = route.recipe else { continue };
        let Some(bytes) = outcome.value.as_ref().and_then(|sizes| sizes.get(variant)) else { continue };
        if let Err(failure) = sink.write(&route.path, bytes) {
            outcome.diagnostics.extend(failure);
        }
    }
    outcome.diagnostics
}

/// Writes nothing, and renders only what the last build did not render from the same without a problem.
pub(super) struct Unwritten<'o>(pub(super) &'o OutputCache<'o>);

impl Sink for Unwritten<'_> {
    fn keep(&self, _: &OutputPath) -> bool {
        false
    }

    /// Only a picture can be wrong with a card; what its fonts lack is known without drawing it.
    fn keep_card(&self, _: &OutputPath, inputs: &CardInputs) -> bool {
        !inputs.has_picture
    }

    fn keep_rendered(&self, path: &OutputPath, inputs: &Inputs) -> bool {
        self.0.keep(path, inputs, |_| true)
    }

    fn write(&self, _: &OutputPath, _: &[u8]) -> Result<(), Vec<Diagnostic>> {
        Ok(())
    }
}
