//! The address of a site.

/// `https://example.org/blog`: scheme, host, and the path below which the site lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads an address; `Err` says in words what is wrong with it.
    ///
    /// # Errors
    /// A reason in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or("it does not start with `https://`")?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err("it does not start with `https://`");
        }
        if rest.contains(['?', '#']) {
            return Err("it has a `?` or `#` part");
        }
        let bad =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '@' | '%');
        if rest.contains(bad) {
            return Err("it contains a space or a character that is not allowed in addresses");
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || host.starts_with('.') {
            return Err("it has no host name");
        }
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        if segments.iter().any(|segment| matches!(*segment, "." | "..")) {
            return Err("its path contains `.` or `..`");
        }
        let path = segments.iter().flat_map(|segment| ["/", segment]).collect();
        Ok(Self { origin: format!("{scheme}://{}", host.to_ascii_lowercase()), path })
    }

    /// Scheme and host, `https://example.org`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host, with its port where it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// The path below which the site lives: empty, or `/blog`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The absolute address of a path within the site, which starts in `/`.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{}", self.origin, self.path, path)
    }

    /// The part of `address` below this site's root, starting in `/`, where it points into the site.
    #[must_use]
    pub fn within<'a>(&self, address: &'a str) -> Option<&'a str> {
        let address = address.trim();
        let rest = address.split_once("//").filter(|(scheme, _)| {
            scheme.is_empty() || scheme.eq_ignore_ascii_case("https:") || scheme.eq_ignore_ascii_case("http:")
        });
        let rest = rest?.1;
        let host = rest.get(..self.host().len()).filter(|host| host.eq_ignore_ascii_case(self.host()))?;
        let rest = rest[host.len()..].strip_prefix(self.path.as_str())?;
        if rest.is_empty() && self.path.is_empty() { Some("/") } else { rest.starts_with('/').then_some(rest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_path_is_kept_without_its_slash() {
        let url = BaseUrl::parse("https://Example.org/blog/").expect("an address");
        assert_eq!(url.path(), "/blog");
        assert_eq!(url.absolute("/a/"), "https://example.org/blog/a/");
        assert_eq!(url.within("https://example.org/blog/a/"), Some("/a/"));
        assert_eq!(url.within("https://example.org/blogger/"), None);
        assert_eq!(url.within("http://EXAMPLE.org/blog/a/"), Some("/a/"));
        assert_eq!(url.within("//example.org/blog/"), Some("/"));
        assert_eq!(url.within("https://example.org.evil.example/blog/"), None);
        assert_eq!(url.within("mailto:a@example.org"), None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a b",
            "https://a/?q",
            "https://a/../b",
            "https://x@y",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
