//! Languages of works, under any of the names that libraries use.

/// Languages: the tag of BCP 47, the codes of ISO 639-2 that MEDLINE uses, and the name.
const LANGUAGES: [(&str, &[&str], &str); 24] = [
    ("en", &["eng"], "english"),
    ("es", &["spa"], "spanish"),
    ("fr", &["fre", "fra"], "french"),
    ("de", &["ger", "deu"], "german"),
    ("it", &["ita"], "italian"),
    ("pt", &["por"], "portuguese"),
    ("nl", &["dut", "nld"], "dutch"),
    ("da", &["dan"], "danish"),
    ("sv", &["swe"], "swedish"),
    ("no", &["nor", "nb", "nn", "nob"], "norwegian"),
    ("fi", &["fin"], "finnish"),
    ("pl", &["pol"], "polish"),
    ("cs", &["cze", "ces"], "czech"),
    ("hu", &["hun"], "hungarian"),
    ("ro", &["rum", "ron"], "romanian"),
    ("el", &["gre", "ell"], "greek"),
    ("tr", &["tur"], "turkish"),
    ("ru", &["rus"], "russian"),
    ("uk", &["ukr"], "ukrainian"),
    ("ar", &["ara"], "arabic"),
    ("he", &["heb"], "hebrew"),
    ("zh", &["chi", "zho"], "chinese"),
    ("ja", &["jpn"], "japanese"),
    ("ko", &["kor"], "korean"),
];

/// Names in the languages themselves, as BibLaTeX and publishers write them.
const OWN_NAMES: [(&str, &str); 13] = [
    ("american", "en"),
    ("usenglish", "en"),
    ("ukenglish", "en"),
    ("british", "en"),
    ("español", "es"),
    ("français", "fr"),
    ("deutsch", "de"),
    ("ngerman", "de"),
    ("italiano", "it"),
    ("português", "pt"),
    ("brazilian", "pt"),
    ("castilian", "es"),
    ("mandarin", "zh"),
];

/// The tag of a language by its tag, code or name; what is not known stays as written.
pub(super) fn tag(written: &str) -> String {
    let word = written.trim().to_lowercase();
    let first = word.split(['-', '_', ';', ',', '/', ' ']).next().unwrap_or_default();
    let own = OWN_NAMES.iter().find(|(name, _)| *name == first).map(|(_, tag)| *tag);
    let known = LANGUAGES.iter().find(|(tag, codes, name)| *tag == first || codes.contains(&first) || *name == first);
    own.or(known.map(|(tag, ..)| *tag)).map_or_else(|| written.trim().to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_one_language() {
        for written in ["de", "ger", "deu", "de-DE", "German", "ngerman", "Deutsch"] {
            assert_eq!(tag(written), "de", "{written}");
        }
        assert_eq!((tag("English; French"), tag("eng"), tag("Klingon")), ("en".into(), "en".into(), "Klingon".into()));
    }
}
