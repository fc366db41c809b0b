//! Email addresses (F).

use super::lexicon::{self, CLINICAL, CREDENTIAL, DOCTOR, GIVEN, HIS, KIN, PATIENT, PRONOUN, STAFF};
use super::phrases::{EMAIL_OFFICES, EMAIL_SHARED};
use super::{Certainty, Finder, IdentifierKind};

/// Longest parts of an address that are looked at, in bytes.
const LONGEST: usize = 64;

/// Whether addresses at this host belong to people of all kinds.
pub(super) fn is_shared_host(host: &str) -> bool {
    EMAIL_SHARED.contains(&host)
}

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let plain = text.plain();
    for (at, _) in plain.match_indices('@') {
        let Some((start, end)) = bounds(plain.as_bytes(), at) else { continue };
        let address = plain[start..end].to_ascii_lowercase();
        let (local, host) = (&address[..at - start], &address[at - start + 1..]);
        let (first, last) = (text.token_at(start), text.token_at(end - 1));
        let Some(certainty) = judge(finder, local, host, first) else { continue };
        finder.report(
            (first, last.max(first)),
            IdentifierKind::Email,
            certainty,
            "looks like a person's email address",
        );
    }
}

fn judge(finder: &Finder<'_>, local: &str, host: &str, at: usize) -> Option<Certainty> {
    let text = finder.text;
    let address = format!("{local}@{host}");
    let is_office = local.split(['.', '-', '_', '+']).next().is_some_and(|first| EMAIL_OFFICES.contains(&first))
        || local.split(['.', '-', '_']).any(|part| EMAIL_OFFICES.contains(&part) && part.len() > 4);
    if finder.known.has_email(&address) || is_office {
        return None;
    }
    let sentence = text.sentence(at);
    // "Su correo es ana@example.com y quiere los resultados".
    let is_theirs = text.any(sentence.clone(), HIS) && text.any(sentence.clone(), CLINICAL);
    let is_patient = is_theirs || text.any(sentence.clone(), PATIENT | PRONOUN | KIN | lexicon::HONORIFIC);
    let is_public = text.any(sentence.clone(), STAFF | DOCTOR | CREDENTIAL)
        || text.any_word(
            sentence.clone(),
            &[
                "correspondence",
                "corresponding",
                "author",
                "authors",
                "register",
                "rsvp",
                "volunteer",
                "press",
                "media",
                "speaker",
                "sign",
                "club",
                "coalition",
                "foundation",
                "association",
                "department",
                "committee",
                "registrarse",
                "inscribase",
                "organizer",
                "tickets",
                "donate",
                "donations",
                "league",
            ],
        );
    if is_public && !is_patient {
        return None;
    }
    let is_official = [".gov", ".mil", ".edu", ".int"].iter().any(|end| host.ends_with(end));
    if is_shared_host(host) || is_patient || is_name(local) && !is_official {
        return Some(Certainty::High);
    }
    (!is_official).then_some(Certainty::Fair)
}

/// Whether the part before the `@` holds a first or last name.
fn is_name(local: &str) -> bool {
    let words = local.split(|sign: char| !sign.is_ascii_alphabetic());
    let mut words = words.filter(|word| word.len() > 2);
    words.any(|word| {
        lexicon::roles(word) & (GIVEN | lexicon::FAMILY) != 0
            // An initial and a last name, as in `jsmith`.
            || word.is_char_boundary(1) && word.len() > 4 && lexicon::roles(&word[1..]) & lexicon::FAMILY != 0
    })
}

/// The bytes of the address around an `@`.
fn bounds(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let before = bytes[at.saturating_sub(LONGEST)..at].iter().rev().take_while(|byte| is_local(byte)).count();
    let behind = bytes[at + 1..bytes.len().min(at + 1 + LONGEST)].iter().take_while(|byte| is_host(byte)).count();
    let (mut start, mut end) = (at - before, at + 1 + behind);
    while end > at + 1 && matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    while start < at && bytes[start] == b'.' {
        start += 1;
    }
    let host = std::str::from_utf8(&bytes[at + 1..end]).ok()?;
    let (name, top) = host.rsplit_once('.')?;
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (start < at && !name.is_empty() && is_top).then_some((start, end))
}
