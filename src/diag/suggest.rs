//! "Did you mean": the nearest of the names that would have been right.

/// So many problems of a document come with a suggestion. Nobody reads more of them, and each costs a look at all names.
pub const MOST_SUGGESTED: usize = 40;

/// The candidate nearest to `written`, where it is near enough to be a slip of the hand: the Damerau-Levenshtein
/// similarity (0 to 1, case ignored) is at least 0.6, or one contains the other.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const NEAR: f64 = 0.6;
    let written = written.to_lowercase();
    let letters = Letters::of(&written);
    let score = |name: &str| {
        let name = name.to_lowercase();
        let contained = written.len() >= 4 && name.len() >= 4 && (name.contains(&written) || written.contains(&name));
        if !contained && letters.most_similar(&Letters::of(&name)) < NEAR {
            return 0.0;
        }
        let similar = strsim::normalized_damerau_levenshtein(&written, &name);
        if contained { similar.max(NEAR) } else { similar }
    };
    let scored = known.into_iter().map(|name| (score(name), name)).filter(|(score, _)| *score >= NEAR);
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1))).map(|(_, name)| name)
}

/// How many letters a name has, and how often those of each of 32 groups.
struct Letters {
    count: usize,
    groups: [u16; 32],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut letters = Self { count: 0, groups: [0; 32] };
        for letter in name.chars() {
            letters.count += 1;
            let group = &mut letters.groups[u32::from(letter) as usize % 32];
            *group = group.saturating_add(1);
        }
        letters
    }

    /// No distance is smaller than the number of letters that one of the names has and the other has not, so no similarity
    /// is larger than this: it is known much sooner than the similarity itself.
    fn most_similar(&self, other: &Self) -> f64 {
        let missing = |from: &Self, to: &Self| -> u32 {
            from.groups.iter().zip(&to.groups).map(|(from, to)| u32::from(from.saturating_sub(*to))).sum()
        };
        let distance = missing(self, other).max(missing(other, self));
        let longest = u32::try_from(self.count.max(other.count)).unwrap_or(u32::MAX);
        if longest == 0 { 1.0 } else { 1.0 - f64::from(distance) / f64::from(longest) }
    }
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

    proptest::proptest! {
        #[test]
        fn names_that_are_left_out_early_are_far(a in "[a-cä/-]{0,12}", b in "[a-cä/-]{0,12}") {
            let most = Letters::of(&a).most_similar(&Letters::of(&b));
            proptest::prop_assert!(strsim::normalized_damerau_levenshtein(&a, &b) <= most + 1e-9);
        }
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
