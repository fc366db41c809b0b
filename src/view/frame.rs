//! The frame of a page: head, address, language versions, way from home.

use jiff::Timestamp;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::ConsentScope;
use crate::source::Kind;

use super::{Alternate, Crumb, FeedLink, Frame, Scene, ShareImage};
use crate::plan::{FeedFormat, FeedScope, has_feeds, list_path};

/// Longest description in characters; search engines and networks cut later ones.
const LONGEST_DESCRIPTION: usize = 300;

impl Scene<'_> {
    /// A frame for a page that is not a document.
    pub(super) fn frame(self, language: LanguageId, kind: &'static str, path: &str, title: &str) -> Frame {
        let own = &self.site.languages[language];
        let home = self.home_crumb(language);
        let href = self.href(path);
        let crumb = Crumb { title: title.to_owned(), path: href.clone() };
        let breadcrumbs = if kind == "home" { vec![home] } else { vec![home, crumb] };
        Frame {
            title: title.to_owned(),
            description: self.site.config.description_in(language).to_owned(),
            canonical: self.absolute(path),
            path: href,
            direction: direction(&own.tag),
            language: own.tag.to_string(),
            locale: locale(&own.tag, self.words(language).get("open_graph_locale")),
            kind,
            alternates: Vec::new(),
            breadcrumbs,
            share_image: self.site_image(language),
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
    pub(super) fn document_frame(self, id: DocumentId) -> Frame {
        let document = self.site.document(id);
        let (front, language) = (&document.parsed.front, document.language);
        let kind = document.parsed.source.kind;
        let mut frame = self.frame(language, "document", &document.path, &self.marked_title(document));
        frame.kind = if kind == Kind::Person { "person" } else { "document" };
        frame.description = shortened(document.summary());
        frame.alternates = self.alternates(&document.translations, language);
        if kind != Kind::Page {
            let title = self.words(language).get(plural_key(kind)).to_owned();
            let path = self.href(&list_path(self.site, language, kind));
            frame.breadcrumbs.insert(1, Crumb { title, path });
        }
        frame.open_graph_type = match kind {
            Kind::Person => "profile",
            Kind::Page => "website",
            _ => "article",
        };
        frame.published = front.date.map(|date| self.instant(date.at));
        frame.modified = self.site.changed(document).map(|at| self.instant(at));
        let terms = document.conditions.iter().chain(&document.topics).chain(&document.services);
        frame.tags = terms.map(|term| self.term_name(*term, language).to_owned()).collect();
        let authors = document.authors.iter().filter_map(|id| self.site.in_language(*id, language));
        frame.authors = authors.map(|id| self.absolute(&self.site.document(id).path)).collect();
        frame.share_image = self.card_image(id, None).or_else(|| self.own_image(document)).or(frame.share_image.take());
        frame.noindex = document.state.mark().is_some();
        frame.has_code = document.parsed.body.outline.has_code;
        frame
    }

    /// The document's own picture, where it may be shared.
    pub(super) fn own_image(self, document: &Document) -> Option<ShareImage> {
        let front = &document.parsed.front;
        let image = document.image.filter(|_| front.picture_covers(ConsentScope::Social))?;
        self.share_image(image, front.image.as_ref().map_or("", |image| image.alt.as_str()))
    }

    /// RFC 3339 with the offset of the practice's zone.
    pub(super) fn instant(self, at: Timestamp) -> String {
        self.site.config.zone.at(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn home_crumb(self, language: LanguageId) -> Crumb {
        let prefix = self.site.config.language_prefix(language);
        Crumb { title: self.words(language).get("home_page").to_owned(), path: self.href(&format!("{prefix}/")) }
    }

    /// All public versions of a document, where there are several.
    pub(super) fn alternates(self, translations: &[DocumentId], current: LanguageId) -> Vec<Alternate> {
        let public: Vec<_> = translations
            .iter()
            .map(|id| self.site.document(*id))
            .filter(|document| document.state.is_public())
            .collect();
        if public.len() < 2 {
            return Vec::new();
        }
        let alternate = |document: &&crate::model::Document| {
            let language = self.site.languages[document.language].tag.to_string();
            Alternate {
                name: language_name(&language),
                url: self.absolute(&document.path),
                path: self.href(&document.path),
                current: document.language == current,
                language,
            }
        };
        public.iter().map(alternate).collect()
    }

    /// The feeds of a language.
    pub(super) fn feed_links(self, language: LanguageId) -> Vec<FeedLink> {
        if !has_feeds(self.site, language) {
            return Vec::new();
        }
        FeedFormat::ALL.into_iter().map(|format| self.feed_link(language, FeedScope::Site, format)).collect()
    }
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
