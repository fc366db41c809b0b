//! Someone whom a whole town knows, by post or fate, told as a patient of the practice.

use super::lexicon::{CARE, CLINICAL, HIS, KIN, OCCUPATION, PATIENT, POPULATION, PRONOUN, RARE, STAFF};
use super::phrases::{TOWN_KNOWN, TOWN_OURS, TOWN_POSTS, TOWN_PUBLIC};
use super::recognizable::has_age;
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind, patient};

/// Longest paragraph that is looked at, in tokens.
const LONGEST: usize = 400;

/// `Our town's one mail carrier has Huntington's disease`, `the mayor's son was treated in our office`.
pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    if !text.has_role(OCCUPATION | RARE | CARE) || !text.has_role(CLINICAL | RARE) {
        return;
    }
    let mut at = 0;
    while at < text.len().min(LONGEST) {
        if let Some(post) = known(text, at) {
            let explanation = "is about someone whom the whole town knows";
            finder.report((post, post), IdentifierKind::Recognizable, Certainty::High, explanation);
        }
        at = text.sentence(at).end.max(at + 1);
    }
}

/// The post in the sentence at a token, where it is that of one patient.
fn known(text: &Text, at: usize) -> Option<usize> {
    let sentence = text.sentence(at);
    let post = sentence.clone().find(|at| {
        let has_post = text.is(*at, OCCUPATION) && !text.is(*at, STAFF) || TOWN_POSTS.contains(&text.word(*at));
        has_post && !text.is_capital(*at)
    })?;
    let any_phrase = |phrases: &[&str]| sentence.clone().any(|at| text.has_any(at, phrases));
    let is_one = text.any(sentence.clone(), HIS | PRONOUN | KIN)
        || sentence.clone().any(|at| has_age(text, at))
        || text.any_word(sentence.clone(), &["who", "que", "has", "tiene", "resulto"]);
    let is_many = text.any(sentence.clone(), POPULATION & !PATIENT) && !any_phrase(&["one of our", "the only"]);
    let is_public = text.any(sentence.clone(), STAFF) || text.any_word(sentence.clone(), TOWN_PUBLIC);
    let is_known = is_one
        && any_phrase(TOWN_OURS)
        && text.any_word(sentence.clone(), TOWN_KNOWN)
        && text.any(sentence.clone(), CLINICAL | RARE)
        && !is_many
        && !is_public
        && !patient::is_history(text)
        && !patient::is_fiction(text);
    is_known.then_some(post)
}
