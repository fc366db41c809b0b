//! Sources and links lead where the practice trusts: `source/untrusted`, `link/untrusted`.

use crate::diag::{Diagnostic, Place, codes};
use crate::model::LinkTarget;

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::UNTRUSTED_SOURCE, &codes::UNTRUSTED_LINK], check: Check::Text(check) };

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let trusted = &reading.site.config.editorial.trusted_sources;
    if trusted.is_empty() {
        return;
    }
    for source in &reading.document.citations.sources {
        let reference = &source.reference;
        // What has an identifier was published by a journal or a press.
        let identified = [&reference.doi, &reference.pmid, &reference.pmcid, &reference.isbn];
        let Some(url) = reference.url.as_deref().filter(|_| identified.iter().all(|identifier| identifier.is_none()))
        else {
            continue;
        };
        let host = host(url);
        if !is_trusted(trusted, &host) {
            let message =
                format!("the source `{}` is on `{host}`, which is not among the trusted sources", reference.id);
            let help = "look for the same information at one of them, or add the host to `editorial.trusted_sources`";
            let place = source.place(&reading.document.parsed);
            found.push(Diagnostic::new(&codes::UNTRUSTED_SOURCE, message).at(place).help(help));
        }
    }
    let config = &reading.site.config;
    let own = [config.url.absolute("/"), config.practice.appointments_url.clone().unwrap_or_default()];
    let own: Vec<String> = own.iter().chain(config.profiles.iter().map(|(_, url)| url)).map(|url| host(url)).collect();
    for (link, target) in reading.document.parsed.body.outline.links.iter().zip(&reading.document.links) {
        let LinkTarget::External(address) = target else { continue };
        let host = host(address);
        if !address.starts_with("http") || own.contains(&host) || is_trusted(trusted, &host) {
            continue;
        }
        let message = format!("this link leads to `{host}`, which is not among the trusted sources");
        let help = "check whether readers should go there; if so, add the host to `editorial.trusted_sources`";
        let place = Place::at(&reading.document.parsed.source.path, link.range.clone());
        found.push(Diagnostic::new(&codes::UNTRUSTED_LINK, message).at(place).help(help));
    }
}

fn is_trusted(trusted: &[String], host: &str) -> bool {
    let holds = |own: String| host == own || host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.'));
    trusted.iter().map(|own| self::host(own)).any(holds)
}

/// The host of an address, or of what is written as one, in lower case and without `www.`.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.trim_start_matches("www.").trim_start_matches("*.").to_owned()
}
