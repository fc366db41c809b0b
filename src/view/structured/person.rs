//! People: bylines name them, their own pages describe them.

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::view::{self, Frame, Scene};

use super::node::Value;
use super::page::image;
use super::{Node, page, practice_id, web_address};

/// A person as a byline in `language` names them; `None` if they are not public.
pub(super) fn person_node(scene: Scene<'_>, id: DocumentId, language: LanguageId) -> Option<Node<'_>> {
    let person = scene.site.document(scene.site.in_language(id, language)?);
    Some(person_head(scene, person))
}

/// The page of a person and the person.
pub(super) fn profile_nodes<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document) -> Vec<Node<'s>> {
    let mut person = person_head(scene, document).maybe("description", document.parsed.front.summary.as_deref());
    if let Some(facts) = document.parsed.front.person.as_deref() {
        let credential = |name: &'s String| Node::new("EducationalOccupationalCredential").with("name", name);
        let of_kind = |name: &'s String, kind: &'static str| credential(name).with("credentialCategory", kind);
        let credentials = facts.credentials.iter().map(credential);
        let boards = facts.certifications.iter().map(move |name| of_kind(name, "certification"));
        let licenses = facts.licenses.iter().map(move |name| of_kind(name, "license"));
        let numbers = [("NPI", &facts.npi), ("ORCID", &facts.orcid)];
        let numbers = numbers.into_iter().filter_map(|(name, value)| Some(register_number(name, value.as_deref()?)));
        let orcid = facts.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
        let profiles = facts.profiles.iter().filter_map(|(_, url)| web_address(scene, url));
        person = person
            .maybe("jobTitle", facts.role.as_deref())
            .maybe("knowsAbout", facts.specialty_words(&scene.site.languages[document.language].tag))
            .each("hasCredential", credentials.chain(boards).chain(licenses))
            .each("knowsLanguage", facts.languages.iter().map(String::as_str))
            .each("identifier", numbers)
            .each("sameAs", orcid.into_iter().chain(profiles));
    }
    let person = person
        .refer("worksFor", practice_id(scene))
        .maybe("image", view::frame::own_image(scene, document).as_ref().map(image));
    let page = page::page_node(scene, frame, document.language, "ProfilePage");
    vec![page.refer("mainEntity", person_id(scene, document)), person]
}

fn person_id(scene: Scene<'_>, document: &Document) -> String {
    format!("{}#person", scene.absolute(&document.path))
}

fn person_head<'s>(scene: Scene<'s>, document: &'s Document) -> Node<'s> {
    let front = &document.parsed.front;
    let person = front.person.as_deref();
    Node::new("Person")
        .id(person_id(scene, document))
        .with("name", person.map_or(front.title.as_str(), |person| person.bare_name(&front.title)))
        .maybe("honorificSuffix", person.map(|person| person.credentials.join(", ")))
        .with("url", scene.absolute(&document.path))
}

/// A number by which a register knows a person, a practice or a work.
pub(super) fn register_number<'n>(register: &'static str, number: impl Into<Value<'n>>) -> Node<'n> {
    Node::new("PropertyValue").with("propertyID", register).with("value", number)
}
