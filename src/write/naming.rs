//! The title and the address of a new document, from what was typed: a title, the end of an address, or a name of the vocabulary.

use crate::base::{Slug, slugify};
use crate::diag::did_you_mean;
use crate::parse::{Term, Vocabulary};
use crate::source::Kind;

/// The terms that documents of a kind explain; none if it explains no term.
fn terms(vocabulary: &Vocabulary, kind: Kind) -> Option<&[Term]> {
    match kind {
        Kind::Condition => Some(&vocabulary.conditions),
        Kind::Topic => Some(&vocabulary.topics),
        Kind::Service => Some(&vocabulary.services),
        _ => None,
    }
}

/// The term that a text names, by its slug, its name or any word that leads to it, for a document that explains one.
///
/// # Errors
/// What to do, where the vocabulary has no such term.
#[must_use]
pub fn named_term<'v>(vocabulary: &'v Vocabulary, kind: Kind, written: &str) -> Option<Result<&'v Term, String>> {
    let terms = terms(vocabulary, kind)?;
    let wanted = slugify(written);
    let is = |name: &String| slugify(name) == wanted;
    let by_slug = terms.iter().find(|term| term.slug == wanted);
    let by_name = || terms.iter().find(|term| is(&term.name));
    let by_word = || terms.iter().find(|term| term.all_names().any(is));
    let found = by_slug.or_else(by_name).or_else(by_word);
    Some(found.ok_or_else(|| {
        let near = did_you_mean(&wanted, terms.iter().map(|term| term.slug.as_str()));
        let file = if kind == Kind::Service { "services" } else { "conditions" };
        let add = format!("add a {} of your own to `data/{file}.yaml`", kind.word());
        near.map_or_else(|| add.clone(), |near| format!("{near} {add}"))
    }))
}

/// A title as readers expect it: the end of an address (`flu-shots`) becomes words, and a title without any capital letter
/// begins with one. A person's name has one in each of its words.
#[must_use]
pub fn title_of(kind: Kind, written: &str) -> String {
    if written.chars().any(char::is_uppercase) {
        return written.to_owned();
    }
    let is_slug = !written.contains(char::is_whitespace) && Slug::new(written).is_ok();
    let words = if is_slug { written.replace('-', " ") } else { written.to_owned() };
    if kind == Kind::Person {
        return words.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    }
    capital(&words)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_as_an_address_reads_like_a_title() {
        for (kind, written, title) in [
            (Kind::Article, "flu-shots", "Flu shots"),
            (Kind::Article, "flu shots, 5 questions", "Flu shots, 5 questions"),
            (Kind::Article, "A1C and you", "A1C and you"),
            (Kind::Article, "ácido fólico", "Ácido fólico"),
            (Kind::Person, "jane doe", "Jane Doe"),
            (Kind::Person, "Jane van Doe, MD", "Jane van Doe, MD"),
        ] {
            assert_eq!(title_of(kind, written), title);
        }
    }
}
