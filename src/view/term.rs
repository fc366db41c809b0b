//! The page of a condition, topic or service: what it is called, what we have on it by kind, and its feed.

use crate::config::LanguageId;
use crate::model::{DocumentId, TermId, term_path};
use crate::source::Kind;

use super::frame::plural_key;
use super::{Alternate, CodeView, Content, Crumb, GroupView, PageView, PersonView, Scene, TermPageView};
use crate::plan::{FeedFormat, FeedScope};

impl<'s> Scene<'s> {
    pub(super) fn term(self, language: LanguageId, id: TermId, page: usize) -> PageView<'s> {
        let term = self.site.term(id);
        let base = term_path(&self.site.config, language, id.taxonomy, &term.slug);
        let mut frame = self.list_frame(language, "term", (&base, page), self.term_name(id, language));
        let above = format!("{}/{}/", self.site.config.language_prefix(language), id.taxonomy.word());
        let crumb = Crumb { title: self.words(language).get(id.taxonomy.word()).to_owned(), path: self.href(&above) };
        frame.breadcrumbs.insert(1, crumb);
        frame.feeds = vec![self.feed_link(language, FeedScope::Term(id), FeedFormat::Atom)];
        if page == 1 {
            frame.alternates = self.term_alternates(language, id);
        }
        let content = self.term_content(language, id, page);
        super::lists::page_view(language, "term.html", frame, ("term", Content::Term(content)))
    }

    /// The page of a term in all languages that have it.
    pub(super) fn term_alternates(self, language: LanguageId, id: TermId) -> Vec<Alternate> {
        self.list_alternates(language, |other, _| {
            let own = &self.site.languages[other];
            let path = term_path(&self.site.config, other, id.taxonomy, &self.site.term(id).slug);
            own.terms.contains_key(&id).then_some(path)
        })
    }

    /// What the page of a term shows beside its own text.
    pub(super) fn term_content(self, language: LanguageId, id: TermId, page: usize) -> TermPageView {
        let own = &self.site.languages[language];
        let term = self.site.term(id);
        let all = own.terms.get(&id).map_or(&[][..], Vec::as_slice);
        let sorted = self.by_group(all);
        let per_page = self.site.config.paginate_by;
        let base = term_path(&self.site.config, language, id.taxonomy, &term.slug);
        TermPageView {
            taxonomy: id.taxonomy.word(),
            name: self.term_name(id, language).to_owned(),
            also_called: term.also_called_in(&own.tag).to_vec(),
            groups: self.groups(language, super::lists::slice(&sorted, page, per_page)),
            people: if page == 1 { self.performers(language, id) } else { Vec::new() },
            observances: if page == 1 { self.term_observances(language, id) } else { Vec::new() },
            codes: codes(term),
            feed: self.feed_link(language, FeedScope::Term(id), FeedFormat::Atom).url,
            pagination: self.pagination(&base, page, all.len(), per_page),
        }
    }

    /// Who does a service at the practice.
    fn performers(self, language: LanguageId, id: TermId) -> Vec<PersonView> {
        let people = self.site.languages[language].performers.get(&id).map_or(&[][..], Vec::as_slice);
        let mut people: Vec<PersonView> = people.iter().filter_map(|id| self.person_in(*id, language)).collect();
        super::person::by_family_name(&mut people);
        people
    }

    /// The documents of a term kind by kind, each newest first; events that are still to come before those that are over.
    fn by_group(self, all: &[DocumentId]) -> Vec<DocumentId> {
        let mut sorted = all.to_vec();
        sorted.sort_by_cached_key(|id| {
            let event = self.site.document(*id).parsed.front.event.as_ref();
            let group = self.group(*id);
            let starts = event.map_or(0, |event| event.starts.at.as_second());
            (group, if group == Group::Coming { starts } else { -starts })
        });
        sorted
    }

    fn group(self, id: DocumentId) -> Group {
        let document = self.site.document(id);
        let is_over = || {
            let event = document.parsed.front.event.as_ref();
            event.is_none_or(|event| event.over_at(&self.site.config.zone) <= self.site.now)
        };
        match document.parsed.source.kind {
            Kind::Article | Kind::Page | Kind::Person | Kind::Condition | Kind::Topic | Kind::Service => {
                Group::Articles
            }
            Kind::Myth => Group::Myths,
            Kind::Event if is_over() => Group::Over,
            Kind::Event => Group::Coming,
            Kind::Story => Group::Stories,
            Kind::Update => Group::Updates,
        }
    }

    /// One page of a term's documents under their headings.
    fn groups(self, language: LanguageId, page: &[DocumentId]) -> Vec<GroupView> {
        let words = self.words(language);
        let view = |ids: &[DocumentId]| {
            let key = match self.group(ids[0]) {
                Group::Articles => plural_key(Kind::Article),
                Group::Myths => plural_key(Kind::Myth),
                Group::Coming => "term_upcoming",
                Group::Stories => plural_key(Kind::Story),
                Group::Updates => plural_key(Kind::Update),
                Group::Over => "term_past",
            };
            GroupView { title: words.get(key).to_owned(), items: self.cards(ids) }
        };
        page.chunk_by(|a, b| self.group(*a) == self.group(*b)).map(view).collect()
    }
}

/// The codes of a condition, each with its system.
fn codes(term: &crate::parse::Term) -> Vec<CodeView> {
    let icd = term.icd10cm_specific.as_ref().map_or(&term.icd10cm[..], std::slice::from_ref);
    let icd = icd.iter().map(|value| CodeView { system: "ICD-10-CM", value: value.clone() });
    icd.chain(term.mesh.iter().map(|value| CodeView { system: "MeSH", value: value.clone() })).collect()
}

/// What is together on the page of a term, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Articles,
    Myths,
    Coming,
    Stories,
    Updates,
    Over,
}
