//! `robots.txt` (RFC 9309): what a host asks programs to leave alone.

/// The name by which a host may address this program.
const OWN: &str = "bedside";

/// The rules of a host that hold for this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Patterns of paths, and whether they are allowed.
    rules: Vec<(String, bool)>,
}

impl Robots {
    /// Reads the group for this program or, where there is none, the one for all.
    pub(super) fn read(text: &str) -> Self {
        let (mut own, mut all): (Option<Vec<_>>, Vec<_>) = (None, Vec::new());
        let (mut is_own, mut is_all, mut in_rules) = (false, false, true);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if in_rules {
                        (is_own, is_all, in_rules) = (false, false, false);
                    }
                    is_own |= value.to_ascii_lowercase().starts_with(OWN);
                    is_all |= value == "*";
                    if is_own {
                        own.get_or_insert_default();
                    }
                }
                "allow" | "disallow" => {
                    in_rules = true;
                    if value.is_empty() {
                        continue;
                    }
                    let rule = (value.to_owned(), key == "allow");
                    if is_own {
                        own.get_or_insert_default().push(rule);
                    } else if is_all {
                        all.push(rule);
                    }
                }
                _ => {}
            }
        }
        Self { rules: own.unwrap_or(all) }
    }

    /// Whether a path may be requested: the longest matching pattern decides and, of two, the more permissive.
    pub(super) fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|(_, allowed)| *allowed)
    }
}

/// Whether a pattern with `*` for any characters and `$` for the end is the beginning of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*').peekable();
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    while let Some(part) = parts.next() {
        if parts.peek().is_none() && to_end {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    !to_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_own_group_decides() {
        let robots = Robots::read(
            "User-agent: *\nDisallow: /private # all\nAllow: /private/open\nDisallow: /*.pdf$\n\nUser-agent: other\nDisallow: /",
        );
        for (path, allowed) in
            [("/", true), ("/private/a", false), ("/private/open/a", true), ("/a.pdf", false), ("/a.pdf.html", true)]
        {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        let own = Robots::read("User-agent: *\nDisallow: /\n\nUser-agent: Bedside\nUser-agent: x\nDisallow: /a\n");
        assert!(own.allow("/b") && !own.allow("/a"));
        assert!(Robots::read("").allow("/a") && Robots::read("User-agent: *\nDisallow:").allow("/a"));
    }
}
