//! The observances of a site: what they are about, and how near they are to what the practice does and writes.

use std::collections::BTreeMap;

use crate::config::{LanguageId, Specialty};
use crate::observance::{self, Observance};
use crate::parse::{self, Vocabulary};

use super::{DocumentId, ObservanceId, Site, Taxonomy, TermId};

/// Specialties of schema.org that see patients with anything.
const GENERAL: [&str; 3] = ["PrimaryCare", "CommunityHealth", "PublicHealth"];

/// A practice whose specialties have fewer observances than this, about one a month, gets the general ones too: a calendar
/// is never empty, whatever the field.
const FEW: usize = 12;

/// All observances in force, in the order of their ids.
#[derive(Debug, Default)]
pub struct Observances {
    list: Vec<Entry>,
    by_term: BTreeMap<TermId, Vec<ObservanceId>>,
}

#[derive(Debug)]
struct Entry {
    observance: Observance,
    terms: Vec<TermId>,
    field: Field,
}

/// What an observance has to do with the practice's specialties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// It is about a specialty that the practice names.
    Special,
    /// The practice sees patients with anything.
    General,
    /// Neither.
    Foreign,
}

/// How near an observance is to a practice, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relevance {
    /// A post is tagged with it.
    Tagged,
    /// A post is about one of its conditions, or the practice names the specialty of one of them.
    Covered,
    /// A post is about one of its topics.
    Near,
    /// The practice sees patients with anything, and has nothing about it yet.
    Open,
    /// It belongs to the specialties of others.
    Foreign,
}

impl Relevance {
    /// Whether the site has a page for such an observance: one that would hold more than its date.
    #[must_use]
    pub fn has_page(self) -> bool {
        self <= Self::Covered
    }

    /// Whether it comes before those about which the practice has nothing.
    #[must_use]
    pub fn is_near(self) -> bool {
        self <= Self::Near
    }
}

impl Observances {
    /// Looks up what each is about.
    pub(super) fn new(
        observances: observance::ObservanceList,
        vocabulary: &Vocabulary,
        specialties: &[String],
    ) -> Self {
        let named = specialties.iter().filter_map(|word| Specialty::named(word));
        let own: Vec<&str> = named.flat_map(|specialty| specialty.fields.iter().copied()).collect();
        let specialty = |id: &TermId| term(vocabulary, *id).specialty.as_deref();
        let is_special = |terms: &[TermId]| {
            let mut fields = terms.iter().filter_map(specialty);
            fields.any(|field| !GENERAL.contains(&field) && own.contains(&field))
        };
        let about = observances.list.into_iter().map(|observance| (terms(&observance, vocabulary), observance));
        let about: Vec<(Vec<TermId>, Observance)> = about.collect();
        let special = about.iter().filter(|(terms, _)| is_special(terms)).count();
        let is_general = special < FEW || own.iter().any(|field| GENERAL.contains(field));
        let mut all = Self::default();
        for (at, (terms, observance)) in about.into_iter().enumerate() {
            let field = match (is_special(&terms), is_general) {
                (true, _) => Field::Special,
                (false, true) => Field::General,
                (false, false) => Field::Foreign,
            };
            for term in &terms {
                all.by_term.entry(*term).or_default().push(ObservanceId::new(at));
            }
            all.list.push(Entry { observance, terms, field });
        }
        all
    }
}

fn term(vocabulary: &Vocabulary, id: TermId) -> &parse::Term {
    match id.taxonomy {
        Taxonomy::Conditions => &vocabulary.conditions[id.index()],
        Taxonomy::Topics => &vocabulary.topics[id.index()],
        Taxonomy::Services => &vocabulary.services[id.index()],
    }
}

fn terms(observance: &Observance, vocabulary: &Vocabulary) -> Vec<TermId> {
    let find = |list: &[parse::Term], slug: &str| list.iter().position(|term| term.slug == slug);
    let known = |slug: &String| {
        let condition = find(&vocabulary.conditions, slug).map(|at| TermId::new(Taxonomy::Conditions, at));
        condition.or_else(|| find(&vocabulary.topics, slug).map(|at| TermId::new(Taxonomy::Topics, at)))
    };
    observance.topics.iter().filter_map(known).collect()
}

impl Site {
    /// All observances in force, in the order of their ids.
    pub fn observances(&self) -> impl Iterator<Item = ObservanceId> + use<> {
        (0..self.observances.list.len()).map(ObservanceId::new)
    }

    /// An observance.
    #[must_use]
    pub fn observance(&self, id: ObservanceId) -> &Observance {
        &self.observances.list[id.index()].observance
    }

    /// What an observance is about.
    #[must_use]
    pub fn observance_terms(&self, id: ObservanceId) -> &[TermId] {
        &self.observances.list[id.index()].terms
    }

    /// The observances that are about a condition or topic, in the order of their ids.
    #[must_use]
    pub fn observances_of(&self, term: TermId) -> &[ObservanceId] {
        self.observances.by_term.get(&term).map_or(&[], Vec::as_slice)
    }

    /// The public posts of a language that are tagged with an observance, newest first.
    #[must_use]
    pub fn tagged(&self, language: LanguageId, id: ObservanceId) -> &[DocumentId] {
        self.languages[language].observances.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How near an observance is to what the practice does and has written in a language.
    #[must_use]
    pub fn standing(&self, language: LanguageId, id: ObservanceId) -> Relevance {
        let own = &self.languages[language];
        let entry = &self.observances.list[id.index()];
        let covers =
            |taxonomy| entry.terms.iter().any(|term| term.taxonomy == taxonomy && own.terms.contains_key(term));
        if own.observances.contains_key(&id) {
            Relevance::Tagged
        } else if entry.field == Field::Special || covers(Taxonomy::Conditions) {
            Relevance::Covered
        } else if covers(Taxonomy::Topics) {
            Relevance::Near
        } else if entry.field == Field::General {
            Relevance::Open
        } else {
            Relevance::Foreign
        }
    }

    /// The observances that a language's calendar shows first: the near ones or, where there is none, all that are not of
    /// the specialties of others.
    #[must_use]
    pub fn near_observances(&self, language: LanguageId) -> Vec<ObservanceId> {
        let standing = |id: &ObservanceId| self.standing(language, *id);
        let near: Vec<ObservanceId> = self.observances().filter(|id| standing(id).is_near()).collect();
        if near.is_empty() {
            self.observances().filter(|id| standing(id) != Relevance::Foreign).collect()
        } else {
            near
        }
    }
}
