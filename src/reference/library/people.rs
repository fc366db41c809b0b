//! Names as the formats write them.

use crate::reference::Name;

/// What may stand behind a name.
const SUFFIXES: [&str; 12] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "1st", "2nd", "3rd", "4th", "5th"];

/// `Family, Given, Suffix`; a name without a comma is a group's.
pub(super) fn inverted(text: &str) -> Name {
    let mut parts = text.split(',').map(str::trim);
    let family = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let Some((given, suffix)) = rest.split_first() else { return Name::Literal(family) };
    if let Some((last, before)) = suffix.split_last()
        && before.is_empty()
    {
        let (given, suffix) = if SUFFIXES.contains(given) { (last, given) } else { (given, last) };
        return Name::Person { family, given: (*given).to_owned(), suffix: Some((*suffix).to_owned()) };
    }
    let (given, suffix) = without_suffix(given);
    Name::Person { family, given: given.to_owned(), suffix: suffix.map(str::to_owned) }
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
        assert_eq!(inverted("Di Pietrantonj, Carlo"), person("Di Pietrantonj", "Carlo", None));
        assert_eq!(inverted("World Health Organization"), Name::Literal("World Health Organization".into()));
        assert_eq!(abbreviated("van der Berg A-M"), person("van der Berg", "A-M", None));
        assert_eq!(abbreviated("Wright JT Jr"), person("Wright", "JT", Some("Jr")));
        assert_eq!(abbreviated("Plato"), Name::Literal("Plato".into()));
    }
}
