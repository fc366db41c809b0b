//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `written`, where it is near enough to be a slip of the hand: the Damerau-Levenshtein
/// similarity (0 to 1, case ignored) is at least 0.6, or one contains the other.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const NEAR: f64 = 0.6;
    let written = written.to_lowercase();
    let score = |name: &str| {
        let name = name.to_lowercase();
        let contained = written.len() >= 4 && name.len() >= 4 && (name.contains(&written) || written.contains(&name));
        let similar = strsim::normalized_damerau_levenshtein(&written, &name);
        if contained { similar.max(NEAR) } else { similar }
    };
    let scored = known.into_iter().map(|name| (score(name), name)).filter(|(score, _)| *score >= NEAR);
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1))).map(|(_, name)| name)
}

/// The help line that names the nearest candidate, if one is near.
#[must_use]
pub fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(written, known).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Hypertention", ["hypertension", "asthma"]), Some("hypertension"));
        assert_eq!(nearest("diabetes", ["type-2-diabetes", "gout"]), Some("type-2-diabetes"));
    }

    #[test]
    fn far_names_are_not() {
        assert_eq!(nearest("zebra", ["title", "date"]), None);
    }

    #[test]
    fn ties_go_to_the_first_in_the_alphabet() {
        assert_eq!(nearest("cat", ["cap", "car"]), Some("cap"));
    }
}
