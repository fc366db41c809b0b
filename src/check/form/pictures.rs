//! The text of a picture says what it shows: `a11y/alt-is-file-name`, `a11y/long-alt`.

use crate::diag::{Diagnostic, codes};
use crate::markdown::BlockKind;

use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::ALT_IS_FILE_NAME, &codes::LONG_ALT], check: Check::Text(check) };

/// Names that cameras and programs give.
const CAMERAS: [&str; 8] = ["img_", "dsc_", "dscf", "dscn", "pxl_", "screenshot ", "screen shot ", "untitled"];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let most = reading.site.config.rules.number(&codes::LONG_ALT, "characters");
    for text in reading.texts.iter().filter(|text| matches!(text.part, Part::Image | Part::Body(BlockKind::Alt))) {
        let place = || reading.place(text, 0..text.text.len());
        if is_name(text.text) {
            let message = format!("the alternative text of this picture is a file name, `{}`", text.text.trim());
            let help = "describe what the picture shows: some readers hear this text instead";
            found.push(Diagnostic::new(&codes::ALT_IS_FILE_NAME, message).at(place()).help(help));
        }
        let length = text.text.chars().count();
        if length > most {
            let message = format!(
                "the alternative text of this picture has {length} characters; screen readers cannot pause in it"
            );
            let help = format!("say what matters in at most {most}, and move the rest into the page");
            found.push(Diagnostic::new(&codes::LONG_ALT, message).at(place()).help(help));
        }
    }
}

fn is_name(alt: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let ending = alt.rsplit_once('.').map(|(_, ending)| ending);
    let is_picture = ending
        .is_some_and(|ending| matches!(ending, "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "heic" | "avif"));
    let is_camera = CAMERAS.iter().any(|name| alt.starts_with(name)) && alt.contains(|c: char| c.is_ascii_digit());
    is_picture && !alt.contains(' ')
        || is_camera
        || matches!(alt.as_str(), "image" | "picture" | "photo" | "imagen" | "foto")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_no_texts() {
        for alt in ["flu-shot.JPG", "IMG_2041", "Screenshot 2026-11-02", "photo", "dscn0001.png"] {
            assert!(is_name(alt), "{alt}");
        }
        for alt in ["A nurse", "A label that reads logo.png", "Photo of the waiting room", "Screenshot of the portal"] {
            assert!(!is_name(alt), "{alt}");
        }
    }
}
