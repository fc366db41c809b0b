//! What comes: the observances of some days, and what the practice has for each.

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::observance::Occurrence;
use crate::parse::Awareness;

use super::{DocumentId, ObservanceId, Relevance, Site};

/// An observance that comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// One of the list.
    Known(ObservanceId),
    /// One that a document brings itself.
    Own {
        /// The document.
        document: DocumentId,
        /// Its place in the document's `awareness`.
        place: usize,
    },
}

impl Site {
    /// What touches the days from `from` to `to`, both included, for readers of some languages: month by month, in each month
    /// the whole months first, then by date and name. What belongs to the specialties of others is left out unless
    /// `foreign` asks for it.
    #[must_use]
    pub fn coming(
        &self,
        languages: &[LanguageId],
        (from, to): (Date, Date),
        foreign: bool,
    ) -> Vec<(Occurrence, Coming)> {
        let wanted = |id: &ObservanceId| foreign || self.standing_in(languages, *id) != Relevance::Foreign;
        let mut found: Vec<(Occurrence, Coming)> = Vec::new();
        for id in self.observances().filter(wanted) {
            let days = self.observance(id).rule.occurrences(from, to);
            found.extend(days.map(|when| (when, Coming::Known(id))));
        }
        for language in languages {
            for &document in &self.languages[*language].own_observances {
                if self.is_first_of(languages, document) {
                    found.extend(self.own_observances(document).filter(|(when, _)| when.touches(from, to)));
                }
            }
        }
        let first = languages.first().copied().unwrap_or_default();
        found.sort_by_cached_key(|(when, coming)| {
            let starts = when.first.max(from);
            let name = self.coming_name(*coming, first).to_owned();
            ((starts.year(), starts.month()), !when.is_month(), when.first, when.last, name)
        });
        found
    }

    /// What an observance that comes is called.
    #[must_use]
    pub fn coming_name(&self, coming: Coming, language: LanguageId) -> &str {
        match coming {
            Coming::Known(id) => self.observance(id).name_in(&self.languages[language].tag).0,
            Coming::Own { document, place } => match self.document(document).parsed.front.awareness.get(place) {
                Some(Awareness::Own { name, .. }) => name,
                _ => "",
            },
        }
    }

    /// The posts that some languages have for it, newest first.
    #[must_use]
    pub fn coming_posts(&self, coming: Coming, languages: &[LanguageId]) -> Vec<DocumentId> {
        match coming {
            Coming::Known(id) => languages.iter().flat_map(|language| self.tagged(*language, id)).copied().collect(),
            Coming::Own { document, .. } => vec![document],
        }
    }

    /// How many posts are about the conditions and topics of an observance, those that are tagged with it left out.
    #[must_use]
    pub fn posts_about(&self, id: ObservanceId, languages: &[LanguageId]) -> usize {
        let terms = self.observance_terms(id);
        let lists = languages
            .iter()
            .flat_map(|language| terms.iter().filter_map(|term| self.languages[*language].terms.get(term)));
        let mut posts: Vec<DocumentId> = lists.flatten().copied().collect();
        posts.sort_unstable();
        posts.dedup();
        posts.retain(|post| !self.document(*post).observances.contains(&id));
        posts.len()
    }

    /// How near an observance is in the language in which it is nearest.
    #[must_use]
    pub fn standing_in(&self, languages: &[LanguageId], id: ObservanceId) -> Relevance {
        languages.iter().map(|language| self.standing(*language, id)).min().unwrap_or(Relevance::Foreign)
    }

    fn own_observances(&self, document: DocumentId) -> impl Iterator<Item = (Occurrence, Coming)> + '_ {
        let awareness = &self.document(document).parsed.front.awareness;
        awareness.iter().enumerate().filter_map(move |(place, entry)| match entry {
            Awareness::Own { from, to, .. } => {
                let when = Occurrence { first: *from, last: *to, year: from.year() };
                Some((when, Coming::Own { document, place }))
            }
            Awareness::Known(_) => None,
        })
    }

    /// Whether a document is the first public one of its translations in these languages.
    fn is_first_of(&self, languages: &[LanguageId], id: DocumentId) -> bool {
        let counts = |other: &&DocumentId| {
            let other = self.document(**other);
            other.state.is_public() && languages.contains(&other.language)
        };
        self.document(id).translations.iter().find(counts).is_none_or(|first| *first == id)
    }
}
