//! The newsletter: a letter to readers, as a page for mail programs, as plain text, and as a message that is ready to be sent.
//!
//! In: a compiled project and a month. Out: a [`Letter`] for each language that has something to tell. Invariants: nothing
//! in it comes from elsewhere but pictures of the site; the page is small enough that mail programs show all of it; the same
//! project gives the same bytes.

mod encode;
mod letter;
mod message;
mod tidy;

use jiff::civil::Date;

use crate::compile::Compiled;
use crate::diag::Diagnostic;
use crate::model::DocumentId;
use crate::social::Channel;

pub use encode::{encoded_words, quoted_printable};
pub use letter::{Issue, LetterColors, LetterImage, LetterItem, LetterSection, LetterView};
pub use message::{Message, message};
pub use tidy::{tidy_html, tidy_text};

/// Bytes of the page at most. Gmail cuts off what is beyond 102 KB, with the link to unsubscribe, and mailing services add to it.
pub const MOST_BYTES: usize = 90_000;

/// Entries at most: nobody reads more.
const MOST_ENTRIES: usize = 20;

/// The letter of one language.
#[derive(Clone, Debug)]
pub struct Letter {
    /// BCP 47 tag; `None` for the site's main language.
    pub language: Option<String>,
    /// The subject.
    pub subject: String,
    /// The page.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// The message with both.
    pub eml: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many were left out, since they would make it too long.
    pub left_out: usize,
}

/// What an editor wants of a letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'w> {
    /// Words in place of the greeting, in the site's main language.
    pub intro: Option<&'w str>,
    /// The documents in their order; all of the month where there are none.
    pub documents: &'w [DocumentId],
}

/// Why there is no newsletter.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The templates failed.
    Templates(Vec<Diagnostic>),
    /// The page has so many bytes even with a single entry: its template is too long.
    TooLong(usize),
}

/// The letters of a month, that of the main language first; none if no language has anything to tell.
///
/// # Errors
/// A [`Problem`] of the templates.
pub fn letters(
    compiled: &Compiled<'_>,
    channel: &Channel,
    month: Date,
    wishes: Wishes<'_>,
) -> Result<Vec<Letter>, Problem> {
    let renderer = compiled.renderer();
    if !renderer.problems().is_empty() {
        return Err(Problem::Templates(renderer.problems().to_vec()));
    }
    let languages = compiled.site.languages.ids();
    let letters = languages.filter_map(|language| {
        let mut most = MOST_ENTRIES;
        loop {
            let view = letter::letter(
                compiled.scene(),
                language,
                &Issue { month, most, channel, intro: wishes.intro, documents: wishes.documents },
            )?;
            let outcome = renderer.letter(language, &view);
            let Some((html, text)) = outcome.value else { return Some(Err(Problem::Templates(outcome.diagnostics))) };
            let html = tidy_html(&html);
            let entries: usize = view.sections.iter().map(|section| section.items.len()).sum();
            if html.len() > MOST_BYTES {
                if entries <= 1 {
                    return Some(Err(Problem::TooLong(html.len())));
                }
                most = entries - 1;
                continue;
            }
            let text = tidy_text(&text);
            let eml = message(&envelope(compiled, month, &view.subject, &html, &text));
            let language = (!language.is_main()).then_some(view.tag);
            return Some(Ok(Letter {
                language,
                subject: view.subject,
                html,
                text,
                eml,
                entries,
                left_out: view.left_out,
            }));
        }
    });
    letters.collect()
}

/// The message of a letter. Its date is noon of the month's last day, which is the same with every run.
fn envelope<'m>(
    compiled: &'m Compiled<'_>,
    month: Date,
    subject: &'m str,
    html: &'m str,
    text: &'m str,
) -> Message<'m> {
    let config = &compiled.site.config;
    let noon = month.last_of_month().at(12, 0, 0, 0);
    let start = config.zone.midnight(noon.date());
    let noon = config.zone.at(start).with().hour(12).build().unwrap_or_else(|_| config.zone.at(start));
    Message {
        from: (&config.practice.name, config.practice.email.as_deref()),
        host: config.url.host(),
        date: noon.strftime("%a, %-d %b %Y %H:%M:%S %z").to_string(),
        subject,
        text,
        html,
    }
}
