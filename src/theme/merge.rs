//! One contract from the files of several themes.

use crate::config::Color;
use crate::diag::{Diagnostic, codes};
use crate::yaml::{Step, Yaml};

use super::contract::{Contract, Lists, Part};
use super::file::ThemeFile;

/// The contract so far.
#[derive(Default)]
pub(super) struct Merge {
    pub(super) contract: Contract,
}

impl Merge {
    /// Lays `file` over what is there. `yaml` is its text, for places.
    pub(super) fn add(&mut self, file: ThemeFile, yaml: Yaml<'_>, sink: &mut Vec<Diagnostic>) {
        let mut report = |diagnostic: Diagnostic, path: &[Step<'_>]| sink.push(diagnostic.at(yaml.key_place(path)));
        for (key, id) in file.parts.unwrap_or_default().0 {
            let path = [Step::Key("parts"), Step::Key(&key)];
            let Some(part) = Part::ALL.into_iter().find(|part| part.key() == key) else {
                report(unknown("part of a page", &key, Part::ALL.iter().map(|part| part.key())), &path);
                continue;
            };
            if is_id(&id) {
                self.contract.parts.retain(|(other, _)| *other != part);
                self.contract.parts.push((part, id));
            } else {
                report(bad_id(&id), &path);
            }
        }
        for (at, id) in file.ids.unwrap_or_default().into_iter().enumerate() {
            if !is_id(id.strip_suffix('*').unwrap_or(&id)) {
                report(bad_id(&id), &[Step::Key("ids"), Step::Item(at)]);
            } else if !self.contract.ids.contains(&id) {
                self.contract.ids.push(id);
            }
        }
        for (key, written) in file.grounds.unwrap_or_default().0 {
            let path = [Step::Key("grounds"), Step::Key(&key)];
            let grounds = &mut self.contract.grounds;
            let ground = match key.as_str() {
                "light" => &mut grounds.light,
                "dark" => &mut grounds.dark,
                "letter_dark" => &mut grounds.letter_dark,
                _ => {
                    report(unknown("background", &key, ["light", "dark", "letter_dark"]), &path);
                    continue;
                }
            };
            match Color::parse(&written) {
                Some(color) => *ground = color,
                None => report(bad_color(&written), &path),
            }
        }
        for (key, most) in file.lists.unwrap_or_default().0 {
            match self.contract.lists.of_key(&key) {
                Some(list) => *list = most,
                None => report(unknown("list", &key, Lists::KEYS), &[Step::Key("lists"), Step::Key(&key)]),
            }
        }
        let pictures = file.pictures.unwrap_or_default();
        let own = &mut self.contract.pictures;
        replace(&mut own.head, pictures.head);
        replace(&mut own.text, pictures.text);
        replace(&mut own.list, pictures.list);
        replace(&mut own.tile, pictures.tile);
        replace(&mut own.portrait, pictures.portrait);
        let files = file.files.unwrap_or_default();
        let own = &mut self.contract.files;
        replace(&mut own.style, files.style);
        replace(&mut own.code, files.code);
        replace(&mut own.script, files.script);
        replace(&mut own.icon, files.icon);
        replace(&mut own.preload, files.preload);
        replace(&mut self.contract.contents_from, file.contents_from);
    }
}

/// Letters, digits, hyphens and underscores: needs no escape in a link or an attribute.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn replace<T>(own: &mut T, written: Option<T>) {
    if let Some(written) = written {
        *own = written;
    }
}

fn unknown<'k>(what: &str, key: &str, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let all = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, format!("`{key}` is not a {what} that a theme can have"));
    diagnostic.did_you_mean(key, known).help(format!("there are {all}"))
}

fn bad_id(id: &str) -> Diagnostic {
    let message = format!("`{id}` cannot be the id of a part of a page");
    Diagnostic::new(&codes::BAD_VALUE, message)
        .help("an id has letters, digits and hyphens, such as `share` or `month-*`")
}

fn bad_color(written: &str) -> Diagnostic {
    Diagnostic::new(&codes::BAD_VALUE, format!("`{written}` is not a color"))
        .help("write it as `\"#0b5c63\"`: a hash and six digits from 0 to f, in quotes")
}
