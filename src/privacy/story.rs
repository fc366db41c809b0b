//! One person's story: a name, a post in a town or a day, together with an illness and with words that tie both to one
//! person. The other signs know how such a sentence is built; these know only what must be in it.

use std::ops::Range;

use super::lexicon::{
    CARE, CLINICAL, CREDENTIAL, DOCTOR, FAMILY, HIS, HISTORY, KIN, MONTH, OCCUPATION, OF_ROLE, ORG, PATIENT, PERSON,
    PICTURE, POPULATION, PRONOUN, RARE, STAFF, STATE, STOP, VISIT,
};
use super::name::Name;
use super::patient;
use super::phrases::{
    STORY_ADDRESSING, STORY_CHILD, STORY_FOND, STORY_ILLNESS, STORY_LETTERS, STORY_NEW, STORY_PAPERS, STORY_PRESENTING,
    STORY_PUBLIC, STORY_SEEING, STORY_TREATMENTS, STORY_WORN,
};
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

/// How far a story is read after a name that introduces it, in tokens.
const STORY: usize = 40;

/// Whether the name is in a story about one person's care.
pub(super) fn by_story(text: &Text, name: &Name) -> bool {
    let sentence = text.sentence(name.first);
    let is_told = is_addressed(text, name)
        || is_presented(text, name)
        || text.ends_with(name.first, STORY_LETTERS) && is_own(text, name)
        || is_weighed(text, name);
    if name.given && is_told || name.known && is_called(text, name) {
        return true;
    }
    if is_public(text, &sentence, name) {
        return false;
    }
    // "J. Pemberton, room 4, allergic to penicillin".
    let is_first = sentence.start == name.first;
    if is_first
        && name.known
        && name.initials > 0
        && text.any_word(name.last + 1..(name.last + 5).min(sentence.end), &["room", "bed", "cama", "cuarto"])
    {
        return true;
    }
    // "Gloria in room 3 needs her result".
    let next = name.last + 1;
    if name.given
        && text.has_any(next, &["in room", "in bed", "en cama", "en cuarto"])
        && !text.digits(next + 2).is_empty()
        && text.any(next..sentence.end, HIS)
    {
        return true;
    }
    let is_long = name.words > 1 && !text.any(name.first..name.last + 1, ORG | STATE);
    let is_ill_here = is_ill(text, sentence.clone());
    if is_long
        && is_ill_here
        && text.word(name.first.wrapping_sub(1)) == "for"
        && text.any_word(sentence.clone(), STORY_PAPERS)
    {
        return true;
    }
    if !name.given {
        return false;
    }
    let is_full = name.words + name.initials > 1 && !text.is(name.last, STATE | ORG);
    let behind = name.last + 1..sentence.end;
    let is_theirs = text.any(behind.clone(), HIS | PRONOUN) && !text.any_word(behind.clone(), &["your", "you"]);
    let is_ours = is_ours(text, sentence);
    let says = ["says", "said", "swears", "jokes", "recalls", "remembers", "laughs", "cuenta", "dice", "recuerda"]
        .contains(&text.word(name.last + 1));
    is_full && is_ill_here && (is_theirs || is_ours)
        || is_ill_here && is_ours && text.ends_with(name.first, STORY_CHILD)
        || is_full && is_ill_here && is_ours && text.is(name.first.wrapping_sub(1), OCCUPATION | PERSON)
        || says && text.any(behind.clone(), HIS) && text.any(behind.clone(), CLINICAL) && is_theirs
        || is_full && text.ends_with(name.first, STORY_NEW)
        || is_ill_here && text.ends_with(name.first, STORY_FOND)
        || is_theirs && text.ends_with(name.first, STORY_SEEING) && text.any(behind.clone(), CLINICAL | VISIT)
        || is_pictured(text, name, &behind)
}

/// Whether the sentence is about work, staff, the past or many people, or the name is in a list of names.
fn is_public(text: &Text, sentence: &Range<usize>, name: &Name) -> bool {
    let around = text.around(name.first, 12, 16);
    let around = around.start.max(sentence.start)..around.end.min(sentence.end);
    text.any(around.clone(), STAFF | DOCTOR | CREDENTIAL | POPULATION) && !text.ends_with(name.first, STORY_NEW)
        || text.any(sentence.clone(), HISTORY)
        || text.any_word(around, STORY_PUBLIC)
        || text.is_mark(name.last + 1, "&")
}

/// Whether the range is about an illness, a treatment or an operation.
fn is_ill(text: &Text, range: Range<usize>) -> bool {
    text.any(range.clone(), CLINICAL | CARE)
        || text.any_word(range.clone(), STORY_ILLNESS)
        || super::evidence::has_operation(text, range)
}

/// Whether the practice refers to itself: `we`, `our`, or a verb of Spanish that ends so.
fn is_ours(text: &Text, mut range: Range<usize>) -> bool {
    let verb = |word: &str| word.len() > 6 && ["amos", "emos", "imos"].iter().any(|end| word.ends_with(end));
    range.any(|at| {
        ["we", "our", "us", "nos", "nosotros", "nuestra", "nuestro", "nuestras", "nuestros"].contains(&text.word(at))
            || verb(text.word(at))
    })
}

/// `Photo: Ana Ruiz with her new cane`, `la foto muestra a Ana Ruiz con su bastón`.
fn is_pictured(text: &Text, name: &Name, behind: &Range<usize>) -> bool {
    let before = name.first.saturating_sub(5)..name.first;
    let is_picture = text.any(before.clone(), PICTURE)
        || text.any_word(before, &["photo", "picture", "pictured", "foto", "fotografia", "caption", "alt", "imagen"]);
    let with = ["with", "showing", "holding", "after", "con", "mostrando", "before"].contains(&text.word(behind.start));
    let is_ill = is_ill(text, behind.clone()) || text.any_word(behind.clone(), STORY_WORN);
    is_picture && is_ill && with && text.any(behind.start..behind.end.min(behind.start + 8), HIS)
}

/// `Zaria Montgomery, 7 pounds 2 ounces`.
fn is_weighed(text: &Text, name: &Name) -> bool {
    let at = name.last + 1;
    text.is_mark(at, ",(")
        && !text.digits(at + 1).is_empty()
        && ["pounds", "pound", "lbs", "lb", "kilos", "kg", "grams", "gramos"].contains(&text.word(at + 2))
}

/// `The patient's name is Ruiz`.
fn is_called(text: &Text, name: &Name) -> bool {
    text.ends_with(name.first, &["name is", "name was", "se llama", "se llamaba", "nombre es"])
        && text.any(name.first.saturating_sub(6)..name.first, PATIENT)
}

/// `A letter from Ana Ruiz: I had breast cancer`.
fn is_own(text: &Text, name: &Name) -> bool {
    let story = name.last + 1..(name.last + STORY).min(text.len());
    text.any_word(story.clone(), &["i", "my", "me", "i'm", "i've", "mi", "tuve", "tengo"]) && is_ill(text, story)
}

/// `This is Ana. She had leukemia.`
fn is_presented(text: &Text, name: &Name) -> bool {
    let story = name.last + 1..(name.last + STORY).min(text.len());
    text.ends_with(name.first, STORY_PRESENTING)
        && text.any(story.clone(), PRONOUN | HIS)
        && is_ill(text, story.clone())
        && !text.any(story, STAFF | DOCTOR | CREDENTIAL)
}

/// `Thank you for your review, Ana! We are glad your surgery went well.`
fn is_addressed(text: &Text, name: &Name) -> bool {
    let is_called = text.is_mark(name.first.wrapping_sub(1), ",") && text.is_mark(name.last + 1, "!.?,;")
        || text.ends_with(name.first, &["hi", "hello", "dear", "hola", "estimada", "estimado", "querida", "querido"])
        || text.sentence(name.first).start == name.first && text.is_mark(name.last + 1, ",");
    if !is_called {
        return false;
    }
    let theirs = ["your", "su", "tu", "you"];
    let near = text.around(name.first, STORY, STORY);
    let is_theirs = near.clone().any(|at| {
        let end = (at + 5).min(near.end);
        theirs.contains(&text.word(at))
            && (is_ill(text, at + 1..end)
                || text.any(at + 1..end, VISIT)
                || text.any_word(at + 1..end, STORY_TREATMENTS))
            || text.has_any(
                at,
                &["as your doctor", "as your dentist", "as your nurse", "as your surgeon", "como su medico"],
            )
    });
    // A letter: "Dear Ana, your test was negative".
    let is_letter = text.ends_with(name.first, &["dear", "estimada", "estimado", "querida", "querido"])
        && text.is_mark(name.last + 1, ",:")
        && (name.last + 2..(name.last + 7).min(text.len())).any(|at| {
            ["your", "su", "tu"].contains(&text.word(at)) && text.any(at + 1..(at + 4).min(text.len()), CLINICAL)
        });
    is_theirs && (is_letter || text.any_word(near, STORY_ADDRESSING))
}

/// What is said about someone without a name.
pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    if patient::is_history(text) || patient::is_fiction(text) {
        return;
    }
    for at in 0..text.len() {
        if let Some(last) = family(text, at) {
            let explanation = "looks like the name of a patient's family";
            finder.report((at, last), IdentifierKind::Name, Certainty::High, explanation);
        }
        if let Some(last) = home(text, at) {
            let explanation = "is a place where one person lives";
            finder.report((at, last), IdentifierKind::Address, Certainty::High, explanation);
        }
        if let Some(last) = post(text, at) {
            let explanation = "is a position held by one person, next to an illness";
            finder.report((at, last), IdentifierKind::Unique, Certainty::High, explanation);
        }
    }
}

/// `The Delacroix family has trusted us; both grandparents died of cancer`.
fn family(text: &Text, at: usize) -> Option<usize> {
    let (name, last) = match text.word(at) {
        "the" if text.word(at + 2) == "family" => (at + 1, at + 2),
        // "The Hernandez twins got their tubes on Thursday".
        "the"
            if ["twins", "triplets", "sisters", "brothers", "boys", "girls", "boy", "girl"]
                .contains(&text.word(at + 2))
                && text.is(at + 1, FAMILY)
                && text.any(at + 3..text.sentence(at).end, HIS) =>
        {
            (at + 1, at + 2)
        }
        "familia" => (at + 1, at + 1),
        _ => return None,
    };
    let is_name = text.is_capital(name)
        && !text.is(name, STOP | STATE | ORG | CLINICAL)
        && text.word(name).len() > 3
        && !["royal", "first", "addams", "kennedy", "kaiser"].contains(&text.word(name));
    let near = text.around(at, 10, STORY);
    let is_patients = (is_ours(text, near.clone()) || text.word(last) != "family") && is_ill(text, near.clone());
    let is_public = text.any_word(
        near,
        &[
            "foundation",
            "fund",
            "center",
            "centre",
            "donated",
            "gift",
            "dono",
            "donaron",
            "donates",
            "medicine",
            "practice",
        ],
    );
    (is_name && is_patients && !is_public).then_some(last)
}

/// `The patient, a judge at the county court, was seen for depression`.
fn post(text: &Text, at: usize) -> Option<usize> {
    // "Our only patient with Kleefstra syndrome".
    if text.is(at, PATIENT) && text.ends_with(at, &["our only", "nuestra unica", "nuestro unico"]) {
        return ["with", "who", "con", "que"].contains(&text.word(at + 1)).then_some(at);
    }
    let near = text.around(at, 6, 12);
    let is_owner = ["owner", "postmaster", "duena", "dueno", "manager", "organist"].contains(&text.word(at));
    // "The twin daughters of our postmaster have cystic fibrosis".
    if (is_owner || text.is(at, OCCUPATION | OF_ROLE) && !["the", "el", "la"].contains(&text.word(at)))
        && text.ends_with(at, &["of our", "of the", "de nuestro", "de nuestra", "del", "de la"])
        && (text.any(at.saturating_sub(5)..at, KIN)
            || text.any_word(
                at.saturating_sub(5)..at,
                &["daughters", "sons", "twins", "hijas", "hijos", "children", "parents"],
            ))
        && text.any(at..near.end, CLINICAL)
    {
        return Some(at);
    }
    // "The owner of the hardware store on Main Street has been on dialysis with us".
    if is_owner
        && text.word(at + 1) == "of"
        && text.any_word(
            near.clone(),
            &["store", "shop", "restaurant", "bakery", "bar", "salon", "garage", "farm", "hotel", "cafe"],
        )
        && text.any(text.sentence(at), CLINICAL)
        && is_ours(text, text.sentence(at))
    {
        return Some(at);
    }
    if !text.is(at, OCCUPATION) || text.is(at + 1, OCCUPATION) {
        return None;
    }
    let place = ["at", "of", "in", "for", "de", "del", "en"].contains(&text.word(at + 1))
        && (at + 2..at + 6).any(|at| {
            text.is_capital(at) && !text.is(at, CLINICAL | STATE)
                || ["county", "town", "village", "church", "school", "court", "station", "escuela", "pueblo", "iglesia"]
                    .contains(&text.word(at))
        });
    let sentence = text.sentence(at);
    let one = text.any(sentence.clone(), PATIENT) && !text.any(sentence.clone(), POPULATION);
    let reader =
        text.any_word(sentence.clone(), &["you", "your", "usted", "joined", "speaker", "welcome", "join", "event"]);
    (place && one && !reader && text.any(sentence, CLINICAL | RARE)).then_some(at + 1)
}

/// `The patient lives at the corner of Fifth and Maple`, `the family lives on a farm outside Willow Springs`.
fn home(text: &Text, at: usize) -> Option<usize> {
    if !["lives", "lived", "moved", "vive", "vivia"].contains(&text.word(at)) {
        return None;
    }
    let sentence = text.sentence(at);
    let before = sentence.start.max(at.saturating_sub(5))..at;
    let one = text.any(before.clone(), PATIENT | PRONOUN | KIN)
        || text.any_word(before.clone(), &["family", "couple", "familia"]);
    let many =
        text.any(sentence.clone(), POPULATION | STAFF | DOCTOR) || text.any_word(before, &["who", "that", "many"]);
    let links = ["at", "on", "in", "outside", "near", "past", "above", "behind", "of", "en", "cerca", "afuera"];
    let near = at + 1..sentence.end.min(at + 13);
    let is_there = |here: usize| {
        text.is_capital(here)
            && !text.is(here, STOP | STATE | CLINICAL | MONTH)
            && links.contains(&text.word(here - 1))
            && (text.is_capital(here + 1)
                || text.any_word(near.clone(), &["corner", "farm", "house", "apartment", "esquina"]))
    };
    (one && !many).then(|| near.clone().skip(1).find(|here| is_there(*here))).flatten()
}
