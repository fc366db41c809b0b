//! What a practice writes about is what it set out to write about: `site/mix`, `site/off-specialty`.

use jiff::ToSpan;

use crate::config::{Config, Specialty};
use crate::diag::{Diagnostic, Place, codes};
use crate::model::Site;
use crate::source::Kind;

use super::super::rule::{Check, Project, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::MIX, &codes::OFF_SPECIALTY], check: Check::Site(check) };

/// Of fewer posts no share says anything.
const FEW: usize = 10;

/// A share is another where so many of 100 posts are missing or too many.
const APART: usize = 15;

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let mut found: Vec<Diagnostic> = mix(site);
    found.extend(off_specialty(site));
    found
}

fn mix(site: &Site) -> Vec<Diagnostic> {
    let wanted = &site.config.editorial.mix;
    let year = (site.today.saturating_sub(1.year()), site.today);
    let posts = site.mix(year);
    let all: usize = posts.iter().map(|(_, count)| count).sum();
    if wanted.is_empty() || all < FEW {
        return Vec::new();
    }
    let share = |kind: &Kind| wanted.iter().find(|(word, _)| word == kind.word()).map_or(0, |(_, share)| *share);
    let report = |(kind, count): &(Kind, usize)| {
        let (is, should) = (count * 100 / all, share(kind));
        let direction = if is < should { "few" } else { "many" };
        let message = format!(
            "{count} of {all} posts from the last year are of the kind `{}`: {is} percent, but `editorial.mix` says {should}",
            kind.word()
        );
        let help = format!("these are too {direction}: plan your next posts accordingly, or change the mix");
        (is.abs_diff(should) > APART)
            .then(|| Diagnostic::new(&codes::MIX, message).at(Place::file(&Config::path())).help(help))
    };
    posts.iter().filter_map(report).collect()
}

/// Posts of the last year about conditions of other specialties than the practice's.
fn off_specialty(site: &Site) -> Option<Diagnostic> {
    let own: Vec<&str> = site
        .config
        .practice
        .specialties
        .iter()
        .filter_map(|written| Specialty::named(written))
        .flat_map(Specialty::medical_specialties)
        .collect();
    // Who sees patients with anything has no others.
    if own.is_empty() || own.contains(&"PrimaryCare") {
        return None;
    }
    let since = site.today.saturating_sub(1.year());
    let (mut all, mut others) = (0, 0);
    for document in &site.documents {
        let is_new = document.parsed.front.date.as_ref().is_some_and(|date| date.day >= since);
        if !document.state.is_public() || !document.parsed.source.kind.is_post() || !is_new {
            continue;
        }
        let mut fields = document.conditions.iter().filter_map(|term| site.term(*term).specialty.as_deref()).peekable();
        if fields.peek().is_some() {
            all += 1;
            others += usize::from(!fields.any(|field| own.contains(&field)));
        }
    }
    let message = format!("{others} of {all} posts from the last year are about conditions outside your specialties");
    let help = "write about what patients see you for, or add the specialty to `practice.specialties`";
    (all >= FEW && others * 2 > all)
        .then(|| Diagnostic::new(&codes::OFF_SPECIALTY, message).at(Place::file(&Config::path())).help(help))
}
