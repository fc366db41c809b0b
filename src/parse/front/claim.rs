//! Claims: required keys, ids, verdicts, and the two rules that one claim alone can break.

use crate::base::unless_blank;
use crate::diag::{Diagnostic, codes};
use crate::source::Kind;
use crate::yaml::Step;

use super::file::ClaimFile;
use super::resolve::{Path, Resolver};
use super::{Claim, Seen};

/// The longest claim, in characters, that search engines and people take in at once (Google's advice for `claimReviewed`).
const LONGEST: usize = 75;

impl Resolver<'_> {
    pub(super) fn claims(&mut self, files: Option<Vec<ClaimFile>>) -> Vec<Claim> {
        let path = [Step::Key("claims"), Step::Item(0)];
        let is_empty = match &files {
            Some(files) => files.is_empty() && !self.checker.yaml.has(&path),
            None => self.context.kind == Kind::Myth && !self.checker.yaml.has(&path[..1]),
        };
        if is_empty && self.context.kind == Kind::Myth {
            let help = "add `claims:` with `id`, `claim`, `verdict` and `fact`: the claim that the page is about, and what is true";
            self.checker.missing("claims", &[], help);
        }
        let mut claims: Vec<Claim> = Vec::new();
        for (at, file) in files.unwrap_or_default().into_iter().enumerate() {
            let path = [Step::Key("claims"), Step::Item(at)];
            let Some(claim) = self.claim(file, at, &path) else { continue };
            match claims.iter().find(|known| known.id == claim.id) {
                Some(first) => {
                    let id = |at| [Step::Key("claims"), Step::Item(at), Step::Key("id")];
                    let diagnostic =
                        Diagnostic::new(&codes::DUPLICATE_KEY, format!("two claims have the id `{}`", claim.id))
                            .at(self.checker.yaml.place(&id(at)))
                            .note("the other one", self.checker.yaml.place(&id(first.at)))
                            .help("give each claim a different id");
                    self.checker.diagnostics.push(diagnostic);
                }
                None => claims.push(claim),
            }
        }
        claims
    }

    fn claim(&mut self, file: ClaimFile, at: usize, path: Path<'_>) -> Option<Claim> {
        let id = self.required("id", file.id, path);
        let id = id.and_then(|id| self.slug(&id, &[path, &[Step::Key("id")]].concat()));
        let text = self.required("claim", file.claim, path);
        let verdict = self.word("verdict", file.verdict, path);
        let fact = unless_blank(file.fact);
        if fact.is_none() && text.is_some() {
            let message = "the claim has no `fact`: what is true instead";
            let help = "add `fact:` with one sentence; people give up a myth only for a fact that replaces it";
            let diagnostic = Diagnostic::new(&codes::NO_FACT, message).at(self.checker.yaml.key_place(path));
            self.checker.diagnostics.push(diagnostic.help(help));
        }
        let length = text.as_deref().map_or(0, |text| text.trim().chars().count());
        if length > LONGEST {
            let message = format!("the claim has {length} characters; the limit is {LONGEST}");
            let help = "state the one thing that is wrong, as briefly as people say it";
            self.checker.report(&codes::CLAIM_TOO_LONG, message, help, &[path, &[Step::Key("claim")]].concat());
        }
        let mut seen = Vec::new();
        for (place, entry) in file.seen.unwrap_or_default().into_iter().enumerate() {
            let below = |key| [path, &[Step::Key("seen"), Step::Item(place), Step::Key(key)]].concat();
            let on = self.day(entry.on, &below("on"));
            let url = self.checker.safe_link(entry.url, &below("url"));
            seen.push(Seen { place: unless_blank(entry.place), on, url });
        }
        Some(Claim {
            at,
            id: id?,
            claim: text?,
            verdict: verdict?,
            fact,
            why_believed: unless_blank(file.why_believed),
            fallacy: unless_blank(file.fallacy),
            what_to_do: unless_blank(file.what_to_do),
            seen,
            sources: file.sources.unwrap_or_default(),
        })
    }
}
