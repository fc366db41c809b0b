//! The ways into the list of all conditions or topics: by any of their names, and by part of the body.

use std::collections::BTreeMap;

use crate::config::LanguageId;
use crate::model::{Site, Taxonomy, TermId};

use super::{Scene, SystemView, TermNameView, TermView, term};

fn listed_terms(site: &Site, language: LanguageId, taxonomy: Taxonomy) -> impl Iterator<Item = TermId> {
    let own = &site.languages[language];
    own.terms.keys().copied().filter(move |id| id.taxonomy == taxonomy)
}

/// The terms of a language with all names that readers are shown, by name.
pub(super) fn names(scene: Scene<'_>, language: LanguageId, taxonomy: Taxonomy) -> Vec<TermNameView> {
    let tag = &scene.site.languages[language].tag;
    let mut names = Vec::new();
    for id in listed_terms(scene.site, language, taxonomy) {
        let TermView { name, path, count } = term::view(scene, id, language);
        for other in scene.site.term(id).also_called_in(tag) {
            let see = Some(name.clone());
            names.push(TermNameView { name: capital(other), see, path: path.clone(), count });
        }
        names.push(TermNameView { name, see: None, path, count });
    }
    names.sort_by_cached_key(|name| (name.name.to_lowercase(), name.see.is_some(), name.path.clone()));
    names
}

/// The terms of a language by part of the body; empty if they are all of one or two.
pub(super) fn systems(scene: Scene<'_>, language: LanguageId, taxonomy: Taxonomy) -> Vec<SystemView> {
    let words = scene.words(language);
    let mut systems: BTreeMap<&str, Vec<TermView>> = BTreeMap::new();
    for id in listed_terms(scene.site, language, taxonomy) {
        let system = scene.site.term(id).system.as_deref().unwrap_or("general");
        systems.entry(system).or_default().push(term::view(scene, id, language));
    }
    if taxonomy != Taxonomy::Conditions || systems.len() < 3 {
        return Vec::new();
    }
    let view = |(system, mut terms): (&str, Vec<TermView>)| {
        terms.sort_by_cached_key(|term| (term.name.to_lowercase(), term.path.clone()));
        let title = words.find(&format!("system_{system}")).map_or_else(|| capital(system), str::to_owned);
        SystemView { title, terms }
    };
    let mut systems: Vec<SystemView> = systems.into_iter().map(view).collect();
    systems.sort_by_cached_key(|system| system.title.to_lowercase());
    systems
}

/// A name with its first letter as a capital.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
