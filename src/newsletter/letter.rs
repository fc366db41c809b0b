//! A letter to readers: what a month brought, and what is coming up.

use jiff::civil::Date;
use serde::Serialize;

use crate::config::{Color, LanguageId};
use crate::model::{Document, DocumentId, Site};
use crate::parse::{ConsentScope, Term};
use crate::reference::PartialDate;
use crate::social::{Campaign, Channel, Counting, campaign, tracked};
use crate::source::Kind;
use crate::theme::Backgrounds;
use crate::view::{self, Scene};

/// Longest subject that telephones show whole.
const LONGEST_SUBJECT: usize = 50;

/// Shortest word of a condition's name that tells of it by itself, in letters: `diabetes`, not `type`.
const TELLING: usize = 6;

/// Width of the text's column in pixels: 600 less its margins.
const COLUMN: u32 = 536;

/// Kinds with a section, in the order of the letter.
const KINDS: [Kind; 5] = [Kind::Article, Kind::Myth, Kind::Story, Kind::Event, Kind::Update];

/// What a letter is asked to hold.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'c> {
    /// The first day of its month.
    pub month: Date,
    /// Entries at most; the longest sections are shortened first.
    pub most: usize,
    /// The network `newsletter`, for the marks of links.
    pub channel: &'c Channel,
    /// The editor's own words in place of the greeting, for the site's main language.
    pub intro: Option<&'c str>,
    /// The documents that the editor chose, in their order; all of the month where there are none.
    pub documents: &'c [DocumentId],
}

/// `letter` in the templates `newsletter.html` and `newsletter.txt`. All addresses are absolute.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// Language: a place in the site's list.
    #[serde(skip)]
    pub language: LanguageId,
    /// BCP 47 tag.
    pub tag: String,
    /// `2026-11`.
    pub month: String,
    /// The subject; it does not name a condition, because others may see a mailbox.
    pub subject: String,
    /// The preview text after the subject; it does not name a condition, either.
    pub preheader: String,
    /// The heading.
    pub title: String,
    /// The editor's own text instead of the greeting.
    pub intro: Option<String>,
    /// What there is to read.
    pub sections: Vec<LetterSection>,
    /// The number of omitted entries.
    pub left_out: usize,
    /// The home page.
    pub home: String,
    /// The practice's logo, if mail programs can show it.
    pub logo: Option<String>,
    /// Where readers can book a visit.
    pub book: Option<String>,
    /// The practice's postal address, in lines, which many countries require by law.
    pub address_lines: Vec<String>,
    /// The placeholder that the mailing service replaces with the unsubscribe address.
    pub unsubscribe: String,
    /// The placeholder that the mailing service replaces with the address of the newsletter on the web.
    pub view_online: Option<String>,
    /// Colors of the practice.
    pub colors: LetterColors,
}

/// The entries of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct LetterSection {
    /// `article`, `myth`, `story`, `event`, `update`.
    pub kind: &'static str,
    /// Its heading.
    pub title: String,
    /// Its entries, newest first; for events, soonest first.
    pub items: Vec<LetterItem>,
}

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct LetterItem {
    /// The title; for a myth, the fact.
    pub title: String,
    /// The tracked address.
    pub url: String,
    /// A sentence or two.
    pub text: String,
    /// When and where an event takes place.
    pub when: Option<String>,
    /// Its place.
    pub place: Option<String>,
    /// The picture of the first entry that has one.
    pub image: Option<LetterImage>,
}

/// A picture at the width of the column.
#[derive(Clone, Debug, Serialize)]
pub struct LetterImage {
    /// Its address.
    pub url: String,
    /// Width to show it in.
    pub width: u32,
    /// Display height.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Colors as `#0b5c63`, each readable on its ground.
#[derive(Clone, Debug, Serialize)]
pub struct LetterColors {
    /// The main color, as a background.
    brand: String,
    /// Text on it.
    on_brand: String,
    /// Links.
    link: String,
    /// Links on a dark background.
    night_link: String,
}

/// The letter of a language; `None` if there is nothing to tell.
#[must_use]
pub(super) fn letter(scene: Scene<'_>, language: LanguageId, issue: &Issue<'_>) -> Option<LetterView> {
    let config = &scene.site.config;
    let words = scene.words(language);
    let mut chosen: Vec<(Kind, Vec<DocumentId>)> = if issue.documents.is_empty() {
        KINDS.map(|kind| (kind, chosen(scene.site, language, kind, issue.month))).into()
    } else {
        picked(scene.site, language, issue.documents)
    };
    let all: usize = chosen.iter().map(|(_, ids)| ids.len()).sum();
    if all == 0 {
        return None;
    }
    shorten(&mut chosen, issue.most.max(1));
    let mut sections: Vec<LetterSection> = chosen
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(kind, ids)| LetterSection {
            kind: kind.word(),
            title: words.get(section_key(kind)).to_owned(),
            items: ids.iter().map(|id| letter_item(scene, *id, issue)).collect(),
        })
        .collect();
    let items = sections.iter_mut().flat_map(|section| &mut section.items);
    items.filter(|item| item.image.is_some()).skip(1).for_each(|item| item.image = None);
    let left_out = all - sections.iter().map(|section| section.items.len()).sum::<usize>();
    let month = words.partial_date(PartialDate::month_of_year(issue.month.year(), issue.month.month()));
    let name = &config.practice.name;
    let home = format!("{}/", config.language_prefix(language));
    let campaign = Campaign { name: &issue_name(issue.month), variant: None };
    Some(LetterView {
        language,
        tag: scene.site.languages[language].tag.to_string(),
        month: issue.month.strftime("%Y-%m").to_string(),
        subject: subject(scene, language, &month),
        preheader: words.get("newsletter_preheader").to_owned(),
        title: words.get("newsletter_title").replace("{practice}", name).replace("{month}", &month),
        intro: issue.intro.filter(|_| language.is_main()).map(str::to_owned),
        sections,
        left_out,
        home: tracked(&scene.absolute(&home), issue.channel, campaign),
        logo: letter_logo(scene),
        book: config.practice.appointments_url.as_ref().map(|url| {
            let is_own = url.starts_with('/') && !url.starts_with("//");
            if is_own { scene.absolute(url) } else { url.clone() }
        }),
        address_lines: config.practice.address.lines(),
        unsubscribe: config.newsletter.unsubscribe.clone(),
        view_online: config.newsletter.view_online.clone(),
        colors: colors(config.brand.color, &scene.theme.contract.grounds),
    })
}

/// Mail programs show no drawings.
fn letter_logo(scene: Scene<'_>) -> Option<String> {
    let logo = scene.site.config.brand.logo.as_deref()?;
    let kind = logo.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_shown = matches!(kind.as_str(), "png" | "jpg" | "jpeg" | "gif");
    is_shown.then(|| scene.absolute(&format!("/{}", logo.trim_start_matches('/'))))
}

/// With the practice's name where it fits and names no condition, else without.
fn subject(scene: Scene<'_>, language: LanguageId, month: &str) -> String {
    let words = scene.words(language);
    let name = &scene.site.config.practice.name;
    let tells = scene.site.vocabulary.conditions.iter().any(|term| tells(name, term));
    let whole = words.get("newsletter_subject").replace("{practice}", name).replace("{month}", month);
    if tells || Counting::Graphemes.count(&whole) > LONGEST_SUBJECT {
        return words.get("newsletter_subject_short").replace("{month}", month);
    }
    whole
}

fn letter_item(scene: Scene<'_>, id: DocumentId, issue: &Issue<'_>) -> LetterItem {
    let document = scene.site.document(id);
    let front = &document.parsed.front;
    let own = front.social.iter().find(|(channel, _)| *channel == issue.channel.id);
    let own = own.and_then(|(_, social)| social.text.as_deref()).filter(|text| !text.trim().is_empty());
    let event = front.event.as_ref().map(|event| view::event_view(scene, event, document.language));
    let name = campaign(scene.site, document);
    let variant = issue_name(issue.month);
    let campaign = Campaign { name: &name, variant: Some(&variant) };
    LetterItem {
        title: front.title.clone(),
        url: tracked(&scene.site.address(document), issue.channel, campaign),
        text: own.unwrap_or_else(|| document.summary()).trim().to_owned(),
        when: event.as_ref().map(|event| match event.status {
            Some(status) => {
                format!("{}: {}", scene.words(document.language).get(&format!("event_status_{status}")), event.when)
            }
            None => event.when.clone(),
        }),
        place: event.filter(|event| event.status != Some("online")).and_then(|event| event.place),
        image: letter_image(scene, document),
    }
}

/// The main picture, where mail programs can show it: some know no WebP and no SVG.
fn letter_image(scene: Scene<'_>, document: &Document) -> Option<LetterImage> {
    let alt = document.parsed.front.image.as_ref()?.alt.as_str();
    let may_leave = document.parsed.front.picture_covers(ConsentScope::Social);
    let image = view::share_image(scene, document.image.filter(|_| may_leave)?, alt)?;
    if !matches!(image.media_type, "image/jpeg" | "image/png") {
        return None;
    }
    let width = image.width.min(COLUMN);
    let height = (u64::from(image.height) * u64::from(width)).div_ceil(u64::from(image.width.max(1)));
    Some(LetterImage { width, height: u32::try_from(height).ok()?, url: image.url, alt: image.alt })
}

/// The mark of a letter in web statistics, `newsletter-2026-11`.
fn issue_name(month: Date) -> String {
    month.strftime("newsletter-%Y-%m").to_string()
}

fn section_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Myth => "newsletter_myths",
        Kind::Story => "newsletter_stories",
        Kind::Event => "newsletter_events",
        Kind::Update => "newsletter_updates",
        Kind::Article | Kind::Page | Kind::Person | Kind::Condition | Kind::Topic | Kind::Service => {
            "newsletter_articles"
        }
    }
}

/// What went public in the month; of events, those from now to the end of the month after. What was retracted, and stories
/// that the patient did not give for use outside the site, are in no letter.
fn chosen(site: &Site, language: LanguageId, kind: Kind, month: Date) -> Vec<DocumentId> {
    let (first, last) = (month.first_of_month(), month.last_of_month());
    let next = last.tomorrow().map_or(last, Date::last_of_month);
    let is_in = |id: &DocumentId| {
        let front = &site.document(*id).parsed.front;
        let in_time = match &front.event {
            Some(event) => {
                let occasion = event.next(site.now, &site.config.zone);
                occasion.over_at(&site.config.zone) > site.now && occasion.starts.day <= next
            }
            None => front.date.is_some_and(|date| (first..=last).contains(&date.day)),
        };
        in_time && !front.is_retracted() && front.consent_covers(ConsentScope::Social)
    };
    let ids = site.languages[language].kinds.get(&kind).map_or(&[][..], Vec::as_slice);
    ids.iter().copied().filter(is_in).collect()
}

/// What the editor chose, in the language of the letter: kinds in the order in which the first of each was named. A version in
/// another language is not taken.
fn picked(site: &Site, language: LanguageId, documents: &[DocumentId]) -> Vec<(Kind, Vec<DocumentId>)> {
    let mut sections: Vec<(Kind, Vec<DocumentId>)> = Vec::new();
    let own = documents.iter().filter_map(|id| site.in_language(*id, language));
    for id in own.filter(|id| site.document(*id).language == language) {
        let kind = site.document(id).parsed.source.kind;
        match sections.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => sections.push((kind, vec![id])),
        }
    }
    sections
}

/// Takes entries out at the end of the longest section until `most` are left.
fn shorten(sections: &mut [(Kind, Vec<DocumentId>)], most: usize) {
    while sections.iter().map(|(_, ids)| ids.len()).sum::<usize>() > most {
        let longest = sections.iter_mut().rev().max_by_key(|(_, ids)| ids.len());
        if longest.and_then(|(_, ids)| ids.pop()).is_none() {
            return;
        }
    }
}

/// Whether a practice's name tells of a condition: it has one of the long words of its name, or another name of it as a whole.
fn tells(practice: &str, condition: &Term) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let practice = words(practice);
    let name = words(&condition.name);
    let others = condition.all_names().map(|other| words(other));
    name.iter().any(|word| word.chars().count() >= TELLING && practice.contains(word))
        || others.chain([name]).any(|name| !name.is_empty() && practice.windows(name.len()).any(|part| part == name))
}

fn colors(brand: Color, grounds: &Backgrounds) -> LetterColors {
    LetterColors {
        brand: brand.hex(),
        on_brand: brand.text_on().hex(),
        link: brand.readable_on(grounds.light, 4.5).hex(),
        night_link: brand.readable_on(grounds.letter_dark, 4.5).hex(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_of_a_condition_by_whole_words() {
        let term = |name: &str, other: &str| Term {
            name: name.to_owned(),
            also_called: vec![other.to_owned()],
            ..Term::default()
        };
        let diabetes = term("Type 2 diabetes", "adult-onset diabetes");
        assert!(tells("Springfield Diabetes Clinic", &diabetes));
        assert!(!tells("Alder Street Family Practice", &diabetes));
        let cold = term("Common cold", "URI");
        assert!(!tells("Coldwater Family Practice", &cold) && tells("The URI Center", &cold));
    }
}
