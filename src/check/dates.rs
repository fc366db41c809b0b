//! Nobody has reviewed or corrected anything in the future: `yaml/bad-date`.

use jiff::civil::Date;

use crate::diag::{Diagnostic, codes};
use crate::model::{Document, Site};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::BAD_DATE], check: Check::Site(check) };

/// Finds reviews and corrections of public documents that are dated after today.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let public = site.documents.iter().filter(|document| document.state.is_public());
    public.flat_map(|document| of(site, document)).collect()
}

fn of(site: &Site, document: &Document) -> Vec<Diagnostic> {
    let front = &document.parsed.front;
    let late = |what: &str, day: Date, path: &[Step<'_>]| {
        (day > site.today).then(|| {
            let message = format!("{what} is dated {day}, but today is {}", site.today);
            let diagnostic = Diagnostic::new(&codes::BAD_DATE, message).at(document.parsed.place(path));
            diagnostic.help("write the date on which it was done")
        })
    };
    let review = front
        .reviewed
        .as_ref()
        .and_then(|reviewed| late("the review", reviewed.on, &[Step::Key("reviewed"), Step::Key("on")]));
    let corrections = front.corrections.iter().enumerate().filter_map(|(at, correction)| {
        late("the correction", correction.date, &[Step::Key("corrections"), Step::Item(at), Step::Key("date")])
    });
    review.into_iter().chain(corrections).collect()
}
