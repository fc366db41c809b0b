//! People: bylines name them, their own pages describe them.

use super::Node;
use super::page::image;
use crate::model::{Document, DocumentId};
use crate::plan::view::{Frame, Scene};

/// What a person's page says of them.
struct Facts<'s> {
    name: &'s str,
    role: Option<&'s str>,
    credentials: Option<&'s str>,
    specialty: Option<&'s str>,
}

impl<'s> Scene<'s> {
    /// A person as a byline in `language` names them; `None` where they are not public.
    pub(super) fn person_node(self, id: DocumentId, language: usize) -> Option<Node<'s>> {
        let person = self.site.document(self.site.in_language(id, language)?);
        Some(self.person_head(person))
    }

    /// The page of a person and the person.
    pub(super) fn profile_nodes(self, frame: &Frame, document: &'s Document) -> Vec<Node<'s>> {
        let facts = facts(document);
        let credential = |name: &'s str| Node::new("EducationalOccupationalCredential").with("name", name.trim());
        let credentials = facts.credentials.into_iter().flat_map(|list| list.split(','));
        let person = self
            .person_head(document)
            .maybe("description", document.parsed.front.summary.as_deref())
            .maybe("jobTitle", facts.role)
            .maybe("knowsAbout", facts.specialty)
            .each("hasCredential", credentials.filter(|name| !name.trim().is_empty()).map(credential))
            .refer("worksFor", self.practice_id())
            .maybe("image", frame.share_image.as_ref().map(image));
        let page = self.page_node(frame, document.language, "ProfilePage");
        vec![page.refer("mainEntity", self.person_id(document)), person]
    }

    fn person_id(self, document: &Document) -> String {
        format!("{}#person", self.absolute(&document.path))
    }

    fn person_head(self, document: &'s Document) -> Node<'s> {
        let facts = facts(document);
        Node::new("Person")
            .id(self.person_id(document))
            .with("name", facts.name)
            .maybe("honorificSuffix", facts.credentials)
            .with("url", self.absolute(&document.path))
    }
}

/// The one place that knows where a person's page says what.
fn facts(document: &Document) -> Facts<'_> {
    let front = &document.parsed.front;
    let extra =
        |key: &str| front.extra.get(key).and_then(serde_json::Value::as_str).filter(|text| !text.trim().is_empty());
    let credentials = extra("credentials");
    Facts {
        name: bare_name(&front.title, credentials),
        role: extra("role"),
        credentials,
        specialty: extra("specialty"),
    }
}

/// The name without the credentials that stand behind it: `Ana Ng, MD` is `Ana Ng`.
fn bare_name<'t>(title: &'t str, credentials: Option<&str>) -> &'t str {
    let bare = credentials.and_then(|credentials| title.strip_suffix(credentials));
    let bare = bare.and_then(|name| name.trim_end().strip_suffix(',')).map(str::trim);
    bare.filter(|name| !name.is_empty()).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_no_part_of_the_name() {
        assert_eq!(bare_name("Ana Ng, MSN, FNP-BC", Some("MSN, FNP-BC")), "Ana Ng");
        assert_eq!(bare_name("Ana Ng", Some("MD")), "Ana Ng");
        assert_eq!(bare_name("Ana Ng, MD", None), "Ana Ng, MD");
        assert_eq!(bare_name(", MD", Some("MD")), ", MD");
    }
}
