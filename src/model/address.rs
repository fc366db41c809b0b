//! Addresses: the path at which a document answers.

use crate::base::Slug;
use crate::config::{Config, LanguageId};
use crate::diag::{Diagnostic, Place, codes};
use crate::parse;
use crate::source::Kind;
use crate::yaml::Step;

use super::Taxonomy;

/// The path of a document, `/articles/flu/`, `/es/acerca-de/`, `/people/ng/`.
pub(super) fn document_path(
    document: &parse::ParsedDocument,
    language: LanguageId,
    config: &Config,
) -> Result<String, Diagnostic> {
    let source = &document.source;
    let slug = match &document.front.slug {
        Some(slug) => slug.clone(),
        None => Slug::new(&source.stem).or_else(|_| Slug::from_title(&source.stem)).map_err(|problem| {
            Diagnostic::new(&codes::BAD_NAME, format!("the file's name cannot be used in an address: {problem}"))
                .at(Place::file(&source.path))
                .help("rename the file, or write `slug:` in the front matter")
        })?,
    };
    let prefix = config.language_prefix(language);
    let folder = match source.kind {
        Kind::Page => String::new(),
        kind => format!("/{}", kind.folder()),
    };
    if source.kind == Kind::Page && is_taken(slug.as_str(), config) {
        let message = format!("a page cannot be called `{slug}`: the site uses this address itself");
        let diagnostic = Diagnostic::new(&codes::SAME_ADDRESS, message);
        let place = document.place(&[Step::Key("slug")]);
        return Err(diagnostic.at(place).help("give the page another `slug:`"));
    }
    Ok(format!("{prefix}{folder}/{slug}/"))
}

/// First segments that pages must leave to others.
fn is_taken(slug: &str, config: &Config) -> bool {
    let folders = Kind::ALL.iter().filter(|kind| **kind != Kind::Page).any(|kind| kind.folder() == slug);
    let own = [
        "conditions",
        "topics",
        "services",
        "awareness",
        "corrections",
        "links",
        "feeds",
        "search",
        "glossary",
        "media",
        "assets",
        "files",
    ];
    folders || own.contains(&slug) || config.languages.iter().any(|language| language == slug)
}

/// The path of a condition's or topic's page.
#[must_use]
pub fn term_path(config: &Config, language: LanguageId, taxonomy: Taxonomy, slug: &str) -> String {
    format!("{}/{}/{slug}/", config.language_prefix(language), taxonomy.word())
}
