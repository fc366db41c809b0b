//! The frame of a page: head, address, language versions, way from home.

use jiff::Timestamp;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site};
use crate::parse::ConsentScope;
use crate::plan::{FeedFormat, FeedScope, has_feeds, list_path};
use crate::source::Kind;

use super::{Alternate, Crumb, FeedLink, Frame, Scene, ShareImage, card, feed, share_card, term, web};

/// Longest description in characters; search engines and networks cut later ones.
const LONGEST_DESCRIPTION: usize = 300;

/// A frame for a page that is not a document.
pub(super) fn of_page(scene: Scene<'_>, language: LanguageId, kind: &'static str, path: &str, title: &str) -> Frame {
    let own = &scene.site.languages[language];
    let home = home_crumb(scene, language);
    let href = scene.href(path);
    let crumb = Crumb { title: title.to_owned(), path: href.clone() };
    let breadcrumbs = if kind == "home" { vec![home] } else { vec![home, crumb] };
    Frame {
        title: title.to_owned(),
        description: scene.site.config.description_in(language).to_owned(),
        canonical: scene.absolute(path),
        path: href,
        direction: direction(&own.tag),
        language: own.tag.to_string(),
        locale: locale(&own.tag, scene.words(language).get("open_graph_locale")),
        kind,
        alternates: Vec::new(),
        breadcrumbs,
        share_image: share_card::site_image(scene, language),
        open_graph_type: "website",
        published: None,
        modified: None,
        tags: Vec::new(),
        authors: Vec::new(),
        feeds: Vec::new(),
        noindex: false,
        has_code: false,
    }
}

/// The frame of a document's page.
pub(super) fn of_document(scene: Scene<'_>, id: DocumentId) -> Frame {
    let document = scene.site.document(id);
    let (front, language) = (&document.parsed.front, document.language);
    let kind = document.parsed.source.kind;
    let mut frame = of_page(scene, language, "document", &document.path, &card::marked_title(scene, document));
    frame.kind = if kind == Kind::Person { "person" } else { "document" };
    frame.description = shortened(document.summary());
    frame.alternates = alternates(scene, &document.translations, language);
    if kind != Kind::Page {
        let title = scene.words(language).get(plural_key(kind)).to_owned();
        let path = scene.href(&list_path(scene.site, language, kind));
        frame.breadcrumbs.insert(1, Crumb { title, path });
    }
    frame.open_graph_type = match kind {
        Kind::Person => "profile",
        Kind::Page => "website",
        _ => "article",
    };
    frame.published = front.date.map(|date| instant(scene.site, date.at));
    frame.modified = scene.site.changed(document).map(|at| instant(scene.site, at));
    let terms = document.conditions.iter().chain(&document.topics).chain(&document.services);
    frame.tags = terms.map(|term| term::name(scene.site, *term, language).to_owned()).collect();
    let authors = document.authors.iter().filter_map(|id| scene.site.in_language(*id, language));
    frame.authors = authors.map(|id| scene.absolute(&scene.site.document(id).path)).collect();
    frame.share_image =
        share_card::image(scene, id, None).or_else(|| own_image(scene, document)).or(frame.share_image.take());
    frame.noindex = document.state.mark().is_some();
    frame.has_code = document.parsed.body.outline.has_code;
    frame
}

/// The document's own picture, where it may be shared.
pub(super) fn own_image(scene: Scene<'_>, document: &Document) -> Option<ShareImage> {
    let front = &document.parsed.front;
    let image = document.image.filter(|_| front.picture_covers(ConsentScope::Social))?;
    web::share_image(scene, image, front.image.as_ref().map_or("", |image| image.alt.as_str()))
}

/// RFC 3339 with the offset of the practice's zone.
pub(super) fn instant(site: &Site, at: Timestamp) -> String {
    site.config.zone.at(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn home_crumb(scene: Scene<'_>, language: LanguageId) -> Crumb {
    let prefix = scene.site.config.language_prefix(language);
    Crumb { title: scene.words(language).get("home_page").to_owned(), path: scene.href(&format!("{prefix}/")) }
}

/// All public versions of a document, where there are several.
pub(super) fn alternates(scene: Scene<'_>, translations: &[DocumentId], current: LanguageId) -> Vec<Alternate> {
    let public: Vec<_> =
        translations.iter().map(|id| scene.site.document(*id)).filter(|document| document.state.is_public()).collect();
    if public.len() < 2 {
        return Vec::new();
    }
    let alternate = |document: &&crate::model::Document| {
        let language = scene.site.languages[document.language].tag.to_string();
        Alternate {
            name: language_name(&language),
            url: scene.absolute(&document.path),
            path: scene.href(&document.path),
            current: document.language == current,
            language,
        }
    };
    public.iter().map(alternate).collect()
}

/// The feeds of a language.
pub(super) fn feed_links(scene: Scene<'_>, language: LanguageId) -> Vec<FeedLink> {
    if !has_feeds(scene.site, language) {
        return Vec::new();
    }
    FeedFormat::ALL.into_iter().map(|format| feed::link(scene, language, FeedScope::Site, format)).collect()
}

/// The key of the word for several documents of a kind.
pub(super) fn plural_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "kind_articles",
        Kind::Myth => "kind_myths",
        Kind::Story => "kind_stories",
        Kind::Event => "kind_events",
        Kind::Update => "kind_updates",
        Kind::Page => "kind_pages",
        Kind::Person => "kind_people",
        Kind::Condition => "conditions",
        Kind::Topic => "topics",
        Kind::Service => "services",
    }
}

/// `pt_BR` of `pt-br`: a tag's own country, else what the theme's words say for the same language. A page in a language of
/// which nothing is known has none, since a wrong one is worse.
fn locale(tag: &str, words: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let main = parts.next()?.to_ascii_lowercase();
    let is_country = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    if let Some(country) = parts.find(is_country) {
        return Some(format!("{main}_{}", country.to_ascii_uppercase()));
    }
    (words.split('_').next() == Some(main.as_str())).then(|| words.to_owned())
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_DESCRIPTION {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST_DESCRIPTION).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

/// Languages written from right to left.
fn direction(tag: &str) -> &'static str {
    let main = tag.split('-').next().unwrap_or(tag);
    if matches!(main, "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb") { "rtl" } else { "ltr" }
}

/// A language's own name for itself, for the languages that are most spoken at home in the United States (American
/// Community Survey, table B16001); others are shown by their tag.
pub(super) fn language_name(tag: &str) -> String {
    let name = match tag.split('-').next().unwrap_or(tag) {
        "en" => "English",
        "es" => "Español",
        "zh" => "中文",
        "tl" | "fil" => "Filipino",
        "vi" => "Tiếng Việt",
        "ar" => "العربية",
        "fr" => "Français",
        "ko" => "한국어",
        "ru" => "Русский",
        "pt" => "Português",
        "ht" => "Kreyòl ayisyen",
        "hi" => "हिन्दी",
        "de" => "Deutsch",
        "pl" => "Polski",
        "it" => "Italiano",
        "fa" => "فارسی",
        "ur" => "اردو",
        "ja" => "日本語",
        "gu" => "ગુજરાતી",
        "bn" => "বাংলা",
        "el" => "Ελληνικά",
        "so" => "Soomaali",
        "am" => "አማርኛ",
        "hy" => "Հայերեն",
        "uk" => "Українська",
        "hmn" => "Hmoob",
        _ => return tag.to_owned(),
    };
    name.to_owned()
}
