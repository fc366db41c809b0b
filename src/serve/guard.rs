//! Who may ask: browsers on this computer that mean this server, and no page of another site.
//!
//! A page of the web can make a browser send requests to this computer. Three things keep it from reading drafts: its own
//! name may be pointed here, but then the `Host` is that name (DNS rebinding); a request from its page carries its
//! `Origin`, or is marked by `Sec-Fetch-Site`; and no answer ever allows another origin to read it.

use std::net::{IpAddr, SocketAddr};

use crate::base::ContentHash;

use super::request::Request;

/// What is wrong with who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The `Host` is not a host.
    Malformed,
    /// The `Host` is another's, or another site's page asks.
    Foreign,
}

/// Lets a request through that came to `local`, the address of this end of the connection.
pub(super) fn check(request: &Request, local: SocketAddr) -> Result<(), Refused> {
    let (name, port) = split_host(&request.host).ok_or(Refused::Malformed)?;
    if port != local.port() || !is_own(name, local.ip()) {
        return Err(Refused::Foreign);
    }
    if !is_own_origin(request) {
        return Err(Refused::Foreign);
    }
    let navigates = request.fetch.mode.as_deref() == Some("navigate");
    match request.fetch.site.as_deref() {
        None | Some("same-origin" | "none") => Ok(()),
        // A link from elsewhere may lead here; a picture or a script of another page may not be taken from here.
        Some(_) if navigates => Ok(()),
        Some(_) => Err(Refused::Foreign),
    }
}

/// Lets a request through that opens the stream of events: never by following a link.
pub(super) fn check_events(request: &Request) -> Result<(), Refused> {
    match request.fetch.site.as_deref() {
        None | Some("same-origin") => Ok(()),
        Some(_) => Err(Refused::Foreign),
    }
}

/// Lets a request through that writes: from this computer or from a browser that has a pass, from a page of this very
/// server, with the secret of this run, which only such a page can read. Away from this computer, where there is no
/// encryption, browsers do not send `Sec-Fetch-Site`; the exact `Origin` and the pass, a cookie that only this server's
/// pages get, replace it.
pub(super) fn check_write(request: &Request, secret: &str, has_pass: bool) -> Result<(), Refused> {
    let from_here = request.origin.is_some() && is_own_origin(request);
    let site = request.fetch.site.as_deref();
    let same_origin =
        if request.is_local { site == Some("same-origin") } else { matches!(site, None | Some("same-origin")) };
    // Compared by their hashes, so that the time it takes tells nothing.
    let hash = |text: &str| ContentHash::of(text.as_bytes());
    let knows = request.secret.as_deref().is_some_and(|said| hash(said) == hash(secret));
    if (request.is_local || has_pass) && from_here && same_origin && knows { Ok(()) } else { Err(Refused::Foreign) }
}

/// Whether the `Origin`, where one is sent, is exactly this server's.
fn is_own_origin(request: &Request) -> bool {
    request.origin.as_deref().is_none_or(|origin| origin == format!("http://{}", request.host))
}

/// Name and port of a `Host`; without a port it is 80.
fn split_host(host: &str) -> Option<(&str, u16)> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            name.parse::<std::net::Ipv6Addr>().ok()?;
            (name, if port.is_empty() { None } else { Some(port.strip_prefix(':')?) })
        }
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    let sound = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
    let port = match port {
        None => 80,
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
        Some(_) => return None,
    };
    sound.then_some((name, port))
}

/// Whether a host's name means this end of the connection: its very address or, on this computer, `localhost`.
fn is_own(name: &str, local: IpAddr) -> bool {
    let local = local.to_canonical();
    match name.parse::<IpAddr>() {
        Ok(address) => address.to_canonical() == local || (address.is_loopback() && local.is_loopback()),
        Err(_) => name.eq_ignore_ascii_case("localhost") && local.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Fetch;
    use super::*;

    fn asked(host: &str, origin: Option<&str>, site: Option<&str>) -> Result<(), Refused> {
        let request = Request {
            host: host.to_owned(),
            origin: origin.map(str::to_owned),
            fetch: Fetch { site: site.map(str::to_owned), ..Fetch::default() },
            ..Request::default()
        };
        check(&request, "127.0.0.1:4747".parse().expect("an address"))
    }

    #[test]
    fn only_own_names_are_answered() {
        for host in ["127.0.0.1:4747", "localhost:4747", "LOCALHOST:4747", "[::1]:4747"] {
            assert_eq!(asked(host, None, None), Ok(()), "{host}");
        }
        let foreign =
            ["evil.example:4747", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:4747", "10.0.0.1:4747"];
        for host in foreign {
            assert_eq!(asked(host, None, None), Err(Refused::Foreign), "{host}");
        }
        for host in
            ["", ":4747", "[::1", "[evil]:4747", "localhost:", "a b:4747", "localhost:99999", "u@localhost:4747"]
        {
            let answer = asked(host, None, None);
            assert!(answer.is_err(), "{host}");
        }
        assert_eq!(asked("a b:4747", None, None), Err(Refused::Malformed));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let own = "http://localhost:4747";
        assert_eq!(asked("localhost:4747", Some(own), Some("same-origin")), Ok(()));
        for origin in
            ["http://evil.example", "null", "http://localhost:4748", "https://localhost:4747", "http://127.0.0.1:4747"]
        {
            assert_eq!(asked("localhost:4747", Some(origin), None), Err(Refused::Foreign), "{origin}");
        }
        assert_eq!(asked("localhost:4747", None, Some("cross-site")), Err(Refused::Foreign));
        assert_eq!(asked("localhost:4747", None, Some("same-site")), Err(Refused::Foreign));
    }

    #[test]
    fn a_link_from_elsewhere_may_lead_here_but_not_to_the_events() {
        let mut request = Request { host: "localhost:4747".to_owned(), ..Request::default() };
        request.fetch.site = Some("cross-site".to_owned());
        request.fetch.mode = Some("navigate".to_owned());
        assert_eq!(check(&request, "127.0.0.1:4747".parse().expect("an address")), Ok(()));
        assert_eq!(check_events(&request), Err(Refused::Foreign));
    }

    #[test]
    fn on_a_network_address_that_address_is_the_name() {
        let mut request = Request { host: "192.168.1.7:4747".to_owned(), ..Request::default() };
        let local = "192.168.1.7:4747".parse().expect("an address");
        assert_eq!(check(&request, local), Ok(()));
        request.host = "localhost:4747".to_owned();
        assert_eq!(check(&request, local), Err(Refused::Foreign));
    }
}
