//! What words can mean to the rules: roles from `content/privacy/words.txt`, names from `names.txt`, and the first words of
//! those in `famous.txt` and of labels.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// A set of roles.
pub(super) type Roles = u64;

macro_rules! roles {
    ($($name:ident $word:literal)+) => {
        roles!(@ 0u32; $($name $word)+);
        /// The words of the file that name roles.
        const NAMED: &[(&str, Roles)] = &[$(($word, $name)),+];
    };
    (@ $at:expr; $name:ident $word:literal $($rest:tt)*) => {
        #[doc = concat!("`", $word, "` in the file.")]
        pub(super) const $name: Roles = 1 << $at;
        roles!(@ $at + 1; $($rest)*);
    };
    (@ $at:expr;) => {};
}

roles! {
    HONORIFIC "honorific"
    DOCTOR "doctor"
    PATIENT "patient"
    POPULATION "population"
    PERSON "person"
    PRONOUN "pronoun"
    HIS "his"
    KIN "kin"
    STAFF "staff"
    CREDENTIAL "credential"
    OCCUPATION "occupation"
    RARE "rare"
    CLINICAL "clinical"
    CARE "care"
    CAME "came"
    BIRTH "birth"
    ADMISSION "admission"
    DEATH "death"
    VISIT "visit"
    MONTH "month"
    STREET "street"
    CALLE "calle"
    ORG "org"
    PERSONAL "personal"
    HISTORY "history"
    FICTION "fiction"
    THING "thing"
    DEVICE "device"
    RECALL "recall"
    BIOMETRIC "biometric"
    PICTURE "picture"
    STATE "state"
    CODE "code"
    EPONYM "eponym"
    NUMBER "number"
    ADVICE "advice"
    STOP "stop"
    GIVEN "given"
    FAMILY "family"
    OF_SECURITY "of-security"
    OF_PLATE "of-plate"
    OF_BODY "of-body"
    OF_HEAD "of-head"
    OF_MARK "of-mark"
    OF_ROLE "of-role"
    OF_HOME "of-home"
    OF_FICTION "of-fiction"
    OF_FAME "of-fame"
    OF_LABEL "of-label"
}

/// Longest word that has a role, in bytes.
const LONGEST: usize = 24;

static WORDS: LazyLock<HashMap<&'static str, Roles, FixedState>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for file in [include_str!("../../content/privacy/words.txt"), include_str!("../../content/privacy/names.txt")] {
        let mut role = 0;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut line = line;
            if let Some((name, rest)) = line.split_once(':')
                && let Some((_, named)) = NAMED.iter().find(|(known, _)| *known == name)
            {
                (role, line) = (*named, rest);
            }
            for word in line.split_ascii_whitespace() {
                *words.entry(word).or_default() |= role;
            }
        }
    }
    for first in FAMOUS.iter().filter_map(|name| name.split(' ').next()) {
        *words.entry(first).or_default() |= OF_FAME;
    }
    for first in super::codes::first_words() {
        *words.entry(first).or_default() |= OF_LABEL;
    }
    words
});

static FAMOUS: LazyLock<HashSet<&'static str, FixedState>> = LazyLock::new(|| {
    include_str!("../../content/privacy/famous.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// The roles of a word in lower case without accents.
pub(super) fn roles(word: &str) -> Roles {
    if word.len() > LONGEST {
        return 0;
    }
    WORDS.get(word).copied().unwrap_or_else(|| of_many(word))
}

/// What the singular of a word in the plural says of medicine: `headaches`, `biopsias`, `convulsiones`.
fn of_many(word: &str) -> Roles {
    let one = |end| word.strip_suffix(end).filter(|one| one.len() > 2).and_then(|one| WORDS.get(one));
    one("s").or_else(|| one("es")).map_or(0, |roles| roles & CLINICAL)
}

/// Whether a name, in lower case with single spaces, is that of a person of public life or of history.
pub(super) fn is_famous(name: &str) -> bool {
    FAMOUS.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_roles_of_the_file() {
        assert_eq!(roles("mrs") & HONORIFIC, HONORIFIC);
        assert_eq!(roles("enero") & MONTH, MONTH);
        assert_ne!(roles("maria") & GIVEN, 0);
        assert_ne!(roles("alvarez") & FAMILY, 0);
        assert!(is_famous("henrietta lacks"));
        for (word, role) in NAMED {
            assert!(WORDS.values().any(|roles| roles & role != 0), "no word is `{word}`");
        }
    }
}
