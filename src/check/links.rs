//! Every link into the site leads somewhere: `link/broken`, `link/broken-anchor`, `link/to-held-back`,
//! `link/redirected`, `link/mixed-case`.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::base::slugify;
use crate::diag::{Diagnostic, Place, Severity, codes, nearest};
use crate::markdown::Link;
use crate::model::{Argument, Document, DocumentId, LinkTarget, Site};
use crate::plan::Plan;
use crate::source::Kind;
use crate::theme::Contract;
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};
use super::{address, parts};

/// The nearest target is looked for only for this many links: behind these is one cause, such as a renamed folder.
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
    let rule = Links { site, plan, theme, suggestions: AtomicUsize::new(0), kinds };
    site.documents.par_iter().flat_map_iter(|document| rule.document(document)).collect()
}

struct Links<'r> {
    site: &'r Site,
    plan: &'r Plan,
    theme: &'r Contract,
    suggestions: AtomicUsize,
    /// The kinds that have documents, public or not.
    kinds: HashSet<Kind>,
}

/// A link that looks like an address of the web and has no scheme, so that it leads into the project, to nothing.
fn without_scheme(written: &str) -> Diagnostic {
    let message = format!("the link `{written}` leads to no file of the project");
    let help = format!("for an address of the web write `https://` before it: `https://{written}`");
    Diagnostic::new(&codes::BROKEN_LINK, message).help(help)
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

impl Links<'_> {
    fn document(&self, document: &Document) -> Vec<Diagnostic> {
        let file = &document.parsed.source.path;
        let outline = &document.parsed.body.outline;
        let mut found = Vec::new();
        for (link, target) in outline.links.iter().zip(&document.links) {
            if link.target.trim().is_empty() {
                let diagnostic = Diagnostic::new(&codes::BROKEN_LINK, "nothing says where this link leads");
                let help = "write the path of a file, `flu.md`, of a page, `/articles/flu/`, or an address";
                found.push(diagnostic.help(help).at(Place::at(file, link.range.clone())));
                continue;
            }
            let problem = self.written(target, link).or_else(|| self.problem(document, target, &link.target));
            found.extend(problem.map(|problem| problem.at(Place::at(file, link.range.clone()))));
        }
        for (call, component) in outline.components.iter().zip(&document.components) {
            for (_, argument) in &component.resolved {
                let problem = match argument {
                    Argument::Link(target) => self.problem(document, target, &call.name),
                    Argument::Claim { document: id, .. } => self.to_held_back(document, *id, "claim"),
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
            let message = format!("`{path}` is a former address, which leads on to `{to}`");
            let help = format!("write `{to}{tail}`: a redirect costs a reader time, and its host may lose it");
            let fix = (link.target.clone(), format!("{to}{tail}"));
            return Some(Diagnostic::new(&codes::REDIRECTED_LINK, message).help(help).fix(link.range.clone(), fix));
        }
        let small = path.to_lowercase();
        let is_there = |path: &str| self.plan.answers(path) || self.plan.answers(&format!("{path}/"));
        if small != *path && !is_there(path) && is_there(&small) {
            let message = format!("the site has no page `{path}`, and one in small letters");
            let help = format!("write `{small}{tail}`: most hosts distinguish capital from small letters");
            let fix = (link.target.clone(), format!("{small}{tail}"));
            return Some(Diagnostic::new(&codes::MIXED_CASE_LINK, message).help(help).fix(link.range.clone(), fix));
        }
        None
    }

    fn problem(&self, document: &Document, target: &LinkTarget, written: &str) -> Option<Diagnostic> {
        match target {
            LinkTarget::File(_) => None,
            LinkTarget::External(address) => self.to_address(address),
            LinkTarget::Part(part) => self.to_part(document, part, "this page"),
            LinkTarget::Document { id, .. } => self.to_document(document, *id, target),
            LinkTarget::Path { path, .. } if address::lacks_scheme(written) && !self.leads_somewhere(path) => {
                Some(without_scheme(written))
            }
            LinkTarget::Path { path, .. } => {
                let problem = self.to_path(path)?;
                // What the form of the link tells is nearer than what some address is like.
                let meant = address::meant(written).or_else(|| self.named(written));
                Some(match meant {
                    Some(meant) => Diagnostic { help: vec![meant], ..problem },
                    None => problem,
                })
            }
            LinkTarget::Missing(_) if address::lacks_scheme(written) => Some(without_scheme(written)),
            LinkTarget::Missing(file) => {
                let message = format!("the link `{written}` leads to no file of the project");
                if let Some(meant) = address::meant(written) {
                    return Some(Diagnostic::new(&codes::BROKEN_LINK, message).help(meant));
                }
                Some(self.suggest_file(Diagnostic::new(&codes::BROKEN_LINK, message), file))
            }
        }
    }

    /// A link that is written as one to another site, and leads to this one or to the computer it was written on. A warning:
    /// the host may serve more than this site.
    fn to_address(&self, address: &str) -> Option<Diagnostic> {
        let warning = |message: String| {
            let mut diagnostic = Diagnostic::new(&codes::BROKEN_LINK, message);
            diagnostic.severity = Severity::Warning;
            diagnostic
        };
        if let Some(path) = self.site.config.url.within(address) {
            let bare = percent_decode_str(path.split(['?', '#']).next().unwrap_or(path)).decode_utf8_lossy();
            self.to_path(&bare)?;
            let diagnostic = warning(format!("`{address}` leads to this site, which has no page `{bare}`"));
            return Some(self.suggest(diagnostic, &bare, self.plan.paths()).help("write links into the site as paths"));
        }
        if let Some(whole) = address::with_slashes(address) {
            let diagnostic = warning(format!("`{address}` is not a complete address, so no reader can open it"));
            let help = if whole.is_empty() { "write the address behind it".into() } else { format!("write `{whole}`") };
            return Some(diagnostic.help(help));
        }
        if let Some(missing) = address::lacks_contact(address) {
            let message = format!("`{address}` leads nowhere");
            return Some(warning(message).help(format!("write {missing}")));
        }
        let path = address::path_on_this_computer(address)?;
        let message = format!("`{address}` leads to the reader's own computer or network, so no reader gets there");
        let diagnostic = warning(message);
        let there = !path.is_empty() && self.to_path(path).is_none();
        let help = "write the path of a page, or the address under which everybody reaches it";
        Some(if there { diagnostic.help(format!("write `{path}`")) } else { diagnostic.help(help) })
    }

    fn to_document(&self, from: &Document, id: DocumentId, target: &LinkTarget) -> Option<Diagnostic> {
        let document = self.site.document(id);
        if let Some(held_back) = self.to_held_back(from, id, "link") {
            let help = "the words stay without a link; the link comes with the build after the document goes public";
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

    fn to_path(&self, path: &str) -> Option<Diagnostic> {
        if self.leads_somewhere(path) {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::BROKEN_LINK, format!("the site has no page `{path}`"));
        // Two addresses in one folder are like each other for the folder alone; what is meant is like it in its last part.
        let wanted = last(path);
        let is_like = |known: &&str| {
            let known = last(known);
            known.contains(wanted) || wanted.contains(known) && known.len() > 2 || nearest(wanted, [known]).is_some()
        };
        let others = self.plan.paths().filter(|known| !path.starts_with(known)).filter(is_like);
        let diagnostic = self.suggest(diagnostic, path, others);
        if !diagnostic.help.is_empty() {
            return Some(diagnostic);
        }
        Some(diagnostic.help("a link within the site is the path of a file, `flu.md`, or of a page, `/articles/flu/`"))
    }

    /// How the document is linked whose name alone is written.
    fn named(&self, written: &str) -> Option<String> {
        if self.suggestions.load(Ordering::Relaxed) >= MOST_SUGGESTIONS {
            return None;
        }
        let name = written.split(['?', '#']).next().filter(|name| !name.is_empty() && !name.contains(['/', '.']))?;
        let mut sources = self.site.documents.iter().map(|document| &document.parsed.source);
        let source = sources.find(|source| source.stem == name)?;
        let path = source.path.as_str().strip_prefix("content").unwrap_or(source.path.as_str());
        Some(format!("write the path of its file: `{path}`"))
    }

    /// A list of a kind whose documents are all still held back will be there on its day.
    fn is_empty_list(&self, path: &str) -> bool {
        Kind::ALL.iter().any(|kind| self.kinds.contains(kind) && path.trim_matches('/') == kind.folder())
    }

    /// Names the document whose file's name is nearest; the folders of a path would drown the difference.
    fn suggest_file(&self, diagnostic: Diagnostic, wanted: &str) -> Diagnostic {
        if self.suggestions.fetch_add(1, Ordering::Relaxed) >= MOST_SUGGESTIONS {
            return diagnostic;
        }
        let sources = || self.site.documents.iter().map(|document| &document.parsed.source);
        let name = wanted.rsplit('/').next().unwrap_or(wanted).trim_end_matches(".md");
        let found = nearest(name, sources().map(|source| source.stem.as_str()));
        match found.and_then(|stem| sources().find(|source| source.stem == stem)) {
            Some(source) => diagnostic.help(format!("did you mean `{}`?", source.path)),
            None => diagnostic,
        }
    }

    fn suggest<'k>(&self, diagnostic: Diagnostic, wanted: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
        if self.suggestions.fetch_add(1, Ordering::Relaxed) >= MOST_SUGGESTIONS {
            return diagnostic;
        }
        let mut known: Vec<&str> = known.collect();
        known.sort_unstable();
        diagnostic.did_you_mean(wanted, known)
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
        let diagnostic = Diagnostic::new(&codes::BROKEN_ANCHOR, format!("there is no part `#{part}` in {place}"));
        let headings = &document.parsed.body.outline.headings;
        let spelled = slugify(&part);
        // A heading by its visible words, in whatever script: `#발열-때-할-일`.
        let meant = headings.iter().find(|heading| heading.id == spelled || slugify(&heading.text) == spelled);
        let diagnostic = match meant.filter(|_| !spelled.is_empty()) {
            Some(heading) => diagnostic.help(format!("did you mean `#{}`?", heading.id)),
            None => diagnostic.did_you_mean(&part, headings.iter().map(|heading| heading.id.as_str())),
        };
        Some(diagnostic.help("a heading's part is its text in small letters with hyphens, or what is in `{#...}`"))
    }
}
