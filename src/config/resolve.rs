//! From the settings as written to the settings as used.

use crate::base::{Zone, filled, identifier};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::world::default_theme;
use crate::yaml::{Checker, Step, Yaml};

use super::Specialty;
use super::file::{BrandFile, ConfigFile, EditorialFile, ImagesFile, NewsletterFile, PracticeFile};
use super::reach::{feeds, newsletter};
use super::zones;
use super::{
    Address, BaseUrl, Brand, CardDesign, CitationStyle, Color, Config, Editor, Editorial, Images, NavigationItem,
    Newsletter, Practice, PracticeKind, RawHtml,
};

/// What the command line says instead of the settings file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Another address for the site.
    pub base_url: Option<String>,
}

/// Social networks that Bedside knows.
pub const CHANNELS: [&str; 13] = [
    "x",
    "facebook",
    "instagram",
    "linkedin",
    "threads",
    "bluesky",
    "mastodon",
    "pinterest",
    "tiktok",
    "youtube",
    "google-business",
    "nextdoor",
    "newsletter",
];

/// Reads the settings file. The value is usable even if there are errors.
#[must_use]
pub fn read(text: &str, overrides: &Overrides) -> Outcome<Config> {
    let path = Config::path();
    let yaml = Yaml { file: &path, text, start: 0 };
    let Outcome { value: file, mut diagnostics } = yaml.read::<ConfigFile>();
    diagnostics.extend(yaml.remarks());
    let mut resolver = Resolver { checker: Checker { yaml, diagnostics } };
    let value = resolver.config(file, overrides);
    Outcome { value, diagnostics: resolver.checker.diagnostics }
}

pub(super) struct Resolver<'t> {
    pub(super) checker: Checker<'t>,
}

impl Resolver<'_> {
    fn config(&mut self, file: ConfigFile, overrides: &Overrides) -> Config {
        self.version(file.bedside.as_deref());
        let title = self.required("title", file.title);
        let url = self.base_url(file.url, overrides);
        let practice = self.practice(file.practice.unwrap_or_default());
        let zone = self.zone(file.timezone, &practice.address);
        let (languages, local) = self.languages(file.language, file.languages.unwrap_or_default());
        Config {
            description: file.description.unwrap_or_default(),
            theme: self.theme(file.theme),
            brand: self.brand(file.brand.unwrap_or_default()),
            profiles: self.profiles(file.profiles.unwrap_or_default().0),
            channels: self.channels(&file.channels.unwrap_or_default()),
            editorial: self.editorial(file.editorial.unwrap_or_default()),
            feeds: feeds(file.feeds.unwrap_or_default()),
            newsletter: self.newsletter(file.newsletter.unwrap_or_default()),
            images: self.images(file.images.unwrap_or_default()),
            card_design: self.card_design(file.cards.and_then(|cards| cards.design)),
            raw_html: self.raw_html(file.markdown.as_ref().and_then(|markdown| markdown.raw_html.as_deref())),
            paginate_by: self.paginate_by(file.paginate_by),
            navigation: file.navigation.map(|items| self.navigation(items, &[])),
            hero: self.hero(file.hero.unwrap_or_default()),
            home: self.home(file.home),
            actions: self.actions(file.actions.unwrap_or_default(), &[]),
            rules: self.rules(file.rules.unwrap_or_default().0),
            waivers: self.waivers(file.waive.unwrap_or_default()),
            editor: self.editor(file.preview.as_ref().and_then(|preview| preview.editor.as_deref())),
            deploy: self.deploy(&file.deploy.unwrap_or_default().0),
            title,
            url,
            zone,
            practice,
            languages,
            local,
        }
    }

    fn required(&mut self, key: &str, value: Option<String>) -> String {
        value.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| {
            self.checker.missing(key, &[], "add `title: ` and the name of your site");
            String::new()
        })
    }

    fn version(&mut self, wanted: Option<&str>) {
        let current = env!("CARGO_PKG_VERSION");
        let Some(wanted) = wanted else { return };
        let series = |version: &str| version.split('.').take(2).map(str::to_owned).collect::<Vec<_>>();
        if series(wanted.trim()) != series(current) {
            let message = format!("these settings are written for Bedside {wanted}, this is {current}");
            let help = format!("read the changelog, then write `bedside: \"{}\"`", series(current).join("."));
            self.checker.add(Diagnostic::new(&codes::WRONG_VERSION, message).help(help), &[Step::Key("bedside")]);
        }
    }

    fn base_url(&mut self, written: Option<String>, overrides: &Overrides) -> BaseUrl {
        let fallback = || BaseUrl::parse("https://example.org").unwrap_or_else(|_| unreachable!("a constant address"));
        if let Some(address) = &overrides.base_url {
            return BaseUrl::parse(address).unwrap_or_else(|reason| {
                let message = format!("the address given with `-u`, `{address}`, cannot be used: {reason}");
                self.checker.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, message));
                fallback()
            });
        }
        let Some(address) = written else {
            self.checker.missing("url", &[], "add `url: https://` and the address the site will have");
            return fallback();
        };
        BaseUrl::parse(&address).unwrap_or_else(|reason| {
            let message = format!("`{address}` is not a valid address for the site: {reason}");
            let help = "write it as `https://example.org`, with the folder if the site is in one";
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message).help(help), &[Step::Key("url")]);
            fallback()
        })
    }

    fn zone(&mut self, written: Option<String>, address: &Address) -> Zone {
        let utc = || Zone::named("UTC").unwrap_or_else(|| unreachable!("UTC is a zone"));
        let Some(name) = written else {
            let help = "add the practice's time zone, such as `timezone: America/New_York`";
            self.checker.missing("timezone", &[], help);
            return utc();
        };
        if let Some(abbreviation) = zones::Abbreviation::named(&name) {
            let message = format!("`{name}` does not say where the practice is or when its clocks change");
            let help = match abbreviation.city(address) {
                Some(city) => format!("use the zone's city: `timezone: {city}`"),
                None => "use the zone's city, such as `timezone: America/Chicago`".to_owned(),
            };
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message).help(help), &[Step::Key("timezone")]);
            return utc();
        }
        if let Some(zone) = Zone::named(&name) {
            return zone;
        }
        let names = Zone::names();
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{name}` is not a time zone"))
            .did_you_mean(&name.trim().replace(' ', "_"), names.iter().map(String::as_str))
            .help("time zones are named by continent and city, such as `America/Chicago`");
        self.checker.add(diagnostic, &[Step::Key("timezone")]);
        utc()
    }

    fn newsletter(&mut self, mut file: NewsletterFile) -> Newsletter {
        let path = [Step::Key("newsletter"), Step::Key("subscribe_url")];
        let subscribe_url = self.checker.safe_link(filled(file.subscribe_url.take()), &path);
        newsletter(file, subscribe_url)
    }

    fn theme(&mut self, written: Option<String>) -> String {
        let name = written.unwrap_or_else(|| default_theme().to_owned());
        if let Err(problem) = crate::base::check_name(&name) {
            let message = format!("`{name}` is not a valid name for a theme: {problem}");
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &[Step::Key("theme")]);
            return default_theme().to_owned();
        }
        name
    }

    fn brand(&mut self, file: BrandFile) -> Brand {
        let usual = Brand::default();
        let color = self.color("color", file.color.as_deref()).unwrap_or(usual.color);
        let accent = self.color("accent", file.accent.as_deref()).unwrap_or(usual.accent);
        let (font, radius, density) = self.style(&file);
        Brand { color, accent, logo: file.logo, logo_dark: filled(file.logo_dark), font, radius, density }
    }

    fn color(&mut self, key: &str, written: Option<&str>) -> Option<Color> {
        let written = written?;
        let color = Color::parse(written);
        if color.is_none() {
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{written}` is not a color"))
                .help("write it as `\"#0b5c63\"`: a hash and six digits from 0 to f, in quotes");
            self.checker.add(diagnostic, &[Step::Key("brand"), Step::Key(key)]);
        }
        color
    }

    fn practice(&mut self, file: PracticeFile) -> Practice {
        let name = file.name.filter(|name| !name.trim().is_empty());
        if name.is_none() {
            let help = "add `practice:` and, below it, indented by two spaces, `name: ` and the practice's name";
            self.checker.missing("practice.name", &[Step::Key("practice")], help);
        }
        Practice {
            name: name.unwrap_or_default(),
            legal_name: file.legal_name,
            kind: self.practice_kind(file.kind.as_deref()),
            specialties: self.specialties(file.specialties.unwrap_or_default()),
            phone: file.phone,
            email: self.email(file.email),
            address: file.address.unwrap_or_default().trimmed(),
            hours: file.hours.unwrap_or_default().0,
            npi: file.npi.and_then(|npi| self.npi(&npi)),
            appointments_url: self
                .checker
                .safe_link(file.appointments_url, &[Step::Key("practice"), Step::Key("appointments_url")]),
            emergency: file.emergency,
            phones: self.phones(file.phones.unwrap_or_default(), &[Step::Key("practice")]),
            holidays: self.holidays(file.holidays.unwrap_or_default()),
            map_url: self.checker.safe_link(file.map_url, &[Step::Key("practice"), Step::Key("map_url")]),
            languages: self.spoken(file.languages.unwrap_or_default()),
            insurance: file.insurance.unwrap_or_default().0,
            accepting_new_patients: file.accepting_new_patients,
        }
    }

    fn practice_kind(&mut self, written: Option<&str>) -> PracticeKind {
        let Some(written) = written else { return PracticeKind::default() };
        PracticeKind::named(written).unwrap_or_else(|| {
            let names: Vec<&str> = PracticeKind::names().collect();
            let message = format!("`{written}` is not a type of practice that search engines know");
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, message)
                .did_you_mean(written, names.iter().copied())
                .help(format!("types: {}", names.join(", ")));
            self.checker.add(diagnostic, &[Step::Key("practice"), Step::Key("type")]);
            PracticeKind::default()
        })
    }

    /// The specialties as they are written; one that means no field of medicine gets a warning.
    fn specialties(&mut self, written: Vec<String>) -> Vec<String> {
        for (at, word) in written.iter().enumerate().filter(|(_, word)| Specialty::named(word).is_none()) {
            let message =
                format!("`{word}` is not a specialty that Bedside knows, so the calendar and search engines ignore it");
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_SPECIALTY, message)
                .did_you_mean(word, Specialty::words())
                .help("use a common name, such as `family medicine`, `orthopedics`, `OB/GYN` or `dentist`");
            self.checker.add(diagnostic, &[Step::Key("practice"), Step::Key("specialties"), Step::Item(at)]);
        }
        written
    }

    /// An address of email; anything else leads patients nowhere.
    fn email(&mut self, written: Option<String>) -> Option<String> {
        let written = written.map(|written| written.trim().to_owned()).filter(|written| !written.is_empty())?;
        let foreign = |sign: char| sign.is_whitespace() || sign.is_control() || "<>()[]\\,;:\"".contains(sign);
        let has_parts = written.rsplit_once('@').is_some_and(|(name, host)| {
            let is_host = host.contains('.') && host.split('.').all(|part| !part.is_empty());
            !name.is_empty() && !name.contains('@') && is_host
        });
        if has_parts && !written.contains(foreign) {
            return Some(written);
        }
        let message = format!("`{written}` is not an email address");
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, message)
            .help("write one address and nothing else, such as `office@practice.example`");
        self.checker.add(diagnostic, &[Step::Key("practice"), Step::Key("email")]);
        None
    }

    fn npi(&mut self, written: &str) -> Option<String> {
        let problem = match identifier::npi(written) {
            Ok(npi) => return Some(npi),
            Err(problem) => problem,
        };
        let message = format!("`{written}` is not a valid National Provider Identifier: {problem}");
        let diagnostic = Diagnostic::new(&codes::BAD_IDENTIFIER, message).help("copy it from npiregistry.cms.hhs.gov");
        self.checker.add(diagnostic, &[Step::Key("practice"), Step::Key("npi")]);
        None
    }

    fn profiles(&mut self, written: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut profiles = Vec::new();
        for (channel, url) in written {
            let url = self.checker.safe_link(Some(url), &[Step::Key("profiles"), Step::Key(channel.as_str())]);
            profiles.extend(url.map(|url| (channel, url)));
        }
        profiles
    }

    fn channels(&mut self, written: &[String]) -> Vec<String> {
        let mut channels: Vec<String> = Vec::with_capacity(written.len());
        for (at, name) in written.iter().enumerate() {
            if let Some(first) = channels.iter().position(|known| known == name) {
                let first = self.checker.yaml.place(&[Step::Key("channels"), Step::Item(first)]);
                let diagnostic = Diagnostic::new(&codes::DUPLICATE_KEY, format!("the channel `{name}` is given twice"))
                    .note("it was given here first", first)
                    .help("remove one of them");
                self.checker.add(diagnostic, &[Step::Key("channels"), Step::Item(at)]);
                continue;
            }
            channels.push(name.clone());
            if !CHANNELS.contains(&name.as_str()) {
                let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{name}` is not a channel Bedside knows"))
                    .did_you_mean(name, CHANNELS)
                    .help(format!("channels: {}", CHANNELS.join(", ")));
                self.checker.add(diagnostic, &[Step::Key("channels"), Step::Item(at)]);
            }
        }
        channels
    }

    fn editorial(&mut self, file: EditorialFile) -> Editorial {
        let style = file.citation_style.as_deref().map(str::to_ascii_lowercase);
        let citation_style = match style.as_deref() {
            None | Some("ama") => CitationStyle::Ama,
            Some("nlm" | "vancouver") => CitationStyle::Nlm,
            Some("apa") => CitationStyle::Apa,
            Some(other) => {
                let message = format!("`{other}` is not a citation style; expected `ama`, `nlm` or `apa`");
                let path = [Step::Key("editorial"), Step::Key("citation_style")];
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path);
                CitationStyle::Ama
            }
        };
        Editorial {
            review_every: self.age("review_every", file.review_every.as_deref(), 36),
            citation_style,
            reading_grade: file.reading_grade,
            show_reading_grade: file.show_reading_grade.unwrap_or(false),
            mix: self.mix(file.mix.unwrap_or_default().0),
            source_age: file.source_age.map(|written| self.age("source_age", Some(&written), 60)),
            disclaimer: file.disclaimer,
            trusted_sources: file.trusted_sources.unwrap_or_default(),
            claim_review: file.claim_review.unwrap_or(true),
        }
    }

    /// The mix of kinds, where its words and its sum are right.
    fn mix(&mut self, written: Vec<(String, usize)>) -> Vec<(String, usize)> {
        const KINDS: [&str; 5] = ["article", "myth", "story", "update", "event"];
        let path = [Step::Key("editorial"), Step::Key("mix")];
        if let Some((kind, _)) = written.iter().find(|(kind, _)| !KINDS.contains(&kind.as_str())) {
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{kind}` is not a kind of post"));
            let diagnostic = diagnostic.did_you_mean(kind, KINDS).help(format!("kinds: {}", KINDS.join(", ")));
            self.checker.add(diagnostic, &[path[0], path[1], Step::Key(kind)]);
            return Vec::new();
        }
        let sum: usize = written.iter().map(|(_, share)| share).sum();
        if !written.is_empty() && sum != 100 {
            let message = format!("the shares of `mix` add up to {sum}, not 100");
            self.checker.add(
                Diagnostic::new(&codes::BAD_VALUE, message).help("write a percentage for each kind of post"),
                &path,
            );
            return Vec::new();
        }
        written
    }

    /// A span of time in months.
    fn age(&mut self, key: &str, written: Option<&str>, usual: u32) -> u32 {
        let Some(text) = written else { return usual };
        if let Some(months) = months(text) {
            return months;
        }
        let message = format!("`{text}` is not a length of time");
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, message).help("write it as `3 years` or `18 months`");
        self.checker.add(diagnostic, &[Step::Key("editorial"), Step::Key(key)]);
        usual
    }

    fn images(&mut self, file: ImagesFile) -> Images {
        let mut sizes = file.sizes.unwrap_or_else(|| vec![240, 480, 800, 1200, 1600]);
        let path = [Step::Key("images"), Step::Key("sizes")];
        if sizes.is_empty() || sizes.iter().any(|size| !(16..=4096).contains(size)) {
            let message = "picture sizes are widths from 16 to 4096 pixels";
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path);
            sizes = vec![240, 480, 800, 1200, 1600];
        }
        sizes.sort_unstable();
        sizes.dedup();
        let quality = file.quality.unwrap_or(82);
        if !(1..=100).contains(&quality) {
            let message = format!("picture quality is a number from 1 to 100, but found {quality}");
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &[Step::Key("images"), Step::Key("quality")]);
        }
        Images { sizes, quality: quality.clamp(1, 100) }
    }

    fn card_design(&mut self, written: Option<String>) -> CardDesign {
        let Some(written) = written else { return CardDesign::default() };
        CardDesign::named(&written).unwrap_or_else(|| {
            let message = format!("`{written}` is not a card design; expected `plain` or `image`");
            let path = [Step::Key("cards"), Step::Key("design")];
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path);
            CardDesign::default()
        })
    }

    fn raw_html(&mut self, written: Option<&str>) -> RawHtml {
        match written {
            None | Some("sanitize") => RawHtml::Sanitize,
            Some("escape") => RawHtml::Escape,
            Some("allow") => RawHtml::Allow,
            Some(other) => {
                let message = format!("`{other}` is not known; expected `sanitize`, `escape` or `allow`");
                let path = [Step::Key("markdown"), Step::Key("raw_html")];
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path);
                RawHtml::Sanitize
            }
        }
    }

    fn editor(&mut self, written: Option<&str>) -> Option<Editor> {
        match written {
            None | Some("none") => None,
            Some("vscode") => Some(Editor::VsCode),
            Some("zed") => Some(Editor::Zed),
            Some("idea") => Some(Editor::Idea),
            Some(other) => {
                let message = format!("`{other}` is not known; expected `vscode`, `zed`, `idea` or `none`");
                let path = [Step::Key("preview"), Step::Key("editor")];
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &path);
                None
            }
        }
    }

    fn paginate_by(&mut self, written: Option<usize>) -> usize {
        match written {
            Some(0) => {
                let message = "a page of a list needs at least 1 document";
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), &[Step::Key("paginate_by")]);
                20
            }
            Some(count) => count,
            None => 20,
        }
    }

    pub(super) fn navigation(
        &mut self,
        items: Vec<super::file::NavigationFile>,
        base: &[Step<'_>],
    ) -> Vec<NavigationItem> {
        let mut navigation = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let path = [base, &[Step::Key("navigation"), Step::Item(at)]].concat();
            match (item.title, item.url) {
                (Some(title), Some(url)) => {
                    let url = self.checker.safe_link(Some(url), &[&path[..], &[Step::Key("url")]].concat());
                    navigation.extend(url.map(|url| NavigationItem { title, url }));
                }
                (None, _) => {
                    self.checker.missing("title", &path, "every entry of the navigation needs a `title` and a `url`");
                }
                (_, None) => {
                    self.checker.missing("url", &path, "every entry of the navigation needs a `title` and a `url`");
                }
            }
        }
        navigation
    }
}

fn months(text: &str) -> Option<u32> {
    let (count, unit) = text.trim().split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=1200).contains(count))?;
    match unit.trim().trim_end_matches('s') {
        "year" => Some(count * 12),
        "month" => Some(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let outcome = read(text, &Overrides::default());
        outcome.diagnostics.iter().map(|d| format!("{}: {}", d.code.name, d.message)).collect()
    }

    const WHOLE: &str = "title: A\nurl: https://a.example\ntimezone: America/Chicago\npractice:\n  name: P\n";

    #[test]
    fn the_four_required_keys_are_enough() {
        let outcome = read(WHOLE, &Overrides::default());
        assert_eq!(outcome.diagnostics, []);
        assert_eq!(outcome.value.language(), "en");
        assert_eq!(outcome.value.paginate_by, 20);
    }

    #[test]
    fn an_empty_file_names_all_that_is_missing() {
        let missing = messages("");
        assert_eq!(missing.len(), 4, "{missing:?}");
        for key in ["title", "url", "timezone", "practice.name"] {
            assert!(
                missing.iter().any(|m| m == &format!("yaml/missing-key: the key `{key}` is missing")),
                "{key}: {missing:?}"
            );
        }
    }

    #[test]
    fn every_problem_is_told_in_one_run() {
        let text = format!("{WHOLE}titel: x\npaginate_by: many\nbrand: {{color: teal}}\nlanguage: english\n");
        assert_eq!(
            messages(&text),
            [
                "yaml/unknown-key: unknown key `titel`",
                "yaml/wrong-type: expected a whole number, but found the text \"many\"",
                "yaml/bad-value: `english` is not a language tag",
                "yaml/bad-value: `teal` is not a color",
            ]
        );
    }

    #[test]
    fn a_wrong_zone_gets_a_suggestion() {
        let outcome = read(&WHOLE.replace("Chicago", "Chicgo"), &Overrides::default());
        assert_eq!(outcome.diagnostics[0].help[0], "did you mean `America/Chicago`?");
    }

    #[test]
    fn an_abbreviated_zone_leads_to_the_city_of_the_region() {
        let cases = [
            ("EST", "region: NY", "America/New_York"),
            ("Eastern Time", "region: NY", "America/New_York"),
            ("GMT-5", "region: NY", "America/New_York"),
            ("Etc/GMT+5", "region: NY", "America/New_York"),
            ("EST5EDT", "region: New York", "America/New_York"),
            ("EST", "region: Indiana", "America/Indiana/Indianapolis"),
            ("EST", "region: Michigan", "America/Detroit"),
            ("MST", "region: AZ", "America/Phoenix"),
            ("MDT", "region: CO", "America/Denver"),
            ("pst", "region: California", "America/Los_Angeles"),
            ("CST", "region: TN", "America/Chicago"),
            ("EST", "region: TN", "America/New_York"),
            ("HST", "region: HI", "Pacific/Honolulu"),
            ("CST6CDT", "city: Springfield", "America/Chicago"),
            ("CET", "country: DE", "Europe/Berlin"),
            ("CET", "country: Austria", "Europe/Vienna"),
            ("BST", "country: GB", "Europe/London"),
            ("IST", "country: IN", "Asia/Kolkata"),
            ("AEST", "country: AU", "Australia/Sydney"),
            ("EST", "region: ON, country: CA", "America/Toronto"),
        ];
        for (written, place, city) in cases {
            let text = WHOLE.replace("America/Chicago", written) + &format!("  address: {{{place}}}\n");
            let outcome = read(&text, &Overrides::default());
            let help = outcome.diagnostics.iter().flat_map(|d| d.help.iter()).next();
            assert_eq!(help, Some(&format!("use the zone's city: `timezone: {city}`")), "{written} {place}");
            assert!(Zone::named(city).is_some(), "{city}");
        }
    }

    #[test]
    fn a_channel_given_twice_is_reported_at_its_place() {
        let outcome = read(&format!("{WHOLE}channels: [x, facebook, x]\n"), &Overrides::default());
        assert_eq!(outcome.value.channels, ["x", "facebook"]);
        let diagnostic = &outcome.diagnostics[0];
        assert_eq!(diagnostic.message, "the channel `x` is given twice");
        let at = format!("{WHOLE}channels: [x, facebook, ").len();
        assert_eq!(diagnostic.place.as_ref().and_then(|place| place.range.clone()), Some(at..at + 1));
    }

    #[test]
    fn a_duplicate_key_shows_both_places() {
        let outcome = read(&format!("{WHOLE}title: B\n"), &Overrides::default());
        let diagnostic = &outcome.diagnostics[0];
        assert_eq!(diagnostic.code.name, "yaml/duplicate-key");
        assert_eq!(diagnostic.place.as_ref().and_then(|p| p.range.clone()), Some(WHOLE.len()..WHOLE.len() + 5));
        assert_eq!(diagnostic.notes[0].place.range, Some(0..5));
    }
}
