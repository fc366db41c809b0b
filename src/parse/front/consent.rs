//! The record of a patient's consent to a story.

use jiff::civil::Date;

use crate::base::closed_words;
use crate::diag::{Diagnostic, codes};
use crate::source::Kind;
use crate::yaml::Step;

use super::file::ConsentFile;
use super::resolve::{Path, Resolver};

closed_words! {
    /// What a consent allows.
    ConsentKind {
        /// Authorization under 45 CFR 164.508.
        HipaaAuthorization = "hipaa-authorization",
        /// Release of a picture.
        PhotoRelease = "photo-release",
        /// Nobody can be recognized.
        NotIdentifiable = "not-identifiable",
        /// A member of the staff.
        Staff = "staff",
        /// A public figure.
        PublicFigure = "public-figure",
    }
}

closed_words! {
    /// Where a consent allows a story to be used.
    ConsentScope {
        /// On the web site, in its feeds.
        Website = "website",
        /// In posts on social networks.
        Social = "social",
        /// On paper.
        Print = "print",
    }
}

/// Consent to publish a story.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The practice's own file number; it is never published.
    pub reference: String,
    /// What kind of consent.
    pub kind: ConsentKind,
    /// What it covers; nothing written means the web site alone.
    pub scope: Vec<ConsentScope>,
    /// When it was signed.
    pub signed_on: Date,
    /// Its last day; `None` where it does not end.
    pub expires_on: Option<Date>,
    /// Whether it was taken back.
    pub revoked: bool,
}

impl Consent {
    /// Whether it was given for this place.
    #[must_use]
    pub fn covers(&self, scope: ConsentScope) -> bool {
        if self.scope.is_empty() { scope == ConsentScope::Website } else { self.scope.contains(&scope) }
    }
}

impl Resolver<'_> {
    pub(super) fn consent(&mut self, file: Option<ConsentFile>) -> Option<Consent> {
        let path = [Step::Key("consent")];
        let Some(file) = file else {
            if self.context.kind == Kind::Story && !self.yaml.has(&path) {
                let help = "add `consent:` with `ref`, `type`, `scope` and `signed_on`, once the patient has signed";
                let place = self.yaml.key_place(&[]);
                let message = "a story is published only with a record of the patient's consent";
                self.diagnostics.push(Diagnostic::new(&codes::NO_CONSENT, message).at(place).help(help));
            }
            return None;
        };
        let reference = self.required("ref", file.reference, &path);
        let kind = self.word("type", file.kind, &path, (ConsentKind::WORDS, ConsentKind::named));
        let scope = self.scope(file.scope.unwrap_or_default());
        let signed_on = self.required_day("signed_on", file.signed_on, &path);
        let revoked = file.revoked.unwrap_or(false);
        if file.expires_on.is_none() && !revoked {
            self.without_end(&path);
        }
        let has_end = file.expires_on.is_some();
        let expires_on = self.expires_on(file.expires_on, signed_on, &path);
        if has_end && expires_on.is_none() {
            // What end was meant is not known, and a story that ought to be gone must not stay.
            return None;
        }
        Some(Consent { reference: reference?, kind: kind?, scope: scope?, signed_on: signed_on?, expires_on, revoked })
    }

    /// `None` where a word is not known: what was meant may be less than the web site.
    fn scope(&mut self, words: Vec<String>) -> Option<Vec<ConsentScope>> {
        let read = |(at, word): (usize, String)| {
            let path = [Step::Key("consent"), Step::Key("scope"), Step::Item(at)];
            self.optional_word(&word, &path, (ConsentScope::WORDS, ConsentScope::named))
        };
        let read: Vec<Option<ConsentScope>> = words.into_iter().enumerate().map(read).collect();
        read.into_iter().collect()
    }

    fn without_end(&mut self, path: Path<'_>) {
        let message = "the consent has no last day";
        let help = "add `expires_on:` with the day that the signed form names; the story leaves the site after it";
        let place = self.yaml.key_place(path);
        self.diagnostics.push(Diagnostic::new(&codes::CONSENT_WITHOUT_END, message).at(place).help(help));
    }

    /// `None` where no last day is written, or one that cannot be right.
    fn expires_on(&mut self, text: Option<String>, signed_on: Option<Date>, below: Path<'_>) -> Option<Date> {
        let path = [below, &[Step::Key("expires_on")]].concat();
        let expires = self.day(text, &path)?;
        if signed_on.is_some_and(|signed| expires < signed) {
            self.report(&codes::BAD_DATE, "the consent expires before it was signed", "swap the dates", &path);
            return None;
        }
        Some(expires)
    }
}
