//! When a document last changed in substance.

use jiff::Timestamp;

use super::{Document, Site};

impl Site {
    /// The last change of substance: the publication, `updated`, or a correction or retraction. A clarification is none.
    #[must_use]
    pub fn changed(&self, document: &Document) -> Option<Timestamp> {
        let front = &document.parsed.front;
        let corrected = front.corrections.iter().filter(|correction| correction.is_substantial());
        let corrected = corrected.map(|correction| self.config.zone.midnight(correction.date));
        let written = [front.date, front.updated].into_iter().flatten().map(|moment| moment.at);
        written.chain(corrected).max()
    }
}
