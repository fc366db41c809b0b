//! Sources come from where the practice trusts: `source/untrusted`.

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::UNTRUSTED_SOURCE], check: Check::Text(check) };

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
        let is_trusted = trusted
            .iter()
            .map(|own| self::host(own))
            .any(|own| host == own || host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.')));
        if !is_trusted {
            let message =
                format!("the source `{}` is on `{host}`, which is not among the trusted sources", reference.id);
            let help = "look for the same at one of them, or add the host to `editorial.trusted_sources`";
            let place = source.place(&reading.document.parsed);
            found.push(Diagnostic::new(&codes::UNTRUSTED_SOURCE, message).at(place).help(help));
        }
    }
}

/// The host of an address, or of what is written as one, in lower case and without `www.`.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.trim_start_matches("www.").trim_start_matches("*.").to_owned()
}
