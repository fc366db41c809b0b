//! The folder of one document: its posts as data and as text.

use serde::Serialize;

use crate::base::OutputPath;
use crate::card::Size;
use crate::model::{Document, DocumentId};
use crate::parse::{CardForm, Poll};
use crate::plan::{card_extension, card_path, card_picture};
use crate::social::{Channel, LinkPlace, Post, post};
use crate::view;

use super::correction::correction;
use super::{Kit, Postable, markdown};

/// What the kit says of one document; `posts.json` is this.
#[derive(Clone, Debug, Serialize)]
pub struct KitFolder<'k> {
    /// The document's file.
    pub document: &'k str,
    /// Its title.
    pub title: &'k str,
    /// Its kind.
    pub kind: &'static str,
    /// Its language.
    pub language: &'k str,
    /// The address of its page.
    pub url: String,
    /// From when on its page can be seen, where that is still to come: RFC 3339, in the practice's zone.
    pub goes_live: Option<String>,
    /// The address of its share card.
    pub card: String,
    /// What its pictures show, for those who cannot see them.
    pub alt: String,
    /// A post for each network of the practice.
    pub posts: Vec<PostOn<'k>>,
    /// The same picture, laid out for each size that networks ask for.
    pub pictures: Vec<PictureFile>,
    /// Further pictures that posts can carry: a number, three points, a quotation.
    pub cards: Vec<FormCard>,
    /// Whether it has a poll.
    #[serde(skip)]
    pub(super) asks: bool,
    /// What it says of claims, as a reply and as a script.
    #[serde(skip)]
    correction: Option<String>,
    #[serde(skip)]
    pub(super) id: DocumentId,
    #[serde(skip)]
    path: &'k str,
    #[serde(skip)]
    extension: &'static str,
}

/// A further picture of a document.
#[derive(Clone, Debug, Serialize)]
pub struct FormCard {
    /// What is on it.
    #[serde(serialize_with = "word_of")]
    pub form: CardForm,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Its files.
    pub pictures: Vec<PictureFile>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn word_of<S: serde::Serializer>(form: &CardForm, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(form.word())
}

/// The file of a further picture: it has no photo, so it is a PNG.
pub(super) fn form_file(form: CardForm, picture: &str) -> String {
    file_of(&format!("{}-{picture}", form.word()), "png")
}

/// A picture of a document.
#[derive(Clone, Debug, Serialize)]
pub struct PictureFile {
    /// Its name in the document's folder.
    pub file: String,
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
}

/// The picture of a size in a folder: what has a photo is a JPEG.
fn file_of(picture: &str, extension: &str) -> String {
    format!("{picture}.{extension}")
}

/// The path of a document's folder within the kit: that of its page, `articles/flu`.
pub(super) fn path(document: &Document) -> &str {
    document.path.trim_matches('/')
}

/// A post on one network.
#[derive(Clone, Debug, Serialize)]
pub struct PostOn<'k> {
    /// The network's id.
    pub channel: &'k str,
    /// Its name.
    pub name: &'k str,
    /// The text to paste.
    pub text: String,
    /// Its length as the network counts it.
    pub count: usize,
    /// The longest that the network takes.
    pub limit: usize,
    /// How much of the text is seen before "more", where the network folds it.
    pub fold: Option<usize>,
    /// The title, where posts have one.
    pub title: Option<String>,
    /// The hashtags in the text.
    pub hashtags: Vec<String>,
    /// The tracked address.
    pub link: String,
    /// Where the address is: `text`, `field` or `bio`.
    pub link_place: LinkPlace,
    /// The picture's file.
    pub picture: String,
    /// Which of the further pictures that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
    /// What it shows, at most as long as the network takes.
    pub alt: String,
    /// The address that opens a new post.
    pub intent: Option<String>,
    /// When to post it, RFC 3339 in the practice's zone: as the author wrote, else when the page goes live, where that is
    /// still to come.
    pub publish_at: Option<String>,
    /// The poll, where the document has one and the network takes polls.
    pub poll: Option<PollOn>,
    /// Whether the author wrote the text.
    pub written: bool,
    #[serde(skip)]
    pub(super) at: Option<jiff::Timestamp>,
}

/// A poll on one network.
#[derive(Clone, Debug, Serialize)]
pub struct PollOn {
    /// The question.
    pub question: String,
    /// Its length as the network counts it.
    pub count: usize,
    /// The longest that the network takes.
    pub limit: usize,
    /// The answers.
    pub answers: Vec<AnswerOn>,
    /// How many days it can run, if known.
    pub days: Option<u8>,
}

/// An answer of a poll on one network.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerOn {
    /// The answer.
    pub text: String,
    /// Its length as the network counts it.
    pub count: usize,
    /// The longest that the network takes.
    pub limit: usize,
}

impl PollOn {
    fn new(channel: &Channel, poll: &Poll) -> Option<Self> {
        let limits = channel.poll?;
        let count = |text: &str| channel.counting.count(text);
        let answer = |text: &String| AnswerOn { text: text.clone(), count: count(text), limit: limits.answer };
        Some(Self {
            question: poll.question.clone(),
            count: count(&poll.question),
            limit: limits.question.unwrap_or(channel.limit),
            answers: poll.answers.iter().map(answer).collect(),
            days: limits.days,
        })
    }
}

impl<'k> KitFolder<'k> {
    pub(super) fn of(kit: Kit<'k>, id: DocumentId) -> Self {
        let compiled = kit.compiled;
        let site = &compiled.site;
        let document = site.document(id);
        let goes_live = match kit.standing(id) {
            Postable::Scheduled(at) => Some(at),
            _ => None,
        };
        let url = site.address(document);
        let words = compiled.words(document.language);
        let alt = view::card_alt(compiled.scene(), id, None);
        let extension = card_extension(card_picture(site, document));
        let sizes = kit.form_sizes();
        let form_card = |form: CardForm| {
            let file =
                |size: &&Size| PictureFile { file: form_file(form, size.name), width: size.width, height: size.height };
            let alt = view::form_alt(compiled.scene(), id, form)?;
            Some(FormCard { form, alt, pictures: sizes.iter().map(file).collect() })
        };
        let cards: Vec<FormCard> = document.parsed.front.card.forms().into_iter().filter_map(form_card).collect();
        let instant = |at: jiff::Timestamp| site.config.zone.at(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let may_post = |channel: &str| document.parsed.front.consent_covers_channel(channel);
        let on = |channel: &'k Channel| {
            let post = post(site, document, channel, words);
            let at = post.publish_at.map(|moment| moment.at).or(goes_live);
            let poll = document.parsed.front.poll.as_ref().and_then(|poll| PollOn::new(channel, poll));
            let chosen = chosen(document, &channel.id);
            let other = chosen.and_then(|form| cards.iter().find(|card| card.form == form));
            let (alt, file) = match other {
                Some(card) => (card.alt.as_str(), form_file(card.form, &channel.picture)),
                None => (alt.as_str(), file_of(&channel.picture, extension)),
            };
            let form = other.map(|card| card.form.word());
            PostOn { publish_at: at.map(instant), at, poll, form, ..PostOn::new(channel, post, alt, file) }
        };
        Self {
            document: document.parsed.source.path.as_str(),
            title: &document.parsed.front.title,
            kind: document.parsed.source.kind.word(),
            language: &site.languages[document.language].tag,
            goes_live: goes_live.map(instant),
            card: site.config.url.absolute(&card_path(site, document, None)),
            posts: kit.enabled().into_iter().filter(|channel| may_post(&channel.id)).map(on).collect(),
            pictures: Size::ALL
                .iter()
                .map(|size| PictureFile { file: file_of(size.name, extension), width: size.width, height: size.height })
                .collect(),
            cards,
            asks: document.parsed.front.poll.is_some(),
            correction: correction(document, &url, words),
            id,
            path: path(document),
            extension,
            alt,
            url,
        }
    }

    /// The folder's own path, `articles/flu`.
    #[must_use]
    pub fn path(&self) -> &'k str {
        self.path
    }

    /// The name of the picture of a size.
    #[must_use]
    pub fn picture(&self, size: &Size) -> String {
        file_of(size.name, self.extension)
    }

    /// The files of words; [`Kit::draw`] makes the pictures.
    #[must_use]
    pub fn files(&self) -> Vec<(OutputPath, String)> {
        let file = |name: &str| OutputPath::new(&format!("{}/{name}", self.path));
        // A struct of texts and numbers always becomes JSON.
        let json = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        let mut files = vec![(file("posts.json"), json), (file("posts.md"), markdown::posts(self))];
        files.extend(self.correction.as_ref().map(|text| (file("correction.md"), text.clone())));
        files
    }
}

/// The further picture that the author chose for a network.
fn chosen(document: &Document, channel: &str) -> Option<CardForm> {
    document.parsed.front.social.iter().find(|(id, _)| id == channel)?.1.card
}

impl<'k> PostOn<'k> {
    fn new(channel: &'k Channel, post: Post, alt: &str, picture: String) -> Self {
        Self {
            channel: &channel.id,
            name: &channel.name,
            count: post.count,
            limit: channel.limit,
            fold: channel.fold,
            title: post.title,
            hashtags: post.hashtags,
            link: post.link,
            link_place: channel.link,
            picture,
            form: None,
            alt: alt.chars().take(channel.alt).collect(),
            intent: post.intent,
            publish_at: None,
            poll: None,
            written: post.written,
            text: post.text,
            at: None,
        }
    }
}
