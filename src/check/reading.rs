//! What readers read of one document: texts of its front matter, its prose and the texts of its pictures, each with its place.

use std::cell::OnceCell;
use std::ops::Range;

use crate::diag::Place;
use crate::grade::{Language, TextWords};
use crate::markdown::{BlockKind, Passage, Prose};
use crate::model::{Document, Site};
use crate::yaml::Step;

use super::plain::Measured;

/// One document as its rules read it.
pub(super) struct Reading<'r> {
    /// The site that it is in.
    pub(super) site: &'r Site,
    /// The document.
    pub(super) document: &'r Document,
    /// Its texts: front matter first, then the text from the top to the end.
    pub(super) texts: Vec<ReadText<'r>>,
    measured: OnceCell<Measured>,
}

/// One text.
pub(super) struct ReadText<'r> {
    /// What it is.
    pub(super) part: Part,
    /// The text as shown.
    pub(super) text: &'r str,
    /// Its words.
    pub(super) words: TextWords<'r>,
    /// Its language.
    pub(super) language: Language,
    spot: Spot<'r>,
}

/// What a text is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// A claim as others tell it. It is what the page speaks against: no rule blames it on the page.
    Claim,
    /// What the page says about a claim.
    Answer,
    /// The text of the main picture.
    Image,
    /// The words of the call to action, or of the share card.
    Label,
    /// A post for a social network.
    Post,
    /// What a correction or a disclosure says.
    Note,
    /// A block of the text.
    Body(BlockKind),
}

/// How the place of a part of a text is found.
enum Spot<'r> {
    Passage(Passage<'r>),
    /// A passage of a value in the front matter, which YAML may fold or escape.
    Front(Vec<Step<'r>>),
}

impl ReadText<'_> {
    /// Whether it is running text of the page that a patient reads from top to end: no heading, label, code or picture's text.
    pub(super) fn is_running(&self) -> bool {
        use BlockKind::{Callout, Emergency, Item, Paragraph, Quotation};
        matches!(self.part, Part::Answer | Part::Body(Paragraph | Item | Callout | Emergency | Quotation))
    }

    /// Whether the page speaks in it with its own voice: no claim of others, no quotation, no code, no address.
    pub(super) fn is_own_voice(&self) -> bool {
        !matches!(self.part, Part::Claim | Part::Body(BlockKind::Quotation | BlockKind::Code))
    }
}

impl<'r> Reading<'r> {
    /// Gathers the texts of a document.
    pub(super) fn new(site: &'r Site, document: &'r Document) -> Self {
        let language = Language::of(&site.languages[document.language].tag);
        let mut gathered = Gathered { language, texts: Vec::new() };
        gathered.front(document);
        gathered.prose(&document.parsed.body.outline.prose);
        Self { site, document, texts: gathered.texts, measured: OnceCell::new() }
    }

    /// The place of the bytes `range` of a text.
    pub(super) fn place(&self, text: &ReadText<'_>, range: Range<usize>) -> Place {
        let file = &self.document.parsed.source.path;
        match &text.spot {
            Spot::Passage(passage) => Place::at(file, passage.place(range)),
            Spot::Front(path) => self.front_place(path, text.text.get(range).unwrap_or_default()),
        }
    }

    /// The sentences of the running text.
    pub(super) fn measured(&self) -> &Measured {
        self.measured.get_or_init(|| Measured::of(&self.texts))
    }

    /// The language of the document.
    pub(super) fn language(&self) -> Language {
        Language::of(&self.site.languages[self.document.language].tag)
    }

    /// The position of a part of a value; the whole value if YAML writes the part differently.
    fn front_place(&self, path: &[Step<'_>], part: &str) -> Place {
        let mut place = self.document.parsed.place(path);
        let yaml = self.document.parsed.yaml();
        if let Some(range) = &mut place.range
            && let Some(start) = range.start.checked_sub(yaml.start)
            && let Some(at) = yaml.text.get(start..range.end - yaml.start).and_then(|written| written.find(part))
            && !part.is_empty()
        {
            *range = range.start + at..range.start + at + part.len();
        }
        place
    }
}

struct Gathered<'r> {
    language: Language,
    texts: Vec<ReadText<'r>>,
}

impl<'r> Gathered<'r> {
    fn add(&mut self, part: Part, text: Option<&'r str>, path: &[Step<'r>]) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            let spot = Spot::Front(path.to_vec());
            self.texts.push(ReadText { part, text, words: TextWords::of(text), language: self.language, spot });
        }
    }

    fn front(&mut self, document: &'r Document) {
        use Step::{Item, Key};
        let front = &document.parsed.front;
        self.add(Part::Title, Some(&front.title), &[Key("title")]);
        self.add(Part::Summary, front.summary.as_deref(), &[Key("summary")]);
        let alt = front.image.as_ref().map(|image| image.alt.as_str());
        self.add(Part::Image, alt, &[Key("image"), Key("alt")]);
        let label = front.call_to_action.as_ref().map(|call| call.label.as_str());
        self.add(Part::Label, label, &[Key("call_to_action"), Key("label")]);
        self.add(Part::Label, front.card.title.as_deref(), &[Key("card"), Key("title")]);
        let card = &front.card;
        let number = card.number.as_ref().map(|number| number.text.as_str());
        self.add(Part::Post, number, &[Key("card"), Key("number"), Key("text")]);
        for (at, point) in card.points.iter().enumerate() {
            self.add(Part::Post, Some(point), &[Key("card"), Key("points"), Item(at)]);
        }
        let quote = card.quote.as_ref().map(|quote| quote.text.as_str());
        self.add(Part::Post, quote, &[Key("card"), Key("quote"), Key("text")]);
        for (claim, texts) in front.claims.iter().zip(&document.parsed.claims) {
            let path = |key| [Key("claims"), Item(claim.at), Key(key)];
            self.add(Part::Claim, Some(&claim.claim), &path("claim"));
            self.answer(&texts.fact_body.outline.prose, &path("fact"));
            for (body, key) in [(&texts.why_believed, "why_believed"), (&texts.what_to_do, "what_to_do")] {
                if let Some(body) = body {
                    self.answer(&body.outline.prose, &path(key));
                }
            }
        }
        for (channel, social) in &front.social {
            self.add(Part::Post, social.text.as_deref(), &[Key("social"), Key(channel), Key("text")]);
        }
        for (at, correction) in front.corrections.iter().enumerate() {
            self.add(Part::Note, Some(&correction.what), &[Key("corrections"), Item(at), Key("what")]);
            self.add(Part::Note, correction.why.as_deref(), &[Key("corrections"), Item(at), Key("why")]);
        }
        let note = front.event.as_ref().and_then(|event| event.status_note.as_deref());
        self.add(Part::Note, note, &[Key("status_note")]);
        self.add(Part::Note, front.typical_results.as_deref(), &[Key("typical_results")]);
        if let Some(disclosures) = &front.disclosures {
            self.add(Part::Note, disclosures.funding.as_deref(), &[Key("disclosures"), Key("funding")]);
            self.add(Part::Note, disclosures.conflicts.as_deref(), &[Key("disclosures"), Key("conflicts")]);
        }
    }

    /// The prose of a value in the front matter.
    fn answer(&mut self, prose: &'r Prose, path: &[Step<'r>]) {
        for passage in prose.passages() {
            self.add(Part::Answer, Some(passage.text), path);
        }
    }

    fn prose(&mut self, prose: &'r Prose) {
        for passage in prose.passages() {
            let language = passage.language.map_or(self.language, Language::of);
            let (part, text) = (Part::Body(passage.block), passage.text);
            self.texts.push(ReadText {
                part,
                text,
                words: TextWords::of(text),
                language,
                spot: Spot::Passage(passage),
            });
        }
    }
}
