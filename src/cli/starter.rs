//! The files of a new site, from `content/starter`.

use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use super::answers::{Answers, Place, person_id};
use super::create::NewFiles;
use crate::source::archetype;
use crate::world::SETTINGS;
use crate::write::{fill, yaml_string};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/starter");

/// Folders that a new site has whatever files are in them.
pub(super) const EMPTY_FOLDERS: [&str; 1] = ["static"];

/// The page of the physician in the starter; it gets the name of the person it is about.
const AUTHOR: &str = "content/people/author.md";

/// Pages that a practice should have, as forms to fill in: drafts until then. Archetype, file, title.
const FORMS: [(&str, &str, &str); 7] = [
    ("policy-contact", "contact", "Contact"),
    ("policy-editorial", "editorial-policy", "How we write and check our pages"),
    ("policy-social-media", "social-media-policy", "Our social media policy"),
    ("policy-comments", "comment-policy", "Our comment policy"),
    ("policy-crisis-plan", "crisis-plan", "Our plan for when something goes wrong online"),
    ("notice-accessibility", "accessibility", "Accessibility"),
    (US_ONLY, "privacy-practices", "Notice of privacy practices"),
];

/// The form of a notice that the law of the United States asks for (45 CFR 164.520).
const US_ONLY: &str = "notice-privacy-practices";

/// All files of a new site. The settings come last: a folder without them is not a project, so half a site is not one,
/// either.
pub(super) fn files(answers: &Answers, today: Date) -> NewFiles {
    let id = Some(person_id(&answers.author)).filter(|id| !id.is_empty()).unwrap_or_else(|| "author".to_owned());
    let words = [
        ("practice", answers.name.clone()),
        ("url", answers.url.clone()),
        ("timezone", answers.timezone.clone()),
        ("language", answers.language.clone()),
        ("author", answers.author.clone()),
        ("author_id", id.clone()),
        ("author_name", answers.author.split(',').next().unwrap_or_default().trim().to_owned()),
        ("credentials", credentials(&answers.author)),
        ("date", today.to_string()),
        ("specialties", specialties(answers)),
        ("phone", phone(&answers.phone)),
        ("hours", hours(&answers.hours)),
        ("address", address(&answers.place)),
        ("brand", brand(answers)),
    ];
    let mut files = NewFiles::new();
    collect(&STARTER, &mut |path, text| {
        let path = if path == AUTHOR { format!("content/people/{id}.md") } else { path };
        files.push((path, fill(text, &words)));
    });
    let page = |(name, file, title): (&str, &str, &str)| {
        let words = [("title", title.to_owned()), ("date", today.to_string())];
        (format!("content/pages/{file}.md"), fill(archetype(name), &words))
    };
    let is_here = answers.place.country.is_empty() || answers.place.country.eq_ignore_ascii_case("us");
    files.extend(FORMS.into_iter().filter(|(name, ..)| is_here || *name != US_ONLY).map(page));
    // The first line of the settings tells editors of it.
    files.push((".schemas/settings.json".to_owned(), super::schema::What::Settings.text()));
    files.sort_by(|a, b| (a.0 == SETTINGS, &a.0).cmp(&(b.0 == SETTINGS, &b.0)));
    files
}

/// The line of a person's page with the credentials, which people write after their names, or the one that shows how.
fn credentials(author: &str) -> String {
    let behind = author.split(',').skip(1).map(str::trim).filter(|word| !word.is_empty());
    let words: Vec<String> = behind.map(yaml_string).collect();
    if words.is_empty() { "# credentials: [MD]".to_owned() } else { format!("credentials: [{}]", words.join(", ")) }
}

/// The line of the settings with the specialties, or the one that shows how it is written.
fn specialties(answers: &Answers) -> String {
    if answers.specialties.is_empty() {
        return "# specialties: [\"family medicine\"]  # in everyday words: pediatrics, OB/GYN, orthopedics, dentist ..."
            .to_owned();
    }
    let words: Vec<String> = answers.specialties.iter().map(|word| yaml_string(word)).collect();
    format!("specialties: [{}]", words.join(", "))
}

/// The line of the settings with the telephone number, or the one that shows how.
fn phone(known: &str) -> String {
    if known.is_empty() { "# phone: \"(555) 555-0100\"".to_owned() } else { format!("phone: {}", yaml_string(known)) }
}

/// The lines of the settings with the hours, or the one that shows how.
fn hours(known: &str) -> String {
    let lines: Vec<&str> = known.split(';').map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [] => "# hours: \"Monday to Friday, 8:00 to 17:00\"".to_owned(),
        [line] => format!("hours: {}", yaml_string(line)),
        lines => {
            let items = lines.iter().map(|line| format!("\n    - {}", yaml_string(line)));
            format!("hours:{}", items.collect::<String>())
        }
    }
}

/// The lines of the settings with the address: what is known, and the rest as examples.
fn address(place: &Place) -> String {
    let lines = [
        ("street", "", "1 Main Street"),
        ("city", &place.city, "Springfield"),
        ("region", &place.region, "MN"),
        ("postal_code", "", "55555"),
        ("country", &place.country, "US"),
    ];
    let is_known = !place.city.is_empty();
    let line = |(key, known, example): (&str, &str, &str)| match known {
        "" if is_known => format!("    # {key}: {}", yaml_string(example)),
        "" => format!("  #   {key}: {}", yaml_string(example)),
        known => format!("    {key}: {}", yaml_string(known)),
    };
    let head = if is_known { "address:" } else { "# address:" };
    std::iter::once(head.to_owned()).chain(lines.map(line)).collect::<Vec<_>>().join("\n")
}

/// The lines of the settings with the color and the logo.
fn brand(answers: &Answers) -> String {
    let logo = "logo: /logo.png  # a file in the static folder";
    if answers.color.is_empty() {
        return format!("# brand:\n#   color: \"#0b6e69\"\n#   {logo}");
    }
    format!("brand:\n  color: {}\n  # {logo}", yaml_string(&answers.color))
}

fn collect(folder: &Dir<'static>, visit: &mut impl FnMut(String, &'static str)) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        visit(path, file.contents_utf8().unwrap_or_default());
    }
    folder.dirs().for_each(|folder| collect(folder, visit));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_gap_stays_open_and_the_settings_come_last() {
        let answers = Answers {
            name: "Main Street: \"Family\" Practice".to_owned(),
            url: "https://example.org".to_owned(),
            timezone: "America/Chicago".to_owned(),
            author: "Dr. Jane Doe, MD".to_owned(),
            language: "en".to_owned(),
            place: Place::default(),
            color: String::new(),
            specialties: Vec::new(),
            phone: String::new(),
            hours: String::new(),
        };
        let files = files(&answers, jiff::civil::date(2026, 11, 23));
        for (path, text) in &files {
            let is_filled = path.starts_with(".schemas/") || !text.contains("{{") && !text.contains("}}");
            assert!(is_filled, "{path}: {text}");
            assert!(!text.is_empty(), "{path}");
        }
        assert_eq!(files.last().map(|(path, _)| path.as_str()), Some(SETTINGS));
        let person = files.iter().find(|(path, _)| path == "content/people/jane-doe.md").map(|(_, text)| text);
        assert!(
            person
                .is_some_and(|text| text.contains("credentials: [\"MD\"]\n") && text.contains("\nDr. Jane Doe works"))
        );
        assert!(files.iter().any(|(path, _)| path == ".gitignore"));
        for (_, file, _) in FORMS {
            let form = files.iter().find(|(path, _)| *path == format!("content/pages/{file}.md")).map(|(_, text)| text);
            assert!(form.is_some_and(|text| text.contains("\ndraft: true") && text.contains("REPLACE:")), "{file}");
        }
        let place = Place { country: "CA".to_owned(), ..Place::default() };
        let abroad = super::files(&Answers { place, ..answers }, jiff::civil::date(2026, 11, 23));
        assert!(!abroad.iter().any(|(path, _)| path == "content/pages/privacy-practices.md"), "a notice of US law");
    }
}
