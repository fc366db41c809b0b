//! The glossary: its page, and the explanation of a term where a page uses it first.

use serde::Serialize;

use crate::base::{LanguageTag, push_text};
use crate::config::LanguageId;
use crate::model::Site;
use crate::parse::Glossary;
use crate::plan::glossary_path;
use crate::theme::Mark;

use super::body::Piece;
use super::lists::page_view;
use super::{Content, PageView, Scene, frame, lists};

/// The most terms that one page explains: more would be a thicket.
const MOST: usize = 12;

/// Elements whose text is not changed: links, headings, code, existing terms and labels.
const LEFT: [&str; 16] = [
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "code",
    "pre",
    "dfn",
    "dt",
    "summary",
    "figcaption",
    "button",
    "label",
    "sup",
];

/// The page of the glossary; `glossary` in `glossary.html`.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// Its terms, by name.
    pub terms: Vec<GlossaryTermView>,
}

/// A term and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryTermView {
    /// Its id on the page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
    /// What it means.
    pub means: String,
    /// A page on another site that explains it.
    pub source: Option<GlossarySourceView>,
}

/// A page that explains a term.
#[derive(Clone, Debug, Serialize)]
pub struct GlossarySourceView {
    /// Whose page it is.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// Whose page an address is: the name that readers know, or the host.
fn publisher(url: &str) -> String {
    let host = url.split('/').nth(2).unwrap_or(url).trim_start_matches("www.");
    match host {
        "medlineplus.gov" => "MedlinePlus".to_owned(),
        "cancer.gov" => "National Cancer Institute".to_owned(),
        host => host.to_owned(),
    }
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let words = scene.words(language);
    let path = glossary_path(scene.site, language);
    let mut frame = frame::of_page(scene, language, "glossary", &path, words.get("glossary"));
    words.get("glossary_intro").clone_into(&mut frame.description);
    frame.alternates = lists::alternates(scene, language, |other, _| Some(glossary_path(scene.site, other)));
    let content = Content::Glossary(GlossaryView { terms: terms(scene.site, language) });
    page_view(language, "glossary.html", frame, content)
}

pub(super) fn terms(site: &Site, language: LanguageId) -> Vec<GlossaryTermView> {
    let tag = &site.languages[language].tag;
    let view = |term: &crate::parse::GlossaryTerm| {
        let (name, means) = term.in_language(tag)?;
        Some(GlossaryTermView {
            id: format!("term-{}", term.slug),
            name: name.to_owned(),
            also: term.also_in(tag).to_vec(),
            means: means.to_owned(),
            source: term.source_in(tag).map(|url| GlossarySourceView { name: publisher(url), url: url.to_owned() }),
        })
    };
    let mut terms: Vec<GlossaryTermView> = site.glossary.terms.iter().filter_map(view).collect();
    terms.sort_by_cached_key(|term| (slug::slugify(&term.name), term.id.clone()));
    terms
}

/// Explains terms at their first use in a text.
pub(super) fn explain(scene: Scene<'_>, language: LanguageId, pieces: &mut [Piece]) {
    let site = scene.site;
    if site.glossary.terms.is_empty() {
        return;
    }
    let mut explainer = Explainer {
        glossary: &site.glossary,
        tag: &site.languages[language].tag,
        mark: &scene.theme.marks.term,
        done: Vec::new(),
    };
    for piece in pieces {
        if let Piece::Html(html) = piece {
            *html = explainer.html(html);
        }
    }
}

/// Goes through the text of a page.
struct Explainer<'e> {
    glossary: &'e Glossary,
    tag: &'e LanguageTag,
    mark: &'e Mark,
    /// The terms that the page explains already.
    done: Vec<usize>,
}

impl Explainer<'_> {
    fn html(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + 1024);
        let mut rest = html;
        let mut left: usize = 0;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at], left == 0, &mut out);
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            let tag = &rest[at..end];
            let name: String =
                tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
            if LEFT.contains(&name.as_str()) {
                left = if tag.starts_with("</") { left.saturating_sub(1) } else { left + 1 };
            }
            out.push_str(tag);
            rest = &rest[end..];
        }
        self.text(rest, left == 0, &mut out);
        out
    }

    /// Writes a text between two tags, its new terms with their explanations.
    fn text(&mut self, text: &str, is_open: bool, out: &mut String) {
        let spans = if is_open && self.done.len() < MOST { words(text) } else { Vec::new() };
        let (mut at, mut written) = (0, 0);
        while at < spans.len() && self.done.len() < MOST {
            let ahead: Vec<String> =
                spans[at..].iter().take(5).map(|&(start, end)| text[start..end].to_lowercase()).collect();
            let found = self.glossary.at(self.tag, &ahead).filter(|(term, _)| !self.done.contains(term));
            let means = found.and_then(|(term, _)| self.glossary.terms[term].in_language(self.tag));
            let (Some((term, count)), Some((_, means))) = (found, means) else {
                at += 1;
                continue;
            };
            let (start, end) = (spans[at].0, spans[at + count - 1].1);
            out.push_str(&text[written..start]);
            let id = format!("explained-{}", self.glossary.terms[term].slug);
            let word = &text[start..end];
            self.mark.write(out, &[], |value, out| match value {
                0 => out.push_str(&id),
                1 => out.push_str(word),
                _ => push_text(out, means),
            });
            self.done.push(term);
            written = end;
            at += count;
        }
        out.push_str(&text[written..]);
    }
}

/// Where the words of a text begin and end. Words with more than a space between them are apart: an empty word is there.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() || (matches!(c, '-' | '\'' | '’') && start.is_some());
        match (start, is_inside) {
            (None, true) => {
                if spans.last().is_some_and(|last| !text[last.1..at].trim().is_empty()) {
                    spans.push((at, at));
                }
                start = Some(at);
            }
            (Some(from), false) => {
                spans.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_between_words_parts_them() {
        let text = "Blood, sugar and X-rays";
        let found: Vec<&str> = words(text).into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(found, ["Blood", "", "sugar", "and", "X-rays"]);
    }
}
