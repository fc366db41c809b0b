//! Tests that the forms of styles ask of a reference.

use crate::reference::{Reference, Text};

/// It has a volume or pages.
pub(super) fn is_numbered(reference: &Reference) -> bool {
    reference.volume.is_some() || reference.page.is_some()
}

/// It has neither.
pub(super) fn is_unnumbered(reference: &Reference) -> bool {
    !is_numbered(reference)
}

/// It is online before it is in an issue.
pub(super) fn is_ahead(reference: &Reference) -> bool {
    is_unnumbered(reference) && reference.is_ahead_of_print()
}

/// It says so, or has a DOI and a day.
pub(super) fn is_published_online(reference: &Reference) -> bool {
    reference.is_ahead_of_print()
        || (reference.doi.is_some() && reference.issued.is_some_and(|issued| issued.day.is_some()))
}

/// Readers are led to a page of the web.
pub(super) fn is_online(reference: &Reference) -> bool {
    reference.url.is_some() && reference.doi.is_none()
}

/// It has no DOI.
pub(super) fn has_no_doi(reference: &Reference) -> bool {
    reference.doi.is_none()
}

/// It has a record in PubMed or PubMed Central.
pub(super) fn has_records(reference: &Reference) -> bool {
    reference.pmid.is_some() || reference.pmcid.is_some()
}

/// It has none.
pub(super) fn has_no_records(reference: &Reference) -> bool {
    !has_records(reference)
}

/// It has no authors.
pub(super) fn has_no_authors(reference: &Reference) -> bool {
    reference.authors.is_empty()
}

/// Its only author is not its publisher.
pub(super) fn has_other_container(reference: &Reference) -> bool {
    reference.container.as_ref().map(Text::plain) != reference.publisher.as_deref()
}

/// It is a report.
pub(super) fn is_report(reference: &Reference) -> bool {
    reference.work() == crate::reference::Work::Report
}

/// It is a ruling.
pub(super) fn is_case(reference: &Reference) -> bool {
    reference.kind == "legal_case"
}

/// It is a law of another kind.
pub(super) fn is_no_case(reference: &Reference) -> bool {
    !is_case(reference)
}

/// Its number is not that of a section of a code.
pub(super) fn is_outside_code(reference: &Reference) -> bool {
    !super::writer::is_in_code(reference)
}

/// It calls itself an abstract.
pub(super) fn is_abstract(reference: &Reference) -> bool {
    genre_says(reference, "abstract")
}

/// It calls itself a poster.
pub(super) fn is_poster(reference: &Reference) -> bool {
    genre_says(reference, "poster")
}

/// It calls itself, or the work it is in, a podcast.
pub(super) fn is_podcast(reference: &Reference) -> bool {
    let container = reference.container.as_ref().map(|name| name.to_lowercase());
    genre_says(reference, "podcast") || container.is_some_and(|name| name.contains("podcast"))
}

fn genre_says(reference: &Reference, word: &str) -> bool {
    let texts = [reference.genre.as_deref(), reference.medium.as_deref()];
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains(word))
}

/// It has a date of access, but no publication date.
pub(super) fn is_only_accessed(reference: &Reference) -> bool {
    reference.issued.is_none() && reference.accessed.is_some()
}

/// It has its own date, or no day is known on which it was read.
pub(super) fn is_not_only_accessed(reference: &Reference) -> bool {
    !is_only_accessed(reference)
}

/// It has a volume, but it is not that of a journal.
pub(super) fn has_date(reference: &Reference) -> bool {
    reference.issued.is_some()
}

/// It has no date.
pub(super) fn has_no_date(reference: &Reference) -> bool {
    reference.issued.is_none()
}

/// It is in a book or another work.
pub(super) fn has_container(reference: &Reference) -> bool {
    reference.container.is_some()
}

/// It is in a journal.
pub(super) fn has_journal(reference: &Reference) -> bool {
    reference.container.is_some() || reference.container_short.is_some()
}
