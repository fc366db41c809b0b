//! Names as the formats write them.

use crate::reference::Name;

/// What may follow a name.
const SUFFIXES: [&str; 14] =
    ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2d", "3d", "1st", "2nd", "3rd", "4th", "5th"];

/// Words of groups, whose last word may be a capital: `Study Group A`.
const GROUPS: [&str; 16] = [
    "group",
    "committee",
    "organization",
    "organisation",
    "association",
    "society",
    "college",
    "academy",
    "institute",
    "university",
    "department",
    "ministry",
    "network",
    "consortium",
    "collaboration",
    "centers",
];

/// `Family, Given, Suffix`; a name without a comma is a group's, unless initials with stops end it.
pub(super) fn inverted(text: &str) -> Name {
    let mut parts = text.split(',').map(str::trim);
    let family = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let Some((given, suffix)) = rest.split_first() else { return with_stops(&family) };
    // `A, B, and C Society` is a group.
    if suffix.len() > 1
        || suffix.iter().any(|part| part.starts_with("and ") || part.starts_with("& "))
        || is_group(text)
    {
        return Name::Literal(text.trim().to_owned());
    }
    if let Some(last) = suffix.first() {
        let (given, suffix) = if SUFFIXES.contains(given) { (last, given) } else { (given, last) };
        return Name::Person { family, given: (*given).to_owned(), suffix: Some((*suffix).to_owned()) };
    }
    let (given, suffix) = without_suffix(given);
    Name::Person { family, given: given.to_owned(), suffix: suffix.map(str::to_owned) }
}

/// `Roe A.B.`, as Embase and Scopus write persons.
fn with_stops(text: &str) -> Name {
    let is_initials = |word: &str| {
        word.contains('.')
            && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'))
            && word.chars().filter(|c| c.is_uppercase()).count() <= 4
    };
    match text.rsplit_once(' ') {
        Some((family, given)) if is_initials(given) && !is_group(family) => {
            Name::Person { family: family.trim().to_owned(), given: given.to_owned(), suffix: None }
        }
        _ => Name::Literal(text.to_owned()),
    }
}

/// `Roe AB, Poe CD, Moe E`: persons in the form of PubMed, parted by commas.
pub(super) fn listed(text: &str) -> Option<Vec<Name>> {
    let is_person = |part: &str| {
        let Some((family, initials)) = part.trim().rsplit_once(' ') else { return false };
        family.chars().any(char::is_lowercase)
            && (1..=3).contains(&initials.chars().count())
            && initials.chars().all(char::is_uppercase)
            && !SUFFIXES.contains(&initials)
            && !is_group(family)
    };
    let parts = text.trim().trim_end_matches('.').split(',');
    (text.contains(',') && parts.clone().all(is_person)).then(|| parts.map(abbreviated).collect())
}

fn is_group(text: &str) -> bool {
    text.split_whitespace().any(|word| GROUPS.contains(&word.trim_matches(',').to_lowercase().as_str()))
}

/// `Wright JT Jr`: family name, initials and what follows them.
pub(super) fn abbreviated(text: &str) -> Name {
    let (text, suffix) = without_suffix(text.trim());
    let initials = text.rsplit_once(' ').filter(|(_, last)| last.chars().all(|c| c.is_uppercase() || c == '-'));
    match initials {
        Some((family, given)) => {
            Name::Person { family: family.to_owned(), given: given.to_owned(), suffix: suffix.map(str::to_owned) }
        }
        None => Name::Literal(text.to_owned()),
    }
}

fn without_suffix(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(' ') {
        Some((before, last)) if SUFFIXES.contains(&last) => (before, Some(last)),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(family: &str, given: &str, suffix: Option<&str>) -> Name {
        Name::Person { family: family.into(), given: given.into(), suffix: suffix.map(str::to_owned) }
    }

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(inverted("Wright, Jackson T, Jr"), person("Wright", "Jackson T", Some("Jr")));
        assert_eq!(inverted("Wright, Jackson T Jr"), person("Wright", "Jackson T", Some("Jr")));
        assert_eq!(inverted("King, Jr., Martin Luther"), person("King", "Martin Luther", Some("Jr.")));
        assert_eq!(inverted("Di Pietrantonj, Carlo"), person("Di Pietrantonj", "Carlo", None));
        assert_eq!(inverted("Roe A.B."), person("Roe", "A.B.", None));
        for group in
            ["World Health Organization", "WHO", "Rest Study Group A.", "Department of Health, Education, and Welfare"]
        {
            assert_eq!(inverted(group), Name::Literal(group.into()));
        }
        assert_eq!(abbreviated("van der Berg A-M"), person("van der Berg", "A-M", None));
        assert_eq!(abbreviated("Wright JT Jr"), person("Wright", "JT", Some("Jr")));
        assert_eq!(abbreviated("Plato"), Name::Literal("Plato".into()));
    }
}
