//! Texts of the settings that a language of the site lacks: `untranslated-setting`.

use crate::config::{Config, LanguageId, LocalTexts};
use crate::diag::{Diagnostic, Place, codes};

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::UNTRANSLATED_SETTING], check: Check::Site(check) };

/// A key of the settings, whether the main language has it, and whether another one has.
type ReadText = (&'static str, fn(&Config) -> bool, fn(&LocalTexts) -> bool);

const TEXTS: [ReadText; 5] = [
    ("description", |config| !config.description.is_empty(), |local| local.description.is_some()),
    (
        "hero.title",
        |config| config.hero.title.is_some(),
        |local| local.hero_title.is_some() || local.description.is_some(),
    ),
    ("actions", |config| !config.actions.is_empty(), |local| local.actions.is_some()),
    ("phones", |config| !config.practice.phones.is_empty(), |local| local.phones.is_some()),
    ("insurance", |config| !config.practice.insurance.is_empty(), |local| local.insurance.is_some()),
];

/// Names what the pages of a language show in the main one.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let (site, config) = (project.site, &project.site.config);
    let used = |(_, own): &(LanguageId, &crate::model::LanguageSite)| !own.posts.is_empty() || !own.others.is_empty();
    let nothing = LocalTexts::default();
    let report = |(language, own): (LanguageId, &crate::model::LanguageSite)| {
        let local = config.local(language).unwrap_or(&nothing);
        let lacks = |(_, main, other): &&ReadText| main(config) && !other(local);
        let missing: Vec<String> = TEXTS.iter().filter(lacks).map(|(key, ..)| format!("`{key}`")).collect();
        if missing.is_empty() {
            return None;
        }
        let message = format!(
            "the settings have no {} in `{}`, so its pages show the text in `{}`",
            missing.join(", "),
            own.tag,
            config.language()
        );
        let help = format!("add it under the language: `languages: {{{}: {{description: \"...\"}}}}`", own.tag);
        Some(Diagnostic::new(&codes::UNTRANSLATED_SETTING, message).at(Place::file(&Config::path())).help(help))
    };
    site.languages.entries().skip(1).filter(used).filter_map(report).collect()
}
