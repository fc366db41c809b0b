//! The texts of claims: Markdown in the front matter, compiled like the text below it.
//!
//! In: a document's claims as written. Out: each one's [`ClaimText`], and one outline of all they hold, in the order in which
//! the page shows them; it goes before that of the text, so that links, pictures and citations of claims are resolved,
//! numbered and checked like any other. The sources of a claim are cited at the end of its fact. Places are those of the
//! whole value in the front matter: YAML folds and escapes text, so that no closer place is certain.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Outcome, Place, codes};
use crate::markdown::{self, Body, Citation, CitationItem, Fill, Heading, MarkdownInput, Outline, Slot};
use crate::yaml::{Step, Yaml};

use super::front::{Claim, FrontMatter};

/// The compiled texts of one claim. What is in them is in the outline of the document's body.
#[derive(Clone, Debug, Default)]
pub struct ClaimText {
    /// The fact without markup: what headings, titles and cards say.
    pub fact: String,
    /// The fact, with marks for the claim's sources at its end; phrases, no paragraph.
    pub fact_body: Body,
    /// Why people believe it.
    pub why_believed: Option<Body>,
    /// What to do instead.
    pub what_to_do: Option<Body>,
    /// The first words of what to do, without markup.
    pub advice: String,
    /// The citation marks in its texts: places in [`Outline::citations`].
    pub citations: Range<usize>,
}

/// What claims bring to their document.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Their texts, in the order of the front matter's claims.
    pub(super) texts: Vec<ClaimText>,
    /// What is in them.
    pub(super) outline: Outline,
}

/// Compiles the texts of a document's claims. `like` says how: its text and start do not count.
pub(super) fn compile(front: &FrontMatter, yaml: Yaml<'_>, like: &MarkdownInput<'_>) -> Outcome<Claims> {
    let mut compiler = Compiler { yaml, like, outline: Outline::default(), diagnostics: Vec::new() };
    let texts = front.claims.iter().map(|claim| compiler.claim(claim, front)).collect();
    let Compiler { outline, diagnostics, .. } = compiler;
    Outcome { value: Claims { texts, outline }, diagnostics }
}

struct Compiler<'c> {
    yaml: Yaml<'c>,
    like: &'c MarkdownInput<'c>,
    outline: Outline,
    diagnostics: Vec<Diagnostic>,
}

/// A text of a claim as written.
struct Written<'w> {
    claim: &'w Claim,
    key: &'static str,
    text: &'w str,
}

impl Compiler<'_> {
    fn claim(&mut self, claim: &Claim, front: &FrontMatter) -> ClaimText {
        let first = self.outline.citations.len();
        let (fact, mut fact_body) = match &claim.fact {
            Some(text) => self.fact(&Written { claim, key: "fact", text }),
            None => (front.title.clone(), Body::default()),
        };
        self.cite_sources(claim, &mut fact_body);
        self.anchor(claim, &fact, front.claims.len() > 1);
        let mut passage = |key, text: &Option<String>| {
            let text = text.as_deref()?;
            Some(self.passage(&Written { claim, key, text }))
        };
        let why_believed = passage("why_believed", &claim.why_believed).map(|(body, _)| body);
        let (what_to_do, advice) = passage("what_to_do", &claim.what_to_do).unzip();
        let citations = first..self.outline.citations.len();
        ClaimText { fact, fact_body, why_believed, what_to_do, advice: advice.unwrap_or_default(), citations }
    }

    /// Where a value of a claim is in the file.
    fn place(&self, claim: &Claim, key: &str) -> Range<usize> {
        let path = [Step::Key("claims"), Step::Item(claim.at), Step::Key(key)];
        self.yaml.place(&path).range.unwrap_or_default()
    }

    /// The name of the claim's part of the page; one of several is a heading too.
    fn anchor(&mut self, claim: &Claim, fact: &str, is_heading: bool) {
        let id = claim.id.to_string();
        if self.like.ids.contains(&id.as_str()) || markdown::is_numbered(&id) {
            let message = format!("a claim cannot have the id `{id}`: its page already uses it");
            self.report(&codes::BAD_NAME, message, "give the claim a different `id:`", self.place(claim, "id"));
        }
        self.outline.ids.push(id.clone());
        if is_heading {
            let range = self.place(claim, "fact");
            self.outline.headings.push(Heading { level: 2, id, text: fact.to_owned(), range });
        }
    }

    /// The fact is a sentence that is in headings too.
    fn fact(&mut self, written: &Written<'_>) -> (String, Body) {
        let (mut body, lead) = self.passage(written);
        let inner = body.html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>\n"));
        if let Some(inner) = inner.filter(|inner| !inner.contains("<p>")).map(str::to_owned) {
            body.html = inner;
            for slot in &mut body.slots {
                slot.at -= "<p>".len();
            }
        } else {
            let message = "the fact must be one paragraph of text";
            let help = "write the fact in one sentence, and move the rest to the text below the front matter";
            self.report(&codes::BAD_VALUE, message, help, self.place(written.claim, written.key));
        }
        (lead, body)
    }

    /// A text as HTML, and its first words.
    fn passage(&mut self, written: &Written<'_>) -> (Body, String) {
        let none = std::collections::BTreeSet::new();
        let input = MarkdownInput { text: written.text, start: 0, components: &none, ids: &[], ..*self.like };
        let Outcome { value: mut body, diagnostics } = markdown::compile(&input);
        let mut own = std::mem::take(&mut body.outline);
        body.outline.prose = std::mem::take(&mut own.prose);
        if !diagnostics.is_empty() || !own.is_bare() {
            let range = self.place(written.claim, written.key);
            let at = |diagnostic: Diagnostic| diagnostic.at(Place::at(self.yaml.file, range.clone()));
            self.diagnostics.extend(diagnostics.into_iter().map(at));
            own.stand_at(&range);
        }
        if !own.ids.is_empty() {
            let message = format!("`{}` contains a heading or a footnote", written.key);
            let help = "move headings and footnotes to the text below the front matter";
            self.report(&codes::BAD_VALUE, message, help, self.place(written.claim, written.key));
        }
        body.shift(&self.outline);
        let lead = std::mem::take(&mut own.lead);
        self.outline.append(own);
        (body, lead)
    }

    /// Cites the claim's sources at the end of its fact.
    fn cite_sources(&mut self, claim: &Claim, fact: &mut Body) {
        if claim.sources.is_empty() {
            return;
        }
        let path = |at| [Step::Key("claims"), Step::Item(claim.at), Step::Key("sources"), Step::Item(at)];
        let item = |(at, id): (usize, &String)| CitationItem {
            id: id.clone(),
            locator: String::new(),
            range: self.yaml.place(&path(at)).range.unwrap_or_default(),
        };
        let items: Vec<CitationItem> = claim.sources.iter().enumerate().map(item).collect();
        // Two marks next to each other would look like one number.
        if let Some(Slot { at, fill: Fill::Citation(last) }) = fact.slots.last()
            && *at == fact.html.len()
        {
            return self.outline.citations[*last].items.extend(items);
        }
        let range = self.place(claim, "sources");
        fact.slots.push(Slot { at: fact.html.len(), fill: Fill::Citation(self.outline.citations.len()) });
        self.outline.citations.push(Citation { items, range });
    }

    fn report(&mut self, code: &'static Code, message: impl Into<String>, help: &str, range: Range<usize>) {
        let place = Place::at(self.yaml.file, range);
        self.diagnostics.push(Diagnostic::new(code, message).at(place).help(help));
    }
}
