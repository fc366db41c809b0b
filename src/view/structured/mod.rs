//! Structured data: what a page is about, in the words of schema.org, for search engines and other readers that are
//! programs.
//!
//! In: the scene and a page's frame. Out: [`Node`]s that point to each other by id. Invariant: a node says only what the
//! page says too; what is held back occurs in none. Ids are addresses of the site with a fragment: `#page`, `#post`,
//! `#event`, `#review` and `#breadcrumbs` of a page, `#person` of a person's page, `#condition` of a condition's page,
//! `#website` of a home page, `#practice` of the site.

mod breadcrumbs;
mod citation;
mod claim;
mod condition;
mod document;
mod event;
mod node;
mod page;
mod person;
pub(super) mod practice;
mod service;
mod specialty;

use super::{PageView, Scene};
use crate::base::Moment;
use crate::config::LanguageId;
use crate::model::Site;
use crate::plan::Recipe;
use crate::view;

pub use node::Node;

/// The prefix of the members of schema.org's enumerations.
const SCHEMA: &str = "https://schema.org/";

/// The nodes of a page, beside the practice's, which is on every page.
pub(super) fn nodes<'s>(scene: Scene<'s>, page: &PageView<'s>, recipe: &Recipe) -> Vec<Node<'s>> {
    let mut nodes = match recipe {
        Recipe::Document(id) => document::document_nodes(scene, &page.frame, *id),
        Recipe::Claim { document, claim } => claim::claim_nodes(scene, &page.frame, *document, *claim),
        Recipe::Home(language) => page::home_nodes(scene, &page.frame, *language),
        Recipe::Term { language, term, .. } => vec![page::term_node(scene, page, *term, *language)],
        Recipe::Glossary(_) => vec![page::glossary_node(scene, page)],
        _ => vec![page::list_node(scene, page)],
    };
    nodes.extend(breadcrumbs::breadcrumbs_node(scene.site, &page.frame));
    nodes
}

/// The practice is one thing, whatever the language of the page.
fn practice_id(scene: Scene<'_>) -> String {
    format!("{}#practice", scene.absolute("/"))
}

/// The site in one of its languages.
fn website_id(scene: Scene<'_>, language: LanguageId) -> String {
    let prefix = scene.site.config.language_prefix(language);
    format!("{}#website", scene.absolute(&format!("{prefix}/")))
}

/// An address that leads to a page, absolute; `None` for texts and addresses of another kind.
fn web_address(scene: Scene<'_>, url: &str) -> Option<String> {
    if url.starts_with('/') && !url.starts_with("//") {
        return Some(scene.absolute(url));
    }
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

/// A moment in the form of ISO 8601, as exactly as it was written.
fn iso_moment(site: &Site, moment: Moment) -> String {
    if moment.timed { view::frame::instant(site, moment.at) } else { moment.day.to_string() }
}
