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
mod practice;
mod service;
mod specialty;

use super::{PageView, Scene};
use crate::base::Moment;
use crate::config::LanguageId;
use crate::plan::Recipe;

pub use node::Node;

/// The prefix of the members of schema.org's enumerations.
const SCHEMA: &str = "https://schema.org/";

impl<'s> Scene<'s> {
    /// The nodes of a page, beside the practice's, which is on every page.
    pub(super) fn structured(self, page: &PageView<'s>, recipe: &Recipe) -> Vec<Node<'s>> {
        let mut nodes = match recipe {
            Recipe::Document(id) => self.document_nodes(&page.frame, *id),
            Recipe::Claim { document, claim } => self.claim_nodes(&page.frame, *document, *claim),
            Recipe::Home(language) => self.home_nodes(&page.frame, *language),
            Recipe::Term { language, term, .. } => vec![self.term_node(page, *term, *language)],
            Recipe::Glossary(_) => vec![self.glossary_node(page)],
            _ => vec![self.list_node(page)],
        };
        nodes.extend(self.breadcrumbs_node(&page.frame));
        nodes
    }

    /// The practice is one thing, whatever the language of the page.
    fn practice_id(self) -> String {
        format!("{}#practice", self.absolute("/"))
    }

    /// The site in one of its languages.
    fn website_id(self, language: LanguageId) -> String {
        let prefix = self.site.config.language_prefix(language);
        format!("{}#website", self.absolute(&format!("{prefix}/")))
    }

    /// An address that leads to a page, absolute; `None` for texts and addresses of another kind.
    fn web_address(self, url: &str) -> Option<String> {
        if url.starts_with('/') && !url.starts_with("//") {
            return Some(self.absolute(url));
        }
        (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
    }

    /// A moment in the form of ISO 8601, as exactly as it was written.
    fn iso_moment(self, moment: Moment) -> String {
        if moment.timed { self.instant(moment.at) } else { moment.day.to_string() }
    }
}
