//! A piece of YAML while its values are checked: where each is, and what was found wrong so far.

use crate::base::{LinkKind, Worded};
use crate::diag::{Code, Diagnostic, codes};

use super::{Step, Yaml, is_unread};

/// The text that is being checked, and its problems.
#[derive(Debug)]
pub struct Checker<'t> {
    /// The text.
    pub yaml: Yaml<'t>,
    /// What was found so far, the problems of its shape first.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Adds a problem of the value at `path`.
    pub fn add(&mut self, diagnostic: Diagnostic, path: &[Step<'_>]) {
        self.diagnostics.push(diagnostic.at(self.yaml.place(path)));
    }

    /// Adds a problem of the value at `path`, with what to do about it.
    pub fn report(&mut self, code: &'static Code, message: impl Into<String>, help: &str, path: &[Step<'_>]) {
        let diagnostic = Diagnostic::new(code, message);
        self.add(if help.is_empty() { diagnostic } else { diagnostic.help(help) }, path);
    }

    /// Adds a problem of the key at `path`.
    pub fn report_key(&mut self, code: &'static Code, message: impl Into<String>, help: &str, path: &[Step<'_>]) {
        let place = self.yaml.key_place(path);
        self.diagnostics.push(Diagnostic::new(code, message).at(place).help(help));
    }

    /// Reports a missing key, unless nothing could be read, or something is there and was reported.
    pub fn missing(&mut self, key: &str, below: &[Step<'_>], help: &str) {
        let last = Step::Key(key.rsplit('.').next().unwrap_or(key));
        let is_reported = || !self.diagnostics.is_empty() && self.yaml.has(&[below, &[last]].concat());
        if is_unread(&self.diagnostics) || is_reported() {
            return;
        }
        self.report_key(&codes::MISSING_KEY, format!("the key `{key}` is missing"), help, below);
    }

    /// The value of a word of a closed list; another word is reported with the nearest.
    pub fn word<T: Worded>(&mut self, word: &str, path: &[Step<'_>]) -> Option<T> {
        let value = T::of_word(word);
        if value.is_none() {
            self.add(unknown_word(word, T::ALL), path);
        }
        value
    }

    /// A link that cannot run anything: an address is a risk wherever it is shown.
    pub fn safe_link(&mut self, url: Option<String>, path: &[Step<'_>]) -> Option<String> {
        let url = url?;
        if LinkKind::of(&url) != LinkKind::Unsafe {
            return Some(url);
        }
        self.add(unsafe_link(&url), path);
        None
    }
}

/// What to say of a word that is not in a closed list.
#[must_use]
pub fn unknown_word(word: &str, words: &[&str]) -> Diagnostic {
    Diagnostic::new(&codes::BAD_VALUE, format!("`{word}` is not one of the words expected here"))
        .did_you_mean(word, words.iter().copied())
        .help(format!("expected one of {}", words.join(", ")))
}

/// What to say of a link that could run something.
#[must_use]
pub fn unsafe_link(url: &str) -> Diagnostic {
    Diagnostic::new(&codes::UNSAFE_LINK, format!("a link to `{url}` is not allowed"))
        .help("links may start with `https:`, `http:`, `mailto:`, `tel:` or `sms:`, or lead to a page of this site")
}
