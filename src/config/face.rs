//! What the home page shows, what patients look for, and the same in other languages.
//!
//! In: those settings as written. Out: the same checked, with defaults.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::base::{LanguageTag, Moment, MomentError, Zone, filled};
use crate::diag::{Diagnostic, codes};
use crate::yaml::Step;

use super::file::{ActionFile, BrandFile, HeroFile, HolidayFile, LocalFile, PhoneFile};
use super::language::PerLanguage;
use super::resolve::Resolver;
use super::{Density, Focus, Font, NavigationItem};

/// The top of the home page.
#[derive(Clone, Debug, Default)]
pub struct Hero {
    /// Its heading, where that is not the description.
    pub title: Option<String>,
    /// Its picture.
    pub image: Option<HeroImage>,
}

/// The picture of the home page.
#[derive(Clone, Debug)]
pub struct HeroImage {
    /// The file, below `static/`.
    pub src: String,
    /// What it shows; empty for a picture that only decorates.
    pub alt: String,
    /// What must stay in sight where it is cut.
    pub focus: Focus,
}

/// A part of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomePart {
    /// Updates that hold until a day to come.
    Alerts,
    /// Title, picture, hours and address.
    Hero,
    /// Portal, refills, bills.
    Actions,
    /// Updates without an end.
    Notices,
    /// Events that come.
    Events,
    /// The newest posts.
    Latest,
    /// Health observances of the month.
    Awareness,
    /// Conditions with the most documents.
    Conditions,
    /// The people of the practice.
    People,
    /// How to get the newsletter.
    Newsletter,
}

impl HomePart {
    /// All parts, in their usual order.
    pub const ALL: [Self; 10] = [
        Self::Alerts,
        Self::Hero,
        Self::Actions,
        Self::Notices,
        Self::Events,
        Self::Latest,
        Self::People,
        Self::Conditions,
        Self::Awareness,
        Self::Newsletter,
    ];

    /// Its word in the settings and in templates.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::Hero => "hero",
            Self::Actions => "actions",
            Self::Notices => "notices",
            Self::Events => "events",
            Self::Latest => "latest",
            Self::Awareness => "awareness",
            Self::Conditions => "conditions",
            Self::People => "people",
            Self::Newsletter => "newsletter",
        }
    }
}

/// A second telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLine {
    /// What it is for.
    pub label: String,
    /// The number as displayed.
    pub number: String,
}

/// Days with other hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The first day.
    pub from: jiff::civil::Date,
    /// The last day.
    pub to: jiff::civil::Date,
    /// What they are called.
    pub name: String,
    /// The hours of these days, as hours are written; closed where nothing is.
    pub hours: Option<String>,
}

/// What the settings say in another language; what is not said there is shown in the main language.
#[derive(Clone, Debug, Default)]
pub struct LocalTexts {
    /// The site's title.
    pub title: Option<String>,
    /// What the site is.
    pub description: Option<String>,
    /// Office hours, one entry per line.
    pub hours: Option<Vec<String>>,
    /// The disclaimer.
    pub disclaimer: Option<String>,
    /// What to do in an emergency.
    pub emergency: Option<String>,
    /// Heading of the home page.
    pub hero_title: Option<String>,
    /// What the picture of the home page shows.
    pub hero_alt: Option<String>,
    /// The navigation.
    pub navigation: Option<Vec<NavigationItem>>,
    /// Portal, refills, bills.
    pub actions: Option<Vec<NavigationItem>>,
    /// Second numbers.
    pub phones: Option<Vec<PhoneLine>>,
    /// Accepted insurance.
    pub insurance: Option<Vec<String>>,
}

/// `languages` as written: only tags, or tags with their texts.
#[derive(Debug, Default)]
pub(super) struct LanguagesFile {
    pub(super) tags: Vec<(String, LocalFile)>,
    /// Whether they are in a list, where a place is a number.
    pub(super) listed: bool,
}

impl JsonSchema for LanguagesFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "languages".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let texts = generator.subschema_for::<Option<LocalFile>>();
        json_schema!({ "anyOf": [
            { "type": "array", "items": { "type": "string" } },
            { "type": "object", "additionalProperties": texts },
        ] })
    }
}

impl<'de> Deserialize<'de> for LanguagesFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tags;
        impl<'de> Visitor<'de> for Tags {
            type Value = LanguagesFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of languages, or languages with their texts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<LanguagesFile, A::Error> {
                let mut tags = Vec::new();
                while let Some(tag) = items.next_element::<String>()? {
                    tags.push((tag, LocalFile::default()));
                }
                Ok(LanguagesFile { tags, listed: true })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LanguagesFile, A::Error> {
                let mut tags: Vec<(String, LocalFile)> = Vec::new();
                while let Some(tag) = map.next_key::<String>()? {
                    if tags.iter().any(|(known, _)| *known == tag) {
                        return Err(A::Error::custom(format!("the key `{tag}` is given twice")));
                    }
                    tags.push((tag, map.next_value::<Option<LocalFile>>()?.unwrap_or_default()));
                }
                Ok(LanguagesFile { tags, listed: false })
            }
        }
        deserializer.deserialize_any(Tags)
    }
}

impl Resolver<'_> {
    /// The main language and the others, and what the settings say in these.
    pub(super) fn languages(
        &mut self,
        main: Option<String>,
        others: LanguagesFile,
    ) -> (PerLanguage<LanguageTag>, BTreeMap<LanguageTag, LocalTexts>) {
        let main = main.unwrap_or_else(|| "en".to_owned());
        let mut languages = Vec::new();
        let mut local = BTreeMap::new();
        if self.is_language(&main, &[Step::Key("language")]) {
            languages.push(LanguageTag::new(&main));
        }
        for (at, (tag, texts)) in others.tags.into_iter().enumerate() {
            let last = if others.listed { Step::Item(at) } else { Step::Key(&tag) };
            let known = LanguageTag::new(&tag);
            if self.is_language(&tag, &[Step::Key("languages"), last]) && !languages.contains(&known) {
                local.insert(known.clone(), self.local_texts(&tag, texts));
                languages.push(known);
            }
        }
        if languages.is_empty() {
            languages.push(LanguageTag::new("en"));
        }
        (languages.into_iter().collect(), local)
    }

    fn is_language(&mut self, tag: &str, path: &[Step<'_>]) -> bool {
        if is_language(tag) {
            return true;
        }
        let message = format!("`{tag}` is not a language tag");
        self.checker
            .add(Diagnostic::new(&codes::BAD_VALUE, message).help("use tags such as `en`, `es` or `pt-br`"), path);
        false
    }

    /// Languages that are spoken: tags, since pages name them in their own words.
    pub(super) fn spoken(&mut self, tags: Vec<String>) -> Vec<String> {
        let path = [Step::Key("practice"), Step::Key("languages")];
        let known = tags.into_iter().enumerate();
        let known = known.filter(|(at, tag)| self.is_language(tag, &[path[0], path[1], Step::Item(*at)]));
        known.map(|(_, tag)| tag.to_ascii_lowercase()).collect()
    }

    pub(super) fn local_texts(&mut self, tag: &str, file: LocalFile) -> LocalTexts {
        let base = [Step::Key("languages"), Step::Key(tag)];
        let hero = file.hero.unwrap_or_default();
        LocalTexts {
            title: filled(file.title),
            description: filled(file.description),
            hours: file.hours.map(|lines| lines.0).filter(|lines| !lines.is_empty()),
            disclaimer: filled(file.disclaimer),
            emergency: filled(file.emergency),
            hero_title: filled(hero.title),
            hero_alt: hero.image.and_then(|image| filled(image.alt)),
            navigation: file.navigation.map(|items| self.navigation(items, &base)),
            actions: file.actions.map(|items| self.actions(items, &base)),
            phones: file.phones.map(|items| self.phones(items, &base)),
            insurance: file.insurance.map(|lines| lines.0),
        }
    }

    pub(super) fn hero(&mut self, file: HeroFile) -> Hero {
        let image = file.image.and_then(|image| {
            let path = [Step::Key("hero"), Step::Key("image")];
            let Some(src) = filled(image.src) else {
                self.checker.missing("src", &path, "name a picture in `static/`, such as `src: /practice.jpg`");
                return None;
            };
            if image.alt.is_none() {
                let help = "add `alt:` with a description of the picture, or `alt: \"\"` if it is only decorative";
                self.checker.missing("alt", &path, help);
            }
            let focus = self.focus(image.focus.as_deref(), &[path[0], path[1], Step::Key("focus")]);
            Some(HeroImage { src, alt: image.alt.unwrap_or_default(), focus })
        });
        Hero { title: filled(file.title), image }
    }

    fn focus(&mut self, written: Option<&str>, path: &[Step<'_>]) -> Focus {
        let Some(written) = written else { return Focus::default() };
        Focus::named(written).unwrap_or_else(|| {
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, Focus::problem(written)), path);
            Focus::default()
        })
    }

    pub(super) fn home(&mut self, written: Option<Vec<String>>) -> Vec<HomePart> {
        let Some(written) = written else { return HomePart::ALL.to_vec() };
        let words = HomePart::ALL.map(HomePart::word);
        let mut parts = Vec::new();
        for (at, word) in written.iter().enumerate() {
            match HomePart::ALL.into_iter().find(|part| part.word() == word) {
                Some(part) if !parts.contains(&part) => parts.push(part),
                Some(_) => {}
                None => {
                    let diagnostic =
                        Diagnostic::new(&codes::BAD_VALUE, format!("the home page has no section `{word}`"))
                            .did_you_mean(word, words)
                            .help(format!("sections of the home page: {}", words.join(", ")));
                    self.checker.add(diagnostic, &[Step::Key("home"), Step::Item(at)]);
                }
            }
        }
        parts
    }

    /// Links with a label: portal, refills, bills.
    pub(super) fn actions(&mut self, items: Vec<ActionFile>, base: &[Step<'_>]) -> Vec<NavigationItem> {
        let mut actions = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let path = [base, &[Step::Key("actions"), Step::Item(at)]].concat();
            let (Some(title), Some(url)) = (filled(item.label), filled(item.url)) else {
                self.checker.missing("label", &path, "every action needs a `label`, the text of its link, and a `url`");
                continue;
            };
            let url = self.checker.safe_link(Some(url), &[&path[..], &[Step::Key("url")]].concat());
            actions.extend(url.map(|url| NavigationItem { title, url }));
        }
        actions
    }

    pub(super) fn phones(&mut self, items: Vec<PhoneFile>, base: &[Step<'_>]) -> Vec<PhoneLine> {
        let mut phones = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let path = [base, &[Step::Key("phones"), Step::Item(at)]].concat();
            match (filled(item.label), filled(item.number)) {
                (Some(label), Some(number)) => phones.push(PhoneLine { label, number }),
                _ => self.checker.missing(
                    "number",
                    &path,
                    "every entry needs a `label`, such as `Nurse line`, and a `number`",
                ),
            }
        }
        phones
    }

    pub(super) fn holidays(&mut self, items: Vec<HolidayFile>) -> Vec<Holiday> {
        let mut holidays = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let path = [Step::Key("practice"), Step::Key("holidays"), Step::Item(at)];
            let (Some(date), Some(name)) = (filled(item.date), filled(item.name)) else {
                self.checker.missing("date", &path, "every entry needs a `date`, such as `2026-12-25`, and a `name`");
                continue;
            };
            let from = self.day(&date, &[path[0], path[1], path[2], Step::Key("date")]);
            let to = match filled(item.to) {
                Some(to) => self.day(&to, &[path[0], path[1], path[2], Step::Key("to")]),
                None => from,
            };
            if let (Some(from), Some(to)) = (from, to) {
                holidays.push(Holiday { from, to: to.max(from), name, hours: filled(item.hours) });
            }
        }
        holidays.sort_by_key(|holiday| holiday.from);
        holidays
    }

    fn day(&mut self, written: &str, path: &[Step<'_>]) -> Option<jiff::civil::Date> {
        let day = written.parse().ok();
        if day.is_none() {
            let is_impossible = Moment::parse(written, &Zone::utc()) == Err(MomentError::Impossible);
            let (message, help) = if is_impossible {
                (format!("`{written}` does not exist in the calendar"), "check the month and the day")
            } else {
                (format!("`{written}` is not a date"), "write it as year, month and day: `2026-12-25`")
            };
            self.checker.add(Diagnostic::new(&codes::BAD_DATE, message).help(help), path);
        }
        day
    }

    /// Typeface, corners and spacing.
    pub(super) fn style(&mut self, file: &BrandFile) -> (Font, u8, Density) {
        let word = |written: &Option<String>| written.as_deref().map(str::trim).unwrap_or_default().to_owned();
        let path = |key: &'static str| [Step::Key("brand"), Step::Key(key)];
        let font = match word(&file.font).as_str() {
            "" | "serif" => Font::Serif,
            "sans" => Font::Sans,
            "system" => Font::System,
            other => {
                let message = format!("`{other}` is not a pair of typefaces; expected `serif`, `sans` or `system`");
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path("font"));
                Font::Serif
            }
        };
        let density = match word(&file.density).as_str() {
            "" | "normal" => Density::Normal,
            "compact" => Density::Compact,
            "airy" => Density::Airy,
            other => {
                let message = format!("`{other}` is not a density; expected `compact`, `normal` or `airy`");
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path("density"));
                Density::Normal
            }
        };
        let radius = file.radius.unwrap_or(6);
        if radius > 24 {
            let message = format!("the radius of corners is 0 to 24 pixels, but found {radius}");
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path("radius"));
        }
        (font, u8::try_from(radius.min(24)).unwrap_or(6), density)
    }
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let main =
        parts.next().is_some_and(|main| (2..=3).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_alphabetic()));
    main && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
