//! People: bylines name them, their own pages describe them.

use super::Node;
use super::node::Value;
use super::page::image;
use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::view::{Frame, Scene};

impl<'s> Scene<'s> {
    /// A person as a byline in `language` names them; `None` where they are not public.
    pub(super) fn person_node(self, id: DocumentId, language: LanguageId) -> Option<Node<'s>> {
        let person = self.site.document(self.site.in_language(id, language)?);
        Some(self.person_head(person))
    }

    /// The page of a person and the person.
    pub(super) fn profile_nodes(self, frame: &Frame, document: &'s Document) -> Vec<Node<'s>> {
        let mut person = self.person_head(document).maybe("description", document.parsed.front.summary.as_deref());
        if let Some(facts) = document.parsed.front.person.as_deref() {
            let credential = |name: &'s String| Node::new("EducationalOccupationalCredential").with("name", name);
            let of_kind = |name: &'s String, kind: &'static str| credential(name).with("credentialCategory", kind);
            let credentials = facts.credentials.iter().map(credential);
            let boards = facts.certifications.iter().map(move |name| of_kind(name, "certification"));
            let licenses = facts.licenses.iter().map(move |name| of_kind(name, "license"));
            let numbers = [("NPI", &facts.npi), ("ORCID", &facts.orcid)];
            let numbers =
                numbers.into_iter().filter_map(|(name, value)| Some(register_number(name, value.as_deref()?)));
            let orcid = facts.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
            let profiles = facts.profiles.iter().filter_map(|(_, url)| self.web_address(url));
            person = person
                .maybe("jobTitle", facts.role.as_deref())
                .maybe("knowsAbout", facts.specialty_words(&self.site.languages[document.language].tag))
                .each("hasCredential", credentials.chain(boards).chain(licenses))
                .each("knowsLanguage", facts.languages.iter().map(String::as_str))
                .each("identifier", numbers)
                .each("sameAs", orcid.into_iter().chain(profiles));
        }
        let person =
            person.refer("worksFor", self.practice_id()).maybe("image", self.own_image(document).as_ref().map(image));
        let page = self.page_node(frame, document.language, "ProfilePage");
        vec![page.refer("mainEntity", self.person_id(document)), person]
    }

    fn person_id(self, document: &Document) -> String {
        format!("{}#person", self.absolute(&document.path))
    }

    fn person_head(self, document: &'s Document) -> Node<'s> {
        let front = &document.parsed.front;
        let person = front.person.as_deref();
        Node::new("Person")
            .id(self.person_id(document))
            .with("name", person.map_or(front.title.as_str(), |person| person.bare_name(&front.title)))
            .maybe("honorificSuffix", person.map(|person| person.credentials.join(", ")))
            .with("url", self.absolute(&document.path))
    }
}

/// A number by which a register knows a person, a practice or a work.
pub(super) fn register_number<'n>(register: &'static str, number: impl Into<Value<'n>>) -> Node<'n> {
    Node::new("PropertyValue").with("propertyID", register).with("value", number)
}
