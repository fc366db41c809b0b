//! The page that explains feeds to people and lists them all.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::Taxonomy;
use crate::plan::{
    FeedFormat, FeedScope, awareness_file_path, awareness_path, corrections_path, events_file_path, feed_home,
    feed_scopes, feeds_path, has_awareness, has_awareness_file, has_events_file, has_feeds, social_feed_path,
};

use super::lists::page_view;
use super::{Content, PageView, Scene, SubscribeView, awareness, feed, frame, lists, social_feed};

/// The page of all feeds; `feeds` in `feeds.html`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedsView {
    /// The feed of the whole site in its formats, the one to recommend first.
    pub site: Vec<FeedEntryView>,
    /// The others, sorted by subject.
    pub groups: Vec<FeedGroupView>,
    /// The feed for programs that post to social networks.
    pub social: Option<FeedEntryView>,
    /// Calendar files.
    pub calendars: Vec<SubscribeView>,
    /// Path of the awareness calendar, which has files for single conditions and topics.
    pub awareness: Option<String>,
}

/// Feeds that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct FeedGroupView {
    /// What they have in common, in the page's language.
    pub title: String,
    /// The feeds.
    pub feeds: Vec<FeedEntryView>,
}

/// One feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntryView {
    /// Its subject or, for a feed of the whole site, its format.
    pub name: String,
    /// Absolute address, to paste into a reader.
    pub url: String,
    /// Media type.
    pub media_type: &'static str,
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let words = scene.words(language);
    let path = feeds_path(scene.site, language);
    let mut frame = frame::of_page(scene, language, "feeds", &path, words.get("feeds"));
    words.get("feeds_intro").clone_into(&mut frame.description);
    frame.alternates = lists::alternates(scene, language, |other, _| Some(feeds_path(scene.site, other)));
    let has_feeds = has_feeds(scene.site, language);
    if has_feeds {
        frame.feeds = vec![social_feed::link(scene, language)];
    }
    let formats = FeedFormat::ALL.into_iter().filter(|_| has_feeds);
    let home = feed_home(scene.site, language, FeedScope::Site);
    let format = |format: FeedFormat| FeedEntryView {
        name: super::feed::format_name(format).to_owned(),
        url: scene.absolute(&format!("{home}{}", format.file())),
        media_type: format.media_type(),
    };
    let social = social_feed::link(scene, language);
    let social = FeedEntryView {
        name: social_feed_path(scene.site, language).trim_start_matches('/').to_owned(),
        url: social.url,
        media_type: social.media_type,
    };
    let content = FeedsView {
        site: formats.map(format).collect(),
        groups: groups(scene, language),
        social: has_feeds.then_some(social),
        calendars: calendars(scene, language),
        awareness: has_awareness(scene.site, language).then(|| scene.href(&awareness_path(scene.site, language))),
    };
    page_view(language, "feeds.html", frame, Content::Feeds(content))
}

/// The feeds by kind, condition, topic and person, and that of the corrections.
fn groups(scene: Scene<'_>, language: LanguageId) -> Vec<FeedGroupView> {
    let words = scene.words(language);
    let scopes = feed_scopes(scene.site, language);
    let group = |key: &str, wanted: &dyn Fn(FeedScope) -> bool| {
        let scopes = scopes.iter().copied().filter(|scope| wanted(*scope));
        let mut feeds: Vec<FeedEntryView> = scopes.map(|scope| entry(scene, language, scope)).collect();
        if key != "feeds_kinds" {
            feeds.sort_by_cached_key(|feed| (feed.name.to_lowercase(), feed.url.clone()));
        }
        FeedGroupView { title: words.get(key).to_owned(), feeds }
    };
    let of = |taxonomy| move |scope| matches!(scope, FeedScope::Term(term) if term.taxonomy == taxonomy);
    let mut kinds = group("feeds_kinds", &|scope| matches!(scope, FeedScope::Kind(_)));
    kinds.feeds.push(FeedEntryView {
        name: words.get("corrections").to_owned(),
        url: scene.absolute(&format!("{}{}", corrections_path(scene.site, language), FeedFormat::Atom.file())),
        media_type: FeedFormat::Atom.media_type(),
    });
    let groups = [
        kinds,
        group("conditions", &of(Taxonomy::Conditions)),
        group("topics", &of(Taxonomy::Topics)),
        group("services", &of(Taxonomy::Services)),
        group("kind_people", &|scope| matches!(scope, FeedScope::Person(_))),
    ];
    groups.into_iter().filter(|group| !group.feeds.is_empty()).collect()
}

fn entry(scene: Scene<'_>, language: LanguageId, scope: FeedScope) -> FeedEntryView {
    let home = feed_home(scene.site, language, scope);
    FeedEntryView {
        name: feed::name(scene, language, scope).unwrap_or(&scene.site.config.title).to_owned(),
        url: scene.absolute(&format!("{home}{}", FeedFormat::Atom.file())),
        media_type: FeedFormat::Atom.media_type(),
    }
}

fn calendars(scene: Scene<'_>, language: LanguageId) -> Vec<SubscribeView> {
    let words = scene.words(language);
    let mut calendars = Vec::new();
    if has_events_file(scene.site, language) {
        calendars.push(awareness::subscribe(scene, words.get("kind_events"), &events_file_path(scene.site, language)));
    }
    if has_awareness_file(scene.site, language) {
        calendars.push(awareness::subscribe(
            scene,
            words.get("awareness"),
            &awareness_file_path(scene.site, language, None),
        ));
    }
    calendars
}
