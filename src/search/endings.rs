//! Stems: a word without the endings that a table names. `search.js` reads the same table.

use super::lexicon::{Ending, Lexicon};

/// The stem of a folded word in a language.
pub(super) fn stem(word: &str, lexicon: &Lexicon) -> String {
    let mut stem = word.to_owned();
    if stem.chars().any(|c| c.is_ascii_digit()) {
        return stem;
    }
    for step in &lexicon.endings {
        if let Some(ending) = step.iter().find(|ending| fits(&stem, ending)) {
            stem.truncate(stem.len() - ending.from.len());
            stem.push_str(&ending.to);
        }
    }
    stem
}

/// Whether a word ends like this and enough is left before it: one vowel at least, where the ending changes.
fn fits(word: &str, ending: &Ending) -> bool {
    word.strip_suffix(ending.from.as_str()).is_some_and(|rest| {
        let has_vowel = ending.to == ending.from || rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        rest.chars().count() >= ending.left && has_vowel
    })
}

#[cfg(test)]
mod tests {
    use crate::search::lexicons;

    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let families = [
            ("en", "vaccine vaccines vaccination vaccinations vaccinated"),
            ("en", "allergy allergies allergic"),
            ("en", "infection infections infected"),
            ("en", "bleeding bleeds bleed"),
            ("en", "pregnant pregnancy pregnancies"),
            ("en", "depression depressed"),
            ("en", "dizzy dizziness"),
            ("en", "anxious anxiety"),
            ("en", "treatment treatments treated treats"),
            ("en", "run running runs"),
            ("es", "vacuna vacunas vacunacion vacunar vacunado"),
            ("es", "dolor dolores"),
            ("es", "infeccion infecciones"),
            ("es", "alto alta altos altas"),
            ("es", "vez veces"),
        ];
        for (language, words) in families {
            let lexicon = lexicons().iter().find(|lexicon| lexicon.language == language).expect("a language");
            let stems: Vec<String> = words.split(' ').map(|word| stem(word, lexicon)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{words}: {stems:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_do_not() {
        let english = &lexicons()[0];
        for (one, other) in [("thing", "th"), ("virus", "vir"), ("string", "str"), ("need", "ne"), ("b12", "b")] {
            assert_ne!(stem(one, english), stem(other, english), "{one}");
        }
    }
}
