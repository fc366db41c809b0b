//! From the words of front matter to people, conditions and topics.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use crate::base::slugify;
use crate::diag::{Code, Diagnostic, MOST_SUGGESTED, Place, codes};
use crate::observance::ObservanceList;
use crate::parse::{self, Awareness, Term, Vocabulary};
use crate::source::Kind;
use crate::yaml::Step;

use super::{DocumentId, ObservanceId, Taxonomy, TermId};

/// Looks names up, reporting those that lead nowhere.
pub(super) struct Names<'n> {
    people: HashMap<&'n str, DocumentId>,
    terms: HashMap<(Taxonomy, &'n str), TermId>,
    vocabulary: &'n Vocabulary,
    observances: &'n ObservanceList,
}

impl<'n> Names<'n> {
    /// Prepares the look-up; of a person's translations the first in path order counts.
    pub(super) fn new(
        documents: &'n [Arc<parse::ParsedDocument>],
        vocabulary: &'n Vocabulary,
        observances: &'n ObservanceList,
    ) -> Self {
        let mut people = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            if document.source.kind == Kind::Person {
                people.entry(document.source.stem.as_str()).or_insert(DocumentId::new(at));
            }
        }
        let lists = [
            (Taxonomy::Conditions, &vocabulary.conditions),
            (Taxonomy::Topics, &vocabulary.topics),
            (Taxonomy::Services, &vocabulary.services),
        ];
        let entry =
            |taxonomy, (at, term): (usize, &'n Term)| ((taxonomy, term.slug.as_str()), TermId::new(taxonomy, at));
        let terms =
            lists.into_iter().flat_map(|(taxonomy, list)| list.iter().enumerate().map(move |t| entry(taxonomy, t)));
        Self { people, terms: terms.collect(), vocabulary, observances }
    }

    /// The people of `authors`.
    pub(super) fn authors(&self, document: &parse::ParsedDocument, sink: &mut Vec<Diagnostic>) -> Vec<DocumentId> {
        let find = |(at, id): (usize, &String)| {
            let person = self.person(id);
            if person.is_none() {
                sink.push(self.unknown_person(document, id, &[Step::Key("authors"), Step::Item(at)], sink.len()));
            }
            person
        };
        document.front.authors.iter().enumerate().filter_map(find).collect()
    }

    /// The person of `reviewed.by`.
    pub(super) fn reviewer(&self, document: &parse::ParsedDocument, sink: &mut Vec<Diagnostic>) -> Option<DocumentId> {
        let id = &document.front.reviewed.as_ref()?.by;
        let person = self.person(id);
        if person.is_none() {
            sink.push(self.unknown_person(document, id, &[Step::Key("reviewed"), Step::Key("by")], sink.len()));
        }
        person
    }

    /// Reports a person of `card.quote.by` that there is not. Anything else is a name as people write it.
    pub(super) fn speaker(&self, document: &parse::ParsedDocument, sink: &mut Vec<Diagnostic>) {
        let by = document.front.card.quote.as_ref().and_then(|quote| quote.by.as_deref());
        let is_id = |by: &str| by.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-');
        if let Some(by) = by.filter(|by| is_id(by) && self.person(by).is_none()) {
            let path = [Step::Key("card"), Step::Key("quote"), Step::Key("by")];
            sink.push(self.unknown_person(document, by, &path, sink.len()));
        }
    }

    fn person(&self, id: &str) -> Option<DocumentId> {
        self.people.get(id).copied()
    }

    fn unknown_person(
        &self,
        document: &parse::ParsedDocument,
        id: &str,
        path: &[Step<'_>],
        before: usize,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_PERSON, format!("there is no person `{id}`"));
        if before < MOST_SUGGESTED {
            let mut known: Vec<&str> = self.people.keys().copied().collect();
            known.sort_unstable();
            diagnostic = diagnostic.did_you_mean(id, known);
        }
        diagnostic.at(document.place(path)).help(format!("a person is a file `content/people/{id}.md`"))
    }

    /// The terms of `conditions`, `topics` or `services`.
    pub(super) fn terms(
        &self,
        document: &parse::ParsedDocument,
        taxonomy: Taxonomy,
        sink: &mut Vec<Diagnostic>,
    ) -> Vec<TermId> {
        let words = match taxonomy {
            Taxonomy::Conditions => &document.front.conditions,
            Taxonomy::Topics => &document.front.topics,
            Taxonomy::Services => &document.front.services,
        };
        let mut terms = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            match self.terms.get(&(taxonomy, word.as_str())) {
                Some(term) if !terms.contains(term) => terms.push(*term),
                Some(_) => {}
                None => {
                    let place = document.place(&[Step::Key(taxonomy.word()), Step::Item(at)]);
                    sink.push(self.unknown_term(taxonomy, word, sink.len()).at(place));
                }
            }
        }
        terms
    }

    /// The term whose page a document is the text of: its file has the term's slug for a name.
    pub(super) fn explained(&self, document: &parse::ParsedDocument, sink: &mut Vec<Diagnostic>) -> Option<TermId> {
        let taxonomy = match document.source.kind {
            Kind::Condition => Taxonomy::Conditions,
            Kind::Topic => Taxonomy::Topics,
            Kind::Service => Taxonomy::Services,
            _ => return None,
        };
        let found = self.term(taxonomy, &document.source.stem, sink.len());
        let help =
            format!("the slug is the name of the file, such as `content/{}/SLUG.md`", document.source.kind.folder());
        found.map_err(|problem| sink.push(problem.at(Place::file(&document.source.path)).help(help))).ok()
    }

    /// The known observances of `awareness`.
    pub(super) fn observances(
        &self,
        document: &parse::ParsedDocument,
        sink: &mut Vec<Diagnostic>,
    ) -> Vec<ObservanceId> {
        let mut found = Vec::new();
        for (at, awareness) in document.front.awareness.iter().enumerate() {
            let Awareness::Known(id) = awareness else { continue };
            match self.observance(id, sink.len()) {
                Ok(observance) if !found.contains(&observance) => found.push(observance),
                Ok(_) => {}
                Err(problem) => {
                    let place = || document.place(&[Step::Key("awareness"), Step::Item(at)]);
                    sink.extend(problem.map(|problem| problem.at(place())));
                }
            }
        }
        found
    }

    /// The observance that an id names; else what is wrong, without its place. The document has `before` problems already.
    pub(super) fn observance(&self, id: &str, before: usize) -> Result<ObservanceId, Option<Diagnostic>> {
        self.observances.find(id).map(ObservanceId::new).ok_or_else(|| self.unknown_observance(id, before))
    }

    /// An entry that is broken was reported where it is.
    fn unknown_observance(&self, id: &str, before: usize) -> Option<Diagnostic> {
        if self.observances.broken.contains(id) {
            return None;
        }
        if self.observances.off.contains(id) {
            let message = format!("the observance `{id}` is switched off in `data/observances.yaml`");
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_OBSERVANCE, message);
            return Some(diagnostic.help("remove it here, or delete its `off: true` there"));
        }
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_OBSERVANCE, format!("there is no observance `{id}`"));
        let named = self.observances.list.iter().find(|known| known.name.eq_ignore_ascii_case(id));
        let diagnostic = match named {
            Some(known) => diagnostic.help(format!("write its id: `{}`", known.id)),
            None if before >= MOST_SUGGESTED => diagnostic,
            None => diagnostic.did_you_mean(id, self.observances.list.iter().map(|known| known.id.as_str())),
        };
        Some(
            diagnostic.help(
                "for one of your own, write `{name: ..., from: ..., to: ...}` or add it to `data/observances.yaml`",
            ),
        )
    }

    /// The term that a word names; else what is wrong, without its place. The document has `before` problems already.
    pub(super) fn term(&self, taxonomy: Taxonomy, word: &str, before: usize) -> Result<TermId, Diagnostic> {
        self.terms.get(&(taxonomy, word)).copied().ok_or_else(|| self.unknown_term(taxonomy, word, before))
    }

    fn unknown_term(&self, taxonomy: Taxonomy, word: &str, before: usize) -> Diagnostic {
        let (code, one): (&'static Code, _) = match taxonomy {
            Taxonomy::Conditions => (&codes::UNKNOWN_CONDITION, "condition"),
            Taxonomy::Topics => (&codes::UNKNOWN_TOPIC, "topic"),
            Taxonomy::Services => (&codes::UNKNOWN_SERVICE, "service"),
        };
        let diagnostic = Diagnostic::new(code, format!("there is no {one} `{word}`"));
        let file = if taxonomy == Taxonomy::Services { "services" } else { "conditions" };
        let own_list = format!("add a {one} of your own to `data/{file}.yaml`");
        if before >= MOST_SUGGESTED {
            return diagnostic.help(own_list);
        }
        let list = |taxonomy: Taxonomy| match taxonomy {
            Taxonomy::Conditions => &self.vocabulary.conditions,
            Taxonomy::Topics => &self.vocabulary.topics,
            Taxonomy::Services => &self.vocabulary.services,
        };
        let own = list(taxonomy);
        let others = Taxonomy::ALL.into_iter().filter(|other| *other != taxonomy);
        let elsewhere = others.into_iter().find(|other| list(*other).iter().any(|term| term.slug == *word));
        let wanted = slugify(word);
        let known_as = |term: &&Term| term.all_names().any(|name| slugify(name) == wanted);
        let diagnostic = if let Some(term) = own.iter().find(known_as) {
            diagnostic.help(format!("did you mean `{}`? `{word}` is another name for it", term.slug))
        } else if let Some(other) = elsewhere {
            let list = other.word();
            diagnostic.help(format!("`{word}` is one of the {list}: move it to `{list}:`"))
        } else {
            diagnostic.did_you_mean(word, own.iter().map(|term| term.slug.as_str()))
        };
        diagnostic.help(own_list)
    }
}
