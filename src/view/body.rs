//! A document's text: gaps filled with what the site knows.

use serde_json::{Map, Value};

use crate::base::{LinkKind, VPath, push_attribute, push_text};
use crate::markdown::{self, Body, ComponentCall, Fill, ThemeWord, Wrapper, WrapperPart};
use crate::model::{Document, DocumentId, LinkTarget};

use super::claim::{ClaimView, Form};
use super::mark::{ListPage, MarkWriter, Number};
use super::web::{Caption, Spot};
use super::{Scene, glossary, web};

/// A document's text in the order of its pieces.
#[derive(Clone, Debug, Default)]
pub struct BodyView {
    /// Finished HTML and components between it.
    pub pieces: Vec<Piece>,
}

/// A piece of a document's text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Finished, safe HTML.
    Html(String),
    /// A component that the theme draws.
    Component(Box<ComponentView>),
    /// A claim of the document's own.
    Claim(Box<ClaimView>),
}

/// A call of a component, its links and pictures resolved.
#[derive(Clone, Debug)]
pub struct ComponentView {
    /// The component's name, as written.
    pub name: String,
    /// Its arguments.
    pub arguments: Map<String, Value>,
    /// What the program adds: `picture`, the `<img>` element of `src`; `shown`, what `claim` and `myths` show and the title of
    /// `care`; `heading`, the level of a heading in it; `drawing`, `numbers` and `name`, what `chart` shows; `pictures`.
    pub added: Map<String, Value>,
    /// The file that calls it.
    pub file: VPath,
    /// The call as written, for messages.
    pub call: ComponentCall,
}

/// Where a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surface {
    /// On its own page.
    Page,
    /// Within the page of another document: its parts and sources are elsewhere.
    Placed,
    /// In a feed.
    Feed,
}

/// The text of a document, its claims first.
pub(super) fn view(scene: Scene<'_>, id: DocumentId, surface: Surface) -> BodyView {
    let document = scene.site.document(id);
    let body = &document.parsed.body;
    let mut filler = Filler::new(scene, document, surface);
    let form = if document.parsed.has_claim_pages() { Form::Part } else { Form::Alone };
    for claim in 0..document.parsed.claims.len() {
        let view = filler.claim(id, claim, form);
        filler.pieces.push(Piece::Claim(Box::new(view)));
    }
    let mut html = String::with_capacity(body.html.len() + body.slots.len() * 48);
    markdown::fill(body, &mut html, surface != Surface::Feed, &mut |fill, out| filler.fill(fill, out));
    filler.pieces.push(Piece::Html(html));
    if surface == Surface::Page {
        glossary::explain(scene, document.language, &mut filler.pieces);
    }
    BodyView { pieces: filler.pieces }
}

pub(super) struct Filler<'f> {
    pub(super) scene: Scene<'f>,
    pub(super) document: &'f Document,
    pub(super) surface: Surface,
    pieces: Vec<Piece>,
    /// How often each source was cited so far.
    marks: Vec<usize>,
    /// Whether the link that was started last leads somewhere.
    linked: bool,
}

impl<'f> Filler<'f> {
    pub(super) fn new(scene: Scene<'f>, document: &'f Document, surface: Surface) -> Self {
        let marks = vec![0; document.citations.sources.len()];
        Self { scene, document, surface, pieces: Vec::new(), marks, linked: false }
    }

    /// A short text of the document, whose parts are in its outline.
    pub(super) fn passage(&mut self, text: &Body) -> String {
        let mut html = String::with_capacity(text.html.len() + text.slots.len() * 48);
        let on_page = self.surface != Surface::Feed;
        markdown::fill(text, &mut html, on_page, &mut |fill, out| self.fill(fill, out));
        html
    }

    fn fill(&mut self, fill: Fill, out: &mut String) {
        let words = self.scene.words(self.document.language);
        match fill {
            Fill::LinkOpen(at) => self.open_link(at, out),
            Fill::LinkClose => out.push_str(if self.linked { "</a>" } else { "" }),
            Fill::Picture(at) => self.picture(at, out),
            Fill::Component(at) if self.document.components[at].is_hidden() => {}
            Fill::Component(at) => {
                self.pieces.push(Piece::Html(std::mem::take(out)));
                let component = self.component(at);
                self.pieces.push(Piece::Component(Box::new(component)));
            }
            Fill::Citation(at) => self.citation(at, out),
            Fill::Anchor(at) if self.surface == Surface::Page => {
                let heading = &self.document.parsed.body.outline.headings[at];
                out.push(' ');
                self.scene.theme.marks.anchor.write(out, &[], |value, out| match value {
                    0 => {
                        out.push('#');
                        push_attribute(out, &heading.id);
                    }
                    _ => push_attribute(out, &words.get("anchor").replace("{heading}", &heading.text)),
                });
            }
            Fill::Word(word) => push_attribute(out, words.word(word)),
            Fill::Footnote(number, nth) => self.footnote(number, nth, out),
            Fill::FootnoteBack(number, nth) => self.footnote_back(number, nth, out),
            Fill::Wrapper(frame, part) => self.frame(frame, part, out),
            Fill::PageAddress => push_attribute(out, &self.page()),
            // A part of the page, or a heading, where it is not shown.
            Fill::Anchor(_) | Fill::OnPage(_) => {}
        }
    }

    fn frame(&self, frame: Wrapper, part: WrapperPart, out: &mut String) {
        let words = self.scene.words(self.document.language);
        let marks = &self.scene.theme.marks;
        let label = |word, out: &mut String| push_attribute(out, words.word(word));
        match (frame, part) {
            (Wrapper::Callout { kind, tag }, part) => {
                let part = match part {
                    WrapperPart::Start => 0,
                    WrapperPart::Middle => 1,
                    WrapperPart::End => 2,
                };
                marks
                    .callout
                    .write_part(out, part, &[], |value, out| out.push_str(if value == 0 { kind } else { tag }));
            }
            (Wrapper::Footnotes, part) => {
                let part = usize::from(part != WrapperPart::Start);
                marks.footnotes.write_part(out, part, &[], |_, out| label(ThemeWord::Footnotes, out));
            }
            (Wrapper::Table, part) => {
                let (part, is_page) = (usize::from(part != WrapperPart::Start), self.surface != Surface::Feed);
                marks.table.write_part(out, part, &[is_page], |_, out| label(ThemeWord::Table, out));
            }
        }
    }

    /// Starts a link. One to a held-back document is not written: a reader learns neither its address nor that it exists.
    fn open_link(&mut self, at: usize, out: &mut String) {
        let target = &self.document.links[at];
        let href = web::target(self.scene, target, &self.document.path, self.surface == Surface::Feed);
        self.linked = href.is_some();
        let Some(href) = href else { return };
        let link = &self.document.parsed.body.outline.links[at];
        out.push_str("<a href=\"");
        if matches!(target, LinkTarget::Part(_)) && self.surface == Surface::Placed {
            out.push_str(&self.scene.href(&self.document.path));
        }
        push_attribute(out, &href);
        out.push('"');
        if LinkKind::of(&link.target) == LinkKind::Outside {
            out.push_str(" rel=\"noopener\"");
        }
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            push_attribute(out, &link.title);
            out.push('"');
        }
        out.push('>');
    }

    fn picture(&self, at: usize, out: &mut String) {
        let call = &self.document.parsed.body.outline.pictures[at];
        let caption = Caption { title: call.title.as_deref(), ..Caption::of(&call.alt) };
        match self.document.pictures[at] {
            Some(id) => out.push_str(&web::picture(self.scene, id, caption, self.spot()).html),
            None => push_text(out, &call.alt),
        }
    }

    pub(super) fn spot(&self) -> Spot {
        if self.surface == Surface::Feed { Spot::Feed } else { Spot::Text }
    }

    /// The address of the document's page before `#` and a part of it; empty on that page itself.
    fn page(&self) -> String {
        match self.surface {
            Surface::Page => String::new(),
            Surface::Placed => self.scene.href(&self.document.path),
            Surface::Feed => self.scene.absolute(&self.document.path),
        }
    }

    fn footnote(&self, number: usize, nth: usize, out: &mut String) {
        let is_page = self.surface == Surface::Page;
        self.scene.theme.marks.footnote.write(out, &[is_page], |value, out| match value {
            0 => {
                push_attribute(out, &self.page());
                out.extend(["#", &markdown::note_id(number)]);
            }
            1 => out.push_str(&markdown::note_letters(number)),
            _ => out.push_str(&markdown::note_mark_id(number, nth)),
        });
    }

    fn footnote_back(&self, number: usize, nth: usize, out: &mut String) {
        self.scene.theme.marks.footnote_back.write(out, &[nth > 1], |value, out| match value {
            0 => {
                push_attribute(out, &self.page());
                out.extend(["#", &markdown::note_mark_id(number, nth)]);
            }
            1 => {
                let letters = markdown::note_letters(number);
                let letters = if nth == 1 { letters } else { format!("{letters}-{nth}") };
                let words = self.scene.words(self.document.language);
                push_attribute(out, &words.get("footnote_back").replace("{n}", &letters));
            }
            _ => out.push_str(&nth.to_string()),
        });
    }

    fn citation(&mut self, at: usize, out: &mut String) {
        let written = &self.document.parsed.body.outline.citations[at].items;
        let mut numbers = Vec::with_capacity(written.len());
        for cited in &self.document.citations.marks[at] {
            let count = &mut self.marks[cited.number - 1];
            *count += 1;
            numbers.push(Number { source: cited.number, mark: *count, locator: &written[cited.item].locator });
        }
        let page = ListPage { address: &self.page(), leads_back: self.surface == Surface::Page };
        let words = self.scene.words(self.document.language);
        MarkWriter { marks: &self.scene.theme.marks, page, words }.push(out, numbers);
    }
}
