//! Findings that someone has accepted, with a reason: in the front matter for a document, in the text for a block, in the
//! settings by path.
//!
//! In: all findings. Out: those that nobody has accepted, and what is wrong with waivers: one without a reason does not
//! count, and one that no longer catches anything is to be removed.

use std::ops::Range;

use crate::base::{VPath, allowed};
use crate::diag::{Code, Diagnostic, Place, Severity, codes};
use crate::model::{Document, Site};
use crate::yaml::Step;

/// Something that is accepted.
struct Waiver<'s> {
    code: &'static Code,
    scope: Scope<'s>,
    place: Place,
    used: bool,
}

enum Scope<'s> {
    Document(&'s VPath),
    Part(&'s VPath, Range<usize>),
    Path(&'s str),
}

/// A waiver as written.
struct Written<'w> {
    rule: &'w str,
    because: Option<&'w str>,
    place: Place,
}

/// Takes out what is accepted, and adds what is wrong with waivers. `late` are codes whose findings come later.
pub(super) fn apply(site: &Site, late: impl Fn(&Code) -> bool, diagnostics: &mut Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut waivers = collect(site, &mut problems);
    take_out(&mut waivers, diagnostics);
    let is_idle = |waiver: &&Waiver<'_>| !waiver.used && !site.config.rules.is_off(waiver.code) && !late(waiver.code);
    problems.extend(waivers.iter().filter(is_idle).map(|waiver| {
        let message = format!("`{}` reports nothing here, so there is nothing to accept", waiver.code.name);
        Diagnostic::new(&codes::UNUSED_WAIVER, message).at(waiver.place.clone()).help("remove it")
    }));
    super::rules::apply(&site.config.rules, &mut problems);
    diagnostics.extend(problems);
}

/// Takes out what is accepted, of findings that come one by one.
pub(super) fn apply_late(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    if !diagnostics.is_empty() {
        take_out(&mut collect(site, &mut Vec::new()), diagnostics);
    }
}

fn take_out(waivers: &mut [Waiver<'_>], diagnostics: &mut Vec<Diagnostic>) {
    if waivers.is_empty() {
        return;
    }
    diagnostics.retain(|diagnostic| {
        let Some(place) = &diagnostic.place else { return true };
        let catches = |waiver: &&mut Waiver<'_>| waiver.code == diagnostic.code && waiver.scope.holds(place);
        let mut kept = true;
        for waiver in waivers.iter_mut().filter(catches) {
            (waiver.used, kept) = (true, false);
        }
        kept
    });
}

impl Scope<'_> {
    fn holds(&self, place: &Place) -> bool {
        match self {
            Self::Document(file) => place.file == **file,
            Self::Part(file, part) => {
                let touches =
                    |range: &Range<usize>| range.start < part.end && range.end.max(range.start + 1) > part.start;
                place.file == **file && place.range.as_ref().is_some_and(touches)
            }
            Self::Path(pattern) => matches(pattern, place.file.as_str()),
        }
    }
}

fn collect<'s>(site: &'s Site, problems: &mut Vec<Diagnostic>) -> Vec<Waiver<'s>> {
    let mut waivers = Vec::new();
    for waiver in &site.config.waivers {
        for rule in rules(&waiver.rule).0 {
            let written = Written { rule, because: waiver.because.as_deref(), place: waiver.place.clone() };
            waivers.extend(read(&written, Scope::Path(&waiver.path), problems));
        }
    }
    for document in &site.documents {
        of_document(document, &mut waivers, problems);
    }
    waivers
}

fn of_document<'s>(document: &'s Document, waivers: &mut Vec<Waiver<'s>>, problems: &mut Vec<Diagnostic>) {
    let file = &document.parsed.source.path;
    for waiver in &document.parsed.front.waivers {
        let place = document.parsed.place(&[Step::Key("waive"), Step::Item(waiver.at), Step::Key("rule")]);
        for rule in rules(&waiver.rule).0 {
            let written = Written { rule, because: waiver.because.as_deref(), place: place.clone() };
            waivers.extend(read(&written, Scope::Document(file), problems));
        }
    }
    for remark in &document.parsed.body.outline.remarks {
        let place = Place::at(file, remark.range.clone());
        let Some(said) = allowed(&remark.text) else {
            let message = "this comment cannot be read";
            let help = "write `<!-- bedside: allow RULE because REASON -->`";
            problems.push(Diagnostic::new(&codes::BAD_WAIVER, message).at(place).help(help));
            continue;
        };
        let (rules, rest) = rules(said);
        for rule in rules {
            let written = Written { rule, because: because(rest), place: place.clone() };
            waivers.extend(read(&written, Scope::Part(file, remark.covers.clone()), problems));
        }
    }
}

/// The rules at the start of a text, with commas, semicolons or `and` between them, and what follows.
fn rules(text: &str) -> (Vec<&str>, &str) {
    let mut rules = Vec::new();
    let mut rest = text.trim();
    loop {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).unwrap_or(rest.len());
        if end > 0 {
            rules.push(rest[..end].trim_matches(['`', '"', '\'', '[', ']']));
        }
        rest = rest[end..].trim_start();
        let next = rest.strip_prefix([',', ';', '&', '+']).or_else(|| rest.strip_prefix("and "));
        match next.map(str::trim_start).filter(|next| !next.is_empty() && because(next).is_none()) {
            Some(next) => rest = next,
            None if rules.is_empty() => return (vec![text.trim()], ""),
            None => return (rules, rest.trim_start_matches([',', ';', ':']).trim_start()),
        }
    }
}

/// The reason behind the word `because`.
fn because(text: &str) -> Option<&str> {
    const BECAUSE: &str = "because";
    let reason = text
        .get(..BECAUSE.len())
        .filter(|start| start.eq_ignore_ascii_case(BECAUSE))
        .map(|_| &text[BECAUSE.len()..])?;
    (!reason.starts_with(char::is_alphanumeric)).then(|| reason.trim_start_matches([':', ' ']))
}

/// The waiver, where it names a rule that can be waived, and a reason.
fn read<'s>(written: &Written<'_>, scope: Scope<'s>, problems: &mut Vec<Diagnostic>) -> Option<Waiver<'s>> {
    let Written { rule, because, place } = written;
    let mut report = |diagnostic: Diagnostic| problems.push(diagnostic.at(place.clone()));
    let Some(code) = Code::named(rule) else {
        let diagnostic = Diagnostic::new(&codes::BAD_WAIVER, format!("there is no rule `{rule}`"));
        let near = Code::nearest(rule).map(|near| format!("did you mean `{near}`?"));
        report(diagnostic.help(near.unwrap_or_else(|| "`bedside explain` lists all rules".to_owned())));
        return None;
    };
    if !code.may_be_waived() {
        let message = format!("`{}` cannot be accepted: it would break the site", code.name);
        report(Diagnostic::new(&codes::BAD_WAIVER, message).help("fix what it reports, and remove this"));
        return None;
    }
    if because.is_none_or(|reason| reason.trim().is_empty()) {
        let message = format!("there is no reason for accepting `{}` here, so it is still reported", code.name);
        let help = "write the reason after `because`, for whoever reads it later";
        report(Diagnostic::new(&codes::WAIVER_WITHOUT_REASON, message).help(help));
        return None;
    }
    Some(Waiver { code, scope, place: place.clone(), used: false })
}

/// Whether a path is the pattern, is in the folder that it names, or fits it with `*` for any characters.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./");
    if pattern.ends_with('/') && !pattern.contains('*') {
        return path.starts_with(pattern);
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(open) = last.replace(part) {
            let Some(at) = rest.find(open) else { return false };
            rest = &rest[at + open.len()..];
        }
    }
    match last {
        Some(last) => rest.ends_with(last) || last.ends_with('/') && rest.contains(last),
        None => rest.is_empty(),
    }
}

/// Whether findings of a code come with the outputs, when pages are rendered and written.
pub(super) fn comes_late(code: &Code, no_cards: bool) -> bool {
    let with_cards = [&codes::MISSING_GLYPH, &codes::BAD_PICTURE];
    let elsewhere = [
        &codes::DEAD_LINK,
        &codes::MOVED_LINK,
        &codes::UNVERIFIED_LINK,
        &codes::UNRESOLVED_IDENTIFIER,
        &codes::NO_LINK_BACK,
    ];
    matches!(code.family(), "output" | "picture")
        || elsewhere.contains(&code)
        || [&codes::PAGES_LOST, &codes::CORRECTED_SOURCE, &codes::NO_RECORD].contains(&code)
        || no_cards && with_cards.contains(&code)
        || code.severity == Severity::Error && code.family() != "phi"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_with_commas_before_the_reason() {
        for (text, found, reason) in [
            ("plain/jargon because it is explained", vec!["plain/jargon"], Some("it is explained")),
            ("plain/jargon, a11y/vague-link because so", vec!["plain/jargon", "a11y/vague-link"], Some("so")),
            ("plain/jargon,a11y/vague-link, because so", vec!["plain/jargon", "a11y/vague-link"], Some("so")),
            ("plain/jargon and a11y/vague-link Because: so", vec!["plain/jargon", "a11y/vague-link"], Some("so")),
            ("`plain/jargon`; a11y/vague-link", vec!["plain/jargon", "a11y/vague-link"], None),
            ("plain/jargon since it is explained", vec!["plain/jargon"], None),
            ("plain/jargon becauseway", vec!["plain/jargon"], None),
            ("", vec![""], None),
            (",", vec![","], None),
        ] {
            let (rules, rest) = rules(text);
            assert_eq!((rules, because(rest)), (found, reason), "{text}");
        }
    }

    #[test]
    fn paths_are_files_folders_and_patterns() {
        for (pattern, path, fits) in [
            ("content/articles/a.md", "content/articles/a.md", true),
            ("./content/articles/a.md", "content/articles/a.md", true),
            ("content/articles/a.md", "content/articles/a.md.bak", false),
            ("content/articles/", "content/articles/x/a.md", true),
            ("content/articles/", "content/article/a.md", false),
            ("content/*/mmr*.md", "content/articles/mmr-risks.md", true),
            ("content/*/mmr*.md", "content/articles/flu.md", false),
            ("*.es.md", "content/a.es.md", true),
            ("*.es.md", "content/a.md", false),
            ("content/**", "content/a/b.md", true),
            ("", "content/a.md", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
