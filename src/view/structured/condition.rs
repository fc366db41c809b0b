//! Conditions with their codes.

use crate::config::LanguageId;
use crate::model::{TermId, term_path};
use crate::view::{self, Scene};

use super::Node;
use super::specialty::specialty;

/// A condition as the pages about it name it.
pub(super) fn condition_node(scene: Scene<'_>, id: TermId, language: LanguageId) -> Node<'_> {
    let term = scene.site.term(id);
    let node = condition_head(scene, id, language).with("name", view::term::name(scene.site, id, language));
    node.each("code", icd10cm(term).iter().map(|code| medical_code(code, "ICD-10-CM")))
}

/// A condition as its own page describes it.
pub(super) fn full_condition_node(scene: Scene<'_>, id: TermId, language: LanguageId) -> Node<'_> {
    let term = scene.site.term(id);
    let codes = icd10cm(term).iter().map(|code| medical_code(code, "ICD-10-CM"));
    let codes = codes.chain(term.mesh.as_deref().map(|descriptor| medical_code(descriptor, "MeSH")));
    condition_head(scene, id, language)
        .with("name", view::term::name(scene.site, id, language))
        .each("alternateName", term.also_called_in(&scene.site.languages[language].tag))
        .each("code", codes)
        .maybe("relevantSpecialty", term.specialty.as_deref().and_then(specialty))
}

/// A condition under the address of its page, where that language has one.
fn condition_head(scene: Scene<'_>, id: TermId, language: LanguageId) -> Node<'_> {
    let node = Node::new("MedicalCondition");
    let own = &scene.site.languages[language];
    if !own.terms.contains_key(&id) {
        return node;
    }
    let url = scene.absolute(&term_path(&scene.site.config, language, id.taxonomy, &scene.site.term(id).slug));
    node.id(format!("{url}#condition")).with("url", url)
}

/// The codes of a condition: the narrower one where there is one, else the categories that hold it between them.
fn icd10cm(term: &crate::parse::Term) -> &[String] {
    term.icd10cm_specific.as_ref().map_or(&term.icd10cm, std::slice::from_ref)
}

fn medical_code<'s>(value: &'s str, system: &'static str) -> Node<'s> {
    Node::new("MedicalCode").with("codeValue", value).with("codingSystem", system)
}
