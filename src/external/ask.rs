//! The questions, put to the hosts: one host one request at a time, several hosts at once.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diag::{Diagnostic, sort};
use crate::model::Site;

use super::robots::Robots;
use super::web::{Answer, Web};
use super::{AnswerCache, Found, Purpose, Question, diagnostic, questions};

/// So many redirects are followed.
const HOPS: usize = 5;

/// So many hosts are asked at once.
const HOSTS: usize = 8;

/// How a host is treated.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// The rest between two requests to one host.
    pub pause: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self { pause: Duration::from_secs(1) }
    }
}

/// Services that know numbers.
#[derive(Clone, Debug)]
pub struct IdentifierServices {
    /// What precedes a DOI in the address of the handle system.
    pub handles: String,
    /// What precedes a PMID in the address of PubMed's summaries.
    pub summaries: String,
}

impl Default for IdentifierServices {
    /// The handle system's proxy (<https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation>) and
    /// the E-utilities of NCBI (<https://www.ncbi.nlm.nih.gov/books/NBK25499/>), which allow three requests a second.
    fn default() -> Self {
        Self {
            handles: "https://doi.org/api/handles/".to_owned(),
            summaries: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&id="
                .to_owned(),
        }
    }
}

/// Looks at everything that a site leads to elsewhere. What `memory` knows is not asked again.
#[must_use]
pub fn check(
    site: &Site,
    web: &dyn Web,
    services: &IdentifierServices,
    manners: Manners,
    memory: &mut AnswerCache,
) -> Vec<Diagnostic> {
    let all = questions(site);
    let mut by_host: BTreeMap<String, Vec<&Question>> = BTreeMap::new();
    for question in all.keys().filter(|question| memory.get(question, site.today).is_none()) {
        by_host.entry(host(&address(question, services)).to_owned()).or_default().push(question);
    }
    let own = host(&site.config.url.absolute("/")).to_owned();
    let waiting = Mutex::new(by_host.into_values().collect::<Vec<_>>());
    let answered = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(|| {
                let next = || waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
                while let Some(questions) = next() {
                    let mut asker =
                        Asker { web, services, manners, own: &own, robots: BTreeMap::new(), is_first: true };
                    for question in questions {
                        let found = asker.find(question);
                        answered
                            .lock()
                            .unwrap_or_else(std::sync::PoisonError::into_inner)
                            .push((question.clone(), found));
                    }
                }
            });
        }
    });
    let mut fresh: BTreeMap<Question, Found> = BTreeMap::new();
    for (question, found) in answered.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        memory.put(question.clone(), site.today, found.clone());
        fresh.insert(question, found);
    }
    let mut diagnostics = Vec::new();
    for (question, places) in &all {
        let known = memory.get(question, site.today).map(|(on, found)| (*on, found));
        let known = known.or_else(|| fresh.get(question).map(|found| (site.today, found)));
        let Some(found) = known.and_then(|(on, found)| diagnostic(question, found, on)) else { continue };
        diagnostics.extend(places.iter().map(|place| found.clone().at(place.clone())));
    }
    memory.keep(|question| all.contains_key(question));
    sort(&mut diagnostics);
    diagnostics
}

/// The address that answers a question.
fn address(question: &Question, services: &IdentifierServices) -> String {
    let encoded = || utf8_percent_encode(&question.about, NON_ALPHANUMERIC);
    match question.purpose {
        Purpose::Page | Purpose::Profile => question.about.clone(),
        Purpose::Doi => format!("{}{}", services.handles, encoded()),
        Purpose::Pmid => format!("{}{}", services.summaries, encoded()),
    }
}

/// The scheme and the host of an address, with its port.
fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |at| start + at);
    &address[..end]
}

fn host(address: &str) -> &str {
    let origin = origin(address);
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn path(address: &str) -> &str {
    let rest = &address[origin(address).len()..];
    if rest.is_empty() { "/" } else { rest }
}

/// Asks one host, and those that it sends on to.
struct Asker<'a> {
    web: &'a dyn Web,
    services: &'a IdentifierServices,
    manners: Manners,
    own: &'a str,
    /// What hosts ask programs to leave alone; the error of a host that cannot be reached.
    robots: BTreeMap<String, Result<Robots, String>>,
    is_first: bool,
}

impl Asker<'_> {
    fn find(&mut self, question: &Question) -> Found {
        let address = address(question, self.services);
        match question.purpose {
            Purpose::Page => self.page(&address),
            Purpose::Profile => self.profile(&address),
            Purpose::Doi => self.service(&address, |answer| match answer.status {
                200 => Found::Fine,
                404 => Found::Gone(404),
                status => Found::Unknown(format!("the handle system answered {status}")),
            }),
            Purpose::Pmid => self.service(&address, |answer| {
                let text: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
                let summary = &text["result"][question.about.as_str()];
                match answer.status {
                    200 if summary.is_object() && summary.get("error").is_none() => Found::Fine,
                    200 if summary.is_object() || text.get("error").is_some() => Found::Gone(404),
                    status => Found::Unknown(format!("PubMed answered {status}")),
                }
            }),
        }
    }

    /// An answer, after a rest where the host was asked before.
    fn ask(&mut self, address: &str, wants_text: bool) -> Result<Answer, String> {
        if !std::mem::take(&mut self.is_first) {
            self.web.pause(self.manners.pause);
        }
        self.web.ask(address, wants_text)
    }

    fn service(&mut self, address: &str, judge: impl Fn(&Answer) -> Found) -> Found {
        self.ask(address, true).map_or_else(Found::Unknown, |answer| judge(&answer))
    }

    /// Whether the host lets programs ask for an address.
    fn may_ask(&mut self, address: &str) -> Result<(), String> {
        let origin = origin(address).to_owned();
        if !self.robots.contains_key(&origin) {
            let robots = self.ask(&format!("{origin}/robots.txt"), true).and_then(|answer| match answer.status {
                200 => Ok(Robots::read(&answer.body)),
                // RFC 9309, 2.3.1.4: a host in trouble is left alone.
                429 | 500.. => Err(format!("its host answered {}", answer.status)),
                _ => Ok(Robots::default()),
            });
            self.robots.insert(origin.clone(), robots);
        }
        match &self.robots[&origin] {
            Ok(robots) if robots.allow(path(address)) => Ok(()),
            Ok(_) => Err("its host does not allow programs (robots.txt)".to_owned()),
            Err(reason) => Err(reason.clone()),
        }
    }

    fn page(&mut self, address: &str) -> Found {
        let mut at = address.to_owned();
        let mut for_good = true;
        for _ in 0..=HOPS {
            if let Err(reason) = self.may_ask(&at) {
                return Found::Unknown(reason);
            }
            let answer = match self.ask(&at, false) {
                // Some hosts know no `HEAD`, and say so in many ways.
                Ok(answer) if answer.status >= 400 => self.ask(&at, true),
                answer => answer,
            };
            let answer = match answer {
                Ok(answer) => answer,
                Err(reason) => return Found::Unknown(reason),
            };
            match answer.status {
                200..=299 if at != address && for_good => return Found::Moved(at),
                200..=299 => return Found::Fine,
                404 | 410 => return Found::Gone(answer.status),
                300..=399 => {
                    for_good &= matches!(answer.status, 301 | 308);
                    let Some(to) = answer.location.and_then(|to| resolved(&at, &to)) else {
                        return Found::Unknown("it redirects to no address".to_owned());
                    };
                    at = to;
                }
                403 | 401 => return Found::Unknown(format!("its host refuses programs ({})", answer.status)),
                429 => return Found::Unknown("its host limits the number of requests (429)".to_owned()),
                status => return Found::Unknown(format!("its host answered {status}")),
            }
        }
        Found::Unknown("it redirects too many times".to_owned())
    }

    /// Whether the page of a profile names the host of the site.
    fn profile(&mut self, address: &str) -> Found {
        let mut at = address.to_owned();
        for _ in 0..=HOPS {
            if let Err(reason) = self.may_ask(&at) {
                return Found::Unknown(reason);
            }
            match self.ask(&at, true) {
                Ok(answer) if (200..300).contains(&answer.status) => {
                    return if answer.body.contains(self.own) { Found::Fine } else { Found::Silent };
                }
                Ok(answer) if matches!(answer.status, 404 | 410) => return Found::Gone(answer.status),
                Ok(Answer { status: 300..=399, location: Some(to), .. }) => match resolved(&at, &to) {
                    Some(to) => at = to,
                    None => break,
                },
                Ok(answer) => return Found::Unknown(format!("its host answered {}", answer.status)),
                Err(reason) => return Found::Unknown(reason),
            }
        }
        Found::Unknown("it redirects too many times".to_owned())
    }
}

/// Where a redirect leads, seen from the page that sends it.
fn resolved(from: &str, to: &str) -> Option<String> {
    if to.starts_with("http://") || to.starts_with("https://") {
        return Some(to.split('#').next().unwrap_or(to).to_owned());
    }
    if let Some(rest) = to.strip_prefix("//") {
        return Some(format!("{}://{rest}", from.split("://").next()?));
    }
    if to.starts_with('/') {
        return Some(format!("{}{to}", origin(from)));
    }
    let folder = from.rsplit_once('/').map(|(folder, _)| folder).filter(|folder| folder.len() >= origin(from).len())?;
    (!to.is_empty() && !to.contains(':')).then(|| format!("{folder}/{to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_are_read_from_where_they_stand() {
        let from = "https://a.example/b/c?d";
        for (to, expected) in [
            ("https://x.example/#y", Some("https://x.example/")),
            ("//x.example/z", Some("https://x.example/z")),
            ("/z", Some("https://a.example/z")),
            ("z", Some("https://a.example/b/z")),
            ("javascript:z", None),
            ("", None),
        ] {
            assert_eq!(resolved(from, to).as_deref(), expected, "{to}");
        }
        assert_eq!((host(from), path(from), path("https://a.example")), ("a.example", "/b/c?d", "/"));
    }
}
