//! References as the works that a document cites.

use super::Node;
use super::person::register_number;
use crate::base::{identifier, url_path};
use crate::reference::{Evidence, Name, PartialDate, Reference};

/// The work that a reference names.
pub(super) fn citation(reference: &Reference) -> Node<'_> {
    let (kind, identifiers) = (work_type(reference), identifiers(reference));
    let is_article = matches!(kind, "ScholarlyArticle" | "NewsArticle" | "Article" | "Chapter");
    Node::new(kind)
        .with("name", reference.title.plain())
        .each("author", reference.authors.iter().map(author))
        .maybe("datePublished", reference.issued.map(partial))
        .maybe("isPartOf", container(reference, kind))
        .maybe("pagination", reference.page.as_deref().filter(|_| is_article))
        .maybe("isbn", reference.isbn.as_deref().filter(|_| kind == "Book"))
        .maybe("publisher", reference.publisher.as_deref().map(|name| Node::new("Organization").with("name", name)))
        .maybe("url", reference.url.as_deref())
        .each("sameAs", identifiers.iter().map(address).filter(|address| Some(address) != reference.url.as_ref()))
        .each("identifier", identifiers.into_iter().map(|(name, value)| register_number(name, value)))
        .maybe("creativeWorkStatus", reference.retracted.then_some("Retracted"))
}

/// The type of a work by its type in CSL (<https://docs.citationstyles.org/en/stable/specification.html>, appendix III).
fn work_type(reference: &Reference) -> &'static str {
    match reference.kind.as_str() {
        "article-journal" | "review" | "paper-conference" => "ScholarlyArticle",
        _ if reference.evidence == Some(Evidence::Preprint) => "ScholarlyArticle",
        "article" | "article-magazine" => "Article",
        "article-newspaper" => "NewsArticle",
        "book" => "Book",
        "chapter" => "Chapter",
        "report" => "Report",
        "legislation" | "bill" | "regulation" => "Legislation",
        "motion_picture" => "VideoObject",
        "thesis" => "Thesis",
        "dataset" => "Dataset",
        "webpage" | "post" | "post-weblog" => "WebPage",
        _ => "CreativeWork",
    }
}

/// What the work is part of: a journal, a book, a web site.
fn container<'s>(reference: &'s Reference, kind: &str) -> Option<Node<'s>> {
    let full = reference.container.as_ref().map(crate::reference::Text::plain);
    let name = full.or(reference.container_short.as_deref())?;
    let kind = match kind {
        "ScholarlyArticle" | "NewsArticle" | "Article" => "Periodical",
        "Chapter" => "Book",
        "WebPage" => "WebSite",
        _ => "CreativeWork",
    };
    Some(Node::new(kind).with("name", name))
}

fn author(name: &Name) -> Node<'_> {
    match name {
        Name::Literal(name) => Node::new("Organization").with("name", name),
        Name::Person { family, given, suffix } => {
            let parts = [given.as_str(), family, suffix.as_deref().unwrap_or_default()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Node::new("Person").with("name", parts.join(" "))
        }
    }
}

/// `2024`, `2024-05` or `2024-05-17`, all of them dates of ISO 8601.
fn partial(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", date.year),
        (Some(month), None) => format!("{:04}-{month:02}", date.year),
        (None, _) => format!("{:04}", date.year),
    }
}

/// The identifiers of a work that are well-formed, by their names.
fn identifiers(reference: &Reference) -> Vec<(&'static str, String)> {
    let all = [
        ("doi", reference.doi.as_deref().and_then(|text| identifier::doi(text).ok())),
        ("pmid", reference.pmid.as_deref().and_then(|text| identifier::pmid(text).ok())),
        ("pmcid", reference.pmcid.as_deref().and_then(|text| identifier::pmcid(text).ok())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The address at which an identifier resolves.
fn address((name, value): &(&str, String)) -> String {
    match *name {
        "doi" => format!("https://doi.org/{}", url_path(value)),
        "pmid" => format!("https://pubmed.ncbi.nlm.nih.gov/{value}/"),
        _ => format!("https://pmc.ncbi.nlm.nih.gov/articles/{value}/"),
    }
}
