//! Names of authors and editors: `Wright JT Jr, Williamson JD, et al`.

use crate::reference::Name;

/// How many names a style shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct EtAl {
    /// More names than these are cut.
    pub(super) most: usize,
    /// To how many they are cut.
    pub(super) first: usize,
}

/// The names with commas; `others` says that the work has more than those.
pub(super) fn list(names: &[Name], others: bool, rule: EtAl) -> String {
    let is_cut = others || names.len() > rule.most;
    let shown = if is_cut { rule.first.min(names.len()) } else { names.len() };
    let mut list: Vec<String> = names[..shown].iter().map(name).collect();
    if is_cut {
        list.push("et al".to_owned());
    }
    list.join(", ")
}

fn name(name: &Name) -> String {
    match name {
        Name::Literal(text) => text.trim_end_matches('.').to_owned(),
        Name::Person { family, given, suffix } => {
            let suffix = suffix.as_deref().unwrap_or_default().trim_end_matches('.');
            let parts = [family.as_str(), &initials(given), suffix];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Initials without stops: `Mary-Jane Q.` is `MJQ`; what is already initials stays.
fn initials(given: &str) -> String {
    let is_initials = !given.is_empty() && given.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'));
    if is_initials {
        return given.chars().filter(|c| c.is_uppercase()).collect();
    }
    given.split([' ', '-', '.']).filter_map(|part| part.chars().next()).flat_map(char::to_uppercase).collect()
}

/// Whether names are one group, and which.
pub(super) fn sole_group(names: &[Name]) -> Option<&str> {
    match names {
        [Name::Literal(group)] => Some(group),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMA: EtAl = EtAl { most: 6, first: 3 };

    fn people(families: &[&str]) -> Vec<Name> {
        let person = |family: &&str| Name::Person { family: (*family).into(), given: "A".into(), suffix: None };
        families.iter().map(person).collect()
    }

    #[test]
    fn initials_lose_their_stops() {
        for (given, expected) in [("Mary-Jane Q.", "MJQ"), ("J. C.", "JC"), ("JC", "JC"), ("", ""), ("élodie", "É")] {
            assert_eq!(initials(given), expected);
        }
    }

    #[test]
    fn seven_authors_become_three_and_et_al() {
        let six = people(&["B", "C", "D", "E", "F", "G"]);
        assert_eq!(list(&six, false, AMA), "B A, C A, D A, E A, F A, G A");
        assert_eq!(list(&[six.as_slice(), &people(&["H"])].concat(), false, AMA), "B A, C A, D A, et al");
    }

    #[test]
    fn authors_that_are_not_listed_count() {
        assert_eq!(list(&people(&["B", "C"]), true, AMA), "B A, C A, et al");
        assert_eq!(list(&people(&["B", "C", "D", "E"]), true, AMA), "B A, C A, D A, et al");
        assert_eq!(list(&people(&["B", "C", "D", "E"]), true, EtAl { most: 6, first: 6 }), "B A, C A, D A, E A, et al");
    }

    #[test]
    fn a_suffix_follows_the_initials() {
        let name = Name::Person { family: "Wright".into(), given: "J. T.".into(), suffix: Some("Jr.".into()) };
        assert_eq!(list(&[name], false, AMA), "Wright JT Jr");
    }
}
