//! What a practice says of itself: its contacts and its people are no patients.

use std::collections::BTreeSet;

use super::lexicon;
use super::text::{Shape, Text};

/// What is known of the practice, in the form in which texts are compared with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    names: Vec<BTreeSet<String>>,
    phones: BTreeSet<String>,
    emails: BTreeSet<String>,
    hosts: BTreeSet<String>,
    pages: BTreeSet<String>,
    places: BTreeSet<String>,
}

impl Known {
    /// A person of the practice, an author or someone else whose name may be in texts.
    pub fn add_name(&mut self, name: &str) {
        let text = Text::new(name);
        let words = (0..text.len()).filter(|at| text.shape(*at) == Some(Shape::Word) && text.word(*at).len() > 1);
        let words: BTreeSet<String> = words
            .filter(|at| !text.is(*at, lexicon::DOCTOR | lexicon::HONORIFIC))
            .map(|at| text.word(at).to_owned())
            .collect();
        if !words.is_empty() {
            self.names.push(words);
        }
    }

    /// A telephone or fax number of the practice.
    pub fn add_phone(&mut self, phone: &str) {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 7 {
            self.phones.insert(last_ten(&digits).to_owned());
        }
    }

    /// An email address of the practice; other addresses at its host are the practice's too, unless many share the host.
    pub fn add_email(&mut self, email: &str) {
        let email = email.trim().to_ascii_lowercase();
        if let Some((_, host)) = email.rsplit_once('@')
            && !super::email::is_shared_host(host)
        {
            self.hosts.insert(host.to_owned());
        }
        self.emails.insert(email);
    }

    /// A web address of the practice.
    pub fn add_url(&mut self, url: &str) {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        if !host.is_empty() {
            self.hosts.insert(host);
        }
    }

    /// A street, or a whole address, where the practice works or meets people.
    pub fn add_place(&mut self, place: &str) {
        let text = Text::new(place);
        for at in 0..text.len() {
            if !text.digits(at).is_empty() && text.shape(at + 1).is_some() {
                self.places.insert(place_key(&text, at));
                self.places.insert(text.word(at).to_owned());
            }
        }
    }

    /// The postal code of the practice.
    pub fn add_zip(&mut self, code: &str) {
        self.places.insert(code.chars().take_while(char::is_ascii_digit).collect());
    }

    /// A page of the practice on a host that others use too.
    pub fn add_page(&mut self, url: &str) {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest).to_ascii_lowercase();
        let rest = rest.strip_prefix("www.").unwrap_or(&rest).trim_end_matches('/').to_owned();
        self.pages.insert(rest);
    }

    /// Whether an address without its scheme is a page of the practice, or below one.
    pub(super) fn has_page(&self, address: &str) -> bool {
        self.pages.iter().any(|page| {
            address.strip_prefix(page.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
    }

    /// Whether all words of a name belong to one person of the practice, the last name or the whole of it among them.
    pub(super) fn has_name(&self, words: &[&str]) -> bool {
        let words: Vec<&&str> = words.iter().filter(|word| word.len() > 1).collect();
        !words.is_empty() && self.names.iter().any(|name| words.iter().all(|word| name.contains(**word)))
    }

    pub(super) fn has_phone(&self, digits: &str) -> bool {
        self.phones.contains(last_ten(digits))
    }

    pub(super) fn has_email(&self, email: &str) -> bool {
        self.emails.contains(email)
            || email.rsplit_once('@').is_some_and(|(_, host)| self.hosts.iter().any(|own| is_within(host, own)))
    }

    pub(super) fn has_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| is_within(host, own))
    }

    pub(super) fn has_street(&self, text: &Text, at: usize) -> bool {
        self.places.contains(&place_key(text, at))
    }

    pub(super) fn has_zip(&self, zip: &str) -> bool {
        self.places.contains(zip)
    }
}

/// House number and the first word after it that is not a direction: `1420 elm`.
fn place_key(text: &Text, at: usize) -> String {
    let is_direction = |at: usize| {
        ["n", "s", "e", "w", "north", "south", "east", "west", "."].contains(&text.word(at)) && at + 1 < text.len()
    };
    let street = (at + 1..at + 4).find(|at| !is_direction(*at)).unwrap_or(at + 1);
    format!("{} {}", text.word(at), text.word(street))
}

fn last_ten(digits: &str) -> &str {
    &digits[digits.len().saturating_sub(10)..]
}

fn is_within(host: &str, own: &str) -> bool {
    host == own || host.strip_suffix(own).is_some_and(|front| front.ends_with('.'))
}
