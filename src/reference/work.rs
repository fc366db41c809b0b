//! What a reference is: CSL's types, gathered into the classes that styles tell apart.

use super::{Evidence, Reference};

/// A class of works that is cited in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// An article of a journal.
    Article,
    /// An article that was not reviewed yet.
    Preprint,
    /// A page of the web.
    Page,
    /// A book.
    Book,
    /// A part of a book, or a paper of a conference.
    Chapter,
    /// A report, or a guideline that no journal printed.
    Report,
    /// An act, a bill, a regulation or a ruling.
    Law,
    /// An article of a newspaper or magazine, or a broadcast.
    News,
    /// A film or a recording.
    Video,
    /// Anything else.
    Other,
}

/// CSL's types (<https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types>) by class.
const TYPES: [(Work, &[&str]); 9] = [
    (Work::Article, &["article-journal", "review", "review-book", "periodical"]),
    (Work::Preprint, &["article", "manuscript"]),
    (Work::Page, &["webpage", "post", "post-weblog", "entry", "entry-dictionary", "entry-encyclopedia", "dataset"]),
    (Work::Book, &["book", "thesis", "classic", "pamphlet"]),
    (Work::Chapter, &["chapter", "paper-conference"]),
    (Work::Report, &["report", "standard", "speech", "software"]),
    (Work::Law, &["legislation", "bill", "regulation", "legal_case", "treaty", "hearing", "patent"]),
    (Work::News, &["article-newspaper", "article-magazine", "broadcast", "interview"]),
    (Work::Video, &["motion_picture", "song"]),
];

/// CSL's types without a class of their own.
const OTHERS: [&str; 9] = [
    "document",
    "collection",
    "event",
    "figure",
    "graphic",
    "map",
    "musical_score",
    "performance",
    "personal_communication",
];

/// Plain words that people write, and the type that each means.
const PLAIN: [(&str, &str); 10] = [
    ("article journal", "article-journal"),
    ("journal-article", "article-journal"),
    ("preprint", "article"),
    ("guideline", "report"),
    ("website", "webpage"),
    ("web", "webpage"),
    ("law", "legislation"),
    ("news", "article-newspaper"),
    ("video", "motion_picture"),
    ("film", "motion_picture"),
];

/// The CSL type that `written` means.
///
/// # Errors
/// All known types, where it means none.
pub(super) fn kind_of(written: &str) -> Result<&'static str, Vec<&'static str>> {
    let word = written.trim().to_lowercase();
    let known = || TYPES.iter().flat_map(|(_, types)| types.iter().copied()).chain(OTHERS);
    let plain = PLAIN.iter().find(|(plain, _)| *plain == word).map(|(_, kind)| *kind);
    plain.or_else(|| known().find(|kind| *kind == word)).ok_or_else(|| known().collect())
}

impl Reference {
    /// The class of the work.
    #[must_use]
    pub fn work(&self) -> Work {
        let says_preprint = self.genre.as_ref().is_some_and(|genre| genre.eq_ignore_ascii_case("preprint"));
        if says_preprint || (self.evidence == Some(Evidence::Preprint) && self.kind != "webpage") {
            return Work::Preprint;
        }
        let class = TYPES.iter().find(|(_, types)| types.contains(&self.kind.as_str())).map(|(class, _)| *class);
        class.unwrap_or(Work::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_mean_types() {
        assert_eq!(kind_of("Video"), Ok("motion_picture"));
        assert_eq!(kind_of("article-journal"), Ok("article-journal"));
        assert!(kind_of("poem-in-prose").is_err_and(|known| known.contains(&"chapter")));
    }

    #[test]
    fn a_preprint_is_known_by_its_type_or_its_evidence() {
        let reference = |kind: &str, evidence| Reference { kind: kind.into(), evidence, ..Reference::default() };
        assert_eq!(reference("article", None).work(), Work::Preprint);
        assert_eq!(reference("article-journal", Some(Evidence::Preprint)).work(), Work::Preprint);
        assert_eq!(reference("article-journal", None).work(), Work::Article);
        assert_eq!(reference("graphic", None).work(), Work::Other);
    }
}
