//! What a new site needs to know, and which answers make sense.

use crate::base::{Zone, slugify};
use crate::config::Specialty;
use crate::diag::did_you_mean;

use super::visible::visible;

/// The answers from which a new site is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    /// The practice's name.
    pub(super) name: String,
    /// The site's address without a final `/`.
    pub(super) url: String,
    /// The IANA name of the time zone.
    pub(super) timezone: String,
    /// The physician's name as patients see it.
    pub(super) author: String,
    /// The language of the site, a BCP 47 tag such as `en`.
    pub(super) language: String,
    /// Where the practice is; empty if nobody said.
    pub(super) place: Place,
    /// The color of the practice, such as `#0b6e69`; empty for that of the theme.
    pub(super) color: String,
    /// The specialties of the practice, in its own words.
    pub(super) specialties: Vec<String>,
    /// The telephone number of the practice; empty if nobody said.
    pub(super) phone: String,
    /// Its hours, with `;` between two lines; empty if nobody said.
    pub(super) hours: String,
}

/// A town, as far as it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The town.
    pub(super) city: String,
    /// The state, province or region.
    pub(super) region: String,
    /// The country.
    pub(super) country: String,
}

/// Takes a place: `Springfield`, `Springfield, MN` or `Springfield, MN, US`; nothing is one that is not known yet.
pub(super) fn place(text: &str) -> Result<Place, String> {
    if text.trim().is_empty() {
        return Ok(Place::default());
    }
    let parts: Vec<String> =
        text.split(',').map(name).collect::<Result<_, _>>().map_err(|_| {
            format!("`{}` is not a place; expected a town such as `Springfield, MN`", visible(text.trim()))
        })?;
    match parts.as_slice() {
        [city] => Ok(Place { city: city.clone(), ..Place::default() }),
        [city, region] => Ok(Place { city: city.clone(), region: region.clone(), ..Place::default() }),
        [city, region, country] => Ok(Place { city: city.clone(), region: region.clone(), country: country.clone() }),
        _ => Err(format!(
            "`{}` has too many parts; expected a town such as `Springfield, MN` or `Springfield, MN, US`",
            visible(text.trim())
        )),
    }
}

/// Takes a telephone number; nothing is one that is not known yet.
pub(super) fn phone(text: &str) -> Result<String, String> {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    if text.is_empty() || (7..=15).contains(&digits) && is_plain {
        return Ok(text.to_owned());
    }
    Err(format!("`{}` is not a telephone number; expected one such as `(555) 555-0100`", visible(text)))
}

/// Takes opening hours in words, with `;` between two lines; nothing are hours that are not known yet.
pub(super) fn hours(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Ok(String::new()) } else { name(text) }
}

/// Takes a color of six digits; nothing is that of the theme.
pub(super) fn color(text: &str) -> Result<String, String> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    match digits.len() {
        0 => Ok(String::new()),
        6 if digits.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(format!("#{}", digits.to_ascii_lowercase())),
        _ => Err(format!("`{}` is not a color; expected one such as `#0b6e69`", visible(text))),
    }
}

/// Takes a specialty in the words of the practice.
pub(super) fn specialty(text: &str) -> Result<String, String> {
    let text = name(text)?;
    if Specialty::named(&text).is_some() {
        return Ok(text);
    }
    if let Some(specialty) = Specialty::in_spanish(&text) {
        return Ok(specialty.word.to_owned());
    }
    let hint = did_you_mean(&text, Specialty::words())
        .unwrap_or_else(|| "expected one such as `family medicine`, `pediatrics` or `dentist`".to_owned());
    Err(format!("there is no specialty `{}`; {hint}", visible(&text)))
}

/// A name for the folder of a practice's site: `Main Street Clinic` is `main-street-clinic`.
pub(super) fn folder_name(practice: &str) -> String {
    let name = slugify(practice);
    if name.is_empty() { "my-practice".to_owned() } else { name }
}

/// Takes a name that can be in a heading.
pub(super) fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("the name is empty".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err(format!("`{}` contains an invisible control character", visible(text)));
    }
    Ok(text.to_owned())
}

/// Takes the address of a website: `http` or `https`, a host, perhaps a path; a final `/` is dropped.
pub(super) fn url(text: &str) -> Result<String, String> {
    let text = text.trim();
    let form =
        || format!("`{}` is not a website address; expected one such as `https://www.example.com`", visible(text));
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme)).ok_or_else(form)?;
    if text.contains(['?', '#']) {
        return Err("the address of a site cannot contain `?` or `#`".to_owned());
    }
    let (host, path) = text[scheme.len()..].split_once('/').unwrap_or((&text[scheme.len()..], ""));
    let (domain, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let plain_host = !domain.is_empty()
        && domain.split('.').all(|label| !label.is_empty())
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    let plain_path = !path.contains(|c: char| c.is_whitespace() || c.is_control() || "\\\"<>^`{|}".contains(c));
    if !plain_host || !plain_path {
        return Err(form());
    }
    Ok(format!("{scheme}{}", text[scheme.len()..].trim_end_matches('/')))
}

/// Takes an IANA time zone in any case, and gives it in its own.
pub(super) fn timezone(text: &str) -> Result<String, String> {
    let typed = text.trim();
    let text = typed.replace(' ', "_");
    let names = Zone::names();
    if let Some(name) = names.iter().find(|name| name.eq_ignore_ascii_case(&text))
        && Zone::named(name).is_some()
    {
        return Ok(name.clone());
    }
    let hint = did_you_mean(&text, names.iter().map(String::as_str)).unwrap_or_else(|| {
        "expected a name such as `Europe/Madrid`; in the United States `America/New_York` (Eastern), `America/Chicago` \
         (Central), `America/Denver` (Mountain), `America/Phoenix` (Arizona), `America/Los_Angeles` (Pacific), \
         `America/Anchorage` (Alaska) or `Pacific/Honolulu` (Hawaii)"
            .to_owned()
    });
    Err(format!("there is no time zone `{}`; {hint}", visible(typed)))
}

/// Takes a language tag such as `en` or `es-MX` (BCP 47, language and region only).
pub(super) fn language(text: &str) -> Result<String, String> {
    let text = text.trim();
    let (language, region) = text.split_once('-').unwrap_or((text, "US"));
    let letters = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
    };
    if letters(language, 2..=3) && letters(region, 2..=4) {
        return Ok(text.to_owned());
    }
    Err(format!("`{}` is not a language tag; expected one such as `en` or `es`", visible(text)))
}

/// The id of a person: the name without title and degrees. `Dr. Jane Doe, MD` is `jane-doe`.
pub(super) fn person_id(name: &str) -> String {
    let name = name.split(',').next().unwrap_or(name);
    let id = slugify(name);
    let bare = ["dr-", "prof-"].iter().find_map(|title| id.strip_prefix(title)).unwrap_or(&id);
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sites_are_taken() {
        let cases = [
            ("https://www.example.com/", "https://www.example.com"),
            (" http://localhost:8080 ", "http://localhost:8080"),
            ("HTTPS://example.org/blog/", "https://example.org/blog"),
            ("https://práctica.example", "https://práctica.example"),
        ];
        for (text, taken) in cases {
            assert_eq!(url(text).as_deref(), Ok(taken), "{text}");
        }
    }

    #[test]
    fn other_addresses_are_not() {
        let cases = [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https:///x",
            "https://a..b",
            "https://a b.com",
            "https://example.com/?a=b",
            "https://example.com/#top",
            "https://me:secret@example.com",
            "https://example.com:port",
            "https://example.com:0",
            "https://example.com/a\"b",
            "javascript:alert(1)",
        ];
        for text in cases {
            assert!(url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn zones_are_named_as_the_database_does() {
        assert_eq!(timezone("america/new york").as_deref(), Ok("America/New_York"));
        let error = timezone("America/Chigaco").expect_err("no such zone");
        assert!(error.contains("did you mean `America/Chicago`?"), "{error}");
        // Whoever types a town learns which name is meant, and each of those is taken.
        let error = timezone(" Springfield, MN ").expect_err("no such zone");
        assert!(error.starts_with("there is no time zone `Springfield, MN`; expected a name such as"), "{error}");
        let named: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
        assert_eq!(named.len(), 8, "{error}");
        for name in named {
            assert_eq!(timezone(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn people_have_plain_ids() {
        let cases = [
            ("Dr. Jane Doe, MD", "jane-doe"),
            ("Elena Marsh", "elena-marsh"),
            ("José Ñandú, DO", "jose-nandu"),
            ("Drew Prof", "drew-prof"),
        ];
        for (name, id) in cases {
            assert_eq!(person_id(name), id, "{name}");
        }
    }

    #[test]
    fn places_are_towns() {
        let parts = |text| place(text).map(|place| [place.city, place.region, place.country].join("|"));
        assert_eq!(parts("").as_deref(), Ok("||"));
        assert_eq!(parts(" Springfield ").as_deref(), Ok("Springfield||"));
        assert_eq!(parts("St. Paul, MN, US").as_deref(), Ok("St. Paul|MN|US"));
        assert!(parts("a, b, c, d").is_err() && parts("Springfield,").is_err() && parts("a\u{7}b").is_err());
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(color("0B6E69").as_deref(), Ok("#0b6e69"));
        assert_eq!(color("").as_deref(), Ok(""));
        for text in ["teal", "#123", "#12345g", "#\u{e4}\u{e4}\u{e4}"] {
            assert!(color(text).is_err(), "{text}");
        }
    }

    #[test]
    fn specialties_are_known_words() {
        assert_eq!(specialty(" Family medicine").as_deref(), Ok("Family medicine"));
        assert_eq!(specialty("pediatría").as_deref(), Ok("pediatrics"));
        let error = specialty("paediatrix").expect_err("no specialty");
        assert!(error.starts_with("there is no specialty `paediatrix`"), "{error}");
    }

    #[test]
    fn languages_are_tags() {
        assert!(language("en").is_ok() && language("es-MX").is_ok());
        assert!(language("english").is_err() && language("e").is_err() && language("en-").is_err());
    }
}
