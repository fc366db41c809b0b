//! The practice as pages show it: telephone, hours, address, what patients come to do.

use serde::Serialize;

use crate::config::{Holiday, HomePart, LanguageId, LocalTexts, NavigationItem, PhoneLine, is_united_states};
use crate::model::Site;
use crate::parse::Words;

use super::web::{Caption, Spot};
use super::{DateView, PictureView, Scene, awareness, hours, site, web};

/// `site.practice` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeView {
    /// The name that patients know.
    name: String,
    /// The legal name, if it is different.
    legal_name: Option<String>,
    /// The main telephone number, as written.
    phone: Option<String>,
    /// The same as a link, `tel:+15555550142`.
    phone_link: Option<String>,
    /// Further numbers.
    phones: Vec<PhoneView>,
    /// The email address.
    email: Option<String>,
    /// The postal address, line by line.
    address_lines: Vec<String>,
    /// Where a map shows the practice.
    map_url: Option<String>,
    /// Office hours as lines, as written.
    hours: Vec<String>,
    /// The same by day, if Bedside understands all lines.
    week: Vec<DayView>,
    /// Upcoming days with different hours.
    holidays: Vec<HolidayView>,
    /// The practice's time zone.
    zone: String,
    /// Where patients can book a visit.
    appointments_url: Option<String>,
    /// What to do in an emergency.
    emergency: String,
    /// The same as HTML, its numbers as links.
    emergency_html: String,
    /// Specialties by their names in the language of the page.
    specialties: Vec<String>,
    /// Names of the spoken languages.
    languages: Vec<String>,
    /// Accepted insurance, line by line.
    insurance: Vec<String>,
    /// Whether new patients are accepted, if the settings say so.
    accepting_new_patients: Option<bool>,
    /// Where readers can sign up for the newsletter.
    subscribe_url: Option<String>,
}

/// A second telephone number.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PhoneView {
    /// What it is for.
    label: String,
    /// The number, as written.
    number: String,
    /// The same as a link, `tel:+15555550143`.
    link: String,
}

/// The hours of one day of the week.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DayView {
    /// 1 for Monday to 7 for Sunday.
    number: usize,
    /// The name of the day.
    name: String,
    /// When the practice is open; nothing if it is closed.
    spans: Vec<SpanOfDay>,
}

/// From when until when a practice is open.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SpanOfDay {
    /// `08:00`.
    opens: String,
    /// `17:00`.
    closes: String,
    /// As people write it.
    opens_text: String,
    /// As people write it.
    closes_text: String,
}

/// Days with other hours.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HolidayView {
    /// The name of the holiday.
    name: String,
    /// The first day.
    from: DateView,
    /// The last day, if there are several.
    to: Option<DateView>,
    /// The days in words, such as `November 26 to 27, 2026`.
    days: String,
    /// Nothing if the practice is closed.
    spans: Vec<SpanOfDay>,
    /// The hours as written, if Bedside does not understand them.
    words: Option<String>,
}

/// The head of the home page; `site.hero` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct HeroView {
    /// The headline.
    title: String,
    /// The picture next to it.
    image: Option<PictureView>,
}

/// For each text of the settings that a language lacks: the attribute ` lang="en"`, else nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ForeignView {
    /// For `site.title`.
    title: String,
    /// For `site.description`.
    description: String,
    /// For the headline of the home page.
    hero: String,
    /// For the opening hours.
    hours: String,
    /// For `site.actions`.
    actions: String,
    /// For the labels of additional numbers.
    phones: String,
    /// For the insurance lines.
    insurance: String,
    /// For the names of holidays.
    holidays: String,
}

/// What the settings say in a language beside the main one.
fn local(site: &Site, language: LanguageId) -> Option<&LocalTexts> {
    site.config.local(language)
}

pub(super) fn foreign(site: &Site, language: LanguageId) -> ForeignView {
    let local = local(site, language);
    let mark = |has: bool| {
        let foreign = !language.is_main() && !has;
        if foreign { format!(" lang=\"{}\"", site.config.language()) } else { String::new() }
    };
    let has = |text: fn(&LocalTexts) -> bool| mark(local.is_some_and(text));
    ForeignView {
        title: has(|local| local.title.is_some()),
        description: has(|local| local.description.is_some()),
        hero: has(|local| local.hero_title.is_some() || local.description.is_some()),
        hours: has(|local| local.hours.is_some()),
        actions: has(|local| local.actions.is_some()),
        phones: has(|local| local.phones.is_some()),
        insurance: has(|local| local.insurance.is_some()),
        holidays: mark(false),
    }
}

pub(super) fn view(scene: Scene<'_>, language: LanguageId) -> PracticeView {
    let (config, words, local) = (&scene.site.config, scene.words(language), local(scene.site, language));
    let practice = &config.practice;
    let written = local.and_then(|local| local.emergency.clone());
    let written = written.or_else(|| practice.emergency.clone().filter(|_| language.is_main()));
    let emergency = written.unwrap_or_else(|| words.get("emergency").to_owned());
    let phones = local.and_then(|local| local.phones.as_ref()).unwrap_or(&practice.phones);
    let own = local.and_then(|local| local.hours.as_ref());
    PracticeView {
        name: practice.name.clone(),
        legal_name: practice.legal_name.clone(),
        phone: practice.phone.clone(),
        phone_link: practice.phone.as_deref().map(|phone| dial(scene.site, phone)),
        phones: phones.iter().map(|line| phone(scene.site, line)).collect(),
        email: practice.email.clone(),
        address_lines: practice.address.lines(),
        map_url: map_of_practice(scene),
        hours: own.unwrap_or(&practice.hours).clone(),
        week: week(scene.site, words),
        holidays: holidays(scene, language),
        zone: config.zone.name().to_owned(),
        appointments_url: practice.appointments_url.as_ref().map(|url| site::own_or_foreign(scene, url)),
        emergency_html: super::site::with_numbers(&emergency),
        emergency,
        specialties: practice.specialties.clone(),
        languages: practice.languages.iter().map(|tag| spoken(tag, words)).collect(),
        insurance: local.and_then(|local| local.insurance.as_ref()).unwrap_or(&practice.insurance).clone(),
        accepting_new_patients: practice.accepting_new_patients,
        subscribe_url: config.newsletter.subscribe_url.as_ref().map(|url| site::own_or_foreign(scene, url)),
    }
}

/// Heading and picture of the home page.
pub(super) fn hero(scene: Scene<'_>, language: LanguageId) -> HeroView {
    let (config, local) = (&scene.site.config, local(scene.site, language));
    let own = local.and_then(|local| local.hero_title.as_deref().or(local.description.as_deref()));
    let main = config.hero.title.as_deref().unwrap_or(&config.description);
    let title = own.or_else(|| Some(main).filter(|title| !title.is_empty())).unwrap_or(config.title_in(language));
    let image = config.hero.image.as_ref().zip(scene.site.hero).map(|(image, id)| {
        let alt = local.and_then(|local| local.hero_alt.as_deref()).unwrap_or(&image.alt);
        web::picture(scene, id, Caption { alt, title: None, focus: image.focus }, Spot::Hero)
    });
    HeroView { title: title.to_owned(), image }
}

/// Portal, refills, bills.
pub(super) fn actions(site: &Site, language: LanguageId) -> &[NavigationItem] {
    local(site, language).and_then(|local| local.actions.as_ref()).unwrap_or(&site.config.actions)
}

/// The parts of the home page in their order.
pub(super) fn parts(site: &Site) -> Vec<&'static str> {
    site.config.home.iter().map(|part: &HomePart| part.word()).collect()
}

/// The address that a telephone calls: with the country's code where the number has ten digits, as in North America.
fn dial(site: &Site, phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let country = site.config.practice.address.country.as_deref();
    let american = country.is_none_or(|country| {
        is_united_states(country) || matches!(country.trim().to_ascii_lowercase().as_str(), "canada" | "ca")
    });
    let code = if american && digits.len() == 10 && !digits.starts_with('+') { "+1" } else { "" };
    format!("tel:{code}{digits}")
}

fn phone(site: &Site, line: &PhoneLine) -> PhoneView {
    PhoneView { label: line.label.clone(), number: line.number.clone(), link: dial(site, &line.number) }
}

/// The map of the settings, else a search for the address on a map that follows nobody.
fn map_of_practice(scene: Scene<'_>) -> Option<String> {
    let practice = &scene.site.config.practice;
    if let Some(url) = &practice.map_url {
        return Some(site::own_or_foreign(scene, url)).filter(|url| !url.is_empty());
    }
    let address = &practice.address;
    (address.street.is_some() && address.city.is_some()).then(|| map_of(&address.lines().join(", ")))
}

/// The week by days; nothing if a line of the hours is not understood.
fn week(site: &Site, words: &Words) -> Vec<DayView> {
    let hours = hours::read(&site.config.practice.hours);
    if hours.is_empty() {
        return Vec::new();
    }
    let day = |(at, name): (usize, &str)| {
        let mut spans: Vec<SpanOfDay> = hours
            .iter()
            .filter(|hours| hours.days.contains(&name))
            .filter_map(|hours| span(&hours.opens, &hours.closes, words))
            .collect();
        spans.sort_by(|a, b| a.opens.cmp(&b.opens));
        DayView { number: at + 1, name: words.get(&format!("weekday_{}", at + 1)).to_owned(), spans }
    };
    hours::days_of_week().enumerate().map(day).collect()
}

/// The days to come with other hours.
fn holidays(scene: Scene<'_>, language: LanguageId) -> Vec<HolidayView> {
    let words = scene.words(language);
    let coming = scene.site.config.practice.holidays.iter().filter(|holiday| holiday.to >= scene.site.today);
    let view = |holiday: &Holiday| {
        let written = holiday.hours.as_deref();
        let understood = written.map_or(Some(None), hours::span);
        HolidayView {
            name: holiday.name.clone(),
            from: DateView::of(holiday.from, scene.words(language)),
            to: (holiday.to != holiday.from).then(|| DateView::of(holiday.to, scene.words(language))),
            days: awareness::span(scene, (holiday.from, holiday.to), language).text,
            spans: understood.iter().flatten().filter_map(|(from, to)| span(from, to, words)).collect(),
            words: written.filter(|_| understood.is_none()).map(str::to_owned),
        }
    };
    coming.map(view).collect()
}

/// A search for a place on a map.
pub(super) fn map_of(place: &str) -> String {
    let query = percent_encoding::utf8_percent_encode(place, percent_encoding::NON_ALPHANUMERIC);
    format!("https://www.openstreetmap.org/search?query={query}")
}

/// A language in the words of the page.
pub(super) fn spoken(tag: &str, words: &Words) -> String {
    let main = tag.split('-').next().unwrap_or(tag);
    words.find(&format!("language_{main}")).map_or_else(|| super::frame::language_name(tag), str::to_owned)
}

fn span(opens: &str, closes: &str, words: &Words) -> Option<SpanOfDay> {
    let text = |time: &str| Some(words.time(time.parse().ok()?));
    Some(SpanOfDay {
        opens_text: text(opens)?,
        closes_text: text(closes)?,
        opens: opens.to_owned(),
        closes: closes.to_owned(),
    })
}
