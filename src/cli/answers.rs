//! What a new site needs to know, and which answers make sense.

use crate::base::{Zone, slugify};
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
}

/// Takes a name that can stand in a heading.
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
    let form = || format!("`{}` is no website address; expected one such as `https://www.example.com`", visible(text));
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme)).ok_or_else(form)?;
    if text.contains(['?', '#']) {
        return Err("the address of a site has no part after `?` or `#`".to_owned());
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
    let text = text.trim().replace(' ', "_");
    let names = Zone::names();
    if let Some(name) = names.iter().find(|name| name.eq_ignore_ascii_case(&text))
        && Zone::named(name).is_some()
    {
        return Ok(name.clone());
    }
    let hint = did_you_mean(&text, names.iter().map(String::as_str))
        .unwrap_or_else(|| "expected a name such as `America/New_York`".to_owned());
    Err(format!("there is no time zone `{}`; {hint}", visible(&text)))
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
    Err(format!("`{}` is no language tag; expected one such as `en` or `es`", visible(text)))
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
    fn languages_are_tags() {
        assert!(language("en").is_ok() && language("es-MX").is_ok());
        assert!(language("english").is_err() && language("e").is_err() && language("en-").is_err());
    }
}
