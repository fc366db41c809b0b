//! What is the same on all pages of a language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::push_with_numbers;
use crate::config::{Font, LanguageId, PerLanguage};
use crate::model::Taxonomy;
use crate::parse::{BRAND_ICON, BRAND_SHEET, SITE_SHEET};
use crate::plan::{
    TOUCH_ICON, awareness_path, corrections_path, feeds_path, glossary_path, list_path, listed, search_path,
};
use crate::source::Kind;

use super::frame::language_name;
use super::person::profile;
use super::practice::{ForeignView, HeroView, PracticeView};
use super::{FeedLink, Node, ProfileView, Scene, frame, practice, structured};

/// `site` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The title of the site.
    title: String,
    /// What the site is, in a sentence.
    description: String,
    /// The address of the site, without a trailing slash.
    url: String,
    /// The sub-path of the site: empty, or `/blog`.
    path: String,
    /// The path of the home page in this language.
    home: String,
    /// The language of the page, as a BCP 47 tag.
    language: String,
    /// The practice.
    practice: PracticeView,
    /// The logo, if the settings have one.
    logo: Option<LogoView>,
    /// The main navigation.
    navigation: Vec<LinkView>,
    /// Pages of the practice that are not in the navigation.
    pages: Vec<LinkView>,
    /// The languages of the site; nothing if it has only one.
    languages: Vec<LanguageView>,
    /// Profiles on networks.
    profiles: Vec<ProfileView>,
    /// The Fediverse account, `@name@host`.
    fediverse: Option<String>,
    /// The disclaimer.
    disclaimer: String,
    /// Whether there are updates.
    has_updates: bool,
    /// The page of corrections.
    corrections: LinkView,
    /// The feeds of the site.
    feeds: Vec<FeedLink>,
    /// The page that explains the feeds.
    feeds_path: String,
    /// The page of the search.
    search_path: String,
    /// Notices required by law.
    notices: Vec<LinkView>,
    /// The page of the glossary, if there is one.
    glossary_path: Option<String>,
    /// The top of the home page.
    hero: HeroView,
    /// Links for common tasks: portal, refills, bills.
    actions: Vec<LinkView>,
    /// The sections of the home page, in order.
    home_parts: Vec<&'static str>,
    /// For each untranslated text in the settings: the attribute ` lang="en"`.
    foreign: ForeignView,
    /// The first letter of the practice's name, for a mark if there is no logo.
    initial: String,
    /// Whether there are events.
    has_events: bool,
    /// Whether there are articles.
    has_articles: bool,
    /// Whether there are pages on conditions.
    has_conditions: bool,
}

#[derive(Clone, Debug, Serialize)]
struct LogoView {
    /// The path of the logo.
    url: String,
    /// Its description for people who cannot see it.
    alt: String,
    /// The logo on dark pages; without one, the logo is on a light background there.
    dark_url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct LinkView {
    /// The words of the link.
    title: String,
    /// Where it leads.
    path: String,
}

#[derive(Clone, Debug, Serialize)]
struct LanguageView {
    /// BCP 47 tag.
    language: String,
    /// The language's own name for itself.
    name: String,
    /// The path of its home page.
    path: String,
}

/// `assets` in templates: paths of published files.
#[derive(Clone, Debug, Serialize)]
pub struct AssetsView {
    /// The style sheet of the theme.
    css: String,
    /// The script of the theme.
    js: String,
    /// The script of the search.
    search_js: String,
    /// The style sheet for highlighted code.
    code_css: String,
    /// The colors of the practice.
    brand_css: String,
    /// The project's own style sheet, `assets/site.css`; empty if there is none.
    site_css: String,
    /// Fonts to preload before the style sheet is read.
    fonts: Vec<String>,
    /// The icon in the browser's tab.
    icon: String,
    /// The icon on a phone's home screen.
    touch_icon: String,
}

/// What all pages share, made once for all of them.
pub struct SharedView<'s> {
    /// `site` and `words` in templates, by language in the order of the settings.
    pub languages: PerLanguage<(SiteView, &'s BTreeMap<String, String>)>,
    /// `assets` in templates.
    pub assets: AssetsView,
    /// The practice in structured data, by language: the same on all pages.
    pub practices: PerLanguage<Node<'s>>,
}

/// What all pages share.
#[must_use]
pub fn shared(scene: Scene<'_>) -> SharedView<'_> {
    let words = scene.theme.words.entries();
    let languages = words.map(|(language, words)| (site_view(scene, language), words.all())).collect();
    let practices =
        scene.theme.words.ids().map(|language| structured::practice::practice_node(scene, language)).collect();
    SharedView { languages, assets: assets_view(scene), practices }
}

fn site_view(scene: Scene<'_>, language: LanguageId) -> SiteView {
    let config = &scene.site.config;
    let own = &scene.site.languages[language];
    let words = scene.words(language);
    let local = config.local(language);
    let disclaimer = local.and_then(|local| local.disclaimer.clone());
    let disclaimer = disclaimer.or_else(|| config.editorial.disclaimer.clone().filter(|_| language.is_main()));
    let logo = config.brand.logo.as_ref();
    let root = |file: &str| scene.href(&format!("/{}", file.trim_start_matches('/')));
    let navigation = navigation(scene, language);
    let link = |item: &crate::config::NavigationItem| LinkView {
        title: item.title.clone(),
        path: own_or_foreign(scene, &item.url),
    };
    SiteView {
        title: config.title_in(language).to_owned(),
        description: config.description_in(language).to_owned(),
        url: config.url.absolute(""),
        path: config.url.path().to_owned(),
        home: scene.href(&format!("{}/", config.language_prefix(language))),
        language: own.tag.to_string(),
        practice: practice::view(scene, language),
        logo: logo.map(|logo| LogoView {
            url: root(logo.as_str()),
            alt: config.practice.name.clone(),
            dark_url: config.brand.logo_dark.as_deref().map(root),
        }),
        pages: pages(scene, language, &navigation),
        navigation,
        languages: languages(scene),
        profiles: config.profiles.iter().map(|(channel, url)| profile(channel, url)).collect(),
        fediverse: config.profiles.iter().find(|(name, _)| name == "mastodon").and_then(|(_, url)| handle(url)),
        disclaimer: disclaimer.unwrap_or_else(|| words.get("disclaimer").to_owned()),
        has_updates: !listed(scene.site, language, Kind::Update).is_empty(),
        corrections: LinkView {
            title: words.get("corrections").to_owned(),
            path: scene.href(&corrections_path(scene.site, language)),
        },
        feeds: frame::feed_links(scene, language),
        feeds_path: scene.href(&feeds_path(scene.site, language)),
        search_path: scene.href(&search_path(scene.site, language)),
        notices: notices(scene, language),
        glossary_path: (!scene.site.glossary.terms.is_empty())
            .then(|| scene.href(&glossary_path(scene.site, language))),
        hero: practice::hero(scene, language),
        actions: practice::actions(scene.site, language).iter().map(link).collect(),
        home_parts: practice::parts(scene.site),
        foreign: practice::foreign(scene.site, language),
        initial: initial(&config.practice.name),
        has_events: !listed(scene.site, language, Kind::Event).is_empty(),
        has_articles: !listed(scene.site, language, Kind::Article).is_empty(),
        has_conditions: own.terms.keys().any(|term| term.taxonomy == Taxonomy::Conditions),
    }
}

/// Pages of the practice that are not in the navigation.
fn pages(scene: Scene<'_>, language: LanguageId, navigation: &[LinkView]) -> Vec<LinkView> {
    let mut ids = listed(scene.site, language, Kind::Page).to_vec();
    ids.sort_by_key(|id| &scene.site.document(*id).path);
    // Notices have a list of their own.
    let is_listed =
        |document: &&crate::model::Document| document.state.is_public() && document.parsed.front.notice.is_none();
    let links = ids.into_iter().map(|id| scene.site.document(id)).filter(is_listed);
    let links =
        links.map(|document| LinkView { title: document.parsed.front.title.clone(), path: scene.href(&document.path) });
    links.filter(|link| navigation.iter().all(|item| item.path != link.path)).collect()
}

/// An entry of the settings' navigation in another language: the list, or the translation of the page.
fn translated(scene: Scene<'_>, item: &crate::config::NavigationItem, language: LanguageId) -> Option<LinkView> {
    let prefixed = format!("{}{}", scene.site.config.language_prefix(language), item.url);
    let words = scene.words(language);
    let list = Kind::ALL.into_iter().find(|kind| list_path(scene.site, LanguageId::MAIN, *kind) == item.url);
    let title = match (list, item.url.as_str()) {
        (Some(kind), _) => Some(super::frame::plural_key(kind)),
        (None, "/conditions/") => Some("conditions"),
        (None, "/services/") => Some("services"),
        (None, "/awareness/") => Some("awareness"),
        _ => None,
    };
    if let Some(title) = title.filter(|_| scene.plan.answers(&prefixed)) {
        return Some(LinkView { title: words.get(title).to_owned(), path: scene.href(&prefixed) });
    }
    let pages = listed(scene.site, LanguageId::MAIN, Kind::Page).iter().map(|id| scene.site.document(*id));
    let original = pages.into_iter().find(|document| document.path == item.url)?;
    let versions = original.translations.iter().map(|id| scene.site.document(*id));
    let mut public = versions.filter(|document| document.language == language && document.state.is_public());
    let document = public.next()?;
    Some(LinkView { title: document.parsed.front.title.clone(), path: scene.href(&document.path) })
}

/// The navigation of the settings, in other languages what of it there is; without one, the lists that exist.
fn navigation(scene: Scene<'_>, language: LanguageId) -> Vec<LinkView> {
    let own = &scene.site.languages[language];
    if let Some(items) = scene.site.config.local(language).and_then(|local| local.navigation.as_ref()) {
        let link = |item: &crate::config::NavigationItem| LinkView {
            title: item.title.clone(),
            path: own_or_foreign(scene, &item.url),
        };
        return items.iter().map(link).collect();
    }
    if let Some(items) = scene.site.config.navigation.as_ref().filter(|_| !language.is_main()) {
        let links: Vec<LinkView> = items.iter().filter_map(|item| translated(scene, item, language)).collect();
        if !links.is_empty() {
            return links;
        }
    }
    if let Some(items) = scene.site.config.navigation.as_ref().filter(|_| language.is_main()) {
        let link = |item: &crate::config::NavigationItem| LinkView {
            title: item.title.clone(),
            path: own_or_foreign(scene, &item.url),
        };
        return items.iter().map(link).collect();
    }
    let words = scene.words(language);
    let lists = [Kind::Article, Kind::Myth, Kind::Story, Kind::Event, Kind::Update];
    let list = |kind: &Kind| LinkView {
        title: words.get(super::frame::plural_key(*kind)).to_owned(),
        path: scene.href(&list_path(scene.site, language, *kind)),
    };
    let mut links: Vec<LinkView> =
        lists.iter().filter(|kind| !listed(scene.site, language, **kind).is_empty()).map(list).collect();
    for taxonomy in [Taxonomy::Conditions, Taxonomy::Services] {
        if own.terms.keys().any(|term| term.taxonomy == taxonomy) {
            let path = format!("{}/{}/", scene.site.config.language_prefix(language), taxonomy.word());
            links.push(LinkView { title: words.get(taxonomy.word()).to_owned(), path: scene.href(&path) });
        }
    }
    if !own.observances.is_empty() {
        let path = scene.href(&awareness_path(scene.site, language));
        links.push(LinkView { title: words.get("awareness").to_owned(), path });
    }
    if !listed(scene.site, language, Kind::Person).is_empty() {
        links.push(list(&Kind::Person));
    }
    links
}

/// The notices that every page links to; where a language lacks one, that of the main language.
fn notices(scene: Scene<'_>, language: LanguageId) -> Vec<LinkView> {
    let pages = listed(scene.site, LanguageId::MAIN, Kind::Page).iter().chain(listed(scene.site, language, Kind::Page));
    let mut notices = BTreeMap::new();
    for document in pages.map(|id| scene.site.document(*id)) {
        if let Some(notice) = document.parsed.front.notice {
            let title = document.parsed.front.title.clone();
            notices.insert(notice.kind, LinkView { title, path: scene.href(&document.path) });
        }
    }
    notices.into_values().collect()
}

fn languages(scene: Scene<'_>) -> Vec<LanguageView> {
    let used = |(at, own): &(LanguageId, &crate::model::LanguageSite)| {
        at.is_main() || !own.posts.is_empty() || !own.others.is_empty()
    };
    let languages: Vec<LanguageView> = scene
        .site
        .languages
        .entries()
        .filter(used)
        .map(|(language, own)| LanguageView {
            language: own.tag.to_string(),
            name: language_name(&own.tag),
            path: scene.href(&format!("{}/", scene.site.config.language_prefix(language))),
        })
        .collect();
    if languages.len() < 2 { Vec::new() } else { languages }
}

/// A path of the site as links write it, or another site's address as it stands.
pub(super) fn own_or_foreign(scene: Scene<'_>, url: &str) -> String {
    if url.starts_with('/') && !url.starts_with("//") { scene.href(url) } else { url.to_owned() }
}

/// The icon of the theme; where it leaves that to the program, the logo, or the practice's initial on its color.
fn icon(scene: Scene<'_>) -> String {
    let (assets, files) = (&scene.theme.assets, &scene.theme.contract.files);
    if let Some(path) = assets.path(&files.icon) {
        return scene.href(path);
    }
    // A wide logo is no icon; that it is square shows only in its pixels, so the initial stands for it.
    assets.path(BRAND_ICON).map_or(String::new(), |path| scene.href(path))
}

/// Paths of published assets; an asset that the theme lacks has an empty path.
fn assets_view(scene: Scene<'_>) -> AssetsView {
    let (assets, files) = (&scene.theme.assets, &scene.theme.contract.files);
    let path = |name: &str| assets.path(name).map_or(String::new(), |path| scene.href(path));
    // Other typefaces than the theme's own are asked for where the style sheet needs them.
    let is_usual = scene.site.config.brand.font == Font::Serif;
    AssetsView {
        css: path(&files.style),
        js: path(&files.script),
        search_js: path("search.js"),
        code_css: path(&files.code),
        brand_css: path(BRAND_SHEET),
        site_css: path(SITE_SHEET),
        fonts: files.preload.iter().map(|name| path(name)).filter(|path| is_usual && !path.is_empty()).collect(),
        icon: icon(scene),
        touch_icon: scene.href(TOUCH_ICON),
    }
}

/// The name by which the fediverse knows an account: `https://social.example/@alder` is `@alder@social.example`.
fn handle(url: &str) -> Option<String> {
    let (host, user) = url.strip_prefix("https://")?.trim_end_matches('/').split_once("/@")?;
    let plain = |text: &str, more: &[char]| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
    };
    (plain(host, &['.', '-', ':']) && plain(user, &['_', '.', '-'])).then(|| format!("@{user}@{host}"))
}

/// The first letter of a name.
pub(super) fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

/// A line of text as HTML, numbers to call as links.
pub(super) fn with_numbers(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    push_with_numbers(&mut html, text);
    html
}
