//! The page with the form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::serve::answer::Answer;
use crate::serve::desk::{Words, equip};

use super::Offer;
use super::form::{Wished, Wrong};

/// An engine for each language of the desk, with its words.
static ENGINES: LazyLock<Result<BTreeMap<&'static str, Tera>, String>> = LazyLock::new(|| {
    let engine = |words: &'static Words| {
        let mut tera = Tera::new();
        equip(&mut tera, words);
        let page = include_str!("../../../content/assistant/assistant.html");
        tera.add_raw_templates([("assistant.html", page)]).map_err(|problem| problem.to_string())?;
        Ok((words.tag, tera))
    };
    Words::all().iter().map(engine).collect()
});

#[derive(Serialize)]
struct Choice<'o> {
    value: &'o str,
    name: &'o str,
    chosen: bool,
}

#[derive(Serialize)]
struct View<'o> {
    secret: &'o str,
    language: &'static str,
    above: &'o str,
    /// Whether the zone is a guess that the browser may better.
    first: bool,
    name: &'o str,
    place: &'o str,
    zone: &'o str,
    author: &'o str,
    phone: &'o str,
    hours: &'o str,
    folder: &'o str,
    others: String,
    zones: &'o [String],
    colors: Vec<Choice<'o>>,
    specialties: Vec<Choice<'o>>,
    /// What is wrong, by field.
    wrong: serde_json::Map<String, serde_json::Value>,
}

/// Draws the form with what was typed, or else with what is offered.
pub(super) fn draw(words: &Words, offer: &Offer, typed: Option<(&Wished, &[Wrong])>, secret: &str) -> Answer {
    let (typed, wrong) = typed.map_or((None, &[][..]), |(typed, wrong)| (Some(typed), wrong));
    let shown = typed.unwrap_or(&offer.first);
    let is_chosen = |word: &String| shown.specialties.contains(word);
    let others: Vec<&str> =
        shown.specialties.iter().filter(|word| !offer.specialties.contains(word)).map(String::as_str).collect();
    let view = View {
        secret,
        language: words.tag,
        above: &offer.above,
        first: typed.is_none(),
        name: &shown.name,
        place: &shown.place,
        zone: &shown.zone,
        author: &shown.author,
        phone: &shown.phone,
        hours: &shown.hours,
        folder: &shown.folder,
        others: others.join(", "),
        zones: &offer.zones,
        colors: offer
            .colors
            .iter()
            .map(|(value, name)| {
                let name = said(words, "colors", name);
                Choice { value, name, chosen: *value == shown.color }
            })
            .collect(),
        specialties: offer
            .specialties
            .iter()
            .map(|word| Choice { value: word, name: said(words, "specialties", word), chosen: is_chosen(word) })
            .collect(),
        wrong: wrong.iter().map(|one| (field(one).to_owned(), one.message.clone().into())).collect(),
    };
    let engines = ENGINES.as_ref().map_err(Clone::clone);
    let drawn = engines.and_then(|engines| engines.get(words.tag).ok_or_else(String::new)).and_then(|engine| {
        let mut context = Context::new();
        context.insert("view", &view);
        engine.render("assistant.html", &context).map_err(|problem| problem.to_string())
    });
    match drawn {
        Ok(html) => {
            Answer::of("text/html; charset=utf-8", html.into_bytes()).status(if wrong.is_empty() { 200 } else { 422 })
        }
        Err(problem) => Answer::plain(500, &format!("the assistant cannot be shown: {problem}")),
    }
}

/// The choices, in a language's words; a choice without a word is shown by its name.
fn said<'w>(words: &'w Words, section: &str, name: &'w str) -> &'w str {
    let word = words.say(&format!("{section}.{}", name.to_lowercase().replace(' ', "_")));
    if word.is_empty() { name } else { word }
}

fn field(wrong: &Wrong) -> &'static str {
    if wrong.field.is_empty() { "all" } else { wrong.field }
}
