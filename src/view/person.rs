//! People as bylines and their own pages show them.

use crate::config::LanguageId;
use crate::model::DocumentId;
use crate::social::Channels;

use super::practice::spoken;
use super::web::{Caption, Spot};
use super::{PersonView, ProfileView, Scene, site, web};

/// A person as a page in `language` names them; `None` if they are not public.
pub(super) fn view(scene: Scene<'_>, id: DocumentId, language: LanguageId) -> Option<PersonView> {
    let id = scene.site.in_language(id, language)?;
    let document = scene.site.document(id);
    let front = &document.parsed.front;
    let person = front.person.as_deref()?;
    let credentials = person.credentials.join(", ");
    Some(PersonView {
        name: person.bare_name(&front.title).to_owned(),
        credentials: Some(credentials).filter(|credentials| !credentials.is_empty()),
        path: scene.href(&document.path),
        summary: front.summary.clone(),
        role: person.role.clone(),
        specialty: person.specialty_words(&scene.site.languages[language].tag),
        npi: person.npi.clone(),
        orcid: person.orcid.clone(),
        profiles: person.profiles.iter().map(|(channel, url)| profile(channel, url)).collect(),
        portrait: document.image.map(|image| {
            web::picture(scene, image, Caption { alt: "", ..Caption::of_image(front.image.as_ref()) }, Spot::Portrait)
        }),
        initials: initials(person.bare_name(&front.title)),
        certifications: person.certifications.clone(),
        licenses: person.licenses.clone(),
        education: person.education.clone(),
        languages: person.languages.iter().map(|tag| spoken(tag, scene.words(language))).collect(),
        accepting_new_patients: person.accepting_new_patients,
        appointments_url: person.appointments_url.as_ref().map(|url| site::own_or_foreign(scene, url)),
    })
}

/// The first letters of the first and the last name: `EM` for `Dr. Elena Ruiz Marsh`.
pub(super) fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| !word.ends_with('.'));
    let letters: Vec<char> = words.filter_map(|word| word.chars().next()).filter(|c| c.is_alphabetic()).collect();
    let ends = letters.first().into_iter().chain(letters.last().filter(|_| letters.len() > 1));
    ends.flat_map(|letter| letter.to_uppercase()).collect()
}

/// People in the order of their family names.
pub(super) fn by_family_name(people: &mut [PersonView]) {
    let family = |person: &PersonView| person.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    people.sort_by_cached_key(|person| (family(person), person.name.clone()));
}

/// A page elsewhere under the name by which people know its network.
pub(super) fn profile(channel: &str, url: &str) -> ProfileView {
    let name = match channel {
        // Its full name speaks of the product, not of the page.
        "google-business" => "Google",
        id => Channels::shared().named(id).map_or(id, |channel| channel.name.as_str()),
    };
    ProfileView { name: name.to_owned(), url: url.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        let cases =
            [("Elena Marsh", "EM"), ("Dr. Elena Ruiz Marsh", "EM"), ("Tomás Ibarra", "TI"), ("Åsa", "Å"), ("", "")];
        for (name, letters) in cases {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
