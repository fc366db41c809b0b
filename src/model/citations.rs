//! Numbers for sources, in the order in which the text cites them.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Place, codes};
use crate::parse;
use crate::yaml::Step;

/// The numbering of one document's sources.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// Places in the front matter's `sources`, in the order of their numbers: cited ones first, then the rest.
    pub order: Vec<usize>,
    /// For each citation mark of the text, the numbers it names, from 1.
    pub numbers: Vec<Vec<usize>>,
}

/// Numbers the sources of a document and reports citations of what is not among them.
pub(super) fn number(document: &parse::Document, sink: &mut Vec<Diagnostic>) -> Citations {
    let sources = &document.front.sources;
    for (at, source) in sources.iter().enumerate() {
        if let parse::SourceEntry::Shared(id) = source {
            sink.push(not_written_out(document, id, at));
        }
    }
    let marks = &document.body.outline.citations;
    if marks.is_empty() {
        return Citations { order: (0..sources.len()).collect(), numbers: Vec::new() };
    }
    let places: HashMap<&str, usize> = sources.iter().enumerate().map(|(at, source)| (source.id(), at)).collect();
    let mut citations = Citations::default();
    for mark in marks {
        let mut numbers = Vec::with_capacity(mark.items.len());
        for item in &mark.items {
            let Some(&place) = places.get(item.id.as_str()) else {
                sink.push(unknown(document, &item.id, &item.range));
                continue;
            };
            let known = citations.order.iter().position(|&other| other == place);
            let number = known.unwrap_or_else(|| {
                citations.order.push(place);
                citations.order.len() - 1
            });
            numbers.push(number + 1);
        }
        citations.numbers.push(numbers);
    }
    for place in 0..sources.len() {
        if !citations.order.contains(&place) {
            citations.order.push(place);
        }
    }
    citations
}

fn not_written_out(document: &parse::Document, id: &str, at: usize) -> Diagnostic {
    Diagnostic::new(
        &codes::UNKNOWN_SOURCE,
        format!("the source `{id}` is only named, and there is no library to find it in"),
    )
    .at(document.place(&[Step::Key("sources"), Step::Item(at)]))
    .help("write it out: `- id:`, `title:`, `author:`, `issued:`, `URL:` or `DOI:`")
}

fn unknown(document: &parse::Document, id: &str, range: &std::ops::Range<usize>) -> Diagnostic {
    let known = document.front.sources.iter().map(parse::SourceEntry::id);
    Diagnostic::new(&codes::UNKNOWN_SOURCE, format!("there is no source `{id}` in this document"))
        .at(Place::at(&document.source.path, range.clone()))
        .did_you_mean(id, known)
        .help("add it to `sources:` in the front matter")
}
