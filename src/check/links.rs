//! Every link into the site leads somewhere: `link/broken`, `link/broken-anchor`, `link/to-held-back`,
//! `link/redirected`, `link/mixed-case`.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::base::slugify;
use crate::config::{Config, NavigationItem};
use crate::diag::{Diagnostic, Place, Severity, codes, nearest};
use crate::markdown::Link;
use crate::model::{Argument, Document, DocumentId, LinkTarget, Site};
use crate::plan::Plan;
use crate::source::Kind;
use crate::theme::Contract;
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};
use super::{address, parts};

/// The nearest target is looked for only for this many links: more than these usually have one cause, such as a renamed folder.
const MOST_SUGGESTIONS: usize = 40;

/// The rule.
pub(super) const RULE: Rule = Rule {
    codes: &[
        &codes::BROKEN_LINK,
        &codes::BROKEN_ANCHOR,
        &codes::LINK_TO_HELD_BACK,
        &codes::REDIRECTED_LINK,
        &codes::MIXED_CASE_LINK,
    ],
    check: Check::Site(check),
};

/// Checks the links of all documents; those of documents that are not public too, so that they are right on their day.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let Project { site, plan, theme, .. } = *project;
    let kinds = site.documents.iter().map(|document| document.parsed.source.kind).collect();
    let rule = Links { site, plan, theme, kinds };
    let mut cache = project.links.0.lock().unwrap_or_else(PoisonError::into_inner);
    let pages = rule.pages();
    if cache.pages != pages {
        *cache = LinkFindings { pages, ..LinkFindings::default() };
    }
    let known = std::mem::take(&mut cache.documents);
    let is_known: Vec<bool> = site
        .documents
        .iter()
        .enumerate()
        .map(|(at, document)| known.get(at).is_some_and(|(last, _)| Arc::ptr_eq(last, document)))
        .collect();
    cache.documents = site
        .documents
        .par_iter()
        .enumerate()
        .map(|(at, document)| match known.get(at) {
            Some((_, found)) if is_known[at] && stays(document, &is_known) => (document.clone(), found.clone()),
            _ => (document.clone(), rule.document(document).into()),
        })
        .collect();
    let mut found = rule.suggest(&mut cache);
    found.extend(rule.navigation());
    found
}

/// What was found in the links of each document while the site has the same pages and settings.
#[derive(Debug, Default)]
pub(super) struct LinkCache(Mutex<LinkFindings>);

impl LinkCache {
    /// Forgets everything: the settings are others.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[derive(Debug, Default)]
struct LinkFindings {
    /// The number of the pages that there were.
    pages: u64,
    /// By the place of the document.
    documents: Vec<(Arc<Document>, Arc<[Found]>)>,
    /// What was suggested in the place of links that lead nowhere.
    suggested: HashMap<Arc<Wanted>, Option<String>>,
}

/// A link that leads nowhere, and what it may have been meant to be: looked for among all pages, once all such links are known.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Wanted {
    /// A page of the site by its path, as written.
    Page(String, String),
    /// A page of the site by an address of the web.
    Address(String),
    /// A file of the project.
    File(String),
}

/// A problem of a link, and what the link wants, where something may be suggested for it.
#[derive(Clone, Debug)]
struct Found {
    diagnostic: Diagnostic,
    wanted: Option<Arc<Wanted>>,
}

impl From<Diagnostic> for Found {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, wanted: None }
    }
}

impl Found {
    /// Says what to do where nothing is suggested.
    fn wants(diagnostic: Diagnostic, wanted: Wanted) -> Self {
        let diagnostic = match &wanted {
            Wanted::Page(..) => diagnostic.help("link to the path of a file, `flu.md`, or of a page, `/articles/flu/`"),
            Wanted::Address(_) => diagnostic.help("write links within the site as paths"),
            Wanted::File(_) => diagnostic,
        };
        Self { diagnostic, wanted: Some(Arc::new(wanted)) }
    }

    fn at(self, place: Place) -> Self {
        Self { diagnostic: self.diagnostic.at(place), ..self }
    }

    /// The problem with what the link was probably meant to be.
    fn meant(&self, meant: String) -> Diagnostic {
        let mut diagnostic = self.diagnostic.clone();
        match self.wanted.as_deref() {
            Some(Wanted::Page(..)) => diagnostic.help = vec![meant],
            _ => diagnostic.help.insert(0, meant),
        }
        diagnostic
    }
}

struct Links<'r> {
    site: &'r Site,
    plan: &'r Plan,
    theme: &'r Contract,
    /// The kinds that have documents, public or not.
    kinds: HashSet<Kind>,
}

/// A link that looks like an address of the web and has no scheme, so that it leads into the project, to nothing.
fn without_scheme(written: &str) -> Diagnostic {
    let message = format!("the link `{written}` does not lead to a file of the project");
    let help = format!("for a web address, put `https://` in front: `https://{written}`");
    Diagnostic::new(&codes::BROKEN_LINK, message).help(help)
}

/// Whether the links of a document that is the same lead where they did: all that they lead to is the same too. Which parts
/// the theme gives a page depends on more, so links to parts are looked at each time.
fn stays(document: &Document, is_known: &[bool]) -> bool {
    let leads_there = |target: &LinkTarget| match target {
        LinkTarget::Document { id, .. } => target.part().is_none() && is_known[id.index()],
        LinkTarget::Part(_) => false,
        LinkTarget::File(_) | LinkTarget::External(_) | LinkTarget::Path { .. } | LinkTarget::Missing(_) => true,
    };
    let resolved = document.components.iter().flat_map(|component| &component.resolved);
    document.links.iter().chain(&document.call_to_action).all(leads_there)
        && resolved.into_iter().all(|(_, argument)| match argument {
            Argument::Link(target) => leads_there(target),
            Argument::Claim { document, .. } => is_known[document.index()],
            Argument::Medium(_) | Argument::Myths(_) | Argument::Chart(_) => true,
        })
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

impl Links<'_> {
    /// Says what may have been meant, for the first links in the order of the site: many usually have one cause.
    fn suggest(&self, cache: &mut LinkFindings) -> Vec<Diagnostic> {
        let LinkFindings { documents, suggested, .. } = cache;
        let found = || documents.iter().flat_map(|(_, found)| found.iter());
        let first = found().filter_map(|one| one.wanted.as_ref()).take(MOST_SUGGESTIONS);
        let new: Vec<Arc<Wanted>> = first.filter(|wanted| !suggested.contains_key(*wanted)).cloned().collect();
        let meant = new.into_par_iter().map(|wanted| (wanted.clone(), self.meant(&wanted)));
        suggested.extend(meant.collect::<Vec<_>>());
        let mut left = MOST_SUGGESTIONS;
        found()
            .map(|one| {
                let wanted = one.wanted.as_ref().filter(|_| left > 0);
                left -= usize::from(wanted.is_some());
                let meant = wanted.and_then(|wanted| suggested.get(wanted).cloned().flatten());
                meant.map_or_else(|| one.diagnostic.clone(), |meant| one.meant(meant))
            })
            .collect()
    }

    /// A number for all pages and files that links may lead to: other ones, another number.
    fn pages(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for document in &self.site.documents {
            document.parsed.source.path.hash(&mut hasher);
        }
        self.plan.redirects.hash(&mut hasher);
        // A sum, since the paths come in no order.
        self.plan.paths().map(|path| FixedState::default().hash_one(path)).fold(hasher.finish(), u64::wrapping_add)
    }

    fn meant(&self, wanted: &Wanted) -> Option<String> {
        let instead = |name: Option<&str>| name.map(|name| format!("did you mean `{name}`?"));
        match wanted {
            Wanted::Page(path, written) => self.named(written).or_else(|| {
                // Two addresses in one folder are like each other for the folder alone; what is meant is like it in its last part.
                let own = last(path);
                let is_like = |known: &&str| {
                    let known = last(known);
                    known.contains(own) || own.contains(known) && known.len() > 2 || nearest(own, [known]).is_some()
                };
                instead(nearest(path, self.plan.paths().filter(|known| !path.starts_with(known)).filter(is_like)))
            }),
            Wanted::Address(path) => instead(nearest(path, self.plan.paths())),
            // The folders of a path would drown the difference.
            Wanted::File(file) => {
                let sources = || self.site.documents.iter().map(|document| &document.parsed.source);
                let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
                let stem = nearest(name, sources().map(|source| source.stem.as_str()))?;
                instead(sources().find(|source| source.stem == stem).map(|source| source.path.as_str()))
            }
        }
    }

    /// Entries of the navigation, in every language, that lead to no page: they are on all pages. A warning, since a page may
    /// be held back until its day.
    fn navigation(&self) -> Vec<Diagnostic> {
        let config = &self.site.config;
        let local =
            self.site.languages.entries().filter_map(|(language, _)| config.local(language)?.navigation.as_ref());
        let leads_nowhere = |item: &&NavigationItem| {
            let path = item.url.split(['?', '#']).next().unwrap_or_default();
            path.starts_with('/') && !path.starts_with("//") && !self.leads_somewhere(path)
        };
        let report = |item: &NavigationItem| {
            let NavigationItem { title, url } = item;
            let message = format!("`{title}` in the navigation leads to `{url}`, and the site has no such page");
            let help = "write the address of a public page, such as `/articles/`, or remove the entry";
            let mut diagnostic =
                Diagnostic::new(&codes::BROKEN_LINK, message).help(help).at(Place::file(&Config::path()));
            diagnostic.severity = Severity::Warning;
            diagnostic
        };
        config.navigation.iter().chain(local).flatten().filter(leads_nowhere).map(report).collect()
    }

    fn document(&self, document: &Document) -> Vec<Found> {
        let file = &document.parsed.source.path;
        let outline = &document.parsed.body.outline;
        let mut found = Vec::new();
        for (link, target) in outline.links.iter().zip(&document.links) {
            if link.target.trim().is_empty() {
                let diagnostic = Diagnostic::new(&codes::BROKEN_LINK, "this link has no address");
                let help = "write the path of a file, `flu.md`, of a page, `/articles/flu/`, or an address";
                found.push(diagnostic.help(help).at(Place::at(file, link.range.clone())).into());
                continue;
            }
            let problem =
                self.written(target, link).map(Found::from).or_else(|| self.problem(document, target, &link.target));
            found.extend(problem.map(|problem| problem.at(Place::at(file, link.range.clone()))));
        }
        for (call, component) in outline.components.iter().zip(&document.components) {
            for (_, argument) in &component.resolved {
                let problem = match argument {
                    Argument::Link(target) => self.problem(document, target, &call.name),
                    Argument::Claim { document: id, .. } => self.to_held_back(document, *id, "claim").map(Found::from),
                    Argument::Medium(_) | Argument::Myths(_) | Argument::Chart(_) => None,
                };
                found.extend(problem.map(|problem| problem.at(Place::at(file, call.range.clone()))));
            }
        }
        if let (Some(target), Some(call)) = (&document.call_to_action, &document.parsed.front.call_to_action) {
            let place = || document.parsed.place(&[Step::Key("call_to_action"), Step::Key("url")]);
            found.extend(self.problem(document, target, &call.url).map(|problem| problem.at(place())));
        }
        found
    }

    /// A link that leads to its page by a detour, or would with another letter: both can be mended by a machine.
    fn written(&self, target: &LinkTarget, link: &Link) -> Option<Diagnostic> {
        let LinkTarget::Path { path, tail } = target else { return None };
        let slashed = if path.ends_with('/') { path.clone() } else { format!("{path}/") };
        if let Some((_, to)) = self.plan.redirects.iter().find(|(from, _)| *from == *path || *from == slashed) {
            let message = format!("`{path}` is a former address that redirects to `{to}`");
            let help = format!("write `{to}{tail}`: a redirect costs readers time, and a new host may drop it");
            let fix = (link.target.clone(), format!("{to}{tail}"));
            return Some(Diagnostic::new(&codes::REDIRECTED_LINK, message).help(help).fix(link.range.clone(), fix));
        }
        let small = path.to_lowercase();
        let is_there = |path: &str| self.plan.answers(path) || self.plan.answers(&format!("{path}/"));
        if small != *path && !is_there(path) && is_there(&small) {
            let message = format!("the site has no page `{path}`, but one in lowercase letters");
            let help = format!("write `{small}{tail}`: most hosts distinguish uppercase from lowercase letters");
            let fix = (link.target.clone(), format!("{small}{tail}"));
            return Some(Diagnostic::new(&codes::MIXED_CASE_LINK, message).help(help).fix(link.range.clone(), fix));
        }
        None
    }

    fn problem(&self, document: &Document, target: &LinkTarget, written: &str) -> Option<Found> {
        match target {
            LinkTarget::File(_) => None,
            LinkTarget::External(address) => self.to_address(address),
            LinkTarget::Part(part) => self.to_part(document, part, "this page").map(Found::from),
            LinkTarget::Document { id, .. } => self.to_document(document, *id, target).map(Found::from),
            LinkTarget::Path { path, .. } if address::lacks_scheme(written) && !self.leads_somewhere(path) => {
                Some(without_scheme(written).into())
            }
            LinkTarget::Path { path, .. } if self.leads_somewhere(path) => None,
            LinkTarget::Path { path, .. } => {
                let problem = Diagnostic::new(&codes::BROKEN_LINK, format!("the site has no page `{path}`"));
                // What the form of the link tells is nearer than what some address is like.
                Some(match address::meant(written) {
                    Some(meant) => problem.help(meant).into(),
                    None => Found::wants(problem, Wanted::Page(path.clone(), written.to_owned())),
                })
            }
            LinkTarget::Missing(_) if address::lacks_scheme(written) => Some(without_scheme(written).into()),
            LinkTarget::Missing(file) => {
                let message = format!("the link `{written}` does not lead to a file of the project");
                if let Some(meant) = address::meant(written) {
                    return Some(Diagnostic::new(&codes::BROKEN_LINK, message).help(meant).into());
                }
                Some(Found::wants(Diagnostic::new(&codes::BROKEN_LINK, message), Wanted::File(file.clone())))
            }
        }
    }

    /// A link that is written as one to another site, and leads to this one or to the computer it was written on. A warning:
    /// the host may serve more than this site.
    fn to_address(&self, address: &str) -> Option<Found> {
        let warning = |message: String| {
            let mut diagnostic = Diagnostic::new(&codes::BROKEN_LINK, message);
            diagnostic.severity = Severity::Warning;
            diagnostic
        };
        if let Some(path) = self.site.config.url.within(address) {
            let bare = percent_decode_str(path.split(['?', '#']).next().unwrap_or(path)).decode_utf8_lossy();
            if self.leads_somewhere(&bare) {
                return None;
            }
            let diagnostic = warning(format!("`{address}` leads to this site, which has no page `{bare}`"));
            return Some(Found::wants(diagnostic, Wanted::Address(bare.into_owned())));
        }
        if let Some(whole) = address::with_slashes(address) {
            let diagnostic = warning(format!("`{address}` is not a complete address, so no reader can open it"));
            let help = if whole.is_empty() { "complete the address".into() } else { format!("write `{whole}`") };
            return Some(diagnostic.help(help).into());
        }
        if let Some(missing) = address::lacks_contact(address) {
            let message = format!("`{address}` leads nowhere");
            return Some(warning(message).help(format!("write {missing}")).into());
        }
        let path = address::path_on_this_computer(address)?;
        let message = format!("`{address}` leads to the reader's own computer or network, so readers cannot open it");
        let diagnostic = warning(message);
        let there = !path.is_empty() && self.leads_somewhere(path);
        let help = "write the path of a page, or its public address";
        Some(if there { diagnostic.help(format!("write `{path}`")) } else { diagnostic.help(help) }.into())
    }

    fn to_document(&self, from: &Document, id: DocumentId, target: &LinkTarget) -> Option<Diagnostic> {
        let document = self.site.document(id);
        if let Some(held_back) = self.to_held_back(from, id, "link") {
            let help = "the text appears without the link until you build the site after the document goes public";
            return Some(held_back.help(help));
        }
        self.to_part(document, target.part()?, &format!("`{}`", document.parsed.source.path))
    }

    /// Something of a document that is not public, on the page of one that is.
    fn to_held_back(&self, from: &Document, id: DocumentId, what: &str) -> Option<Diagnostic> {
        let document = self.site.document(id);
        let message = format!("`{}` is not public, so this {what} is left out for now", document.parsed.source.path);
        let is_left_out = !document.state.is_public() && from.state.is_public();
        is_left_out.then(|| Diagnostic::new(&codes::LINK_TO_HELD_BACK, message))
    }

    fn leads_somewhere(&self, path: &str) -> bool {
        let slashed = format!("{path}/");
        self.plan.answers(path) || self.plan.answers(&slashed) || self.is_empty_list(path)
    }

    /// How the document is linked whose name alone is written.
    fn named(&self, written: &str) -> Option<String> {
        let name = written.split(['?', '#']).next().filter(|name| !name.is_empty() && !name.contains(['/', '.']))?;
        let mut sources = self.site.documents.iter().map(|document| &document.parsed.source);
        let source = sources.find(|source| source.stem == name)?;
        let path = source.path.as_str().strip_prefix("content").unwrap_or(source.path.as_str());
        Some(format!("write the path of its file: `{path}`"))
    }

    /// A list of a kind whose documents are all still held back will be there on its day.
    fn is_empty_list(&self, path: &str) -> bool {
        let name = path.trim_matches('/');
        Kind::ALL.iter().any(|kind| name == kind.folder() && self.kinds.contains(kind))
    }

    /// The problem of a link to a part of a document's page.
    fn to_part(&self, document: &Document, part: &str, place: &str) -> Option<Diagnostic> {
        let part = percent_decode_str(part).decode_utf8_lossy();
        let ids = &document.parsed.body.outline.ids;
        let is_source = part.strip_prefix("source-").and_then(|number| number.parse::<usize>().ok());
        let own = self.theme.part(&part);
        let exists = part.is_empty()
            || ids.iter().any(|id| *id == part)
            || own.is_some_and(|own| parts::shows(self.site, self.theme, document, own))
            || is_source.is_some_and(|number| (1..=document.citations.sources.len()).contains(&number));
        if exists {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::BROKEN_ANCHOR, format!("there is no anchor `#{part}` in {place}"));
        let headings = &document.parsed.body.outline.headings;
        let spelled = slugify(&part);
        // A heading by its visible words, in whatever script: `#발열-때-할-일`.
        let meant = headings.iter().find(|heading| heading.id == spelled || slugify(&heading.text) == spelled);
        let diagnostic = match meant.filter(|_| !spelled.is_empty()) {
            Some(heading) => diagnostic.help(format!("did you mean `#{}`?", heading.id)),
            None => diagnostic.did_you_mean(&part, headings.iter().map(|heading| heading.id.as_str())),
        };
        Some(
            diagnostic
                .help("a heading's anchor is its text in lowercase letters with hyphens, or the text in `{#...}`"),
        )
    }
}
