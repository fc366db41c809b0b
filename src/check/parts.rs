//! Which of the theme's parts a document's page has: what links to them may count on.

use std::collections::BTreeMap;

use crate::model::{Document, DocumentId, LanguageSite, Site};
use crate::plan::{may_be_handed_out, may_be_promoted};
use crate::source::Kind;
use crate::theme::{Contract, Part};

/// Whether the page of `document` has this part.
pub(super) fn shows(site: &Site, theme: &Contract, document: &Document, part: Part) -> bool {
    let front = &document.parsed.front;
    let is_person = document.parsed.source.kind == Kind::Person;
    match part {
        Part::Content => true,
        Part::Disclosures => front.disclosures.is_some(),
        Part::Written => is_person && has_work(site, document, |own| &own.written),
        Part::Reviewed => is_person && has_work(site, document, |own| &own.reviewed),
        _ if is_person => false,
        Part::Contents => {
            let headings = document.parsed.body.outline.headings.iter().filter(|heading| heading.level <= 3);
            headings.count() >= theme.contents_from.max(1)
        }
        Part::OtherDays => front.event.as_ref().is_some_and(|event| !event.changes.is_empty()),
        Part::Share => may_be_promoted(document) || may_be_handed_out(document),
        Part::Corrections => !front.corrections.is_empty(),
        Part::Sources => !document.citations.sources.is_empty(),
        Part::Topics => !document.topics.is_empty(),
        Part::Awareness => !document.observances.is_empty() || !front.awareness.is_empty(),
        Part::Related => {
            let id = site.ids().find(|id| std::ptr::eq(site.document(*id), document));
            document.parsed.source.kind.is_post() && id.is_some_and(|id| !site.related(id).is_empty())
        }
    }
}

/// Posts by person.
type Work = BTreeMap<DocumentId, Vec<DocumentId>>;

/// Whether a person has posts in one of the site's lists of work.
fn has_work(site: &Site, person: &Document, list: impl Fn(&LanguageSite) -> &Work) -> bool {
    let own = list(&site.languages[person.language]);
    person.translations.iter().any(|id| own.get(id).is_some_and(|posts| !posts.is_empty()))
}
