//! Posts come in a rhythm: `site/quiet-weeks`, `site/old-draft`, `site/observance-gap`.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::config::{Config, LanguageId};
use crate::diag::{Diagnostic, Place, codes};
use crate::model::{Coming, Held, Relevance, Site, State};
use crate::yaml::Step;

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::QUIET_WEEKS, &codes::OLD_DRAFT, &codes::OBSERVANCE_GAP], check: Check::Site(check) };

/// Observances of so many days to come are looked at.
const AHEAD: i64 = 45;

/// So many observances are named.
const MOST: usize = 5;

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let rules = &site.config.rules;
    let mut found = Vec::new();
    if !rules.is_off(&codes::QUIET_WEEKS) {
        found.extend(quiet(site));
    }
    if !rules.is_off(&codes::OLD_DRAFT) {
        found.extend(drafts(site));
    }
    if !rules.is_off(&codes::OBSERVANCE_GAP) {
        found.extend(gaps(site));
    }
    found
}

/// How long ago a day is, in days.
fn days_since(today: Date, day: Date) -> i64 {
    today.duration_since(day).as_hours() / 24
}

/// Weeks in which nothing went live, and nothing will soon.
fn quiet(site: &Site) -> Option<Diagnostic> {
    let weeks = site.config.rules.number(&codes::QUIET_WEEKS, "weeks");
    let posts = || site.documents.iter().filter(|document| document.parsed.source.kind.is_post());
    let last = posts()
        .filter(|document| document.state.is_public())
        .filter_map(|document| document.parsed.front.date.as_ref().map(|date| date.day))
        .max()?;
    let since = days_since(site.today, last);
    let soon = site.today.saturating_add(7.days());
    let comes = posts().any(|document| {
        let is_scheduled = matches!(document.state, State::HeldBack(Held::Scheduled(_)));
        is_scheduled && document.parsed.front.date.as_ref().is_some_and(|date| date.day <= soon)
    });
    let message = format!("the last post went live on {last}, more than {} weeks ago", since / 7);
    let help = "`bedside plan` shows what is due and which observances are near; a short update keeps readers, too";
    let is_quiet = since > i64::try_from(weeks * 7).unwrap_or(i64::MAX) && !comes;
    is_quiet.then(|| Diagnostic::new(&codes::QUIET_WEEKS, message).at(Place::file(&Config::path())).help(help))
}

/// Drafts whose date has long passed.
fn drafts(site: &Site) -> Vec<Diagnostic> {
    let days = site.config.rules.number(&codes::OLD_DRAFT, "days");
    let report = |document: &crate::model::Document| {
        let date = document.parsed.front.date.as_ref().filter(|_| document.parsed.front.draft)?;
        let age = days_since(site.today, date.day);
        let message = format!("this draft is {age} days old");
        let help = "finish it, give it a later date, or delete it: its medical content may be out of date";
        let is_old = age > i64::try_from(days).unwrap_or(i64::MAX);
        let place = || document.parsed.place(&[Step::Key("date")]);
        is_old.then(|| Diagnostic::new(&codes::OLD_DRAFT, message).at(place()).help(help))
    };
    site.documents.iter().filter_map(|document| report(document)).collect()
}

/// Observances of the practice's fields that come, and for which it has nothing.
fn gaps(site: &Site) -> Option<Diagnostic> {
    let own = !site.config.practice.specialties.is_empty();
    if !own {
        return None;
    }
    let languages: Vec<LanguageId> = site.languages.ids().collect();
    let span = (site.today, site.today.saturating_add(AHEAD.days()));
    let coming = site.coming(&languages, span, false);
    let mut names = Vec::new();
    for (when, coming) in coming {
        let Coming::Known(id) = coming else { continue };
        let is_ours = site.standing_in(&languages, id) == Relevance::Covered;
        let has_post = !site.coming_posts(Coming::Known(id), &languages).is_empty();
        if is_ours && !has_post && when.first >= site.today {
            names.push(format!("{} ({})", site.coming_name(Coming::Known(id), LanguageId::MAIN), when.first));
        }
    }
    let more = names.len().saturating_sub(MOST);
    let listed = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("observances in your fields are near, and no post covers them: {listed}{rest}");
    let help =
        "write a post with `awareness:` and the id that `bedside calendar` shows, or add it to a post that you have";
    (!names.is_empty())
        .then(|| Diagnostic::new(&codes::OBSERVANCE_GAP, message).at(Place::file(&Config::path())).help(help))
}
