//! The page of the search, which is an A to Z without a script, and what its index is made from.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::Value;

use crate::config::LanguageId;
use crate::markdown::ComponentCall;
use crate::model::{Component, Document, DocumentId, Site, Taxonomy, TermId, term_path};
use crate::plan::{Findable, claim_path, search_index_path, search_path};
use crate::search::{Entry, Field, IndexPart};
use crate::source::Kind;

use super::lists::page_view;
use super::{Content, PageView, Scene, frame, lists, term};

/// With more pages than this, the A to Z leaves posts to the lists.
const LONGEST: usize = 1500;

/// The page of the search; `search` in `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Paths of the index, its first part first.
    pub index: Vec<String>,
    /// All pages by their first letter.
    pub letters: Vec<InitialView>,
    /// Whether the crisis line of the United States applies here.
    pub has_crisis_line: bool,
}

/// The pages whose titles begin alike.
#[derive(Clone, Debug, Serialize)]
pub struct InitialView {
    /// The letter, without an accent; `#` for anything else.
    pub letter: String,
    /// The letter as part of an id.
    pub id: String,
    /// The pages.
    pub entries: Vec<InitialEntryView>,
}

/// A page in the A to Z.
#[derive(Clone, Debug, Serialize)]
pub struct InitialEntryView {
    /// Its title.
    pub title: String,
    /// Its path.
    pub path: String,
    /// `article`, `condition` ...
    pub kind: &'static str,
    /// Its language, if it differs from the page's.
    pub language: Option<String>,
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let words = scene.words(language);
    let path = search_path(scene.site, language);
    let mut frame = frame::of_page(scene, language, "search", &path, words.get("search"));
    words.get("search_intro").clone_into(&mut frame.description);
    frame.alternates = lists::alternates(scene, language, |other, _| Some(search_path(scene.site, other)));
    let parts = findable(scene, language);
    let index = (0..parts.len()).map(|part| scene.href(&search_index_path(scene.site, language, part))).collect();
    let country = scene.site.config.practice.address.country.as_deref();
    let content = SearchView {
        index,
        letters: letters(scene, language, parts),
        has_crisis_line: country.is_none_or(crate::config::is_united_states),
    };
    page_view(language, "search.html", frame, Content::Search(content))
}

/// What can be found in a language, part by part.
fn findable(scene: Scene<'_>, language: LanguageId) -> &[Vec<Findable>] {
    scene.plan.findable.get(&language).map_or(&[], Vec::as_slice)
}

fn letters(scene: Scene<'_>, language: LanguageId, parts: &[Vec<Findable>]) -> Vec<InitialView> {
    let count: usize = parts.iter().map(Vec::len).sum();
    let is_listed = |found: &&Findable| {
        let is_post = match found {
            Findable::Term(_) => false,
            Findable::Claim(..) => true,
            Findable::Document(id) => scene.site.document(*id).parsed.source.kind.is_post(),
        };
        count <= LONGEST || !is_post
    };
    let mut letters: BTreeMap<String, Vec<InitialEntryView>> = BTreeMap::new();
    for found in parts.iter().flatten().filter(is_listed) {
        let entry = head(scene, language, *found);
        let letter = slug::slugify(&entry.title).chars().next().filter(char::is_ascii_alphabetic);
        let letter = letter.map_or_else(|| "#".to_owned(), |letter| letter.to_ascii_uppercase().to_string());
        letters.entry(letter).or_default().push(entry);
    }
    let letter = |(letter, mut entries): (String, Vec<InitialEntryView>)| {
        entries.sort_by_cached_key(|entry| (entry.title.to_lowercase(), entry.path.clone()));
        let id = if letter == "#" { "other".to_owned() } else { letter.to_ascii_lowercase() };
        InitialView { letter, id, entries }
    };
    letters.into_iter().map(letter).collect()
}

/// What the list says of a page.
fn head(scene: Scene<'_>, language: LanguageId, found: Findable) -> InitialEntryView {
    let own = |other: LanguageId| (other != language).then(|| scene.site.languages[other].tag.to_string());
    match found {
        Findable::Term(id) => InitialEntryView {
            title: term::name(scene.site, id, language).to_owned(),
            path: scene.href(&term_page(scene.site, id, language)),
            kind: match id.taxonomy {
                Taxonomy::Conditions => "condition",
                Taxonomy::Topics => "topic",
                Taxonomy::Services => "service",
            },
            language: None,
        },
        Findable::Document(id) => {
            let document = scene.site.document(id);
            InitialEntryView {
                title: document.parsed.front.title.clone(),
                path: scene.href(&document.path),
                kind: document.parsed.source.kind.word(),
                language: own(document.language),
            }
        }
        Findable::Claim(id, claim) => {
            let document = scene.site.document(id);
            InitialEntryView {
                title: document.parsed.claims[claim].fact.clone(),
                path: scene.href(&claim_path(document, claim)),
                kind: "claim",
                language: own(document.language),
            }
        }
    }
}

fn term_page(site: &Site, id: TermId, language: LanguageId) -> String {
    term_path(&site.config, language, id.taxonomy, &site.term(id).slug)
}

/// What one part of the index is made from.
pub(super) fn index(scene: Scene<'_>, language: LanguageId, part: usize) -> IndexPart {
    let parts = findable(scene, language);
    let terms = parts.iter().flatten().enumerate().filter_map(|(at, found)| match found {
        Findable::Term(id) => Some((*id, at)),
        _ => None,
    });
    let terms: HashMap<TermId, usize> = terms.collect();
    let first = parts[..part].iter().map(Vec::len).sum();
    let entries = parts[part].iter().map(|found| entry_of(scene, language, *found, &terms)).collect();
    IndexPart { language: scene.site.languages[language].tag.to_string(), number: part, first, entries }
}

fn entry_of(scene: Scene<'_>, language: LanguageId, found: Findable, terms: &HashMap<TermId, usize>) -> Entry {
    let InitialEntryView { title, path, kind, language: foreign } = head(scene, language, found);
    let mut entry = Entry { title, path, kind, language: foreign, ..Entry::default() };
    match found {
        Findable::Term(id) => {
            entry.texts = term_texts(scene.site, id);
            if let Some(text) = scene.site.languages[language].explained.get(&id) {
                describe(scene.site, *text, &mut entry);
            }
        }
        Findable::Document(id) => describe(scene.site, id, &mut entry),
        Findable::Claim(id, claim) => describe_claim(scene.site, id, claim, &mut entry),
    }
    if let Findable::Document(id) | Findable::Claim(id, _) = found {
        let document = scene.site.document(id);
        let about = document
            .conditions
            .iter()
            .chain(&document.topics)
            .chain(&document.services)
            .filter_map(|term| terms.get(term).copied());
        entry.about = about.collect();
        // What has no page in this language is found by its names all the same.
        for term in document
            .conditions
            .iter()
            .chain(&document.topics)
            .chain(&document.services)
            .filter(|term| !terms.contains_key(term))
        {
            let names = term_texts(scene.site, *term).into_iter();
            entry.texts.extend(names.map(|(field, name)| (field.max(Field::Claim), name)));
        }
    }
    entry
}

/// All names of a condition or topic, in all languages, and the words that lead to it.
fn term_texts(site: &Site, id: TermId) -> Vec<(Field, String)> {
    let term = site.term(id);
    let names = [&term.name].into_iter().chain(&term.also_called).chain(term.names.iter().flat_map(|(_, all)| all));
    let hints = term.search.iter().chain(&term.hidden);
    let mut texts: Vec<(Field, String)> = names.map(|name| (Field::Name, name.clone())).collect();
    texts.extend(hints.map(|hint| (Field::Hint, hint.clone())));
    texts
}

fn describe(site: &Site, id: DocumentId, entry: &mut Entry) {
    let document = site.document(id);
    let parsed = &document.parsed;
    document.summary().clone_into(&mut entry.summary);
    entry.past = parsed.front.is_retracted() || is_past(site, document);
    for (claim, written) in parsed.claims.iter().zip(&parsed.front.claims) {
        let field = if parsed.has_claim_pages() { Field::Subject } else { Field::Claim };
        entry.texts.push((field, written.claim.clone()));
        entry.texts.push((field, claim.fact.clone()));
    }
    entry.texts.extend(parsed.body.outline.headings.iter().map(|heading| (Field::Heading, heading.text.clone())));
    entry.texts.push((Field::Text, prose(&parsed.body.html)));
    for (call, component) in parsed.body.outline.components.iter().zip(&document.components) {
        if !component.is_hidden() {
            entry.texts.push((Field::Text, called(call, component)));
        }
    }
}

fn describe_claim(site: &Site, id: DocumentId, claim: usize, entry: &mut Entry) {
    let parsed = &site.document(id).parsed;
    let texts = &parsed.claims[claim];
    entry.summary.clone_from(&texts.advice);
    entry.texts.push((Field::Claim, parsed.front.claims[claim].claim.clone()));
    let passages = [&texts.why_believed, &texts.what_to_do];
    entry.texts.extend(passages.into_iter().flatten().map(|body| (Field::Text, prose(&body.html))));
}

fn is_past(site: &Site, document: &Document) -> bool {
    document.parsed.source.kind == Kind::Event && lists::is_over(site, document)
}

/// The text of finished HTML; whatever is between `<` and `>` or `&` and `;` parts words.
fn prose(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let end = if rest[at..].starts_with('<') { '>' } else { ';' };
        let Some(close) = rest[at..].find(end) else { return text };
        text.push_str(if rest[at..].starts_with("&#39;") || rest[at..].starts_with("&apos;") { "'" } else { " " });
        rest = &rest[at + close + 1..];
    }
    text.push_str(rest);
    text
}

/// What readers see of a component: its Markdown without the addresses in it, and its other texts.
fn called(call: &ComponentCall, component: &Component) -> String {
    let mut text = String::new();
    let mut arguments = Value::Object(component.arguments.clone());
    for (pointer, body) in &call.texts {
        text.push_str(&prose(&body.html));
        text.push(' ');
        if let Some(written) = arguments.pointer_mut(pointer) {
            *written = Value::Null;
        }
    }
    if let Value::Object(arguments) = &arguments {
        arguments.iter().filter(|(key, _)| key.as_str() != "src").for_each(|(_, value)| words(value, &mut text));
    }
    text
}

/// Whether an argument may be the address of a page or the name of a file: those are not read, and may name what is held
/// back.
fn is_address(argument: &str) -> bool {
    let is_one_word = !argument.contains(char::is_whitespace);
    argument.contains("://") || argument.starts_with('#') || is_one_word && argument.contains(['/', '.'])
}

/// The texts in the arguments of a component.
fn words(value: &Value, text: &mut String) {
    match value {
        Value::String(own) if !is_address(own) => {
            text.push_str(own);
            text.push(' ');
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, text)),
        Value::Object(keys) => keys.values().for_each(|value| words(value, text)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_has_no_markup() {
        let html = "<p class=\"x\">Don&#39;t <b>worry</b>,&nbsp;it&amp;that</p><p>Flu";
        let text = prose(html);
        let found: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(found, ["Don't", "worry", ",", "it", "that", "Flu"]);
    }
}
