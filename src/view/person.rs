//! People as bylines and their own pages show them.

use crate::model::DocumentId;

use super::{PersonView, ProfileView, Scene};

impl Scene<'_> {
    /// A person as a page in `language` names them; `None` where they are not public.
    pub(super) fn person_in(self, id: DocumentId, language: usize) -> Option<PersonView> {
        let id = self.site.in_language(id, language)?;
        let document = self.site.document(id);
        let front = &document.parsed.front;
        let person = front.person.as_deref()?;
        let credentials = person.credentials.join(", ");
        Some(PersonView {
            name: person.bare_name(&front.title).to_owned(),
            credentials: Some(credentials).filter(|credentials| !credentials.is_empty()),
            path: self.href(&document.path),
            summary: front.summary.clone(),
            role: person.role.clone(),
            specialty: person.specialty_words(&self.site.languages[language].tag),
            npi: person.npi.clone(),
            orcid: person.orcid.clone(),
            profiles: person.profiles.iter().map(|(channel, url)| profile(channel, url)).collect(),
        })
    }
}

/// A page elsewhere under the name by which people know its network.
pub(super) fn profile(channel: &str, url: &str) -> ProfileView {
    let name = match channel {
        "x" => "X",
        "facebook" => "Facebook",
        "instagram" => "Instagram",
        "linkedin" => "LinkedIn",
        "threads" => "Threads",
        "bluesky" => "Bluesky",
        "mastodon" => "Mastodon",
        "pinterest" => "Pinterest",
        "tiktok" => "TikTok",
        "youtube" => "YouTube",
        "google-business" => "Google",
        other => other,
    };
    ProfileView { name: name.to_owned(), url: url.to_owned() }
}
