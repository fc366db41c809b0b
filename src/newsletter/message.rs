//! A message with a text and a page that say the same (RFC 5322; RFC 2046, section 5.1.4).

use crate::base::Hasher;

use super::{encoded_words, quoted_printable};

/// What a message is made of.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    /// Name and address of the sender; without an address, one that cannot be answered.
    pub from: (&'m str, Option<&'m str>),
    /// The site's host.
    pub host: &'m str,
    /// RFC 5322 date.
    pub date: String,
    /// The subject.
    pub subject: &'m str,
    /// The text.
    pub text: &'m str,
    /// The page.
    pub html: &'m str,
}

/// The message as a file that mail programs open as a draft: it has no recipients.
#[must_use]
pub fn message(message: &Message<'_>) -> String {
    let hash = Hasher::new().part(message.subject).part(message.text).part(message.html).finish().hex();
    let boundary = format!("=_bedside_{}", &hash[..32]);
    let nobody = format!("newsletter@{}", message.host);
    let address = message.from.1.filter(|address| is_address(address)).unwrap_or(&nobody);
    let head = [
        ("From", format!("{} <{address}>", phrase(message.from.0))),
        ("Subject", encoded_words("Subject", message.subject)),
        ("Date", message.date.clone()),
        ("Message-ID", format!("<{}@{}>", &hash[32..], message.host)),
        ("X-Unsent", "1".to_owned()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", format!("multipart/alternative;\r\n boundary=\"{boundary}\"")),
    ];
    let head: Vec<String> = head.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let parts = [("plain", message.text), ("html", message.html)].map(|(kind, body)| {
        let head =
            format!("Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
        format!("\r\n--{boundary}\r\n{head}\r\n{}", quoted_printable(body))
    });
    format!("{}{}\r\n--{boundary}--\r\n", head.concat(), parts.concat())
}

/// A name before an address: quoted, or as encoded words.
fn phrase(name: &str) -> String {
    let encoded = encoded_words("From", name);
    if encoded == name { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) } else { encoded }
}

/// Whether an address can be in a header unchanged.
fn is_address(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+@".contains(&byte);
    address.bytes().all(plain) && address.split('@').filter(|part| !part.is_empty()).count() == 2
}
