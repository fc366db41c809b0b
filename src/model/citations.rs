//! Numbers for sources, in the order in which the text cites them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use crate::diag::{Diagnostic, MOST_SUGGESTED, Place, codes};
use crate::markdown::{Citation, Mention, Within};
use crate::parse;
use crate::reference::{Evidence, Library, Reference, cited};
use crate::yaml::Step;

use super::{Document, Site};

/// The numbering of one document's sources.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// The sources in the order of their numbers, from 1: cited ones first, then those that are only listed.
    pub sources: Vec<Source>,
    /// For each citation mark of the text, the sources it names.
    pub marks: Vec<Vec<Cited>>,
}

/// A numbered source of a document.
#[derive(Clone, Debug)]
pub struct Source {
    /// The reference.
    pub reference: Arc<Reference>,
    /// Its place in the front matter's `sources`; `None` if the text cites it from the library.
    pub listed: Option<usize>,
    /// The first mark of the text that cites it.
    pub cited: Option<Range<usize>>,
}

/// A source in a citation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Its number, from 1.
    pub number: usize,
    /// Which of the mark's items it is.
    pub item: usize,
}

impl Source {
    /// Where the document names it.
    #[must_use]
    pub fn place(&self, document: &parse::ParsedDocument) -> Place {
        match (self.listed, &self.cited) {
            (None, Some(range)) => Place::at(&document.source.path, range.clone()),
            (listed, _) => document.place(&[Step::Key("sources"), Step::Item(listed.unwrap_or(0))]),
        }
    }
}

/// Numbers the sources of a document and reports names of what is neither in its list nor in the library.
pub(super) fn number(document: &parse::ParsedDocument, library: &Library, sink: &mut Vec<Diagnostic>) -> Citations {
    let mut numbering = Numbering::new(document, library, sink);
    let marks = document.body.outline.citations.iter().map(|mark| numbering.mark(mark, sink)).collect();
    let mentions = document.body.outline.mentions.iter().filter_map(|mention| numbering.mentioned(mention));
    sink.extend(mentions.collect::<Vec<_>>());
    // What a picture for posts says is among the sources of the page too.
    if let Some(id) = document.front.card.number.as_ref().and_then(|number| number.source.as_deref())
        && numbering.number(id).is_none()
    {
        let path = [Step::Key("card"), Step::Key("number"), Step::Key("source")];
        sink.push(numbering.unknown(id, document.place(&path), sink.len()));
    }
    let sources = numbering.finish();
    sink.extend(sources.iter().filter_map(|source| {
        let entry = library.get(&source.reference.id)?;
        Arc::ptr_eq(&entry.reference, &source.reference).then(|| entry.fault()).flatten()
    }));
    Citations { sources, marks }
}

struct Numbering<'n> {
    document: &'n parse::ParsedDocument,
    library: &'n Library,
    /// The document's own list, by id.
    listed: HashMap<&'n str, (usize, &'n Arc<Reference>)>,
    /// Numbers by the address of the reference.
    numbers: HashMap<*const Reference, usize>,
    sources: Vec<Source>,
}

impl<'n> Numbering<'n> {
    fn new(document: &'n parse::ParsedDocument, library: &'n Library, sink: &mut Vec<Diagnostic>) -> Self {
        let mut listed = HashMap::with_capacity(document.front.sources.len());
        for (at, source) in document.front.sources.iter().enumerate() {
            let reference = match source {
                parse::SourceEntry::Inline(reference) => Some(reference),
                parse::SourceEntry::Shared(id) => library.get(id).map(|entry| &entry.reference),
            };
            match reference {
                Some(reference) => drop(listed.insert(source.id(), (at, reference))),
                None => sink.push(not_in_library(document, library, source.id(), at, sink.len())),
            }
        }
        Self { document, library, listed, numbers: HashMap::new(), sources: Vec::new() }
    }

    /// The number of a source, which it gets where it has none yet.
    fn number(&mut self, id: &str) -> Option<usize> {
        let (listed, reference) = match self.listed.get(id) {
            Some((at, reference)) => (Some(*at), *reference),
            None => (None, &self.library.get(id)?.reference),
        };
        Some(self.number_of(reference, listed))
    }

    fn number_of(&mut self, reference: &Arc<Reference>, listed: Option<usize>) -> usize {
        let next = self.sources.len() + 1;
        let number = *self.numbers.entry(Arc::as_ptr(reference)).or_insert(next);
        if number == next {
            self.sources.push(Source { reference: Arc::clone(reference), listed, cited: None });
        }
        let source = &mut self.sources[number - 1];
        source.listed = source.listed.or(listed);
        number
    }

    fn mark(&mut self, mark: &Citation, sink: &mut Vec<Diagnostic>) -> Vec<Cited> {
        let mut cited: Vec<Cited> = Vec::with_capacity(mark.items.len());
        let is_said = |cited: &[Cited], number: usize, item: usize| {
            let locator = |item: usize| &mark.items[item].locator;
            cited.iter().any(|known| known.number == number && locator(known.item) == locator(item))
        };
        for (item, written) in mark.items.iter().enumerate() {
            match self.number(&written.id) {
                Some(number) if is_said(&cited, number, item) => {}
                Some(number) => {
                    self.sources[number - 1].cited.get_or_insert_with(|| written.range.clone());
                    cited.push(Cited { number, item });
                }
                None => {
                    let place = Place::at(&self.document.source.path, written.range.clone());
                    sink.push(self.unknown(&written.id, place, sink.len()));
                }
            }
        }
        cited
    }

    /// A source that is named in running text, where nothing makes a citation of it.
    fn mentioned(&self, mention: &Mention) -> Option<Diagnostic> {
        let id = mention.id.as_str();
        let is_known = self.listed.contains_key(id) || self.library.get(id).is_some();
        is_known.then(|| {
            let written = &mention.written;
            let message = match mention.within {
                Within::Text => format!("`{written}` names a source but is not a citation, so it shows as written"),
                Within::Link => {
                    format!("`{written}` names a source, but a citation does not work inside the words of a link")
                }
                Within::Alt => {
                    format!("`{written}` names a source, but a citation does not work inside the text of a picture")
                }
                Within::Html => format!("`{written}` names a source, but a citation does not work inside HTML"),
            };
            let place = Place::at(&self.document.source.path, mention.range.clone());
            let mark = cited(id);
            let help = match mention.within {
                Within::Text => format!("write `{mark}` to cite it, or `\\{written}` to show the text"),
                Within::Link => format!("write the citation after the link, `[the words](address){mark}`"),
                Within::Alt => format!("write the citation after the picture or in the text, `{mark}`"),
                Within::Html => format!("write the passage as Markdown, with `{mark}`"),
            };
            Diagnostic::new(&codes::BAD_CITATION, message).at(place).help(help)
        })
    }

    fn unknown(&self, id: &str, place: Place, before: usize) -> Diagnostic {
        let own = self.document.front.sources.iter().map(parse::SourceEntry::id);
        let where_else = if self.library.is_empty() { "" } else { " and none in the library" };
        Diagnostic::new(&codes::UNKNOWN_SOURCE, format!("there is no source `{id}` in this document{where_else}"))
            .at(place)
            .did_you_mean(id, own.chain(self.library.ids()).filter(|_| before < MOST_SUGGESTED))
            .help("add it to `sources:` in the front matter, or to a file such as `data/sources.bib`")
    }

    /// All sources, with those that nothing refers to at the end, in their order.
    fn finish(mut self) -> Vec<Source> {
        let mut rest: Vec<(usize, &Arc<Reference>)> = self.listed.values().copied().collect();
        rest.sort_unstable_by_key(|(at, _)| *at);
        for (at, reference) in rest {
            self.number_of(reference, Some(at));
        }
        self.sources
    }
}

fn not_in_library(
    document: &parse::ParsedDocument,
    library: &Library,
    id: &str,
    at: usize,
    before: usize,
) -> Diagnostic {
    let message = if library.is_empty() {
        format!("the source `{id}` has only an id, and there is no library that describes it")
    } else {
        format!("the library has no source `{id}`")
    };
    Diagnostic::new(&codes::UNKNOWN_SOURCE, message)
        .at(document.place(&[Step::Key("sources"), Step::Item(at)]))
        .did_you_mean(id, library.ids().filter(|_| before < MOST_SUGGESTED))
        .help("describe it: `- id:`, `title:`, `author:`, `issued:`, `URL:` or `DOI:`; or add it to a file such as `data/sources.bib`")
}

impl Site {
    /// The references of a document in the order of their numbers.
    pub fn references<'s>(&'s self, document: &'s Document) -> impl Iterator<Item = &'s Reference> {
        document.citations.sources.iter().map(|source| &*source.reference)
    }

    /// The first day on which a source counts as old; `None` for works that do not age, and without a `source_age`.
    ///
    /// What says what is known or advised today ages: guidelines, systematic reviews, pages of agencies and organizations.
    /// A trial stays what it was. Of a date that is only a year, or a month, the last day counts.
    #[must_use]
    pub fn source_ages(&self, reference: &Reference) -> Option<Date> {
        use Evidence::{Government, Guideline, Organization, SystematicReview};
        let ages = matches!(reference.evidence?, Guideline | SystematicReview | Government | Organization);
        let last = reference.issued.or(reference.accessed).filter(|_| ages)?.last_day()?;
        let months = i64::from(self.config.editorial.source_age?);
        last.checked_add(Span::new().months(months)).ok()?.tomorrow().ok()
    }
}
