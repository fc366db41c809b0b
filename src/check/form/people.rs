//! Pictures say whom they show: `phi/undeclared-people`.

use serde_json::Value;

use crate::diag::{Diagnostic, Place, codes};
use crate::grade::TextWords;
use crate::parse::{People, Release};
use crate::source::Kind;
use crate::yaml::Step;

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::UNDECLARED_PEOPLE], check: Check::Text(check) };

/// Words for people in the text of a picture.
const PEOPLE: &[&str] = &[
    "man",
    "men",
    "woman",
    "women",
    "child",
    "children",
    "girl",
    "girls",
    "boy",
    "boys",
    "baby",
    "toddler",
    "patient",
    "patients",
    "mother",
    "father",
    "parent",
    "parents",
    "family",
    "couple",
    "grandmother",
    "grandfather",
    "person",
    "people",
    "teenager",
    "hombre",
    "hombres",
    "mujer",
    "mujeres",
    "niño",
    "niña",
    "niños",
    "niñas",
    "bebé",
    "paciente",
    "pacientes",
    "madre",
    "padre",
    "familia",
    "pareja",
    "abuela",
    "abuelo",
    "persona",
    "personas",
];

const HELP: &str = "add `people:` with `none`, `staff`, or the number of their consent record";

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let document = reading.document;
    let parsed = &document.parsed;
    // The picture on a person's page is of that person.
    if matches!(parsed.source.kind, Kind::Person) {
        return;
    }
    let is_story = parsed.source.kind == Kind::Story;
    let record = parsed.front.consent.as_ref().map(|consent| consent.reference.as_str());
    // A release with an end or its own scope is its own record.
    let is_other = |own: &Release| {
        own.scope.is_empty() && own.expires_on.is_none() && record.is_some_and(|record| record != own.number)
    };
    let asks = |alt: &str| is_story || TextWords::of(alt).iter().any(|word| PEOPLE.contains(&word.low));
    let undeclared = "this picture does not say who can be recognized in it";
    let mut report = |message: String, place: Place| {
        found.push(Diagnostic::new(&codes::UNDECLARED_PEOPLE, message).at(place).help(HELP));
    };
    if let Some(image) = &parsed.front.image {
        let place = || parsed.key_place(&[Step::Key("image")]);
        match &image.people {
            None if asks(&image.alt) => report(undeclared.to_owned(), place()),
            Some(People::Consented(own)) if is_story && is_other(own) => {
                let message = format!("the picture names the consent `{}`, but the story names another", own.number);
                report(message, place());
            }
            _ => {}
        }
    }
    let file = &parsed.source.path;
    for picture in parsed.body.outline.pictures.iter().filter(|picture| asks(&picture.alt)) {
        let message = format!("{undeclared}; in the text, use a `figure` block");
        report(message, Place::at(file, picture.range.clone()));
    }
    for (call, component) in parsed.body.outline.components.iter().zip(&document.components) {
        let text = |key: &str| component.arguments.get(key).and_then(Value::as_str).unwrap_or_default();
        if call.name == "figure" && text("people").trim().is_empty() && asks(text("alt")) {
            report(undeclared.to_owned(), Place::at(file, call.range.clone()));
        }
    }
}
