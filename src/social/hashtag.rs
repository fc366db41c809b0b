//! Hashtags from names.

/// A name as a hashtag without its `#`, each word with a capital, so that screen readers can tell the words apart:
/// `High blood pressure` is `HighBloodPressure`. `None` if nothing but digits would be left, which no network links.
#[must_use]
pub fn hashtag(name: &str) -> Option<String> {
    let mut tag = String::with_capacity(name.len());
    for word in name.split(|sign: char| !sign.is_alphanumeric() && sign != '\'' && sign != '’') {
        let mut signs = word.chars().filter(|sign| sign.is_alphanumeric());
        tag.extend(signs.next().into_iter().flat_map(char::to_uppercase));
        tag.extend(signs);
    }
    tag.chars().any(char::is_alphabetic).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_their_capitals() {
        let cases = [
            ("High blood pressure", Some("HighBloodPressure")),
            ("COVID-19", Some("COVID19")),
            ("Women's health", Some("WomensHealth")),
            ("Salud después de los 50", Some("SaludDespuésDeLos50")),
            ("2026", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(hashtag(name).as_deref(), expected, "{name}");
        }
    }
}
