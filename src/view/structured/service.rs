//! Services of the practice.

use super::Node;
use super::specialty::specialty;
use crate::config::LanguageId;
use crate::model::{Taxonomy, TermId, term_path};
use crate::parse::ServiceKind;
use crate::view::Scene;

impl<'s> Scene<'s> {
    /// A service as its own page describes it.
    pub(super) fn service_node(self, id: TermId, language: LanguageId) -> Node<'s> {
        let term = self.site.term(id);
        let own = &self.site.languages[language];
        let url = self.absolute(&term_path(&self.site.config, language, id.taxonomy, &term.slug));
        let node = Node::new(kind(term.kind))
            .id(service_id(&url))
            .with("url", url)
            .with("name", self.term_name(id, language))
            .each("alternateName", term.also_called_in(&own.tag));
        match term.kind {
            None | Some(ServiceKind::Visit) => node.refer("provider", self.practice_id()),
            Some(_) => node.maybe("relevantSpecialty", term.specialty.as_deref().and_then(specialty)),
        }
    }

    /// What the practice does, as far as schema.org counts it among the services of a clinic: tests, procedures, therapies with
    /// a page in this language.
    pub(super) fn available_services(self, language: LanguageId) -> Vec<Node<'s>> {
        let own = &self.site.languages[language];
        let services = own.terms.keys().filter(|id| id.taxonomy == Taxonomy::Services);
        let clinical = services.filter(|id| !matches!(self.site.term(**id).kind, None | Some(ServiceKind::Visit)));
        let node = |id: &TermId| {
            let term = self.site.term(*id);
            let url = self.absolute(&term_path(&self.site.config, language, id.taxonomy, &term.slug));
            Node::new(kind(term.kind)).id(service_id(&url)).with("name", self.term_name(*id, language)).with("url", url)
        };
        clinical.map(node).collect()
    }
}

fn service_id(url: &str) -> String {
    format!("{url}#service")
}

/// The type of schema.org.
fn kind(kind: Option<ServiceKind>) -> &'static str {
    match kind {
        None | Some(ServiceKind::Visit) => "Service",
        Some(ServiceKind::Test) => "MedicalTest",
        Some(ServiceKind::Procedure) => "MedicalProcedure",
        Some(ServiceKind::Surgery) => "SurgicalProcedure",
        Some(ServiceKind::Vaccine | ServiceKind::Therapy) => "MedicalTherapy",
    }
}
