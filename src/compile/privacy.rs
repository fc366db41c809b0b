//! Looks for details of patients in everything that a project publishes: documents, data, text files of `static/`, names of
//! files.
//!
//! Texts are read as they are written, markup and all, so that no place of a text is forgotten and each finding has its bytes.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::base::VPath;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Severity, codes};
use crate::model::{Document, Held, Site, State};
use crate::parse::{ConsentKind, ConsentScope};
use crate::privacy::{self, Block, Certainty, Finding, IdentifierKind, Known};
use crate::source::{self, SourceSet};
use crate::world::{Version, World, read_text};

use super::findings::OfPatients;

/// Largest text that is looked at, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The most findings reported for one file.
const MOST: usize = 1000;

/// Files of `static/` that are text.
const TEXTS: [&str; 14] =
    ["txt", "md", "csv", "tsv", "html", "htm", "json", "xml", "vcf", "ics", "log", "yaml", "yml", "rtf"];

/// What was found in each file, while it and what is known of the practice stay the same.
#[derive(Default)]
pub(super) struct PrivacyCache {
    known: Known,
    files: HashMap<VPath, (Version, Arc<[Found]>)>,
}

/// A finding with the part of the document that it is in.
#[derive(Clone, Debug)]
struct Found {
    finding: Finding,
    key: Option<String>,
}

/// What kind of text a file holds.
#[derive(Clone, Copy)]
enum Form {
    Document,
    Data,
    Text,
    /// Only its name is looked at.
    Other,
}

/// A file, its version, and what was found in it.
type Looked<'f> = (&'f VPath, Option<Version>, Arc<[Found]>);

/// Looks at all files of a project.
pub(super) fn check<'n>(
    world: &dyn World,
    sources: &SourceSet,
    site: &Site,
    cache: &mut PrivacyCache,
    notes: impl Fn(&Known) -> Option<OfPatients<'n>>,
) -> Vec<Diagnostic> {
    let known = known(site);
    if cache.known != known {
        cache.files.clear();
        cache.known = known;
    }
    let documents: HashMap<&VPath, &Document> =
        site.documents.iter().map(|document| (&document.parsed.source.path, &**document)).collect();
    let files: Vec<(&VPath, Form)> = files(sources);
    let last = std::mem::take(&mut cache.files);
    let known = &cache.known;
    let notes = notes(known);
    let read = |path: &VPath, form| {
        if notes.as_ref().is_some_and(|notes| notes.is_clean(path)) {
            return Vec::new();
        }
        let found = look(world, path, form, known);
        if let Some(notes) = notes.as_ref().filter(|_| found.is_empty()) {
            notes.leave_clean(path);
        }
        found
    };
    let found: Vec<Looked<'_>> = files
        .into_par_iter()
        .map(|(path, form)| {
            let version = world.version(path);
            let kept = last.get(path).filter(|(kept, _)| Some(*kept) == version).map(|(_, found)| found.clone());
            (path, version, kept.unwrap_or_else(|| read(path, form).into()))
        })
        .collect();
    let mut diagnostics = Vec::new();
    for (path, version, found) in found {
        let document = documents.get(path).copied();
        let told = found.iter().filter(|found| !document.is_some_and(|document| has_consent(document, found)));
        diagnostics.extend(told.take(MOST).map(|found| diagnostic(path, &found.finding)));
        if let Some(version) = version {
            cache.files.insert(path.clone(), (version, found));
        }
    }
    diagnostics
}

/// Whether a code is one of patients' details: each place is for a person to decide, so none is left out of a report.
pub(super) fn is_of_patients(code: &Code) -> bool {
    KINDS.iter().any(|kind| self::code(*kind) == code)
}

fn files(sources: &SourceSet) -> Vec<(&VPath, Form)> {
    let documents = sources.documents.iter().map(|document| (&document.path, Form::Document));
    // The library holds the names of authors and the dates of works.
    let data = sources.data.iter().filter(|path| !path.name().starts_with("sources.")).map(|path| (path, Form::Data));
    let statics = sources.statics.iter().chain(&sources.neighbours).map(|path| {
        let is_text = TEXTS.contains(&path.extension().as_str());
        (path, if is_text { Form::Text } else { Form::Other })
    });
    documents.chain(data).chain(statics).collect()
}

fn look(world: &dyn World, path: &VPath, form: Form, known: &Known) -> Vec<Found> {
    let mut found: Vec<Found> = of_name(path, known);
    let blocks: fn(&str) -> Vec<Block> = match form {
        Form::Document => privacy::of_document,
        Form::Data => privacy::of_data,
        Form::Text => privacy::of_text,
        Form::Other => return found,
    };
    // What cannot be read is reported by whoever needs it.
    let Ok(Ok(text)) = catch_unwind(AssertUnwindSafe(|| read_text(world, path, LARGEST))) else { return found };
    for Block { range, key } in blocks(&text) {
        for finding in privacy::scan(&text[range.clone()], known) {
            let moved = move_by(finding, range.start);
            found.push(Found { finding: moved, key: key.clone() });
        }
        if found.len() > MOST {
            break;
        }
    }
    found
}

fn move_by(mut finding: Finding, start: usize) -> Finding {
    finding.range = finding.range.start + start..finding.range.end + start;
    finding
}

/// The name of a file and of its folder; those of people are the practice's own.
fn of_name(path: &VPath, known: &Known) -> Vec<Found> {
    let written = path.as_str();
    if written.starts_with("content/people/") || written.starts_with("data/") {
        return Vec::new();
    }
    let name = written.split_once('/').map_or(written, |(_, rest)| rest);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts = name.split('/').flat_map(|part| privacy::scan_file_name(part, known));
    parts.map(|finding| Found { finding: Finding { range: 0..0, ..finding }, key: Some(String::new()) }).collect()
}

/// What the settings say of the practice: its contacts are no patients'.
#[must_use]
pub fn of_practice(config: &Config) -> Known {
    let mut known = Known::default();
    let practice = &config.practice;
    known.add_name(&practice.name);
    known.add_url(&config.url.absolute("/"));
    practice.phone.iter().for_each(|phone| known.add_phone(phone));
    practice.email.iter().for_each(|email| known.add_email(email));
    practice.address.street.iter().for_each(|street| known.add_place(street));
    practice.address.postal_code.iter().for_each(|code| known.add_zip(code));
    practice.appointments_url.iter().for_each(|url| known.add_url(url));
    for (_, profile) in &config.profiles {
        known.add_page(profile);
    }
    known
}

/// What of a reply to a review identifies or confirms a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyFinding {
    /// The bytes of the words.
    pub range: Range<usize>,
    /// What is wrong, for a physician.
    pub message: String,
    /// Whether the words confirm that someone is a patient; else they may identify one.
    pub confirms: bool,
}

/// Everything in a reply to a review that identifies or confirms a patient, in the order of the text.
#[must_use]
pub fn of_reply(text: &str, config: &Config) -> Vec<ReplyFinding> {
    let known = of_practice(config);
    let mut found: Vec<ReplyFinding> = Vec::new();
    for block in privacy::of_text(text) {
        for finding in privacy::scan(&text[block.range.clone()], &known) {
            let range = block.range.start + finding.range.start..block.range.start + finding.range.end;
            found.push(ReplyFinding { range, message: format!("this {}", finding.explanation), confirms: false });
        }
    }
    for range in privacy::confirms(text) {
        let message = "confirms that someone is a patient".to_owned();
        found.push(ReplyFinding { range, message, confirms: true });
    }
    found.sort_by_key(|one| (one.range.start, !one.confirms));
    found
}

/// What the practice says of itself, in its settings, its people and its events.
fn known(site: &Site) -> Known {
    let mut known = of_practice(&site.config);
    for document in &site.documents {
        let front = &document.parsed.front;
        if document.parsed.source.kind == source::Kind::Person {
            let name = front.person.as_ref().map_or(&*front.title, |person| person.bare_name(&front.title));
            known.add_name(name);
            for (_, profile) in front.person.iter().flat_map(|person| &person.profiles) {
                known.add_page(profile);
            }
        }
        if let Some(place) = front.event.as_ref().and_then(|event| event.place.as_deref()) {
            known.add_place(place);
        }
    }
    known
}

/// Whether a story's consent, which is live and of this scope, covers a finding.
fn has_consent(document: &Document, found: &Found) -> bool {
    let Some(consent) = &document.parsed.front.consent else { return false };
    let is_post = found.key.as_deref() == Some("social");
    let scope = if is_post { ConsentScope::Social } else { ConsentScope::Website };
    let is_live = document.parsed.source.kind == source::Kind::Story
        && !matches!(document.state, State::HeldBack(Held::NoConsent))
        && consent.covers(scope);
    let covered = match consent.kind {
        ConsentKind::HipaaAuthorization | ConsentKind::Staff | ConsentKind::PublicFigure => matches!(
            found.finding.kind,
            IdentifierKind::Name
                | IdentifierKind::Date
                | IdentifierKind::Age
                | IdentifierKind::Face
                | IdentifierKind::Recognizable
                | IdentifierKind::Unique
                | IdentifierKind::Address
        ),
        ConsentKind::PhotoRelease => found.finding.kind == IdentifierKind::Face,
        ConsentKind::NotIdentifiable => false,
    };
    is_live && covered
}

fn diagnostic(path: &VPath, finding: &Finding) -> Diagnostic {
    let is_name = finding.range.is_empty();
    let place = if is_name { Place::file(path) } else { Place::at(path, finding.range.clone()) };
    let what = if is_name { "the name of this file" } else { "this" };
    // The message does not repeat what was found: reports are kept in places where patients' details have no business.
    let mut diagnostic = Diagnostic::new(code(finding.kind), format!("{what} {}", finding.explanation)).at(place);
    if finding.certainty == Certainty::Fair {
        diagnostic.severity = Severity::Warning;
    }
    diagnostic.help(help(finding.kind, is_name))
}

fn help(kind: IdentifierKind, is_name: bool) -> &'static str {
    if is_name {
        return "rename the file: its name appears in the page's address, which everyone can see";
    }
    match kind {
        IdentifierKind::Name => {
            "write `a patient`, or `a woman in her fifties`; to publish a name, you need the patient's written authorization"
        }
        IdentifierKind::Address => "name nothing smaller than the state",
        IdentifierKind::Date => "write the year, or `last spring`",
        IdentifierKind::Age => "write `in her nineties`, or `90 or older`",
        IdentifierKind::Recognizable => {
            "leave out what narrows it down, such as the place, the day, the occupation, or a relative"
        }
        IdentifierKind::Face => {
            "remove the picture and the words, or publish it as a story with the patient's written authorization"
        }
        IdentifierKind::Unique => "remove the number or the trait",
        _ => "remove it",
    }
}

const KINDS: [IdentifierKind; 20] = [
    IdentifierKind::Name,
    IdentifierKind::Address,
    IdentifierKind::Date,
    IdentifierKind::Age,
    IdentifierKind::Phone,
    IdentifierKind::Fax,
    IdentifierKind::Email,
    IdentifierKind::SocialSecurity,
    IdentifierKind::Record,
    IdentifierKind::Plan,
    IdentifierKind::Account,
    IdentifierKind::License,
    IdentifierKind::Vehicle,
    IdentifierKind::Device,
    IdentifierKind::Url,
    IdentifierKind::Ip,
    IdentifierKind::Biometric,
    IdentifierKind::Face,
    IdentifierKind::Unique,
    IdentifierKind::Recognizable,
];

fn code(kind: IdentifierKind) -> &'static Code {
    match kind {
        IdentifierKind::Name => &codes::PATIENT_NAME,
        IdentifierKind::Address => &codes::PATIENT_ADDRESS,
        IdentifierKind::Date => &codes::PATIENT_DATE,
        IdentifierKind::Age => &codes::AGE_OVER_89,
        IdentifierKind::Phone => &codes::PATIENT_PHONE,
        IdentifierKind::Fax => &codes::PATIENT_FAX,
        IdentifierKind::Email => &codes::PATIENT_EMAIL,
        IdentifierKind::SocialSecurity => &codes::SOCIAL_SECURITY_NUMBER,
        IdentifierKind::Record => &codes::RECORD_NUMBER,
        IdentifierKind::Plan => &codes::PLAN_NUMBER,
        IdentifierKind::Account => &codes::ACCOUNT_NUMBER,
        IdentifierKind::License => &codes::LICENSE_NUMBER,
        IdentifierKind::Vehicle => &codes::VEHICLE_NUMBER,
        IdentifierKind::Device => &codes::DEVICE_NUMBER,
        IdentifierKind::Url => &codes::PATIENT_URL,
        IdentifierKind::Ip => &codes::PATIENT_IP,
        IdentifierKind::Biometric => &codes::BIOMETRIC,
        IdentifierKind::Face => &codes::PATIENT_FACE,
        IdentifierKind::Unique => &codes::UNIQUE_TRAIT,
        IdentifierKind::Recognizable => &codes::RECOGNIZABLE_PATIENT,
    }
}
