//! The page itself, and the pages that list others.

use super::{Node, breadcrumbs};
use crate::config::LanguageId;
use crate::model::{Taxonomy, TermId};
use crate::view::{Content, Frame, PageView, Scene, ShareImage};

/// What a list shows: name and path of each entry.
type Entries<'p> = Vec<(&'p str, &'p str)>;

impl<'s> Scene<'s> {
    /// A page of this type, with what every page says of itself.
    pub(super) fn page_node(self, frame: &Frame, language: LanguageId, kind: &'static str) -> Node<'s> {
        let node = Node::new(kind)
            .id(format!("{}#page", frame.canonical))
            .with("url", frame.canonical.clone())
            .with("name", frame.title.clone())
            .maybe("description", Some(frame.description.clone()))
            .with("inLanguage", self.site.languages[language].tag.as_str())
            .refer("isPartOf", self.website_id(language))
            .refer("publisher", self.practice_id())
            .maybe("primaryImageOfPage", frame.share_image.as_ref().map(image));
        if breadcrumbs::shown(frame) { node.refer("breadcrumb", breadcrumbs::id(frame)) } else { node }
    }

    /// The home page and the site that it opens.
    pub(super) fn home_nodes(self, frame: &Frame, language: LanguageId) -> Vec<Node<'s>> {
        let config = &self.site.config;
        let site = Node::new("WebSite")
            .id(self.website_id(language))
            .with("url", frame.canonical.clone())
            .with("name", &config.title)
            .maybe("description", Some(&config.description))
            .with("inLanguage", self.site.languages[language].tag.as_str())
            .refer("publisher", self.practice_id());
        vec![site, self.page_node(frame, language, "WebPage").refer("about", self.practice_id())]
    }

    /// The page of a condition or topic.
    pub(super) fn term_node(self, page: &PageView<'s>, id: TermId, language: LanguageId) -> Node<'s> {
        let node = match id.taxonomy {
            Taxonomy::Conditions => self
                .medical_page(&page.frame, language)
                .maybe("specialty", self.specialty_of(&[id]))
                .with("about", self.full_condition_node(id, language)),
            Taxonomy::Topics => {
                let topic = Node::new("DefinedTerm").with("name", self.term_name(id, language));
                self.page_node(&page.frame, language, "CollectionPage").with("about", topic)
            }
            Taxonomy::Services => {
                self.medical_page(&page.frame, language).with("about", self.service_node(id, language))
            }
        };
        self.with_list(node, page)
    }

    /// The glossary as a set of defined terms.
    pub(super) fn glossary_node(self, page: &PageView<'s>) -> Node<'s> {
        let set = format!("{}#terms", page.frame.canonical);
        let terms = self.glossary_terms(page.language).into_iter().map(|term| {
            Node::new("DefinedTerm")
                .with("url", format!("{}#{}", page.frame.canonical, term.id))
                .with("name", term.name)
                .each("alternateName", term.also)
                .with("description", term.means)
        });
        let node = Node::new("DefinedTermSet").id(set).with("name", page.frame.title.clone());
        self.page_node(&page.frame, page.language, "WebPage").with("mainEntity", node.each("hasDefinedTerm", terms))
    }

    /// A page with medical content, for patients.
    pub(super) fn medical_page(self, frame: &Frame, language: LanguageId) -> Node<'s> {
        let patients = Node::new("MedicalAudience").with("audienceType", "Patient");
        self.page_node(frame, language, "MedicalWebPage").with("medicalAudience", patients)
    }

    /// A page that lists others, or its own page kind.
    pub(super) fn list_node(self, page: &PageView<'s>) -> Node<'s> {
        let kind = if entries(page).is_empty() { "WebPage" } else { "CollectionPage" };
        self.with_list(self.page_node(&page.frame, page.language, kind), page)
    }

    fn with_list(self, node: Node<'s>, page: &PageView<'s>) -> Node<'s> {
        let entries = entries(page);
        if entries.is_empty() {
            return node;
        }
        let list = Node::new("ItemList").with("numberOfItems", entries.len());
        let items = entries.into_iter().enumerate().map(|(at, (name, path))| {
            Node::new("ListItem")
                .with("position", at + 1)
                .with("name", name.to_owned())
                .with("url", self.absolute_href(path))
        });
        node.with("mainEntity", list.each("itemListElement", items))
    }
}

/// A picture and what it shows.
pub(super) fn image<'n>(image: &ShareImage) -> Node<'n> {
    Node::new("ImageObject").with("url", image.url.clone()).maybe("caption", Some(image.alt.clone()))
}

/// The entries that a page shows.
fn entries<'p>(page: &'p PageView<'_>) -> Entries<'p> {
    let cards = |items: &'p [std::sync::Arc<crate::view::CardView>]| {
        items.iter().map(|card| (card.title.as_str(), card.path.as_str())).collect()
    };
    let of = |content: &'p Content| match content {
        Content::List(list) => cards(&list.items),
        Content::Term(term) => term.groups.iter().flat_map(|group| cards(&group.items)).collect(),
        Content::Terms(terms) => terms.terms.iter().map(|term| (term.name.as_str(), term.path.as_str())).collect(),
        _ => Vec::new(),
    };
    page.content.iter().flat_map(|(_, content)| of(content)).collect()
}
