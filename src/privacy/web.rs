//! Web addresses (N) and internet addresses (O) of a person.

use std::net::Ipv6Addr;

use super::lexicon::{self, CAME, CARE, CLINICAL, DOCTOR, HIS, HONORIFIC, KIN, ORG, PATIENT, PRONOUN, STAFF};
use super::phrases::{WEB_KEYS, WEB_NETWORKS, WEB_PERSONAL};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        match text.shape(at) {
            Some(Shape::Url) => url(finder, at),
            Some(Shape::Word) if text.is_glued(at + 1) && text.is_mark(at + 1, ".") => bare(finder, at),
            Some(Shape::Number) => ip(finder, at),
            _ => {}
        }
        if text.is_mark(at, "@") {
            handle(finder, at);
        } else if text.is_glued(at + 1) && text.is_mark(at + 1, ":") {
            ip6(finder, at);
        }
    }
}

fn url(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    // "His GoFundMe: https://a.example/..."
    let own = at.saturating_sub(6)..at;
    let kinds = [
        "gofundme",
        "fundraiser",
        "blog",
        "profile",
        "channel",
        "instagram",
        "facebook",
        "tiktok",
        "youtube",
        "caringbridge",
    ];
    let is_own = own.clone().any(|at| text.is(at, super::lexicon::HIS) && !["their", "su"].contains(&text.word(at)));
    if is_own && text.any_word(own, &kinds) {
        let explanation = "is the address of a person's page";
        finder.report((at, at), IdentifierKind::Url, Certainty::High, explanation);
    }
    let address = text.word(at);
    judge(finder, (at, at), address);
}

/// An address without its scheme: `facebook.com/maria.alvarez.9`.
fn bare(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    let hosts = [
        "facebook",
        "instagram",
        "caringbridge",
        "gofundme",
        "twitter",
        "tiktok",
        "linkedin",
        "dropbox",
        "mychart",
        "portal",
    ];
    if !hosts.contains(&text.word(at)) {
        return;
    }
    let mut last = at;
    while text.is_glued(last + 1) && !text.is_mark(last + 1, ",;)\"]|") && last < at + 40 {
        last += 1;
    }
    while text.is_mark(last, ".!") {
        last -= 1;
    }
    let address = text.span(at, last);
    judge(finder, (at, last), address);
}

fn judge(finder: &mut Finder<'_>, (first, last): (usize, usize), address: &str) {
    let text = finder.text;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let has_key = query.split(['&', '#']).any(|pair| {
        let names =
            |value: &str| value.split(['-', '+', '_', '.']).any(|part| lexicon::roles(part) & lexicon::GIVEN != 0);
        pair.split_once('=').is_some_and(|(key, value)| {
            WEB_KEYS.contains(&key) && (value.bytes().any(|byte| byte.is_ascii_digit()) || names(value))
        })
    });
    let has_path = rest.split(['/', '=']).skip(1).any(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 4)
        && rest
            .split('/')
            .any(|part| ["patient", "patients", "paciente", "pacientes", "chart", "records", "mrn"].contains(&part));
    if has_key || names_patient(rest) || has_path && !is_literature(host) {
        return finder.report(
            (first, last),
            IdentifierKind::Url,
            Certainty::High,
            "leads to what belongs to one patient",
        );
    }
    if finder.known.has_host(host) || finder.known.has_page(rest) {
        return;
    }
    let sentence = text.sentence(first);
    let person = PATIENT | PRONOUN | HIS | HONORIFIC | KIN;
    let is_person = text.any(sentence.clone(), person) || super::patient::has_given(text, sentence);
    let is_place = WEB_PERSONAL.iter().any(|part| rest.contains(part)) && rest.contains('/');
    let is_network = WEB_NETWORKS.iter().any(|part| rest.starts_with(part));
    let is_home = (has_name(host) || is_own_page(text, first)) && !is_official(host);
    if is_person && (is_place || is_network || is_home)
        || is_place && !rest.starts_with("mychart") && !rest.contains("docs.google")
    {
        finder.report((first, last), IdentifierKind::Url, Certainty::High, "looks like a person's page");
    }
}

/// A person and a matter of medicine in the path: `sched.example.com/a/kimberly-voss/2024-05-14/std-screen`.
fn names_patient(rest: &str) -> bool {
    let Some((host, path)) = rest.split_once('/') else { return false };
    let words = |part: &str| part.split(['-', '_', '.', '?', '=']).map(lexicon::roles).collect::<Vec<_>>();
    let parts: Vec<Vec<lexicon::Roles>> = path.split('/').map(words).collect();
    let is_name = |pair: &[lexicon::Roles]| {
        pair[0] & lexicon::GIVEN != 0 && pair[1] & (lexicon::FAMILY | lexicon::STOP) == lexicon::FAMILY
    };
    let named = parts.iter().any(|part| part.windows(2).any(is_name));
    named
        && !is_literature(host)
        && !is_official(host)
        && parts.iter().flatten().any(|roles| roles & (CLINICAL | lexicon::VISIT) != 0)
        && !parts.iter().flatten().any(|roles| roles & (DOCTOR | STAFF | lexicon::EPONYM) != 0)
}

/// `Patient's blog: www...`, `her website is ...`, in a sentence without staff.
fn is_own_page(text: &Text, at: usize) -> bool {
    let before = at.saturating_sub(6)..at;
    let pages = ["blog", "vlog", "website", "page", "profile", "channel", "pagina", "perfil", "canal"];
    text.any_word(before.clone(), &pages)
        && text.any(before, PATIENT | HIS)
        && !text.any(text.sentence(at), STAFF | DOCTOR | ORG)
}

/// The name of an account of someone: `she posts as @dana_beats_lupus about her care`.
fn handle(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    let is_account = !text.is_glued(at) && text.is_glued(at + 1) && text.shape(at + 1) == Some(Shape::Word);
    let cues = [
        "as",
        "handle",
        "instagram",
        "twitter",
        "tiktok",
        "snapchat",
        "account",
        "username",
        "usuario",
        "usuaria",
        "cuenta",
        "como",
    ];
    if !is_account || !text.any_word(at.saturating_sub(4)..at, &cues) {
        return;
    }
    let sentence = text.sentence(at);
    let is_patient = text.any(sentence.clone(), PATIENT)
        || text.any(sentence.clone(), PRONOUN | HIS | KIN) && text.any(sentence.clone(), CARE | CLINICAL | CAME);
    if is_patient && !text.any(sentence, STAFF | DOCTOR) {
        let last = text.chunk_end(at);
        finder.report((at, last), IdentifierKind::Url, Certainty::High, "looks like a person's account");
    }
}

/// `2601:647:4d00::91`: the address of a computer, unless it is one for documentation.
fn ip6(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    if text.is_glued(at) && !text.is_mark(at - 1, "([=\"|") {
        return;
    }
    let glued =
        (at + 1..(at + 40).min(text.len())).take_while(|at| text.is_glued(*at) && !text.is_mark(*at, "/])\"%|,;"));
    let mut last = glued.last().unwrap_or(at);
    while text.is_mark(last, ".!?") {
        last -= 1;
    }
    let Ok(address) = text.span(at, last).parse::<Ipv6Addr>() else { return };
    let [first, second, ..] = address.segments();
    let is_reserved = address.is_loopback() || address.is_unspecified() || (first, second) == (0x2001, 0xdb8);
    let is_person = text.any(text.sentence(at), PATIENT | PRONOUN | HIS | HONORIFIC | KIN);
    if is_person && !is_reserved {
        let explanation = "looks like the IP address of a person's computer";
        finder.report((at, last), IdentifierKind::Ip, Certainty::High, explanation);
    }
}

fn is_literature(host: &str) -> bool {
    ["ncbi.nlm.nih.gov", "doi.org", "clinicaltrials.gov"].iter().any(|known| host.ends_with(known)) || is_official(host)
}

fn is_official(host: &str) -> bool {
    [".gov", ".edu", ".int", ".mil"].iter().any(|end| host.ends_with(end))
}

/// Whether a host holds a first name and a last name.
fn has_name(host: &str) -> bool {
    let name = host.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = name.split('-').collect();
    let is = |part: &str, role| lexicon::roles(part) & role != 0;
    if let [first, last] = parts[..] {
        return is(first, lexicon::GIVEN) && is(last, lexicon::FAMILY);
    }
    (3..name.len().min(20))
        .any(|cut| name.is_char_boundary(cut) && is(&name[..cut], lexicon::GIVEN) && is(&name[cut..], lexicon::FAMILY))
}

/// Four numbers of at most 255: the address of a computer, unless it is a version or one for documentation.
fn ip(finder: &mut Finder<'_>, at: usize) {
    let text = finder.text;
    if text.is_glued(at) && !text.is_mark(at - 1, "(:=[\"|") {
        return;
    }
    let parts: Vec<u32> = (0..4).filter_map(|part| text.value(at + 2 * part).filter(|value| *value <= 255)).collect();
    let joined = (0..3).all(|gap| {
        text.is_mark(at + 2 * gap + 1, ".") && text.is_glued(at + 2 * gap + 1) && text.is_glued(at + 2 * gap + 2)
    });
    let last = at + 6;
    let [a, b, c, d] = parts[..] else { return };
    if !joined || text.is_glued(last + 1) && text.is_mark(last + 1, ".-") && text.is_glued(last + 2) {
        return;
    }
    if a == 0 || finder.found.len() >= super::MOST {
        return;
    }
    let sentence = text.sentence(at);
    let is_called = text.any_word(
        text.around(at, 10, 10),
        &[
            "ip",
            "ipv4",
            "logged",
            "login",
            "address",
            "direccion",
            "computer",
            "accessed",
            "visited",
            "conecto",
            "submitted",
            "recibido",
            "chat",
            "formulario",
            "connected",
        ],
    );
    let is_version = text.any_word(
        text.around(at, 5, 2),
        &["version", "v", "release", "firmware", "software", "update", "section", "build"],
    );
    let is_reserved =
        matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113) | (127 | 0, _, _)) || a == 255 || d == 0;
    let is_person = text.any(sentence, PATIENT | PRONOUN | HIS | HONORIFIC | KIN);
    if is_version || is_reserved && !(is_person && is_called) || !is_called && !is_person {
        return;
    }
    let certainty = if is_person || is_called { Certainty::High } else { Certainty::Fair };
    finder.report((at, last), IdentifierKind::Ip, certainty, "looks like the IP address of a person's computer");
}
