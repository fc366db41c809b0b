//! Two outputs that cannot both be there: found on every operating system's terms, and reported with both culprits.
//!
//! Either they are one file, or one is a file where the other needs a folder: `/feed.xml` and `/feed.xml/`.

use foldhash::{HashMap, HashMapExt as _, HashSet};
use rayon::prelude::*;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::{DocumentId, Site};
use crate::yaml::Step;

use super::{FeedScope, Recipe, Route};

/// Reports routes that would be one file where case or the spelling of accents does not count, and files that are where
/// others need a folder. Each file is reported once, however many others need its place.
pub(super) fn find(site: &Site, routes: &[Route], sink: &mut Vec<Diagnostic>) {
    let keys: Vec<String> = routes.par_iter().map(|route| route.path.collision_key()).collect();
    let mut taken: HashMap<&str, &Route> = HashMap::with_capacity(routes.len());
    for (route, key) in routes.iter().zip(&keys) {
        let taken = taken.insert(key, route);
        // Two cards collide where their pages do, which is told once.
        let is_card = |route: &Route| matches!(route.recipe, Recipe::Card { .. });
        if let Some(first) = taken.filter(|first| !(is_card(first) && is_card(route))) {
            sink.push(collision(site, first, route));
        }
    }
    let mut told: HashSet<&str> = HashSet::default();
    for (route, key) in routes.iter().zip(&keys) {
        let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        for (folder, file) in folders.filter_map(|folder| taken.get_key_value(folder)) {
            if told.insert(folder) {
                sink.push(file_and_folder(site, file, route));
            }
        }
    }
}

fn file_and_folder(site: &Site, file: &Route, below: &Route) -> Diagnostic {
    let message = format!(
        "`{}` cannot be both a file and a folder: {} is the file, and {} is inside it, at `{}`",
        file.path.url(),
        name(site, file),
        name(site, below),
        below.path.url()
    );
    with_places(site, file, below, Diagnostic::new(&codes::SAME_ADDRESS, message))
}

fn collision(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let message = format!(
        "two sources have the address `{}`: {} and {}",
        second.path.url(),
        name(site, first),
        name(site, second)
    );
    with_places(site, first, second, Diagnostic::new(&codes::SAME_ADDRESS, message))
}

fn with_places(site: &Site, first: &Route, second: &Route, diagnostic: Diagnostic) -> Diagnostic {
    let diagnostic = match (place(site, first), place(site, second)) {
        (Some(first), Some(second)) => diagnostic.at(second).note("the other one", first),
        (Some(place), None) | (None, Some(place)) => diagnostic.at(place),
        (None, None) => diagnostic,
    };
    let is = |recipe: fn(&Recipe) -> bool| recipe(&first.recipe) || recipe(&second.recipe);
    diagnostic.help(if is(|recipe| matches!(recipe, Recipe::Redirect(_))) {
        "change the alias, or remove it"
    } else if is(|recipe| matches!(recipe, Recipe::Static(_))) {
        "give the file in `static/` another name"
    } else {
        "give one of them a different `slug:` or file name"
    })
}

fn place(site: &Site, route: &Route) -> Option<Place> {
    match &route.recipe {
        Recipe::Document(id) | Recipe::Card { document: id, .. } => {
            let document = &site.document(*id).parsed;
            let named = document.front.slug.is_some();
            Some(if named { document.place(&[Step::Key("slug")]) } else { Place::file(&document.source.path) })
        }
        Recipe::Claim { document, claim } => Some(claim_place(site, *document, *claim)),
        Recipe::Static(file) => Some(Place::file(file)),
        Recipe::Redirect(to) => site.at_path(to).map(|id| alias_place(site, id, route)),
        Recipe::File(medium) | Recipe::Picture { medium, .. } => Some(Place::file(&site.medium(*medium).file)),
        _ => None,
    }
}

fn alias_place(site: &Site, id: DocumentId, route: &Route) -> Place {
    let document = &site.document(id).parsed;
    let url = route.path.url();
    let at = document.front.aliases.iter().position(|alias| alias.trim_end_matches('/') == url.trim_end_matches('/'));
    document.place(&[Step::Key("aliases"), Step::Item(at.unwrap_or(0))])
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
        Recipe::Redirect(to) => match site.at_path(to) {
            Some(id) => format!("an alias of `{}`", site.document(id).parsed.source.path),
            None => format!("the alias of `{to}`"),
        },
        Recipe::File(medium) | Recipe::Picture { medium, .. } => format!("`{}`", site.medium(*medium).file),
        recipe => generated(site, recipe),
    }
}

/// What Bedside makes of itself, in words.
fn generated(site: &Site, recipe: &Recipe) -> String {
    let fixed = match recipe {
        Recipe::List { kind, .. } => return format!("the list of {}", kind.folder()),
        Recipe::Terms { taxonomy, .. } => return format!("the list of all {}", taxonomy.word()),
        Recipe::Term { term, .. } => {
            return format!("the page of `{}` in {}", site.term(*term).slug, term.taxonomy.word());
        }
        Recipe::Observance { observance, .. } => {
            return format!("the page of the observance `{}`", site.observance(*observance).id);
        }
        Recipe::Feed { scope, format, .. } => {
            let of = if matches!(scope, FeedScope::Site) { "the feed" } else { "a feed" };
            return format!("{of} `{}`", format.file());
        }
        Recipe::Links { channel: Some(at), .. } => {
            return format!("the page of links for the channel `{}`", site.config.channels[*at]);
        }
        Recipe::Asset(name) => return format!("the theme's file `{name}`"),
        Recipe::Links { channel: None, .. } => "the page of links",
        Recipe::Home(_) => "the home page",
        Recipe::Myths { .. } => "a list of myths",
        Recipe::Corrections(_) => "the page of corrections",
        Recipe::CorrectionsFeed(_) => "the feed of corrections",
        Recipe::Awareness(_) => "the awareness calendar",
        Recipe::NotFound => "the page for addresses that do not exist",
        Recipe::SocialFeed(_) => "the feed for social networks",
        Recipe::Feeds(_) => "the page that explains the feeds",
        Recipe::Glossary(_) => "the glossary",
        Recipe::Search(_) => "the search",
        Recipe::SearchIndex { .. } => "the index of the search",
        Recipe::AwarenessFile { .. } => "a calendar file of observances",
        Recipe::EventsFile(_) | Recipe::EventFile(_) => "the calendar file of events",
        Recipe::SiteCard(_) => "the share card of the site",
        Recipe::TouchIcon => "the icon on home screens",
        Recipe::Sitemap => "the site map",
        Recipe::Robots | Recipe::Headers | Recipe::Redirects => "a file that Bedside writes for the host",
        _ => "a page that Bedside makes",
    };
    fixed.to_owned()
}
