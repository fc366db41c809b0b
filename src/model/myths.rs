//! Documents with claims, as other documents name them.

use foldhash::{HashMap, HashMapExt as _};

use crate::config::LanguageId;
use crate::diag::{Diagnostic, codes};
use crate::parse;
use crate::source::Kind;
use crate::yaml::{Step, Yaml};

use super::link::{From, Index};
use super::{Argument, DocumentId, LinkTarget};

/// The documents with claims by the last part of their address and by the name of their file, in each language.
pub(super) struct Myths<'m> {
    documents: Vec<&'m parse::ParsedDocument>,
    languages: Vec<LanguageId>,
    by_name: HashMap<(LanguageId, &'m str), DocumentId>,
}

/// A claim as the block `claim` names it.
pub(super) struct Named<'n> {
    /// The slug or path of its document.
    pub(super) myth: &'n str,
    /// Its id; none if the document has one claim.
    pub(super) claim: Option<&'n str>,
}

impl<'m> Myths<'m> {
    /// Prepares the look-up. `languages` are those of the documents, and `documents` and `languages` are in path order.
    pub(super) fn new(documents: impl Iterator<Item = (&'m parse::ParsedDocument, LanguageId, &'m str)>) -> Self {
        let mut myths = Self { documents: Vec::new(), languages: Vec::new(), by_name: HashMap::new() };
        for (at, (document, language, path)) in documents.enumerate() {
            if !document.claims.is_empty() {
                let slug = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
                for name in [slug, document.source.stem.as_str()] {
                    // The address of a myth counts before that of an update.
                    let key = (language, name);
                    if document.source.kind == Kind::Myth || !myths.by_name.contains_key(&key) {
                        myths.by_name.insert(key, DocumentId::new(at));
                    }
                }
            }
            myths.documents.push(document);
            myths.languages.push(language);
        }
        myths
    }

    /// The claim that a block names; what leads nowhere is reported in the block.
    pub(super) fn find(
        &self,
        named: &Named<'_>,
        from: From<'_>,
        index: &Index<'_>,
        yaml: &Yaml<'_>,
    ) -> Result<Argument, Diagnostic> {
        let id = self.document(named.myth, from, index).ok_or_else(|| self.unknown_myth(named.myth, yaml))?;
        let claims = &self.documents[id.index()].front.claims;
        let at = match named.claim {
            Some(wanted) => claims.iter().position(|claim| claim.id.as_str() == wanted),
            None => (claims.len() == 1).then_some(0),
        };
        at.map(|claim| Argument::Claim { document: id, claim }).ok_or_else(|| unknown_claim(named, claims, yaml))
    }

    fn document(&self, name: &str, from: From<'_>, index: &Index<'_>) -> Option<DocumentId> {
        let own = index.by_file.get(from.file).map_or(LanguageId::MAIN, |id| self.languages[id.index()]);
        let by_name =
            [own, LanguageId::MAIN].into_iter().find_map(|language| self.by_name.get(&(language, name)).copied());
        by_name.or_else(|| match index.target(name, from) {
            LinkTarget::Document { id, .. } => Some(id).filter(|id| !self.documents[id.index()].claims.is_empty()),
            _ => None,
        })
    }

    fn unknown_myth(&self, name: &str, yaml: &Yaml<'_>) -> Diagnostic {
        let mut known: Vec<&str> = self.by_name.keys().map(|(_, name)| *name).collect();
        known.sort_unstable();
        known.dedup();
        Diagnostic::new(&codes::BAD_COMPONENT, format!("there is no myth `{name}`"))
            .at(yaml.place(&[Step::Key("myth")]))
            .did_you_mean(name, known)
            .help("write the last part of its address, or the path of its file")
    }
}

fn unknown_claim(named: &Named<'_>, claims: &[parse::Claim], yaml: &Yaml<'_>) -> Diagnostic {
    let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    let help = format!("its claims: {}", ids.join(", "));
    match named.claim {
        Some(wanted) => Diagnostic::new(&codes::BAD_COMPONENT, format!("`{}` has no claim `{wanted}`", named.myth))
            .at(yaml.place(&[Step::Key("claim")]))
            .did_you_mean(wanted, ids)
            .help(help),
        None => Diagnostic::new(&codes::BAD_COMPONENT, format!("`{}` has several claims", named.myth))
            .at(yaml.place(&[Step::Key("myth")]))
            .help("say which one with `claim:`")
            .help(help),
    }
}
