//! A text is as easy as the practice wants it: `plain/reading-grade`.

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, codes};
use crate::grade::{Counts, Grade, inflesz_word};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::READING_GRADE], check: Check::Text(check) };

/// So many of the hardest sentences are shown.
const SHOWN: usize = 3;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let Some(goal) = reading.site.config.editorial.reading_grade else { return };
    if !reading.document.parsed.source.kind.is_post() {
        return;
    }
    let language = reading.language();
    let mut sentences = reading.measured().counted(&reading.texts, language);
    let mut counts = Counts::default();
    for (_, own) in &sentences {
        counts.add(own);
    }
    let Some(message) = Grade::of(&counts, language).and_then(|grade| too_hard(grade, goal)) else { return };
    let file: &VPath = &reading.document.parsed.source.path;
    let mut diagnostic = Diagnostic::new(&codes::READING_GRADE, message).at(Place::file(file));
    sentences.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.long_words * 4 + counts.words));
    for (sentence, counts) in sentences.into_iter().take(SHOWN) {
        let (words, long) = (counts.words, counts.long_words);
        let place = reading.place(&reading.texts[sentence.text], sentence.range.clone());
        diagnostic = diagnostic.note(format!("among the hardest: {words} words, {long} of them long"), place);
    }
    let help =
        "shorten these sentences, and replace long words with short ones; `editorial.reading_grade` sets the goal";
    found.push(diagnostic.help(help));
}

fn too_hard(grade: Grade, goal: u8) -> Option<String> {
    match grade {
        Grade::English { smog, flesch_kincaid } => (smog > f64::from(goal) + 0.5).then(|| {
            format!(
                "this text reads at grade {smog:.1} (SMOG; {flesch_kincaid:.1} by Flesch-Kincaid), but the goal is {goal}"
            )
        }),
        Grade::Spanish { inflesz, fernandez_huerta } => {
            // The goal of a grade as perspicuity: about grade 6 is easy for everyone, 12 normal.
            let wanted = match goal {
                0..=6 => 65.0,
                7..=9 => 55.0,
                _ => 40.0,
            };
            (inflesz < wanted).then(|| {
                let word = inflesz_word(inflesz);
                format!(
                    "this text is {word} to read ({inflesz:.0} on INFLESZ; {fernandez_huerta:.0} by Fernández Huerta); the \
                     goal, grade {goal}, is {wanted:.0} or more"
                )
            })
        }
    }
}
