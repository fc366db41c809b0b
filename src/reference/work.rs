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
    /// A thesis or dissertation.
    Thesis,
    /// A talk, poster or paper that was presented and is in no book.
    Presentation,
    /// A clinical trial in a register.
    Trial,
    /// The insert of a medicine's package.
    Insert,
    /// A film.
    Video,
    /// A podcast or another recording.
    Audio,
    /// Anything else.
    Other,
}

/// CSL's types (<https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types>) by class.
const TYPES: [(Work, &[&str]); 12] = [
    (Work::Article, &["article-journal", "review", "review-book", "periodical"]),
    (Work::Preprint, &["article"]),
    (Work::Page, &["webpage", "post", "post-weblog", "entry", "entry-dictionary", "entry-encyclopedia", "dataset"]),
    (Work::Book, &["book", "classic", "pamphlet"]),
    (Work::Chapter, &["chapter", "paper-conference"]),
    (Work::Report, &["report", "standard", "software"]),
    (Work::Thesis, &["thesis"]),
    (Work::Presentation, &["speech"]),
    (Work::Law, &["legislation", "bill", "regulation", "legal_case", "treaty", "hearing", "patent"]),
    (Work::News, &["article-newspaper", "article-magazine", "broadcast", "interview"]),
    (Work::Video, &["motion_picture"]),
    (Work::Audio, &["song"]),
];

/// Registers of clinical trials by the beginning of their numbers.
const REGISTERS: [(&str, &str); 3] =
    [("NCT", "ClinicalTrials.gov"), ("ISRCTN", "isrctn.com"), ("ACTRN", "anzctr.org.au")];

/// CSL's types without a class of their own.
const OTHERS: [&str; 10] = [
    "document",
    "collection",
    "event",
    "figure",
    "graphic",
    "manuscript",
    "map",
    "musical_score",
    "performance",
    "personal_communication",
];

/// Plain words that people write, and the types of Crossref, with the type that each means.
const PLAIN: [(&str, &str); 31] = [
    ("journal-article", "article-journal"),
    ("preprint", "article"),
    ("guideline", "report"),
    ("website", "webpage"),
    ("web", "webpage"),
    ("law", "legislation"),
    ("news", "article-newspaper"),
    ("video", "motion_picture"),
    ("film", "motion_picture"),
    ("podcast", "song"),
    ("dissertation", "thesis"),
    ("book-chapter", "chapter"),
    ("book-section", "chapter"),
    ("book-part", "chapter"),
    ("reference-entry", "entry-encyclopedia"),
    ("monograph", "book"),
    ("edited-book", "book"),
    ("reference-book", "book"),
    ("proceedings", "book"),
    ("proceedings-article", "paper-conference"),
    ("conference", "paper-conference"),
    ("conference-paper", "paper-conference"),
    ("posted-content", "article"),
    ("peer-review", "review"),
    ("report-component", "report"),
    ("journal", "periodical"),
    ("clinical-trial", "dataset"),
    ("regulation-code", "regulation"),
    ("newspaper-article", "article-newspaper"),
    ("magazine-article", "article-magazine"),
    ("other", "document"),
];

/// The CSL type that `written` means.
///
/// # Errors
/// All known types, where it means none.
pub(super) fn kind_of(written: &str) -> Result<&'static str, Vec<&'static str>> {
    let word = written.trim().to_lowercase().replace([' ', '_'], "-");
    let known = || TYPES.iter().flat_map(|(_, types)| types.iter().copied()).chain(OTHERS);
    let plain = PLAIN.iter().find(|(plain, _)| *plain == word).map(|(_, kind)| *kind);
    // Some types of CSL have underscores of their own.
    plain.or_else(|| known().find(|kind| kind.replace('_', "-") == word)).ok_or_else(|| known().collect())
}

impl Reference {
    /// The class of the work.
    #[must_use]
    pub fn work(&self) -> Work {
        let says_preprint = self.genre.as_ref().is_some_and(|genre| genre.eq_ignore_ascii_case("preprint"));
        if says_preprint || (self.evidence == Some(Evidence::Preprint) && self.kind != "webpage") {
            return Work::Preprint;
        }
        let says = |words: &[&str]| {
            let texts = [self.genre.as_deref(), self.medium.as_deref()];
            texts.into_iter().flatten().any(|text| words.iter().any(|word| text.to_lowercase().contains(word)))
        };
        if says(&["package insert", "prescribing information"]) {
            return Work::Insert;
        }
        match self.kind.as_str() {
            "dataset" | "webpage" | "document" | "entry" | "report" if self.trial().is_some() => return Work::Trial,
            "broadcast" if says(&["podcast", "audio", "radio"]) => return Work::Audio,
            "paper-conference" => return self.conference(),
            _ => {}
        }
        let class = TYPES.iter().find(|(_, types)| types.contains(&self.kind.as_str())).map(|(class, _)| *class);
        class.unwrap_or(Work::Other)
    }

    /// Whether it says that it is online before it is in an issue.
    #[must_use]
    pub fn is_ahead_of_print(&self) -> bool {
        let status = self.status.as_deref().unwrap_or_default().to_lowercase();
        ["ahead", "advance online"].iter().any(|word| status.contains(word))
    }

    /// A paper of a conference by where it was printed: a journal, a book, or nowhere.
    fn conference(&self) -> Work {
        let is_in_journal = self.container.is_some() && self.volume.is_some() && self.publisher.is_none();
        let is_printed = self.page.is_some() || self.publisher.is_some() || !self.editors.is_empty();
        if is_in_journal && (self.container_short.is_some() || self.issn.is_some() || self.issue.is_some()) {
            return Work::Article;
        }
        let is_in_book = self.container.is_some() && (is_printed || self.doi.is_some() || self.volume.is_some());
        if is_in_book { Work::Chapter } else { Work::Presentation }
    }

    /// The register and number of a clinical trial.
    #[must_use]
    pub fn trial(&self) -> Option<(&'static str, &str)> {
        let number = |text: &'_ str, start: &str| {
            let at = text.find(start)?;
            let digits = text[at + start.len()..].bytes().take_while(u8::is_ascii_digit).count();
            (digits >= 6).then_some(at..at + start.len() + digits)
        };
        let texts = [self.number.as_deref(), self.url.as_deref(), self.page.as_deref()];
        REGISTERS.iter().find_map(|(start, register)| {
            texts.iter().flatten().find_map(|text| number(text, start).map(|range| (*register, &text[range])))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_mean_types() {
        assert_eq!(kind_of("Video"), Ok("motion_picture"));
        assert_eq!(kind_of("article-journal"), Ok("article-journal"));
        assert_eq!(kind_of("Article journal"), Ok("article-journal"));
        assert_eq!(kind_of("Journal Article"), Ok("article-journal"));
        assert_eq!(kind_of("legal_case"), Ok("legal_case"));
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
