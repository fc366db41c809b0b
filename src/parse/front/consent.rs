//! The record of a patient's consent to a story.

use jiff::civil::Date;

use crate::base::{closed_words, unless_blank};
use crate::diag::{Diagnostic, codes};
use crate::source::Kind;
use crate::yaml::Step;

use super::file::{ConsentFile, ConsentedFile};
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

closed_words! {
    /// Who signed a consent.
    Signer {
        /// The patient.
        Patient = "patient",
        /// A parent of the patient.
        Parent = "parent",
        /// The patient's guardian.
        Guardian = "guardian",
        /// Someone who may act for the patient.
        Representative = "representative",
    }
}

/// The release of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The number of its record; it is never published.
    pub number: String,
    /// Where the picture may be used; everywhere where nothing is written.
    pub scope: Vec<ConsentScope>,
    /// Its last day; `None` if it does not end.
    pub expires_on: Option<Date>,
    /// Whether it was taken back.
    pub revoked: bool,
}

impl Release {
    /// Whether it was given for this place.
    #[must_use]
    pub fn covers(&self, scope: ConsentScope) -> bool {
        self.scope.is_empty() || self.scope.contains(&scope)
    }

    /// Why it does not allow the picture on the web site today.
    #[must_use]
    pub fn problem(&self, today: Date) -> Option<String> {
        if self.revoked {
            return Some("was revoked".to_owned());
        }
        if let Some(last) = self.expires_on.filter(|last| *last < today) {
            return Some(format!("ended on {last}"));
        }
        (!self.covers(ConsentScope::Website)).then(|| "does not cover the website".to_owned())
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
    /// Its last day; `None` if it does not end.
    pub expires_on: Option<Date>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Who signed it.
    pub signed_by: Option<Signer>,
    /// What connects the person with the practice, as written.
    pub relation: Option<String>,
    /// What the person got for it, as written.
    pub payment: Option<String>,
    /// The networks for which it was given; all where none is written.
    pub channels: Vec<String>,
}

impl Consent {
    /// What readers of an endorsement have to know of it (16 CFR 255.5): a payment and a connection, if there is one.
    pub fn disclosed(&self) -> impl Iterator<Item = &str> {
        let says_something = |text: &&str| {
            let word = text.trim().trim_end_matches('.').to_lowercase();
            !matches!(word.as_str(), "none" | "no" | "nothing" | "ninguna" | "ninguno" | "nada")
        };
        [self.payment.as_deref(), self.relation.as_deref()].into_iter().flatten().filter(says_something)
    }

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
            if self.context.kind == Kind::Story && !self.checker.yaml.has(&path) {
                let help = "add `consent:` with `ref`, `type`, `scope` and `signed_on`, once the patient has signed";
                let place = self.checker.yaml.key_place(&[]);
                let message = "a story needs a record of the patient's consent";
                self.checker.diagnostics.push(Diagnostic::new(&codes::NO_CONSENT, message).at(place).help(help));
            }
            return None;
        };
        let reference = self.required("ref", file.reference, &path);
        let kind = self.word("type", file.kind, &path);
        let scope = self.scope(file.scope.unwrap_or_default(), &path);
        let signed_on = self.required_day("signed_on", file.signed_on, &path);
        let revoked = file.revoked.unwrap_or(false);
        if file.expires_on.is_none() && !revoked {
            self.without_end(&path);
        }
        let has_end = file.expires_on.is_some();
        let expires_on = self.expires_on(file.expires_on, signed_on, &path);
        let signed_by =
            unless_blank(file.signed_by).and_then(|word| self.checker.word(&word, &[path[0], Step::Key("signed_by")]));
        if has_end && expires_on.is_none() {
            // What end was meant is not known, and a story that ought to be gone must not stay.
            return None;
        }
        Some(Consent {
            reference: reference?,
            kind: kind?,
            scope: scope?,
            signed_on: signed_on?,
            expires_on,
            revoked,
            signed_by,
            relation: unless_blank(file.relation),
            payment: unless_blank(file.payment),
            channels: file.channels.unwrap_or_default(),
        })
    }

    /// The release of a picture; `None` if what is written of it cannot be read.
    pub(super) fn release(&mut self, file: &ConsentedFile, path: Path<'_>) -> Option<Release> {
        let number = unless_blank(file.consented.clone())?;
        let scope = self.scope(file.scope.clone().unwrap_or_default(), path)?;
        let end = [path, &[Step::Key("expires_on")]].concat();
        let expires_on = match file.expires_on.clone() {
            Some(text) => Some(self.day(Some(text), &end)?),
            None => None,
        };
        Some(Release { number, scope, expires_on, revoked: file.revoked.unwrap_or(false) })
    }

    /// `None` if a word is not known: what was meant may be less than the web site.
    fn scope(&mut self, words: Vec<String>, below: Path<'_>) -> Option<Vec<ConsentScope>> {
        let read = |(at, word): (usize, String)| {
            let path = [below, &[Step::Key("scope"), Step::Item(at)]].concat();
            self.checker.word(&word, &path)
        };
        let read: Vec<Option<ConsentScope>> = words.into_iter().enumerate().map(read).collect();
        read.into_iter().collect()
    }

    fn without_end(&mut self, path: Path<'_>) {
        let message = "the consent has no end date";
        let help = "add `expires_on:` with the date on the signed form; the story is taken down after that day";
        let place = self.checker.yaml.key_place(path);
        self.checker.diagnostics.push(Diagnostic::new(&codes::CONSENT_WITHOUT_END, message).at(place).help(help));
    }

    /// `None` if no last day is written, or one that cannot be right.
    fn expires_on(&mut self, text: Option<String>, signed_on: Option<Date>, below: Path<'_>) -> Option<Date> {
        let path = [below, &[Step::Key("expires_on")]].concat();
        let expires = self.day(text, &path)?;
        if signed_on.is_some_and(|signed| expires < signed) {
            self.checker.report(&codes::BAD_DATE, "the consent expires before it was signed", "swap the dates", &path);
            return None;
        }
        Some(expires)
    }
}
