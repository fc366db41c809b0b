//! What is sent by the form of the assistant.

use percent_encoding::percent_decode;

/// What a person wishes, as it was typed; nothing of it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wished {
    /// The name of the practice.
    pub name: String,
    /// Its town.
    pub place: String,
    /// Its time zone.
    pub zone: String,
    /// Who writes.
    pub author: String,
    /// The telephone number of the practice.
    pub phone: String,
    /// Its hours, with `;` between two lines.
    pub hours: String,
    /// The color.
    pub color: String,
    /// The specialties.
    pub specialties: Vec<String>,
    /// The name of the site's folder.
    pub folder: String,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field: `name`, `place`, `zone`, `author`, `phone`, `hours`, `color`, `specialties` or `folder`; empty for the form as a whole.
    pub field: &'static str,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Wished {
    /// Reads a form (`application/x-www-form-urlencoded`, URL standard, section 5.1). Unknown fields are ignored.
    ///
    /// With it comes the secret that the page carried.
    pub(super) fn read(body: &[u8]) -> (Self, String) {
        let (mut wished, mut secret) = (Self::default(), String::new());
        for pair in body.split(|byte| *byte == b'&') {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let (name, value) = (halves.next().unwrap_or_default(), decode(halves.next().unwrap_or_default()));
            match name {
                b"name" => wished.name = value,
                b"place" => wished.place = value,
                b"zone" => wished.zone = value,
                b"author" => wished.author = value,
                b"phone" => wished.phone = value,
                b"hours" => wished.hours = value,
                b"color" => wished.color = value,
                b"folder" => wished.folder = value,
                b"secret" => secret = value,
                b"specialty" if !value.trim().is_empty() => wished.specialties.push(value),
                b"others" => {
                    let others = value.split(',').map(str::trim).filter(|word| !word.is_empty());
                    wished.specialties.extend(others.map(str::to_owned));
                }
                _ => {}
            }
        }
        (wished, secret)
    }
}

fn decode(bytes: &[u8]) -> String {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let body =
            b"name=Main+Street+%26+Sons&specialty=pediatrics&specialty=dentistry&others=urology%2C+&x=y&zone=&=&place";
        let expected = Wished {
            name: "Main Street & Sons".to_owned(),
            specialties: ["pediatrics", "dentistry", "urology"].map(str::to_owned).to_vec(),
            ..Wished::default()
        };
        assert_eq!(Wished::read(body), (expected, String::new()));
    }
}
