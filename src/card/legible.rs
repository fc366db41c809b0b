//! Texts as the fonts of cards can show them.
//!
//! In: any text. Out: the same text composed, with compatibility characters (`ﬁ`, `Ａ`, `㎎`) replaced and without
//! characters that the fonts do not have; and whether the rest still has the same meaning.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

/// Whether the fonts have a sign.
type Has<'h> = &'h dyn Fn(char) -> bool;

/// A text is left out where this part of its letters cannot be shown: the rest would say something else.
const MOST_LACKING: usize = 4;

/// The text with the signs that the fonts have.
pub(super) fn legible(has: Has<'_>, text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.nfc().filter(|c| !is_silent(*c)) {
        if c.is_whitespace() || has(c) {
            shown.push(c);
        } else {
            shown.extend(instead(has, c).into_iter().flatten());
        }
    }
    shown
}

/// The signs of a text for which the fonts have neither a sign nor letters that mean the same, each once.
pub(super) fn lacking(has: Has<'_>, text: &str) -> Vec<char> {
    let mut missing: Vec<char> = Vec::new();
    if text.is_ascii() {
        return missing;
    }
    for c in text.nfc().filter(|c| !can_show(has, *c)) {
        if !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// Whether a text without what the fonts lack still says what it said: nearly all of its letters and digits can be shown.
pub(super) fn says_it(has: Has<'_>, text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let (mut letters, mut lacking) = (0usize, 0usize);
    for c in text.nfc().filter(|c| c.is_alphanumeric()) {
        letters += 1;
        lacking += usize::from(!can_show(has, c));
    }
    letters > 0 && lacking * MOST_LACKING < letters
}

fn can_show(has: Has<'_>, c: char) -> bool {
    is_silent(c) || c.is_whitespace() || has(c) || instead(has, c).is_some()
}

/// The Unicode compatibility mapping of a letter, if the fonts have all of it.
fn instead(has: Has<'_>, c: char) -> Option<Vec<char>> {
    let mut signs = Vec::new();
    decompose_compatible(c, |sign| signs.push(sign));
    let composed: Vec<char> = signs.into_iter().nfc().collect();
    let fits = composed != [c] && composed.iter().all(|sign| *sign == ' ' || has(*sign));
    fits.then_some(composed)
}

/// Characters that shape others or mean nothing to the eye: they need no sign of their own.
fn is_silent(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
