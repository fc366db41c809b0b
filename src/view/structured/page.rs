//! The page itself, and the pages that list others.

use crate::config::LanguageId;
use crate::model::{Site, Taxonomy, TermId};
use crate::view::{self, Content, Frame, PageView, Scene, ShareImage};

use super::{Node, breadcrumbs, condition, practice_id, service, specialty, website_id};

/// What a list shows: name and path of each entry.
type Entries<'p> = Vec<(&'p str, &'p str)>;

/// A page of this type, with what every page says of itself.
pub(super) fn page_node<'s>(scene: Scene<'s>, frame: &Frame, language: LanguageId, kind: &'static str) -> Node<'s> {
    let node = Node::new(kind)
        .id(format!("{}#page", frame.canonical))
        .with("url", frame.canonical.clone())
        .with("name", frame.title.clone())
        .maybe("description", Some(frame.description.clone()))
        .with("inLanguage", scene.site.languages[language].tag.as_str())
        .refer("isPartOf", website_id(scene, language))
        .refer("publisher", practice_id(scene))
        .maybe("primaryImageOfPage", frame.share_image.as_ref().map(image));
    if breadcrumbs::shown(frame) { node.refer("breadcrumb", breadcrumbs::id(frame)) } else { node }
}

/// The home page and the site that it opens.
pub(super) fn home_nodes<'s>(scene: Scene<'s>, frame: &Frame, language: LanguageId) -> Vec<Node<'s>> {
    let config = &scene.site.config;
    let site = Node::new("WebSite")
        .id(website_id(scene, language))
        .with("url", frame.canonical.clone())
        .with("name", &config.title)
        .maybe("description", Some(&config.description))
        .with("inLanguage", scene.site.languages[language].tag.as_str())
        .refer("publisher", practice_id(scene));
    vec![site, page_node(scene, frame, language, "WebPage").refer("about", practice_id(scene))]
}

/// The page of a condition or topic.
pub(super) fn term_node<'s>(scene: Scene<'s>, page: &PageView<'s>, id: TermId, language: LanguageId) -> Node<'s> {
    let node = match id.taxonomy {
        Taxonomy::Conditions => medical_page(scene, &page.frame, language)
            .maybe("specialty", specialty::specialty_of(scene.site, &[id]))
            .with("about", condition::full_condition_node(scene, id, language)),
        Taxonomy::Topics => {
            let topic = Node::new("DefinedTerm").with("name", view::term::name(scene.site, id, language));
            page_node(scene, &page.frame, language, "CollectionPage").with("about", topic)
        }
        Taxonomy::Services => {
            medical_page(scene, &page.frame, language).with("about", service::service_node(scene, id, language))
        }
    };
    with_list(scene.site, node, page)
}

/// The glossary as a set of defined terms.
pub(super) fn glossary_node<'s>(scene: Scene<'s>, page: &PageView<'s>) -> Node<'s> {
    let set = format!("{}#terms", page.frame.canonical);
    let terms = view::glossary::terms(scene.site, page.language).into_iter().map(|term| {
        Node::new("DefinedTerm")
            .with("url", format!("{}#{}", page.frame.canonical, term.id))
            .with("name", term.name)
            .each("alternateName", term.also)
            .with("description", term.means)
    });
    let node = Node::new("DefinedTermSet").id(set).with("name", page.frame.title.clone());
    page_node(scene, &page.frame, page.language, "WebPage").with("mainEntity", node.each("hasDefinedTerm", terms))
}

/// A page with medical content, for patients.
pub(super) fn medical_page<'s>(scene: Scene<'s>, frame: &Frame, language: LanguageId) -> Node<'s> {
    let patients = Node::new("MedicalAudience").with("audienceType", "Patient");
    page_node(scene, frame, language, "MedicalWebPage").with("medicalAudience", patients)
}

/// A page that lists others, or its own page kind.
pub(super) fn list_node<'s>(scene: Scene<'s>, page: &PageView<'s>) -> Node<'s> {
    let kind = if entries(page).is_empty() { "WebPage" } else { "CollectionPage" };
    with_list(scene.site, page_node(scene, &page.frame, page.language, kind), page)
}

fn with_list<'s>(site: &'s Site, node: Node<'s>, page: &PageView<'s>) -> Node<'s> {
    let entries = entries(page);
    if entries.is_empty() {
        return node;
    }
    let list = Node::new("ItemList").with("numberOfItems", entries.len());
    let items = entries.into_iter().enumerate().map(|(at, (name, path))| {
        Node::new("ListItem")
            .with("position", at + 1)
            .with("name", name.to_owned())
            .with("url", breadcrumbs::absolute_href(site, path))
    });
    node.with("mainEntity", list.each("itemListElement", items))
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
