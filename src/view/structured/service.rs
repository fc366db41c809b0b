//! Services of the practice.

use crate::config::LanguageId;
use crate::model::{Taxonomy, TermId, term_path};
use crate::parse::ServiceKind;
use crate::view::{self, Scene};

use super::specialty::specialty;
use super::{Node, practice_id};

/// A service as its own page describes it.
pub(super) fn service_node(scene: Scene<'_>, id: TermId, language: LanguageId) -> Node<'_> {
    let term = scene.site.term(id);
    let own = &scene.site.languages[language];
    let url = scene.absolute(&term_path(&scene.site.config, language, id.taxonomy, &term.slug));
    let node = Node::new(kind(term.kind))
        .id(service_id(&url))
        .with("url", url)
        .with("name", view::term::name(scene.site, id, language))
        .each("alternateName", term.also_called_in(&own.tag));
    match term.kind {
        None | Some(ServiceKind::Visit) => node.refer("provider", practice_id(scene)),
        Some(_) => node.maybe("relevantSpecialty", term.specialty.as_deref().and_then(specialty)),
    }
}

/// What the practice does, as far as schema.org counts it among the services of a clinic: tests, procedures, therapies with
/// a page in this language.
pub(super) fn available_services(scene: Scene<'_>, language: LanguageId) -> Vec<Node<'_>> {
    let own = &scene.site.languages[language];
    let services = own.terms.keys().filter(|id| id.taxonomy == Taxonomy::Services);
    let clinical = services.filter(|id| !matches!(scene.site.term(**id).kind, None | Some(ServiceKind::Visit)));
    let node = |id: &TermId| {
        let term = scene.site.term(*id);
        let url = scene.absolute(&term_path(&scene.site.config, language, id.taxonomy, &term.slug));
        Node::new(kind(term.kind))
            .id(service_id(&url))
            .with("name", view::term::name(scene.site, *id, language))
            .with("url", url)
    };
    clinical.map(node).collect()
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
