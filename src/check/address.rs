//! Addresses of links that no reader can follow, whatever follows them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The path of an address that leads to the reader's own computer or local network; `None` for any other address.
///
/// `localhost` and everything below it (RFC 6761), the addresses of the loopback and "this host" (RFC 1122, RFC 4291), and
/// `.local` (RFC 6762), and networks of houses and offices (RFC 1918, RFC 3927).
pub(super) fn path_on_this_computer(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http:" | "https:" | "") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    is_local(host).then(|| path.split(['?', '#']).next().unwrap_or_default())
}

fn is_local(host: &str) -> bool {
    if let Some(inside) = host.strip_prefix('[') {
        let address = inside.split(']').next().and_then(|text| text.parse::<Ipv6Addr>().ok());
        return address.is_some_and(|address| {
            let mapped = address.to_ipv4_mapped().is_some_and(is_local_v4);
            address.is_loopback() || address.is_unspecified() || mapped
        });
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.').to_ascii_lowercase();
    match name.parse::<Ipv4Addr>() {
        Ok(address) => is_local_v4(address),
        Err(_) => ["localhost", "local", "localdomain"].iter().any(|end| {
            name.strip_suffix(end)
                .is_some_and(|before| before.ends_with('.') || before.is_empty() && *end == "localhost")
        }),
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_unspecified() || address.is_private() || address.is_link_local()
}

/// The complete address for one without its slashes: `http:/cdc.gov`, `https:cdc.gov`; empty if it names no host.
pub(super) fn with_slashes(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.trim_start_matches(['/', '\\']);
    let is_whole = rest.starts_with("//") && rest.len() == host.len() + 2 && !host.is_empty();
    (is_web && !is_whole).then(|| if host.is_empty() { String::new() } else { format!("{scheme}://{host}") })
}

/// What is missing in a link to a telephone, a text line or a mailbox.
pub(super) fn lacks_contact(address: &str) -> Option<&'static str> {
    let (scheme, rest) = address.split_once(':')?;
    let whom = rest.split('?').next().unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "tel" | "sms" if whom.starts_with("//") => {
            Some("the number directly after the colon, such as `tel:312-555-0100`")
        }
        "tel" | "sms" => {
            (!whom.contains(|c: char| c.is_ascii_digit())).then_some("a number, such as `tel:312-555-0100`")
        }
        // A letter without an address, which the reader adds, begins with its subject.
        "mailto" if whom.is_empty() && rest.len() > 1 => None,
        "mailto" => {
            let is_whole = whom
                .replace("%40", "@")
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
            (!is_whole).then_some("an address, such as `mailto:office@clinic.example`")
        }
        _ => None,
    }
}

/// Whether a link looks like an address of the web that lacks its `https://`: `www.example.org`, `example.org/flu`.
pub(super) fn lacks_scheme(written: &str) -> bool {
    // Codes of countries that are languages too, such as `.es`, end the names of translated files.
    const ENDINGS: [&str; 21] = [
        ".com", ".org", ".net", ".gov", ".edu", ".info", ".health", ".int", ".mil", ".io", ".us", ".eu", ".uk", ".ca",
        ".au", ".nz", ".ie", ".mx", ".ch", ".care", ".clinic",
    ];
    let host = written.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let has_parts = host.split('.').all(|part| !part.is_empty()) && host.contains('.');
    has_parts && (host.starts_with("www.") || ENDINGS.iter().any(|ending| host.ends_with(ending)))
}

/// What a link that leads nowhere was to be, where its form tells: an address of the web, of email, a telephone number, a path
/// as Windows writes it.
pub(super) fn meant(written: &str) -> Option<String> {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let behind = ["https", "http"].iter().find_map(|scheme| {
        let rest = lower.strip_prefix(scheme)?.trim_start_matches(['/', '\\', ';']);
        // `https-and-you` is a page.
        (lower.len() > scheme.len() + rest.len()).then(|| &written[written.len() - rest.len()..])
    });
    if let Some(rest) = behind.filter(|rest| rest.contains('.')) {
        return Some(format!("a web address begins with `https://`: write `https://{rest}`"));
    }
    let is_mail = written.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !written.contains(['/', ' '])
    });
    if is_mail {
        return Some(format!("an email link begins with `mailto:`: write `mailto:{written}`"));
    }
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let is_number = written.chars().all(|c| c.is_ascii_digit() || " ()+-.\u{a0}\u{2011}".contains(c));
    if is_number && (digits >= 7 || digits == 3 && written.len() == 3) {
        let number = written.replace(['(', ')'], "").replace([' ', '.', '\u{a0}', '\u{2011}'], "-");
        return Some(format!("a telephone link begins with `tel:`: write `tel:{number}`"));
    }
    written.contains('\\').then(|| format!("write `/` instead of `\\`: `{}`", written.replace('\\', "/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_computer_are_known_in_every_spelling() {
        for (address, path) in [
            ("http://localhost/", Some("/")),
            ("http://localhost:4747/articles/flu/", Some("/articles/flu/")),
            ("HTTP://LOCALHOST", Some("")),
            ("http://127.0.0.1:4747/a?b#c", Some("/a")),
            ("http://127.1.2.3/", Some("/")),
            ("https://0.0.0.0:8000/a/", Some("/a/")),
            ("http://[::1]:4747/a/", Some("/a/")),
            ("http://[::]/", Some("/")),
            ("http://[::ffff:127.0.0.1]/", Some("/")),
            ("http://practice.local/a/", Some("/a/")),
            ("http://a.localhost/", Some("/")),
            ("//localhost/a", Some("/a")),
            ("http://me@localhost/a", Some("/a")),
            ("http://192.168.1.5/a", Some("/a")),
            ("http://10.0.0.2:8080", Some("")),
            ("https://example.org/localhost", None),
            ("https://localhost.example.org/", None),
            ("https://local.example.org/", None),
            ("https://local/", None),
            ("https://8.8.8.8/", None),
            ("mailto:a@localhost", None),
        ] {
            assert_eq!(path_on_this_computer(address), path, "{address}");
        }
    }

    #[test]
    fn an_address_without_its_slashes_is_made_whole() {
        for (written, whole) in [
            ("http:/cdc.gov", Some("http://cdc.gov")),
            ("https:cdc.gov/flu", Some("https://cdc.gov/flu")),
            ("https:///cdc.gov", Some("https://cdc.gov")),
            ("http://", Some("")),
            ("https://cdc.gov", None),
            ("mailto:a@b.org", None),
            ("//cdc.gov", None),
        ] {
            assert_eq!(with_slashes(written).as_deref(), whole, "{written}");
        }
    }

    #[test]
    fn what_a_link_was_to_be_is_told_by_its_form() {
        for (written, end) in [
            ("https//cdc.gov/flu", Some("`https://cdc.gov/flu`")),
            ("HTTP;//cdc.gov", Some("`https://cdc.gov`")),
            ("info@clinic.example", Some("`mailto:info@clinic.example`")),
            ("555-0100", Some("`tel:555-0100`")),
            ("(312) 555-0100", Some("`tel:312-555-0100`")),
            ("+1.312.555.0100", Some("`tel:+1-312-555-0100`")),
            ("988", Some("`tel:988`")),
            ("a\\flu.md", Some("`a/flu.md`")),
            ("flu", None),
            ("2024", None),
            ("2024/05", None),
            ("httpd.md", None),
            ("https-and-you", None),
            ("articles/flu@home.md", None),
        ] {
            let meant = meant(written);
            assert_eq!(meant.is_some(), end.is_some(), "{written}: {meant:?}");
            assert!(meant.unwrap_or_default().ends_with(end.unwrap_or_default()), "{written}");
        }
    }

    #[test]
    fn a_contact_needs_a_number_or_an_address() {
        for address in ["tel:", "tel:call-us", "SMS:", "mailto:", "mailto:info", "mailto:@b.org", "mailto:a@"] {
            assert!(lacks_contact(address).is_some(), "{address}");
        }
        for address in
            ["tel:911", "sms:988?body=HOME", "mailto:a@b.org", "mailto:?subject=x", "mailto:a%40b.org", "https://a.org"]
        {
            assert_eq!(lacks_contact(address), None, "{address}");
        }
    }

    #[test]
    fn an_address_without_its_scheme_is_told_from_a_file() {
        for written in ["www.example.org", "WWW.cdc.gov/flu", "example.org/a", "cdc.gov", "who.int/news", "nhs.uk/flu"]
        {
            assert!(lacks_scheme(written), "{written}");
        }
        for written in ["flu.md", "../flu.md", "form.pdf", "a/example.org.md", "www", "articles/flu/", "flu.es"] {
            assert!(!lacks_scheme(written), "{written}");
        }
    }
}
