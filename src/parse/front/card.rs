//! What pictures of a document say: another title or picture, and the pictures for posts with a number, three points or a quotation.

use crate::base::{closed_words, unless_blank};
use crate::config::CardDesign;
use crate::diag::codes;
use crate::yaml::Step;

use super::file::{CardFile, NumberFile, QuoteFile};
use super::resolve::{Path, Resolver};

/// The most signs of a number, of what it counts, of a point, and of a quotation: what is large enough to be read on a phone.
const MOST: [usize; 4] = [14, 110, 70, 220];

closed_words! {
    /// A picture for posts that says something else than the title.
    CardForm {
        /// A number and what it counts.
        Number = "number",
        /// Three points.
        Points = "points",
        /// Words that someone said.
        Quote = "quote",
    }
}

/// What the share card shows instead, and further pictures for posts.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// A shorter title.
    pub title: Option<String>,
    /// Another picture.
    pub image: Option<String>,
    /// Another design than the settings ask for.
    pub design: Option<CardDesign>,
    /// A number.
    pub number: Option<NumberCard>,
    /// Three points; empty if there are none.
    pub points: Vec<String>,
    /// A quotation.
    pub quote: Option<QuoteCard>,
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberCard {
    /// The number as people write it: `7 of 10`, `30%`.
    pub value: String,
    /// What it counts.
    pub text: String,
    /// The id of its source.
    pub source: Option<String>,
}

/// Words that someone said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteCard {
    /// The words.
    pub text: String,
    /// The id of a person of the practice, or a name.
    pub by: Option<String>,
}

impl Card {
    /// The further pictures that it asks for.
    #[must_use]
    pub fn forms(&self) -> Vec<CardForm> {
        let asked = [
            (CardForm::Number, self.number.is_some()),
            (CardForm::Points, !self.points.is_empty()),
            (CardForm::Quote, self.quote.is_some()),
        ];
        asked.into_iter().filter_map(|(form, is_asked)| is_asked.then_some(form)).collect()
    }
}

impl Resolver<'_> {
    pub(super) fn card(&mut self, file: CardFile) -> Card {
        let design = file.design.and_then(|written| {
            let design = CardDesign::named(&written);
            if design.is_none() {
                let message = format!("`{written}` is not a card design; expected `plain` or `image`");
                let path = [Step::Key("card"), Step::Key("design")];
                self.checker.report(
                    &codes::BAD_VALUE,
                    message,
                    "to use the design from the settings, remove `design`",
                    &path,
                );
            }
            design
        });
        Card {
            title: unless_blank(file.title),
            image: unless_blank(file.image),
            design,
            number: file.number.and_then(|number| self.number_card(number)),
            points: file.points.map(|points| self.points_card(points)).unwrap_or_default(),
            quote: file.quote.and_then(|quote| self.quote_card(quote)),
        }
    }

    fn number_card(&mut self, file: NumberFile) -> Option<NumberCard> {
        let path = [Step::Key("card"), Step::Key("number")];
        let value = self.required("value", file.value, &path);
        let text = self.required("text", file.text, &path);
        let value = self.fits(value, &[path[0], path[1], Step::Key("value")], MOST[0]);
        let text = self.fits(text, &[path[0], path[1], Step::Key("text")], MOST[1]);
        Some(NumberCard { value: value?, text: text?, source: unless_blank(file.source) })
    }

    fn points_card(&mut self, points: Vec<String>) -> Vec<String> {
        let path = [Step::Key("card"), Step::Key("points")];
        let points: Vec<String> = points.into_iter().filter_map(|text| unless_blank(Some(text))).collect();
        if points.len() != 3 {
            let message = format!("`card.points` needs three points, but this one has {}", points.len());
            let help = "write `points: [\"the first\", \"the second\", \"the third\"]`";
            self.checker.report(&codes::BAD_VALUE, message, help, &path);
            return Vec::new();
        }
        let fitting = |(at, text)| self.fits(Some(text), &[path[0], path[1], Step::Item(at)], MOST[2]);
        let points: Option<Vec<String>> = points.into_iter().enumerate().map(fitting).collect();
        points.unwrap_or_default()
    }

    fn quote_card(&mut self, file: QuoteFile) -> Option<QuoteCard> {
        let path = [Step::Key("card"), Step::Key("quote")];
        let text = self.required("text", file.text, &path);
        let text = self.fits(text, &[path[0], path[1], Step::Key("text")], MOST[3]);
        Some(QuoteCard { text: text?, by: unless_blank(file.by) })
    }

    /// The picture that a post asks for.
    pub(super) fn post_card(&mut self, word: &str, path: Path<'_>) -> Option<CardForm> {
        let form: CardForm = self.checker.word(word, path)?;
        if !self.checker.yaml.has(&[Step::Key("card"), Step::Key(form.word())]) {
            let message = format!("this post uses the picture `{word}`, but `card` does not have it");
            let help = format!("add `{word}` below `card:`, or remove this line for the usual picture");
            self.checker.report(&codes::BAD_VALUE, message, &help, path);
            return None;
        }
        Some(form)
    }

    /// A text that is short enough for a picture.
    fn fits(&mut self, text: Option<String>, path: Path<'_>, most: usize) -> Option<String> {
        let text = text?;
        let length = text.trim().chars().count();
        if length <= most {
            return Some(text.trim().to_owned());
        }
        let message = format!("this has {length} characters, but the picture has room for {most}");
        self.checker.report(&codes::BAD_VALUE, message, "shorten it: people read it on a phone, at a glance", path);
        None
    }
}
