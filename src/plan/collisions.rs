//! Two outputs of one path: found on every operating system's terms, and told with both culprits.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::{DocumentId, Site};
use crate::yaml::Step;

use super::{Recipe, Route};

/// Reports routes that would be one file where case or the spelling of accents does not count.
pub(super) fn find(site: &Site, routes: &[Route], sink: &mut Vec<Diagnostic>) {
    let mut taken: HashMap<String, &Route> = HashMap::with_capacity(routes.len());
    for route in routes {
        let taken = taken.insert(route.path.collision_key(), route);
        // Two cards collide where their pages do, which is told once.
        let is_card = |route: &Route| matches!(route.recipe, Recipe::Card { .. });
        if let Some(first) = taken.filter(|first| !(is_card(first) && is_card(route))) {
            sink.push(collision(site, first, route));
        }
    }
}

fn collision(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let message = format!(
        "two sources ask for the address `{}`: {} and {}",
        second.path.url(),
        name(site, first),
        name(site, second)
    );
    let diagnostic = Diagnostic::new(&codes::SAME_ADDRESS, message);
    let diagnostic = match (place(site, first), place(site, second)) {
        (Some(first), Some(second)) => diagnostic.at(second).note("the other one", first),
        (Some(place), None) | (None, Some(place)) => diagnostic.at(place),
        (None, None) => diagnostic,
    };
    diagnostic.help("give one of them another `slug:`, or another file name")
}

fn place(site: &Site, route: &Route) -> Option<Place> {
    match &route.recipe {
        Recipe::Document(id) | Recipe::Card { document: id, .. } => {
            Some(Place::file(&site.document(*id).parsed.source.path))
        }
        Recipe::Claim { document, claim } => Some(claim_place(site, *document, *claim)),
        Recipe::Static(file) => Some(Place::file(file)),
        Recipe::Redirect(to) => site.at_path(to).map(|id| Place::file(&site.document(id).parsed.source.path)),
        Recipe::File(medium) | Recipe::Picture { medium, .. } => Some(Place::file(&site.medium(*medium).file)),
        _ => None,
    }
}

fn claim_place(site: &Site, id: DocumentId, claim: usize) -> Place {
    let document = &site.document(id).parsed;
    document.place(&[Step::Key("claims"), Step::Item(document.front.claims[claim].at), Step::Key("id")])
}

fn name(site: &Site, route: &Route) -> String {
    match &route.recipe {
        Recipe::Document(id) => format!("`{}`", site.document(*id).parsed.source.path),
        Recipe::Claim { document, claim } => {
            let document = site.document(*document);
            format!("the claim `{}` of `{}`", document.parsed.front.claims[*claim].id, document.parsed.source.path)
        }
        Recipe::Card { document, .. } => format!("the share card of `{}`", site.document(*document).parsed.source.path),
        Recipe::Static(file) => format!("`{file}`"),
        Recipe::Redirect(to) => format!("the alias of `{to}`"),
        Recipe::File(medium) | Recipe::Picture { medium, .. } => format!("`{}`", site.medium(*medium).file),
        _ => "a page that Bedside makes".to_owned(),
    }
}
