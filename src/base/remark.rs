//! Remarks to Bedside, as people write them.

/// The word that a remark begins with.
const NAME: &str = "bedside";

/// What a remark says: `allow RULE because REASON` of `bedside: allow RULE because REASON`. Capitals, spaces before the colon
/// and dashes around it all do not matter, and before `allow` there need be no colon. `None` for words that speak to someone else.
#[must_use]
pub fn remark(text: &str) -> Option<&str> {
    let inside = text.trim_matches(|c: char| c == '-' || c.is_whitespace());
    let said =
        inside.get(..NAME.len()).filter(|start| start.eq_ignore_ascii_case(NAME)).map(|_| &inside[NAME.len()..])?;
    let rest = said.trim_start_matches(|c: char| c.is_whitespace() || ":：=,;-–—".contains(c));
    let between = &said[..said.len() - rest.len()];
    let is_remark = between.contains([':', '：']) || !between.is_empty() && allowed(rest).is_some();
    is_remark.then_some(rest)
}

/// What follows the word `allow`.
#[must_use]
pub fn allowed(said: &str) -> Option<&str> {
    const ALLOW: &str = "allow";
    let rest =
        said.get(..ALLOW.len()).filter(|start| start.eq_ignore_ascii_case(ALLOW)).map(|_| &said[ALLOW.len()..])?;
    (rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':'))
        .then(|| rest.trim_start_matches(':').trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_read_as_people_write_them() {
        for text in [
            "bedside: allow plain/jargon because it is explained",
            " bedside : allow plain/jargon because it is explained ",
            "Bedside: allow plain/jargon because it is explained",
            "BEDSIDE:allow plain/jargon because it is explained",
            "- bedside: allow plain/jargon because it is explained -",
            "bedside allow plain/jargon because it is explained",
            "bedside：allow plain/jargon because it is explained",
        ] {
            assert_eq!(remark(text), Some("allow plain/jargon because it is explained"), "{text}");
        }
        for text in ["bedside manner matters", "bedsides: allow x", "bedside", "a bedside: allow x", "bedsideallow x"] {
            assert_eq!(remark(text), None, "{text}");
        }
        assert_eq!(remark("bedside: ignore this"), Some("ignore this"));
        assert_eq!(allowed("Allow: plain/jargon"), Some("plain/jargon"));
        assert_eq!((allowed("allowed x"), allowed("allow")), (None, Some("")));
    }
}
